"""What is done to a State: a visit planned, information asked for, a public statement prepared."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from unannounced.duties import stating, visiting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.stating import Ground, StatementStage
from unannounced.duties.visiting import VisitKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.queries import votes_about
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.recommendations.queries import stage_of
from unannounced.records.recommendations.statements import (
    adopt_statement,
    close_statement,
    hear_state,
    open_statement,
    register_decision,
)
from unannounced.records.requests.actions import make_request
from unannounced.records.treaties.queries import has_left
from unannounced.records.visits.actions import plan_visit
from unannounced.rooms.office.acts.due_field import due_field
from unannounced.rooms.office.acts.fields import day_field, one_of, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import STATE, STATEMENT
from unannounced.rooms.office.pages import lasting
from unannounced.rooms.office.pages.grounds import facts_of, in_words


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
    due_on = due_field(_("Answer due"), _("empty: as the mechanism's rule sets it"), required=False)

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
    ground = one_of(_("Ground"), stating.GROUND_WORDS)
    text = text_field(_("Reasons"), _("the facts of the record that speak for it stand here already; change them"))
    still_binds = text_field(_("What still binds the State"), rows=4)
    opened_on = day_field(_("Opened on"))

    def prepare(self) -> None:
        """Ask what still binds the State only where it has left, or may have."""
        if has_left(self.subject, settings.MECHANISM.convention, on=self.today):
            self.fields["still_binds"].help_text = lasting.asked()
            self.fields["still_binds"].error_messages["required"] = _without_what_binds()
        else:
            del self.fields["still_binds"]

    def first_words(self) -> dict[str, object]:
        """The facts of the record that speak for a ground, and the ground more of them speak for; none is decided."""
        facts = facts_of(self.subject, self.viewer, today=self.today)
        ground = stating.proposed(facts) or Ground.FAILS_TO_COOPERATE
        return {"ground": ground.value, "text": in_words(facts, today=self.today)}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        said = self.cleaned_data
        return open_statement(
            self.subject,
            said["text"],
            ground=said["ground"].value,
            opened_on=said["opened_on"],
            still_binds=said.get("still_binds", ""),
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
    said = text_field(_("What the State said"), _("its views, as it made them known"), required=False)

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """A State is heard once in a procedure."""
        return _unless_open(subject, StatementStage.HEARD)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        return hear_state(self.subject, heard_on=said["heard_on"], said=said["said"], by=by, at=at)


@offered
class AdoptStatement(ActForm):
    """Adopt the public statement by the last vote on it."""

    name, verb, on, act = "adopt", _("Adopt the public statement"), STATEMENT, Act.ADOPT_STATEMENT
    rule = "public_statement"
    final = True
    what = _("The public statement is adopted by the last vote on it.")
    visible_to = _("members and secretariat; the public once it is issued")

    @classmethod
    def suits(cls, subject: PublicStatement) -> bool:
        """Where the mechanism decides itself."""
        return stating.decides_itself(settings.MECHANISM)

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """The State is heard before, and the statement is adopted once."""
        return _unless_open(subject, StatementStage.ADOPTED)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Adopt it."""
        return adopt_statement(self.subject, by_vote=votes_about(self.subject.pk).first(), by=by, at=at)


@offered
class RegisterDecision(ActForm):
    """Register that another body decided to make the public statement."""

    name, verb, on, act = (
        "register-decision",
        _("Register the decision of the body that decides"),
        STATEMENT,
        Act.ADOPT_STATEMENT,
    )
    rule = "public_statement"
    final = True
    what = _("The public statement counts as decided on that day, by the body that is named.")
    visible_to = _("members and secretariat; the public once it is issued")
    decided_by = word_field(_("Who decided"))
    decided_on = day_field(_("Decided on"))
    reference = word_field(_("Document"), _("of the body that decided, such as its symbol"), required=False)

    @classmethod
    def suits(cls, subject: PublicStatement) -> bool:
        """Where another body decides."""
        return not stating.decides_itself(settings.MECHANISM)

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """The State is heard before, and it is decided once."""
        return _unless_open(subject, StatementStage.ADOPTED)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Register it."""
        said = self.cleaned_data
        return register_decision(
            self.subject,
            decided_by=said["decided_by"],
            decided_on=said["decided_on"],
            reference=said["reference"],
            by=by,
            at=at,
        )


@offered
class CloseStatement(ActForm):
    """Close the procedure without a statement."""

    name, verb, on, act = "close", _("Close without a statement"), STATEMENT, Act.CLOSE_STATEMENT
    rule = "public_statement"
    final = True
    what = _("The procedure is closed without a public statement. What was said in it stays; a new one can be opened.")
    visible_to = _("members and secretariat")
    closed_on = day_field(_("Closed on"))
    because = text_field(_("Reason"), rows=3)

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """What is adopted or closed is not closed."""
        return _unless_open(subject, StatementStage.CLOSED)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Close it."""
        said = self.cleaned_data
        return close_statement(self.subject, because=said["because"], closed_on=said["closed_on"], by=by, at=at)


def _without_what_binds() -> str:
    refused = stating.may_open(left=True, still_binds="", profile=settings.MECHANISM)
    return f"{said_now(refused.reason)} {said_now(refused.instead)}" if isinstance(refused, Refused) else ""


def _unless_open(statement: PublicStatement, to: StatementStage) -> Decision | None:
    decision = stating.goes_to(stage_of(statement), to, settings.MECHANISM)
    return decision if isinstance(decision, Refused) else None
