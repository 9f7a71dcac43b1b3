"""What is noted of access on a visit: places gone to, what hindered the delegation, interviews; and taken back."""

from datetime import date, datetime

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from unannounced.duties import admitting
from unannounced.duties.admitting import Hindrance, Whom
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.records.access.actions import (
    note_access,
    note_interviews,
    note_overcome,
    take_back_access,
    take_back_interviews,
)
from unannounced.records.access.models import AccessEvent, InterviewHeld
from unannounced.records.access.queries import access_of, interviews_of
from unannounced.records.accounts.queries import Viewer
from unannounced.records.visits.actions import record_place
from unannounced.records.visits.icrc import barred_places
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, text_field, time_field, word_field
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import offered
from unannounced.rooms.office.acts.subjects import VISIT
from unannounced.rooms.office.acts.while_it import KNOWN, OfAddress, while_it_is

PRIVATE = {"yes": True, "no": False, "": None}


class OnAccess(OfAddress):
    """An act after which the access log is shown: once the State knows of the visit."""

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """No place of a visit stands in the office before the State knows of it."""
        return while_it_is(KNOWN, subject)

    def first_words(self) -> dict[str, object]:
        """Today, or the last day of a visit that is over."""
        return {"day": min(self.today, max(self.subject.ends, self.subject.begins))}

    def prepare(self) -> None:
        """The places of the State that are not barred; none of them needs to have been announced."""
        if "place" in self.fields:
            barred = barred_places(self.subject.state, self.subject.begins, self.subject.ends)
            self.fields["place"].among(self.subject.state, self.viewer, without=barred)  # type: ignore[attr-defined]

    def address_after(self, result: Model) -> str:
        """The access log."""
        return reverse("visit_access", args=[self.subject.pk])


