"""What was found, as lines of a page: title, facts, text around the words, and where it is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from unannounced.crafts.searching import Part
from unannounced.duties.reporting import ItemKind
from unannounced.rooms.portal.finding import Hit, Question
from unannounced.rooms.portal.search.narrowing import address_of
from unannounced.rooms.portal.search.words import body_in_words, kind_in_words, language_in_words

LIKENED = frozenset({"paragraph", *(kind.value for kind in ItemKind)})
"""Kinds of results of which there are vectors, so that what means the same can be found."""


@dataclass(frozen=True, slots=True)
class Line:
    """One result: ``facts`` are words beside each other; ``lang`` the attribute for its own words, "" if the page's."""

    title: str
    address: str
    facts: tuple[str, ...]
    day: date | None
    chapter: str
    parts: tuple[Part, ...]
    lang: SafeString
    like: str


def lines_of(hits: Iterable[Hit], question: Question, states: Mapping[str, str]) -> list[Line]:
    """The results of a page; everything they show comes out of the index."""
    return [_line(hit, question, states) for hit in hits]


def title_of(hit: Hit) -> str:
    """What was found, as one would name it: symbol, paragraph, and the item in it."""
    match hit.kind:
        case "page" if hit.number:
            return gettext("{symbol}: {article}").format(symbol=hit.symbol, article=hit.number)
        case "page" | "report":
            return hit.title or hit.symbol
        case "statement":
            return gettext("{symbol}: public statement").format(symbol=hit.symbol)
        case "response" if hit.number:
            line = gettext("{symbol}: response of the State on {item}")
            return line.format(symbol=hit.symbol, item=hit.number)
        case "response":
            return gettext("{symbol}: response of the State").format(symbol=hit.symbol)
        case "paragraph":
            return gettext("{symbol}, paragraph {number}").format(symbol=hit.symbol, number=hit.label)
        case _:
            line = gettext("{symbol}, paragraph {number}: {kind} {item}")
            kind = kind_in_words(hit.kind)
            return line.format(symbol=hit.symbol, number=hit.label, kind=kind, item=hit.number)


def _line(hit: Hit, question: Question, states: Mapping[str, str]) -> Line:
    facts = (
        kind_in_words(hit.kind),
        hit.symbol if hit.kind == "report" else "",
        states.get(hit.state, hit.state),
        body_in_words(hit.body) if hit.body else "",
        language_in_words(hit.language) if hit.language else "",
    )
    return Line(
        title=title_of(hit),
        address=hit.address,
        facts=tuple(filter(None, facts)),
        day=hit.day,
        chapter=hit.chapter,
        parts=tuple(hit.snippet),
        lang=_lang(hit.language),
        like=_like(hit, question),
    )


def _like(hit: Hit, question: Question) -> str:
    """The address of what means the same as a result; none for what has no vectors."""
    if hit.kind not in LIKENED:
        return ""
    return address_of(Question(like=hit.key, mode="meaning", invented=question.invented))


def _lang(code: str) -> SafeString:
    if not code or code == (get_language() or "en").split("-")[0]:
        return SafeString("")
    return format_html(' lang="{}"', code)
