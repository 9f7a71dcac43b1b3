"""Freezing: a report or the register as the bytes of a parcel, with nobody recognisable in it."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from unannounced.crafts import packing
from unannounced.duties import chain, publishing, redaction
from unannounced.duties.reporting import slug_of
from unannounced.records.documents.models import Document
from unannounced.records.publications.described import Described, described
from unannounced.records.publications.models import Publication
from unannounced.records.publications.queries import items_in_order, marks_of, responses_to, with_texts
from unannounced.records.recommendations.models import Item, PublicStatement
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State
from unannounced.records.treaties.models import PublicFact, TreatyAct
from unannounced.records.visits.models import Visit

VERSIONS = {
    "publication": 4,
    "response-publication": 1,
    "statement": 1,
    "original": 1,
    "rendition": 1,
    "register": 1,
    "places": 1,
    "follow-up": 1,
}
"""The version of the format of each kind of parcel."""


def frozen_report(
    report: Report,
    *,
    symbol: str,
    version: int,
    requested_on: date | None,
    published_on: date,
    at: datetime,
    original: Document | None = None,
    with_responses: bool = True,
    part: Collection[UUID] = (),
    because: str = "",
    ground: str = "",
    files: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """The canonical bytes of a published report. Every text in it has gone through ``redact``.

    A report from the archive has no visit and no request, but a maker, a day of its own and an ``original``: the
    file it came in, which leaves in a parcel beside this one. It is public as its maker published it: what the State
    answered to this mechanism since is not, and leaves only ``with_responses``, when the State asks (ECPT Art. 11).
    ``part`` are the paragraphs of a partial publication; ``because`` says what a new version corrects. A paragraph in
    which words were put in the place of others carries a commitment to its original (``publishing.commitment``).
    ``ground`` is why it may leave; ``files`` names those that leave in parcels of their own beside it. What is said of
    language, places, topics and repetitions, and in other languages, is what ``described`` lets leave ``at``.
    """
    marks = marks_of(report)
    state, visit = report.state, report.visit
    paragraphs = with_texts(Paragraph.objects.filter(report=report, left_out_of__isnull=True))
    if part:
        paragraphs = paragraphs.filter(pk__in=list(part))
    told = described(report, list(paragraphs), marks, whole=not part, at=at)
    return chain.canonical(
        {
            **told.of_report,
            "slug": slug_of(symbol),
            "symbol": symbol,
            "version": version,
            "title": redaction.redact(report.title, marks),
            "state": {"code": state.code, "names": state.names, "invented": state.invented},
            "visit": {"kind": visit.kind, "begins": visit.begins, "ends": visit.ends} if visit else None,
            "body": report.body,
            **({} if report.numbered else {"numbered": False}),
            "dated_on": report.dated_on,
            "original": _original(original) if original else None,
            "requested_on": requested_on,
            "published_on": published_on,
            **({"partial": True} if part else {}),
            **({"because": because} if because else {}),
            **({"ground": ground} if ground else {}),
            **({"files": list(files)} if files else {}),
            "paragraphs": [_paragraph(paragraph, marks, with_responses, told) for paragraph in paragraphs],
        }
    )


def _original(document: Document) -> dict[str, Any]:
    return {
        "digest": document.digest,
        "file_name": document.file_name,
        "media": document.media,
        "size": document.size,
    }


def _paragraph(
    paragraph: Paragraph, marks: list[redaction.Mark], with_responses: bool, told: Described
) -> dict[str, Any]:
    printed = {"printed": paragraph.printed} if paragraph.printed else {}
    redacted = redaction.redact(paragraph.text, marks)
    altered = redacted != unicodedata.normalize("NFC", paragraph.text)
    committed = {"original": publishing.commitment(paragraph.salt, paragraph.text)} if altered else {}
    return {
        "id": str(paragraph.pk),
        "number": paragraph.number,
        **printed,
        **committed,
        "chapter": redaction.redact(paragraph.chapter, marks),
        "text": redacted,
        "items": [
            {**_item(item, paragraph, marks, with_responses), **told.of_item(item)}
            for item in items_in_order(paragraph)
        ],
        **told.of_paragraph(paragraph),
    }


def _item(item: Item, paragraph: Paragraph, marks: list[redaction.Mark], with_responses: bool) -> dict[str, Any]:
    return {
        "number": item.printed or f"{paragraph.number}.{item.place_in_paragraph}",
        "kind": item.kind,
        "text": redaction.redact(item.text, marks),
        "addressee": redaction.redact(item.addressee, marks),
        "made_by": [redaction.redact(name, marks) for name in item.made_by],
        "position": item.position,
        "responses": [
            {
                "received_on": response.received_on,
                "claim": response.claim,
                "text": redaction.redact(response.text, marks),
            }
            for response in (responses_to(item) if with_responses else ())
        ],
    }


def paragraphs_in(content: bytes) -> list[UUID]:
    """The paragraphs that a publication holds, by their ids."""
    return [UUID(one["id"]) for one in json.loads(content)["paragraphs"]]


def ground_in(content: bytes) -> str:
    """The ground on which a publication left; empty where it does not say."""
    return str(json.loads(content).get("ground", ""))


def answers_of(report: Report, part: Collection[UUID] = ()) -> list[Mapping[str, Any]]:
    """What the State answered, item by item in the order of the report, with nobody recognisable; of a part alone."""
    marks = marks_of(report)
    paragraphs = with_texts(Paragraph.objects.filter(report=report, left_out_of__isnull=True))
    if part:
        paragraphs = paragraphs.filter(pk__in=list(part))
    return [
        {
            "paragraph": paragraph.number,
            "number": item.printed or f"{paragraph.number}.{item.place_in_paragraph}",
            "kind": item.kind,
            "text": redaction.redact(item.text, marks),
            "responses": said["responses"],
        }
        for paragraph in paragraphs
        for item in items_in_order(paragraph)
        if (said := _item(item, paragraph, marks, True))["responses"]
    ]


def frozen_response(
    report: Report,
    answered: Sequence[Mapping[str, Any]],
    *,
    symbol: str,
    of_symbol: str,
    version: int,
    published_on: date,
) -> bytes:
    """The canonical bytes of the State's response, as a document of its own beside the report."""
    state = report.state
    return chain.canonical(
        {
            "slug": slug_of(symbol),
            "symbol": symbol,
            "version": version,
            "report": {"slug": slug_of(of_symbol), "symbol": of_symbol},
            "title": redaction.redact(report.title, marks_of(report)),
            "state": {"code": state.code, "names": state.names, "invented": state.invented},
            "published_on": published_on,
            "answers": list(answered),
        }
    )


