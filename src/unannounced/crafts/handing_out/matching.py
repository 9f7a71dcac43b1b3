"""A response in one document, matched to items: by the numbers it names, by words it repeats, by words they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz

from unannounced.duties.words import Sentence, say

BY_NUMBER = say("It begins with the number {number}.")
BY_REPEATING = say("It repeats the words of the item.")
BY_SHARING = say("It shares words with the item: {words}.")

_HEAD = re.compile(
    r"^\W{0,3}(?:(?:ad|re|on|to|in|sur|concernant|response|answer|reply|réponse|paragraph|para\.?|paragraphe|§+|point|"
    r"item|recommendation|recommandation|request|comment|no\.?|n°|au|à|la|le|the)\s*){0,6}\(?(\d{1,4}(?:\.\d{1,3})?)\)?"
    r"(?=[\s.:)–—-]|$)[\s.:)–—-]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
REPEATS, LIKELY, SHARES, CONFIRMS = 86, 0.6, 0.34, 0.12
MOST_PASSAGES = 4_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item that a passage may answer."""

    item: str
    number: str
    paragraph: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """An answer that is proposed for an item, with why, and how sure that is, per cent."""

    item: str
    text: str
    why: tuple[Sentence, ...]
    sure: int


@dataclass(frozen=True, slots=True)
class Matched:
    """What is proposed, in the order of the document, and the passages that fit no item."""

    proposed: tuple[Proposed, ...]
    left: tuple[str, ...]


def passages(text: str) -> list[str]:
    """The paragraphs of a text: parted by empty lines, or, where there are none, line by line."""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    parts = [part for part in parts if part]
    if len(parts) <= 2 and text.count("\n") > len(parts):
        parts = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return parts[:MOST_PASSAGES]


class Matching:
    """The items of a report, ready to be matched."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.wanted = {one.item: one for one in wanted}
        self.words = {one.item: frozenset(_words(one.text)) for one in wanted}
        held = Counter(word for words in self.words.values() for word in words)
        self.weight = {word: log(1 + len(wanted) / count) for word, count in held.items()}
        self.having: dict[str, list[str]] = defaultdict(list)
        for item, words in self.words.items():
            for word in words:
                self.having[word].append(item)
        self.by_number: dict[str, list[str]] = defaultdict(list)
        for one in wanted:
            self.by_number[one.number].append(one.item)
            if one.paragraph != one.number:
                self.by_number[one.paragraph].append(one.item)

    def shares(self, text: str) -> dict[str, float]:
        """How much of the weight of each item's words stands in ``text``, for those of which something does."""
        counted: dict[str, float] = defaultdict(float)
        for word in set(_words(text)) & self.weight.keys():
            for item in self.having[word]:
                counted[item] += self.weight[word]
        return {item: part / sum(self.weight[word] for word in self.words[item]) for item, part in counted.items()}

    def repeated(self, text: str, shares: Mapping[str, float], named: str) -> str:
        """The item whose words ``text`` repeats, the one ``named`` just before first; empty if none."""
        likely = sorted(shares, key=lambda one: (one != named, -shares[one], one))[:4]
        found = {item: self._likeness(item, text) for item in likely if shares[item] > LIKELY}
        if found.get(named, 0.0) >= REPEATS:
            return named
        best = max(found, key=lambda one: (found[one], one), default="")
        return best if best and found[best] >= REPEATS else ""

    def _likeness(self, item: str, text: str) -> float:
        asked = self.wanted[item].text
        return fuzz.partial_ratio(asked, text) if len(text) >= len(asked) * LIKELY else 0.0

    def numbered(self, text: str, shares: Mapping[str, float]) -> tuple[str, str, int]:
        """The item whose number ``text`` begins with, that number, and where the words after it begin."""
        head = _HEAD.match(text)
        found = self.by_number.get(head[1], []) if head else []
        if not head or not found:
            return "", "", 0
        item = max(found, key=lambda one: shares.get(one, 0.0))
        return item, head[1], head.end()


