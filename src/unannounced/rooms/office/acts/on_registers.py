"""What is entered into the registers of a State: an act under a treaty."""

from datetime import datetime

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.confidentiality import Act
from unannounced.duties.treaty import acts as treaty_acts
from unannounced.duties.treaty.acts import ACTIONS, CROSS_CHECK, GENERAL, Confidence
from unannounced.duties.treaty.naming import ACTS
from unannounced.records.accounts.queries import Viewer
from unannounced.records.treaties.actions import enter_sound_act
from unannounced.rooms.office.acts.fields import day_field, one_of, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import STATE
from unannounced.rooms.web.conventions import short_name


def _conventions() -> list[tuple[str, str]]:
    return [(code, short_name(code)) for code in shipped_conventions()]


@offered
class EnterTreatyAct(ActForm):
    """Enter an act of the State under a treaty; a correction is a new entry."""

    name, verb, on, act = "enter-act", _("Enter an act under a treaty"), STATE, Act.ENTER_ACTS
    rule = "denunciation"
    what = _("The act is entered with its source. Entries are never changed; a correction is a new entry.")
    treaty = forms.ChoiceField(label=_("Treaty"), choices=_conventions)
    action = forms.ChoiceField(
        label=_("Act"),
        choices=sorted((code, _(ACTS[code])) for code in ACTIONS - CROSS_CHECK - GENERAL if code in ACTS),
    )
    day = day_field(_("Day"), _("for a notice: the day the depositary received it; empty: not known"), required=False)
    year = forms.IntegerField(
        label=_("Year"), help_text=_("where only the year is known"), required=False, min_value=1900, max_value=2199
    )
    named_day = day_field(_("Later day"), _("a later day of effect that the notice itself names"), required=False)
    concerns = word_field(
        _("Concerns"), _("the articles of a declaration, or a territory; with semicolons between"), required=False
    )
    corrects = word_field(
        _("Corrects"),
        _("to correct an earlier entry: its date as it stands there, or “unknown”"),
        required=False,
        longest=10,
    )
    never = forms.BooleanField(
        label=_("It never happened"),
        help_text=_("the entry that this one corrects was wrong altogether"),
        required=False,
    )
    source = word_field(_("Source"), _("where it can be read"))
    confidence = one_of(_("Confidence"), treaty_acts.WORDS, initial=Confidence.VERIFIED)
    note = text_field(_("Note"), rows=2, required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Enter it; the same act again changes nothing."""
        said = self.cleaned_data
        entered = treaty_acts.Act(
            treaty=said["treaty"],
            state=self.subject.code,
            action=said["action"],
            day=said["day"],
            year=said["day"].year if said["day"] else said["year"],
            note=said["note"],
            source=said["source"],
            confidence=said["confidence"],
            concerns=tuple(part.strip() for part in said["concerns"].split(";") if part.strip()),
            named_day=said["named_day"],
            corrects=said["corrects"].strip(),
            never=said["never"],
        )
        enter_sound_act(treaty_acts.completed(entered), state=self.subject, by=by, at=at)
        return self.done_to()
