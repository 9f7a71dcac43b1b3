"""What in a text may let a person be recognised: proposed by rule, decided by people (ECPT Art. 11(3)).

A rule only points: what it proposes is either marked, with other words instead, or judged to name nobody. Better one
proposal too many than one person too few. Rules know English, French, Russian, Ukrainian and Turkish ways of writing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from unannounced.duties.counting_persons import Counting, SmallCounts
from unannounced.duties.redaction import proposals
from unannounced.duties.words import say


class Trait(StrEnum):
    """By what somebody may be recognised."""

    NAME = "name"
    BIRTH = "birth"
    NUMBER = "number"
    SMALL_COUNT = "small_count"
    AGE = "age"
    RARE = "rare"
    KNOWN = "known"
    READING = "reading"


WORDS: dict[Trait, str] = {
    Trait.NAME: say("a name"),
    Trait.BIRTH: say("a date of birth"),
    Trait.NUMBER: say("a number of a document, a file or a telephone"),
    Trait.SMALL_COUNT: say("a small number of persons"),
    Trait.AGE: say("an age beside something else"),
    Trait.RARE: say("a rare trait"),
    Trait.KNOWN: say("a name that the office knows"),
    Trait.READING: say("seen by somebody who read it"),
}
WHY: dict[Trait, str] = {
    Trait.NAME: say("words written as a name is"),
    Trait.BIRTH: say("a day after words for a birth"),
    Trait.NUMBER: say("seven figures or more in a row"),
    Trait.SMALL_COUNT: say("fewer persons than the mechanism's small number"),
    Trait.AGE: say("an age beside a nationality, an offence or a condition lets one person be found"),
    Trait.RARE: say("few persons in a place share it"),
    Trait.KNOWN: say("somebody with an account or on a delegation bears this name"),
    Trait.READING: say("marked while reading"),
}


@dataclass(frozen=True, slots=True)
class Traits:
    """The words the rules look for, by language in a file: titles, offices, rare traits, and words that name nobody."""

    titles: tuple[str, ...] = ()
    after_names: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()
    beside_age: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    no_names: frozenset[str] = frozenset()
    counting: tuple[Counting, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """Words that may let somebody be recognised, where they stand, by what, in the order of the text."""

    words: str
    trait: Trait
    at: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows of the report's surroundings: names of its own people, and words that name no person."""

    people: tuple[str, ...] = ()
    nobody: frozenset[str] = field(default_factory=frozenset)


_CAPITAL = r"[^\W\d_]"
_WORD = r"[^\W\d_](?:[^\W\d_]|['\u2019\u02bc\-](?=[^\W\d_]))*"
_INITIALS = rf"(?:{_CAPITAL}\.[ \u00a0\u202f]?)+"
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овна|евна|ична|івна|ївна|йович)$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Read:
    """A text as it was looked at: all that another text, or a later look at this one, needs of it.

    ``small`` and ``capital`` are its words in small letters and those that may be part of a name; ``nobody`` are those
    of the latter that named nobody then; ``found`` is what was proposed, ``None`` where only the words were read.
    """

    small: frozenset[str]
    capital: frozenset[str]
    nobody: frozenset[str] = frozenset()
    found: tuple[Proposed, ...] | None = None


class Before(Protocol):
    """What was looked at before, by the digest of the text and of the rules; it may forget."""

    def get(self, key: bytes, /) -> Read | None:
        """The text as it was looked at; ``None`` where it was not, or is forgotten."""

    def __setitem__(self, key: bytes, read: Read, /) -> None:
        """Keep it."""


def proposed(
    texts: Sequence[str], *, traits: Traits, known: Known, smallest: int, before: Before | None = None
) -> list[list[Proposed]]:
    """For each of the texts of one report, what a person should look at; ``smallest``: counts below it are small.

    The texts are looked at together: a word that stands in small letters elsewhere in the report names nobody. With
    ``before``, a text is looked at again only where it, the rules, or what names nobody of its words has changed; what
    is proposed is the same.
    """
    before = {} if before is None else before
    composed = [unicodedata.normalize("NFC", text) for text in texts]
    rules = _rules(traits, known, smallest)
    keys = [sha256(rules + text.encode("utf-8", "surrogatepass")).digest() for text in composed]
    reads = [before.get(key) or _unread(text) for key, text in zip(keys, composed, strict=True)]
    nobody = {one.casefold() for one in (*traits.no_names, *known.nobody)}.union(*(one.small for one in reads))
    seen = _Seen(traits, known, nobody, smallest)
    found = []
    for text, key, read in zip(composed, keys, reads, strict=True):
        here = read.capital & nobody
        if read.found is None or read.nobody != here:
            read = before[key] = replace(read, nobody=here, found=tuple(seen.all_in(text)))
        found.append(list(read.found or ()))
    return found


