"""Which part of a text is shown for what was asked, and what is marked in it.

It depends on the text and the question alone. The library's own snippets weigh words by how many entries hold
them, hidden ones too, and are therefore not used.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from unannounced.crafts.searching.words import WORD, Asked, Forms, Run, forms

LENGTH = 200  # characters, about
LEAD = 60  # characters before the first match

Span = tuple[int, int]


class Part(NamedTuple):
    """A piece of a text, and whether it matches what was asked."""

    text: str
    marked: bool


class Marker:
    """What finds in a text the words that were asked for, and shows them."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        runs = [run for one in asked if not one.excluded for run in one.runs]
        self._starts = tuple(run.words[0].plain for run in runs if run.start)
        self._sequences = [run for run in runs if len(run.words) > 1]
        single = [run for run in runs if len(run.words) == 1 and not run.start]
        self._plain = {run.words[0].plain for run in single if run.exact}
        self._english = {run.words[0].english for run in single if not run.exact}
        self._french = {run.words[0].french for run in single if not run.exact}

    def snippet(self, text: str) -> tuple[Part, ...]:
        """The text around the first match, or its beginning if there is none; "…" stands where it was cut."""
        spans = self._spans(text)
        first, stop = spans[0] if spans else (0, 0)
        begin = max(0, min(first - LEAD, len(text) - LENGTH))
        if begin and (space := re.compile(r"\s+").search(text, begin, first)):
            begin = space.end()
        end = max(stop, begin + LENGTH)
        if end < len(text) and (space := re.compile(r"\s+\S*$").search(text, stop, end + 1)):
            end = space.start()
        return tuple(part for part in _parts(text, begin, min(end, len(text)), spans) if part.text)

    def _spans(self, text: str) -> list[Span]:
        """The matches in order and apart, as far as a snippet reaches."""
        spans: list[Span] = []
        begins: list[int] = []
        words: list[Forms] = []
        for found in WORD.finditer(text):
            if spans and found.start() > spans[0][0] + LENGTH:
                break
            word = forms(found[0])
            if not word.plain:
                continue
            begins.append(found.start())
            words.append(word)
            if length := self._longest_run(words) or self._is_single(word):
                begin = begins[-length]
                while spans and spans[-1][1] > begin:
                    begin = min(begin, spans.pop()[0])
                spans.append((begin, found.end()))
        return spans

    def _is_single(self, word: Forms) -> bool:
        return (
            word.english in self._english
            or word.french in self._french
            or word.plain in self._plain
            or word.plain.startswith(self._starts)
        )

    def _longest_run(self, words: list[Forms]) -> int:
        """How many of the last ``words`` match in their order; 0 if none."""
        if not self._sequences:
            return 0
        return max((len(run.words) for run in self._sequences if _ends(words, run)), default=0)


def _ends(words: list[Forms], run: Run) -> bool:
    """Whether ``words`` end with those of ``run``, in one language throughout."""
    last = words[-len(run.words) :]
    if len(last) < len(run.words):
        return False
    if run.exact:
        return all(one.plain == other.plain for one, other in zip(last, run.words, strict=True))
    return all(one.english == other.english for one, other in zip(last, run.words, strict=True)) or all(
        one.french == other.french for one, other in zip(last, run.words, strict=True)
    )


def _parts(text: str, begin: int, end: int, spans: Iterable[Span]) -> Iterator[Part]:
    at, before = begin, "…" if begin else ""
    for start, stop in spans:
        if stop <= end:
            yield Part(before + text[at:start], False)
            yield Part(text[start:stop], True)
            at, before = stop, ""
    yield Part(before + text[at:end] + ("…" if end < len(text) else ""), False)
