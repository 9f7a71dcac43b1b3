"""High-level talks with a State: noted on the State, and of an item that it was spoken of."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties.confidentiality import Act
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.high_talks import note_talks, talk_of, talks_seen_by
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_seen_by, known_since
from unannounced.rooms.office.acts.fields import day_field, pick, text_field, word_field
from unannounced.rooms.office.acts.named_field import found_in
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ITEM, STATE


@offered
class NoteTalks(ActForm):
    """Note high-level talks that were held, and of which items was spoken; more can be noted on each item."""

    name, verb, on, act = "note-talks", _("Note high-level talks"), STATE, Act.NOTE_TALKS
    rule = "cooperation"
    subject_of_talks = word_field(_("Subject"), longest=300)
    begins = day_field(_("First day"))
    ends = day_field(_("Last day"))
    where = word_field(_("Where"), required=False, longest=120)
    for_us = text_field(_("For the mechanism"), _("who spoke"), rows=2)
    for_state = text_field(_("For the State"), _("who spoke, by office"), rows=2)
    said = text_field(_("What was said"), required=False)
    agreed = text_field(_("What was agreed"), required=False, rows=3)
    items = text_field(_("Items talked of"), _("addresses or ids of items, one on each line"), required=False, rows=3)

    def clean_items(self) -> list[Item]:
        """The items of that State which the viewer may read: hidden and absent are one answer."""
        return found_in(str(self.cleaned_data["items"]), self._items)

    def _items(self, keys: list[UUID]) -> list[Item]:
        of_state = items_seen_by(self.viewer, of_reports={"state": self.subject})
        return list(of_state.filter(pk__in=keys).select_related("report__visit"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note them."""
        said = self.cleaned_data
        note_talks(
            self.subject,
            said["subject_of_talks"],
            begins=said["begins"],
            ends=said["ends"],
            where=said["where"],
            for_us=said["for_us"],
            for_state=said["for_state"],
            said=said["said"],
            agreed=said["agreed"],
            items=said["items"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class TalkedOfItem(ActForm):
    """Note that an item was spoken of in talks noted before."""

    name, verb, on, act = "talked-of", _("Note that it was talked of"), ITEM, Act.NOTE_TALKS
    rule = "cooperation"
    talks = pick(_("Talks"))

    def prepare(self) -> None:
        """The talks with that State, the latest first."""
        field: Any = self.fields["talks"]
        field.queryset = talks_seen_by(self.viewer).filter(state=self.subject.report.state_id)
        field.label_from_instance = _in_words

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """The State has it."""
        return known_since(subject) is not None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        item = items_seen_by(by).select_related("report__visit").get(pk=self.subject.pk)
        talk_of(self.cleaned_data["talks"], item, by=by, at=at)
        return self.done_to()


def _in_words(talks: Any) -> str:
    return f"{talks.begins.isoformat()} · {talks.subject}"
