"""One entry: what it says, its files, what it corrects, and beside it whatever came under its id with other words."""

import difflib
import re
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties.decision import Refused
from unannounced.duties.detailing import Form
from unannounced.records.ledger.actions import note_readings
from unannounced.records.measurements.judging import asked_now, taken_together, verdicts_of
from unannounced.records.measurements.models import Measured
from unannounced.records.notebooks.measuring import measured_key, measured_of
from unannounced.records.notebooks.models import Attachment, Entry
from unannounced.records.notebooks.queries import blobs_by_digest, entries_seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import measured_rows
from unannounced.rooms.office.pages.entry_details import answers_to, marks_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.notebook import knows_persons
from unannounced.rooms.office.pages.notebook_rows import ShownEntry, shown
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.visit_frame import frame

SHOWN_BESIDE = 20
"""Other wordings of one entry that are shown beside it."""
SHOWN_IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
COPY = "working-copy"
"""Asks for an original that came without a working copy: one is made of it."""
HEARD = re.compile(r"audio/(webm|ogg|mp4|mpeg|wav|aac)(;.*)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether the other text has it too."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Something two wordings of one entry say differently."""

    label: str
    here: list[Piece]
    there: list[Piece]


@dataclass(frozen=True, slots=True)
class OtherWording:
    """An entry that came under the same id, and what it says differently."""

    other: ShownEntry
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of an entry: whether it has come, and whether the browser shows it.

    ``drawn`` says that its picture is a working copy which the office makes, because none came with it.
    """

    file: Attachment
    came: bool
    url: str
    image: str
    drawn: bool
    heard: bool


def entry(request: Asked, entry: UUID) -> HttpResponse:
    """One entry. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(entries_seen_by(request.viewer), pk=entry)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    visit, persons = found.visit, knows_persons(request.viewer, found.visit)
    [one] = shown([found], visit, persons=persons)
    context = {
        **frame(visit, "visit_notebook"),
        "one": one,
        "entry": found,
        "files": _files(one),
        "marks": marks_of(found),
        "child": found.details.get("outline") == "child",
        "answers": answers_to(found) if found.form == Form.CHECKLIST else [],
        "instance": found.details.get("instance", "") if found.form == Form.CHECKLIST else "",
        "verdicts": _verdicts(found),
        "not_measured": _not_measured(found, one, request),
        "wordings": _wordings(found, one, request, persons),
        "offers": offers_on(found, request.viewer, today=request.moment.date()),
        "lines": ledger_lines([found.pk], request.viewer),
    }
    return render(request, "office/entry.html", context)


def _files(one: ShownEntry) -> list[ShownFile]:
    came = blobs_by_digest(one.entry.visit, [file.digest for file in one.files])
    copied = {file.of_id for file in one.files}
    return [
        _file(file, file.digest in came and bool(came[file.digest].file_key), copied=file.pk in copied)
        for file in one.files
    ]


def _file(file: Attachment, came: bool, *, copied: bool) -> ShownFile:
    """An original is not shown but saved: what is shown of it is the working copy that came, or one that is made."""
    url = reverse("attachment", args=[file.pk])
    shown = came and file.media in SHOWN_IMAGES
    drawn = shown and file.role != "working_copy" and not copied
    image = url if shown and file.role == "working_copy" else f"{url}?{COPY}=1" if drawn else ""
    return ShownFile(
        file=file,
        came=came,
        url=url,
        image=image,
        drawn=drawn,
        heard=came and HEARD.fullmatch(file.media) is not None,
    )


def _verdicts(found: Entry) -> list[measured_rows.ShownVerdict]:
    """What the standards say of what this entry measured: those verdicts that stand out."""
    row = Measured.objects.filter(pk=measured_key(found.pk)).select_related("place", "part").first()
    if row is None:
        return []
    asked, [together] = asked_now(), taken_together([row])
    held = [measured_rows.shown_verdict(one, asked) for one in verdicts_of(together, asked)]
    return [one for one in held if one.shape in ("cross", "half", "ring", "check")]


def _not_measured(found: Entry, one: ShownEntry, request: Asked) -> Refused | None:
    """Why no standard is held beside a measurement, where none is."""
    if found.form != Form.MEASUREMENT or one.measured_url or one.corrected_by:
        return None
    row = measured_of(found, found.visit, at=request.moment)
    return row if isinstance(row, Refused) else None


def _wordings(found: Entry, one: ShownEntry, request: Asked, persons: bool) -> list[OtherWording]:
    """Whatever came under the same id with other words, with the differences marked."""
    first = found.conflicts_with_id or found.pk
    seen = entries_seen_by(request.viewer).filter(visit=found.visit_id)
    others = seen.filter(conflicts_with=first).order_by("noted_on", "pk") | seen.filter(pk=first)
    held = [other for other in others[: SHOWN_BESIDE + 1] if other.pk != found.pk]
    return [OtherWording(other, differences(one, other)) for other in shown(held, found.visit, persons=persons)]


def differences(one: ShownEntry, other: ShownEntry) -> list[Difference]:
    """What two wordings say differently, line by line of what an entry says."""
    found = []
    for label, here, there in _told(one, other):
        if here != there:
            found.append(Difference(label, *marked(here, there)))
    return found


def _told(one: ShownEntry, other: ShownEntry) -> list[tuple[str, str, str]]:
    here, there = one.entry, other.entry
    said = {held.label: held.value for held in one.said}
    also = {held.label: held.value for held in other.said}
    return [
        (_("Text"), here.text, there.text),
        (_("Kind"), one.kind, other.kind),
        (_("Source"), here.source, there.source),
        (_("Day"), here.noted_on.isoformat(), there.noted_on.isoformat()),
        (_("Place"), _place(here), _place(there)),
        (_("Noted by"), here.noted_by.display_name, there.noted_by.display_name),
        *((label, said.get(label, ""), also.get(label, "")) for label in dict.fromkeys([*said, *also])),
    ]


def _place(entry: Entry) -> str:
    return entry.place.name if entry.place else entry.place_said


def marked(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, those marked that the other one has not.

    >>> [piece.text for piece in marked("no window at all", "no windows at all")[1] if piece.differs]
    ['windows']
    """
    here, there = re.findall(r"\S+|\s+", one), re.findall(r"\S+|\s+", other)
    left, right = [], []
    for how, a, b, c, d in difflib.SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if b > a:
            left.append(Piece("".join(here[a:b]), how != "equal"))
        if d > c:
            right.append(Piece("".join(there[c:d]), how != "equal"))
    return left, right
