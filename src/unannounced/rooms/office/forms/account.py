"""What somebody types to change how they sign in; each change asks for the password again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unannounced.rooms.web.sign_in_forms import LONGEST_PASSWORD


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A password, which is never shown again."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class PasswordAgainForm(forms.Form):
    """The password of whoever is signed in, so that an open session alone changes nothing."""

    password = password_field(_("Your password"), "current-password")


class NewFactorForm(forms.Form):
    """A name for a new second factor."""

    label = forms.CharField(
        label=_("Name"),
        help_text=_("so that you know it again, such as “my telephone”"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = password_field(_("Your password"), "current-password")


class NewFeedKeyForm(forms.Form):
    """A name for a calendar that will fetch the days due."""

    label = forms.CharField(
        label=_("Name"),
        help_text=_("so that you know it again, such as “calendar of my telephone”"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = password_field(_("Your password"), "current-password")


class NewPasswordForm(forms.Form):
    """A new password, written twice."""

    password = password_field(_("Your password now"), "current-password")
    new = password_field(_("New password"), "new-password", _("A sentence that only you know; at least 12 characters."))
    again = password_field(_("New password again"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        said = super().clean() or {}
        if "new" in said and "again" in said and said["new"] != said["again"]:
            self.add_error("again", _("This is not the same as the new password above."))
        return said
