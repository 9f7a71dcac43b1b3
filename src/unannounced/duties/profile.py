"""A mechanism's profile: whose rules an installation follows, with the citation of each rule.

Every duty that depends on the mechanism takes the profile as an argument; nothing here has a default, because
a number without a source is a guess. The shipped profile files say where each number comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from unannounced.duties.words import say


class MechanismKind(StrEnum):
    """What founds the mechanism."""

    CPT = "cpt"
    SPT = "spt"
    NATIONAL = "national"
    OTHER = "other"


WORDS: dict[MechanismKind, str] = {
    MechanismKind.CPT: say("European Committee for the Prevention of Torture"),
    MechanismKind.SPT: say("Subcommittee on Prevention of Torture"),
    MechanismKind.NATIONAL: say("national preventive mechanism"),
    MechanismKind.OTHER: say("other mechanism"),
}

QUORUM_RULES = ("majority", "half_plus_one")
ORDINARY_MAJORITIES = ("of_present",)
DENOMINATORS = ("in_office", "seats")
PUBLICATIONS = ("on_request", "own_decision")
NOTIFICATIONS = ("required", "none")
OWN_STATE_VOTES = ("allowed", "barred")

RULES = (
    "assistants",
    "balance",
    "cooperation",
    "confidentiality",
    "delegation",
    "denunciation",
    "election",
    "icrc",
    "immediate_observation",
    "majority",
    "notification",
    "objection",
    "persons",
    "programme",
    "public_statement",
    "publication",
    "quorum",
    "report",
    "request",
    "response",
    "visit",
)


@dataclass(frozen=True, slots=True)
class KindOfVisit:
    """A kind of visit of a mechanism, by its word in ``visiting.VisitKind``.

    ``ad_hoc``: circumstances require it, outside the programme; ``in_programme``: the programme of a year, made public
    before, names the State.
    """

    kind: str
    ad_hoc: bool
    in_programme: bool


@dataclass(frozen=True, slots=True)
class Mechanism:
    """The rules one mechanism works under.

    ``working_days`` count from 0 for Monday; ``statement_majority`` is a fraction, numerator first. Months and
    days are numbers of calendar months and calendar days. ``convention`` is the id of the founding treaty in the
    register, empty for a mechanism founded by national law. ``notification`` says whether a State must be told of a
    visit before it begins; ``national_experts_at_most`` is the number of experts of one State on the roster, None
    where no rule sets one; ``icrc_bars``: what the ICRC visits effectively and regularly is not visited. ``symbol``
    has the placeholders {year} and {number}. ``said_in`` holds name, short name and band in other languages.
    ``partial_publication``: where the State publishes a part, the mechanism may publish all or a part.
    ``own_state_votes`` says whether a member votes on the State of their seat; ``secret_ballots`` names what is decided
    by secret ballot. ``candidates`` are proposed for a seat, ``nationals_among_candidates`` of them nationals at the
    least. ``holidays`` are days without work: "05-09" each year, "2026-04-03" once.
    """

    kind: MechanismKind
    name: str
    short: str
    band: str
    convention: str
    symbol: str
    languages: tuple[str, ...]
    working_days: tuple[int, ...]
    visit_kinds: tuple[KindOfVisit, ...]
    notification: str
    national_experts_at_most: int | None
    icrc_bars: bool
    delegation_minimum: int
    quorum: str
    ordinary_majority: str
    statement_majority: tuple[int, int]
    statement_denominator: str
    statement_decided_by: str
    response_months: int
    immediate_months: int
    request_days: int
    report_aim_months: int
    term_years: int
    terms_at_most: int
    publication: str
    partial_publication: bool
    own_state_votes: str
    secret_ballots: tuple[str, ...]
    candidates: int
    nationals_among_candidates: int
    holidays: tuple[str, ...]
    objection_grounds: tuple[str, ...]
    objection_targets: tuple[str, ...]
    small_number: int
    rules: Mapping[str, str]
    said_in: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_language(self, language: str) -> "Mechanism":
        """The mechanism with name, short name and band in ``language``, where the profile says them in it."""
        words = self.said_in.get(language.partition("-")[0], {})
        return replace(
            self,
            name=words.get("name", self.name),
            short=words.get("short", self.short),
            band=words.get("band", self.band),
        )

    def visit_kind(self, kind: str) -> KindOfVisit | None:
        """What the mechanism says of a kind of visit; None for one it does not have."""
        return next((one for one in self.visit_kinds if one.kind == kind), None)

    def cited(self, key: str) -> str:
        """The citation of the rule ``key``, such as "ECPT Art. 6(1)".

        A key of ``RULES`` the mechanism has no article for is cited as its own rules; any other key is a
        mistake in the program and raises ``KeyError``.
        """
        if key not in RULES:
            raise KeyError(key)
        return self.rules.get(key) or f"{self.short} rules"
