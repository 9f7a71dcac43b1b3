"""The board of one visit: what is missing, what waits on whom, and the next step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.duties.dialogue import distance
from unannounced.duties.noting import Sealed
from unannounced.duties.visiting import VisitStage
from unannounced.duties.words import Sentence
from unannounced.records.accounts.queries import Viewer
from unannounced.records.keyrings.models import Invitation, SealedItinerary, VisitKey
from unannounced.records.notebooks.models import SealedBlob
from unannounced.records.reports.models import Report
from unannounced.records.talks.models import CooperationGrade, FinalTalks, ImmediateObservation, PreliminaryObservations
from unannounced.records.visits import candidates
from unannounced.records.visits.icrc import barred_places
from unannounced.records.visits.models import AnnouncedPlace, Visit, VisitedPlace
from unannounced.records.visits.queries import head_of, unnamed
from unannounced.rooms.office.acts.on_notifications import open_objections
from unannounced.rooms.office.acts.registry import Offer

MISSING, WAITS, OVERDUE = "cross", "ring", "clock"
AHEAD = frozenset({VisitStage.PLANNED, VisitStage.ANNOUNCED})
GOING = frozenset({VisitStage.NOTIFIED, VisitStage.IN_PROGRESS, VisitStage.INTERRUPTED})
STEPS: dict[VisitStage, tuple[str, ...]] = {
    VisitStage.PLANNED: ("notify", "begin"),
    VisitStage.ANNOUNCED: ("notify", "begin"),
    VisitStage.NOTIFIED: ("begin",),
    VisitStage.IN_PROGRESS: ("record-place", "end"),
    VisitStage.INTERRUPTED: ("take-up", "end"),
    VisitStage.ENDED: ("hold-talks", "note-preliminary", "grade-cooperation", "open-report"),
    VisitStage.CANCELLED: (),
}
"""The acts that come next at each stage, the first that is open before the others."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that is missing or waits: what, on whom, under which rule, and the page that settles it."""

    shape: str
    said: Sentence | str
    on: str
    url: str
    rule: str = ""
    settled_by: str = ""
    """The name of the act that settles it, where one of the last ones does."""


def waiting(visit: Visit, viewer: Viewer, *, today: date) -> list[Waiting]:
    """What is missing and what waits, in the order in which it is to be done; a fixed number of queries."""
    stage = VisitStage(visit.stage)
    if stage is VisitStage.CANCELLED:
        return []
    head = head_of(visit)
    lead = head.person.display_name if head else _("the delegation")
    return [
        *_of_delegation(visit, viewer, stage),
        *_of_letters(visit, stage),
        *_of_keys(visit, stage, lead),
        *_of_places(visit, stage),
        *_of_blobs(visit, lead),
        *_of_observations(visit, today),
        *_of_the_end(visit, stage, lead),
    ]


def next_steps(offers: Sequence[Offer], stage: VisitStage, waiting: Sequence[Waiting]) -> list[Offer]:
    """The acts that come next and are open; once the visit has ended, those that settle something that waits."""
    held = {one.name: one for one in offers if one.allowed}
    waits = {one.settled_by for one in waiting}
    return [held[name] for name in STEPS[stage] if name in held and (stage is not VisitStage.ENDED or name in waits)]


def _page(name: str, visit: Visit) -> str:
    try:
        return reverse(name, args=[visit.pk])
    except NoReverseMatch:
        return ""


def _of_delegation(visit: Visit, viewer: Viewer, stage: VisitStage) -> Iterator[Waiting]:
    if stage is VisitStage.ENDED:
        return
    url = _page("visit_delegation", visit)
    for one in candidates.remarks(visit, viewer):
        yield Waiting(MISSING, one.said, _("whoever composes the delegation"), url, one.rule)


def _of_letters(visit: Visit, stage: VisitStage) -> Iterator[Waiting]:
    url, cited = _page("visit_letters", visit), settings.MECHANISM.cited
    if stage in AHEAD and settings.MECHANISM.notification == "required":
        yield Waiting(WAITS, _("The State has not been notified."), _("the secretariat"), url, cited("notification"))
    if stage in GOING and settings.MECHANISM.notification == "required":
        names = ", ".join(one.person.display_name for one in unnamed(visit))
        if names:
            said = _("No letter to the State names: {names}.").format(names=names)
            yield Waiting(MISSING, said, _("the secretariat"), url, cited("assistants"))
    objections = open_objections(visit).count()
    if objections:
        words = ngettext(
            "{count} objection is neither settled nor gone.",
            "{count} objections are neither settled nor gone.",
            objections,
        )
        yield Waiting(
            WAITS, words.format(count=objections), _("the State and the secretariat"), url, cited("objection")
        )


