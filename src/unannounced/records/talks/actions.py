"""Final talks, immediate observations and their answers, preliminary observations, and the grade of cooperation."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import concluding, noting
from unannounced.duties.admitting import Cooperation
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.visiting import VisitStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import act
from unannounced.records.places.models import Place
from unannounced.records.talks.models import CooperationGrade, FinalTalks, ImmediateObservation, PreliminaryObservations
from unannounced.records.visits import asking
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit


def hold_talks(
    visit: Visit, *, day: date, present: str, said: str = "", by: Viewer, at: datetime, key: UUID | None = None
) -> FinalTalks:
    """Note talks with the authorities, at the end of the visit or during it: with whom by office, and what was said."""
    visit_permit(Act.HOLD_TALKS, by, visit)
    require(
        concluding.may_hold_talks(
            stage=VisitStage(visit.stage),
            known_from=asking.known_from(visit),
            day=day,
            present=present,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    row = FinalTalks(
        id=key or uuid4(),
        visit=visit,
        day=day,
        present=noting.tidy(present),
        said=noting.tidy(said),
        noted_by_id=by.pk,
    )
    with act("note talks with a State", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep_once(row)


def observe_at_once(
    visit: Visit,
    text: str,
    *,
    made_on: date,
    due_on: date | None = None,
    place: Place | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> ImmediateObservation:
    """Make an immediate observation (ECPT Art. 8(5)); without ``due_on`` the State has the mechanism's usual months."""
    visit_permit(Act.OBSERVE_AT_ONCE, by, visit)
    due_on = due_on or concluding.due_after(made_on, settings.MECHANISM).day
    require(
        concluding.may_observe_at_once(
            stage=VisitStage(visit.stage),
            known_from=asking.known_from(visit),
            made_on=made_on,
            due_on=due_on,
            text=text,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    require(asking.of_its_state(visit, place))
    row = ImmediateObservation(
        id=key or uuid4(),
        visit=visit,
        place=place,
        text=noting.tidy(text),
        made_on=made_on,
        due_on=due_on,
        made_by_id=by.pk,
    )
    with act("make an immediate observation", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep_once(row)


def note_answer(
    observation: ImmediateObservation,
    answer: str,
    *,
    answered_on: date,
    document: Document | None = None,
    by: Viewer,
    at: datetime,
) -> ImmediateObservation:
    """Note what the State answered to an immediate observation, with the ``document`` it came in."""
    visit = observation.visit
    visit_permit(Act.OBSERVE_AT_ONCE, by, visit)
    require(
        concluding.may_answer(
            made_on=observation.made_on,
            answered_on=answered_on,
            answered_before=observation.answered_on,
            answer=answer,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    to = {"answered_on": answered_on, "answer": noting.tidy(answer), "document": document}
    with act("note the answer to an immediate observation", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        if document is not None:
            line.keep(document)
        return line.move(observation, seen={"answered_on": None}, to=to)


def note_preliminary(
    visit: Visit, *, on: date, document: Document | None = None, by: Viewer, at: datetime
) -> PreliminaryObservations:
    """Note that the preliminary observations of the final talks went to the State in writing on the day ``on``."""
    visit_permit(Act.HOLD_TALKS, by, visit)
    before = PreliminaryObservations.objects.filter(visit=visit).first()
    require(
        concluding.may_put_in_writing(
            talks_on=visit.talks_on,
            on=on,
            before=before.sent_on if before else None,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    with act("note preliminary observations", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        kept = line.keep(document) if document is not None else None
        return line.keep(PreliminaryObservations(visit=visit, sent_on=on, document=kept, noted_by_id=by.pk))


def grade_cooperation(
    visit: Visit, grade: Cooperation, *, because: str, on: date, by: Viewer, at: datetime, key: UUID | None = None
) -> CooperationGrade:
    """Grade how far the authorities cooperated, with reasons; a later grade replaces the one that stands."""
    visit_permit(Act.GRADE_COOPERATION, by, visit)
    require(
        concluding.may_grade(
            because=because,
            on=on,
            known_from=asking.known_from(visit),
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    held = CooperationGrade.objects.filter(pk=key).first() if key else None
    standing = CooperationGrade.objects.filter(visit=visit, replaced_by=None).order_by("pk").first()
    row = CooperationGrade(
        id=key or uuid4(),
        visit=visit,
        grade=grade.value,
        because=noting.tidy(because),
        graded_on=on,
        replaces=held.replaces if held else standing,
        graded_by_id=by.pk,
    )
    with act("grade the cooperation on a visit", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep_once(row)
