"""Signing in, in two steps or with a passkey, and signing out."""

from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unannounced.records.accounts.actions import note_failure, use_factor
from unannounced.records.accounts.models import FactorKind, Person, SecondFactor
from unannounced.rooms.office import passkeys
from unannounced.rooms.office.doors import NOTICE, AtTheDoor, let_in, safe_next, with_next
from unannounced.rooms.office.passkeys import PasskeyRefused
from unannounced.rooms.web.entering import (
    code_to_show,
    first_step_done,
    login_digest,
    person_behind,
    person_half_in,
    take_code,
)
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
        return _first_page(
            request,
            form,
            _(
                "This login and password do not belong together, or they were tried too often; "
                "wait a quarter of an hour or ask the administrator."
            ),
        )
    if not SecondFactor.objects.filter(person=person).exists():
        return _first_page(
            request, form, _("This account has no second factor yet. Ask the administrator to give it a code.")
        )
    first_step_done(request, person, at=request.moment)
    return redirect(with_next(reverse("second"), request))


def _first_page(request: AtTheDoor, form: SignInForm, problem: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    notice = request.session.pop(NOTICE, "")
    return render(request, "office/sign_in.html", {"form": form, "problem": problem, "notice": notice}, status=status)


def second(request: AtTheDoor) -> HttpResponse:
    """The second step: a code of six figures, or a passkey."""
    if request.viewer is not None:
        return redirect(safe_next(request))
    person = person_half_in(request, at=request.moment)
    if person is None:
        request.session[NOTICE] = _("The first step is too long ago, or was done elsewhere. Begin again.")
        return redirect(with_next(reverse("sign_in"), request))
    if request.method != "POST":
        return _second_page(request, person, SecondStepForm(auto_id="f-%s"))
    form = SecondStepForm(request.POST, auto_id="f-%s")
    if not form.is_valid():
        return _second_page(request, person, form, _("A code has six figures."))
    if not take_code(person, form.cleaned_data["code"], at=request.moment):
        problem = _(
            "This code is not the one of now, was used already, or codes were tried too often; "
            "wait for the next one, or a quarter of an hour."
        )
        return _second_page(request, person, form, problem)
    return redirect(safe_next(request) if let_in(request, person) else reverse("sign_in"))


def _second_page(request: AtTheDoor, person: Person, form: SecondStepForm, problem: str = "") -> HttpResponse:
    kinds = set(SecondFactor.objects.filter(person=person).values_list("kind", flat=True))
    context = {
        "form": form,
        "problem": problem,
        "has_code": FactorKind.CODE in kinds,
        "has_passkey": FactorKind.PASSKEY in kinds,
        "code_now": code_to_show(person, at=request.moment),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "office/second.html", context, status=status)


@require_POST
def passkey_begin(request: AtTheDoor) -> JsonResponse:
    """What the browser asks its passkeys."""
    return JsonResponse(passkeys.ask_to_sign_in(request, at=request.moment))


@require_POST
def passkey_complete(request: AtTheDoor) -> JsonResponse:
    """Let in whoever's passkey answered rightly. It verified its user, so it is both steps in one.

    Signatures cannot be guessed: a name that was tried too often keeps nobody out who has their passkey.
    """
    try:
        factor, count = passkeys.passkey_shown(request, passkeys.answer_in(request), at=request.moment)
    except PasskeyRefused as refused:
        if refused.person is not None:
            note_failure(login_digest(refused.person.login), at=request.moment)
        problem = _("This passkey was not taken. Try again, or sign in with your password and a code.")
        return JsonResponse({"problem": problem}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    use_factor(factor, sign_count=count, at=request.moment)
    return JsonResponse({"next": safe_next(request) if let_in(request, factor.person) else reverse("sign_in")})


@require_POST
def sign_out(request: AtTheDoor) -> HttpResponse:
    """End the session, and with it whatever it held."""
    request.session.flush()
    request.viewer = None
    return render(request, "office/signed_out.html")