def frozen_statement(statement: PublicStatement, *, symbol: str, version: int, published_on: date) -> bytes:
    """The canonical bytes of a public statement (ECPT Art. 10(2))."""
    state = statement.state
    return chain.canonical(
        {
            "slug": slug_of(symbol),
            "symbol": symbol,
            "version": version,
            "state": {"code": state.code, "names": state.names, "invented": state.invented},
            "ground": statement.ground,
            "opened_on": statement.opened_on,
            "state_heard_on": statement.state_heard_on,
            "adopted_on": statement.adopted_on,
            **({"decided_by": statement.decided_by} if statement.decided_by else {}),
            "published_on": published_on,
            "text": statement.text,
        }
    )


def frozen_register(edition: int, made_on: date, at: datetime) -> bytes:
    """The canonical bytes of an edition: every State with its acts, public record and figures; seven queries."""
    acts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for act in TreatyAct.objects.order_by("treaty", "day", "id"):
        if act.state_id is not None:
            acts[str(act.state_id)].append(_act(act))
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in PublicFact.objects.order_by("begins", "kind", "id"):
        facts[str(fact.state_id)].append(_fact(fact))
    figures = _figures(at)
    return chain.canonical(
        {
            "edition": edition,
            "made_on": made_on,
            "states": [
                {
                    "code": state.code,
                    "names": state.names,
                    "invented": state.invented,
                    "acts": acts[str(state.pk)],
                    "facts": facts[str(state.pk)],
                    "figures": figures[str(state.pk)],
                }
                for state in State.objects.order_by("code")
            ],
        }
    )


def _act(act: TreatyAct) -> dict[str, Any]:
    return {
        "treaty": act.treaty,
        "action": act.action,
        "day": act.day,
        "year": act.year,
        "note": act.note,
        "source": act.source,
        "confidence": act.confidence,
        "named_day": act.named_day,
        "concerns": act.concerns,
        "known_since": act.known_since,
        "corrects": act.corrects,
        "never": act.never,
    }


def _fact(fact: PublicFact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "begins": fact.begins,
        "ends": fact.ends,
        "published_on": fact.published_on,
        "symbol": fact.symbol,
        "note": fact.note,
        "source": fact.source,
        "confidence": fact.confidence,
    }


def _figures(at: datetime) -> dict[str, dict[str, int]]:
    """Visits that have ended, reports transmitted and published: what a general report counts, of this mechanism."""
    figures: dict[str, dict[str, int]] = defaultdict(lambda: {"visits": 0, "reports": 0, "published": 0})
    for state in Visit.objects.filter(stage="ended").values_list("state_id", flat=True):
        figures[str(state)]["visits"] += 1
    for state in Report.objects.filter(transmitted_on__isnull=False, body="").values_list("state_id", flat=True):
        figures[str(state)]["reports"] += 1
    out = Q(embargo_until__isnull=True) | Q(embargo_until__lte=at)  # an edition tells of no embargo
    for state in Publication.objects.filter(out, version=1, report__body="").values_list("report__state_id", flat=True):
        figures[str(state)]["published"] += 1
    return figures


def digest_of(content: bytes) -> str:
    """The identity of the parcel these bytes become."""
    return packing.digest_of(content)


def frozen_follow_up(
    report: Report, items: Sequence[Mapping[str, Any]], *, symbol: str, edition: int, made_on: date
) -> bytes:
    """The canonical bytes of an edition of what became of the items of a published report: where each stands, no words.

    No day but that of the edition: the day of an assessment could tell of a visit that nobody knows of yet.
    """
    state = report.state
    return chain.canonical(
        {
            "report": {"slug": slug_of(symbol), "symbol": symbol},
            "state": {"code": state.code, "names": state.names, "invented": state.invented},
            "edition": edition,
            "made_on": made_on,
            "items": [{**one, "day": None} for one in items],
        }
    )
