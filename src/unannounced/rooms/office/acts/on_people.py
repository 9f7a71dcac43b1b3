"""What is said of somebody who may go on visits: what they bring, and when they are away; of oneself everybody may."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from unannounced.duties import composing
from unannounced.duties.composing import Gender
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Allowed, Decision
from unannounced.records.accounts.actions import say_abilities, say_absence, take_back_absence
from unannounced.records.accounts.models import Absence
from unannounced.records.accounts.queries import Viewer, abilities_of, absences_of
from unannounced.rooms.office.acts.fields import codes_field, day_field, pick, word_field
from unannounced.rooms.office.acts.registry import offered
from unannounced.rooms.office.acts.subjects import PERSON
from unannounced.rooms.office.acts.while_it import OfAddress


class OnPerson(OfAddress):
    """An act after which the availability of everybody is shown."""

    @classmethod
    def permits(cls, subject: Any, viewer: Viewer, *, delegate: bool) -> Decision:
        """Of oneself everybody may say it."""
        return Allowed() if subject.pk == viewer.pk else super().permits(subject, viewer, delegate=delegate)

    def address_after(self, result: Model) -> str:
        """Mandates, abilities and absences."""
        return reverse("visits_availability")


@offered
class SayAbilities(OnPerson):
    """Say what somebody brings to a delegation."""

    name, verb, on, act = "say-abilities", _("Say languages and skills"), PERSON, Act.SAY_ABILITIES
    rule = "delegation"
    languages = codes_field(_("Languages"), _("codes, parted by commas: en, fr, uk"))
    skills = forms.MultipleChoiceField(label=_("Skills"), required=False, widget=forms.CheckboxSelectMultiple)
    gender = forms.ChoiceField(
        label=_("Gender"), help_text=_("for the balance of a delegation; may be left out"), required=False
    )

    def first_words(self) -> dict[str, object]:
        """As it was said last."""
        held = abilities_of(self.subject)
        if held is None:
            return {}
        return {"languages": ", ".join(held.languages), "skills": held.skills, "gender": held.gender}

    def prepare(self) -> None:
        """The words there are."""
        skills = [(one, said_now(words)) for one, words in composing.SKILLS.items()]
        genders = [(one.value, said_now(words)) for one, words in composing.GENDER_WORDS.items()]
        self.fields["skills"].choices = skills  # type: ignore[attr-defined]
        self.fields["gender"].choices = [("", _("not said")), *genders]  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Say it."""
        said = self.cleaned_data
        say_abilities(
            self.subject,
            languages=said["languages"],
            skills=said["skills"],
            gender=Gender(said["gender"]) if said["gender"] else None,
            on=at.date(),
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class SayAbsence(OnPerson):
    """Say when somebody cannot go on a visit."""

    name, verb, on, act = "say-absence", _("Say days of absence"), PERSON, Act.SAY_ABILITIES
    rule = "delegation"
    begins = day_field(_("First day"))
    ends = day_field(_("Last day"))
    note = word_field(_("Note"), _("everybody who composes a delegation reads it"), required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Say it."""
        said = self.cleaned_data
        say_absence(
            self.subject, begins=said["begins"], ends=said["ends"], note=said["note"], by=by, at=at, key=said["key"]
        )
        return self.done_to()


@offered
class TakeBackAbsence(OnPerson):
    """Take back that somebody is away."""

    name, verb, on, act = "take-back-absence", _("Take an absence back"), PERSON, Act.SAY_ABILITIES
    rule = "delegation"
    absence = pick(_("Absence"))

    def prepare(self) -> None:
        """Those that were not taken back."""
        self.fields["absence"].queryset = absences_of(self.subject)  # type: ignore[attr-defined]
        self.fields["absence"].label_from_instance = _absence_words  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        take_back_absence(self.cleaned_data["absence"], by=by, at=at)
        return self.done_to()


def _absence_words(one: Absence) -> str:
    return f"{one.begins} – {one.ends} {one.note}".strip()
