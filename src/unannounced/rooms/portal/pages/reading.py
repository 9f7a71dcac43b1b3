"""A report as a long reading: whole or by chapters, in each version and language, beside another; and each paragraph.

The body was rendered when it arrived (``rendered``); for a reader only the frame around it is made.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from unannounced import __version__
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedState
from unannounced.rooms.portal import article, citing, linked_data, rendered
from unannounced.rooms.portal.around import Around, around_one, with_repeats
from unannounced.rooms.portal.margin import Anchors, direction
from unannounced.rooms.portal.pages.reports import about, kept_a_while, versions_of
from unannounced.rooms.portal.pressing import Kept, gzipped, takes_gzip
from unannounced.rooms.portal.reading import Reading, Shown, shown
from unannounced.rooms.portal.showing import show
from unannounced.rooms.portal.tongues import name_of

PLACE_OF_THE_BODY = "<!--the body-->"
"""Stands in the frame where the body comes: no text of a report can hold it, as every one is escaped."""
KEPT = Kept(24 * 1024 * 1024)


@require_safe
def report(request: HttpRequest, slug: str, **told: Any) -> HttpResponse:
    """A report, or a chapter of it, in the version and language that the address names."""
    place = Reading(slug, **told)
    versions, chosen = versions_of(slug, place.version)
    elsewhere = _elsewhere(chosen, place)
    if elsewhere:
        return HttpResponsePermanentRedirect(elsewhere)
    found, beside = around_one(chosen), _beside(chosen)
    etag = _etag(chosen, versions, (place, found.stamp, beside))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return kept_a_while(unchanged, etag)
    return kept_a_while(_page(request, chosen, versions, place, found, beside, etag), etag)


def _beside(chosen: ShelvedReport) -> dict[str, Any]:
    """What may come or go beside a version that stays as it is: files, and its State in the register."""
    return {
        "files": queries.files_here(chosen),
        "has_original": queries.original_is_here(chosen),
        "state_is_here": ShelvedState.objects.filter(code=chosen.state_code).exists(),
    }


def _elsewhere(chosen: ShelvedReport, place: Reading) -> str:
    """Where a language that is the report's own is read: at the address without it; 404 for one it has not."""
    if not place.language or (place.language in chosen.renditions and place.language != chosen.language):
        return ""
    if place.language != chosen.language or place.beside:
        raise Http404
    return Reading(place.slug, place.version, chapter=place.chapter, run=place.run, whole=place.whole).address


def _page(
    request: HttpRequest,
    chosen: ShelvedReport,
    versions: Sequence[ShelvedReport],
    place: Reading,
    found: Around,
    beside: dict[str, Any],
    etag: str,
) -> HttpResponse:
    """The page as it is kept, or made now; compressed for a reader who takes that."""
    packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
    key = f"{request.get_host()} {request.is_secure()} {packed} {etag}"
    page = KEPT.get(key)
    if page is None:
        page = _made(request, chosen, versions, place, found, beside, packed=packed)
        KEPT.keep(key, page)
    response = HttpResponse(page)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _made(
    request: HttpRequest,
    chosen: ShelvedReport,
    versions: Sequence[ShelvedReport],
    place: Reading,
    found: Around,
    beside: dict[str, Any],
    *,
    packed: bool,
) -> bytes:
    body = rendered.body_of(chosen, place.language, found)
    columns = [body]
    if place.beside:
        columns.insert(0, rendered.body_of(chosen, "", found))
    first = columns[0]  # what stands around the text is in the language of its first column
    part = shown(first, place)
    if part is None:
        raise Http404
    context = {
        **about(chosen, versions),
        **beside,
        **_places(chosen, place, part),
        "headings": first.headings,
        "contents": [
            (one, _to(one, place, part.by_chapters and at not in part.pieces))
            for at, one in enumerate(first.headings)
            if one.name and one.run == 1
        ],
        "paragraphs": first.paragraphs,
        "kinds": [(article.kind_in_words(kind), count) for kind, count in first.kinds.items()],
        "part": first.headings[part.pieces.start] if place.chapter is not None else None,
        "first_part": place.chapter is None and not place.whole,
        "cite": citing.cite(request, chosen, _language(place)),
        "styles": citing.styles_address(chosen, _language(place)),
        "response": found.response,
        "became": max((one.made_on for one in found.became.values()), default=None),
        "summary": _summary(chosen),
        "linked_data": linked_data.of_report(request, chosen, beside["files"]),
        "body": PLACE_OF_THE_BODY,
    }
    frame = show(request, "portal/report.html", context).content
    before, _place, after = frame.partition(PLACE_OF_THE_BODY.encode())
    if place.beside:
        return _side_by_side(before, after, columns, part, packed=packed)
    pieces = body.pieces[part.pieces.start : part.pieces.stop]
    if packed:
        return gzipped(before, pieces, after)
    return b"".join((before, *(one.raw for one in pieces), after))


def _side_by_side(before: bytes, after: bytes, columns: Sequence[rendered.Body], part: Shown, *, packed: bool) -> bytes:
    """Two languages in two columns, chapter by chapter; places on the page are those of the first."""
    rows = []
    for at in part.pieces:
        left, right = (one.pieces[at].raw if at < len(one.pieces) else b"" for one in columns)
        rows.append(
            b'<div class="two"><div>%s</div><div>%s</div></div>' % (left, right.replace(b' id="', b' data-place="'))
        )
    page = b"".join((before, *rows, after))
    return gzipped(page, (), b"") if packed else page


