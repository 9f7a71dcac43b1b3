"""What a demand names: persons, groups, places, numbers, treaties, steps; by kind and value, in English and French.

Two texts differ in a slot if both fill it and fill it otherwise: a lawyer and a doctor, 24 and 48 hours. Words that
are one value in ``slots.yaml`` do not differ, in whichever language they stand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

from unannounced.crafts.repeating.numbers import numbers_in
from unannounced.crafts.repeating.treaties import treaties_in
from unannounced.crafts.repeating.values import Differs
from unannounced.crafts.repeating.words import Word, counted, is_content, language_of, these, tidied, words_in

_GAP = 3
"""Words that a ~ of the file stands for at most."""
_THINGS = ("treaty", "person", "group", "place", "institution")
"""Kinds of which each value counts by itself: ICRMW and CED, ICRMW and CAT differ in the second."""
_WAYS = ("matter", "joining", "ending", "formality", "founding", "ruling", "means", "tool", "justice", "care", "role")
"""Kinds of which one value in common is enough: who trains and informs asks for no other thing than who trains."""
_ORDER = {**{kind: at for at, kind in enumerate(_THINGS)}, **{kind: 50 + at for at, kind in enumerate(_WAYS)}}
_COVERING = frozenset(("matter", "institution", "group"))
"""Kinds whose phrases are one matter: “human rights education” is not education as well."""
FOUNDED = ("national human rights institution", "national preventive mechanism", "ombudsman", "complaints mechanism")
_TELLING = 0.7
"""The part of the words in common from which on a “not” in one of two texts says the contrary of the other."""
_NEGATIONS = these("not never no cannot neither pas jamais aucun aucune")
_AIMS = (
    "with a view",
    "view to",
    "first step",
    "step towards",
    "aiming at",
    "aimed at",
    "en vue",
    "premier pas",
    "visant",
    "debate",
)
_BOTH = ("moratorium and", "executions or", "moratorium or", "moratoire et", "moratoire ou")
_CONSIDERING = these(
    "consider considering consideration reconsider reconsidering possibility envisager envisage etudier examiner "
    "examine study reflect"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: its content words with what each counts, and its slots by kind and value, each as printed.

    ``negated`` are the stems that stand behind a “not”; ``considering`` whether a step is only to be considered.
    """

    language: str
    stems: Mapping[str, float]
    weight: float
    slots: Mapping[str, Mapping[str, str]]
    negated: Mapping[str, str]
    considering: str

    def values(self, kind: str) -> Mapping[str, str]:
        """What fills the slots of a kind, with the words that say it."""
        return self.slots.get(kind, {})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words one behind the other, each a beginning if it ends in *, with ~ for a gap."""

    kind: str
    value: str
    words: tuple[str, ...]


@lru_cache(maxsize=2**14)
def said_in(text: str) -> Said:
    """What ``text`` says.

    >>> sorted(said_in("Offer a doctor within 24 hours").slots)
    ['hours', 'person']
    """
    text = tidied(text)
    words = words_in(text)
    plain = [word.plain for word in words]
    language = language_of(words)
    slots: dict[str, dict[str, str]] = {}
    used = [False] * len(words)
    for named in treaties_in(plain):
        _fill(slots, "treaty", named.treaty, text, words, (named.start, min(named.end, len(words))))
        used[named.start : named.end] = [True] * (min(named.end, len(words)) - named.start)
    for number in numbers_in(["" if gone else word for word, gone in zip(plain, used, strict=True)]):
        _fill(slots, number.unit, number.value, text, words, (number.start, number.end))
    _phrases(slots, text, words, used)
    _without_aims(slots, plain)
    _founded(slots)
    stems: dict[str, float] = {}
    for word, gone in zip(plain, used, strict=True):
        stem, weight = counted(word, language)
        if stem and not gone:
            stems[stem] = weight
    stems.update((treaty, 1.0) for treaty in slots.get("treaty", ()))
    return Said(language, stems, sum(stems.values()), slots, _negated(text, words, language), _considering(text, words))


def _fill(
    slots: dict[str, dict[str, str]], kind: str, value: str, text: str, words: Sequence[Word], at: tuple[int, int]
) -> None:
    """Note that the words ``at`` fill a slot, unless it was said before."""
    slots.setdefault(kind, {}).setdefault(value, text[words[at[0]].start : words[at[1] - 1].end])


def _phrases(slots: dict[str, dict[str, str]], text: str, words: Sequence[Word], used: Sequence[bool]) -> None:
    """Fill in what the phrases of the file find, each word used once for a kind.

    Phrases of several words go first: what “corporal punishment” says is not said by “punishment” again.
    """
    taken: set[tuple[str, int]] = set()
    inside: set[int] = set()
    single: list[tuple[int, _Phrase]] = []
    for place, word in enumerate(words):
        for phrase in () if used[place] else _beginning_with(word[0]):
            if len(phrase.words) == 1:
                single.append((place, phrase))
            elif (phrase.kind, place) not in taken and (end := _reached(phrase.words, words, used, place)):
                _fill(slots, phrase.kind, phrase.value, text, words, (place, end))
                taken.update((phrase.kind, at) for at in range(place, end))
                inside.update(range(place, end) if phrase.kind in _COVERING else ())
    for place, phrase in single:
        if (phrase.kind, place) not in taken and not (phrase.kind == "matter" and place in inside):
            _fill(slots, phrase.kind, phrase.value, text, words, (place, place + 1))
            taken.add((phrase.kind, place))


def _without_aims(slots: dict[str, dict[str, str]], words: Sequence[str]) -> None:
    """A moratorium “with a view to abolition” asks for the moratorium alone."""
    ending = slots.get("ending", {})
    if "moratorium" not in ending or "abolition" not in ending:
        return
    joined = " ".join(words)
    if any(f" {aim} " in joined for aim in _AIMS) and not any(f" {both} abol" in joined for both in _BOTH):
        del ending["abolition"]


def _founded(slots: dict[str, dict[str, str]]) -> None:
    """Founding counts for an institution alone; one that is not to be founded is there, and to be made better."""
    founding = slots.pop("founding", {})
    named = [value for value in FOUNDED if value in slots.get("institution", {})]
    if "establishment" in founding and named:
        slots["founding"] = {"establishment": founding["establishment"]}
    elif named:
        slots["founding"] = {"strengthening": founding.get("strengthening", slots["institution"][named[0]])}


def _reached(phrase: Sequence[str], words: Sequence[Word], used: Sequence[bool], place: int) -> int:
    """Behind which word the phrase ends that begins at ``place``; 0 if it does not stand there."""
    at, gap = place + 1, 0
    for wanted in phrase[1:]:
        if wanted == "~":
            gap = _GAP
            continue
        for there in range(at, min(len(words), at + gap + 1)):
            if not used[there] and _is(words[there].plain, wanted):
                at, gap = there + 1, 0
                break
        else:
            return 0
    return at


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted


@lru_cache(maxsize=2**16)
def _beginning_with(word: str) -> tuple[_Phrase, ...]:
    """The phrases that may begin with a plain word, the longest first."""
    exact, starts = _lexicon()
    found = list(exact.get(word, ()))
    for length in range(2, len(word) + 1):
        found.extend(starts.get(word[:length], ()))
    return tuple(sorted(found, key=lambda phrase: (-len(phrase.words), -len(phrase.words[0]))))


@cache
def values_by_kind() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The file: for each kind its values, for each value the phrases that say it."""
    text = (resources.files("unannounced.crafts.repeating") / "slots.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(text)
    return read


@cache
def _lexicon() -> tuple[dict[str, list[_Phrase]], dict[str, list[_Phrase]]]:
    """The phrases of the file by their first word, and by the beginning of it."""
    exact: dict[str, list[_Phrase]] = {}
    starts: dict[str, list[_Phrase]] = {}
    for kind, values in values_by_kind().items():
        for value, phrases in values.items():
            for phrase in phrases:
                words = tuple(str(phrase).split())
                table, first = (starts, words[0][:-1]) if words[0].endswith("*") else (exact, words[0])
                table.setdefault(first, []).append(_Phrase(kind, value, words))
    return exact, starts


def _negated(text: str, words: Sequence[Word], language: str) -> dict[str, str]:
    """The stem of the content word behind each negation, with the words from the one to the other."""
    found: dict[str, str] = {}
    for place, word in enumerate(words):
        if word.plain not in _NEGATIONS or (place + 1 < len(words) and words[place + 1].plain in ("only", "seulement")):
            continue
        for behind in words[place + 1 : place + 5]:
            if is_content(behind.plain) and not behind.plain.isdigit():
                found.setdefault(counted(behind.plain, language)[0], text[word.start : behind.end])
                break
    return found


def _considering(text: str, words: Sequence[Word]) -> str:
    """The words by which something is only to be considered, with what; "" if there are none."""
    for place, word in enumerate(words):
        if word.plain in _CONSIDERING:
            end = next((one.end for one in words[place + 1 : place + 6] if is_content(one.plain)), word.end)
            return text[word.start : end]
    return ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Values of one kind that only the earlier and only the later text names, and the words that say them."""

    kind: str
    then: tuple[str, ...]
    now: tuple[str, ...]
    said: tuple[str, str]


def differences(then: Said, now: Said) -> list[Difference]:
    """Where both texts fill a slot and fill it otherwise."""
    found = []
    otherwise = [
        kind for kind, earlier in then.slots.items() if kind in now.slots and earlier.keys() != now.slots[kind].keys()
    ]
    for kind in sorted(otherwise, key=_place_of_kind):
        earlier, later = then.slots[kind], now.slots[kind]
        if kind in _WAYS and not earlier.keys().isdisjoint(later):
            continue
        only_then = tuple(value for value in earlier if value not in later)
        only_now = tuple(value for value in later if value not in earlier)
        if only_then and only_now:
            said = _printed(earlier, only_then), _printed(later, only_now)
            found.append(Difference(kind, only_then, only_now, said))
    return found


def _place_of_kind(kind: str) -> tuple[int, str]:
    """Things first, then numbers, then ways."""
    return _ORDER.get(kind, len(_THINGS)), kind


def _printed(said: Mapping[str, str], values: Sequence[str]) -> str:
    """The words that say ``values``, without those that stand within others."""
    words = list(dict.fromkeys(said[value] for value in values))
    return ", ".join(one for one in words if not any(one != other and one in other for other in words))


def differing(then: Said, now: Said) -> Differs:
    """The pairs of what was said then and is said now, kind by kind, where both say something else.

    >>> differing(said_in("Let a lawyer come within 24 hours"), said_in("Let a doctor come within one day"))
    (('lawyer', 'doctor'),)
    """
    pairs = [one.said for one in differences(then, now)]
    pairs.extend(_otherwise_strong(then, now))
    pairs.extend(negations(then, now))
    return tuple(dict.fromkeys(pairs))


def negations(then: Said, now: Said) -> list[tuple[str, str]]:
    """What one text wants done and the other does not, as said in both."""
    if not (then.negated or now.negated) or "prohibition" in {**then.values("ruling"), **now.values("ruling")}:
        return []
    common = sum(weight for stem, weight in then.stems.items() if stem in now.stems)
    if common < _TELLING * min(then.weight, now.weight):
        return []
    found = [(said, stem) for stem, said in then.negated.items() if stem in now.stems and stem not in now.negated]
    found += [(stem, said) for stem, said in now.negated.items() if stem in then.stems and stem not in then.negated]
    return found


def _otherwise_strong(then: Said, now: Said) -> list[tuple[str, str]]:
    """The pair of a step that is to be taken and the same step that is only to be considered."""
    both = [
        (then.values(kind)[value], now.values(kind)[value])
        for kind in ("joining", "ending", "founding")
        for value in then.values(kind)
        if value in now.values(kind)
    ]
    if not both or bool(then.considering) == bool(now.considering):
        return []
    return [(then.considering or both[0][0], now.considering or both[0][1])]
