"""Items that the mechanism asks for no more, and answers from the liaison room that could not be registered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import desisting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.desisting import decide_stray, item_withdrawal_decision, withdraw_item
from unannounced.records.recommendations.models import Item, StrayAnswer
from unannounced.records.recommendations.queries import known_since
from unannounced.records.recommendations.standing_beside import strays_waiting
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.fields import day_field, one_of, text_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ITEM, REPORT
from unannounced.rooms.web.templatetags.field_words import day as in_words


@offered
class WithdrawItem(ActForm):
    """Ask no more for an item that the State has; what was said of it stays."""

    name, verb, on, act = "withdraw-item", _("Withdraw the item"), ITEM, Act.WITHDRAW_ITEM
    rule = "report"
    final = True
    what = _("The mechanism asks no more for it. What was answered and verified stays; a later response is refused.")
    visible_to = _("those who read the report; the State, in the liaison room")
    on_day = day_field(_("Withdrawn on"))
    because = text_field(_("Reason"), rows=3)

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """In a draft an item is taken out."""
        return known_since(subject) is not None

    @classmethod
    def rules(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """It is asked for still."""
        decision = item_withdrawal_decision(subject)
        return decision if isinstance(decision, Refused) else None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Withdraw it."""
        said = self.cleaned_data
        return withdraw_item(self.subject, because=said["because"], on=said["on_day"], by=by, at=at)


@offered
class DecideStray(ActForm):
    """Decide on an answer from the liaison room that could not be registered."""

    name, verb, on, act = "decide-stray", _("Decide on a stray answer"), REPORT, Act.DECIDE_STRAY
    rule = "response"
    which = forms.ChoiceField(
        label=_("Which"), widget=forms.RadioSelect, error_messages={"invalid_choice": _("Choose one of the list.")}
    )
    how = one_of(_("Decision"), desisting.WORDS, chosen=False)
    because = text_field(_("Reason"), rows=2)

    def prepare(self) -> None:
        """The answers that wait; the one that came first is chosen."""
        self.waiting = list(strays_waiting(self.subject))
        field: Any = self.fields["which"]
        field.choices = [(str(one.pk), _in_words(one)) for one in self.waiting]
        field.initial = field.choices[0][0] if field.choices else None

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """There is something to decide."""
        return subject.transmitted_on is not None and strays_waiting(subject).exists()

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The answer that the address names."""
        return {"which": query["which"]} if "which" in query else {}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide on it."""
        said = self.cleaned_data
        stray = next(one for one in self.waiting if str(one.pk) == said["which"])
        decide_stray(stray, said["how"], because=said["because"], by=by, at=at)
        return stray.item or self.done_to()


def _in_words(one: StrayAnswer) -> str:
    words = gettext("Received on {day} from {given_by}: {text}")
    return words.format(day=in_words(one.received_on), given_by=one.given_by, text=one.text[:160])
