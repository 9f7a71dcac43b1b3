"""What is done on the page of readings: the same forms as everywhere, the next one at once, and undoing the last."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.readings.deciding import stamp_of_decision
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.models import Decided, RepeatDecision, TopicDecision
from unannounced.records.readings.queries import stamp_of
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_ever_seen_by
from unannounced.rooms.office.acts.registry import REGISTRY, ActForm, decision_on, is_delegate
from unannounced.rooms.office.acts.subjects import READING
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.review_rows import topic_name

UNDONE = "review"
"""The key of the session with what was decided last on this page, the latest at the end."""
MOST_UNDONE = 20
ON_ITEM = frozenset(
    {
        "accept-reading",
        "refuse-reading",
        "correct-reading",
        "split-item",
        "merge-items",
        "decide-topic",
        "decide-repeat",
    }
)
"""The acts this page does."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act: words that say so, or why it was not done and the form with what was typed."""

    words: str = ""
    refusal: Refused | None = None
    was_first: bool = False
    form: ActForm | None = None

    @property
    def done(self) -> bool:
        """Whether it was done."""
        return bool(self.words)


def carry_out(request: Asked, name: str, item: Item) -> Outcome:
    """Do an act on an item, and remember how it is undone."""
    form_class = REGISTRY["item", name]
    today, viewer = request.moment.date(), request.viewer
    decision = decision_on(form_class, item, viewer, today=today, delegate=is_delegate(item, viewer))
    if isinstance(decision, Refused):
        return Outcome(refusal=decision)
    form = bound(form_class, request.POST, item, request)
    if not form.is_valid():
        return Outcome(form=form)
    before = _before(form, item)
    stood = _stamp(before, item)
    try:
        form.carry_out(by=viewer, at=request.moment)
    except RefusedByRule as refused:
        return Outcome(refusal=refused.refusal, form=form)
    except SomebodyWasFirst:
        return Outcome(was_first=True, form=form)
    words = _WORDS[name](form, item)
    stands = _stamp(before, item)
    if stands != stood:  # else it stood so already, by somebody else, and there is nothing of theirs to undo here
        _remember(request, {**before, "item": str(item.pk), "stood": stood, "seen": stands, "words": words})
    return Outcome(words=words)


def bound(form_class: type[ActForm], said: QueryDict, item: Item, request: Asked) -> ActForm:
    """A form with what was said, under a key of its own: to decide the same twice changes nothing."""
    data = said.copy()
    form = form_class(data, subject=item, viewer=request.viewer, today=request.moment.date())
    data["key"] = form.new_key()
    return form


def _before(form: ActForm, item: Item) -> dict[str, str]:
    """What undoing an act that is about to be done needs to know."""
    said = form.cleaned_data
    if form.name == "decide-topic":
        held = TopicDecision.objects.filter(item=item, topic=said["topic"]).first()
        decided = held.decided if held else Decided.OPEN.value
        return {"do": form.name, "topic": said["topic"], "decided": decided}
    if form.name == "decide-repeat":
        found = RepeatDecision.objects.filter(item=item, earlier=said["earlier"]).first()
        decided = found.decided if found else Decided.OPEN.value
        return {"do": form.name, "earlier": str(said["earlier"].pk), "decided": decided}
    return {"do": "take-back"}


def _stamp(done: dict[str, str], item: Item) -> str:
    """How it stands now that it is done: what is undone later is this, and not what others did since."""
    if done["do"] == "decide-topic":
        return stamp_of_decision(TopicDecision.objects.filter(item=item, topic=done["topic"]).first())
    if done["do"] == "decide-repeat":
        return stamp_of_decision(RepeatDecision.objects.filter(item=item, earlier=UUID(done["earlier"])).first())
    return stamp_of(Item.objects.get(pk=item.pk))


def _remember(request: Asked, done: dict[str, str]) -> None:
    request.session[UNDONE] = [*request.session.get(UNDONE, []), done][-MOST_UNDONE:]


def last_decided(request: Asked) -> str:
    """What was decided last here and can be undone, in words; empty if nothing, or if it may be read no more."""
    held = request.session.get(UNDONE, [])
    return str(held[-1]["words"]) if held and _is_seen(request, held[-1]) else ""


