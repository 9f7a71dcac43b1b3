"""The file a report was read from, page by page as a picture or part by part as text, with a passage marked."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.crafts.reading import Unreadable
from unannounced.crafts.reading.passages import passage
from unannounced.duties.words import Sentence
from unannounced.records.archive.models import Rendition
from unannounced.records.archive.queries import file_seen
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.showing_apart import SHOWING

PAGED = ("application/pdf", "image/")
"""How the media types begin of files that are shown page by page; the others are shown as text."""
A_PART = 30_000
"""Characters of a text that are shown at once."""
FRAMED = 600
"""Characters of an item that are looked for on a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: in front of the passage that is marked, in it, and behind; the paragraphs that begin there."""

    before: str
    marked: str
    after: str
    anchors: tuple[str, ...]
    first_mark: bool


@dataclass(frozen=True, slots=True)
class ReadHere:
    """An item that was read on the page, and where it is shown framed."""

    item: Item
    url: str
    framed_url: str


def source_url(item: Item, rendition: int) -> str:
    """Where the file ``rendition`` of its report is read, at an item, which is marked there; needs no query."""
    return f"{reverse('report_source', args=[item.report_id, rendition])}?item={item.pk}"


def report_source(request: Asked, report: UUID, number: int) -> HttpResponse:
    """One page of a file with what was read on it; a file without pages is shown as text."""
    found = _seen(request, report, number)
    if not _is_paged(found):
        there = reverse("report_source_text", args=[report, number])
        named = request.GET.get("item", "")
        return redirect(f"{there}?{urlencode({'item': named})}#marked" if named else there)
    note_readings([found.report], by=request.viewer.pk, at=request.moment)
    item = _item_asked(request, found)
    page = _number(request.GET.get("page", "")) or _page_of(item, found) or 1
    shown = SHOWING.page(*_named(found), page, _words(item), lambda: _content(found))
    context = _context(request, found, item) | {"number": page}
    if isinstance(shown, Unreadable):
        return render(request, "office/source.html", context | {"problem": shown}, status=HTTPStatus.NOT_FOUND)
    image = reverse("report_source_page", args=[report, number, page])
    context |= {
        "shown": shown,
        "image": f"{image}?item={item.pk}" if item else image,
        "page_lines": [line for line in shown.text.split("\n") if line.strip()] or _read_on(found, page),
        "previous": page - 1 if page > 1 else 0,
        "next": page + 1 if page < shown.pages else 0,
        "read_here": _read_here(found, page),
    }
    return render(request, "office/source.html", context)


def report_source_page(request: Asked, report: UUID, number: int, page: int) -> HttpResponse:
    """One page of a file as a picture. Hidden and absent are the same answer by the same query."""
    found = _seen(request, report, number)
    note_readings([found.report], by=request.viewer.pk, at=request.moment)
    item = _item_asked(request, found)
    shown = SHOWING.page(*_named(found), page, _words(item), lambda: _content(found))
    if isinstance(shown, Unreadable):
        raise Http404
    answer = HttpResponse(shown.png, content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer


def report_source_text(request: Asked, report: UUID, number: int) -> HttpResponse:
    """The text of a file, part by part, with an anchor where each paragraph begins."""
    found = _seen(request, report, number)
    note_readings([found.report], by=request.viewer.pk, at=request.moment)
    item = _item_asked(request, found)
    text = SHOWING.text(*_named(found), lambda: _content(found))
    context = _context(request, found, item)
    if isinstance(text, Unreadable):
        return render(request, "office/source_text.html", context | {"problem": text}, status=HTTPStatus.NOT_FOUND)
    marked = _span(text, found, item)
    starts = _parts(text)
    part = _number(request.GET.get("part", "")) or (_part_with(starts, marked[0]) if marked else 1)
    part = min(part, len(starts))
    begin = starts[part - 1]
    end = starts[part] if part < len(starts) else len(text)
    context |= {
        "lines": _lines(text, begin, end, marked, _anchors(text, found, begin, end)),
        "part": part,
        "parts": len(starts),
        "previous": part - 1 if part > 1 else 0,
        "next": part + 1 if part < len(starts) else 0,
        "marked": marked is not None,
    }
    return render(request, "office/source_text.html", context)


# What is asked for


def _seen(request: Asked, report: UUID, number: int) -> Rendition:
    found = file_seen(request.viewer, number, report)
    if found is None:
        raise Http404
    return found


def _is_paged(found: Rendition) -> bool:
    return found.document.media.startswith(PAGED)


def _named(found: Rendition) -> tuple[str, str]:
    return found.document.digest, found.document.file_name


def _content(found: Rendition) -> bytes:
    return bytes(Document.objects.values_list("content", flat=True).get(pk=found.document_id))


def _item_asked(request: Asked, found: Rendition) -> Item | None:
    """The item of this report that the address names, if it names one."""
    try:
        key = UUID(request.GET.get("item", ""))
    except ValueError:
        return None
    return Item.objects.filter(report=found.report, pk=key).select_related("paragraph").first()


def _words(item: Item | None) -> str:
    return item.text[:FRAMED] if item else ""


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else 0


def _page_of(item: Item | None, found: Rendition) -> int:
    """The page on which an item begins: as it was read in this file, or else where its words stand."""
    if item is None:
        return 0
    read_here = (item.page or item.paragraph.page or 0) if found.gave_the_words else 0
    return read_here or SHOWING.place(*_named(found), _words(item), lambda: _content(found))


def _context(request: Asked, found: Rendition, item: Item | None) -> dict[str, object]:
    return {
        "report": found.report,
        "name": found.report.state.name(get_language() or "en"),
        "rendition": found,
        "item": item,
        "notes": [Sentence(one["english"], one["facts"]) for one in found.noticed],
    }


# A page


def _read_here(found: Rendition, page: int) -> list[ReadHere]:
    """The items that were read on this page, if this file gave the words; one query."""
    if not found.gave_the_words:
        return []
    items = Item.objects.filter(report=found.report, page=page, left_out_of__isnull=True).select_related("paragraph")
    ordered = items.order_by("paragraph__number", "place_in_paragraph")[:50]
    return [ReadHere(one, reverse("item", args=[one.pk]), source_url(one, found.number)) for one in ordered]


def _read_on(found: Rendition, page: int) -> list[str]:
    """What was read on a page that holds no text itself, such as a scan: the paragraphs that begin there."""
    held = Paragraph.objects.filter(report=found.report, page=page, left_out_of__isnull=True).order_by("number")
    return [one.text for one in held[:50]]


# A text


def _parts(text: str) -> list[int]:
    """Where the parts of a text begin that are shown at once: at lines, or between words of a very long one."""
    starts = [0]
    while len(text) - starts[-1] > A_PART:
        last, most = starts[-1] + A_PART // 2, starts[-1] + A_PART
        until = max(text.rfind("\n", last, most), 0) or text.rfind(" ", last, most)
        starts.append(until + 1 if until > 0 else most)
    return starts


def _part_with(starts: list[int], place: int) -> int:
    return max(number for number, start in enumerate(starts, 1) if start <= place)


def _span(text: str, found: Rendition, item: Item | None) -> tuple[int, int] | None:
    """Where an item stands in the text: behind the beginning of its paragraph, if that is found."""
    if item is None:
        return None
    paragraph = passage(text, item.paragraph.text[:200])
    return passage(text, item.text, paragraph[0] if paragraph else 0) or passage(text, item.text)


def _anchors(text: str, found: Rendition, begin: int, end: int) -> dict[int, str]:
    """Where the paragraphs begin that begin in this part, looked for in their order; one query."""
    if not found.gave_the_words:
        return {}
    anchors, here, part = dict[int, str](), 0, text[begin:end]
    texts = Paragraph.objects.filter(report=found.report, left_out_of__isnull=True).order_by("number")
    for number, words in texts.values_list("number", "text"):
        at = passage(part, words[:60], here) if len(words) > 20 else None
        if at is not None and begin + at[0] not in anchors:
            anchors[begin + at[0]] = f"p-{number}"
            here = at[1]
    return anchors


def _lines(text: str, begin: int, end: int, marked: tuple[int, int] | None, anchors: dict[int, str]) -> list[Line]:
    """The lines of a part, those without a letter apart."""
    lines, at, first = [], begin, True
    low, high = marked or (0, 0)
    for line in text[begin:end].split("\n"):
        stop = at + len(line)
        begins = max(at, min(low, stop))
        ends = max(begins, min(high, stop))
        held = text[begins:ends] if begins < high and ends > low else ""
        if line.strip():
            here = tuple(name for place, name in anchors.items() if at <= place <= stop)
            before, after = (text[at:begins], text[ends:stop]) if held else (line, "")
            lines.append(Line(before, held, after, here, bool(held) and first))
            first = first and not held
        at = stop + 1
    return lines
