"""Posting: what a sender brings to the intake room, what is too large, why it cannot be taken, how much work is asked.

The words stand in docs/intake-protocol.md. Nothing here opens anything, and nothing asks who a sender is or where a
letter comes from: limits count what the room takes altogether, so that no place can be silenced by them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.bringing import PART
from unannounced.duties.words import Sentence, say

LEAST = 8 * 1024
"""Bytes of the smallest padded size (crafts/padding.py)."""
LARGEST_LETTER, LARGEST_FILE = 512 * 1024, 128 * PART
"""Padded bytes of a letter and of a file: 128 MB hold a file of more than 100."""
LONGEST_TEXT = 100_000
"""Characters of a letter: some forty pages."""
LARGEST_BODY = 1_500_000
MOST_FILES = 20
MOST_ANSWERS = 20
"""Answers of a conversation that are given at once."""
MOST_UNFINISHED = 4_096
"""Parts of files that are not whole yet which the room holds altogether: 4 GB (project choice)."""
LEAST_FREE = 1024 * PART
"""Bytes that files leave free on the disk, so that letters still come in (project choice)."""
WORK = 14
"""Zero bits that are asked for in a quiet hour: less than a second of a slow telephone, while the letter is written."""
MOST_WORK = 22
QUIET = 600
"""Letters in ten minutes that are nothing unusual: beyond, each doubling asks for twice the work (project choice)."""
WITHOUT_WORK = 2_000
"""Letters of devices without scripts that are taken in an hour: more than the largest prison writes by hand."""

_ADDRESS = re.compile(r"[0-9a-f]{64}")
_RECIPIENT = re.compile(r"age1pq1[0-9a-z]{1000,4000}")
_NONCE, _TAG, _CHUNK = 16, 16, 65_536


class Problem(StrEnum):
    """Why something is not taken, in one word for the page's script."""

    MALFORMED = "malformed"
    NO_CHALLENGE = "no_challenge"
    TOO_OLD = "too_old"
    NO_PROOF = "no_proof"
    SPENT = "spent"
    OTHER_KEY = "other_key"
    NO_KEY = "no_key"
    TOO_LARGE = "too_large"
    FORGED = "forged"
    UNKNOWN = "unknown"
    UNFINISHED = "unfinished"
    FULL = "full"
    BUSY = "busy"
    MANY = "many"


ANOTHER_CHALLENGE = frozenset({Problem.NO_CHALLENGE, Problem.TOO_OLD, Problem.NO_PROOF, Problem.SPENT})
"""Problems that another challenge ends: it comes with the answer."""


class NotTaken(Exception):
    """Something a sender brought is not taken: the word for the script, and the sentence for the sender."""

    def __init__(self, problem: Problem, english: str, **facts: object) -> None:
        super().__init__(english)
        self.problem = problem
        self.sentence = Sentence(english, facts)


def malformed(english: str) -> NotTaken:
    """What was brought cannot be read; the sentence says what, and what to do."""
    return NotTaken(Problem.MALFORMED, english)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A letter as it is brought: sealed to a version of the office's key, with who wrote sealed apart."""

    version: int
    letter: bytes
    who: bytes


def require_address(said: object) -> str:
    """The address of a conversation, 64 hexadecimal digits; raises ``NotTaken``."""
    if isinstance(said, str) and _ADDRESS.fullmatch(said):
        return said
    raise malformed(say("The address that follows from the words is missing. Load the page again."))


def require_digest(said: object) -> str:
    """The digest of a file, 64 hexadecimal digits; raises ``NotTaken``."""
    if isinstance(said, str) and _ADDRESS.fullmatch(said):
        return said
    raise malformed(say("The digest of the file is missing. Choose the file again."))


def is_recipient(said: object) -> bool:
    """Whether this looks like the recipient of a post-quantum key."""
    return isinstance(said, str) and _RECIPIENT.fullmatch(said) is not None


def padded_size(payload: int) -> int | None:
    """How long what was sealed is, from the length of the sealed payload with its nonce; ``None`` if no size of ours.

    A sealed file has 16 bytes of nonce, and for every 64 KiB a tag of 16 bytes (age, C2SP).

    >>> padded_size(16 + 8192 + 16), padded_size(16 + 131_072 + 32), padded_size(8192)
    (8192, 131072, None)
    """
    chunks = -(-(payload - _NONCE) // (_CHUNK + _TAG))
    size = payload - _NONCE - _TAG * chunks
    return size if size >= LEAST and size & (size - 1) == 0 else None


def work_asked(taken: int, *, size: int = 0) -> int:
    """Zero bits asked for, when so many letters were ``taken`` in ten minutes; of a file so much more as it has parts.

    >>> work_asked(0), work_asked(600), work_asked(1_000), work_asked(100_000)
    (14, 14, 15, 22)
    >>> work_asked(0, size=100 * PART)
    21
    """
    asked = WORK
    while asked < MOST_WORK and taken > QUIET << (asked - WORK):
        asked += 1
    return asked + work_for_size(size)


def work_for_size(size: int) -> int:
    """Zero bits more for a file of so many bytes: twice the work for twice the parts.

    >>> [work_for_size(parts * PART) for parts in (0, 1, 2, 3, 128)]
    [0, 0, 1, 2, 7]
    """
    return max(0, -(-size // PART) - 1).bit_length()


def require_work(bits: int, *, size: int = 0) -> None:
    """Raise ``NotTaken`` unless a challenge of so many bits is enough for a letter, or a file of this size."""
    if bits < WORK + work_for_size(size):
        raise NotTaken(Problem.NO_CHALLENGE, say("This challenge asks for too little work. Another one is sent."))


def require_way_without_work(taken: int) -> None:
    """Raise ``NotTaken`` when so many letters without work were ``taken`` in an hour that no hands can write them."""
    if taken >= WITHOUT_WORK:
        raise NotTaken(
            Problem.MANY,
            say(
                "More letters come in at this moment than people can write. Yours was not taken yet. Leave the page "
                "open and send it again in some minutes; with scripts allowed it is taken now."
            ),
        )
