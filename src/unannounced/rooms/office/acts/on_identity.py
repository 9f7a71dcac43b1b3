"""Which places are one, and which sources count: decided with a reason, and taken back as easily."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties import joining
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.actions import (
    count_source_again,
    join_places,
    keep_apart,
    part_place,
    take_back_joining,
    take_back_parting,
    withdraw_source,
)
from unannounced.records.places.models import Listing, Place, PlaceNow, Source
from unannounced.records.places.queries import level
from unannounced.records.places.twins import partings_of
from unannounced.rooms.office.acts.fields import pick, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import PLACE, SOURCE

MOST_NAMED, MOST_LISTINGS = 5, 500


class WithOther(ActForm):
    """What is decided of a place and another one of its State."""

    other = word_field(_("The other place"), _("its name, its key in a register, or the id in its address"))
    because = text_field(_("Reason"), rows=2, required=False)

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The place that another page names."""
        return {"other": query["other"][:200]} if "other" in query else {}

    def clean_other(self) -> Place:
        """The one place that is meant; where several may be, they are named."""
        text: str = self.cleaned_data["other"]
        found = places_called(text, self.subject)
        if len(found) == 1:
            return found[0].place
        if not found:
            raise forms.ValidationError(
                _("No other place of this State is called so. Look for it in the list of places.")
            )
        named = "; ".join(f"{one.name}, {one.town} ({one.place_id})" for one in found)
        problem = _("Several places are called so: %(named)s. Write the id of the one that is meant.")
        raise forms.ValidationError(problem % {"named": named})


def places_called(text: str, beside: Place) -> list[PlaceNow]:
    """Other places of the same State by id, else by name or key: those called exactly so first; some at most."""
    there = PlaceNow.objects.filter(state=beside.state_id).exclude(place=beside).select_related("place__state")
    try:
        return list(there.filter(place=UUID(text.strip())))
    except ValueError:
        pass
    words = level(text)
    found = there.filter(place=F("root"), listed=True)
    for word in words.split():
        found = found.filter(names_folded__contains=word)
    held = list(found.order_by("name", "pk")[: 20 * MOST_NAMED]) if words else []
    exact = [one for one in held if words in one.names_folded.split("\n")]
    return (exact or held)[:MOST_NAMED]


@offered
class JoinPlace(WithOther):
    """Say that another entry is this same place."""

    name, verb, on, act = "join-place", _("Join another entry with this place"), PLACE, Act.DECIDE_IDENTITY
    what = _("Everything said of both is shown here from then on. Nothing is moved, and it can be taken back.")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Join them."""
        return join_places(self.cleaned_data["other"], self.subject, because=self.cleaned_data["because"], by=by, at=at)


@offered
class KeepApart(WithOther):
    """Say that another entry is not this place."""

    name, verb, on, act = "keep-apart", _("Say that another entry is not this place"), PLACE, Act.DECIDE_IDENTITY
    what = _("The two are not offered as one any more. It can be taken back.")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep them apart."""
        keep_apart(self.subject, self.cleaned_data["other"], because=self.cleaned_data["because"], by=by, at=at)
        return self.done_to()


@offered
class TakeBackJoining(ActForm):
    """Show two entries apart again that were joined."""

    name, verb, on, act = "take-back-joining", _("Take back a joining"), PLACE, Act.DECIDE_IDENTITY
    what = _("The entry that was joined is shown as a place of its own again, with all that is said of it.")
    joined = pick(_("Entry that was joined"))

    @classmethod
    def suits(cls, subject: Place) -> bool:
        """A place with which another was joined, or that was itself."""
        return bool(_joined(subject).exists())

    def prepare(self) -> None:
        """What was joined."""
        self.fields["joined"].queryset = _joined(self.subject)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        return take_back_joining(self.cleaned_data["joined"], by=by, at=at)


def _joined(place: Place) -> Any:
    own = Place.objects.filter(pk=place.pk, joined_into__isnull=False)
    return (own | Place.objects.filter(joined_into=place)).select_related("joined_into", "state").order_by("name")


class ListingsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no such thing at runtime
    """Listings of a place, each with its source, row and name."""

    def label_from_instance(self, listing: Listing) -> str:
        """What tells it from the others."""
        name = next((str(value) for what, value, *_days in listing.says if what == "name"), "")
        parts = [str(listing.source), name or listing.key, f"#{listing.row}" if listing.row else ""]
        return " – ".join(part for part in parts if part)


@offered
class PartPlace(ActForm):
    """Part an entry in which two places were taken for one."""

    name, verb, on, act = "part-place", _("Part this place in two"), PLACE, Act.DECIDE_IDENTITY
    what = _(
        "What is chosen goes to a new place, with its counts and events; the rest stays here. It can be taken back."
    )
    listings = ListingsField(
        queryset=Listing.objects.none(),
        label=_("Said of the other place"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list."), "invalid_pk_value": _("Choose from the list.")},
    )
    place_name = word_field(_("Name of the new place"), _("empty: as the sources call it"), required=False)
    because = text_field(_("Reason"), rows=2, required=False)

    @classmethod
    def suits(cls, subject: Place) -> bool:
        """A place of which two sources say something, or one twice."""
        return Listing.objects.filter(place=subject)[:2].count() > 1

    def prepare(self) -> None:
        """What sources say of it, the newest first."""
        listings = Listing.objects.filter(place=self.subject).select_related("source")
        field = self.fields["listings"]
        assert isinstance(field, ListingsField)
        field.queryset = listings.order_by("-source__as_of", "row")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Part it; the new place is shown."""
        said = self.cleaned_data
        parting = part_place(
            self.subject, list(said["listings"]), name=said["place_name"], because=said["because"], by=by, at=at
        )
        return parting.second


@offered
class TakeBackParting(ActForm):
    """Show as one again what was parted."""

    name, verb, on, act = "take-back-parting", _("Take back a parting"), PLACE, Act.DECIDE_IDENTITY
    what = _("What went to the new place is shown here again.")
    parting = pick(_("Parting"))

    @classmethod
    def suits(cls, subject: Place) -> bool:
        """A place that was parted, or that came of it."""
        return partings_of(subject).exists()

    def prepare(self) -> None:
        """The partings that stand."""
        self.fields["parting"].queryset = partings_of(self.subject)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        return take_back_parting(self.cleaned_data["parting"], by=by, at=at).place


# Sources


@offered
class WithdrawSource(ActForm):
    """Withdraw a source: an import undone, or something entered by mistake."""

    name, verb, on, act = "withdraw-source", _("Withdraw this source"), SOURCE, Act.TAKE_IN_REGISTER
    what = _(
        "Nothing that it says counts any more, and places that it alone lists are no longer listed. "
        "It stays, and can be taken back."
    )
    because = text_field(_("Reason"), rows=2)

    @classmethod
    def suits(cls, subject: Source) -> bool:
        """One that counts."""
        return subject.withdrawn_at is None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Withdraw it."""
        return withdraw_source(self.subject, because=self.cleaned_data["because"], by=by, at=at)


@offered
class CountAgain(ActForm):
    """Let a source count again that was withdrawn."""

    name, verb, on, act = "count-again", _("Let this source count again"), SOURCE, Act.TAKE_IN_REGISTER
    what = _("All that it says counts again, and the places that it lists are listed again.")

    @classmethod
    def suits(cls, subject: Source) -> bool:
        """One that was withdrawn."""
        return subject.withdrawn_at is not None

    @classmethod
    def foretold(cls, subject: Source, viewer: Viewer, today: Any) -> Decision | None:
        """Whether the same table was taken in since."""
        since = Source.objects.filter(digest=subject.digest, withdrawn_at=None).exclude(digest="").exists()
        withdrawn = subject.withdrawn_at is not None
        return joining.may_count_source_again(withdrawn=withdrawn, taken_in_since=since)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Let it count."""
        return count_source_again(self.subject, by=by, at=at)
