"""What is done to measurements: noted on a visit, corrected; and rules of low confidence signed off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.standards import shipped_measures, shipped_rules
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused, RefusedByRule
from unannounced.duties.standards import Measure
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.measurements.actions import (
    Found,
    correct_measurement,
    note_measurement,
    sign_off_rule,
    take_back_sign_off,
)
from unannounced.records.measurements.models import Measured, SignOff
from unannounced.records.measurements.naming import Parts
from unannounced.records.measurements.queries import signed_off
from unannounced.records.measurements.themes import SPACE, THEMES, measures_for
from unannounced.records.measurements.valuing import as_kept, as_values, value_of
from unannounced.records.places.models import Place
from unannounced.records.visits.models import VisitedPlace
from unannounced.rooms.office.acts.fields import day_field, text_field, word_field
from unannounced.rooms.office.acts.measure_fields import fields_of, first_of, said_of
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import MEASUREMENT, PLACE, RULE, VISIT
from unannounced.rooms.web.templatetags.field_words import said as in_words

SUGGESTED = 100
"""Places that the field suggests; any other of the State can be written."""


@dataclass(frozen=True, slots=True)
class Way:
    """Another set of measures that the form can ask for."""

    word: str
    url: str
    here: bool


class MeasurementForm(ActForm):
    """What was measured of one subject: a set of measures is chosen first, by a link or by ``measures``."""

    act = Act.NOTE_MEASUREMENT
    rule = "visit"
    other_ways_of = _("What was measured")
    measures = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    place = place_field()
    of_what = word_field(
        _("Room, person or episode"),
        _("as it is called there; a person by a letter or a number, never by name"),
        longest=120,
    )
    day = day_field(_("Day"))
    groups = forms.MultipleChoiceField(
        label=_("Who is held there"),
        help_text=_("only where it is so; some standards are for them alone"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    room_kind = forms.ChoiceField(label=_("Kind of room"), required=False)
    source = word_field(_("Source"), _("who says so, if the delegation did not measure it itself"), required=False)

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The set of measures, and what stays the same from one room to the next."""
        return {name: query[name] for name in ("measures", "place", "day", "room_kind") if query.get(name)}

    @property
    def theme(self) -> str:
        """The set of measures that is asked for."""
        asked = self.data.get("measures") if self.is_bound else self.initial.get("measures")
        return str(asked) if asked in THEMES else SPACE

    @property
    def other_ways(self) -> list[Way]:
        """The sets of measures there are, each at its own address."""
        if self.is_bound:
            return []
        return [
            Way(str(_(word)), f"?{urlencode({'measures': theme})}", theme == self.theme)
            for theme, word in THEMES.items()
            if measures_for(theme, shipped_rules())
        ]

    def shown(self) -> list[Measure]:
        """The measures that have a field: those of the set, and those that a command names."""
        book = shipped_rules()
        wanted = set(measures_for(self.theme, book))
        wanted |= set(self.data) if self.is_bound else set()
        wanted -= set(self.base_fields)  # the kind of room has a field of its own
        return [one for one in book.measures.values() if one.id in wanted and not one.only_derived]

    def prepare(self) -> None:
        """Groups and kinds of room as the standards name them, places to suggest, and the fields of the set."""
        book, language = shipped_rules(), get_language() or "en"
        groups: Any = self.fields["groups"]
        groups.choices = [(one, words.get(language) or words["en"]) for one, words in book.groups.items()]
        kinds: Any = self.fields["room_kind"]
        kinds.choices = [
            ("", _("not said")),
            *((one, words.get(language) or words["en"]) for one, words in book.room_kinds.items()),
        ]
        if "place" in self.fields:
            place: Any = self.fields["place"]
            place.among(self.subject.state, self.viewer)
            place.widget.suggested = self.suggested() or place.widget.suggested
        self.initial.setdefault("measures", self.theme)
        for measure in self.shown():
            self.fields.update(fields_of(measure))

    def suggested(self) -> tuple[str, ...]:
        """Places that are likely meant."""
        return ()

    def clean(self) -> dict[str, Any]:
        """The values, each read by its measure; what is none is said beside its field, and nothing typed is lost."""
        said: dict[str, Any] = super().clean() or {}
        day = said.get("day") or self.today
        values = {}
        for measure in self.shown():
            text = said_of(measure, said)
            value = value_of(measure.id, text, on=day) if text else None
            if isinstance(value, Refused):
                self.add_error(measure.id, [in_words(value.sentence, False), in_words(value.way_out, False)])
            elif value is not None:
                values[measure.id] = value
        said["values"] = as_kept(values)
        return said

    def found(self, place: Place) -> Found:
        """What the form says was measured."""
        said = self.cleaned_data
        return Found(
            place=place,
            subject=said["of_what"],
            day=said["day"],
            values=said["values"],
            part=Parts().called(place, said["of_what"]),
            groups=said["groups"],
            room_kind=said["room_kind"],
            source=said["source"],
        )


