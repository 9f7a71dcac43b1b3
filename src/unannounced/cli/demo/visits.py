"""A visit of the worked case and what becomes of it: notebook, findings, report, vote, publication."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from unannounced.cli.demo import texts
from unannounced.cli.demo.accompanying import say_topics, sum_up
from unannounced.cli.demo.answering import answer_in_its_manner
from unannounced.cli.demo.calendar import forget
from unannounced.cli.demo.cast import Case
from unannounced.cli.demo.correcting import answer_follows
from unannounced.cli.demo.wording import Slots, said, title
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.noting import EntryKind
from unannounced.duties.reporting import ItemKind
from unannounced.duties.visiting import VisitKind
from unannounced.records.committee.actions import hold_vote
from unannounced.records.committee.models import Session
from unannounced.records.findings.actions import draw_finding
from unannounced.records.findings.models import Finding
from unannounced.records.notebooks.actions import note
from unannounced.records.places.models import Place
from unannounced.records.publications.actions import (
    check_paragraphs,
    mark_person,
    request_publication,
)
from unannounced.records.publications.leaving import publish_report
from unannounced.records.publications.persons import judge_nobody, undecided
from unannounced.records.recommendations.actions import adopt_report, recommend
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.transmitting import transmit_report
from unannounced.records.reports.actions import open_report, write_paragraph
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.visits.actions import (
    begin_visit,
    end_visit,
    name_delegate,
    notify_visit,
    plan_visit,
    record_place,
)
from unannounced.records.visits.models import Capacity, Visit
from unannounced.rooms.office.pages.setting_out import paper_for

SOURCES = "ABCDEFG"
WITH_FILES_SINCE = -50
"""Months: reports on visits since then leave with their files."""
KINDS = {
    "recommendation": ItemKind.RECOMMENDATION,
    "comment": ItemKind.COMMENT,
    "request": ItemKind.REQUEST,
    "immediate_observation": ItemKind.IMMEDIATE_OBSERVATION,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit as the story has it: how many items its report gets, how far it goes, how the State answers.

    ``places`` and ``topics`` are drawn by lot where none are named; ``with_response``: report and response leave in
    one act; ``rendered``: it is written in a second language once it is published, and a version with both follows.
    """

    state: str
    kind: VisitKind
    begins: date
    items: int
    goes_to: str = "transmitted"
    answers: str = "none"
    waited: int = 0
    first_vote_fails: bool = False
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    with_response: bool = False
    rendered: bool = False

    @property
    def ends(self) -> date:
        """The day of the final talks."""
        return self.begins + timedelta(days=9 if self.kind is VisitKind.PERIODIC else 4)


def schedule(case: Case, plan: Plan) -> None:
    """Put the visit into the calendar; each step puts the next."""
    case.reserved.setdefault(plan.state, set()).update(plan.topics)
    case.calendar.on(plan.begins - timedelta(days=40), lambda at: _plan(case, plan, at))


def _plan(case: Case, plan: Plan, at: datetime) -> None:
    maud, state = case.viewers["maud"], case.states[plan.state]
    visit = plan_visit(state, kind=plan.kind, begins=plan.begins, ends=plan.ends, by=maud, at=at)
    free = [
        key
        for key in case.members
        if case.people[key].nationality != plan.state and case.is_free(key, plan.begins, plan.ends)
    ]
    going = case.chance.sample(free, 4 if plan.kind is VisitKind.PERIODIC else 2)
    for position, key in enumerate(going):
        name_delegate(visit, case.people[key], capacity=Capacity.MEMBER, head=position == 0, by=maud, at=at)
        case.take(key, plan.begins, plan.ends)
    others = (("ruth", Capacity.EXPERT), ("stefan", Capacity.INTERPRETER), ("jonas", Capacity.SECRETARIAT))
    for key, capacity in others:
        if case.is_free(key, plan.begins, plan.ends):
            name_delegate(visit, case.people[key], capacity=capacity, by=maud, at=at)
            case.take(key, plan.begins, plan.ends)
    notice = 14 if plan.kind is VisitKind.PERIODIC else 1
    case.calendar.on(
        plan.begins - timedelta(days=notice),
        lambda then: forget(notify_visit(visit, notified_on=then.date(), by=maud, at=then)),
    )
    case.calendar.on(plan.begins, lambda then: forget(begin_visit(visit, on=then.date(), by=maud, at=then)))
    case.calendar.on(plan.ends, lambda then: _go(case, plan, visit, going, then))


def _go(case: Case, plan: Plan, visit: Visit, going: list[str], at: datetime) -> None:
    """The days on site, then the talks, then the draft."""
    maud = case.viewers["maud"]
    visit.refresh_from_db()
    places = _places(case, plan)
    for number, place in enumerate(places):
        waited = plan.waited + 5 * number if plan.waited else 0
        record_place(
            visit,
            place,
            day=plan.begins + timedelta(days=number),
            waited_minutes=waited,
            access="kept waiting at the gate; no reason was given" if waited > 30 else "",
            by=maud,
            at=at,
        )
    drafted = list(_findings(case, plan, visit, going, places, at)) if plan.items else []
    end_visit(visit, on=plan.ends, by=maud, at=at)
    if plan.items:
        case.calendar.on(plan.ends + timedelta(days=25), lambda then: _draft(case, plan, visit, places, drafted, then))


