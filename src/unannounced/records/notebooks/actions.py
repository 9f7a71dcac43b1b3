"""Noting entries; correcting them by new ones."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.noting import EntryKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.notebooks.models import Entry
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit


def note(
    text: str,
    *,
    kind: EntryKind,
    source: str,
    during: Visit,
    noted_on: date,
    place: Place | None = None,
    corrects: Entry | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Entry:
    """Note an entry in the visit's notebook; the same again is welcome, other words under its id are a conflict."""
    visit_permit(Act.NOTE_ENTRY, by, during)
    text = noting.tidy(text)
    require(
        noting.may_note(
            text=text,
            noted_on=noted_on,
            visit_begins=during.begins,
            visit_ends=during.ends,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    entry = Entry(
        id=key or uuid4(),
        visit=during,
        place=place,
        kind=kind.value,
        text=text,
        source=source,
        noted_on=noted_on,
        noted_by_id=by.pk,
        corrects=corrects,
    )
    with act("note an entry", by=by.pk, at=at, within=during.pk) as line:
        return line.keep_once(entry)
