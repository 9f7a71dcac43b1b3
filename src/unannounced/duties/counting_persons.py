"""Counts of persons so small that one of them may be recognised (ECPT Art. 11(3); how small: the mechanism's number).

How numbers and persons are written stands in a file by language; each language is looked for by itself, because a
number of one is a common word of another ("on" is ten in Turkish).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

_BLANK = r"[\s\u00a0\u202f]+"
_APART = rf"(?:\-|{_BLANK})"
_BETWEEN = rf"(?:[^\W\d][\w'\u2019\u02bc\-]*{_BLANK}){{0,2}}?"
_FIGURES = r"(?<!\d[.,])(?:\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d+)(?![.,]?\d)"
_ENDING = r"(?:['\u2019][^\W\d]{1,4}|-[^\W\d]{1,2})?"
"""What Turkish, Russian and Ukrainian write at the end of figures, such as in "3'ü" and "2-х"."""
_BEGINNING = re.compile(r"\d+|[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
_IN_A_WORD = re.compile(r"['\u2019\u02bc]")


@dataclass(frozen=True, slots=True)
class Counting:
    """How one language counts persons, as patterns: each number from one on, larger words of number, and persons."""

    numbers: tuple[tuple[str, ...], ...]
    larger: tuple[str, ...]
    persons: tuple[str, ...]


class SmallCounts:
    """Finds counts of persons from 1 to below ``smallest``.

    >>> english = Counting((("one",), ("two",)), ("twenty", "hundred"), (r"wom[ae]n", "men", "nationals"))
    >>> list(SmallCounts([english], 5).all_in("Two women, twenty-two men and 14 more; 3 foreign nationals."))
    [(0, 'Two women'), (39, '3 foreign nationals')]
    """

    def __init__(self, counting: Sequence[Counting], smallest: int) -> None:
        self.smallest = smallest
        self.languages = [_language(one) for one in counting]
        self._begin: dict[str, tuple[_Language, ...]] = {}

    def all_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Where they stand in ``text`` (NFC), and their words."""
        ends = dict.fromkeys(self.languages, 0)
        for at, word in _beginnings(text):
            for language in self._beginning_with(word):
                found = language.counted.match(text, at) if at >= ends[language] else None
                if found:
                    ends[language] = found.end()
                    if not found["larger"] and 0 < language.number(found["count"]) < self.smallest:
                        yield at, found[0]

    def _beginning_with(self, word: str) -> Iterable["_Language"]:
        """The languages in which a count may begin with ``word``; each word is looked at once."""
        if word[0].isdigit():
            return self.languages
        if word not in self._begin:
            self._begin[word] = tuple(one for one in self.languages if one.begins.fullmatch(word))
        return self._begin[word]


@dataclass(frozen=True, slots=True, eq=False)
class _Language:
    """The patterns of a language: what a count may begin with, a count of persons, and each number."""

    begins: re.Pattern[str]
    counted: re.Pattern[str]
    numbers: tuple[re.Pattern[str], ...]

    def number(self, written: str) -> int:
        if written[0].isdigit():
            return int(re.sub(r"\D", "", written))
        return next(number for number, pattern in enumerate(self.numbers, 1) if pattern.fullmatch(written))


def _beginnings(text: str) -> Iterator[tuple[int, str]]:
    """Each word and each row of figures with its place; of words with an apostrophe also what is behind it."""
    for found in _BEGINNING.finditer(text):
        yield found.start(), found[0]
        for mark in () if found[0].isalnum() else _IN_A_WORD.finditer(found[0]):
            yield found.start() + mark.end(), found[0][mark.end() :]


@cache
def _language(one: Counting) -> _Language:
    every = [form for forms in one.numbers for form in forms]
    larger, persons = _any(one.larger), _any(one.persons)
    counted = (
        rf"(?<![^\W_])(?<![^\W\d]\-)(?P<larger>{larger}{_APART}(?:[^\W\d]{{1,3}}{_APART})?)?"
        rf"(?P<count>{_FIGURES}|{_any(every)}){_ENDING}(?!\w)(?!{_APART}{larger}(?!\w)){_BLANK}"
        rf"{_BETWEEN}{persons}(?!\w)(?:{_BLANK}{persons}(?!\w))?"
    )
    return _Language(
        re.compile(_any([*one.larger, *(form.split(" ", 1)[0] for form in every)]), re.IGNORECASE),
        re.compile(counted, re.IGNORECASE),
        tuple(re.compile(_any(forms), re.IGNORECASE) for forms in one.numbers),
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})".replace(" ", _BLANK)
