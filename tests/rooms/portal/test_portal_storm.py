"""Bad input and crawler storms against every address of the portal: a clear answer each time, and never a trace."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.rooms.portal.walking import walked
from unannounced.rooms.portal import turns
from unannounced.rooms.portal.crawlers import Crawlers
from unannounced.rooms.portal.turns import Turns

SOURCE = Path(turns.__file__).parent
FINE = {200, 301, 302, 304, 400, 404, 405, 406, 410, 413, 414, 415, 416, 422}

TEXTS = (
    "%00",
    "..%2F..%2Fetc%2Fpasswd",
    "%0d%0aSet-Cookie:%20seen=1",
    "'%20OR%20'1'='1'--",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%C3%28",
    "%ED%A0%80",
    "%F0%9F%92%A9%E2%80%AE",
    "%25s%7B%7B7*7%7D%7D",
    "-1",
    "A" * 4000,
    "FRA",
)
NUMBERS = ("0", "1", "007", "32768", "2147483648", "99999999999999999999999999", "9" * 4000)
SLUGS = ("x", "-", "_", "CPT-Inf-2026-4", "A" * 3000, "0", "csv", "null")
UUIDS = ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")
VALUES = {"str": TEXTS, "int": NUMBERS, "slug": SLUGS, "uuid": UUIDS, "path": (*TEXTS, "a/" * 200)}

ASKED = (
    "-1",
    "0",
    "10000",
    "99999999999999999999999999",
    "1e9",
    "",
    "%00",
    "%0d%0aSet-Cookie:%20seen=1",
    "%C3%28",
    "%ED%A0%80",
    "'%20OR%20'1'='1'--",
    "%22unbalanced%20(",
    "((((%20AND%20OR%20NOT%20NEAR%2F%20*%20%3F%20~%20%5E",
    "9999-99-99",
    "9999-12-31",
    "%3Cscript%3Ealert",
    "XXA",
    "x" * 10_000,
)
COMMON = ("q", "page", "from", "to", "year", "on", "known", "sort", "mode", "like", "size", "limit", "cursor", "lang")


def parameters() -> list[str]:
    """Every parameter that a page of the portal reads by name, and those that are read in other ways."""
    named = {
        name
        for file in SOURCE.rglob("*.py")
        for name in re.findall(r'GET\.get(?:list)?\(\s*"([\w-]+)"', file.read_text())
    }
    return sorted({*named, *COMMON})


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the portal as it is written in its table, whatever is included there."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        elif isinstance(one, URLPattern):
            yield route


def filled(route: str) -> Iterator[str]:
    """The addresses of a route with each nasty value in each place, harmless ones in the others."""
    if route.startswith("^"):
        yield from (f"/{value}" for value in VALUES["path"])
        return
    places = re.findall(r"<(?:(\w+):)?(\w+)>", route)
    for which, (kind, _name) in enumerate(places):
        for nasty in VALUES.get(kind, TEXTS):
            address = route
            for place, (other, name) in enumerate(places):
                said = nasty if place == which else VALUES.get(other, TEXTS)[-1]
                address = address.replace(f"<{other}:{name}>" if other else f"<{name}>", said, 1)
            yield f"/{address}"


@pytest.fixture
def furnished(shelf: Any, searchable: Callable[[], int]) -> None:
    """Something real behind every kind of address."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("AUT", "Austria"), shelf.state("XXA", "Aldmoor"))
    shelf.publish(4, "FRA")
    shelf.publish(4, "FRA", version=2)
    shelf.publish(5, "XXA")
    shelf.show_archived(9, "AUT", original=b"1. The words of the file.\n")
    searchable()


def judged(client: Client, address: str, **more: Any) -> str:
    """What is wrong with the answer at ``address``; empty if nothing is."""
    try:
        answered = client.get(address, **more)
        content = b"".join(answered.streaming_content) if answered.streaming else answered.content
    except Exception as trace:  # noqa: BLE001 (whatever it is would be a trace in the log and a 500 for the reader)
        return f"{address[:150]}: {type(trace).__name__}: {str(trace)[:200]}"
    wrong = []
    if answered.status_code not in FINE and not (answered.status_code == 503 and "Retry-After" in answered.headers):
        wrong.append(f"status {answered.status_code}")
    if b"Traceback" in content or b"OperationalError" in content:
        wrong.append("a trace")
    if answered.cookies:
        wrong.append("a cookie")
    if any("\r" in value or "\n" in value for value in answered.headers.values()):
        wrong.append("a header that was put in")
    if b"<script>alert" in content and answered.headers.get("Content-Type", "").startswith("text/html"):
        wrong.append("a script that was put in")
    return f"{address[:150]}: {', '.join(wrong)}" if wrong else ""


