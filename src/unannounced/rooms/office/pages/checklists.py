"""Check-lists: those there are, entering one with every problem shown first, and one with its questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from unannounced.crafts.forming.converting import Formed, form_of
from unannounced.crafts.forming.problems import FormProblem
from unannounced.crafts.forming.xforms import Form, Question, in_language, read_xform
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.words import say
from unannounced.records.accounts.queries import permitted
from unannounced.records.checklists.actions import enter_checklist
from unannounced.records.checklists.queries import checklists_seen_by, in_lists, versions_of
from unannounced.records.ledger.actions import note_readings
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.checklist import WorkbookForm, held_of
from unannounced.rooms.office.pages.choosing import choices, page_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.visit_checklists import visit_checklists

SHOWN_AT_ONCE = 50
KINDS: dict[str, str] = {
    "string": say("text"),
    "int": say("whole number"),
    "decimal": say("decimal number"),
    "date": say("day"),
    "time": say("time of day"),
    "dateTime": say("day and time"),
    "binary": say("photograph or sound"),
    "geopoint": say("position"),
    "select1": say("one of a list"),
    "select": say("several of a list"),
    "trigger": say("acknowledgement"),
    "range": say("number on a scale"),
    "rank": say("order of a list"),
    "note": say("note"),
}
"""What is asked for, by the control or type of an XForm."""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as a page shows it."""

    label: str
    hint: str
    name: str
    section: str
    kind: str
    choices: Sequence[str]
    more_choices: int
    question: Question


def checklists(request: Asked) -> HttpResponse:
    """Every version of every check-list, fifty on a page."""
    words = request.GET.get("words", "").strip()
    held = in_lists(checklists_seen_by(request.viewer))
    if words:
        held = held.filter(title__icontains=words) | held.filter(form_id__icontains=words)
    decision = permitted(Act.ENTER_CHECKLIST, request.viewer)
    context = {"page": page_of(request, held), "words": words, "may_enter": bool(decision)}
    return render(request, "office/checklists.html", context)


def checklist_enter(request: Asked) -> HttpResponse:
    """Choose a workbook; with POST, look at it, and enter it where that is asked for and nothing is wrong."""
    decision = permitted(Act.ENTER_CHECKLIST, request.viewer)
    if isinstance(decision, Refused):
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return render(request, "office/checklist_enter.html", {"refusal": decision}, status=status)
    signed_for = f"{request.viewer.pk}enter-checklist"
    if request.method != "POST":
        return render(request, "office/checklist_enter.html", {"form": WorkbookForm(signed_for=signed_for)})
    form = WorkbookForm(request.POST, request.FILES, signed_for=signed_for)
    if not form.is_valid():
        return render(request, "office/checklist_enter.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    content, name = form.cleaned_data["content"], form.cleaned_data["name"]
    if "enter" in request.POST:
        return _enter(request, form, content, name)
    return _looked_at(request, form, content, name)


def _enter(request: Asked, form: WorkbookForm, content: bytes, name: str) -> HttpResponse:
    try:
        made = enter_checklist(content, name, key=form.cleaned_data["key"], by=request.viewer, at=request.moment)
    except RefusedByRule as refused:
        return _looked_at(request, form, content, name, refusal=refused.refusal)
    messages.success(request, _("The check-list is entered. Choose it for a visit, on the visit's page."))
    return redirect("checklist", made.pk)


def _looked_at(
    request: Asked, form: WorkbookForm, content: bytes, name: str, *, refusal: Refused | None = None
) -> HttpResponse:
    formed = form_of(content, name)
    again = WorkbookForm(signed_for=form.signed_for, initial=held_of(content, name))
    context = {
        "form": again,
        "name": name,
        "held": bool(again.initial.get("held")),
        "problem_refusal": None if formed.errors else refusal,
        "errors": [_row(one) for one in formed.errors[:SHOWN_AT_ONCE]],
        "more_errors": max(0, len(formed.errors) - SHOWN_AT_ONCE),
        "warnings": [_row(one) for one in formed.warnings[:SHOWN_AT_ONCE]],
        "more_warnings": max(0, len(formed.warnings) - SHOWN_AT_ONCE),
        "shown": formed.form,
        **_preview(formed, request),
    }
    wrong = bool(formed.errors) or refusal is not None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/checklist_enter.html", context, status=status)


def _row(one: FormProblem) -> dict[str, object]:
    return {"problem": one, "sheet": one.sheet or "–", "row": one.row or "–", "column": one.column or "–"}


def _preview(formed: Formed, request: Asked) -> dict[str, object]:
    if formed.form is None:
        return {}
    asked = formed.form.asked
    return {
        "questions": [shown_question(formed.form, one, "") for one in asked[:SHOWN_AT_ONCE]],
        "total": len(asked),
        "more": max(0, len(asked) - SHOWN_AT_ONCE),
    }


def shown_question(form: Form, question: Question, language: str) -> ShownQuestion:
    """A question in words."""
    above = question.path.rsplit("/", 1)[0]
    chosen = [in_language(words, language) or name for name, words in list(question.choices.items())[:12]]
    return ShownQuestion(
        label=question.label(language),
        hint=in_language(question.hints, language),
        name=question.name,
        section=in_language(form.sections.get(above, {}), language),
        kind=_kind(question),
        choices=chosen,
        more_choices=len(question.choices) - len(chosen),
        question=question,
    )


def _kind(question: Question) -> str:
    if question.control in ("select1", "select", "trigger", "range", "rank"):
        return _(KINDS[question.control])
    if question.read_only and not question.calculation:
        return _(KINDS["note"])
    return _(KINDS.get(question.kind, KINDS["string"]))


def checklist(request: Asked, checklist: UUID) -> HttpResponse:
    """One version: its questions in one of its languages, its other versions, and what can be done to it."""
    found = get_object_or_404(checklists_seen_by(request.viewer).select_related("entered_by"), pk=checklist)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    form = read_xform(found.xform)
    language = request.GET.get("language", "")
    if language not in form.languages:
        language = form.languages[0]
    page = page_of(request, form.asked)
    context = {
        "checklist": found,
        "page": page,
        "questions": [shown_question(form, one, language) for one in page.object_list],
        "languages": choices({one: one for one in form.languages if one}, language)[1:],
        "language": language,
        "versions": list(versions_of(found, request.viewer)[:SHOWN_AT_ONCE]),
        "offers": offers_on(found, request.viewer, today=request.moment.date()),
        "lines": ledger_lines([found.pk], request.viewer),
    }
    return render(request, "office/checklist.html", context)


def checklist_workbook(request: Asked, checklist: UUID) -> HttpResponse:
    """The workbook as it came: saved and never shown by the browser itself."""
    found = checklists_seen_by(request.viewer).select_related("workbook").filter(pk=checklist).first()
    if found is None:
        raise Http404
    note_readings([found.workbook], by=request.viewer.pk, at=request.moment)
    answer = HttpResponse(bytes(found.workbook.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found.workbook.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def checklist_urls() -> list[URLPattern]:
    """The addresses of check-lists, and of those a visit uses."""
    return [
        path("checklists/", checklists, name="checklists"),
        path("checklists/enter/", checklist_enter, name="checklist_enter"),
        path("checklists/<uuid:checklist>/", checklist, name="checklist"),
        path("checklists/<uuid:checklist>/workbook/", checklist_workbook, name="checklist_workbook"),
        path("visits/<uuid:visit>/checklists/", visit_checklists, name="visit_checklists"),
    ]
