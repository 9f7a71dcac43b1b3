"""The map of places: every place once, on the map or said not to be; filters and links that lead to the same places."""

import base64
import html
import json
import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import ask, client_of
from tests.world import TODAY, World, moment
from unannounced.records.places.actions import enter_places
from unannounced.records.places.models import Place, PlaceNow

pytestmark = pytest.mark.django_db
MAP, POINTS = "/places/map/", "/places/map/points.json"
INVENTED = "?register=invented"


def entered(world: World, count: int, *, state: str = "XXB") -> list[Place]:
    """Places entered through the real action; what holds of them is then said by ``holds``."""
    rows = [Place(state=world.states[state], name=f"House {number}", kind="prison") for number in range(count)]
    return list(enter_places(rows, by=world.maud, at=moment(TODAY)))


def holds(place: Place, east: float | None = None, north: float | None = None, **other: Any) -> PlaceNow:
    """Write down what holds of a place now: where it is, and what else a test is about."""
    found = {
        "root": place,
        "state": place.state,
        "name": place.name,
        "names_folded": place.name.lower(),
        "kind": place.kind,
        "status": "open",
        "longitude_e6": None if east is None else round(east * 1e6),
        "latitude_e6": None if north is None else round(north * 1e6),
        **other,
    }
    return PlaceNow.objects.update_or_create(place=place, defaults=found)[0]


@pytest.fixture
def empty(world: World) -> World:
    """A world in which nothing is known of any place yet."""
    PlaceNow.objects.all().delete()
    return world


def page(world: World, address: str = MAP + INVENTED) -> str:
    answer = ask(client_of(world, "maud"), address)
    assert answer.status == 200
    return answer.body


def marks(body: str) -> list[str]:
    """The titles of the marks on the map."""
    svg = body[body.index('<g class="marks">') : body.index("</svg>", body.index('<g class="marks">'))]
    return [html.unescape(title) for title in re.findall(r"<title>(.*?)</title>", svg)]


def link_of(body: str, title: str) -> str:
    found = re.search(rf'<a class="group" href="([^"]*)" aria-label="{re.escape(html.escape(title))}"', body)
    assert found, marks(body)
    return html.unescape(found[1])


def listed(body: str) -> list[str]:
    """The names in the table."""
    return re.findall(r'<th scope="row" class="long"><a href="[^"]*">(.*?)</a>', body)


def columns(world: World, address: str = POINTS + INVENTED) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client_of(world, "maud").get(address).content)
    return found


def counted(titles: Iterable[str]) -> int:
    """How many places the marks stand for."""
    return sum(int(found[1]) if (found := re.match(r"(\d+) places,", title)) else 1 for title in titles)


def test_every_place_with_a_position_is_on_the_map_once(empty: World) -> None:
    for number, place in enumerate(entered(empty, 60)):
        holds(place, 10 + number % 7, 40 + number % 11)
    body = page(empty)
    assert counted(marks(body)) == 60
    assert len(listed(body)) == 50, "the table has pages of fifty"
    assert len(listed(page(empty, f"{MAP}{INVENTED}&page=2"))) == 10


def test_a_place_without_a_position_is_in_the_table_alone_and_the_page_says_so(empty: World) -> None:
    seen, unseen = entered(empty, 2)
    holds(seen, 10, 40)
    holds(unseen)
    body = page(empty)
    assert counted(marks(body)) == 1
    assert listed(body) == ["House 0", "House 1"]
    assert "1 place has no known position" in body


def test_places_none_of_which_has_a_position_have_a_table_and_no_map(empty: World) -> None:
    holds(entered(empty, 1)[0])
    body = page(empty)
    assert "None of these places has a known position" in body
    assert "data-place-map" not in body
    assert listed(body) == ["House 0"]


def test_an_empty_register_says_what_the_map_will_hold(empty: World) -> None:
    body = page(empty)
    assert "Every place of detention the register knows" in body
    assert "<form" not in body[body.index("<main") : body.index("</main>")]


NARROWED = {
    "state=XXC": ["House 0"],
    "kind=police_station": ["Old Mill"],
    "operator=Warders+Ltd": ["Old Mill"],
    "occupancy=over": ["Old Mill"],
    "occupancy=below": ["House 1"],
    "occupancy=unknown": ["House 0"],
    "status=closed": ["House 1"],
    "status=unknown": ["Old Mill"],
    "q=mill+old": ["Old Mill"],
    "q=m%C3%ADll": ["Old Mill"],
    "within=9,39,10.5,41": ["House 1"],
    "occupancy=over&status=open": [],
}


