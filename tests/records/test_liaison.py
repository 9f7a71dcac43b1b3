"""What the office transmits to the liaison room, and what it takes in of the answers that come from there."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import (
    TODAY,
    Chain,
    World,
    answered,
    fill,
    moment,
    notify_and_end,
    plan,
    published,
    transmitted,
)
from unannounced.crafts.packing import Packed, digest_of
from unannounced.crafts.passing import Transmitted, read_transmission
from unannounced.duties import chain as canonical
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import FollowUp
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import NOBODY
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits
from unannounced.records.parcels.models import Parcel
from unannounced.records.publications.coming import take_response
from unannounced.records.publications.models import PublicationRequest
from unannounced.records.recommendations.actions import set_times
from unannounced.records.recommendations.coming import came_by_liaison, strays_waiting
from unannounced.records.recommendations.models import Item, Response, StrayAnswer, Transmission
from unannounced.records.recommendations.queries import threads_of_report
from unannounced.records.recommendations.transmitting import bring_to_liaison
from unannounced.records.reports.models import Report

pytestmark = pytest.mark.django_db


def said_of(chain: Chain) -> Transmitted:
    """What the liaison room has of a report now."""
    newest = Transmission.objects.filter(report=chain.report).order_by("-serial").select_related("parcel").first()
    assert newest is not None
    return read_transmission(bytes(newest.parcel.content))


def response(chain: Chain, **said: Any) -> dict[str, Any]:
    """A response of the State's officers to the one item of a report."""
    return {
        "given": str(uuid4()),
        "report": str(chain.report.pk),
        "state": "XXB",
        "given_by": "Goran Petrov",
        "given_at": datetime.combine(TODAY, datetime.min.time(), UTC).isoformat(),
        "answers": [
            {
                "id": str(uuid4()),
                "item": str(chain.item.pk),
                "claim": "implemented",
                "text": "The windows open since March.",
                "ministry": "Ministry of Justice",
            }
        ],
        "document": None,
        "publication": None,
        **said,
    }


def bring(said: Any, kind: str = "response", *, version: int = 1, room: str = "liaison") -> str:
    """The courier brings it; what became of it."""
    content = said if isinstance(said, bytes) else canonical.canonical(said)
    parcel = Packed(kind, version, room, digest_of(content), content)
    return take_response(parcel, by=NOBODY, at=moment(TODAY)).value


def sound() -> None:
    assert [str(fault) for fault in verify().faults] == []


# What goes


def test_a_report_is_frozen_as_it_is_transmitted_with_days_and_their_arithmetic(world: World) -> None:
    chain = transmitted(world)
    said = said_of(chain)
    assert (said.serial, said.state, said.title) == (1, "XXB", chain.report.title)
    assert said.items[0].id == str(chain.item.pk)
    assert said.items[0].due is not None
    assert said.due == said.items[0].due
    content = bytes(Transmission.objects.get().parcel.content).decode()
    for secret in ("Ana", "Maud", "source A", "Cell 12"):
        assert secret not in content
    line = Line.objects.get(act="transmit a report")
    assert {row[1] for row in line.rows} >= {"reports_report", "parcels_parcel", "recommendations_transmission"}
    sound()


def test_what_changes_is_frozen_anew_and_each_serial_says_because_of_what(world: World) -> None:
    chain = transmitted(world)
    item = Item.objects.select_related("report__visit", "report__state", "paragraph").get(pk=chain.item.pk)
    set_times([item], months=3, by=world.maud, at=moment(TODAY))
    answered(world, chain)
    published(world, chain)
    because = list(Transmission.objects.order_by("serial").values_list("because", flat=True))
    assert because == [
        "the report was transmitted",
        "a decision was taken on more time",
        "a response was registered",
        "publication was requested",
        "the report was published",
    ]
    said = said_of(chain)
    assert said.items[0].received[0].text == "The windows open since March."
    assert said.symbol == said.publication.symbol != ""
    sound()


def test_a_report_that_never_went_to_the_liaison_room_is_not_frozen_and_costs_one_query(world: World) -> None:
    chain = transmitted(world)
    Transmission.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        answered(world, chain)
    assert not Transmission.objects.exists()
    assert sum("recommendations_transmission" in one["sql"] for one in queries.captured_queries) == 1


