"""The road map of a State: each number counts open items as they stand, and leads to just these."""

import html
import re
from collections import Counter
from datetime import timedelta

import pytest
from bench.inside.archive import furnish
from django.test import Client

from tests.rooms.office.archive import every, page_of, queries_of
from tests.rooms.office.sameness import ask, client_of, run_command, told_by
from tests.world import TODAY, World, hidden, transmitted
from unannounced.duties.dialogue import FollowUp
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread, items_seen_by, threads
from unannounced.records.reports.models import Paragraph, Report
from unannounced.rooms.office.pages.item_filters import years_before
from unannounced.rooms.office.pages.road_map import pressing, road_of

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a href="(/states/XXB/items/\?[^"]*)">([\d\u202f]+)</a>')
CODE = "XXB"


@pytest.fixture
def office(db: None) -> World:
    """A State with four reports of the archive of other ages, one on a visit, and an item that repeats another."""
    world = furnish(reports=27 * 3, items=12).world
    transmitted(world, CODE)
    ages = [100, 500, 900, 3000]
    for place, report in enumerate(Report.objects.filter(state__code=CODE).order_by("opened_on")):
        day = TODAY - timedelta(days=ages[place % len(ages)])
        Report.objects.filter(pk=report.pk).update(transmitted_on=day)
    first, last = (thread.item for thread in open_ones(world)[:2])  # any two may be answered already
    Item.objects.filter(pk=last.pk).update(repeats=first, position="pending")
    return world


def open_ones(world: World, key: str = "maud") -> list[Thread]:
    """The open items of the State, one by one."""
    seen = items_seen_by(world.viewers[key]).filter(report__state__code=CODE)
    return [thread for thread in threads(seen, today=TODAY) if thread.is_open]


def age_of(thread: Thread) -> int:
    """Which of the four ages an item has."""
    assert thread.known_on is not None
    return sum(thread.known_on <= years_before(TODAY, years) for years in (1, 2, 5))


def test_open_items_are_counted_by_age_theme_follow_up_and_position(office: World) -> None:
    alone = open_ones(office)
    road = road_of(items_seen_by(office.maud).filter(report__state__code=CODE), office.maud, today=TODAY)
    assert road.open == len(alone) > 20
    assert dict(road.ages) == dict(Counter(age_of(one) for one in alone))
    assert len(road.ages) == 4
    assert dict(road.follow_ups) == dict(Counter(one.follow_up.status for one in alone))
    assert dict(road.positions) == dict(Counter(one.item.position for one in alone))
    chapters = Counter(
        "conclusions" if "onclusion" in one.item.paragraph.chapter else one.item.paragraph.chapter for one in alone
    )
    counted = Counter[str]()
    for theme in road.in_order:
        counted[theme.chapter] += road.of(theme)
    assert counted == chapters
    assert sum(road.repeated.values()) == sum(one.item.repeats_id is not None for one in alone) == 1


def test_each_number_leads_to_just_the_items_it_counts(office: World) -> None:
    client = client_of(office, "maud")
    links = LINK.findall(page_of(client, f"/states/{CODE}/road-map/"))
    assert len(links) > 25
    for address, number in links:
        found = every(client, html.unescape(address))
        assert len(found) == int(number.replace("\u202f", "")), address


def test_the_ages_of_the_chart_lead_to_their_items(office: World) -> None:
    client, alone = client_of(office, "maud"), open_ones(office)
    for age, (older, younger) in enumerate((("", "1"), ("1", "2"), ("2", "5"), ("5", ""))):
        question = f"follow-up=open&older-than={older}&younger-than={younger}"
        found = every(client, f"/states/{CODE}/items/?{question}")
        assert set(found) == {one.item.pk for one in alone if age_of(one) == age}, question


def test_what_to_press_next_are_the_oldest_that_are_overdue_or_rejected(office: World) -> None:
    found = pressing(items_seen_by(office.maud).filter(report__state__code=CODE), today=TODAY)
    wanted = [one for one in open_ones(office) if one.follow_up.status in (FollowUp.OVERDUE, FollowUp.REJECTED)]
    assert found
    assert {one.follow_up.status for one in found} <= {FollowUp.OVERDUE, FollowUp.REJECTED}
    oldest = sorted(one.item.report.opened_on for one in wanted)
    assert [one.item.report.opened_on for one in found] == oldest[: len(found)]


def test_a_road_map_says_when_repetition_is_not_known_and_when_nothing_is_open(office: World) -> None:
    client = client_of(office, "maud")
    assert "1 of them repeats an earlier one." in page_of(client, f"/states/{CODE}/road-map/")
    Item.objects.filter(repeats__isnull=False).update(repeats=None)
    assert "Repetition is known once items are linked" in page_of(client, f"/states/{CODE}/road-map/")
    Item.objects.filter(report__state__code=CODE).update(left_out_of=2)
    assert "No item is open." in page_of(client, f"/states/{CODE}/road-map/")


def test_items_without_a_chapter_have_a_line_of_their_own(office: World) -> None:
    police = Paragraph.objects.filter(report__state__code=CODE, chapter="Police").values_list("pk", flat=True)
    Paragraph.objects.filter(pk__in=list(police)).update(chapter="")
    client = client_of(office, "maud")
    page = page_of(client, f"/states/{CODE}/road-map/")
    assert "no chapter" in page
    assert "chapter=none" in page


def test_the_page_asks_the_database_as_often_for_many_items_as_for_few(office: World) -> None:
    client = client_of(office, "maud")
    before = queries_of(client, f"/states/{CODE}/road-map/")
    paragraph = Paragraph.objects.filter(report__state__code=CODE).select_related("report").first()
    assert paragraph is not None
    Item.objects.bulk_create(
        Item(report=paragraph.report, paragraph=paragraph, place_in_paragraph=place, kind="recommendation", text="x")
        for place in range(100, 300)
    )
    assert queries_of(client, f"/states/{CODE}/road-map/") == before


def test_a_hidden_visit_changes_no_number(office: World, client: Client) -> None:
    ines = client_of(office, "ines")
    before = ask(ines, f"/states/{CODE}/road-map/")
    hidden(office)
    assert not told_by(ask(ines, f"/states/{CODE}/road-map/"), before)
    assert client.get(f"/states/{CODE}/road-map/").status_code == 302


def test_the_command_prints_the_same_numbers(office: World) -> None:
    code, out, err = run_command(["road-map", CODE, "--as", "maud"])
    assert (code, err) == (0, "")
    alone = open_ones(office)
    assert re.search(rf"^all +{len(alone)} +open$", out, re.MULTILINE)
    oldest = sum(age_of(one) == 3 for one in alone)
    assert re.search(rf"^age +{oldest} +more than 5 years$", out, re.MULTILINE)
    assert out.count("press next") == min(
        10, sum(one.follow_up.status in (FollowUp.OVERDUE, FollowUp.REJECTED) for one in alone)
    )


def test_an_unknown_state_names_the_nearest(office: World) -> None:
    assert client_of(office, "maud").get("/states/XXZZ/road-map/").status_code == 404
    assert run_command(["road-map", "Atlantis", "--as", "maud"])[0] == 1
