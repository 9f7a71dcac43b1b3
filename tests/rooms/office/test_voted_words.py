"""A vote and the words that it was on: what is adopted is what somebody voted on, and by one way at a time."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.committee import NOW, in_writing
from tests.rooms.office.sameness import client_of
from tests.rooms.office.test_committee import ballots, cast, close, refusal, vote
from tests.world import MEMBERS, TODAY, World, fill, notify_and_end, plan
from unannounced.duties.deciding import Choice, Majority
from unannounced.records.committee.models import Vote, WrittenProcedure
from unannounced.records.committee.writing import close_written, open_written
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.verifying import verify
from unannounced.records.recommendations.actions import adopt_report, recommend
from unannounced.records.reports.actions import rewrite_paragraph
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import paragraphs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world: World) -> Report:
    """A draft on a visit to XXB that has ended: every member may know of it."""
    visit = plan(world)
    notify_and_end(world, visit)
    return fill(world, visit).report


@pytest.fixture
def procedure(world: World) -> WrittenProcedure:
    """A procedure on a draft that every member knows of."""
    visit = plan(world)
    notify_and_end(world, visit)
    return in_writing(world, fill(world, visit))


def written_again(world: World, report: Report) -> None:
    one = paragraphs_of(report).get(number=1)
    rewrite_paragraph(one, f"{one.text} And more.", seen_wording=one.wording, by=world.ana, at=NOW)


def added(world: World, report: Report) -> None:
    one = paragraphs_of(report).get(number=1)
    recommend("Open the windows.", on_paragraph=one, addressee="Ministry of Justice", by=world.ana, at=NOW)


@pytest.mark.parametrize("change", [written_again, added])
def test_a_report_is_not_adopted_in_words_that_nobody_voted_on(
    world: World, report: Report, change: Callable[[World, Report], None]
) -> None:
    held = vote(world, report, ballots(world))
    change(world, report)
    said = refusal(lambda: adopt_report(report, by_vote=held, by=world.maud, at=NOW))
    assert said.startswith("The text or an item was changed since the vote")
    body = client_of(world, "maud").get(f"/reports/{report.pk}/adopt/").content.decode()
    assert "Put it to the vote again, or write it again as it was voted on." in body
    later = vote(world, report, ballots(world), at=NOW + timedelta(minutes=5))
    assert adopt_report(report, by_vote=later, by=world.maud, at=NOW).adopted_by == later
    link_all()
    assert verify().faults == []


def test_a_report_written_again_as_it_was_voted_on_is_adopted_by_that_vote(world: World, report: Report) -> None:
    held = vote(world, report, ballots(world))
    before = paragraphs_of(report).get(number=1).text
    written_again(world, report)
    one = paragraphs_of(report).get(number=1)
    rewrite_paragraph(one, before, seen_wording=one.wording, by=world.ana, at=NOW)
    assert adopt_report(report, by_vote=held, by=world.maud, at=NOW).adopted_by == held


def test_a_vote_from_before_its_words_were_kept_counts_as_it_did(world: World, report: Report) -> None:
    held = vote(world, report, ballots(world))
    Vote.objects.filter(pk=held.pk).update(of_words="")
    written_again(world, report)
    held.refresh_from_db()
    assert adopt_report(report, by_vote=held, by=world.maud, at=NOW).adopted_by == held


def test_the_same_vote_is_welcome_again_though_the_text_changed_since(world: World, report: Report) -> None:
    key = uuid4()
    held = vote(world, report, ballots(world), key=key)
    written_again(world, report)
    assert vote(world, report, ballots(world), key=key).of_words == held.of_words


def test_a_procedure_on_words_that_changed_takes_no_more_ballots_and_is_opened_anew(
    world: World, procedure: WrittenProcedure
) -> None:
    cast(world, procedure, "ana", Choice.FOR)
    report = Report.objects.get(pk=procedure.about_id)
    written_again(world, report)
    assert "was changed since it was opened" in refusal(lambda: cast(world, procedure, "tomas", Choice.FOR))
    client = client_of(world, "tomas")
    assert "Close it, and open another one" in client.get(f"/procedures/{procedure.pk}/cast-ballot/").content.decode()
    held = close(world, procedure, days=0)  # at once, though three members have cast none
    assert held.of_words == procedure.of_words != ""
    again = open_written(
        "Shall it be adopted now?",
        about=report,
        majority=Majority.ORDINARY,
        closes_on=TODAY + timedelta(days=7),
        within=report.visit_id,
        by=world.ana,
        at=NOW,
    )
    for key in MEMBERS:
        cast(world, again, key, Choice.FOR)
    counted = close_written(again, on_state="XXB", invented=True, by=world.maud, at=NOW)
    assert adopt_report(report, by_vote=counted, by=world.maud, at=NOW).adopted_by == counted
    link_all()
    assert verify().faults == []


def test_ballots_given_to_earlier_words_adopt_nothing(world: World, procedure: WrittenProcedure) -> None:
    for key in MEMBERS:
        cast(world, procedure, key, Choice.FOR)
    report = Report.objects.get(pk=procedure.about_id)
    written_again(world, report)
    held = close(world, procedure)
    assert "was changed since the vote" in refusal(lambda: adopt_report(report, by_vote=held, by=world.maud, at=NOW))


def test_nothing_is_voted_on_or_adopted_while_a_written_procedure_on_it_is_open(world: World, report: Report) -> None:
    held = vote(world, report, ballots(world))
    procedure = open_written(
        "Shall it be adopted?",
        about=report,
        majority=Majority.ORDINARY,
        closes_on=TODAY + timedelta(days=7),
        within=report.visit_id,
        by=world.ana,
        at=NOW,
    )
    for act in (
        lambda: vote(world, report, ballots(world)),
        lambda: adopt_report(report, by_vote=held, by=world.maud, at=NOW),
    ):
        assert "members still cast ballots in it" in refusal(act)
    client = client_of(world, "maud")
    assert b"members still cast ballots in it" in client.get(f"/reports/{report.pk}/hold-vote/").content
    for key in MEMBERS:
        cast(world, procedure, key, Choice.FOR)
    close(world, procedure, days=0)
    assert vote(world, report, ballots(world), at=NOW + timedelta(minutes=5))
