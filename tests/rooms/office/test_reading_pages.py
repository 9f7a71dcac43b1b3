"""The reading pages: what they say, to whom, and at what cost."""

import csv
import io
import time
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import client_of
from tests.world import (
    TODAY,
    Chain,
    World,
    answered,
    fill,
    hidden,
    moment,
    notify_and_end,
    plan,
    published,
    transmitted,
)
from unannounced.duties.dialogue import Verdict
from unannounced.records.ledger.linking import link_all, linked_at_the_end
from unannounced.records.ledger.models import Reading
from unannounced.records.recommendations.actions import assess, recommend
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.actions import write_paragraph
from unannounced.records.reports.models import Paragraph
from unannounced.rooms.office.pages.tracking import light_threads, open_by_state

pytestmark = pytest.mark.django_db


def lengthen(world: World, chain: Chain, *, paragraphs: int = 0, items: int = 0) -> None:
    """More paragraphs in the draft, and more items on its first one."""
    at = moment(TODAY)
    with linked_at_the_end():
        for number in range(paragraphs):
            write_paragraph(f"Words {number}. " * 30, in_report=chain.report, chapter="Prisons", by=world.ana, at=at)
        for number in range(items):
            recommend(f"Item {number}.", on_paragraph=chain.paragraph, addressee="Police", by=world.ana, at=at)


def queries_of(client: Client, path: str) -> int:
    """How many queries a page takes, its second time."""
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.slow
def test_no_page_asks_the_database_more_often_for_a_thousand_items_than_for_ten(world: World) -> None:
    chain, client = fill(world, notify_and_end(world, plan(world))), client_of(world, "ana")
    lengthen(world, chain, items=9)
    paths = ["/", "/states/?register=invented", "/states/XXB/", "/states/XXB/items/", "/states/XXB/items.csv"]
    paths += [f"/visits/{chain.visit.pk}/", f"/reports/{chain.report.pk}/", f"/items/{chain.item.pk}/", "/ledger/"]
    few = {path: queries_of(client, path) for path in paths}
    lengthen(world, chain, items=990)
    assert {path: queries_of(client, path) for path in paths} == few


def test_a_draft_of_five_hundred_paragraphs_is_read_at_once_and_with_as_many_queries_as_one_of_five(
    world: World,
) -> None:
    chain, client = fill(world, notify_and_end(world, plan(world))), client_of(world, "ana")
    path = f"/reports/{chain.report.pk}/"
    lengthen(world, chain, paragraphs=4)
    few = queries_of(client, path)
    lengthen(world, chain, paragraphs=495)
    assert queries_of(client, path) == few
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        answer = client.get(path)
        took.append(time.perf_counter() - begun)
    assert 'id="p-500"' in answer.content.decode()
    assert min(took) <= 0.4


def test_a_hidden_visit_is_not_found_like_one_that_does_not_exist(world: World) -> None:
    chain, client = hidden(world), client_of(world, "ines")
    held, absent = client.get(f"/visits/{chain.visit.pk}/"), client.get(f"/visits/{uuid4()}/")
    assert held.status_code == absent.status_code == 404
    assert not Reading.objects.filter(subject_id=chain.visit.pk).exists()


