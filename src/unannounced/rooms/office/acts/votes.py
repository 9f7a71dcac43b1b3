"""Voting on a report or a public statement: one ballot for each member in office."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import deciding
from unannounced.duties.confidentiality import Act
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.decision import Decision, Refused, RefusedByRule
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.actions import hold_vote
from unannounced.records.committee.models import Vote
from unannounced.records.committee.queries import members_on, session_on, votes_about
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import REPORT, STATEMENT

ABSENT = "absent"


def carried_vote(thing: Model, *, rule: str) -> Vote:
    """The last vote on ``thing``, whatever it decided; refused where nobody voted yet."""
    vote = votes_about(thing.pk).first()
    if vote is None:
        raise RefusedByRule(Refused(say("Nobody has voted on it yet."), rule, say("Hold a vote in a session first.")))
    return vote


class _Ballots(ActForm):
    """One choice for each member in office on the day."""

    majority = Majority.ORDINARY

    def prepare(self) -> None:
        """One field for each member: for, against, abstaining, or absent."""
        choices = [(choice.value, _(deciding.WORDS[choice])) for choice in Choice]
        for term in members_on(self.today, invented=self._invented()):
            self.fields[f"ballot-{term.person.login}"] = forms.ChoiceField(
                label=f"{term.person.display_name} ({term.state.code})",
                choices=[(ABSENT, _("absent")), *choices],
                initial=ABSENT,
                widget=forms.RadioSelect,
            )

    def _invented(self) -> bool:
        state = self.subject.state if isinstance(self.subject, PublicStatement) else self.subject.visit.state
        return bool(state.invented)

    def question(self) -> str:
        """What is voted on, in words."""
        raise TypeError("a vote has a question")

    @classmethod
    def rules(cls, subject: Any, viewer: Viewer, today: Any) -> Decision | None:
        """A vote is held in a session."""
        if session_on(today) is None:
            return Refused(
                say("No session sits today, and votes are held in session."),
                settings.MECHANISM.cited("quorum"),
                say("Open the session first: unannounced session."),
            )
        return None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep the vote with its ballots."""
        session = session_on(at.date())
        refusal = self.rules(self.subject, by, at.date())
        if session is None or isinstance(refusal, Refused):
            raise RefusedByRule(refusal if isinstance(refusal, Refused) else Refused("", ""))
        ballots = {}
        for term in members_on(at.date(), invented=self._invented()):
            said = self.cleaned_data.get(f"ballot-{term.person.login}", ABSENT)
            if said != ABSENT:
                ballots[term.person] = Choice(said)
        visit = getattr(self.subject, "visit_id", None)
        hold_vote(
            self.question(),
            about=self.subject,
            session=session,
            majority=self.majority,
            ballots=ballots,
            invented=self._invented(),
            within=visit,
            by=by,
            at=at,
            key=self.cleaned_data["key"],
        )
        return self.done_to()


@offered
class VoteOnReport(_Ballots):
    """Put the draft report to the vote."""

    name, verb, on, act = "hold-vote", _("Put to the vote"), REPORT, Act.HOLD_VOTE
    rule = "majority"
    what = _("The ballots of the members present are kept. The vote decides by more than half of those present.")

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report from the archive was adopted before."""
        return not subject.from_archive

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: Any) -> Decision | None:
        """Only a draft is voted on."""
        if subject.stage != "draft":
            return Refused(say("The report is adopted already."), settings.MECHANISM.cited("majority"))
        return super().rules(subject, viewer, today)

    def question(self) -> str:
        """Adoption of the report."""
        return gettext("Shall the report be adopted: %(title)s?") % {"title": self.subject.title}


@offered
class VoteOnStatement(_Ballots):
    """Put a public statement to the vote."""

    name, verb, on, act = "hold-vote", _("Put to the vote"), STATEMENT, Act.HOLD_VOTE
    rule = "public_statement"
    majority = Majority.PUBLIC_STATEMENT
    what = _("The ballots are kept. Two thirds of the members are needed, not of those present.")

    def question(self) -> str:
        """Making the public statement."""
        return gettext("Shall the public statement be made?")
