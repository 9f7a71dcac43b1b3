"""A convention as data: how a State comes in and goes out, and what stays, each with article, source and confidence.

The files a lawyer reads and changes are in ``facts/conventions``; ``crafts.law`` loads them into these values. No
convention is named in the code of the engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.claims import Verdict
from unannounced.duties.treaty.periods import Period

Words = Mapping[str, str]
"""The same words in each language: language → text."""


class Leavable(StrEnum):
    """Whether a State can leave."""

    YES = "yes"
    NO = "no"
    DISPUTED = "disputed"
    """It is disputed whether a notice has any effect; the period is then the earliest effect it could have."""


class Needs(StrEnum):
    """What an optional competence needs to cover a State."""

    DECLARATION = "declaration"
    NO_EXCLUSION = "no_exclusion"
    """It covers every Party that did not exclude it."""
    NOTHING = "nothing"
    """It covers every Party."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: where it stands, who says so, how sure that is; a ``period`` or ``day`` where it sets one."""

    article: str
    source: str
    confidence: Confidence
    words: Words = field(default_factory=dict)
    period: Period | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a State leaves by its own notice.

    ``after_years`` as Party a notice is possible at all; ``names_later_day``: the notice may name a later day;
    ``to_end_of_day``: the day reckoned is the last day inside, not the first outside.
    """

    possible: Leavable
    clause: Clause
    after_years: int = 0
    names_later_day: bool = False
    to_end_of_day: bool = False


@dataclass(frozen=True, slots=True)
class EndsWith:
    """Ending under another convention ends this one too, ``clause.period`` after it."""

    convention: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Follows:
    """From its general entry into force on, a protocol binds every Party to ``convention``: all had to consent."""

    convention: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Territory:
    """How a State extends a convention to a territory later, and how it withdraws that."""

    extension: Clause
    withdrawal: Clause


@dataclass(frozen=True, slots=True)
class Competence:
    """What a body may do in respect of a Party only if ``needs`` is met. ``mutual``: both States must have declared."""

    code: str
    needs: Needs
    clause: Clause
    mutual: bool = False


class Fate(StrEnum):
    """What becomes of something when a State leaves."""

    LOST = "lost"
    KEPT = "kept"
    UNCERTAIN = "uncertain"
    NEVER = "never"
    """It was never there, whatever is said of it."""


@dataclass(frozen=True, slots=True)
class AtStake:
    """One thing a withdrawal is about: what holds while the notice is ``pending``, and ``after`` it took effect."""

    fate: Fate
    what: Words
    pending: Words
    after: Words
    clause: Clause


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What should be done before a withdrawal takes effect, and how many ``days`` before to be reminded."""

    clause: Clause
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OftenSaid:
    """Something that is often said of what the convention or its body does, the ``verdict`` on it, and why."""

    act: str
    verdict: Verdict
    clause: Clause


@dataclass(frozen=True, slots=True)
class Body:
    """The body that a convention makes, and how its seats follow from the Parties.

    ``seats`` is the number of Parties where ``seats_by_party``; else ``seats``, and ``seats_later`` from the consent
    number ``after_consents`` on. ``quorum`` is "majority", "half_plus_one" or a number.
    """

    names: Words
    clause: Clause
    seats_by_party: bool
    seats: int = 0
    seats_later: int = 0
    after_consents: int = 0
    quorum: str = "majority"
    quorum_clause: Clause | None = None
    statement: tuple[int, int] = (2, 3)
    statement_clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """States of which a list that was read says that they are or were Parties; days are another matter."""

    clause: Clause
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the facts reach: ``what`` is complete ``through`` a day for ``states`` (empty: every State)."""

    what: str
    clause: Clause
    through: date | None
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Convention:
    """One convention or protocol. ``names`` are full, ``short`` fit into a sentence."""

    code: str
    number: str
    order: int
    names: Words
    short: Words
    depositary: Words
    opened: Clause
    general: Clause
    open_to: Clause
    entry: Clause
    succession: Clause
    succession_dates_back: bool
    leaving: Leaving
    reservations: Clause
    adopted: Clause | None = None
    membership: bool = False
    """It is the statute of an organisation: its Parties are its members."""
    members_of: str = ""
    """Only members under this other convention may join; "" where that is not a condition."""
    ends_with: EndsWith | None = None
    follows: Follows | None = None
    stays: tuple[Clause, ...] = ()
    at_stake: tuple[AtStake, ...] = ()
    beforehand: tuple[Beforehand, ...] = ()
    often_said: tuple[OftenSaid, ...] = ()
    territory: Territory | None = None
    competences: tuple[Competence, ...] = ()
    body: Body | None = None
    listed: Listed | None = None
    coverage: tuple[Coverage, ...] = ()

    def name(self, language: str) -> str:
        """The full name in ``language``, else in English."""
        return self.names.get(language) or self.names["en"]

    def short_name(self, language: str) -> str:
        """The short name in ``language``, else in English."""
        return self.short.get(language) or self.short["en"]


Conventions = Mapping[str, Convention]
"""Every convention by its code, in the order in which pages show them."""


def tied_to(code: str, conventions: Conventions) -> frozenset[str]:
    """The codes of the conventions whose acts bear on this one, itself among them."""
    found, waiting = {code}, [code]
    while waiting:
        one = conventions.get(waiting.pop())
        ties = (one.ends_with, one.follows) if one else ()
        new = {tie.convention for tie in ties if tie is not None} - found
        found |= new
        waiting += new
    return frozenset(found)
