"""A table of measurements taken in on a visit or at a place: all of it or nothing, and first only looked at."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.measurements import read_table
from unannounced.crafts.registers.tables import NotATable, open_table
from unannounced.crafts.registers.values import Problem
from unannounced.crafts.standards import shipped_rules
from unannounced.duties.confidentiality import Act
from unannounced.duties.words import Sentence
from unannounced.records.accounts.queries import Viewer
from unannounced.records.measurements.actions import Found, note_measurements
from unannounced.records.measurements.taking_in import Foresight, Given, Standing, foresee
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.fields import day_field
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import PLACE, VISIT
from unannounced.rooms.web.templatetags.field_words import said as in_words

LARGEST = 25 * 1024 * 1024
MOST_NAMED = 50
"""Problems that the page names; the command names more."""


class TableForm(ActForm):
    """A table, and what is known of all of it."""

    act = Act.NOTE_MEASUREMENT
    rule = "visit"
    table = forms.FileField(
        label=_("Table"),
        help_text=_("CSV, XLSX or Parquet: a row for each room, a column for each measure"),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )
    day = day_field(_("Day of rows that have none"), required=False)
    correct = forms.BooleanField(label=_("The table corrects what is noted otherwise"), required=False)
    look = forms.BooleanField(
        label=_("Only say what would happen"), help_text=_("nothing is changed then"), required=False
    )

    def first_words(self) -> dict[str, object]:
        """One looks first."""
        return {"look": True}

    def places(self) -> "QuerySet[Place]":
        """The places that the table may name."""
        return Place.objects.filter(state=self.subject.state_id)

    def visit(self) -> Visit | None:
        """The visit, or none."""
        return None

    def place_of_all(self, said: dict[str, Any]) -> Place | None:
        """The place of rows that name none."""
        return said.get("place")

    def clean(self) -> dict[str, Any]:
        """Read the table and hold it against what is noted; what is wrong is named by row, and nothing is taken in."""
        said: dict[str, Any] = super().clean() or {}
        table = said.get("table")
        if not isinstance(table, UploadedFile) or self.errors:
            return said
        if (table.size or 0) > LARGEST:
            self.add_error("table", _("The file has more than 25 MB. Part it, or take it in by command."))
            return said
        given = Given(
            self.places(), self.today, self.visit(), self.place_of_all(said), said.get("day"), said["correct"]
        )
        try:
            foreseen = foresee(read_table(open_table(table.read(), table.name or ""), shipped_rules()), given)
        except NotATable as no:
            self.add_error("table", _told(no.problem))
            return said
        said["foreseen"] = foreseen
        if foreseen.problems:
            self.add_error("table", [_told(problem) for problem in foreseen.problems[:MOST_NAMED]])
        elif said["look"]:
            self.add_error("look", [_summed_up(foreseen), *(_told(note) for note in foreseen.notes[:MOST_NAMED])])
        return said

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it in."""
        foreseen: Foresight = self.cleaned_data["foreseen"]
        many = [Found.of(one.row, one.replaces) for one in foreseen.to_note if one.row is not None]
        note_measurements(many, during=self.visit(), by=by, at=at)
        return self.done_to()


def _told(problem: Problem) -> str:
    """Where, why, and what to do."""
    reason = in_words(Sentence(problem.reason, problem.facts), False)
    way_out = in_words(Sentence(problem.way_out, problem.facts), False)
    words = {"row": problem.row, "column": problem.column, "reason": reason, "way_out": way_out}
    if problem.row is None:
        return f"{reason} {way_out}"
    if not problem.column:
        return gettext("Row %(row)s: %(reason)s %(way_out)s") % words
    return gettext("Row %(row)s, column %(column)s: %(reason)s %(way_out)s") % words


def _summed_up(foreseen: Foresight) -> str:
    counted = {one.value: foreseen.count(one) for one in Standing}
    return (
        gettext(
            "Nothing was changed. New would be %(new)s, corrected %(corrects)s; %(known)s are known already. "
            "To take the table in, choose it again and remove this mark."
        )
        % counted
    )


@offered
class TakeInOnVisit(TableForm):
    """Take in what was measured on a visit."""

    name, verb, on = "take-in-measurements", _("Take in a table of measurements"), VISIT
    place = place_field(required=False)
    field_order = ("table", "place", "day")

    def prepare(self) -> None:
        """The places of the State."""
        self.fields["place"].among(self.subject.state, self.viewer)  # type: ignore[attr-defined]
        self.fields["place"].label = _("Place of rows that name none")

    def visit(self) -> Visit | None:
        """This one."""
        visit: Visit = self.subject
        return visit

    def address_after(self, result: Model) -> str:
        """What was measured."""
        return reverse("visit_measured", args=[result.pk])


@offered
class TakeInAtPlace(TableForm):
    """Take in what was measured at a place outside any visit."""

    name, verb, on = "take-in-measurements", _("Take in a table of measurements"), PLACE

    def place_of_all(self, said: dict[str, Any]) -> Place | None:
        """This one."""
        place: Place = self.subject
        return place

    def address_after(self, result: Model) -> str:
        """What was measured."""
        return reverse("place_measured", args=[result.pk])
