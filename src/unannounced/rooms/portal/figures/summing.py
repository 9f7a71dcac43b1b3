"""Adding up: the figures of everything, of each State and of each topic, from rows of items; no database, no words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from unannounced.rooms.portal.figures.rows import Kept
from unannounced.rooms.portal.figures.topics import with_those_above

NEWEST, CHAINS = 20, 50
"""How many of the newest items, and how many chains of repeated ones, are kept of a State or a topic."""
LONGEST_CHAIN = 100
Item = dict[str, Any]


@dataclass(slots=True)
class Sums:
    """The figures of some reports and of the items on them; keys are codes and years, values are numbers."""

    reports: int = 0
    published: Counter[str] = field(default_factory=Counter)
    items: int = 0
    answered: int = 0
    repeated: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    positions: Counter[str] = field(default_factory=Counter)
    became: Counter[str] = field(default_factory=Counter)
    years: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    themes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    theme_years: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    decided: int = 0
    newest: list[Item] = field(default_factory=list)
    chains: list[list[Item]] = field(default_factory=list)
    chained: int = 0

    def add_report(self, year: str) -> None:
        """Count a report."""
        self.reports += 1
        self.published[year] += 1

    def add(self, item: Kept, year: str, state: str, themes: Iterable[str], decided: bool) -> None:
        """Count an item; ``decided`` if a person said that it is about the topic these figures are of."""
        outcome = item["outcome"]
        self.items += 1
        self.answered += item["answered"]
        self.repeated += bool(item["repeats"])
        self.kinds[item["kind"]] += 1
        self.positions[item["position"] or "unknown"] += 1
        self.became[f"{item['basis']}/{item['word']}"] += 1
        self.years[year][outcome] += 1
        self.states[state][outcome] += 1
        self.decided += decided
        for theme in themes:
            self.themes[theme][outcome] += 1
            self.theme_years[theme][year] += 1

    def join(self, other: "Sums") -> None:
        """Take the figures of other reports in."""
        for name in ("reports", "items", "answered", "repeated", "decided", "chained"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("published", "kinds", "positions", "became"):
            getattr(self, name).update(getattr(other, name))
        for name in ("years", "themes", "theme_years", "states"):
            for key, counted in getattr(other, name).items():
                getattr(self, name)[key].update(counted)
        self.newest = sorted([*self.newest, *other.newest], key=_latest, reverse=True)[:NEWEST]
        self.chains = sorted([*self.chains, *other.chains], key=_longest, reverse=True)[:CHAINS]

    def as_json(self) -> dict[str, Any]:
        """What is kept of it; nothing that is empty."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in found.items() if value}


def _latest(item: Item) -> tuple[str, str]:
    return item["day"], item["slug"]


def _longest(chain: list[Item]) -> tuple[int, str]:
    return len(chain), chain[0]["day"]


@dataclass(slots=True)
class Scope:
    """Figures of one register and of one kind of maker: of all, by State and by topic, with the names of States."""

    whole: Sums = field(default_factory=Sums)
    states: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))
    themes: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, report: Kept) -> None:
        """Count a report with its items; come they must the latest first."""
        year, state = report["day"][:4], report["state"]
        self.names.setdefault(state, report["names"])
        for sums in (self.whole, self.states[state]):
            sums.add_report(year)
        seen: set[str] = set()
        for item in report["items"]:
            self._add_item(report, item, year, seen)
        for theme in seen:
            self.themes[theme].add_report(year)

    def _add_item(self, report: Kept, item: Kept, year: str, seen: set[str]) -> None:
        state, given = report["state"], item["topics"]
        themes = with_those_above(one for one, _ in given)
        decided = with_those_above(one for one, by_a_person in given if by_a_person)
        seen |= themes
        for sums in (self.whole, self.states[state]):
            sums.add(item, year, state, themes, bool(decided))
        for theme in themes:
            sums = self.themes[theme]
            sums.add(item, year, state, (), theme in decided)
            if len(sums.newest) < NEWEST:
                sums.newest.append({**cited(report, item), "decided": theme in decided})

    def join(self, other: "Scope") -> None:
        """Take another scope in."""
        self.names = {**other.names, **self.names}
        self.whole.join(other.whole)
        for code, sums in other.states.items():
            self.states[code].join(sums)
        for theme, sums in other.themes.items():
            self.themes[theme].join(sums)

    def as_json(self) -> dict[str, Any]:
        """What is kept of it."""
        return {
            "whole": self.whole.as_json(),
            "states": {code: sums.as_json() for code, sums in self.states.items()},
            "themes": {theme: sums.as_json() for theme, sums in self.themes.items()},
            "names": self.names,
        }


def cited(report: Kept, item: Kept) -> Item:
    """An item as a list shows it."""
    told = ("number", "paragraph", "anchor", "kind", "basis", "word", "outcome", "text")
    head = {name: report[name] for name in ("slug", "symbol", "state", "day", "language")}
    return {**head, **{name: item[name] for name in told}}


def counted(reports: Iterable[Kept]) -> dict[str, Scope]:
    """The figures of each scope: ``real`` or ``invented``, and ``all``, ``own`` or ``others``."""
    found: dict[str, Scope] = defaultdict(Scope)
    ordered = sorted(reports, key=lambda one: (one["day"], one["slug"]), reverse=True)
    for report in ordered:
        found[scope_of(report)].add(report)
    for chain, themes in _chains(ordered):
        _keep(found[scope_of(chain[0][0])], chain, themes)
    for name in list(found):
        found[f"{name.partition('-')[0]}-all"].join(found[name])
    return dict(found)


def scope_of(report: Kept) -> str:
    """The name of the scope in which a report counts."""
    return f"{'invented' if report['invented'] else 'real'}-{'own' if report['own'] else 'others'}"


Link = tuple[Kept, Kept]
"""An item with its report."""


def _chains(ordered: list[Kept]) -> Iterator[tuple[list[Link], set[str]]]:
    """Each chain of items that were asked again, the latest first, with the topics of the latest; longest first."""
    held = {(report["slug"], item["number"]): (report, item) for report in ordered for item in report["items"]}
    before = {key: [tuple(one) for one in item["repeats"]] for key, (_, item) in held.items() if item["repeats"]}
    asked_again = {key for earlier in before.values() for key in earlier}
    heads = [_back(key, before, held) for key in before if key not in asked_again]
    chains = [chain for chain in heads if len(chain) > 1]
    for chain in sorted(chains, key=lambda one: (len(one), one[0][0]["day"]), reverse=True):
        yield chain, with_those_above(one for one, _ in chain[0][1]["topics"])


def _back(
    head: tuple[str, str], before: dict[tuple[str, str], list[Any]], held: dict[tuple[str, str], Link]
) -> list[Link]:
    """An item and every earlier one it repeats, one by one; what is not public here is left out."""
    found, waiting = {head: held[head]}, [head]
    while waiting and len(found) < LONGEST_CHAIN:
        for key in before.get(waiting.pop(), ()):
            if key in held and key not in found:
                found[key] = held[key]
                waiting.append(key)
    return sorted(found.values(), key=lambda link: link[0]["day"], reverse=True)


def _keep(scope: Scope, chain: list[Link], themes: set[str]) -> None:
    told = [cited(report, item) for report, item in chain]
    for sums in (scope.whole, scope.states[chain[0][0]["state"]], *(scope.themes[theme] for theme in themes)):
        sums.chained += 1
        if len(sums.chains) < CHAINS:
            sums.chains.append(told)
