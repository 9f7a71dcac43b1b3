"""What is done to the keys and devices of a visit. What is sealed comes from a browser, or from a program of one's own.

On the pages of keys and itinerary a module fills the hidden fields; a command takes the same fields as they are.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.db.models import Max, Model
from django.urls import reverse
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.duties.entrusting import may_set_write_only, must_go
from unannounced.duties.noting import Sealed
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.checklists.queries import carried_with, odk_key_of
from unannounced.records.keyrings import actions, queries
from unannounced.records.keyrings.models import Device, Invitation
from unannounced.records.notebooks.queries import blobs_seen_by
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.fields import day_field, pick, text_field, word_field
from unannounced.rooms.office.acts.in_a_browser import InABrowser
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import DEVICE, INVITATION, VISIT

CODE_IS_GOOD_FOR = timedelta(days=14)
MOST_NUMBER = 2_000_000_000


class SealedField(forms.CharField):
    """A text that was sealed in the browser; it never stands in a field somebody writes into."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=8_000_000, **settings)

    def clean(self, value: Any) -> str:
        """Lines as they were made: a form turns their ends into those of Windows."""
        return str(super().clean(value)).replace("\r\n", "\n")


class CopiesField(forms.CharField):
    """JSON: copies of a key by the id of the member's key they are wrapped for, or such copies by version."""

    def __init__(self, *, by_version: bool = False, **settings: Any) -> None:
        self.by_version = by_version
        super().__init__(widget=forms.HiddenInput, max_length=8_000_000, **settings)

    def clean(self, value: Any) -> Any:
        """Ids as ids, or what is wrong."""
        try:
            said = json.loads(super().clean(value))
            if self.by_version:
                return {int(version): _copies(copies) for version, copies in said.items()}
            return _copies(said)
        except (ValueError, AttributeError, TypeError, RecursionError):
            problem = translate("The sealed copies of the key cannot be read. Load the page again and begin again.")
            raise forms.ValidationError(problem) from None


def _copies(said: Mapping[str, str]) -> dict[UUID, str]:
    return {UUID(key): str(copy) for key, copy in said.items()}


def hidden_number() -> forms.IntegerField:
    """A number the page knows: which version or letter comes next."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767)


class OnKeys(ActForm):
    """An act of the pages of keys and itinerary: they show it, and no other page speaks of it."""

    act = Act.MAKE_VISIT_KEY
    rule = "confidentiality"
    after = "visit_keys"

    @classmethod
    def visit_of(cls, subject: Any) -> Visit:
        """The visit it belongs to."""
        visit: Visit = subject if isinstance(subject, Visit) else subject.visit
        return visit

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """The board of the visit leads to the page of keys instead."""
        return False

    @classmethod
    def rules(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """For the delegation alone."""
        return must_go(going=queries.goes_on(viewer, cls.visit_of(subject)), profile=settings.MECHANISM)

    def clean_key(self) -> UUID:
        """Sent twice it is made once by what is in it: a version, a number, a device."""
        return uuid4()

    def address_after(self, result: Model) -> str:
        """Back to the page it was begun on."""
        return reverse(self.after, args=[self.visit_of(self.subject).pk])


class SealedOnKeys(InABrowser, OnKeys):
    """An act whose fields are filled by the browser."""

    where = say("This is sealed in your browser, on the page of the visit's keys or itinerary.")


@offered
class MakeVisitKey(SealedOnKeys):
    """Make the key of a visit, or its next version."""

    name, verb, on = "make-key", _("Make the key of the visit"), VISIT
    number = hidden_number()
    recipient = SealedField()
    wrapped = CopiesField()
    itinerary = SealedField(required=False)
    because = word_field(_("Why a new version"), required=False, longest=500)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Make it."""
        said = self.cleaned_data
        return actions.make_visit_key(
            self.subject,
            said["recipient"],
            said["wrapped"],
            number=said["number"],
            itinerary=said["itinerary"],
            because=said["because"],
            by=by,
            at=at,
        )


@offered
class WrapVisitKey(SealedOnKeys):
    """Re-seal the key for those who wait."""

    name, verb, on = "re-seal-key", _("Re-seal the key for those who wait"), VISIT
    wrapped = CopiesField(by_version=True)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Re-seal it."""
        actions.wrap_key(self.subject, self.cleaned_data["wrapped"], by=by, at=at)
        return self.done_to()


@offered
class SealItinerary(SealedOnKeys):
    """Seal the itinerary."""

    name, verb, on, act = "seal-itinerary", _("Seal the itinerary"), VISIT, Act.SEAL_ITINERARY
    after = "visit_itinerary"
    number = hidden_number()
    itinerary = SealedField()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it."""
        said = self.cleaned_data
        return actions.seal_itinerary(self.subject, said["itinerary"], number=said["number"], by=by, at=at)


