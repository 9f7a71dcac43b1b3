"""The rows behind the statistics of access: places gone to, waits, refusals, interviews; of visits one sees alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, assert_never
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import admitting
from unannounced.duties.admitting import Hindrance, Whom
from unannounced.records.access.models import AccessEvent, InterviewHeld
from unannounced.records.access.queries import access_seen_by, interviews_seen_by
from unannounced.records.accounts.queries import Viewer
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit, VisitedPlace
from unannounced.records.visits.queries import seen_by


class Shown(StrEnum):
    """Which rows are asked for."""

    PLACES = "places"
    WAITS = "waits"
    REFUSALS = "refusals"
    INTERVIEWS = "interviews"


SHOWN = frozenset(one.value for one in Shown)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Of whom and which part."""

    viewer: Viewer
    state: State | None
    year: int | None
    kind: str
    invented: bool
    nothing: bool = False

    def wanted(self) -> dict[str, Any]:
        """The part, as the rows of each sort are filtered."""
        whose = {"visit__state": self.state} if self.state else {"visit__state__invented": self.invented}
        when = {"day__year": self.year} if self.year else {}
        return {**whose, **when, **({"place__kind": self.kind} if self.kind else {})}


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A row: the visit it belongs to, its place, and what stands in the further columns."""

    visit: UUID
    name: str
    place: UUID | None
    place_name: str
    day: str
    words: tuple[str, ...]
    code: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in a table that is taken along."""
        return (str(self.visit), self.code, self.place_name, self.day, *self.words)


def rows_of(part: Narrowing, shown: Shown) -> Iterator[AccessRow]:
    """The rows of one sort, the latest first; one query, or two."""
    if part.nothing:
        return iter(())
    places = VisitedPlace.objects.filter(visit__in=seen_by(part.viewer)).select_related("visit__state", "place")
    went = places.filter(**part.wanted()).order_by("-day", "pk")
    match shown:
        case Shown.PLACES:
            return map(_place, went)
        case Shown.WAITS:
            gates = went.filter(waited_minutes__gt=0)
            waits = [*map(_gate, gates), *map(_event, _events(part, waits=True))]
            return iter(sorted(waits, key=_longest))
        case Shown.REFUSALS:
            return map(_event, _events(part, waits=False))
        case Shown.INTERVIEWS:
            held = interviews_seen_by(part.viewer).filter(taken_back_at=None, whom=Whom.DEPRIVED.value)
            return map(_interview, held.filter(**part.wanted()).order_by("-day", "pk"))
        case never:
            assert_never(never)


def written(shown: Shown) -> tuple[str, ...]:
    """The heads of the columns in a table that is taken along."""
    further: dict[Shown, tuple[str, ...]] = {
        Shown.PLACES: ("minutes_waited", "access"),
        Shown.WAITS: ("what", "minutes", "reason"),
        Shown.REFUSALS: ("what", "minutes", "reason"),
        Shown.INTERVIEWS: ("persons", "in_private"),
    }
    return ("visit", "state", "place", "day", *further[shown])


def _events(part: Narrowing, *, waits: bool) -> QuerySet[AccessEvent]:
    held = access_seen_by(part.viewer).filter(taken_back_at=None, **part.wanted())
    waited = Hindrance.WAITED.value
    held = held.filter(hindrance=waited) if waits else held.exclude(hindrance=waited)
    return held.order_by("-day", "pk")


def _name(visit: Visit) -> str:
    return visit.state.name(get_language() or "en")


def _place(one: VisitedPlace) -> AccessRow:
    words = (str(one.waited_minutes), one.access)
    return AccessRow(
        one.visit_id, _name(one.visit), one.place_id, one.place.name, one.day.isoformat(), words, one.visit.state.code
    )


def _gate(one: VisitedPlace) -> AccessRow:
    """A wait at the gate of a place that was visited, as it stands beside those noted apart."""
    words = (_(admitting.HINDRANCE_WORDS[Hindrance.WAITED]), str(one.waited_minutes), one.access)
    return replace(_place(one), words=words)


def _longest(row: AccessRow) -> tuple[int, str]:
    """The longest wait first; those of which the minutes are not known last."""
    minutes = row.words[1]
    return (-int(minutes) if minutes.isdigit() else 1, row.day)


def _event(one: AccessEvent) -> AccessRow:
    minutes = _("not known") if one.minutes is None else str(one.minutes)
    reason = ": ".join(filter(None, [one.who, one.why]))
    words = (_(admitting.HINDRANCE_WORDS[Hindrance(one.hindrance)]), minutes, reason)
    place = one.place.name if one.place else ""
    return AccessRow(
        one.visit_id, _name(one.visit), one.place_id, place, one.day.isoformat(), words, one.visit.state.code
    )


def _interview(one: InterviewHeld) -> AccessRow:
    private = {True: _("yes"), False: _("no"), None: _("not known")}[one.private]
    place = one.place.name if one.place else ""
    words = (str(one.persons), private)
    return AccessRow(
        one.visit_id, _name(one.visit), one.place_id, place, one.day.isoformat(), words, one.visit.state.code
    )
