"""Names as they are compared: levelled letters, and what each word means."""

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from unannounced.crafts.matching.lexicon import LONGEST, Lexicon, Meaning, shipped

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_LONE_ROMAN = frozenset({"i", "v", "x"})
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|ª|º|°|a|o|e|er|ere|eme)(?![^\W\d_])|(?<=[IVX])[ªº°]", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"(?<![^\W\d_])(?:n[ºo°]|nos?|nr|num|numero|número|№)\.?\s*(?=\d)|№", re.IGNORECASE)
_ELISION = re.compile(r"(?<![^\W\d_])(l|d|dell|sull|all|nell|dall|qu)['’`´](?=[^\W\d_])", re.IGNORECASE)
_APOSTROPHES = re.compile("['’`´ʼ\"“”]")
_STOPS = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]\.){2,})(?:([^\W\d_])(?![^\W\d_]))?")
_WORDS = re.compile(r"[a-z]+|\d+")
_FOOTNOTE = re.compile(r"([a-z]{4,})(\d)(?!\d)")
_SOUNDS = (
    (re.compile("shch|sch|sh|tsch|tch|ch|cz|tz|ts"), "s"),
    (re.compile("[jy]|ii|ij|iy|yi"), "i"),
    (re.compile("ph"), "f"),
    (re.compile("([aou])e"), r"\1"),
    (re.compile("kh|gh|h"), ""),
    (re.compile("ck|q|k"), "c"),
    (re.compile("[wv]"), "v"),
    (re.compile("ks"), "x"),
    (re.compile("z"), "s"),
    (re.compile("ie|ia|io|iu"), "i"),
)
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Worded:
    """A name taken apart.

    ``text`` is the levelled name, ``own`` the words that are no other place's, in order; ``kinds``, ``families`` and
    ``levels`` what sort of place it is and whose; ``marks`` what tells it from its neighbours, by slot; ``numbers``
    written as a footnote (“Center2”) are apart, in ``faint``. ``joined`` are neighbouring words written as one.
    """

    text: str
    own: tuple[str, ...]
    kinds: frozenset[str]
    families: frozenset[str]
    levels: frozenset[str]
    marks: frozenset[tuple[str, str]]
    faint: frozenset[str]
    initials: frozenset[str]
    joined: frozenset[str]


def level(text: str) -> str:
    """``text`` in small Latin letters, words and numbers apart, without signs.

    >>> level("Casa Circ. “Sant'Agata” – II°"), level("ИК-5"), level("C.C. L’Aquila"), level("Unit Nº 3")
    ('casa circ santagata ii', 'ik 5', 'cc aquila', 'unit 3')
    """
    text = _NUMBER_SIGN.sub(" ", text)
    text = _ORDINAL.sub("", text)
    text = _ELISION.sub(" ", text)
    text = _STOPS.sub(lambda found: found[0].replace(".", "") + " ", text)
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = _APOSTROPHES.sub("", anyascii(text))
    return " ".join(_WORDS.findall(text.casefold()))


def sound(word: str) -> str:
    """What is left of a word when ways of spelling the same sound are levelled.

    >>> sound("kharkiv") == sound("harkiw"), sound("yekaterinburg") == sound("ekaterinburg")
    (True, False)
    """
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return _TWICE.sub(r"\1", word)


@lru_cache(maxsize=65_536)
def worded(name: str, local: frozenset[str] = frozenset()) -> Worded:
    """What each word of ``name`` means; words of its town, ``local``, are names and no marks."""
    faint: set[str] = set()
    lexicon = shipped()
    words = _without_footnotes(name, faint)
    reader = _Reader(lexicon, local)
    at = 0
    while at < len(words):
        at += reader.read(words, at)
    return reader.done(words, frozenset(faint))


