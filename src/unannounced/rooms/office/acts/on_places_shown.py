"""What of the places of a State may be shown, and showing it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.duties import showing
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.records.accounts.queries import Viewer
from unannounced.records.publications.actions import decide_fields, hide_fields, publish_places
from unannounced.records.publications.models import FieldDecision, PlacesEdition
from unannounced.records.publications.placing import may_show, shown_places
from unannounced.records.states.models import State
from unannounced.rooms.office.acts.fields import text_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import PLACE, STATE


def fields_field(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """A choice of fields of the register, several at once."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        choices=[(field, _(words)) for field, words in showing.FIELDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )


@offered
class ShowFields(ActForm):
    """Decide which fields of the places of the State may be shown."""

    name, verb, on, act = "show-fields", _("Decide what of places may be shown"), STATE, Act.SHOW_FIELD
    what = _("What is not chosen may not be shown. Nothing leaves the office before the places are published.")
    fields_shown = fields_field(_("May be shown"), _("a place is shown only if its name may be"))
    by_hand = forms.BooleanField(
        label=_("Also what was entered by hand"),
        help_text=_("it may come from a visit; else only what registers say is shown"),
        required=False,
    )
    because = text_field(_("Reason"), rows=2)

    def first_words(self) -> dict[str, object]:
        """What was decided before."""
        may = may_show(self.subject)
        return {"fields_shown": sorted(may.fields), "by_hand": bool(may.by_hand)}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide it."""
        said = self.cleaned_data
        decide_fields(
            self.subject, said["fields_shown"], by_hand=said["by_hand"], because=said["because"], by=by, at=at
        )
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """What was decided, and what would leave."""
        return reverse("places_shown", args=[self.subject.code])


@offered
class HideFields(ActForm):
    """Decide which fields of one place may not be shown."""

    name, verb, on, act = "hide-fields", _("Decide what of this place may not be shown"), PLACE, Act.SHOW_FIELD
    what = _("What is chosen is not shown of this place, whatever was decided for the others of its State.")
    fields_hidden = fields_field(_("May not be shown"), _("without its name, the place is not shown at all"))
    because = text_field(_("Reason"), rows=2)

    def first_words(self) -> dict[str, object]:
        """What is hidden now."""
        held = FieldDecision.objects.filter(place=self.subject, shown=False)
        return {"fields_hidden": list(held.values_list("field", flat=True))}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide it."""
        said = self.cleaned_data
        hide_fields(self.subject, said["fields_hidden"], because=said["because"], by=by, at=at)
        return self.done_to()


@offered
class PublishPlaces(ActForm):
    """Publish what may be shown of the places of the State."""

    name, verb, on, act = "publish-places", _("Publish the places of this State"), STATE, Act.PUBLISH_PLACES
    final = True
    what = _("What may be shown of the places leaves for the portal, instead of what it showed before.")
    visible_to = _("everybody, on the portal")

    @classmethod
    def foretold(cls, subject: State, viewer: Viewer, today: date) -> Decision | None:
        """Whether there is anything that may be shown."""
        places, _sources = shown_places(subject)
        before = PlacesEdition.objects.filter(state=subject).exists()
        return showing.may_publish_places(may_show(subject).fields, places=len(places), shown_before=before)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Publish it."""
        publish_places(self.subject, by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """What was decided, and which edition shows how many places."""
        return reverse("places_shown", args=[self.subject.code])
