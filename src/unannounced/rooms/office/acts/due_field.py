"""A day due as people write it: one that no month has is refused in words, with the last day of that month."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties.extending import no_such_day


class DueField(forms.DateField):
    """A day, written 2026-09-30; of 2026-02-31 it is said that the month ends on the 28th."""

    def to_python(self, value: Any) -> date | None:
        """The day; a month that has no such day is named with its last one."""
        if isinstance(value, str) and (refused := no_such_day(value, settings.MECHANISM)) is not None:
            said = gettext(refused.reason).format(**refused.facts)
            instead = gettext(refused.instead).format(**refused.facts)
            raise forms.ValidationError([said, instead])
        return super().to_python(value)


def due_field(label: Any, help_text: Any = "", *, required: bool = True) -> DueField:
    """A day due. It is written into a plain line, so that what was typed comes back as it was typed."""
    return DueField(
        label=label,
        help_text=help_text or _("as 2026-09-30"),
        required=required,
        widget=forms.DateInput(attrs={"inputmode": "numeric"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("This is not a day. Write it as 2026-09-30.")},
    )