def _places(case: Case, plan: Plan) -> list[Place]:
    known = case.places[plan.state]
    if plan.places:
        return [next(place for place in known if place.name == name) for name in plan.places]
    return case.chance.sample(known, 4 if plan.kind is VisitKind.PERIODIC else 2)


Drafted = tuple[Mapping[str, Any], Finding, Place]


def _topics(case: Case, plan: Plan, places: list[Place]) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """Topics that fit the places visited, some of them raised with the State before."""
    every = [one for one in texts.read("topics")["topic"] if one["id"] not in case.reserved[plan.state]]
    if plan.topics:
        every = [one for name in plan.topics for one in texts.read("topics")["topic"] if one["id"] == name]
    kinds = {place.kind for place in places}
    fitting = [topic for topic in every if kinds & set(topic["place_kinds"])] or every
    if not plan.topics:
        case.chance.shuffle(fitting)
    before = [topic for topic in fitting if (plan.state, topic["id"]) in case.said_before]
    new = [topic for topic in fitting if (plan.state, topic["id"]) not in case.said_before]
    promised = 0
    for topic in [*before[:1], *new, *before[1:]]:
        if promised >= plan.items:
            return
        again = (plan.state, topic["id"]) in case.said_before
        promised += 1 if again else len(topic["items"])
        place = next((place for place in places if place.kind in topic["place_kinds"]), places[0])
        yield topic, place


def _findings(
    case: Case, plan: Plan, visit: Visit, going: list[str], places: list[Place], at: datetime
) -> Iterator[Drafted]:
    for topic, place in _topics(case, plan, places):
        entries = []
        for number, entry in enumerate(topic["entries"]):
            who = going[number % len(going)]
            entries.append(
                note(
                    entry["text"],
                    kind=EntryKind(entry["kind"]),
                    source=f"source {SOURCES[number]}",
                    during=visit,
                    noted_on=plan.begins + timedelta(days=number),
                    place=place,
                    by=case.viewers[who],
                    at=at,
                )
            )
        finding = draw_finding(
            topic["finding"], during=visit, resting_on=entries, drawn_on=at.date(), by=case.viewers[going[0]], at=at
        )
        yield topic, finding, place


def _draft(case: Case, plan: Plan, visit: Visit, places: list[Place], drafted: list[Drafted], at: datetime) -> None:
    jonas = case.viewers["jonas"]
    visit.refresh_from_db()
    frames = texts.read("frames")
    slots = _slots(case, visit, places)
    report = open_report(
        title(slots),
        on_visit=visit,
        opened_on=at.date(),
        by=jonas,
        at=at,
    )
    for text in frames["opening"]["paragraphs"]:
        _write(case, text, slots, report, "Introduction", at)
    left = plan.items
    for topic, finding, place in drafted:
        left -= _chapter(case, plan, report, topic, finding, place, left, at)
    if plan.goes_to == "published":
        _somebody_named(case, plan, report, at)
    manner = {"full": "good", "late": "slow", "none": "poor"}[plan.answers]
    _write(case, frames["closing"][manner], {}, report, "Cooperation", at)
    if plan.goes_to != "draft":
        _await_session(case, plan, report, at)


def _write(
    case: Case,
    text: str,
    slots: Slots,
    report: Report,
    chapter: str,
    at: datetime,
    finding: Finding | None = None,
) -> Paragraph:
    """Write a paragraph as the worked case has it, and remember what it was written from."""
    jonas = case.viewers["jonas"]
    paragraph = write_paragraph(said(text, slots), in_report=report, chapter=chapter, finding=finding, by=jonas, at=at)
    case.written[paragraph.pk] = text, slots
    return paragraph


def _slots(case: Case, visit: Visit, places: list[Place]) -> Slots:
    delegates = visit.delegates.filter(capacity=Capacity.MEMBER).select_related("person")
    return {
        "state": case.states[visit.state.code].name(),
        "begins": visit.begins,
        "ends": visit.ends,
        "places": ", ".join(place.name for place in places),
        "delegation": ", ".join(delegate.person.display_name for delegate in delegates),
    }


