"""Who can still be turned to: a form that needs no JavaScript, and the answer for a State and a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from unannounced.crafts.law.routes import shipped_plain_words
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.narrowing import is_invented
from unannounced.rooms.portal.showing import show, vary_by_language
from unannounced.rooms.portal.turning import OWN_NAMES, InPlainWords, language_of
from unannounced.rooms.portal.turning_asked import TurnTo, asked_of


@require_safe
def turn_to(request: HttpRequest) -> HttpResponse:
    """The form; once it names a State, the page of that State. One query."""
    invented = is_invented(request.GET.get("state", "").upper()) or request.GET.get("register") == "invented"
    words = _words(request, invented=invented)
    with translation.override(words.language):
        asked = asked_of(request, words)
        if asked.state and not asked.problems:
            address = asked.address(language=request.GET.get("language", ""))
            answered: HttpResponse = redirect(reverse("turn_to_state", args=[asked.state]) + address)
            vary_by_language(answered)
            return _kept_by_nobody(answered)
        if "state" in request.GET and not asked.state:
            return _shown(request, words, asked, problems=(words.phrase("problem_none"), *asked.problems))
        return _shown(request, words, asked, problems=asked.problems)


@require_safe
def turn_to_state(request: HttpRequest, code: str) -> HttpResponse:
    """Every route for one State and one day: what is open first; one query."""
    if code != code.upper():
        address = request.META.get("QUERY_STRING", "")
        there = reverse("turn_to_state", args=[code.upper()]) + (f"?{address}" if address else "")
        return _kept_by_nobody(redirect(there, permanent=True))
    words = _words(request, invented=is_invented(code))
    with translation.override(words.language):
        asked = asked_of(request, words, state=code)
        known = code in words.register.states
        return _shown(request, words, asked, problems=asked.problems, status=200 if known else 404)


def _words(request: HttpRequest, *, invented: bool) -> InPlainWords:
    return InPlainWords(shipped_plain_words(), the_register(invented=invented), language_of(request))


def _shown(
    request: HttpRequest, words: InPlainWords, asked: TurnTo, *, problems: tuple[str, ...], status: int = 200
) -> HttpResponse:
    groups = words.groups(asked.answers(words), state=asked.state, on=asked.on) if asked.state and not problems else []
    context = {
        "words": words.page,
        "language": words.language,
        "languages": [(one, name, asked.address(language=one)) for one, name in OWN_NAMES.items()],
        "language_said": request.GET.get("language", "") if words.language == request.GET.get("language") else "",
        "asked": asked,
        "problems": problems,
        "choices": asked.choices(words),
        "states": words.states(),
        "name": words.name_of(asked.state) if asked.state in words.register.states else "",
        "invented": is_invented(asked.state),
        "groups": groups,
        "counted": words.phrase("counts", **{answer: len(found) for answer, found in groups}) if groups else "",
        "when": _when(words, asked),
        "as_of": words.phrase("as_of", today=asked.on),
    }
    response = show(request, "portal/turn_to.html", context, status=status)
    response["Content-Language"] = words.language
    return _kept_by_nobody(response)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Ask every cache to forget it: the address and the answer are about somebody who was harmed."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _when(words: InPlainWords, asked: TurnTo) -> list[str]:
    """The days and the place the answer is about."""
    said = [words.phrase("on_act", act=asked.act, on=asked.on) if asked.act else words.phrase("on_no_day", on=asked.on)]
    if asked.where in words.register.states:
        said.append(words.phrase("place", place=words.name_of(asked.where)))
    return said
