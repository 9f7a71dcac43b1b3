"""Signing in, in two steps, and signing out."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unannounced.records.accounts.models import FactorKind, SecondFactor
from unannounced.rooms.liaison.doors import NOTICE, AtTheDoor, let_in, safe_next, with_next
from unannounced.rooms.web.entering import code_to_show, first_step_done, person_behind, person_half_in, take_code
from unannounced.rooms.web.sign_in_forms import SecondStepForm, SignInForm


def sign_in(request: AtTheDoor) -> HttpResponse:
    """The first step: a login and its password."""
    if request.viewer is not None:
        return redirect(safe_next(request))
    if request.method != "POST":
        return _first_page(request, SignInForm(auto_id="f-%s"))
    form = SignInForm(request.POST, auto_id="f-%s")
    if not form.is_valid():
        return _first_page(request, form, _("Write your login and your password."))
    person = person_behind(form.cleaned_data["login"], form.cleaned_data["password"], at=request.moment)
    if person is None:
        problem = _(
            "This login and password do not belong together, or they were tried too often; "
            "wait a quarter of an hour or ask the administrator."
        )
        return _first_page(request, form, problem)
    if not SecondFactor.objects.filter(person=person, kind=FactorKind.CODE).exists():
        problem = _("This account has no second factor yet. Ask the administrator to give it a code.")
        return _first_page(request, form, problem)
    first_step_done(request, person, at=request.moment)
    return redirect(with_next(reverse("second"), request))


def _first_page(request: AtTheDoor, form: SignInForm, problem: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    context = {"form": form, "problem": problem, "notice": request.session.pop(NOTICE, "")}
    return render(request, "liaison/sign_in.html", context, status=status)


def second(request: AtTheDoor) -> HttpResponse:
    """The second step: a code of six figures."""
    if request.viewer is not None:
        return redirect(safe_next(request))
    person = person_half_in(request, at=request.moment)
    if person is None:
        request.session[NOTICE] = _("The first step is too long ago, or was done elsewhere. Begin again.")
        return redirect(with_next(reverse("sign_in"), request))
    form = SecondStepForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    problem = ""
    if request.method == "POST":
        if not form.is_valid():
            problem = _("A code has six figures.")
        elif take_code(person, form.cleaned_data["code"], at=request.moment):
            return redirect(safe_next(request) if let_in(request, person) else reverse("sign_in"))
        else:
            problem = _(
                "This code is not the one of now, was used already, or codes were tried too often; "
                "wait for the next one, or a quarter of an hour."
            )
    context = {"form": form, "problem": problem, "code_now": code_to_show(person, at=request.moment)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "liaison/second.html", context, status=status)


@require_POST
def sign_out(request: AtTheDoor) -> HttpResponse:
    """End the session, and with it whatever it held."""
    request.session.flush()
    request.viewer = None
    return render(request, "liaison/signed_out.html")
