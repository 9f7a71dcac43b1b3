"""What is done to a request for information: the answer registered, the State reminded."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from unannounced.duties import requesting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.requests.actions import answer_request, remind_state
from unannounced.records.requests.models import Request
from unannounced.records.requests.queries import reminding_decision
from unannounced.rooms.office.acts.fields import day_field, document_field, text_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import REQUEST
from unannounced.rooms.web.templatetags.field_words import said as in_words

_SETS = say("A reminder of {made_on} sets {due_on} as the new day for the answer.")


@offered
class AnswerRequest(ActForm):
    """Register what the State answered, with the document it came in."""

    name, verb, on, act = "answer", _("Register the answer"), REQUEST, Act.ANSWER_REQUEST
    rule = "request"
    text = text_field(_("Answer of the State"))
    received_on = day_field(_("Received on"))
    document = document_field(_("Document it came in"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Register it."""
        said = self.cleaned_data
        answer_request(
            self.subject,
            said["text"],
            received_on=said["received_on"],
            document=said["document"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class RemindState(ActForm):
    """Remind the State of a request it has not answered; the new day is shown before it is confirmed."""

    name, verb, on, act = "remind", _("Remind the State"), REQUEST, Act.REMIND_STATE
    rule = "request"
    made_on = day_field(_("Day of the reminder"))
    text = text_field(_("Words of the reminder"), required=False, rows=3)
    sets = forms.DateField(widget=forms.HiddenInput, required=False)

    def first_words(self) -> dict[str, object]:
        """Today, and the day that a reminder of today sets."""
        return {"made_on": self.today, "sets": requesting.new_due(self.today, settings.MECHANISM)}

    def prepare(self) -> None:
        """Say which day a reminder of today sets."""
        self.fields["made_on"].help_text = _words(self.today)

    def clean(self) -> dict[str, Any]:
        """Show the day that a reminder of another day sets, and ask again; a command is not asked."""
        said = super().clean() or {}
        made_on = said.get("made_on")
        if made_on is None or "sets" not in self.data:
            return said
        new = requesting.new_due(made_on, settings.MECHANISM)
        if said.get("sets") != new:
            self.data = _with(self.data, "sets", new.isoformat())
            self.add_error("made_on", f"{_words(made_on)} {_('Send it again to confirm that day.')}")
        return said

    @classmethod
    def rules(cls, subject: Request, viewer: Viewer, today: date) -> Decision | None:
        """Whether the State may be reminded today; a reminder of the past is judged when its day is entered."""
        decision = reminding_decision(subject, on=today, today=today)
        return decision if isinstance(decision, Refused) else None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Remind it."""
        said = self.cleaned_data
        remind_state(self.subject, said["text"], made_on=said["made_on"], by=by, at=at, key=said["key"])
        return self.done_to()


def _with(data: Mapping[str, Any], name: str, value: str) -> Mapping[str, Any]:
    """What was sent, with another value in one field."""
    if isinstance(data, QueryDict):
        changed = data.copy()
        changed[name] = value
        return changed
    return {**data, name: value}


def _words(made_on: date) -> str:
    return in_words(
        Sentence(_SETS, {"made_on": made_on, "due_on": requesting.new_due(made_on, settings.MECHANISM)}), False
    )
