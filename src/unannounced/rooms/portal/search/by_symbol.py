"""What the words of a search name by its symbol: a document, a paragraph or an item, in any form it is cited in."""

from collections.abc import Iterator

from django.urls import resolve
from django.utils.translation import gettext

from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal import symbols
from unannounced.rooms.portal.finding import Question
from unannounced.rooms.portal.margin import Anchors

POINTING = frozenset(
    {
        *("para", "paras", "paragraph", "paragraphs", "item", "items"),
        *("paragraphe", "paragraphes", "point", "points"),
        *("параграф", "параграфи", "параграфы", "пункт", "пункти", "пункты"),
        *("الفقرة", "فقرة", "البند", "بند"),
    }
)
"""Words between a symbol and a number: whoever copies a citation copies them too."""
Named = tuple[str, str]
"""An address, and what is read there in words."""


def named_in(question: Question, first: str = "") -> list[Named]:
    """What the words name and nothing else, in the register searched; nothing that stands ``first`` already.

    Words without a number name nothing, and cost no query.
    """
    if len(question.words) > symbols.LONGEST or not any(one.isdecimal() for one in question.words):
        return []
    said = symbols.tokens(question.words)
    plain = tuple(one for one in said if one not in POINTING)
    found = symbols.found_at("/".join(said)) or symbols.found_at("/".join(plain))
    return [named for address in found if address != first for named in _named(address, invented=question.invented)]


def _named(address: str, *, invented: bool) -> Iterator[Named]:
    place, _, anchor = address.partition("#")
    at = resolve(place)
    slug, number = at.kwargs["slug"], at.kwargs.get("number")
    kept = {"slug": slug, "newest": True, "invented": invented}
    match at.url_name:
        case "response":
            for response in ShelvedResponse.objects.filter(**kept):
                yield address, gettext("{symbol}: response of the State").format(symbol=response.symbol)
        case "statement":
            for statement in ShelvedStatement.objects.filter(**kept):
                yield address, gettext("{symbol}: public statement").format(symbol=statement.symbol)
        case _:
            for report in ShelvedReport.objects.filter(**kept):
                yield address, _in_report(report, number, anchor) if number else f"{report.symbol} · {report.title}"


def _in_report(report: ShelvedReport, number: int, anchor: str) -> str:
    paragraph = queries.paragraphs_of(report).get(number=number)
    line = gettext("{symbol}, paragraph {number}").format(symbol=report.symbol, number=paragraph.label)
    item = next((one["number"] for one in paragraph.items if anchor and Anchors().of(one["number"]) == anchor), "")
    return f"{line} ({item})" if item else line
