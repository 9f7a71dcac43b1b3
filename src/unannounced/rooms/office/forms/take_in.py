"""The form that lays files before the office."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.names import real_names
from unannounced.crafts.reading import ENDINGS
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.uploads import MOST_BYTES, MOST_FILES

MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
"""The media types that a browser is told to offer, beside the endings."""
ACCEPTED = ",".join([*ENDINGS, *dict.fromkeys(MEDIA[one] for one in ENDINGS if one in MEDIA)])


class SeveralFiles(forms.ClearableFileInput):
    """A field of the page that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is looked at by whoever reads it, not here."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "Sequence[UploadedFile[Any]]":
        """The files that were chosen; an empty one is told from none."""
        files = list(data or [])
        if not files:
            problem = _(
                "No file was chosen. Choose one or several; reports are looked for in files that end in %(endings)s."
            )
            raise forms.ValidationError(problem, params={"endings": ", ".join(ENDINGS)})
        if len(files) > MOST_FILES:
            problem = _("%(count)s files are too many for one batch; it takes %(most)s. Lay them in several batches.")
            raise forms.ValidationError(problem, params={"count": len(files), "most": MOST_FILES})
        if sum(one.size or 0 for one in files) > MOST_BYTES:
            problem = _("Together the files have more than %(most)s megabytes. Lay them in several batches.")
            raise forms.ValidationError(problem, params={"most": MOST_BYTES // 1024 // 1024})
        return files


class TakeInForm(forms.Form):
    """Files, and what is known of all of them beforehand."""

    documents = FilesField(
        label=_("Files"),
        help_text=_(
            "PDF, Word (.docx), HTML, Markdown or text; up to 300 at once, 64 megabytes each and 256 together. "
            "Scans are read where text recognition is installed."
        ),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )
    state = forms.CharField(
        label=_("State of all of them"),
        help_text=_("by code or name; empty: as each report says"),
        required=False,
        max_length=60,
    )
    months = forms.IntegerField(
        label=_("Months the State has to respond"),
        help_text=_("from the day each report bears; empty: by this mechanism's rule, and not known for other bodies"),
        required=False,
        min_value=1,
        max_value=60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "f-%s"
        super().__init__(*args, **kwargs)

    def clean_state(self) -> str:
        """The code of the State that was meant."""
        asked = str(self.cleaned_data["state"]).strip()
        return code_meant(asked) if asked else ""


def code_meant(asked: str) -> str:
    """The code of the State called ``asked``: of the register, or by ISO 3166; a problem of the form otherwise."""
    try:
        found: State = state_called(asked)
    except UnknownState as unknown:
        code = asked.upper()
        if len(code) == 3 and code.isascii() and code.isalpha() and real_names(code)["en"] != code:
            return code
        raise forms.ValidationError(str(unknown)) from unknown
    return found.code
