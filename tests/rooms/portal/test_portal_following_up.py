"""Following what was published: a State through the years, two States side by side, the time line, and places named."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.rooms.portal.test_portal_figures import count, on_lawyers, publish
from tests.rooms.portal.test_portal_places import EAST, WEST, edition, place

__all__ = ["count"]
Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")
COUNTED = {"visits": 4, "reports": 3, "published": 1}


def repeating(shelf: Any, number: str, *earlier: tuple[str, str], **more: Any) -> dict[str, Any]:
    """An item that repeats earlier ones."""
    return on_lawyers(shelf, number, repeats=[{"slug": slug, "number": one} for slug, one in earlier], **more)


# The page of a State


def test_a_state_shows_what_was_asked_of_it_by_year_theme_and_outcome(shelf: Any, read: Read, count: Any) -> None:
    shelf.register(shelf.state("FRA", "France"))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1", responses=[shelf.response()]), on_lawyers(shelf, "1.2"))
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"))
    count()
    page = unescape(read("/states/FRA/"))
    assert "public: 0 of 2. Claimed as implemented and not verified: 1. Nothing is public of 1." in page
    assert 'href="/figures/outcomes-by-year.svg?state=FRA"' in page
    assert "Themes through time" in page
    assert 'data-label="2025 to 2029">2<' in page
    assert "State DEU" not in page


def test_a_state_without_items_shows_no_empty_charts(shelf: Any, read: Read, count: Any) -> None:
    shelf.register(shelf.state("FRA", "France"))
    count()
    page = read("/states/FRA/")
    assert "What was asked of it" not in page
    assert "figures.css" not in page


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (COUNTED, "Published: 1 of 3 reports that were transmitted to the State. Not published: 2."),
        ({**COUNTED, "published": 3}, "Every report that was transmitted to the State is published."),
    ],
)
def test_how_many_reports_are_not_published_is_said_where_the_mechanism_counts_them(
    figures: dict[str, int], said: str, shelf: Any, read: Read
) -> None:
    """And nothing is said where it does not: not counted is not none."""
    shelf.register(shelf.state("FRA", "France", figures=figures), shelf.state("DEU", "Germany"))
    assert said in read("/states/FRA/")
    assert "transmitted to the State" not in read("/states/DEU/")


def test_what_was_asked_again_is_shown_from_its_newest_asking_back(shelf: Any, read: Read, count: Any) -> None:
    """Through every report between, once; what is not public is left out."""
    shelf.register(shelf.state("FRA", "France"))
    publish(shelf, 1, "FRA", on_lawyers(shelf, "1.1"), dated_on="2008-01-01")
    publish(shelf, 2, "FRA", repeating(shelf, "7.1", ("CPT-Inf-2026-1", "1.1")), dated_on="2015-01-01")
    earlier = [("CPT-Inf-2026-2", "7.1"), ("not-public", "3")]
    publish(shelf, 3, "FRA", repeating(shelf, "9.1", *earlier), dated_on="2021-01-01")
    count()
    page = unescape(read("/states/FRA/"))
    assert "2 published items repeat an earlier one" in page
    chain = page[page.index('class="chain') :]
    order = [chain.index(f"CPT/Inf (2026) {number}") for number in (3, 2, 1)]
    assert order == sorted(order)
    assert page.count('class="chain') == 1, "the one of 2015 is a part of it"
    assert "not-public" not in page


def test_items_that_repeat_each_other_in_a_circle_end(shelf: Any, read: Read, count: Any) -> None:
    shelf.register(shelf.state("FRA", "France"))
    publish(shelf, 1, "FRA", repeating(shelf, "1.1", ("CPT-Inf-2026-2", "1.1")))
    publish(shelf, 2, "FRA", repeating(shelf, "1.1", ("CPT-Inf-2026-1", "1.1")))
    publish(shelf, 3, "FRA", repeating(shelf, "1.1", ("CPT-Inf-2026-1", "1.1"), ("CPT-Inf-2026-3", "1.1")))
    count()
    read("/states/FRA/")


def test_every_state_leads_to_those_who_can_still_be_turned_to(shelf: Any, read: Read) -> None:
    shelf.register(shelf.state("FRA", "France"))
    assert 'href="/turn-to/FRA/"' in read("/states/FRA/")


# Two States


def test_two_states_stand_side_by_side_with_figures_standings_themes_and_outcomes(
    shelf: Any, read: Read, count: Any
) -> None:
    shelf.register(shelf.state("FRA", "France", figures=COUNTED), shelf.state("DEU", "Germany"))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2"))
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"))
    count()
    page = unescape(read("/compare/?a=FRA&b=DEU"))
    assert "<h1>France and Germany</h1>" in page
    row = re.search(r"Reports of the mechanism that are not published</th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None
    assert re.search(r">2\s*<", row[1])
    assert "not known" in row[1], "Germany's are not counted, which is not none"
    assert re.search(r"Access to a lawyer</th>.{0,400}?>2</a>.*?>1</a>", page, re.DOTALL)
    assert page.index("<table") < page.index('class="plot"'), "the table comes first"
    swapped = unescape(read("/compare/?a=DEU&b=FRA"))
    assert "<h1>Germany and France</h1>" in swapped


def test_both_are_drawn_on_the_same_scale(shelf: Any, read: Read, count: Any) -> None:
    """One item is drawn as half of what two are."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    publish(shelf, 4, "FRA", *(on_lawyers(shelf, f"1.{number}") for number in range(1, 5)))
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"))
    count()
    page = read("/compare/?a=FRA&b=DEU")
    heights = [
        float(one) for one in re.findall(r'<rect x="[\d.]+%" y="[\d.]+" width="[\d.]+%" height="([\d.]+)" class', page)
    ]
    assert heights[0] == pytest.approx(4 * heights[1])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("?a=FRA", "Choose a second State"),
        ("?a=FRA&b=FRA", "Both are the same State"),
        ("?a=FRA&b=<b>", "“<B>” is no State of this register"),
        ("?a=%00&b=FRA", "Choose a second State"),
    ],
)
def test_what_cannot_be_compared_is_said_and_what_was_chosen_stays(
    asked: str, said: str, shelf: Any, read: Read, settings: Any
) -> None:
    settings.DEMONSTRATION = False
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    page = read(f"/compare/{asked}")
    assert said in unescape(page)
    assert '<option value="FRA" selected>' in page
    assert "<B>" not in page


