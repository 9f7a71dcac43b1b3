"""Figures over everything published: what they count, on whose word, where each number leads, and what is to print."""

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.rooms.portal.conftest import carry, parcel, taken
from unannounced.rooms.portal.figures import keeping_up, kept
from unannounced.rooms.portal.figures.asked import Asked
from unannounced.rooms.portal.figures.charts import CHARTS

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")
DECIDED, PROPOSED = {"id": "lawyer", "decided": True}, {"id": "lawyer", "decided": False}


@pytest.fixture
def count() -> Callable[[], int]:
    """Count what is on the shelf, as taking in does."""
    return keeping_up.bring_up_to_date


def on_lawyers(shelf: Any, number: str, **more: Any) -> dict[str, Any]:
    """An item on access to a lawyer, as a mechanism that decides themes has it."""
    plain = {"topics": [DECIDED], "repeats": [], "made_by": [], "position": ""}
    return dict(shelf.item(number, **{"text": "Allow everybody a lawyer.", **plain, **more}))


def publish(shelf: Any, number: int, code: str, *items: dict[str, Any], **more: Any) -> None:
    """A report with ``items`` on its one paragraph."""
    content = shelf.report(number, code, paragraphs=[shelf.paragraph(1, items=list(items))], **more)
    assert carry("publication", {**content, **occasion(more)}, 4)


def occasion(more: dict[str, Any]) -> dict[str, Any]:
    """What a report of the fourth format says of its occasion."""
    return {"body": more.get("body", ""), "original": None, "dated_on": more.get("dated_on", "2026-05-05")}


def table(client: Any, address: str) -> list[dict[str, str]]:
    """A file of figures as rows."""
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode())))


def follow_up(slug: str, number: str, status: str) -> None:
    """The mechanism makes public what became of an item."""
    items = [{"number": number, "status": status, "day": "2026-10-01"}]
    content = {"report": {"slug": slug}, "edition": 1, "made_on": "2026-10-02", "items": items}
    taken(parcel("follow-up", content))


def test_before_anything_was_counted_the_page_says_so_and_reports_can_be_read(shelf: Any, read: Read) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    for address in ("/figures/", "/themes/", "/themes/lawyer/"):
        page = read(address)
        assert "are being counted" in page
        assert 'href="/reports/"' in page
    read("/states/FRA/", 404)
    read("/figures/kinds.csv", 404)


def test_an_empty_shelf_says_what_the_figures_will_hold(shelf: Any, read: Read, count: Any, settings: Any) -> None:
    settings.DEMONSTRATION = False
    count()
    assert "Nothing here yet" in read("/figures/")
    assert "Nothing here yet" in read("/themes/")
    assert "Access to a lawyer" in read("/themes/")


def test_each_bar_says_on_whose_word_it_rests(shelf: Any, client: Any, count: Any) -> None:
    """Found by the mechanism, else said by the State, else by the report itself, else not known."""
    said = [shelf.response(claim="implemented")]
    publish(
        shelf, 4, "FRA",
        on_lawyers(shelf, "1.1", responses=said),
        on_lawyers(shelf, "1.2", responses=said),
        on_lawyers(shelf, "1.3", position="accepted"),
        on_lawyers(shelf, "1.4"),
    )  # fmt: skip
    follow_up("CPT-Inf-2026-4", "1.1", "not_implemented")
    count()
    rows = {row["key"]: row["items"] for row in table(client, "/figures/outcomes.csv?register=real")}
    assert rows == {"mechanism/not_implemented": "1", "state/implemented": "1", "report/accepted": "1", "nobody/": "1"}
    page = unescape(client.get("/figures/?register=real").content.decode())
    for words in ("the mechanism made it public", "the State says so in its response", "nobody said anything public"):
        assert words in page


