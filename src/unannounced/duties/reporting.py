"""The report's way: draft, adopted, transmitted, published; its items, their force and the days they are due.

ECPT Art. 10(1), 11 and 8(5). Adopting, transmitting and publishing are three different acts.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.dialogue import DueDate, due_date
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


class ReportStage(StrEnum):
    """How far a report has come."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    TRANSMITTED = "transmitted"
    PUBLISHED = "published"


class ItemKind(StrEnum):
    """What an item asks of the State; a voluntary commitment is what the State said by itself that it will do."""

    RECOMMENDATION = "recommendation"
    COMMENT = "comment"
    REQUEST = "request"
    IMMEDIATE_OBSERVATION = "immediate_observation"
    COMMITMENT = "voluntary_commitment"


WORDS: dict[ReportStage, str] = {
    ReportStage.DRAFT: say("draft"),
    ReportStage.ADOPTED: say("adopted"),
    ReportStage.TRANSMITTED: say("transmitted"),
    ReportStage.PUBLISHED: say("published"),
}
ITEM_WORDS: dict[ItemKind, str] = {
    ItemKind.RECOMMENDATION: say("recommendation"),
    ItemKind.COMMENT: say("comment"),
    ItemKind.REQUEST: say("request for information"),
    ItemKind.IMMEDIATE_OBSERVATION: say("immediate observation"),
    ItemKind.COMMITMENT: say("voluntary commitment"),
}

NEXT: dict[ReportStage, tuple[ReportStage, ...]] = {
    ReportStage.DRAFT: (ReportStage.ADOPTED,),
    ReportStage.ADOPTED: (ReportStage.TRANSMITTED,),
    ReportStage.TRANSMITTED: (ReportStage.PUBLISHED,),
    ReportStage.PUBLISHED: (),
}

LONGEST_TIME = 60
"""Months a State can be given to respond at the most (project choice)."""

FORCE: dict[ItemKind, int] = {
    ItemKind.IMMEDIATE_OBSERVATION: 4,
    ItemKind.RECOMMENDATION: 3,
    ItemKind.COMMENT: 2,
    ItemKind.REQUEST: 1,
    ItemKind.COMMITMENT: 0,
}
"""The greater, the more is expected of the State; lists show the strongest first."""


def may_open(*, on: date, visit_begins: date, today: date, profile: Mechanism) -> Decision:
    """Whether the draft of a report may be opened on the day ``on``: once the visit has begun (ECPT Art. 10(1))."""
    return first_refusal(
        _not_before(on, visit_begins, "report", profile),
        _not_in_future(on, today, "report", profile),
    )


def may_write(*, stage: ReportStage, profile: Mechanism) -> Decision:
    """Whether paragraphs and items may be written or changed: in a draft only."""
    if stage is ReportStage.DRAFT:
        return Allowed()
    return Refused(
        say("The report is {stage}; its paragraphs and items no longer change."),
        profile.cited("report"),
        say("Put what is new into the dialogue with the State or into the next report."),
        {"stage": WORDS[stage]},
    )


def may_adopt(
    *,
    stage: ReportStage,
    paragraphs: int,
    items_without_addressee: Sequence[str],
    findings_without_support: int,
    carried: bool | None,
    profile: Mechanism,
) -> Decision:
    """Whether the report may be adopted: whole in itself, and carried by vote (``carried`` None: no vote yet).

    ``items_without_addressee`` names the items, such as "paragraph 12".
    """
    return first_refusal(
        _goes_to(stage, ReportStage.ADOPTED, "majority", profile),
        _has_paragraphs(paragraphs, profile),
        _has_addressees(items_without_addressee, profile),
        _findings_rest(findings_without_support, profile),
        _carried(carried, profile),
    )


def may_transmit(*, stage: ReportStage, on: date, adopted_on: date | None, today: date, profile: Mechanism) -> Decision:
    """Whether the report may be transmitted to the State on the day ``on``: adopted, not before that, not in future."""
    return first_refusal(
        _goes_to(stage, ReportStage.TRANSMITTED, "report", profile),
        _not_before(on, adopted_on, "report", profile),
        _not_in_future(on, today, "report", profile),
    )


