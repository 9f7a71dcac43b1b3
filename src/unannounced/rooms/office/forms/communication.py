"""What a keeper writes down of a letter on paper, a call, an interview or an e-mail, and its originals."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.handed_over.words import language_of
from unannounced.duties import posting, receiving
from unannounced.duties.corresponding import Days, WayIn
from unannounced.records.communications.pieces import Original
from unannounced.rooms.office.acts.fields import day_field, one_of, text_field, word_field
from unannounced.rooms.office.acts.keyed import KeyedForm
from unannounced.rooms.office.acts.on_communications import CUSTODY, NO, UNKNOWN, YES, some_of
from unannounced.rooms.office.forms.take_in import SeveralFiles

MOST_ORIGINALS = 20
LARGEST_ORIGINAL = 25 * 1024 * 1024
HELD_MOST = 5 * 1024 * 1024
"""Bytes of originals that the page itself holds while its form is corrected; more are chosen again."""
LONGEST_LINE, LONGEST_REACH = 500, 2_000
QUIET = {"autocomplete": "off", "spellcheck": "false"}
"""Nothing typed is kept by a browser, or sent to whoever checks its spelling."""
ASKED: Mapping[WayIn, Any] = {
    WayIn.PAPER: _("What was written"),
    WayIn.TELEPHONE: _("What was told"),
    WayIn.INTERVIEW: _("What was told"),
    WayIn.EMAIL: _("What was written"),
}
"""The ways in of which somebody writes down what came, and what they are asked for."""
ON_PAPER = ("written_on", "stamped_on", "stamp", "posted_on")


class OriginalsField(forms.FileField):
    """Several files, each as it came."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Original]:
        """Their bytes, name and what the browser says they are."""
        given: Sequence[UploadedFile[Any]] = [one for one in (data or []) if one]
        for one in given:
            if not one.size:
                problem = gettext("The file %(name)s is empty. Choose another one.") % {"name": one.name}
                raise forms.ValidationError(problem)
            if one.size > LARGEST_ORIGINAL:
                problem = gettext("The file %(name)s has more than %(most)d megabytes. Part it, or scan it smaller.")
                raise forms.ValidationError(problem % {"name": one.name, "most": LARGEST_ORIGINAL // 1024 // 1024})
        return [Original((one.name or "")[-200:], one.content_type or "", one.read()) for one in given]


class EnterForm(KeyedForm):
    """One communication, written down by a keeper. What was told, and the day, have to be there."""

    came_on = day_field(_("Day it came"))
    language = word_field(_("Language"), _("its name or its code: Ukrainian, uk"), required=False, longest=60)
    text = text_field(_("What was written"), rows=14, required=True)
    written_on = day_field(_("Written on"), _("as far as the letter shows it; as 2026-09-30"), required=False)
    stamped_on = day_field(_("Stamped by the place on"), required=False)
    stamp = word_field(_("Words of the stamp"), _("such as: Censored, Bresk Prison"), required=False)
    posted_on = day_field(_("Posted on"), _("by the postmark; as 2026-09-30"), required=False)
    originals = OriginalsField(
        label=_("Scans, pictures or recordings"),
        help_text=_(
            "Kept sealed as they are, as evidence: nothing is taken out of them. Up to 20 files, each of 25 megabytes "
            "at most, and 32 megabytes together."
        ),
        required=False,
    )
    held = forms.CharField(widget=forms.HiddenInput, required=False)
    leave_out = forms.BooleanField(label=_("Leave out the files that the page holds"), required=False)
    name = word_field(_("Who wrote"), required=False, longest=LONGEST_LINE)
    reach = text_field(
        _("How to reach them"), _("an address, a telephone, a lawyer or relative"), rows=3, required=False
    )
    place = word_field(_("Place"), _("as they call it"), required=False, longest=LONGEST_LINE)
    told = some_of(_("It tells of"), receiving.TOLD_WORDS)
    in_custody = forms.ChoiceField(
        label=_("In custody now"),
        choices=[(UNKNOWN, _("not known")), (YES, _("yes")), (NO, _("no"))],
        required=False,
        widget=forms.RadioSelect,
    )
    ways = some_of(_("Asked to be answered"), receiving.WAY_WORDS)
    fears = one_of(_("Reprisals"), receiving.RISK_WORDS, initial=receiving.Risk.UNKNOWN.value)

    def __init__(self, *args: Any, way: WayIn, signed_for: str, today: date, **kwargs: Any) -> None:
        self.way, self.signed_for = way, signed_for
        kwargs["auto_id"] = "f-%s"
        kwargs["initial"] = {"key": self.new_key(), "came_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if way is not WayIn.PAPER:
            for name in ON_PAPER:
                del self.fields[name]
        if not self.is_holding:
            del self.fields["leave_out"]
        self.fields["text"].label = ASKED[way]
        self.fields["reach"].max_length = LONGEST_REACH  # type: ignore[attr-defined]
        for name in ("text", "name", "reach", "place", "stamp"):
            if name in self.fields:
                self.fields[name].widget.attrs |= QUIET | {"dir": "auto"}

    @property
    def is_holding(self) -> bool:
        """Whether the page holds files that were chosen before."""
        return bool(self.data.get("held") if self.is_bound else self.initial.get("held"))

    def clean_language(self) -> str:
        """The code of the language."""
        said = self.cleaned_data["language"].strip()
        found = language_of(said) if said else ""
        if said and not found:
            raise forms.ValidationError(
                gettext("“%(said)s” is not known here. Write its name in English or French, or its code: uk.")
                % {"said": said}
            )
        return found

    def clean_text(self) -> str:
        """What was told, if it can be one letter."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError(gettext("Write down what was written or told."))
        if len(text) > posting.LONGEST_TEXT:
            problem = gettext("It has more than %(most)d characters. Shorten it, and add what is long as an original.")
            raise forms.ValidationError(problem % {"most": posting.LONGEST_TEXT})
        return text

    def clean_held(self) -> list[Original]:
        """The files that the page held."""
        try:
            return originals_held(self.cleaned_data["held"])
        except ValueError:
            problem = gettext("The page lost the files. Choose them again.")
            self.add_error("originals", problem)
            return []

    def clean(self) -> dict[str, Any]:
        """Every original: those the page held, unless they are left out, and those chosen now; each once."""
        said: dict[str, Any] = super().clean() or {}
        before = [] if said.get("leave_out") else said.get("held") or []
        every = list(dict.fromkeys([*before, *(said.get("originals") or [])]))
        said["every_original"] = every
        if len(every) > MOST_ORIGINALS:
            problem = gettext("%(count)d files are too many; a communication is entered with up to %(most)d.")
            self.add_error("originals", problem % {"count": len(every), "most": MOST_ORIGINALS})
        return said

    @property
    def every_original(self) -> list[Original]:
        """What ``clean`` found, also where something else in the form is not yet right."""
        found: list[Original] = self.cleaned_data.get("every_original", [])
        return found

    @property
    def custody(self) -> bool | None:
        """Whether the person is held now; None where nobody knows."""
        return CUSTODY[self.cleaned_data["in_custody"]]

    @property
    def days(self) -> Days | None:
        """The days of a letter on paper; None for everything else."""
        if self.way is not WayIn.PAPER:
            return None
        said = self.cleaned_data
        return Days(said["written_on"], said["stamped_on"], said["posted_on"], said["came_on"])


def held_of(originals: Sequence[Original]) -> str:
    """Originals as the page holds them; nothing where they are too large for it."""
    if not originals or sum(len(one.content) for one in originals) > HELD_MOST:
        return ""
    return json.dumps([[one.name, one.media, base64.b64encode(one.content).decode()] for one in originals])


def originals_held(held: str) -> list[Original]:
    """The originals that a page held. Raises ``ValueError`` for anything that was not made by ``held_of``."""
    try:
        return [
            Original(str(name)[-200:], str(media), base64.b64decode(content, validate=True))
            for name, media, content in (json.loads(held) if held else [])
        ]
    except (binascii.Error, TypeError, RecursionError) as wrong:
        raise ValueError("not what a page holds") from wrong
