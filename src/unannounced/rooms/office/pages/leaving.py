"""What a coming denunciation brings: until when the State is bound, what to decide before, and the days to think of it.

ECPT Art. 22; the convention's own file says what to do beforehand, and how many days ahead. A day that is not known for
sure is shown as not before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.reminding import BEFORE
from unannounced.duties.treaty.acts import Act, corrected
from unannounced.duties.treaty.standing import Standing, Status, status
from unannounced.records.states.models import State
from unannounced.records.treaties.models import TreatyAct
from unannounced.records.treaties.queries import as_act
from unannounced.rooms.office.pages.standings import last_bound

NOTIFIED = "denunciation_notified"


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to decide before the State leaves, its article, and the days to be reminded of it that are ahead."""

    words: str
    article: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A State whose denunciation is pending: the last day it is bound, or is bound at least where not ``exact``."""

    last_day: date
    exact: bool
    days_left: int
    before: tuple[int, ...]
    to_do: list[ToDo]

    @property
    def first_day(self) -> date:
        """The first day on which the denunciation has effect, or can have effect."""
        return self.last_day + timedelta(days=1)


def leaving(held: Status, *, today: date) -> Leaving | None:
    """What comes where a denunciation is pending under the mechanism's own convention; ``None`` where none is."""
    last = last_bound(held)
    if held.standing is not Standing.DENUNCIATION_PENDING or last is None:
        return None
    rules = shipped_conventions().get(settings.MECHANISM.convention)
    out, language = last + timedelta(days=1), get_language() or "en"
    to_do = []
    for one in rules.beforehand if rules else ():
        words = one.clause.words.get(language, one.clause.words.get("en", ""))
        days = sorted(out - timedelta(days=before) for before in one.days)
        to_do.append(ToDo(words, one.clause.article, tuple(day for day in days if day >= today)))
    before = {days for one in (rules.beforehand if rules else ()) for days in one.days} or set(BEFORE)
    return Leaving(last, held.until is not None, (last - today).days, tuple(sorted(before, reverse=True)), to_do)


def standings_of(states: Iterable[State], *, today: date) -> Mapping[UUID, Status]:
    """The standing of each of ``states`` under the mechanism's own convention; one query."""
    codes = {one.pk: one.code for one in states}
    return _standings(codes, TreatyAct.objects.filter(state__in=list(codes)), today)


def leaving_states(*, today: date) -> list[tuple[State, Leaving]]:
    """Every State whose denunciation is pending, the one that leaves first at the top; two queries."""
    convention = settings.MECHANISM.convention
    notified = TreatyAct.objects.filter(treaty=convention, action=NOTIFIED).order_by().values("state")
    states = State.objects.in_bulk([pk for pk in notified.values_list("state", flat=True) if pk is not None])
    acts = TreatyAct.objects.filter(state__in=notified)
    held = _standings({pk: one.code for pk, one in states.items()}, acts, today)
    found = [(states[pk], coming) for pk, one in held.items() if (coming := leaving(one, today=today)) is not None]
    return sorted(found, key=_first_to_leave)


def _standings(codes: Mapping[UUID, str], rows: "Iterable[TreatyAct]", today: date) -> Mapping[UUID, Status]:
    convention = settings.MECHANISM.convention
    acts: dict[UUID, list[Act]] = defaultdict(list)
    for row in sorted(rows, key=_by_day):
        if row.treaty == convention and row.state_id is not None and row.state_id in codes:
            acts[row.state_id].append(as_act(row, codes[row.state_id]))
    return {pk: status(convention, list(corrected(acts[pk])), shipped_conventions(), on=today) for pk in codes}


def _by_day(row: TreatyAct) -> tuple[date, str]:
    return row.day or date.min, row.pk.hex


def _first_to_leave(one: tuple[State, Leaving]) -> tuple[date, str]:
    return one[1].last_day, one[0].code