def _of_keys(visit: Visit, stage: VisitStage, lead: str) -> Iterator[Waiting]:
    if stage is VisitStage.ENDED:
        return
    url = _page("visit_keys", visit)
    if not VisitKey.objects.filter(visit=visit).exists():
        yield Waiting(MISSING, _("The visit has no key yet: nothing can be sealed to it."), lead, url)
        return
    if not SealedItinerary.objects.filter(visit_key__visit=visit).exists():
        yield Waiting(MISSING, _("No itinerary is sealed."), lead, url)
    invited = Invitation.objects.filter(visit=visit, withdrawn_at=None)
    if not invited.exists():
        yield Waiting(MISSING, _("No device is invited: nobody can write offline on this visit."), lead, url)
        return
    waits = invited.filter(came__isnull=True).count()
    if waits:
        words = ngettext(
            "{count} device has an invitation and has not come.",
            "{count} devices have an invitation and have not come.",
            waits,
        )
        yield Waiting(WAITS, words.format(count=waits), _("whoever holds the code"), url)


def _of_places(visit: Visit, stage: VisitStage) -> Iterator[Waiting]:
    if stage in AHEAD:
        return
    barred = barred_places(visit.state, visit.begins, visit.ends)
    if barred:
        went = AnnouncedPlace.objects.filter(visit=visit, place__in=barred).select_related("place")
        for one in went.order_by("place__name"):
            said = _("{place} is visited effectively and regularly by the International Committee of the Red Cross.")
            rule = settings.MECHANISM.cited("icrc")
            yield Waiting(
                MISSING, said.format(place=one.place.name), _("the delegation"), _page("visit_letters", visit), rule
            )
    if stage is VisitStage.ENDED and not VisitedPlace.objects.filter(visit=visit).exists():
        yield Waiting(MISSING, _("No place visited is recorded."), _("the delegation"), _page("visit_access", visit))


def _of_blobs(visit: Visit, lead: str) -> Iterator[Waiting]:
    url, blobs = _page("visit_notebook", visit), SealedBlob.objects.filter(visit=visit)
    sealed = blobs.filter(stands=Sealed.WAITS.value).count()
    if sealed:
        words = ngettext(
            "{count} sealed entry or file waits to be opened.",
            "{count} sealed entries and files wait to be opened.",
            sealed,
        )
        yield Waiting(WAITS, words.format(count=sealed), lead, url)
    apart = blobs.filter(stands=Sealed.APART.value).count()
    if apart:
        words = ngettext(
            "{count} sealed blob is set apart and waits for a decision.",
            "{count} sealed blobs are set apart and wait for a decision.",
            apart,
        )
        yield Waiting(WAITS, words.format(count=apart), lead, url)


def _of_observations(visit: Visit, today: date) -> Iterator[Waiting]:
    rule = settings.MECHANISM.cited("immediate_observation")
    for one in ImmediateObservation.objects.filter(visit=visit, answered_on=None).order_by("due_on", "pk")[:10]:
        said = _("Immediate observation that awaits its answer ({distance}): {text}").format(
            distance=_said(distance(one.due_on, today)), text=one.text[:120]
        )
        shape = OVERDUE if one.due_on < today else WAITS
        yield Waiting(shape, said, _("the State"), _page("visit_talks", visit), rule)


def _said(sentence: Sentence) -> str:
    return _(sentence.english).format(**sentence.facts)


def _of_the_end(visit: Visit, stage: VisitStage, lead: str) -> Iterator[Waiting]:
    if stage is not VisitStage.ENDED:
        return
    url, cited = _page("visit_talks", visit), settings.MECHANISM.cited
    secretariat = _("the secretariat")
    if not FinalTalks.objects.filter(visit=visit).exists():
        said = _("It is not noted with whom the final talks were held.")
        yield Waiting(MISSING, said, lead, url, settled_by="hold-talks")
    if not PreliminaryObservations.objects.filter(visit=visit).exists():
        said = _("The preliminary observations are not in writing yet.")
        yield Waiting(WAITS, said, secretariat, url, settled_by="note-preliminary")
    if not CooperationGrade.objects.filter(visit=visit).exists():
        said = _("The cooperation is not graded.")
        yield Waiting(WAITS, said, lead, url, cited("cooperation"), "grade-cooperation")
    if not Report.objects.filter(visit=visit).exists():
        said = _("No report is opened.")
        yield Waiting(WAITS, said, secretariat, _page("visit-open-report", visit), cited("report"), "open-report")
