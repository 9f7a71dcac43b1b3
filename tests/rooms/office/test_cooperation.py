"""The cooperation of a State over years: each number down to its rows, and what is unknown stays unknown."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import (
    TODAY,
    World,
    answered,
    hidden,
    moment,
    notify_and_end,
    plan,
    published,
    requested,
    transmitted,
)
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.records.ledger.models import Reading
from unannounced.records.recommendations.actions import assess, register_response
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.requests.actions import answer_request, make_request, remind_state
from unannounced.rooms.office.pages.cooperation import count_of
from unannounced.rooms.office.pages.cooperation_facts import CELLS, cooperated

pytestmark = pytest.mark.django_db
YEAR = TODAY.year


def counted(world: World, key: str = "ines", state: str = "XXB", *, year: int = YEAR) -> dict[str, int]:
    """The numbers of one year that are not zero."""
    found = cooperated(world.states[state], world.viewers[key], today=TODAY)
    return {cell: len(found.refs(year, cell)) for cell in CELLS if found.refs(year, cell)}


def page_of(client: Client, path: str) -> str:
    """The words of a page that opens."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def of_item(chain: Any) -> Item:
    """The item of a visit's report as it stands."""
    return Item.objects.select_related("report__visit").get(pk=chain.item.pk)


def test_access_answers_publications_and_silence_are_counted_from_the_acts(world: World) -> None:
    chain = transmitted(world, days_ago=10)
    assert counted(world) == {"access": 1, "running": 1, "transmitted": 1}
    answered(world, chain)
    published(world, chain)
    assert counted(world) == {"access": 1, "in_time": 1, "transmitted": 1, "published": 1}


