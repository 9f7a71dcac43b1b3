"""More time to respond: granted or refused for a report or one item of it, and taken back as registered by mistake."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.extending import Asked
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.granting import decide_extension, may_be_asked, withdraw_extension
from unannounced.records.recommendations.models import Extension, Item
from unannounced.records.recommendations.queries import known_since
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.due_field import due_field
from unannounced.rooms.office.acts.fields import day_field, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ITEM, REPORT
from unannounced.rooms.web.templatetags.field_words import day as in_words

GRANTED, REFUSED = "granted", "refused"


class _Extend(ActForm):
    """Decide on more time that was asked for."""

    rule = "response"
    decided = forms.ChoiceField(
        label=_("Decision"),
        choices=[(GRANTED, _("granted")), (REFUSED, _("refused"))],
        widget=forms.RadioSelect,
        initial=GRANTED,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    until = due_field(_("Until"), _("the day due that was asked for; it stands also on a holiday"))
    asked_by = word_field(_("Asked by"), _("the authority of the State, or the mechanism itself"))
    asked_on = day_field(_("Asked on"))
    decided_on = day_field(_("Decided on"))
    because = text_field(_("Reason"), rows=3)

    @classmethod
    def rules(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """The State has it, and something is asked still."""
        decision = may_be_asked(subject)
        return decision if isinstance(decision, Refused) else None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide on it."""
        said = self.cleaned_data
        asked = Asked(said["until"], said["asked_on"], said["decided_on"], said["decided"] == GRANTED, said["because"])
        decide_extension(self.subject, asked, asked_by=said["asked_by"], by=by, at=at, key=said["key"])
        return self.done_to()


@offered
class ExtendReport(_Extend):
    """Decide on more time for the response to a report."""

    name, verb, on, act = "extend-time", _("Decide on more time"), REPORT, Act.EXTEND_TIME

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """No time runs for a draft."""
        return subject.transmitted_on is not None


@offered
class ExtendItem(_Extend):
    """Decide on more time for the response to one item."""

    name, verb, on, act = "extend-time", _("Decide on more time"), ITEM, Act.EXTEND_TIME

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """In a draft the time is set with the item."""
        return known_since(subject) is not None


class _WithdrawExtension(ActForm):
    """Withdraw a decision on more time that was registered by mistake."""

    rule = "response"
    which = forms.ChoiceField(
        label=_("Which"), widget=forms.RadioSelect, error_messages={"invalid_choice": _("Choose one of the list.")}
    )
    because = text_field(_("Reason"), _("what is mistaken; it stays beside what is withdrawn"), rows=2)

    def prepare(self) -> None:
        """The decisions that were not withdrawn, the latest first; the latest is chosen."""
        self.held = _live(self.subject)
        field: Any = self.fields["which"]
        field.choices = [(str(one.pk), _in_words(one)) for one in self.held]
        field.initial = field.choices[0][0] if field.choices else None

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """There is something to withdraw."""
        return bool(_live(subject))

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The decision that the address names."""
        return {"which": query["which"]} if "which" in query else {}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Withdraw it."""
        said = self.cleaned_data
        chosen = next(one for one in self.held if str(one.pk) == said["which"])
        withdraw_extension(chosen, because=said["because"], by=by, at=at)
        return self.done_to()


@offered
class WithdrawReportExtension(_WithdrawExtension):
    """Withdraw a decision on more time for a report."""

    name, verb, on, act = "withdraw-extension", _("Withdraw a decision on more time"), REPORT, Act.EXTEND_TIME


@offered
class WithdrawItemExtension(_WithdrawExtension):
    """Withdraw a decision on more time for an item."""

    name, verb, on, act = "withdraw-extension", _("Withdraw a decision on more time"), ITEM, Act.EXTEND_TIME


def _live(subject: Report | Item) -> list[Extension]:
    """The decisions on a report as a whole, or on one item, that were not withdrawn; one query."""
    of = {"item": subject} if isinstance(subject, Item) else {"report": subject, "item": None}
    held = Extension.objects.filter(withdrawn_at=None, **of).select_related("report__visit", "report__state", "item")
    return list(held.order_by("-decided_on", "-registered_at", "pk"))


def _in_words(one: Extension) -> str:
    words = gettext("granted until {until}: {because}") if one.granted else gettext("refused until {until}: {because}")
    return words.format(until=in_words(one.until), because=one.because[:120])
