"""What waits for a person among what was read, the topics of items, and how often one was said before.

Each read takes however many items by a fixed number of queries; need to know is in the query.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from unannounced.duties import reviewing
from unannounced.duties.dialogue import Claim, Position, Verdict
from unannounced.records.accounts.queries import Viewer
from unannounced.records.readings.models import (
    Decided,
    Look,
    ProposedRepeat,
    ProposedTopic,
    RepeatDecision,
    Rework,
    Reworked,
    TopicDecision,
)
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by

ITEMS, TOPICS, REPEATS = "items", "topics", "repeats"
WAITING = (ITEMS, TOPICS, REPEATS)
"""What can wait for a person: items read with little certainty, proposed topics, proposed repetitions."""

_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of all that waits is asked for; empty means any."""

    state: str = ""
    report: UUID | None = None
    kind: str = ""


def sure_from() -> int:
    """From this confidence on, per cent, nobody needs to look at an item."""
    return int(settings.READING_SURE)


def unsure(viewer: Viewer, what: str, narrowing: Narrowing | None = None) -> QuerySet[Item]:
    """The items of which something waits for a person; ``queue`` has them in order."""
    asked = narrowing or Narrowing()
    of_reports = {"state__code": asked.state} if asked.state else {}
    items = items_seen_by(viewer, of_reports=of_reports).filter(waiting(what, viewer))
    if asked.report:
        items = items.filter(report=asked.report)
    if asked.kind:
        items = items.filter(kind=asked.kind)
    return items


def waiting(what: str, viewer: Viewer) -> Q:
    """The condition that something of an item waits; a repetition of what the viewer may not see waits for others."""
    if what == TOPICS:
        return Q(pk__in=asked_topics().values("item"))
    if what == REPEATS:
        seen = reports_seen_by(viewer).order_by().values("pk")
        return Q(pk__in=asked_repeats().filter(earlier__report__in=seen).values("item"))
    looked = Look.objects.filter(item=OuterRef("pk"), wording=OuterRef("wording"), decided=Decided.CONFIRMED)
    doubtful = Item.objects.filter(read_with__lt=sure_from()).order_by()  # few: listed by an index of their own
    return Q(pk__in=doubtful.values("pk")) & ~Q(Exists(looked))


def asked_topics() -> QuerySet[ProposedTopic]:
    """The proposed topics that a person is asked about: not sure enough to stand, and not decided."""
    decided = TopicDecision.objects.filter(item=OuterRef("item"), topic=OuterRef("topic")).exclude(decided=Decided.OPEN)
    between = ProposedTopic.objects.filter(sure__gte=reviewing.TOPIC_ASKED, sure__lt=reviewing.TOPIC_STANDS)
    return between.exclude(Exists(decided))


def asked_repeats() -> QuerySet[ProposedRepeat]:
    """The proposed repetitions that nobody decided on, of items that both stand."""
    decided = RepeatDecision.objects.filter(item=OuterRef("item"), earlier=OuterRef("earlier"))
    stands = ProposedRepeat.objects.filter(earlier__left_out_of__isnull=True)
    return stands.exclude(Exists(decided.exclude(decided=Decided.OPEN)))


def how_many(viewer: Viewer, narrowing: Narrowing | None = None, *, of: Iterable[str] = WAITING) -> dict[str, int]:
    """How many items wait, by what waits; one query each."""
    return {what: unsure(viewer, what, narrowing).order_by().count() for what in of}


# What one item and its reading are


def is_looked_at(item: Item) -> bool:
    """Whether somebody found this wording of an item right."""
    return Look.objects.filter(item=item, wording=item.wording, decided=Decided.CONFIRMED).exists()


def stamp_of(item: Item) -> str:
    """How the reading of an item stands, as a form carries it: what it was when somebody looked at it."""
    return f"{item.wording}{'+' if is_looked_at(item) else ''}"


def last_rework(item: Item) -> Rework | None:
    """What a person did last to the reading of an item, if that was not taken back."""
    done = Rework.objects.filter(item=item, taken_back_at__isnull=True).select_related("other__paragraph", "done_by")
    return done.order_by("-wording").first()


def has_changed_since(item: Item, rework: Rework) -> bool:
    """Whether an item was said otherwise after ``rework``, but for what was taken back again."""
    back = Rework.objects.filter(taken_back_at__isnull=False)
    later = back.filter(item=item, wording__gt=rework.wording).count()
    later += back.filter(other=item, how=Reworked.MERGED, other_wording__gt=rework.wording).count()
    second = rework.other
    if second is not None and second.wording != rework.other_wording:
        return True
    if item.left_out_of is not None and rework.how != Reworked.NO_ITEM:
        return True  # a later file has it no more, or it was made one with another
    return item.wording != rework.wording + 2 * later


