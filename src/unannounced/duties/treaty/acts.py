"""Depositary acts and domestic acts of States: what a row of the treaty register says, and how sure that is.

Domestic acts, and rows that only repeat a computed result, never change a standing (``treaty.standing``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Refused
from unannounced.duties.treaty.dates import written_day
from unannounced.duties.words import say


class Confidence(StrEnum):
    """How well a fact is founded, surest first."""

    VERIFIED = "verified"
    COMPUTED = "computed"
    SECONDARY = "secondary"
    MIXED = "mixed"
    MEMORY_HIGH = "memory_high"
    MEMORY_MEDIUM = "memory_medium"
    MEMORY_LOW = "memory_low"
    PROJECT_CHOICE = "project_choice"
    UNVERIFIED = "unverified"


WORDS: dict[Confidence, str] = {
    Confidence.VERIFIED: say("verified in a text that was read"),
    Confidence.COMPUTED: say("computed from a verified rule"),
    Confidence.SECONDARY: say("verified in a secondary text"),
    Confidence.MIXED: say("partly verified"),
    Confidence.MEMORY_HIGH: say("from memory, well established"),
    Confidence.MEMORY_MEDIUM: say("from memory"),
    Confidence.MEMORY_LOW: say("from memory, doubtful"),
    Confidence.PROJECT_CHOICE: say("choice of this project"),
    Confidence.UNVERIFIED: say("not verified"),
}

SIGNING = frozenset({"signature", "succession_to_signature"})
CONSENTING = frozenset(
    {
        "acceptance",
        "accession",
        "approval",
        "consent_to_be_bound",
        "membership_start",
        "ratification",
        "succession",
    }
)
LEAVING = frozenset({"denunciation_notified", "membership_end", "withdrawal_notified"})
ACCEPTING = frozenset({"declaration", "declaration_art21_22"})
EXCLUDING = frozenset({"exclusion"})
NOT_ACCEPTING = frozenset({"declaration_withdrawn", "no_declaration", "no_declaration_art22"})
INCLUDING = frozenset({"art20_opt_out_withdrawn", "exclusion_withdrawn"})
COMPETING = ACCEPTING | EXCLUDING | NOT_ACCEPTING | INCLUDING
"""Acts about an optional competence; they concern the articles named in ``Act.concerns``."""

TERRITORIAL = frozenset({"territorial_extension", "territorial_withdrawal"})
DECLARING = (
    COMPETING
    | TERRITORIAL
    | frozenset(
        {
            "art12_3_declaration",
            "art124_declaration",
            "art24_postponement",
            "objection",
            "reservation",
            "reservation_withdrawn",
            "suspension",
        }
    )
)
"""Acts towards the depositary that leave the standing as it is."""

INTERNATIONAL = SIGNING | CONSENTING | LEAVING | DECLARING | {"denunciation_revoked", "signature_withdrawn"}
DOMESTIC = frozenset(
    {
        "denunciation_bill_submitted",
        "domestic_bill",
        "domestic_lower_house",
        "domestic_publication",
        "domestic_resolution",
        "domestic_upper_house",
        "domestic_denunciation_duma",
        "domestic_denunciation_law",
        "domestic_denunciation_upper_house",
        "domestic_ratification_law",
        "government_resolution_denunciation",
    }
)
CROSS_CHECK = frozenset({"cessation", "denunciation_effective", "entry_into_force", "never_member", "never_party"})
"""Rows to compare computed results with; they are never acts."""

GENERAL = frozenset({"entry_into_force_general", "opened_for_signature"})
"""Facts about a treaty, without a State."""

COMMITTEE = frozenset({"cpt_member_term_end", "public_statement"})
"""Facts about the Committee and a State."""

WHAT_HAPPENED = INTERNATIONAL | DOMESTIC
"""Things that were done, and so are known at the earliest on their day."""

ACTIONS = INTERNATIONAL | DOMESTIC | CROSS_CHECK | GENERAL | COMMITTEE


ALIASES = {
    "denunciation": "denunciation_notified",
    "withdrawal": "withdrawal_notified",
    "revocation": "denunciation_revoked",
}
"""Shorter words for actions, as tables written by others use them."""

UNKNOWN, NEVER = "unknown", "never"
"""What the columns of a table say for a day that is not known, and for an act that never happened."""


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the register.

    ``day`` is None where only the ``year`` is known or neither is. ``named_day`` is a later day of effect that the act
    itself names: in a notice of withdrawal (Rome Statute Art. 127(1)). ``concerns`` are the articles of a declaration
    or the territory of an extension. ``known_since`` is the first day on which the register knew of it. A correction
    is a new row: ``corrects`` is the date as the corrected row has it, or "unknown"; a correction that ``never``
    happened only takes the corrected row away.
    """

    treaty: str
    state: str
    action: str
    day: date | None
    year: int | None
    note: str
    source: str
    confidence: Confidence
    named_day: date | None = None
    concerns: tuple[str, ...] = ()
    known_since: date | None = None
    corrects: str = ""
    never: bool = False

    @property
    def remark(self) -> str:
        """The note without what it says of its own confidence."""
        return self.note.partition("confidence detail:")[0].rstrip("; ")

    @property
    def written(self) -> str:
        """The date as a row has it: a day, a year, or "unknown"."""
        return self.day.isoformat() if self.day else str(self.year) if self.year else UNKNOWN


