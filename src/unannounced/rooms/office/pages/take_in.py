"""Laying files before the office: chosen by hand, several at once, or the samples of the demonstration."""

from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from unannounced.crafts.reading import ENDINGS, LARGEST
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused
from unannounced.duties.words import say
from unannounced.records.accounts.queries import permitted
from unannounced.records.archive.batching import begin, lay, lay_refused, open_batch
from unannounced.records.archive.models import Batch, BatchStage
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.take_in import TakeInForm
from unannounced.rooms.office.uploads import CutFile


def take_in(request: Asked) -> HttpResponse:
    """Choose files; with POST, keep them as a batch that is read next."""
    decision = permitted(Act.TAKE_IN_REPORTS, request.viewer)
    if isinstance(decision, Refused):
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return render(request, "office/take_in.html", {"refusal": decision}, status=status)
    samples = sample_files() if settings.DEMONSTRATION else []
    if request.method == "POST" and "samples" in request.POST and samples:
        return _laid_samples(request, samples)
    if request.method != "POST":
        return render(request, "office/take_in.html", {"form": TakeInForm(), "samples": samples})
    form = TakeInForm(request.POST, {"documents": request.FILES.getlist("documents")})
    if not form.is_valid():
        context = {"form": form, "samples": samples}
        return render(request, "office/take_in.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said = form.cleaned_data
    batch = open_batch(state_code=said["state"], by=request.viewer, at=request.moment)
    lay_files(batch, said["documents"], months=said["months"])
    return redirect("batch", batch.pk)


def lay_files(batch: Batch, files: "Iterable[UploadedFile[Any]]", *, months: int | None) -> None:
    """Keep each file, one after the other in memory; then let the worker read them."""
    given = {"months": months} if months else {}
    for place, one in enumerate(files, 1):
        name = name_of(one)
        no = problem_of(one, name)
        if no is not None:
            lay_refused(batch, place, name, one.size or 0, no)
        else:
            lay(batch, place, name, one.read(), given)
        one.close()
    begin(batch, BatchStage.READING, seen=(BatchStage.STOPPED,))


def name_of(one: "UploadedFile[Any]") -> str:
    """The last part of its path, without what cannot be printed."""
    return (
        "".join(letter for letter in Path((one.name or "").replace("\\", "/")).name if letter.isprintable()) or "file"
    )


def problem_of(one: "UploadedFile[Any]", name: str) -> dict[str, object] | None:
    """What is wrong with a file before it is read."""
    if isinstance(one, CutFile) or (one.size or 0) > LARGEST:
        return {
            "reason": say("The file is larger than {most} megabytes."),
            "rule": "",
            "instead": say("Split the file and give its parts."),
            "facts": {"most": LARGEST // 1024 // 1024},
        }
    if not one.size:
        return {
            "reason": say("The file is empty."),
            "rule": "",
            "instead": say("Fetch it again from where it came."),
            "facts": {},
        }
    if not name.lower().endswith(ENDINGS):
        return {
            "reason": say("The file does not end like a report that can be read."),
            "rule": "",
            "instead": say("Save the report as a file that ends in one of these, and give that: {endings}."),
            "facts": {"endings": ", ".join(ENDINGS)},
        }
    return None


def sample_files() -> list[Path]:
    """The invented reports that come with the demonstration."""
    return sorted(path for path in Path(settings.SAMPLES).glob("*") if path.suffix in ENDINGS)


def _laid_samples(request: Asked, samples: list[Path]) -> HttpResponse:
    batch = open_batch(by=request.viewer, at=request.moment)
    for place, path in enumerate(samples, 1):
        lay(batch, place, path.name, path.read_bytes(), {})
    begin(batch, BatchStage.READING, seen=(BatchStage.STOPPED,))
    return redirect("batch", batch.pk)
