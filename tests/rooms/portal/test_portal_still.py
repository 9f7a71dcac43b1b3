"""The portal as files: relative links, words where a server is needed, the same bytes again, only what changed."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.portal.walking import walked
from unannounced.rooms.portal import picturing
from unannounced.rooms.portal.following import FOLLOWERS
from unannounced.rooms.portal.still.keeping import NoStill, opened
from unannounced.rooms.portal.still.making import Made, make, seeds
from unannounced.rooms.portal.still.naming import Names, between, plain
from unannounced.rooms.portal.still.wanted import Wanted

ORIGIN = "https://portal.example"
DAY = date(2026, 11, 22)
Make = Callable[..., Made]
pytestmark = pytest.mark.sqlite
"""Requests past Django's client close the one connection in which a test stands; in memory that does nothing."""


@pytest.fixture(autouse=True)
def quick_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of dots by its digest: a still has a hundred, and others look at how they are drawn."""

    def drawn(svg: str, _title: str) -> bytes:
        return b"\x89PNG" + hashlib.sha256(svg.encode()).digest()

    monkeypatch.setattr(picturing, "_dots", drawn)


@pytest.fixture
def furnished(shelf: Any) -> Any:
    """A shelf with a register, a report with its corrected version, an archived one with its file."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("AUT", "Austria"))
    shelf.publish(4, "FRA")
    shelf.publish(4, "FRA", version=2, title="Report 4, corrected")
    shelf.show_archived(9, "AUT", original=b"1. The words of the file.\n")
    for one in FOLLOWERS:
        if one.name == "themes":
            one.bring_up_to_date(None)
    return shelf


@pytest.fixture
def still(furnished: Any, tmp_path: Path) -> Make:
    """Make a still of the shelf."""

    def made(folder: Path = tmp_path / "still", again: bool = False, **more: Any) -> Made:
        wanted = {"languages": ("en", "fr"), "day": DAY, "origin": ORIGIN, **more}
        return make(Wanted(folder, **wanted), again=again)

    return made


def from_disk(folder: Path) -> Callable[[str], tuple[int, str, bytes]]:
    """Fetch files as a web server would that knows nothing of what it serves."""
    media = {".html": "text/html", ".svg": "image/svg+xml", ".json": "application/json"}

    def fetch(address: str) -> tuple[int, str, bytes]:
        from urllib.parse import unquote, urlsplit

        path = folder / unquote(urlsplit(address).path).lstrip("/")
        if not path.is_file():
            return 404, "", b""
        return 200, media.get(path.suffix, "application/octet-stream"), path.read_bytes()

    return fetch


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


# What stands there


def test_a_still_has_no_link_that_leads_nowhere(still: Make, tmp_path: Path) -> None:
    made = still()
    walk = walked("http://files.example/index.html", from_disk(tmp_path / "still"))
    assert walk.dead == []
    assert walk.pages > 60
    assert made.missing == []


def test_pictures_of_the_law_and_of_time_stand_there_in_each_language(still: Make, tmp_path: Path) -> None:
    """And the time line of every ten years, each with its pictures; the page links to the file and to no server."""
    still()
    folder = tmp_path / "still"
    for path in (
        "conventions/ECPT/map.svg",
        "conventions/ECPT/map.png",
        "conventions/ECPT/chart.png",
        "timeline/years~decade-2020.svg",
        "timeline/years~decade-2020.png",
    ):
        one, other = (folder / path).read_bytes(), (folder / "fr" / path).read_bytes()
        assert one != other, path
        assert one[:4] in {b"<svg", b"\x89PNG"}
    page = (folder / "fr" / "conventions" / "ECPT" / "map" / "index.html").read_text()
    assert '<svg class="map map-europe"' in page
    assert {'href="../map.png"', 'href="../index.html#states"', 'href="../../../states/FRA/index.html"'} <= set(
        re.findall(r'href="[^"]*"', page)
    )
    assert 'href="map/index.html"' in (folder / "fr" / "conventions" / "ECPT" / "index.html").read_text()
    assert 'href="years~decade-2020.png"' in (folder / "timeline" / "index.html").read_text()
    assert (folder / "timeline" / "~decade-1980" / "index.html").is_file()