def test_what_a_state_claims_is_nowhere_counted_as_implemented(shelf: Any, read: Read, client: Any, count: Any) -> None:
    """Neither its response nor the position that a report prints: by year, theme, State and in every file."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    publish(
        shelf, 4, "FRA",
        on_lawyers(shelf, "1.1", responses=[shelf.response(claim="implemented")]),
        on_lawyers(shelf, "1.2", position="implemented"),
        on_lawyers(shelf, "1.3"),
    )  # fmt: skip
    follow_up("CPT-Inf-2026-4", "1.3", "implemented")
    count()
    for name in ("outcomes-by-year", "themes", "states"):
        row = table(client, f"/figures/{name}.csv?register=real")[0]
        assert (name, row["items"], row["implemented"], row["claimed"]) == (name, "3", "1", "2")
    themed = {row["theme"]: row for row in table(client, "/themes.csv?register=real")}["lawyer"]
    assert (themed["implemented"], themed["claimed"]) == ("1", "2")
    pages = ("/figures/?", "/themes/?", "/themes/lawyer/?", "/states/FRA/?", "/compare/?a=FRA&b=DEU&")
    for address in pages:
        assert "claimed as implemented, not verified" in read(f"{address}register=real").lower(), address
    assert "Implemented, as the mechanism found in public: 1 of 3." in read("/figures/?register=real")


def test_what_a_published_response_says_counts_like_what_came_with_the_report(
    shelf: Any, client: Any, count: Any
) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    count()
    assert table(client, "/figures/outcomes.csv?register=real")[0]["key"] == "nobody/"
    answer = {"paragraph": 1, "number": "1.1", "kind": "recommendation", "text": "x", "responses": [shelf.response()]}
    content = {
        "slug": "R-1", "version": 1, "symbol": "R (2026) 1", "title": "Report", "published_on": "2026-10-01",
        "state": {"code": "FRA", "names": {"en": "France"}, "invented": False},
        "report": {"slug": "CPT-Inf-2026-4", "symbol": "CPT/Inf (2026) 4"}, "answers": [answer],
    }  # fmt: skip
    carry("response-publication", content)
    assert count() == 1, "the report is read again because something beside it is new"
    assert table(client, "/figures/outcomes.csv?register=real")[0]["key"] == "state/implemented"


def test_a_theme_decided_by_a_person_and_one_proposed_by_the_program_are_told_apart(
    shelf: Any, read: Read, client: Any, count: Any
) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2", topics=[PROPOSED]))
    count()
    rows = {row["theme"]: row for row in table(client, "/themes.csv?register=real")}
    assert (rows["lawyer"]["items"], rows["lawyer"]["decided_by_a_person"]) == ("2", "1")
    assert rows["safeguards"]["items"] == "2", "what is about a lawyer is about the safeguards above it"
    page = read("/themes/lawyer/?register=real")
    assert "Of 1 a person decided so; of 1 the program proposes it" in page
    assert page.count("theme proposed by the program") == 1


def test_a_theme_can_be_followed_by_a_feed_of_its_items(shelf: Any, read: Read, count: Any, searchable: Any) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    publish(shelf, 5, "FRA", on_lawyers(shelf, "1.1", text="Let patients walk.", topics=[]))
    count()
    searchable()
    led = re.search(r'href="([^"]+)">Follow these items', read("/themes/lawyer/?register=real"))
    assert led is not None
    feed = read(unescape(led[1]))
    assert "CPT-Inf-2026-4" in feed
    assert "CPT-Inf-2026-5" not in feed


def test_where_no_theme_came_with_a_parcel_the_program_proposes_one(shelf: Any, client: Any, count: Any) -> None:
    """And where an empty list came, nobody proposes anything: the mechanism looked and found none."""
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, items=[shelf.item("1.1", "Ensure access to a lawyer.")])])
    publish(shelf, 5, "FRA", on_lawyers(shelf, "1.1", topics=[]))
    count()
    rows = {row["theme"]: row for row in table(client, "/themes.csv?register=real")}
    assert (rows["lawyer"]["items"], rows["lawyer"]["decided_by_a_person"]) == ("1", "0")


def test_real_and_invented_states_are_never_counted_together(
    shelf: Any, read: Read, client: Any, count: Any, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    publish(shelf, 5, "XXA", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2"))
    count()
    assert table(client, "/figures/states.csv?register=real") == [
        {"key": "FRA", "name": "State FRA", "items": "1", "implemented": "0", "claimed": "0", "under_way": "0", "accepted": "0",
         "unanswered": "0", "not_implemented": "0", "not_known": "1"}
    ]  # fmt: skip
    assert table(client, "/figures/states.csv?register=invented")[0]["key"] == "XXA"
    assert "State XXA" not in read("/themes/lawyer/?register=real")


def test_the_mechanism_and_other_bodies_can_be_counted_apart(shelf: Any, client: Any, count: Any) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    publish(shelf, 5, "FRA", on_lawyers(shelf, "1.1"), body="Working Group")
    count()
    for made, number in (("", "2"), ("own", "1"), ("others", "1")):
        assert table(client, f"/figures/publications.csv?register=real&made={made}")[0]["reports"] == number


def test_a_version_that_is_replaced_is_not_counted_beside_the_newer_one(shelf: Any, client: Any, count: Any) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    count()
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2"), version=2)
    assert count() == 1
    assert table(client, "/figures/kinds.csv?register=real")[0]["items"] == "2"
    assert count() == 0, "nothing is new"


def test_counting_again_from_nothing_comes_to_the_same(shelf: Any, count: Any) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    publish(shelf, 5, "XXA", on_lawyers(shelf, "1.1", repeats=[{"slug": "CPT-Inf-2026-4", "number": "1.1"}]))
    count()
    before = {path.name: path.read_bytes() for path in kept.folder().glob("*.json*")}
    assert keeping_up.build_again() == 2
    assert before == {path.name: path.read_bytes() for path in kept.folder().glob("*.json*")}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": 999}', b"\xff\xfe"])
def test_damaged_figures_are_counted_again_and_meanwhile_no_page_breaks(
    damage: bytes, shelf: Any, read: Read, client: Any, count: Any
) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    count()
    for path in kept.folder().glob("*.json*"):
        path.write_bytes(damage)
    assert "are being counted" in read("/figures/?register=real")
    read("/themes/lawyer/?register=real")
    read("/compare/?a=FRA&b=FRA")
    count()
    assert table(client, "/figures/kinds.csv?register=real")[0]["items"] == "1"


def test_every_chart_has_its_table_its_data_and_two_pictures(shelf: Any, read: Read, client: Any, count: Any) -> None:
    """With the finding as its title, and where it comes from."""
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1", responses=[shelf.response()], position="accepted"))
    count()
    page = read("/figures/?register=real")
    names = set(re.findall(r'href="/figures/([\w-]+)\.svg', page))
    assert names == {
        "publications",
        "outcomes-by-year",
        "outcomes",
        "themes",
        "kinds",
        "positions",
        "states",
        "responses",
    }
    for name in names:
        assert f'id="table-{name}"' in page
        svg = client.get(f"/figures/{name}.svg?register=real")
        words = "".join(ElementTree.fromstring(svg.content).itertext())
        assert "Source: everything published by the" in words
        assert "/figures/" in words
        assert "22 November 2026" in words
        assert client.get(f"/figures/{name}.png?register=real").content[:4] == b"\x89PNG"
        assert json.loads(client.get(f"/figures/{name}.json?register=real").content)
        assert "Accept-Language" in svg.headers["Vary"]
    assert client.get("/figures/states.pdf").status_code == 404
    assert client.get("/figures/nothing.svg").status_code == 404


def test_the_map_shows_real_states_alone_and_each_leads_to_its_rows(
    shelf: Any, read: Read, client: Any, count: Any
) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2"))
    publish(shelf, 6, "XXA", on_lawyers(shelf, "1.1"))
    count()
    page = unescape(read("/figures/map-items/?register=real"))
    assert "Published items are on 2 States, and on none more than on State DEU" in page
    assert re.search(r'<a href="/search/\?state=DEU[^"]*"><title>State DEU: 2<', page)
    assert table(client, "/figures/map-items.csv?register=real")[0] == {
        "state": "DEU",
        "name": "State DEU",
        "number": "2",
    }
    assert b"Natural Earth" in client.get("/figures/map-reports.svg?register=real").content
    assert client.get("/figures/map-items.svg?register=invented").status_code == 404


def test_each_number_leads_to_the_search_that_lists_its_rows(
    shelf: Any, read: Read, count: Any, searchable: Any
) -> None:
    """As many as it says."""
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2", kind="comment"))
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"), dated_on="2020-01-01")
    publish(shelf, 6, "XXA", on_lawyers(shelf, "1.1"))
    count()
    searchable()
    from django.http import QueryDict

    from unannounced.rooms.portal.finding import Question, answer

    page = unescape(read("/figures/?register=real"))
    led = re.findall(r'<th scope="row"><a href="/search/\?([^"]*)">[^<]*</a></th><td class="number"[^>]*>(\d+)<', page)
    assert len(led) >= 6
    for address, number in led:
        question, problems = Question.from_address(QueryDict(address))
        assert not problems
        assert answer(question).total == int(number), address


def test_figures_ask_the_database_nothing_but_which_register(
    shelf: Any, client: Any, count: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 12):
        publish(shelf, number, "FRA", on_lawyers(shelf, "1.1"))
    count()
    for address in ("/figures/?register=real", "/themes/?register=real", "/themes/lawyer/?register=real"):
        with django_assert_max_num_queries(0):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "asked", ["?state=%00", "?state=ZZZZZZZZ", "?made=x", "?theme=../..", "?register=%ff", "?state=FRA&theme=lawyer"]
)
def test_whatever_an_address_asks_for_no_page_breaks(asked: str, shelf: Any, client: Any, count: Any) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"))
    count()
    for address in ("/figures/", "/themes/", "/themes/lawyer/", "/figures/kinds.svg", "/figures/map-items/"):
        assert client.get(address + asked).status_code in (200, 404)
    assert client.get("/themes/no-such-theme/").status_code == 404


def test_every_number_leads_to_as_many_rows(shelf: Any, read: Read, client: Any, count: Any, searchable: Any) -> None:
    """Each link of each chart, on everything, a theme and a State, lists what it counts; a number without a list has none."""
    said = [shelf.response(claim="implemented")]
    kinds = {"kind": "comment"}
    publish(
        shelf, 4, "FRA",
        on_lawyers(shelf, "1.1", responses=said),
        on_lawyers(shelf, "1.2", position="accepted", **kinds),
        on_lawyers(shelf, "1.3", text="Let patients walk.", topics=[]),
    )  # fmt: skip
    publish(shelf, 5, "DEU", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2"), dated_on="2023-05-05")
    follow_up("CPT-Inf-2026-4", "1.2", "not_implemented")
    count()
    searchable()
    followed = set()
    for about in ({}, {"theme": "lawyer"}, {"state": "FRA"}):
        asked = Asked(False, **about)
        whole = asked.whole() or {}
        for name, drawn in CHARTS.items():
            for line in getattr(drawn(asked, asked.sums(whole), whole), "lines", ()):
                if line.link.startswith("/search/"):
                    followed.add(name)
                    listed = json.loads(b"".join(client.get(as_file(line.link)).streaming_content))
                    rows = listed["results"] if isinstance(listed, dict) else listed
                    assert len(rows) == line.numbers[0], (name, line.name, line.link)
                elif line.link:
                    assert read(line.link).count("data-row") == line.numbers[0], (name, line.link)
    assert followed == {"outcomes-by-year", "outcomes", "themes", "kinds", "positions", "states"}


def as_file(link: str) -> str:
    """The rows that a search lists, as data."""
    return link.replace("/search/", "/search/results.json", 1)


def test_one_report_and_one_year_are_said_as_one(shelf: Any, read: Read, count: Any) -> None:
    publish(shelf, 4, "FRA", on_lawyers(shelf, "1.1"), on_lawyers(shelf, "1.2"), dated_on="2023-05-05")
    count()
    page = read("/themes/lawyer/?register=real")
    assert "2 published items are about it, in one report." in page
    assert "2 items, all of the year 2023" in page
    assert "2023 to 2023" not in page