def test_a_real_and_an_invented_state_are_not_compared(shelf: Any, read: Read) -> None:
    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Aldmoor"))
    page = unescape(read("/compare/?a=FRA&b=XXA"))
    assert "“FRA” is no State of this register" in page


@pytest.mark.parametrize("name", ["years", "themes"])
def test_two_states_are_a_picture_to_print_and_a_table(
    name: str, shelf: Any, read: Read, client: Any, count: Any
) -> None:
    """With the finding as its title, both names, and where it comes from; both numbers stand in the files."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2"))
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"))
    count()
    page = unescape(read("/compare/?a=FRA&b=DEU"))
    for ending in ("svg", "png", "csv", "json"):
        assert f'href="/compare/{name}.{ending}?a=FRA&b=DEU"' in page
    assert f'id="table-{name}"' in page
    assert page.count(f'aria-describedby="table-{name}"') == 2
    keys = re.findall(r'<li class="key">.*?</svg>([^<]*)</li>', page)
    assert keys == ["not known", "not known"], "the legend of each pair has what is drawn and nothing else"
    svg = client.get(f"/compare/{name}.svg?a=FRA&b=DEU")
    words = "".join(ElementTree.fromstring(svg.content).itertext())
    for said in ("France: ", "Germany: ", "Source: everything published", "/compare/?a=FRA&b=DEU", "22 November 2026"):
        assert said in words
    assert "Accept-Language" in svg.headers["Vary"]
    assert client.get(f"/compare/{name}.png?a=FRA&b=DEU").content[:4] == b"\x89PNG"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/compare/{name}.csv?a=FRA&b=DEU").content.decode())))
    first = rows[0]["key"]
    assert {row["state"]: row["items"] for row in rows if row["key"] == first} == {"FRA": "2", "DEU": "1"}


@pytest.mark.parametrize(
    "address",
    ["years.svg?a=FRA&b=FRA", "years.svg?a=FRA", "years.csv", "years.svg?a=FRA&b=XXX", "years.gif?a=FRA&b=DEU", "x.svg?a=FRA&b=DEU",
     "years.png?a=FRA&b=DEU"],
)  # fmt: skip
def test_what_cannot_be_compared_is_no_picture(address: str, shelf: Any, client: Any, count: Any) -> None:
    """Two States of which nothing is published neither."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    count()
    assert client.get(f"/compare/{address}").status_code == 404


