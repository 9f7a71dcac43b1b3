"""Bodies rendered when they arrive: right or not there, and never worse than rendering for the reader."""

import gzip
import os
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from tests.rooms.portal.reading_room import ADDRESS, answer, become, long, publish
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal import rendered
from unannounced.rooms.portal.around import around_one
from unannounced.rooms.portal.pages import reading
from unannounced.rooms.portal.pressing import Kept, gzipped, press, takes_gzip

pytestmark = pytest.mark.usefixtures("shelf", "today")


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, and nothing kept from before."""
    monkeypatch.setattr(rendered, "folder", lambda: tmp_path / "pages")
    monkeypatch.setattr(reading, "KEPT", Kept(10_000_000))
    return tmp_path / "pages"


def _files(pages: Path) -> list[Path]:
    return sorted(path for path in pages.rglob("*") if path.is_file())


def test_each_version_is_rendered_in_each_language_of_its_own_and_of_the_readers(pages: Path, settings: Any) -> None:
    """Two of the report by as many as the portal speaks; a second time there is nothing to do."""
    publish()
    speaks = len(settings.LANGUAGES)
    assert rendered.bring_up_to_date() == 2 * speaks == len(_files(pages))
    assert rendered.bring_up_to_date() == 0
    told: list[tuple[int, int]] = []
    assert rendered.build_again(lambda done, of: told.append((done, of))) == 2 * speaks
    assert told == [(1, 1)]


def test_a_page_is_the_same_from_its_file_and_without_it(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(paragraphs=long(200))
    plain = client.get(ADDRESS).content
    rendered.bring_up_to_date()
    monkeypatch.setattr(reading, "KEPT", Kept(10_000_000))
    monkeypatch.setattr(rendered, "rendered_now", None)  # whoever renders now fails
    assert client.get(ADDRESS).content == plain
    packed = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain
    assert len(packed.content) < len(plain) / 3


def test_what_changes_around_a_report_makes_another_file_and_takes_the_old_one_away(pages: Path) -> None:
    publish()
    rendered.bring_up_to_date()
    before = _files(pages)
    become({"number": "2.1", "status": "implemented", "day": None})
    made = rendered.bring_up_to_date()
    assert made == len(before) == len(_files(pages))
    assert not set(before) & set(_files(pages))
    answer()
    assert rendered.bring_up_to_date() == made


@pytest.mark.parametrize("harm", ["cut", "flip a byte of the body", "flip a byte of the head", "empty", "nonsense"])
def test_a_damaged_file_is_passed_over_and_made_again(harm: str, pages: Path, client: Any) -> None:
    """The reader gets the same page; the next time something is taken in, or `index --again`, the file is whole."""
    publish()
    whole = client.get(ADDRESS).content
    rendered.bring_up_to_date()
    reading.KEPT.clear()
    for path in _files(pages):
        content = bytearray(path.read_bytes())
        match harm:
            case "cut":
                content = content[:-20]
            case "flip a byte of the body":
                content[-30] ^= 0xFF
            case "flip a byte of the head":
                content[90] ^= 0x01
            case "empty":
                content = bytearray()
            case _:
                content = bytearray(b"\xff\n\n\n")
        path.write_bytes(bytes(content))
    assert client.get(ADDRESS).content == whole
    rendered.build_again()
    with override("en"):
        report = ShelvedReport.objects.get()
        path = rendered._path(rendered.stamp_of(report, "", around_one(report)))
    assert rendered._read(path) is not None
    if harm != "flip a byte of the body":
        path.write_bytes(b"damaged")
        assert rendered.bring_up_to_date() == 1


def test_nothing_is_written_for_a_reader(pages: Path, client: Any) -> None:
    publish()
    for _twice in range(2):
        assert client.get(ADDRESS).status_code == 200
    assert not pages.exists()


def test_a_file_that_was_not_put_in_place_is_cleared_away(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever broke off while it was written."""
    publish()

    def full(_from: Any, _to: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            rendered.bring_up_to_date()
    assert _files(pages) == []
    (pages / "ab").mkdir(parents=True, exist_ok=True)
    (pages / "ab" / "left over").write_bytes(b"x")
    rendered.bring_up_to_date()
    assert not (pages / "ab" / "left over").exists()


def test_pieces_pressed_apart_are_one_file_of_gzip() -> None:
    pieces = [press(b""), press("Дело ".encode() * 1000), press(b"x")]
    assert gzip.decompress(gzipped(b"<p>" * 9, pieces, b"")) == b"<p>" * 9 + "Дело ".encode() * 1000 + b"x"
    assert takes_gzip("GZIP".lower())
    assert not takes_gzip("x-gzipped")


def test_kept_pages_never_hold_more_than_they_may() -> None:
    kept = Kept(100)
    for number in range(50):
        kept.keep(str(number), b"x" * 30)
        kept.keep("again", b"x" * 10)
    held = [number for number in range(50) if kept.get(str(number))]
    assert held == [47, 48, 49]
    assert kept.get("again")
    kept.keep("too large", b"x" * 101)
    assert kept.get("too large") is None
