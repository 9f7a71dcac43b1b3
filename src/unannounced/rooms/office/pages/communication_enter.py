"""Entering by hand what came on paper, by telephone, in an interview or as an e-mail that is typed off. Keepers alone.

What is typed and chosen is sealed in the memory of this server, and nothing of it is kept in clear, not even while the
form is corrected: meanwhile the page in the browser holds it.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unannounced.crafts.reading import Unreadable
from unannounced.crafts.written_down import letter_of, who_of
from unannounced.duties.corresponding import WAY_IN_WORDS, WayIn
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.words import Sentence
from unannounced.records.communications import queries
from unannounced.records.communications.actions import enter_communication
from unannounced.records.communications.pieces import Original
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.communication import ASKED, EnterForm, held_of
from unannounced.rooms.office.held_in_memory import for_keepers
from unannounced.rooms.office.recognising_apart import RECOGNISING

SEVERAL = ("told", "ways")


@for_keepers
def communication_enter(request: Asked) -> HttpResponse:
    """Choose the way it came; with one, its form; with POST, read its scans or enter it."""
    way = {one.value: one for one in ASKED}.get(request.GET.get("way", ""))
    if way is None:
        ways = [(one.value, WAY_IN_WORDS[one]) for one in ASKED]
        context = {"ways": ways, "has_key": queries.newest_key() is not None}
        return render(request, "office/communication_ways.html", context)
    asked: dict[str, Any] = {
        "way": way,
        "signed_for": f"{request.viewer.pk}enter-{way.value}",
        "today": request.moment.date(),
    }
    if request.method != "POST":
        return _form(request, EnterForm(**asked))
    form = EnterForm(request.POST, request.FILES, **asked)
    valid = form.is_valid()
    if "read" in request.POST:
        return _read(request, form, asked)
    return _enter(request, form, asked) if valid else _again(request, form, asked)


def _form(request: Asked, form: EnterForm, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "way": WAY_IN_WORDS[form.way],
        "on_paper": form.way is WayIn.PAPER,
        "has_key": queries.newest_key() is not None,
        **more,
    }
    return render(request, "office/communication_enter.html", context, status=status)


# Entering


def _enter(request: Asked, form: EnterForm, asked: dict[str, Any]) -> HttpResponse:
    said = form.cleaned_data
    already = queries.entered_by(request.viewer).filter(pk=said["key"]).exists()
    letter = letter_of(
        said["text"],
        language=said["language"],
        place=said["place"],
        told=said["told"],
        in_custody=form.custody,
        ways=said["ways"],
        fears=said["fears"],
    )
    try:
        entered = enter_communication(
            form.way,
            letter,
            who_of(said["name"], said["reach"]),
            came_on=said["came_on"],
            language=said["language"],
            originals=form.every_original,
            days=form.days,
            stamp=said.get("stamp", ""),
            key=said["key"],
            by=request.viewer,
            at=request.moment,
        )
    except RefusedByRule as refused:
        return _again(request, form, asked, refusal=refused.refusal)
    if already:
        messages.warning(
            request,
            _("This form was sent before, and entered once. What you changed in it since was not kept: add a note."),
        )
    else:
        messages.success(
            request, _("It is entered, sealed, and assigned to you. Now you can give the person a receipt.")
        )
    return redirect("communication", entered.pk)


def _again(request: Asked, form: EnterForm, asked: dict[str, Any], *, refusal: Refused | None = None) -> HttpResponse:
    """The form with what is wrong in it, what was typed, and the files, as far as the page can hold them."""
    typed = request.POST.copy()
    typed["held"] = held_of(form.every_original)
    typed.pop("leave_out", None)
    again = EnterForm(typed, **asked)
    problems = [str(one) for one in form.errors.get("originals", [])]
    again.is_valid()
    for problem in problems:
        again.add_error("originals", problem)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal is None else HTTPStatus.CONFLICT
    return _form(request, again, status=status, refusal=refusal, **_files(form.every_original))


def _files(originals: list[Original]) -> dict[str, Any]:
    """What the page says of the files that were chosen."""
    held = bool(held_of(originals))
    return {"files": [one.name for one in originals], "held": held}


# Reading scans


def _read(request: Asked, form: EnterForm, asked: dict[str, Any]) -> HttpResponse:
    """The form with what stands on its scans below what was typed; nothing of it is kept."""
    originals = form.every_original
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in form.fields if name != "originals"}
    typed |= {name: request.POST.getlist(name) for name in SEVERAL} | {"leave_out": False}
    found: list[str] = []
    problems: list[tuple[str, list[Sentence]]] = []
    for one in originals:
        words = RECOGNISING.words(one.name, one.content)
        if isinstance(words, Unreadable):
            problems.append((one.name, [words.reason, words.way_out]))
        else:
            found.append(words.text)
            problems += [(one.name, list(words.notes))] if words.notes else []
    typed["text"] = "\n\n".join(one for one in [str(typed["text"]).strip(), *found] if one)
    typed["held"] = held_of(originals)
    reading: dict[str, Any] = {"recognised": len(found), "read_problems": problems, "none_chosen": not originals}
    if form.errors.get("originals"):
        said = [str(one) for one in form.errors["originals"]]
        reading = {"recognised": 0, "read_problems": [(_("Files"), said)], "none_chosen": False}
    return _form(request, EnterForm(initial=typed, **asked), was_read=True, **reading, **_files(originals))
