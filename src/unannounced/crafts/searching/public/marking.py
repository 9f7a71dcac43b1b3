"""Which parts of a text are shown for what was asked, and what is marked in them, in the language of the text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from unannounced.crafts.searching.public.folding import MARKS, folded, words_in
from unannounced.crafts.searching.public.languages import stem_of, stems_of
from unannounced.crafts.searching.public.parsing import Fuzzy, Node, Phrase, Start, Word, leaves
from unannounced.crafts.searching.snippets import Part

LONGEST = 300
"""Characters of all fragments together."""
LOOKED_AT = 20_000
ROOM = 60
"""Characters before the first match of a fragment."""
TAKES_OFF = ("ar", "nl")
"""Languages whose stemmers take beginnings off: al- and ge-."""

_LETTER = r"[^\W_]"
_JOINED = f"[{MARKS}\u00ad\u0640\u200b\u200c\u200d\u2060]"
_APOSTROPHE = "(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])"
WORD = re.compile(rf"{_LETTER}+(?:(?:{_JOINED}+|{_APOSTROPHE}){_LETTER}*)*")
_NOT_PLAIN = re.compile(f"{_JOINED}|[\u0400-\u04ff]")
"""What words may go on behind, besides letters: where none is, a word begins behind whatever is no letter."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a text: where it stands, and which of the things asked for it answers."""

    begin: int
    end: int
    plain: str
    answers: int | None = None


class Marker:
    """What finds in a text the words that were asked for."""

    def __init__(self, node: Node | None) -> None:
        asked = list(leaves(node))
        self._starts = tuple(dict.fromkeys(one.word for one in asked if isinstance(one, Start)))
        self._fuzzy = [one for one in asked if isinstance(one, Fuzzy)]
        self._exact = [one.words for one in asked if isinstance(one, Phrase) and one.apart is None]
        near = [one.words for one in asked if isinstance(one, Phrase) and one.apart is not None]
        whole = [one.words for one in asked if isinstance(one, Word)]
        self._single = tuple(dict.fromkeys(word for words in near + whole for word in words))
        self._known: dict[str, dict[str, tuple[int | None, str]]] = {}
        self._stems: dict[str, dict[str, int]] = {}
        self._initials: dict[str, frozenset[str] | None] = {}

    def snippet(self, text: str, language: str) -> tuple[Part, ...]:
        """One part of the text or two, with what answers; its beginning if nothing does. "…" where it was cut."""
        text = text[:LOOKED_AT]
        found = self._found(text, language)
        if len(text) <= LONGEST:
            return tuple(part for part in _parts(text, 0, len(text), found) if part.text)
        return tuple(part for part in _fragments(text, found) if part.text)

    def _found(self, text: str, language: str) -> list[_Place]:
        stems, known = self._stems_in(language), self._known.setdefault(language, {})
        initials = self._initials_in(language)
        places: list[_Place] = []
        words: list[_Place] = []
        look_up, exactly = known.get, bool(self._exact)
        pattern = WORD if initials is None or exactly or _NOT_PLAIN.search(text) else beginning(initials)
        for match in pattern.finditer(text):  # of a hundred words few: it was most of what a snippet takes
            told = look_up(match[0])
            if told is None:
                raw = match[0]
                if initials is not None and raw[0].isascii() and raw[0].lower() not in initials:
                    told = (None, raw.lower())  # most words of a text: no stem of it need be looked for
                else:
                    plain, stem = forms_of(raw, language)
                    told = (self._answers(plain, stem, stems), plain)
                known[raw] = told
            answers, plain = told
            if exactly:
                words.append(_Place(match.start(), match.end(), plain))
            if answers is not None:
                places.append(_Place(match.start(), match.end(), plain, answers))
        for number, phrase in enumerate(self._exact):
            places += _sequences(words, phrase, number + 1000)
        return sorted(places, key=lambda one: (one.begin, -one.end))

    def _stems_in(self, language: str) -> dict[str, int]:
        if language not in self._stems:
            made: dict[str, int] = {word: number for number, word in enumerate(self._single)}
            for number, word in enumerate(self._single):
                for stem in stems_of(word, language) if language else ():
                    made.setdefault(f"\0{stem}", number)
            self._stems[language] = made
        return self._stems[language]

    def _initials_in(self, language: str) -> frozenset[str] | None:
        """The letters with which a word must begin that answers; ``None`` where any may, for no letter is its own.

        A word and its stem begin with the same letter where no beginning is taken off.
        """
        if language not in self._initials:
            begun = [one.lstrip("\0") for one in (*self._stems_in(language), *self._starts)]
            any_may = self._fuzzy or language in TAKES_OFF or not all(begun)
            self._initials[language] = None if any_may else frozenset(one[0] for one in begun)
        return self._initials[language]

    def _answers(self, plain: str, stem: str, stems: Mapping[str, int]) -> int | None:
        """The number of what a word answers, by itself or by its stem."""
        answers = stems.get(plain)
        if answers is None and stem:
            answers = stems.get(f"\0{stem}")
        if answers is None and self._starts and plain.startswith(self._starts):
            answers = 500 + next(n for n, start in enumerate(self._starts) if plain.startswith(start))
        if answers is None and self._fuzzy:
            long = len(plain)  # most words of a text are too long or too short
            close = (
                n
                for n, one in enumerate(self._fuzzy)
                if abs(long - len(one.word)) <= one.letters
                and OSA.distance(plain, one.word, score_cutoff=2) <= one.letters
            )
            number = next(close, None)
            answers = None if number is None else 700 + number
        return answers