def test_a_still_works_in_a_folder_below(still: Make, tmp_path: Path) -> None:
    still(tmp_path / "www" / "archive" / "2026")
    walk = walked("http://files.example/archive/2026/fr/index.html", from_disk(tmp_path / "www"))
    assert walk.dead == []


@pytest.mark.usefixtures("furnished")
def test_reports_paragraphs_and_files_stand_under_their_addresses(still: Make, tmp_path: Path) -> None:
    still()
    folder = tmp_path / "still"
    for path in (
        "index.html",
        "fr/index.html",
        "states/FRA/index.html",
        "fr/states/FRA/index.html",
        "reports/CPT-Inf-2026-4/index.html",
        "reports/CPT-Inf-2026-4/paragraphs/2/index.html",
        "reports/CPT-Inf-2026-4/data.json",
        "reports/CPT-Inf-2026-4/versions/1/index.html",
        "reports/A-HRC-9/original.txt",
        "static/web/style.css",
        "about/privacy/index.html",
    ):
        assert (folder / path).is_file(), path
    assert (folder / "reports/A-HRC-9/original.txt").read_bytes() == b"1. The words of the file.\n"
    assert not (folder / "fr/reports/CPT-Inf-2026-4/data.json").exists()
    assert '<html lang="fr"' in (folder / "fr/reports/CPT-Inf-2026-4/index.html").read_text()


def test_what_needs_a_server_leads_to_a_page_that_says_so(still: Make, tmp_path: Path) -> None:
    still()
    home = (tmp_path / "still" / "index.html").read_text()
    assert "<form" not in home.replace('<form method="dialog"', "")
    assert "This needs a server" in home
    assert 'href="contents/index.html"' in home
    contents = (tmp_path / "still" / "contents" / "index.html").read_text()
    assert "In a copy as files" in contents
    assert 'href="../states/FRA/index.html"' in contents
    assert not (tmp_path / "still" / "search").exists()


def test_the_other_languages_of_a_page_are_links(still: Make, tmp_path: Path) -> None:
    still()
    english = (tmp_path / "still" / "states" / "FRA" / "index.html").read_text()
    french = (tmp_path / "still" / "fr" / "states" / "FRA" / "index.html").read_text()
    assert 'hreflang="fr" href="../../fr/states/FRA/index.html"' in english
    assert 'hreflang="en" href="../../../states/FRA/index.html"' in french


def test_a_still_of_some_parts_leads_elsewhere_to_the_contents(still: Make, tmp_path: Path) -> None:
    still(only=frozenset({"reports"}), languages=("en",))
    folder = tmp_path / "still"
    assert (folder / "reports" / "CPT-Inf-2026-4" / "index.html").exists()
    assert not (folder / "states").exists()
    assert not (folder / "fr").exists()
    assert walked("http://files.example/index.html", from_disk(folder)).dead == []


# Again


def test_the_same_shelf_and_day_give_the_same_bytes(still: Make, tmp_path: Path) -> None:
    still(tmp_path / "one")
    still(tmp_path / "other")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "other")


def test_a_second_run_writes_nothing(still: Make, tmp_path: Path) -> None:
    first = still()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "still").rglob("*.html")}
    for again in (False, True):
        second = still(again=again)
        assert (second.files, second.written, second.removed) == (first.files, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "still").rglob("*.html")} == before


def test_what_was_published_since_is_added_and_what_is_gone_removed(
    still: Make, furnished: Any, tmp_path: Path
) -> None:
    still()
    furnished.publish(5, "FRA")
    made = still()
    assert made.written
    assert (tmp_path / "still" / "reports" / "CPT-Inf-2026-5" / "index.html").exists()
    fewer = still(only=frozenset({"states"}))
    assert fewer.removed
    assert not (tmp_path / "still" / "reports" / "CPT-Inf-2026-5" / "index.html").exists()


def test_a_file_that_was_lost_is_written_again(still: Make, tmp_path: Path) -> None:
    still()
    lost = tmp_path / "still" / "states" / "FRA" / "index.html"
    kept = lost.read_bytes()
    lost.unlink()
    assert still().written == 1
    assert lost.read_bytes() == kept


