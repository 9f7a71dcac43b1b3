"""What is entered of places of detention by hand: the place, a word on it, a count, an event, its parts and sizes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties.confidentiality import Act
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS, KINDS, PARTS
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.actions import add_part, enter_count, enter_place, note_event, say_of_place, size_part
from unannounced.records.places.models import Part, Place
from unannounced.rooms.office.acts.fields import day_field, pick, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import PLACE, STATE

MOST = 10_000_000
YES, NO = "yes", "no"


def _words(words: dict[str, str]) -> list[tuple[str, Any]]:
    return [(code, _(word)) for code, word in words.items()]


def source_field(*, required: bool = True) -> forms.CharField:
    """Where something is known from."""
    return word_field(_("Source"), _("where this is known from: a letter, a law, a page, a visit"), required=required)


def said_on_field() -> forms.DateField:
    """The day for which something is said."""
    return day_field(_("Day"), _("the day for which the source says it"))


class OnPlace(ActForm):
    """What is entered of a place: with the day for which it holds, today before anybody has written one."""

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"day": self.today.isoformat(), "said_on": self.today.isoformat()}


@offered
class EnterPlace(OnPlace):
    """Enter a place of detention into the register."""

    name, verb, on, act = "enter-place", _("Enter a place of detention"), STATE, Act.ENTER_PLACES
    rule = "visit"
    place_name = word_field(_("Name"))
    kind = forms.ChoiceField(label=_("Kind"), choices=_words(KINDS))
    town = word_field(_("Town"), required=False)
    address = word_field(_("Address"), required=False)
    region = word_field(_("Region"), required=False, longest=120)
    authority = word_field(_("Authority"), required=False)
    operator = word_field(_("Operator"), _("who runs it, if not the authority"), required=False)
    position = word_field(_("Position"), _("degrees North and East, like 45.5,-9.25"), required=False, longest=40)
    capacity = forms.IntegerField(
        label=_("Official capacity"),
        help_text=_("persons; empty: not known"),
        required=False,
        min_value=0,
        max_value=1_000_000,
    )
    source = word_field(_("Source"), _("where this is known from; empty: this office's own knowledge"), required=False)
    day = day_field(_("Day"), _("the day for which it is said; empty: today"), required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Enter it; the same form sent twice enters it once."""
        said = self.cleaned_data
        place = Place(id=said["key"], state=self.subject, name=said["place_name"], kind=said["kind"])
        told = ("town", "address", "region", "authority", "operator", "position")
        enter_place(
            place,
            {what: said[what] for what in told},
            day=said["day"] or at.date(),
            source=said["source"] or gettext("own knowledge of this office"),
            capacity=said["capacity"],
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class SayOfPlace(OnPlace):
    """Say something of a place; nothing that others say is lost."""

    name, verb, on, act = "say-of-place", _("Say something of this place"), PLACE, Act.ENTER_PLACES
    what = _("It stands beside what other sources say, with its day and source. The newest word on it holds.")
    about = forms.ChoiceField(label=_("What is said"), choices=_words(ATTRIBUTES))
    value = text_field(
        _("Value"),
        _("of “kind”: its word, like prison; of “open or closed”: open or closed; of “position”: like 45.5,-9.25"),
        rows=2,
    )
    since = day_field(_("Since"), _("the day since which it holds; empty: not known"), required=False)
    day, source = said_on_field(), source_field()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Enter it."""
        said = self.cleaned_data
        value = " ".join(said["value"].split())
        more = {"day": said["day"], "source": said["source"], "since": said["since"], "key": said["key"]}
        return say_of_place(self.subject, said["about"], value, **more, by=by, at=at)


@offered
class EnterCount(OnPlace):
    """Enter a number that somebody counted at a place."""

    name, verb, on, act = "enter-count", _("Enter a count"), PLACE, Act.ENTER_PLACES
    about = forms.ChoiceField(label=_("What is counted"), choices=_words(COUNTS))
    number = forms.IntegerField(label=_("Number"), min_value=0, max_value=MOST)
    day = day_field(_("Day"), _("the day of the count, or the last one of the period"))
    source = source_field()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Enter it."""
        said = self.cleaned_data
        more = {"day": said["day"], "source": said["source"], "key": said["key"]}
        return enter_count(self.subject, said["about"], said["number"], **more, by=by, at=at)


@offered
class NoteEvent(OnPlace):
    """Note what happened to a place: opened, closed, renamed, merged, split."""

    name, verb, on, act = "note-event", _("Note what happened to it"), PLACE, Act.ENTER_PLACES
    what = _("What happened in the world. Whether two entries of the register are one place is decided elsewhere.")
    about = forms.ChoiceField(label=_("What happened"), choices=_words(EVENTS))
    day = day_field(_("Day"), _("empty: not known"), required=False)
    other = word_field(_("Other place or body"), _("into which it was merged, or who inspected it"), required=False)
    remark = text_field(_("Note"), rows=2, required=False)
    said_on = day_field(_("Day of the source"), _("the day for which the source says it"))
    source = source_field()

    def first_words(self) -> dict[str, object]:
        """The day of the event is not known before somebody writes it."""
        return {"said_on": self.today.isoformat()}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        return note_event(
            self.subject,
            said["about"],
            day=said["day"],
            said_on=said["said_on"],
            source=said["source"],
            other=said["other"],
            remark=said["remark"],
            key=said["key"],
            by=by,
            at=at,
        )


# Parts


def _metres(label: Any, help_text: Any, most: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=most, max_digits=9, decimal_places=4
    )


class WithSizes(OnPlace):
    """How large a part is, in metres and square metres, as it was measured."""

    area = _metres(_("Area, m²"), _("with the sanitary annexe, if there is one"), 100_000)
    annexe = forms.ChoiceField(
        label=_("Sanitary annexe"),
        choices=[("", _("not known")), (YES, _("there is one")), (NO, _("there is none"))],
        required=False,
    )
    annexe_area = _metres(_("Area of the annexe, m²"), _("empty: not measured"), 10_000)
    partitioned = forms.ChoiceField(
        label=_("Annexe partitioned"),
        choices=[("", _("not known")), (YES, _("yes, to the ceiling")), (NO, _("no"))],
        required=False,
    )
    height = _metres(_("Height, m"), "", 100)
    width = _metres(_("Narrowest distance between walls, m"), "", 1000)
    places = forms.IntegerField(
        label=_("Meant for, persons"),
        help_text=_("for how many persons it is meant"),
        required=False,
        min_value=0,
        max_value=MOST,
    )
    day = day_field(_("Day"), _("on which it was measured, or for which the source says it"), required=False)
    source = source_field(required=False)

    def sizes(self) -> dict[str, int | None]:
        """The sizes in the units in which they are kept."""
        said = self.cleaned_data
        return {
            "area_cm2": _kept(said["area"], 10_000),
            "annexe_cm2": _kept(said["annexe_area"], 10_000),
            "height_mm": _kept(said["height"], 1000),
            "width_mm": _kept(said["width"], 1000),
            "places": said["places"],
        }

    def size(self, part: Part, *, by: Viewer, at: datetime) -> None:
        """Enter the sizes of ``part``."""
        said = self.cleaned_data
        day: date = said["day"] or at.date()
        annexe = True if said["annexe_area"] is not None else _yes_or_no(said["annexe"])
        size_part(
            part,
            self.sizes(),
            day=day,
            source=said["source"],
            has_annexe=annexe,
            annexe_partitioned=_yes_or_no(said["partitioned"]),
            by=by,
            at=at,
        )


def _kept(number: Decimal | None, units: int) -> int | None:
    return None if number is None else round(number * units)


def _yes_or_no(word: str) -> bool | None:
    return {YES: True, NO: False}.get(word)


@offered
class AddPart(WithSizes):
    """Add a part to a place: a wing, a room, a cell; with its sizes, if they are known."""

    name, verb, on, act = "add-part", _("Add a wing, room or cell"), PLACE, Act.ENTER_PLACES
    kind = forms.ChoiceField(label=_("Kind"), choices=_words(PARTS))
    part_name = word_field(_("Name"), _("as the place calls it, like “cell 12”"), longest=120)
    within = pick(_("Lies within"), required=False)
    field_order = ("key", "kind", "part_name", "within", "area")

    def prepare(self) -> None:
        """The parts that are there."""
        self.fields["within"].queryset = _parts(self.subject)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Add it, and enter its sizes if any is given: both or neither."""
        from django.db import transaction

        said = self.cleaned_data
        key: UUID = said["key"]
        with transaction.atomic():
            part = add_part(self.subject, said["kind"], said["part_name"], within=said["within"], key=key, by=by, at=at)
            if any(number is not None for number in self.sizes().values()) or said["annexe"]:
                self.size(part, by=by, at=at)
        return self.done_to()


@offered
class SizePart(WithSizes):
    """Enter how large a part of a place is; what was measured before stays."""

    name, verb, on, act = "size-part", _("Enter the size of a part"), PLACE, Act.ENTER_PLACES
    part = pick(_("Part"))
    field_order = ("key", "part", "area")

    @classmethod
    def suits(cls, subject: Place) -> bool:
        """A place whose parts are known."""
        return Part.objects.filter(place=subject).exists()

    def prepare(self) -> None:
        """The parts that are there."""
        self.fields["part"].queryset = _parts(self.subject)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Enter it."""
        self.size(self.cleaned_data["part"], by=by, at=at)
        return self.done_to()


def _parts(place: Place) -> Any:
    """The parts of a place that are still there."""
    return Part.objects.filter(place=place, gone_on__isnull=True).order_by("kind", "name")
