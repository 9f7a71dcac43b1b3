"""What is done with a communication: assigned, triaged, closed, kept. What is sealed is in ``on_answers``."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from unannounced.duties import corresponding, receiving
from unannounced.duties.confidentiality import Act
from unannounced.duties.corresponding import MOST_MONTHS, Stage
from unannounced.duties.decision import Decision
from unannounced.duties.receiving import Hold, Risk
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import actions, dealing, queries
from unannounced.records.communications.models import Assignment, Communication, Held
from unannounced.records.states.models import State
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, text_field, word_field
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ASSIGNMENT, COMMUNICATION, HELD

YES, NO, UNKNOWN = "yes", "no", ""
CUSTODY = {YES: True, NO: False, UNKNOWN: None}


class OnCommunication(ActForm):
    """An act on a communication, for keepers who have declared no conflict of interest."""

    on = COMMUNICATION
    rule = "confidentiality"
    subject: Communication


class ByAssigned(OnCommunication):
    """An act of those to whom a communication is assigned."""

    @classmethod
    def rules(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """Only with a communication that is assigned to oneself."""
        return corresponding.must_be_assigned(assigned=is_assigned(subject, viewer), profile=settings.MECHANISM)

    @property
    def is_assigned(self) -> bool:
        """Whether what was noted of it may stand in the fields."""
        return is_assigned(self.subject, self.viewer)


def is_assigned(subject: Communication, viewer: Viewer) -> bool:
    """Whether it is assigned to ``viewer``: asked once for all acts that a page offers on the same object."""
    known: dict[UUID, bool] = subject.__dict__.setdefault("assigned_to", {})
    if viewer.pk not in known:
        known[viewer.pk] = queries.assigned_to(viewer).filter(pk=subject.pk).exists()
    return known[viewer.pk]


# Who deals with it


@offered
class Assign(OnCommunication):
    """Assign a communication to a keeper."""

    name, verb, act = "assign", _("Assign"), Act.ASSIGN_COMMUNICATION
    what = _("They can open what was written, in their own browser, and answer it.")
    person = pick(_("To"))

    @classmethod
    def suits(cls, subject: Communication) -> bool:
        """Not what was erased: there is nothing to deal with."""
        return subject.erased_on is None

    def prepare(self) -> None:
        """Keepers of the day who do not deal with it; whom a rule stands against, the action says."""
        going = Assignment.objects.filter(communication=self.subject, ended_at__isnull=True).values("person")
        keepers = queries.keepers_on(self.today).exclude(person__in=going).values("person")
        people = Person.objects.filter(pk__in=keepers).order_by("display_name", "login")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Assign it."""
        return actions.assign(self.subject, self.cleaned_data["person"], by=by, at=at)


@offered
class EndAssignment(ActForm):
    """Take somebody off a communication."""

    name, verb, on, act = "end", _("Take off the communication"), ASSIGNMENT, Act.ASSIGN_COMMUNICATION
    rule = "confidentiality"
    because = text_field(_("Why"), rows=2)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """End it."""
        assignment: Assignment = self.subject
        return actions.end_assignment(assignment, because=self.cleaned_data["because"], by=by, at=at)


@offered
class DeclareConflict(OnCommunication):
    """Declare a conflict of interest."""

    name, verb, act = "declare-conflict", _("Declare a conflict of interest"), Act.DECLARE_CONFLICT
    what = _("The communication is hidden from you from now on, and will never be assigned to you.")
    final = True
    why = text_field(_("Why"), _("in a few words, without naming whoever wrote"), rows=2)

    @classmethod
    def suits(cls, subject: Communication) -> bool:
        """Not what was erased."""
        return subject.erased_on is None

    def address_after(self, result: Model) -> str:
        """The page of the communication is gone for them."""
        return reverse("communications")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Declare it."""
        return actions.declare_conflict(self.subject, self.cleaned_data["why"], by=by, at=at)


# Noting


def some_of(label: Any, words: Any, help_text: Any = "") -> forms.TypedMultipleChoiceField:
    """Some of an enumeration, by the words the duties give it."""
    kind: Callable[[Any], Any] = type(next(iter(words)))
    return forms.TypedMultipleChoiceField(
        label=label,
        help_text=help_text,
        coerce=kind,
        required=False,
        choices=[(member.value, _(word)) for member, word in words.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )


class StateField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A State, by its name."""

    def label_from_instance(self, obj: Model) -> str:
        """The name in the reader's language."""
        return obj.name(get_language() or "en") if isinstance(obj, State) else str(obj)


