"""Pages leave with a tag and are not sent twice; open data may be read from anywhere; a bare number says what is wrong."""

import json
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("today")
REPORT = "/reports/CPT-Inf-2026-4/"


@pytest.fixture(autouse=True)
def something(shelf: Any) -> None:
    shelf.register(shelf.state("FRA", "France"))
    shelf.publish(4, "FRA")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/states/",
        "/states/FRA/",
        "/conventions/",
        "/conventions/ECPT/",
        "/conventions/ECPT/map/",
        "/figures/",
        "/timeline/?register=real",
        "/themes/",
        "/statements/",
        "/reports/?register=real",
        f"{REPORT}paragraphs/1/",
        f"{REPORT}data.json",
        f"{REPORT}items.csv",
        "/contents/",
        "/about/",
    ],
)
def test_a_page_is_kept_for_five_minutes_and_not_sent_twice(address: str, client: Any) -> None:
    answered = client.get(address)
    assert answered.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(address, headers={"If-None-Match": answered.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == answered.headers["ETag"]
    assert again.headers["Vary"] == answered.headers["Vary"]


def test_another_language_and_another_edition_are_another_page(shelf: Any, client: Any) -> None:
    tag = client.get("/states/FRA/").headers["ETag"]
    french = client.get("/states/FRA/", headers={"If-None-Match": tag, "Accept-Language": "fr"})
    assert french.status_code == 200
    shelf.register(shelf.state("FRA", "France", figures={"visits": 7, "reports": 3, "published": 1}), edition=2)
    assert client.get("/states/FRA/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("address", ["/search/?q=cells", "/turn-to/", "/turn-to/FRA/", "/states/ZZZ/", "/healthy/"])
def test_questions_and_what_is_not_there_are_kept_by_nobody(address: str, client: Any) -> None:
    assert "public" not in client.get(address).headers.get("Cache-Control", "")


@pytest.mark.parametrize("name", ["data.json", "versions/1/data.json", "items.csv"])
def test_open_data_can_be_read_by_a_page_of_another_origin(name: str, client: Any) -> None:
    answered = client.get(f"{REPORT}{name}")
    assert answered.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"{REPORT}{name}", headers={"If-None-Match": answered.headers["ETag"]})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


def test_the_tag_of_the_data_of_a_report_is_its_digest(client: Any) -> None:
    answered = client.get(f"{REPORT}data.json")
    assert json.loads(answered.content)["slug"] == "CPT-Inf-2026-4"
    assert answered.headers["ETag"].strip('"') in client.get(REPORT).content.decode()


def test_styles_and_letters_are_kept_for_an_hour(client: Any) -> None:
    for name in ("portal/pages.css", "portal/fonts/reading-sans-latin.woff2", "web/theme.js"):
        assert client.get(f"/static/{name}").headers["Cache-Control"].startswith("max-age=3600"), name


def test_what_may_not_be_done_is_said_in_the_language_of_the_reader(client: Any) -> None:
    refused = client.post("/reports/")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD"
    assert refused.content.decode() == "One can only read here: ask with GET or HEAD.\n"
    assert client.post("/reports/", headers={"Accept-Language": "fr"}).headers["Content-Language"] == "fr"


def test_bytes_that_are_not_there_are_said_not_to_be(client: Any) -> None:
    refused = client.get("/static/portal/pages.css", headers={"Range": "bytes=99999999-"})
    size = refused.headers["Content-Range"].removeprefix("bytes */")
    assert refused.status_code == 416
    assert refused.content.decode() == f"The file has {size} bytes, and none of those asked for.\n"
