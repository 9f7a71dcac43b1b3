"""What those assigned write: answers, notes, referrals. Each is sealed in their browser before it is handed in."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.handing_over import decoded
from unannounced.duties import consenting, corresponding, receiving
from unannounced.duties.confidentiality import Act
from unannounced.duties.corresponding import PIECE_WORDS, PieceKind
from unannounced.duties.receiving import Way
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import actions, dealing
from unannounced.records.communications.models import Piece
from unannounced.records.communications.pieces import Offered
from unannounced.records.communications.queries import pieces_of
from unannounced.rooms.office.acts.fields import day_field, one_of, word_field
from unannounced.rooms.office.acts.in_a_browser import InABrowser
from unannounced.rooms.office.acts.on_communications import ByAssigned
from unannounced.rooms.office.acts.on_keys import hidden_number
from unannounced.rooms.office.acts.registry import offered


class SealedBytesField(forms.CharField):
    """Bytes that were sealed in the browser, as base64url."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=4_000_000, **settings)

    def clean(self, value: Any) -> bytes | None:
        """The bytes; nothing where nothing was sealed."""
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            return decoded(text)
        except ValueError:
            problem = _("What was sealed cannot be read. Load the page again and begin again.")
            raise forms.ValidationError(problem) from None


class Written(InABrowser, ByAssigned):
    """What is sealed on the page of the communication; ``number`` is the version of the key it is sealed to."""

    where = say("This is written and sealed in your browser, on the page of the communication.")
    number = hidden_number()
    sealed = SealedBytesField()

    @property
    def offered(self) -> Offered:
        """What was sealed for the office."""
        return Offered(self.cleaned_data["sealed"], self.cleaned_data["number"])


@offered
class AddPiece(Written):
    """Add a note of the office, or a transcript or translation."""

    name, verb, act = "add-piece", _("Add a note"), Act.TRIAGE_COMMUNICATION
    kind = one_of(_("What it is"), {one: PIECE_WORDS[one] for one in (PieceKind.NOTE, PieceKind.TRANSCRIPT)})
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_replaces(self) -> Piece | None:
        """The piece it corrects; hidden and absent are one answer."""
        said = self.cleaned_data["replaces"]
        if said is None:
            return None
        found = pieces_of(self.subject.pk, self.viewer).filter(pk=said).first()
        if found is None:
            raise forms.ValidationError(_("There is no such piece to correct. Load the page again."))
        return found

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Add it."""
        kind, replaces = self.cleaned_data["kind"], self.cleaned_data["replaces"]
        dealing.add_piece(self.subject, kind, self.offered, replaces=replaces, by=by, at=at)
        return self.done_to()


@offered
class Answer(Written):
    """Answer a communication, sealed for its sender by the receipt, or note that it was answered another way."""

    name, verb, act = "answer", _("Answer"), Act.ANSWER_COMMUNICATION
    kind = one_of(_("What it does"), corresponding.ANSWER_WORDS)
    way = one_of(_("By which way"), receiving.WAY_WORDS, initial=Way.RECEIPT.value)
    given_on = day_field(_("Day"))
    for_sender = SealedBytesField(required=False)
    recipient = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"given_on": self.today}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Answer it."""
        said = self.cleaned_data
        dealing.answer(
            self.subject,
            said["kind"],
            way=said["way"],
            kept=self.offered,
            for_sender=said["for_sender"],
            recipient=said["recipient"],
            given_on=said["given_on"],
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class NoteSharing(ByAssigned):
    """Note what the sender answered when asked whether another body may know."""

    name, verb, act = "note-sharing", _("Note whether a body may know"), Act.REFER_COMMUNICATION
    what = _("The latest answer counts. Without consent to this very body nothing is referred to it.")
    body = word_field(_("Body"), _("as it will be referred to, such as a national preventive mechanism"), longest=120)
    answer = one_of(_("Answer"), consenting.ANSWER_WORDS, chosen=False)
    asked_on = day_field(_("Asked on"))
    how = word_field(_("How they were asked"), required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        body, answer, how = said["body"], said["answer"], said["how"]
        dealing.note_sharing_consent(self.subject, body, answer, asked_on=said["asked_on"], how=how, by=by, at=at)
        return self.done_to()


@offered
class Refer(Written):
    """Refer a copy without what could harm to a body the sender agreed to."""

    name, verb, act = "refer", _("Refer"), Act.REFER_COMMUNICATION
    body = word_field(_("Body"), longest=120)
    referred_on = day_field(_("Day"))

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"referred_on": self.today}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Refer it."""
        said = self.cleaned_data
        dealing.refer(self.subject, said["body"], self.offered, referred_on=said["referred_on"], by=by, at=at)
        return self.done_to()


@offered
class GiveReceipt(InABrowser, ByAssigned):
    """Keep what follows from the words of a receipt that was shown."""

    where = say("The words are drawn on a page of their own, and shown before anything is kept.")
    instead = say("Go there from the page of the communication; or draw them with a program of your own.")
    name, verb, act = "give-receipt", _("Give a receipt"), Act.ANSWER_COMMUNICATION
    recipient = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    conversation = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it; the same again changes nothing."""
        said = self.cleaned_data
        if self.subject.conversation == said["conversation"] and self.subject.recipient == said["recipient"]:
            return self.done_to()
        return actions.give_receipt(self.subject, actions.Public(said["recipient"], said["conversation"]), by=by, at=at)
