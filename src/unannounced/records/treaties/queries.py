"""The standing of a State on a day, with its grounds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.treaty.acts import Act, Confidence, completed, corrected
from unannounced.duties.treaty.standing import BOUND, LEFT, Standing, Status, status
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
    return completed(
        Act(
            treaty=row.treaty,
            state=state_code,
            action=row.action,
            day=row.day,
            year=row.year,
            note=row.note,
            source=row.source,
            confidence=Confidence(row.confidence),
            named_day=row.named_day,
            concerns=tuple(row.concerns),
            known_since=row.known_since,
            corrects=row.corrects,
            never=row.never,
        )
    )


def acts_of(state: State) -> list[Act]:
    """Every act of one State, corrected: what ends one treaty may end another (ECHR Art. 58(3))."""
    rows = TreatyAct.objects.filter(state=state).order_by("treaty", "day", "id")
    return list(corrected(as_act(row, state.code) for row in rows))


def every_act() -> list[Act]:
    """Every row of the register as the duties know it, also those corrected since; one query."""
    rows = TreatyAct.objects.select_related("state").order_by("treaty", "state__code", "day", "id")
    return [as_act(row, row.state.code if row.state else "") for row in rows]


def standings(state: State, *, on: date) -> dict[str, Status]:
    """The status of ``state`` under each treaty of which the register holds an act."""
    acts = acts_of(state)
    return {
        treaty: status(treaty, acts, shipped_conventions(), on=on) for treaty in sorted({act.treaty for act in acts})
    }


def standing(state: State, treaty: str, *, on: date) -> Status:
    """The status of ``state`` under ``treaty`` on the day ``on``, with its grounds."""
    return status(treaty, acts_of(state), shipped_conventions(), on=on)


def bound(state: State, treaty: str, *, on: date) -> Bound:
    """Whether and until when ``state`` is bound on ``on``; ``first`` is ``None`` if it is not."""
    acts = acts_of(state)
    held = status(treaty, acts, shipped_conventions(), on=on)
    if held.standing not in BOUND:
        return Bound(None, None, held)
    first = held.since
    if held.standing is Standing.DENUNCIATION_PENDING and first is not None:
        first = status(treaty, acts, shipped_conventions(), on=first - timedelta(days=1)).since or first
    return Bound(first, held.until or held.bound_until_at_least, held)


def has_left(state: State, treaty: str, *, on: date) -> bool:
    """Whether ``state`` is no longer bound by ``treaty`` on ``on``, or may not be: it was, and an end may have come.

    A State of which nothing is on record has not left. While a denunciation is pending all continues in full.
    """
    held = standing(state, treaty, on=on)
    last = held.until or held.bound_until_at_least
    passed = held.standing in (*BOUND, Standing.NOT_KNOWN) and last is not None and on > last
    return passed or held.standing in (Standing.FORMER_PARTY, Standing.CEASED)


def parties_on(day: date, treaty: str, *, invented: bool) -> list[str]:
    """Codes of the Parties to ``treaty`` on ``day``; two queries, however many States there are."""
    held = states_and_acts(treaty, invented=invented)
    return [
        code for code, acts in held.items() if status(treaty, acts, shipped_conventions(), on=day).standing in BOUND
    ]


def left_by(day: date, treaty: str, *, invented: bool) -> list[str]:
    """Codes of the States that were Party to ``treaty`` and are so no more on ``day``; what is not known is no end."""
    held = states_and_acts(treaty, invented=invented)
    return [code for code, acts in held.items() if status(treaty, acts, shipped_conventions(), on=day).standing in LEFT]


def states_and_acts(treaty: str, *, invented: bool) -> dict[str, list[Act]]:
    """The acts under ``treaty`` by the code of the State."""
    rows = TreatyAct.objects.filter(treaty=treaty, state__invented=invented).select_related("state")
    by_state: dict[str, list[Act]] = defaultdict(list)
    for row in rows.order_by("state__code", "day", "id"):
        if row.state is not None:
            by_state[row.state.code].append(as_act(row, row.state.code))
    return {code: list(corrected(acts)) for code, acts in by_state.items()}


def public_facts(states: Iterable[State]) -> QuerySet[PublicFact]:
    """The public record of ``states``, by day."""
    return PublicFact.objects.filter(state__in=list(states)).order_by("begins", "kind")
