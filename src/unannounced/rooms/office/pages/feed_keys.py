"""Keys by which calendars fetch the days due: made and revoked on the account page, the password asked each time."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties.decision import RefusedByRule
from unannounced.records.accounts.actions import make_feed_key, revoke_feed_key
from unannounced.records.accounts.queries import feed_keys_of
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.account import NewFeedKeyForm, PasswordAgainForm
from unannounced.rooms.office.pages.account import confirmed
from unannounced.rooms.web.templatetags.field_words import said


def add_feed_key(request: Asked) -> HttpResponse:
    """Make a key; its address is shown on this answer and never again."""
    form = NewFeedKeyForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    person = confirmed(request, form)
    address = ""
    if person is not None:
        try:
            _key, secret = make_feed_key(
                person,
                form.cleaned_data["label"],
                language=get_language() or "en",
                by=request.viewer.pk,
                at=request.moment,
            )
        except RefusedByRule as refused:
            form.add_error(None, f"{said(refused.refusal.sentence, False)} {said(refused.refusal.way_out, False)}")
        else:
            address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/add_feed_key.html", {"form": form, "address": address}, status=status)


def revoke(request: Asked, feed_key: UUID) -> HttpResponse:
    """Ask once, with the password, then let a key open nothing any more."""
    key = get_object_or_404(feed_keys_of(request.viewer), pk=feed_key)
    form = PasswordAgainForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    if confirmed(request, form) is not None:
        try:
            revoke_feed_key(key, by=request.viewer.pk, at=request.moment)
        except SomebodyWasFirst:
            messages.info(request, _("The calendar key was revoked elsewhere meanwhile."), fail_silently=True)
        else:
            messages.success(request, _("The calendar key is revoked."), fail_silently=True)
        return redirect(reverse("account") + "#calendars")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/revoke_feed_key.html", {"form": form, "key": key}, status=status)
