"""Files laid beside a report: answers of a ministry, or a response as one document; looked at, then confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from unannounced.crafts.handing_out import read_back
from unannounced.duties.decision import Refused
from unannounced.duties.words import Sentence
from unannounced.records.desk.actions import lay, put_away, settle
from unannounced.records.desk.models import Laid
from unannounced.records.desk.queries import Report, Standing, laid_of, one_laid, standings
from unannounced.records.ledger.actions import note_readings
from unannounced.rooms.liaison.documents import Proposal, proposals, read_document
from unannounced.rooms.liaison.doors import Asked
from unannounced.rooms.liaison.forms import CLAIMS, LayForm
from unannounced.rooms.liaison.handing import came_back, claims, kept
from unannounced.rooms.liaison.showing import seen_report

MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Asked, report: UUID) -> HttpResponse:
    """Lay a file that a ministry gave back."""
    return _lay_page(request, seen_report(request.viewer, report), is_document=False)


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: Asked, report: UUID) -> HttpResponse:
    """Lay a response as one document."""
    return _lay_page(request, seen_report(request.viewer, report), is_document=True)


def _lay_page(request: Asked, found: Report, *, is_document: bool) -> HttpResponse:
    form = LayForm(request.POST or None, request.FILES or None, auto_id="f-%s")
    refusal = None
    if request.method == "POST" and form.is_valid():
        laid = _laid(request, found, form, is_document=is_document)
        if isinstance(laid, Laid):
            return redirect(reverse("laid", args=[found.pk, laid.pk]))
        refusal = laid
    waiting = [one for one in laid_of(request.viewer, found.pk)[:50] if one.is_document == is_document]
    context = {"report": found, "form": form, "refusal": refusal, "waiting": waiting, "is_document": is_document}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "liaison/lay.html", context, status=status)


def _laid(request: Asked, found: Report, form: LayForm, *, is_document: bool) -> Laid | Refused:
    file = form.cleaned_data["file"]
    name = PurePath(str(file.name).replace("\\", "/")).name[-200:] or "file"
    content: bytes = file.read()
    if is_document:
        read, decision = read_document(request.viewer, found, name, content, settings.MECHANISM)
        if isinstance(decision, Refused):
            return decision
    else:
        read = kept(*read_back(name, content, claims()))
    return lay(
        found,
        name,
        content,
        media=MEDIA.get(PurePath(name).suffix.lower(), "application/octet-stream"),
        is_document=is_document,
        read=read,
        by=request.viewer,
        at=request.moment,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def laid(request: Asked, report: UUID, laid: UUID) -> HttpResponse:
    """What was found in a file: looked at, then taken as drafts by one act, or put away."""
    found = seen_report(request.viewer, report)
    file = one_laid(request.viewer, found.pk, laid)
    if file is None:
        raise Http404
    items = standings(found, today=request.moment.date())
    if request.method == "POST" and file.settled_at is None and "put-away" in request.POST:
        put_away(found, file, by=request.viewer, at=request.moment)
        messages.success(request, _("The file is put away; nothing of it was taken."))
        return redirect(reverse("report", args=[found.pk]))
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    if file.is_document:
        return _document_page(request, found, file, items)
    return _answers_page(request, found, file, items)


def _answers_page(request: Asked, found: Report, file: Laid, items: list[Standing]) -> HttpResponse:
    came = came_back(request.viewer, found, items, file.read)
    if request.method == "POST" and file.settled_at is None and came.taken:
        taken = [(one.standing, one.claim, one.text, one.ministry) for one in came.taken if one.standing]
        if request.POST.get("as-seen") == _as_seen(taken):
            return _taken(request, found, file, taken)
        messages.warning(request, _("Somebody wrote meanwhile: look again at what would be taken."))
    seen = _as_seen([(one.standing, one.claim, one.text, one.ministry) for one in came.taken if one.standing])
    return render(request, "liaison/came_back.html", {"report": found, "file": file, "came": came, "as_seen": seen})


def _as_seen(taken: list[tuple[Standing, str, str, str]]) -> str:
    """What the page showed, in short: which items, each with the version that was the newest then."""
    return " ".join(f"{standing.item.id}:{standing.seen}" for standing, *_rest in taken)


def _taken(request: Asked, found: Report, file: Laid, taken: list[tuple[Standing, str, str, str]]) -> HttpResponse:
    settle(found, file, taken, by=request.viewer, at=request.moment)
    count = len(taken)
    said = ngettext("{count} answer is kept as a draft.", "{count} answers are kept as drafts.", count)
    messages.success(request, said.format(count=count))
    return redirect(f"{reverse('answers', args=[found.pk])}?show=drafted")


def _document_page(request: Asked, found: Report, file: Laid, items: list[Standing]) -> HttpResponse:
    rows = proposals(items, file.read)
    status = HTTPStatus.OK
    if request.method == "POST" and file.settled_at is None:
        rows = [_as_typed(one, request.POST) for one in rows]
        ticked = [one for one in rows if one.ticked]
        if request.POST.get("as-seen") != _as_seen_of(rows):
            messages.warning(request, _("Somebody wrote meanwhile: look again at what would be taken."))
        elif ticked and not any(one.problem for one in rows):
            taken = [(one.standing, one.claim, one.text, one.standing.ministry) for one in ticked]
            return _taken(request, found, file, taken)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    unread = Sentence(*file.read["unread"]) if "unread" in file.read else None
    context = {
        "report": found,
        "file": file,
        "rows": rows,
        "left": file.read.get("left", ()),
        "as_seen": _as_seen_of(rows),
        "claims": CLAIMS,
        "claim_for_all": request.POST.get("claim-for-all", ""),
        "problems": [one for one in rows if one.problem],
        "nothing": status != HTTPStatus.OK and not any(one.ticked for one in rows),
        "unread": unread,
    }
    return render(request, "liaison/document.html", context, status=status)


def _as_seen_of(rows: Sequence[Proposal]) -> str:
    """The same of proposals: every item they are for, with the version that was the newest."""
    return _as_seen([(one.standing, "", "", "") for one in rows])


def _as_typed(one: Proposal, said: Mapping[str, Any]) -> Proposal:
    """A proposal as somebody left it on the page; the claim for all holds where none was chosen."""
    item = one.standing.item.id
    ticked = f"take-{item}" in said
    claim = str(said.get(f"claim-{item}") or said.get("claim-for-all") or "")
    text = str(said.get(f"text-{item}", one.text))
    problem = ""
    if ticked and claim not in {value for value, _words in CLAIMS}:
        problem = _("Choose what the authority claims.")
    elif ticked and not text.strip():
        problem = _("There is no text.")
    return replace(one, ticked=ticked, claim=claim, text=text, problem=problem)
