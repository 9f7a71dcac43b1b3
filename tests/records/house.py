"""A small case made through the real actions: three invented States, seven people, one visit and what follows.

Every step is a function, so that a test can stop where it wants to.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from unannounced.crafts.reading import About, Reading, ReadItem, ReadParagraph
from unannounced.crafts.registers.values import Happened, ReadPlace, ReadRegister, Told
from unannounced.duties.confidentiality import Role
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.dialogue import Claim, Position, Verdict
from unannounced.duties.noting import EntryKind
from unannounced.duties.reporting import ItemKind
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.visiting import VisitKind
from unannounced.records.accounts.actions import enrol_code, give_mandate, make_account, make_feed_key
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, viewer_of
from unannounced.records.archive.actions import take_in_report
from unannounced.records.archive.queries import Known, Offered
from unannounced.records.committee.actions import elect, hold_vote, open_session
from unannounced.records.committee.models import Session, Vote
from unannounced.records.documents.models import Document
from unannounced.records.findings.actions import draw_finding
from unannounced.records.measurements.actions import Found, note_measurement, sign_off_rule
from unannounced.records.notebooks.actions import note
from unannounced.records.notebooks.models import Entry
from unannounced.records.places.actions import (
    add_part,
    enter_place,
    enter_places,
    enter_population,
    join_places,
    part_place,
    save_mapping,
    size_part,
    take_in,
)
from unannounced.records.places.foreseeing import foresee
from unannounced.records.places.models import Place
from unannounced.records.publications.actions import (
    check_paragraphs,
    decide_fields,
    make_edition,
    mark_person,
    publish_places,
    request_publication,
)
from unannounced.records.publications.leaving import publish_report
from unannounced.records.publications.persons import judge_nobody, undecided
from unannounced.records.readings.actions import decide_repeat, decide_topic, look, split_item
from unannounced.records.readings.models import Decided
from unannounced.records.recommendations.actions import (
    adopt_report,
    assess,
    correct_item,
    recommend,
    register_response,
)
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.statements import (
    hear_state,
    open_statement,
)
from unannounced.records.recommendations.transmitting import transmit_report
from unannounced.records.reports.actions import open_report, rewrite_paragraph, write_paragraph
from unannounced.records.reports.letters import cover_letter
from unannounced.records.reports.models import Report
from unannounced.records.requests.actions import answer_request, make_request, remind_state
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State
from unannounced.records.treaties.actions import enter_acts, enter_public_record
from unannounced.records.visits.actions import (
    begin_visit,
    end_visit,
    let_know,
    name_delegate,
    notify_visit,
    plan_visit,
    record_place,
)
from unannounced.records.visits.models import Capacity, Visit

SOURCE = "a case made for tests"
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 11)
MEMBERS = {"ana": "XXA", "tomas": "XXB", "ines": "XXC", "yara": "XXA"}
PEOPLE = {
    "rosa": Role.ADMINISTRATOR,
    "maud": Role.SECRETARIAT,
    **dict.fromkeys(MEMBERS, Role.MEMBER),
    "ruth": Role.EXPERT,
    "piet": Role.AUDITOR,
}


def at(day: date, hour: int = 9) -> datetime:
    """A moment on ``day``."""
    return datetime.combine(day, time(hour), UTC)


NOW = at(date(2026, 11, 22))


@dataclass
class House:
    """The case while it grows."""

    people: dict[str, Person] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    place: Place | None = None
    session: Session | None = None
    visit: Visit | None = None
    report: Report | None = None

    @property
    def ana(self) -> Viewer:
        """A member, head of the delegation."""
        return self.viewers["ana"]

    @property
    def tomas(self) -> Viewer:
        """A member of the delegation."""
        return self.viewers["tomas"]

    @property
    def maud(self) -> Viewer:
        """Of the secretariat."""
        return self.viewers["maud"]


def furnish() -> House:
    """People with mandates and terms, three States that are Parties, a place, a session."""
    house, then, day = House(), at(date(2026, 1, 5)), date(2026, 1, 5)
    for login, role in PEOPLE.items():
        rosa = house.viewers.get("rosa")
        person = make_account(
            login, f"{login.title()} Dalfors", password=None, nationality=MEMBERS.get(login, ""), by=rosa, at=then
        )
        give_mandate(person, role, begins=day, ends=None, by=rosa or viewer_of(person, day), at=then)
        house.people[login], house.viewers[login] = person, viewer_of(person, day)
    enrol_code(house.people["ana"], "telephone", by=house.ana.pk, at=then)
    for state in enter_states(
        {f"XX{one}": {"en": f"State {one}"} for one in "ABC"}, invented=True, by=house.maud.pk, at=then
    ):
        house.states[state.code] = state
    ratified = date(2000, 1, 1)
    acts = [Act("ECPT", code, "ratification", ratified, 2000, "", SOURCE, Confidence.VERIFIED) for code in house.states]
    enter_acts(acts, states=house.states, by=house.maud, at=then)
    for login, code in MEMBERS.items():
        if login != "yara":
            elect(
                house.people[login],
                for_state=house.states[code],
                begins=day,
                ends=date(2030, 1, 4),
                by=house.viewers["rosa"],
                at=then,
            )
    house.place = Place(state=house.states["XXC"], name="Prison of the North", kind="prison", capacity=100)
    enter_places([house.place], by=house.maud, at=then)
    house.session = open_session(
        "1st session", begins=date(2026, 6, 1), ends=date(2026, 12, 31), by=house.maud, at=then
    )
    return house


def planned(house: House) -> Visit:
    """A visit to State C that is hidden from all but its delegation and those let know."""
    then = at(date(2026, 1, 20))
    visit = plan_visit(
        house.states["XXC"],
        kind=VisitKind.PERIODIC,
        begins=FIRST,
        ends=LAST,
        purpose="Periodic.",
        by=house.ana,
        at=then,
    )
    name_delegate(visit, house.people["ana"], capacity=Capacity.MEMBER, head=True, by=house.ana, at=then)
    name_delegate(visit, house.people["tomas"], capacity=Capacity.MEMBER, by=house.ana, at=then)
    let_know(visit, house.people["maud"], by=house.ana, at=then)
    house.visit = visit
    return visit


def under_way(house: House) -> Visit:
    """The visit, notified and begun."""
    visit = planned(house)
    notify_visit(visit, notified_on=date(2026, 2, 20), by=house.maud, at=at(date(2026, 2, 20)))
    begin_visit(visit, on=FIRST, by=house.ana, at=at(FIRST))
    return visit


def noted(house: House, words: str = "He was held for nine days without a lawyer.", by: Viewer | None = None) -> Entry:
    """An entry of the visit under way."""
    assert house.visit is not None
    return note(
        words,
        kind=EntryKind.ALLEGATION,
        source="source A",
        during=house.visit,
        noted_on=FIRST,
        place=house.place,
        by=by or house.tomas,
        at=at(LAST),
    )


def drafted(house: House) -> Report:
    """The visit, ended, and the draft of its report: three paragraphs, two items, one finding."""
    visit = under_way(house)
    assert house.place is not None
    record_place(visit, house.place, day=FIRST, waited_minutes=40, by=house.ana, at=at(FIRST))
    entries = [noted(house), noted(house, "The register has no entry for those days.", by=house.ana)]
    finding = draw_finding(
        "Access to a lawyer was denied.", during=visit, resting_on=entries, drawn_on=LAST, by=house.ana, at=at(LAST)
    )
    end_visit(visit, on=LAST, by=house.ana, at=at(LAST))
    then = at(date(2026, 4, 1))
    report = open_report("Report on the visit to State C", on_visit=visit, opened_on=then.date(), by=house.ana, at=then)
    first = write_paragraph(
        "Dr Petrov was kept waiting.",
        in_report=report,
        chapter="Access of Dr Petrov",
        finding=finding,
        by=house.ana,
        at=then,
    )
    second = write_paragraph(
        "The cells had no windows.", in_report=report, chapter="Conditions", by=house.tomas, at=then
    )
    write_paragraph("The staff were courteous.", in_report=report, chapter="Conditions", by=house.tomas, at=then)
    rewrite_paragraph(second, "The cells have no windows.", seen_wording=1, by=house.ana, at=then)
    recommend(
        "Give Dr Petrov access at once.", on_paragraph=first, addressee="Office of Dr Petrov", by=house.ana, at=then
    )
    recommend(
        "Fit windows.",
        on_paragraph=second,
        kind=ItemKind.RECOMMENDATION,
        addressee="Ministry of Justice",
        by=house.ana,
        at=then,
    )
    house.report = report
    return report


def voted(house: House, report: Report, *, day: date = date(2026, 6, 2)) -> Vote:
    """A vote that carried."""
    assert house.session is not None
    ballots = {house.people[login]: Choice.FOR for login in ("ana", "tomas", "ines")}
    return hold_vote(
        "Shall the report be adopted?",
        about=report,
        session=house.session,
        majority=Majority.ORDINARY,
        ballots=ballots,
        invented=True,
        within=report.visit_id,
        by=house.maud,
        at=at(day),
    )


def transmitted(house: House) -> Report:
    """The report, adopted and transmitted, answered and assessed."""
    report = drafted(house)
    adopt_report(report, by_vote=voted(house, report), by=house.maud, at=at(date(2026, 6, 2)))
    sent = date(2026, 6, 20)
    letter = cover_letter(report, b"%PDF-1.7 made", day=sent, language="en", by=house.maud)
    transmit_report(report, on=sent, letter=letter, by=house.maud, at=at(sent))
    item = Item.objects.filter(report=report).order_by("paragraph__number").first()
    assert item is not None
    answered = date(2026, 9, 1)
    register_response(
        item,
        "Dr Petrov has access since May.",
        claim=Claim.IMPLEMENTED,
        received_on=answered,
        document=Document.as_it_came("answer.txt", b"Dr Petrov has access since May."),
        by=house.maud,
        at=at(answered),
    )
    day = date(2026, 9, 20)
    assess(
        item, "Partly.", verdict=Verdict.PARTIALLY_IMPLEMENTED, evidence="A letter.", day=day, by=house.maud, at=at(day)
    )
    return report


def cleared(house: House) -> Report:
    """The report with the State's request, a person marked, and every paragraph checked."""
    report, then = transmitted(house), at(date(2026, 10, 1))
    request_publication(
        report, requested_on=then.date(), authority="Ministry of Foreign Affairs", by=house.maud, at=then
    )
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=then)
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=house.maud, at=then)
    found = {one.words: one.trait for one in undecided(report)}
    judge_nobody(report, found, because="names of places and bodies", by=house.maud, at=then)
    return report


