"""The page of a State: the dialogue at a glance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.dialogue import FollowUp
from unannounced.duties.treaty.acts import Act
from unannounced.duties.treaty.conventions import Clause
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.standing import BOUND, Status, status
from unannounced.duties.treaty.standing import Standing as UnderTreaty
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import Term
from unannounced.records.committee.queries import last_day_of
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations.high_talks import talks_seen_by
from unannounced.records.recommendations.models import HighLevelTalks, PublicStatement
from unannounced.records.recommendations.queries import items_seen_by, statements_on
from unannounced.records.recommendations.standings import Standing, responses_by_day
from unannounced.records.recommendations.standings import standings as standings_of_items
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_on
from unannounced.records.requests import queries as requests
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.records.treaties.models import PublicFact
from unannounced.records.treaties.queries import acts_of, public_facts
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visits_to
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import high_talks, lanes, shown, standings, state_places, statements, tables
from unannounced.rooms.office.pages.consents import consents_in_advance
from unannounced.rooms.office.pages.lanes import Lane
from unannounced.rooms.office.pages.leaving import leaving
from unannounced.rooms.office.pages.observations_due import waiting_from
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.requests import RequestRow, row

NEXT_DUE = 6
MOST_OBSERVATIONS = 50
OF_WHAT_IS_SHOWN = ("show-fields", "publish-places")
NEWEST_REQUESTS = 12
FACT_WORDS: dict[str, str | Promise] = {
    "public_statement": lazy("public statement"),
    "request_unanswered": lazy("request left unanswered"),
    "seat_vacant": lazy("seat vacant"),
    "visit_report_published": lazy("report on a visit, published"),
    "visits_reported": lazy("visits counted"),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """The seat in respect of a State: who holds it until when, or since when it is vacant."""

    held: Term | None
    vacant_since: date | None
    is_due: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A line of the public record with its kind in words."""

    fact: PublicFact
    word: str


@dataclass(frozen=True, slots=True)
class Read:
    """What the page reads of a State, each by a fixed number of queries."""

    state: State
    today: date
    acts: list[Act]
    statuses: dict[str, Status]
    visits: list[Visit]
    reports: list[Report]
    publications: list[Publication]
    facts: list[PublicFact]
    items: list[Standing]
    received: dict[date, int]
    talks: list[HighLevelTalks]

    @property
    def standing(self) -> Status:
        """The status under the mechanism's own convention."""
        return self.statuses[settings.MECHANISM.convention]


def state(request: Asked, code: str) -> HttpResponse:
    """The dialogue with one State, as far as the viewer may see it."""
    try:
        found = state_called(code)
    except UnknownState as unknown:
        return render(request, "office/no_state.html", {"nearest": named(unknown.nearest)}, status=404)
    if found.code != code:
        return redirect("state", found.code, permanent=False)
    return render(request, "office/state.html", glance(found, request.viewer, today=request.moment.date()))


def named(states: Sequence[State]) -> list[tuple[str, str]]:
    """Code and name of each State in the reader's language."""
    return [(one.code, one.name(get_language() or "en")) for one in states]


def read(found: State, viewer: Viewer, *, today: date) -> Read:
    """Everything of a State that several parts of the page use."""
    acts, visits = acts_of(found), list(visits_to(found, viewer))
    reports = tied(list(reports_on(found, viewer).select_related(None)), visits, found)
    items = items_seen_by(viewer, of_reports={"state": found})
    return Read(
        state=found,
        today=today,
        acts=acts,
        statuses=statuses_of(acts, today=today),
        visits=visits,
        reports=reports,
        publications=list(Publication.objects.filter(report__in=reports, version=1)),
        facts=list(public_facts([found])),
        items=standings_of_items(items, today=today),
        received=responses_by_day(items),
        talks=list(talks_seen_by(viewer).filter(state=found)),
    )


def tied(reports: list[Report], visits: Sequence[Visit], state: State) -> list[Report]:
    """``reports`` with their visits and their State, which are read already."""
    held = {visit.pk: visit for visit in visits}
    for visit in visits:
        visit.state = state
    for report in reports:
        report.state = state
        if report.visit_id in held:
            report.visit = held[report.visit_id]
    return reports


def statuses_of(acts: Sequence[Act], *, today: date) -> dict[str, Status]:
    """The status under each treaty with an act on record, and always under the mechanism's own."""
    treaties = sorted({act.treaty for act in acts} | {settings.MECHANISM.convention})
    return {treaty: status(treaty, acts, shipped_conventions(), on=today) for treaty in treaties}


