"""The form that opens a session."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from unannounced.records.accounts.queries import Viewer
from unannounced.rooms.office.acts.fields import day_field, word_field
from unannounced.rooms.office.acts.keyed import KeyedForm


class SessionForm(KeyedForm):
    """Name and days of a session."""

    name = word_field(_("Name"), _("such as: 36th session"), longest=80)
    begins = day_field(_("First day"))
    ends = day_field(_("Last day"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        self.signed_for = f"{viewer.pk}open-session"
        kwargs["initial"] = {"key": self.new_key()}
        kwargs["auto_id"] = "f-%s"
        super().__init__(*args, **kwargs)
