"""Deciding in writing: a procedure is opened on something, members cast ballots, it is closed and counted."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import deciding, sitting
from unannounced.duties.confidentiality import Act, Role
from unannounced.duties.deciding import Majority
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import AgendaPoint, WrittenProcedure
from unannounced.records.committee.queries import ballots_of, members_on
from unannounced.records.committee.worded import is_reworded
from unannounced.records.committee.writing import cast_ballot, close_written, open_written, waiting_for
from unannounced.records.recommendations.decided import Before, before, thing_of
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.due_field import due_field
from unannounced.rooms.office.acts.fields import one_of, pick, text_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import POINT, PROCEDURE, REPORT, STATEMENT
from unannounced.rooms.office.acts.votes import ByDenominator, may_be_decided

USUAL = timedelta(days=14)
"""How long a procedure is open unless somebody says otherwise (project choice)."""


class _OpenWritten(ActForm):
    """Open a procedure on something."""

    rule = "majority"
    majority: Majority = Majority.ORDINARY
    what = _(
        "Each member casts a ballot in the office until the last day. Whoever casts none is not counted as agreeing."
    )
    question = text_field(_("Question"), rows=2)
    closes_on = due_field(_("Last day for ballots"))

    def first_words(self) -> dict[str, object]:
        """The usual question, and a fortnight."""
        return {"question": self.usual_question(), "closes_on": self.today + USUAL}

    def usual_question(self) -> str:
        """What would be asked."""
        raise TypeError("a procedure has a question")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        said = self.cleaned_data
        return open_written(
            said["question"],
            about=self.subject,
            majority=self.majority,
            closes_on=said["closes_on"],
            within=before(self.subject, self.today).within,
            by=by,
            at=at,
            key=said["key"],
        )


@offered
class WriteOnReport(_OpenWritten):
    """Decide in writing whether a report is adopted."""

    name, verb, on, act = "open-written", _("Open a written procedure"), REPORT, Act.OPEN_WRITTEN

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report from the archive was adopted before."""
        return not subject.from_archive

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only a draft is decided on."""
        if subject.stage == ReportStage.DRAFT.value:
            return None
        return Refused(say("The report is adopted already."), settings.MECHANISM.cited("majority"))

    def usual_question(self) -> str:
        """Adoption."""
        return gettext("Shall the report be adopted: %(title)s?") % {"title": self.subject.title}


@offered
class WriteOnStatement(_OpenWritten):
    """Decide in writing whether a public statement is made."""

    name, verb, on, act = "open-written", _("Open a written procedure"), STATEMENT, Act.OPEN_WRITTEN
    rule = "public_statement"

    def prepare(self) -> None:
        """The majority is that of the profile."""
        self.majority = deciding.majority_on_statement(settings.MECHANISM)
        super().prepare()

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """While it is not decided, and once the State was heard."""
        return may_be_decided(subject, today)

    def usual_question(self) -> str:
        """Making it, or asking the body that makes it."""
        return gettext(deciding.question_on_statement(settings.MECHANISM))


@offered
class WriteOnPoint(_OpenWritten):
    """Decide a point of the agenda in writing."""

    name, verb, on, act = "open-written", _("Open a written procedure"), POINT, Act.OPEN_WRITTEN

    @classmethod
    def suits(cls, subject: AgendaPoint) -> bool:
        """On a report or a statement it is opened where it stands."""
        return not subject.about and subject.taken_off_at is None

    def usual_question(self) -> str:
        """The words of the point."""
        return str(self.subject.title)


class _OnProcedure(ActForm):
    """What is done to an open procedure."""

    rule = "majority"

    @classmethod
    def rules(cls, subject: WrittenProcedure, viewer: Viewer, today: date) -> Decision | None:
        """While ballots count."""
        closed = subject.closed_at is not None
        profile = settings.MECHANISM
        return first_refusal(
            sitting.may_cast(is_closed=closed, closes_on=subject.closes_on, today=today, profile=profile),
            sitting.still_asks(is_reworded=is_reworded(subject), profile=profile),
        )

    def it_is_on(self) -> Before:
        """What the procedure decides on."""
        return matter_of(self.subject, self.today)


@offered
class CastBallot(_OnProcedure):
    """Cast one's own ballot, or change it."""

    name, verb, on, act = "cast-ballot", _("Cast your ballot"), PROCEDURE, Act.CAST_BALLOT
    what = _("Your ballot is kept, with the moment. Until the last day you can cast another, which replaces it.")
    choice = one_of(_("Your ballot"), deciding.WORDS, chosen=False)

    @classmethod
    def permits(cls, subject: WrittenProcedure, viewer: Viewer, *, delegate: bool) -> Decision:
        """Members cast ballots."""
        if Role.MEMBER in viewer.roles:
            return Allowed()
        return Refused(
            say("Only members cast ballots."),
            settings.MECHANISM.cited("majority"),
            say("The secretariat can enter a ballot that a member gave it."),
        )

    def first_words(self) -> dict[str, object]:
        """What was cast before."""
        held = ballots_of(self.subject).get(self.viewer.pk)
        return {"choice": held.choice} if held else {}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Cast it."""
        it = self.it_is_on()
        cast_ballot(
            self.subject,
            self.cleaned_data["choice"],
            of=Person.objects.get(pk=by.pk),
            on_state=it.state,
            invented=it.invented,
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class EnterBallot(_OnProcedure):
    """Enter the ballot that a member gave to the secretariat."""

    name, verb, on, act = "enter-ballot", _("Enter a member’s ballot"), PROCEDURE, Act.CAST_BALLOT
    what = _("The ballot is kept as the member’s, and it stays to be seen that the secretariat entered it.")
    member = pick(_("Member"))
    choice = one_of(_("Ballot"), deciding.WORDS, chosen=False)

    @classmethod
    def permits(cls, subject: WrittenProcedure, viewer: Viewer, *, delegate: bool) -> Decision:
        """The secretariat does it."""
        if Role.SECRETARIAT in viewer.roles:
            return Allowed()
        return Refused(
            say("A member casts their own ballot; only the secretariat enters one on somebody’s behalf."),
            settings.MECHANISM.cited("majority"),
            say("Ask the secretariat to enter it."),
        )

    def prepare(self) -> None:
        """The members in office."""
        self.it = self.it_is_on()
        held = members_on(self.today, invented=self.it.invented).values("person")
        people = Person.objects.filter(pk__in=held.order_by()).order_by("display_name", "login")
        self.fields["member"].queryset = people  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Enter it."""
        said = self.cleaned_data
        cast_ballot(
            self.subject,
            said["choice"],
            of=said["member"],
            on_state=self.it.state,
            invented=self.it.invented,
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class CloseWritten(ByDenominator):
    """Close a procedure and count its ballots into a vote."""

    name, verb, on, act = "close", _("Close and count"), PROCEDURE, Act.OPEN_WRITTEN
    rule = "majority"
    final = True
    what = _(
        "The ballots are counted into a vote. Without a quorum of ballots nothing is decided; silence is not consent."
    )

    def prepare(self) -> None:
        """Of whom a public statement needs its fraction."""
        self.majority = Majority(self.subject.majority)
        self.add_denominator()

    @classmethod
    def rules(cls, subject: WrittenProcedure, viewer: Viewer, today: date) -> Decision | None:
        """It is open, and its time is over or everybody has cast a ballot."""
        it = matter_of(subject, today)
        waiting = waiting_for(subject, on_state=it.state, invented=it.invented, on=min(today, subject.closes_on))
        return sitting.may_close(
            is_closed=subject.closed_at is not None,
            closes_on=subject.closes_on,
            today=today,
            waiting=len(waiting),
            is_reworded=is_reworded(subject),
            profile=settings.MECHANISM,
        )

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Close it."""
        it = matter_of(self.subject, self.today)
        close_written(self.subject, on_state=it.state, invented=it.invented, by=by, at=at, counting=self.counting())
        return self.done_to()


def matter_of(procedure: WrittenProcedure, on: date) -> Before:
    """What a procedure decides on, as the rules of a vote see it."""
    thing: Any = thing_of(procedure.about, procedure.about_id)
    return before(thing, on)
