"""Answers of a State from the liaison room: each registered under the rules, or kept apart with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from unannounced.crafts.passing import GivenAnswer, GivenResponse
from unannounced.duties import answering, noting
from unannounced.duties.decision import Refused
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.parcels.models import Parcel
from unannounced.records.recommendations.models import Item, Response, StrayAnswer
from unannounced.records.recommendations.queries import items_ever_seen_by, known_since
from unannounced.records.recommendations.transmitting import BECAUSE_TAKEN_IN, OfPublication, retransmit
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by

OF_ANOTHER_STATE = say("It was given by officers of another State than the one the report is on.")
OTHER_WORDS = say("An answer with this id is registered already, and says something else.")
LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the answers of one response."""

    registered: list[Response] = field(default_factory=list)
    strays: list[StrayAnswer] = field(default_factory=list)


def take_answers(
    report: Report, said: GivenResponse, parcel: Parcel, document: Document | None, *, line: LineDraft, at: datetime
) -> Taken:
    """Keep each answer of a response within the act of ``line``: registered, or apart with the reason.

    Whoever calls has kept the parcel. What is registered already and says the same changes nothing.
    """
    items = {str(one.pk): one for one in _items(report)}
    held = {str(one.pk): one for one in Response.objects.filter(pk__in=[one.id for one in said.answers])}
    taken = Taken()
    for answer in said.answers:
        item = items.get(answer.item)
        row = _response(answer, said, item, parcel, document, at)
        if answer.id in held and row is not None and _says(held[answer.id]) == _says(row):
            continue
        why = OTHER_WORDS if answer.id in held else _why(answer, said, item, report, at.date())
        if why or row is None:
            taken.strays.append(_stray(answer, said, report, item, parcel, document, why))
        else:
            taken.registered.append(row)
    line.keep_all(taken.registered)
    line.keep_all(taken.strays)
    return taken


def _items(report: Report) -> Iterable[Item]:
    return Item.objects.filter(report=report, left_out_of__isnull=True).select_related("report__visit", "paragraph")


def _response(
    answer: GivenAnswer,
    said: GivenResponse,
    item: Item | None,
    parcel: Parcel,
    document: Document | None,
    at: datetime,
) -> Response | None:
    if item is None:
        return None
    return Response(
        id=UUID(answer.id),
        item=item,
        received_on=said.given_at.date(),
        claim=answer.claim,
        text=noting.tidy(answer.text),
        given_by=said.given_by,
        ministry=answer.ministry,
        parcel=parcel.digest,
        document=document,
        registered_at=at,
    )


def _says(row: Response) -> tuple[object, ...]:
    return row.item_id, row.received_on, row.claim, row.text, row.given_by, row.ministry


def _why(answer: GivenAnswer, said: GivenResponse, item: Item | None, report: Report, today: date) -> str:
    """Why an answer is not registered, in the rule's own words; empty where nothing stands against it."""
    if said.state != report.state.code:
        return OF_ANOTHER_STATE
    decision = answering.may_register(
        of_report=item is not None,
        withdrawn_on=item.withdrawn_on if item else None,
        transmitted_on=known_since(item) if item else report.transmitted_on,
        received_on=said.given_at.date(),
        today=today,
        text=noting.tidy(answer.text),
        profile=settings.MECHANISM,
    )
    return str(decision.sentence) if isinstance(decision, Refused) else ""


def _stray(
    answer: GivenAnswer,
    said: GivenResponse,
    report: Report,
    item: Item | None,
    parcel: Parcel,
    document: Document | None,
    why: str,
) -> StrayAnswer:
    of_this_state = said.state == report.state.code
    return StrayAnswer(
        report=report,
        item=item if of_this_state else None,  # of another State it can be registered to nothing
        document=document,
        received_on=said.given_at.date(),
        claim=answer.claim,
        text=answer.text,
        given_by=said.given_by,
        ministry=answer.ministry,
        parcel=parcel.digest,
        why=why[:LONGEST_WHY],
    )


def say_taken_in(
    report: Report, said: GivenResponse, publication: OfPublication | None, *, line: LineDraft, at: datetime
) -> None:
    """Let the liaison room know what was taken in, by the next serial of the report; nothing of another State's."""
    if said.state == report.state.code:
        given = [UUID(said.given)]
        retransmit(report, because=BECAUSE_TAKEN_IN, given=given, publication=publication, line=line, at=at)


def came_by_liaison(viewer: Viewer, *, since: date) -> Sequence[Response]:
    """Responses that came from the liaison room since a day, on items the viewer may read, the latest first."""
    came = Response.objects.filter(item__in=items_ever_seen_by(viewer).values("pk"), withdrawn_at__isnull=True)
    came = came.exclude(parcel="").filter(registered_at__date__gte=since)
    return list(came.select_related("item__report__state", "item__paragraph").order_by("-registered_at", "pk")[:200])


def strays_waiting(viewer: Viewer) -> Sequence[StrayAnswer]:
    """Answers that could not be registered and on which nobody has decided, of reports the viewer may read."""
    waiting = StrayAnswer.objects.filter(report__in=reports_seen_by(viewer), decided_on__isnull=True)
    return list(waiting.select_related("report__state", "item__paragraph").order_by("-received_on", "pk")[:200])