def _rules(traits: Traits, known: Known, smallest: int) -> bytes:
    """A digest of all that decides what is found in a text beside the words that name nobody."""
    patterns = (getattr(traits, one.name) for one in fields(traits) if one.name != "no_names")
    return sha256(repr((*patterns, known.people, smallest)).encode()).digest()


def _unread(text: str) -> Read:
    words = re.findall(_WORD, text)
    small = frozenset(word.casefold() for word in words if word[0].islower())
    return Read(small, frozenset(word.casefold() for word in words if _is_capital(word)))


class _Seen:
    """The rules for one report; ``nobody`` are the words that name nobody in it."""

    def __init__(self, traits: Traits, known: Known, nobody: Collection[str], smallest: int) -> None:
        self.traits = traits
        self.counts = SmallCounts(traits.counting, smallest)
        self.nobody = nobody
        self.titled = re.compile(
            rf"(?<!\w)(?:{_any(traits.titles)})[ \u00a0\u202f]?(?:{_INITIALS})?"
            rf"(?P<name>{_WORD}(?:[ \u00a0]{_WORD}){{0,3}})"
        )
        self.followed = re.compile(rf"(?<!\w)(?P<name>{_WORD})[ \u00a0](?:{_any(traits.after_names)})(?!\w)")
        self.initialled = re.compile(rf"(?<!\w){_INITIALS}(?P<name>{_WORD})")
        self.initialled_after = re.compile(
            rf"(?<!\w)(?P<name>{_WORD})[ \u00a0\u202f](?:{_CAPITAL}\.[ \u00a0\u202f]?){{2}}"
        )
        self.birth = re.compile(
            rf"(?<!\w)(?:{_any(traits.births)})[ \u00a0:]{{0,3}}{_day(traits.months)}", re.IGNORECASE
        )
        self.aged = re.compile(rf"(?<!\w)(?:{_any(traits.ages)})(?!\w)", re.IGNORECASE)
        self.beside = re.compile(rf"(?<!\w)(?:{_any(traits.beside_age)})", re.IGNORECASE)
        self.rare = re.compile(rf"(?<!\w)(?:{_any(traits.rare)})(?!\w)", re.IGNORECASE)
        self.people = re.compile(rf"(?<!\w)(?:{_any(known.people)})(?!\w)", re.IGNORECASE)

    def all_in(self, text: str) -> list[Proposed]:
        """Everything in one text, each piece of words once; where some stand only within longer ones, the longer."""
        found = [*self._names(text), *self._others(text)]
        alone = [one for one in found if not any(_within(one, other) for other in found)]
        best: dict[str, Proposed] = {}
        for one in sorted(alone, key=lambda one: (one.at, -len(one.words))):
            best.setdefault(one.words, one)
        return list(best.values())

    def _names(self, text: str) -> Iterator[Proposed]:
        sure = list(self._surely_names(text))
        yield from sure
        spans = [(one.at, one.at + len(one.words)) for one in sure]
        for one in self._written_as_names(text):
            if not any(begins < one.at + len(one.words) and one.at < ends for begins, ends in spans):
                yield one
        for words in proposals(text):
            at = text.find(words)
            yield _at(at, words, Trait.NUMBER if re.fullmatch(r"\+?[\d \-]+", words) else _kind(words, self.birth))

    def _surely_names(self, text: str) -> Iterator[Proposed]:
        """Names beside a title, a form of address or initials."""
        for pattern in (self.titled, self.initialled):
            for match in pattern.finditer(text):
                if name := self._upper_part(match["name"]):
                    yield _at(match.start(), text[match.start() : match.start("name") + len(name)], Trait.NAME)
        for pattern in (self.followed, self.initialled_after):
            for match in pattern.finditer(text):
                if match["name"][0].isupper():
                    yield _at(match.start(), match[0], Trait.NAME)

    def _upper_part(self, name: str) -> str:
        """The words of ``name`` that begin with a capital, from the first on."""
        words: list[str] = []
        for word in re.split(r"([ \u00a0])", name):
            if word.strip() and not word[0].isupper():
                break
            words.append(word)
        return "".join(words).rstrip()

    def _written_as_names(self, text: str) -> Iterator[Proposed]:
        """Two or three words with capitals in a row that stand in small letters nowhere, and patronymics."""
        run: list[re.Match[str]] = []
        for match in [*re.finditer(_WORD, text), None]:
            if match and run and not re.fullmatch(r"[ \u00a0]", text[run[-1].end() : match.start()]):
                yield from self._run(text, run)
                run = []
            if match is None or not self._may_be_name(match[0]):
                yield from self._run(text, run)
                run = []
            else:
                run.append(match)

    def _may_be_name(self, word: str) -> bool:
        return _is_capital(word) and word.casefold() not in self.nobody

    def _run(self, text: str, run: Sequence[re.Match[str]]) -> Iterator[Proposed]:
        if not run:
            return
        patronymic = any(_PATRONYMIC.search(one[0].casefold()) for one in run)
        if len(run) >= 2 or patronymic:
            yield _at(run[0].start(), text[run[0].start() : run[-1].end()], Trait.NAME)

    def _others(self, text: str) -> Iterator[Proposed]:
        for match in self.birth.finditer(text):
            yield _at(match.start(), match[0], Trait.BIRTH)
        for match in self.rare.finditer(text):
            yield _at(match.start(), match[0], Trait.RARE)
        for match in self.people.finditer(text):
            yield _at(match.start(), match[0], Trait.KNOWN)
        for match in self.aged.finditer(text):
            sentence = _sentence_around(text, match.start())
            if self.beside.search(sentence):
                yield _at(match.start(), match[0], Trait.AGE)
        for at, words in self.counts.all_in(text):
            yield _at(at, words, Trait.SMALL_COUNT)


