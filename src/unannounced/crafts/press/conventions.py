"""Names of conventions in a text, such as "Europe's convention for the prevention of torture" or "the treaty"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from unannounced.crafts.press.aliases import Aliases
from unannounced.crafts.press.words import Word

_DEFINITE = frozenset(
    [
        *("the", "this", "that", "said", "эта", "эту", "этой", "данная", "данной", "указанная", "ця", "цю", "цієї"),
        *("згадана", "згаданої", "згадану"),
    ]
)
_OWN = frozenset(["its", "their"])
_INDEFINITE = frozenset(["a", "an", "any", "another", "no", "every", "each", "some", "new"])
_NEUTRAL = frozenset(
    [
        *(
            "international",
            "multilateral",
            "key",
            "landmark",
            "major",
            "important",
            "relevant",
            "said",
            "whole",
            "entire",
        ),
        *(
            "above-mentioned",
            "global",
            "regional",
            "council",
            "of",
            "europe",
            "european",
            "founding",
            "binding",
            "same",
        ),
        *("legally", "legally-binding", "optional", "additional", "first"),
    ]
)
"""Words with which "the … treaty" still only refers back."""
_NOT_FIRST = frozenset(["and", "or", "et", "ou", "и", "или", "і", "й", "та", "або", "чи"])
_NAMING = frozenset(
    [
        *("on", "for", "against", "concerning", "relating", "regarding", "banning", "prohibiting", "between"),
        *("о", "об", "про", "щодо"),
    ]
)
"""Words after which a convention's matter is named."""
_NO_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d.*"
    r"|january|february|march|april|may|june|july|august|sept\w*|october|november|december"
    r"|behalf|grounds?|the|its|their|his|her|this|that|paper|condition|russian|moscow|first|last|failing|lack|years?"
    r"|almost|nearly|more|good|now|it|him|them|us|all|fear"
)
_BEFORE_BARE = re.compile(
    r"(?:from|of|to|in|under|by|on|with|into|for|and|or|as|about|over|after|since|before|without|per|sign(?:s|ed|ing)?"
    r"|ratif\w+|leav\w+|left|quits?|quitting|join\w*|denounc\w+|withdraw\w*|exit\w*|is|was|out|via"
    r"|[.,;:!?()“”\"«»—–-])"
)
_CYRILLIC = re.compile(r"[а-яіїєґ]")
_ADJECTIVE = re.compile(r"\w+(?:ая|ую|ой|ый|ий|ого|ому|ых|ої|ою|ова|ової|ову|ка|ку|ської|ьку|ькою)")
_FRENCH = frozenset(["européenne", "européen", "internationale", "international", "facultatif"])
"""Adjectives that in French stand after the head of the name."""
_PROTOCOL_TO = frozenset(["to", "of", "the", "no", "№", ".", "к", "до"])
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a convention is named in a text, and what is meant.

    ``codes`` is one code, or those that may be meant, or empty. ``back`` tells that the words only refer back ("the
    treaty"); ``unknown`` that they name a convention this program does not know. ``proper`` tells a name from a
    description; ``european``, ``optional`` and ``year`` are what a reference back says of the convention it means.
    """

    start: int
    end: int
    head: str
    codes: tuple[str, ...] = ()
    back: bool = False
    unknown: bool = False
    proper: bool = False
    definite: bool = False
    european: bool = False
    optional: bool = False
    year: int | None = None


def namings_in(words: Sequence[Word], aliases: Aliases) -> list[Naming]:
    """All names of conventions among ``words``, in order, protocols joined with the convention they belong to."""
    found: list[tuple[int, int, int]] = []
    for place, word in enumerate(words):
        if word.low in aliases.head_words:
            left = _left(words, place, aliases)
            if found and left <= found[-1][1]:
                left = min(place, found[-1][1] + 1)
            found.append((left, _right(words, place, aliases), place))
    return [naming for span in _joined(words, found, aliases) if (naming := _naming(words, *span, aliases))]


def _left(words: Sequence[Word], place: int, aliases: Aliases) -> int:
    """Where the words that belong to the name before its head begin."""
    while place > 0:
        low = words[place - 1].low
        if low in _DEFINITE or low in _OWN or low in _INDEFINITE:
            return place - 1
        if low in ("'s", "’s"):
            if place < 2 or not _before(words[place - 2].low, aliases):
                return place
            place -= 2
        elif low == "of":
            if not (place >= 2 and words[place].low == "europe" and words[place - 2].low == "council"):
                return place
            place -= 2
        elif _before(low, aliases) or _YEAR.fullmatch(low):
            place -= 1
        else:
            return place
    return place


def _before(low: str, aliases: Aliases) -> bool:
    return low in aliases.before or low in aliases.idea_words


def _right(words: Sequence[Word], place: int, aliases: Aliases) -> int:
    """The last word that belongs to the name after its head."""
    last = place
    while True:
        at = last + 1
        while (
            at < len(words)
            and at - last <= 4
            and (
                words[at].low in aliases.joining
                or (words[at].low == "," and last > place)
                or (words[at].low in ("к", "до") and words[min(at + 1, len(words) - 1)].text.isupper())
            )
        ):
            at += 1
        if at >= len(words) or not _continues(words, place, last, at, aliases):
            return last
        last = at


def _continues(words: Sequence[Word], head: int, last: int, at: int, aliases: Aliases) -> bool:
    low = words[at].low
    if any(low in stems for name, stems in aliases.heads.items() if name != "document"):
        return False
    if not (low in aliases.after or low in aliases.idea_words):
        return False
    if words[last + 1].low == ",":
        return low in ("inhuman", "inhumane", "degrading", "бесчеловечных", "нелюдських", "cruel")
    if last == head:
        if words[at - 1 if at > last + 1 else at].low in _NOT_FIRST or words[last + 1].low in _NOT_FIRST:
            return False
        return at > last + 1 or low in _FRENCH or bool(_CYRILLIC.search(low))
    return not _begins_another(words, at, aliases)


def _begins_another(words: Sequence[Word], at: int, aliases: Aliases) -> bool:
    """Whether the name of another convention begins at ``at``: … and the European Convention."""
    if not aliases.ideas["europe"].fullmatch(words[at].low) and words[at].low not in ("un", "u.n.", "united", "оон"):
        return False
    return any(word.low in aliases.head_words for word in words[at + 1 : at + 4])


def _joined(words: Sequence[Word], spans: list[tuple[int, int, int]], aliases: Aliases) -> list[tuple[int, int, int]]:
    """``spans`` with each "Protocol to the …" and the convention after it as one."""
    found: list[tuple[int, int, int]] = []
    for left, right, head in spans:
        if found and words[found[-1][2]].low in aliases.heads["protocol"]:
            between = [word.low for word in words[found[-1][1] + 1 : left] if not word.low.isdigit()]
            further = found[-1][1] > found[-1][2] or bool(_CYRILLIC.search(words[head].low))
            direct = not between and further and words[left].low not in _INDEFINITE
            if direct or (between and set(between) <= _PROTOCOL_TO):
                found[-1] = found[-1][0], right, found[-1][2]
                continue
        found.append((left, right, head))
    return found


def _naming(words: Sequence[Word], left: int, right: int, head: int, aliases: Aliases) -> Naming | None:
    inside = words[left : right + 1]
    said = " ".join(word.low for word in inside if word.low not in ("'s", "’s"))
    kind = next(name for name, stems in aliases.heads.items() if words[head].low in stems)
    naming = Naming(words[left].start, words[right].end, kind, definite=words[left].low in _DEFINITE | _OWN)
    naming = replace(
        naming,
        year=next((int(word.low) for word in inside if _YEAR.fullmatch(word.low)), None),
        european=bool(aliases.ideas["europe"].search(said)),
        optional=bool(aliases.ideas["optional"].search(said)),
        proper=words[head].text[:1].isupper() and right > head,
    )
    for rule in aliases.rules:
        if _fits(rule.heads, rule.ideas, rule.without, kind, said, aliases):
            return replace(naming, codes=(rule.code,) if rule.code else rule.open)
    return _without_code(words, left, right, head, naming, aliases)


def _fits(
    heads: tuple[str, ...], ideas: tuple[str, ...], without: tuple[str, ...], kind: str, said: str, aliases: Aliases
) -> bool:
    return (
        kind in heads
        and all(aliases.ideas[idea].search(said) for idea in ideas)
        and not any(aliases.ideas[idea].search(said) for idea in without)
    )


def _without_code(
    words: Sequence[Word], left: int, right: int, head: int, naming: Naming, aliases: Aliases
) -> Naming | None:
    """A reference back, a convention not known here, or nothing."""
    inner = [word.low for word in words[left : right + 1] if word is not words[head]]
    if words[left].low in _INDEFINITE or (naming.head == "document" and len(inner) > 1):
        return None
    plain = all(
        low in _DEFINITE
        or low in _OWN
        or low in _NEUTRAL
        or _YEAR.fullmatch(low)
        or (low != "eu" and aliases.ideas["europe"].fullmatch(low))
        for low in inner
    )
    cyrillic = bool(_CYRILLIC.search(words[head].low))
    if right > head or not plain or _named_further(words, right, aliases):
        return replace(naming, unknown=True) if naming.head != "document" else None
    if not (naming.definite or cyrillic):
        return _bare(words, left, naming)
    if cyrillic and _named_before(words, left):
        return replace(naming, unknown=True)
    return replace(naming, back=True)


def _bare(words: Sequence[Word], left: int, naming: Naming) -> Naming | None:
    """A head without an article: nothing after a verb or preposition, another convention after any other word."""
    before = words[left - 1] if left else None
    if before is None or naming.head == "document":
        return None
    return None if _BEFORE_BARE.fullmatch(before.low) else replace(naming, unknown=True)


def _named_before(words: Sequence[Word], left: int) -> bool:
    before = words[left - 1] if left else None
    if before is None:
        return False
    starts = left < 2 or words[left - 2].low in (".", "“", "«")
    return bool(_ADJECTIVE.fullmatch(before.low)) or (before.text[:1].isupper() and before.low.isalpha() and not starts)


def _named_further(words: Sequence[Word], right: int, aliases: Aliases) -> bool:
    """Whether words go on to name the convention by something not known: on Cluster Munitions."""
    after = words[right + 1 : right + 4]
    if not after or (after[0].low not in _NAMING and after[0].low not in ("of", "to", "with")):
        return False
    rest = [word for word in after[1:] if word.low not in ("the", "all")]
    if not rest or not rest[0].low.isalpha():
        return False
    if rest[0].text[0].isupper():
        return not _NO_NAME.fullmatch(rest[0].low) and after[0].low != "to"
    return after[0].low in _NAMING and not _NO_NAME.fullmatch(after[1].low)
