"""Calendars: opened by a key of their own, holding counts and States alone, never a visit."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client

from tests.rooms.office.conftest import PASSWORD, AtDoor
from tests.rooms.office.sameness import absent, client_of
from tests.world import TODAY, World, fill, hidden, moment, notify_and_end, plan, requested, transmitted
from unannounced.duties import reminding
from unannounced.records.accounts.actions import end_mandate, make_feed_key, revoke_feed_key
from unannounced.records.accounts.models import FeedKey, Mandate
from unannounced.records.accounts.queries import digest_of_secret
from unannounced.records.committee.actions import open_session
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.states.models import State
from unannounced.records.talks.actions import observe_at_once
from unannounced.rooms.office.pages import calendar_feed
from unannounced.rooms.office.pages.days_due import DueKind, days_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_fetched() -> Iterator[None]:
    """No test has fetched anything before."""
    calendar_feed._fetched.clear()
    yield
    calendar_feed._fetched.clear()


def fed(world: World, key: str, language: str = "en") -> str:
    """The address of a new calendar of somebody."""
    person = world.people[key]
    _key, secret = make_feed_key(person, "telephone", language=language, by=person.pk, at=moment(TODAY))
    return f"/calendar/{secret}/days.ics"


def titles(content: bytes) -> list[str]:
    """What the calendar says of each day, parsed as a calendar would."""
    return [str(event["summary"]) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]


def test_a_calendar_holds_how_much_is_due_of_which_state_and_reminds_before(world: World, client: Client) -> None:
    transmitted(world)
    requested(world)
    fill(world, notify_and_end(world, plan(world, "XXC", days_ago=20)))
    begins = TODAY + timedelta(days=50)
    open_session("36th", begins=begins, ends=begins + timedelta(days=4), by=world.maud, at=moment(TODAY))
    answer = client.get(fed(world, "ines"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert sorted(titles(answer.content)) == [
        "1 answer to a request due: Corvania (XXC)",
        "1 report to be transmitted: Corvania (XXC)",
        "1 response due: Bresk (XXB)",
        "A session begins",
    ]
    held = icalendar.Calendar.from_ical(answer.content)
    response = next(event for event in held.walk("VEVENT") if "response" in event["summary"])
    due = next(one for one in days_due(world.ines, today=TODAY) if one.kind is DueKind.RESPONSES)
    assert response["dtstart"].dt == due.on
    assert len(response.walk("VALARM")) == len(reminding.BEFORE) + 4  # and at once, after one, two and three months
    assert str(response["url"]) == "http://testserver/states/XXB/items/?follow-up=awaited"


def test_a_calendar_tells_of_an_observation_its_state_and_day_and_none_of_its_words(
    world: World, client: Client
) -> None:
    visit = notify_and_end(world, plan(world, "XXC", days_ago=20))
    said = {"made_on": visit.begins, "by": world.maud, "at": moment(TODAY)}
    one = observe_at_once(visit, "Close the cellar.", **said)
    answer = client.get(fed(world, "ines")).content
    assert "1 answer to an immediate observation due: Corvania (XXC)" in titles(answer)
    assert one.due_on.strftime("DTSTART;VALUE=DATE:%Y%m%d") in answer.decode()
    for words in ("cellar", "visits/", str(visit.pk)):
        assert words not in answer.decode()


def test_no_words_of_a_request_an_item_or_a_report_and_no_visit_leave_with_a_calendar(
    world: World, client: Client
) -> None:
    transmitted(world)
    requested(world)
    hidden(world)
    told = client.get(fed(world, "ana")).content.decode()
    for words in ("Death in custody", "window", "Report on", "Ministry", "Zanzibarite", "visits/", "Prison", "visit"):
        assert words not in told
    assert "1 response due" in told


@pytest.mark.parametrize("key", ["ana", "tomas", "ines", "maud", "ruth", "piet"])
def test_a_hidden_visit_changes_nothing_in_a_calendar_not_even_for_those_who_go(
    world: World, client: Client, key: str
) -> None:
    transmitted(world)
    address = fed(world, key)
    before = client.get(address)
    hidden(world)
    after = client.get(address)
    assert after.content == before.content
    assert after.headers == before.headers


def test_whoever_has_no_mandate_today_an_unknown_key_and_a_revoked_one_get_one_answer(
    world: World, client: Client, django_assert_num_queries: Any
) -> None:
    transmitted(world)
    ended, revoked = fed(world, "ines"), fed(world, "maud")
    assert client.get(ended).status_code == client.get(revoked).status_code == 200
    mandate = Mandate.objects.get(person=world.people["ines"].pk)
    end_mandate(mandate, ends=TODAY - timedelta(days=1), by=world.rosa, at=moment(TODAY))
    (key,) = FeedKey.objects.filter(person=world.people["maud"].pk)
    revoke_feed_key(key, by=world.maud.pk, at=moment(TODAY) + timedelta(hours=1))
    answers = []
    for address in (ended, revoked, "/calendar/nobody-made-this/days.ics", f"/calendar/{absent()}/days.ics"):
        with django_assert_num_queries(1):
            answers.append(client.get(address))
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, str(answer.headers)) for answer in answers}) == 1
    assert "no-store" in answers[0].headers["Cache-Control"]


def test_a_calendar_opens_nothing_else_and_needs_no_session(world: World, client: Client) -> None:
    address = fed(world, "maud")
    assert client.get(address).status_code == 200
    assert "office_session" not in client.cookies
    assert client.get("/due/").status_code == 302
    for other in (address[:-1], f"{address}/", "/calendar/", "/calendar/x/", "/calendar/x/y/days.ics"):
        assert client.get(other).status_code == 302, other
    assert client.get(address.replace("days", "other")).status_code == 302


def test_the_head_of_a_calendar_is_its_head_and_nothing_can_be_sent_to_it(world: World, client: Client) -> None:
    address = fed(world, "maud")
    head, whole = client.head(address), client.get(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]
    assert client.post(address).status_code == client.post("/calendar/nobody/days.ics").status_code == 405


def test_a_key_that_fetches_too_often_waits_and_others_do_not(world: World, client: Client) -> None:
    address, other = fed(world, "maud"), fed(world, "jonas")
    for _time in range(calendar_feed.AT_MOST):
        assert client.get(address).status_code == 200
    late = client.get(address)
    assert late.status_code == 429
    assert late.headers["Retry-After"] == "600"
    assert client.get(other).status_code == 200


def test_a_calendar_speaks_the_language_its_key_was_made_in(world: World, client: Client) -> None:
    transmitted(world)
    State.objects.filter(code="XXB").update(names={"en": "Bresk", "fr": "Bresque"})
    for language, other, name in (("fr", "en", "Bresque"), ("en", "fr", "Bresk")):
        told = client.get(fed(world, "maud", language), headers={"accept-language": other})
        assert [f"{name} (XXB)" in title for title in titles(told.content)] == [True]


# The account page


def test_a_key_is_made_with_the_password_shown_once_and_kept_as_its_digest_alone(ana: AtDoor, client: Client) -> None:
    ana.sign_in(client)
    wrong = client.post("/account/calendars/", {"label": "telephone", "password": "not this one at all"})
    assert wrong.status_code == 422
    assert not FeedKey.objects.exists()
    made = client.post("/account/calendars/", {"label": "telephone", "password": PASSWORD}).content.decode()
    (path,) = re.findall(r"http://testserver(/calendar/[\w-]{43}/days\.ics)", made)
    (key,) = FeedKey.objects.all()
    secret = path.split("/")[2]
    assert key.digest == digest_of_secret(secret)
    assert secret not in client.get("/account/").content.decode()
    assert "telephone" in client.get("/account/").content.decode()
    assert Client().get(path).status_code == 200
    link_all()
    assert verify().faults == []
    line = Line.objects.order_by("-seq").first()
    assert line is not None
    assert line.act == "make a calendar key"


def test_a_revoked_key_opens_nothing_from_then_on(ana: AtDoor, client: Client) -> None:
    ana.sign_in(client)
    made = client.post("/account/calendars/", {"label": "telephone", "password": PASSWORD}).content.decode()
    (path,) = re.findall(r"http://testserver(/calendar/[\w-]{43}/days\.ics)", made)
    (key,) = FeedKey.objects.all()
    revoke = f"/account/calendars/{key.pk}/revoke/"
    assert client.post(revoke, {"password": "not this one at all"}).status_code == 422
    assert Client().get(path).status_code == 200
    assert client.post(revoke, {"password": PASSWORD}).status_code == 302
    assert Client().get(path).status_code == 404
    assert client.get(revoke).status_code == 404
    assert "telephone" not in client.get("/account/").content.decode().partition('id="calendars"')[2]


def test_a_key_of_somebody_else_is_not_there(world: World) -> None:
    fed(world, "maud")
    (key,) = FeedKey.objects.all()
    client = client_of(world, "ines")
    assert client.get(f"/account/calendars/{key.pk}/revoke/").status_code == 404
    assert client.get(f"/account/calendars/{absent()}/revoke/").status_code == 404
