"""The form in which a person says what each column of a table means, looking at its first rows.

What the form cannot express (several columns added, days of their own) stays as the mapping's text has it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.names import every_real_code
from unannounced.crafts.registers.mapping import (
    DAY_FORMS,
    LAYOUTS,
    Column,
    Layout,
    Mapping,
    MappingProblem,
    read_mapping,
    write_mapping,
)
from unannounced.crafts.registers.meanings import KEYS, MISSING
from unannounced.crafts.registers.states import state_named
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS, KINDS
from unannounced.duties.treaty import acts as treaty_acts
from unannounced.duties.treaty.acts import Confidence
from unannounced.records.states.queries import is_invented_code
from unannounced.rooms.office.acts.fields import one_of
from unannounced.rooms.office.forms.take_in import code_meant

CODED = ("kind", "status", "sex", "age", "legal_status", "security")
"""Meanings whose cells are words of the register, each of which means something."""
AVERAGES = ("persons_average", "days_of_stay")
"""Counts that have decimals by what they are."""
SEPARATOR = ";"
THOUSANDS = {"": _("none"), ",": _("comma"), ".": _("point"), " ": _("space"), "'": _("apostrophe")}
NO_KIND = _("“%(meaning)s” is not a kind of place. Write one of these: %(kinds)s.")
DECIMALS = {".": _("point: 1.5"), ",": _("comma: 1,5")}


def _choices(words: dict[str, str]) -> list[tuple[str, Any]]:
    return [(code, _(word)) for code, word in words.items()]


MEANING_CHOICES: list[tuple[Any, Any]] = [
    ("", _("not taken")),
    (_("Which place, which day"), _choices(KEYS)),
    (_("What is said of the place"), _choices(ATTRIBUTES)),
    (_("What is counted"), _choices(COUNTS)),
    (_("What happened, on the day in the cell"), _choices(EVENTS)),
]


def is_plain(column: Column, header: Sequence[str]) -> bool:
    """Whether the form can express a column of a mapping: one column of the table with one meaning, and its words."""
    plain = Column(
        column.heads,
        column.means,
        column.optional,
        words=column.words,
        otherwise=column.otherwise,
        rounded=column.rounded and column.means in AVERAGES,
    )
    return column == plain and len(column.heads) == 1 and column.heads[0] in header


@dataclass(frozen=True, slots=True)
class Line:
    """A column of the table on the page: its head, some cells, its two fields, and why it is proposed."""

    head: str
    examples: Sequence[str]
    means: forms.BoundField
    words: forms.BoundField
    reason: Any = None


class MappingForm(forms.Form):
    """What the table is, how days and numbers are written in it, and what each column means."""

    name = forms.SlugField(
        label=_("Name of the mapping"),
        help_text=_("small letters, digits and hyphens, like prisons-census"),
        max_length=60,
    )
    register = forms.SlugField(
        label=_("Register"), help_text=_("the same for all editions that share their keys"), max_length=60
    )
    title = forms.CharField(label=_("Title"), help_text=_("as the source is called on pages"), max_length=200)
    publisher = forms.CharField(label=_("Who publishes it"), required=False, max_length=200)
    licence = forms.CharField(label=_("Under which terms"), required=False, max_length=200)
    confidence = one_of(_("Confidence"), treaty_acts.WORDS, initial=Confidence.SECONDARY)
    state = forms.CharField(
        label=_("State"),
        help_text=_("by code or name, XXA to XXZ for invented ones; empty: a column says it"),
        required=False,
        max_length=60,
    )
    layout = forms.ChoiceField(
        label=_("What a row is"), choices=_choices({one.value: word for one, word in LAYOUTS.items()})
    )
    as_of = forms.DateField(
        label=_("Day for which the table speaks"),
        help_text=_("as 2026-09-30; empty: the table or its mapping says it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    kind = forms.ChoiceField(
        label=_("Kind of place, where no column says it"),
        required=False,
        choices=[("", _("not said")), *_choices(KINDS)],
    )
    missing = forms.CharField(
        label=_("What stands for “not known”"),
        help_text=_("with semicolons between, like -999; NA"),
        required=False,
        max_length=300,
    )
    decimal = forms.ChoiceField(label=_("Before the decimals stands a"), choices=list(DECIMALS.items()))
    thousands = forms.ChoiceField(label=_("Between thousands stands"), required=False, choices=list(THOUSANDS.items()))
    days = forms.MultipleChoiceField(
        label=_("How days are written"),
        required=False,
        choices=_choices(DAY_FORMS),
        widget=forms.CheckboxSelectMultiple,
    )
    sheet = forms.CharField(
        label=_("Sheet"), help_text=_("empty: the one with the most cells"), required=False, max_length=100
    )
    header_row = forms.IntegerField(
        label=_("Row in which the header ends"),
        help_text=_("empty: it is found"),
        required=False,
        min_value=1,
        max_value=1000,
    )

    def __init__(self, *args: Any, mapping: Mapping, header: Sequence[str], **kwargs: Any) -> None:
        self.mapping, self.header = mapping, tuple(header)
        self.plain = {one.heads[0]: one for one in mapping.columns if is_plain(one, header)}
        self.kept = [one for one in mapping.columns if not is_plain(one, header)]
        kwargs["auto_id"] = "f-%s"
        kwargs["initial"] = {**_first_words(mapping), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for place, head in enumerate(self.header):
            held = self.plain.get(head)
            self.fields[f"means-{place}"] = forms.ChoiceField(
                label=head, required=False, choices=MEANING_CHOICES, initial=held.means if held else ""
            )
            self.fields[f"words-{place}"] = forms.CharField(
                label=gettext("Words of “%(head)s”") % {"head": head},
                required=False,
                initial=_written_words(held) if held else "",
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=20_000,
            )

    def lines(self, rows: Sequence[Sequence[str]], reasons: dict[str, Any]) -> list[Line]:
        """The columns as the page shows them, with the first different cells of each."""
        return [
            Line(
                head,
                list(dict.fromkeys(row[place] for row in rows if row[place].strip()))[:4],
                self[f"means-{place}"],
                self[f"words-{place}"],
                reasons.get(head),
            )
            for place, head in enumerate(self.header)
        ]

    def settings(self) -> list[forms.BoundField]:
        """The fields that are about the whole table."""
        return [field for field in self if not re.fullmatch(r"(?:means|words)-\d+", field.name)]

    def clean_state(self) -> str:
        """The code of the State that was meant: also of a real one that the office does not know yet."""
        asked = str(self.cleaned_data["state"]).strip()
        if is_invented_code(asked.upper()):
            return asked.upper()
        if (named := state_named(asked)) in every_real_code():
            return named
        return code_meant(asked) if asked else ""

    def clean(self) -> dict[str, Any]:
        """Say what no mapping may say, such as a table without names and keys, where the person sees it."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self._no_kinds()
        if not self.errors and not said["state"] and not self._has_states():
            self.add_error("state", _("Write the State, or choose the column that says it."))
        if not self.errors:
            try:
                self.text = write_mapping(self.made())
                read_mapping(self.text, where=str(said["name"]))
            except MappingProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return said

    def _has_states(self) -> bool:
        said = (self.cleaned_data[f"means-{place}"] for place in range(len(self.header)))
        return "state" in said or any(one.means == "state" for one in self.kept)

    def made(self) -> Mapping:
        """The mapping as the form says it."""
        said = self.cleaned_data
        columns = [*(self._column(place, head) for place, head in enumerate(self.header)), *self.kept]
        title = said["title"]
        return replace(
            self.mapping,
            name=said["name"],
            register=said["register"],
            title=self.mapping.title if title in self.mapping.title.values() else {"en": title, "fr": title},
            publisher=said["publisher"],
            licence=said["licence"],
            confidence=said["confidence"],
            state=said["state"],
            layout=Layout(said["layout"]),
            kind=said["kind"],
            missing=tuple(part.strip() for part in said["missing"].split(SEPARATOR) if part.strip()) or MISSING,
            decimal=said["decimal"],
            thousands=said["thousands"],
            days=tuple(said["days"]) or self.mapping.days,
            sheet=said["sheet"],
            header_row=said["header_row"] or 0,
            columns=tuple(one for one in columns if one is not None),
        )

    def _column(self, place: int, head: str) -> Column | None:
        means, held = self.cleaned_data[f"means-{place}"], self.plain.get(head)
        if not means:
            return None
        words, otherwise = self._words(place) if means in CODED else ({}, None)
        return Column(
            (head,),
            means,
            optional=bool(held and held.optional),
            words=words,
            otherwise=otherwise,
            rounded=means in AVERAGES,
        )

    def _words(self, place: int) -> tuple[dict[str, str], str | None]:
        """What the words of a column mean; kinds of place also as the page calls them."""
        words, otherwise = _read_words(self.cleaned_data[f"words-{place}"])
        if self.cleaned_data[f"means-{place}"] != "kind":
            return words, otherwise
        return {word: _kind(meaning) for word, meaning in words.items()}, otherwise and _kind(otherwise)

    def _no_kinds(self) -> None:
        """Say it beside the words of a column where one is given a kind of place that there is not."""
        for place in range(len(self.header)):
            if self.cleaned_data[f"means-{place}"] == "kind":
                words, otherwise = self._words(place)
                for meaning in dict.fromkeys([*words.values(), otherwise or ""]):
                    if meaning and meaning not in KINDS:
                        facts = {"meaning": meaning, "kinds": ", ".join(gettext(word) for word in KINDS.values())}
                        self.add_error(f"words-{place}", NO_KIND % facts)


