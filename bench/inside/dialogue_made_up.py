"""Reports made up in great number, with their items and what States answered: rows in bulk, each act with its line.

Five hundred reports are on as many visits to twenty invented States in twelve years: 60,000 items, two thirds of them
answered, a quarter assessed, four reports in ten published, every item with a topic. The same numbers each time.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from tests.world import NAMES, TODAY, World, make_world, moment

from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.records.committee.models import Ballot, Session, Vote
from unannounced.records.ledger.actions import LineDraft, act
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Parcel
from unannounced.records.places.actions import enter_places
from unannounced.records.places.models import Place
from unannounced.records.publications.models import Publication, PublicationRequest
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.models import ProposedTopic
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State
from unannounced.records.treaties.actions import enter_acts
from unannounced.records.visits.models import Capacity, Delegate, Visit, VisitedPlace

YEARS = 12
ITEMS, ANSWERED, ASSESSED = 120, 84, 30
"""For each report: its items, how many of them are answered once the time for it has come, how many assessed."""
PARAGRAPHS = 40
PLACES = 10
MORE_STATES = "GHIJKLMNOPQRST"
CHAPTERS = ("Police", "Prisons", "Psychiatric hospitals", "Social care homes", "Immigration detention")
PLACE_KINDS = ("prison", "police_station", "psychiatric_hospital", "social_care_home", "remand_prison")
KINDS = [ItemKind.RECOMMENDATION] * 7 + [ItemKind.COMMENT] * 2 + [ItemKind.REQUEST] * 2
VISITS = (VisitKind.PERIODIC, VisitKind.FOLLOW_UP, VisitKind.PERIODIC, VisitKind.RAPID_REACTION)
CLAIMS = (Claim.IMPLEMENTED, Claim.IN_PROGRESS, Claim.PARTIALLY_IMPLEMENTED, Claim.REJECTED, Claim.NOT_ADDRESSED)
VERDICTS = (Verdict.IMPLEMENTED, Verdict.PARTIALLY_IMPLEMENTED, Verdict.NOT_IMPLEMENTED, Verdict.NO_LONGER_RELEVANT)


@dataclass(slots=True)
class Made:
    """How many of each there are."""

    reports: int = 0
    items: int = 0
    responses: int = 0
    assessments: int = 0
    published: int = 0


@dataclass(slots=True)
class Making:
    """What the reports are made of."""

    world: World
    session: Session
    states: list[State]
    places: dict[object, list[Place]]
    topics: list[str]
    dice: random.Random
    made: Made = field(default_factory=Made)
    before: dict[object, Item] = field(default_factory=dict)


def main(reports: str = "500") -> dict[str, int]:
    """Make them; how many of each there are."""
    made = fill(make_world(), int(reports))
    return {name: getattr(made, name) for name in Made.__slots__}


def fill(world: World, reports: int) -> Made:
    """Fill the office of ``world`` with so many reports, the oldest first."""
    making = _begin(world)
    with linked_at_the_end():
        for number in range(reports):
            ended = TODAY - timedelta(days=round(YEARS * 365 * (reports - number) / reports))
            _report(making, number, ended)
    return making.made


def _begin(world: World) -> Making:
    start = TODAY - timedelta(days=365 * (YEARS + 4))
    at, names = moment(start), {f"XX{letter}": f"State {letter}" for letter in MORE_STATES}
    enter_states(
        {code: {"en": name, "fr": name} for code, name in names.items()}, invented=True, by=world.maud.pk, at=at
    )
    states = [state for state in State.objects.order_by("code") if state.invented]
    acts = [Act("ECPT", code, "ratification", start, start.year, "", "made up", Confidence.VERIFIED) for code in names]
    enter_acts(acts, states={one.code: one for one in states}, by=world.maud, at=at)
    rows = [
        Place(state=state, name=f"Place {number} of {state.code}", kind=PLACE_KINDS[number % len(PLACE_KINDS)])
        for state in states
        for number in range(PLACES)
    ]
    places: dict[object, list[Place]] = {}
    for place in enter_places(rows, by=world.maud, at=at):
        places.setdefault(place.state_id, []).append(place)
    assert world.session is not None
    topics = [topic.id for topic in topics_here().topics if topic.parent] or [one.id for one in topics_here().topics]
    return Making(world, world.session, states, places, topics, random.Random(NAMES["XXA"]))


def _report(making: Making, number: int, ended: date) -> None:
    """A visit, its report and what became of it, in as few statements as the tables take; one line of the ledger."""
    state, maud = making.states[number % len(making.states)], making.world.maud
    with act("make up a report", by=maud.pk, at=moment(ended)) as line:
        visit = _visit(making, line, state, ended, VISITS[number % len(VISITS)])
        report = _adopted(making, line, visit, ended + timedelta(days=120), number)
        paragraphs = [
            Paragraph(
                report=report,
                number=place + 1,
                chapter=CHAPTERS[place * len(CHAPTERS) // PARAGRAPHS],
                text=f"The delegation found at the place of detention what report {number} says under {place + 1}.",
                written_by_id=maud.pk,
            )
            for place in range(PARAGRAPHS)
        ]
        line.keep_all(paragraphs)
        items = list(_items(making, report, paragraphs, number))
        line.keep_all(items)
        making.before[state.pk] = items[0]
        _answer(making, line, report, items)
        if number % 5 in (0, 2) and report.transmitted_on and report.transmitted_on < TODAY - timedelta(days=250):
            _publish(making, line, report, number)
    topics = making.topics
    ProposedTopic.objects.bulk_create(
        [
            ProposedTopic(
                item=item, topic=topics[(number * 3 + place) % len(topics)], sure=80, words=[], digest="0" * 64
            )
            for place, item in enumerate(items)
        ],
        batch_size=400,
    )
    making.made.reports += 1
    making.made.items += len(items)


def _visit(making: Making, line: LineDraft, state: State, ended: date, kind: VisitKind) -> Visit:
    begins = ended - timedelta(days=9 if kind is VisitKind.PERIODIC else 4)
    people = making.world.people
    visit = line.keep(
        Visit(
            state=state,
            kind=kind.value,
            begins=begins,
            ends=ended,
            stage=VisitStage.ENDED.value,
            planned_by=people["ana"],
            notified_on=begins - timedelta(days=7),
            talks_on=ended,
        )
    )
    line.keep_all(
        [
            Delegate(visit=visit, person=people[key], capacity=Capacity.MEMBER, head=key == "ana")
            for key in ("ana", "tomas")
        ]
    )
    went = making.places[state.pk]
    first = making.dice.randrange(PLACES)
    line.keep_all(
        [
            VisitedPlace(visit=visit, place=went[(first + place) % PLACES], day=begins + timedelta(days=place))
            for place in range(4)
        ]
    )
    return visit


def _adopted(making: Making, line: LineDraft, visit: Visit, adopted_on: date, number: int) -> Report:
    """The report, adopted by a vote and, once its day has come, transmitted."""
    transmitted_on = adopted_on + timedelta(days=10 + making.dice.randrange(60))
    report = Report(
        state_id=visit.state_id,
        visit=visit,
        title=f"Report {number} to {visit.state.name()} on the visit that ended on {visit.ends.isoformat()}",
        stage=ReportStage.DRAFT.value,
        opened_on=min(visit.ends + timedelta(days=30), TODAY),
    )
    if adopted_on <= TODAY:
        vote = line.keep(
            Vote(
                session=making.session,
                about=Report._meta.db_table,
                about_id=report.pk,
                question="Shall the report be adopted?",
                majority=Majority.ORDINARY.value,
                taken_on=adopted_on,
                members=4,
                seats=len(making.states),
            )
        )
        ballots = [
            Ballot(vote=vote, person=making.world.people[key], choice=Choice.FOR.value)
            for key in ("ana", "tomas", "ines")
        ]
        line.keep_all(ballots)
        report.adopted_on, report.adopted_by, report.stage = adopted_on, vote, ReportStage.ADOPTED.value
    if transmitted_on <= TODAY:
        report.transmitted_on, report.stage = transmitted_on, ReportStage.TRANSMITTED.value
    return line.keep(report)


def _items(making: Making, report: Report, paragraphs: list[Paragraph], number: int) -> Iterator[Item]:
    before = making.before.get(report.state_id)
    for place in range(ITEMS):
        kind = KINDS[(number + place) % len(KINDS)]
        yield Item(
            report=report,
            paragraph=paragraphs[place % PARAGRAPHS],
            place_in_paragraph=place // PARAGRAPHS + 1,
            kind=kind.value,
            text=f"Item {place} of report {number}: that what was found be put right, and that it be shown how.",
            addressee="Ministry of Justice" if place % 3 else "Ministry of Health",
            repeats=before if place == 0 else None,
        )


def _answer(making: Making, line: LineDraft, report: Report, items: list[Item]) -> None:
    """Responses to the first items and assessments of some, where their days have come."""
    if report.transmitted_on is None:
        return
    jonas, dice = making.world.jonas.pk, making.dice
    came = report.transmitted_on + timedelta(days=120 + dice.randrange(120))
    if came > TODAY:
        return
    responses = [
        Response(
            item=item,
            received_on=came,
            claim=CLAIMS[place % len(CLAIMS)].value,
            text=f"The authorities answer to item {place} that the competent services have been instructed.",
            registered_by_id=jonas,
            registered_at=moment(came),
        )
        for place, item in enumerate(items[:ANSWERED])
    ]
    line.keep_all(responses)
    making.made.responses += len(responses)
    held = came + timedelta(days=90)
    if held <= TODAY:
        assessments = [
            Assessment(
                item=item,
                day=held,
                verdict=VERDICTS[place % len(VERDICTS)].value,
                text="As the follow-up visit found.",
                evidence="follow-up visit",
                assessed_by_id=jonas,
                registered_at=moment(held),
            )
            for place, item in enumerate(items[:ASSESSED])
        ]
        line.keep_all(assessments)
        making.made.assessments += len(assessments)


def _publish(making: Making, line: LineDraft, report: Report, number: int) -> None:
    """Published at the request of the State; the parcel is one that was carried already and holds nothing."""
    assert report.transmitted_on is not None
    day = report.transmitted_on + timedelta(days=200)
    line.keep(PublicationRequest(report=report, requested_on=day, authority="Ministry of Justice"))
    line.move(report, seen={"stage": ReportStage.TRANSMITTED.value}, to={"stage": ReportStage.PUBLISHED.value})
    content = f"made up: {number}".encode()
    parcel = frozen("publication", 1, content, hashlib.sha256(content).hexdigest(), to_room="portal", at=moment(day))
    parcel.carried_at = timezone.now()
    kept: Parcel = line.keep(parcel)
    line.keep(
        Publication(
            report=report,
            version=1,
            symbol=f"CPT/Inf ({day.year}) {number + 1}",
            year=day.year,
            number=number + 1,
            published_on=day,
            parcel=kept,
        )
    )
    making.made.published += 1