# The time line


def test_the_time_line_is_a_picture_to_print_and_a_table(shelf: Any, read: Read, client: Any, settings: Any) -> None:
    """By year and kind, narrowed as the page is; without an event there is no picture."""
    settings.DEMONSTRATION = False
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"))
    page = unescape(read("/timeline/"))
    for ending in ("svg", "png", "csv", "json"):
        assert f'href="/timeline/years.{ending}?decade=2020"' in page
    svg = client.get("/timeline/years.svg?decade=2020&state=FRA&kind=report")
    words = "".join(ElementTree.fromstring(svg.content).itertext())
    for said in (
        "France. 1 event from 2020 to 2026",
        "Reports",
        "/timeline/?state=FRA&kind=report&decade=2020",
        "22 November 2026",
    ):
        assert said in words
    assert "Public statements" not in words
    assert client.get("/timeline/years.png").content[:4] == b"\x89PNG"
    rows = list(csv.DictReader(io.StringIO(client.get("/timeline/years.csv").content.decode())))
    assert [row["report"] for row in rows if row["report"] != "0"] == ["2"]
    assert [row["year"] for row in rows] == [str(year) for year in range(2020, 2027)], "of no year to come"
    assert client.get("/timeline/years.svg?state=DEU&kind=statement").status_code == 404
    assert client.get("/timeline/years.gif").status_code == 404


def test_the_time_line_holds_acts_visits_reports_responses_and_statements(
    shelf: Any, read: Read, client: Any, settings: Any
) -> None:
    settings.DEMONSTRATION = False
    facts = [shelf.fact("seat_vacant", begins="2024-03-01")]
    shelf.register(shelf.state("FRA", "France", facts=facts))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    page = read("/timeline/")
    for words in (
        "Report 4 on a visit",
        "periodic visit",
        "Seat vacant",
        "3 events from 2020 to 2026",
    ):
        assert words in page
    assert "1989" not in page
    assert "Ratification" in read("/timeline/?decade=1980")
    rows = list(csv.DictReader(io.StringIO(client.get("/timeline.csv?decade=2020").content.decode())))
    assert [row["kind"] for row in rows] == ["record", "visit", "report"]


def test_the_time_line_says_nothing_of_years_to_come(shelf: Any, read: Read) -> None:
    """Its table and its drawing end with this year: nought events in 2029 would be a claim nobody can make."""
    shelf.register(shelf.state("FRA", "France"))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    page = read("/timeline/")
    assert '<th scope="row">2026</th>' in page
    assert all(str(year) not in page for year in (2027, 2028, 2029))
    assert '<th scope="row">1989</th>' in read("/timeline/?decade=1980")


def test_a_visit_of_which_nothing_is_published_is_on_no_time_line(shelf: Any, read: Read) -> None:
    """The register counts seven visits; the one with a report is shown, and not its neighbours."""
    shelf.register(shelf.state("FRA", "France", figures={"visits": 7, "reports": 3, "published": 1}))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    publish(shelf, 5, "FRA", on_lawyers(shelf, "1.1"))
    page = read("/timeline/?kind=visit")
    assert "1 event from 2020 to 2026" in page, "two reports on one visit are one visit"


