"""What the case has of drafting together, deciding in writing, elections, the dialogue of years, and of leaving."""

import json
from datetime import date
from uuid import uuid4

from tests.records.house import House, at
from unannounced.crafts.packing import Packed, digest_of
from unannounced.duties import chain
from unannounced.duties.accompanying import Beside
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.dialogue import Verdict
from unannounced.duties.electing import Vacancy
from unannounced.duties.extending import Asked
from unannounced.duties.nominating import Denominator, Proposer
from unannounced.duties.recognising import Trait
from unannounced.duties.treaty.acts import Confidence
from unannounced.records.committee.electing import hold_election, list_candidate, note_list, open_election
from unannounced.records.committee.meeting import note_attendance, put_on_agenda
from unannounced.records.committee.writing import cast_ballot, open_written
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.actions import NOBODY
from unannounced.records.publications.coming import take_response
from unannounced.records.publications.consents import register_consent
from unannounced.records.publications.followed_up import show_follow_up
from unannounced.records.publications.leaving import publish_response, publish_statement
from unannounced.records.publications.persons import judge_nobody
from unannounced.records.publications.read_beside import check_beside
from unannounced.records.recommendations.actions import (
    assess,
)
from unannounced.records.recommendations.arranging import move_paragraph
from unannounced.records.recommendations.granting import decide_extension
from unannounced.records.recommendations.high_talks import note_talks
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.statements import (
    adopt_statement,
    hear_state,
    open_statement,
)
from unannounced.records.reports.actions import open_report, write_paragraph
from unannounced.records.reports.models import Report
from unannounced.records.reports.summing_up import write_summary
from unannounced.records.reports.together import remark, suggest, translate

DAY = date(2026, 11, 6)
THEN = at(DAY)


def dialogued(house: House) -> None:
    """At least one row in every table of drafting together, deciding, dialogue and leaving."""
    together(house)
    before_the_committee(house)
    over_years(house)
    left(house)


def together(house: House) -> None:
    """A second draft, in which a paragraph was moved, remarked on, suggested otherwise and translated."""
    assert house.visit is not None
    report = open_report("A second report", on_visit=house.visit, opened_on=DAY, by=house.ana, at=THEN)
    first, second = (write_paragraph(text, in_report=report, by=house.ana, at=THEN) for text in ("One.", "Two."))
    move_paragraph(first, to_number=2, by=house.ana, at=THEN)
    remark("Which one?", on_paragraph=second, by=house.tomas, at=THEN)
    suggest("Two cells.", for_paragraph=second, by=house.tomas, at=THEN)
    words = {"of_report": report, "paragraph": second, "words": second.text, "language": "fr"}
    translate("Deux.", **words, by=house.ana, at=THEN)  # type: ignore[arg-type]


def before_the_committee(house: House) -> None:
    """A point of the agenda, who attended, a procedure in writing, an election with its round."""
    report = Report.objects.get(title="A second report")
    session = house.session
    assert session is not None
    put_on_agenda(session, "A second report", about=report, within=report.visit_id, by=house.maud, at=THEN)
    held = at(session.begins)
    note_attendance(session, session.begins, [house.people["ana"]], invented=True, by=house.maud, at=held)
    procedure = open_written(
        "Shall it be adopted?",
        about=report,
        majority=Majority.ORDINARY,
        closes_on=date(2026, 11, 20),
        within=report.visit_id,
        by=house.maud,
        at=THEN,
    )
    cast_ballot(procedure, Choice.FOR, of=house.people["ana"], on_state="XXC", invented=True, by=house.ana, at=THEN)
    election = open_election(
        house.states["XXC"],
        vacancy=Vacancy.CASUAL,
        free_since=DAY,
        opened_on=DAY,
        proposed_by=Proposer.DELEGATION,
        by=house.maud,
        at=THEN,
    )
    listed = [
        list_candidate(election, name, nationality=code, independent=True, by=house.maud, at=THEN)
        for name, code in (("Berit Falk", "XXC"), ("Carl Osei", "XXC"), ("Dana Weiss", "XXE"))
    ]
    note_list(election, received_on=DAY, consulted_on=None, by=house.maud, at=THEN)
    hold_election(
        election,
        {one.pk: votes for one, votes in zip(listed, (1, 1, 1), strict=True)},
        held_on=DAY,
        cast=3,
        entitled=3,
        denominator=next(iter(Denominator)),
        begins=DAY,
        ends=date(2030, 11, 5),
        by=house.maud,
        at=THEN,
    )


