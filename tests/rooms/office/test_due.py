"""What is due next: by day and State, with arithmetic and reminders; and the first page on great numbers."""

from datetime import date, timedelta

import pytest
from bench.inside.archive import furnish
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import TODAY, World, answered, hidden, moment, notify_and_end, plan, requested, statement, transmitted
from unannounced.duties.dialogue import FollowUp
from unannounced.records.committee.actions import open_session
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.silence import silent
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.actions import make_request
from unannounced.records.talks.actions import note_answer, observe_at_once
from unannounced.records.talks.models import ImmediateObservation
from unannounced.rooms.office.pages.days_due import DueKind, days_due
from unannounced.rooms.office.pages.home import SOON, by_state, waiting_for
from unannounced.rooms.office.pages.tracking import light_threads, open_by_state

pytestmark = pytest.mark.django_db


def page_of(client: Client, path: str) -> str:
    """The words of a page that opens."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_what_is_due_stands_by_day_with_its_arithmetic_and_its_reminders(world: World) -> None:
    transmitted(world)
    requested(world)
    open_session(
        "36th", begins=TODAY + timedelta(days=9), ends=TODAY + timedelta(days=12), by=world.maud, at=moment(TODAY)
    )
    page = page_of(client_of(world, "ines"), "/due/")
    assert page.index("A session begins") < page.index("1 response due: Bresk (XXB)")
    assert "How computed" in page
    assert "months after" in page
    assert "answer to a request" not in page
    (due,) = [one for one in days_due(world.ines, today=TODAY) if one.state == world.states["XXB"]]
    for reminder in due.reminders():
        assert reminder.on.isoformat() in page
    assert "1 day is overdue." in page


def test_what_is_due_is_narrowed_by_state_by_kind_and_by_when(world: World) -> None:
    transmitted(world)
    requested(world)
    client, responses, answers = client_of(world, "ines"), "1 response due", "1 answer to a request due"
    for question, found in (
        ("", {responses}),
        ("?when=overdue", {answers}),
        ("?when=all", {responses, answers}),
        ("?when=all&state=XXC", {answers}),
        ("?when=all&kind=responses", {responses}),
        ("?when=all&kind=nonsense", set()),
        ("?when=nonsense", {responses}),
        ("?state=XXF", set()),
    ):
        page = page_of(client, f"/due/{question}")
        assert {words for words in (responses, answers) if words in page} == found, question
    assert "Nothing is due like that." in page_of(client, "/due/?state=XXF")


def test_what_was_answered_is_no_longer_due(world: World) -> None:
    chain = transmitted(world)
    assert "1 response due" in page_of(client_of(world, "ines"), "/due/")
    answered(world, chain)
    assert "Nothing here yet" in page_of(client_of(world, "ines"), "/due/")


def observed(world: World, *, due_on: date | None = None) -> ImmediateObservation:
    """An immediate observation of a visit to XXC that has ended."""
    visit = notify_and_end(world, plan(world, "XXC", days_ago=20))
    text, made = "Close the cellar.", visit.begins
    return observe_at_once(visit, text, made_on=made, due_on=due_on, by=world.maud, at=moment(TODAY))


def test_an_immediate_observation_is_due_until_it_is_answered_and_leads_to_the_page_of_the_state(world: World) -> None:
    one, client = observed(world), client_of(world, "maud")
    (due,) = [one for one in days_due(world.maud, today=TODAY) if one.kind is DueKind.OBSERVATIONS]
    assert (due.on, due.asked_on, due.count) == (one.due_on, one.made_on, 1)
    assert "1 answer to an immediate observation due: Corvania (XXC)" in page_of(client, "/due/?kind=observations")
    assert due.path(TODAY) == "/states/XXC/#observations-h"
    page = page_of(client, "/states/XXC/")
    assert "Close the cellar." in page[page.index('id="observations-h"') :]
    assert "How computed" in page[page.index('id="observations-h"') :]
    note_answer(one, "It was closed.", answered_on=TODAY, by=world.maud, at=moment(TODAY))
    assert "Close the cellar." not in page_of(client, "/states/XXC/")
    assert not [one for one in days_due(world.maud, today=TODAY) if one.kind is DueKind.OBSERVATIONS]


def test_an_observation_whose_day_has_passed_is_overdue_and_reminded_of_after_it(world: World) -> None:
    observed(world, due_on=TODAY - timedelta(days=5))
    assert "immediate observation due" in page_of(client_of(world, "ines"), "/due/?when=overdue")
    (due,) = [one for one in days_due(world.ines, today=TODAY) if one.kind is DueKind.OBSERVATIONS]
    assert due.next_reminders(TODAY)[0].on >= TODAY


def test_an_overdue_observation_speaks_for_a_public_statement_until_it_is_answered(world: World) -> None:
    one, client = observed(world, due_on=TODAY - timedelta(days=5)), client_of(world, "maud")
    said = "The answer to 1 immediate observation is overdue, for 5 days."
    page = page_of(client, f"/statements/{statement(world).pk}/")
    assert page.index('href="/states/XXC/#observations-h"') < page.index(said)
    assert said in page_of(client, "/states/XXC/open-statement/")
    assert said not in page_of(client_of(world, "piet"), "/states/XXC/")
    note_answer(one, "It was closed.", answered_on=TODAY, by=world.maud, at=moment(TODAY))
    assert said not in page_of(client, "/states/XXC/open-statement/")


def test_an_observation_is_due_for_nobody_who_does_not_see_its_visit(world: World) -> None:
    client = client_of(world, "piet")
    for path in ("/due/?when=all", "/states/XXC/"):
        ask(client, path)
    before = [ask(client, path) for path in ("/due/?when=all", "/states/XXC/")]
    observed(world)
    after = [ask(client, path) for path in ("/due/?when=all", "/states/XXC/")]
    assert not any(told_by(now, then) for now, then in zip(after, before, strict=True))


@pytest.mark.parametrize("key", ["ana", "ines", "ruth", "piet"])
def test_a_hidden_visit_is_not_in_what_is_due_even_for_those_who_go(world: World, key: str) -> None:
    transmitted(world)
    client = client_of(world, key)
    ask(client, "/due/?when=all")
    before = ask(client, "/due/?when=all")
    hidden(world)
    assert not told_by(ask(client, "/due/?when=all"), before)


def test_experts_are_told_of_no_request_and_no_session(world: World) -> None:
    requested(world)
    begins = TODAY + timedelta(days=9)
    open_session("36th", begins=begins, ends=begins, by=world.maud, at=moment(TODAY))
    assert days_due(world.ruth, today=TODAY) == []
    assert days_due(world.piet, today=TODAY) == []
    assert len(days_due(world.maud, today=TODAY)) == 2


def test_the_list_of_what_is_due_has_an_end(world: World) -> None:
    for days in range(1, 61):
        day = TODAY - timedelta(days=days % 25)
        make_request(
            "Matter",
            "Please.",
            to_state=world.states["XXC"],
            made_on=day,
            due_on=TODAY + timedelta(days=days),
            by=world.maud,
            at=moment(day),
        )
    client = client_of(world, "ines")
    assert page_of(client, "/due/").count("<tr data-row>") == 50
    assert page_of(client, "/due/?page=2").count("<tr data-row>") == 10


# On great numbers


@pytest.fixture
def archive(db: None) -> World:
    """A small archive, made as the great one of the bench is."""
    return furnish(reports=16, items=16).world


def test_the_silent_items_are_those_that_the_rules_of_follow_up_call_awaited_or_overdue(archive: World) -> None:
    threads = light_threads(Item.objects.all(), today=TODAY)
    wanted: dict[tuple[object, object], int] = {}
    for one in threads:
        if one.follow_up.status in (FollowUp.AWAITED, FollowUp.OVERDUE) and one.due:
            key = (one.item.report.state_id, one.due.day)
            wanted[key] = wanted.get(key, 0) + 1
    counted: dict[tuple[object, object], int] = {}
    for held in silent(reports_seen_by(archive.maud), today=TODAY):
        key = (held.state, held.due.day)
        counted[key] = counted.get(key, 0) + held.count
    assert counted == wanted
    assert len(counted) > 5


def test_the_first_page_counts_overdue_and_soon_as_item_by_item(archive: World) -> None:
    rows = {row.state.pk: (row.overdue, row.soon) for row in by_state(archive.maud, today=TODAY)}
    wanted: dict[object, tuple[int, int]] = {}
    for one in light_threads(Item.objects.all(), today=TODAY):
        status, state = one.follow_up.status, one.item.report.state_id
        if status in (FollowUp.AWAITED, FollowUp.OVERDUE) and one.due and one.due.day <= TODAY + SOON:
            late, soon = wanted.get(state, (0, 0))
            is_late = status is FollowUp.OVERDUE
            wanted[state] = (late + is_late, soon + (not is_late))
    assert rows == wanted
    assert any(late for late, _soon in rows.values())


def test_the_open_items_of_each_state_are_counted_as_item_by_item(archive: World) -> None:
    wanted: dict[object, int] = {}
    for one in light_threads(Item.objects.all(), today=TODAY):
        wanted[one.item.report.state_id] = wanted.get(one.item.report.state_id, 0) + one.is_open
    counted = open_by_state(archive.maud, today=TODAY)
    assert dict(counted) == wanted
    assert sum(counted.values()) < Item.objects.count()


def test_reports_from_the_archive_wait_for_nobody_on_the_first_page(archive: World) -> None:
    parts = waiting_for(archive.maud, today=TODAY)
    for name in ("to_adopt", "to_transmit", "to_publish", "to_request"):
        assert parts[name].count == 0, name  # type: ignore[attr-defined]
    assert parts["waiting"]


def test_the_first_page_and_the_states_ask_as_often_for_many_items_as_for_few(archive: World) -> None:
    client, paths = client_of(archive, "maud"), ("/", "/states/?register=invented", "/due/?when=all")
    counts = []
    for more in (0, 20):
        for _number in range(more):
            transmitted(archive)
        asked = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