def samples(client: Client) -> list[str]:
    """An address of each kind that answers, found by walking from the first page and the contents."""
    kinds: dict[str, str] = {}

    def fetch(address: str) -> tuple[int, str, bytes]:
        path = address.removeprefix("http://testserver").partition("?")[0]
        try:
            kind = resolve(path).route
        except Resolver404:
            return 200, "", b""
        if kind in kinds:
            return 200, "", b""
        answered = client.get(path)
        if answered.status_code == 200:
            kinds[kind] = path
        content = b"" if answered.streaming else answered.content
        return 200, str(answered.headers.get("Content-Type", "")), content

    for start in ("/", "/contents/", "/reports/", "/figures/", "/search/", "/reports/CPT-Inf-2026-4/"):
        walked(f"http://testserver{start}", fetch)
    for route in routes():
        if "<" not in route and not route.startswith("^"):
            fetch(f"http://testserver/{route}")
    return sorted(kinds.values())


# Bad input


@pytest.mark.usefixtures("furnished")
def test_no_value_in_an_address_breaks_any_page(client: Client) -> None:
    wrong = [judged(client, address) for route in routes() for address in filled(route)]
    assert [one for one in wrong if one] == []


@pytest.mark.usefixtures("furnished")
def test_no_value_of_any_parameter_breaks_any_page(client: Client) -> None:
    """Each page gets every parameter there is, all with the same nasty value."""
    pages, names = samples(client), parameters()
    assert len(pages) > 40
    wrong = []
    for page in pages:
        for value in ASKED:
            wrong.append(judged(client, f"{page}?{'&'.join(f'{name}={value}' for name in names)}"))
    assert [one for one in wrong if one] == []


@pytest.mark.usefixtures("furnished")
def test_no_parameter_alone_breaks_the_lists(client: Client) -> None:
    """What one parameter does when the others are not there to be refused first."""
    for page in ("/reports/", "/search/"):
        for name in parameters():
            wrong = [judged(client, f"{page}?{name}={value}") for value in ("-1", "%00", "9999-99-99", "x" * 10_000)]
            assert [one for one in wrong if one] == []


@pytest.mark.usefixtures("furnished")
def test_no_header_breaks_any_page(client: Client) -> None:
    headers: tuple[dict[str, str], ...] = (
        {"range": "bytes=5-2"},
        {"range": "bytes=-"},
        {"range": f"bytes={'0-1,' * 500}"},
        {"if-none-match": '"' * 500},
        {"if-modified-since": "the day before yesterday"},
        {"accept-language": ";q=,," * 500},
        {"accept-language": "xx-" + "a" * 500},
        {"accept": "\x7f/*"},
        {"x-forwarded-host": "elsewhere.example", "x-forwarded-proto": "gopher"},
        {"cookie": "portal_language=../../etc; sessionid=x"},
        {"host": "elsewhere.example"},
        {"host": "local host"},
    )
    for page in samples(client):
        for one in headers:
            assert judged(client, page, headers=one) == "", one


@pytest.mark.usefixtures("furnished")
def test_a_foreign_host_stands_in_no_page(client: Client) -> None:
    for page in ("/", "/reports/CPT-Inf-2026-4/", "/search/?q=cells"):
        answered = client.get(page, headers={"x-forwarded-host": "elsewhere.example"})
        assert b"elsewhere.example" not in answered.content


@pytest.mark.usefixtures("furnished")
def test_no_other_method_does_anything(client: Client) -> None:
    for page in samples(client):
        for method in ("post", "put", "patch", "delete", "trace", "options"):
            answered = getattr(client, method)(page)
            assert answered.status_code in {200, 204, 302, 400, 403, 404, 405}, (method, page)
            assert answered.status_code != 200 or method == "options", (method, page)


