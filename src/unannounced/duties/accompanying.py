"""What accompanies a publication: a plain-language summary, the report in another language, and what became of it.

What is written beside the paragraphs is read for persons like they are (ECPT Art. 11(3)). What became of an item is
public only as far as the mechanism verified it; what the State says of it is the State's to publish (Art. 11(2)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.dialogue import FollowUp, Verdict
from unannounced.duties.profile import Mechanism
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say


class Beside(StrEnum):
    """What leaves beside the paragraphs of a report."""

    SUMMARY = "summary"
    RENDITION = "rendition"


@dataclass(frozen=True, slots=True)
class Verified:
    """Where an item stands as the mechanism verified it, and since when."""

    status: FollowUp
    day: date


def may_sum_up(*, language: str, own: str, profile: Mechanism) -> Decision:
    """Whether a summary may be written in ``language``: one of the mechanism's, or the report's ``own``."""
    languages = list(dict.fromkeys([*profile.languages, own]))
    if language in languages:
        return Allowed()
    return Refused(
        say("The mechanism does not publish in “{language}”."),
        profile.cited("publication"),
        say("Write it in one of these languages: {languages}."),
        {"language": language, "languages": ", ".join(languages)},
    )


def summaries_are_read(unread: Sequence[str], profile: Mechanism) -> Decision:
    """Whether every summary was read for persons as it stands; ``unread`` are the languages of the others."""
    if not unread:
        return Allowed()
    return Refused(
        say("The plain-language summary is not yet checked for persons in: {languages}."),
        profile.cited("persons"),
        say("Read it and check it, or write it in other words."),
        {"languages": ", ".join(unread)},
    )


def can_be_read(what: Beside, *, language: str, there: bool, profile: Mechanism) -> Decision:
    """Whether there is something to read for persons: a summary, or a rendition of which no part is missing or old."""
    if there:
        return Allowed()
    rule, facts = profile.cited("persons"), {"language": language}
    if what is Beside.SUMMARY:
        return Refused(
            say("The report has no plain-language summary in “{language}”."), rule, say("Write it first."), facts
        )
    return Refused(
        say("The report does not stand in “{language}” as a whole, in the words it has now."),
        rule,
        say("Write the title, every heading, paragraph and item in that language first."),
        facts,
    )


def beside_is_safe(open_words: Sequence[str], profile: Mechanism) -> Decision:
    """Whether what was read names nobody: ``open_words`` are those that nobody marked or judged."""
    if not open_words:
        return Allowed()
    return Refused(
        say("Words by which somebody may be recognised are not decided on: {words}."),
        profile.cited("persons"),
        say("Mark them so that other words leave in their place, or judge that nobody is recognised by them."),
        {"words": ", ".join(open_words)},
    )


def verified(*, last: tuple[date, Verdict] | None, withdrawn_on: date | None, today: date) -> Verified | None:
    """What the mechanism itself holds of an item: its last assessment, or that it asks no more; None if nothing.

    Responses and claims of the State count for nothing here, whenever they came.
    """
    if withdrawn_on is not None and withdrawn_on <= today:
        return Verified(FollowUp.WITHDRAWN, withdrawn_on)
    if last is not None and last[0] <= today:
        return Verified(FollowUp(last[1].value), last[0])
    return None


def may_show_follow_up(*, stage: ReportStage, items: int, shown_before: bool, profile: Mechanism) -> Decision:
    """Whether it may be shown in public where items stand: of a published report, with something verified.

    An edition that says nothing of any item may leave after another one only, to correct it.
    """
    rule = profile.cited("publication")
    if stage is not ReportStage.PUBLISHED:
        return Refused(
            say("The report is not published, and nothing of its items is."), rule, say("Publish the report first.")
        )
    if not items and not shown_before:
        return Refused(
            say("The mechanism has verified nothing yet of the published items."), rule, say("Assess an item first.")
        )
    return Allowed()