def _is_capital(word: str) -> bool:
    """Whether it begins with a capital and goes on in small letters."""
    return len(word) > 1 and word[0].isupper() and not word.isupper()


def _any(words: Sequence[str]) -> str:
    """An alternative of ``words``, each a pattern of its own where it has one; nothing where there are none.

    Where each of them begins with a letter or a figure, that is looked at first: few places in a text go further.
    """
    alternative = "|".join(sorted(words, key=len, reverse=True)) or r"(?!)"
    begins = [re.match(r"\\d|[^\W_](?![?*{])", word) for word in words]
    first = "".join(sorted({found[0] for found in begins if found}))
    return f"(?=[{first}])(?:{alternative})" if words and all(begins) else alternative


def _day(months: Sequence[str]) -> str:
    named = rf"\d{{1,2}}(?:er|st|nd|rd|th)?[ \u00a0](?:{_any(months)})\.?[ \u00a0]\d{{4}}"
    other = rf"(?:{_any(months)})\.?[ \u00a0]\d{{1,2}},?[ \u00a0]\d{{4}}"
    return rf"(?:{named}|{other}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{4}}(?!\d))"


def _kind(words: str, birth: re.Pattern[str]) -> Trait:
    return Trait.BIRTH if birth.search(words) or re.search(r"(?i)\b(?:born|birth|DOB)\b", words) else Trait.NAME


def _at(at: int, words: str, trait: Trait) -> Proposed:
    return Proposed(words.strip()[:_LONGEST], trait, at)


def _within(one: Proposed, other: Proposed) -> bool:
    """Whether ``other`` covers ``one`` and is longer: deciding on the longer decides on both."""
    covers = other.at <= one.at and one.at + len(one.words) <= other.at + len(other.words)
    return covers and len(other.words) > len(one.words)


def _sentence_around(text: str, at: int) -> str:
    begins = max(text.rfind(mark, 0, at) for mark in ".!?\n") + 1
    ends = min((found for mark in ".!?\n" if (found := text.find(mark, at)) >= 0), default=len(text))
    return text[begins:ends]