def test_a_run_that_was_interrupted_goes_on_where_it_was(
    still: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the journal ends in the middle of a line; and the whole is the same as without interruption."""
    from unannounced.rooms.portal.still import asking

    still(tmp_path / "whole")
    asked: list[str] = []
    ask = asking.Portal.ask

    def some(self: Any, address: str, language: str) -> Any:
        asked.append(address)
        if len(asked) == 40:
            raise KeyboardInterrupt
        return ask(self, address, language)

    monkeypatch.setattr(asking.Portal, "ask", some)
    with pytest.raises(KeyboardInterrupt):
        still()
    journal = tmp_path / "still" / "still.journal"
    with journal.open("a") as stream:
        stream.write('{"a": "/sta')
    first = set(asked)
    asked.clear()
    monkeypatch.setattr(asking.Portal, "ask", lambda self, *more: (asked.append(more[0]), ask(self, *more))[1])
    made = still()
    assert made.missing or len(first & set(asked)) <= 1  # the one that was interrupted
    assert bytes_of(tmp_path / "still") == bytes_of(tmp_path / "whole")


def test_a_folder_with_something_else_in_it_is_refused(still: Make, tmp_path: Path) -> None:
    (tmp_path / "still").mkdir()
    (tmp_path / "still" / "letter.txt").write_text("mine")
    with pytest.raises(NoStill, match="holds something else"):
        still()
    assert bytes_of(tmp_path / "still") == {"letter.txt": b"mine"}


@pytest.mark.parametrize("said", ["", "[]", '{"files": 3}', '{"made_of": 1, "format": 1, "files": {"a": 1}}'])
def test_a_manifest_that_is_none_is_refused(said: str, tmp_path: Path) -> None:
    (tmp_path / "still.json").write_text(said)
    with pytest.raises(NoStill, match="no manifest"):
        opened(tmp_path, {})


def test_nothing_outside_the_folder_is_removed_whatever_the_manifest_says(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    folder = tmp_path / "still"
    folder.mkdir()
    files = {path: {"address": "/", "sha256": "", "size": 4} for path in ("../precious", str(tmp_path / "precious"))}
    (folder / "still.json").write_text(json.dumps({"format": 1, "made_of": {}, "files": files}))
    assert opened(folder, {"day": "other"}).remove_others() == 0
    assert (tmp_path / "precious").read_text() == "mine"


# A link that leads nowhere in the portal itself


def test_a_link_that_leads_nowhere_is_named_and_leads_to_the_contents(
    still: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.rooms.portal.still import asking

    ask = asking.Portal.ask

    def with_a_dead_link(self: Any, address: str, language: str) -> asking.Answer:
        answer = ask(self, address, language)
        more = b'<a class="dead" href="/states/QQQ/">' if address == "/about/privacy/" else b""
        return asking.Answer(answer.status, answer.media, answer.elsewhere, answer.content + more)

    monkeypatch.setattr(asking.Portal, "ask", with_a_dead_link)
    assert "/states/QQQ/" in still().missing
    page = (tmp_path / "still" / "about" / "privacy" / "index.html").read_text()
    assert '<a class="dead" href="../../contents/index.html">' in page


# Names


def test_an_address_stands_where_its_answers_have_an_end() -> None:
    names = Names(("en",), frozenset(), {})
    for stands in ("/", "/states/FRA/", "/reports/?page=2", "/reports/?page=2&register=invented", "/contents/2011/"):
        assert names.stands(stands), stands
    for needs in ("/search/?q=x", "/reports/?state=FRA", "/healthy/", f"/states/{'x' * 300}/"):
        assert not names.stands(needs), needs


def test_no_two_addresses_stand_under_one_path() -> None:
    names = Names(("en", "fr"), frozenset(), {})
    asked = ["/reports/", "/reports/?page=2", "/reports/?page=2&register=invented", "/reports/?register=invented"]
    paths = [names.path(one, language) for one in asked for language in ("en", "fr")]
    assert len(set(paths)) == len(paths)


def test_one_address_is_written_in_one_way() -> None:
    assert plain("/reports/?register=invented&page=2") == plain("/reports/?page=2&register=invented#top")
    assert between("a/b/index.html", "a/index.html") == "../index.html"


def test_the_first_page_and_the_contents_are_where_a_still_begins() -> None:
    assert {"/", "/contents/", "/reports/", "/states/", "/about/privacy/"} <= set(seeds())
    assert not [one for one in seeds() if "<" in one]


@pytest.fixture(autouse=True)
def _no_law_is_held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    from unannounced.rooms.portal.still import making

    making._bench.clear()
