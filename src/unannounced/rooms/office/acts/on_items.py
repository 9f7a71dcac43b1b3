"""What is done to one item: responses, assessments, withdrawing either, the time to respond, what was read."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties import archiving, dialogue, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.actions import correct
from unannounced.records.readings.queries import stamp_of
from unannounced.records.recommendations.actions import assess, register_response, set_times, withdraw
from unannounced.records.recommendations.many import Basis
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.recommendations.queries import known_since
from unannounced.records.recommendations.standing_beside import nameable
from unannounced.records.recommendations.tallying import live_assessments, live_responses
from unannounced.rooms.office.acts.fields import day_field, document_field, one_of, seen_field, text_field, word_field
from unannounced.rooms.office.acts.named_field import found_in
from unannounced.rooms.office.acts.on_many import document_of, months_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ITEM
from unannounced.rooms.web.templatetags.field_words import day as in_words


@offered
class RegisterResponse(ActForm):
    """Register the State's response to an item, with the document it came in."""

    name, verb, on, act = "register-response", _("Register the response"), ITEM, Act.REGISTER_RESPONSE
    rule = "response"
    claim = one_of(_("What the State claims"), dialogue.CLAIM_WORDS, chosen=False)
    text = text_field(_("Response of the State"))
    received_on = day_field(_("Received on"))
    document = document_field(_("Document it came in"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Register it."""
        said = self.cleaned_data
        register_response(
            self.subject,
            said["text"],
            claim=said["claim"],
            received_on=said["received_on"],
            document=document_of(said),
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class AssessItem(ActForm):
    """Say what the monitor verified."""

    name, verb, on, act = "assess", _("Assess"), ITEM, Act.ASSESS_ITEM
    rule = "report"
    verdict = one_of(_("Verified"), dialogue.VERDICT_WORDS, chosen=False)
    text = text_field(_("Assessment"))
    evidence = text_field(
        _("Rests on"), _("what the verification rests on: a visit, a document"), rows=2, required=False
    )
    named = text_field(
        _("Named evidence"),
        _("addresses or ids of entries, findings, visits and documents of responses, one on each line"),
        rows=2,
        required=False,
    )
    day = day_field(_("Day"))

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """What the address names as evidence: ``?named=`` and an id."""
        return {"named": query["named"]} if query.get("named") else {}

    def clean_named(self) -> list[Basis]:
        """What is named, as far as the viewer sees it: hidden and absent are one answer."""
        return found_in(str(self.cleaned_data["named"]), self._nameable)

    def _nameable(self, keys: list[UUID]) -> list[Basis]:
        return nameable(self.viewer, keys)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Assess it."""
        said = self.cleaned_data
        assess(
            self.subject,
            said["text"],
            verdict=said["verdict"],
            evidence=said["evidence"],
            day=said["day"],
            named=said["named"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class SetTime(ActForm):
    """Set the time to respond to an item the State has."""

    name, verb, on, act = "set-time", _("Set the time to respond"), ITEM, Act.SET_TIME
    rule = "response"
    months = months_field()

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """In a draft the time is set with the item."""
        return known_since(subject) is not None

    @classmethod
    def rules(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """The State has it."""
        return reporting.may_set_time(known_since(subject), None, settings.MECHANISM)

    def first_words(self) -> dict[str, object]:
        """The time that is set now."""
        return {"months": self.subject.months}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Set it."""
        set_times([self.subject], months=self.cleaned_data["months"], by=by, at=at)
        return self.done_to()


@offered
class CorrectReading(ActForm):
    """Correct what was read from a file of an item; what was read is kept."""

    name, verb, on, act = "correct-reading", _("Correct what was read"), ITEM, Act.CORRECT_READING
    rule = "report"
    text = text_field(_("Text"), _("as it stands in the file; empty: as it was read"), rows=5, required=False)
    kind = one_of(_("Kind"), reporting.ITEM_WORDS, required=False)
    position = one_of(_("Position of the State, as the report itself says"), dialogue.POSITION_WORDS)
    made_by = text_field(_("Made by"), _("one name on each line, as printed"), rows=3, required=False)
    no_item = forms.BooleanField(
        label=_("This is no item: leave it out"),
        help_text=_("It stays to be read, and counts no more."),
        required=False,
    )
    because = word_field(_("Reason"), _("such as: read in the file, page 14"))
    seen = seen_field()

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """Only what was read from a file can have been misread."""
        return subject.read_with is not None

    @classmethod
    def rules(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """It was read from a file."""
        return archiving.may_correct_reading(read=subject.read_with is not None)

    def first_words(self) -> dict[str, object]:
        """What was read."""
        held: Item = self.subject
        return {
            "text": held.text,
            "kind": held.kind,
            "position": held.position,
            "made_by": "\n".join(held.made_by),
            "seen": stamp_of(held),
        }

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Correct it."""
        said = self.cleaned_data
        correct(
            self.subject,
            text=said["text"] or None,
            kind=ItemKind(said["kind"]) if said["kind"] else None,
            position=Position(said["position"]),
            made_by=said["made_by"].splitlines(),
            no_item=said["no_item"],
            because=said["because"],
            seen=said["seen"] or None,
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class WithdrawRegistered(ActForm):
    """Withdraw a response or an assessment registered by mistake; it stays, with the reason, and counts no more."""

    name, verb, on, act = "withdraw", _("Withdraw a response or assessment"), ITEM, Act.WITHDRAW_REGISTERED
    rule = "report"
    which = forms.ChoiceField(
        label=_("Which"), widget=forms.RadioSelect, error_messages={"invalid_choice": _("Choose one of the list.")}
    )
    because = text_field(_("Reason"), _("what is mistaken; it stays beside what is withdrawn"), rows=2)

    def prepare(self) -> None:
        """What is registered on the item and was not withdrawn, the latest first; the latest is chosen."""
        self.registered = registered_on(self.subject)
        field: Any = self.fields["which"]
        field.choices = [(str(one.pk), _words(one)) for one in self.registered]
        field.initial = field.choices[0][0] if field.choices else None

    @classmethod
    def rules(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """There is something to withdraw."""
        if registered_on(subject):
            return None
        reason = say("Neither a response nor an assessment is registered that could be withdrawn.")
        return Refused(reason, settings.MECHANISM.cited("report"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Withdraw it."""
        said = self.cleaned_data
        chosen = [one for one in self.registered if str(one.pk) == said["which"]]
        withdraw(chosen, because=said["because"], by=by, at=at)
        return self.done_to()


def registered_on(item: Item) -> list[Response | Assessment]:
    """The responses and assessments of an item that count, the one registered last first; two queries."""
    found: list[Response | Assessment] = [*live_responses().filter(item=item), *live_assessments().filter(item=item)]
    for one in found:
        one.item = item
    return sorted(found, key=_when, reverse=True)


def _when(one: Response | Assessment) -> tuple[bool, Any, date]:
    day = one.received_on if isinstance(one, Response) else one.day
    return one.registered_at is not None, one.registered_at or 0, day


def _words(one: Response | Assessment) -> str:
    if isinstance(one, Response):
        words = _("Response received on {day}: {text}")
        return words.format(day=in_words(one.received_on), text=one.text[:120])
    return _("Assessment of {day}: {text}").format(day=in_words(one.day), text=one.text[:120])