def _is_seen(request: Asked, done: dict[str, str]) -> bool:
    """Whether the viewer still sees every item that the words name."""
    named = {UUID(done[name]) for name in ("item", "earlier") if name in done}
    return items_ever_seen_by(request.viewer).filter(pk__in=named).count() == len(named)


def _standing_again(held: list[dict[str, str]], done: dict[str, str], stands: str) -> list[dict[str, str]]:
    """What can be undone next: what was decided just before on the same reading stands again, as it ``stands`` now."""
    return [
        {**one, "seen": stands}
        if one["do"] == done["do"] and one["item"] == done["item"] and one["seen"] == done.get("stood")
        else one
        for one in held
    ]


def undo(request: Asked) -> tuple[Outcome, UUID | None]:
    """Undo what was decided last on this page; the item it was about."""
    held: list[dict[str, str]] = request.session.get(UNDONE, [])
    if not held:
        return Outcome(), None
    done, request.session[UNDONE] = held[-1], held[:-1]
    item = READING.find(request.viewer, done["item"])
    if not isinstance(item, Item):
        return Outcome(was_first=True), None
    word = "reading" if done["do"] == "take-back" else "item"
    said = QueryDict(mutable=True)
    said.update({name: value for name, value in done.items() if name not in ("do", "item", "stood", "words")})
    form = bound(REGISTRY[word, done["do"]], said, item, request)
    try:
        if form.is_valid():
            form.carry_out(by=request.viewer, at=request.moment)
            if word == "reading":
                request.session[UNDONE] = _standing_again(held[:-1], done, stamp_of(Item.objects.get(pk=item.pk)))
            words = _("Taken back: item {number} is as it was before.").format(number=item.number)
            return Outcome(words=words), item.pk
    except RefusedByRule as refused:
        return Outcome(refusal=refused.refusal), item.pk
    except SomebodyWasFirst:
        pass
    return Outcome(was_first=True), item.pk


def _accepted(_form: ActForm, item: Item) -> str:
    return _("Item {number} is accepted as it was read.").format(number=item.number)


def _refused(_form: ActForm, item: Item) -> str:
    return _("Item {number} is left out: it is no item.").format(number=item.number)


def _corrected(form: ActForm, item: Item) -> str:
    if form.cleaned_data["no_item"]:
        return _refused(form, item)
    return _("Item {number} is corrected.").format(number=item.number)


def _split(_form: ActForm, item: Item) -> str:
    return _("Item {number} is two items now.").format(number=item.number)


def _merged(_form: ActForm, item: Item) -> str:
    return _("Item {number} is one with the item that followed it.").format(number=item.number)


def _topic(form: ActForm, item: Item) -> str:
    said: dict[str, Any] = form.cleaned_data
    facts = {"number": item.number, "topic": topic_name(said["topic"], topics_here())}
    if said["decided"] == Decided.CONFIRMED:
        return _("Item {number} has the topic “{topic}”.").format(**facts)
    if said["decided"] == Decided.REFUSED:
        return _("Item {number} does not have the topic “{topic}”.").format(**facts)
    return _("Whether item {number} has the topic “{topic}” is open again.").format(**facts)


def _repeat(form: ActForm, item: Item) -> str:
    said: dict[str, Any] = form.cleaned_data
    facts = {"number": item.number, "earlier": said["earlier"].number, "report": said["earlier"].report.title}
    if said["decided"] == Decided.CONFIRMED:
        return _("Item {number} repeats {earlier} of “{report}”.").format(**facts)
    if said["decided"] == Decided.REFUSED:
        return _("Item {number} does not repeat {earlier} of “{report}”.").format(**facts)
    return _("Whether item {number} repeats {earlier} of “{report}” is open again.").format(**facts)


_WORDS: dict[str, Callable[[ActForm, Item], str]] = {
    "accept-reading": _accepted,
    "refuse-reading": _refused,
    "correct-reading": _corrected,
    "split-item": _split,
    "merge-items": _merged,
    "decide-topic": _topic,
    "decide-repeat": _repeat,
}
