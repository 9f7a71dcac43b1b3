"""Reports come to the desk, answers are written together, responses are given: every bad day of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.rooms.liaison.desks import NOW, TODAY, Desk, a_file, bring, given_content, item_of, packed, transmission
from unannounced.crafts.passing import NotAsAgreed, Requested, read_response, read_transmission
from unannounced.duties.answering import Stand
from unannounced.duties.decision import RefusedByRule
from unannounced.records.desk.actions import appoint, end_appointment, give_response, take_back_answer
from unannounced.records.desk.models import Answer, Appointment, Given, Transmission
from unannounced.records.desk.queries import report_of, transmissions
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits
from unannounced.records.parcels.models import Parcel
from unannounced.records.states.models import State

pytestmark = pytest.mark.django_db


# What comes


def test_the_same_parcel_twice_is_known_and_changes_nothing(desk: Desk) -> None:
    before = Transmission.objects.count(), Line.objects.count()
    assert bring(transmission()) == "known"
    assert (Transmission.objects.count(), Line.objects.count()) == before


def test_a_later_serial_holds_and_an_older_one_that_comes_late_changes_nothing(desk: Desk) -> None:
    assert bring(transmission(serial=3, title="Report, time extended")) == "taken"
    assert bring(transmission(serial=2, title="Report, an item withdrawn")) == "taken"
    assert desk.report().said.title == "Report, time extended"
    assert [one.serial for one in transmissions(desk.officer("goran"))] == [3]


def test_a_transmission_whose_file_has_not_come_waits_and_is_taken_after_it(desk: Desk) -> None:
    said = transmission(serial=2, files=[a_file()])
    with pytest.raises(ParcelWaits):
        bring(said)
    assert desk.report().said.serial == 1
    assert bring(b"%PDF-1.7 made", "document") == "taken"
    assert bring(said) == "taken"
    assert desk.report().said.files[0].file_name == "report.pdf"


def test_a_serial_with_other_words_or_another_state_is_refused_and_nothing_kept(desk: Desk) -> None:
    for said in (transmission(title="Other words"), transmission(report="bresk", state="XXA", serial=2)):
        with pytest.raises(ParcelRefused):
            bring(said)
    assert desk.report().said.title == "Report on the visit to Bresk"
    assert report_of(desk.officer("mirela"), desk.report().pk) is None


@pytest.mark.parametrize("more", [{"version": 2}, {"room": "portal"}])
def test_a_later_version_or_another_rooms_parcel_is_refused_to_be_offered_again(desk: Desk, more: Any) -> None:
    with pytest.raises(ParcelRefused):
        bring(transmission(serial=2), **more)
    assert Parcel.objects.count() == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said.update(secret="x"),
        lambda said: said.pop("rules"),
        lambda said: said.update(serial=0),
        lambda said: said.update(report="not an id"),
        lambda said: said["paragraphs"][0]["items"][0].update(due={"day": "2026-02-31", "steps": []}),
        lambda said: said["paragraphs"][0]["items"].append(said["paragraphs"][0]["items"][0]),
        lambda said: said["state"].update(code="bresk"),
    ],
)
def test_what_is_not_as_agreed_is_refused_whole(desk: Desk, spoil: Any) -> None:
    said = transmission(serial=2)
    spoil(said)
    with pytest.raises(ParcelRefused):
        bring(said)
    assert Parcel.objects.count() == 2


def test_bytes_that_are_no_json_are_refused(desk: Desk) -> None:
    with pytest.raises(ParcelRefused):
        bring(b"\xff" + b"[" * 100_000)
    with pytest.raises(NotAsAgreed):
        read_transmission(b"[]")


def test_the_name_of_a_state_is_as_the_office_has_it_now(desk: Desk) -> None:
    assert State.objects.get(code="XXB").names == {"en": "Bresk", "fr": "Bresk"}


# Officers


def test_an_officer_whose_appointment_ended_is_none_and_what_they_wrote_stays(desk: Desk) -> None:
    desk.write("12.1", "The windows open since March.")
    held = Appointment.objects.get(person=desk.people["goran"])
    end_appointment(held, ends=TODAY - timedelta(days=1), by=desk.rosa, at=NOW)
    assert desk.officer("goran") is None
    assert desk.item("12.1", "vesna").draft.text == "The windows open since March."


def test_nobody_is_an_officer_of_two_states_at_a_time(desk: Desk) -> None:
    other = State.objects.get(code="XXA")
    with pytest.raises(RefusedByRule):
        appoint(desk.people["goran"], other, begins=TODAY, ends=None, by=desk.rosa, at=NOW)
    held = Appointment.objects.get(person=desk.people["goran"])
    end_appointment(held, ends=TODAY, by=desk.rosa, at=NOW)
    appoint(desk.people["goran"], other, begins=TODAY + timedelta(days=1), ends=None, by=desk.rosa, at=NOW)


# Drafts


def test_a_draft_is_seen_by_colleagues_of_the_state_and_by_no_other(desk: Desk) -> None:
    desk.write("12.1", "The windows open since March.")
    assert desk.item("12.1", "vesna").draft.written_by.login == "goran"
    assert desk.report("mirela") is None


def test_writing_again_keeps_the_earlier_wording_and_the_same_words_change_nothing(desk: Desk) -> None:
    first = desk.write("12.1", "The windows open.")
    assert desk.write("12.1", "The windows open.  \r\n").pk == first.pk
    desk.write("12.1", "The windows open since March.", by="vesna")
    assert [one.version for one in Answer.objects.order_by("version")] == [1, 2]
    assert desk.item("12.1").draft.text == "The windows open since March."


def test_two_officers_who_write_at_once_both_stand_until_one_wording_is_chosen(desk: Desk) -> None:
    desk.write("12.1", "The windows open since March.", by="goran", seen=0)
    late = desk.write("12.1", "The windows are being repaired.", by="vesna", seen=0)
    assert late.in_conflict
    standing = desk.item("12.1")
    assert standing.draft.text == "The windows open since March."
    assert [one.text for one in standing.disputed] == ["The windows are being repaired."]
    with pytest.raises(RefusedByRule):
        desk.give("12.1")
    desk.write("12.1", "The windows are being repaired.", by="goran", claim="in_progress")
    assert not desk.item("12.1").disputed
    assert desk.give("12.1").pk


def test_a_draft_taken_back_leaves_the_item_unanswered(desk: Desk) -> None:
    desk.write("12.1", "The windows open.")
    standing = desk.item("12.1")
    take_back_answer(desk.report(), standing, seen=standing.seen, by=desk.officer("goran"), at=NOW)
    assert desk.item("12.1").where is Stand.UNANSWERED
    assert Answer.objects.count() == 2


@pytest.mark.parametrize(("claim", "text"), [("", "Done."), ("done", "Done."), ("accepted", "  ")])
def test_an_answer_without_a_claim_or_words_is_refused(desk: Desk, claim: str, text: str) -> None:
    with pytest.raises(RefusedByRule):
        desk.write("12.1", text, claim=claim)
    assert not Answer.objects.exists()


def test_an_item_that_was_withdrawn_is_not_answered_any_more(desk: Desk) -> None:
    desk.write("12.1", "The windows open.")
    said = transmission(serial=2)
    item_of(said, "12.1")["withdrawn_on"] = TODAY
    bring(said)
    assert desk.item("12.1").where is Stand.WITHDRAWN
    with pytest.raises(RefusedByRule):
        desk.write("12.1", "The windows open since March.")
    with pytest.raises(RefusedByRule):
        desk.give("12.1")


# Giving


def test_a_response_is_frozen_with_its_answers_and_a_later_one_adds_to_it(desk: Desk) -> None:
    desk.write("12.1", "The windows open since March.", claim="implemented")
    said = read_response(bytes(desk.give("12.1").parcel.content))
    assert (said.state, said.given_by, said.document, said.publication) == ("XXB", "Goran Petrov", None, None)
    assert [(one.claim, one.text, one.ministry) for one in said.answers] == [
        ("implemented", "The windows open since March.", "Ministry of Justice")
    ]
    assert desk.item("12.1").where is Stand.GIVEN
    desk.write("12.1", "And in the annexe since May.", by="vesna")
    assert desk.item("12.1").where is Stand.DRAFTED
    second = desk.give("12.1", by="vesna")
    assert given_content(second)["given_by"] == "Vesna Orlic"
    assert Given.objects.count() == 2


def test_a_response_given_twice_under_its_key_is_given_once(desk: Desk) -> None:
    desk.write("12.1", "The windows open.")
    items, report, by = [desk.item("12.1")], desk.report(), desk.officer("goran")
    key = desk.people["goran"].pk
    first = give_response(report, items, by=by, at=NOW, key=key)
    assert give_response(report, items, by=by, at=NOW, key=key).pk == first.pk
    assert Given.objects.count() == 1
    with pytest.raises(SomebodyWasFirst):
        give_response(report, items, by=by, at=NOW)


def test_a_draft_that_a_colleague_wrote_again_is_not_given_in_its_old_words(desk: Desk) -> None:
    desk.write("12.1", "The windows open.")
    seen = desk.item("12.1")
    desk.write("12.1", "The windows open since March.", by="vesna")
    with pytest.raises(SomebodyWasFirst):
        give_response(desk.report(), [seen], by=desk.officer("goran"), at=NOW)
    assert not Given.objects.exists()
    assert not Parcel.objects.filter(direction="out").exists()


def test_what_the_office_says_it_received_is_received(desk: Desk) -> None:
    desk.write("12.1", "The windows open since March.")
    given = desk.give("12.1")
    said = transmission(serial=2, given=[str(given.pk)])
    answer = given_content(given)["answers"][0]
    item_of(said, "12.1")["received"] = [
        {"answer": answer["id"], "received_on": TODAY, "claim": answer["claim"], "text": answer["text"]}
    ]
    bring(said)
    assert desk.item("12.1").where is Stand.RECEIVED
    assert str(given.pk) in desk.report().said.given


def test_an_empty_response_is_refused(desk: Desk) -> None:
    with pytest.raises(RefusedByRule):
        desk.give()


def test_publication_is_asked_for_once_and_of_the_whole_where_no_rule_knows_parts(desk: Desk) -> None:
    whole = Requested(TODAY, "Ministry of Justice", "whole", (), None)
    part = Requested(TODAY, "Ministry of Justice", "part", ("x",), None)
    past = Requested(TODAY, "Ministry of Justice", "whole", (), NOW - timedelta(days=1))
    for asked in (part, past):
        with pytest.raises(RefusedByRule):
            desk.give(publication=asked)
    given = desk.give(publication=whole)
    assert given_content(given)["publication"]["scope"] == "whole"
    known = {"requested_on": TODAY, "published_on": None, "symbol": ""}
    bring(transmission(serial=2, publication=known))
    with pytest.raises(RefusedByRule):
        desk.give(publication=whole)


def test_an_answer_is_overdue_only_while_nothing_was_given(desk: Desk) -> None:
    bring(transmission(serial=2, days_left=-3))
    desk.write("12.1", "The windows open.")
    assert desk.item("12.1").overdue
    desk.give("12.1")
    assert not desk.item("12.1").overdue


def test_a_parcel_and_its_line_stand_together(desk: Desk) -> None:
    desk.write("12.1", "The windows open.")
    given = desk.give("12.1")
    line = Line.objects.get(act="give a response")
    assert {row[1] for row in line.rows} == {"parcels_parcel", "desk_given", "desk_givenanswer"}
    assert str(given.parcel_id) in {row[2] for row in line.rows}
    assert packed(bytes(given.parcel.content), "response").digest == given.parcel.digest
