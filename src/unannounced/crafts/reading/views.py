"""What a State says of recommendations by their numbers, in the paper that answers a report: 57.3: accepted."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.confidence import of_views
from unannounced.crafts.reading.paragraphs import Stretch
from unannounced.crafts.reading.positions import position_in, stated
from unannounced.crafts.reading.states import closings
from unannounced.crafts.reading.values import ReadItem
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind

_VIEWS = re.compile(
    r"\bviews on (?:the )?conclusions\b|\bobservations sur les conclusions\b|\bopiniones sobre las conclusiones\b"
    r"|\b(?:response|replies|answers?) (?:of .{3,60} )?to (?:the )?recommendations\b"
    r"|\bréponses? .{0,40}aux recommandations\b",
    re.IGNORECASE,
)
_NUMBERS = r"\d{1,3}(?:\.\d{1,3}){1,2}"
_ENTRY = re.compile(
    r"\n ?(?:(?:Recomm[ae]ndations?|Recomendaci(?:ón|ones)|RECOMMENDATIONS?) (?:(?:[Nn]os?\.?|[Nn]umbers?|n[°º]) ?)?"
    rf"(?P<named>(?:{_NUMBERS}|\d{{1,3}})"
    rf"(?:(?:, ?(?:and )?| and | et | y | ?& ?|; ?| to | ?[-–] ?)(?:{_NUMBERS}|\d{{1,3}}))*)"
    rf"|(?P<bare>{_NUMBERS}(?:(?:, ?| and | et | y |; ?){_NUMBERS})*))(?=[\s.:)|–-])[.:)|–\s-]{{0,4}}"
)
_EACH = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,2})(?: ?(?:to|-|–) ?(\d{1,3}(?:\.\d{1,3}){0,2}))?")
_STATED_FIRST = re.compile(r"[\s:|–-]*((?:[A-ZÀ-Þ][\w’']+)(?: [a-zà-ÿ’']+){0,2}?)(?=[\s.:;,|–-]|$)")
_LONGEST = 6000
_MOST = 2000


def are_views(head: str) -> bool:
    """Whether the head of a paper says that it answers recommendations.

    >>> are_views("Addendum Views on conclusions and/or recommendations, voluntary commitments and replies")
    True
    """
    return _VIEWS.search(one_line(head)) is not None


def said_in(
    text: str, found: Sequence[Stretch], extra: Mapping[str, str], page_at: Callable[[int], int]
) -> Iterator[ReadItem]:
    """An item for each recommendation that the text names by number: in the words that stand with the number."""
    entries = [one for _, one in zip(range(_MOST), _ENTRY.finditer(text), strict=False)]
    starts = [one.start for one in found]
    made = 0
    for place, one in enumerate(entries):
        stop = entries[place + 1].start() if place + 1 < len(entries) else len(text)
        inside = found[max(0, bisect_right(starts, one.end()) - 1)]
        stop = min(stop, one.end() + _LONGEST, inside.stop if one.end() < inside.stop else stop)
        said = text[one.end() : stop]
        words = one_line(said)
        if sum(map(str.isalpha, words[:60])) < 4:
            continue
        position = _position(said)
        makers = next((closing.names for closing in closings(said, extra) if closing.known), ())
        for number in _each(one["named"] or one["bare"]):
            sure = of_views(position)
            if made < _MOST:
                made += 1
                yield ReadItem(
                    inside.number,
                    number,
                    ItemKind.RECOMMENDATION,
                    words,
                    makers,
                    position,
                    sure,
                    page=page_at(one.start() + 1),
                )


def _position(said: str) -> Position:
    """The position in the words beside a number: a word alone, at the end or the beginning, before a whole sentence."""
    lines = [one_line(line).strip(" .|:–-") for line in said.split("\n") if line.strip()]
    for words in (lines[-1:] or [""]) + lines[:1]:
        if (position := stated(words)) is not Position.UNKNOWN:
            return position
    last = lines[-1].rpartition(")")[2] if lines else ""
    first = _STATED_FIRST.match(said)
    for words in (last.strip(" .|:–-"), first[1] if first else ""):
        if words and (position := stated(words)) is not Position.UNKNOWN:
            return position
    return position_in(one_line(said)[:600])


def _each(numbers: str) -> list[str]:
    """Each number that an entry names, ranges counted out.

    >>> _each("57.3 to 57.5, 57.9 and 60.1")
    ['57.3', '57.4', '57.5', '57.9', '60.1']
    """
    found: list[str] = []
    for one in _EACH.finditer(numbers):
        head, _, first = one[1].rpartition(".")
        other, _, last = (one[2] or one[1]).rpartition(".")
        if head == other and 0 <= int(last) - int(first) <= 200:
            found += [f"{head}.{n}" if head else str(n) for n in range(int(first), int(last) + 1)]
        else:
            found += [one[1], one[2]]
    return list(dict.fromkeys(found))
