"""Depositary acts and domestic acts of States: what a row of the treaty register says, and how sure that is.

Domestic acts, and rows that only repeat a computed result, never change a standing (``treaty.standing``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Refused
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
DECLARING = frozenset(
    {
        "art12_3_declaration",
        "art20_opt_out_withdrawn",
        "art24_postponement",
        "declaration_art21_22",
        "no_declaration_art22",
        "objection",
        "reservation",
        "suspension",
        "territorial_extension",
    }
)
"""Acts towards the depositary that leave the standing as it is."""

INTERNATIONAL = SIGNING | CONSENTING | LEAVING | DECLARING | {"denunciation_revoked", "signature_withdrawn"}
DOMESTIC = frozenset(
    {
        "denunciation_bill_submitted",
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

ACTIONS = INTERNATIONAL | DOMESTIC | CROSS_CHECK | GENERAL | COMMITTEE


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the register.

    ``day`` is None where only the ``year`` is known or neither is. ``named_day`` is a later day of effect that a
    notice of withdrawal itself names (Rome Statute Art. 127(1)).
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


def weakest(*confidences: Confidence) -> Confidence:
    """The least sure of ``confidences``, which is how sure an answer resting on all of them is.

    >>> weakest(Confidence.VERIFIED, Confidence.MEMORY_LOW, Confidence.COMPUTED).value
    'memory_low'
    """
    return max(confidences, key=list(Confidence).index)


def read_row(row: Mapping[str, str]) -> Act | Refused:
    """The act in a row with the columns treaty, state, action, date, note, source and confidence.

    ``date`` is a day (2025-09-29), a year (2019) or empty. Refuses what it does not know rather than guess.
    """
    treaty, state, action = (row.get(name, "").strip() for name in ("treaty", "state", "action"))
    if not treaty:
        return _refused(say("The row names no treaty."), say("Fill in the column treaty."))
    if action not in ACTIONS:
        facts = {"action": action}
        return _refused(say("The action {action} is not known."), say("Use a word of the list of actions."), facts)
    if not state and action not in GENERAL:
        return _refused(say("The row names no State."), say("Fill in the code of the State."))
    confidence = row.get("confidence", "").strip()
    if confidence not in set(Confidence):
        facts = {"confidence": confidence}
        return _refused(say("The confidence {confidence} is not known."), say("Use a word of the closed list."), facts)
    written = row.get("date", "").strip()
    day, year = _day(written), _year(written)
    if written and year is None:
        facts = {"written": written}
        return _refused(say("{written} is neither a day nor a year."), say("Write 2025-09-29, or 2025."), facts)
    words = row.get("note", "").strip(), row.get("source", "").strip()
    return Act(treaty, state, action, day, year, words[0], words[1], Confidence(confidence))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None


def _year(written: str) -> int | None:
    day = _day(written)
    if day is not None:
        return day.year
    return int(written) if len(written) == 4 and written.isascii() and written.isdigit() and int(written) else None


def _refused(reason: str, instead: str, facts: Mapping[str, object] | None = None) -> Refused:
    return Refused(reason, say("Rule of this software: the treaty register"), instead, facts or {})
