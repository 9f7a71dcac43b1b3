"""Elections to seats: opened on a State, a list of candidates, rounds of votes; and terms that end early."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.duties import electing, nominating
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.electing import ElectionStage, EndReason
from unannounced.duties.nominating import Denominator
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, people
from unannounced.records.committee.actions import end_term
from unannounced.records.committee.electing import (
    close_election,
    hold_election,
    is_member_state,
    list_candidate,
    may_hold,
    note_declaration,
    note_list,
    open_election,
    strike_off,
)
from unannounced.records.committee.models import Candidate, Election, Term
from unannounced.records.committee.queries import stage_of, standing_candidates, vacant_since
from unannounced.records.states.models import State
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import CANDIDATE, ELECTION, STATE, TERM

VOTES = "votes-"


def _count(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=9999)


@offered
class OpenElection(ActForm):
    """Open an election to the seat of a State."""

    name, verb, on, act = "open-election", _("Open an election to the seat"), STATE, Act.OPEN_ELECTION
    rule = "election"
    vacancy = one_of(_("Why the seat is free"), electing.VACANCY_WORDS, chosen=False)
    free_since = day_field(_("Free from"), _("the first day on which the seat is, or will be, empty"))
    opened_on = day_field(_("Opened on"))
    proposed_by = one_of(_("Who proposes the candidates"), nominating.PROPOSER_WORDS)

    @classmethod
    def suits(cls, subject: State) -> bool:
        """Where seats follow from a treaty."""
        return bool(settings.MECHANISM.convention)

    def first_words(self) -> dict[str, object]:
        """Today, and the day after the last term in respect of the State."""
        since = vacant_since([self.subject.code], before=self.today)[self.subject.code]
        return {"opened_on": self.today, "free_since": since or self.today}

    def prepare(self) -> None:
        """Those who may propose for this State; both where the register does not say whether it is a member State."""
        member = is_member_state(self.subject, self.today)
        allowed = nominating.proposers(member_state=member, profile=settings.MECHANISM)
        field: forms.TypedChoiceField = self.fields["proposed_by"]  # type: ignore[assignment]
        field.choices = [(one.value, _(nominating.PROPOSER_WORDS[one])) for one in allowed]
        self.initial.setdefault("proposed_by", allowed[0].value)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        said = self.cleaned_data
        return open_election(
            self.subject,
            vacancy=said["vacancy"],
            free_since=said["free_since"],
            opened_on=said["opened_on"],
            proposed_by=said["proposed_by"],
            by=by,
            at=at,
            key=said["key"],
        )


class _WhileOpen(ActForm):
    """What is done to an election that has no end yet."""

    rule = "election"

    @classmethod
    def rules(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """It is not over."""
        election: Election = subject.election if isinstance(subject, Candidate) else subject
        if electing.NEXT[stage_of(election)]:
            return None
        return Refused(
            say("The election is over."),
            settings.MECHANISM.cited("election"),
            say("Open another one if the seat is free again."),
        )


@offered
class ListCandidate(_WhileOpen):
    """Put a candidate on the list."""

    name, verb, on, act = "list-candidate", _("Put a candidate on the list"), ELECTION, Act.OPEN_ELECTION
    candidate = word_field(_("Name"), longest=120)
    nationality = word_field(_("Nationality"), _("code of the State, such as XXB"), longest=3)
    profession = word_field(_("Profession"), required=False, longest=120)
    person = pick(_("Account"), _("where the candidate has one here, as a member has who stands again"), required=False)
    independent = forms.BooleanField(label=_("The declaration of independence is held"), required=False)
    conflict = word_field(_("Conflict of interest, as declared"), required=False, longest=300)

    def prepare(self) -> None:
        """Everybody with an account."""
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Put them there."""
        said = self.cleaned_data
        list_candidate(
            self.subject,
            said["candidate"],
            nationality=said["nationality"],
            profession=said["profession"],
            person=said["person"],
            independent=said["independent"],
            conflict=said["conflict"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class NoteList(_WhileOpen):
    """Note that the list was received."""

    name, verb, on, act = "note-list", _("Note the list as received"), ELECTION, Act.OPEN_ELECTION
    received_on = day_field(_("Received on"))
    consulted_on = day_field(
        _("The Party consulted on"), _("of a Party that is no member State, before the election"), required=False
    )

    def first_words(self) -> dict[str, object]:
        """The days noted before, or today."""
        held: Election = self.subject
        return {"received_on": held.list_received_on or self.today, "consulted_on": held.state_consulted_on}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        return note_list(self.subject, received_on=said["received_on"], consulted_on=said["consulted_on"], by=by, at=at)


@offered
class HoldElection(_WhileOpen):
    """Register a round of votes."""

    name, verb, on, act = "hold", _("Register a round of votes"), ELECTION, Act.HOLD_ELECTION
    final = True
    what = _("Where a candidate has the absolute majority a term of office is made; else the election stays open.")
    held_on = day_field(_("Held on"))
    entitled = _count(_("Votes that could be cast"))
    cast = _count(_("Votes cast"))
    denominator = one_of(_("Absolute majority of"), nominating.DENOMINATOR_WORDS)
    begins = day_field(_("Term begins"), _("where somebody is elected"))
    ends = day_field(
        _("Last day of the term"), _("usually four years; two to six to renew half of the members at a time")
    )
    person = pick(_("Account of whoever is elected"), _("where the list names none"), required=False)
    note = word_field(_("Note"), _("such as: the length of the term was drawn by lot"), required=False, longest=300)

    @classmethod
    def foretold(cls, subject: Election, viewer: Viewer, today: date) -> Decision | None:
        """What the list still lacks."""
        return may_hold(subject, today, today)

    def first_words(self) -> dict[str, object]:
        """Today, and a usual term from the day on which the seat is free."""
        begins = max(self.subject.free_since, self.today)
        months = 12 * settings.MECHANISM.term_years
        ends = add_months(begins, months) - timedelta(days=1)
        return {"held_on": self.today, "begins": begins, "ends": ends}

    def prepare(self) -> None:
        """A number for each candidate who stands on the list."""
        self.standing = list(standing_candidates(self.subject))
        for one in self.standing:
            self.fields[f"{VOTES}{one.place}"] = _count(_("Votes for {name}").format(name=one.name))
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Register it."""
        said = self.cleaned_data
        hold_election(
            self.subject,
            {one.pk: said[f"{VOTES}{one.place}"] for one in self.standing},
            held_on=said["held_on"],
            cast=said["cast"],
            entitled=said["entitled"],
            denominator=Denominator(said["denominator"]),
            begins=said["begins"],
            ends=said["ends"],
            person=said["person"],
            note=said["note"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class CloseElection(_WhileOpen):
    """Close an election without a result."""

    name, verb, on, act = "close", _("Close without a result"), ELECTION, Act.OPEN_ELECTION
    final = True
    what = _("The election ends and the seat stays empty. That changes nothing for the State: it stays bound.")
    because = text_field(_("Reason"), rows=2)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Close it."""
        return close_election(self.subject, self.cleaned_data["because"], by=by, at=at)


@offered
class StrikeOff(_WhileOpen):
    """Strike a candidate off the list."""

    name, verb, on, act = "strike-off", _("Strike off the list"), CANDIDATE, Act.OPEN_ELECTION
    because = text_field(_("Reason"), _("it stays beside the name"), rows=2)

    @classmethod
    def suits(cls, subject: Candidate) -> bool:
        """Once."""
        return not subject.struck_off_because and stage_of(subject.election) is not ElectionStage.ELECTED

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Strike them off."""
        return strike_off(self.subject, self.cleaned_data["because"], by=by, at=at)


@offered
class NoteDeclaration(_WhileOpen):
    """Note that a declaration of independence is held."""

    name, verb, on, act = "note-declaration", _("Note the declaration of independence"), CANDIDATE, Act.OPEN_ELECTION
    what = _("It is noted that the declaration of independence is held.")

    @classmethod
    def suits(cls, subject: Candidate) -> bool:
        """Where it was not held."""
        return not subject.independent and not subject.struck_off_because

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        return note_declaration(self.subject, by=by, at=at)


@offered
class EndTerm(ActForm):
    """Note that a term ends early."""

    name, verb, on, act = "end", _("End the term early"), TERM, Act.END_TERM
    rule = "election"
    final = True
    what = _("The term ends on that day and the seat is free from the next. The State stays as bound as it was.")
    ended_on = day_field(_("Last day in office"))
    reason = one_of(_("Reason"), electing.END_WORDS, chosen=False)
    note = word_field(_("Note"), required=False, longest=250)

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """A day that a page proposes."""
        return {name: query[name] for name in ("ended_on", "reason") if name in query}

    @classmethod
    def suits(cls, subject: Term) -> bool:
        """Once."""
        return subject.ended_on is None

    @classmethod
    def rules(cls, subject: Term, viewer: Viewer, today: date) -> Decision | None:
        """It has not ended by itself."""
        if subject.ends >= today:
            return None
        return Refused(say("The term is over."), settings.MECHANISM.cited("election"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """End it."""
        said = self.cleaned_data
        return end_term(
            self.subject,
            ended_on=said["ended_on"],
            reason=EndReason(said["reason"]),
            note=said["note"],
            by=by,
            at=at,
        )

    def address_after(self, result: Model) -> str:
        """The committee, of the register that the member is of."""
        register = "invented" if self.subject.state.invented else "real"
        return f"{reverse('committee')}?register={register}"