def full(*, devices: bool = True) -> House:
    """A case with at least one row in every table that the ledger answers for, but for what comes with devices."""
    house = furnish()
    report, then = cleared(house), at(date(2026, 11, 2))
    publish_report(report, by=house.maud, at=then)
    asked = make_request(
        "A death in custody",
        "What was done?",
        to_state=house.states["XXC"],
        made_on=then.date(),
        by=house.maud,
        at=then,
    )
    answer_request(asked, "An inquiry is under way.", received_on=then.date(), by=house.maud, at=then)
    statement = open_statement(
        house.states["XXC"],
        "The State refuses.",
        ground="refuses_to_improve",
        opened_on=then.date(),
        by=house.maud,
        at=then,
    )
    hear_state(statement, heard_on=then.date(), by=house.maud, at=then)
    assert house.place is not None
    enter_population(house.place, {date(2026, 1, 1): 117}, source=SOURCE, by=house.maud, at=then)
    fact = {
        "state": "XXC",
        "kind": "seat_vacant",
        "begin": "2026-01-01",
        "end": "",
        "published": "",
        "symbol": "",
        "note": "",
    }
    enter_public_record(
        [{**fact, "source": SOURCE, "confidence": "verified"}], states=house.states, by=house.maud, at=then
    )
    archived(house)
    again = archived(house, "Make windows open.", file_name="state-c-2013.txt", state="XXC", symbol="XX/INF/2")
    reviewed(house, again, report)
    make_feed_key(house.people["maud"], "telephone", language="en", by=house.maud.pk, at=then)
    remind_state(
        make_request(
            "An escape", "Who was there?", to_state=house.states["XXA"], made_on=LAST, by=house.maud, at=at(LAST)
        ),
        made_on=then.date(),
        by=house.maud,
        at=then,
    )
    listed(house)
    measured(house)
    from tests.records.sealed_house import sealed  # both build on what is here
    from tests.records.visited_house import visited

    visited(house)
    from tests.records.dialogued_house import dialogued

    dialogued(house)
    if devices:
        sealed(house)
    from tests.records.communicated_house import communicated

    communicated(house)
    make_edition(by=house.maud, at=then)
    return house


