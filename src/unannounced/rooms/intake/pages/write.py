"""Writing a letter without scripts: words are shown before anything is sent, so that none is lost with an answer."""

from http import HTTPStatus

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unannounced.crafts import receipt_words
from unannounced.crafts.receipt_words import UnknownWords
from unannounced.duties import posting
from unannounced.duties.posting import NotTaken, Problem
from unannounced.records.letterbox import actions, queries
from unannounced.rooms.intake import asking_work
from unannounced.rooms.intake.api.answering import STATUS
from unannounced.rooms.intake.forms import LetterForm
from unannounced.rooms.intake.pages.for_scripts import sentences
from unannounced.rooms.intake.sealing_here import Uploaded, posted
from unannounced.rooms.intake.uploads import MOST_AT_ONCE
from unannounced.rooms.web.in_memory import TooMuch

Words = tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form with new words; the form for whoever has words; or a letter."""
    if request.method != "POST":
        return _form(request, LetterForm(), receipt_words.drawn(_language()))
    try:
        words = receipt_words.as_written(request.POST.get("words", "")[:1_000])
    except TooMuch:
        return _too_much(request)
    except UnknownWords:
        words = receipt_words.drawn(_language())
    if "text" not in request.POST:
        return _form(request, LetterForm(), words, more=True)
    return _taken_or_not(request, words)


def _taken_or_not(request: HttpRequest, words: Words) -> HttpResponse:
    more = bool(request.POST.get("more"))
    form = LetterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, words, more=more, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _take(request, form, words)
    except NotTaken as why:
        if why.problem is Problem.SPENT and queries.conversation(receipt_words.receipt_of(words).address).letters:
            return render(request, "intake/taken.html", {"words": words, "again": True})
        problem = _(why.sentence.english).format(**why.sentence.facts)
        return _form(request, form, words, more=more, problem=problem, status=STATUS[why.problem])
    return render(request, "intake/taken.html", {"words": words, "more": more})


def _take(request: HttpRequest, form: LetterForm, words: Words) -> None:
    at, receipt = timezone.now(), receipt_words.receipt_of(words)
    work = asking_work.checked_ticket(request.POST.get("ticket", ""), at=at)
    actions.require_not_spent(work)
    posting.require_way_without_work(queries.taken_without_work(at))
    key = queries.require_newest_key()
    files = [_uploaded(file) for file in form.cleaned_data["attached"]]
    done = posted(form.cleaned_data, files, receipt=receipt, language=_language(), key=key)
    actions.take_letter(receipt.address, done.letter, files=done.files, work=work, at=at)


def _uploaded(file: "UploadedFile[bytes]") -> Uploaded:
    return Uploaded(file.name or "", file.content_type or "", file.read())


def _form(
    request: HttpRequest,
    form: LetterForm,
    words: Words,
    *,
    more: bool = False,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The form. What was typed stays; files have to be chosen again, as browsers never send them twice."""
    context = {
        "page": "" if form.is_bound or more else "write/",
        "form": form,
        "words": words,
        "said": " ".join(words),
        "more": more,
        "problem": problem,
        "ticket": asking_work.ticket(timezone.now()),
        "takes": queries.newest_key() is not None,
        "language": _language(),
        "sentences": sentences(),
    }
    return render(request, "intake/write.html", context, status=status)


def _too_much(request: HttpRequest) -> HttpResponse:
    problem = _(
        "Without scripts at most {most} megabytes are taken at once, and this was more: nothing was taken. Go back and "
        "send it with fewer or smaller files."
    ).format(most=MOST_AT_ONCE // (1024 * 1024))
    return render(request, "intake/problem.html", {"problem": problem}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _language() -> str:
    spoken = get_language() or "en"
    return spoken if spoken in receipt_words.LANGUAGES else "en"
