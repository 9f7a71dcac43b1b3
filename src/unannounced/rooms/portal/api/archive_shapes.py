"""What was published as JSON: reports, paragraphs, items, responses, statements, places, checkpoints.

Days are written 2026-09-30; what is not known or is not there is null. Keys are never taken away.
"""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from unannounced.crafts.law.shapes import Shape, day
from unannounced.records.shelf.models import (
    ShelvedCheckpoint,
    ShelvedFollowUp,
    ShelvedParagraph,
    ShelvedPlace,
    ShelvedRegister,
    ShelvedReport,
    ShelvedResponse,
    ShelvedStatement,
)
from unannounced.rooms.portal.article import Anchors

Followed = Mapping[tuple[str, str], ShelvedFollowUp]
"""What became of items, by report and number."""


def report(one: ShelvedReport) -> Shape:
    """A report as lists have it."""
    return {
        "report": one.slug,
        "symbol": one.symbol,
        "version": one.version,
        "title": one.title,
        **_state(one),
        "body": one.body or None,
        "language": one.language or None,
        "day": day(one.day),
        "dated_on": day(one.dated_on),
        "published_on": day(one.published_on),
        "requested_on": day(one.asked_on),
        "visit": _visit(one),
        "place_kinds": list(one.place_kinds),
        "numbered": one.numbered,
        "partial": one.partial,
        "ground": one.ground or None,
        "renditions": dict(one.renditions),
        "sha256": one.parcel_digest,
        "address": _address_of(one),
    }


def whole_report(one: ShelvedReport, versions: list[ShelvedReport], paragraphs: int, response: str | None) -> Shape:
    """A report with its files, versions and what can be asked of it."""
    return {
        **report(one),
        "because": one.because or None,
        "summary": dict(one.summary),
        "paragraphs": paragraphs,
        "original": _original(one),
        "files": [_file(one, file) for file in one.files],
        "versions": [
            {
                "version": each.version,
                "published_on": day(each.version_on),
                "because": each.because or None,
                "sha256": each.parcel_digest,
                "address": reverse("version", args=[each.slug, each.version]),
                "data": reverse("version_data", args=[each.slug, each.version]),
            }
            for each in versions
        ],
        "response": response,
    }


def paragraph(report: ShelvedReport, one: ShelvedParagraph, followed: Followed) -> Shape:
    """A paragraph with the items on it."""
    given = Anchors()
    items = [item(report, one, place, given, followed) for place in range(1, len(one.items) + 1)]
    return {
        "report": report.slug,
        "paragraph": one.number,
        "printed": one.printed or None,
        "chapter": one.chapter,
        "text": one.text,
        "renditions": dict(one.renditions),
        "items": items,
        "address": reverse("paragraph", args=[report.slug, one.number]),
    }


def item(report: ShelvedReport, one: ShelvedParagraph, place: int, given: Anchors, followed: Followed) -> Shape:
    """An item, the ``place``-th of its paragraph; ``given`` are the anchors of those before it."""
    held = one.items[place - 1]
    became = followed.get((report.slug, held["number"]))
    return {
        "report": report.slug,
        "symbol": report.symbol,
        "state": report.state_code,
        "body": report.body or None,
        "language": report.language or None,
        "day": day(report.day),
        "paragraph": one.number,
        "item": place,
        "number": held["number"],
        "kind": held["kind"],
        "text": held["text"],
        "addressee": held["addressee"] or None,
        "made_by": list(held.get("made_by", ())),
        "position": held.get("position") or None,
        "topics": [{"topic": topic["id"], "decided": topic["decided"]} for topic in held.get("topics", ())],
        "repeats": [{"report": same["slug"], "number": same["number"]} for same in held.get("repeats", ())],
        "follow_up": {"status": became.status, "since": day(became.day)} if became else None,
        "responses": [_said(answer) for answer in held["responses"]],
        "address": f"{reverse('paragraph', args=[report.slug, one.number])}#{given.of(held['number'])}",
    }