@dataclass(slots=True)
class _Section:
    item: str
    texts: list[str]
    number: str = ""
    repeats: bool = False


def match(text: str, wanted: Sequence[Wanted]) -> Matched:
    """What of a document answers which item; each item once, with everything that is proposed for it together."""
    among = Matching(wanted)
    sections: list[_Section] = []
    left: list[str] = []
    for passage in passages(text):
        _place(passage, among, sections, left)
    proposed: dict[str, Proposed] = {}
    for section in sections:
        said = "\n\n".join(one for one in section.texts if one)
        if not said:
            continue
        made = _proposed(section, said, among)
        before = proposed.get(section.item)
        if before is not None:
            made = Proposed(made.item, f"{before.text}\n\n{made.text}", before.why, min(before.sure, made.sure))
        proposed[section.item] = made
    return Matched(tuple(proposed.values()), tuple(left))


def _place(passage: str, among: Matching, sections: list[_Section], left: list[str]) -> None:
    """Let a passage begin a section, or go on with the one before it, or be left."""
    shares = among.shares(passage)
    item, number, begins = among.numbered(passage, shares)
    begun = sections[-1].item if sections and not any(sections[-1].texts) else ""
    repeated = among.repeated(passage, shares, item or begun)
    if repeated:
        rest = _without(passage[begins:], among.wanted[repeated].text)
        if begun == repeated:
            sections[-1].repeats = True
            sections[-1].texts.append(rest)
        else:
            sections.append(_Section(repeated, [rest], number if item == repeated else "", repeats=True))
    elif item:
        sections.append(_Section(item, [passage[begins:].strip()], number))
    elif sections:
        sections[-1].texts.append(passage)
    elif best := max(shares, key=lambda one: (shares[one], one), default=""):
        if shares[best] >= SHARES:
            sections.append(_Section(best, [passage]))
        else:
            left.append(passage)
    else:
        left.append(passage)


def _without(passage: str, asked: str) -> str:
    """What a passage says beside the words of the item that it repeats."""
    found = fuzz.partial_ratio_alignment(asked, passage)
    if found is None:
        return passage
    rest = f"{passage[: found.dest_start]} {passage[found.dest_end :]}".strip(" .:;–—-“”\"'")
    return rest if len(rest) > 3 else ""


def _proposed(section: _Section, said: str, among: Matching) -> Proposed:
    shares = among.shares(said).get(section.item, 0.0)
    why: list[Sentence] = []
    if section.number:
        why.append(Sentence(BY_NUMBER, {"number": section.number}))
    if section.repeats:
        why.append(Sentence(BY_REPEATING))
    common = sorted(set(_words(said)) & among.words[section.item], key=lambda one: (-among.weight[one], one))[:5]
    if common:
        why.append(Sentence(BY_SHARING, {"words": ", ".join(common)}))
    return Proposed(section.item, said, tuple(why), _sure(section, shares))


def _sure(section: _Section, shares: float) -> int:
    if section.repeats:
        return 99 if section.number else 95
    if section.number:
        return 90 if shares >= CONFIRMS else 60
    return 50


def _words(text: str) -> Iterable[str]:
    return (word.casefold() for word in _WORD.findall(text))


# Whose document it is

_OF_STATE = re.compile(
    r"(?i:government|authorities|gouvernement|autorités)\s+(?i:of|de|du|des)\s+(?i:the\s+|la\s+|l['’]\s*)?"
    r"((?:[A-ZÀ-Þ][\w’'-]+)(?:\s+(?:and\s+|et\s+)?[A-ZÀ-Þ][\w’'-]+){0,3})"
)
_BEGINNING = 6_000


def named_state(text: str, own: Iterable[str]) -> str:
    """The State whose authorities the beginning of a document names; empty where it names its own, or none."""
    names = [name.casefold() for name in own]
    begins = " ".join(text[:_BEGINNING].split())
    if any(name in begins.casefold() for name in names):
        return ""
    found = _OF_STATE.search(begins)
    return found[1] if found else ""
