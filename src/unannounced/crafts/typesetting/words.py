"""The words a report is set in: what the program writes around the words of the authors, in one file a language."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from unannounced.duties.dialogue import Claim
from unannounced.duties.laying_out import Answered, SetItem
from unannounced.duties.reporting import ItemKind

LANGUAGES = ("en", "fr", "ar", "ru")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; ``language`` is theirs, which is English where the report's own has none."""

    language: str
    said: dict[str, Any]

    def __getitem__(self, key: str) -> str:
        return str(self.said[key])

    def kind(self, kind: ItemKind) -> str:
        """What one item of this kind is called."""
        return str(self.said["kinds"][kind.value])

    def many(self, kind: ItemKind) -> str:
        """What several items of this kind are called."""
        return str(self.said["many"][kind.value])

    def claim(self, claim: Claim) -> str:
        """What the State says."""
        return str(self.said["claims"][claim.value])

    def months(self, item: SetItem) -> str:
        """The sentence on the time set for an item alone; empty where none is."""
        if item.months is None:
            return ""
        return self["one_month"] if item.months == 1 else self["months"].format(months=item.months)

    def response(self, answered: Answered) -> str:
        """What stands before the words of a response."""
        return self["response"].format(day=self.day(answered.received_on), claim=self.claim(answered.claim))

    def day(self, day: date) -> str:
        """A day in words.

        >>> words_of("fr").day(date(2026, 12, 1)), words_of("en").day(date(2026, 12, 1))
        ('1er décembre 2026', '1 December 2026')
        """
        number = self["first_day"] if day.day == 1 and self["first_day"] else str(day.day)
        return f"{number} {self.said['months_of_the_year'][day.month - 1]} {day.year}"


def words_of(language: str) -> Words:
    """The words of ``language`` ("fr", "fr-CH"), or English for a language that has no file."""
    short = language.partition("-")[0].lower()
    return _read(short if short in LANGUAGES else "en")


def direction(language: str) -> str:
    """``rtl`` for a language written from right to left, otherwise ``ltr``.

    >>> direction("ar"), direction("fr")
    ('rtl', 'ltr')
    """
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@cache
def _read(language: str) -> Words:
    file = resources.files(__package__).joinpath(f"report_{language}.toml")
    return Words(language, tomllib.loads(file.read_text(encoding="utf-8")))
