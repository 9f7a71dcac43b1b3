"""What of the shelf is found by its meaning, under the keys of the index of words, and what it can be narrowed by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from unannounced.crafts.searching.meaning import Text, Texts
from unannounced.crafts.searching.public.detecting import language_of
from unannounced.records.shelf import queries
from unannounced.records.shelf.first_days import made_from
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.finding.entries import (
    NOT_SAID,
    PARAGRAPH,
    RESPONSE,
    STATEMENT,
    pieces,
    topics_of,
    with_topics,
)
from unannounced.rooms.portal.narrowing import OTHERS, OWN

RESPONSES, STATEMENTS = "responses:", "statements:"
"""What stands before the slug of a document that is no report."""

Mark = tuple[str, str]


def on_shelf() -> Iterator[tuple[str, str]]:
    """The name of every document that can be found, with what its texts rest on."""
    for before, model in (("", ShelvedReport), (RESPONSES, ShelvedResponse), (STATEMENTS, ShelvedStatement)):
        held = model._default_manager.filter(newest=True).order_by("pk")
        for slug, digest, version, first in held.values_list("slug", "parcel_digest", "version", "published_on"):
            yield f"{before}{slug}", made_from(digest, version, first)


def texts_of(names: Sequence[str]) -> Iterator[Texts]:
    """The texts of the documents of these names, as the shelf has them now."""
    responses = [name.removeprefix(RESPONSES) for name in names if name.startswith(RESPONSES)]
    statements = [name.removeprefix(STATEMENTS) for name in names if name.startswith(STATEMENTS)]
    reports = ShelvedReport.objects.filter(newest=True, slug__in=names).order_by("pk")
    for report, paragraphs in queries.with_paragraphs(reports):
        with_topics([item for paragraph in paragraphs for item in paragraph.items])
        yield _of_report(report, paragraphs)
    for response in ShelvedResponse.objects.filter(newest=True, slug__in=responses).order_by("pk"):
        yield _of_response(response)
    for statement in ShelvedStatement.objects.filter(newest=True, slug__in=statements).order_by("pk"):
        yield _of_statement(statement)


def _of_report(report: ShelvedReport, paragraphs: Iterable[ShelvedParagraph]) -> Texts:
    marks = {
        ("state", report.state_code),
        ("body", report.body or OWN),
        ("body", OWN if report.is_own else OTHERS),
        ("day", report.day.isoformat()),
        _register(invented=report.invented),
        *(("place_kind", str(kind)) for kind in report.place_kinds),
    }
    texts = [text for paragraph in paragraphs for text in _in_paragraph(report.language, paragraph)]
    return Texts(report.slug, _rests_on(report), _said(texts), frozenset(marks))


def _in_paragraph(language: str, paragraph: ShelvedParagraph) -> Iterator[Text]:
    """The paragraph, its items and what was answered to them, in their own language and each other they exist in."""
    number, items, others = paragraph.number, paragraph.items, paragraph.renditions
    topics = {("topic", topic) for item in items for topic in topics_of(item)}
    for code, text in [(language, paragraph.text), *((code, one.get("text")) for code, one in others.items())]:
        yield _text(number, 0, str(text or ""), {("kind", PARAGRAPH), *topics}, code)
    for place, item in enumerate(items, start=1):
        marks = {("kind", str(item["kind"])), *(("topic", topic) for topic in topics_of(item))}
        position = str(item.get("position") or "")
        if position and position != NOT_SAID:
            marks.add(("position", position))
        yield _text(number, place, str(item["text"]), marks, language)
        for code, one in others.items():
            yield _text(number, place, _in_other(one, place), marks, code)
        yield from _answers(number, place, item)


def _answers(number: int, place: int, item: Mapping[str, Any]) -> Iterator[Text]:
    marks = {("kind", RESPONSE), *(("topic", topic) for topic in topics_of(item))}
    for turn, response in enumerate(item.get("responses") or (), start=1):
        yield _text(number, place, str(response.get("text") or ""), marks, turn=turn)


def _in_other(rendition: Mapping[str, Any], place: int) -> str:
    """The words of an item in another language, as far as they are there."""
    items = rendition.get("items") or []
    return str(items[place - 1] or "") if place <= len(items) else ""


def _of_response(response: ShelvedResponse) -> Texts:
    texts = []
    for place, item in enumerate(response.answers, start=1):
        marks = {("kind", RESPONSE), *(("topic", topic) for topic in topics_of(item))}
        for turn, one in enumerate(item.get("responses") or (), start=1):
            texts.append(_text(place, turn, str(one.get("text") or ""), marks))
    return _of_document(RESPONSES, response, texts)


def _of_statement(statement: ShelvedStatement) -> Texts:
    texts = [_text(at, 0, piece, {("kind", STATEMENT)}) for at, piece in enumerate(pieces(statement.text), start=1)]
    return _of_document(STATEMENTS, statement, texts, ("body", OWN))


def _of_document(before: str, one: ShelvedResponse | ShelvedStatement, texts: Iterable[Text], *more: Mark) -> Texts:
    marks = {("state", one.state_code), ("day", one.published_on.isoformat()), _register(invented=one.invented), *more}
    return Texts(f"{before}{one.slug}", _rests_on(one), _said(texts), frozenset(marks))


def _rests_on(one: ShelvedReport | ShelvedResponse | ShelvedStatement) -> str:
    return made_from(one.parcel_digest, one.version, one.published_on)


def _text(number: int, place: int, text: str, marks: set[Mark], language: str = "", turn: int = 0) -> Text:
    code = language or language_of(text)
    return Text(number, place, text, frozenset(marks | ({("language", code)} if code else set())), turn)


def _said(texts: Iterable[Text]) -> list[Text]:
    return [one for one in texts if one.text.strip()]


def _register(*, invented: bool) -> Mark:
    return ("register", "invented" if invented else "real")