def test_opening_a_visit_a_report_and_an_item_is_written_to_the_reading_log(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ines")
    for path in (f"/visits/{chain.visit.pk}/", f"/reports/{chain.report.pk}/", f"/items/{chain.item.pk}/"):
        assert client.get(path).status_code == 200
    read = set(Reading.objects.filter(by=world.ines.pk).values_list("subject_id", flat=True))
    assert read == {chain.visit.pk, chain.report.pk, chain.item.pk}


def test_the_list_of_states_counts_only_what_the_viewer_may_see(world: World) -> None:
    transmitted(world)
    state = world.states["XXB"].pk
    assert open_by_state(world.ines, today=TODAY)[state] == 1
    for key in ("piet", "rosa", "ruth"):
        assert open_by_state(world.viewers[key], today=TODAY)[state] == 0
        assert "?follow-up=open" not in client_of(world, key).get("/states/?register=invented").content.decode()


def test_open_items_are_counted_as_the_rules_of_follow_up_compute_them(world: World) -> None:
    chain = transmitted(world)
    item = Item.objects.select_related("report__visit").get(pk=chain.item.pk)
    for verdict, day in ((Verdict.IMPLEMENTED, TODAY), (Verdict.PARTIALLY_IMPLEMENTED, TODAY + timedelta(days=1))):
        assess(item, "Seen.", verdict=verdict, evidence="seen", day=day, by=world.ana, at=moment(day))
        threads = light_threads(Item.objects.all(), today=day)
        counted = open_by_state(world.ines, today=day)[world.states["XXB"].pk]
        assert counted == sum(thread.is_open for thread in threads)


def test_items_are_filtered_by_their_address_on_the_page_and_in_the_table(world: World) -> None:
    answered(world, transmitted(world))
    client = client_of(world, "ines")
    base = "/states/XXB/items"
    for query, expected in (
        ("follow-up=unverified_claim", 1),
        ("follow-up=open", 1),
        ("follow-up=overdue", 0),
        ("kind=recommendation", 1),
        ("kind=comment", 0),
        (f"addressee={quote('Ministry of Justice')}", 1),
        ("addressee=Nobody", 0),
        ("follow-up=finished", 0),
    ):
        page = client.get(f"{base}/?{query}").content.decode()
        rows = list(csv.DictReader(io.StringIO(client.get(f"{base}.csv?{query}").getvalue().decode())))
        assert len(rows) == page.count('class="item ') == expected, query
    assert "No item can be “finished”" in client.get(f"{base}/?follow-up=finished").content.decode()


def test_nothing_in_the_table_of_items_can_be_taken_for_a_formula(world: World) -> None:
    chain = fill(world, notify_and_end(world, plan(world)))
    recommend("=1+1", on_paragraph=chain.paragraph, addressee="@police", by=world.ana, at=moment(TODAY))
    rows = list(csv.reader(io.StringIO(client_of(world, "ana").get("/states/XXB/items.csv").getvalue().decode())))
    assert any("'=1+1" in row and "'@police" in row for row in rows)


def test_an_unknown_code_suggests_the_nearest_states_and_another_spelling_leads_to_the_code(world: World) -> None:
    client = client_of(world, "ines")
    wrong = client.get("/states/Breks/")
    assert wrong.status_code == 404
    assert 'href="/states/XXB/"' in wrong.content.decode()
    assert client.get("/states/xxb/").headers["Location"] == "/states/XXB/"


def test_text_of_the_report_is_never_taken_for_markup(world: World) -> None:
    chain = fill(world, plan(world), words="<script>alert(1)</script>")
    write_paragraph("One.\n\nTwo & <b>three</b>.", in_report=chain.report, by=world.ana, at=moment(TODAY))
    page = client_of(world, "ana").get(f"/reports/{chain.report.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<p>Two &amp; &lt;b&gt;three&lt;/b&gt;.</p>" in page


def test_a_report_says_its_vote_its_stage_and_its_symbol(world: World) -> None:
    chain = transmitted(world)
    client, path = client_of(world, "ines"), f"/reports/{chain.report.pk}/"
    page = client.get(path).content.decode()
    assert "What is missing for publication" in page
    assert "The State has not requested publication." in page
    symbol = published(world, chain).symbol
    assert f"Published as {symbol}." in client.get(path).content.decode()


def test_an_item_names_only_repetitions_the_viewer_may_see(world: World) -> None:
    chain, secret = transmitted(world), hidden(world)
    earlier = Item.objects.get(pk=chain.item.pk)
    paragraph = Paragraph.objects.select_related("report__visit").get(pk=secret.paragraph.pk)
    again = recommend("Again.", on_paragraph=paragraph, addressee="P", repeats=earlier, by=world.ana, at=moment(TODAY))
    path = f"/items/{chain.item.pk}/"
    assert str(again.pk) in client_of(world, "ana").get(path).content.decode()
    assert str(again.pk) not in client_of(world, "ines").get(path).content.decode()


def test_the_ledger_shows_numbers_to_auditors_and_own_acts_to_everybody_else(world: World) -> None:
    transmitted(world)
    link_all()
    auditor = client_of(world, "piet").get("/ledger/").content.decode()
    member = client_of(world, "ana").get("/ledger/").content.decode()
    assert "ledger-number" in auditor
    assert "Maud Tessier-Lang" in auditor
    assert "ledger-number" not in member
    assert "Maud Tessier-Lang" not in member
    assert "plan a visit" in member


def test_an_empty_state_and_an_idle_member_get_a_page_that_says_so(world: World) -> None:
    client = client_of(world, "ines")
    assert "Nothing here yet" in client.get("/states/XXF/").content.decode()
    assert "Nothing waits for you today." in client.get("/").content.decode()
