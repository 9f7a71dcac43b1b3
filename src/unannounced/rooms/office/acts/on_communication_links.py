"""On what a communication bears: visits, places, findings. Those who deal with it see that; others a number."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import dealing, queries
from unannounced.records.communications.models import Communication
from unannounced.records.findings.actions import note_told_in
from unannounced.records.findings.models import Finding
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.office.acts.fields import pick
from unannounced.rooms.office.acts.on_communications import ByAssigned
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import offered


@offered
class BearOnVisit(ByAssigned):
    """Say that a communication bears on a visit."""

    name, verb, act = "bear-on-visit", _("Link to a visit"), Act.TRIAGE_COMMUNICATION
    what = _("Those who deal with it see the link, as far as they see the visit; nobody else learns of it.")
    visit = pick(_("Visit"))

    def prepare(self) -> None:
        """The visits the viewer sees, those of the State concerned if that was noted."""
        noted, visits = self.subject.triage, seen_by(self.viewer).select_related("state").order_by("-begins", "pk")
        if noted is not None and noted.state_id is not None and self.is_assigned:
            visits = visits.filter(state=noted.state_id)
        self.fields["visit"].queryset = visits  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Say so."""
        visit: Visit = self.cleaned_data["visit"]
        dealing.bear_on(self.subject, visit=visit, by=by, at=at)
        return self.done_to()


@offered
class BearOnPlace(ByAssigned):
    """Say that a communication bears on another place."""

    name, verb, act = "bear-on-place", _("Link to a place"), Act.TRIAGE_COMMUNICATION
    what = _("Whoever chooses places to visit learns a number, and nothing else.")
    place = place_field()

    @classmethod
    def rules(cls, subject: Communication, viewer: Viewer, today: date) -> Decision | None:
        """Where nobody noted the State, there is no place of it to choose."""
        decision = super().rules(subject, viewer, today)
        if isinstance(decision, Refused) or (subject.triage and subject.triage.state):
            return decision
        return Refused(
            say("It is not noted which State it concerns."),
            settings.MECHANISM.cited("confidentiality"),
            say("Note how urgent it is, and the State."),
        )

    def prepare(self) -> None:
        """The places of the State concerned."""
        place: Any = self.fields["place"]
        if self.subject.triage is not None and self.subject.triage.state is not None and self.is_assigned:
            place.among(self.subject.triage.state, self.viewer)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Say so."""
        dealing.bear_on(self.subject, place=self.cleaned_data["place"], by=by, at=at)
        return self.done_to()


@offered
class TellOfFinding(ByAssigned):
    """Say that a communication tells of what a finding says."""

    name, verb, act = "tell-of-finding", _("Link to a finding"), Act.TRIAGE_COMMUNICATION
    what = _(
        "Those who deal with it see the link, as far as they see the visit; nobody else learns of it. "
        "The finding stands no firmer for it."
    )
    finding = pick(_("Finding"))

    @classmethod
    def rules(cls, subject: Communication, viewer: Viewer, today: date) -> Decision | None:
        """Of the visits it bears on: where it bears on none, there is no finding to choose."""
        decision = super().rules(subject, viewer, today)
        if isinstance(decision, Refused) or queries.visits_borne_on(subject.pk, viewer).exists():
            return decision
        return Refused(
            say("It is linked to no visit."),
            settings.MECHANISM.cited("confidentiality"),
            say("Link it to a visit first."),
        )

    def prepare(self) -> None:
        """The findings of the visits it bears on, the latest first."""
        visits = queries.visits_borne_on(self.subject.pk, self.viewer)
        found = Finding.objects.filter(visit__in=visits).order_by("-drawn_on", "pk")
        self.fields["finding"].queryset = found  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Say so."""
        note_told_in(self.subject, self.cleaned_data["finding"], by=by, at=at)
        return self.done_to()
