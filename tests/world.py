"""A small world for tests, built through the real actions: invented States, the cast, visits and what hangs on them."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from unannounced.crafts.reading import About, Reading, ReadItem, ReadParagraph
from unannounced.crafts.registers.values import ReadPlace, ReadRegister, Told
from unannounced.duties.confidentiality import Role
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.dialogue import Claim, Position
from unannounced.duties.noting import EntryKind
from unannounced.duties.reporting import ItemKind
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.visiting import VisitKind
from unannounced.records.accounts.actions import give_mandate, make_account
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, viewer_of
from unannounced.records.archive.actions import take_in_report
from unannounced.records.archive.queries import Known, Offered
from unannounced.records.committee.actions import elect, hold_vote, open_session
from unannounced.records.committee.models import Session, Vote
from unannounced.records.findings.actions import draw_finding
from unannounced.records.findings.models import Finding
from unannounced.records.measurements.actions import Found, note_measurement
from unannounced.records.measurements.models import Measured
from unannounced.records.notebooks.actions import note
from unannounced.records.notebooks.models import Entry
from unannounced.records.places.actions import enter_places, say_of_place, take_in
from unannounced.records.places.foreseeing import foresee
from unannounced.records.places.models import Place, Source
from unannounced.records.publications.actions import check_paragraphs, request_publication
from unannounced.records.publications.leaving import publish_report
from unannounced.records.publications.models import Publication
from unannounced.records.publications.persons import judge_nobody, undecided
from unannounced.records.recommendations.actions import (
    adopt_report,
    recommend,
    register_response,
)
from unannounced.records.recommendations.models import Item, PublicStatement
from unannounced.records.recommendations.statements import (
    open_statement,
)
from unannounced.records.recommendations.transmitting import transmit_report
from unannounced.records.reports.actions import open_report, write_paragraph
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.together import remark, suggest
from unannounced.records.requests.actions import make_request
from unannounced.records.requests.models import Request
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State
from unannounced.records.treaties.actions import enter_acts
from unannounced.records.visits.actions import (
    begin_visit,
    end_visit,
    name_delegate,
    notify_visit,
    plan_visit,
    record_place,
)
from unannounced.records.visits.models import Capacity, Visit

TODAY = datetime.now(UTC).date()
NAMES = {"XXA": "Aldmoor", "XXB": "Bresk", "XXC": "Corvania", "XXD": "Dorvane", "XXE": "Eskarra", "XXF": "Fenwold"}
CAST = {
    "ana": ("Ana Kovari", Role.MEMBER, "XXD"),
    "tomas": ("Tomás Revel", Role.MEMBER, "XXE"),
    "ines": ("Inês Calder", Role.MEMBER, "XXF"),
    "henrik": ("Henrik Aune", Role.MEMBER, "XXA"),
    "maud": ("Maud Tessier-Lang", Role.SECRETARIAT, ""),
    "jonas": ("Jonas Wirtanen", Role.SECRETARIAT, ""),
    "ruth": ("Ruth Ankersen", Role.EXPERT, ""),
    "piet": ("Piet van Orshoven", Role.AUDITOR, ""),
    "rosa": ("Rosa Almqueira", Role.ADMINISTRATOR, ""),
}
MEMBERS = [key for key, (_name, role, _state) in CAST.items() if role is Role.MEMBER]


def moment(day: date) -> datetime:
    """Nine in the morning, UTC."""
    return datetime.combine(day, time(9, 0), UTC)


@dataclass(slots=True)
class Chain:
    """A visit and everything that hangs on it."""

    visit: Visit
    entries: list[Entry]
    finding: Finding
    report: Report
    paragraph: Paragraph
    item: Item
    measured: Measured


@dataclass(slots=True)
class World:
    """Who and what there is."""

    people: dict[str, Person] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    session: Session | None = None

    def __getattr__(self, name: str) -> Viewer:
        """``world.ana``: the viewer of that name."""
        try:
            return self.viewers[name]
        except KeyError as unknown:
            raise AttributeError(name) from unknown


def make_world() -> World:
    """Six invented Parties, four members, the cast, a session that sits today, one place in each of three States."""
    world, start = World(), TODAY - timedelta(days=900)
    at = moment(start)
    for key, (name, role, nationality) in sorted(CAST.items(), key=lambda one: one[0] != "rosa"):
        rosa = world.viewers.get("rosa")
        person = make_account(key, name, password=None, nationality=nationality, by=rosa, at=at)
        give_mandate(person, role, begins=start, ends=None, by=rosa or viewer_of(person, start), at=at)
        world.people[key], world.viewers[key] = person, viewer_of(person, start)
    enter_states(
        {code: {"en": name, "fr": name} for code, name in NAMES.items()}, invented=True, by=world.maud.pk, at=at
    )
    world.states = {state.code: state for state in State.objects.all()}
    day = start - timedelta(days=4000)
    acts = [Act("ECPT", code, "ratification", day, day.year, "", "worked case", Confidence.VERIFIED) for code in NAMES]
    enter_acts(acts, states=world.states, by=world.maud, at=at)
    for key in MEMBERS:
        person = world.people[key]
        state = world.states[person.nationality]
        ends = start + timedelta(days=1460)
        elect(person, for_state=state, begins=start, ends=ends, by=world.rosa, at=at)
    begins = TODAY - timedelta(days=1)
    world.session = open_session("session", begins=begins, ends=TODAY + timedelta(days=3), by=world.maud, at=at)
    rows = [
        Place(state=world.states[code], name=f"{NAMES[code]} Prison", kind="prison", capacity=100) for code in NAMES
    ]
    world.places = {place.state.code: place for place in enter_places(rows, by=world.maud, at=at)}
    return world


def plan(world: World, state: str = "XXB", *, days_ago: int = 60) -> Visit:
    """A visit planned by Ana, who goes with Tomás: nobody else knows."""
    begins = TODAY - timedelta(days=days_ago)
    at = moment(begins - timedelta(days=5))
    visit = plan_visit(
        world.states[state],
        kind=VisitKind.RAPID_REACTION,
        begins=begins,
        ends=begins + timedelta(days=4),
        purpose="An errand nobody outside the delegation knows of.",
        by=world.ana,
        at=at,
    )
    name_delegate(visit, world.people["ana"], capacity=Capacity.MEMBER, head=True, by=world.ana, at=at)
    name_delegate(visit, world.people["tomas"], capacity=Capacity.MEMBER, by=world.ana, at=at)
    return visit


def fill(world: World, visit: Visit, *, words: str = "") -> Chain:
    """Entries, a finding that rests on them, a draft report with one paragraph and one item."""
    at, place = moment(visit.begins), world.places[visit.state.code]
    kinds = (EntryKind.ALLEGATION, EntryKind.OBSERVATION, EntryKind.MEASUREMENT)
    entries = [
        note(
            f"Entry {number} about locked windows. {words}",
            kind=kind,
            source=f"source {'ABC'[number]}",
            during=visit,
            noted_on=visit.begins,
            place=place,
            by=world.tomas,
            at=at,
        )
        for number, kind in enumerate(kinds)
    ]
    finding = draw_finding(
        f"Windows were locked day and night. {words}",
        during=visit,
        resting_on=entries,
        drawn_on=visit.begins,
        by=world.ana,
        at=at,
    )
    report = open_report(
        f"Report on the visit {words}".strip(), on_visit=visit, opened_on=visit.begins, by=world.ana, at=at
    )
    paragraph = write_paragraph(
        f"In the rooms seen the windows could not be opened. {words}",
        in_report=report,
        chapter="Prisons",
        finding=finding,
        by=world.ana,
        at=at,
    )
    item = recommend(
        f"The Committee recommends that the windows be made to open. {words}",
        on_paragraph=paragraph,
        kind=ItemKind.RECOMMENDATION,
        addressee="Ministry of Justice",
        by=world.ana,
        at=at,
    )
    cell = measured(
        world, f"Cell 12 {words}".strip(), {"room_area": "12", "annexe_area": "1.5", "persons": "3"}, on=visit
    )
    return Chain(visit, entries, finding, report, paragraph, item, cell)


def measured(
    world: World, of: str, values: dict[str, str], *, on: Visit | None = None, state: str = "XXB", days_ago: int = 30
) -> Measured:
    """What was measured of a room at the place of a State: on a visit by Tomás, or outside any by Maud."""
    day = on.begins if on else TODAY - timedelta(days=days_ago)
    place = world.places[on.state.code if on else state]
    by = world.tomas if on else world.maud
    return note_measurement(Found(place, of, day, values), during=on, by=by, at=moment(day))


def hidden(world: World, state: str = "XXB") -> Chain:
    """A visit that is not notified, in progress in all but name, with everything that can hang on it."""
    from tests.committee import before_the_committee
    from tests.sealed import in_the_field

    visit = plan(world, state, days_ago=2)
    in_the_field(world, visit)
    chain = fill(world, visit, words="Zanzibarite.")
    at = moment(TODAY)
    remark("Which Zanzibarite?", on_paragraph=chain.paragraph, by=world.ana, at=at)
    suggest("Other words of the Zanzibarite.", for_paragraph=chain.paragraph, by=world.tomas, at=at)
    before_the_committee(world, chain)
    return chain


def notify_and_end(world: World, visit: Visit) -> Visit:
    """Notify, begin, see the place, end."""
    day = visit.begins
    notify_visit(visit, notified_on=day - timedelta(days=1), by=world.maud, at=moment(day - timedelta(days=1)))
    begin_visit(visit, on=day, by=world.maud, at=moment(day))
    record_place(visit, world.places[visit.state.code], day=day, waited_minutes=20, by=world.maud, at=moment(day))
    return end_visit(visit, on=visit.ends, by=world.maud, at=moment(visit.ends))


def notified(world: World, visit: Visit) -> Visit:
    """The State was notified of the visit by a letter the day before it begins."""
    day = visit.begins - timedelta(days=1)
    return notify_visit(visit, notified_on=day, letter=b"%PDF-1.7 made", by=world.ana, at=moment(day))


def say_icrc_visits(place: Place, word: str, *, day: date, by: Viewer) -> None:
    """A letter says on ``day`` whether the ICRC visits a place effectively and regularly: yes or no."""
    say_of_place(place, "icrc_visits", word, day=day, source=f"a letter of {day}", by=by, at=moment(TODAY))


def vote_for(world: World, report: Report, *, against: int = 0, absent: int = 0) -> Vote:
    """A vote of the members in the session that sits."""
    assert world.session is not None
    ballots = {}
    for number, key in enumerate(MEMBERS[absent:]):
        ballots[world.people[key]] = Choice.AGAINST if number < against else Choice.FOR
    return hold_vote(
        "Shall the report be adopted?",
        about=report,
        session=world.session,
        majority=Majority.ORDINARY,
        ballots=ballots,
        invented=True,
        within=report.visit_id,
        by=world.maud,
        at=moment(TODAY),
    )


def transmitted(world: World, state: str = "XXB", *, days_ago: int = 60) -> Chain:
    """A visit whose report was adopted and transmitted today."""
    visit = plan(world, state, days_ago=days_ago)
    notify_and_end(world, visit)
    chain = fill(world, visit)
    adopt_report(chain.report, by_vote=vote_for(world, chain.report), by=world.maud, at=moment(TODAY))
    transmit_report(chain.report, on=TODAY, by=world.maud, at=moment(TODAY))
    chain.item.refresh_from_db()
    return chain


def answered(world: World, chain: Chain, text: str = "The windows open since March.") -> None:
    """The State answers that it has done it."""
    item = Item.objects.select_related("report__visit").get(pk=chain.item.pk)
    register_response(item, text, claim=Claim.IMPLEMENTED, received_on=TODAY, by=world.maud, at=moment(TODAY))


def published(world: World, chain: Chain) -> Publication:
    """The State asks, every paragraph is checked, the report is published."""
    report = Report.objects.select_related("visit__state").get(pk=chain.report.pk)
    at = moment(TODAY)
    request_publication(report, requested_on=TODAY, authority="Ministry of Justice", by=world.maud, at=at)
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=world.maud, at=at)
    found = {one.words: one.trait for one in undecided(report)}
    judge_nobody(report, found, because="names of places and bodies", by=world.maud, at=at)
    return publish_report(report, by=world.maud, at=at)


def requested(world: World, state: str = "XXC") -> Request:
    """A request for information made forty days ago and not answered."""
    day = TODAY - timedelta(days=40)
    return make_request(
        "Death in custody",
        "Please send the report.",
        to_state=world.states[state],
        made_on=day,
        by=world.maud,
        at=moment(day),
    )


def statement(world: World, state: str = "XXC") -> PublicStatement:
    """A procedure of a public statement, opened today."""
    return open_statement(
        world.states[state],
        "No answer to two requests.",
        ground="fails_to_cooperate",
        opened_on=TODAY,
        by=world.maud,
        at=moment(TODAY),
    )


def read_from_file(
    world: World, *texts: str, state: str = "XXB", day: date = date(2013, 5, 1), sure: int = 60, number: int = 7
) -> list[Item]:
    """An archived report on a State with these items under one paragraph, read with little certainty."""
    symbol = f"XX/{state}/{day.isoformat()}/{number}"
    about = About(symbol, NAMES[state], state, day, f"Report on {NAMES[state]} {day.year}", "Visitors", True)
    paragraph = ReadParagraph(number, "Prisons", "These were made:", page=1)
    items = tuple(
        ReadItem(number, "", ItemKind.RECOMMENDATION, text, (), Position.UNKNOWN, sure, page=1) for text in texts
    )
    reading = Reading(about, (paragraph,), items, words=5, pages=0)
    content = "\n".join([f"{symbol}", f"{number}. These were made:", *texts]).encode()
    known = Known(world.states[state], day, symbol, about.body, already_public=True)
    taken = take_in_report(Offered(f"{state}-{day}.txt", content, reading, known), by=world.maud, at=moment(TODAY))
    assert taken.report is not None
    rows = Item.objects.filter(report=taken.report).select_related("report__visit", "report__state", "paragraph")
    return list(rows.order_by("place_in_paragraph"))


def an_edition(
    world: World,
    as_of: date,
    places: dict[str, dict[str, Any]],
    *,
    register: str = "bresk_prisons",
    state: str = "XXB",
    together: dict[str, dict[str, dict[date, int]]] | None = None,
) -> Source:
    """An edition of a register, taken in by Maud: for each key what is said of a place.

    ``counts`` of a place are numbers on days by count, ``happened`` are its events; everything else is an attribute.
    ``together`` are counts of all places of the State, by what they concern.
    """
    read = ReadRegister(
        register=register,
        title=register.replace("_", " ").capitalize(),
        publisher="Prison service",
        licence="",
        as_of=as_of,
        rows=len(places),
        places=[_row(number, key, state, said) for number, (key, said) in enumerate(places.items(), start=2)],
        problems=[],
        about_state={what: _series(counts) for what, counts in (together or {}).items()},
        state=state if together else "",
    )
    digest = hashlib.sha256(repr((register, as_of, places, together)).encode()).hexdigest()
    at = moment(TODAY)
    return take_in(read, foresee(read), digest=digest, mapping_text="", file_name="made.csv", by=world.maud, at=at)


def _row(row: int, key: str, state: str, said: dict[str, Any]) -> ReadPlace:
    told = [
        Told(what, one)
        for what, value in said.items()
        if what not in ("counts", "happened", "name")
        for one in ([value] if isinstance(value, str) else value)
    ]
    counts = _series(said.get("counts", {}))
    return ReadPlace(row, key, said["name"], state, told, list(said.get("happened", ())), counts)


def _series(counts: dict[str, dict[date, int]]) -> dict[str, tuple[list[int], list[int]]]:
    return {what: ([day.toordinal() for day in days], list(days.values())) for what, days in counts.items()}


def place_of(key: str) -> Place:
    """The place that a register lists under this key."""
    return Place.objects.filter(listings__key=key).distinct().get()
