"""Whether a recommendation says who is to do what, and how one will see that it was done.

The rule follows the "Double-SMART" of the Association for the Prevention of Torture (practice): specific, measurable,
time-bound. It points at words a person should look at; it forbids nothing. It knows the languages in ``LANGUAGES``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.specifying_words import BY_LANGUAGE, Words
from unannounced.duties.words import say


class Vagueness(StrEnum):
    """What a recommendation does not say."""

    NO_AUTHORITY = "no_authority"
    NO_DOING = "no_doing"
    NO_DAY = "no_day"
    NO_MEASURE = "no_measure"


SENTENCES: dict[Vagueness, str] = {
    Vagueness.NO_AUTHORITY: say("“{words}” names no authority that could act: specific."),
    Vagueness.NO_DOING: say("No word says what is to be done: specific."),
    Vagueness.NO_DAY: say("“{words}” says no time: time-bound."),
    Vagueness.NO_MEASURE: say("“{words}” cannot be measured: measurable."),
}


@dataclass(frozen=True, slots=True)
class Vague:
    """What is missing, and the words that stand instead, if any do."""

    what: Vagueness
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of one language, as patterns that can be looked for."""

    nobody: re.Pattern[str]
    doing: re.Pattern[str]
    no_day: re.Pattern[str]
    no_measure: re.Pattern[str]
    measure: re.Pattern[str]


def _known(words: Words) -> _Known:
    whole = (words.no_day, words.no_measure, words.measure)
    day, vaguely, measure = (rf"(?<!\w)(?:{one})(?!\w)" for one in whole)
    patterns = (words.nobody, rf"(?<!\w)(?:{words.doing})", day, vaguely, rf"\d|{measure}")
    return _Known(*(re.compile(one, re.IGNORECASE) for one in patterns))


LANGUAGES: frozenset[str] = frozenset(BY_LANGUAGE)
"""The languages in which it can be seen whether a recommendation is specific, ISO 639-1."""

_KNOWN = {language: _known(words) for language, words in BY_LANGUAGE.items()}


def vague(text: str, addressee: str, language: str = "") -> Iterator[Vague]:
    """What a recommendation to ``addressee`` leaves open, each with the words that show it.

    ``language`` is that of the text, ISO 639-1; empty: not known, and each language is looked for. Of a text in a
    language that is not among ``LANGUAGES`` nothing is said. A word such as "improve" is no harm where a number says by
    how much. No addressee at all is another check's.

    >>> [one.what.value for one in vague("Improve the cells as soon as possible.", "the authorities")]
    ['no_authority', 'no_doing', 'no_day', 'no_measure']
    >>> list(vague("Provide each person with at least 4 m² by 1 March 2027.", "Ministry of Justice"))
    []
    """
    if language and language not in LANGUAGES:
        return
    known = [_KNOWN[language]] if language else list(_KNOWN.values())
    if any(one.nobody.fullmatch(addressee) for one in known):
        yield Vague(Vagueness.NO_AUTHORITY, addressee.strip())
    if not any(one.doing.search(text) for one in known):
        yield Vague(Vagueness.NO_DOING)
    if found := next((found for one in known if (found := one.no_day.search(text))), None):
        yield Vague(Vagueness.NO_DAY, found[0])
    if found := next((found for one in known if (found := one.no_measure.search(text))), None):
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        if not any(one.measure.search(rest) for one in known):
            yield Vague(Vagueness.NO_MEASURE, found[0])
