"""What officers write: an answer, a file, a response."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.passing import Requested
from unannounced.duties.answering import LONGEST_MINISTRY
from unannounced.duties.dialogue import CLAIM_WORDS
from unannounced.duties.noting import LONGEST_TEXT

CLAIMS = [(claim.value, _(words)) for claim, words in CLAIM_WORDS.items()]
NOT_CHOSEN = ("", _("not chosen"))


class AnswerForm(forms.Form):
    """The answer to one item."""

    claim = forms.ChoiceField(label=_("What the authority says of it"), choices=[NOT_CHOSEN, *CLAIMS])
    text = forms.CharField(
        label=_("Answer"), max_length=LONGEST_TEXT, strip=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    ministry = forms.CharField(label=_("Authority that answers"), max_length=LONGEST_MINISTRY, required=False)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class LayForm(forms.Form):
    """A file that is taken back from a ministry, or a response as one document."""

    file = forms.FileField(label=_("File"), error_messages={"empty": _("The file is empty. Choose another one.")})


class GiveForm(forms.Form):
    """What goes into a response beside the answers that are chosen."""

    document = forms.ChoiceField(label=_("Document to go with it"), required=False)
    publish = forms.BooleanField(label=_("Ask for the publication of the report"), required=False)
    authority = forms.CharField(
        label=_("Authority that asks for publication"), max_length=LONGEST_MINISTRY, required=False
    )
    scope = forms.ChoiceField(
        label=_("What is to be published"),
        choices=[("whole", _("the whole report")), ("part", _("a part of it"))],
        initial="whole",
        required=False,
    )
    part = forms.MultipleChoiceField(
        label=_("Paragraphs to be published"), required=False, widget=forms.CheckboxSelectMultiple
    )
    embargo = forms.DateField(
        label=_("Not before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Nobody outside reads it before this day begins, in UTC."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, documents: list[tuple[str, str]], paragraphs: list[tuple[str, str]], initial: Any
    ) -> None:
        super().__init__(data, auto_id="f-%s", initial=initial)
        choices: Any = {"document": [("", _("none")), *documents], "part": paragraphs}
        for name, held in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = held
        if not paragraphs:
            del self.fields["part"], self.fields["scope"]
        if not documents:
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        """Who asks for publication has to be said."""
        said = super().clean() or {}
        if said.get("publish") and not said.get("authority", "").strip():
            self.add_error("authority", _("Name the authority that asks."))
        return said

    def requested(self, at: datetime) -> Requested | None:
        """The request to publish, if there is one."""
        said = self.cleaned_data
        if not said.get("publish"):
            return None
        embargo = datetime.combine(said["embargo"], time.min, UTC) if said["embargo"] else None
        scope = said.get("scope") or "whole"
        part = tuple(said.get("part") or ()) if scope == "part" else ()
        return Requested(at.date(), said["authority"].strip(), scope, part, embargo)
