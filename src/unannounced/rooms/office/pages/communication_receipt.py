"""A receipt that staff give: ten words, drawn in memory, shown once, and kept by nobody but the person they are for.

They are shown before anything is kept, so that none is lost with an answer. What is sent back then is the public half
alone: where answers go, and to what they are sealed.
"""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from unannounced.crafts import receipt_words, sealing
from unannounced.crafts.law.answer_letters import written
from unannounced.duties import corresponding
from unannounced.duties.decision import Refused
from unannounced.duties.writing_back import with_a_receipt
from unannounced.records.communications import queries
from unannounced.records.communications.actions import Public
from unannounced.records.communications.models import Communication
from unannounced.rooms.office.acts.on_answers import GiveReceipt
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import choices
from unannounced.rooms.office.pages.languages import language_name


def receipt(request: Asked, communication: UUID) -> HttpResponse:
    """Choose the language of the words; with POST, see them. Hidden and absent are one answer."""
    found = get_object_or_404(queries.assigned_to(request.viewer), pk=communication)
    asked = request.POST.get("language", found.language)
    language = asked if asked in receipt_words.LANGUAGES else "en"
    may = corresponding.may_give_receipt(has_one=bool(found.conversation), sound=True, profile=settings.MECHANISM)
    context: dict[str, Any] = {
        "communication": found,
        "languages": choices({one: _called(one) for one in receipt_words.LANGUAGES}, language)[1:],
        "refusal": may if isinstance(may, Refused) else None,
    }
    if request.method == "POST" and may:
        context |= _drawn(found, language, request)
    return render(request, "office/communication_receipt.html", context)


def _called(language: str) -> str:
    """A language by its name for the reader, with its code."""
    return _("{name} ({code})").format(name=language_name(language), code=language)


def _drawn(found: Communication, language: str, request: Asked) -> dict[str, Any]:
    """New words, and the form that keeps their public half."""
    words = receipt_words.drawn(language)
    public = public_half(words)
    initial = {"recipient": public.recipient, "conversation": public.conversation}
    form = GiveReceipt(subject=found, viewer=request.viewer, today=request.moment.date(), initial=initial)
    paper = written(with_a_receipt(settings.INTAKE_ADDRESS), language).split("\n\n")
    return {"words": words, "words_in": language, "paper": paper, "form": form}


def public_half(words: tuple[str, ...]) -> Public:
    """What the office keeps of the words: nothing that leads back to them."""
    follows = receipt_words.receipt_of(words)
    return Public(sealing.recipient_of(follows.identity), sha256(bytes.fromhex(follows.address)).hexdigest())
