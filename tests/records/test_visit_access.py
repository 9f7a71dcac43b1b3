"""Access, interviews and the end of visits as they are kept, and the statistics of access."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import TODAY, World, hidden, moment, notified, plan
from unannounced.duties.admitting import Cooperation, Hindrance, Whom
from unannounced.duties.decision import RefusedByRule
from unannounced.records.access.actions import (
    note_access,
    note_interviews,
    note_overcome,
    take_back_access,
    take_back_interviews,
)
from unannounced.records.access.models import AccessEvent
from unannounced.records.access.queries import access_of, access_statistics, interviews_of, suggested_grade
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.talks.actions import (
    grade_cooperation,
    hold_talks,
    note_answer,
    note_preliminary,
    observe_at_once,
)
from unannounced.records.talks.queries import (
    grade_of,
    grades_of,
    observations_of,
    observations_waiting,
    preliminary_of,
    talks_of,
)
from unannounced.records.visits.actions import begin_visit, end_visit, record_place
from unannounced.records.visits.models import Visit

pytestmark = pytest.mark.django_db


def going(world: World, state: str = "XXB", *, days_ago: int = 30) -> Visit:
    """A visit in progress."""
    visit = notified(world, plan(world, state, days_ago=days_ago))
    return begin_visit(visit, on=visit.begins, by=world.maud, at=moment(visit.begins))


def wait(world: World, visit: Visit, **other: Any) -> AccessEvent:
    """Something that hindered the delegation at the place of the State on the first day, noted by Tomás."""
    said = {"hindrance": Hindrance.WAITED, "day": visit.begins, "place": world.places[visit.state.code], "minutes": 45}
    return note_access(visit, **{**said, "by": world.tomas, "at": moment(visit.ends), **other})


def test_invariant_4_nothing_is_noted_on_access_before_the_state_was_notified(world: World) -> None:
    visit = plan(world, days_ago=30)
    with pytest.raises(RefusedByRule) as caught:
        wait(world, visit)
    assert "has not been notified" in str(caught.value)
    with pytest.raises(RefusedByRule):
        note_interviews(visit, day=visit.begins, by=world.tomas, at=moment(visit.ends))
    notified(world, visit)
    with pytest.raises(RefusedByRule) as caught:
        wait(world, visit, day=visit.begins - timedelta(days=2))
    assert "outside the visit" in str(caught.value)
    assert wait(world, visit)


def test_what_hindered_at_a_place_of_another_state_is_refused(world: World) -> None:
    visit = going(world)
    with pytest.raises(RefusedByRule) as caught:
        wait(world, visit, place=world.places["XXC"])
    assert "another State" in str(caught.value)


def test_an_expert_notes_access_on_their_own_visit_only(world: World) -> None:
    visit = going(world)
    with pytest.raises(RefusedByRule):
        wait(world, visit, by=world.ruth)


def test_a_refusal_is_overcome_once_and_what_was_taken_back_counts_no_more(world: World) -> None:
    visit = going(world)
    event = wait(world, visit, hindrance=Hindrance.REFUSED_RECORDS, minutes=None, why="The registrar was away.")
    stale = AccessEvent.objects.select_related("visit").get(pk=event.pk)
    note_overcome(event, on=visit.begins, by=world.tomas, at=moment(visit.ends))
    with pytest.raises(SomebodyWasFirst):
        note_overcome(stale, on=visit.begins, by=world.tomas, at=moment(visit.ends))
    take_back_access(event, because="It was another place.", by=world.tomas, at=moment(visit.ends))
    with pytest.raises(RefusedByRule):
        take_back_access(event, because="It was another place.", by=world.tomas, at=moment(visit.ends))
    assert access_of(visit, world.ana).get().taken_back_because == "It was another place."
    assert access_statistics(world.ana).altogether.refused == 0


def test_the_same_note_sent_twice_is_kept_once(world: World) -> None:
    visit = going(world)
    wait(world, visit, key=visit.pk)
    wait(world, visit, key=visit.pk)
    assert AccessEvent.objects.count() == 1


def test_a_grade_is_proposed_and_never_kept_by_itself_and_a_later_one_replaces_it(world: World) -> None:
    visit, at = going(world), moment(TODAY)
    record_place(visit, world.places["XXB"], day=visit.begins, waited_minutes=10, by=world.maud, at=at)
    wait(world, visit, hindrance=Hindrance.REFUSED_PART, minutes=None)
    found = suggested_grade(visit, world.ana)
    assert found is not None
    assert found.grade is Cooperation.MIXED
    assert grade_of(visit, world.ana) is None
    said: dict[str, Any] = {"on": TODAY, "by": world.ana, "at": at}
    first = grade_cooperation(visit, Cooperation.MIXED, because="A wing stayed closed.", **said, key=visit.pk)
    assert grade_cooperation(visit, Cooperation.MIXED, because="A wing stayed closed.", **said, key=visit.pk) == first
    second = grade_cooperation(visit, Cooperation.POOR, because="And registers.", **said)
    assert (grade_of(visit, world.ana), second.replaces) == (second, first)
    assert next(one.pk for one in grades_of(visit, world.ana)) == second.pk


def test_immediate_observations_wait_for_an_answer_until_the_day_that_was_set(world: World) -> None:
    visit = going(world)
    said: dict[str, Any] = {"made_on": visit.begins, "by": world.ana, "at": moment(TODAY)}
    usual = observe_at_once(visit, "Close cell 4.", place=world.places["XXB"], **said)
    later = observe_at_once(visit, "Inquire into the death.", due_on=visit.begins + timedelta(days=90), **said)
    assert 28 <= (usual.due_on - usual.made_on).days <= 36  # a month, to the next working day
    assert usual.due_on.weekday() < 5
    assert [one.pk for one in observations_waiting(world.henrik)] == [usual.pk, later.pk]
    assert [one.pk for one in observations_waiting(world.henrik, due_by=usual.due_on)] == [usual.pk]
    paper = Document.as_it_came("answer.pdf", b"%PDF answer")
    note_answer(usual, "It was closed.", answered_on=TODAY, document=paper, by=world.maud, at=moment(TODAY))
    assert [one.pk for one in observations_waiting(world.henrik)] == [later.pk]
    with pytest.raises(RefusedByRule):
        note_answer(usual, "Again.", answered_on=TODAY, by=world.maud, at=moment(TODAY))
    assert observations_of(visit, world.ruth).count() == 0


def test_preliminary_observations_follow_the_talks_and_are_noted_once(world: World) -> None:
    visit, at = going(world), moment(TODAY)
    hold_talks(visit, day=visit.ends, present="the Minister of Justice", said="Thanks.", by=world.ana, at=at)
    with pytest.raises(RefusedByRule) as caught:
        note_preliminary(visit, on=TODAY, by=world.ana, at=at)
    assert "have not been held" in str(caught.value)
    end_visit(visit, on=visit.ends, by=world.maud, at=at)
    note_preliminary(visit, on=TODAY, document=Document.as_it_came("p.pdf", b"%PDF p"), by=world.ana, at=at)
    with pytest.raises(RefusedByRule):
        note_preliminary(visit, on=TODAY, by=world.ana, at=at)
    held = preliminary_of(visit, world.henrik)
    assert held is not None
    assert held.sent_on == TODAY
    assert talks_of(visit, world.henrik).count() == 1
    assert preliminary_of(visit, world.ruth) is None


def test_statistics_of_access_count_places_waits_refusals_and_privacy(world: World) -> None:
    bresk, corvania, at = going(world), going(world, "XXC", days_ago=60), moment(TODAY)
    record_place(bresk, world.places["XXB"], day=bresk.begins, waited_minutes=10, by=world.maud, at=at)
    wait(world, bresk, minutes=45)  # the same place and day: the longer one counts, once
    wait(world, bresk, hindrance=Hindrance.REFUSED_RECORDS, minutes=None, overcome_on=bresk.begins)
    record_place(corvania, world.places["XXC"], day=corvania.begins, waited_minutes=5, by=world.maud, at=at)
    record_place(corvania, world.places["XXC"], day=corvania.ends, waited_minutes=0, by=world.maud, at=at)
    private: dict[str, Any] = {"by": world.tomas, "at": at}
    for answer, why in ((True, ""), (True, ""), (False, "A guard stood by."), (None, "")):
        note_interviews(bresk, day=bresk.begins, private=answer, not_private_because=why, **private)
    note_interviews(bresk, day=bresk.begins, private=False, not_private_because="x", whom=Whom.STAFF, **private)
    gone = note_interviews(bresk, day=bresk.begins, private=True, **private)
    take_back_interviews(gone, because="Noted twice.", **private)
    found = access_statistics(world.henrik)
    every = found.altogether
    assert (len(every.visits), len(every.places), sorted(every.waits)) == (2, 3, [0, 5, 45])
    assert (every.median_wait, every.longest_wait) == (Fraction(5), 45)
    assert (every.refusals, every.refused, every.overcome) == ({Hindrance.REFUSED_RECORDS: 1}, 1, 1)
    assert (every.interviews, every.private_share) == (4, Fraction(2, 3))
    assert [(state.code, one.longest_wait) for state, one in found.by_state.items()] == [("XXB", 45), ("XXC", 5)]
    assert set(found.by_kind) == {"prison", ""}
    assert found.by_kind[""].interviews == 4
    only = access_statistics(world.henrik, state=world.states["XXC"]).altogether
    assert (only.median_wait, only.private_share, only.refused) == (Fraction(5, 2), None, 0)


def test_statistics_of_access_are_the_same_whether_a_hidden_visit_is_there_or_not(world: World) -> None:
    bresk = going(world)
    wait(world, bresk)
    before = access_statistics(world.henrik)
    with CaptureQueriesContext(connection) as asked:
        access_statistics(world.henrik)
    secret = hidden(world, "XXC").visit
    Visit.objects.filter(pk=secret.pk).update(begun_on=None)
    AccessEvent.objects.create(
        visit=secret, day=secret.begins, hindrance="refused_entry", noted_by=world.people["ana"], minutes=500
    )
    with CaptureQueriesContext(connection) as again:
        assert access_statistics(world.henrik) == before
    assert [one["sql"] for one in asked.captured_queries] == [one["sql"] for one in again.captured_queries]
    assert access_statistics(world.ana).altogether.refused == 1


def test_statistics_of_access_cost_the_same_queries_for_any_number_of_visits(world: World) -> None:
    wait(world, going(world))
    with CaptureQueriesContext(connection) as few:
        access_statistics(world.ana)
    for state, days_ago in (("XXC", 90), ("XXF", 120)):
        visit = going(world, state, days_ago=days_ago)
        for day in range(4):
            wait(world, visit, day=visit.begins + timedelta(days=day))
    with CaptureQueriesContext(connection) as many:
        access_statistics(world.ana)
    assert len(many) == len(few) <= 4


def test_a_wait_of_which_the_minutes_are_not_known_is_no_wait_of_none(world: World) -> None:
    visit = going(world)
    wait(world, visit, minutes=None, why="Nobody looked at the clock.")
    found = access_statistics(world.ana).altogether
    assert (found.waits, found.median_wait, len(found.visits)) == ([], None, 1)
    assert interviews_of(visit, world.ana).count() == 0