def listed(house: House) -> None:
    """A register of places that was taken in twice, a place joined and one parted, a cell with its size, a mapping."""
    then, wanted = at(date(2026, 11, 4)), {"key": "A1", "state": "XXC"}
    for day, name in ((date(2025, 6, 30), "Orlo Prison"), (date(2025, 12, 31), "Corvo Prison")):
        counts = {"persons": ([day.toordinal()], [90])}
        opened = [Happened("opened", date(1990, 4, 1), "", "a fort before")]
        place = ReadPlace(2, name=name, told=[Told("town", "Orlo")], happened=opened, counts=counts, **wanted)
        read = ReadRegister("prisons", "Prisons of State C", "Prison service", "", day, 1, [place], [])
        more = {"mapping_text": "name: made up", "file_name": "prisons.csv", "by": house.maud, "at": then}
        source = take_in(read, foresee(read), digest=f"{day:%Y%m%d}", **more)
    listing = source.listings.get()
    part_place(listing.place, [listing], because="two houses", by=house.maud, at=then)
    assert house.place is not None
    other = Place(state=house.place.state, name="Meriva House", kind="prison")
    enter_place(other, {}, day=FIRST, source=SOURCE, by=house.maud, at=then)
    join_places(other, house.place, because="another name", by=house.maud, at=then)
    cell = add_part(house.place, "cell", "12", by=house.maud, at=then)
    size_part(cell, {"area_cm2": 120_000}, day=FIRST, source=SOURCE, has_annexe=False, by=house.maud, at=then)
    save_mapping("made up", "name: made up", by=house.maud, at=then)


