"""What a dry run has foreseen so far: a file that says what one before it says is another file of the same report."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from zlib import crc32

from unannounced.duties.pairing import likeness, words_of

if TYPE_CHECKING:
    from unannounced.records.archive.queries import Offered

MOST_HELD = 4_000_000
"""Different words of all reports foreseen that are held, some 8 bytes each; further reports are not compared."""


@dataclass(slots=True)
class _Words:
    """The words of a report, counted; each as a number, so that thousands of reports can be held."""

    words: "array[int]"
    counts: "array[int]"

    def counted(self) -> Counter[str]:
        """As ``words_of`` would count them, but for their letters."""
        return Counter({str(word): count for word, count in zip(self.words, self.counts, strict=True)})


@dataclass(slots=True)
class Foreseen:
    """The reports that the files before would bring, by their symbols and by their States and days."""

    _digests: set[str] = field(default_factory=set)
    _bearing: set[str] = field(default_factory=set)
    _of_the_day: dict[tuple[str, date | None], list[tuple[str, _Words]]] = field(default_factory=dict)
    _held: int = 0

    def digest(self, digest: str) -> bool:
        """Whether a file before had the same bytes; from now on one had."""
        seen = digest in self._digests
        self._digests.add(digest)
        return seen

    def after(self, offered: "Offered", how: str) -> str:
        """``how`` a report would come in, once the files before it are in."""
        from unannounced.records.archive.queries import ALIKE

        known = offered.known
        if how != "taken":
            return how
        if known.symbol and known.symbol in self._bearing:
            return "rendition"
        words = _words_of(offered)
        of_the_day = self._of_the_day.setdefault((known.state.code, known.dated_on), [])
        alike = [held for symbol, held in of_the_day if not (symbol and known.symbol)]
        if any(likeness(held.counted(), words.counted()) >= ALIKE for held in alike):
            return "rendition"
        self._bearing.add(known.symbol)
        if self._held < MOST_HELD:
            of_the_day.append((known.symbol, words))
            self._held += len(words.words)
        return how


def _words_of(offered: "Offered") -> _Words:
    reading = offered.reading
    text = " ".join([*(one.text for one in reading.paragraphs), *(one.text for one in reading.items)])
    counted: Counter[int] = Counter()
    for word, count in words_of(text).items():
        counted[crc32(word.encode())] += count
    return _Words(array("I", counted), array("I", counted.values()))