def glance(found: State, viewer: Viewer, *, today: date) -> dict[str, object]:
    """The context of the page."""
    held = read(found, viewer, today=today)
    own = statements_on(found, viewer)
    for one in own:
        one.state = found
    base = reverse("items", args=[found.code])
    return {
        "state": found,
        "name": found.name(get_language() or "en"),
        "answer": standings.answer(held.standing, settings.MECHANISM.convention),
        "standing": standings.shown(held.standing),
        "missing": _missing(found, held),
        "others": _others(held.statuses),
        "figures": _figures(held),
        "chart": tables.chart(held.items, base),
        "cross": tables.cross(held.items, base),
        "next_due": _next_due(held.items, today),
        "observations": waiting_from(found, viewer, today=today, at_most=MOST_OBSERVATIONS),
        "requests": _requests(found, viewer, today),
        "statements": [statements.shown(one, held.standing, viewer, today=today) for one in own],
        "visits": tables.visits(held.visits),
        "reports": tables.reports(held.reports, held.publications, held.items),
        "places": state_places.overview(found, viewer, today),
        "seat": _seat(found, held.standing, today),
        "talks": high_talks.of_state(found, viewer),
        "talks_held": len(held.talks),
        "leaving": leaving(held.standing, today=today),
        "facts": [ShownFact(fact, str(FACT_WORDS.get(fact.kind, fact.kind))) for fact in held.facts],
        "lanes": _lanes(held, own),
        "today": today,
        "consents": consents_in_advance(found, today),
        "offers": offers_on(found, viewer, today=today, elsewhere=OF_WHAT_IS_SHOWN),
    }


def _missing(found: State, held: Read) -> tuple[Clause, ...]:
    """What the facts behind the standing do not reach."""
    convention = settings.MECHANISM.convention
    if convention not in shipped_conventions():
        return ()
    law = Law(shipped_conventions(), held.acts, {found.code: found.name()})
    return missing(law, convention, on=held.today, state=found.code)


def _others(statuses: dict[str, Status]) -> list[tuple[str, standings.ShownStanding]]:
    own = settings.MECHANISM.convention
    return [(treaty, standings.shown(held)) for treaty, held in statuses.items() if treaty != own]


def _figures(held: Read) -> dict[str, int]:
    """Reports are the mechanism's own; those of other bodies stand apart, and items are of all of them."""
    counted = Counter(one.status for one in held.items)
    own = [report for report in held.reports if not report.body]
    ours = {report.pk for report in own}
    return {
        "visits": len(held.visits),
        "reports": len(own),
        "archived": len(held.reports) - len(own),
        "transmitted": sum(report.transmitted_on is not None for report in own),
        "published": sum(one.report_id in ours for one in held.publications),
        "items": len(held.items),
        "open": sum(one.is_open for one in held.items),
        "overdue": counted[FollowUp.OVERDUE],
    }


def _next_due(items: Sequence[Standing], today: date) -> list[shown.ShownItem]:
    """The responses that are due next or overdue, the most pressing first."""
    awaited = [one for one in items if one.due_on and one.status in lanes.SILENT]
    return tables.with_texts(nsmallest(NEXT_DUE, awaited, key=_most_pressing), today=today)


def _most_pressing(one: Standing) -> tuple[object, ...]:
    return one.due_on, -one.opened_on.toordinal(), one.report.hex, one.number, one.key


def _requests(found: State, viewer: Viewer, today: date) -> list[RequestRow]:
    """The newest requests; the others stand in their own list."""
    held = requests.requests_to(found, viewer, today=today, at_most=NEWEST_REQUESTS)
    return [row(asked, today=today) for asked in held]


def _seat(found: State, standing: Status, today: date) -> Seat:
    """Who sits in respect of a State, or since when nobody does.

    Not known where the standing is not, or where this installation keeps no terms for that register at all.
    """
    terms = list(Term.objects.filter(state=found, begins__lte=today).select_related("person").order_by("-ends"))
    held = next((term for term in terms if last_day_of(term) >= today), None)
    due = standing.standing in BOUND
    last = max((last_day_of(term) for term in terms), default=None)
    kept = bool(terms) or Term.objects.filter(state__invented=found.invented).exists()
    known = standing.standing is not UnderTreaty.NOT_KNOWN and (kept or not due)
    return Seat(held, last + timedelta(days=1) if due and not held and last else None, due, known)


def _lanes(held: Read, own: Sequence[PublicStatement]) -> list[Lane]:
    return [
        lanes.lane(settings.MECHANISM.convention, lanes.of_convention(held.standing, today=held.today)),
        lanes.lane(_("Visits"), lanes.of_visits(held.visits, today=held.today)),
        lanes.lane(_("Reports"), lanes.of_reports(held.reports, held.publications, held.facts)),
        lanes.lane(_("Responses"), lanes.of_responses(held.items, held.received, today=held.today)),
        lanes.lane(_("Statements"), lanes.of_statements(own, held.facts)),
        lanes.lane(_("High-level talks"), lanes.of_talks(held.talks)),
    ]
