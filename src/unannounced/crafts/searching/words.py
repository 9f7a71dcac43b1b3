"""What a word is, the same when it is indexed, looked for and marked; and what people ask for with words.

Case and accents do not count; stems are those of English and French. A word of another language is found as it
is written, less case and accents.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import tantivy

MOST_WORDS = 40  # of a query; what stands behind is not looked for
LONGEST_WORD = 100  # characters of a word that count

# What may stand inside a word without being a letter: accents and vowel signs, the soft hyphen, joiners.
_MARKS = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c))[0] == "M")
_LETTER = r"[^\W_\u02b9-\u02bf]"  # without the apostrophes that count as letters
WORD = re.compile(rf"{_LETTER}+(?:[{_MARKS}\u00ad\u200c\u200d\u2060]+{_LETTER}*)*")
_TATWEEL = "\u0640"  # draws an Arabic word out, and is no part of it

_QUOTES = str.maketrans("“”„«»", '"' * 5)
_ASKED = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\w)|(?<=\w)['’ʼ]s(?!\w)", re.IGNORECASE)


class Forms(NamedTuple):
    """A word without case and accents, and its stems."""

    plain: str
    english: str
    french: str


def _analyzer(stems: str = "") -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.ascii_fold())
    return (builder.filter(tantivy.Filter.stemmer(stems)) if stems else builder).build()


_PLAIN, _ENGLISH, _FRENCH = _analyzer(), _analyzer("english"), _analyzer("french")


@lru_cache(maxsize=2**15)
def forms(word: str) -> Forms:
    """The forms of one ``word``; they are empty if nothing of it can be looked for.

    Accents are taken off before stemming, so that a word is found whether or not they were typed.

    >>> forms("Libérés")
    Forms(plain='liberes', english='liber', french='liber')
    """
    plain = _PLAIN.analyze(_bare(word))[0][:LONGEST_WORD]
    return Forms(plain, _ENGLISH.analyze(plain)[0], _FRENCH.analyze(_singular(plain))[0])


def _singular(plain: str) -> str:
    """Without the s of détenus and individus, which the French stemmer leaves on."""
    return plain[:-1] if plain.endswith("us") and len(plain) > 4 else plain


def _bare(word: str) -> str:
    """The letters and digits of ``word`` without case and accents; the analyzers fold what is Latin and left."""
    word = word[: 4 * LONGEST_WORD]
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    kept = "".join(c for c in apart if (c.isalnum() and c != _TATWEEL) or unicodedata.category(c) == "Mc")
    return unicodedata.normalize("NFC", kept)


def words_of(text: str) -> Iterator[Forms]:
    """The words of ``text`` in order. Hyphens, apostrophes of any kind and other punctuation part words."""
    return (each for found in WORD.finditer(text) if (each := forms(found.group())).plain)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand one behind the other: by their stems, exactly, or a single one by how it starts."""

    words: tuple[Forms, ...]
    exact: bool = False
    start: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that must be there, in all its runs, or that must not."""

    runs: tuple[Run, ...]
    excluded: bool = False


def understood(words: str) -> list[Asked]:
    """What ``words`` ask for, as far as ``MOST_WORDS``; nothing they hold is an error.

    Each word must be there; "a phrase" word for word; the beginning of a wor*; a -word must not. What hangs
    together, as in CPT/Inf or self-harm, must stand together; French elisions and an English 's are left out.

    >>> [one.runs[0].words[0].plain for one in understood("l’isolement des Détenus")]
    ['isolement', 'des', 'detenus']
    """
    left, asked = MOST_WORDS, []
    for found in _ASKED.finditer(words.translate(_QUOTES)):
        minus, phrase, word = found.groups()
        said = tuple(islice(words_of(_ELISION.sub("", word) if phrase is None else phrase), left))
        if said:
            asked.append(Asked(_runs(said, phrase is not None, bool(word and word.endswith("*"))), bool(minus)))
        left -= len(said)
        if not left:
            break
    return asked


def _runs(said: tuple[Forms, ...], exact: bool, start: bool) -> tuple[Run, ...]:
    if not start:
        return (Run(said, exact=exact),)
    before = (Run(said[:-1]),) if said[:-1] else ()
    return (*before, Run(said[-1:], start=True))
