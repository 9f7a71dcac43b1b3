"""Noting what hindered a delegation, and the interviews it held; taking back what was noted by mistake."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import admitting, noting
from unannounced.duties.admitting import Hindrance, Whom
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.records.access.models import AccessEvent, InterviewHeld
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.places.models import Place
from unannounced.records.visits import asking
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit


def note_access(
    visit: Visit,
    *,
    hindrance: Hindrance,
    day: date,
    place: Place | None = None,
    at_time: str = "",
    minutes: int | None = None,
    who: str = "",
    why: str = "",
    overcome_on: date | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> AccessEvent:
    """Note a delay or refusal: what, when, how many ``minutes`` (None: not known), who by function, and why.

    Only after the notification, and on a day of the visit. A correction is a new row, and the first one taken back.
    """
    visit_permit(Act.NOTE_ACCESS, by, visit)
    today = at.date()
    require(asking.may_be_there(visit, day, today=today))
    require(asking.of_its_state(visit, place))
    require(
        admitting.may_note(
            hindrance=hindrance,
            day=day,
            at_time=at_time,
            minutes=minutes,
            overcome_on=overcome_on,
            why=why,
            today=today,
            profile=settings.MECHANISM,
        )
    )
    row = AccessEvent(
        id=key or uuid4(),
        visit=visit,
        place=place,
        day=day,
        at_time=at_time,
        hindrance=hindrance.value,
        minutes=minutes,
        who=noting.tidy(who),
        why=noting.tidy(why),
        overcome_on=overcome_on,
        noted_by_id=by.pk,
    )
    with act("note what hindered access", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep_once(row)


def note_overcome(event: AccessEvent, *, on: date, by: Viewer, at: datetime) -> AccessEvent:
    """Note that access was given after all on the day ``on``."""
    visit = event.visit
    visit_permit(Act.NOTE_ACCESS, by, visit)
    profile = settings.MECHANISM
    require(admitting.may_overcome(day=event.day, overcome_on=on, today=at.date(), profile=profile))
    with act("note that access was given after all", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(event, seen={"overcome_on": None, "taken_back_at": None}, to={"overcome_on": on})


def take_back_access(event: AccessEvent, *, because: str, by: Viewer, at: datetime) -> AccessEvent:
    """Take back a hindrance that was noted by mistake: it stays to be seen and counts no more."""
    visit = event.visit
    visit_permit(Act.NOTE_ACCESS, by, visit)
    require(admitting.may_take_back(taken_back=event.taken_back_at is not None, because=because))
    to = {"taken_back_at": at, "taken_back_because": noting.tidy(because)}
    with act("take back a note on access", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(event, seen={"taken_back_at": None}, to=to)


def note_interviews(
    visit: Visit,
    *,
    day: date,
    persons: int = 1,
    whom: Whom = Whom.DEPRIVED,
    place: Place | None = None,
    language: str = "",
    interpreted: bool = False,
    private: bool | None = None,
    not_private_because: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> InterviewHeld:
    """Note an interview that was held: with 1 person or a group, in which language, in private or not (Art. 8(3)).

    ``private`` None: not known. Who was spoken with is not kept here.
    """
    visit_permit(Act.NOTE_INTERVIEWS, by, visit)
    require(asking.may_be_there(visit, day, today=at.date()))
    require(asking.of_its_state(visit, place))
    require(
        admitting.may_count_interviews(
            persons=persons, private=private, not_private_because=not_private_because, profile=settings.MECHANISM
        )
    )
    row = InterviewHeld(
        id=key or uuid4(),
        visit=visit,
        place=place,
        day=day,
        persons=persons,
        whom=whom.value,
        language=language.strip(),
        interpreted=interpreted,
        private=private,
        not_private_because=noting.tidy(not_private_because) if private is False else "",
        noted_by_id=by.pk,
    )
    with act("note interviews held", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep_once(row)


def take_back_interviews(held: InterviewHeld, *, because: str, by: Viewer, at: datetime) -> InterviewHeld:
    """Take back interviews that were noted by mistake: they stay to be seen and count no more."""
    visit = held.visit
    visit_permit(Act.NOTE_INTERVIEWS, by, visit)
    require(admitting.may_take_back(taken_back=held.taken_back_at is not None, because=because))
    to = {"taken_back_at": at, "taken_back_because": noting.tidy(because)}
    with act("take back a note on interviews", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(held, seen={"taken_back_at": None}, to=to)
