"""Voting on a report, a public statement or a point of the agenda: one ballot for each member who attends."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import deciding, sitting, stating
from unannounced.duties.confidentiality import Act
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.decision import Decision, Refused, RefusedByRule
from unannounced.duties.sitting import Matter
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.actions import hold_vote
from unannounced.records.committee.balloting import Counting, Given, Secret
from unannounced.records.committee.models import AgendaPoint, Session, Term
from unannounced.records.committee.queries import attending, members_on, session_on, sitting_as
from unannounced.records.committee.worded import is_open_on
from unannounced.records.recommendations.decided import Before, before
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.fields import word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import POINT, REPORT, STATEMENT

ABSENT = "absent"
BALLOT = "ballot-"
NO_SESSION = say("No session sits today, and votes are held in session.")


class ByDenominator(ActForm):
    """A form that says of whom a public statement needs its fraction, where the rule of the majority asks for one."""

    majority: Majority = Majority.ORDINARY

    def add_denominator(self) -> None:
        """Two fields more, for a majority that is of the members."""
        if self.majority is Majority.ORDINARY:
            return
        self.fields["denominator"] = forms.ChoiceField(
            label=_("Counted by"),
            choices=[(value, _(words)) for value, words in deciding.DENOMINATOR_WORDS.items()],
            initial=settings.MECHANISM.statement_denominator,
            required=False,
        )
        self.fields["denominator_because"] = word_field(
            _("Why it is counted so"), _("only where it is not as the profile has it"), required=False, longest=300
        )

    def counting(self) -> Counting:
        """What was chosen; empty where it is as the profile has it."""
        said = self.cleaned_data
        chosen = said.get("denominator", "")
        own = chosen == settings.MECHANISM.statement_denominator
        return Counting() if own else Counting(chosen, said.get("denominator_because", ""))


class Ballots(ByDenominator):
    """One choice for each member who attends; or, for a secret ballot, who voted and how many voted how."""

    secret: ClassVar[bool] = False
    matter: ClassVar[Matter] = Matter.OTHER

    def prepare(self) -> None:
        """The members who can vote today, and the numbers where the ballot is secret."""
        self.session = session_on(self.today)
        self.before: Before = before(self.subject, self.today)
        self.terms = there(self.session, self.today, invented=self.before.invented)
        if self.is_secret():
            self._secret_fields()
        else:
            self._open_fields()
        self.add_denominator()

    @classmethod
    def is_secret(cls) -> bool:
        """Whether the profile decides this by secret ballot."""
        return cls.secret or cls.matter.value in settings.MECHANISM.secret_ballots

    def question(self) -> str:
        """What is voted on, in words."""
        raise TypeError("a vote has a question")

    @classmethod
    def rules(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """A vote is held in a session."""
        if session_on(today) is None:
            return Refused(
                NO_SESSION,
                settings.MECHANISM.cited("quorum"),
                say("Open the session first, or open a written procedure."),
            )
        said = sitting.may_decide_in_session(is_open_in_writing=is_open_on(subject.pk), profile=settings.MECHANISM)
        return said if isinstance(said, Refused) else None

    def clean(self) -> dict[str, Any] | None:
        """A ballot of somebody for whom there is no field is named, not passed over."""
        held = super().clean()
        if not self.is_secret():
            for name, value in self.data.items():
                if name.startswith(BALLOT) and name not in self.fields and value != ABSENT:
                    problem = _("%(login)s is no member who attends today; leave the ballot out.")
                    self.add_error(None, problem % {"login": name.removeprefix(BALLOT)})
        return held

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep the vote with its ballots."""
        refusal = self.rules(self.subject, by, at.date())
        if self.session is None or isinstance(refusal, Refused):
            raise RefusedByRule(refusal if isinstance(refusal, Refused) else Refused(NO_SESSION, ""))
        hold_vote(
            self.question(),
            about=self.subject,
            session=self.session,
            majority=self.majority,
            ballots=self.given(),
            invented=self.before.invented,
            within=self.before.within,
            by=by,
            at=at,
            key=self.cleaned_data["key"],
            counting=self.counting(),
            matter=self.matter,
        )
        return self.done_to()

    def given(self) -> Given:
        """The ballots as they were entered."""
        said = self.cleaned_data
        if self.is_secret():
            people = {str(term.person_id): term.person for term in self.terms}
            counts = {choice: said[choice.value] for choice in Choice}
            return Secret([people[one] for one in said["voted"]], counts)
        found: dict[Person, Choice] = {}
        for term in self.terms:
            choice = said.get(f"{BALLOT}{term.person.login}", ABSENT)
            if choice not in (ABSENT, ""):
                found[term.person] = Choice(choice)
        return found

    def _open_fields(self) -> None:
        choices = [(choice.value, _(deciding.WORDS[choice])) for choice in Choice]
        members = sitting_as(self.terms)
        for term in self.terms:
            barred = sitting.is_barred(members[term.person_id], self.before.state, settings.MECHANISM)
            self.fields[f"{BALLOT}{term.person.login}"] = forms.ChoiceField(
                label=f"{term.person.display_name} ({term.state.code})",
                help_text=_("may not vote: it concerns a State of their own") if barred else "",
                choices=[(ABSENT, _("no ballot")), *choices],
                initial=ABSENT,
                widget=forms.RadioSelect,
            )

    def _secret_fields(self) -> None:
        people = [(str(term.person_id), f"{term.person.display_name} ({term.state.code})") for term in self.terms]
        self.fields["voted"] = forms.MultipleChoiceField(
            label=_("Who voted"), choices=people, widget=forms.CheckboxSelectMultiple
        )
        for choice in Choice:
            self.fields[choice.value] = forms.IntegerField(
                label=_(deciding.WORDS[choice]), min_value=0, max_value=999, initial=0
            )


