"""What a search found as files: a table, data or references, up to ten thousand results, in the order of the search."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext

from unannounced.crafts.tabling import Row, as_csv, as_json, as_xlsx
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal import citing, finding
from unannounced.rooms.portal.citing import Cited
from unannounced.rooms.portal.finding import Hit, Question
from unannounced.rooms.portal.showing import mechanism, name_in

MOST_ROWS = 10_000
TOGETHER = 500
"""Results whose documents are looked up at once."""
COLUMNS = (
    "kind",
    "symbol",
    "paragraph",
    "item",
    "state",
    "body",
    "day",
    "published_on",
    "language",
    "title",
    "chapter",
    "text",
    "address",
)
Document = ShelvedReport | ShelvedResponse | ShelvedStatement


@dataclass(frozen=True, slots=True)
class Result:
    """A result with the document it stands in, None for a page, and its whole words."""

    hit: Hit
    document: Document | None
    words: str


def results(question: Question) -> Iterator[Result]:
    """Everything that was found, as far as ``MOST_ROWS``; four queries for each 500."""
    hits = finding.every(question, MOST_ROWS)
    while some := list(islice(hits, TOGETHER)):
        documents = documents_of(some)
        texts = _texts(some, documents)
        for hit in some:
            yield Result(hit, documents.get(document_of(hit)), texts.get(hit.key) or _shown(hit))


def documents_of(hits: Iterable[Hit]) -> dict[str, Document]:
    """The documents that ``hits`` stand in, as ``document_of`` names them: a query for each kind there is."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for hit in hits:
        kind, _, slug = document_of(hit).partition("/")
        slugs[kind].add(slug)
    found: dict[str, Document] = {}
    for kind, model in _MODELS.items():
        if slugs[kind]:
            for one in model._base_manager.filter(newest=True, slug__in=slugs[kind]):
                found[f"{kind}/{one.slug}"] = one
    return found


def document_of(hit: Hit) -> str:
    """The document a result stands in: its kind and its slug."""
    kind, apart, _ = hit.key.partition(":")
    return f"{kind if apart else 'reports'}/{hit.slug}"


_MODELS: Mapping[str, type[ShelvedReport] | type[ShelvedResponse] | type[ShelvedStatement]] = {
    "reports": ShelvedReport,
    "responses": ShelvedResponse,
    "statements": ShelvedStatement,
}


def _shown(hit: Hit) -> str:
    return "".join(part.text for part in hit.snippet)


def _texts(hits: Iterable[Hit], documents: Mapping[str, Document]) -> dict[str, str]:
    """The whole words of paragraphs and items by their keys; one query."""
    numbers: dict[int, set[int]] = defaultdict(set)
    slugs: dict[int, str] = {}
    for hit in hits:
        document = documents.get(document_of(hit))
        if hit.paragraph and isinstance(document, ShelvedReport):
            numbers[document.pk].add(hit.paragraph)
            slugs[document.pk] = document.slug
    if not numbers:
        return {}
    wanted = Q()
    for pk, some in numbers.items():
        wanted |= Q(report_id=pk, number__in=some)
    found: dict[str, str] = {}
    for one in ShelvedParagraph.objects.filter(wanted):
        found |= _texts_of(f"{slugs[one.report_id]}/{one.number}", one)
    return found


def _texts_of(key: str, paragraph: ShelvedParagraph) -> Iterator[tuple[str, str]]:
    yield f"{key}/0", paragraph.text
    for place, item in enumerate(paragraph.items, start=1):
        yield f"{key}/{place}", str(item["text"])
        for turn, response in enumerate(item.get("responses") or (), start=1):
            yield f"{key}/{place}/{turn}", str(response.get("text") or "")
    for language, said in paragraph.renditions.items():
        yield f"{key}/0~{language}", str(said.get("text") or "")
        for place, words in enumerate(said.get("items") or (), start=1):
            yield f"{key}/{place}~{language}", str(words or "")


