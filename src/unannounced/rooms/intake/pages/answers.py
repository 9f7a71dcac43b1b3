"""Coming back with the words: reading answers, adding something, erasing. Nothing is found is one answer for all."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from unannounced.crafts import receipt_words
from unannounced.crafts.receipt_words import WORDS, Receipt, UnknownWords
from unannounced.records.letterbox import actions, queries
from unannounced.rooms.intake.forms import WordsForm
from unannounced.rooms.intake.pages.for_scripts import sentences
from unannounced.rooms.intake.sealing_here import opened

LONGEST = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest) -> HttpResponse:
    """Ask for the words, or show what waits under them."""
    if request.method != "POST":
        return _ask(request, WordsForm())
    said, problem = _said(request)
    if said is None:
        return _ask(request, WordsForm(request.POST), problem)
    after = request.POST.get("after", "")
    receipt = receipt_words.receipt_of(said)
    found = queries.conversation(receipt.address, after=int(after) if after.isdecimal() and len(after) < 10 else 0)
    context = {
        "said": " ".join(said),
        "found": found,
        "answers": [opened(one, receipt) for one in found.answers],
        "last": found.answers[-1].number if found.answers else 0,
    }
    return render(request, "intake/conversation.html", context)


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once, saying what will be gone; then erase. The answer is the same where there was nothing."""
    said, problem = _said(request)
    if said is None:
        return _ask(request, WordsForm(request.POST), problem)
    if not request.POST.get("sure"):
        return render(request, "intake/erase.html", {"said": " ".join(said)})
    actions.erase(_receipt(said).address, at=timezone.now())
    return render(request, "intake/erased.html")


def _receipt(said: tuple[str, ...]) -> Receipt:
    return receipt_words.receipt_of(said)


def _said(request: HttpRequest) -> tuple[tuple[str, ...] | None, str]:
    """The words that were typed; or what is wrong with them."""
    try:
        return receipt_words.as_written(request.POST.get("words", "")[:LONGEST]), ""
    except UnknownWords as unknown:
        return None, _wrong(unknown.places)


def _wrong(places: tuple[int, ...]) -> str:
    if len(places) == WORDS:
        return _("None of these words is in our lists. Compare them with your paper.")
    if places[0] > WORDS:
        return _("These are more than ten words. Leave out what does not belong to them.")
    named = ", ".join(map(str, places))
    return ngettext(
        "Word {places} is missing, or not in our lists. Compare it with your paper.",
        "Words {places} are missing, or not in our lists. Compare them with your paper.",
        len(places),
    ).format(places=named)


def _ask(request: HttpRequest, form: WordsForm, problem: str = "") -> HttpResponse:
    context = {
        "page": "" if form.is_bound else "answers/",
        "form": form,
        "problem": problem,
        "sentences": sentences(),
        "languages": receipt_words.LANGUAGES,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "intake/answers.html", context, status=status)
