"""The form by which a check-list comes in: a workbook, looked at before it is entered."""

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.forming.workbook import LARGEST_WORKBOOK
from unannounced.rooms.office.acts.keyed import KeyedForm
from unannounced.rooms.office.uploads import CutFile

HELD_MOST = 1_500_000
"""Bytes of a workbook that the page holds between looking and entering; a larger one is chosen again."""


class WorkbookForm(KeyedForm):
    """A workbook, or the one that was looked at before, which the page holds."""

    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_("an XLSForm as Excel workbook (.xlsx), up to 5 megabytes"),
        required=False,
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )
    held = forms.CharField(widget=forms.HiddenInput, required=False)
    held_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, signed_for: str, **kwargs: Any) -> None:
        self.signed_for = signed_for
        kwargs["auto_id"] = "f-%s"
        kwargs["initial"] = {"key": self.new_key(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The bytes of the workbook as ``content``, its name as ``name``."""
        said: dict[str, Any] = super().clean() or {}
        given = said.get("workbook")
        if isinstance(given, CutFile) or (given and given.size > LARGEST_WORKBOOK):
            problem = _("The file has more than 5 megabytes. Take out pictures and sheets that are not of the form.")
            self.add_error("workbook", problem)
        elif given:
            said["content"], said["name"] = given.read(), given.name
        elif said.get("held"):
            said["content"], said["name"] = self._held(said["held"]), said.get("held_name") or "checklist.xlsx"
        elif "workbook" not in self.errors:
            self.add_error("workbook", _("No file was chosen. Choose the workbook."))
        return said

    def _held(self, held: str) -> bytes:
        try:
            return base64.b64decode(held, validate=True)
        except (binascii.Error, ValueError):
            self.add_error("workbook", _("The page lost the workbook. Choose it again."))
            return b""


def held_of(content: bytes, name: str) -> dict[str, str]:
    """What the page holds of a workbook until it is entered; nothing where it is too large."""
    if len(content) > HELD_MOST:
        return {}
    return {"held": base64.b64encode(content).decode(), "held_name": name[-200:]}
