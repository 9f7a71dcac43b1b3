"""What is done to the items of a draft: marked in the text, reworded, moved, taken out and put back."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties import drafting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.drafting import (
    mark_item,
    move_item,
    put_item_back,
    reword_item,
    take_item_out,
)
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.moving import OUT
from unannounced.rooms.office.acts.fields import one_of, text_field, word_field
from unannounced.rooms.office.acts.on_drafts import OnDraftParagraph, draft_address, in_draft, moves_field
from unannounced.rooms.office.acts.on_many import months_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ITEM, PARAGRAPH, READING


@offered
class MarkItem(OnDraftParagraph):
    """Mark words of a paragraph as an item, by its kind."""

    name, verb, on, act = "mark-item", _("Mark words as an item"), PARAGRAPH, Act.ADD_ITEM
    sentence = forms.ChoiceField(
        label=_("A sentence of the paragraph"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    words = text_field(
        _("Or other words of it"), _("exactly as they stand in the paragraph, and only once"), rows=3, required=False
    )
    kind = one_of(_("Kind"), reporting.ITEM_WORDS)
    addressee = word_field(_("Addressee"), _("the authority that should act"), required=False)
    months = months_field()
    seen_moves = moves_field()

    def prepare(self) -> None:
        """The sentences of the paragraph, by their place in it."""
        self.sentences = dict(enumerate(drafting.sentences(self.subject.text), start=1))
        field: Any = self.fields["sentence"]
        field.choices = [(str(place), words) for place, words in self.sentences.items()]

    def clean(self) -> dict[str, Any]:
        """A sentence was chosen, or words were given; words count first."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = said.get("sentence")
        if not (said.get("words") or "").strip():
            said["words"] = self.sentences[int(chosen)] if chosen else ""
        if not said["words"]:
            self.add_error("words", forms.ValidationError(_("Choose a sentence, or give words of the paragraph.")))
        return said

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Mark them."""
        said = self.cleaned_data
        return mark_item(
            said["words"],
            in_paragraph=self.subject,
            kind=said["kind"],
            addressee=said["addressee"],
            months=said["months"],
            seen_moves=said["seen_moves"],
            by=by,
            at=at,
            key=said["key"],
        )


class _OnDraftItem(ActForm):
    """What is done to an item of a draft; elsewhere it has no meaning."""

    rule = "report"

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """An item of a draft that is made here."""
        return not subject.report.from_archive and subject.report.stage == reporting.ReportStage.DRAFT

    @classmethod
    def rules(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """Only drafts are written."""
        return in_draft(subject.report)

    def address_after(self, result: Model) -> str:
        """The draft, at the paragraph of the item."""
        item = result if isinstance(result, Item) else self.subject
        return draft_address(item.report_id, item.paragraph.number)


@offered
class RewordItem(_OnDraftItem):
    """Reword an item of a draft, in the text too where its words stand there; what it said is kept."""

    name, verb, on, act = "reword", _("Reword"), ITEM, Act.ADD_ITEM
    text = text_field(_("Text"), _("where these words stand in the paragraph, they change there too"), rows=5)
    kind = one_of(_("Kind"), reporting.ITEM_WORDS)
    addressee = word_field(_("Addressee"), _("the authority that should act"), required=False)
    months = months_field()
    because = word_field(_("Why"), required=False, longest=120)
    seen_wording = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_moves = moves_field()

    def first_words(self) -> dict[str, object]:
        """What it says now."""
        held: Item = self.subject
        return {
            "text": held.text,
            "kind": held.kind,
            "addressee": held.addressee,
            "months": held.months,
            "seen_wording": held.wording,
            "seen_moves": held.report.moves,
        }

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Reword it."""
        said = self.cleaned_data
        return reword_item(
            self.subject,
            said["text"],
            kind=said["kind"],
            addressee=said["addressee"] if "addressee" in self.data else None,
            months=said["months"] if "months" in self.data else self.subject.months,
            seen_wording=said["seen_wording"] or self.subject.wording,
            seen_moves=said["seen_moves"],
            because=said["because"],
            by=by,
            at=at,
        )


@offered
class MoveItem(_OnDraftItem):
    """Move an item to another place of its paragraph, or to another paragraph."""

    name, verb, on, act = "move", _("Move the item"), ITEM, Act.ADD_ITEM
    place = forms.IntegerField(label=_("Place among the items of the paragraph"), min_value=1)
    paragraph = forms.IntegerField(
        label=_("Number of the paragraph"), help_text=_("empty: where it is"), required=False, min_value=1
    )

    def first_words(self) -> dict[str, object]:
        """Where it is."""
        return {"place": self.subject.place_in_paragraph}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Move it."""
        said = self.cleaned_data
        return move_item(self.subject, to_place=said["place"], to_paragraph=said["paragraph"], by=by, at=at)


@offered
class TakeItemOut(_OnDraftItem):
    """Take an item out of the draft; its words stay in the paragraph."""

    name, verb, on, act = "take-out", _("Take the item out"), ITEM, Act.ADD_ITEM
    because = word_field(_("Why"), required=False, longest=120)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it out."""
        return take_item_out(self.subject, because=self.cleaned_data["because"], by=by, at=at)


@offered
class PutItemBack(_OnDraftItem):
    """Put an item back that was taken out of the draft."""

    name, verb, on, act = "put-back", _("Put the item back"), READING, Act.ADD_ITEM

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """An item that was taken out of a draft."""
        return super().suits(subject) and subject.left_out_of == OUT

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Put it back."""
        return put_item_back(self.subject, by=by, at=at)
