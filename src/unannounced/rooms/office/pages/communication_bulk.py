"""Many communications at once: a mailbox, or what a lawyer or an organisation handed over. Keepers alone.

What is handed over is looked at first, every problem by row and column, and entered only once somebody says so. What
was sent twice, or was interrupted, is sent again: what was entered is known.
"""

import io
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unannounced.crafts.handed_over.bundles import Bundle, of_files, of_zip
from unannounced.crafts.handed_over.reading import taken
from unannounced.crafts.handed_over.values import Entry, HandedOver
from unannounced.crafts.mailbox import mails_in
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.receiving import TOLD_WORDS
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.entering import (
    Became,
    Outcome,
    enter_entries,
    enter_mails,
    keys_of_entries,
    known_of,
    require_may_enter,
)
from unannounced.rooms.office.forms.communications_in_bulk import HandedOverForm, MailForm
from unannounced.rooms.office.held_in_memory import for_keepers
from unannounced.rooms.office.pages.languages import language_name

SHOWN = 200
"""Rows and problems that a page shows; the command prints every one."""
WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


def _refusal(request: Asked) -> Refused | None:
    """Why nothing can be entered at all now."""
    try:
        require_may_enter(request.viewer)
    except RefusedByRule as refused:
        return refused.refusal
    return None


def _became(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """What became of them: how many by kind, and those that were not taken."""
    every = list(outcomes)
    counted = Counter(one.became for one in every)
    refused = [one for one in every if one.became is Became.REFUSED]
    return {
        "done": True,
        "entered": counted[Became.ENTERED],
        "known": counted[Became.KNOWN],
        "refused": refused[:SHOWN],
        "refused_count": len(refused),
        "more": max(0, len(refused) - SHOWN),
    }


# Mail


@for_keepers
def communication_mail(request: Asked) -> HttpResponse:
    """Choose a mailbox; with POST, enter each mail of it."""
    refusal = _refusal(request)
    form = MailForm(request.POST, request.FILES) if request.method == "POST" else MailForm()
    context: dict[str, Any] = {"form": form, "refusal": refusal}
    status = HTTPStatus.OK
    if refusal is not None:
        status = HTTPStatus.CONFLICT if form.is_bound else status
    elif form.is_bound and form.is_valid():
        given = form.cleaned_data["mailbox"]
        outcomes = enter_mails(mails_in(given.file), by=request.viewer, at=request.moment)
        context |= {"file_name": given.name, "form": MailForm()} | _became(outcomes)
    elif form.is_bound:
        status = WRONG
    return render(request, "office/communication_mail.html", context, status=status)


# What was handed over


@for_keepers
def communication_handed_over(request: Asked) -> HttpResponse:
    """Choose what was handed over; with POST, look at it, or enter what was looked at."""
    refusal, today = _refusal(request), request.moment.date()
    context: dict[str, Any] = {"refusal": refusal}
    if request.method != "POST" or refusal is not None:
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return _answer(request, HandedOverForm(today=today), context, status=status)
    form = HandedOverForm(request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _answer(request, form, context, status=WRONG)
    said = form.cleaned_data
    found = taken(bundle_of(said["file_name"], said["content"]), today=today)
    if "enter" in request.POST and form.was_seen:
        outcomes = enter_entries(
            found.entries, handed_over_by=said["body"], came_on=said["came_on"], by=request.viewer, at=request.moment
        )
        context |= {"file_name": said["file_name"]} | _became(outcomes)
        return _answer(request, HandedOverForm(today=today), context)
    context |= _looked_at(request, form, found)
    return _answer(request, form.to_confirm(), context)


def bundle_of(name: str, content: bytes) -> Bundle:
    """A ZIP, or a table alone."""
    if name.casefold().endswith(".zip") or content.startswith(b"PK"):
        return of_zip(io.BytesIO(content), name)
    return of_files([(name, content)], name)


def _looked_at(request: Asked, form: HandedOverForm, found: HandedOver) -> dict[str, Any]:
    """What would be entered, and every problem."""
    keys = keys_of_entries(found.entries)
    known = known_of(keys, request.viewer)
    rows = [(one, _told(one), _language(one), key in known) for one, key in zip(found.entries, keys, strict=True)]
    problems = sorted(found.problems, key=lambda one: not one.refused)
    return {
        "looked": True,
        "another": "enter" in request.POST,
        "file_name": form.cleaned_data["file_name"],
        "to_enter": len(set(keys) - known),
        "entered_before": len(known),
        "rows": rows[:SHOWN],
        "more_rows": max(0, len(rows) - SHOWN),
        "problems": problems[:SHOWN],
        "problem_count": len(problems),
        "more_problems": max(0, len(problems) - SHOWN),
    }


def _told(entry: Entry) -> list[str]:
    return [_(TOLD_WORDS[one]) for one in entry.told]


def _language(entry: Entry) -> str:
    return language_name(entry.language) if entry.language else ""


def _answer(
    request: Asked, form: HandedOverForm, context: dict[str, Any], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "held": bool(form.initial.get("held")), **context}
    return render(request, "office/communication_handed_over.html", context, status=status)