@pytest.mark.parametrize("asked", NARROWED)
def test_a_filter_leaves_the_same_places_on_the_map_in_the_table_and_for_the_script(empty: World, asked: str) -> None:
    (of_another,) = entered(empty, 1, state="XXC")
    _first, second, mill = entered(empty, 3)
    holds(of_another, 20, 40)
    holds(second, 10, 40, status="closed", per_mille=900, persons=90, capacity=100)
    holds(
        mill,
        11,
        41,
        name="Old Mill",
        names_folded="old mill",
        kind="police_station",
        operator="Warders Ltd",
        per_mille=1001,
        status="",
    )
    PlaceNow.objects.filter(place=_first).delete()
    body = page(empty, f"{MAP}{INVENTED}&{asked}")
    assert listed(body) == NARROWED[asked]
    assert columns(empty, f"{POINTS}{INVENTED}&{asked}")["names"] == NARROWED[asked]
    assert (counted(marks(body)) if NARROWED[asked] else 0) == len(NARROWED[asked])


@pytest.mark.parametrize("asked", ["state=ZZZ", "occupancy=full", "status=ajar", "within=1,2,3", "within=1,91,2,92"])
def test_a_word_that_no_place_can_have_is_named_and_finds_none(empty: World, asked: str) -> None:
    holds(entered(empty, 1)[0], 10, 40)
    body = page(empty, f"{MAP}{INVENTED}&{asked}")
    assert f"No place can be “{asked.partition('=')[2]}”" in body
    assert listed(body) == []
    assert columns(empty, f"{POINTS}{INVENTED}&{asked}")["names"] == []


def test_a_group_leads_to_the_places_in_it_and_to_no_other(empty: World) -> None:
    places = entered(empty, 5)
    for place, (east, north) in zip(places, [(10, 40), (10.1, 40.1), (10.2, 40), (60, -10), (61, 10)], strict=True):
        holds(place, east, north)
    body = page(empty)
    narrowed = page(empty, MAP + link_of(body, "3 places, 0 of them known to hold more than their capacity"))
    assert listed(narrowed) == ["House 0", "House 1", "House 2"]
    assert len(marks(narrowed)) == 3, "come closer, they are told apart"
    assert "Only the places in a part of the map are shown." in narrowed


def test_a_group_across_the_180th_meridian_is_one_group_and_leads_to_its_places(empty: World) -> None:
    places = entered(empty, 4)
    for place, east in zip(places, (179.9, -179.9, 178.0, -178.2), strict=True):
        holds(place, east, -18)
    body = page(empty)
    link = link_of(body, "2 places, 0 of them known to hold more than their capacity")
    assert "within=179.9%2C-18%2C-179.9%2C-18" in link
    assert listed(page(empty, MAP + link)) == ["House 0", "House 1"]
    assert len(marks(body)) == 3, "the others lie apart on either side, not a world away"


def test_a_few_far_places_do_not_make_the_map_of_a_state_small_and_the_page_says_that_they_are_there(
    empty: World,
) -> None:
    for number, place in enumerate(entered(empty, 21)):
        holds(place, 10 + number % 5, 40 + number % 4)
    far = entered(empty, 1)[0]
    holds(far, 40, 12, name="Swapped House")
    body = page(empty, f"{MAP}?state=XXB")
    assert counted(marks(body)) == 21
    assert "1 place lies far from the others, beyond the edge of this map." in body
    assert "Swapped House" in listed(body)
    whole = page(empty, f"{MAP}?state=XXB&whole=yes")
    assert counted(marks(whole)) == 22
    assert "beyond the edge" not in whole


def test_places_at_one_spot_lead_to_the_table_once_the_map_can_come_no_closer(empty: World) -> None:
    for place in entered(empty, 3):
        holds(place, 10, 40)
    title = "3 places, 0 of them known to hold more than their capacity"
    first = link_of(page(empty), title)
    assert link_of(page(empty, MAP + first), title) == "#places"