def completed(act: Act) -> Act:
    """``act`` with what its note says in words of the register: articles, a territory, a succession.

    The notes of the shipped facts name the articles of a declaration ("articles: 21,22"), the territory of an
    extension, and a ratification by a predecessor ("bound by succession from 1993-01-01").
    """
    if act.action in COMPETING and not act.concerns:
        return replace(act, concerns=_articles(act))
    if act.action in TERRITORIAL and not act.concerns:
        return replace(act, concerns=(act.note.split(";")[0].strip(),))
    if act.action in CONSENTING and "bound by succession from " in act.note:
        begins = written_day(act.note.partition("bound by succession from ")[2][:10])
        if begins is not None:
            return replace(act, action="succession", day=begins, year=begins.year)
    return act


def _articles(act: Act) -> tuple[str, ...]:
    if act.action == "no_declaration_art22":
        return ("22",)
    if act.action == "art20_opt_out_withdrawn":
        return ("20",)
    said = act.note.partition("articles:")[2].partition(";")[0].replace("only", " ").partition("(")[0]
    return tuple(part.strip() for part in said.split(",") if part.strip().isdigit())


def believed(acts: Iterable[Act], *, on: date) -> tuple[Act, ...]:
    """The acts the register held on the day ``on``, each in its newest correction of that day.

    An act without ``known_since`` was always known.
    """
    known = [act for act in acts if act.known_since is None or act.known_since <= on]
    return corrected(known)


