"""The files by which many communications come at once: a mailbox, or a table with what belongs to it."""

import base64
import binascii
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.rooms.office.acts.fields import day_field, word_field
from unannounced.rooms.office.forms.communication import HELD_MOST

NOT_CHOSEN = {
    "required": _("No file was chosen."),
    "empty": _("The file is empty. Choose another one."),
}


class MailForm(forms.Form):
    """A mailbox, or one mail."""

    mailbox = forms.FileField(
        label=_("Mailbox"),
        help_text=_("a file .mbox or .eml as a mail program exports it, up to 32 megabytes; larger ones by command"),
        error_messages=NOT_CHOSEN,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "f-%s"
        super().__init__(*args, **kwargs)


class HandedOverForm(forms.Form):
    """What was handed over, or what the page holds of it, and who did when; ``seen`` is what was looked at."""

    file = forms.FileField(
        label=_("What was handed over"),
        help_text=_(
            "a ZIP with one table (CSV) and the files that it names, or the table alone; up to 32 megabytes, larger "
            "ones by command"
        ),
        required=False,
        error_messages=NOT_CHOSEN,
    )
    body = word_field(
        _("Handed over by"), _("kept with who wrote, apart from what was written"), required=False, longest=200
    )
    came_on = day_field(_("Day it came"))
    held = forms.CharField(widget=forms.HiddenInput, required=False)
    held_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        kwargs["auto_id"] = "f-%s"
        kwargs["initial"] = {"came_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not (self.data.get("held") or self.initial.get("held"))

    def clean_came_on(self) -> date:
        """Not a day that has not come."""
        day: date = self.cleaned_data["came_on"]
        if day > self.today:
            raise forms.ValidationError(gettext("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """The bytes as ``content`` and their name, chosen now or held by the page."""
        said: dict[str, Any] = super().clean() or {}
        given = said.get("file")
        if given:
            said["content"], said["file_name"] = given.read(), (given.name or "")[-200:]
        elif said.get("held"):
            said["content"], said["file_name"] = self._held(said["held"]), said.get("held_name") or ""
        return said

    def _held(self, held: str) -> bytes:
        try:
            return base64.b64decode(held, validate=True)
        except (binascii.Error, ValueError):
            self.add_error("file", gettext("The page lost the files. Choose them again."))
            return b""

    @property
    def digest(self) -> str:
        """By which what was looked at is known again."""
        return sha256(self.cleaned_data["content"]).hexdigest()

    @property
    def was_seen(self) -> bool:
        """Whether it is what was looked at."""
        return bool(self.cleaned_data["seen"]) and self.cleaned_data["seen"] == self.digest

    def to_confirm(self) -> "HandedOverForm":
        """The form that enters what was looked at; the page holds the file unless it is too large."""
        said = self.cleaned_data
        initial: dict[str, object] = {name: said[name] for name in ("body", "came_on")} | {"seen": self.digest}
        if len(said["content"]) <= HELD_MOST:
            initial |= {"held": base64.b64encode(said["content"]).decode(), "held_name": said["file_name"]}
        return HandedOverForm(initial=initial, today=self.today)
