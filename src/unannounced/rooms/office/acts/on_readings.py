"""What a person decides of a reading: right as it is, no item, two items or one; topics; repetitions; taking back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import reviewing
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused, RefusedByRule
from unannounced.duties.dialogue import Position
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.actions import (
    correct,
    decide_repeat,
    decide_topic,
    look,
    merge_items,
    split_item,
    take_back,
)
from unannounced.records.readings.deciding import stamp_to_merge
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.models import Decided, ProposedRepeat, RepeatDecision
from unannounced.records.readings.queries import last_look, last_rework, stamp_of
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.rooms.office.acts.fields import seen_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ITEM, READING

DECISIONS = [
    (Decided.CONFIRMED.value, _("yes, it is so")),
    (Decided.REFUSED.value, _("no, it is not")),
    (Decided.OPEN.value, _("take back what was decided")),
]
NOT_AN_ITEM = _("It is no item.")


class OnReading(ActForm):
    """What is done to an item that was read from a file."""

    on, act = ITEM, Act.CORRECT_READING
    rule = "report"
    seen = seen_field()

    def first_words(self) -> dict[str, object]:
        """How the reading stands now."""
        return {"seen": stamp_of(self.subject)}

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """What was written here was not read."""
        return subject.read_with is not None

    @classmethod
    def rules(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """It was read from a file, and stands."""
        return reviewing.may_look(read=subject.read_with is not None, left_out=subject.left_out_of is not None)


@offered
class AcceptReading(OnReading):
    """Find the reading of an item right as it is."""

    name, verb = "accept-reading", _("Accept what was read")

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """What was read with certainty, or corrected, waits for nobody."""
        return subject.read_with is not None and subject.read_with < 100

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Accept it."""
        look(self.subject, seen=self.cleaned_data["seen"] or None, by=by, at=at)
        return self.done_to()


@offered
class RefuseReading(OnReading):
    """Say that there is no item; it stays to be read, and counts no more."""

    name, verb = "refuse-reading", _("Refuse: it is no item")
    because = word_field(_("Reason"), _("such as: a heading, page 14"), required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Leave it out."""
        held: Item = self.subject
        correct(
            held,
            position=Position(held.position),
            made_by=held.made_by,
            no_item=True,
            because=self.cleaned_data["because"] or str(NOT_AN_ITEM),
            seen=self.cleaned_data["seen"] or None,
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class SplitItem(OnReading):
    """Part an item in two."""

    name, verb = "split-item", _("Split in two")
    begins = word_field(
        _("Words with which the second item begins"), _("as they stand in the item"), required=False, longest=300
    )
    place = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Part it where the words begin, or at a place counted in characters."""
        said = self.cleaned_data
        place = said["place"]
        if place is None:
            place = reviewing.place_of(self.subject.text, said["begins"])
        if isinstance(place, Refused):
            raise RefusedByRule(place)
        split_item(self.subject, place, seen=said["seen"] or None, by=by, at=at)
        return self.done_to()


@offered
class MergeItems(OnReading):
    """Make an item one with the next of its paragraph."""

    name, verb = "merge-items", _("Make one with the next item")

    def first_words(self) -> dict[str, object]:
        """How both stand now."""
        return {"seen": stamp_to_merge(self.subject)}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Make them one."""
        merge_items(self.subject, seen=self.cleaned_data["seen"] or None, by=by, at=at)
        return self.done_to()


@offered
class TakeBack(OnReading):
    """Take back what was decided last of the reading of an item."""

    name, verb, on = "take-back", _("Take back what was decided of the reading"), READING

    @classmethod
    def rules(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """What there is to take back, the action says."""
        return None

    @classmethod
    def foretold(cls, subject: Item, viewer: Viewer, today: date) -> Decision | None:
        """Whether anything was decided."""
        something = last_look(subject) is not None or last_rework(subject) is not None
        return reviewing.may_take_back(something=something, since_changed=False, rests_on_second=0)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        take_back(self.subject, seen=self.cleaned_data["seen"] or None, by=by, at=at)
        return self.done_to()


def decided_field() -> forms.ChoiceField:
    """What somebody decides."""
    return forms.ChoiceField(
        label=_("Decision"), choices=DECISIONS, error_messages={"invalid_choice": _("Choose one of the list.")}
    )


def topic_field() -> forms.ChoiceField:
    """One of the mechanism's topics; ``fill_topics`` sets which."""
    return forms.ChoiceField(label=_("Topic"), error_messages={"invalid_choice": _("Choose one of the list.")})


def fill_topics(field: Any) -> None:
    """The topics of the mechanism, by their names in the reader's language."""
    language = get_language() or "en"
    field.choices = [("", _("– choose –")), *((one.id, one.name(language)) for one in topics_here().topics)]


@offered
class DecideTopic(ActForm):
    """Say that an item has a topic, or has not."""

    name, verb, on, act = "decide-topic", _("Decide on a topic"), ITEM, Act.CORRECT_READING
    rule = "report"
    topic = topic_field()
    decided = decided_field()
    seen = seen_field()

    def prepare(self) -> None:
        """The topics there are."""
        fill_topics(self.fields["topic"])

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide."""
        said = self.cleaned_data
        decide_topic(self.subject, said["topic"], Decided(said["decided"]), seen=said["seen"] or None, by=by, at=at)
        return self.done_to()


@offered
class DecideRepeat(ActForm):
    """Say that an item says again what an earlier one said, or does not."""

    name, verb, on, act = "decide-repeat", _("Decide whether it was said before"), ITEM, Act.CORRECT_READING
    rule = "report"
    earlier = forms.CharField(
        label=_("Earlier item"), help_text=_("the end of its address, such as the id in /items/…/"), max_length=40
    )
    decided = decided_field()
    seen = seen_field()

    def prepare(self) -> None:
        """Offer what is proposed, the likeliest first."""
        found = proposed_earlier(self.subject, self.viewer)
        if found:
            self.fields["earlier"] = forms.ChoiceField(
                label=_("Earlier item"),
                choices=[(str(one.pk), earlier_words(one)) for one in found],
                error_messages={"invalid_choice": _("Choose one of the list.")},
            )

    def clean_earlier(self) -> Item:
        """An item the viewer may see; hidden and absent are one answer."""
        try:
            key = UUID(self.cleaned_data["earlier"])
        except ValueError:
            key = UUID(int=0)
        seen = items_seen_by(self.viewer).select_related("report__visit", "paragraph")
        found: Item | None = seen.filter(pk=key).first()
        if found is None:
            raise forms.ValidationError(_("There is no such item, or you may not read it."))
        return found

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide."""
        said = self.cleaned_data
        decided, seen = Decided(said["decided"]), said["seen"] or None
        decide_repeat(self.subject, said["earlier"], decided, seen=seen, by=by, at=at)
        return self.done_to()


def proposed_earlier(item: Item, viewer: Viewer) -> list[Item]:
    """The items that this one may repeat, or was decided on, those the viewer may see, the latest first."""
    proposed = ProposedRepeat.objects.filter(item=item).values("earlier")
    decided = RepeatDecision.objects.filter(item=item).values("earlier")
    seen = items_seen_by(viewer).select_related("report", "paragraph")
    found = seen.filter(pk__in=proposed) | seen.filter(pk__in=decided)
    return list(found.order_by("-report__opened_on", "pk"))


def earlier_words(one: Item) -> str:
    """An earlier item in a list to choose from."""
    words = gettext("{number} of {report}: {text}")
    return words.format(number=one.number, report=one.report.title, text=one.text[:120])
