"""Giving a response: chosen answers, a document, a request to publish. It asks once, and cannot be undone."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unannounced.crafts.passing import Requested
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.desk.actions import give_response
from unannounced.records.desk.models import Laid
from unannounced.records.desk.queries import Report, Standing, documents_of, standings
from unannounced.records.ledger.actions import SomebodyWasFirst, note_readings
from unannounced.rooms.liaison.doors import Asked
from unannounced.rooms.liaison.forms import GiveForm
from unannounced.rooms.liaison.showing import claim_word, seen_report

SURE = "sure"


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Asked, report: UUID) -> HttpResponse:
    """Choose what goes; see it named with who gets it; give it."""
    found = seen_report(request.viewer, report)
    drafts = [one for one in standings(found, today=request.moment.date()) if one.draft and _is_asked(one)]
    documents = list(documents_of(request.viewer, found.pk)[:50])
    form = _form(request, found, documents)
    ticked = set(request.POST.getlist("answer")) if request.method == "POST" else _all(drafts)
    if request.method != "POST":
        return _choosing(request, found, drafts, ticked, form)
    chosen = [one for one in drafts if one.draft and str(one.draft.pk) in ticked]
    if len(chosen) != len(ticked):
        messages.warning(request, _("A colleague wrote or gave one of these answers meanwhile. Look again."))
        return redirect(reverse("give", args=[found.pk]))
    if not form.is_valid():
        return _choosing(request, found, drafts, ticked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    picked = next((one for one in documents if str(one.pk) == form.cleaned_data.get("document")), None)
    asked = form.requested(request.moment)
    if SURE not in request.POST:
        return _asking_once(request, found, chosen, picked, asked, form)
    try:
        given = give_response(
            found,
            chosen,
            document=picked,
            publication=asked,
            by=request.viewer,
            at=request.moment,
            key=form.cleaned_data["key"],
        )
    except RefusedByRule as refused:
        return _choosing(request, found, drafts, ticked, form, refused.refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except SomebodyWasFirst:
        messages.warning(request, _("A colleague wrote or gave one of these answers meanwhile. Look again."))
        return redirect(reverse("give", args=[found.pk]))
    messages.success(request, _("The response is given. The courier carries it; this page says when it was received."))
    return redirect(f"{reverse('report', args=[found.pk])}#given-{given.pk}")


def _is_asked(standing: Standing) -> bool:
    return standing.item.withdrawn_on is None


def _all(drafts: list[Standing]) -> set[str]:
    """Every draft on which colleagues agree is chosen to begin with."""
    return {str(one.draft.pk) for one in drafts if one.draft and not one.disputed}


def _form(request: Asked, found: Report, documents: list[Laid]) -> GiveForm:
    may_part = settings.MECHANISM.partial_publication
    paragraphs = [(one.id, _("paragraph {number}").format(number=one.number)) for one in found.said.paragraphs]
    form = GiveForm(
        request.POST if request.method == "POST" else None,
        documents=[(str(one.pk), one.file_name) for one in documents],
        paragraphs=paragraphs if may_part else [],
        initial={"key": uuid4()},
    )
    known = found.said.publication
    if known.requested_on or known.published_on:
        for name in ("publish", "authority", "embargo", "scope", "part"):
            form.fields.pop(name, None)
    return form


def _choosing(
    request: Asked,
    found: Report,
    drafts: list[Standing],
    ticked: set[str],
    form: GiveForm,
    refusal: Refused | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    rows = [
        {
            "standing": one,
            "claim": claim_word(one.draft.claim),
            "ticked": str(one.draft.pk) in ticked,
            "written_by": one.draft.written_by,
        }
        for one in drafts
        if one.draft
    ]
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    context = {"report": found, "rows": rows, "form": form, "refusal": refusal}
    return render(request, "liaison/give.html", context, status=status)


def _asking_once(
    request: Asked,
    found: Report,
    chosen: list[Standing],
    document: Laid | None,
    asked: Requested | None,
    form: GiveForm,
) -> HttpResponse:
    """Name what goes to whom, before it cannot be undone."""
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    context = {
        "report": found,
        "chosen": chosen,
        "document": document,
        "asked": asked,
        "said": [
            (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
        ],
    }
    return render(request, "liaison/give_once.html", context)