def last_look(item: Item) -> Look | None:
    """Who found this wording of an item right, if somebody did."""
    looks = Look.objects.filter(item=item, wording=item.wording, decided=Decided.CONFIRMED)
    return looks.select_related("decided_by").first()


def next_of(item: Item) -> Item | None:
    """The item that follows in the same paragraph, those left out apart."""
    later = Item.objects.filter(paragraph=item.paragraph_id, place_in_paragraph__gt=item.place_in_paragraph)
    standing = later.filter(left_out_of__isnull=True).select_related("paragraph", "report")
    return standing.order_by("place_in_paragraph").first()


def resting_on(item: Item) -> int:
    """How many responses and assessments are registered to an item, those withdrawn too."""
    return Response.objects.filter(item=item).count() + Assessment.objects.filter(item=item).count()


def repetitions_resting_on(report: Report) -> int:
    """How many items of other reports were said by a person to repeat one of this report."""
    confirmed = RepeatDecision.objects.filter(earlier__report=report, decided=Decided.CONFIRMED)
    return confirmed.exclude(item__report=report).count()


# Topics


@dataclass(frozen=True, slots=True)
class TopicOf:
    """A topic that an item has: set by a person, or proposed, with how sure that is and the words that decided."""

    topic: str
    by_person: bool
    sure: int = 100
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicAsked:
    """A topic as a person decides on it: what is proposed, and what was decided when and by whom."""

    topic: str
    sure: int | None
    words: tuple[str, ...]
    decision: TopicDecision | None

    @property
    def stands(self) -> bool:
        """Whether the item has the topic now."""
        if self.decision is not None and self.decision.decided != Decided.OPEN:
            return bool(self.decision.decided == Decided.CONFIRMED)
        return (self.sure or 0) >= reviewing.TOPIC_STANDS

    @property
    def asked(self) -> bool:
        """Whether a person is asked."""
        undecided = self.decision is None or self.decision.decided == Decided.OPEN
        return undecided and self.sure is not None and reviewing.TOPIC_ASKED <= self.sure < reviewing.TOPIC_STANDS


def topics_asked(items: Iterable[Item]) -> dict[UUID, list[TopicAsked]]:
    """Every topic proposed of ``items`` or decided, by item, the surest first; two queries, however many."""
    keys = [item.pk for item in items]
    proposed = ProposedTopic.objects.filter(item__in=keys, sure__gte=reviewing.TOPIC_ASKED)
    decisions = TopicDecision.objects.filter(item__in=keys).select_related("decided_by")
    decided = {(one.item_id, one.topic): one for one in decisions}
    found: dict[UUID, list[TopicAsked]] = defaultdict(list)
    for one in proposed.order_by("-sure", "topic"):
        decision = decided.pop((one.item_id, one.topic), None)
        found[one.item_id].append(TopicAsked(one.topic, one.sure, tuple(one.words), decision))
    for (item, topic), decision in sorted(decided.items(), key=_by_topic):
        found[item].append(TopicAsked(topic, None, (), decision))
    return found


def _by_topic(one: tuple[tuple[UUID, str], TopicDecision]) -> str:
    return one[0][1]


def topics_of(items: Iterable[Item]) -> dict[UUID, list[TopicOf]]:
    """The topics that ``items`` have: those a person set, and those proposed surely enough that nobody refused."""
    return {
        item: [_topic_of(one) for one in every if one.stands]
        for item, every in topics_asked(items).items()
        if any(one.stands for one in every)
    }


def _topic_of(one: TopicAsked) -> TopicOf:
    by_person = one.decision is not None and one.decision.decided == Decided.CONFIRMED
    return TopicOf(one.topic, by_person, 100 if by_person else one.sure or 0, one.words)


def having_topic(topic: str) -> Q:
    """The condition that an item has a topic."""
    decided = TopicDecision.objects.filter(topic=topic)
    surely = ProposedTopic.objects.filter(topic=topic, sure__gte=reviewing.TOPIC_STANDS).values("item")
    refused = decided.filter(decided=Decided.REFUSED).values("item")
    confirmed = decided.filter(decided=Decided.CONFIRMED).values("item")
    return Q(pk__in=confirmed) | Q(pk__in=surely) & ~Q(pk__in=refused)


def texts_and_topics() -> list[tuple[str, list[str]]]:
    """What persons decided, to learn from: the text of each item they decided on, with the topics it has."""
    decided = TopicDecision.objects.exclude(decided=Decided.OPEN).values("item").distinct()
    items = list(Item.objects.filter(pk__in=decided, left_out_of__isnull=True).order_by("pk").only("text"))
    topics = topics_of_many(items)
    return [(item.text, [one.topic for one in topics.get(item.pk, [])]) for item in items]


def topics_of_many(items: Sequence[Item]) -> dict[UUID, list[TopicOf]]:
    """``topics_of`` for more items than one query can name; two queries for each five hundred."""
    found: dict[UUID, list[TopicOf]] = {}
    for start in range(0, len(items), 500):
        found |= topics_of(items[start : start + 500])
    return found


