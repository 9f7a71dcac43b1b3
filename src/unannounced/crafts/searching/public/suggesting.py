"""What somebody may be about to type, or meant: titles, chapters, frequent phrases and words of what was published.

They are gathered while the index is written, from every entry or one of so many, and kept in a file beside it.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from unannounced.crafts.searching.public.detecting import SAY_LITTLE, SMALL_WORDS
from unannounced.crafts.searching.public.folding import folded

FILE, FORMAT = "suggestions.json", 1
MOST_WORDS, MOST_PHRASES, MOST_NAMES = 20_000, 12_000, 6_000
LONGEST, LONGEST_NAME = 2_000, 160
"""Characters of a text that are looked at; of a title or a chapter."""
WORDS, PHRASES, TITLES, CHAPTERS, PAGES = "words", "phrases", "titles", "chapters", "pages"
_FIRST = {TITLES: 3.0, PAGES: 3.0, CHAPTERS: 4.0, PHRASES: 3.0, WORDS: 1.0}
"""How much more a suggestion of a sort weighs than a word as frequent."""
_PRUNED_AT = 400_000
_RUN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BREAK = re.compile(r"[.;:!?()\[\]\n\"“”«»,0-9]")

Counts = dict[str, list[Any]]
"""By folded words: how often, as they are written, and in which language."""


@dataclass(slots=True)
class Gathered:
    """What was counted while entries were written; of ``sparing`` texts one is looked at."""

    sparing: int = 1
    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)
    _seen: int = 0

    def look_at(self, text: str, language: str, register: str, shown: Mapping[str, object]) -> None:
        """Count what an entry says; its title and chapter always."""
        sorts = self.counts.setdefault(register, {one: {} for one in _FIRST})
        if shown["kind"] == "report":
            _add(sorts[TITLES], str(shown.get("title") or ""), language)
        elif shown["kind"] == "paragraph":
            _add(sorts[CHAPTERS], str(shown.get("chapter") or ""), language)
        elif shown["kind"] == "page":
            if not shown.get("number"):
                _add(sorts[PAGES], str(shown.get("title") or ""), language)
            return
        self._seen += 1
        if self._seen % self.sparing == 0:
            _count(sorts, text[:LONGEST], language)


def _add(counts: Counts, written: str, language: str) -> None:
    if 2 < len(written) <= LONGEST_NAME:
        held = counts.setdefault(written, [0, written, language])
        held[0] += 1


def _count(sorts: dict[str, Counts], text: str, language: str) -> None:
    words, phrases = sorts[WORDS], sorts[PHRASES]
    for run in _BREAK.split(text):
        written = [one.lower() for one in _RUN.findall(run)]
        for word in written:
            if len(word) > 2:
                words.setdefault(word, [0, word, language])[0] += 1
        for phrase in _phrases(written):
            phrases.setdefault(phrase, [0, phrase, language])[0] += 1
    if len(phrases) > _PRUNED_AT:
        sorts[PHRASES] = {key: held for key, held in phrases.items() if held[0] > 1}


def _phrases(words: list[str]) -> Iterator[str]:
    """Two or three words in a row that neither begin nor end with a small word."""
    for at, word in enumerate(words):
        if word in SMALL_WORDS or len(word) < 3:
            continue
        for length in (2, 3):
            run = words[at : at + length]
            if len(run) == length and run[-1] not in SMALL_WORDS and len(run[-1]) > 2:
                yield " ".join(run)


Line = tuple[str, float, str, str, bool]
"""What is typed, folded; how much it weighs; its language; as it is written; whether it is the name of a page."""


class Suggestions:
    """What was gathered, ready to be looked into; of one register each."""

    def __init__(self, counts: Mapping[str, Mapping[str, Counts]]) -> None:
        self._sorted: dict[str, list[Line]] = {}
        self._words: dict[str, dict[str, list[Any]]] = {}
        for register, sorts in counts.items():
            self._sorted[register] = sorted(_lines(sorts))
            words: dict[str, list[Any]] = {}
            for count, written, language in sorts[WORDS].values():
                held = words.setdefault(folded(written), [0, written, language])
                held[0] += count
            self._words[register] = words

    @classmethod
    def read(cls, folder: Path) -> "Suggestions":
        """What is kept beside an index; nothing where the file is missing or of another format."""
        return cls(_read(folder))

    @staticmethod
    def make(folder: Path, gathered: Gathered) -> None:
        """Keep what was gathered beside an index."""
        _write(folder, gathered.counts)

    @staticmethod
    def add_to(folder: Path, gathered: Gathered) -> None:
        """Add what was gathered of new entries to what is kept."""
        kept = _read(folder)
        for register, sorts in gathered.counts.items():
            for sort, counts in sorts.items():
                old = kept.setdefault(register, {}).setdefault(sort, {})
                for key, (count, written, language) in counts.items():
                    old.setdefault(key, [0, written, language])[0] += count
        _write(folder, kept)

    def beginning(
        self, prefix: str, language: str, register: str, at_most: int, finds: Callable[[str], bool]
    ) -> list[str]:
        """What begins with ``prefix``, in ``language`` first, the most frequent first, if it ``finds`` anything.

        Names of pages in ``language`` or in English only: another says nothing to whoever reads neither.
        """
        start = " ".join(folded(prefix).split())
        if not start:
            return []
        lines = self._sorted.get(register, [])
        at = bisect_left(lines, (start,))
        end = bisect_left(lines, (start + "\U0010ffff",))
        may = [one for one in lines[at:end] if not one[4] or one[2] in (language, "en", "")]
        best = nlargest(4 * at_most, may, key=lambda one: (one[2] == language, one[1]))
        found: dict[str, str] = {}
        for _, _, _, written, _ in best:
            if folded(written) not in found and finds(written):
                found[folded(written)] = written
            if len(found) == at_most:
                break
        return list(found.values())

    def near(self, word: str, register: str, at_most: int = 6) -> list[str]:
        """Frequent words that ``word``, folded, may have been meant for: the nearest first, then the most frequent."""
        words = self._words.get(register, {})
        slips = 1 if len(word) < 6 else 2
        close = process.extract(word, words.keys(), scorer=OSA.distance, score_cutoff=slips, limit=40)
        ordered = sorted(
            (one for one in close if one[0] != word),
            key=lambda one: (one[1] + (one[0][:1] != word[:1]), -words[one[0]][0], one[0]),
        )
        return [str(words[one[0]][1]) for one in ordered[:at_most]]


def _lines(sorts: Mapping[str, Counts]) -> Iterator[Line]:
    for sort, counts in sorts.items():
        for count, written, language in counts.values():
            if sort == WORDS and written in SAY_LITTLE:
                continue
            plain = " ".join(folded(written).split())
            weight = _FIRST[sort] * count
            yield plain, weight, language, written, sort == PAGES
            if sort in (TITLES, CHAPTERS, PAGES):  # found by each of its words
                words = plain.split()
                for at in range(1, min(len(words), 12)):
                    if len(words[at]) > 3:
                        yield " ".join(words[at:]), weight / 2, language, written, sort == PAGES


def _write(folder: Path, counts: Mapping[str, Mapping[str, Counts]]) -> None:
    kept = {register: {sort: _most(sort, held) for sort, held in sorts.items()} for register, sorts in counts.items()}
    beside = folder / f"{FILE}.new"
    beside.write_text(json.dumps({"format": FORMAT, "counts": kept}, ensure_ascii=False), encoding="utf-8")
    beside.replace(folder / FILE)


def _most(sort: str, counts: Counts) -> Counts:
    most = {WORDS: MOST_WORDS, PHRASES: MOST_PHRASES}.get(sort, MOST_NAMES)
    ordered: Iterable[tuple[str, list[Any]]] = sorted(counts.items(), key=lambda one: (-one[1][0], one[0]))
    return dict(list(ordered)[:most])


def _read(folder: Path) -> dict[str, dict[str, Counts]]:
    try:
        held = json.loads((folder / FILE).read_text(encoding="utf-8"))
        counts: dict[str, dict[str, Counts]] = held["counts"] if held["format"] == FORMAT else {}
        return counts
    except (OSError, ValueError, KeyError, TypeError):
        return {}
