"""What is done to many items at once: each act once, with one line of the ledger, or not at all."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import dialogue, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.documents.models import Document
from unannounced.records.recommendations.actions import (
    assess_all,
    register_responses,
    restore_times,
    set_times,
    withdraw,
)
from unannounced.records.recommendations.many import restoring_decision
from unannounced.records.recommendations.models import Assessment, Response
from unannounced.records.recommendations.queries import Thread, withdrawal_decisions
from unannounced.rooms.office.acts.fields import day_field, document_field, one_of, text_field
from unannounced.rooms.office.acts.keyed import KeyedForm
from unannounced.rooms.office.acts.registry import Words

MOST_AT_ONCE = 500
"""Items that one act may touch (project choice): what somebody can still look through."""

LAST, RESPONSE, ASSESSMENT = "last", "response", "assessment"
_RULE = say("Rule of this software: nothing said is overwritten")


def document_of(said: Mapping[str, Any]) -> Document | None:
    """The document that came with a form; its id follows from the form's, so that sent twice it is kept once."""
    document: Document | None = said["document"]
    if document is not None:
        document.id = uuid5(said["key"], "document")
    return document


class ManyForm(KeyedForm):
    """One act on many items. The same form is a page and a command; the rules are the action's."""

    name: ClassVar[str]
    verb: ClassVar[Words]
    act: ClassVar[Act]
    rule: ClassVar[str]
    done: ClassVar[Words]

    def __init__(self, *args: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        self.viewer = viewer
        self.today = today
        self.signed_for = f"{self.viewer.pk}many{self.name}"
        kwargs["initial"] = {"key": self.new_key(), **kwargs.get("initial", {})}
        kwargs["auto_id"] = "f-%s"
        super().__init__(*args, **kwargs)

    @classmethod
    def cited(cls) -> str:
        """The article under which the act is done."""
        return settings.MECHANISM.cited(cls.rule)

    def refused(
        self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime
    ) -> dict[UUID, Refused]:
        """The items that cannot be among them, with the reason; before the form is filled in, as far as is known."""
        decision = permitted(self.act, self.viewer)
        if isinstance(decision, Refused):
            return {thread.item.pk: decision for thread in threads}
        found = zip(threads, self.decisions(threads, said, at=at), strict=True)
        return {thread.item.pk: held for thread, held in found if isinstance(held, Refused)}

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """What the rules say of each item."""
        raise TypeError("an act on many says of each item whether it may")

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Do it to all of them; how many were changed."""
        raise TypeError("an act on many does something")

    def words_on(self, thread: Thread) -> str:
        """What is done to this item, where that differs from item to item."""
        return ""


class RegisterResponses(ManyForm):
    """Register one answer of the State to many items."""

    name, verb, act, rule = "register-response", _("Register a response"), Act.REGISTER_RESPONSE, "response"
    done = _("The response was registered to %(count)s items.")
    claim = one_of(_("What the State claims"), dialogue.CLAIM_WORDS, chosen=False)
    text = text_field(_("Response of the State"))
    received_on = day_field(_("Received on"))
    document = document_field(_("Document it came in"))

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """The State knew each item on the day the response was received."""
        said = said or {"received_on": self.today, "text": self.name}
        return [
            dialogue.may_respond(
                transmitted_on=thread.known_on,
                received_on=said["received_on"],
                today=self.today,
                text=said["text"],
                profile=settings.MECHANISM,
            )
            for thread in threads
        ]

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Register it."""
        said = self.cleaned_data
        made = register_responses(
            [thread.item for thread in threads],
            said["text"],
            claim=Claim(said["claim"]),
            received_on=said["received_on"],
            document=document_of(said),
            by=by,
            at=at,
            key=said["key"],
        )
        return len(made)


class AssessMany(ManyForm):
    """Say the same of what the monitor verified of many items."""

    name, verb, act, rule = "assess", _("Assess"), Act.ASSESS_ITEM, "report"
    done = _("The assessment was kept for %(count)s items.")
    verdict = one_of(_("Verified"), dialogue.VERDICT_WORDS, chosen=False)
    text = text_field(_("Assessment"))
    evidence = text_field(
        _("Rests on"), _("what the verification rests on: a visit, a document"), rows=2, required=False
    )
    day = day_field(_("Day"))

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """Each item was known to the State, and what is said of it rests on something."""
        said = said or {"evidence": self.name, "day": self.today}
        return [
            dialogue.may_assess(
                evidence=said["evidence"],
                on=said["day"],
                transmitted_on=thread.known_on,
                today=self.today,
                profile=settings.MECHANISM,
            )
            for thread in threads
        ]

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Assess them."""
        said = self.cleaned_data
        made = assess_all(
            [thread.item for thread in threads],
            said["text"],
            verdict=Verdict(said["verdict"]),
            evidence=said["evidence"],
            day=said["day"],
            by=by,
            at=at,
            key=said["key"],
        )
        return len(made)


def months_field() -> forms.IntegerField:
    """The time to respond, in months; empty takes back what was set."""
    return forms.IntegerField(
        label=_("Months to respond"),
        help_text=_(
            "counted from the day the State has had it; empty: as the mechanism's rule sets it, or no time for another "
            "body's report"
        ),
        required=False,
        min_value=1,
        max_value=reporting.LONGEST_TIME,
    )


class SetTimes(ManyForm):
    """Set the time to respond to many items."""

    name, verb, act, rule = "set-time", _("Set the time to respond"), Act.SET_TIME, "response"
    done = _("The time to respond was set for %(count)s items.")
    months = months_field()
    earlier: Mapping[UUID, int | None] = {}
    """The items that were changed, with the time each had before."""

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """The State has each item."""
        months = said["months"] if said else None
        return [reporting.may_set_time(thread.known_on, months, settings.MECHANISM) for thread in threads]

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Set it."""
        items, months = [thread.item for thread in threads], self.cleaned_data["months"]
        earlier = {item.pk: item.months for item in items if item.months != months}
        count = set_times(items, months=months, by=by, at=at)
        self.earlier = earlier
        return count


class RestoreTimes(ManyForm):
    """Undo the time that was set for many items: each gets back the one it had, unless another was set since."""

    name, verb, act, rule = "restore-time", _("Undo the time that was set"), Act.SET_TIME, "response"
    done = _("The earlier time to respond stands again for %(count)s items.")
    set_at = forms.CharField(widget=forms.HiddenInput, max_length=40)
    earlier: Mapping[UUID, int | None] = {}
    set_to: int | None = None

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """Its earlier time is known, and nobody has set another since."""
        reason, way_out = say("Which time it had before is no longer known."), say("Set the time anew.")
        gone = Refused(reason, self.cited(), way_out)
        return [
            restoring_decision(thread.item, self.earlier[thread.item.pk], set_to=self.set_to)
            if thread.item.pk in self.earlier
            else gone
            for thread in threads
        ]

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Give each its earlier time back."""
        before = {thread.item: self.earlier[thread.item.pk] for thread in threads}
        return restore_times(before, set_to=self.set_to, by=by, at=at)

    def words_on(self, thread: Thread) -> str:
        """The time it had."""
        months = self.earlier.get(thread.item.pk)
        if months is None:
            return gettext("The time that was set is taken back.")
        words = ngettext("The time is %(months)s month again.", "The time is %(months)s months again.", months)
        return words % {"months": months}


class WithdrawMany(ManyForm):
    """Withdraw the last response or assessment of many items, or those registered at one moment."""

    name, verb, act, rule = "withdraw", _("Withdraw what was registered last"), Act.WITHDRAW_REGISTERED, "report"
    done = _("What was registered was withdrawn for %(count)s items.")
    what = forms.ChoiceField(
        label=_("What is withdrawn"),
        choices=[
            (LAST, _("what was registered last")),
            (RESPONSE, _("the last response")),
            (ASSESSMENT, _("the last assessment")),
        ],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the words in the list.")},
    )
    because = text_field(_("Reason"), _("what is mistaken; it stays beside what is withdrawn"), rows=2)
    registered_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean_registered_at(self) -> str:
        """A moment, or nothing: what is neither would mean other ones than were looked at."""
        written: str = self.cleaned_data["registered_at"]
        if written and moment_of(written) is None:
            raise forms.ValidationError(_("This form is not as it was given out. Open it again."))
        return written

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """There is something to withdraw, and nothing rests on it."""
        registered = self.registered(threads, said or self.initial)
        because = said["because"] if said else self.name
        held = dict(
            zip(
                (one.item_id for one in registered),
                withdrawal_decisions(registered, because, by=self.viewer, at=at),
                strict=True,
            )
        )
        nothing = Refused(say("Nothing is registered of this kind that could be withdrawn."), _RULE)
        return [held.get(thread.item.pk, nothing) for thread in threads]

    def registered(self, threads: Sequence[Thread], said: Mapping[str, Any]) -> list[Response | Assessment]:
        """What is meant of each item, where there is something."""
        moment, what = moment_of(said.get("registered_at") or ""), said.get("what") or LAST
        found = []
        for thread in threads:
            held: list[Response | Assessment] = []
            held += thread.responses[-1:] if what != ASSESSMENT else []
            held += thread.assessments[-1:] if what != RESPONSE else []
            if moment:
                every: list[Response | Assessment] = [*thread.responses, *thread.assessments]
                held = [one for one in every if one.registered_at == moment]
            held.sort(key=_registered_at)
            for one in held[-1:]:
                one.item = thread.item
                found.append(one)
        return found

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Withdraw it."""
        said = self.cleaned_data
        return len(withdraw(self.registered(threads, said), because=said["because"], by=by, at=at))


def moment_of(written: str) -> datetime | None:
    """A moment as addresses have it, in UTC; nothing where none is written, or one without its zone."""
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _registered_at(one: Response | Assessment) -> tuple[bool, Any]:
    return one.registered_at is not None, one.registered_at


MANY: dict[str, type[ManyForm]] = {form.name: form for form in (RegisterResponses, AssessMany, SetTimes, WithdrawMany)}
"""What a list offers, and the command."""
