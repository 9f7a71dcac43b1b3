"""What the form "who can still be turned to" asks: read once, kept as it was typed, with what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from unannounced.crafts.law.routes import shipped_routes
from unannounced.duties.treaty.acts import EARLIEST, LATEST
from unannounced.duties.treaty.dates import written_day
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.route_rules import Counts, Used, Victim
from unannounced.duties.treaty.routes import Route, read_used, routes
from unannounced.rooms.portal.asked import day_in_reach
from unannounced.rooms.portal.turning import InPlainWords

LONGEST, MOST = 40, 20
_SAID = {"yes": True, "no": False}
_ONCE = ("act", "on", "where", "final", "remedies", "disappeared", "anonymous")


@dataclass(frozen=True, slots=True)
class Choice:
    """A body that may have the matter already: its route, its name, and what was chosen: "", pending or ended."""

    route: str
    name: str
    chosen: str


@dataclass(frozen=True, slots=True)
class TurnTo:
    """What was asked about a State. ``said`` is what was typed; where there are ``problems``, nothing is answered."""

    state: str
    act: date | None
    on: date
    where: str
    final: date | None
    remedies_left: bool | None
    victim: Victim
    used: tuple[Used, ...]
    said: dict[str, str]
    problems: tuple[str, ...]

    @property
    def says_more(self) -> bool:
        """Whether anything beyond State and day was said."""
        return bool(self.used) or any(self.said[name] for name in ("final", "remedies", "disappeared", "anonymous"))

    def choices(self, words: InPlainWords) -> list[Choice]:
        """The bodies of which the form asks whether they have the matter already."""
        chosen = {one.route: "pending" if one.pending else "ended" for one in self.used}
        bearing = [rule for rule in shipped_routes().values() if rule.counts is not Counts.NO]
        return [Choice(one.code, one.names[words.language], chosen.get(one.code, "")) for one in bearing]

    def address(self, *, language: str = "", without: Sequence[str] = ()) -> str:
        """What was asked, as the end of an address: "?act=2022-05-01&language=uk"."""
        pairs = [(name, said) for name, said in self.said.items() if said and name not in (*without, "state")]
        pairs += [("used", f"{one.route}:pending" if one.pending else one.route) for one in self.used]
        pairs += [("language", language)] if language else []
        return f"?{urlencode(pairs)}" if pairs else ""

    def answers(self, words: InPlainWords) -> tuple[Route, ...]:
        """The routes; to be asked only where there are no problems."""
        return routes(
            words.register.law,
            self.state,
            rules=shipped_routes(),
            act=self.act,
            on=self.on,
            victim=self.victim,
            used=self.used,
            exhausted=None if self.remedies_left is None else not self.remedies_left,
            final_decision=self.final,
            territory=self.where,
        )


def asked_of(request: HttpRequest, words: InPlainWords, *, state: str = "") -> TurnTo:
    """What ``request`` asks about ``state``, or about the State that the form names."""
    said = {name: _said(request.GET.get(name, "")) for name in _ONCE}
    said["state"] = code = _said(state or request.GET.get("state", "")).upper()
    today, problems = timezone.now().date(), list[str]()
    act, on, final = (_day(said[name], problems, words, today) for name in ("act", "on", "final"))
    for one in (code, said["where"].upper()):
        if one and one not in words.register.states:
            problems.append(words.phrase("problem_state", said=one))
    used = tuple(_used(request.GET.getlist("used")[:MOST], problems, words))
    problems += _impossible(act, on or today, final, words)
    return TurnTo(
        state=code,
        act=act,
        on=on or today,
        where=said["where"].upper(),
        final=final,
        remedies_left=_SAID.get(said["remedies"]),
        victim=Victim(named=not said["anonymous"], disappeared=_SAID.get(said["disappeared"])),
        used=used,
        said=said,
        problems=tuple(problems),
    )


def _impossible(act: date | None, on: date, final: date | None, words: InPlainWords) -> list[str]:
    """The days that cannot be (``duties.treaty.routes.possible``), in plain words."""
    late = act is not None and act > on
    wrong = final is not None and not (act or date.min) <= final <= on
    return [words.phrase("problem_act")] * late + [words.phrase("problem_final")] * (wrong and not late)


def _used(said: Sequence[str], problems: list[str], words: InPlainWords) -> list[Used]:
    found: dict[str, Used] = {}
    for one in filter(None, map(_said, said)):
        try:
            used = read_used(one, shipped_routes())
        except NotKnown:
            problems.append(words.phrase("problem_used", said=one))
            continue
        found[used.route] = used
    return list(found.values())


def _said(typed: str) -> str:
    return typed.replace("\0", "").strip()[:LONGEST]


def _day(said: str, problems: list[str], words: InPlainWords, today: date) -> date | None:
    if not said:
        return None
    found = day_in_reach(said)
    if found is None and written_day(said) is None:
        problems.append(words.phrase("problem_day", said=said, today=today.isoformat()))
    elif found is None:
        problems.append(words.phrase("problem_reach", said=said, earliest=EARLIEST, latest=LATEST))
    return found
