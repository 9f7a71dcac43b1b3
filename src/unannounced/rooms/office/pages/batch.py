"""The page of a batch: how far it is, what was read, what would happen, and what became of each file."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.records.archive.batching import begin, forget, give
from unannounced.records.archive.models import Batch, BatchStage, Laid
from unannounced.records.archive.queries import batches_of
from unannounced.records.ledger.actions import note_readings
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.laid import (
    Counted,
    counted,
    how_far,
    in_words,
    shown_files,
    to_be_taken,
)

ON_A_PAGE = 50
MOVING = (BatchStage.READING, BatchStage.TAKING)
AT_REST = (BatchStage.READ, BatchStage.DONE)


def batch_of(request: Asked, batch: UUID) -> Batch:
    """The batch, if whoever asks laid it; somebody else's and none are the same answer by the same query."""
    found = batches_of(request.viewer).filter(pk=batch).first()
    if found is None:
        raise Http404
    return found


def files_of(found: Batch) -> list[Laid]:
    """The files of a batch without their bytes, in the order they were laid."""
    return list(Laid.objects.filter(batch=found).defer("content").order_by("place"))


def batch(request: Asked, batch: UUID) -> HttpResponse:
    """One batch; with POST, keep what was said of its files."""
    found = batch_of(request, batch)
    if request.method == "POST" and found.stage in AT_REST:
        return _keep(request, found)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return _page(request, found, {})


def _page(request: Asked, found: Batch, problems: dict[int, str]) -> HttpResponse:
    files = files_of(found)
    shown = shown_files(files, request.POST if problems else None, problems)
    page = Paginator([one for one in shown if not one.outcome], ON_A_PAGE).get_page(request.GET.get("page"))
    done = Paginator([one for one in shown if one.outcome], ON_A_PAGE).get_page(request.GET.get("done"))
    context = {
        "batch": found,
        "counted": counted(files),
        "far": how_far(found, files),
        "moving": found.stage in MOVING,
        "stopped": found.stage == BatchStage.STOPPED,
        "page": page,
        "done": done,
        "problems": bool(problems),
        "answer": answer(found, counted(files)),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "office/batch.html", context, status=status)


def answer(found: Batch, held: Counted) -> str:
    """The sentence the page begins with."""
    match BatchStage(found.stage):
        case BatchStage.READING:
            return _("The files are being read. Nothing is in the archive yet.")
        case BatchStage.TAKING:
            return _("The files are being taken in.")
        case BatchStage.STOPPED:
            return _("Stopped. What was done stays; the rest waits here.")
        case BatchStage.READ:
            words = ngettext(
                "{count} file can be taken in. Look at what was read, then take it in.",
                "{count} files can be taken in. Look at what was read, then take them in.",
                held.ready - held.known_already,
            ).format(count=held.ready - held.known_already)
            if not held.known_already:
                return words
            known = ngettext("{count} is known already.", "{count} are known already.", held.known_already)
            return f"{words} {known.format(count=held.known_already)}"
        case BatchStage.DONE:
            return _(
                "{taken} taken in as reports, {renditions} as renditions, {known} known already, {refused} refused."
            ).format(taken=held.taken, renditions=held.renditions, known=held.known, refused=held.refused)


def _keep(request: Asked, found: Batch) -> HttpResponse:
    """Keep State, day and symbol as they were entered, and what is left out; go on to where the button says."""
    places = {int(one) for one in request.POST.getlist("place") if one.isascii() and one.isdecimal()}
    files = [one for one in files_of(found) if one.place in places and not one.outcome]
    problems = {one.place: problem for one in files if (problem := _problem(request, one))}
    if problems:
        return _page(request, found, problems)
    again = [give(one, _given(request, one), chosen=f"leave-{one.place}" not in request.POST) for one in files]
    if any(again):
        begin(found, BatchStage.READING, seen=AT_REST)
        return redirect("batch", found.pk)
    to = "batch_take_in" if request.POST.get("then") == "take-in" else "batch"
    return redirect(to, found.pk)


