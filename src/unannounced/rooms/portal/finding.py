"""Full-text search over what was published: what is found, and how the index follows the shelf.

Everything on the shelf is public, so there is one scope. The index holds the newest version of every report, a
paragraph and each item on it as entries of their own, and can be built again from the shelf at any time.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q

from unannounced.crafts.searching import Entry, Found, Index, IndexDamaged, Part, Results, Writer, alone, built_beside
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport
from unannounced.rooms.portal.article import Anchors
from unannounced.rooms.portal.narrowing import OTHERS, OWN
from unannounced.rooms.web.installation import search_folder

OPEN = "open"
PARAGRAPH = "paragraph"

_NUMBER, _PLACE, _REPORT = 15, 10, 16
"""Bits of a rank below the day: paragraph, item in it, and above both what keeps reports of one day apart."""

Progress = Callable[[int, int], None]

_held: dict[Path, Index] = {}


class NotReady(Exception):
    """There is no index that can be looked into; the next parcels taken in, or a command, will build it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph or item that was found, with the report it stands in and the text around the words."""

    report: ShelvedReport
    kind: str
    paragraph: int
    number: str
    anchor: str
    chapter: str
    snippet: tuple[Part, ...]


# Looking


def search(
    words: str,
    *,
    invented: bool,
    kinds: Iterable[str] = (),
    state: str = "",
    body: str = "",
    year: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """What was published that holds all ``words``, the latest report first; raises ``NotReady``."""
    facets = {"register": _register(invented)}
    if body:
        facets["made" if body in (OWN, OTHERS) else "body"] = body
    if year:
        facets["year"] = year
    asked: Mapping[str, Any] = {
        "within": [OPEN], "kinds": list(kinds), "state": state, "facets": facets, "limit": limit, "offset": offset,
    }  # fmt: skip
    folder = search_folder("portal")
    try:
        return _index_to_read(folder).search(words, **asked)
    except (IndexDamaged, OSError) as damaged:  # OSError: it is being put in its place at this moment
        _held.pop(folder, None)
        raise NotReady from damaged


def opened(found: Iterable[Found]) -> list[Hit]:
    """Where each of ``found`` is read: two queries. What is no longer the newest version is left out."""
    hits = [(one, *_place_of(one.key)) for one in found]
    reports = ShelvedReport.objects.filter(newest=True, slug__in={slug for _, slug, _, _ in hits})
    by_slug = {one.slug: one for one in reports}
    wanted = Q(pk__in=[])
    for _, slug, number, _ in hits:
        if slug in by_slug:
            wanted |= Q(report_id=by_slug[slug].pk, number=number)
    paragraphs = {(one.report_id, one.number): one for one in ShelvedParagraph.objects.filter(wanted)}
    shown = []
    for one, slug, number, place in hits:
        report = by_slug.get(slug)
        paragraph = paragraphs.get((report.pk, number)) if report else None
        if report is None or paragraph is None or place > len(paragraph.items):
            continue
        printed, anchor = _item_at(paragraph, place) if place else ("", "")
        shown.append(Hit(report, one.kind, number, printed, anchor, paragraph.chapter, one.snippet))
    return shown


def _item_at(paragraph: ShelvedParagraph, place: int) -> tuple[str, str]:
    """The number of an item as printed, and where it stands on the page of its paragraph."""
    given, numbers = Anchors(), [str(item["number"]) for item in paragraph.items[:place]]
    return numbers[-1], f"#{[given.of(number) for number in numbers][-1]}"


def _index_to_read(folder: Path) -> Index:
    """The index, opened once in a process; looking never makes one."""
    if not (folder / "meta.json").exists():
        _held.pop(folder, None)
        raise NotReady
    index = _held.get(folder)
    if index is None:
        index = Index(folder)
        if not index.mark():
            raise NotReady
        _held[folder] = index
    return index


# Writing


def index_new(progress: Progress | None = None) -> int:
    """Index what came to the shelf since the last time; how many reports were taken up.

    An index that is not there, damaged, of another version or not of this shelf is built again. Whoever else is
    writing to it is waited for.
    """
    with alone(search_folder("portal")):
        try:
            index = Index(search_folder("portal"))
            mark = index.mark()
        except IndexDamaged:
            return _build_again(progress)
        last, _, shelf = mark.partition(" ")
        if not shelf or _shelf_upto(int(last)) != shelf:
            return _build_again(progress)
        new = list(ShelvedReport.objects.filter(pk__gt=int(last)).order_by("pk"))
        return _write(index, new, progress, drop=True) if new else 0


def build_again(progress: Progress | None = None) -> int:
    """Build the whole index from the shelf; how many reports it holds."""
    with alone(search_folder("portal")):
        return _build_again(progress)


def _build_again(progress: Progress | None) -> int:
    """Build it beside the one there is, so that search goes on, and put it in its place when it is whole."""
    with built_beside(search_folder("portal")) as index:
        return _write(index, list(ShelvedReport.objects.order_by("pk")), progress, drop=False)


def _write(index: Index, reports: list[ShelvedReport], progress: Progress | None, *, drop: bool) -> int:
    """Put the newest versions among ``reports`` into the index, all or nothing; note how far it then reaches."""
    newest = [one for one in reports if one.newest]
    with index.write() as writer:
        if drop:
            _drop_older(writer, newest)
        for done, (report, paragraphs) in enumerate(queries.with_paragraphs(newest), start=1):
            for entry in _entries(report, paragraphs):
                writer.put(entry)
            if progress:
                progress(done, len(newest))
        last = max((one.pk for one in reports), default=0)
        writer.note(f"{last} {_shelf_upto(last)}")
    return len(newest)


def _drop_older(writer: Writer, newest: Iterable[ShelvedReport]) -> None:
    slugs = {one.slug for one in newest}
    older = ShelvedReport.objects.filter(slug__in=slugs, newest=False).order_by("pk")
    for report, paragraphs in queries.with_paragraphs(older):
        for entry in _entries(report, paragraphs):
            writer.drop(entry.key)


def _shelf_upto(last: int) -> str:
    """A digest of what the shelf held when the index was written: another says that it is another shelf."""
    held = hashlib.sha256()
    for digest in ShelvedReport.objects.filter(pk__lte=last).order_by("pk").values_list("parcel_digest", flat=True):
        held.update(digest.encode())
    return held.hexdigest()


def _entries(report: ShelvedReport, paragraphs: Iterable[ShelvedParagraph]) -> Iterator[Entry]:
    for paragraph in paragraphs:
        yield _entry(report, paragraph, 0, PARAGRAPH, paragraph.text)
        for place, item in enumerate(paragraph.items, start=1):
            yield _entry(report, paragraph, place, item["kind"], item["text"])


def _entry(report: ShelvedReport, paragraph: ShelvedParagraph, place: int, kind: str, text: str) -> Entry:
    return Entry(
        key=f"{report.slug}/{paragraph.number}/{place}",
        kind=kind,
        subject=str(uuid5(NAMESPACE_URL, report.slug)),
        within=OPEN,
        state=report.state_code,
        text=text,
        rank=_rank(report, paragraph.number, place),
        facets={
            "body": report.body,
            "made": OWN if report.is_own else OTHERS,
            "year": str(report.day.year),
            "register": _register(report.invented),
        },
    )


def _rank(report: ShelvedReport, number: int, place: int) -> int:
    """The latest report first, and within a report from its beginning."""
    within = (min(number, (1 << _NUMBER) - 1) << _PLACE) + min(place, (1 << _PLACE) - 1)
    apart = uuid5(NAMESPACE_URL, report.slug).int & ((1 << _REPORT) - 1)
    upwards = (1 << (_NUMBER + _PLACE)) - 1 - within
    return (((report.day.toordinal() << _REPORT) + apart) << (_NUMBER + _PLACE)) + upwards


def _register(invented: bool) -> str:
    return "invented" if invented else "real"


def _place_of(key: str) -> tuple[str, int, int]:
    slug, number, place = key.rsplit("/", 2)
    return slug, int(number), int(place)
