"""What crawlers ask first: the site map, what to leave alone, and whom to tell of a weakness."""

import json
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from tests.rooms.portal.conftest import carry
from tests.rooms.portal.test_api_archive import a_response, a_statement, the_places
from unannounced.rooms.portal.pages import crawling

pytestmark = pytest.mark.usefixtures("today")
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def stocked(shelf: Any) -> None:
    """A report with two versions, one on an invented State, a response, a statement, places."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Aranda"))
    shelf.publish(4, "FRA")
    shelf.publish(4, "FRA", version=2)
    shelf.publish(5, "XXA")
    state = {"code": "FRA", "names": {"en": "France"}, "invented": False}
    carry("response-publication", a_response(state))
    carry("statement", a_statement(state))
    carry("places", the_places(state))


def every_address(client: Any) -> dict[str, str | None]:
    """Every address of the site map with its day, followed from robots.txt as a crawler does."""
    robots = client.get("/robots.txt").content.decode()
    index = robots.split("Sitemap: ")[1].strip()
    found: dict[str, str | None] = {}
    for part in Xml.fromstring(client.get(index.removeprefix("http://testserver")).content).iter(f"{SPACE}loc"):
        answered = client.get(str(part.text).removeprefix("http://testserver"))
        urls = Xml.fromstring(b"".join(answered.streaming_content)).findall(f"{SPACE}url")
        assert len(urls) <= crawling.MOST
        for url in urls:
            found[str(url.findtext(f"{SPACE}loc"))] = url.findtext(f"{SPACE}lastmod")
    return found


@pytest.mark.usefixtures("stocked")
def test_every_address_of_the_site_map_is_there_and_none_is_told_twice(client: Any) -> None:
    found = every_address(client)
    for address in found:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address
    for path in (
        "/reports/CPT-Inf-2026-4/", "/reports/CPT-Inf-2026-4/paragraphs/2/", "/states/FRA/", "/conventions/ECPT/",
        "/conventions/ECPT/map/",
        "/responses/CPT-Inf-2026-6/", "/statements/CPT-Inf-2026-7/", "/data/", "/checkpoints/",
    ):  # fmt: skip
        assert f"http://testserver{path}" in found
    assert found["http://testserver/reports/CPT-Inf-2026-4/"] == "2026-09-15"
    assert not [one for one in found if "XXA" in one or "CPT-Inf-2026-5" in one]
    assert len([one for one in found if "/places/" in one]) == 2


@pytest.mark.usefixtures("stocked")
def test_the_site_map_comes_in_parts_that_leave_nothing_out(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = every_address(client)
    monkeypatch.setattr(crawling, "MOST", 2)
    parts = client.get("/sitemap.xml", headers={"accept-language": "fr"}).content.decode()
    assert "/sitemaps/paragraphs-2.xml" in parts
    assert every_address(client) == whole
    assert client.get("/sitemaps/paragraphs-3.xml").status_code == 404
    assert client.get("/sitemaps/secrets-1.xml").status_code == 404
    assert client.get("/sitemaps/paragraphs-0.xml").status_code == 404


@pytest.mark.usefixtures("stocked")
def test_a_part_need_not_be_fetched_again_until_something_is_published(shelf: Any, client: Any) -> None:
    for address in ("/sitemap.xml", "/sitemaps/reports-1.xml"):
        known = {"if-none-match": client.get(address).headers["ETag"]}
        assert client.get(address, headers=known).status_code == 304
        shelf.publish(20 + len(address), "FRA")
        assert client.get(address, headers=known).status_code == 200


def test_everything_may_be_read_but_results_of_searches(shelf: Any, client: Any) -> None:
    from urllib.robotparser import RobotFileParser

    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    for path in ("/", "/reports/", "/data/items.csv", "/api/v1/reports", "/states/FRA/"):
        assert rules.can_fetch("anyone", path)
    for path in ("/search/?q=x", "/api/v1/search?q=x"):
        assert not rules.can_fetch("anyone", path)


def test_whom_to_tell_of_a_weakness_is_said_where_somebody_is_named(shelf: Any, client: Any, settings: Any) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    said = client.get("/.well-known/security.txt").content.decode()
    told = dict(line.split(": ", 1) for line in said.splitlines())
    assert told["Contact"] == "mailto:security@example.org"
    until = datetime.fromisoformat(told["Expires"])
    assert datetime(2026, 11, 22, tzinfo=UTC) < until < datetime(2027, 11, 22, tzinfo=UTC)
    assert told["Canonical"] == "http://testserver/.well-known/security.txt"


def test_the_first_page_tells_who_speaks_and_how_to_search(shelf: Any, read: Any) -> None:
    told = json.loads(read("/").split('<script type="application/ld+json">')[1].split("</script>")[0])
    kinds = {one["@type"] for one in told["@graph"]}
    assert kinds == {"Organization", "WebSite"}
    action = next(one for one in told["@graph"] if one["@type"] == "WebSite")["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"
