"""The languages of the corpus: how the words of each are brought to a stem, in a text and in a question alike."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from unannounced.crafts.searching.public import ukrainian
from unannounced.crafts.searching.public.folding import folded, small, small_turkish, words_in

LONGEST_WORD = 60  # characters of a word that count


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code: what is done to a text before the library stems it by ``stems``, and ``accents``.

    Where stems depend on accents they are taken off afterwards, and what was ``typed`` without is tried with them too.
    """

    code: str
    stems: str
    before: Callable[[str], str] = folded
    accents: bool = False
    typed: tuple[tuple[str, str], ...] = ()

    @property
    def field(self) -> str:
        """The field of the index that has its stems."""
        return f"stem_{self.code}"

    @property
    def analyser(self) -> TextAnalyzer:
        """What parts a prepared text into stems."""
        return _analyser(self.stems, self.accents)


_US = re.compile(r"\b(\w{3,}u)s\b")


def _french(text: str) -> str:
    """Without the s of détenus and individus, which the French stemmer leaves on."""
    return _US.sub(r"\1", folded(text))


_PLURAL = re.compile(r"(?:ões|ães|ãos)\b")


def _portuguese(text: str) -> str:
    """With one ending for prisão and prisões, which the stemmer keeps apart."""
    return _PLURAL.sub("ão", small(text))


def _ukrainian(text: str) -> str:
    return " ".join(ukrainian.stem(word) for word in words_in(folded(text)))


LANGUAGES = {
    one.code: one
    for one in (
        Language("en", "english"),
        Language("fr", "french", _french),
        Language("uk", "", _ukrainian),
        Language("ru", "russian"),
        Language("ar", "arabic"),
        Language("tr", "turkish", small_turkish, accents=True),
        Language("de", "german"),
        Language("es", "spanish", small, accents=True, typed=(("cion", "ción"), ("sion", "sión"))),
        Language("it", "italian", small, accents=True),
        Language(
            "pt",
            "portuguese",
            _portuguese,
            accents=True,
            typed=(("cao", "ção"), ("coes", "ções"), ("sao", "são"), ("soes", "sões")),
        ),
        Language("ro", "romanian", small, accents=True),
        Language("el", "greek"),
        Language("nl", "dutch"),
    )
}


@lru_cache(maxsize=64)
def _analyser(stems: str, accents: bool) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(4 * LONGEST_WORD))
    builder = builder.filter(Filter.lowercase())
    if stems:
        builder = builder.filter(Filter.stemmer(stems))
    return (builder.filter(Filter.ascii_fold()) if accents else builder).build()


@lru_cache(maxsize=2**16)
def stems_of(word: str, code: str) -> tuple[str, ...]:
    """The stems by which a ``word`` is looked for in a language: one, or two where accents may not have been typed.

    >>> stems_of("situaciones", "es") == stems_of("situacion", "es")[-1:]
    True
    """
    language = LANGUAGES[code]
    word = word[:LONGEST_WORD]
    tried = [word]
    for bare, accented in language.typed:
        if word.endswith(bare):
            tried.append(word[: -len(bare)] + accented)
    found = [stem for one in tried for stem in language.analyser.analyze(language.before(one))[:1]]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=2**16)
def stem_of(word: str, code: str) -> str:
    """The stem of a ``word`` of a text in a language; "" if the language has none here."""
    if code not in LANGUAGES:
        return ""
    language = LANGUAGES[code]
    return next(iter(language.analyser.analyze(language.before(word[: 2 * LONGEST_WORD]))), "")
