"""More time that was granted, in the words of the database: until when, for however many items.

Of what was granted for an item, or for its report, the farthest day decides. A report's leaves its immediate
observations alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Case, DateField, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from unannounced.duties import extending, reporting
from unannounced.duties.dialogue import DueDate
from unannounced.duties.profile import Mechanism
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Extension, Item

_IMMEDIATE = Q(kind=ItemKind.IMMEDIATE_OBSERVATION.value)


@dataclass(frozen=True, slots=True)
class Granted:
    """The days granted, by report and by item; empty: none was."""

    reports: dict[UUID, list[date]] = field(default_factory=dict)
    items: dict[UUID, list[date]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether any was granted at all."""
        return bool(self.reports or self.items)

    def reached(self) -> Q:
        """The condition that an item can have more time: it was granted for it, or for its report."""
        return Q(pk__in=list(self.items)) | Q(report__in=list(self.reports))

    def until(self, report: UUID, item: UUID, kind: str) -> date | None:
        """Until when there is more time for an item."""
        whole = [] if kind == ItemKind.IMMEDIATE_OBSERVATION else self.reports.get(report, [])
        return extending.farthest([*whole, *self.items.get(item, [])])


def granted() -> QuerySet[Extension]:
    """What was granted and is not withdrawn."""
    return Extension.objects.filter(granted=True, withdrawn_at__isnull=True)


def granted_among(items: QuerySet[Item] | None = None, *, reports: Iterable[UUID] | None = None) -> Granted:
    """What was granted for the reports of ``items``, or for these ``reports``, and for their items; one query."""
    among = Q(report__in=items.order_by().values("report")) if items is not None else Q(report__in=list(reports or ()))
    held = Granted()
    for report, item, until in granted().filter(among).values_list("report", "item", "until"):
        days = held.reports.setdefault(report, []) if item is None else held.items.setdefault(item, [])
        days.append(until)
    return held


def extended(*, beyond: date | None = None) -> Q:
    """The condition that more time was granted for an item, ``beyond`` a day where one is given."""
    held = granted() if beyond is None else granted().filter(until__gt=beyond)
    alone = held.filter(item__isnull=False).order_by().values("item")
    whole = held.filter(item__isnull=True).order_by().values("report")
    return Q(pk__in=alone) | ~_IMMEDIATE & Q(report__in=whole)


def until_of() -> Case:
    """Until when there is more time for an item, as a column; the few that have some are looked up, the others not."""
    alone = granted().filter(item=OuterRef("pk")).order_by().values("item").annotate(last=Max("until")).values("last")
    whole = granted().filter(report=OuterRef("report"), item__isnull=True).order_by().values("report")
    of_report: Subquery = Subquery(whole.annotate(last=Max("until")).values("last"), output_field=DateField())
    of_item: Subquery = Subquery(alone, output_field=DateField())
    both = Greatest(Coalesce(of_item, of_report), Coalesce(of_report, of_item), output_field=DateField())
    return Case(
        When(_IMMEDIATE & extended(), then=of_item),
        When(extended(), then=both),
        default=None,
        output_field=DateField(),
    )


def due_after(kind: ItemKind, known_on: date, months: int | None, anothers: bool, until: date | None) -> DueDate | None:
    """When the answer to an item is due: by rule or as it was set, and after more time was granted ``until`` a day.

    ``anothers``: another body made the report, and no rule of this mechanism sets a time. What was reckoned is kept:
    pages ask for the same days again and again.
    """
    reckoned = _of_profile(settings.MECHANISM)
    key = (kind, known_on, months, anothers, until)
    if key not in reckoned:
        due = None
        if not anothers or months is not None:
            due = reporting.due(kind, known_on, settings.MECHANISM, months)
        reckoned[key] = extending.with_more_time(due, until, settings.MECHANISM)
    return reckoned[key]


_Reckoned = dict[tuple[ItemKind, date, int | None, bool, date | None], DueDate | None]
_reckoned: list[tuple[Mechanism, _Reckoned]] = []
MOST_RECKONED = 20_000
"""So many days are kept; then they are reckoned anew."""


def _of_profile(profile: Mechanism) -> _Reckoned:
    """The days that were reckoned by this profile; those of another one are of no use and go."""
    for one, held in _reckoned:
        if one is profile and len(held) < MOST_RECKONED:
            return held
    held = {}
    _reckoned[:] = [(profile, held)]
    return held
