"""The dialogue over the years: more time, items withdrawn, stray answers, evidence by name, talks, statements."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.world import TODAY, Chain, World, answered, fill, hidden, moment, notified, plan, statement, transmitted
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.desisting import OnStray
from unannounced.duties.dialogue import Claim, FollowUp, Verdict
from unannounced.duties.extending import Asked
from unannounced.records.documents.models import Document
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel
from unannounced.records.publications.leaving import publish_statement
from unannounced.records.publications.persons import suspected_words
from unannounced.records.recommendations.actions import (
    assess,
    register_response,
)
from unannounced.records.recommendations.desisting import decide_stray, withdraw_item
from unannounced.records.recommendations.granting import decide_extension, withdraw_extension
from unannounced.records.recommendations.high_talks import note_talks, talk_of, talks_seen_by, with_items
from unannounced.records.recommendations.models import Extension, Item, Response, RestsOn, StrayAnswer, TalkedOf
from unannounced.records.recommendations.queries import Thread, items_seen_by, threads
from unannounced.records.recommendations.standing_beside import nameable, rests_of, strays_seen_by
from unannounced.records.recommendations.statements import (
    adopt_statement,
    close_statement,
    hear_state,
    register_decision,
)
from unannounced.records.reports.models import Report

pytestmark = pytest.mark.django_db
AT = moment(TODAY)


@pytest.fixture
def chain(world: World) -> Chain:
    """A report on a visit, transmitted today; its item is due in six months."""
    return transmitted(world)


def item_of(chain: Chain) -> Item:
    return Item.objects.select_related("report__visit__state", "report__state", "paragraph").get(pk=chain.item.pk)


def thread_of(world: World, chain: Chain, today: date = TODAY) -> Thread:
    return threads(items_seen_by(world.maud).filter(pk=chain.item.pk), today=today)[0]


def asked(until: date, *, granted: bool = True, because: str = "Elections are held.") -> Asked:
    return Asked(until, TODAY, TODAY, granted, because)


def due(world: World, chain: Chain) -> date:
    held = thread_of(world, chain).due
    assert held is not None
    return held.day


def test_more_time_granted_for_an_item_moves_its_day_and_refused_it_does_not(world: World, chain: Chain) -> None:
    first, later = due(world, chain), due(world, chain) + timedelta(days=60)
    decide_extension(item_of(chain), asked(later, granted=False), asked_by="MoJ", by=world.maud, at=AT)
    assert due(world, chain) == first
    decide_extension(item_of(chain), asked(later), asked_by="MoJ", by=world.maud, at=AT)
    assert due(world, chain) == later
    thread = thread_of(world, chain)
    assert thread.due is not None
    assert any("More time was granted" in str(step) for step in thread.due.steps)
    assert thread_of(world, chain, later).follow_up.status is FollowUp.AWAITED
    assert thread_of(world, chain, later + timedelta(days=1)).follow_up.status is FollowUp.OVERDUE


def test_more_time_for_the_report_reaches_its_items_but_no_immediate_observation(world: World, chain: Chain) -> None:
    later = due(world, chain) + timedelta(days=30)
    report = Report.objects.select_related("visit__state", "state").get(pk=chain.report.pk)
    decide_extension(report, asked(later), asked_by="MoJ", by=world.maud, at=AT)
    assert due(world, chain) == later
    Item.objects.filter(pk=chain.item.pk).update(kind="immediate_observation")
    assert due(world, chain) < later


def test_of_two_grants_the_farther_day_decides_and_a_withdrawn_one_no_more(world: World, chain: Chain) -> None:
    first = due(world, chain)
    one, two = first + timedelta(days=30), first + timedelta(days=90)
    decide_extension(item_of(chain), asked(one), asked_by="MoJ", by=world.maud, at=AT)
    last = decide_extension(item_of(chain), asked(two), asked_by="MoJ", by=world.maud, at=AT)
    assert due(world, chain) == two
    with pytest.raises(RefusedByRule):
        withdraw_extension(last, because=" ", by=world.maud, at=AT)
    withdraw_extension(last, because="It was another report.", by=world.maud, at=AT)
    assert due(world, chain) == one
    assert Extension.objects.count() == 2
    link_all()
    assert not verify().faults


def test_the_same_decision_sent_twice_is_kept_once(world: World, chain: Chain) -> None:
    key, later = uuid4(), due(world, chain) + timedelta(days=60)
    for _turn in range(2):
        decide_extension(item_of(chain), asked(later), asked_by="MoJ", by=world.maud, at=AT, key=key)
    assert Extension.objects.count() == 1


def test_a_draft_has_no_time_to_extend_and_a_stranger_to_the_visit_decides_nothing(world: World) -> None:
    draft = fill(world, plan(world))
    with pytest.raises(RefusedByRule, match="does not have it"):
        decide_extension(item_of(draft), asked(TODAY + timedelta(days=9)), asked_by="x", by=world.ana, at=AT)
    with pytest.raises(RefusedByRule):
        decide_extension(item_of(draft), asked(TODAY + timedelta(days=9)), asked_by="x", by=world.piet, at=AT)


def test_an_item_withdrawn_asks_no_more_and_refuses_what_comes_afterwards(world: World, chain: Chain) -> None:
    answered(world, chain)
    item = withdraw_item(item_of(chain), because="The law was repealed.", on=TODAY, by=world.maud, at=AT)
    thread = thread_of(world, chain)
    assert (thread.follow_up.status, thread.is_open) == (FollowUp.WITHDRAWN, False)
    assert len(thread.responses) == 1
    with pytest.raises(RefusedByRule, match="withdrawn"):
        register_response(item, "Late.", claim=Claim.ACCEPTED, received_on=TODAY, by=world.maud, at=AT)
    lines = Line.objects.count()
    withdraw_item(item, because="The law was repealed.", on=TODAY, by=world.maud, at=AT)
    assert Line.objects.count() == lines
    with pytest.raises(RefusedByRule, match="was withdrawn on"):
        withdraw_item(item, because="Again.", on=TODAY, by=world.maud, at=AT)


def stray(chain: Chain, *, named: bool = True) -> StrayAnswer:
    """An answer as the taking in from the liaison room leaves it."""
    return StrayAnswer.objects.create(
        report=chain.report,
        item=chain.item if named else None,
        received_on=TODAY,
        claim=Claim.IMPLEMENTED.value,
        text="It was done all the same.",
        given_by="An officer",
        parcel="0" * 64,
        why="The item was withdrawn.",
    )


def test_a_stray_answer_is_registered_nevertheless_and_the_item_stays_withdrawn(world: World, chain: Chain) -> None:
    withdraw_item(item_of(chain), because="Repealed.", on=TODAY, by=world.maud, at=AT)
    held = stray(chain)
    held.report = Report.objects.select_related("visit__state", "state").get(pk=chain.report.pk)
    decide_stray(held, OnStray.REGISTER, because="It shows the cells.", by=world.maud, at=AT)
    assert [one.text for one in Response.objects.all()] == ["It was done all the same."]
    assert thread_of(world, chain).follow_up.status is FollowUp.WITHDRAWN
    with pytest.raises(RefusedByRule, match="already"):
        decide_stray(held, OnStray.KEEP, because="No.", by=world.maud, at=AT)


def test_a_stray_answer_that_names_no_item_is_kept_and_never_registered(world: World, chain: Chain) -> None:
    held = stray(chain, named=False)
    with pytest.raises(RefusedByRule, match="names no item"):
        decide_stray(held, OnStray.REGISTER, because="x y", by=world.maud, at=AT)
    decide_stray(held, OnStray.KEEP, because="It is about a law.", by=world.maud, at=AT)
    assert not Response.objects.exists()
    assert held.decided.startswith("keep: ")


def test_stray_answers_are_seen_by_those_who_read_the_report(world: World, chain: Chain) -> None:
    stray(chain)
    assert strays_seen_by(world.ines).count() == 1
    assert not strays_seen_by(world.piet).exists()
    stray(hidden(world))
    assert strays_seen_by(world.ines).count() == 1


def test_an_assessment_rests_on_what_it_names_as_far_as_somebody_sees_it(world: World, chain: Chain) -> None:
    letter = Document.as_it_came("photographs.txt", b"windows")
    register_response(
        item_of(chain), "See there.", claim=Claim.IMPLEMENTED, received_on=TODAY, document=letter, by=world.maud, at=AT
    )
    secret = hidden(world)
    keys = [chain.visit.pk, chain.entries[0].pk, chain.finding.pk, letter.pk, secret.visit.pk, uuid4()]
    assert [one.pk for one in nameable(world.ana, keys)] == keys[:5]
    assert [one.pk for one in nameable(world.ines, keys)] == keys[:4]
    named = nameable(world.ana, keys)
    held = assess(
        item_of(chain), "Seen.", verdict=Verdict.IMPLEMENTED, evidence="", day=TODAY, named=named, by=world.ana, at=AT
    )
    assert RestsOn.objects.filter(assessment=held).count() == 5
    assert len(rests_of(item_of(chain), world.tomas)[held.pk]) == 5
    assert len(rests_of(item_of(chain), world.ines)[held.pk]) == 4
    link_all()
    assert not verify().faults


def talks(world: World, *items: Item, **other: object) -> object:
    held = {
        "begins": TODAY, "ends": TODAY, "for_us": "The President", "for_state": "The minister", "items": items,
        "by": world.maud, "at": AT,
    } | other  # fmt: skip
    return note_talks(world.states["XXB"], "Windows", **held)  # type: ignore[arg-type]


def test_talks_are_of_items_of_that_state_and_hide_items_of_hidden_visits(world: World, chain: Chain) -> None:
    secret = hidden(world)
    held = talks(world, item_of(chain), by=world.ana)
    talk_of(talks_seen_by(world.ana).get(), item_of(secret), by=world.ana, at=AT)
    talk_of(talks_seen_by(world.ana).get(), item_of(secret), by=world.ana, at=AT)
    assert TalkedOf.objects.count() == 2
    for who, count in (("ana", 2), ("ines", 1)):
        seen = with_items(talks_seen_by(world.viewers[who]), world.viewers[who]).get(pk=held.pk)  # type: ignore[attr-defined]
        assert len(seen.spoken_of.all()) == count, who
    assert not talks_seen_by(world.piet).exists()
    other = transmitted(world, "XXC")
    with pytest.raises(RefusedByRule, match="another State"):
        talks(world, item_of(other))


def test_a_procedure_is_heard_closed_and_not_adopted_afterwards(world: World) -> None:
    held = statement(world)
    with pytest.raises(RefusedByRule, match="has not been heard"):
        adopt_statement(held, by_vote=None, by=world.maud, at=AT)
    hear_state(held, heard_on=TODAY, said="We regret it.", by=world.maud, at=AT)
    assert held.state_said == "We regret it."
    with pytest.raises(RefusedByRule, match="Nobody has voted"):
        adopt_statement(held, by_vote=None, by=world.maud, at=AT)
    close_statement(held, because="It answers again.", closed_on=TODAY, by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="not open from there"):
        adopt_statement(held, by_vote=None, by=world.maud, at=AT)
    link_all()
    assert not verify().faults


def test_a_statement_that_another_body_decides_is_registered_with_its_own_day(world: World, settings: Any) -> None:
    held = statement(world)
    hear_state(held, heard_on=TODAY, said="We regret it.", by=world.maud, at=AT)
    body, day = "Committee against Torture", TODAY

    def register(**other: Any) -> None:
        register_decision(held, **{"decided_by": body, "decided_on": day, "by": world.maud, "at": AT, **other})

    with pytest.raises(RefusedByRule, match="No other body decides"):
        register()
    settings.MECHANISM = shipped_profile("spt")
    with pytest.raises(RefusedByRule, match="another body decides"):
        adopt_statement(held, by_vote=None, by=world.maud, at=AT)
    register(reference="CAT/C/85/R.1")
    register(reference="CAT/C/85/R.1")
    with pytest.raises(RefusedByRule, match="not open from there"):
        register(decided_by="Human Rights Committee")
    link_all()
    lines = Line.objects.filter(act="register the decision of another body on a public statement")
    assert lines.count() == 1
    assert not verify().faults
    nobody = list(suspected_words(held.text, held.state_id))
    publish_statement(held, nobody_in=nobody, because="No name.", by=world.maud, at=AT)
    content = Parcel.objects.get(kind="statement").content
    assert json.loads(bytes(content))["decided_by"] == body


def test_a_hidden_visits_item_is_no_evidence_for_whoever_does_not_see_it(world: World, chain: Chain) -> None:
    notified(world, plan(world, "XXC"))
    assert nameable(world.piet, [chain.visit.pk, chain.entries[0].pk]) == []