def response(one: ShelvedResponse) -> Shape:
    """A State's response as lists have it."""
    return {
        "response": one.slug,
        "symbol": one.symbol,
        "version": one.version,
        **_state(one),
        "report": one.report_slug,
        "report_symbol": one.report_symbol,
        "title": one.title,
        "published_on": day(one.published_on),
        "sha256": one.parcel_digest,
        "address": reverse("response", args=[one.slug]),
        "data": reverse("response_data", args=[one.slug]),
    }


def whole_response(one: ShelvedResponse) -> Shape:
    """A State's response, item by item."""
    answers = [
        {
            "paragraph": each["paragraph"],
            "number": each["number"],
            "kind": each["kind"],
            "text": each["text"],
            "responses": [_said(answer) for answer in each["responses"]],
        }
        for each in one.answers
    ]
    return {**response(one), "answers": answers}


def statement(one: ShelvedStatement) -> Shape:
    """A public statement as lists have it."""
    return {
        "statement": one.slug,
        "symbol": one.symbol,
        "version": one.version,
        **_state(one),
        "ground": one.ground,
        "opened_on": day(one.opened_on),
        "state_heard_on": day(one.state_heard_on),
        "adopted_on": day(one.adopted_on),
        "decided_by": one.decided_by or None,
        "published_on": day(one.published_on),
        "sha256": one.parcel_digest,
        "address": reverse("statement", args=[one.slug]),
        "data": reverse("statement_data", args=[one.slug]),
    }


def place(register: ShelvedRegister, one: ShelvedPlace) -> Shape:
    """A place as lists have it."""
    return {
        "place": str(one.pk),
        "state": register.state_code,
        "name": one.name,
        "kind": one.kind or None,
        "address": reverse("place", args=[register.state_code, one.pk]),
    }


def whole_place(register: ShelvedRegister, one: ShelvedPlace) -> Shape:
    """A place with everything that is shown of it, each value with its source."""
    sources = register.sources
    says = [
        {"field": what, "value": each["value"], "since": each["since"], "source": sources[each["source"]]}
        for what, rows in one.says.items()
        for each in rows
    ]
    counts = [
        {"field": what, "number": each["number"], "day": each["day"], "source": sources[each["source"]]}
        for what, rows in one.counts.items()
        for each in rows
    ]
    events = [{"what": each["what"], "day": each["day"], "note": each["note"]} for each in one.events]
    return {**place(register, one), "says": says, "counts": counts, "events": events}


def checkpoint(one: ShelvedCheckpoint) -> Shape:
    """A public checkpoint."""
    return {"size": one.size, "root": one.root, "made_on": day(one.made_on)}


def _state(one: ShelvedReport | ShelvedResponse | ShelvedStatement) -> Shape:
    return {"state": one.state_code, "state_names": dict(one.state_names), "invented": one.invented}


def _visit(one: ShelvedReport) -> Shape | None:
    if not one.visit_kind:
        return None
    return {"kind": one.visit_kind, "begins": day(one.visit_begins), "ends": day(one.visit_ends)}


def _address_of(one: ShelvedReport) -> str:
    return reverse("report", args=[one.slug]) if one.newest else reverse("version", args=[one.slug, one.version])


def _original(one: ShelvedReport) -> Shape | None:
    if not one.original_digest:
        return None
    return {
        "file_name": one.original_name,
        "media": one.original_media,
        "size": one.original_size,
        "sha256": one.original_digest,
        "address": reverse("version_original", args=[one.slug, one.version]),
    }


def _file(one: ShelvedReport, file: Mapping[str, Any]) -> Shape:
    return {
        "file_name": file["file_name"],
        "media": file["media"],
        "size": file["size"],
        "sha256": file["digest"],
        "address": reverse("version_beside", args=[one.slug, one.version, file["file_name"]]),
    }


def _said(answer: Mapping[str, Any]) -> Shape:
    return {"received_on": answer["received_on"], "claim": answer["claim"], "text": answer["text"]}