def _kind(said: str) -> str:
    """The code of a kind of place that is called by it or by its word; what was said otherwise."""
    called = {str(name).casefold(): code for code, word in KINDS.items() for name in (code, word, gettext(word))}
    return called.get(said.casefold(), said)


def _first_words(mapping: Mapping) -> dict[str, Any]:
    return {
        "name": mapping.name,
        "register": mapping.register,
        "title": mapping.title.get("en", ""),
        "publisher": mapping.publisher,
        "licence": mapping.licence,
        "confidence": mapping.confidence,
        "state": mapping.state,
        "layout": mapping.layout.value,
        "kind": mapping.kind,
        "missing": f"{SEPARATOR} ".join(mapping.missing),
        "decimal": mapping.decimal,
        "thousands": mapping.thousands,
        "days": list(mapping.days),
        "sheet": mapping.sheet,
        "header_row": mapping.header_row or None,
    }


def _written_words(column: Column) -> str:
    lines = [f"{word} = {meaning}" for word, meaning in column.words.items()]
    return "\n".join([*lines, *([f"* = {column.otherwise}"] if column.otherwise is not None else [])])


def _read_words(text: str) -> tuple[dict[str, str], str | None]:
    """Lines such as "COUNTY = prison"; "*" is every other word."""
    words: dict[str, str] = {}
    otherwise = None
    for line in text.splitlines():
        word, equals, meaning = (part.strip() for part in line.partition("="))
        if word == "*" and equals:
            otherwise = meaning
        elif word:
            words[word] = meaning
    return words, otherwise
