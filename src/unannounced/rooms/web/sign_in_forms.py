"""What is typed at the door."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

LONGEST_PASSWORD = 4096


class CodeField(forms.CharField):
    """A code of six figures; spaces between them are no harm."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Code"),
            help_text=_("Six figures from the app on your telephone; they change every half minute."),
            validators=[RegexValidator(r"\A[0-9]{6}\Z", _("A code has six figures."))],
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 12}
            ),
        )

    def to_python(self, value: object) -> str:
        """The figures without spaces."""
        return "".join((super().to_python(value) or "").split())


class SignInForm(forms.Form):
    """The first step."""

    login = forms.CharField(
        label=_("Login"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SecondStepForm(forms.Form):
    """The second step, without a passkey."""

    code = CodeField()
