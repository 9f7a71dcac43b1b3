"""Fields that the forms of acts share."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unannounced.records.documents.models import Document


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day, written 2026-09-30."""
    return forms.DateField(
        label=label,
        help_text=help_text or _("as 2026-09-30"),
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("This is not a day. Write it as 2026-09-30.")},
    )


def text_field(label: Any, help_text: Any = "", *, rows: int = 6, required: bool = True) -> forms.CharField:
    """A longer text; what it may hold is said by the duties."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, strip=False, widget=forms.Textarea(attrs={"rows": rows})
    )


LARGEST_DOCUMENT = 25 * 1024 * 1024
"""Bytes of a document that comes with a response or an answer (project choice)."""


class DocumentField(forms.FileField):
    """A file as it came, cleaned to a ``Document`` that the act keeps; ``None`` where none was given."""

    def clean(self, data: Any, initial: Any = None) -> Document | None:
        """Refuse what is larger than a document may be, before its bytes are read."""
        given = super().clean(data, initial)
        if not given:
            return None
        if given.size > LARGEST_DOCUMENT:
            problem = _("The file has %(size)d MB; a document may have 25 MB. Choose a smaller one, or part it.")
            raise forms.ValidationError(problem % {"size": -(-given.size // (1024 * 1024))})
        return Document.as_it_came(given.name, given.read())


def document_field(label: Any, help_text: Any = "") -> DocumentField:
    """The document in which something came, where there is one."""
    return DocumentField(
        label=label,
        help_text=help_text or _("kept as it came; at most 25 MB"),
        required=False,
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )


def word_field(label: Any, help_text: Any = "", *, required: bool = True, longest: int = 200) -> forms.CharField:
    """A short text on one line."""
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest)


def seen_field() -> forms.CharField:
    """How something stood when somebody looked at it; empty takes it as it stands."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)


def one_of(
    label: Any,
    words: Mapping[Any, str],
    help_text: Any = "",
    *,
    initial: Any = None,
    chosen: bool = True,
    required: bool = True,
) -> forms.TypedChoiceField:
    """One of an enumeration, by the words the duties give it; nothing is ``chosen`` before somebody chose."""
    members: list[StrEnum] = list(words)
    coerce = type(members[0])
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        coerce=coerce,
        required=required,
        initial=initial,
        choices=[
            *([] if chosen else [("", _("– choose –"))]),
            *((member.value, _(words[member])) for member in members),
        ],
        error_messages={"invalid_choice": _("Choose one of the words in the list.")},
    )


def pick(label: Any, help_text: Any = "", *, required: bool = True) -> "forms.ModelChoiceField[Any]":
    """One of the things the viewer sees; ``prepare`` sets which."""
    return forms.ModelChoiceField(
        queryset=None,
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


def pick_some(label: Any, help_text: Any = "", *, required: bool = True) -> "forms.ModelMultipleChoiceField[Any]":
    """Some of the things the viewer sees; ``prepare`` sets which."""
    return forms.ModelMultipleChoiceField(
        queryset=None,
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list."), "invalid_pk_value": _("Choose from the list.")},
    )


_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class CodesField(forms.CharField):
    """Codes of languages, parted by commas or blanks, cleaned to a list in the order given, each once."""

    def clean(self, value: Any) -> list[str]:
        """The codes in small letters; what is none is named."""
        codes = list(dict.fromkeys(re.split(r"[\s,;]+", str(super().clean(value) or "").strip().lower())))
        codes = [one for one in codes if one]
        wrong = next((one for one in codes if not _CODE.fullmatch(one)), None)
        if wrong is not None:
            problem = _("“%(code)s” is no code of a language. Write codes such as uk, ru, parted by commas.")
            raise forms.ValidationError(problem % {"code": wrong})
        return codes


def codes_field(label: Any, help_text: Any = "") -> CodesField:
    """Languages by their codes; none is possible."""
    return CodesField(label=label, help_text=help_text, required=False, max_length=200)


def time_field(label: Any) -> forms.CharField:
    """A time of day at the place, written 09:30; may be left empty."""
    return forms.RegexField(
        r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        label=label,
        help_text=_("as 09:30, at the place"),
        required=False,
        widget=forms.TextInput(attrs={"type": "time"}),
        error_messages={"invalid": _("This is not a time of day. Write it as 09:30.")},
    )