@pytest.mark.usefixtures("furnished")
def test_the_ten_thousandth_page_of_a_list_is_its_last(read: Callable[..., str]) -> None:
    for page in ("/reports/", "/contents/2011/", "/statements/"):
        assert read(f"{page}?page=10000")


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize("damage", ["missing", "rubbish", "empty folder"])
def test_without_a_sound_index_everything_but_search_goes_on(damage: str, client: Client) -> None:
    """And search says so, or searches plainly, without a trace."""
    from shutil import rmtree

    from unannounced.rooms.web import installation

    folders = list(installation.search_folder("portal").parent.rglob("meta.json"))
    for meta in folders:
        if damage == "missing":
            rmtree(meta.parent)
        elif damage == "empty folder":
            rmtree(meta.parent)
            meta.parent.mkdir()
        else:
            meta.write_bytes(b"rubbish")
    for page in ("/search/?q=cells", "/search/suggest/?q=ce", "/search/feed.atom?q=cells", "/", "/reports/"):
        answered = client.get(page)
        assert answered.status_code < 500 or answered.status_code == 503, page
        assert b"Traceback" not in answered.content


# Storms


def test_answers_to_questions_are_not_to_be_kept_by_crawlers() -> None:
    marked = Crawlers(lambda _request: HttpResponse("ok"))
    made = RequestFactory()

    def said(address: str) -> str | None:
        return marked(made.get(address)).headers.get("X-Robots-Tag")

    assert said("/reports/CPT-Inf-2026-4/") is None
    assert said("/reports/?page=2") is None
    assert said("/reports/?state=FRA&year=2011") == "noindex, nofollow"
    assert said("/search/") == "noindex, follow"
    assert said("/search/?q=cells&state=FRA") == "noindex, nofollow"


def test_a_storm_of_questions_keeps_nobody_from_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are answered at a time; who finds no turn is told when to come again, and reports are read meanwhile."""
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    going, done = Barrier(turns.AT_ONCE + 1), Barrier(turns.AT_ONCE + 1)

    def answer(request: Any) -> HttpResponse:
        if request.path == "/search/":
            going.wait(5)
            done.wait(5)
        return HttpResponse("answered")

    room, made = Turns(answer), RequestFactory()
    busy = [Thread(target=room, args=(made.get("/search/?q=a"),)) for _ in range(turns.AT_ONCE)]
    for one in busy:
        one.start()
    going.wait(5)
    refused = room(made.get("/search/?q=b"))
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(turns.AGAIN_AFTER))
    assert "no-store" in refused.headers["Cache-Control"]
    assert room(made.get("/reports/CPT-Inf-2026-4/")).content == b"answered"
    done.wait(5)
    for one in busy:
        one.join(5)
    going.reset()
    done.reset()
    assert room.turns.acquire(timeout=0)
    assert room.turns.acquire(timeout=0)


def test_a_turn_is_given_back_even_if_a_page_fails() -> None:
    def fails(_request: Any) -> HttpResponse:
        raise OSError

    room = Turns(fails)
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(OSError):  # noqa: PT011 (there is no text)
            room(RequestFactory().get("/search/"))


@pytest.mark.django_db
def test_the_turn_of_a_file_lasts_until_it_is_written_and_takes_no_search_its_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file is worked out as it is written: a slow or broken-off reader holds its turn no longer than the answer."""
    monkeypatch.setattr(turns, "PATIENCE", 0.05)

    def answer(request: Any) -> HttpResponse | StreamingHttpResponse:
        if request.path == "/search/":
            return HttpResponse("answered")
        return StreamingHttpResponse(iter((b"first", b"second")))

    room, made = Turns(answer), RequestFactory()

    def ask(address: str) -> Any:
        return room(made.get(address))

    written = ask("/search/results.csv?q=a")
    pieces = iter(written)
    assert next(pieces) == b"first"
    assert ask("/search/results.csv?q=b").status_code == 503, "the first is still being written"
    assert ask("/search/").status_code == 200
    assert list(pieces) == [b"second"]
    broken_off = ask("/search/results.csv?q=b")
    assert broken_off.status_code == 200
    written.close()
    assert ask("/search/results.csv?q=c").status_code == 503, "a turn ends once, and only one's own"
    broken_off.close()
    assert ask("/search/results.csv?q=c").status_code == 200
    assert [ask(f"/api/v1/{number}").status_code for number in range(turns.AT_ONCE + 1)] == [200, 200, 503]
