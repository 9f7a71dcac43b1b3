"""The fields of a form for what can be measured: one for each measure, as its kind wants it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties.measuring import as_text
from unannounced.duties.standards import Checklist, Measure, MeasureKind, Value
from unannounced.duties.standards.measures import KIND_WORDS, UNIT_WORDS

REST = "__rest"
"""Ends the name of the field that says that what was not ticked was looked for and is missing."""

LONGEST_VALUE = 500


def fields_of(measure: Measure) -> Iterator[tuple[str, forms.Field]]:
    """The names and fields of one measure: one field, or two for a list to tick."""
    match measure.kind:
        case MeasureKind.TRUTH:
            yield measure.id, _choice(measure, [("yes", _("yes")), ("no", _("no"))])
        case MeasureKind.CHOICE:
            yield measure.id, _choice(measure, _words(measure))
        case MeasureKind.CHECKLIST:
            yield measure.id, _ticks(measure)
            yield f"{measure.id}{REST}", _rest(measure)
        case _:
            yield measure.id, _written(measure)


def label_of(measure: Measure) -> str:
    """What is measured, and in what."""
    unit = "" if measure.kind is MeasureKind.COUNT else UNIT_WORDS.get(measure.unit, measure.unit)
    name = capfirst(measure.name(get_language() or "en"))
    return gettext("%(measure)s, %(unit)s") % {"measure": name, "unit": gettext(unit)} if unit else name


def _help(measure: Measure) -> str:
    return measure.help.get(get_language() or "en") or measure.help.get("en", "")


def _choice(measure: Measure, words: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label_of(measure), help_text=_help(measure), required=False, choices=[("", _("not measured")), *words]
    )


def _words(measure: Measure) -> list[tuple[str, Any]]:
    language = get_language() or "en"
    return [(item, words.get(language) or words["en"]) for item, words in measure.items.items()]


def _ticks(measure: Measure) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label_of(measure),
        help_text=_help(measure),
        required=False,
        choices=_words(measure),
        widget=forms.CheckboxSelectMultiple,
    )


def _rest(measure: Measure) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("What is not ticked was looked for and is missing"),
        help_text=gettext("of: %(measure)s") % {"measure": measure.name(get_language() or "en")},
        required=False,
    )


def _written(measure: Measure) -> forms.CharField:
    written = _help(measure) or gettext(KIND_WORDS[measure.kind])
    return forms.CharField(label=label_of(measure), help_text=written, required=False, max_length=LONGEST_VALUE)


def said_of(measure: Measure, said: Mapping[str, Any]) -> str:
    """What somebody entered for a measure, as a text; empty where nobody measured."""
    given = said.get(measure.id) or ""
    if measure.kind is not MeasureKind.CHECKLIST:
        return str(given).strip()
    present = frozenset(given)
    absent = frozenset(measure.items) - present if said.get(f"{measure.id}{REST}") else frozenset()
    return as_text(measure, Checklist(present, absent)) if present or absent else ""


def first_of(measure: Measure, value: Value) -> Iterator[tuple[str, object]]:
    """What stands in the fields of a measure when its value is corrected."""
    if isinstance(value, Checklist):
        yield measure.id, sorted(value.present)
        yield f"{measure.id}{REST}", bool(value.absent)
    else:
        yield measure.id, as_text(measure, value)
