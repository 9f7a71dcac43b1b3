"""What finding repetitions takes and gives: values without behaviour."""

from dataclasses import dataclass
from datetime import date

Differs = tuple[tuple[str, str], ...]
"""Pairs of what was said then and is said now, where both say something else: (("48 hours", "24 hours"),)."""


@dataclass(frozen=True, slots=True)
class SameDemand:
    """How sure it is, per cent, that the later text demands the same as the earlier one; and where they differ."""

    likeness: int
    differs: Differs


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may say something again: ``key`` names it, ``day`` is that of its report.

    ``state`` is the code of the State it is addressed to, ``place`` the place of detention it is about ("" for none),
    ``digest`` that of its text.
    """

    key: str
    state: str
    place: str
    day: date
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that may say again what an earlier one said: see ``SameDemand``."""

    item_key: str
    earlier_key: str
    likeness: int
    differs: Differs
