"""What the cooperation of a State is counted from, as far as somebody may see it; and the rows behind each number.

The rule is ``duties.cooperating``. An answer is the first response that addresses an item, or what its report says of
the State's position; what was verified or withdrawn here before its answer was due is left out, because the State need
not answer any more. More time that was granted counts. Reports of other bodies set the State no time by this
mechanism's rule and count in nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Min, QuerySet
from django.db.models.functions import Cast

from unannounced.duties import cooperating
from unannounced.duties.cooperating import AccessFact, DueFact, PublicationFact, StatementFact, Year
from unannounced.duties.dialogue import Claim, Position
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.more_time import Granted, due_after, granted_among
from unannounced.records.recommendations.queries import items_seen_by, statements_on
from unannounced.records.recommendations.silence import known_of
from unannounced.records.recommendations.tallying import known_to_state, live_assessments, live_responses
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.queries import requests_seen_by
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import public_facts
from unannounced.records.visits.models import VisitedPlace
from unannounced.records.visits.queries import seen_by

CELLS = ("access", "hindered", "in_time", "late", "silent", "running", "transmitted", "published", "statements")
"""The numbers of a year that lead to their rows, in the order of the table."""

SAYING = frozenset({Position.ACCEPTED, Position.NOTED, Position.REJECTED, Position.IMPLEMENTED})


@dataclass(frozen=True, slots=True)
class Cooperated:
    """The years of a State, the facts by their refs, and how many reports of other bodies were left out."""

    years: tuple[Year, ...]
    dues: dict[str, DueFact]
    publications: dict[str, PublicationFact]
    of_others: int

    def refs(self, year: int, cell: str) -> tuple[str, ...]:
        """The rows behind one number; none for a year or a cell there is not."""
        held = next((one for one in self.years if one.year == year), None)
        if held is None or cell not in CELLS:
            return ()
        found: tuple[str, ...] = getattr(held, cell).refs
        return found


def cooperated(state: State, viewer: Viewer, *, today: date) -> Cooperated:
    """The cooperation of ``state`` over the years; a fixed number of queries, however many items."""
    dues = [*_items(state, viewer, today), *_requests(state, viewer)]
    publications = _publications(state, viewer)
    years = cooperating.over_years(
        accesses=_accesses(state, viewer),
        dues=dues,
        publications=publications,
        statements=_statements(state, viewer),
        today=today,
        profile=settings.MECHANISM,
    )
    of_others = reports_seen_by(viewer).filter(state=state).exclude(body="").count()
    return Cooperated(years, {one.ref: one for one in dues}, {one.ref: one for one in publications}, of_others)


def _accesses(state: State, viewer: Viewer) -> list[AccessFact]:
    visited = VisitedPlace.objects.filter(visit__in=seen_by(viewer).filter(state=state).values("pk"))
    rows = visited.order_by("day", "pk").values_list("pk", "day", "waited_minutes", "access")
    return [AccessFact(f"access:{pk}", day, waited, note) for pk, day, waited, note in rows]


def own_items(state: State, viewer: Viewer, today: date) -> QuerySet[Item]:
    """The items of this mechanism's reports that the State knows."""
    return items_seen_by(viewer).filter(known_to_state(today), report__state=state, report__body="")


def _items(state: State, viewer: Viewer, today: date) -> Iterable[DueFact]:
    items = own_items(state, viewer, today)
    among = {"item__in": items.order_by().values("pk")}
    addressing = live_responses().filter(**among).exclude(claim=Claim.NOT_ADDRESSED.value)
    answered = dict(_by_item(addressing).annotate(first=Min("received_on")))
    assessed = dict(_by_item(live_assessments().filter(**among)).annotate(first=Min("day")))
    more_time = granted_among(items)
    alone = {item.hex: item for item in more_time.items}
    columns = (
        "key", "kind", "months", "position", "report__transmitted_on", "report__visit__talks_on", "report_id",
        "withdrawn_on",
    )  # fmt: skip
    dues: dict[tuple[object, ...], tuple[date | None, date | None]] = {}
    ordered = items.order_by("report__transmitted_on", "report_id", "paragraph__number", "place_in_paragraph")
    rows = ordered.annotate(key=Cast("pk", CharField())).values_list(*columns)
    for pk, word, months, position, transmitted_on, talks_on, report, withdrawn_on in rows:
        alike = (word, months, report, alone.get(pk.replace("-", "")))
        if alike not in dues:
            known_on = known_of(ItemKind(word), transmitted_on, talks_on)
            dues[alike] = known_on, known_on and _due_on(ItemKind(word), known_on, months, more_time, report, alike[3])
        known_on, due_on = dues[alike]
        if known_on is None:
            continue
        first = answered.get(pk)
        if position in SAYING:
            first = min(known_on, first or known_on)
        settled = [day for day in (assessed.get(pk), withdrawn_on) if day]
        if first is None and due_on and any(day <= due_on for day in settled):
            continue
        yield DueFact(f"item:{_dashed(pk)}", due_on, known_on, first, "item")


def _by_item(rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    """The rows of each item, by its id as text: to make an object of each of thousands takes longer than the rest."""
    keyed: QuerySet[Any, Any] = rows.order_by().annotate(of=Cast("item", CharField())).values_list("of")
    return keyed


def _dashed(key: str) -> str:
    """The id of an item as it is written everywhere, however the database writes it."""
    return key if "-" in key else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _due_on(
    kind: ItemKind, known_on: date, months: int | None, more_time: Granted, report: UUID, item: UUID | None
) -> date | None:
    due = due_after(kind, known_on, months, False, more_time.until(report, item or report, kind))
    return due.day if due else None


def _requests(state: State, viewer: Viewer) -> list[DueFact]:
    held = requests_seen_by(viewer).filter(state=state).order_by("made_on", "pk")
    rows = held.annotate(first=Min("answers__received_on")).values_list("pk", "due_on", "made_on", "first")
    return [DueFact(f"request:{pk}", due_on, made_on, first, "request") for pk, due_on, made_on, first in rows]


def _publications(state: State, viewer: Viewer) -> list[PublicationFact]:
    """Own reports the State has; one from the archive that says it is public was published on the day it bears."""
    held = reports_seen_by(viewer).filter(state=state, body="", transmitted_on__isnull=False)
    days = dict(
        Publication.objects.filter(report__in=held.values("pk"), version=1).values_list("report", "published_on")
    )
    found = []
    for pk, sent_on, public in held.order_by("transmitted_on", "pk").values_list(
        "pk", "transmitted_on", "already_public"
    ):
        if sent_on is not None:
            found.append(PublicationFact(f"report:{pk}", sent_on, sent_on if public else days.get(pk)))
    return found


def _statements(state: State, viewer: Viewer) -> list[StatementFact]:
    """Statements adopted here, and those of the public record on other days."""
    adopted = [(f"statement:{one.pk}", one.adopted_on) for one in statements_on(state, viewer)]
    recorded = [
        (f"fact:{one.pk}", one.begins or one.published_on)
        for one in public_facts([state])
        if one.kind == "public_statement"
    ]
    own = {day for _ref, day in adopted}
    every = adopted + [(ref, day) for ref, day in recorded if day not in own]
    return [StatementFact(ref, day) for ref, day in every if day is not None]


def ids_in(refs: Sequence[str], kind: str) -> list[UUID]:
    """The ids of one kind among ``refs``."""
    return [UUID(ref.partition(":")[2]) for ref in refs if ref.startswith(f"{kind}:")]
