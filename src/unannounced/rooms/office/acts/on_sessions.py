"""What is done in a session: its agenda, who attends, what was concluded; what is put on an agenda from elsewhere."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.meeting import (
    conclude,
    may_move,
    move_point,
    note_attendance,
    put_on_agenda,
    take_off,
)
from unannounced.records.committee.models import AgendaPoint, Election, Session
from unannounced.records.committee.queries import attending, members_on, of_invented_states, sessions_seen_by
from unannounced.records.recommendations.decided import neighbour_of
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.fields import day_field, pick, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ELECTION, POINT, REPORT, SESSION, STATEMENT


@offered
class AddPoint(ActForm):
    """Put a point in words on the agenda."""

    name, verb, on, act = "add-point", _("Put a point on the agenda"), SESSION, Act.SET_AGENDA
    rule = "quorum"
    title = word_field(_("Point"), longest=300)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Put it there."""
        said = self.cleaned_data
        put_on_agenda(self.subject, said["title"], by=by, at=at, key=said["key"])
        return self.done_to()


@offered
class NoteAttendance(ActForm):
    """Note who attends on a day of the session."""

    name, verb, on, act = "note-attendance", _("Note who attends"), SESSION, Act.NOTE_ATTENDANCE
    rule = "quorum"
    day = day_field(_("Day"))
    people = forms.MultipleChoiceField(
        label=_("Attending"),
        help_text=_("Everybody who attends that day; whoever is left out is noted as not attending."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The day, if the address says one."""
        return {"day": query["day"]} if _as_day(query.get("day", "")) else {}

    def first_words(self) -> dict[str, object]:
        """Today, or the nearest day of the session."""
        session: Session = self.subject
        return {"day": min(max(self.today, session.begins), session.ends)}

    def prepare(self) -> None:
        """The members in office on the day; those noted are chosen."""
        day = _as_day(str(self.data.get("day", ""))) if self.is_bound else _as_day(str(self.initial["day"]))
        day = day or self.today
        self.invented = of_invented_states(day)
        self.terms = list(members_on(day, invented=self.invented))
        field: forms.MultipleChoiceField = self.fields["people"]  # type: ignore[assignment]
        field.choices = [
            (str(term.person_id), f"{term.person.display_name} ({term.state.code})") for term in self.terms
        ]
        self.initial["people"] = [str(pk) for pk in attending(self.subject, day)]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        people = [term.person for term in self.terms if str(term.person_id) in said["people"]]
        note_attendance(self.subject, said["day"], people, invented=self.invented, by=by, at=at)
        return self.done_to()


class _Move(ActForm):
    """Let a point change places with the one beside it that the viewer sees."""

    rule = "quorum"
    up: ClassVar[bool]

    @classmethod
    def suits(cls, subject: AgendaPoint) -> bool:
        """While it stands on the agenda."""
        return subject.taken_off_at is None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Move it."""
        neighbour = neighbour_of(self.subject, by, up=self.up)
        may_move(self.subject, neighbour)
        if neighbour is not None:
            move_point(self.subject, before=neighbour, by=by, at=at)
        return self.done_to()


@offered
class MoveUp(_Move):
    """Move a point up."""

    name, verb, on, act = "move-up", _("Move up"), POINT, Act.SET_AGENDA
    up = True


@offered
class MoveDown(_Move):
    """Move a point down."""

    name, verb, on, act = "move-down", _("Move down"), POINT, Act.SET_AGENDA
    up = False


@offered
class TakeOff(ActForm):
    """Take a point off the agenda."""

    name, verb, on, act = "take-off", _("Take off the agenda"), POINT, Act.SET_AGENDA
    rule = "quorum"
    what = _("The point is taken off. It stays to be seen in the record that it stood on the agenda.")

    @classmethod
    def suits(cls, subject: AgendaPoint) -> bool:
        """While it stands on the agenda."""
        return subject.taken_off_at is None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it off."""
        take_off(self.subject, by=by, at=at)
        return self.done_to()


@offered
class Conclude(ActForm):
    """Note what was concluded on a point."""

    name, verb, on, act = "conclude", _("Note what was concluded"), POINT, Act.SET_AGENDA
    rule = "majority"
    concluded = text_field(_("Concluded"), rows=4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    @classmethod
    def suits(cls, subject: AgendaPoint) -> bool:
        """While it stands on the agenda."""
        return subject.taken_off_at is None

    def first_words(self) -> dict[str, object]:
        """What stands there now."""
        return {"concluded": self.subject.concluded, "seen": self.subject.concluded}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        conclude(self.subject, said["concluded"], seen=said["seen"], by=by, at=at)
        return self.done_to()


class _PutOnAgenda(ActForm):
    """Put something on the agenda of a session that has not ended."""

    rule = "quorum"
    session = pick(_("Session"))

    def prepare(self) -> None:
        """Sessions that sit or are ahead."""
        ahead = sessions_seen_by(self.viewer).filter(ends__gte=self.today).order_by("begins", "pk")
        self.fields["session"].queryset = ahead  # type: ignore[attr-defined]
        self.fields["session"].label_from_instance = session_words  # type: ignore[attr-defined]

    def title(self) -> str:
        """The words of the point."""
        raise TypeError("a point has words")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Put it there."""
        said = self.cleaned_data
        put_on_agenda(
            said["session"],
            self.title()[:300],
            about=self.subject,
            within=getattr(self.subject, "visit_id", None),
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class ReportOnAgenda(_PutOnAgenda):
    """Put a draft report on the agenda."""

    name, verb, on, act = "put-on-agenda", _("Put on the agenda"), REPORT, Act.SET_AGENDA

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report from the archive was decided on before."""
        return not subject.from_archive

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only a draft waits for a decision."""
        if subject.stage == ReportStage.DRAFT.value:
            return None
        return Refused(say("The report is adopted already."), settings.MECHANISM.cited("majority"))

    def title(self) -> str:
        """Its title."""
        return str(self.subject.title)


@offered
class StatementOnAgenda(_PutOnAgenda):
    """Put a public statement on the agenda."""

    name, verb, on, act = "put-on-agenda", _("Put on the agenda"), STATEMENT, Act.SET_AGENDA

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """While it is not decided."""
        if subject.adopted_on is None and subject.closed_on is None:
            return None
        return Refused(say("The public statement is decided already."), settings.MECHANISM.cited("public_statement"))

    def title(self) -> str:
        """On which State."""
        name = self.subject.state.name(get_language() or "en")
        return gettext("Public statement on {state}").format(state=name)


@offered
class ElectionOnAgenda(_PutOnAgenda):
    """Put an election on the agenda, so that the body takes note of it."""

    name, verb, on, act = "put-on-agenda", _("Put on the agenda"), ELECTION, Act.SET_AGENDA

    def title(self) -> str:
        """To which seat."""
        held: Election = self.subject
        return gettext("Election to the seat of {state}").format(state=held.state.name(get_language() or "en"))


def session_words(one: Session) -> str:
    """A session, for a list to choose from."""
    return f"{one.name}, {one.begins} – {one.ends}"


def _as_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