@lru_cache(maxsize=2**10)
def beginning(initials: frozenset[str]) -> re.Pattern[str]:
    """Words of letters alone that begin with one of ``initials``, or with a letter that is none of ASCII.

    >>> beginning(frozenset("w")).findall("Without a window, éwé or awe; a_wall, 2w")
    ['Without', 'window', 'éwé', 'wall']
    """
    wanted = {letter for one in initials for letter in (one, one.upper())}
    others = "".join(re.escape(chr(code)) for code in range(128) if chr(code) not in wanted)
    # what is not wanted is told: a set that named all letters beyond ASCII takes two milliseconds to prepare
    return re.compile(rf"[^{others}](?<={_LETTER})(?<!{_LETTER}.){_LETTER}*", re.DOTALL)


@lru_cache(maxsize=2**17)
def forms_of(raw: str, language: str) -> tuple[str, str]:
    """A word of a text in a language: without case and accents, and its stem."""
    return folded(raw), stem_of(raw, language)


def _sequences(words: list[_Place], phrase: tuple[str, ...], number: int) -> Iterator[_Place]:
    for at in range(len(words) - len(phrase) + 1):
        if words[at].plain == phrase[0] and all(words[at + after].plain == word for after, word in enumerate(phrase)):
            yield _Place(words[at].begin, words[at + len(phrase) - 1].end, "", number)


def _fragments(text: str, found: list[_Place]) -> Iterator[Part]:
    """The window that answers most; and a second where it answers what the first does not."""
    first = _best(found, set(), LONGEST)
    answered = {one.answers for one in _within(found, first, LONGEST)}
    if len({one.answers for one in found}) == len(answered):
        yield from _window(text, found, first, LONGEST)
        return
    half = LONGEST // 2 - 2
    first = _best(found, set(), half)
    answered = {one.answers for one in _within(found, first, half)}
    second = _best(found, answered, half)
    one, other = sorted((first, second))
    if other - one < half:
        yield from _window(text, found, one, LONGEST)
        return
    yield from _window(text, found, one, half)
    yield from _window(text, found, other, half)


def _best(found: list[_Place], answered: set[int | None], length: int) -> int:
    """Where the window begins, before its lead, that answers most of what is not ``answered``; the first of them."""
    best, begins = -1, 0
    for place in found[:200]:
        new = {one.answers for one in _within(found, place.begin, length)} - answered
        if len(new) > best:
            best, begins = len(new), place.begin
    return begins


def _within(found: list[_Place], begin: int, length: int) -> list[_Place]:
    return [one for one in found if one.begin >= begin and one.end <= begin + length - ROOM]


def _window(text: str, found: list[_Place], first: int, length: int) -> Iterator[Part]:
    """Whole words around the first match: some before it, the rest behind."""
    begin = max(0, min(first - ROOM, len(text) - length))
    if begin and (space := re.compile(r"\s").search(text, begin, first)):
        begin = space.end()
    elif begin:
        begin = first
    end = min(len(text), begin + length - 2)
    if end < len(text):
        last = text.rfind(" ", begin + 1, end + 1)
        end = last if last > begin else end
    yield from _parts(text, begin, end, found)


def _parts(text: str, begin: int, end: int, found: list[_Place]) -> Iterator[Part]:
    at, before = begin, "…" if begin else ""
    for place in found:
        if place.begin >= at and place.end <= end:
            yield Part(before + text[at : place.begin], False)
            yield Part(text[place.begin : place.end], True)
            at, before = place.end, ""
    yield Part(before + text[at:end] + ("…" if end < len(text) else ""), False)


def words_asked(node: Node | None) -> list[str]:
    """The words a question asks for, folded, each once, in order."""
    found = [
        word for leaf in leaves(node) for word in (leaf.words if isinstance(leaf, Word | Phrase) else (leaf.word,))
    ]
    return list(dict.fromkeys(word for one in found for word in words_in(one)))