def measured(house: House) -> None:
    """A cell that was measured, a rule signed off, and what of the places of a State was shown."""
    then = at(date(2026, 11, 5))
    assert house.place is not None
    found = Found(house.place, "Cell 12", LAST, {"room_area": "12", "persons": "3"})
    note_measurement(found, by=house.maud, at=then)
    sign_off_rule("CPT-IMM-06", because="Read on page 3.", by=house.maud, at=then)
    decide_fields(house.place.state, ["name"], by_hand=True, because="It is public.", by=house.maud, at=then)
    publish_places(house.place.state, by=house.maud, at=then)


def reviewed(house: House, read: Report, later: Report) -> None:
    """What somebody decided of a report that was read: found right, given a topic, repeated, parted in two."""
    then = at(date(2026, 11, 3))
    items = Item.objects.select_related("report__visit", "paragraph")
    item, repeating = items.get(report=read), items.filter(report=later)[0]
    look(item, by=house.maud, at=then)
    decide_topic(item, "living-space", Decided.CONFIRMED, by=house.maud, at=then)
    decide_repeat(repeating, item, Decided.CONFIRMED, by=house.maud, at=then)
    split_item(item, len("Make "), by=house.maud, at=then)


def archived(
    house: House,
    words: str = "Fit windows.",
    *,
    file_name: str = "state-b-2013.txt",
    state: str = "XXB",
    symbol: str = "XX/INF/1",
) -> Report:
    """A report of another body on State B, or on another, taken in from a file, with one item; its maker was corrected once."""
    about = About(
        symbol=symbol,
        state_name="State B",
        state_code=state,
        dated_on=date(2013, 5, 1),
        title="Report on State B",
        body="Visitors of the Four Seas",
        public=True,
    )
    item = ReadItem(7, "7.1", ItemKind.RECOMMENDATION, words, ("State A",), Position.ACCEPTED, 97)
    reading = Reading(about, (ReadParagraph(7, "Conclusions", "These were made:"),), (item,), words=5, pages=0)
    known = Known(house.states[state], about.dated_on, about.symbol, about.body, already_public=True)
    offered = Offered(file_name, f"7. These were made:\n7.1 {words}".encode(), reading, known)
    taken = take_in_report(offered, by=house.maud, at=at(date(2026, 10, 3)))
    assert taken.report is not None
    read = Item.objects.select_related("report__visit").get(report=taken.report)
    correct_item(
        read,
        position=Position.ACCEPTED,
        made_by=["State A", "State C"],
        because="State C joined it.",
        by=house.maud,
        at=at(date(2026, 10, 4)),
    )
    return taken.report
