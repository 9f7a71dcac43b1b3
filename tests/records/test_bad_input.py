"""Input that nobody should send, and two people at once: refused with the rule, and nothing is changed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps

from tests.records import house as building
from tests.records.house import FIRST, LAST, NOW, House, at
from unannounced.duties.confidentiality import Role
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.duties.noting import LONGEST_TEXT, EntryKind
from unannounced.duties.visiting import VisitKind
from unannounced.records.accounts.actions import end_mandate, enrol_code, give_mandate, make_account
from unannounced.records.accounts.models import Mandate, Person
from unannounced.records.committee.actions import elect, hold_vote, open_session
from unannounced.records.committee.models import Vote
from unannounced.records.committee.writing import open_written
from unannounced.records.findings.actions import draw_finding
from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.notebooks.actions import note
from unannounced.records.notebooks.models import Entry
from unannounced.records.places.actions import enter_places, enter_population
from unannounced.records.places.models import Place
from unannounced.records.publications.actions import mark_person, request_publication
from unannounced.records.recommendations.actions import (
    adopt_report,
    assess,
    recommend,
    register_response,
)
from unannounced.records.recommendations.models import Item, PublicStatement
from unannounced.records.recommendations.statements import (
    adopt_statement,
    hear_state,
    open_statement,
)
from unannounced.records.recommendations.transmitting import transmit_report
from unannounced.records.reports.actions import (
    open_report,
    rewrite_paragraph,
    write_paragraph,
)
from unannounced.records.reports.models import EarlierWording, Paragraph, Report
from unannounced.records.requests.actions import answer_request, make_request
from unannounced.records.requests.models import Request
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.records.visits.actions import (
    begin_visit,
    end_visit,
    name_delegate,
    notify_visit,
    plan_visit,
    record_place,
)
from unannounced.records.visits.models import Capacity, Visit

DAY = NOW.date()
TOMORROW = DAY + timedelta(days=1)


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.db_table: model._base_manager.count() for model in apps.get_models()}


def refused(doing: Callable[[], Any], *, kind: type[Exception] = RefusedByRule) -> str:
    """What is said when ``doing`` is refused; nothing may have been written."""
    before = rows()
    with pytest.raises(kind) as no:
        doing()
    assert rows() == before
    return str(no.value)


# Texts

WRONG_TEXTS = {
    "a megabyte": ("word " * 210_000, "long"),
    "a zero byte": ("It was \0 dark.", "U+0000"),
    "an escape": ("It was \x1b[31mdark.", "U+001B"),
    "half a pair": ("It was \ud83d dark.", "U+D83D"),
    "a delete": ("It was \x7f dark.", "U+007F"),
}
TEXTS: dict[str, Callable[[House, str], Any]] = {
    "the name of an account": lambda house, text: make_account(
        "new", text, password=None, by=house.viewers["rosa"], at=NOW
    ),
    "the login of an account": lambda house, text: make_account(
        text, "New", password=None, by=house.viewers["rosa"], at=NOW
    ),
    "the profession of an account": lambda house, text: make_account(
        "new", "New", password=None, profession=text, by=house.viewers["rosa"], at=NOW
    ),
    "the label of a factor": lambda house, text: enrol_code(house.people["ana"], text, by=house.ana.pk, at=NOW),
    "the name of a session": lambda house, text: open_session(text, begins=DAY, ends=DAY, by=house.maud, at=NOW),
    "the question of a vote": lambda house, text: _vote(house, question=text),
    "the name of a place": lambda house, text: enter_places(
        [Place(state=house.states["XXA"], name=text, kind="prison")], by=house.maud, at=NOW
    ),
    "the source of a population": lambda house, text: enter_population(
        house.place,
        {DAY: 1},
        source=text,
        by=house.maud,
        at=NOW,  # type: ignore[arg-type]
    ),
    "the purpose of a visit": lambda house, text: _plan(house, purpose=text),
    "the access to a place": lambda house, text: record_place(
        house.visit,
        house.place,
        day=LAST,
        access=text,
        by=house.ana,
        at=at(LAST),  # type: ignore[arg-type]
    ),
    "an entry": lambda house, text: building.noted(house, text),
    "the source of an entry": lambda house, text: _note(house, source=text),
    "a finding": lambda house, text: draw_finding(
        text,
        during=house.visit,
        resting_on=[building.noted(house)],
        drawn_on=LAST,
        by=house.ana,
        at=at(LAST),  # type: ignore[arg-type]
    ),
    "the title of a report": lambda house, text: open_report(
        text,
        on_visit=house.visit,
        opened_on=DAY,
        by=house.ana,
        at=NOW,  # type: ignore[arg-type]
    ),
    "a paragraph": lambda house, text: write_paragraph(text, in_report=_draft(house), by=house.ana, at=NOW),
    "the chapter of a paragraph": lambda house, text: write_paragraph(
        "It was dark.", in_report=_draft(house), chapter=text, by=house.ana, at=NOW
    ),
    "an item": lambda house, text: recommend(text, on_paragraph=_paragraph(house), by=house.ana, at=NOW),
    "the addressee of an item": lambda house, text: recommend(
        "Fit lamps.", on_paragraph=_paragraph(house), addressee=text, by=house.ana, at=NOW
    ),
    "the words of a mark": lambda house, text: mark_person(_draft(house), text, instead="a", by=house.maud, at=NOW),
    "the words instead": lambda house, text: mark_person(
        _draft(house), "Dr Petrov", instead=text, by=house.maud, at=NOW
    ),
    "the subject of a request": lambda house, text: make_request(
        text, "What was done?", to_state=house.states["XXC"], made_on=DAY, by=house.maud, at=NOW
    ),
    "a request": lambda house, text: make_request(
        "A death", text, to_state=house.states["XXC"], made_on=DAY, by=house.maud, at=NOW
    ),
    "a statement": lambda house, text: open_statement(
        house.states["XXC"], text, ground="refuses_to_improve", opened_on=DAY, by=house.maud, at=NOW
    ),
}


def _plan(house: House, **more: Any) -> Visit:
    said = {"kind": VisitKind.PERIODIC, "begins": DAY, "ends": TOMORROW, "by": house.ana, "at": NOW, **more}
    return plan_visit(house.states["XXC"], **said)


def _note(house: House, **more: Any) -> Entry:
    assert house.visit is not None
    said = {"kind": EntryKind.ALLEGATION, "source": "source A", "during": house.visit, "noted_on": FIRST}
    return note("It was dark.", **{**said, "by": house.tomas, "at": at(LAST), **more})


def _draft(house: House) -> Report:
    assert house.visit is not None
    return house.visit.reports.first() or open_report(
        "Report", on_visit=house.visit, opened_on=DAY, by=house.ana, at=NOW
    )


def _paragraph(house: House) -> Paragraph:
    report = _draft(house)
    return report.paragraphs.first() or write_paragraph("It was dark.", in_report=report, by=house.ana, at=NOW)


def _vote(
    house: House,
    voters: tuple[str, ...] = ("ana", "tomas", "ines"),
    question: str = "Shall it?",
    key: UUID | None = None,
) -> Vote:
    return hold_vote(
        question,
        about=_draft(house),
        session=house.session,  # type: ignore[arg-type]
        majority=Majority.ORDINARY,
        ballots={house.people[login]: Choice.FOR for login in voters},
        invented=True,
        by=house.maud,
        at=NOW,
        key=key,
    )


@pytest.fixture
def visiting(house: House) -> House:
    """A visit under way with a draft of a report and a paragraph."""
    building.under_way(house)
    _paragraph(house)
    return house


@pytest.mark.parametrize("wrong", WRONG_TEXTS)
@pytest.mark.parametrize("what", TEXTS)
def test_a_text_that_cannot_be_kept_is_refused_with_the_rule(visiting: House, what: str, wrong: str) -> None:
    building.noted(visiting)
    text, reason = WRONG_TEXTS[wrong]
    before = {table: count for table, count in rows().items() if table not in {"notebooks_entry", "ledger_line"}}
    with pytest.raises(RefusedByRule) as no:
        TEXTS[what](visiting, text)
    assert reason in str(no.value)
    assert "Rule of this software" in str(no.value)
    assert len(str(no.value)) < 500
    assert {table: count for table, count in rows().items() if table in before} == before


@pytest.mark.parametrize(
    "what", ["an entry", "a finding", "the title of a report", "a paragraph", "an item", "a request", "a statement"]
)
@pytest.mark.parametrize("empty", ["", " ", "\n\t \r\n"], ids=repr)
def test_an_empty_text_is_refused(visiting: House, what: str, empty: str) -> None:
    with pytest.raises(RefusedByRule):
        TEXTS[what](visiting, empty)


def test_a_text_as_long_as_may_be_is_kept_and_one_character_more_is_not(visiting: House) -> None:
    assert len(building.noted(visiting, "x" * LONGEST_TEXT).text) == LONGEST_TEXT
    assert f"{LONGEST_TEXT + 1}" in refused(lambda: building.noted(visiting, "x" * (LONGEST_TEXT + 1)))


@pytest.mark.parametrize(
    ("what", "longest"), [("the name of a session", 80), ("the source of an entry", 60), ("the title of a report", 300)]
)
def test_a_short_text_is_never_cut_in_silence(visiting: House, what: str, longest: int) -> None:
    TEXTS[what](visiting, "x" * longest)
    assert f"{longest}" in refused(lambda: TEXTS[what](visiting, "x" * (longest + 1)))


def test_the_text_of_a_rewritten_paragraph_is_asked_the_same(visiting: House) -> None:
    paragraph = _paragraph(visiting)
    refused(lambda: rewrite_paragraph(paragraph, "dark \0", seen_wording=1, by=visiting.ana, at=NOW))
    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.wording) == ("It was dark.", 1)
    assert not EarlierWording.objects.exists()


# Days


def test_days_that_cannot_be_are_refused(visiting: House) -> None:
    house = visiting
    assert house.visit is not None
    rosa, ana = house.viewers["rosa"], house.people["ana"]
    for doing in (
        lambda: _plan(house, begins=TOMORROW, ends=DAY),
        lambda: _plan(house, begins=date(1999, 1, 1), ends=date(1999, 1, 2)),
        lambda: _note(house, noted_on=TOMORROW),
        lambda: _note(house, noted_on=FIRST - timedelta(days=1)),
        lambda: _note(house, noted_on=LAST + timedelta(days=1), at=NOW),
        lambda: open_session("Never", begins=TOMORROW, ends=DAY, by=house.maud, at=NOW),
        lambda: give_mandate(ana, Role.MEMBER, begins=TOMORROW, ends=DAY, by=rosa, at=NOW),
        lambda: end_mandate(Mandate.objects.get(person=ana), ends=date(2001, 1, 1), by=rosa, at=NOW),
        lambda: elect(house.people["yara"], for_state=house.states["XXA"], begins=TOMORROW, ends=DAY, by=rosa, at=NOW),
        lambda: end_visit(house.visit, on=FIRST - timedelta(days=1), by=house.ana, at=NOW),  # type: ignore[arg-type]
        lambda: end_visit(house.visit, on=TOMORROW, by=house.ana, at=NOW),  # type: ignore[arg-type]
        lambda: make_request("A", "B", to_state=house.states["XXC"], made_on=TOMORROW, by=house.maud, at=NOW),
        lambda: make_request(
            "A", "B", to_state=house.states["XXC"], made_on=DAY, due_on=DAY - timedelta(days=1), by=house.maud, at=NOW
        ),
    ):
        refused(doing)


def test_a_report_is_opened_during_or_after_its_visit_and_not_in_the_future(visiting: House) -> None:
    assert visiting.visit is not None
    refused(lambda: open_report("Report", on_visit=visiting.visit, opened_on=TOMORROW, by=visiting.ana, at=NOW))  # type: ignore[arg-type]


def test_a_place_is_visited_within_the_visit_and_not_in_the_future(visiting: House) -> None:
    assert visiting.visit is not None
    assert visiting.place is not None
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1), TOMORROW):
        refused(lambda day=day: record_place(visiting.visit, visiting.place, day=day, by=visiting.ana, at=NOW))  # type: ignore[misc]


def test_a_procedure_is_not_opened_in_the_future(house: House) -> None:
    doing = lambda: open_statement(  # noqa: E731
        house.states["XXC"], "It refuses.", ground="refuses_to_improve", opened_on=TOMORROW, by=house.maud, at=NOW
    )
    refused(doing)


def test_days_after_transmission_that_cannot_be_are_refused(house: House) -> None:
    report = building.transmitted(house)
    item = Item.objects.filter(report=report).select_related("report__visit").order_by("paragraph__number").last()
    assert item is not None
    early = date(2026, 6, 1)
    for doing in (
        lambda: register_response(item, "Done.", claim=Claim.IMPLEMENTED, received_on=TOMORROW, by=house.maud, at=NOW),
        lambda: register_response(item, "Done.", claim=Claim.IMPLEMENTED, received_on=early, by=house.maud, at=NOW),
        lambda: assess(item, "No.", verdict=Verdict.NOT_IMPLEMENTED, evidence="x", day=TOMORROW, by=house.maud, at=NOW),
        lambda: assess(item, "No.", verdict=Verdict.NOT_IMPLEMENTED, evidence="x", day=early, by=house.maud, at=NOW),
        lambda: request_publication(report, requested_on=TOMORROW, authority="A", by=house.maud, at=NOW),
        lambda: request_publication(report, requested_on=early, authority="A", by=house.maud, at=NOW),
    ):
        refused(doing)


def test_an_answer_comes_after_its_request(house: House) -> None:
    asked = make_request("A", "B", to_state=house.states["XXC"], made_on=DAY, by=house.maud, at=NOW)
    for day in (DAY - timedelta(days=1), TOMORROW):
        refused(lambda day=day: answer_request(asked, "C", received_on=day, by=house.maud, at=NOW))  # type: ignore[misc]
    assert Request.objects.get().answers.count() == 0


# Votes


def test_without_a_quorum_no_vote_is_kept(visiting: House) -> None:
    assert "quorum" in refused(lambda: _vote(visiting, ("ana",)))
    assert "quorum" in refused(lambda: _vote(visiting, ()))


def test_the_ballot_of_a_stranger_is_refused_by_name(visiting: House) -> None:
    said = refused(lambda: _vote(visiting, ("ana", "tomas", "yara")))
    assert "Yara Dalfors" in said
    said = refused(lambda: _vote(visiting, ("ana", "tomas", "maud", "ruth")))
    assert "Maud Dalfors, Ruth Dalfors" in said


def test_a_vote_on_something_else_adopts_nothing(house: House) -> None:
    report = building.drafted(house)
    other = open_report("Another", on_visit=report.visit, opened_on=DAY, by=house.ana, at=NOW)
    vote = building.voted(house, other)
    assert "something else" in refused(lambda: adopt_report(report, by_vote=vote, by=house.maud, at=NOW))
    assert refused(lambda: adopt_report(report, by_vote=None, by=house.maud, at=NOW))


def _vote_on_statement(house: House, statement: PublicStatement, day: date = DAY) -> Vote:
    return hold_vote(
        "Shall it?",
        about=statement,
        session=house.session,  # type: ignore[arg-type]
        majority=Majority.PUBLIC_STATEMENT,
        ballots={house.people[login]: Choice.FOR for login in ("ana", "tomas", "ines")},
        invented=True,
        by=house.maud,
        at=at(day),
    )


def test_nobody_votes_on_a_statement_before_the_state_is_heard(house: House) -> None:
    statement = open_statement(
        house.states["XXC"], "It refuses.", ground="refuses_to_improve", opened_on=DAY, by=house.maud, at=NOW
    )
    asked = {"about": statement, "majority": Majority.PUBLIC_STATEMENT, "closes_on": TOMORROW}
    for early in (
        lambda: _vote_on_statement(house, statement),
        lambda: open_written("Shall it?", **asked, by=house.maud, at=NOW),  # type: ignore[arg-type]
    ):
        said = refused(early)
        assert "has not been heard" in said
        assert "Art. 10(2)" in said
    assert not Vote.objects.exists()
    refused(lambda: hear_state(statement, heard_on=TOMORROW, by=house.maud, at=NOW))
    hear_state(statement, heard_on=DAY, by=house.maud, at=NOW)
    refused(lambda: hear_state(statement, heard_on=DAY, by=house.maud, at=NOW))
    vote = _vote_on_statement(house, statement)
    assert adopt_statement(statement, by_vote=vote, by=house.maud, at=NOW).adopted_by == vote


def test_a_vote_kept_from_before_the_state_was_heard_makes_no_statement(house: House) -> None:
    statement = open_statement(
        house.states["XXC"], "It refuses.", ground="refuses_to_improve", opened_on=DAY, by=house.maud, at=NOW
    )
    hear_state(statement, heard_on=DAY, by=house.maud, at=NOW)
    vote = _vote_on_statement(house, statement)
    Vote.objects.filter(pk=vote.pk).update(taken_on=DAY - timedelta(days=1))
    vote.refresh_from_db()
    said = refused(lambda: adopt_statement(statement, by_vote=vote, by=house.maud, at=NOW))
    assert "before the State was heard" in said
    assert "Art. 10(2)" in said


# States


@pytest.mark.parametrize(("asked", "meant"), [("State D", "XX"), ("XXD", "XX"), ("Stat A", "XXA")])
def test_a_state_that_is_not_known_suggests_the_nearest(house: House, asked: str, meant: str) -> None:
    said = refused(lambda: state_called(asked), kind=UnknownState)
    assert asked in said
    assert meant in said


@pytest.mark.parametrize(
    "asked", ["", " ", "\0", "x" * 1_000_000, "%", "State%", "🗝"], ids=lambda asked: ascii(asked[:5])
)
def test_a_state_that_is_nonsense_is_not_found(house: House, asked: str) -> None:
    said = refused(lambda: state_called(asked), kind=UnknownState)
    assert len(said) < 500


@pytest.mark.parametrize("asked", ["XXC", "xxc", " State C ", "STATE C"])
def test_a_state_is_found_by_code_and_name(house: House, asked: str) -> None:
    assert state_called(asked) == house.states["XXC"]


# The same again, and two at once


AGAIN: dict[str, Callable[..., Any]] = {
    "a visit": lambda house, key, words: _plan(house, purpose=words, key=key),
    "an entry": lambda house, key, words: note(
        words,
        kind=EntryKind.ALLEGATION,
        source="source A",
        during=house.visit,
        noted_on=FIRST,
        by=house.tomas,
        at=at(LAST),
        key=key,
    ),
    "a report": lambda house, key, words: open_report(
        words, on_visit=house.visit, opened_on=DAY, by=house.ana, at=NOW, key=key
    ),
    "a paragraph": lambda house, key, words: write_paragraph(
        words, in_report=_draft(house), by=house.ana, at=NOW, key=key
    ),
    "an item": lambda house, key, words: recommend(
        words, on_paragraph=_paragraph(house), by=house.ana, at=NOW, key=key
    ),
    "a request": lambda house, key, words: make_request(
        "A", words, to_state=house.states["XXC"], made_on=DAY, by=house.maud, at=NOW, key=key
    ),
    "a statement": lambda house, key, words: open_statement(
        house.states["XXC"], words, ground="refuses_to_improve", opened_on=DAY, by=house.maud, at=NOW, key=key
    ),
    "a mark": lambda house, key, words: mark_person(_draft(house), words, instead="a", by=house.maud, at=NOW, key=key),
}


@pytest.mark.parametrize("what", AGAIN)
def test_the_same_form_sent_twice_is_kept_once(visiting: House, what: str) -> None:
    key = uuid4()
    first = AGAIN[what](visiting, key, "It was dark.")
    before, lines = rows(), Line.objects.count()
    assert AGAIN[what](visiting, key, "It was dark. \r\n") == first
    assert (rows(), Line.objects.count()) == (before, lines)


@pytest.mark.parametrize("what", AGAIN)
def test_the_same_form_with_other_words_is_a_conflict_and_not_an_edit(visiting: House, what: str) -> None:
    key = uuid4()
    first = AGAIN[what](visiting, key, "It was dark.")
    refused(lambda: AGAIN[what](visiting, key, "It was bright."), kind=KeptOtherwise)
    assert type(first)._base_manager.filter(pk=key).count() == 1


def test_a_vote_sent_twice_is_kept_once_and_other_ballots_are_a_conflict(visiting: House) -> None:
    key = uuid4()
    first, before = _vote(visiting, key=key), rows()
    assert _vote(visiting, key=key) == first
    assert rows() == before
    refused(lambda: _vote(visiting, ("ana", "tomas"), key=key), kind=KeptOtherwise)
    refused(lambda: _vote(visiting, question="Shall it not?", key=key), kind=KeptOtherwise)


def test_of_two_who_rewrite_a_paragraph_the_second_is_told_and_nothing_is_lost(visiting: House) -> None:
    paragraph = _paragraph(visiting)
    hers, his = Paragraph.objects.get(pk=paragraph.pk), Paragraph.objects.get(pk=paragraph.pk)
    rewrite_paragraph(hers, "It was dark at noon.", seen_wording=1, by=visiting.ana, at=NOW)
    refused(
        lambda: rewrite_paragraph(his, "It was dim.", seen_wording=1, by=visiting.tomas, at=NOW), kind=SomebodyWasFirst
    )
    his.refresh_from_db()
    refused(
        lambda: rewrite_paragraph(his, "It was dim.", seen_wording=1, by=visiting.tomas, at=NOW), kind=SomebodyWasFirst
    )
    assert (his.text, his.wording) == ("It was dark at noon.", 2)
    assert EarlierWording.objects.get().text == "It was dark."


@pytest.mark.parametrize("step", ["notify", "begin", "end"])
def test_of_two_who_move_a_visit_on_the_second_is_told(house: House, step: str) -> None:
    visit = building.planned(house)
    doing: dict[str, Callable[[Visit], Visit]] = {
        "notify": lambda one: notify_visit(one, notified_on=date(2026, 2, 20), by=house.maud, at=at(date(2026, 2, 20))),
        "begin": lambda one: begin_visit(one, on=FIRST, by=house.ana, at=at(FIRST)),
        "end": lambda one: end_visit(one, on=LAST, by=house.ana, at=at(LAST)),
    }
    for before, do in doing.items():
        seen = Visit.objects.select_related("state").get(pk=visit.pk)
        do(Visit.objects.select_related("state").get(pk=visit.pk))
        if before == step:
            refused(lambda do=do, seen=seen: do(seen), kind=SomebodyWasFirst)  # type: ignore[misc]
            return


@pytest.mark.parametrize("step", ["adopt", "transmit"])
def test_of_two_who_move_a_report_on_the_second_is_told(house: House, step: str) -> None:
    report, day = building.drafted(house), date(2026, 6, 20)
    vote = building.voted(house, report)
    doing: dict[str, Callable[[Report], Report]] = {
        "adopt": lambda one: adopt_report(one, by_vote=vote, by=house.maud, at=at(day)),
        "transmit": lambda one: transmit_report(one, on=day, by=house.maud, at=at(day)),
    }
    for before, do in doing.items():
        seen = Report.objects.select_related("visit").get(pk=report.pk)
        do(Report.objects.select_related("visit").get(pk=report.pk))
        if before == step:
            refused(lambda do=do, seen=seen: do(seen), kind=SomebodyWasFirst)  # type: ignore[misc]
            return


def test_nothing_is_written_into_a_report_that_was_adopted_meanwhile(house: House) -> None:
    report = building.drafted(house)
    seen = Report.objects.select_related("visit").get(pk=report.pk)
    paragraph = Paragraph.objects.select_related("report__visit").filter(report=report).first()
    assert paragraph is not None
    assert paragraph.report.stage == "draft"
    adopt_report(report, by_vote=building.voted(house, report), by=house.maud, at=NOW)
    for doing in (
        lambda: write_paragraph("Another.", in_report=seen, by=house.ana, at=NOW),
        lambda: recommend("Another.", on_paragraph=paragraph, addressee="A", by=house.ana, at=NOW),
        lambda: rewrite_paragraph(paragraph, "Other words.", seen_wording=paragraph.wording, by=house.ana, at=NOW),
    ):
        refused(doing, kind=SomebodyWasFirst)


def test_naming_a_delegate_twice_changes_nothing(house: House) -> None:
    visit = building.planned(house)
    before = rows()
    again = name_delegate(
        visit, house.people["tomas"], capacity=Capacity.MEMBER, by=house.ana, at=at(date(2026, 1, 21))
    )
    assert again.person == house.people["tomas"]
    assert rows() == before


def test_a_second_head_of_a_delegation_is_refused(house: House) -> None:
    visit = building.planned(house)
    refused(
        lambda: name_delegate(
            visit, house.people["yara"], capacity=Capacity.MEMBER, head=True, by=house.ana, at=at(date(2026, 1, 21))
        )
    )


# Accounts


def test_a_login_that_is_taken_and_a_password_that_is_short_are_refused(house: House) -> None:
    rosa = house.viewers["rosa"]
    assert "“ana” is taken" in refused(lambda: make_account("ana", "Another", password=None, by=rosa, at=NOW))
    assert "at least 12" in refused(lambda: make_account("new", "New", password="short", by=rosa, at=NOW))
    assert refused(lambda: make_account("new", "New", password=None, by=None, at=NOW))
    assert refused(lambda: make_account("new", "New", password=None, by=house.ana, at=NOW))
    assert refused(lambda: make_account("", "New", password=None, by=rosa, at=NOW))
    assert Person.objects.count() == len(building.PEOPLE)
