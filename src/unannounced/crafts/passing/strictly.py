"""Reading the objects of a parcel key by key: what is missing, of another kind or unknown is named."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

Value = TypeVar("Value")

LONGEST = 100_000
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class NotAsAgreed(Exception):
    """A parcel is not what its kind says; the text names the first thing that is not."""


def whole(content: bytes) -> Any:
    """What the bytes of a parcel say."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise NotAsAgreed("it is no JSON") from wrong


class Fields:
    """One object of a parcel: it has just the keys that were agreed; ``where`` says which object it is."""

    def __init__(self, said: Any, where: str, names: Sequence[str]) -> None:
        if not isinstance(said, dict):
            raise NotAsAgreed(f"{where} is no object")
        if missing := sorted(set(names) - said.keys()):
            raise NotAsAgreed(f"{where} lacks {', '.join(missing)}")
        if unknown := sorted(said.keys() - set(names)):
            raise NotAsAgreed(f"{where} has an unknown key, {unknown[0]}")
        self.said: dict[str, Any] = said
        self.where = where

    def _of(self, name: str, kind: type[Value]) -> Value:
        value = self.said[name]
        if type(value) is not kind:
            raise NotAsAgreed(f"{self.where}: {name} is not as agreed")
        return value

    def text(self, name: str, *, longest: int = LONGEST, empty: bool = True) -> str:
        """A text without control characters; it may be empty unless that is said."""
        value = self._of(name, str)
        if len(value) > longest or _CONTROL.search(value) or not (value.strip() or empty):
            raise NotAsAgreed(f"{self.where}: {name} is no text that can be kept")
        return value

    def id(self, name: str) -> str:
        """An id, a UUID in lower case."""
        return self._matched(name, _ID)

    def digest(self, name: str) -> str:
        """A digest, hexadecimal."""
        return self._matched(name, _DIGEST)

    def _matched(self, name: str, pattern: re.Pattern[str]) -> str:
        value = self._of(name, str)
        if not pattern.fullmatch(value):
            raise NotAsAgreed(f"{self.where}: {name} is not as agreed")
        return value

    def day(self, name: str) -> date:
        """A day."""
        try:
            return date.fromisoformat(self._of(name, str))
        except ValueError as wrong:
            raise NotAsAgreed(f"{self.where}: {name} is no day") from wrong

    def moment(self, name: str) -> datetime:
        """A moment, in UTC."""
        try:
            found = datetime.fromisoformat(self._of(name, str))
        except ValueError as wrong:
            raise NotAsAgreed(f"{self.where}: {name} is no moment") from wrong
        if found.tzinfo is None:
            raise NotAsAgreed(f"{self.where}: {name} says no zone")
        return found.astimezone(UTC)

    def integer(self, name: str, *, least: int = 0) -> int:
        """A whole number."""
        value = self._of(name, int)
        if not least <= value < 2**31:
            raise NotAsAgreed(f"{self.where}: {name} is no number that can be")
        return value

    def flag(self, name: str) -> bool:
        """Yes or no."""
        return self._of(name, bool)

    def optional(self, name: str, read: Callable[[str], Value]) -> Value | None:
        """What ``read`` makes of it, or None where nothing is said."""
        return None if self.said[name] is None else read(name)

    def every(self, name: str, read: Callable[[Any], Value]) -> tuple[Value, ...]:
        """What ``read`` makes of each of a list."""
        return tuple(read(one) for one in self._of(name, list))

    def words(self, name: str) -> dict[str, str]:
        """Words by their language, or rules by their name."""
        value = self._of(name, dict)
        if not all(isinstance(key, str) and isinstance(one, str) for key, one in value.items()):
            raise NotAsAgreed(f"{self.where}: {name} has what is no text")
        return value


def an_id(value: Any) -> str:
    """An id that stands in a list."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise NotAsAgreed("an id in a list is none")
    return value