def test_a_report_transmitted_before_there_was_a_liaison_room_is_brought_there_once(world: World) -> None:
    chain = transmitted(world)
    Transmission.objects.all().delete()
    Parcel.objects.filter(kind="transmission").delete()
    bring_to_liaison(chain.report, by=world.maud, at=moment(TODAY))
    brought = Transmission.objects.get()
    assert brought.serial == 1
    assert chain.item.text in bytes(brought.parcel.content).decode()
    chain.report.refresh_from_db()
    assert chain.report.transmitted_on == TODAY
    with pytest.raises(RefusedByRule, match="has the report already"):
        bring_to_liaison(chain.report, by=world.maud, at=moment(TODAY))


def test_a_draft_is_not_brought_to_the_liaison_room(world: World) -> None:
    visit = plan(world, "XXB", days_ago=60)
    notify_and_end(world, visit)
    draft = fill(world, visit).report
    with pytest.raises(RefusedByRule, match="Only a report that this mechanism transmitted"):
        bring_to_liaison(draft, by=world.maud, at=moment(TODAY))
    assert not Transmission.objects.exists()


def test_files_go_before_the_report_and_are_named_in_every_later_serial(world: World) -> None:
    from unannounced.records.ledger.actions import act
    from unannounced.records.recommendations.transmitting import retransmit

    chain = transmitted(world)
    document = Document.as_it_came("report.pdf", b"%PDF-1.7 made")
    with act("lay a file", by=world.maud.pk, at=moment(TODAY)) as line:
        line.keep(document)
        retransmit(chain.report, because="a file came", files=[document], line=line, at=moment(TODAY))
    answered(world, chain)
    assert [one.file_name for one in said_of(chain).files] == ["report.pdf"]
    going = list(Parcel.objects.filter(room="liaison").order_by("made_at", "id").values_list("kind", flat=True))
    assert going.count("document") == 1
    first = Parcel.objects.get(room="liaison", kind="document")
    naming = Parcel.objects.filter(kind="transmission", content__contains=document.digest.encode())
    assert all(first.made_at < one.made_at for one in naming)
    sound()


# What comes


def test_an_answer_is_registered_under_its_own_id_and_the_liaison_room_is_told(world: World) -> None:
    chain = transmitted(world)
    said = response(chain)
    assert bring(said) == "taken"
    held = Response.objects.get()
    assert str(held.pk) == said["answers"][0]["id"]
    assert (held.given_by, held.ministry, held.registered_by) == ("Goran Petrov", "Ministry of Justice", None)
    assert held.received_on == TODAY
    assert said["given"] in said_of(chain).given
    thread = threads_of_report(Report.objects.select_related("visit").get(pk=chain.report.pk), today=TODAY)[0]
    assert thread.follow_up.status is FollowUp.UNVERIFIED_CLAIM
    line = Line.objects.get(act="take a response in")
    assert (line.by, line.within) == (NOBODY, chain.visit.pk)
    assert [one.pk for one in came_by_liaison(world.maud, since=TODAY)] == [held.pk]
    assert not came_by_liaison(world.piet, since=TODAY)
    sound()


def test_the_same_parcel_twice_is_known_and_changes_nothing(world: World) -> None:
    chain = transmitted(world)
    said = response(chain)
    bring(said)
    before = Line.objects.count()
    assert bring(said) == "known"
    assert Line.objects.count() == before
    assert Response.objects.count() == 1


def test_an_answer_to_an_item_that_was_withdrawn_is_kept_apart_and_the_others_are_registered(world: World) -> None:
    chain = transmitted(world)
    other = Item.objects.get(pk=chain.item.pk)
    other.pk, other.salt, other.place_in_paragraph = uuid4(), "a" * 32, 2
    other.withdrawn_on, other.withdrawn_because = TODAY - timedelta(days=1), "It was done before."
    other.save(force_insert=True)
    said = response(chain)
    said["answers"].append({**said["answers"][0], "id": str(uuid4()), "item": str(other.pk)})
    assert bring(said) == "taken"
    assert Response.objects.count() == 1
    stray = StrayAnswer.objects.get()
    assert (stray.item_id, "withdrawn" in stray.why) == (other.pk, True)
    assert [one.pk for one in strays_waiting(world.maud)] == [stray.pk]
    assert not strays_waiting(world.piet)