@offered
class RecordPlace(OnAccess):
    """Record a place that was visited."""

    name, verb, on, act = "record-place", _("Record a place visited"), VISIT, Act.RECORD_PLACE
    rule = "visit"
    place = place_field()
    day = day_field(_("Day"))
    arrived = time_field(_("Arrived"))
    left = time_field(_("Left"))
    waited_minutes = forms.IntegerField(label=_("Minutes kept waiting"), min_value=0, max_value=100_000, initial=0)
    access = text_field(_("Access"), _("delays and refusals: who, and why"), rows=3, required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Record it."""
        said = self.cleaned_data
        record_place(
            self.subject,
            said["place"],
            day=said["day"],
            waited_minutes=said["waited_minutes"],
            access=said["access"],
            arrived=said["arrived"],
            left=said["left"],
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class NoteAccess(OnAccess):
    """Note a delay or refusal."""

    name, verb, on, act = "note-access", _("Note a delay or refusal"), VISIT, Act.NOTE_ACCESS
    rule = "visit"
    hindrance = one_of(_("What happened"), admitting.HINDRANCE_WORDS)
    place = place_field(required=False)
    day = day_field(_("Day"))
    at_time = time_field(_("Time"))
    minutes = forms.IntegerField(
        label=_("Minutes waited"), help_text=_("empty: not known"), min_value=0, max_value=100_000, required=False
    )
    who = word_field(_("Who"), _("by function, never a name"), required=False, longest=120)
    why = text_field(_("Reason"), _("that was given, or that none was"), rows=3, required=False)
    overcome_on = day_field(_("Access given after all on"), _("empty: it was not"), required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        note_access(
            self.subject,
            hindrance=Hindrance(said["hindrance"]),
            day=said["day"],
            place=said["place"],
            at_time=said["at_time"],
            minutes=said["minutes"],
            who=said["who"],
            why=said["why"],
            overcome_on=said["overcome_on"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class NoteOvercome(OnAccess):
    """Note that access was given after all."""

    name, verb, on, act = "overcome-hindrance", _("Note that access was given"), VISIT, Act.NOTE_ACCESS
    rule = "visit"
    event = pick(_("Delay or refusal"))
    day = day_field(_("Access given on"))

    def prepare(self) -> None:
        """What was not overcome yet."""
        held = access_of(self.subject, self.viewer).filter(taken_back_at=None, overcome_on=None)
        self.fields["event"].queryset = held  # type: ignore[attr-defined]
        self.fields["event"].label_from_instance = event_words  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        note_overcome(self.cleaned_data["event"], on=self.cleaned_data["day"], by=by, at=at)
        return self.done_to()


@offered
class TakeBackAccess(OnAccess):
    """Take back a delay or refusal that was noted by mistake."""

    name, verb, on, act = "take-back-access", _("Take back a delay or refusal"), VISIT, Act.NOTE_ACCESS
    rule = "visit"
    what = _("It stays to be seen and counts no more. Note it anew if only a part of it was wrong.")
    event = pick(_("Delay or refusal"))
    because = text_field(_("Reason"), rows=2)

    def prepare(self) -> None:
        """What counts."""
        held = access_of(self.subject, self.viewer).filter(taken_back_at=None)
        self.fields["event"].queryset = held  # type: ignore[attr-defined]
        self.fields["event"].label_from_instance = event_words  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        take_back_access(self.cleaned_data["event"], because=self.cleaned_data["because"], by=by, at=at)
        return self.done_to()


@offered
class NoteInterviews(OnAccess):
    """Note an interview that was held."""

    name, verb, on, act = "note-interviews", _("Note an interview held"), VISIT, Act.NOTE_INTERVIEWS
    rule = "visit"
    day = day_field(_("Day"))
    place = place_field(required=False)
    persons = forms.IntegerField(
        label=_("Persons"), help_text=_("1: alone; more: a group"), min_value=1, max_value=500, initial=1
    )
    whom = one_of(_("With whom"), admitting.WHOM_WORDS)
    language = word_field(_("Language"), _("its code, such as uk"), required=False, longest=10)
    interpreted = forms.BooleanField(label=_("With an interpreter"), required=False)
    private = forms.ChoiceField(
        label=_("In private"),
        help_text=_("out of hearing, and of sight where that was wanted"),
        choices=[("yes", _("yes")), ("no", _("no")), ("", _("not known"))],
        initial="yes",
        required=False,
    )
    not_private_because = text_field(_("Why not in private"), rows=2, required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        note_interviews(
            self.subject,
            day=said["day"],
            persons=said["persons"],
            whom=Whom(said["whom"]),
            place=said["place"],
            language=said["language"],
            interpreted=said["interpreted"],
            private=PRIVATE[said["private"]],
            not_private_because=said["not_private_because"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class TakeBackInterviews(OnAccess):
    """Take back an interview that was noted by mistake."""

    name, verb, on, act = "take-back-interviews", _("Take back an interview"), VISIT, Act.NOTE_INTERVIEWS
    rule = "visit"
    what = _("It stays to be seen and counts no more. Note it anew if only a part of it was wrong.")
    interview = pick(_("Interview"))
    because = text_field(_("Reason"), rows=2)

    def prepare(self) -> None:
        """What counts."""
        held = interviews_of(self.subject, self.viewer).filter(taken_back_at=None)
        self.fields["interview"].queryset = held  # type: ignore[attr-defined]
        self.fields["interview"].label_from_instance = interview_words  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        take_back_interviews(self.cleaned_data["interview"], because=self.cleaned_data["because"], by=by, at=at)
        return self.done_to()


def event_words(one: AccessEvent) -> str:
    """A delay or refusal, for a list to choose from."""
    where = f" · {one.place.name}" if one.place else ""
    return f"{one.day} {one.at_time}{where} · {said_now(admitting.HINDRANCE_WORDS[Hindrance(one.hindrance)])}"


def interview_words(one: InterviewHeld) -> str:
    """An interview, for a list to choose from."""
    where = f" · {one.place.name}" if one.place else ""
    return f"{one.day}{where} · {said_now(admitting.WHOM_WORDS[Whom(one.whom)])} · {one.persons}"
