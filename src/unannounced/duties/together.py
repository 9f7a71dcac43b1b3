"""Several people in one draft: who is where, what they remark and suggest, and what of it may be decided."""

from datetime import timedelta

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.reporting import ReportStage, may_write
from unannounced.duties.words import say

STAYS = timedelta(minutes=3)
"""So long somebody counts as being in a paragraph after they were seen there."""

TITLE, CHAPTER, PARAGRAPH, ITEM = "title", "chapter", "paragraph", "item"


def may_settle(*, settled: bool, profile: Mechanism) -> Decision:
    """Whether a remark may be settled: once."""
    if not settled:
        return Allowed()
    return Refused(say("The remark is settled already."), profile.cited("report"))


def may_decide(*, stage: ReportStage, decided: bool, profile: Mechanism) -> Decision:
    """Whether a suggestion may be taken or not taken: once, in a draft."""
    if decided:
        reason = say("The suggestion was decided on already.")
        return Refused(reason, profile.cited("report"), say("Make a new suggestion."))
    return may_write(stage=stage, profile=profile)


def may_suggest(*, stage: ReportStage, text: str, now_says: str, profile: Mechanism) -> Decision:
    """Whether another wording may be suggested: for a draft, and another wording indeed."""
    other: Decision = Allowed()
    if text.strip() == now_says.strip():
        reason = say("The paragraph says exactly this now.")
        other = Refused(reason, profile.cited("report"), say("Change the words you want otherwise."))
    return first_refusal(may_write(stage=stage, profile=profile), other)


def may_translate(*, language: str, own: str, profile: Mechanism) -> Decision:
    """Whether words may be written in ``language``: one of the mechanism's, and another than the report's ``own``."""
    others = [one for one in profile.languages if one != own]
    if language in others:
        return Allowed()
    return Refused(
        say("The report is not rendered in “{language}”."),
        profile.cited("report"),
        say("Write it in one of these languages: {languages}."),
        {"language": language, "languages": ", ".join(others) or "–"},
    )