def _without_footnotes(name: str, faint: set[str]) -> list[str]:
    """The words of a name; a figure glued to the end of a word is kept apart."""

    def kept(found: re.Match[str]) -> str:
        faint.add(found[2])
        return found[1]

    lowered = _FOOTNOTE.sub(kept, _ORDINAL.sub("", name.casefold())) if any(map(str.isdigit, name)) else name
    words = level(lowered).split()
    merged: list[str] = []
    lone = 0
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if (single and lone and word not in _LONE_ROMAN) or (merged and merged[-1] == "mc" and word.isalpha()):
            merged[-1] += word
        elif word.isdigit() and merged and merged[-1] == "n":
            merged[-1] = word
        else:
            merged.append(word)
        lone = lone + 1 if single else 0
    return merged


class _Reader:
    """Sorts words by meaning while a name is read."""

    def __init__(self, lexicon: Lexicon, local: frozenset[str]) -> None:
        self.lexicon, self.local = lexicon, local
        self.own: list[str] = []
        self.kinds: set[str] = set()
        self.families: set[str] = set()
        self.levels: set[str] = set()
        self.marks: set[tuple[str, str]] = set()
        self.initials: set[str] = set()
        self.after_kind = self.after_part = False

    def read(self, words: list[str], at: int) -> int:
        """Take the longest known form at ``at``, else one word; how many words that was."""
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            part = words[at : at + length]
            if length == 1 and part[0] in self.local and part[0] not in self.lexicon.surely:
                break
            meaning = self.lexicon.forms.get(" ".join(part))
            if meaning is not None and not (length == 1 and self._tells_apart(part[0], words, at)):
                self._take(meaning)
                return length
        self._take_word(words[at], last=at == len(words) - 1)
        return 1

    def _tells_apart(self, word: str, words: list[str], at: int) -> bool:
        """Whether a single letter stands where a number could: “Unit A”, “Penitenciária I de …”."""
        if len(word) > 1:
            return False
        last = at == len(words) - 1 and at > 0
        return self.after_part or (self.after_kind and last) or (word in _LONE_ROMAN and (self.after_kind or last))

    def _take(self, meaning: Meaning) -> None:
        self.own.extend(meaning.own)
        self.kinds |= meaning.kinds
        self.families |= meaning.families
        self.levels |= meaning.levels
        self.marks |= meaning.marks
        if not meaning.empty:
            self.after_kind, self.after_part = not meaning.own, meaning.part

    def _take_word(self, word: str, *, last: bool) -> None:
        if word.isdigit():
            self.marks.add(("number", str(int(word))))
        elif word in _ROMAN and (word not in _LONE_ROMAN or self.after_kind or last):
            self.marks.add(("number", str(_ROMAN[word])))
        elif len(word) == 1 and (last or self.after_kind):
            self.marks.add(("letter", word))
        elif len(word) <= 2 and word not in self.local and not last:
            self.initials.add(word)
        elif word not in self.local and (meaning := self.lexicon.slipped(word)):
            self._take(meaning)
            return
        else:
            self.own.append(self.lexicon.longer.get(word, word))
        self.after_kind = self.after_part = False

    def done(self, words: list[str], faint: frozenset[str]) -> Worded:
        """The name as read."""
        return Worded(
            text=" ".join(words),
            own=tuple(word for word in dict.fromkeys(self.own) if not _is_short_for(word, words)),
            kinds=frozenset(self.kinds),
            families=frozenset(self.families),
            levels=frozenset(self.levels),
            marks=frozenset(self.marks),
            faint=faint,
            initials=frozenset(self.initials),
            joined=frozenset(one + other for one, other in itertools.pairwise(words)),
        )


def _is_short_for(word: str, words: list[str]) -> bool:
    """Whether ``word`` is made of the first letters of the others: “Penitenciária Estadual de Foz do Iguaçu – PEF”.

    >>> _is_short_for("pef", ["penitenciaria", "estadual", "de", "foz", "do", "iguacu", "pef"])
    True
    """
    if not 3 <= len(word) <= 6 or len(words) < len(word) + 1:
        return False
    letters = iter(one[0] for one in words if one != word)
    return word[0] == words[0][0] and all(letter in letters for letter in word)
