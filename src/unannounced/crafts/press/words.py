"""Words of a text with their places, and phrases that are looked for among them word by word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.N.
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
    r"|[’'][sS]\b"
    r"|[^\W\d_]+(?:(?:[-‑]|[’'ʼ](?![sS]\b))[^\W_]+)*"
    r"|\S"
)


class Word(NamedTuple):
    """A word, number or sign of a text."""

    text: str
    low: str
    start: int
    end: int


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and signs of ``text`` from ``start`` to ``end``, in order.

    >>> [word.text for word in words_of("Europe’s anti-torture convention, 1987.")]
    ['Europe', '’s', 'anti-torture', 'convention', ',', '1987', '.']
    """
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(one.group(), one.group().lower(), one.start(), one.end()) for one in found]


@dataclass(frozen=True, slots=True)
class Stems:
    """A set of words, some of which stand for every word that begins like them (``pris*``)."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, patterns: Iterable[str]) -> "Stems":
        """The set of all single words in ``patterns``.

        >>> "пытками" in Stems.of(["пыт*", "human rights"]), "rights" in Stems.of(["human rights"])
        (True, True)
        """
        single = [word.lower() for pattern in patterns for word in pattern.split()]
        return cls(
            frozenset(word for word in single if not word.endswith("*")),
            tuple(word[:-1] for word in single if word.endswith("*")),
        )

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    written: tuple[str, ...]
    meaning: tuple[str, str]

    def stands_at(self, words: Sequence[Word], at: int) -> bool:
        here = words[at : at + len(self.words)]
        if len(here) < len(self.words):
            return False
        return all(_alike(*pair) for pair in zip(self.words, self.written, here, strict=True))


def _alike(low: str, written: str, word: Word) -> bool:
    same = word.low.startswith(low[:-1]) if low.endswith("*") else word.low == low
    if not same or not written[0].isupper():
        return same
    # "us" is not US and "mali" is no State; a whole line in capitals may be anything.
    return word.text.isupper() if written.isupper() and len(written) > 1 else word.text[0].isupper()


@dataclass(slots=True)
class Phrases:
    """What phrases mean, as (kind, code); the longest phrase at a place wins."""

    _by_word: dict[str, list[_Phrase]] = field(default_factory=dict)
    _by_beginning: dict[str, list[_Phrase]] = field(default_factory=dict)

    def add(self, phrase: str, kind: str, code: str = "") -> None:
        """Let ``phrase`` mean ``code``; what was added first stays. Its capitals are asked for in a text."""
        written = tuple(_with_stars(phrase))
        low = tuple(word.lower() for word in written)
        stem = low[0].endswith("*")
        first = self._by_beginning.setdefault(low[0][:3], []) if stem else self._by_word.setdefault(low[0], [])
        if all((one.words, one.written) != (low, written) for one in first):
            first.append(_Phrase(low, written, (kind, code)))
            first.sort(key=lambda one: -len(one.words))

    def at(self, words: Sequence[Word], place: int) -> tuple[int, tuple[str, str]] | None:
        """How many words the phrase at ``place`` has, and its meaning; None where there is none."""
        low = words[place].low
        for phrase in (*self._by_word.get(low, ()), *self._by_beginning.get(low[:3], ())):
            if phrase.stands_at(words, place):
                return len(phrase.words), phrase.meaning
        return None


def _with_stars(phrase: str) -> list[str]:
    words: list[str] = []
    for word in words_of(phrase):
        if word.text == "*":
            words[-1] += "*"
        else:
            words.append(word.text)
    return words
