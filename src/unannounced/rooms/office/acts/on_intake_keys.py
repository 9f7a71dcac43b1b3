"""Keepers of the register of communications, and its key. What is sealed comes from a keeper's own browser.

A version is made, re-sealed and recovered by a keeper on their own row: before the first one there is no other thing.
"""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.duties.keeping import must_keep
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import actions, keys, queries
from unannounced.records.communications.models import IntakeKey, Keeper
from unannounced.records.communications.pieces import Offered
from unannounced.rooms.office.acts.fields import text_field, word_field
from unannounced.rooms.office.acts.in_a_browser import InABrowser
from unannounced.rooms.office.acts.on_keys import CopiesField, SealedField, hidden_number
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import INTAKE_KEY, KEEPER, NAMEABLE
from unannounced.rooms.office.uploads import CutFile


class OnIntakeKeys(ActForm):
    """An act of the page of keepers and keys, which alone speaks of it."""

    act = Act.MAKE_INTAKE_KEY
    rule = "confidentiality"

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """No other page offers it."""
        return False

    def address_before(self) -> str:
        """The page of keepers and keys."""
        return reverse("communication_keys")

    def address_after(self, result: Model) -> str:
        """Back there; whoever keeps the register no more goes home."""
        return reverse("communication_keys" if queries.keeps_register(self.viewer) else "home")


@offered
class NameKeeper(OnIntakeKeys):
    """Name a keeper of the register."""

    name, verb, on, act = "name", _("Name a keeper of communications"), NAMEABLE, Act.KEEP_REGISTER
    what = _("They see that communications came, and can be assigned some. The key is re-sealed for them afterwards.")
    visible_to = _("keepers of the register alone")

    def address_after(self, result: Model) -> str:
        """Who named the first keeper and is none does not see the page any more."""
        may = queries.may_name_keepers(self.viewer, on=self.today)
        return reverse("communication_keys" if may else "home")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Name them."""
        return actions.name_keeper(self.subject, by=by, at=at)


@offered
class EndKeeping(OnIntakeKeys):
    """End somebody's keeping of the register."""

    name, verb, on, act = "end", _("End the keeping"), KEEPER, Act.KEEP_REGISTER
    what = _(
        "They see communications no more, and what was assigned to them is so no more. If they hold the newest key, "
        "make a new version next, and re-seal what came before."
    )
    because = text_field(_("Why"), rows=2)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """End it."""
        return actions.end_keeping(self.subject, because=self.cleaned_data["because"], by=by, at=at)


class OfOneself(InABrowser, OnIntakeKeys):
    """What a keeper's browser seals and hands in, on the row of that keeper."""

    on = KEEPER
    where = say("This is sealed in your browser, on the page of the keys of communications.")

    @classmethod
    def rules(cls, subject: Keeper, viewer: Viewer, today: date) -> Decision | None:
        """By the keeper the row is of."""
        keeps = subject.person_id == viewer.pk and subject.ended_at is None
        return must_keep(keeps=keeps, profile=settings.MECHANISM)


@offered
class MakeIntakeKey(OfOneself):
    """Make the key of communications, or its next version."""

    name, verb = "make-key", _("Make the key of communications")
    number = hidden_number()
    recipient = SealedField()
    wrapped = CopiesField()
    because = word_field(_("Why a new version"), required=False, longest=500)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Make it."""
        said = self.cleaned_data
        recipient, wrapped, version = said["recipient"], said["wrapped"], said["number"]
        return keys.make_intake_key(recipient, wrapped, version=version, because=said["because"], by=by, at=at)


@offered
class WrapIntakeKey(OfOneself):
    """Re-seal the key for keepers who wait."""

    name, verb = "re-seal-key", _("Re-seal the key of communications")
    wrapped = CopiesField(by_version=True)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Re-seal it."""
        keys.wrap_intake_key(self.cleaned_data["wrapped"], by=by, at=at)
        return self.done_to()


@offered
class RecoverIntakeKey(OfOneself):
    """Recover a version of the key from two of its pieces."""

    name, verb = "recover-key", _("Recover the key of communications")
    number = hidden_number()
    copy = SealedField()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep the copy for whoever put the pieces together."""
        version = self.cleaned_data["number"]
        key = queries.intake_keys(by).get(version=version)
        return keys.recover_intake_key(key, self.cleaned_data["copy"], by=by, at=at)

    def clean_number(self) -> int:
        """A version there is."""
        number: int = self.cleaned_data["number"]
        if not queries.intake_keys(self.viewer).filter(version=number).exists():
            raise forms.ValidationError(_("There is no such version of the key."))
        return number


@offered
class ResealPiece(OfOneself):
    """Replace what is sealed to an older version by what a browser sealed to the newest."""

    name, verb = "re-seal-piece", _("Re-seal a piece that came before")
    number = hidden_number()
    old = forms.UUIDField(widget=forms.HiddenInput)
    sealed = forms.FileField()

    def clean_sealed(self) -> bytes:
        """All of it, or it is not replaced."""
        sealed: Any = self.cleaned_data["sealed"]
        if isinstance(sealed, CutFile):
            raise forms.ValidationError(_("It is too large to be handed in here."))
        content: bytes = sealed.read()
        return content

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Replace it."""
        said = self.cleaned_data
        keys.reseal({said["old"]: Offered(said["sealed"], said["number"])}, by=by, at=at)
        return self.done_to()


@offered
class RevokeIntakeKey(OnIntakeKeys):
    """Revoke an older version."""

    name, verb, on = "revoke", _("Revoke this version of the key"), INTAKE_KEY
    what = _("The intake room takes nothing more that is sealed to it. What came is kept and can still be opened.")
    final = True
    because = text_field(_("Why"), rows=2)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Revoke it."""
        key: IntakeKey = self.subject
        return keys.revoke_intake_key(key, because=self.cleaned_data["because"], by=by, at=at)
