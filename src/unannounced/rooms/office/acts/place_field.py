"""The choice of a place among thousands: by any of its names, without a script; several that are meant are offered."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.records.accounts.queries import Viewer
from unannounced.records.places import queries
from unannounced.records.places.models import Place, PlaceNow
from unannounced.records.places.queries import BY_NAME, Sought
from unannounced.records.states.models import State

OFFERED = 50
SUGGESTED = 200
"""At most so many places are offered of those that are meant, and of those of a State before anything is written."""


class PlaceInput(forms.TextInput):
    """A line to write a name in, with the places below it that may be meant by what was written."""

    def __init__(self) -> None:
        super().__init__({"maxlength": "200", "autocomplete": "off"})
        self.offered: Sequence[PlaceNow] = ()
        self.suggested: Sequence[str] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """What was chosen below goes before what was written, unless something else was written since."""
        written = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return next((one for one in reversed(written) if one), None)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The line, its suggestions, and what may be meant."""
        held = {**(attrs or {}), **({"list": f"{name}-known"} if self.suggested else {})}
        chosen = next((one for one in self.offered if str(one.pk) == str(value)), None)
        line = super().render(name, chosen.name if chosen else value, held, renderer)
        return format_html("{}{}{}", line, self._suggestions(name), self._choice(name, str(value or "")))

    def _suggestions(self, name: str) -> SafeString:
        if not self.suggested:
            return SafeString("")
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.suggested))
        return format_html('<datalist id="{}-known">{}</datalist>', name, options)

    def _choice(self, name: str, value: str) -> SafeString:
        if not self.offered:
            return SafeString("")
        rows = (
            (name, place.pk, SafeString(" checked") if str(place.pk) == value else "", place.name, _where(place))
            for place in self.offered
        )
        choices = format_html_join(
            "", '<div><label><input type="radio" name="{}" value="{}"{}> {} {}</label></div>', rows
        )
        return format_html('<fieldset class="places-chosen"><legend>{}</legend>{}</fieldset>', _("Which one?"), choices)


def _where(place: PlaceNow) -> SafeString:
    where = ", ".join(filter(None, [place.town, place.region]))
    return format_html('<span class="muted">{}</span>', where) if where else SafeString("")


class PlaceField(forms.Field):
    """A place of one State, cleaned to the ``Place``; ``among`` says of which State."""

    state: State | None = None
    viewer: Viewer | None = None
    without: Collection[UUID] = ()
    noted: PlaceNow | None = None

    def holds(self, noted: UUID | None) -> None:
        """Show the place that was noted before by its name, and take that name for this very place."""
        self.noted = PlaceNow.objects.filter(pk=noted).first()

    def prepare_value(self, value: Any) -> Any:
        """The name of the place that was noted before, in place of its id."""
        return self.noted.name if self.noted is not None and value == self.noted.pk else value

    def among(self, state: State, viewer: Viewer, *, without: Collection[UUID] = ()) -> None:
        """Let a place of ``state`` be chosen; where there are few their names are suggested.

        Those ``without`` are not offered; one of them that is called by its name is taken, and the act says why not.
        """
        self.state, self.viewer, self.without = state, viewer, without
        found = queries.in_order(queries.places_sought(Sought(state=state), viewer), BY_NAME)
        found = found.exclude(pk__in=list(without)) if without else found
        names = list(found.values_list("name", flat=True)[: SUGGESTED + 1])
        if isinstance(self.widget, PlaceInput):
            self.widget.suggested = list(dict.fromkeys(names)) if len(names) <= SUGGESTED else ()

    def to_python(self, value: Any) -> Place | None:
        """The place with this id, or the only one called so; several are offered, none is said so."""
        written = str(value or "").strip()[:200]
        if not written or self.state is None or self.viewer is None:
            return None
        if (held := _by_id(written, self.state)) is not None:
            return held
        same = self.noted is not None and written == self.noted.name and _by_id(str(self.noted.pk), self.state)
        if isinstance(same, Place):
            return same
        found = queries.called(self.state, written, self.viewer, at_most=OFFERED)
        if len(found) == 1:
            return Place.objects.get(pk=found[0].pk)
        if isinstance(self.widget, PlaceInput):
            self.widget.offered = [one for one in found if one.pk not in self.without]
        raise forms.ValidationError(_several(len(found), written))


def _several(count: int, written: str) -> str:
    if not count:
        words = _("No place of this State is called “{name}”. Write a part of its name, old or new, or of its town.")
    elif count < OFFERED:
        words = _("Several places may be meant by “{name}”: choose one of them below.")
    else:
        words = _("Very many places may be meant by “{name}”: write more of the name, or choose one of those below.")
    return words.format(name=written)


def _by_id(written: str, state: State) -> Place | None:
    try:
        key = UUID(written)
    except ValueError:
        return None
    return Place.objects.filter(state=state, pk=key).first()


def place_field(*, required: bool = True) -> PlaceField:
    """A place of a State; ``prepare`` says of which."""
    return PlaceField(
        label=lazy("Place"),
        help_text=lazy("its name or a part of it, old or new; several that are meant are offered"),
        required=required,
        widget=PlaceInput(),
    )
