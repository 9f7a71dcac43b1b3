"""Numbers of paragraphs in a Word file: reckoned by Word, typed by hand, or broken; each problem is named."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from unannounced.crafts.reading.docx_numbers import Count, Definitions
from unannounced.crafts.reading.docx_styles import Styles
from unannounced.crafts.word.heard import Heard
from unannounced.duties.words import Sentence, say

MOST_PROBLEMS = 200
_SHOWN = re.compile(r"\(?(?P<number>[0-9]{1,5})[.)]{0,2}")
_TYPED = re.compile(r"\s*[(§]?\s?(?P<number>[0-9]{1,4})\s?[.)]{1,2}(?![0-9])[ \t\u00a0\u202f]+(?=\S)")
_LONGEST_BEGINNING = 40


def number_all(paragraphs: Iterable[Heard], styles: Styles, definitions: Definitions) -> None:
    """Say of each paragraph which number Word shows before it, in the text as it stands."""
    count = Count(definitions)
    for one in paragraphs:
        list_id, place = styles.number_of(one.style, definitions)
        list_id = list_id if one.list_id is None else one.list_id
        place = (place if one.place is None else one.place) or 0
        if not list_id or list_id == "0":
            continue
        known = definitions.lists.get(list_id)
        one.lost_list = known is None or not (definitions.levels.get(known.definition) or known.levels)
        one.definition = known.definition if known else ""
        if one.pieces and not one.words(standing=True).strip():
            one.numbered = True
            continue
        one.shown = count.next(list_id, place)
        one.numbered = one.lost_list or _SHOWN.fullmatch(one.shown) is not None


def main_list(paragraphs: Iterable[Heard]) -> str:
    """The definition of the list that numbers most paragraphs."""
    counted = Counter(one.definition for one in paragraphs if one.numbered and one.definition)
    return max(counted, key=lambda one: counted[one], default="")


def shown_number(shown: str) -> int | None:
    """The number that Word shows, in figures; None if it is none.

    >>> shown_number("12."), shown_number("(a)")
    (12, None)
    """
    found = _SHOWN.fullmatch(shown)
    return int(found["number"]) if found else None


def typed_number(text: str) -> tuple[int, str] | None:
    """The number that somebody typed before a text, and the text without it; None if there is none.

    >>> typed_number("12) The cells."), typed_number("1.5 m² each."), typed_number("12 cells.")
    ((12, 'The cells.'), None, None)
    """
    found = _TYPED.match(text)
    return (int(found["number"]), text[found.end() :]) if found else None


def beginning(text: str) -> str:
    """The first words of a text, to find it by."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_BEGINNING else f"{words[:_LONGEST_BEGINNING].rstrip()}…"


@dataclass(slots=True)
class Problems:
    """What was found broken, as sentences that say what was done with it."""

    said: list[Sentence] = field(default_factory=list)
    more: int = 0

    def name(self, sentence: str, **facts: object) -> None:
        """Name a problem; beyond some hundred they are only counted."""
        if len(self.said) < MOST_PROBLEMS:
            self.said.append(Sentence(sentence, facts))
        else:
            self.more += 1

    def all(self) -> Iterator[Sentence]:
        """All of them."""
        yield from self.said
        if self.more:
            yield Sentence(say("Further problems of these kinds that are not listed: {count}."), {"count": self.more})

    def told_of(self, count: int, sentence: str) -> None:
        """Name something of which there are ``count``, if there is any."""
        if count:
            self.name(sentence, count=count)

    def follows(self, number: int, last: int, text: str) -> None:
        """Name a number that does not follow the last one."""
        if number == last + 1:
            return
        if number <= last:
            self.name(
                say(
                    "The numbering begins again at {number} before “{words}”; "
                    "the paragraph keeps its place, and the count goes on."
                ),
                number=number,
                words=beginning(text),
            )
        else:
            self.name(
                say(
                    "The numbering jumps from {last} to {number} before “{words}”; "
                    "the paragraph keeps its place, and the count goes on without the gap."
                ),
                last=last,
                number=number,
                words=beginning(text),
            )

    def without_number(self, text: str) -> None:
        """A paragraph that should have a number has none."""
        self.name(
            say("The paragraph “{words}” has no number; it was kept as a paragraph of its own."), words=beginning(text)
        )

    def lost_list(self, text: str) -> None:
        """A paragraph names a list that is not there."""
        self.name(
            say("The paragraph “{words}” is in a list that the file does not have; it was kept as a numbered one."),
            words=beginning(text),
        )

    def kept_inside(self, number: int, text: str) -> None:
        """A number in the text begins no paragraph."""
        self.name(
            say("“{words}” has the number {number}, which does not follow; it was kept in the paragraph before it."),
            words=beginning(text),
            number=number,
        )
