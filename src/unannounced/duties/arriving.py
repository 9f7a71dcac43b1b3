"""What the intake room hands over: communications, files of theirs, and that a sender erased one.

The words stand in docs/intake-protocol.md. Nothing here opens anything; whether bytes are sealed is asked by others.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unannounced.duties.words import Sentence, say

LARGEST_WHO = 16 * 1024
LARGEST_LETTER = 520 * 1024
LARGEST_FILE = 130 * 1024 * 1024
"""Bytes of what is sealed: what the protocol lets in, and room for the seal."""
LONGEST_LINE = 2_000
LARGEST_VERSION = 10_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class CannotTake(Exception):
    """A parcel of the intake room that is not what its kind says: the sentence says in what."""

    def __init__(self, english: str, **facts: object) -> None:
        super().__init__(english)
        self.sentence = Sentence(english, facts)

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and who wrote it, each sealed to ``version`` of the key."""

    conversation: str
    version: int
    came_on: date
    sealed: bytes
    who: bytes


@dataclass(frozen=True, slots=True)
class File:
    """A sealed file of a conversation. ``version`` of the key is None where the intake room does not say it."""

    conversation: str
    version: int | None
    came_on: date
    digest: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Erased:
    """That the sender erased a conversation, and on which day."""

    conversation: str
    on: date


def read_letter(content: bytes) -> Letter:
    """The content of a parcel ``communication``; raises ``CannotTake``."""
    said, rest = _parted(content)
    first, second = _sizes(said.get("sizes"))
    if len(rest) != first + second:
        raise CannotTake(
            say("It has {came} bytes behind its line and says {said}."), came=len(rest), said=first + second
        )
    version = _version(said.get("version"))
    return Letter(
        _conversation(said.get("conversation")), version, _day(said.get("came_on")), rest[:first], rest[first:]
    )


def read_file(content: bytes) -> File:
    """The content of a parcel ``communication-file``; raises ``CannotTake``. Its digest is compared by who has it."""
    said, rest = _parted(content)
    if said.get("size") != len(rest) or not 0 < len(rest) <= LARGEST_FILE:
        raise CannotTake(say("The file is not as long as its line says."))
    version = None if said.get("version") is None else _version(said.get("version"))
    return File(
        _conversation(said.get("conversation")),
        version,
        _day(said.get("came_on")),
        _formed(said.get("digest")),
        rest,
    )


def read_erased(content: bytes) -> Erased:
    """The content of a parcel ``communication-erased``; raises ``CannotTake``."""
    said = _object(content[: LONGEST_LINE + 1])
    return Erased(_conversation(said.get("conversation")), _day(said.get("on")))


def _parted(content: bytes) -> tuple[dict[str, object], bytes]:
    line, newline, _rest = content[:LONGEST_LINE].partition(b"\n")
    if not newline:
        raise CannotTake(say("It has no line that says what it holds."))
    return _object(line), content[len(line) + 1 :]


def _object(text: bytes) -> dict[str, object]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise CannotTake(say("What it says of itself cannot be read."))
    return said


def _sizes(said: object) -> Sequence[int]:
    most = (LARGEST_LETTER, LARGEST_WHO)
    if (
        not isinstance(said, list)
        or len(said) != len(most)
        or not all(type(one) is int and 0 < one <= limit for one, limit in zip(said, most, strict=True))
    ):
        raise CannotTake(say("It does not say how long its two parts are."))
    return said


def _version(said: object) -> int:
    if type(said) is not int or not 0 < said <= LARGEST_VERSION:
        raise CannotTake(say("It does not say to which version of the key it was sealed."))
    return said


def _day(said: object) -> date:
    if isinstance(said, str) and _DAY.fullmatch(said):
        try:
            return date.fromisoformat(said)
        except ValueError:
            pass
    raise CannotTake(say("It does not say on which day it came."))


def _conversation(said: object) -> str:
    return _formed(said)


def _formed(said: object) -> str:
    if isinstance(said, str) and _DIGEST.fullmatch(said):
        return said
    raise CannotTake(say("It names no conversation, or no digest, of 64 hexadecimal figures."))


def is_conversation(said: str) -> bool:
    """Whether this is the digest of an address: 64 hexadecimal figures."""
    return bool(_DIGEST.fullmatch(said))
