"""The bodies of reports, rendered once when they arrive: a file for each version, its language and that of the reader.

A file is called by all it rests on, so that it is right or not there; one that is damaged is passed over, and the
body is rendered for the reader as if there were none. Nothing in a request writes. What an item repeats is linked
where that report was here when the file was made: ``unannounced index --room portal --again`` makes them all anew.
"""

import hashlib
import json
import os
import secrets
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from unannounced import __version__
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal import article, citing, letters
from unannounced.rooms.portal.around import Around, around, with_repeats
from unannounced.rooms.portal.pressing import Pressed, press, unpressed
from unannounced.rooms.web.installation import derived_folder

FORMAT = 8
"""Of the files and of the HTML in them: raise it when either changes."""
LONG, MOST_BYTES = 150, 60_000
"""Paragraphs and bytes of HTML up to which a report stands on one page: with style and fonts under 100 kB."""
TOGETHER = 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter in the contents of a report, or a run of a long one; ``first`` and ``last`` are numbers."""

    number: int
    name: str
    run: int
    first: int
    last: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Body:
    """A report as it is shown: its contents, how many items there are of each kind, and a piece for each chapter."""

    headings: tuple[Heading, ...]
    kinds: dict[str, int]
    pieces: tuple[Pressed, ...]

    @property
    def is_long(self) -> bool:
        """Whether it is read by chapters: its one page would be more than a slow line brings at once."""
        return _is_long(self.headings, sum(len(one.raw) for one in self.pieces))

    @property
    def paragraphs(self) -> int:
        """How many paragraphs it has."""
        return sum(one.paragraphs for one in self.headings)


def stamp_of(report: ShelvedReport, language: str, found: Around) -> str:
    """What the body rests on: its parcel, what stands around it, both languages, and the program."""
    here = (get_language() or "en").split("-")[0]
    told = (str(FORMAT), __version__, report.parcel_digest, str(report.newest), here, language, found.stamp)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def body_of(report: ShelvedReport, language: str, found: Around) -> Body:
    """The body out of its file, or rendered now where there is none that can be read."""
    return _read(_path(stamp_of(report, language, found))) or rendered_now(report, language, found)


def rendered_now(report: ShelvedReport, language: str, found: Around) -> Body:
    """The body of a report rendered anew: one query, and one for what its items repeat."""
    passages = article.passages(report, queries.paragraphs_of(report), language)
    items = list(article.all_items(passages))
    cut = article.chapters(passages)
    html = article.body(cut, ways_of(report, language), with_repeats(found, items))
    headings = (Heading(one.number, one.name, one.run, one.first, one.last, len(one.paragraphs)) for one in cut)
    kinds = Counter(item["kind"] for item in items)
    here = get_language() or "en"
    pieces = (press(letters.marked(one, here).encode()) for one in html)
    return Body(tuple(headings), dict(kinds.most_common()), tuple(pieces))


def outline_of(report: ShelvedReport, language: str, found: Around) -> tuple[tuple[Heading, ...], bool]:
    """The contents of a report, and whether it is read by chapters: the beginning of its file alone."""
    try:
        with _path(stamp_of(report, language, found)).open("rb") as file:
            head = _head(file.readline(), file.readline().removesuffix(b"\n"))
        headings = tuple(Heading(**one) for one in head["headings"])
        return headings, _is_long(headings, sum(raw for _deflated, raw, _checksum in head["pieces"]))
    except (OSError, ValueError, KeyError, TypeError):
        body = rendered_now(report, language, found)
        return body.headings, body.is_long


def _is_long(headings: Iterable[Heading], size: int) -> bool:
    return sum(one.paragraphs for one in headings) > LONG or size > MOST_BYTES


def ways_of(report: ShelvedReport, language: str = "") -> article.Ways:
    """Where the numbers of its paragraphs lead: to the address of each, in this version and language."""
    told: dict[str, object] = {"slug": report.slug, **({} if report.newest else {"version": report.version})}
    name = "paragraph" if report.newest else "version_paragraph"
    if language:
        told, name = {**told, "language": language}, f"{name}_in"
    address = reverse(name, kwargs={**told, "number": 0}).removesuffix("0/")
    return article.Ways((address + "{}/").format, citing.styles_address(report, language, "{}").format)


def languages_of(report: ShelvedReport) -> list[str]:
    """The languages a version is read in: its own, as "", and those it exists in beside."""
    return ["", *sorted(code for code in report.renditions if code != report.language)]


# The files


def folder() -> Path:
    """Where the rendered bodies stand."""
    return derived_folder("portal", "pages")


def bring_up_to_date(progress: Progress | None = None) -> int:
    """Render what has no file yet and take away what rests on something that is no more; how many were rendered."""
    return _follow(progress, again=False)


def build_again(progress: Progress | None = None) -> int:
    """Render every body anew; how many there are."""
    return _follow(progress, again=True)


def _follow(progress: Progress | None, *, again: bool) -> int:
    total, made, kept = ShelvedReport.objects.count(), 0, set()
    for done, (report, found) in enumerate(_each(), start=1):
        for path, render in _wanted(report, found):
            kept.add(path.name)
            if again or not _is_whole(path):
                _write(path, render())
                made += 1
        if progress:
            progress(done, total)
    _take_away(kept)
    return made


def _each() -> Iterator[tuple[ShelvedReport, Around]]:
    """Every version of every report with what stands around it; two queries for every twenty."""
    keys = list(ShelvedReport.objects.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), TOGETHER):
        some = list(ShelvedReport.objects.filter(pk__in=keys[at : at + TOGETHER]).order_by("pk"))
        found = around(some)
        yield from ((one, found[one.slug]) for one in some)


def _wanted(report: ShelvedReport, found: Around) -> Iterator[tuple[Path, Callable[[], Body]]]:
    for here, _name in settings.LANGUAGES:
        with override(here):
            for language in languages_of(report):
                path = _path(stamp_of(report, language, found))
                yield path, partial(rendered_now, report, language, found)


def _path(stamp: str) -> Path:
    return folder() / stamp[:2] / f"{stamp}.body"


def _take_away(kept: set[str]) -> None:
    for path in folder().glob("??/*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _write(path: Path, body: Body) -> None:
    """Write a body whole or not at all, beside its place, and put it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    head = {
        "headings": [asdict(one) for one in body.headings],
        "kinds": body.kinds,
        "pieces": [[len(one.deflated), len(one.raw), zlib.crc32(one.raw)] for one in body.pieces],
    }
    told = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        with beside.open("wb") as file:
            file.write(b"%s %d\n%s\n" % (hashlib.sha256(told).hexdigest().encode(), FORMAT, told))
            file.writelines(one.deflated for one in body.pieces)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Whether a file is there with as many bytes as it says: all of it is read when somebody wants the page."""
    try:
        with path.open("rb") as file:
            first, told = file.readline(), file.readline()
            head = _head(first, told.removesuffix(b"\n"))
            size = len(first) + len(told) + sum(int(deflated) for deflated, _raw, _checksum in head["pieces"])
            return os.fstat(file.fileno()).st_size == size
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _head(first: bytes, told: bytes) -> dict[str, Any]:
    """What a file says of itself. Raises ``ValueError`` where that is not what it was."""
    if first.split()[:1] != [hashlib.sha256(told).hexdigest().encode()]:
        raise ValueError("the head is not what it was")
    return dict(json.loads(told))


def _read(path: Path) -> Body | None:
    """The body in a file; None where there is none, or it is not what it says it is."""
    try:
        first, told, deflated = path.read_bytes().split(b"\n", 2)
        head = _head(first, told)
        headings = tuple(Heading(**one) for one in head["headings"])
        return Body(headings, head["kinds"], tuple(_pieces(head["pieces"], deflated)))
    except (OSError, ValueError, KeyError, TypeError, IndexError, zlib.error):
        return None


def _pieces(sizes: Iterable[tuple[int, int, int]], deflated: bytes) -> Iterator[Pressed]:
    at = 0
    for size, _raw, checksum in sizes:
        part = deflated[at : at + size]
        raw = unpressed(part)
        if len(part) != size or zlib.crc32(raw) != checksum:
            raise ValueError("a piece is not what it was")
        yield Pressed(raw, part)
        at += size