def test_the_time_line_is_narrowed_by_state_and_kind_and_paged(shelf: Any, read: Read) -> None:
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    for number in range(1, 61):
        publish(shelf, number, "FRA" if number % 2 else "DEU", on_lawyers(shelf, "1.1"))
    page = read("/timeline/?kind=report")
    assert page.count("<tr data-row>") == 50
    assert "page=2" in page
    assert read("/timeline/?kind=report&page=2").count("<tr data-row>") == 10
    assert read("/timeline/?kind=report&state=FRA").count("<tr data-row>") == 30


def test_the_time_line_makes_the_same_queries_for_one_event_and_for_many(
    shelf: Any, client: Any, django_assert_max_num_queries: Any
) -> None:
    shelf.register(shelf.state("FRA", "France"))
    for number in range(1, 31):
        publish(shelf, number, "FRA", on_lawyers(shelf, "1.1"))
    client.get("/timeline/?register=real")
    with django_assert_max_num_queries(6):
        client.get("/timeline/?register=real")


@pytest.mark.parametrize(
    "asked", ["?decade=9999", "?decade=0000", "?decade=x", "?page=10000", "?kind=<b>", "?state=%00", "?decade=١٩٩٠"]
)
def test_whatever_the_time_line_is_asked_it_answers(asked: str, shelf: Any, read: Read) -> None:
    shelf.register(shelf.state("FRA", "France"))
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    read(f"/timeline/{asked}")
    read("/timeline.txt", 404)


# Places


def test_a_place_shows_the_published_paragraphs_that_name_it(shelf: Any, read: Read, count: Any) -> None:
    """Within its State, by its whole name, and says how that was found."""
    edition()
    named = [
        shelf.paragraph(1, "In Eastgate Prison the cells were seen at night."),
        shelf.paragraph(2, "The east gate of the prison was open."),
        shelf.paragraph(3, "Elsewhere.", items=[shelf.item("3.1", "Close Eastgate prison.")]),
    ]
    shelf.publish(4, "XXA", paragraphs=named)
    shelf.publish(5, "XXB", paragraphs=[shelf.paragraph(1, "Eastgate Prison is another place here.")])
    count()
    page = read(f"/states/XXA/places/{EAST}/")
    assert "2 published paragraphs name it" in page
    assert "found by its name, word for word" in page
    assert 'href="/reports/CPT-Inf-2026-4/paragraphs/1/"' in page
    assert 'href="/reports/CPT-Inf-2026-4/paragraphs/3/"' in page
    assert "paragraphs/2/" not in page
    assert "CPT-Inf-2026-5" not in page


def test_a_name_that_two_places_share_or_that_is_short_is_not_looked_for(shelf: Any, read: Read, count: Any) -> None:
    edition(places=[place(EAST, "Central Prison"), place(WEST, "Central Prison", says={})])
    shelf.publish(4, "XXA", paragraphs=[shelf.paragraph(1, "In Central Prison and in the Old Mill.")])
    count()
    assert "Where published reports name it" not in read(f"/states/XXA/places/{EAST}/")


def test_places_are_looked_for_again_when_their_register_or_a_report_is_new(shelf: Any, read: Read, count: Any) -> None:
    edition()
    shelf.publish(4, "XXA", paragraphs=[shelf.paragraph(1, "In Southbank Prison.")])
    count()
    edition(2, places=[place(EAST, "Southbank Prison")])
    count()
    assert "1 published paragraph names it" in read(f"/states/XXA/places/{EAST}/")
    shelf.publish(5, "XXA", paragraphs=[shelf.paragraph(1, "Again in Southbank Prison.")])
    count()
    assert "2 published paragraphs name it" in read(f"/states/XXA/places/{EAST}/")


# The first page


def test_the_first_page_leads_to_everything_there_is(shelf: Any, read: Read) -> None:
    page = read("/")
    for address in ("states", "reports", "themes", "timeline", "figures", "compare", "turn-to", "data"):
        assert f'href="/{address}/"' in page
    assert "It is no court and decides no single case" in page