@offered
class NoteMeasurement(MeasurementForm):
    """Note what was measured on a visit."""

    name, verb, on = "note-measurement", _("Note a measurement"), VISIT

    def suggested(self) -> tuple[str, ...]:
        """The places visited."""
        visited = VisitedPlace.objects.filter(visit=self.subject).order_by("place__name")
        return tuple(visited.values_list("place__name", flat=True).distinct()[:SUGGESTED])

    def first_words(self) -> dict[str, object]:
        """The first day of the visit, and its place if it was at one alone."""
        names = self.suggested()
        return {"day": self.subject.begins, "place": names[0] if len(names) == 1 else ""}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        return note_measurement(self.found(said["place"]), during=self.subject, by=by, at=at, key=said["key"])


@offered
class NoteMeasurementAtPlace(MeasurementForm):
    """Note what was measured at a place outside any visit, such as what another body says."""

    name, verb, on = "note-measurement", _("Note a measurement"), PLACE
    what = _("It belongs to no visit, so everybody with a mandate in the office sees it.")
    place = None  # type: ignore[assignment]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        return note_measurement(self.found(self.subject), by=by, at=at, key=self.cleaned_data["key"])


@offered
class CorrectMeasurement(MeasurementForm):
    """Say otherwise what was measured; what was said before stays to be read."""

    name, verb, on = "correct", _("Correct it"), MEASUREMENT
    what = _("A new measurement replaces this one, which stays to be read in its history.")
    place = None  # type: ignore[assignment]
    mistaken = forms.BooleanField(
        label=_("It was noted by mistake"), help_text=_("nothing of this was measured"), required=False
    )

    @classmethod
    def rules(cls, subject: Measured, viewer: Viewer, today: date) -> Decision | None:
        """A correction is of the latest wording."""
        if getattr(subject, "replaced_by", None) is None:
            return None
        return Refused(
            say("This measurement was corrected already."),
            cls.cited(),
            say("Correct the one that replaced it; it stands in the history."),
        )

    def first_words(self) -> dict[str, object]:
        """What is said now."""
        row: Measured = self.subject
        measures = shipped_measures()
        values = {
            name: held
            for measure, value in as_values(row.values).items()
            for name, held in first_of(measures[measure], value)
        }
        return {
            "of_what": row.subject,
            "day": row.day,
            "groups": row.groups,
            "room_kind": row.room_kind,
            "source": row.source,
            **values,
        }

    def shown(self) -> list[Measure]:
        """What was measured has a field, whatever set is asked for."""
        wanted = {one.id for one in super().shown()} | set(self.subject.values)
        return [one for one in shipped_measures().values() if one.id in wanted]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Correct it."""
        said = self.cleaned_data
        if said["mistaken"]:
            said["values"] = {}
        return correct_measurement(self.subject, self.found(self.subject.place), by=by, at=at, key=said["key"])

    def clean(self) -> dict[str, Any]:
        """Either something was measured, or all of it was a mistake."""
        said = super().clean()
        if not said.get("values") and not said.get("mistaken") and not self.errors:
            problem = _("No value is left. Write what was measured, or say that it was noted by mistake.")
            self.add_error("mistaken", problem)
        return said


class OnRule(ActForm):
    """What is done to a rule of low confidence."""

    on = RULE
    act = Act.SIGN_OFF_RULE
    rule = "confidentiality"

    @classmethod
    def suits(cls, subject: SignOff) -> bool:
        """Other rules are on, and need nobody."""
        return shipped_rules()[subject.rule].needs_signing

    def address_after(self, result: Model) -> str:
        """The rule."""
        return super().address_after(self.subject)


@offered
class SignOffRule(OnRule):
    """Say that a rule is right as it stands."""

    name, verb = "sign-off", _("Sign the rule off")
    what = _("The rule is asked from now on, for everybody, in the wording it has now. Changed, it is off again.")
    because = text_field(_("Where it was checked"), _("the text, paragraph and page that was read"), rows=3)

    @classmethod
    def rules(cls, subject: SignOff, viewer: Viewer, today: date) -> Decision | None:
        """Once is enough."""
        if subject.rule not in signed_off():
            return None
        return Refused(
            say("The rule is signed off as it stands."), cls.cited(), say("Take it back if it is not right.")
        )

    def clean_because(self) -> str:
        """A reason fits into its column."""
        because: str = self.cleaned_data["because"]
        if len(because) > LONGEST_REASON:
            raise forms.ValidationError(_("At most 500 characters can be kept. Name the text and its paragraph alone."))
        return because

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Sign it off."""
        return sign_off_rule(self.subject.rule, because=self.cleaned_data["because"], by=by, at=at)


LONGEST_REASON = 500


@offered
class TakeBackSignOff(OnRule):
    """Take a sign-off back."""

    name, verb = "take-back", _("Take the sign-off back")
    what = _("The rule is off again, for everybody. Who signed it off stays to be read.")

    @classmethod
    def rules(cls, subject: SignOff, viewer: Viewer, today: date) -> Decision | None:
        """Only what is signed off can be taken back."""
        if subject.rule in signed_off():
            return None
        return Refused(
            say("The rule is not signed off as it stands."), cls.cited(), say("There is nothing to take back.")
        )

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        held = SignOff.objects.filter(rule=self.subject.rule, digest=self.subject.digest, taken_back_at__isnull=True)
        signed = held.first()
        if signed is None:
            refusal = self.rules(self.subject, self.viewer, self.today)
            if isinstance(refusal, Refused):
                raise RefusedByRule(refusal)
            return self.done_to()
        return take_back_sign_off(signed, by=by, at=at)
