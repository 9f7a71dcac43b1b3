"""A communication that tells of what a finding says: known to those who deal with it and see the visit, erased with it."""

import pytest

from tests import communicating as field
from tests.communicating import Intake
from tests.world import TODAY, World, fill, moment, plan
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.treaty.dates import add_months
from unannounced.records.communications import erasing
from unannounced.records.communications.actions import assign, close, keep_for
from unannounced.records.communications.models import Communication
from unannounced.records.findings.actions import note_told_in
from unannounced.records.findings.models import Finding, ToldIn
from unannounced.records.findings.queries import communications_that_tell, findings_of, findings_told_in
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.verifying import verify
from unannounced.records.visits.actions import let_know
from unannounced.records.visits.models import Confidant

AT = moment(TODAY)


@pytest.fixture
def intake(world: World) -> Intake:
    return field.keepers(world, "maud", "ana", "ines", at=AT)


@pytest.fixture
def finding(world: World) -> Finding:
    """A finding of a visit that the State knows nothing of, and that Maud was let know."""
    visit = plan(world)
    let_know(visit, world.people["maud"], by=world.ana, at=AT)
    fill(world, visit)
    return Finding.objects.get(visit=visit)


@pytest.fixture
def held(world: World, intake: Intake, finding: Finding) -> Communication:
    held = field.written(world, intake, at=AT)
    note_told_in(held, finding, by=world.maud, at=AT)
    return held


def test_those_who_deal_with_it_and_see_the_visit_see_the_link(
    world: World, held: Communication, finding: Finding
) -> None:
    assert list(findings_told_in(held.pk, world.maud)) == [finding]
    assert communications_that_tell([finding.pk], world.maud) == {finding.pk: [held]}
    assign(held, world.people["ines"], by=world.maud, at=AT)
    for who in (world.ines, world.ana, world.tomas):  # no visit of hers; not assigned; no keeper
        assert not findings_told_in(held.pk, who).exists()
        assert communications_that_tell([finding.pk], who) == {}
    Confidant.objects.filter(person=world.maud.pk).delete()
    assert communications_that_tell([finding.pk], world.maud) == {}


def test_who_sees_the_visit_and_deals_with_no_letter_or_the_other_way_says_nothing_of_it(
    world: World, held: Communication, finding: Finding
) -> None:
    assign(held, world.people["ines"], by=world.maud, at=AT)
    with pytest.raises(Finding.DoesNotExist):
        note_told_in(held, finding, by=world.ines, at=AT)
    with pytest.raises(RefusedByRule, match="not assigned to you"):
        note_told_in(held, finding, by=world.ana, at=AT)
    assert note_told_in(held, finding, by=world.maud, at=AT) == ToldIn.objects.get()


def test_a_finding_stands_no_firmer_for_it(world: World, held: Communication, finding: Finding) -> None:
    (weighed,) = findings_of(finding.visit, world.maud)
    assert (len(weighed.entries), len(weighed.sources)) == (3, 3)


def test_it_is_erased_with_the_communication(world: World, held: Communication) -> None:
    keep_for(held, 1, by=world.maud, at=AT)
    close(held, by=world.maud, at=AT)
    assert erasing.erase_due(at=moment(add_months(TODAY, 1))) == 1
    assert not ToldIn.objects.exists()
    link_all()
    assert [str(fault) for fault in verify().faults] == []