def corrected(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The acts without those that others of them correct; the order in which they were learned decides."""
    given = tuple(acts)
    if not any(act.corrects for act in given):
        return given
    held: dict[Act, None] = {}
    for act in sorted(given, key=_learned):
        for gone in [one for one in held if act.corrects and _is_same(one, act)]:
            del held[gone]
        if not act.never:
            held[act] = None
    return tuple(act for act in given if act in held)


def _learned(act: Act) -> tuple[date, bool]:
    return act.known_since or date.min, bool(act.corrects)


def _is_same(act: Act, correction: Act) -> bool:
    """Whether ``correction`` says what it corrects in such a way that ``act`` is meant."""
    row = (act.treaty, act.state, act.action, act.concerns, act.written)
    return row == (correction.treaty, correction.state, correction.action, correction.concerns, correction.corrects)


def weakest(*confidences: Confidence) -> Confidence:
    """The least sure of ``confidences``, which is how sure an answer resting on all of them is.

    >>> weakest(Confidence.VERIFIED, Confidence.MEMORY_LOW, Confidence.COMPUTED).value
    'memory_low'
    """
    return max(confidences, key=list(Confidence).index)


EARLIEST, LATEST = 1900, 2199
"""The years between which days are reckoned: no act of these conventions is older."""

COLUMNS = ("treaty", "state", "action", "date", "note", "source", "confidence")
FURTHER_COLUMNS = ("id", "effect", "concerns", "known_since", "corrects")


def read_row(row: Mapping[str, str]) -> Act | Refused:
    """The act in a row with the columns treaty, state, action, date, note, source and confidence.

    ``date`` is a day (2025-09-29), a year (2019), or empty or "unknown"; "never" where the row takes back another.
    Further columns, none of which is needed: ``effect`` (a later day that the act itself names), ``concerns``
    (articles or a territory, with semicolons between), ``known_since`` (a day), ``corrects`` (the date of the row that
    this one corrects). Refuses what it does not know rather than guess.
    """
    said = {name: (row.get(name) or "").strip() for name in (*COLUMNS, *FURTHER_COLUMNS)}
    said["action"] = ALIASES.get(said["action"].casefold(), said["action"])
    for check in (_wrong_words, _wrong_days):
        wrong = check(said)
        if wrong is not None:
            return wrong
    written = "" if said["date"] in (UNKNOWN, NEVER) else said["date"]
    act = Act(
        treaty=said["treaty"],
        state=said["state"],
        action=said["action"],
        day=written_day(written),
        year=_year(written),
        note=said["note"],
        source=said["source"],
        confidence=Confidence(said["confidence"]),
        named_day=written_day(said["effect"]),
        concerns=tuple(part.strip() for part in said["concerns"].split(";") if part.strip()),
        known_since=written_day(said["known_since"]),
        corrects=said["corrects"],
        never=said["date"] == NEVER,
    )
    return impossible(act) or completed(act)


def impossible(act: Act) -> Refused | None:
    """Why no such act can be, whatever else is on record; None where it can."""
    if act.never and not act.corrects:
        return _refused(
            say("The row says that something never happened, but not which row it corrects."),
            say("Put the date of the row that it takes back into the column corrects."),
        )
    years = [day.year for day in (act.day, act.named_day) if day] + ([act.year] if act.year else [])
    if all(EARLIEST <= year <= LATEST for year in years):
        return None
    facts: dict[str, object] = {"written": act.written, "earliest": EARLIEST, "latest": LATEST}
    reason = say("{written} is before {earliest} or after {latest}: no act of these conventions can be.")
    return _refused(reason, say("Check the year."), facts)


def _wrong_words(said: Mapping[str, str]) -> Refused | None:
    if not said["treaty"]:
        return _refused(say("The row names no treaty."), say("Fill in the column treaty."))
    if said["action"] not in ACTIONS:
        facts = {"action": said["action"]}
        return _refused(say("The action {action} is not known."), say("Use a word of the list of actions."), facts)
    if not said["state"] and said["action"] not in GENERAL:
        return _refused(say("The row names no State."), say("Fill in the code of the State."))
    if not said["source"] and said["action"] in WHAT_HAPPENED:
        return _refused(say("The row names no source."), say("Say where it can be read."))
    if any("\0" in value for value in said.values()):
        return _refused(say("The row holds a character that no text has (NUL)."), say("Write the cell anew."))
    if said["confidence"] not in set(Confidence):
        facts = {"confidence": said["confidence"]}
        return _refused(say("The confidence {confidence} is not known."), say("Use a word of the closed list."), facts)
    return None


def _wrong_days(said: Mapping[str, str]) -> Refused | None:
    for name, known in (("date", (UNKNOWN, NEVER)), ("corrects", (UNKNOWN,))):
        if said[name] and said[name] not in known and _year(said[name]) is None:
            facts = {"written": said[name]}
            return _refused(say("{written} is neither a day nor a year."), say("Write 2025-09-29, or 2025."), facts)
    for name in ("effect", "known_since"):
        if said[name] and written_day(said[name]) is None:
            facts = {"written": said[name]}
            return _refused(say("{written} is not a day of the calendar."), say("Write it like 2025-09-29."), facts)
    return None


def _year(written: str) -> int | None:
    day = written_day(written)
    if day is not None:
        return day.year
    return int(written) if len(written) == 4 and written.isascii() and written.isdigit() and int(written) else None


def _refused(reason: str, instead: str, facts: Mapping[str, object] | None = None) -> Refused:
    return Refused(reason, say("Rule of this software: the treaty register"), instead, facts or {})
