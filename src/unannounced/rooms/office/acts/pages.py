"""The page of an act: asks once, does it, or says why not."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
from unannounced.rooms.office.acts.registry import REGISTRY, ActForm, decision_on, is_delegate
from unannounced.rooms.office.acts.subjects import SUBJECTS
from unannounced.rooms.office.doors import Asked

ON = {subject.word: subject for subject in SUBJECTS}


def act_page(request: Asked, /, *, word: str, name: str, **parameters: str | UUID) -> HttpResponse:
    """Show the form of an act on one thing, or carry it out. Hidden and absent are one answer."""
    kind, form_class = ON[word], REGISTRY[word, name]
    subject = kind.find(request.viewer, parameters[kind.parameter])
    if subject is None:
        raise Http404
    today = request.moment.date()
    decision = decision_on(
        form_class, subject, request.viewer, today=today, delegate=is_delegate(subject, request.viewer)
    )
    refusal = decision if isinstance(decision, Refused) else None
    typed = form_class.looks_on(request.POST) if request.method == "POST" else None
    posted = request.method == "POST" and typed is None
    if refusal is None and not posted:
        foretold = form_class.foretold(subject, request.viewer, today)
        refusal = foretold if isinstance(foretold, Refused) else None
    form = form_class(
        request.POST if posted else None,
        request.FILES if posted else None,
        subject=subject,
        viewer=request.viewer,
        today=today,
        initial=form_class.asked_for(request.GET.dict()) if typed is None else typed,
    )
    if refusal is not None:
        return _answer(request, form, subject, HTTPStatus.CONFLICT if posted else HTTPStatus.OK, refusal=refusal)
    if not posted:
        return _answer(request, form, subject, HTTPStatus.OK)
    if not form.is_valid():
        return _answer(request, form, subject, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _carry_out(request, form, subject)


def _carry_out(request: Asked, form: ActForm, subject: Model) -> HttpResponse:
    try:
        result = form.carry_out(by=request.viewer, at=request.moment)
    except RefusedByRule as refused:
        return _answer(request, form, subject, HTTPStatus.CONFLICT, refusal=refused.refusal)
    except SomebodyWasFirst:
        problem = _("Somebody was first: it is no longer as you saw it. Nothing was changed; look at it again.")
        return _answer(request, form, subject, HTTPStatus.CONFLICT, problem=problem)
    except KeptOtherwise:
        if isinstance(form.data, QueryDict):
            again = form.data.copy()
            again["key"] = form.new_key()
            form.data = again
        problem = _(
            "This was kept already, with other words. Nothing was changed; send it again to keep these as well."
        )
        return _answer(request, form, subject, HTTPStatus.CONFLICT, problem=problem)
    messages.success(request, _("Done: %(act)s.") % {"act": form.verb})
    return redirect(form.address_after(result))


def _answer(
    request: Asked,
    form: ActForm,
    subject: Model,
    status: HTTPStatus,
    *,
    refusal: Refused | None = None,
    problem: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "subject": subject,
        "verb": form.verb,
        "what": form.what,
        "visible_to": form.visible_to,
        "rule": form.cited(),
        "final": form.final,
        "refusal": refusal,
        "problem": problem,
        "cancel_url": form.address_before(),
    }
    return render(request, "office/act.html", context, status=status)
