"""One's own key: made, locked anew, copied and given up. The browser makes and locks it; the office never opens it."""

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.entrusting import LEAST_PASSPHRASE
from unannounced.records.accounts.queries import Viewer, passkeys_of, permitted
from unannounced.records.keyrings import own, queries
from unannounced.records.keyrings.models import MemberKey
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.keys import (
    GiveUpKeyForm,
    NewKeyForm,
    NewPassphraseForm,
    PasskeyNoMoreForm,
    PasskeyOpensForm,
)
from unannounced.rooms.web.templatetags.field_words import fingerprint


def member_key(request: Asked) -> HttpResponse:
    """The viewer's own key, or the form in which their browser makes one."""
    form = NewKeyForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request)
    return _done(
        request,
        form,
        lambda said: own.make_member_key(said["recipient"], said["locked"], by=request.viewer, at=request.moment),
        _("Your key is kept. Keep a copy of it apart, and never forget the passphrase."),
    )


@require_POST
def member_key_passphrase(request: Asked) -> HttpResponse:
    """Keep the same key, locked by another passphrase."""
    key = _own(request)
    seen = key.locked

    def change(said: dict[str, str]) -> object:
        if said["seen"] != hashlib.sha256(seen.encode()).hexdigest():
            raise SomebodyWasFirst("key")
        return own.change_passphrase(key, said["locked"], seen=seen, by=request.viewer, at=request.moment)

    return _done(
        request,
        NewPassphraseForm(request.POST),
        change,
        _("The passphrase is changed. Copies kept apart still open by the old one: make a new copy."),
    )


@require_POST
def member_key_passkey(request: Asked) -> HttpResponse:
    """Let a passkey of the account open the viewer's key from now on."""
    key = _own(request)
    return _done(
        request,
        PasskeyOpensForm(request.POST),
        lambda said: own.let_passkey_open(
            key, said["credential"], said["locked"], by=request.viewer, at=request.moment
        ),
        _("This passkey opens your key from now on, and so does your passphrase."),
    )


@require_POST
def member_key_passkey_no_more(request: Asked) -> HttpResponse:
    """A passkey opens the viewer's key no more; it goes on signing them in."""
    return _done(
        request,
        PasskeyNoMoreForm(request.POST),
        lambda said: own.let_passkey_open_no_more(said["credential"], by=request.viewer, at=request.moment),
        _("This passkey opens your key no more. It goes on signing you in."),
    )


def member_words(key: MemberKey | None, viewer: Viewer) -> dict[str, Any] | None:
    """What the viewer's browser needs to open their key: public half, and how passphrase and passkeys open it."""
    if key is None:
        return None
    opening = [{"id": one.credential_id, "locked": one.locked} for one in queries.passkeys_that_open(viewer)]
    return {"id": str(key.pk), "recipient": key.recipient, "locked": key.locked, "passkeys": opening}


def member_key_revoke(request: Asked) -> HttpResponse:
    """Ask once, saying what nobody could open any more, then revoke the viewer's own key."""
    key, alone = _own(request), queries.alone_on(request.viewer)
    form = GiveUpKeyForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    refusal: Refused | None = None
    if form.is_valid():
        try:
            even_so = form.cleaned_data["even_so"]
            own.revoke_member_key(key, even_so=even_so, by=request.viewer, at=request.moment)
        except RefusedByRule as refused:
            refusal = refused.refusal
        else:
            messages.success(request, _("Your key is revoked."), fail_silently=True)
            return redirect("member_key")
    if not alone:
        del form.fields["even_so"]
    context = {"form": form, "alone": alone, "refusal": refusal}
    status = HTTPStatus.CONFLICT if refusal is not None else HTTPStatus.OK
    return render(request, "office/member_key_revoke.html", context, status=status)


@require_safe
def member_key_copy(request: Asked) -> HttpResponse:
    """The viewer's key as it is locked: a file that only their passphrase opens, with age or in the office."""
    key = _own(request)
    answer = HttpResponse(key.locked, content_type="text/plain; charset=us-ascii")
    answer.headers["Content-Disposition"] = f'attachment; filename="unannounced-key-{key.made_at:%Y-%m-%d}.age"'
    return answer


def _own(request: Asked) -> MemberKey:
    key = queries.own_key(request.viewer)
    if key is None:
        raise Http404
    return key


def _done(request: Asked, form: Form, do: Callable[[dict[str, str]], object], done: str) -> HttpResponse:
    """Do it and say so, or show the page again with what stands against it."""
    if not form.is_valid():
        problem = _("Nothing was handed in: the key is made by your browser, which needs JavaScript for it.")
        return _page(request, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        do(form.cleaned_data)
    except RefusedByRule as refused:
        return _page(request, refusal=refused.refusal, status=HTTPStatus.CONFLICT)
    except SomebodyWasFirst:
        problem = _("Your key was changed elsewhere meanwhile. Nothing was changed here.")
        return _page(request, problem=problem, status=HTTPStatus.CONFLICT)
    messages.success(request, done, fail_silently=True)
    return redirect("member_key")


def _page(
    request: Asked, *, refusal: Refused | None = None, problem: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    key = queries.own_key(request.viewer)
    may = permitted(Act.KEEP_KEY, request.viewer)
    refused = refusal if refusal is not None else (may if isinstance(may, Refused) else None)
    context = {
        "key": key,
        "fingerprint": fingerprint(key.recipient) if key else "",
        "seen": hashlib.sha256(key.locked.encode()).hexdigest() if key else "",
        "earlier": queries.own_keys(request.viewer).filter(revoked_at__isnull=False)[:50],
        "least": LEAST_PASSPHRASE,
        "opening": queries.passkeys_that_open(request.viewer) if key else (),
        "passkeys": json.dumps(list(passkeys_of(request.viewer).values_list("credential_id", flat=True)))
        if key
        else "[]",
        "may": bool(may),
        "refusal": refused,
        "problem": problem,
    }
    return render(request, "office/member_key.html", context, status=status)
