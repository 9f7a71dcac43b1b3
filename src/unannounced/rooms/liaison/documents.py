"""A response as one document: whether it is one to this report, and what of it is proposed for which item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unannounced.crafts.handing_out import text_in
from unannounced.crafts.handing_out.matching import Wanted, match, named_state
from unannounced.crafts.reading import Unreadable
from unannounced.duties.answering import OPEN
from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say
from unannounced.records.desk.queries import Officer, Report, Standing, transmissions

MOST_LEFT = 400
LEAST_TITLE = 12
"""Letters from which on the title of another report, found in a document, says that it belongs to that one."""


def read_document(
    officer: Officer, report: Report, name: str, content: bytes, profile: Mechanism
) -> tuple[dict[str, Any], Decision]:
    """What is found in a document, to be kept beside it; refused where it is another State's, or another report's.

    One whose text cannot be read may go with the response as it is.
    """
    text = text_in(name, content)
    if isinstance(text, Unreadable):
        return {
            "unread": [text.reason.english, {key: str(value) for key, value in text.reason.facts.items()}]
        }, Allowed()
    decision = _whose(officer, report, text, profile)
    if not decision:
        return {}, decision
    wanted = [
        Wanted(item.id, item.number, paragraph.number, item.text)
        for paragraph in report.said.paragraphs
        for item in paragraph.items
    ]
    found = match(text, wanted)
    if not found.proposed:
        return {}, Refused(
            say("Nothing in this document answers an item of this report: it names none of its numbers or words."),
            profile.cited("response"),
            say("See whether it is the right file; or write the answers on the pages of the items."),
        )
    proposed = [
        {
            "item": one.item,
            "text": one.text,
            "why": [[why.english, dict(why.facts)] for why in one.why],
            "sure": one.sure,
        }
        for one in found.proposed
    ]
    return {"proposed": proposed, "left": list(found.left[:MOST_LEFT])}, Allowed()


def _whose(officer: Officer, report: Report, text: str, profile: Mechanism) -> Decision:
    own = [officer.code, *officer.names.values(), *report.said.state_names.values()]
    if named := named_state(text, [one for one in own if len(one) > 3]):
        return Refused(
            say("The document names the authorities of {state}, and this report is on another State."),
            profile.cited("response"),
            say("Choose the response of your own authorities."),
            {"state": named},
        )
    begins = " ".join(text[:6000].split()).casefold()
    for one in transmissions(officer).exclude(report=report.pk):
        title = " ".join(one.title.split()).casefold()
        if len(title) >= LEAST_TITLE and title in begins and report.said.title.casefold() not in begins:
            return Refused(
                say("The document names another report: {title}."),
                profile.cited("response"),
                say("Lay it beside that report."),
                {"title": one.title},
            )
    return Allowed()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that is proposed, with the item it is for."""

    standing: Standing
    text: str
    why: list[Sentence]
    sure: int
    ticked: bool
    claim: str = ""
    problem: str = ""


def proposals(items: Sequence[Standing], read: Mapping[str, Any]) -> list[Proposal]:
    """What is proposed, in the order of the document; items no longer asked are left out."""
    by_id = {one.item.id: one for one in items}
    found = []
    for one in read.get("proposed", ()):
        standing = by_id.get(one["item"])
        if standing is not None and standing.item.withdrawn_on is None:
            why = [Sentence(*said) for said in one["why"]]
            ticked = one["sure"] >= 60 and standing.where in OPEN
            found.append(Proposal(standing, one["text"], why, one["sure"], ticked))
    return found