def _to(heading: rendered.Heading, place: Reading, elsewhere: bool) -> str:
    """Where a line of the contents leads: to its place on this page, or to the page of its chapter."""
    return place.at(heading).address if elsewhere else f"#chapter-{heading.number}"


def _places(chosen: ShelvedReport, place: Reading, part: Shown) -> dict[str, object]:
    """The addresses that lead on from a page of a report."""
    others = [(code, name_of(code), other.address) for code, other in place.others(chosen) if chosen.renditions]
    return {
        "place": place,
        "by_chapters": part.by_chapters,
        "before": part.before and place.at(part.before).address,
        "before_name": part.before and part.before.name,
        "after": part.after and place.at(part.after).address,
        "after_name": part.after and part.after.name,
        "whole": place.all_of_it.address,
        "front": place.front.address,
        "languages": others,
        "besides": [(code, name_of(code), other.address) for code, other in place.besides(chosen)],
        "canonical": place.address,
        "language": place.language or chosen.language,
        "words_in": chosen.language if place.beside else place.language or chosen.language,
        "title": _title(chosen, place),
    }


def _language(place: Reading) -> str:
    """The language of what is read first, "" for the report's own."""
    return "" if place.beside else place.language


def _title(chosen: ShelvedReport, place: Reading) -> str:
    told = chosen.renditions.get(_language(place), {})
    return str(told.get("title") or chosen.title)


def _summary(chosen: ShelvedReport) -> dict[str, object] | None:
    """The plain-language summary in the reader's language, else in that of the report, else in any; None: none."""
    here = (get_language() or "en").split("-")[0]
    code = next((one for one in (here, chosen.language, *sorted(chosen.summary)) if chosen.summary.get(one)), "")
    if not code:
        return None
    return {"text": article.text(chosen.summary[code]), "language": code, "direction": direction(code)}


@require_safe
def paragraph(
    request: HttpRequest, slug: str, number: int, version: int | None = None, language: str = ""
) -> HttpResponse:
    """One paragraph, at an address that stays: of the newest version, or of the one that the address names."""
    versions, chosen = versions_of(slug, version)
    if language and language == chosen.language:
        return HttpResponsePermanentRedirect(rendered.ways_of(chosen).address(number))
    if language and language not in chosen.renditions:
        raise Http404
    held = queries.paragraphs_of(chosen)
    found = held.filter(number=number).first()
    if found is None:
        raise Http404
    ways = rendered.ways_of(chosen, language)
    passage = article.passages(chosen, [found], language)[0]
    stands = with_repeats(around_one(chosen), found.items)
    before = held.filter(number__lt=number).values_list("number", flat=True).last()
    after = held.filter(number__gt=number).values_list("number", flat=True).first()
    context = {
        **about(chosen, versions),
        "paragraph": passage,
        "body": article.one(passage, article.Ways(ways.address), stands),
        "before": before,
        "before_address": before and ways.address(before),
        "after": after,
        "after_address": after and ways.address(after),
        "address": ways.address(number),
        "in_report": _in_report(chosen, language, found, stands),
        "languages": [
            (code, name_of(code), rendered.ways_of(chosen, "" if code == chosen.language else code).address(number))
            for code in (chosen.language, *sorted(chosen.renditions))
        ]
        if chosen.renditions
        else [],
        "language": language or chosen.language,
        "direction": direction(language or chosen.language),
        "cite": citing.cite_paragraph(request, chosen, found, language),
        "styles": citing.styles_address(chosen, language, number),
        "symbol_address": request.build_absolute_uri(_by_symbol(chosen, passage.label)),
        "linked_data": linked_data.of_paragraph(request, chosen, passage, ways.address(number)),
    }
    return show(request, "portal/paragraph.html", context)


def _by_symbol(chosen: ShelvedReport, label: str) -> str:
    from unannounced.rooms.portal.symbols import address_of  # it names the pages here

    return address_of(chosen.symbol, label)


def _in_report(chosen: ShelvedReport, language: str, found: ShelvedParagraph, around: Around) -> str:
    """Where a paragraph stands in the whole report: on its one page, or on that of its chapter."""
    place = Reading(chosen.slug, None if chosen.newest else chosen.version, language)
    headings, is_long = rendered.outline_of(chosen, language, around)
    if is_long:
        heading = next((one for one in headings if one.first <= found.number <= one.last), None)
        place = place.at(heading) if heading else place
    return f"{place.address}#paragraph-{found.number}"


@require_safe
def item(_request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """An item by its number: the paragraph it is on, at its place there."""
    _versions, chosen = versions_of(slug, None)
    for held in queries.paragraphs_of(chosen):
        if any(one["number"] == number for one in held.items):
            address = reverse("paragraph", args=[slug, held.number])
            return HttpResponsePermanentRedirect(f"{address}#{Anchors().of(number)}")
    raise Http404


def _etag(chosen: ShelvedReport, versions: Sequence[ShelvedReport], beside: object) -> str:
    """What the page rests on: frozen bytes, versions and files beside them, language, day and program."""
    rests_on = (chosen.parcel_digest, str(beside), *(one.parcel_digest for one in versions), get_language() or "")
    told = "\n".join((*rests_on, timezone.now().date().isoformat(), __version__))
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