@offered
class InviteDevice(SealedOnKeys):
    """Invite a device by a code that is handed over in person."""

    name, verb, on, act = "invite-device", _("Hand over a code"), VISIT, Act.INVITE_DEVICE
    person = pick(_("For"))
    label = word_field(_("Which device"), _("so that you know it again, such as “telephone of Tomás”"), longest=60)
    expires_on = day_field(_("Good until"))
    write_only = forms.BooleanField(label=_("It can write and not read back"), required=False)
    device = forms.UUIDField(widget=forms.HiddenInput)
    lookup = SealedField()
    proof_key = SealedField()
    package = SealedField()
    letters_key = SealedField()

    def first_words(self) -> dict[str, object]:
        """A fortnight."""
        return {"expires_on": self.today + CODE_IS_GOOD_FOR}

    def prepare(self) -> None:
        """Those who go."""
        self.fields["person"].queryset = queries.those_who_go(self.subject)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Invite it."""
        said = self.cleaned_data
        key = odk_key_of(self.subject, by)
        return actions.invite_device(
            self.subject,
            said["person"],
            device=said["device"],
            lookup=said["lookup"],
            proof_key=said["proof_key"],
            package=said["package"],
            letters_key=said["letters_key"],
            label=said["label"],
            expires_on=said["expires_on"],
            write_only=said["write_only"],
            checklists=at_the_door(self.subject, by),
            odk_key=key.public if key else "",
            by=by,
            at=at,
        )


def at_the_door(visit: Visit, viewer: Viewer) -> list[dict[str, str]]:
    """The check-lists of a visit as the ODK door of the field room shows them."""
    names = ("form_id", "version", "title", "xform")
    return [{name: one[name] for name in names} for one in carried_with(visit, viewer)]


@offered
class SetWriteOnly(OnKeys):
    """Set the visit to write-only, or back."""

    name, verb, on, act = "set-write-only", _("Set whether devices can read back"), VISIT, Act.SET_WRITE_ONLY
    rule = "delegation"
    to = forms.TypedChoiceField(
        label=_("Devices of this visit"),
        coerce=lambda value: value == "write-only",
        choices=[("write-only", _("can write and not read back")), ("read", _("can read back what they hold"))],
        widget=forms.RadioSelect,
    )

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """The head alone."""
        return may_set_write_only(is_head=queries.heads(viewer, subject), profile=settings.MECHANISM)

    def first_words(self) -> dict[str, object]:
        """As it is."""
        return {"to": "write-only" if self.subject.write_only else "read"}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Set it."""
        return actions.set_write_only(self.subject, self.cleaned_data["to"], by=by, at=at)


@offered
class WithdrawInvitation(OnKeys):
    """Withdraw a code that no device came with."""

    name, verb, on, act = "withdraw", _("Withdraw the code"), INVITATION, Act.INVITE_DEVICE
    what = _("The code lets no device in any more, once the courier has been to the field room.")
    final = True

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Withdraw it."""
        invitation: Invitation = self.subject
        return actions.withdraw_invitation(invitation, by=by, at=at)


@offered
class RevokeDevice(OnKeys):
    """Revoke a device that was lost or taken."""

    name, verb, on, act = "revoke", _("Revoke the device"), DEVICE, Act.REVOKE_DEVICE
    what = _(
        "The device gets no letters any more, and what it brings from the number below on is set apart. "
        "What it holds already it keeps until it asks the field room: make a new version of the key next."
    )
    final = True
    because = text_field(_("Why"), _("lost, taken, or something else"), rows=2)
    from_number = forms.IntegerField(
        label=_("Set apart from number"),
        help_text=_("of what the device sealed; the number shown is the one after what has come"),
        min_value=1,
        max_value=MOST_NUMBER,
    )

    def first_words(self) -> dict[str, object]:
        """What has come stands; what was set apart proves nothing of the numbers of a device."""
        came = blobs_seen_by(self.viewer).filter(device=self.subject).exclude(stands=Sealed.APART)
        last: int = came.aggregate(last=Max("number"))["last"] or 0
        return {"from_number": min(last + 1, MOST_NUMBER)}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Revoke it."""
        said, device = self.cleaned_data, self.subject
        return actions.revoke_device(device, said["because"], from_number=said["from_number"], by=by, at=at)


@offered
class WriteLetter(SealedOnKeys):
    """Write a letter to a device: what it shall hold from now on."""

    name, verb, on, act = "write-letter", _("Write a letter to the device"), DEVICE, Act.INVITE_DEVICE
    number = hidden_number()
    write_only = forms.BooleanField(label=_("It can write and not read back"), required=False)
    letter = SealedField()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Write it."""
        said = self.cleaned_data
        device: Device = self.subject
        return actions.write_letter(
            device,
            said["letter"],
            number=said["number"],
            write_only=said["write_only"],
            checklists=at_the_door(device.visit, by),
            by=by,
            at=at,
        )
