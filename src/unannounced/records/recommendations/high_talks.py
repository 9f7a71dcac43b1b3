"""High-level talks with a State: noting them, and of which items was spoken. They are no visit and counted apart."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from unannounced.duties import noting, talking
from unannounced.duties.confidentiality import COMMITTEE, Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import act
from unannounced.records.recommendations.models import HighLevelTalks, Item, TalkedOf
from unannounced.records.recommendations.queries import items_ever_seen_by
from unannounced.records.states.models import State


def talks_seen_by(viewer: Viewer) -> QuerySet[HighLevelTalks]:
    """High-level talks that ``viewer`` may read, the latest first: members and the secretariat read all."""
    held = HighLevelTalks.objects.select_related("state", "noted_by").order_by("-begins", "pk")
    return held if viewer.roles & COMMITTEE else held.none()


def with_items(talks: QuerySet[HighLevelTalks], viewer: Viewer) -> QuerySet[HighLevelTalks]:
    """``talks`` with those items talked of that ``viewer`` may read; one query more, however many."""
    seen = TalkedOf.objects.filter(item__in=items_ever_seen_by(viewer).order_by().values("pk"))
    ordered = seen.select_related("item__report__visit", "item__report__state", "item__paragraph")
    order = ordered.order_by("item__report__opened_on", "item__paragraph__number", "item__place_in_paragraph")
    return talks.prefetch_related(Prefetch("spoken_of", order))


def note_talks(
    with_state: State,
    subject: str,
    *,
    begins: date,
    ends: date,
    where: str = "",
    for_us: str,
    for_state: str,
    said: str = "",
    agreed: str = "",
    items: Sequence[Item] = (),
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> HighLevelTalks:
    """Note talks that were held, and of which items of that State was spoken."""
    permit(Act.NOTE_TALKS, by)
    talks = HighLevelTalks(
        id=key or uuid4(),
        state=with_state,
        begins=begins,
        ends=ends,
        where=where.strip(),
        for_us=noting.tidy(for_us),
        for_state=noting.tidy(for_state),
        subject=subject.strip(),
        said=noting.tidy(said),
        agreed=noting.tidy(agreed),
        noted_by_id=by.pk,
    )
    require(
        talking.may_note_talks(
            begins=begins,
            ends=ends,
            for_us=talks.for_us,
            for_state=talks.for_state,
            subject=talks.subject,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    _of_that_state(items, with_state)
    with act("note high-level talks", by=by.pk, at=at, about=talks) as line:
        talks = line.keep_once(talks)
        for item in items:
            line.keep_once(_talked_of(talks, item))
        return talks


def talk_of(talks: HighLevelTalks, item: Item, *, by: Viewer, at: datetime) -> TalkedOf:
    """Note that an item was spoken of in talks noted before."""
    permit(Act.NOTE_TALKS, by)
    _of_that_state([item], talks.state)
    with act("note that an item was talked of", by=by.pk, at=at, about=talks, within=item.report.visit_id) as line:
        return line.keep_once(_talked_of(talks, item))


def _talked_of(talks: HighLevelTalks, item: Item) -> TalkedOf:
    return TalkedOf(id=uuid5(talks.pk, item.pk.hex), talks=talks, item=item)


def _of_that_state(items: Sequence[Item], state: State) -> None:
    if any(item.report.state_id != state.pk for item in items):
        reason = say("An item chosen is of a report on another State.")
        raise RefusedByRule(
            Refused(reason, settings.MECHANISM.cited("cooperation"), say("Choose items of reports on this State."))
        )