def _chapter(
    case: Case,
    plan: Plan,
    report: Report,
    topic: Mapping[str, Any],
    finding: Finding,
    place: Place,
    left: int,
    at: datetime,
) -> int:
    """Two paragraphs and their items; what was recommended before is recommended again in other words."""
    jonas = case.viewers["jonas"]
    slots = {
        "place": place.name,
        "number": case.chance.randint(7, 24),
        "day": plan.begins + timedelta(days=case.chance.randint(0, 3)),
    }
    paragraphs = [_write(case, text, slots, report, topic["chapter"], at, finding) for text in topic["paragraphs"]]
    before = case.said_before.get((plan.state, topic["id"]))
    said = topic["items"][:left]
    if before is not None:
        said = [{**topic["items"][0], "text": topic["again"], "kind": "recommendation"}][:left]
    for number, one in enumerate(said):
        item = recommend(
            one["text"],
            on_paragraph=paragraphs[-1] if number else paragraphs[0],
            kind=KINDS[one["kind"]],
            addressee=case.authorities[plan.state][one["addressee_kind"]],
            repeats=before,
            by=jonas,
            at=at,
        )
        if number == 0:
            case.said_before[plan.state, topic["id"]] = item
    return len(said)


def _somebody_named(case: Case, plan: Plan, report: Report, at: datetime) -> None:
    """A paragraph in which somebody can be recognised, to be made unrecognisable before publication."""
    people = texts.read("frames")["persons"]
    person = people[0] if plan.rendered else case.chance.choice(people)
    _write(case, person["sentence"], {}, report, "Individual situations", at)
    mark_person(report, person["name"], instead=person["instead"], by=case.viewers["jonas"], at=at)


def _await_session(case: Case, plan: Plan, report: Report, at: datetime) -> None:
    """Adopted at the first session after the draft; the first vote may fail, then the next session decides."""
    session = case.calendar.month(0)
    for back in range(36, -1, -1):
        session = case.calendar.month(-4 * back)
        if session > at.date():
            break
    if session <= at.date():
        return
    if plan.first_vote_fails:
        case.calendar.on(session + timedelta(days=1), lambda then: forget(_vote(case, report, then, fails=True)))
        case.calendar.on(session + timedelta(days=4), lambda then: _adopt(case, plan, report, then))
    else:
        case.calendar.on(session + timedelta(days=2), lambda then: _adopt(case, plan, report, then))


def _vote(case: Case, report: Report, at: datetime, *, fails: bool = False) -> Any:
    session = Session.objects.filter(begins__lte=at.date(), ends__gte=at.date()).latest("begins")
    ballots = {}
    for position, key in enumerate(case.members):
        chance = case.chance.random()
        if fails:
            ballots[case.people[key]] = Choice.FOR if position % 3 == 0 else Choice.AGAINST
        elif chance < 0.86:
            ballots[case.people[key]] = Choice.FOR
        elif chance < 0.93:
            ballots[case.people[key]] = Choice.ABSTAIN if chance < 0.9 else Choice.AGAINST
    return hold_vote(
        "Shall the report be adopted?",
        about=report,
        session=session,
        majority=Majority.ORDINARY,
        ballots=ballots,
        invented=True,
        within=report.visit_id,
        by=case.viewers["maud"],
        at=at,
    )


def _adopt(case: Case, plan: Plan, report: Report, at: datetime) -> None:
    report.refresh_from_db()
    adopt_report(report, by_vote=_vote(case, report, at), by=case.viewers["maud"], at=at)
    if plan.goes_to != "adopted":
        case.calendar.on(at.date() + timedelta(days=18), lambda then: _transmit(case, plan, report, then))


def _transmit(case: Case, plan: Plan, report: Report, at: datetime) -> None:
    report.refresh_from_db()
    transmit_report(report, on=at.date(), by=case.viewers["maud"], at=at)
    items = Item.objects.filter(report=report).select_related("report__visit", "paragraph")
    days = case.chance.randint(0, 12)
    for item in list(items.order_by("paragraph__number")):
        answer_in_its_manner(case, plan.answers, item, days, at)
    if plan.goes_to == "published":
        wait = 60 if plan.answers == "full" else 420
        case.calendar.on(at.date() + timedelta(days=wait), lambda then: _publish(case, plan, report, then))


def _publish(case: Case, plan: Plan, report: Report, at: datetime) -> None:
    report.refresh_from_db()
    maud, authority = case.viewers["maud"], case.authorities[plan.state]["justice"]
    request_publication(report, requested_on=at.date(), authority=authority, by=maud, at=at)
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=maud, at=at)
    case.calendar.on(
        at.date() + timedelta(days=20),
        lambda then: _leave(case, plan, report, then),
    )


def _leave(case: Case, plan: Plan, report: Report, at: datetime) -> None:
    """Publish; every word that a rule points at is decided on first: all names of the case are invented.

    The report on the latest of these visits leaves as files, too; all of them would take long.
    """
    report, maud = Report.objects.select_related("visit", "state").get(pk=report.pk), case.viewers["maud"]
    found = {one.words: one.trait for one in undecided(report)}
    judge_nobody(report, found, because="a place, a body or an office of the worked case", by=maud, at=at)
    sum_up(case, report, at)
    say_topics(case, report, at)
    paper = paper_for(report) if plan.begins >= case.calendar.month(WITH_FILES_SINCE) else None
    publish_report(report, with_response=plan.with_response, paper=paper, by=maud, at=at)
    if plan.rendered:
        answer_follows(case, report, at)
