"""What hindered delegations, and whom they spoke with: of the visits that the viewer sees, and of no other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from unannounced.duties import admitting
from unannounced.duties.admitting import Hindrance, HindranceFact, Suggested
from unannounced.records.access.models import AccessEvent, InterviewHeld
from unannounced.records.accounts.queries import Viewer
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit, VisitedPlace
from unannounced.records.visits.queries import seen_by


def access_seen_by(viewer: Viewer) -> QuerySet[AccessEvent]:
    """Every hindrance of the visits that ``viewer`` sees, also those taken back."""
    return AccessEvent.objects.filter(visit__in=seen_by(viewer)).select_related("visit__state", "place", "noted_by")


def interviews_seen_by(viewer: Viewer) -> QuerySet[InterviewHeld]:
    """Every interview of the visits that ``viewer`` sees, also those taken back."""
    return InterviewHeld.objects.filter(visit__in=seen_by(viewer)).select_related("visit__state", "place", "noted_by")


def access_of(visit: Visit, viewer: Viewer) -> QuerySet[AccessEvent]:
    """What hindered one visit, day by day, also what was taken back."""
    return access_seen_by(viewer).filter(visit=visit).order_by("day", "at_time", "id")


def interviews_of(visit: Visit, viewer: Viewer) -> QuerySet[InterviewHeld]:
    """The interviews of one visit, day by day, also those taken back."""
    return interviews_seen_by(viewer).filter(visit=visit).order_by("day", "id")


def suggested_grade(visit: Visit, viewer: Viewer) -> Suggested | None:
    """The grade of cooperation that what was noted of a visit would bear, with reasons; a proposal and never kept."""
    events = access_of(visit, viewer).filter(taken_back_at=None)
    went = VisitedPlace.objects.filter(visit=visit, visit__in=seen_by(viewer))
    waits = list(went.values_list("waited_minutes", flat=True))
    facts = [HindranceFact(Hindrance(one.hindrance), one.minutes, one.overcome_on is not None) for one in events]
    alone = interviews_of(visit, viewer).filter(taken_back_at=None, private=False).count()
    return admitting.suggested_grade(facts, waits, places=len(waits), not_private=alone)


class Waited(NamedTuple):
    """A wait at a place, as statistics ask: which visit, where, in which year, how long; minutes None: not known."""

    visit: UUID
    state: UUID
    year: int
    kind: str
    place: UUID | None
    day: Any
    minutes: int | None


@dataclass(slots=True)
class Access:
    """How delegations were let in, for one State, year, or kind of place.

    ``visits`` that recorded a place or a hindrance; ``places``: times that a place was gone to; ``waits`` are the
    minutes known, one for each place and day, the longest that was noted of it; ``refusals`` by what was refused.
    Interviews are with persons deprived of liberty, and those of which it is not known count in neither share.
    """

    visits: set[UUID] = field(default_factory=set)
    places: set[tuple[UUID, UUID, Any]] = field(default_factory=set)
    waits: list[int] = field(default_factory=list)
    refusals: dict[Hindrance, int] = field(default_factory=dict)
    overcome: int = 0
    interviews: int = 0
    in_private: int = 0
    not_in_private: int = 0

    @property
    def refused(self) -> int:
        """How often something was refused, waits apart."""
        return sum(self.refusals.values())

    @property
    def median_wait(self) -> Fraction | None:
        """The median of the minutes waited; None where none is known."""
        return Fraction(median(map(Fraction, self.waits))) if self.waits else None

    @property
    def longest_wait(self) -> int | None:
        """The longest wait in minutes; None where none is known."""
        return max(self.waits, default=None)

    @property
    def private_share(self) -> Fraction | None:
        """Interviews in private of those of which it is known; None where it is known of none."""
        known = self.in_private + self.not_in_private
        return Fraction(self.in_private, known) if known else None


@dataclass(slots=True)
class AccessStatistics:
    """How delegations were let in altogether, and by State, year and kind of place, each in its order."""

    altogether: Access
    by_state: dict[State, Access]
    by_year: dict[int, Access]
    by_kind: dict[str, Access]


def access_statistics(
    viewer: Viewer,
    *,
    state: State | None = None,
    year: int | None = None,
    kind: str = "",
    invented: bool | None = None,
) -> AccessStatistics:
    """Statistics of access over the visits that ``viewer`` sees; four queries, however many visits.

    A kind of place is that of the register as the place was entered; "" stands for what happened at no place.
    """
    rows = _Rows(_narrowed(viewer, state, invented), year, kind)
    states = State.objects.in_bulk(rows.of("state"))
    by_state = sorted(rows.of("state").items(), key=lambda one: states[one[0]].code)
    return AccessStatistics(
        altogether=rows.of("all").get("", Access()),
        by_state={states[key]: access for key, access in by_state},
        by_year=dict(sorted(rows.of("year").items(), reverse=True)),
        by_kind=dict(sorted(rows.of("kind").items())),
    )


def _narrowed(viewer: Viewer, state: State | None, invented: bool | None) -> QuerySet[Visit]:
    seen = seen_by(viewer).order_by()
    if state is not None:
        return seen.filter(state=state)
    return seen if invented is None else seen.filter(state__invented=invented)


_COLUMNS = ("visit_id", "visit__state_id", "day__year", "place__kind", "place_id", "day")


class _Rows:
    """The rows of some visits, counted into each of the four groupings as they come."""

    def __init__(self, visits: QuerySet[Visit], year: int | None, kind: str) -> None:
        self.counted: dict[str, dict[Any, Access]] = {one: {} for one in ("all", "state", "year", "kind")}
        self.wanted = {**({"day__year": year} if year else {}), **({"place__kind": kind} if kind else {})}
        self.visits = visits.values("pk")
        self._waits()
        self._interviews()

    def of(self, grouping: str) -> dict[Any, Access]:
        """The counts of one grouping, by its key."""
        return self.counted[grouping]

    def _into(self, state: UUID, year: int, kind: str | None) -> Iterator[Access]:
        for grouping, key in (("all", ""), ("state", state), ("year", year), ("kind", kind or "")):
            yield self.counted[grouping].setdefault(key, Access())

    def _waits(self) -> None:
        """Places gone to with their waits, and hindrances; of one place and day the longest wait counts once."""
        longest: dict[tuple[UUID, UUID | None, Any], Waited] = {}
        went = VisitedPlace.objects.filter(visit__in=self.visits, **self.wanted)
        for row in map(Waited._make, went.values_list(*_COLUMNS, "waited_minutes")):
            longest[row.visit, row.place, row.day] = row
            for into in self._into(row.state, row.year, row.kind):
                into.visits.add(row.visit)
                into.places.add((row.visit, row.place or row.visit, row.day))
        for wait in self._hindrances(longest):
            longest[wait.visit, wait.place, wait.day] = wait
        for row in longest.values():
            for into in self._into(row.state, row.year, row.kind):
                into.waits += [] if row.minutes is None else [row.minutes]

    def _hindrances(self, longest: dict[tuple[UUID, UUID | None, Any], Waited]) -> Iterable[Waited]:
        """Count refusals; the waits among the hindrances that are longer than what was known of the place and day."""
        events = AccessEvent.objects.filter(visit__in=self.visits, taken_back_at=None, **self.wanted)
        found: dict[tuple[UUID, UUID | None, Any], Waited] = {}
        for *columns, hindrance, overcome in events.values_list(*_COLUMNS, "minutes", "hindrance", "overcome_on"):
            row, what = Waited._make(columns), Hindrance(hindrance)
            for into in self._into(row.state, row.year, row.kind):
                into.visits.add(row.visit)
                if what is not Hindrance.WAITED:
                    into.refusals[what] = into.refusals.get(what, 0) + 1
                    into.overcome += overcome is not None
            key = (row.visit, row.place, row.day)
            held = found.get(key) or longest.get(key)
            if what is Hindrance.WAITED and row.minutes is not None and row.minutes > ((held and held.minutes) or -1):
                found[key] = row
        return found.values()

    def _interviews(self) -> None:
        held = InterviewHeld.objects.filter(
            visit__in=self.visits, taken_back_at=None, whom=admitting.Whom.DEPRIVED.value, **self.wanted
        )
        rows = held.values_list("visit__state_id", "day__year", "place__kind", "private")
        counted: dict[tuple[UUID, int, str | None, bool | None], int] = defaultdict(int)
        for row in rows:
            counted[row] += 1
        for (state, year, kind, private), number in counted.items():
            for into in self._into(state, year, kind):
                into.interviews += number
                into.in_private += number if private else 0
                into.not_in_private += number if private is False else 0
