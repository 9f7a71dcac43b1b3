"""What was measured, from the entries that say so: the rows beside which the standards are held."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from unannounced.crafts.standards import shipped_rules
from unannounced.duties import noting
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.detailing import Form
from unannounced.duties.words import say
from unannounced.records.measurements.models import Measured
from unannounced.records.measurements.naming import Parts
from unannounced.records.measurements.queries import may_note
from unannounced.records.measurements.valuing import as_kept, understood
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit

_OF_ENTRY = UUID("5d1c6a4e-1f0b-4f6e-9c55-0c8d3c2c7f11")
_PLACE = say("Rule of this software: a measurement is of a place")
_NAMES = say("Rule of this software: groups and kinds of room are closed lists")


def measured_key(entry: UUID) -> UUID:
    """The id of what an entry measured: found without a column for it."""
    return uuid5(_OF_ENTRY, str(entry))


def measured_of(entry: Entry, visit: Visit, *, at: datetime, parts: Parts | None = None) -> Measured | Refused:
    """What an entry measured, or why the standards are not held beside it: no place, another day, unknown words."""
    if entry.place is None:
        return Refused(
            say("It says no place of the register, so no standard is held beside it."),
            _PLACE,
            say("Choose the place: that is a correction, and the entry stays as it came."),
        )
    said = entry.details
    if (unknown := _unknown_word(said)) is not None:
        return unknown
    try:
        values = as_kept(understood({name: text for name, text in said["values"].items() if text}, on=entry.noted_on))
    except RefusedByRule as refused:
        return refused.refusal
    row = _row(entry, visit, values, at, parts or Parts())
    decision = may_note(row, visit, today=_day(at))
    return decision if isinstance(decision, Refused) else row


def _row(entry: Entry, visit: Visit, values: dict[str, str], at: datetime, parts: Parts) -> Measured:
    said = entry.details
    subject = noting.tidy(str(said["subject"])).strip()
    return Measured(
        id=measured_key(entry.pk),
        visit=visit,
        place=entry.place,
        part=parts.called(entry.place, subject) if entry.place else None,
        subject=subject,
        day=entry.noted_on,
        room_kind=said.get("room_kind") or "",
        groups=sorted(set(said.get("groups") or ())),
        values=values,
        source=entry.source,
        noted_by_id=entry.noted_by_id,
        noted_at=at,
    )


def _unknown_word(said: dict[str, object]) -> Refused | None:
    book = shipped_rules()
    groups, kind = said.get("groups") or [], said.get("room_kind")
    unknown = [one for one in groups if one not in book.groups] if isinstance(groups, list) else []
    if kind and kind not in book.room_kinds:
        unknown.append(kind)
    if not unknown:
        return None
    words = ", ".join([*book.groups, *book.room_kinds])
    return Refused(
        say("“{unknown}” is neither a group of persons nor a kind of room that the standards know."),
        _NAMES,
        say("Choose among: {words}."),
        {"unknown": unknown[0], "words": words},
    )


def _day(at: datetime) -> date:
    return at.date()


class Rooms:
    """What a run of entries measured: the parts of a place are fetched once, corrections are joined."""

    def __init__(self, visit: Visit, at: datetime) -> None:
        self.visit, self.at, self.parts = visit, at, Parts()

    def measured(self, entries: Sequence[Entry], corrected: Collection[UUID]) -> list[Measured]:
        """The rows for those of ``entries`` that measure; what is ``corrected`` already by another has none."""
        taken = [one for one in entries if one.form == Form.MEASUREMENT]
        if not taken:
            return []
        corrected = set(corrected) | {one.corrects_id for one in taken if one.corrects_id}
        before = _newest([one.corrects_id for one in taken if one.corrects_id])
        rows = []
        for entry in taken:
            row = None if entry.pk in corrected else measured_of(entry, self.visit, at=self.at, parts=self.parts)
            if isinstance(row, Measured):
                row.replaces = before.get(entry.corrects_id) if entry.corrects_id else None
                if entry.corrects_id in before:
                    before[entry.corrects_id] = row
                rows.append(row)
        return rows


def _newest(corrected: Sequence[UUID]) -> dict[UUID | None, Measured]:
    """For each entry that is corrected what counts now of what it measured, where it measured anything."""
    keys = {measured_key(one): one for one in corrected}
    found = Measured.objects.filter(pk__in=keys).select_related("replaced_by")
    return {keys[one.pk]: _after(one) for one in found}


def _after(row: Measured) -> Measured:
    while (after := getattr(row, "replaced_by", None)) is not None:
        row = after
    return row
