"""Opening a notebook in a member's own browser: it gets locked keys and headers, and hands file keys over."""

import base64
import json
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.checklists.queries import odk_keys_of
from unannounced.records.keyrings.queries import own_key, wrapped_for
from unannounced.records.notebooks.actions import open_encrypted, open_notebook
from unannounced.records.notebooks.queries import MOST_AT_ONCE, may_open, waiting_for_keys
from unannounced.records.notebooks.reading import headers_of
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by, visit_permitted
from unannounced.rooms.office.acts.on_notebook import OpenNotebook
from unannounced.rooms.office.acts.pages import act_page
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.keys import member_words
from unannounced.rooms.office.pages.visit_frame import frame, opened
from unannounced.rooms.web.templatetags.field_words import said as in_words
from unannounced.rooms.web.templatetags.field_words import thin

JSON = "application/json"


def opening_page(request: Asked, visit: UUID) -> HttpResponseBase:
    """The page of the act. A script hands keys over and is answered in JSON; a form is answered as every act is."""
    if request.method == "POST" and request.headers.get("Accept") == JSON:
        return _hand_over(request, visit)
    found = get_object_or_404(seen_by(request.viewer).select_related("state", "planned_by"), pk=visit)
    if request.method == "POST" or not _may_open(found, request):
        return act_page(request, word="visit", name="open-notebook", visit=visit)
    found = opened(request, visit)
    key, waiting = own_key(request.viewer), waiting_for_keys(found, request.viewer).count()
    copies = list(wrapped_for(found, request.viewer))
    context = {
        **frame(found, "visit_notebook"),
        "waiting": waiting,
        "waits": _waits(waiting),
        "key": key,
        "copies": copies,
        "passkeys": json.dumps((member_words(key, request.viewer) or {}).get("passkeys", [])),
        "wrapped": json.dumps([{"version": one.visit_key.version, "sealed": one.sealed} for one in copies]),
        "forms": json.dumps([{"id": str(one.pk), "sealed": one.sealed} for one in odk_keys_of(found, request.viewer)]),
        "headers_url": reverse("visit_headers", args=[found.pk]),
        "words": json.dumps(words_for_the_script(), ensure_ascii=False),
    }
    return render(request, "office/open_notebook.html", context)


def visit_headers(request: Asked, visit: UUID) -> HttpResponse:
    """The beginnings of blobs whose file keys are wanted, a page of them behind ``after``: for the delegation.

    Beside them the sentence that heads the page as it stands now, so that it does not go on counting what was opened.
    """
    found = get_object_or_404(seen_by(request.viewer), pk=visit)
    decision = _may_open(found, request)
    if isinstance(decision, Refused):
        return _refused(decision)
    after = request.GET.get("after", "")[:64]
    blobs = list(waiting_for_keys(found, request.viewer, after=after)[:MOST_AT_ONCE])
    headers = headers_of(blobs)
    return JsonResponse(
        {
            "headers": [[one.digest, base64.b64encode(headers[one.digest]).decode()] for one in blobs],
            "waits": _waits(waiting_for_keys(found, request.viewer).count()),
        }
    )


def _waits(held: int) -> str:
    """The sentence that heads the page."""
    if not held:
        return _("Nothing waits to be opened.")
    return ngettext("%(shown)s sealed blob waits.", "%(shown)s sealed blobs wait.", held) % {"shown": thin(held)}


def _may_open(found: Visit, request: Asked) -> object:
    permitted = visit_permitted(OpenNotebook.act, request.viewer, found)
    return permitted if not permitted else may_open(found, request.viewer)


def _hand_over(request: Asked, visit: UUID) -> HttpResponse:
    found = get_object_or_404(seen_by(request.viewer), pk=visit)
    said = _said(request)
    try:
        if "forms" in said:
            put = open_encrypted(found, _keys(said["forms"]), by=request.viewer, at=request.moment)
            return JsonResponse({"decrypted": len(put)})
        judged = open_notebook(found, _keys(said.get("keys")), by=request.viewer, at=request.moment)
    except RefusedByRule as refused:
        return _refused(refused.refusal)
    return JsonResponse(judged.counted)


def _said(request: HttpRequest) -> dict[str, object]:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        said = None
    return said if isinstance(said, dict) else {}


def _keys(said: object) -> dict[str, str]:
    """What is no table of file keys is refused by the rule, as a key that is none."""
    held = said if isinstance(said, dict) else {"": ""}
    return {str(name): key if isinstance(key, str) else "" for name, key in held.items()}


def _refused(refusal: Refused) -> HttpResponse:
    sentence = f"{in_words(refusal.sentence, False)} {in_words(refusal.way_out, False)}".strip()
    return JsonResponse({"problem": sentence, "rule": refusal.rule}, status=HTTPStatus.CONFLICT)


def words_for_the_script() -> dict[str, str]:
    """The sentences that the script fills in, in the reader's language."""
    return {
        "unlocking": _("Your key is being unlocked; that takes a second or two."),
        "wrong": _("The passphrase is another one. Nothing was handed over; write it again."),
        "no_passkey": _("No passkey was shown. Nothing was changed; try again, or take the passphrase."),
        "no_secret": _(
            "This passkey signs you in and can open no key: the browser, or what holds the passkey, does not give "
            "what is needed. Take the passphrase, or add another passkey."
        ),
        "not_by_passkey": _(
            "This passkey does not open your key. Take the passphrase, and let the passkey open it again on the page "
            "of your key."
        ),
        "unwrapped": _("None of the copies of the key of this visit can be opened with your key."),
        "finding": _("{done} of {all} blobs: their file keys are found here and handed over."),
        "stopped": _("Stopped. What was opened until now stands; open again to go on where it ended."),
        "lost": _("The office does not answer. What was opened until now stands; open again to go on."),
        "over": _("Done. New: {new}. Held already: {same}. In conflict: {conflict}. Files: {files}."),
        "rest": _("Files whose entry has not come: {waits}. Not readable: {unreadable}. For another key: {others}."),
        "decrypted": _("Check-lists that ODK had encrypted and that can be read now: {decrypted}."),
    }
