"""What is done to a State: a visit planned, information asked for, a public statement prepared."""

from datetime import date, datetime

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from unannounced.duties import visiting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.visiting import VisitKind
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.actions import adopt_statement, hear_state, open_statement
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.requests.actions import make_request
from unannounced.records.visits.actions import plan_visit
from unannounced.rooms.office.acts.fields import day_field, one_of, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import STATE, STATEMENT
from unannounced.rooms.office.acts.votes import carried_vote

GROUNDS = [
    ("fails_to_cooperate", _("fails to cooperate")),
    ("refuses_to_improve", _("refuses to improve the situation")),
]


@offered
class PlanVisit(ActForm):
    """Plan a visit to the State."""

    name, verb, on, act = "plan-visit", _("Plan a visit"), STATE, Act.PLAN_VISIT
    rule = "visit"
    what = _("A visit is planned. Until it is notified it exists only for you, its delegation and those you let know.")
    kind = one_of(_("Kind"), visiting.WORDS)
    begins = day_field(_("First day"))
    ends = day_field(_("Last day"))
    purpose = text_field(_("Purpose"), required=False, rows=3)
    zone = word_field(_("Time zone of the places"), _("as Europe/Vienna; empty: UTC"), required=False, longest=40)

    def prepare(self) -> None:
        """The kinds of visit that the mechanism has."""
        known = [one for one in VisitKind if settings.MECHANISM.visit_kind(one)]
        self.fields["kind"].choices = [(one.value, said_now(visiting.WORDS[one])) for one in known]  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Plan it."""
        said = self.cleaned_data
        return plan_visit(
            self.subject,
            kind=said["kind"],
            begins=said["begins"],
            ends=said["ends"],
            purpose=said["purpose"],
            zone=said["zone"] or "UTC",
            by=by,
            at=at,
            key=said["key"],
        )


@offered
class MakeRequest(ActForm):
    """Ask the State for information on a person or an event."""

    name, verb, on, act = "make-request", _("Make a request for information"), STATE, Act.MAKE_REQUEST
    rule = "request"
    topic = word_field(_("Subject"), _("persons by pseudonym only"))
    text = text_field(_("What is asked"))
    made_on = day_field(_("Day of the request"))
    due_on = day_field(_("Answer due"), _("empty: as the mechanism's rule sets it"), required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Make it."""
        said = self.cleaned_data
        return make_request(
            said["topic"],
            said["text"],
            to_state=self.subject,
            made_on=said["made_on"],
            due_on=said["due_on"],
            by=by,
            at=at,
            key=said["key"],
        )


@offered
class OpenStatement(ActForm):
    """Open the procedure of a public statement."""

    name, verb, on, act = "open-statement", _("Open the way to a public statement"), STATE, Act.OPEN_STATEMENT
    rule = "public_statement"
    ground = forms.ChoiceField(label=_("Ground"), choices=GROUNDS)
    text = text_field(_("Reasons"))
    opened_on = day_field(_("Opened on"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        said = self.cleaned_data
        return open_statement(
            self.subject,
            said["text"],
            ground=said["ground"],
            opened_on=said["opened_on"],
            by=by,
            at=at,
            key=said["key"],
        )


@offered
class HearState(ActForm):
    """Note that the State was heard."""

    name, verb, on, act = "hear-state", _("Note that the State was heard"), STATEMENT, Act.HEAR_STATE
    rule = "public_statement"
    heard_on = day_field(_("Heard on"))

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """A State is heard once in a procedure."""
        if subject.state_heard_on is None:
            return None
        return Refused(
            say("The State was heard on {day}."),
            settings.MECHANISM.cited("public_statement"),
            facts={"day": subject.state_heard_on},
        )

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        return hear_state(self.subject, heard_on=self.cleaned_data["heard_on"], by=by, at=at)


@offered
class AdoptStatement(ActForm):
    """Adopt the public statement by the last vote on it."""

    name, verb, on, act = "adopt", _("Adopt the public statement"), STATEMENT, Act.ADOPT_STATEMENT
    rule = "public_statement"
    final = True
    what = _("The public statement is adopted by the last vote on it.")
    visible_to = _("members and secretariat; the public once it is issued")

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """The State is heard before, and the statement is adopted once."""
        rule = settings.MECHANISM.cited("public_statement")
        if subject.adopted_on is not None:
            return Refused(say("The statement was adopted on {day}."), rule, facts={"day": subject.adopted_on})
        if subject.state_heard_on is None:
            return Refused(say("The State has not been heard."), rule, say("Note first on which day it was heard."))
        return None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Adopt it."""
        vote = carried_vote(self.subject, rule=settings.MECHANISM.cited("public_statement"))
        return adopt_statement(self.subject, by_vote=vote, by=by, at=at)
