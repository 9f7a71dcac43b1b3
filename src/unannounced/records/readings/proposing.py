"""Writing what is proposed of items: vectors, topics, repetitions. Technical rows without a line in the ledger.

Each may be done again at any time and replaces proposals alone; what a person decided stands in rows of its own and is
never touched here. Texts are read outside of a transaction, and what came of many is written by one short one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import F, Q, QuerySet

from unannounced.crafts.repeating import Candidate, find, find_for
from unannounced.crafts.vectors import WIDTH, vectors_of
from unannounced.records.readings.models import ItemVector, ProposedRepeat, ProposedTopic
from unannounced.records.recommendations.models import Item

WORDS_KEPT = 8
"""Words that decided on a topic, as many as are kept at most."""
_AT_ONCE = 400


class Given(Protocol):
    """A topic as a classifier gives it: its id, how sure per cent, and the words that decided."""

    @property
    def topic(self) -> str:
        """Its id in the taxonomy."""

    @property
    def sure(self) -> int:
        """Per cent."""

    @property
    def words(self) -> Sequence[str]:
        """The words that decided, the strongest first."""


class Classifies(Protocol):
    """What gives topics to texts."""

    def classify(self, texts: Sequence[str]) -> Sequence[Sequence[Given]]:
        """The topics of each text, in the same order."""


def digest_of(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def standing() -> QuerySet[Item]:
    """The items that stand."""
    return Item.objects.filter(left_out_of__isnull=True)


def without_vector() -> QuerySet[Item]:
    """The items whose present wording has no vector yet."""
    return standing().filter(Q(vector__isnull=True) | ~Q(vector__wording=F("wording"))).order_by("pk")


def without_topics(classifier: str) -> QuerySet[Item]:
    """The items with a vector whose topics this classifier has not proposed yet."""
    return standing().filter(vector__isnull=False).exclude(vector__classified_by=classifier).order_by("pk")


def not_compared() -> QuerySet[Item]:
    """The items with a vector that were not held against the others to their State yet."""
    return standing().filter(vector__compared=False)


def keep_vectors(items: Sequence[Item]) -> int:
    """Keep the vectors of ``items``; how many were computed. Words that did not change keep theirs."""
    held = {one.item_id: one for one in ItemVector.objects.filter(item__in=items)}
    digests = {item.pk: digest_of(item.text) for item in items}
    same = [held[item.pk] for item in items if item.pk in held and held[item.pk].digest == digests[item.pk]]
    wordings = {item.pk: item.wording for item in items}
    for one in same:
        one.wording = wordings[one.item_id]
    kept = {one.item_id for one in same}
    new = [item for item in items if item.pk not in kept]
    vectors = vectors_of([item.text for item in new]).astype("<f2")
    rows = [
        ItemVector(item=item, wording=item.wording, digest=digests[item.pk], values=vectors[place].tobytes())
        for place, item in enumerate(new)
    ]
    with transaction.atomic():
        ItemVector.objects.bulk_update(same, ["wording"], batch_size=_AT_ONCE)
        ItemVector.objects.bulk_create(
            rows,
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["item"],
            update_fields=["wording", "digest", "values", "classified_by", "compared"],
        )
    return len(rows)


def propose_topics(items: Sequence[Item], classifier: Classifies, name: str) -> int:
    """Replace the topics proposed of ``items`` by what ``classifier``, called ``name``, gives; how many it gave."""
    given = classifier.classify([item.text for item in items])
    rows = [
        ProposedTopic(
            item=item,
            topic=one.topic,
            sure=one.sure,
            words=list(one.words)[:WORDS_KEPT],
            digest=digest_of(item.text),
        )
        for item, topics in zip(items, given, strict=True)
        for one in topics
    ]
    keys = [item.pk for item in items]
    with transaction.atomic():
        ProposedTopic.objects.filter(item__in=keys).delete()
        ProposedTopic.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
        ItemVector.objects.filter(item__in=keys).update(classified_by=name)
    return len(rows)


def propose_repeats(state: UUID) -> int:
    """Hold the new items to a State against each other and all others to it; how many repetitions are proposed."""
    of_state = standing().filter(vector__isnull=False, report__state=state)
    rows = list(of_state.select_related("report__state", "vector").order_by("pk"))
    new = [one for one in rows if not one.vector.compared]
    old = [one for one in rows if one.vector.compared]
    if not new:
        return 0
    if old:
        found = find_for(_candidates(new), _vectors(new), _candidates(old), _vectors(old))
    else:
        found = find(_candidates(new), _vectors(new))
    proposals = [
        ProposedRepeat(
            item_id=UUID(one.item_key),
            earlier_id=UUID(one.earlier_key),
            likeness=one.likeness,
            differs=[list(pair) for pair in one.differs],
        )
        for one in found
    ]
    with transaction.atomic():
        for keys in _chunks([one.pk for one in new]):
            ProposedRepeat.objects.filter(Q(item__in=keys) | Q(earlier__in=keys)).delete()
        ProposedRepeat.objects.bulk_create(proposals, batch_size=_AT_ONCE, ignore_conflicts=True)
        for one in _unchanged(new):
            ItemVector.objects.filter(item__in=one).update(compared=True)
    return len(proposals)


def _unchanged(items: Sequence[Item]) -> Iterable[list[UUID]]:
    """The ids of ``items`` that still say what was compared, a few hundred at once."""
    for keys in _chunks([one.pk for one in items]):
        digests = dict(ItemVector.objects.filter(item__in=keys).values_list("item", "digest"))
        yield [one.pk for one in items if one.pk in digests and one.vector.digest == digests[one.pk]]


def _chunks(keys: list[UUID]) -> Iterable[list[UUID]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _candidates(items: Sequence[Item]) -> list[Candidate]:
    return [
        Candidate(
            key=str(item.pk),
            state=item.report.state.code,
            place=item.place_named,
            day=item.report.dated_on or item.report.opened_on,
            text=item.text,
            digest=item.vector.digest,
        )
        for item in items
    ]


def _vectors(items: Sequence[Item]) -> "np.ndarray[tuple[int, ...], np.dtype[np.float16]]":
    joined = b"".join(bytes(item.vector.values) for item in items)
    return np.frombuffer(joined, dtype="<f2").reshape(len(items), WIDTH)
