"""What is done to a visit: its stages, from the programme to the final talks, and what is noted, found and reported."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from unannounced.duties import noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.duties.visiting import VisitKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.findings.actions import draw_finding
from unannounced.records.notebooks.actions import note
from unannounced.records.reports.actions import open_report
from unannounced.records.visits.actions import (
    announce_visit,
    begin_visit,
    cancel_visit,
    end_visit,
    interrupt_visit,
    take_up_visit,
)
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.entries_field import LEAF, LOOK, PAGE, entries_field
from unannounced.rooms.office.acts.fields import day_field, one_of, text_field, word_field
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import VISIT
from unannounced.rooms.office.acts.while_it import AHEAD, GOING, INTERRUPTED, NOTIFIED, PLANNED, while_it_is
from unannounced.rooms.office.pages.notebook_filters import NAMES


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
    entries = entries_field(_("Rests on"))
    drawn_on = day_field(_("Day"))

    def prepare(self) -> None:
        """The notebook of the visit, as far as the form or the address asks for it."""
        entries: Any = self.fields["entries"]
        entries.among(self.subject, self.viewer, self.data if self.is_bound else self.initial)

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The entries that are shown to choose among, and one that is chosen."""
        asked: dict[str, object] = {name: query[name] for name in (*NAMES, PAGE) if query.get(name)}
        return {**asked, "entries": [query["entries"]]} if query.get("entries") else asked

    @classmethod
    def looks_on(cls, data: QueryDict) -> dict[str, object] | None:
        """Everything typed and ticked, where a button only asks for other entries."""
        if not {LOOK, LEAF} & set(data):
            return None
        return {**data.dict(), "entries": data.getlist("entries")}

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


class Today(ActForm):
    """An act of a day, which is today unless somebody says otherwise."""

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"day": self.today}


@offered
class AnnounceVisit(Today):
    """Note that the State stands in the programme of a year."""

    name, verb, on, act = "announce", _("Announce in the programme"), VISIT, Act.ANNOUNCE_VISIT
    rule = "visit"
    final = True
    what = _("That the State is visited in this year becomes public. The days, the places and the delegation do not.")
    visible_to = _("everybody")
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2200)
    day = day_field(_("Made public on"))

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """Only kinds that a programme announces."""
        kind = settings.MECHANISM.visit_kind(VisitKind(subject.kind))
        return kind is not None and kind.in_programme

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Before the State is notified."""
        return while_it_is((PLANNED,), subject)

    def first_words(self) -> dict[str, object]:
        """The year in which the visit begins."""
        return {**super().first_words(), "year": self.subject.begins.year}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Announce it."""
        said = self.cleaned_data
        return announce_visit(self.subject, year=said["year"], on=said["day"], by=by, at=at)


@offered
class BeginVisit(Today):
    """Note that the visit has begun."""

    name, verb, on, act = "begin", _("Begin the visit"), VISIT, Act.BEGIN_VISIT
    rule = "visit"
    day = day_field(_("Day"))
    too_few_because = text_field(
        _("Why fewer members than the rule wants"), _("only where it is so"), rows=2, required=False
    )

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """A notified visit begins; without a duty to notify, one that is planned."""
        free = settings.MECHANISM.notification != "required"
        return while_it_is((*AHEAD, NOTIFIED) if free else (NOTIFIED,), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Begin it."""
        said = self.cleaned_data
        return begin_visit(self.subject, on=said["day"], too_few_because=said["too_few_because"], by=by, at=at)


@offered
class InterruptVisit(Today):
    """Note that the visit was interrupted."""

    name, verb, on, act = "interrupt", _("Interrupt the visit"), VISIT, Act.INTERRUPT_VISIT
    rule = "visit"
    what = _("The visit is noted as interrupted, with the reason. It can be taken up again or ended.")
    day = day_field(_("Day"))
    because = text_field(_("Reason"), rows=3)

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only a visit in progress."""
        return while_it_is((GOING,), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Interrupt it."""
        said = self.cleaned_data
        return interrupt_visit(self.subject, on=said["day"], because=said["because"], by=by, at=at)


@offered
class TakeUpVisit(Today):
    """Note that the visit was taken up again."""

    name, verb, on, act = "take-up", _("Take the visit up again"), VISIT, Act.INTERRUPT_VISIT
    rule = "visit"
    day = day_field(_("Day"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only an interrupted visit."""
        return while_it_is((INTERRUPTED,), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it up again."""
        return take_up_visit(self.subject, on=self.cleaned_data["day"], by=by, at=at)


@offered
class EndVisit(Today):
    """End the visit with the final talks."""

    name, verb, on, act = "end", _("End the visit"), VISIT, Act.END_VISIT
    rule = "immediate_observation"
    day = day_field(_("Day of the final talks"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only a visit in progress, or one that was interrupted for good."""
        return while_it_is((GOING, INTERRUPTED), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """End it."""
        return end_visit(self.subject, on=self.cleaned_data["day"], by=by, at=at)


@offered
class CancelVisit(Today):
    """Cancel the visit."""

    name, verb, on, act = "cancel", _("Cancel the visit"), VISIT, Act.CANCEL_VISIT
    rule = "visit"
    final = True
    what = _("The visit does not take place. Who does not know of it now does not learn of it.")
    day = day_field(_("Day"))
    because = text_field(_("Reason"), rows=3)

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only a visit that has not begun."""
        return while_it_is((*AHEAD, NOTIFIED), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Cancel it."""
        said = self.cleaned_data
        return cancel_visit(self.subject, on=said["day"], because=said["because"], by=by, at=at)


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
