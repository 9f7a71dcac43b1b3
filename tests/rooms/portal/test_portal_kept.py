"""What was finished is kept and given again in the same bytes, until anything changes that it rests on."""

import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from tests.rooms.portal.walking import walked
from unannounced.rooms.portal.kept import edition as editions
from unannounced.rooms.portal.kept.application import Keeping, may_be_kept
from unannounced.rooms.portal.kept.edition import EVERY, SETTLING, Watch
from unannounced.rooms.portal.kept.store import BESIDE, Finished, Store
from unannounced.rooms.portal.still.making import seeds
from unannounced.rooms.web import installation

pytestmark = pytest.mark.sqlite
"""Requests past Django's client close the one connection in which a test stands; in memory that does nothing."""

OF_A_ROUTE = 2
REPORT = "/reports/CPT-Inf-2026-4/"


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += seconds


class Asked:
    """An application, what it was asked for, and the answers it gave."""

    def __init__(self, inside: Any) -> None:
        self.inside = inside
        self.count = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.count += 1
        return self.inside(environ, start_response)


class Process:
    """One process of the portal that keeps what it has finished."""

    def __init__(self, inside: Any = None, megabytes: int = 8) -> None:
        self.hands, self.made = Hands(), Asked(inside or get_wsgi_application())
        self.keeping = Keeping(self.made, megabytes, Watch(self.hands))

    def get(self, address: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
        return answered(self.keeping, address, **headers)

    def makes(self, address: str, **headers: str) -> bool:
        """Whether the page is made for the one who asks, rather than given as it was kept."""
        before = self.made.count
        self.get(address, **headers)
        return self.made.count > before


def answered(application: Any, address: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and bytes, as a server would have them."""
    sent = {"host": "localhost", "accept-encoding": "gzip", **{k.replace("_", "-"): v for k, v in headers.items()}}
    environ = RequestFactory().generic(method, address, headers=sent).environ
    told: list[Any] = []
    body = application(environ, lambda status, held: told.append((status, dict(held))))
    content = b"".join(body)
    getattr(body, "close", lambda: None)()
    return (*told[0], content)


@pytest.fixture
def process(shelf: Any) -> Process:
    """A process over a shelf with something on it."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Aldmoor"))
    shelf.publish(4, "FRA")
    return Process()