def test_a_long_wait_at_the_door_hinders_the_delegation(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = plan(world, "XXB", days_ago=10)
    notify_and_end(world, visit)
    assert counted(world) == {"access": 1}
    visit.visited_places.update(waited_minutes=45)
    assert counted(world) == {"access": 1, "hindered": 1}


def test_a_reminder_does_not_make_a_late_answer_timely(world: World) -> None:
    made = TODAY - timedelta(days=60)
    request = make_request(
        "Matter", "Please.", to_state=world.states["XXC"], made_on=made, by=world.maud, at=moment(made)
    )
    due = request.due_on
    assert counted(world, state="XXC", year=due.year) == {"silent": 1}
    day = TODAY - timedelta(days=10)
    remind_state(request, made_on=day, by=world.maud, at=moment(day))
    answer_request(request, "Here.", received_on=TODAY, by=world.maud, at=moment(TODAY))
    assert counted(world, state="XXC", year=due.year) == {"late": 1}


def test_a_response_that_does_not_address_the_item_breaks_no_silence(world: World) -> None:
    chain = transmitted(world)
    item = of_item(chain)
    register_response(
        item, "We note it.", claim=Claim.NOT_ADDRESSED, received_on=TODAY, by=world.maud, at=moment(TODAY)
    )
    assert counted(world)["running"] == 1
    answered(world, chain)
    assert counted(world)["in_time"] == 1


def test_what_was_verified_before_its_answer_was_due_is_neither_answered_nor_silent(world: World) -> None:
    chain = transmitted(world)
    assess(
        of_item(chain),
        "Seen.",
        verdict=Verdict.IMPLEMENTED,
        evidence="seen",
        day=TODAY,
        by=world.ana,
        at=moment(TODAY),
    )
    assert not {"running", "silent", "in_time", "late"} & set(counted(world))


def test_a_report_of_another_body_counts_in_nothing_and_is_named(world: World) -> None:
    chain = transmitted(world)
    Report.objects.filter(pk=chain.report.pk).update(body="Assembly of peers")
    assert not {"running", "transmitted"} & set(counted(world))
    page = page_of(client_of(world, "ines"), "/states/XXB/cooperation/")
    assert "1 report of another body sets no time by our rule" in page


def test_where_there_is_nothing_to_say_a_dash_stands_and_no_zero(world: World) -> None:
    requested(world)
    (year,) = cooperated(world.states["XXC"], world.ines, today=TODAY).years
    assert count_of(year, "access") is None
    assert count_of(year, "hindered") is None
    assert count_of(year, "in_time") == 0
    assert count_of(year, "silent") == 1
    page = page_of(client_of(world, "ines"), "/states/XXC/cooperation/")
    assert "no cooperation" in page
    assert "The one answer due did not come." in page
    assert "0 of 1 answer due since" in page
    assert "Nothing here yet" in page_of(client_of(world, "ines"), "/states/XXF/cooperation/")


def test_each_number_leads_to_the_rows_it_counts(world: World) -> None:
    chain = transmitted(world)
    request = requested(world, "XXB")
    published(world, chain)
    client = client_of(world, "ines")
    table = page_of(client, "/states/XXB/cooperation/")
    cells = dict(re.findall(r'href="([^"]*\?year=\d+&amp;cell=\w+)">(\d+)<', table))
    assert len(cells) >= 5
    for address, count in cells.items():
        page = page_of(client, address.replace("&amp;", "&"))
        assert page.count("<tr data-row>") == int(count), address
    for cell, url in (
        ("running", f"/items/{chain.item.pk}/"),
        ("silent", f"/requests/{request.pk}/"),
        ("published", f"/reports/{chain.report.pk}/"),
        ("access", f"/visits/{chain.visit.pk}/"),
    ):
        year = request.due_on.year if cell == "silent" else YEAR
        pages = [page_of(client, f"/states/XXB/cooperation/?year={one}&cell={cell}") for one in {year, YEAR, YEAR - 1}]
        assert any(f'href="{url}"' in page for page in pages), cell
    assert Reading.objects.filter(by=world.ines.pk, subject_id=chain.report.pk).exists()


@pytest.mark.parametrize("question", ["?year=1999&cell=late", "?year=99999&cell=late", "?year=x&cell=late", "?cell=x"])
def test_a_year_or_a_number_that_is_not_there_is_no_fault(world: World, question: str) -> None:
    transmitted(world)
    page_of(client_of(world, "ines"), f"/states/XXB/cooperation/{question}")


@pytest.mark.parametrize("key", ["ines", "jonas", "ruth", "piet"])
def test_a_hidden_visit_changes_no_number_of_anybody_else(world: World, key: str) -> None:
    transmitted(world)
    client = client_of(world, key)
    paths = ["/states/XXB/cooperation/"]
    paths += [f"/states/XXB/cooperation/?year={YEAR}&cell={cell}" for cell in CELLS]
    ask(client, paths[0])
    before = [ask(client, path) for path in paths]
    hidden(world)
    for path, was in zip(paths, before, strict=True):
        assert not told_by(ask(client, path), was), path


def multiply(item: Item, times: int) -> None:
    """So many more items on the paragraph of ``item``."""
    Item.objects.bulk_create(
        Item(
            report_id=item.report_id,
            paragraph_id=item.paragraph_id,
            place_in_paragraph=item.place_in_paragraph + number,
            kind=item.kind,
            text=f"Item {number}.",
        )
        for number in range(1, times + 1)
    )


def test_a_state_with_a_thousand_items_is_asked_for_as_often_as_one_with_one_and_listed_by_fifties(
    world: World,
) -> None:
    chain, client = transmitted(world), client_of(world, "ines")
    paths = ["/states/XXB/cooperation/", f"/states/XXB/cooperation/?year={YEAR}&cell=running"]
    counts = []
    for more in (0, 999):
        multiply(chain.item, more)
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                page = page_of(client, path)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert page.count("<tr data-row>") == 50
    assert counted(world)["running"] == 1000


@pytest.mark.parametrize("key", ["ruth", "piet", "rosa"])
def test_who_sees_no_visit_sees_no_number_of_it(world: World, key: str) -> None:
    published(world, transmitted(world))
    requested(world, "XXB")
    assert cooperated(world.states["XXB"], world.viewers[key], today=TODAY).years == ()