def test_an_answer_to_an_item_of_another_report_is_kept_apart(world: World) -> None:
    chain = transmitted(world)
    said = response(chain)
    said["answers"][0]["item"] = str(uuid4())
    assert bring(said) == "taken"
    stray = StrayAnswer.objects.get()
    assert stray.item is None
    assert stray.text == "The windows open since March."
    sound()


def test_a_response_of_another_state_is_kept_whole_apart_and_tells_that_state_nothing(world: World) -> None:
    chain = transmitted(world)
    asked = {"requested_on": str(TODAY), "authority": "M", "scope": "whole", "part": [], "embargo_until": None}
    assert bring(response(chain, state="XXA", publication=asked)) == "taken"
    assert StrayAnswer.objects.count() == 2
    assert not Response.objects.exists()
    assert not PublicationRequest.objects.exists()
    assert said_of(chain).serial == 1
    sound()


def test_a_response_to_a_report_nobody_knows_is_offered_again_and_nothing_is_kept(world: World) -> None:
    chain = transmitted(world)
    with pytest.raises(ParcelRefused, match="stays in the liaison room"):
        bring(response(chain, report=str(uuid4())))
    assert not Parcel.objects.filter(direction="in").exists()
    sound()


def test_a_response_waits_for_its_document_and_every_answer_then_names_it(world: World) -> None:
    chain, content = transmitted(world), b"%PDF-1.7 the response"
    file = {"digest": digest_of(content), "file_name": "response.pdf", "media": "application/pdf", "size": len(content)}
    said = response(chain, document=file)
    with pytest.raises(ParcelWaits):
        bring(said)
    assert not Response.objects.exists()
    assert bring(content, "document") == "taken"
    assert bring(said) == "taken"
    document = Response.objects.get().document
    assert document is not None
    assert bytes(document.content) == content
    sound()


def test_a_document_without_answers_waits_for_somebody_to_say_what_it_answers(world: World) -> None:
    chain, content = transmitted(world), b"%PDF-1.7 the response"
    file = {"digest": digest_of(content), "file_name": "response.pdf", "media": "application/pdf", "size": len(content)}
    bring(content, "document")
    bring(response(chain, document=file, answers=[]))
    assert "response.pdf" in StrayAnswer.objects.get().text
    assert Document.objects.filter(digest=digest_of(content)).exists()


def test_a_request_to_publish_comes_with_a_response_and_the_state_sees_that_it_came(world: World) -> None:
    chain = transmitted(world)
    until = datetime.combine(TODAY + timedelta(days=10), datetime.min.time(), UTC)
    asked = {
        "requested_on": str(TODAY),
        "authority": "Ministry of Foreign Affairs",
        "scope": "whole",
        "part": [],
        "embargo_until": until.isoformat(),
    }
    bring(response(chain, answers=[], publication=asked))
    held = PublicationRequest.objects.get()
    assert (held.authority, held.embargo_until) == ("Ministry of Foreign Affairs", until)
    assert said_of(chain).publication.requested_on == TODAY
    sound()


def test_the_same_id_with_other_words_is_kept_apart_and_changes_nothing(world: World) -> None:
    chain = transmitted(world)
    said = response(chain)
    bring(said)
    said["answers"][0]["text"] = "The windows are closed."
    bring(said)
    assert Response.objects.get().text == "The windows open since March."
    assert "says something else" in StrayAnswer.objects.get().why


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said.update(more="x"),
        lambda said: said.pop("given_by"),
        lambda said: said["answers"][0].update(claim="done"),
        lambda said: said["answers"].append(said["answers"][0]),
        lambda said: said.update(given_at="2026-02-31T00:00:00+00:00"),
        lambda said: said.update(given_at="2026-02-01T00:00:00"),
        lambda said: said["answers"][0].update(ministry="x" * 201),
    ],
)
def test_what_is_not_as_agreed_is_refused_whole(world: World, spoil: Any) -> None:
    chain = transmitted(world)
    said = response(chain)
    spoil(said)
    with pytest.raises(ParcelRefused):
        bring(json.dumps(said).encode())
    assert not Parcel.objects.filter(direction="in").exists()


@pytest.mark.parametrize("more", [{"version": 2}, {"room": "field"}, {"kind": "letter"}])
def test_a_later_version_or_another_kind_waits_for_a_newer_office(world: World, more: Any) -> None:
    with pytest.raises(ParcelRefused):
        bring(response(transmitted(world)), **more)
