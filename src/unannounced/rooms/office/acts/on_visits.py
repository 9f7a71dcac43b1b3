"""What is done to a visit, from naming its delegation to opening its report."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties import noting, visiting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.visiting import VisitStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, people
from unannounced.records.findings.actions import draw_finding
from unannounced.records.notebooks.actions import note
from unannounced.records.notebooks.queries import entries_of
from unannounced.records.reports.actions import open_report
from unannounced.records.visits.actions import (
    begin_visit,
    end_visit,
    let_know,
    name_delegate,
    notify_visit,
    record_place,
)
from unannounced.records.visits.models import Capacity, Visit
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, pick_some, text_field, word_field
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import VISIT

CAPACITIES = [
    (Capacity.MEMBER, _("member")),
    (Capacity.EXPERT, _("expert")),
    (Capacity.INTERPRETER, _("interpreter")),
    (Capacity.SECRETARIAT, _("secretariat")),
]


def _while(stages: tuple[VisitStage, ...], visit: Visit) -> Decision | None:
    """A refusal unless the visit is at one of ``stages``; the action itself asks again."""
    if VisitStage(visit.stage) in stages:
        return None
    wanted = " / ".join(str(_(visiting.STAGE_WORDS[stage])) for stage in stages)
    return Refused(
        say("The visit is at the stage “{stage}”; this is done at the stage “{wanted}”."),
        settings.MECHANISM.cited("visit"),
        facts={"stage": _(visiting.STAGE_WORDS[VisitStage(visit.stage)]), "wanted": wanted},
    )


PLANNED, NOTIFIED, GOING, ENDED = (
    VisitStage.PLANNED,
    VisitStage.NOTIFIED,
    VisitStage.IN_PROGRESS,
    VisitStage.ENDED,
)


@offered
class NoteEntry(ActForm):
    """Note an entry in the notebook."""

    name, verb, on, act = "note-entry", _("Note an entry"), VISIT, Act.NOTE_ENTRY
    rule = "visit"
    kind = one_of(_("Kind"), noting.WORDS)
    text = text_field(_("What was said, seen or measured"))
    source = word_field(_("Source"), _("a letter or a role, never a name"), longest=60)
    noted_on = day_field(_("Day"))
    place = place_field(required=False)

    def prepare(self) -> None:
        """The places of the State."""
        self.fields["place"].among(self.subject.state, self.viewer)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        note(
            said["text"],
            kind=said["kind"],
            source=said["source"],
            during=self.subject,
            noted_on=said["noted_on"],
            place=said["place"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class DrawFinding(ActForm):
    """Draw a finding from entries."""

    name, verb, on, act = "draw-finding", _("Draw a finding"), VISIT, Act.DRAW_FINDING
    rule = "report"
    text = text_field(_("Finding"), rows=4)
    entries = pick_some(_("Rests on"), required=False)
    drawn_on = day_field(_("Day"))

    def prepare(self) -> None:
        """The notebook of the visit."""
        self.fields["entries"].queryset = entries_of(self.subject, self.viewer)  # type: ignore[attr-defined]
        self.fields["entries"].label_from_instance = _entry_words  # type: ignore[attr-defined]

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"drawn_on": self.today}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Draw it."""
        said = self.cleaned_data
        draw_finding(
            said["text"],
            during=self.subject,
            resting_on=list(said["entries"]),
            drawn_on=said["drawn_on"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


def _entry_words(entry: Any) -> str:
    return f"{entry.noted_on} · {entry.source} · {entry.text[:160]}"


@offered
class NameDelegate(ActForm):
    """Name somebody to the delegation."""

    name, verb, on, act = "name-delegate", _("Name a delegate"), VISIT, Act.NAME_DELEGATE
    rule = "delegation"
    person = pick(_("Person"))
    capacity = forms.ChoiceField(label=_("Goes as"), choices=CAPACITIES)
    head = forms.BooleanField(label=_("Head of delegation"), required=False)

    def prepare(self) -> None:
        """Everybody with an account."""
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Name them."""
        said = self.cleaned_data
        name_delegate(
            self.subject, said["person"], capacity=Capacity(said["capacity"]), head=said["head"], by=by, at=at
        )
        return self.done_to()


@offered
class LetKnow(ActForm):
    """Let somebody know of a visit before it is notified."""

    name, verb, on, act = "let-know", _("Let somebody know"), VISIT, Act.LET_KNOW
    rule = "confidentiality"
    what = _("This person will see the visit and everything in it from now on.")
    person = pick(_("Person"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only a visit that is not notified needs it."""
        return _while((PLANNED,), subject)

    def prepare(self) -> None:
        """Everybody with an account."""
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Let them know."""
        let_know(self.subject, self.cleaned_data["person"], by=by, at=at)
        return self.done_to()


@offered
class NotifyVisit(ActForm):
    """Notify the State of the visit."""

    name, verb, on, act = "notify", _("Notify the State"), VISIT, Act.NOTIFY_VISIT
    rule = "notification"
    final = True
    what = _("The visit is noted as notified, with the names of those who assist.")
    visible_to = _("every member of the committee and its secretariat")
    notified_on = day_field(_("Notified on"))
    too_few_because = text_field(
        _("Why fewer members than the rule wants"), _("only where it is so"), rows=2, required=False
    )

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """A visit is notified once."""
        return _while((PLANNED,), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Notify it."""
        said = self.cleaned_data
        return notify_visit(
            self.subject, notified_on=said["notified_on"], too_few_because=said["too_few_because"], by=by, at=at
        )


@offered
class BeginVisit(ActForm):
    """Note that the visit has begun."""

    name, verb, on, act = "begin", _("Begin the visit"), VISIT, Act.BEGIN_VISIT
    rule = "visit"
    day = day_field(_("Day"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only a notified visit begins."""
        return _while((NOTIFIED,), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Begin it."""
        return begin_visit(self.subject, on=self.cleaned_data["day"], by=by, at=at)


@offered
class RecordPlace(ActForm):
    """Record a place that was visited."""

    name, verb, on, act = "record-place", _("Record a place visited"), VISIT, Act.RECORD_PLACE
    rule = "visit"
    place = place_field()
    day = day_field(_("Day"))
    waited_minutes = forms.IntegerField(label=_("Minutes kept waiting"), min_value=0, max_value=100_000, initial=0)
    access = text_field(_("Access"), _("delays and refusals: who, and why"), rows=3, required=False)

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """No itinerary stands in the office before notification."""
        return _while((NOTIFIED, GOING, ENDED), subject)

    def prepare(self) -> None:
        """The places of the State; none of them needs to have been notified."""
        self.fields["place"].among(self.subject.state, self.viewer)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Record it."""
        said = self.cleaned_data
        record_place(
            self.subject,
            said["place"],
            day=said["day"],
            waited_minutes=said["waited_minutes"],
            access=said["access"],
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class EndVisit(ActForm):
    """End the visit with the final talks."""

    name, verb, on, act = "end", _("End the visit"), VISIT, Act.END_VISIT
    rule = "immediate_observation"
    day = day_field(_("Day of the final talks"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only a visit in progress ends."""
        return _while((GOING,), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """End it."""
        return end_visit(self.subject, on=self.cleaned_data["day"], by=by, at=at)


@offered
class OpenReport(ActForm):
    """Open the draft of the report."""

    name, verb, on, act = "open-report", _("Open the report"), VISIT, Act.OPEN_REPORT
    rule = "report"
    title = word_field(_("Title"), longest=300)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        said = self.cleaned_data
        return open_report(said["title"], on_visit=self.subject, opened_on=at.date(), by=by, at=at, key=said["key"])