def there(session: Session | None, day: date, *, invented: bool) -> list[Term]:
    """The members who can vote on ``day``: those noted as attending, or everybody in office where nothing is noted."""
    terms = list(members_on(day, invented=invented))
    noted = attending(session, day) if session else set()
    return [term for term in terms if term.person_id in noted] if noted else terms


def may_be_decided(statement: PublicStatement, today: date) -> Refused | None:
    """Why the members cannot be asked about a statement: it is decided, or the State was not heard; else None."""
    if statement.adopted_on is not None or statement.closed_on is not None:
        return Refused(say("The public statement is decided already."), settings.MECHANISM.cited("public_statement"))
    said = stating.may_decide(heard_on=statement.state_heard_on, asked_on=today, profile=settings.MECHANISM)
    return said if isinstance(said, Refused) else None


@offered
class VoteOnReport(Ballots):
    """Put the draft report to the vote."""

    name, verb, on, act = "hold-vote", _("Put to the vote"), REPORT, Act.HOLD_VOTE
    rule = "majority"
    matter = Matter.REPORT
    what = _("The ballots of the members present are kept. The vote decides by more than half of those present.")

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report from the archive was adopted before."""
        return not subject.from_archive

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only a draft is voted on."""
        if subject.stage != "draft":
            return Refused(say("The report is adopted already."), settings.MECHANISM.cited("majority"))
        return super().rules(subject, viewer, today)

    def question(self) -> str:
        """Adoption of the report."""
        return gettext("Shall the report be adopted: %(title)s?") % {"title": self.subject.title}


@offered
class VoteOnStatement(Ballots):
    """Put a public statement to the vote."""

    name, verb, on, act = "hold-vote", _("Put to the vote"), STATEMENT, Act.HOLD_VOTE
    rule = "public_statement"
    matter = Matter.STATEMENT
    what = _(
        "The ballots are kept. A statement needs the fraction of the members that the rule names, not of those "
        "present; to ask another body for one, more than half of those present are needed."
    )

    def prepare(self) -> None:
        """The majority is that of the profile."""
        self.majority = deciding.majority_on_statement(settings.MECHANISM)
        super().prepare()

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """While it is not decided, and once the State was heard."""
        refusal = may_be_decided(subject, today)
        return super().rules(subject, viewer, today) if refusal is None else refusal

    def question(self) -> str:
        """Making the public statement, or asking the body that makes it."""
        return gettext(deciding.question_on_statement(settings.MECHANISM))


class OnPoint(Ballots):
    """A vote on a point of the agenda that is on nothing but its words."""

    asked = word_field(_("Question"), _("such as: shall the programme of 2027 be adopted?"), longest=300)

    @classmethod
    def suits(cls, subject: AgendaPoint) -> bool:
        """On a report or a statement one votes where it stands."""
        return not subject.about and subject.taken_off_at is None

    def first_words(self) -> dict[str, object]:
        """The words of the point."""
        return {"asked": self.subject.title}

    def question(self) -> str:
        """As it was written."""
        return str(self.cleaned_data["asked"])


@offered
class VoteOnPoint(OnPoint):
    """Put a point of the agenda to an open vote."""

    name, verb, on, act = "hold-vote", _("Put to the vote"), POINT, Act.HOLD_VOTE
    rule = "majority"
    what = _("The ballots of the members present are kept. The vote decides by more than half of those present.")


@offered
class SecretVoteOnPoint(OnPoint):
    """Elect an officer, or decide on officers, by secret ballot."""

    name, verb, on, act = "hold-secret-vote", _("Hold a secret ballot on officers"), POINT, Act.HOLD_VOTE
    rule = "majority"
    secret = True
    matter = Matter.OFFICERS
    what = _("Who voted is kept, and how many voted how, but not who voted how.")

    @classmethod
    def suits(cls, subject: AgendaPoint) -> bool:
        """Where the rules elect officers by secret ballot."""
        return super().suits(subject) and Matter.OFFICERS.value in settings.MECHANISM.secret_ballots