def _problem(request: Asked, one: Laid) -> str:
    day = request.POST.get(f"day-{one.place}", "").strip()
    try:
        if day:
            date.fromisoformat(day)
    except ValueError:
        return _("“{day}” is not a day. Write it as 2013-01-24.").format(day=day[:20])
    if len(request.POST.get(f"symbol-{one.place}", "")) > 60:
        return _("A symbol has at most 60 letters.")
    return ""


def _given(request: Asked, one: Laid) -> dict[str, Any]:
    """What is said of a file now: only what differs from what was read in it is said by somebody."""
    given: dict[str, Any] = dict(one.said.get("given", {}))
    read: dict[str, Any] = one.said.get("read", {})
    for field, key in (("state", "state"), ("day", "dated_on"), ("symbol", "symbol")):
        value = request.POST.get(f"{field}-{one.place}", "").strip()
        if value != given.get(key, read.get(key, "")):
            given.pop(key, None)
            given |= {key: value} if value else {}
    return given


def progress(request: Asked, batch: UUID) -> HttpResponse:
    """How far the batch is, for the module that asks every second."""
    found = batch_of(request, batch)
    far = how_far(found, files_of(found))
    moving = found.stage in MOVING
    said = {
        "moving": moving,
        "n": far.n if far else 0,
        "of": far.of if far else 0,
        "doing": in_words(far.doing) if far else "",
        "words": in_words(far.words) if far else "",
        "over": "" if moving else _("Done. The page shows what came of it."),
    }
    return JsonResponse(said)


def stop(request: Asked, batch: UUID) -> HttpResponse:
    """Stop reading or taking in after the file in hand."""
    found = batch_of(request, batch)
    if request.method == "POST":
        was_reading = found.stage == BatchStage.READING
        stopped = begin(found, BatchStage.STOPPED, seen=MOVING)
        if stopped and was_reading and not any(one.waits_to_be_read for one in shown_files(files_of(found))):
            begin(found, BatchStage.READ, seen=(BatchStage.STOPPED,))
    return redirect("batch", found.pk)


def go_on(request: Asked, batch: UUID) -> HttpResponse:
    """Go on where it was stopped: with reading if a file is not read, else with taking in."""
    found = batch_of(request, batch)
    if request.method == "POST":
        unread = any(one.waits_to_be_read for one in shown_files(files_of(found)))
        begin(found, BatchStage.READING if unread else BatchStage.TAKING, seen=(BatchStage.STOPPED,))
    return redirect("batch", found.pk)


def confirm(request: Asked, batch: UUID) -> HttpResponse:
    """Ask once, naming how many and who will see them; with POST, begin to take them in."""
    found = batch_of(request, batch)
    files = files_of(found)
    held = counted(files)
    if found.stage not in AT_REST or not to_be_taken(files):
        return redirect("batch", found.pk)
    if request.method == "POST":
        begin(found, BatchStage.TAKING, seen=AT_REST)
        return redirect("batch", found.pk)
    what = ngettext(
        "{count} file is taken in: {new} as new reports, {renditions} as renditions, {known} known already.",
        "{count} files are taken in: {new} as new reports, {renditions} as renditions, {known} known already.",
        held.ready,
    )
    warns = []
    if held.asked or held.left_out:
        warns.append(
            _("{asked} for which something is missing and {left_out} you left out stay behind.").format(
                asked=held.asked, left_out=held.left_out
            )
        )
    context = {
        "batch": found,
        "what": what.format(
            count=held.ready, new=held.will_be_new, renditions=held.will_be_renditions, known=held.known_already
        ),
        "visible_to": _("members and secretariat; nobody outside the office"),
        "rule": settings.MECHANISM.cited("confidentiality"),
        "verb": _("Take in"),
        "warns": warns,
        "cancel_url": reverse("batch", args=[found.pk]),
    }
    return render(request, "office/batch_confirm.html", context)


def remove(request: Asked, batch: UUID) -> HttpResponse:
    """Remove the batch and the bytes it still holds; what was taken in stays."""
    found = batch_of(request, batch)
    if request.method == "POST":
        forget(found)
        return redirect("archive")
    context = {
        "batch": found,
        "what": _("The batch and the files that still wait in it are removed. What was taken in stays in the archive."),
        "verb": _("Remove the batch"),
        "cancel_url": reverse("batch", args=[found.pk]),
    }
    return render(request, "office/batch_confirm.html", context)
