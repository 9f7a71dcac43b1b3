"""Everybody who may be recognised is decided on before anything leaves, also what comes while somebody reads."""

from datetime import timedelta

import pytest

from tests.world import TODAY, World, answered, fill, moment, plan, published, statement, transmitted, vote_for
from unannounced.duties.decision import RefusedByRule
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.publications.actions import check_paragraphs, mark_person, request_publication
from unannounced.records.publications.leaving import correct_publication, publish_report, publish_statement
from unannounced.records.publications.persons import judge_nobody, undecided
from unannounced.records.publications.queries import texts_of
from unannounced.records.reports.models import Paragraph, Report


def test_a_statement_in_which_somebody_may_be_recognised_waits_for_a_judgement(world: World) -> None:
    """It has no other words to put in their place: each is judged, with the reason, or another one is adopted."""
    held = statement(world)
    type(held).objects.filter(pk=held.pk).update(
        text="The State refused what Mr Emil Varko asked for.", adopted_on=TODAY, state_heard_on=TODAY,
        adopted_by=vote_for(world, fill(world, plan(world)).report),
    )  # fmt: skip
    held.refresh_from_db()
    with pytest.raises(RefusedByRule, match="Mr Emil Varko"):
        publish_statement(held, by=world.maud, at=moment(TODAY))
    with pytest.raises(RefusedByRule):
        publish_statement(held, nobody_in=["Mr Emil Varko"], by=world.maud, at=moment(TODAY))
    judged = publish_statement(
        held, nobody_in=["Mr Emil Varko"], because="the minister who refused", by=world.maud, at=moment(TODAY)
    )
    assert (judged.judged, judged.because) == (["Mr Emil Varko"], "the minister who refused")


def test_a_surname_that_stands_alone_after_its_owner_was_marked_waits_for_a_decision(world: World) -> None:
    chain = transmitted(world)
    report = Report.objects.select_related("visit", "state").get(pk=chain.report.pk)
    Paragraph.objects.filter(report=report).update(text="Mr Ivan Petrov was seen. Then, Petrov said nothing.")
    mark_person(report, "Ivan Petrov", instead="a man", by=world.maud, at=moment(TODAY))
    assert "Petrov" in {one.words for one in undecided(report)}


def test_a_check_does_not_cover_an_answer_that_came_while_somebody_read(world: World) -> None:
    chain = transmitted(world)
    report = Report.objects.select_related("visit", "state").get(pk=chain.report.pk)
    seen = texts_of(report)
    answered(world, chain, "Officer Varko has been dismissed.")
    with pytest.raises(SomebodyWasFirst):
        check_paragraphs(report.paragraphs.select_related("report__visit"), seen=seen, by=world.maud, at=moment(TODAY))


def test_an_embargo_of_the_state_that_is_over_holds_nothing_back(world: World) -> None:
    chain = transmitted(world)
    report = Report.objects.select_related("visit", "state").get(pk=chain.report.pk)
    at = moment(TODAY)
    request_publication(
        report, requested_on=TODAY, authority="Ministry", embargo_until=at - timedelta(days=1), by=world.maud, at=at
    )
    check_paragraphs(report.paragraphs.select_related("report__visit"), by=world.maud, at=at)
    judge_nobody(report, {one.words: one.trait for one in undecided(report)}, because="places", by=world.maud, at=at)
    assert publish_report(report, by=world.maud, at=at).embargo_until is None


def test_the_reason_of_a_correction_names_nobody(world: World) -> None:
    chain = transmitted(world)
    published(world, chain)
    report = Report.objects.select_related("visit", "state").get(pk=chain.report.pk)
    with pytest.raises(RefusedByRule, match="Ivan Petrov"):
        correct_publication(report, because="The name of Ivan Petrov is removed.", by=world.maud, at=moment(TODAY))
