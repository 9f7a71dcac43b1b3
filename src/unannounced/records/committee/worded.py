"""The words that a vote was on, kept as a digest: what is decided by a vote is what was voted on.

What is voted on stands in records above this one. Such a record says in ``READERS``, by its table, how the digest of
its words is read as they stand; what has no reader has no words that could change, and its digest is empty.
"""

from collections.abc import Callable, MutableMapping
from uuid import UUID

from unannounced.records.committee.models import WrittenProcedure

READERS: MutableMapping[str, Callable[[UUID], str]] = {}
"""By the table of what is voted on: the SHA-256 of its words as they stand, hexadecimal."""


def digest_now(about: str, about_id: UUID) -> str:
    """The digest of the words of something as they stand; empty where it has none that could change."""
    reader = READERS.get(about)
    return reader(about_id) if reader else ""


def is_reworded(procedure: WrittenProcedure) -> bool:
    """Whether what a procedure asks about reads otherwise than when it was opened. One from before has no digest."""
    return bool(procedure.of_words) and procedure.of_words != digest_now(procedure.about, procedure.about_id)


def is_open_on(about_id: UUID) -> bool:
    """Whether a written procedure is open on something."""
    return WrittenProcedure.objects.filter(about_id=about_id, closed_at__isnull=True).exists()
