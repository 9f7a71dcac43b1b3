"""What is compared, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Described:
    """A place as one source describes it; what is not known is empty.

    ``names`` begins with the name in use, others and former ones follow. ``state`` is whatever the two sides name
    alike (a code of a State, or of one of its regions). ``position`` is in millionths of degrees, North and East.
    ``years`` are the first and last year of which the source speaks. ``figures`` are counts such as capacity.
    """

    id: str
    names: tuple[str, ...]
    town: str = ""
    state: str = ""
    region: str = ""
    district: str = ""
    address: str = ""
    postcode: str = ""
    kind: str = ""
    operator: str = ""
    sex: str = ""
    position: tuple[int, int] | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    figures: Mapping[str, int] = field(default_factory=dict)


class Verdict(StrEnum):
    """What becomes of a pair: joined without a person, or offered to one."""

    JOINED = "joined"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against: a sentence marked for translation, with facts to put in."""

    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    speaks_for: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """Two descriptions that are, or may be, of one place; ``likeness`` is a probability in per cent."""

    first: str
    second: str
    verdict: Verdict
    likeness: int
    reasons: tuple[Reason, ...]
