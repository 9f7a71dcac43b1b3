"""Visits as they are kept: who knows, who goes, what the State is told, and what it may object to."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import TODAY, World, moment, notified, plan, say_icrc_visits
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.composing import Gender
from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.notifying import Ahead
from unannounced.duties.objecting import EXCLUDED
from unannounced.duties.proceeding import Step, course, next_step
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.records.accounts.actions import (
    give_mandate,
    make_account,
    say_abilities,
    say_absence,
    take_back_absence,
)
from unannounced.records.accounts.models import Abilities
from unannounced.records.accounts.queries import abilities_of, absences, absences_of
from unannounced.records.ledger.actions import KeptOtherwise
from unannounced.records.ledger.models import Line
from unannounced.records.treaties.actions import enter_acts
from unannounced.records.visits.actions import (
    add_letter,
    announce_place,
    announce_visit,
    begin_visit,
    cancel_visit,
    change_head,
    decide_objection,
    end_visit,
    interrupt_visit,
    leave_delegation,
    name_delegate,
    notify_visit,
    plan_visit,
    record_place,
    settle_objection,
    take_up_visit,
)
from unannounced.records.visits.candidates import offers, remarks
from unannounced.records.visits.icrc import barred_places
from unannounced.records.visits.models import Capacity, Delegate, Notification, Objection, Visit
from unannounced.records.visits.queries import (
    between,
    course_facts,
    delegation,
    left,
    letters_of,
    objections_of,
    on_delegation,
    programme,
    seen_by,
    unnamed,
)

pytestmark = pytest.mark.django_db


def refusal(caught: Any) -> str:
    assert str(caught.value.refusal.way_out)
    return str(caught.value)


def delegate(visit: Visit, login: str) -> Delegate:
    return Delegate.objects.select_related("visit__state", "person").get(visit=visit, person__login=login)


def with_ruth(world: World, visit: Visit) -> Delegate:
    """Ruth, an expert, named by Ana."""
    return name_delegate(
        visit, world.people["ruth"], capacity=Capacity.EXPERT, by=world.ana, at=moment(visit.begins - timedelta(days=4))
    )


def periodic(world: World) -> Visit:
    """A periodic visit planned for the coming months."""
    return plan_visit(
        world.states["XXB"],
        kind=VisitKind.PERIODIC,
        begins=TODAY + timedelta(days=30),
        ends=TODAY + timedelta(days=40),
        by=world.ana,
        at=moment(TODAY),
    )


# Kinds and the programme


def test_a_visit_is_of_a_kind_of_the_mechanism_and_in_a_time_zone_that_is_known(world: World) -> None:
    said: dict[str, Any] = {"begins": TODAY, "ends": TODAY, "by": world.ana, "at": moment(TODAY)}
    with pytest.raises(RefusedByRule) as caught:
        plan_visit(world.states["XXB"], kind=VisitKind.REGULAR, **said)
    assert "no kind of visit of this mechanism" in refusal(caught)
    with pytest.raises(RefusedByRule) as caught:
        plan_visit(world.states["XXB"], kind=VisitKind.TARGETED, zone="Bresk/Capital", **said)
    assert "no time zone" in refusal(caught)
    assert plan_visit(world.states["XXB"], kind=VisitKind.TARGETED, zone="Europe/Vienna", **said).zone


def test_the_programme_says_state_and_year_to_the_committee_and_the_visit_stays_hidden(world: World) -> None:
    visit = periodic(world)
    assert programme(world.henrik) == []
    announce_visit(visit, year=visit.begins.year, on=TODAY, by=world.ana, at=moment(TODAY))
    told = programme(world.henrik, year=visit.begins.year)
    assert [(one.state.code, one.year) for one in told] == [("XXB", visit.begins.year)]
    assert not seen_by(world.henrik).exists()
    assert list(between(world.henrik, TODAY, TODAY + timedelta(days=365))) == []
    assert [one.pk for one in between(world.ana, TODAY, TODAY + timedelta(days=365))] == [visit.pk]
    assert programme(world.piet) == []


def test_two_announced_visits_to_one_state_are_one_line_of_the_programme(world: World) -> None:
    for visit in (periodic(world), periodic(world)):
        announce_visit(visit, year=visit.begins.year, on=TODAY, by=world.ana, at=moment(TODAY))
    with CaptureQueriesContext(connection) as asked:
        assert len(programme(world.henrik)) == 1
    assert len(asked) == 2


def test_the_line_of_the_programme_stands_when_the_visit_is_cancelled_and_tells_nobody_of_that(world: World) -> None:
    visit = periodic(world)
    announce_visit(visit, year=visit.begins.year, on=TODAY, by=world.ana, at=moment(TODAY))
    cancel_visit(visit, on=TODAY, because="The State left the Convention.", by=world.ana, at=moment(TODAY))
    assert len(programme(world.henrik)) == 1
    assert not seen_by(world.henrik).exists()


def test_an_ad_hoc_visit_is_never_announced(world: World) -> None:
    visit = plan(world, days_ago=0)
    with pytest.raises(RefusedByRule) as caught:
        announce_visit(visit, year=visit.begins.year, on=TODAY, by=world.ana, at=moment(TODAY))
    assert "not announced in a programme" in refusal(caught)


# Invariants of the domain, section 11


def test_invariant_3_no_visit_begins_before_the_convention_is_in_force(world: World) -> None:
    with pytest.raises(RefusedByRule) as caught:
        plan_visit(
            world.states["XXB"],
            kind=VisitKind.TARGETED,
            begins=date(1990, 5, 1),
            ends=date(1990, 5, 4),
            by=world.ana,
            at=moment(TODAY),
        )
    assert "ECPT" in refusal(caught)


def test_invariant_3_nothing_is_notified_once_a_denunciation_has_taken_effect(world: World) -> None:
    day = TODAY - timedelta(days=900)
    act = Act("ECPT", "XXB", "denunciation_notified", day, day.year, "", "worked case", Confidence.VERIFIED)
    visit = plan(world, days_ago=1)
    enter_acts([act], states=world.states, by=world.maud, at=moment(TODAY))
    with pytest.raises(RefusedByRule) as caught:
        notify_visit(visit, notified_on=visit.begins, by=world.ana, at=moment(TODAY))
    assert "22(2)" in refusal(caught)


def test_invariant_4_no_visit_begins_with_an_expert_of_whom_no_letter_told_the_state(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    with_ruth(world, visit)
    with pytest.raises(RefusedByRule) as caught:
        begin_visit(visit, on=visit.begins, by=world.maud, at=moment(visit.begins))
    assert "Ruth Ankersen" in refusal(caught)
    assert "further letter" in str(caught.value.refusal.way_out)
    letter = add_letter(visit, day=visit.begins, letter=b"%PDF-1.7 second", by=world.maud, at=moment(visit.begins))
    assert (letter.number, unnamed(visit)) == (2, [])
    assert ["Ruth Ankersen", "expert", False] in letter.names
    assert begin_visit(visit, on=visit.begins, by=world.maud, at=moment(visit.begins)).begun_on == visit.begins


def test_invariant_4_taking_the_expert_off_again_lets_the_visit_begin(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    ruth = with_ruth(world, visit)
    leave_delegation(ruth, on=visit.begins, because="She fell ill.", by=world.ana, at=moment(visit.begins))
    assert begin_visit(visit, on=visit.begins, by=world.maud, at=moment(visit.begins))


def test_invariant_4_an_expert_who_left_and_comes_back_is_to_be_named_again(world: World) -> None:
    visit = plan(world, days_ago=10)
    ruth = with_ruth(world, visit)
    notified(world, visit)
    at = moment(visit.begins)
    leave_delegation(ruth, on=visit.begins - timedelta(days=1), because="She fell ill.", by=world.ana, at=at)
    with_ruth(world, visit)
    assert [one.person.login for one in unnamed(visit)] == ["ruth"]


def test_invariant_5_fewer_members_than_the_rule_wants_need_a_reason(world: World) -> None:
    visit = plan(world, days_ago=10)
    at = moment(visit.begins)
    tomas = delegate(visit, "tomas")
    leave_delegation(tomas, on=visit.begins - timedelta(days=1), because="He fell ill.", by=world.ana, at=at)
    with pytest.raises(RefusedByRule) as caught:
        notify_visit(visit, notified_on=visit.begins, by=world.ana, at=at)
    assert "7(2)" in refusal(caught)
    notify_visit(visit, notified_on=visit.begins, too_few_because="Nobody else was free.", by=world.ana, at=at)
    assert begin_visit(visit, on=visit.begins, by=world.ana, at=at)


def test_invariant_5_a_member_who_leaves_after_the_letter_is_missed_when_the_visit_begins(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    at = moment(visit.begins)
    leave_delegation(delegate(visit, "tomas"), on=visit.begins, because="He fell ill.", by=world.ana, at=at)
    with pytest.raises(RefusedByRule) as caught:
        begin_visit(visit, on=visit.begins, by=world.ana, at=at)
    assert "fewer members" in refusal(caught)
    begun = begin_visit(visit, on=visit.begins, too_few_because="He fell ill on the way.", by=world.ana, at=at)
    assert begun.too_few_because == "He fell ill on the way."


def test_invariant_6_an_excluded_expert_is_off_the_delegation_and_stays_off(world: World) -> None:
    visit = plan(world, days_ago=10)
    ruth = with_ruth(world, visit)
    notified(world, visit)
    day = visit.begins
    made = decide_objection(visit, target="expert", delegate=ruth, received_on=day, by=world.maud, at=moment(day))
    assert (made.result, made.article) == ("valid", "ECPT Art. 14(1), 14(3)")
    ruth.refresh_from_db()
    assert (ruth.left_on, ruth.left_because) == (day, EXCLUDED)
    assert [one.person.login for one in left(visit)] == ["ruth"]
    with pytest.raises(RefusedByRule) as caught:
        with_ruth(world, visit)
    assert "may not take part" in refusal(caught)
    assert not seen_by(world.ruth).exists()


def test_invariant_6_a_member_stays_whatever_the_state_says(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    tomas, day = delegate(visit, "tomas"), visit.begins
    made = decide_objection(visit, target="member", delegate=tomas, received_on=day, by=world.maud, at=moment(day))
    assert made.result == "invalid_target"
    tomas.refresh_from_db()
    assert tomas.left_on is None
    assert "visit goes on" in made.then[0]


def test_invariant_7_an_objection_on_no_ground_of_the_list_changes_nothing(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    day = visit.begins
    made = decide_objection(
        visit, target="time", ground="the minister is abroad", received_on=day, by=world.maud, at=moment(day)
    )
    assert made.result == "invalid_ground"
    visit.refresh_from_db()
    assert visit.stage == VisitStage.NOTIFIED
    with pytest.raises(RefusedByRule):
        settle_objection(made, on=day, how="Nothing.", by=world.maud, at=moment(day))


def test_invariant_8_what_the_icrc_visits_regularly_is_not_selectable_for_the_cpt(world: World, settings: Any) -> None:
    visit = notified(world, plan(world, days_ago=10))
    place, at = world.places["XXB"], moment(visit.begins)
    say_icrc_visits(place, "yes", day=visit.begins - timedelta(days=100), by=world.maud)
    with pytest.raises(RefusedByRule) as caught:
        announce_place(visit, place, on=visit.begins, ahead=Ahead.HOURS, by=world.maud, at=at)
    assert "17(3)" in refusal(caught)
    with pytest.raises(RefusedByRule) as caught:
        record_place(visit, place, day=visit.begins, by=world.maud, at=at)
    assert "17(3)" in refusal(caught)
    assert set(barred_places(visit.state, visit.begins, visit.ends)) == {place.pk}
    settings.MECHANISM = shipped_profile("spt")
    assert barred_places(visit.state, visit.begins, visit.ends) == {}


def test_invariant_8_the_bar_ends_where_the_icrc_is_refused_and_never_was_before(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    place = world.places["XXB"]
    say_icrc_visits(place, "yes", day=visit.begins - timedelta(days=100), by=world.maud)
    say_icrc_visits(place, "no", day=visit.begins - timedelta(days=1), by=world.maud)
    assert barred_places(visit.state, visit.begins, visit.ends) == {}
    assert barred_places(visit.state, visit.begins - timedelta(days=2), visit.begins)
    assert barred_places(visit.state, visit.begins - timedelta(days=200), visit.begins - timedelta(days=101)) == {}
    assert record_place(visit, place, day=visit.begins, by=world.maud, at=moment(visit.begins))


# The delegation


def test_naming_somebody_refuses_by_mandate_absence_and_another_visit_that_the_namer_knows_of(world: World) -> None:
    visit = plan(world, days_ago=10)
    at = moment(visit.begins - timedelta(days=4))
    days: dict[str, Any] = {"begins": visit.begins, "ends": visit.ends}
    said: dict[str, Any] = {"capacity": Capacity.MEMBER, "by": world.ana, "at": at}
    absence = say_absence(world.people["ines"], **days, note="", by=world.ines, at=at)
    with pytest.raises(RefusedByRule) as caught:
        name_delegate(visit, world.people["ines"], **said)
    assert "is away" in refusal(caught)
    take_back_absence(absence, by=world.ines, at=at)
    assert list(absences_of(world.people["ines"])) == []
    other = plan_visit(world.states["XXC"], kind=VisitKind.TARGETED, **days, by=world.henrik, at=at)
    name_delegate(other, world.people["ines"], **{**said, "by": world.henrik})
    assert name_delegate(visit, world.people["ines"], **said), "a visit hidden from Ana refuses nothing"
    with pytest.raises(RefusedByRule) as caught:
        name_delegate(other, world.people["tomas"], **{**said, "by": world.tomas})
    assert "another visit" in refusal(caught)


def test_an_expert_cannot_go_as_a_member(world: World) -> None:
    visit = plan(world, days_ago=10)
    with pytest.raises(RefusedByRule) as caught:
        name_delegate(visit, world.people["ruth"], capacity=Capacity.MEMBER, by=world.ana, at=moment(visit.begins))
    assert "no mandate" in refusal(caught)


def test_the_head_changes_and_whoever_was_it_still_goes(world: World) -> None:
    visit = plan(world, days_ago=10)
    at = moment(visit.begins)
    change_head(delegate(visit, "tomas"), by=world.ana, at=at)
    assert [(one.person.login, one.head) for one in delegation(visit)] == [("tomas", True), ("ana", False)]
    lines = Line.objects.count()
    change_head(delegate(visit, "tomas"), by=world.ana, at=at)
    assert Line.objects.count() == lines
    with pytest.raises(RefusedByRule) as caught:
        change_head(with_ruth(world, visit), by=world.ana, at=at)
    assert "led by a member" in refusal(caught)


def test_the_head_who_leaves_is_head_no_more_and_knows_of_a_hidden_visit_no_more(world: World) -> None:
    visit = plan(world, days_ago=10)
    at = moment(visit.begins)
    assert on_delegation(world.tomas, visit)
    change_head(delegate(visit, "tomas"), by=world.ana, at=at)
    leave_delegation(delegate(visit, "tomas"), on=visit.begins, because="He fell ill.", by=world.ana, at=at)
    assert not on_delegation(world.tomas, visit)
    assert not seen_by(world.tomas).exists()
    back = name_delegate(visit, world.people["tomas"], capacity=Capacity.MEMBER, head=True, by=world.ana, at=at)
    assert (back.left_on, back.left_because, back.head) == (None, "", True)
    assert seen_by(world.tomas).exists()


def test_the_sixth_expert_of_a_state_on_the_roster_does_not_go_for_the_spt(world: World, settings: Any) -> None:
    visit, at = plan(world, days_ago=10), moment(TODAY - timedelta(days=800))
    settings.MECHANISM = shipped_profile("spt")
    people = []
    for number in range(6):
        person = make_account(
            f"expert{number}", f"Expert {number}", password=None, nationality="XXC", by=world.rosa, at=at
        )
        begins = TODAY - timedelta(days=800 - number)
        give_mandate(person, Role.EXPERT, begins=begins, ends=None, by=world.rosa, at=at)
        people.append(person)
    said: dict[str, Any] = {"capacity": Capacity.EXPERT, "by": world.ana, "at": moment(visit.begins)}
    assert name_delegate(visit, people[4], **said)
    with pytest.raises(RefusedByRule) as caught:
        name_delegate(visit, people[5], **said)
    assert "5 experts" in refusal(caught)


def test_abilities_are_replaced_and_stay_and_everybody_says_their_own(world: World) -> None:
    ruth, at = world.people["ruth"], moment(TODAY)
    first = say_abilities(
        ruth, languages=["EN", " uk "], skills=["law"], gender=Gender.WOMAN, on=TODAY, by=world.ruth, at=at
    )
    assert first.languages == ["en", "uk"]
    say_abilities(ruth, languages=["en"], skills=["medicine"], gender=None, on=TODAY, by=world.maud, at=at)
    held = abilities_of(ruth)
    assert held is not None
    assert (held.skills, held.replaces_id, Abilities.objects.filter(person=ruth).count()) == (["medicine"], first.pk, 2)
    with pytest.raises(RefusedByRule):
        say_abilities(world.people["ana"], languages=[], skills=[], gender=None, on=TODAY, by=world.ruth, at=at)


def test_the_calendar_says_who_is_away(world: World) -> None:
    say_absence(world.people["ines"], begins=TODAY, ends=TODAY + timedelta(days=3), by=world.ines, at=moment(TODAY))
    assert [one.person.login for one in absences(TODAY + timedelta(days=3), TODAY + timedelta(days=9))] == ["ines"]
    assert list(absences(TODAY + timedelta(days=4), TODAY + timedelta(days=9))) == []


def test_a_delegation_is_remarked_on_and_people_are_offered_by_few_queries(world: World) -> None:
    visit = plan(world, days_ago=10)
    say_abilities(
        world.people["ana"],
        languages=["en"],
        skills=["medicine"],
        gender=Gender.WOMAN,
        on=TODAY,
        by=world.ana,
        at=moment(TODAY),
    )
    said = [str(one.said) for one in remarks(visit, world.ana, ["en", "uk"])]
    assert [one for one in said if "“uk”" in one]
    assert not [one for one in said if "doctor" in one or "“en”" in one]
    with CaptureQueriesContext(connection) as asked:
        found = offers(visit, world.ana)
    assert len(asked) <= 9
    may = {one.person.login: bool(one.decision) for one in found}
    assert may == {"ines": True, "henrik": True, "maud": True, "jonas": True, "ruth": True}


# Letters


def test_a_notification_keeps_the_names_as_they_stood_and_the_letter(world: World) -> None:
    visit = plan(world, days_ago=10)
    with_ruth(world, visit)
    day = visit.begins - timedelta(days=1)
    notify_visit(
        visit,
        notified_on=day,
        letter=b"%PDF-1.7 first",
        language="fr",
        addressed_to="Ministry of Justice",
        by=world.ana,
        at=moment(day),
    )
    letter = letters_of(visit, world.henrik).get()
    assert letter.names == [
        ["Ana Kovari", "member", True],
        ["Ruth Ankersen", "expert", False],
        ["Tomás Revel", "member", False],
    ]
    assert (letter.number, letter.language, letter.day) == (1, "fr", day)
    assert letter.document is not None
    assert bytes(letter.document.content) == b"%PDF-1.7 first"
    leave_delegation(delegate(visit, "ruth"), on=day, because="She fell ill.", by=world.ana, at=moment(day))
    assert ["Ruth Ankersen", "expert", False] in Notification.objects.get(pk=letter.pk).names


def test_letters_of_a_visit_nobody_knows_of_are_none(world: World) -> None:
    visit = plan(world, days_ago=10)
    with pytest.raises(RefusedByRule) as caught:
        add_letter(visit, day=visit.begins, letter=b"%PDF", by=world.ana, at=moment(visit.begins))
    assert "has not been notified" in refusal(caught)
    notified(world, visit)
    assert letters_of(visit, world.ana).count() == 1
    assert list(letters_of(visit, world.ruth)) == []


def test_a_place_is_announced_once_the_state_knows_and_the_delegation_goes_elsewhere(world: World) -> None:
    visit = plan(world, days_ago=10)
    place, day = world.places["XXB"], visit.begins - timedelta(days=1)
    with pytest.raises(RefusedByRule) as caught:
        announce_place(visit, place, on=day, ahead=Ahead.DAYS, by=world.ana, at=moment(day))
    assert "sealed itinerary" in str(caught.value.refusal.way_out)
    notified(world, visit)
    told = announce_place(visit, place, on=visit.begins, ahead=Ahead.HOURS, by=world.ana, at=moment(visit.begins))
    assert announce_place(visit, place, on=visit.begins, ahead=Ahead.NONE, by=world.ana, at=moment(TODAY)) == told
    with pytest.raises(RefusedByRule):
        announce_place(visit, world.places["XXC"], on=visit.begins, ahead=Ahead.NONE, by=world.ana, at=moment(TODAY))


# Objections


def test_both_sides_consult_and_the_arrangement_is_noted_once(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    day = visit.begins
    said: dict[str, Any] = {"target": "place", "ground": "public_safety", "place": world.places["XXB"]}
    made = decide_objection(visit, **said, said="There is a riot.", received_on=day, by=world.maud, at=moment(day))
    assert made.result == "needs_consultation"
    steps = course(course_facts(visit, world.maud), today=day, profile=shipped_profile("cpt"))
    assert getattr(next_step(steps), "step", None) is Step.CONSULTED
    settle_objection(made, on=day, how="Visited on the third day.", by=world.maud, at=moment(day))
    assert objections_of(visit, world.henrik).get().settled_how == "Visited on the third day."
    with pytest.raises(RefusedByRule):
        settle_objection(made, on=day, how="Again.", by=world.maud, at=moment(day))
    assert not course_facts(visit, world.maud).consulting


def test_the_same_objection_comes_once_and_another_under_its_key_is_a_conflict(world: World) -> None:
    visit = plan(world, days_ago=10)
    ruth = with_ruth(world, visit)
    notified(world, visit)
    key, day = visit.pk, visit.begins
    said: dict[str, Any] = {"target": "expert", "delegate": ruth, "received_on": day, "by": world.maud}
    decide_objection(visit, **said, at=moment(day), key=key)
    decide_objection(visit, **said, at=moment(day), key=key)
    assert Objection.objects.count() == 1
    with pytest.raises(KeptOtherwise):
        decide_objection(visit, **said, said="Other words.", at=moment(day), key=key)


def test_no_objection_is_entered_to_a_visit_of_which_the_state_does_not_know(world: World) -> None:
    visit = plan(world, days_ago=10)
    with pytest.raises(RefusedByRule) as caught:
        decide_objection(visit, target="time", received_on=TODAY, by=world.ana, at=moment(TODAY))
    assert "does not know" in refusal(caught)


def test_an_objection_names_somebody_of_this_delegation(world: World) -> None:
    visit, other = plan(world, days_ago=10), plan(world, "XXC", days_ago=100)
    ruth = with_ruth(world, other)
    notified(world, visit)
    with pytest.raises(RefusedByRule) as caught:
        decide_objection(
            visit, target="expert", delegate=ruth, received_on=visit.begins, by=world.maud, at=moment(TODAY)
        )
    assert "which person" in refusal(caught)


# Stages


def test_a_national_mechanism_begins_without_notification_and_the_committee_knows_from_then_on(
    world: World, settings: Any
) -> None:
    settings.MECHANISM = shipped_profile("national")
    at = moment(TODAY)
    visit = plan_visit(world.states["XXB"], kind=VisitKind.REACTIVE, begins=TODAY, ends=TODAY, by=world.ana, at=at)
    name_delegate(visit, world.people["ana"], capacity=Capacity.MEMBER, head=True, by=world.ana, at=at)
    with_ruth(world, visit)
    assert not seen_by(world.henrik).exists()
    with pytest.raises(RefusedByRule) as caught:
        record_place(visit, world.places["XXB"], day=TODAY, by=world.ana, at=at)
    assert "has not begun" in refusal(caught)
    begin_visit(visit, on=TODAY, by=world.ana, at=at)
    assert (visit.stage, visit.notified_on, visit.begun_on) == (VisitStage.IN_PROGRESS, None, TODAY)
    assert seen_by(world.henrik).exists()
    made = decide_objection(
        visit, target="place", place=world.places["XXB"], ground="public_safety", received_on=TODAY, by=world.ana, at=at
    )
    assert (made.result, made.article) == ("invalid_target", "OPCAT Art. 19, 20")
    assert record_place(visit, world.places["XXB"], day=TODAY, arrived="22:10", left="23:40", by=world.ana, at=at)


def test_a_visit_is_interrupted_taken_up_again_and_ended(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    begin_visit(visit, on=visit.begins, by=world.maud, at=moment(visit.begins))
    second = visit.begins + timedelta(days=1)
    interrupt_visit(visit, on=second, because="Access was refused.", by=world.maud, at=moment(second))
    assert visit.stage == VisitStage.INTERRUPTED
    assert record_place(visit, world.places["XXB"], day=visit.begins, by=world.maud, at=moment(second))
    take_up_visit(visit, on=second, by=world.maud, at=moment(second))
    assert (visit.stage, visit.interrupted_because) == (VisitStage.IN_PROGRESS, "Access was refused.")
    interrupt_visit(visit, on=second, because="Again.", by=world.maud, at=moment(second))
    assert end_visit(visit, on=second, by=world.maud, at=moment(second)).stage == VisitStage.ENDED


def test_a_visit_cancelled_before_it_was_notified_stays_hidden_and_takes_nobody_more(world: World) -> None:
    visit = plan(world, days_ago=0)
    cancel_visit(visit, on=TODAY, because="The airport is closed.", by=world.ana, at=moment(TODAY))
    assert (visit.stage, visit.cancelled_on) == (VisitStage.CANCELLED, TODAY)
    assert not seen_by(world.henrik).exists()
    with pytest.raises(RefusedByRule):
        with_ruth(world, visit)


def test_a_visit_that_was_in_progress_cannot_be_cancelled(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    begin_visit(visit, on=visit.begins, by=world.maud, at=moment(visit.begins))
    with pytest.raises(RefusedByRule):
        cancel_visit(visit, on=TODAY, because="Too late.", by=world.maud, at=moment(TODAY))
