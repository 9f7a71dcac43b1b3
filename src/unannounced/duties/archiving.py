"""Taking in reports from files: what has to be known of one, when two files are one report, what may be shown.

A report from the archive was made, adopted and transmitted elsewhere or before: none of that is repeated here.
"""

from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say

_RULE = say("Rule of this software: a report is known by its State, its day and its symbol")


NOT_KNOWN = say("not known")
"""Stands for the maker of a report where neither the file nor anybody says it: unknown is not this mechanism."""


class Taken(StrEnum):
    """What became of a file that was to be taken in."""

    NEW = "taken"
    RENDITION = "rendition"
    KNOWN = "known"


WORDS: dict[Taken, str] = {
    Taken.NEW: say("taken in"),
    Taken.RENDITION: say("taken in as a new rendition"),
    Taken.KNOWN: say("known already"),
}


def day_it_bears(dated_on: date | None, *, today: date) -> date | Refused:
    """The day of a report; refused where there is none, or one in the future."""
    if dated_on is None:
        return Refused(
            say("No day was found that the report bears."),
            _RULE,
            say("Give the day, as 2013-01-24, and take it in again."),
        )
    if dated_on > today:
        return Refused(
            say("The report is dated {dated_on}, which is in the future."),
            _RULE,
            say("See whether the day was read rightly; give the right one and take it in again."),
            {"dated_on": dated_on},
        )
    return dated_on


def may_take_in(*, dated_on: date | None, today: date, paragraphs: int) -> Decision:
    """Whether a report may be taken in: it has a day that is not in the future, and a numbered paragraph."""
    day = day_it_bears(dated_on, today=today)
    if isinstance(day, Refused):
        return day
    if paragraphs < 1:
        return Refused(say("The file has no numbered paragraph."), _RULE, say("See whether it is a report, and whole."))
    return Allowed()


def may_be_a_rendition(*, same_words: bool, same_source: bool, symbol: str, held_as: str) -> Decision:
    """Whether a file is a rendition of the report that bears its symbol: the same words, or a file of the same name.

    Two files with one symbol and other words are two things until somebody says that they are one.
    """
    if same_words or same_source:
        return Allowed()
    return Refused(
        say("It bears the symbol {symbol}, which “{held_as}” bears with other words."),
        _RULE,
        say("If it corrects that file, give it the same name; if the symbol was read wrongly, give the right one."),
        {"symbol": symbol, "held_as": held_as},
    )


def may_correct(*, from_archive: bool, stage: ReportStage) -> Decision:
    """Whether what is known of a report may be corrected: it came from a file, and is not on the portal yet."""
    if not from_archive:
        return Refused(say("The report was drafted here; its symbol is given at publication."), _RULE)
    if stage is ReportStage.PUBLISHED:
        return Refused(
            say("The report is on the portal, where it is cited as it stands."),
            _RULE,
            say("Take the corrected file in under the same name; it becomes a new rendition."),
        )
    return Allowed()


def symbol_is_free(*, symbol: str, borne_by: str) -> Decision:
    """Whether no other report bears ``symbol``; ``borne_by`` is the title of the one that does, or empty."""
    if not borne_by:
        return Allowed()
    return Refused(
        say("The symbol {symbol} is borne by another report: {borne_by}."),
        _RULE,
        say("See which of the two bears it."),
        {"symbol": symbol, "borne_by": borne_by},
    )


def may_correct_reading(*, read: bool) -> Decision:
    """Whether what was read of an item may be corrected: it was read from a file, not written here."""
    if read:
        return Allowed()
    return Refused(say("The item was written here, not read from a file."), _RULE)


def may_take_out(*, from_archive: bool, stage: ReportStage, rests_on_it: int) -> Decision:
    """Whether an archived report may be taken out again: nothing rests on it, and it is not on the portal."""
    if not from_archive:
        return Refused(say("The report was drafted here; it cannot be taken out."), _RULE)
    if stage is ReportStage.PUBLISHED:
        return Refused(say("The report is on the portal, where it may have been cited."), _RULE)
    if rests_on_it:
        return Refused(
            say("{count} responses, assessments or later items rest on it."),
            _RULE,
            say("Take the corrected file in under the same name; the dialogue goes on with it."),
            {"count": rests_on_it},
        )
    return Allowed()


def may_show(
    *,
    from_archive: bool,
    already_public: bool,
    symbol: str,
    shown_as_it_stands: bool,
    persons_marked: int,
    profile: Mechanism,
) -> Decision:
    """Whether an archived report may be shown on the portal: it is public already, and can be cited by its symbol.

    Shown before, it may be shown again once a correction was taken in: ``shown_as_it_stands`` is then False.

    ECPT Art. 11(1) keeps confidential what is not; a report that its maker published is no longer confidential.
    """
    return first_refusal(
        _archived(from_archive, profile),
        _not_yet_shown(shown_as_it_stands, profile),
        _public(already_public, profile),
        _citable(symbol),
        _nobody_marked(persons_marked, profile),
    )


def _archived(from_archive: bool, profile: Mechanism) -> Decision:
    if from_archive:
        return Allowed()
    reason = say("The report was drafted here and is published at the request of the State.")
    return Refused(reason, profile.cited("publication"), say("Register the State's request when it comes."))


def _not_yet_shown(shown: bool, profile: Mechanism) -> Decision:
    if not shown:
        return Allowed()
    return Refused(say("The report is on the portal already, as it stands."), profile.cited("publication"))


def _nobody_marked(persons: int, profile: Mechanism) -> Decision:
    if persons == 0:
        return Allowed()
    return Refused(
        say("Persons are marked in it, and the file it came in would name them."),
        profile.cited("persons"),
        say("Ask whoever made it for a file in which nobody can be recognised."),
    )


def _public(already_public: bool, profile: Mechanism) -> Decision:
    if already_public:
        return Allowed()
    return Refused(
        say("The report does not say that it is public, so it stays confidential."),
        profile.cited("confidentiality"),
        say("If it was published by whoever made it, correct what is known of the report and say where."),
    )


def _citable(symbol: str) -> Decision:
    if symbol:
        return Allowed()
    return Refused(
        say("The report has no symbol, so nobody could cite it."), _RULE, say("Give the symbol it was published under.")
    )
