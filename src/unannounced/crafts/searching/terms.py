"""Words of the field in other languages, and what texts in English call the same: to be looked for besides.

Most of what is public is in English, and the model of meanings is weak where a few rare words are all that was typed.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from unannounced.crafts.searching.public.folding import folded, words_in

LISTED = Path(__file__).with_name("terms.yaml")
MOST = 12
"""Terms of a question that are looked for besides."""


class Term(NamedTuple):
    """Words in their order as they are typed, without the ``*`` at their ends; and the English of them."""

    words: tuple[str, ...]
    open_ends: tuple[bool, ...]
    english: str

    def begins(self, said: Sequence[str]) -> bool:
        """Whether ``said`` begins with it."""
        if len(said) < len(self.words):
            return False
        each = zip(self.words, self.open_ends, said, strict=False)
        return all(one.startswith(word) if open_end else one == word for word, open_end, one in each)


def english_of(text: str) -> list[str]:
    """What English calls the terms of the field in ``text``, each once, less what stands there in English already.

    Of terms that begin at one word the longest counts, and none begins within another.

    >>> english_of("surpopulation carcérale"), english_of("torture in prison")
    (['prison overcrowding'], [])
    """
    return list(dict.fromkeys(_found(words_in(folded(text)))))[:MOST]


def _found(said: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(said):
        term = _longest(said[at:])
        if term and not _is_english(said[at : at + len(term.words)], words_in(term.english.lower())):
            yield term.english
        at += len(term.words) if term else 1


def _is_english(said: Sequence[str], english: Sequence[str]) -> bool:
    """Whether each of ``said`` is one of the English words but for its ending."""
    return all(any(word.startswith(one) for one in english) for word in said)


def _longest(said: Sequence[str]) -> Term | None:
    fitting = [term for term in _by_start().get(said[0][:2], ()) if term.begins(said)]
    return max(fitting, key=lambda term: (len(term.words), len(term.words[0])), default=None)


@cache
def _by_start() -> dict[str, list[Term]]:
    """Every term under the two letters that it begins with."""
    terms: dict[str, list[Term]] = {}
    for row in yaml.safe_load(LISTED.read_text(encoding="utf-8")):
        for language, written in row.items():
            for one in written if language != "en" else ():
                term = _term(str(one), str(row["en"]))
                terms.setdefault(term.words[0][:2], []).append(term)
    return terms


def _term(written: str, english: str) -> Term:
    """A term as it is listed: an apostrophe parts words as it does in what is typed."""
    words: list[str] = []
    open_ends: list[bool] = []
    for piece in written.split():
        parts = words_in(folded(piece.rstrip("*")))
        words += parts
        open_ends += [False] * (len(parts) - 1) + [piece.endswith("*")]
    return Term(tuple(words), tuple(open_ends), english)
