"""What is decided of many readings at once: accepted as they are, given a topic, said to repeat what is proposed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from unannounced.duties import reviewing
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.actions import decide_repeats, decide_topics, look_all
from unannounced.records.readings.models import Decided
from unannounced.records.readings.queries import asked_repeats
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread, items_seen_by
from unannounced.rooms.office.acts.on_many import MANY, ManyForm
from unannounced.rooms.office.acts.on_readings import decided_field, fill_topics, topic_field

_RULE = say("Rule of this software: what is unsure is for a person to decide")


class AcceptReadings(ManyForm):
    """Find the reading of many items right as it is."""

    name, verb, act, rule = "accept-reading", _("Accept what was read"), Act.CORRECT_READING, "report"
    done = _("The reading of %(count)s items was accepted.")

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """Each was read from a file."""
        return [
            reviewing.may_look(read=one.item.read_with is not None, left_out=one.item.left_out_of is not None)
            for one in threads
        ]

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Accept them."""
        return look_all([thread.item for thread in threads], by=by, at=at)


class DecideTopics(ManyForm):
    """Say that many items have a topic, or have not."""

    name, verb, act, rule = "decide-topic", _("Decide on a topic"), Act.CORRECT_READING, "report"
    done = _("The topic was decided for %(count)s items.")
    topic = topic_field()
    decided = decided_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_topics(self.fields["topic"])

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """Any item can have any topic."""
        return [Allowed() for _thread in threads]

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Decide."""
        said = self.cleaned_data
        pairs = [(thread.item, said["topic"]) for thread in threads]
        return decide_topics(pairs, Decided(said["decided"]), by=by, at=at)


class DecideRepeats(ManyForm):
    """Say of many items that they repeat the earlier ones that are proposed, or that they do not."""

    name, verb, act, rule = "decide-repeat", _("Decide whether they were said before"), Act.CORRECT_READING, "report"
    done = _("%(count)s repetitions were decided.")
    decided = decided_field()

    def decisions(self, threads: Sequence[Thread], said: Mapping[str, Any] | None, *, at: datetime) -> list[Decision]:
        """Something is proposed and undecided."""
        held = self._proposed(threads)
        nothing = Refused(say("No repetition is proposed of it that nobody has decided."), _RULE)
        return [Allowed() if thread.item.pk in held else nothing for thread in threads]

    def carry_out(self, threads: Sequence[Thread], *, by: Viewer, at: datetime) -> int:
        """Decide."""
        held = self._proposed(threads)
        pairs = [(thread.item, earlier) for thread in threads for earlier in held.get(thread.item.pk, ())]
        return decide_repeats(pairs, Decided(self.cleaned_data["decided"]), by=by, at=at)

    def _proposed(self, threads: Sequence[Thread]) -> dict[UUID, list[Item]]:
        """The earlier items that are proposed of each, those the viewer may see; one query."""
        seen = items_seen_by(self.viewer).values("pk")
        asked = asked_repeats().filter(item__in=[thread.item.pk for thread in threads], earlier__in=seen)
        found: dict[UUID, list[Item]] = defaultdict(list)
        for one in asked.select_related("earlier__report").order_by("-likeness", "pk"):
            found[one.item_id].append(one.earlier)
        return found


MANY.update({form.name: form for form in (AcceptReadings, DecideTopics, DecideRepeats)})