@offered
class NoteTriage(ByAssigned):
    """Note what a communication tells of: from it follows how urgent it is."""

    name, verb, act = "triage", _("Note how urgent it is"), Act.TRIAGE_COMMUNICATION
    told = some_of(_("It tells of"), receiving.TOLD_WORDS)
    groups = some_of(_("The person is"), receiving.GROUP_WORDS, _("as they or whoever wrote for them say"))
    risk = one_of(_("Reprisals"), receiving.RISK_WORDS, initial=Risk.UNKNOWN.value)
    in_custody = forms.ChoiceField(
        label=_("In custody now"),
        required=False,
        choices=[(UNKNOWN, _("not known: taken to be")), (YES, _("yes")), (NO, _("no"))],
    )
    ways = some_of(_("Asked to be answered"), receiving.WAY_WORDS)
    state = StateField(queryset=None, label=_("State concerned"), required=False)
    place = place_field(required=False)
    place_said = word_field(_("Place as they call it"), _("where the register has none"), required=False)
    happened_on = day_field(_("Day of what it tells of"), required=False)
    language = word_field(_("Language"), _("as a code, such as uk"), required=False, longest=10)

    def first_words(self) -> dict[str, object]:
        """What was noted last, for those assigned."""
        noted = self.subject.triage if self.is_assigned else None
        if noted is None:
            return {"language": self.subject.language}
        custody = {held: word for word, held in CUSTODY.items()}[noted.in_custody]
        return {
            **{name: getattr(noted, name) for name in ("told", "groups", "risk", "ways", "place_said", "happened_on")},
            "in_custody": custody,
            "state": noted.state_id,
            "place": noted.place_id,
            "language": self.subject.language,
        }

    def prepare(self) -> None:
        """The States of the register, and the places of the one that is concerned."""
        fields: Any = self.fields
        fields["state"].queryset = State.objects.order_by("code")
        said = self.data.get("state") if self.is_bound else self.initial.get("state")
        state = State.objects.filter(pk=said).first() if isinstance(said, str) and _is_id(said) else None
        if not self.is_bound and self.is_assigned and self.subject.triage is not None:
            state = self.subject.triage.state
        if state is not None:
            fields["place"].among(state, self.viewer)
        if self.is_assigned and self.subject.triage is not None:
            fields["place"].holds(self.subject.triage.place_id)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = dict(self.cleaned_data)
        del said["key"]
        said["in_custody"] = CUSTODY[said["in_custody"]]
        dealing.note_triage(self.subject, said.pop("told"), **said, by=by, at=at)
        return self.done_to()


def _is_id(text: str) -> bool:
    try:
        State._meta.pk.to_python(text)
    except forms.ValidationError:
        return False
    return True


# Its stages, and how long it is kept


@offered
class Close(ByAssigned):
    """Close a communication."""

    name, verb, act = "close", _("Close"), Act.CLOSE_COMMUNICATION
    what = _("From now on the months run after which it is erased. A further letter opens it again.")

    @classmethod
    def suits(cls, subject: Communication) -> bool:
        """What is closed is not closed."""
        return subject.stage != Stage.CLOSED

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Close it."""
        return actions.close(self.subject, by=by, at=at)


@offered
class OpenAgain(ByAssigned):
    """Open a communication again."""

    name, verb, act = "open-again", _("Open again"), Act.CLOSE_COMMUNICATION

    @classmethod
    def suits(cls, subject: Communication) -> bool:
        """What is closed, and not erased."""
        return subject.stage == Stage.CLOSED and subject.erased_on is None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        return actions.open_again(self.subject, by=by, at=at)


@offered
class KeepFor(ByAssigned):
    """Say for how many months a communication is kept."""

    name, verb, act = "keep-for", _("Say how long it is kept"), Act.ERASE_COMMUNICATION
    months = forms.IntegerField(label=_("Months after it was closed"), min_value=1, max_value=MOST_MONTHS)

    def first_words(self) -> dict[str, object]:
        """As it is."""
        return {"months": self.subject.keep_months}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Say it."""
        return actions.keep_for(self.subject, self.cleaned_data["months"], by=by, at=at)


@offered
class HoldAsEvidence(ByAssigned):
    """Keep a communication from being erased."""

    name, verb, act = "hold", _("Hold as evidence"), Act.ERASE_COMMUNICATION
    what = _("It is not erased until the hold ends, even where the sender asks for it.")
    because = text_field(_("Why"), _("who asked for it; without naming whoever wrote"), rows=2)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Hold it."""
        return actions.hold_as_evidence(self.subject, self.cleaned_data["because"], by=by, at=at)


@offered
class EndHold(ActForm):
    """End a hold."""

    name, verb, on, act = "end-hold", _("End the hold"), HELD, Act.ERASE_COMMUNICATION
    rule = "confidentiality"
    what = _("From now on it is erased when its months are over, or at once where the sender asked for it.")

    @classmethod
    def suits(cls, subject: Held) -> bool:
        """What holds it for a case of reprisal ends with the case."""
        return subject.what == Hold.EVIDENCE

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """End it."""
        held: Held = self.subject
        return actions.end_hold(held, by=by, at=at)