# Said before


@dataclass(frozen=True, slots=True)
class Repetition:
    """How often what an item says was said before, as far as the viewer may see it, and what became of it.

    ``earlier`` are the ids of those items, the oldest first. ``implemented``: a monitor found one of them implemented;
    ``claimed``: a State said so of one.
    """

    earlier: tuple[UUID, ...]
    since: date
    implemented: bool = False
    claimed: bool = False

    @property
    def times(self) -> int:
        """How often it was said before."""
        return len(self.earlier)


@dataclass(slots=True)
class _Edges:
    """What repeats what, found step by step backwards."""

    held: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def back_from(self, item: UUID) -> set[UUID]:
        """Everything that an item repeats, directly or through others."""
        found: set[UUID] = set()
        ahead = [item]
        while ahead:
            for earlier in self.held.get(ahead.pop(), ()):
                if earlier not in found and earlier != item:
                    found.add(earlier)
                    ahead.append(earlier)
        return found


def repeating(viewer: Viewer) -> Q:
    """The condition that an item repeats an earlier one, which the viewer may read."""
    return Q(repeats__report__in=reports_seen_by(viewer).order_by().values("pk"))


def repeats_of(items: Iterable[Item], viewer: Viewer) -> dict[UUID, Repetition]:
    """How often what ``items`` say was said before: two queries for each step back, four more; none for each item."""
    keys = [item.pk for item in items]
    edges = _edges(set(keys))
    every = {earlier for key in keys for earlier in edges.back_from(key)}
    if not every:
        return {}
    seen = items_seen_by(viewer).filter(pk__in=every)
    rows = seen.order_by("report__opened_on", "pk").values_list(
        "pk", "report__dated_on", "report__opened_on", "position"
    )
    days = {pk: (dated or opened, position) for pk, dated, opened, position in rows}
    done = _implemented([*days, *keys])
    return {key: held for key in keys if (held := _repetition(key, edges.back_from(key), days, done))}


def _edges(ahead: set[UUID]) -> _Edges:
    edges, known = _Edges(), set(ahead)
    for _step in range(_DEEPEST):
        if not ahead:
            break
        linked = Item.objects.filter(pk__in=ahead, repeats__isnull=False).values_list("pk", "repeats")
        confirmed = RepeatDecision.objects.filter(item__in=ahead, decided=Decided.CONFIRMED)
        ahead = set()
        for later, earlier in [*linked, *confirmed.values_list("item", "earlier")]:
            if earlier is not None:
                edges.held[later].add(earlier)
                ahead |= {earlier} - known
        known |= ahead
    return edges


def _implemented(items: Sequence[UUID]) -> tuple[set[UUID], set[UUID]]:
    """Those of ``items`` that a monitor found implemented, and those of which a State said so; two queries."""
    live = Q(item__in=items, withdrawn_at__isnull=True)
    verified = Assessment.objects.filter(live, verdict=Verdict.IMPLEMENTED.value).values_list("item", flat=True)
    claimed = Response.objects.filter(live, claim=Claim.IMPLEMENTED.value).values_list("item", flat=True)
    return set(verified), set(claimed)


def _repetition(
    item: UUID,
    earlier: set[UUID],
    days: Mapping[UUID, tuple[date, str]],
    done: tuple[set[UUID], set[UUID]],
) -> Repetition | None:
    found = tuple(pk for pk in days if pk in earlier)
    if not found:
        return None
    every = {item, *found}
    claimed = bool(every & done[1]) or any(days[pk][1] == Position.IMPLEMENTED for pk in found)
    return Repetition(found, min(days[pk][0] for pk in found), bool(every & done[0]), claimed)


def said_again_of(items: Iterable[Item], viewer: Viewer) -> dict[UUID, list[UUID]]:
    """The items that repeat each of ``items`` directly, those the viewer may see; two queries."""
    keys = [item.pk for item in items]
    seen = items_seen_by(viewer)
    linked = seen.filter(repeats__in=keys).values_list("repeats", "pk")
    confirmed = RepeatDecision.objects.filter(
        earlier__in=keys,
        decided=Decided.CONFIRMED,
        item__left_out_of__isnull=True,
        item__report__in=reports_seen_by(viewer).values("pk"),
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for earlier, later in [*linked, *confirmed.values_list("earlier", "item")]:
        if earlier is not None:
            found[earlier].add(later)
    return {earlier: sorted(later) for earlier, later in found.items()}


def latest_confirmed(item: Item) -> UUID | None:
    """Of the items that a person said an item repeats, the one of the latest report; one query."""
    confirmed = RepeatDecision.objects.filter(item=item, decided=Decided.CONFIRMED)
    ordered = confirmed.order_by(F("earlier__report__opened_on").desc(), "-earlier")
    return ordered.values_list("earlier", flat=True).first()
