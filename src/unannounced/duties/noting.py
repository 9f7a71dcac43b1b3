"""Entries of the notebook: what may be kept, and when the same entry comes again."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

LONGEST_TEXT = 100_000
"""Characters, counted after tidying; about forty printed pages (project choice)."""


class EntryKind(StrEnum):
    """What an entry holds."""

    ALLEGATION = "allegation"
    OBSERVATION = "observation"
    MEASUREMENT = "measurement"
    DOCUMENT = "document"
    INTERVIEW = "interview"


class Again(StrEnum):
    """How an entry offered compares with the one already held under its id."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"


class Sealed(StrEnum):
    """What became of a sealed blob that came home."""

    WAITS = "waits"
    OPENED = "opened"
    APART = "apart"
    UNREADABLE = "unreadable"


SEALED_WORDS: dict[Sealed, str] = {
    Sealed.WAITS: say("sealed, waits to be opened"),
    Sealed.OPENED: say("opened"),
    Sealed.APART: say("set apart"),
    Sealed.UNREADABLE: say("opened, and not readable"),
}
WORDS: dict[EntryKind, str] = {
    EntryKind.ALLEGATION: say("allegation"),
    EntryKind.OBSERVATION: say("observation"),
    EntryKind.MEASUREMENT: say("measurement"),
    EntryKind.DOCUMENT: say("document"),
    EntryKind.INTERVIEW: say("interview"),
}
AGAIN_WORDS: dict[Again, str] = {
    Again.NEW: say("new"),
    Again.SAME: say("already held"),
    Again.CONFLICT: say("in conflict with what is held"),
}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_RULE = say("Rule of this software: text is kept as written")


def tidy(text: str) -> str:
    r"""The text as it is kept: lines end in \n, letters composed (NFC), no blanks at the ends of lines or of the text.

    >>> tidy("Cell 12: \r\nno window.\r\n")
    'Cell 12:\nno window.'
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip(" \t") for line in composed.split("\n")).rstrip()


def may_keep(text: str) -> Decision:
    """Whether a text somebody wrote may be kept: not empty, not too long, no control characters.

    Judges the text as given; a page tidies it first. Newline and tabulator are no harm.
    """
    if not text.strip():
        return Refused(say("There is no text."), _RULE, say("Write something, or leave the page without keeping."))
    return may_stand(text)


def may_stand(text: str, longest: int = LONGEST_TEXT) -> Decision:
    """Whether a text, empty or not, may stand where ``longest`` characters can: never cut, no control characters."""
    if len(text) > longest:
        return Refused(
            say("The text is {length} characters long; at most {longest} can be kept."),
            _RULE,
            say("Divide it into parts, or attach it as a document."),
            {"length": len(text), "longest": longest},
        )
    return _no_control_character(text)


def may_note(
    *, text: str, noted_on: date, visit_begins: date, visit_ends: date, today: date, profile: Mechanism
) -> Decision:
    """Whether an entry dated ``noted_on`` may be noted: during the visit, and not in the future."""
    return first_refusal(may_keep(text), _during_visit(noted_on, visit_begins, visit_ends, today, profile))


def compare(held: Mapping[str, object] | None, offered: Mapping[str, object]) -> Again:
    """Compare content offered under an id with the content held under it, or None if there is none.

    >>> compare({"text": "No window."}, {"text": "No windows."})
    <Again.CONFLICT: 'conflict'>
    """
    if held is None:
        return Again.NEW
    return Again.SAME if dict(held) == dict(offered) else Again.CONFLICT


def _no_control_character(text: str) -> Decision:
    found = _CONTROL.search(text)
    if found is None:
        return Allowed()
    return Refused(
        say("The text has a control character, {code}, at position {position}."),
        _RULE,
        say("Remove the character at that position; it is often left behind by copying."),
        {"code": f"U+{ord(found[0]):04X}", "position": found.start() + 1},
    )


def _during_visit(noted_on: date, begins: date, ends: date, today: date, profile: Mechanism) -> Decision:
    rule = profile.cited("visit")
    if noted_on > today:
        reason = say("{noted_on} is in the future.")
        return Refused(reason, rule, say("Correct the day of the entry."), {"noted_on": noted_on})
    if begins <= noted_on <= ends:
        return Allowed()
    return Refused(
        say("{noted_on} is not a day of the visit, which lasts from {begins} to {ends}."),
        rule,
        say("Correct the day of the entry, or the days of the visit."),
        {"noted_on": noted_on, "begins": begins, "ends": ends},
    )
