"""Making persons unrecognisable before publication (ECPT Art. 11(3), OPCAT Art. 16(2) and 21(2)).

Marks are set by people; ``proposals`` only points at what a person should look at. Finding is broader than
replacing: what ``redact`` leaves because it is written otherwise, ``recognisable`` still reports.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WITHHELD = "[…]"
"""What stands for words to which no other words were given."""

_LETTER = r"[\w\u0300-\u036f]"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words by which somebody can be recognised, what to write instead, and whether the person expressly consented."""

    words: str
    instead: str
    consent: bool


def redact(text: str, marks: Sequence[Mark]) -> str:
    """The text (NFC) with the words of each mark without consent replaced, longest first, whole words, same case.

    >>> redact("Mr Ivan Petrov, 34, said so.", [Mark("Ivan Petrov", "A.", False)])
    'Mr A., 34, said so.'
    """
    instead = {_one_blank(mark.words): mark.instead.strip() or WITHHELD for mark in _without_consent(marks)}
    composed = unicodedata.normalize("NFC", text)
    if not instead:
        return composed
    longest_first = sorted(instead, key=len, reverse=True)
    pattern = re.compile("|".join(_whole(words) for words in longest_first))
    return pattern.sub(lambda found: instead[_one_blank(found[0])], composed)


def recognisable(text: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    """The words of marks without consent that still occur in ``text``, in any case and with or without accents.

    >>> recognisable("PETROV was seen.", [Mark("Petrov", "A.", False)])
    ('Petrov',)
    """
    plain = _plain(text)
    found = (mark.words for mark in _without_consent(marks) if re.search(_whole(_plain(mark.words)), plain))
    return tuple(dict.fromkeys(found))


def proposals(text: str) -> tuple[str, ...]:
    """Words a person should look at: names after a title or an initial, dates of birth, long runs of digits.

    An age ("aged 34") is none. In the order of the text, each once.

    >>> proposals("Dr Anna Weiss met J. Novak, born on 3 May 1990, aged 34.")
    ('Dr Anna Weiss', 'J. Novak', 'born on 3 May 1990')
    """
    composed = unicodedata.normalize("NFC", text)
    found = ((start, words) for pattern in _PROPOSED for start, words in _candidates(pattern, composed))
    return tuple(dict.fromkeys(words for _, words in sorted(found)))


def _without_consent(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if not mark.consent and _plain(mark.words).strip()]


def _one_blank(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def _whole(words: str) -> str:
    """A pattern for ``words`` as whole words, with any blanks or line ends between them."""
    parts = _one_blank(words).split(" ")
    before = rf"(?<!{_LETTER})" if re.match(r"\w", parts[0]) else ""
    after = rf"(?!{_LETTER})" if re.search(rf"{_LETTER}$", parts[-1]) else ""
    return before + r"\s+".join(re.escape(part) for part in parts) + after


def _plain(text: str) -> str:
    """The text without case, accents and invisible characters, so that nothing hides behind them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if unicodedata.category(one) not in ("Mn", "Cf")).casefold()


_NAME = r"[^\W\d_a-z](?:[^\W\d_]|['\u2019\-](?=[^\W\d_]))+"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_DAY = (
    rf"(?:\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})"
)
_PROPOSED = (
    re.compile(rf"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof)\b\.?\s+(?:[^\W\d_a-z]\.\s?)*{_NAME}(?:\s+{_NAME})*"),
    re.compile(rf"(?<!\w)(?:[^\W\d_a-z]\.\s?)+{_NAME}"),
    re.compile(rf"\b(?:[Bb]orn\s+(?:on\s+)?|[Dd]ate\s+of\s+birth:?\s+|DOB:?\s+){_DAY}"),
    re.compile(r"(?<![\w.])\+?\d(?:[ \-]?\d){6,}(?!\w)"),
)
_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}-\d{2}-\d{4}")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Mx|Dr|Prof)\b\.?\s+$")


def _candidates(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    for found in pattern.finditer(text):
        day = _A_DAY.fullmatch(found[0])
        if not day and not _TITLE.search(text, 0, found.start()):
            yield found.start(), found[0]
