"""The account of whoever is signed in: their second factors and their password."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

import pyotp
import segno
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.accounts.actions import (
    change_password,
    code_secret,
    enrol_code,
    enrol_passkey,
    remove_factor,
)
from unannounced.records.accounts.models import FactorKind, Person, SecondFactor
from unannounced.records.accounts.queries import feed_keys_of
from unannounced.records.keyrings.own import let_passkey_open_no_more
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.rooms.office import passkeys
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.account import NewFactorForm, NewPasswordForm, PasswordAgainForm
from unannounced.rooms.office.passkeys import PasskeyRefused
from unannounced.rooms.web.entering import person_behind, take_code
from unannounced.rooms.web.sign_in_forms import SecondStepForm
from unannounced.rooms.web.templatetags.field_words import said

SECRET_IS_SHOWN = timedelta(hours=1)
"""How long a new code can still be scanned, if it was not used before."""


def account(request: Asked) -> HttpResponse:
    """The second factors with the day each was last used, and the form for a new password."""
    if request.method != "POST":
        return _account_page(request, NewPasswordForm(auto_id="f-%s"))
    form = NewPasswordForm(request.POST, auto_id="f-%s")
    person = confirmed(request, form)
    if person is None:
        return _account_page(request, form)
    try:
        change_password(person, form.cleaned_data["new"], by=request.viewer.pk, at=request.moment)
    except RefusedByRule as refused:
        form.add_error("new", f"{said(refused.refusal.sentence, False)} {said(refused.refusal.way_out, False)}")
        return _account_page(request, form)
    except SomebodyWasFirst:
        form.add_error(None, _("The password was changed elsewhere meanwhile. Nothing was changed here."))
        return _account_page(request, form)
    messages.success(request, _("Your password is changed."), fail_silently=True)
    return redirect("account")


def _account_page(request: Asked, form: NewPasswordForm) -> HttpResponse:
    factors = SecondFactor.objects.filter(person=request.viewer.pk).order_by("enrolled_at", "pk")
    context = {"form": form, "factors": factors, "feed_keys": feed_keys_of(request.viewer)}
    return render(request, "office/account.html", context, status=_status(form))


def _status(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def confirmed(request: Asked, form: Form) -> Person | None:
    """The person asking, if ``form`` is valid and holds their password; failures count as at the door."""
    if not form.is_valid():
        return None
    person = person_behind(request.viewer.login, form.cleaned_data["password"], at=request.moment)
    if person is None:
        form.add_error(
            "password", _("This is not your password, or it was tried too often; wait a quarter of an hour.")
        )
    return person


def add_code(request: Asked) -> HttpResponse:
    """Enrol a code; the next page shows its secret until it is used for the first time."""
    form = NewFactorForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    person = confirmed(request, form)
    if person is None:
        return render(request, "office/add_code.html", {"form": form}, status=_status(form))
    factor = enrol_code(person, form.cleaned_data["label"], by=request.viewer.pk, at=request.moment)
    return redirect("show_code", factor=factor.pk)


def show_code(request: Asked, factor: UUID) -> HttpResponse:
    """The secret of a code that was never used, to be scanned; ends with its first code."""
    new = get_object_or_404(
        SecondFactor,
        pk=factor,
        person=request.viewer.pk,
        kind=FactorKind.CODE,
        last_used_at=None,
        enrolled_at__gt=request.moment - SECRET_IS_SHOWN,
    )
    form = SecondStepForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    if form.is_valid():
        if take_code(new.person, form.cleaned_data["code"], at=request.moment, factors=[new]):
            messages.success(request, _("The code is ready for the next time you sign in."), fail_silently=True)
            return redirect("account")
        form.add_error("code", _("This is not the code of now, or codes were tried too often. Wait for the next one."))
    secret = code_secret(new)
    context = {"form": form, "factor": new, "secret": _in_fours(secret), "drawing": _drawing(new, secret)}
    return render(request, "office/add_code.html", context, status=_status(form))


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _drawing(factor: SecondFactor, secret: str) -> str:
    """The QR code of a secret as SVG without any style, black on white in every theme."""
    issuer = f"{settings.MECHANISM.short} office"
    address = pyotp.TOTP(secret).provisioning_uri(name=factor.person.login, issuer_name=issuer)
    return segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, light="#fff", dark="#000")


def add_passkey(request: Asked) -> HttpResponse:
    """The page on which the browser makes a passkey."""
    return render(request, "office/add_passkey.html", {"form": NewFactorForm(auto_id="f-%s")})


@require_POST
def new_passkey_begin(request: Asked) -> JsonResponse:
    """What the browser is asked to make, once the password is right."""
    form = NewFactorForm(request.POST)
    person = confirmed(request, form)
    if person is None:
        problem = " ".join(str(problem) for problems in form.errors.values() for problem in problems)
        return JsonResponse({"problem": problem}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse(passkeys.ask_to_enrol(request, person, label=form.cleaned_data["label"], at=request.moment))


@require_POST
def new_passkey_complete(request: Asked) -> JsonResponse:
    """Keep the public key of the passkey that was made."""
    person = get_object_or_404(Person, pk=request.viewer.pk)
    try:
        label, credential_id, credential = passkeys.passkey_made(
            request, passkeys.answer_in(request), at=request.moment
        )
        enrol_passkey(
            person,
            label,
            credential_id=credential_id,
            credential=credential,
            by=request.viewer.pk,
            at=request.moment,
        )
    except (PasskeyRefused, IntegrityError):
        problem = _("This passkey was not kept. Nothing was changed; try again.")
        return JsonResponse({"problem": problem}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("The passkey is ready for the next time you sign in."), fail_silently=True)
    return JsonResponse({"next": reverse("account")})


def remove(request: Asked, factor: UUID) -> HttpResponse:
    """Ask once, with the password, then take a second factor away."""
    taken = get_object_or_404(SecondFactor, pk=factor, person=request.viewer.pk)
    form = PasswordAgainForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    refusal: Refused | None = None  # a refusal is falsy
    if confirmed(request, form) is not None:
        try:
            remove_factor(taken, by=request.viewer.pk, at=request.moment)
            let_passkey_open_no_more(taken.credential_id, by=request.viewer, at=request.moment)
        except RefusedByRule as refused:
            refusal = refused.refusal
        else:
            messages.success(request, _("The second factor is removed."), fail_silently=True)
            return redirect("account")
    others = SecondFactor.objects.filter(person=request.viewer.pk).exclude(pk=taken.pk)
    untried = _("None of your other second factors was ever used. Try one before you remove this one.")
    context = {
        "form": form,
        "factor": taken,
        "refusal": refusal,
        "warns": [] if others.filter(last_used_at__isnull=False).exists() else [untried],
    }
    return render(
        request, "office/remove_factor.html", context, status=_status(form) if refusal is None else HTTPStatus.CONFLICT
    )