def test_what_is_above_capacity_is_told_by_shape_and_in_words(empty: World) -> None:
    places = entered(empty, 6)
    for number, (place, per_mille) in enumerate(zip(places, (None, 900, 1000, 1500, 1501, 800), strict=True)):
        holds(place, 10 * number, 40, per_mille=per_mille, status="closed" if per_mille == 800 else "open")
    body = page(empty)
    svg = body[body.index('<g class="marks">') : body.index("</figure>")]
    drawn = {
        html.unescape(title): (word, shape)
        for title, word, shape in re.findall(r'<title>(.*?)</title>.*?<path class="mark ([a-z_ ]+)" d="([^"]+)"', svg)
    }
    assert {title: word for title, (word, _shape) in drawn.items()} == {
        "House 0: prison, occupancy not known": "unknown",
        "House 1: prison, 90 % of capacity": "below",
        "House 2: prison, 100 % of capacity": "near",
        "House 3: prison, 150 % of capacity": "over",
        "House 4: prison, 150 % of capacity": "far_over",
        "House 5: prison, 80 % of capacity": "below closed",
    }
    assert len({shape for word, shape in drawn.values() if word in ("below", "near", "over", "far_over")}) == 4
    assert "Of 5 places whose occupancy is known, 2 hold more than their capacity." in body


def test_a_place_joined_into_another_is_shown_as_that_one_alone(empty: World) -> None:
    one, other = entered(empty, 2)
    holds(one, 10, 40)
    holds(other, 10, 40, root=one)
    assert listed(page(empty)) == ["House 0"]
    assert columns(empty)["names"] == ["House 0"]


def test_a_place_no_source_lists_any_more_is_not_shown(empty: World) -> None:
    holds(entered(empty, 1)[0], 10, 40, listed=False)
    assert "Every place of detention the register knows" in page(empty)


def test_the_columns_for_the_script_are_the_places_to_the_millionth_of_a_degree(empty: World) -> None:
    places = entered(empty, 3)
    where = [(10.123456, 40.5), (-179.999999, -89.9), (0.000001, 0.0)]
    for place, (east, north) in zip(places, where, strict=True):
        holds(place, east, north, per_mille=1200, status="closed" if place is places[0] else "open")
    found = columns(empty)
    ids = base64.b64decode(found["ids"])
    keys = [UUID(bytes=ids[at : at + 16]) for at in range(0, len(ids), 16)]
    degrees = zip(accumulate(found["longitudes"]), accumulate(found["latitudes"]), strict=True)
    told = dict(zip(keys, [(east / 1e6, north / 1e6) for east, north in degrees], strict=True))
    assert told == {place.pk: at for place, at in zip(places, where, strict=True)}
    assert dict(zip(keys, found["bands"], strict=True))[places[0].pk] == "O", "a large letter is closed"
    assert found["percents"] == [120] * 3


def test_a_name_that_looks_like_markup_stays_a_name(empty: World) -> None:
    holds(entered(empty, 1)[0], 10, 40, name='<script>"House"</script>', operator="</datalist><b>")
    body = page(empty)
    assert "<script>" not in body
    assert "<b>" not in body
    assert marks(body) == ['<script>"House"</script>: prison, occupancy not known']


def test_the_points_are_kept_by_no_cache_and_shown_to_nobody_at_the_door(empty: World, client: Client) -> None:
    assert client.get(POINTS).status_code == 302
    answer = client_of(empty, "ines").get(POINTS)
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Content-Type"] == "application/json"


def test_the_database_is_asked_as_often_for_many_places_as_for_few(empty: World) -> None:
    places = entered(empty, 120)
    client = client_of(empty, "maud")
    client.get("/healthy/")
    for place in places[:3]:
        holds(place, 10, 40)
    few = queries(client)
    for number, place in enumerate(places):
        holds(place, number, 40, operator=f"Operator {number}")
    assert queries(client) == few


def queries(client: Client) -> list[int]:
    counted = []
    for address in (MAP, POINTS):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address + INVENTED).status_code == 200
        counted.append(len(asked))
    return counted


def test_the_map_is_whole_without_a_script(empty: World) -> None:
    for number, place in enumerate(entered(empty, 4)):
        holds(place, 10 + number, 40)
    body = page(empty)
    main = body[body.index("<main") : body.index("</main>")]
    assert "<script" not in main
    assert "style=" not in main
    assert main.count('<a class="place"') == 4
    assert re.search(r"<path class=\"land\" d=\"M", main), "the coast around them is drawn"
    hidden = re.findall(r"<(?:div|p)[^>]*data-with-script[^>]*>", main)
    assert hidden
    assert all(" hidden" in tag for tag in hidden), "what needs a script is hidden until there is one"