def over_years(house: House) -> None:
    """More time, talks, an assessment that rests on a finding, and an answer that could not be registered."""
    assert house.report is not None
    report = Report.objects.select_related("state", "visit").get(pk=house.report.pk)
    item = Item.objects.filter(report=report).select_related("report__visit", "paragraph").order_by("pk").first()
    assert item is not None
    asked = Asked(date(2027, 2, 1), DAY, DAY, granted=True, because="A new law is before the parliament.")
    decide_extension(report, asked, asked_by="Ministry of Justice", by=house.maud, at=THEN)
    sides = {"for_us": "the President", "for_state": "the Minister of Justice"}
    note_talks(report.state, "Beds", begins=DAY, ends=DAY, items=[item], **sides, by=house.maud, at=THEN)
    finding = Finding.objects.first()
    assert finding is not None
    assess(
        item,
        "Seen again.",
        verdict=Verdict.NOT_IMPLEMENTED,
        evidence="The finding.",
        day=DAY,
        named=[finding],
        by=house.maud,
        at=THEN,
    )
    answer = {"id": str(uuid4()), "item": str(uuid4()), "claim": "implemented", "text": "Done.", "ministry": ""}
    content = chain.canonical(
        {
            "given": str(uuid4()),
            "report": str(report.pk),
            "state": report.state.code,
            "given_by": "Goran Petrov",
            "given_at": THEN,
            "answers": [answer],
            "document": None,
            "publication": None,
        }
    )
    assert json.loads(content)["answers"]
    take_response(Packed("response", 1, "liaison", digest_of(content), content), by=NOBODY, at=THEN)


def left(house: House) -> None:
    """A consent in advance, words judged, the response and a statement published."""
    assert house.report is not None
    register_consent(
        house.states["XXA"],
        begins=date(2026, 1, 1),
        ends=None,
        authority="Ministry of Justice",
        source="a letter",
        confidence=Confidence.VERIFIED,
        by=house.maud,
        at=THEN,
    )
    report = Report.objects.select_related("state", "visit").get(pk=house.report.pk)
    judge_nobody(report, {"Orlo House": Trait.NAME}, because="a prison", by=house.maud, at=THEN)
    publish_response(report, by=house.maud, at=THEN)
    write_summary("Two cells are too small.", of_report=report, language="en", by=house.maud, at=THEN)
    check_beside(report, Beside.SUMMARY, "en", by=house.maud, at=THEN)
    show_follow_up(report, by=house.maud, at=THEN)
    statement = open_statement(
        house.states["XXB"], "It refuses.", ground="refuses_to_improve", opened_on=DAY, by=house.maud, at=THEN
    )
    hear_state(statement, heard_on=DAY, by=house.maud, at=THEN)
    from unannounced.records.committee.actions import hold_vote

    vote = hold_vote(
        "Shall the statement be made?",
        about=statement,
        session=house.session,
        majority=Majority.PUBLIC_STATEMENT,
        ballots={house.people[login]: Choice.FOR for login in ("ana", "tomas", "ines")},
        invented=True,
        by=house.maud,
        at=THEN,
    )
    adopt_statement(statement, by_vote=vote, by=house.maud, at=THEN)
    publish_statement(statement, by=house.maud, at=THEN)
