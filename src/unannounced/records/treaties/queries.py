"""The standing of a State on a day, with its grounds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.treaty.standing import BOUND, Standing, Status, status
from unannounced.records.states.models import State
from unannounced.records.treaties.models import PublicFact, TreatyAct


@dataclass(frozen=True, slots=True)
class Bound:
    """From which day, and until which day at least, a State is bound; ``None`` where that is open or unknown."""

    first: date | None
    last: date | None
    status: Status


def as_act(row: TreatyAct, state_code: str) -> Act:
    """The row as the duties know it."""
    return Act(row.treaty, state_code, row.action, row.day, row.year, row.note, row.source, Confidence(row.confidence))


def acts_of(state: State) -> list[Act]:
    """Every act of one State: what ends one treaty may end another (ECHR Art. 58(3))."""
    rows = TreatyAct.objects.filter(state=state).order_by("treaty", "day", "id")
    return [as_act(row, state.code) for row in rows]


def standings(state: State, *, on: date) -> dict[str, Status]:
    """The status of ``state`` under each treaty of which the register holds an act."""
    acts = acts_of(state)
    return {treaty: status(treaty, acts, on=on) for treaty in sorted({act.treaty for act in acts})}


def standing(state: State, treaty: str, *, on: date) -> Status:
    """The status of ``state`` under ``treaty`` on the day ``on``, with its grounds."""
    return status(treaty, acts_of(state), on=on)


def bound(state: State, treaty: str, *, on: date) -> Bound:
    """Whether and until when ``state`` is bound on ``on``; ``first`` is ``None`` if it is not."""
    acts = acts_of(state)
    held = status(treaty, acts, on=on)
    if held.standing not in BOUND:
        return Bound(None, None, held)
    first = held.since
    if held.standing is Standing.DENUNCIATION_PENDING and first is not None:
        first = status(treaty, acts, on=first - timedelta(days=1)).since or first
    return Bound(first, held.until or held.bound_until_at_least, held)


def parties_on(day: date, treaty: str, *, invented: bool) -> list[str]:
    """Codes of the Parties to ``treaty`` on ``day``; two queries, however many States there are."""
    held = states_and_acts(treaty, invented=invented)
    return [code for code, acts in held.items() if status(treaty, acts, on=day).standing in BOUND]


def states_and_acts(treaty: str, *, invented: bool) -> dict[str, list[Act]]:
    """The acts under ``treaty`` by the code of the State."""
    rows = TreatyAct.objects.filter(treaty=treaty, state__invented=invented).select_related("state")
    by_state: dict[str, list[Act]] = defaultdict(list)
    for row in rows.order_by("state__code", "day", "id"):
        if row.state is not None:
            by_state[row.state.code].append(as_act(row, row.state.code))
    return dict(by_state)


def public_facts(states: Iterable[State]) -> QuerySet[PublicFact]:
    """The public record of ``states``, by day."""
    return PublicFact.objects.filter(state__in=list(states)).order_by("begins", "kind")