@pytest.fixture
def derived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of the room of this test alone."""
    monkeypatch.setenv("UNANNOUNCED_HOME", str(tmp_path))
    folder = installation.derived_folder("portal", "themes")
    folder.mkdir(parents=True)
    return folder


def addresses() -> Iterator[str]:
    """A few addresses of each kind, found by walking."""
    from django.test import Client

    client, kinds, found = Client(), Counter[str](), list[str]()

    def fetch(address: str) -> tuple[int, str, bytes]:
        path = address.removeprefix("http://testserver")
        try:
            kind = resolve(path.partition("?")[0]).route
        except Resolver404:
            return 200, "", b""
        kinds[kind] += 1
        if kinds[kind] > OF_A_ROUTE:
            return 200, "", b""
        found.append(path)
        got = client.get(path)
        if got.streaming or not got.content:
            return 200, "", b""
        return 200, str(got.headers.get("Content-Type", "")), got.content

    for seed in (*seeds(), "/search/?q=cells", f"{REPORT}?x=1"):
        walked(f"http://testserver{seed}", fetch)
    assert len(kinds) > 45
    return iter(found)


# The same, with and without


def test_every_kind_of_page_is_the_same_kept_and_made(shelf: Any, searchable: Callable[[], int]) -> None:
    shelf.register(shelf.state("FRA", "France"), shelf.state("AUT", "Austria"), shelf.state("XXA", "Aldmoor"))
    shelf.publish(4, "FRA")
    shelf.publish(4, "FRA", version=2)
    shelf.publish(5, "XXA")
    shelf.show_archived(9, "AUT", original=b"1. The words of the file.\n")
    searchable()
    process, kept = Process(), 0
    ways: tuple[dict[str, str], ...] = (
        {"accept_language": "en"},
        {"accept_language": "fr", "accept_encoding": ""},
        {"cookie": "portal_language=ar"},
    )
    for address in addresses():
        for way in ways:
            without = answered(process.made, address, **way)
            first, again = process.get(address, **way), process.get(address, **way)
            if not address.startswith("/healthy/"):
                assert first == without, (address, way)
                assert again == without, (address, way)
            kept += not process.makes(address, **way)
    assert kept > 100


def test_a_kept_page_asks_nothing_of_the_database(process: Process, django_assert_num_queries: Any) -> None:
    process.get(REPORT)
    with django_assert_num_queries(0):
        status, headers, content = process.get(REPORT)
    assert status == "200 OK"
    assert b"Report 4 on a visit" in gzip.decompress(content)
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options"):
        assert headers[name]
    assert process.made.count == 1


def test_each_language_each_host_and_each_coding_has_its_own(process: Process) -> None:
    ways: tuple[dict[str, str], ...] = (
        {"accept_language": "en"},
        {"accept_language": "fr"},
        {"accept_language": "en", "cookie": "portal_language=uk"},
        {"accept_encoding": "identity"},
        {"host": "127.0.0.1"},
    )
    told = [process.get("/", **way) for way in ways]
    assert len({content for _, _, content in told}) == len(ways)
    assert [headers["Content-Language"] for _, headers, _ in told] == ["en", "fr", "uk", "en", "en"]
    assert not process.makes("/", accept_language="fr-CA, en;q=0.5", cookie="other=1")


def test_who_has_a_page_is_told_that_it_is_the_same(process: Process) -> None:
    etag = process.get(REPORT)[1]["ETag"]
    status, headers, content = process.get(REPORT, if_none_match=f'"x", {etag}')
    assert (status, content, headers["ETag"]) == ("304 Not Modified", b"", etag)
    assert "Content-Security-Policy" in headers
    assert not {"Content-Type", "Content-Encoding", "Content-Length"} & headers.keys()
    assert process.get(REPORT, if_none_match='"x"')[0] == "200 OK"
    without = answered(process.made, REPORT, if_none_match=etag)
    assert without[0] == status
    assert {name: headers[name] for name in ("ETag", "Cache-Control", "X-Frame-Options")} == {
        name: without[1][name] for name in ("ETag", "Cache-Control", "X-Frame-Options")
    }


# What is never kept


def test_nothing_is_kept_that_says_something_about_who_asks(process: Process) -> None:
    for address in ("/turn-to/", "/turn-to/FRA/", "/healthy/", "/no/such/page/", "/states/fra/", "/api/v1/nothing"):
        process.get(address)
        assert process.makes(address), address
    for headers in ({"range": "bytes=0-9"}, {"if_modified_since": "Sun, 22 Nov 2026 09:00:00 GMT"}):
        process.get("/", **headers)
        assert process.makes("/", **headers), headers
    for method in ("POST", "HEAD", "OPTIONS"):
        before = process.made.count
        for _ in range(2):
            answered(process.keeping, "/", method)
        assert process.made.count == before + 2, method
    for host in ("elsewhere.example", ""):
        process.get("/", host=host)
        assert process.makes("/", host=host)


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private"},
        {"Cache-Control": "max-age=0, no-cache, no-store"},
        {"Vary": "Accept-Language, User-Agent"},
        {"Vary": "*"},
    ],
)
def test_an_answer_says_by_its_headers_that_it_is_not_to_be_kept(headers: dict[str, str]) -> None:
    assert may_be_kept(HttpResponse("page", headers={"Vary": "Accept-Encoding, cookie"}))
    assert not may_be_kept(HttpResponse("page", headers=headers))
    with_cookie = HttpResponse("page")
    with_cookie.set_cookie("seen", "1")
    assert not may_be_kept(with_cookie)
    assert not may_be_kept(HttpResponse("page", status=404))


def test_no_address_and_no_word_stands_beside_an_answer(process: Process, searchable: Callable[[], int]) -> None:
    searchable()
    process.get("/search/?q=Zanzibarite")
    assert not process.makes("/search/?q=Zanzibarite")
    held = process.keeping.answers._hot._held
    assert [len(key) for key in held] == [16]
    assert "Zanzibarite" not in str([one.headers for one in held.values()])
    process.hands.on(301)
    assert process.makes("/search/?q=Zanzibarite")


def test_an_interface_that_is_not_accepted_is_refused_though_it_was_kept_for_another(process: Process) -> None:
    assert process.get("/api/v1/states")[0] == "200 OK"
    assert process.get("/api/v1/states", accept="text/css")[0] == "406 Not Acceptable"
    assert not process.makes("/api/v1/states")


# What changes is seen


def test_a_publication_is_seen_by_every_process_within_two_seconds(shelf: Any, process: Process) -> None:
    other = Process()
    for one in (process, other):
        assert b"Report 5" not in one.get("/", accept_encoding="")[2]
        one.hands.on(2)
    shelf.publish(5, "FRA")
    for one in (process, other):
        assert b"Report 5" in one.get("/", accept_encoding="")[2]


def test_a_new_edition_of_the_register_is_seen(shelf: Any, process: Process) -> None:
    assert b"Atlantis" not in process.get("/states/", accept_encoding="")[2]
    shelf.register(shelf.state("FRA", "Atlantis"), edition=2)
    process.hands.on(2)
    assert b"Atlantis" in process.get("/states/", accept_encoding="")[2]


def test_what_is_derived_is_seen_when_it_has_followed(process: Process, derived: Path) -> None:
    process.get("/")
    assert not process.makes("/")
    (derived / "list.json").write_text("{}")
    process.hands.on(2)
    assert process.makes("/")
    (derived / "list.json.lock").write_text("")
    process.hands.on(SETTLING + 2)
    process.get("/")
    process.hands.on(2)
    assert not process.makes("/")


def test_another_day_has_other_pages(process: Process, today: Callable[[datetime], None]) -> None:
    day = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
    today(day)
    process.get("/states/FRA/")
    today(day + timedelta(minutes=2))
    process.hands.on(2)
    assert b"23 November 2026" in process.get("/states/FRA/", accept_encoding="")[2]


def test_shortly_after_a_change_a_page_is_kept_for_a_moment_alone(shelf: Any, process: Process) -> None:
    """An index that is open, or a connection to a copy, may be of before for some seconds."""
    process.get("/")
    shelf.publish(5, "FRA")
    process.hands.on(2)
    process.get("/")
    process.hands.on(EVERY / 2)
    assert not process.makes("/")
    process.hands.on(EVERY)
    assert process.makes("/")
    process.hands.on(SETTLING)
    process.get("/")
    process.hands.on(3600)
    assert not process.makes("/")


def test_without_a_database_nothing_is_answered_from_memory(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    process.get("/")
    assert not process.makes("/")
    monkeypatch.setattr(editions, "word_now", lambda: "")
    process.hands.on(2)
    assert process.makes("/")


# Storms


def test_a_storm_of_addresses_fills_no_memory_and_pushes_out_nothing_hot(db: None) -> None:
    def page(environ: Any, start: Any) -> HttpResponse:
        response = HttpResponse(b"x" * 4000)
        start("200 OK", list(response.items()))
        return response

    process = Process(page, megabytes=1)
    for hot in ("/", REPORT):
        process.get(hot)
        process.get(hot)
    for number in range(2000):
        process.get(f"/reports/{number}/")
        process.get(f"/?made-up={number}")
    assert not process.makes("/")
    assert not process.makes(REPORT)
    assert process.keeping.pages.size + process.keeping.answers.size <= 1024 * 1024
    assert process.makes("/reports/0/")
    assert process.makes(f"/?q={'x' * 3000}")


def test_what_was_asked_for_longest_ago_goes_first_and_one_too_large_stays_out() -> None:
    room = Store(4 * (BESIDE + 100) * 4)
    one = Finished((), b"x" * 100, float("inf"))
    assert room.get("1", b"a") is None
    for key in (b"a", b"b", b"c", b"d", b"e"):
        room.keep("1", key, one)
    assert room.get("1", b"a") is None
    assert room.get("1", b"e") is one
    room.keep("1", b"large", Finished((), b"x" * 100_000, float("inf")))
    assert room.get("1", b"large") is None
    room.keep("0", b"late", one)
    assert room.get("1", b"late") is None
    assert room.get("2", b"e") is None
    assert room.size == 0
