"""What somebody says about treaty law, as structured statements that can be held against the record.

A claim keeps who said it, whom they cite and the words themselves (``quote``); ``treaty.checking`` gives the verdict.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties.words import say


class ClaimKind(StrEnum):
    """What a statement is about."""

    ACT = "act"
    """A State did something under a convention: signed, ratified, joined, left …, perhaps on a day."""
    CONVENTION = "convention"
    """Something about the convention itself: adopted, opened for signature, in force, on a day."""
    BOUND = "bound"
    """A State is, was, or is no longer bound, or obliged to admit visits, on a day."""
    PARTIES = "parties"
    """How many States are Parties, or all States of a group but some."""
    MEMBERSHIP = "membership"
    """A State joined, left, was suspended or expelled from the Council of Europe."""
    EFFECT_DAY = "effect_day"
    """On which day a leaving takes effect, or that no day is set."""
    MANDATE = "mandate"
    """What a body may do under its convention: decide complaints, publish by itself, come without notice, prohibit."""


class Verdict(StrEnum):
    """What the record says of a claim."""

    CONSISTENT = "consistent"
    IMPRECISE = "imprecise"
    CONTRADICTED = "contradicted"
    NOT_KNOWN = "not_known"
    OPINION = "opinion"


VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.CONSISTENT: say("consistent with the record"),
    Verdict.IMPRECISE: say("imprecise"),
    Verdict.CONTRADICTED: say("contradicted by the record"),
    Verdict.NOT_KNOWN: say("not known"),
    Verdict.OPINION: say("an opinion, which no record decides"),
}


@dataclass(frozen=True, slots=True)
class When:
    """A day, a month or a year as somebody names it; ``month`` and ``day`` are None where not named.

    >>> When(1985).first, When(2025, 9).last
    (datetime.date(1985, 1, 1), datetime.date(2025, 9, 30))
    """

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that is meant."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that is meant."""
        if self.day is not None and self.month is not None:
            return date(self.year, self.month, self.day)
        following = date(self.year + 1, 1, 1) if self.month in (None, 12) else date(self.year, (self.month or 0) + 1, 1)
        return date.fromordinal(following.toordinal() - 1)

    def covers(self, day: date) -> bool:
        """Whether ``day`` is within what is named."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of treaty law.

    ``state`` and ``convention`` are codes, "" where none is named. Where the words leave open which convention is
    meant, ``convention`` is "" and ``open`` holds the codes that may be. ``act`` is an action of the register
    (signature, ratification, accession, denunciation …), a convention's own (adoption, opened_for_signature,
    entry_into_force), a membership's (membership_start, membership_end, suspension, expulsion, withdrawal), or, for a
    mandate, what the body is said to do (complaints, publishes, without_notice, prohibits).
    ``said_on`` is the day it was said, as far as known; a statement of what is so *now* is held against that day.
    """

    kind: ClaimKind
    state: str = ""
    convention: str = ""
    open: tuple[str, ...] = ()
    act: str = ""
    when: When | None = None
    number: int | None = None
    bound: bool | None = None
    excepted: tuple[str, ...] = ()
    """States named as the only ones that are not Parties."""
    group: str = ""
    """"members" where all members of the Council of Europe are said to be Parties."""
    said_on: date | None = None
    since: bool = False
    """Whether ``when`` is said to be the first day of being bound, not the only one."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim found in a text: its words exactly as printed, who said it, and through whom it is told."""

    claim: Claim
    quote: str
    start: int
    """Where the quotation begins in the text, in characters."""
    said_by: str = ""
    via: str = ""
    file: str = ""
