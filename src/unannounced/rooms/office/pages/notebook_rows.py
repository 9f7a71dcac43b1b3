"""Entries as pages and tables show them: what corrects what, what is in conflict, and which files hang on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Row
from unannounced.duties import detailing, noting, opening
from unannounced.duties.detailing import Form
from unannounced.duties.noting import EntryKind
from unannounced.duties.words import Sentence
from unannounced.records.measurements.models import Measured
from unannounced.records.notebooks.measuring import measured_key
from unannounced.records.notebooks.models import Attachment, Entry
from unannounced.records.notebooks.queries import attachments_of
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.pages.entry_details import Said, said_by, values_of

COLUMNS = (
    "id", "day", "moment", "zone", "kind", "form", "place", "place_said", "source", "pseudonym", "text", "details",
    "noted_by", "device", "number", "corrects", "conflicts_with", "clock_off", "unfinished", "files", "address",
)  # fmt: skip
OFFICE = ""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry with its words, and where the entries are that it hangs together with."""

    entry: Entry
    url: str
    kind: str
    form: str
    said: list[Said]
    clock: Sentence | None
    files: list[Attachment]
    corrected_by: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    measured_url: str = ""
    pseudonym: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What hangs on a page of entries, each asked for once."""

    files: Mapping[UUID, list[Attachment]]
    corrections: Mapping[UUID, list[UUID]]
    conflicts: Mapping[UUID, list[UUID]]
    measured: frozenset[UUID]


def beside(entries: Sequence[Entry]) -> Beside:
    """What hangs on ``entries``; four queries, however many."""
    keys = [one.pk for one in entries]
    corrections: dict[UUID, list[UUID]] = {}
    conflicts: dict[UUID, list[UUID]] = {}
    found = Entry.objects.filter(visit__in={one.visit_id for one in entries})
    for pk, corrects in found.filter(corrects__in=keys).order_by("noted_on", "pk").values_list("pk", "corrects"):
        if corrects:
            corrections.setdefault(corrects, []).append(pk)
    for pk, other in found.filter(conflicts_with__in=keys).order_by("pk").values_list("pk", "conflicts_with"):
        if other:
            conflicts.setdefault(other, []).append(pk)
    measured = {measured_key(one.pk) for one in entries if one.kind == EntryKind.MEASUREMENT}
    held = Measured.objects.filter(pk__in=measured).values_list("pk", flat=True) if measured else ()
    return Beside(attachments_of(entries), corrections, conflicts, frozenset(held))


def shown(entries: Iterable[Entry], visit: Visit, *, persons: bool) -> list[ShownEntry]:
    """Entries with their words; ``persons``: whether the reader knows which are of one person."""
    held = list(entries)
    about = beside(held)
    return [_shown(one, visit, about, persons) for one in held]


def _shown(entry: Entry, visit: Visit, about: Beside, persons: bool) -> ShownEntry:
    others = [*about.conflicts.get(entry.pk, ()), *([entry.conflicts_with_id] if entry.conflicts_with_id else ())]
    key = measured_key(entry.pk)
    return ShownEntry(
        entry=entry,
        url=address(entry.pk),
        kind=_(noting.WORDS[EntryKind(entry.kind)]),
        form=_(detailing.WORDS[Form(entry.form)]) if entry.form else "",
        said=[*said_by(entry), *(values_of(entry) if entry.form == Form.MEASUREMENT else ())],
        clock=clock_of(entry, visit),
        files=about.files.get(entry.pk, []),
        corrected_by=[address(one) for one in about.corrections.get(entry.pk, ())],
        conflicts=[address(one) for one in others],
        measured_url=reverse("measurement", args=[key]) if key in about.measured else "",
        pseudonym=entry.pseudonym.word if persons and entry.pseudonym else "",
    )


def address(entry: UUID) -> str:
    """The page of an entry."""
    return reverse("entry", args=[entry])


def clock_of(entry: Entry, visit: Visit) -> Sentence | None:
    """That the day of an entry cannot be, where it came from a device."""
    if entry.blob is None:
        return None
    ends = max(visit.ends, visit.talks_on or visit.ends)
    return opening.clock_was_off(entry.noted_on, begins=visit.begins, ends=ends, came_on=_came_on(entry) or visit.ends)


def _came_on(entry: Entry) -> date | None:
    return entry.blob.came_at.date() if entry.blob else None


def table_rows(entries: Iterable[Entry], visit: Visit, base: str, *, persons: bool) -> Iterator[Row]:
    """Entries as rows of a table, read by hundreds; ``base`` is the address of the office."""
    page: list[Entry] = []
    for entry in entries:
        page.append(entry)
        if len(page) == 500:
            yield from _rows(page, visit, base, persons)
            page = []
    yield from _rows(page, visit, base, persons)


def _rows(page: Sequence[Entry], visit: Visit, base: str, persons: bool) -> Iterator[Row]:
    for one in shown(page, visit, persons=persons):
        entry = one.entry
        yield (
            str(entry.pk), entry.noted_on, entry.noted_at.isoformat() if entry.noted_at else "", entry.zone,
            entry.kind, entry.form, entry.place.name if entry.place else "", entry.place_said, entry.source,
            one.pseudonym, entry.text, "; ".join(f"{said.label}: {said.value}" for said in one.said),
            entry.noted_by.display_name, str(entry.blob.device_id or "") if entry.blob else OFFICE,
            entry.blob.number if entry.blob else None, str(entry.corrects_id or ""),
            str(entry.conflicts_with_id or ""), one.clock is not None, entry.unfinished, len(one.files),
            base + one.url,
        )  # fmt: skip