# Tables


def rows(request: HttpRequest, question: Question) -> Iterator[Row]:
    """A row for each result, as ``COLUMNS`` name its cells."""
    for one in results(question):
        hit = one.hit
        yield (
            hit.kind,
            hit.symbol,
            hit.label,
            hit.number,
            hit.state,
            hit.body,
            hit.day,
            _published_on(one.document),
            hit.language,
            hit.title,
            hit.chapter,
            one.words,
            request.build_absolute_uri(hit.address),
        )


def _published_on(document: Document | None) -> date | None:
    return document.published_on if document else None


def _csv(request: HttpRequest, question: Question, _total: int) -> Iterator[bytes]:
    return as_csv(COLUMNS, rows(request, question))


def _xlsx(request: HttpRequest, question: Question, _total: int) -> Iterator[bytes]:
    yield as_xlsx(gettext("Results"), COLUMNS, rows(request, question))


def _json(request: HttpRequest, question: Question, total: int) -> Iterator[bytes]:
    """An object that says what was asked, how many there are and how many of them it has at most; then the results."""
    head = {
        "search": request.build_absolute_uri(),
        "total": total,
        "at_most": MOST_ROWS,
        "cut": total > MOST_ROWS,
    }
    said = json.dumps(head, ensure_ascii=False)
    yield f'{said[:-1]}, "results": '.encode(errors="replace")
    yield from as_json(COLUMNS, rows(request, question))
    yield b"}\n"


# References


def _ris(request: HttpRequest, question: Question, _total: int) -> Iterator[bytes]:
    return (one.encode(errors="replace") for one in citing.ris_of(references(request, question)))


def _bibtex(request: HttpRequest, question: Question, total: int) -> Iterator[bytes]:
    if not total:  # what stands outside an entry is a comment; RIS has none
        yield f"% {gettext('Nothing was found')} {request.build_absolute_uri()}\n".encode(errors="replace")
    yield from (one.encode(errors="replace") for one in citing.bibtex_of(references(request, question)))


def references(request: HttpRequest, question: Question) -> Iterator[Cited]:
    """Each result as what can be cited."""
    return (_cited(request, one) for one in results(question))


def _cited(request: HttpRequest, one: Result) -> Cited:
    hit = one.hit
    address = request.build_absolute_uri(hit.address)
    match None if hit.kind == "page" else one.document:
        case ShelvedReport() as report if hit.kind == "response":
            return Cited(
                kind="response",
                maker=name_in(report.state_names, report.state_code),
                title=gettext("Response to {report}").format(report=report.symbol),
                symbol=report.symbol,
                paragraph=hit.label,
                item=hit.number,
                day=report.day,
                address=address,
                language=hit.language,
            )
        case ShelvedReport() as report:
            kind = hit.kind if hit.kind in {"report", "paragraph"} else "item"
            whole = citing.cited_report(request, report)
            return replace(
                whole, kind=kind, paragraph=hit.label, item=hit.number, address=address, language=hit.language
            )
        case ShelvedResponse() as response:
            return replace(citing.cited_response(request, response), item=hit.number, language=hit.language)
        case ShelvedStatement() as statement:
            return replace(citing.cited_statement(request, statement), language=hit.language)
        case _:
            return Cited(
                kind="page", maker=mechanism().name, title=hit.title, symbol="", item=hit.number, address=address
            )


Written = Callable[[HttpRequest, Question, int], Iterator[bytes]]

ENDINGS: Mapping[str, tuple[str, str, Written]] = {
    "csv": ("CSV", "text/csv; charset=utf-8", _csv),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "json": ("JSON", "application/json", _json),
    "ris": ("RIS", "application/x-research-info-systems; charset=utf-8", _ris),
    "bib": ("BibTeX", "application/x-bibtex; charset=utf-8", _bibtex),
}
"""Each file by the ending of its name: what it is called, its media type, and what writes it."""
