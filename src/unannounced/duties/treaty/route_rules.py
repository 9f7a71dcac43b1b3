"""What a route is: a body that may receive something about an act, as data; and what is asked and answered about it.

The rows of the table, with article, source and words, are in ``facts/routes.yaml``; ``crafts.law.routes`` loads them.
What decides whether a route is open stands in ``route_gates`` and ``route_court``, one function for each question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.conventions import Clause, Listed, Words
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.route_words import SENTENCES
from unannounced.duties.treaty.standing import Ground
from unannounced.duties.words import Sentence


class Kind(StrEnum):
    """What a body does with what it receives."""

    BINDING = "complaint"
    """It decides, and its decision binds."""
    VIEWS = "communication"
    """It says what it holds, and the State should follow."""
    INQUIRY = "inquiry"
    INFORMATION = "information"
    """It decides nothing about a person; it may act of its own accord."""
    URGENT = "urgent"


class Counts(StrEnum):
    """Whether bringing a matter here counts as examination by another international procedure."""

    YES = "yes"
    NO = "no"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class Named:
    """A name to be filled into a sentence, in each language; ``state`` is the code if it is the name of a State."""

    words: Words
    state: str = ""

    def __str__(self) -> str:
        return self.words["en"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a warning: the code of a sentence of ``route_words``, and the facts in it."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        """The sentence, ready to be translated and filled in."""
        return Sentence(SENTENCES[self.code], self.facts)

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit of ``months`` after the final decision within the State, if that was ``before`` a day."""

    months: int
    clause: Clause
    before: date | None = None
    after_other: bool = False
    """It counts from the end of another international procedure instead."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A day on which a convention ended for a State, of which sources disagree whether it was the last one."""

    state: str
    day: date
    clause: Clause


@dataclass(frozen=True, slots=True)
class Referral:
    """A situation on the territory of ``state`` that the Security Council referred; ``whole``: all of the territory."""

    state: str
    since: date
    whole: bool
    clause: Clause


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One row of the table. ``words`` are what people who are not lawyers have to know: can, cannot, before."""

    code: str
    kind: Kind
    convention: str
    competence: str
    counts: Counts
    clause: Clause
    names: Words
    treaty: Words
    who: Words
    words: Mapping[str, Words]
    limits: tuple[Limit, ...] = ()
    past_counts: Listed | None = None
    """States by whose reservation an examination elsewhere that has ended counts as well."""
    false_excluded: Listed | None = None
    """States that declared to protect nobody who says knowingly what is false."""
    disputed: tuple[Disputed, ...] = ()
    referrals: tuple[Referral, ...] = ()


RouteRules = Mapping[str, RouteRule]
"""Every route by its code, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Victim:
    """What bears on it of the person: whether they give their name, whether they have disappeared (None: not said)."""

    named: bool = True
    disappeared: bool | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """A route by which the same matter was brought already; ``pending``: it is being examined there still."""

    route: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: about an act of ``state`` on the day ``act`` (None: not said), to be brought on the day ``on``.

    ``exhausted``: no remedy within the State that works is left (None: not said); ``final`` is the day of the final
    decision there. ``territory`` is the code of the State where the act was, "" where that was not said.
    """

    law: Law
    rules: RouteRules
    rule: RouteRule
    state: str
    act: date | None
    on: date
    victim: Victim
    used: tuple[Used, ...]
    exhausted: bool | None
    final: date | None
    territory: str

    @property
    def convention(self) -> Named:
        """The short name of the route's convention."""
        return self.name_of(self.rule.convention)

    def name_of(self, convention: str) -> Named:
        """The short name of a convention."""
        return Named(self.law.convention(convention).short)

    def state_named(self, code: str) -> Named:
        """The name of a State."""
        return Named({"en": self.law.names[code]}, code)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question comes to: yes, no, or None for not known; ``reckoned`` says how ``deadline`` is reckoned."""

    yes: bool | None
    because: Remark
    confidence: Confidence = Confidence.VERIFIED
    grounds: tuple[Ground, ...] = ()
    warnings: tuple[Remark, ...] = ()
    deadline: date | None = None
    reckoned: Remark | None = None
