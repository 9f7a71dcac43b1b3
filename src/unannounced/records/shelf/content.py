"""What a parcel says, read with care: a value that is not of its kind is refused, never made to fit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

LARGEST_NUMBER = 32_767
LARGEST_FILE = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Said:
    """An object of a parcel. Every reading raises ``KeyError``, ``TypeError`` or ``ValueError`` where it cannot."""

    content: Any

    def __post_init__(self) -> None:
        if not isinstance(self.content, dict):
            raise TypeError(f"an object was expected, not {type(self.content).__name__}")

    def text(self, key: str, longest: int | None = None) -> str:
        """Text, not longer than the column it goes to.

        >>> Said({"title": "Report"}).text("title", 300)
        'Report'
        """
        value = self.content[key]
        if not isinstance(value, str) or "\0" in value or (longest is not None and len(value) > longest):
            raise ValueError(f"“{key}” is no text that can stand there")
        return value

    def text_if_any(self, key: str, longest: int) -> str:
        """Text under a key that need not stand there; "" without it."""
        return self.text(key, longest) if key in self.content else ""

    def number(self, key: str) -> int:
        """A whole number from 1 on: paragraphs, versions and editions are counted from there."""
        value = self.content[key]
        if type(value) is not int or not 1 <= value <= LARGEST_NUMBER:
            raise ValueError(f"“{key}” is no number that can stand there")
        return value

    def day(self, key: str) -> date:
        """A day as ISO 8601."""
        return date.fromisoformat(self.text(key, 10))

    def day_or_none(self, key: str) -> date | None:
        """A day, or null where there is none; the key must stand there."""
        return None if self.content[key] is None else self.day(key)

    def size(self, key: str) -> int:
        """How many bytes a file has: a whole number from 1 on."""
        value = self.content[key]
        if type(value) is not int or not 1 <= value <= LARGEST_FILE:
            raise ValueError(f"“{key}” is no size of a file")
        return value

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        value = self.content[key]
        if not isinstance(value, list):
            raise TypeError(f"“{key}” is no list")
        return [Said({key: one}).text(key) for one in value]

    def truth(self, key: str) -> bool:
        """True or false, and nothing else."""
        value = self.content[key]
        if not isinstance(value, bool):
            raise TypeError(f"“{key}” is neither true nor false")
        return value

    def mapping(self, key: str) -> dict[str, Any]:
        """An object that is kept as it is."""
        return dict(Said(self.content[key]).content)

    def rows(self, key: str) -> list[dict[str, Any]]:
        """A list of objects."""
        value = self.content[key]
        if not isinstance(value, list):
            raise TypeError(f"“{key}” is no list")
        return [Said(row).content for row in value]

    def inner_or_none(self, key: str) -> "Said | None":
        """An object within, or null where there is none; the key must stand there."""
        return None if self.content[key] is None else self.inner(key)

    def inner(self, key: str) -> "Said":
        """An object within."""
        return Said(self.content[key])
