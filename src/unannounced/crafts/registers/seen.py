"""A column as it is seen in the first rows of a table: what kind of values it has, and which marks for "not known"."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from unannounced.crafts.registers.days import day_of, end_of_period
from unannounced.crafts.registers.lexicon import MARKS
from unannounced.crafts.registers.meanings import DAY_FORMS

MOSTLY = 0.9  # of the known cells
_NUMBER = re.compile(r"[-+]?\d[\d.,'’ \u00a0\u202f]*")
_FORMS = {
    "decimal_point": re.compile(r"[-+]?\d+\.\d+|[-+]?\d{1,3}(?:,\d{3})+\.\d+"),
    "decimal_comma": re.compile(r"[-+]?\d+,\d+|[-+]?\d{1,3}(?:\.\d{3})+,\d+"),
    "thousands_point": re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
    "thousands_comma": re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    "thousands_space": re.compile(r"[-+]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?"),
    "thousands_apostrophe": re.compile(r"[-+]?\d{1,3}(?:['’]\d{3})+(?:\.\d+)?"),
}


@lru_cache(maxsize=50_000)
def level(text: str) -> str:
    """Words in small letters and without accents, one space between them.

    >>> level("Município_de-Origem"), level("facilityName")
    ('municipio de origem', 'facility name')
    """
    apart = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold().replace("ß", "ss"))
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", letters)))


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """What the values of a column are, as shares of its known cells."""

    head: str
    values: Counter[str]
    known: int
    marks: tuple[str, ...]
    numbers: float
    forms: Counter[str]
    days: dict[str, float]
    periods: float
    examples: tuple[str, ...]

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(self.values)

    @property
    def all_differ(self) -> bool:
        """Whether no value stands twice."""
        return self.known > 1 and self.distinct == self.known

    @property
    def words_among_numbers(self) -> tuple[str, ...]:
        """A few words that stand where most values are numbers: they say that the number is not known."""
        if not 0.5 <= self.numbers < 1:
            return ()
        words = tuple(value for value in self.values if not _NUMBER.fullmatch(value))
        return words if len(words) <= 3 else ()

    @property
    def day_forms(self) -> list[str]:
        """The forms in which nearly all values are days."""
        return [form for form, share in self.days.items() if share >= MOSTLY]

    @property
    def plain_days(self) -> bool:
        """Whether nearly all values are days in one form and look like days, which plain numbers do not."""
        return any(form != "spreadsheet" for form in self.day_forms)


def see(head: str, cells: Sequence[str], today: date) -> SeenColumn:
    """A column as its cells show it."""
    said = [cell.strip() for cell in cells if cell.strip()]
    marks = _marks(said)
    values = Counter(one for one in said if one not in marks)
    known = sum(values.values())
    share = 1 / known if known else 0.0
    numbers = sum(n for value, n in values.items() if _NUMBER.fullmatch(value)) * share
    forms: Counter[str] = Counter()
    for value, n in values.items():
        forms.update({form: n for form, pattern in _FORMS.items() if pattern.fullmatch(value)})
    return SeenColumn(
        head,
        values,
        known,
        marks,
        numbers,
        forms,
        {form: _share_of_days(values, form, today) * share for form in DAY_FORMS},
        sum(n for value, n in values.items() if end_of_period(value, today=today)) * share,
        tuple(value[:60] for value, _ in values.most_common(4)),
    )


def _share_of_days(values: Counter[str], form: str, today: date) -> int:
    return sum(n for value, n in values.items() if day_of(value, (form,), today=today))


def _marks(said: Sequence[str]) -> tuple[str, ...]:
    """The values that stand for "not known": known marks.

    Of numbers only those below nought or far beyond all others, and between short codes no letters: ND is a region.
    """
    found = Counter(one for one in said if _is_mark(one))
    rest = [one for one in said if one not in found]
    numeric = sum(1 for one in rest if _NUMBER.fullmatch(one)) >= MOSTLY * len(rest) if rest else False
    codes = not numeric and sum(1 for one in rest if len(one) <= 3) >= 0.5 * len(rest)
    return tuple(mark for mark, n in found.most_common() if _is_meant(mark, n, rest, numeric=numeric, codes=codes))


def _is_meant(mark: str, often: int, rest: Sequence[str], *, numeric: bool, codes: bool) -> bool:
    if _NUMBER.fullmatch(mark):
        return numeric and _far(mark, often, rest)
    return not (codes and mark.isalpha() and mark != "NA")


def _is_mark(text: str) -> bool:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)) in MARKS


def _far(mark: str, often: int, rest: Sequence[str]) -> bool:
    """Whether a number cannot be one of the others: below nought where none is, or -999 where degrees stand."""
    below = any(one.startswith("-") for one in rest)
    return often > 0 and (not below or mark.lstrip("-").strip("9") == "")