def may_request_publication(
    *,
    stage: ReportStage,
    by_its_maker: bool = False,
    by_state: bool,
    on: date,
    transmitted_on: date | None,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether a request to publish may be registered: the State's own, of a report it has (ECPT Art. 11(2)).

    A mechanism that publishes by its own decision may register its decision the same way.
    """
    if by_its_maker:
        return _not_by_its_maker(by_its_maker, profile)
    if not by_state and profile.publication == "on_request":
        return Refused(
            say("Only the State can ask for the publication of the report."),
            profile.cited("publication"),
            say("Ask the State whether it wishes to request publication."),
        )
    return first_refusal(
        _goes_to(stage, ReportStage.PUBLISHED, "publication", profile),
        _not_before(on, transmitted_on, "publication", profile),
        _not_in_future(on, today, "publication", profile),
    )


def may_publish(
    *,
    stage: ReportStage,
    by_its_maker: bool = False,
    requested_on: date | None,
    unchecked_paragraphs: Sequence[int],
    recognisable: Sequence[str],
    profile: Mechanism,
) -> Decision:
    """Whether the report may be published: requested, each paragraph checked, nobody recognisable (Art. 11(2), (3)).

    ``recognisable`` says where somebody can still be recognised, in neutral words such as "paragraph 12".
    ``by_its_maker``: see ``published_by_its_maker``.
    """
    return first_refusal(
        _not_by_its_maker(by_its_maker, profile),
        _goes_to(stage, ReportStage.PUBLISHED, "publication", profile),
        _requested(requested_on, profile),
        _checked(unchecked_paragraphs, profile),
        _unrecognisable(recognisable, profile),
    )


def symbol(profile: Mechanism, year: int, number: int) -> str:
    """The symbol of a published document; the number runs through the year over all States."""
    return profile.symbol.format(year=year, number=number)


def slug_of(symbol: str) -> str:
    """A symbol as part of an address.

    >>> slug_of("CPT/Inf (2026) 4")
    'CPT-Inf-2026-4'
    """
    return re.sub(r"[^0-9A-Za-z]+", "-", symbol).strip("-")


def numbered(profile: Mechanism, symbol: str) -> tuple[int, int] | None:
    """Year and running number in a symbol of this mechanism; ``None`` if it is no symbol of this one.

    A report published before this record began keeps its number, and the next one goes on from there.
    """
    before, _year, rest = profile.symbol.partition("{year}")
    between, _number, after = rest.partition("{number}")
    pattern = f"{re.escape(before)}([0-9]{{4}}){re.escape(between)}([0-9]{{1,6}}){re.escape(after)}"
    found = re.fullmatch(pattern, symbol)
    return (int(found[1]), int(found[2])) if found else None


def published_by_its_maker(*, from_archive: bool, body: str, already_public: bool) -> bool:
    """Whether it is not for this mechanism to publish a report: another body made it, or it is public already."""
    return from_archive and bool(body or already_public)


def _not_by_its_maker(by_its_maker: bool, profile: Mechanism) -> Decision:
    if not by_its_maker:
        return Allowed()
    return Refused(
        say("The report came from the archive and is another body's, or public already."),
        profile.cited("publication"),
        say("If it is public, show it on the portal."),
    )


def due(kind: ItemKind, transmitted_on: date, profile: Mechanism, months: int | None = None) -> DueDate:
    """When the State's answer to an item is due; ``months`` if the mechanism set another time for it."""
    if kind is ItemKind.IMMEDIATE_OBSERVATION:
        usual, key = profile.immediate_months, "immediate_observation"
    else:
        usual, key = profile.response_months, "response"
    return due_date(transmitted_on, usual if months is None else months, profile, rule=profile.cited(key))


def may_set_time(known_on: date | None, months: int | None, profile: Mechanism) -> Decision:
    """Whether the time to respond to an item may be set: the State has the item; 1 to 60 months, or as the rule says.

    Before that it is set with the draft. ECPT Art. 3; the number is the mechanism's own (practice).
    """
    rule = profile.cited("response")
    if known_on is None:
        reason = say("The State does not have the item yet, so no time runs.")
        return Refused(reason, rule, say("Set the time in the draft."))
    if months is not None and not 1 <= months <= LONGEST_TIME:
        reason = say("{months} months cannot be set.")
        return Refused(reason, rule, say("Set 1 to {longest} months."), {"months": months, "longest": LONGEST_TIME})
    return Allowed()


def _goes_to(stage: ReportStage, to: ReportStage, key: str, profile: Mechanism) -> Decision:
    if to in NEXT[stage]:
        return Allowed()
    before = next(earlier for earlier, following in NEXT.items() if to in following)
    return Refused(
        say("The report is {stage}; this step is open only to a report that is {before}."),
        profile.cited(key),
        say("Load the page again to see how far the report has come."),
        {"stage": WORDS[stage], "before": WORDS[before]},
    )


def _has_paragraphs(paragraphs: int, profile: Mechanism) -> Decision:
    if paragraphs > 0:
        return Allowed()
    return Refused(say("The report has no paragraph."), profile.cited("report"), say("Write at least one paragraph."))


def _has_addressees(items: Sequence[str], profile: Mechanism) -> Decision:
    if not items:
        return Allowed()
    return Refused(
        say("Items without an addressee: {items}."),
        profile.cited("report"),
        say("Name for each item the authority that is to act."),
        {"items": ", ".join(items)},
    )


def _findings_rest(without_support: int, profile: Mechanism) -> Decision:
    if without_support == 0:
        return Allowed()
    return Refused(
        say("Findings that rest on no entry: {count}."),
        profile.cited("report"),
        say("Name the entries they rest on, or take the findings out."),
        {"count": without_support},
    )


def _carried(carried: bool | None, profile: Mechanism) -> Decision:
    rule = profile.cited("majority")
    if carried is None:
        return Refused(say("A report needs a vote."), rule, say("Hold a vote of the members and register it."))
    if not carried:
        return Refused(say("The vote did not carry the report."), rule, say("Change the draft and vote again."))
    return Allowed()


def _not_before(on: date, earlier: date | None, key: str, profile: Mechanism) -> Decision:
    if earlier is None or on >= earlier:
        return Allowed()
    return Refused(
        say("{on} is before the step that must come first, which was on {earlier}."),
        profile.cited(key),
        say("Enter {earlier} or a later day."),
        {"on": on, "earlier": earlier},
    )


def _not_in_future(on: date, today: date, key: str, profile: Mechanism) -> Decision:
    if on <= today:
        return Allowed()
    return Refused(say("{on} is in the future."), profile.cited(key), say("Enter today or a past day."), {"on": on})


def _requested(requested_on: date | None, profile: Mechanism) -> Decision:
    if requested_on is not None or profile.publication == "own_decision":
        return Allowed()
    return Refused(
        say("The State has not requested publication, so the report stays confidential."),
        profile.cited("publication"),
        say("Register the State's request when it comes."),
    )


def _checked(unchecked: Sequence[int], profile: Mechanism) -> Decision:
    if not unchecked:
        return Allowed()
    return Refused(
        say("Paragraphs not yet checked for persons: {paragraphs}."),
        profile.cited("persons"),
        say("Read each of them and mark everybody who can be recognised."),
        {"paragraphs": ", ".join(str(number) for number in unchecked)},
    )


def _unrecognisable(recognisable: Sequence[str], profile: Mechanism) -> Decision:
    if not recognisable:
        return Allowed()
    return Refused(
        say("Somebody can still be recognised: {where}."),
        profile.cited("persons"),
        say("Put other words in their place, or obtain the person's express consent."),
        {"where": ", ".join(recognisable)},
    )
