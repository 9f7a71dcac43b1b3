"""What reading proposes of items: topics and repetitions; and what persons decided of it, each decision a row.

Proposals are computed and may be computed again at any time: they have no line in the ledger. Decisions are kept, and
no proposal changes them.
"""

from django.db import models

from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.recommendations.models import Item


class Decided(models.TextChoices):
    """What a person decided of a proposal; ``open`` once the decision was taken back."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    OPEN = "open"


class Look(Kept):
    """A person looked at an item whose reading was unsure and found it right as it is, in this wording.

    Once the item says something else, somebody looks again.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="looks")
    wording = models.PositiveSmallIntegerField(help_text="of the item, when it was looked at")
    decided = models.CharField(max_length=10, choices=Decided.choices, default=Decided.CONFIRMED)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "wording"], name="a_wording_of_an_item_is_looked_at_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decided} in wording {self.wording}"


class Reworked(models.TextChoices):
    """What a person did to an item that was read from a file."""

    CORRECTED = "corrected"
    NO_ITEM = "no_item"
    SPLIT = "split"
    MERGED = "merged"


class Rework(Kept):
    """A person said otherwise what was read of an item, or that it is none, or two, or one with the next.

    What it said before is kept as its earlier reading; here is what else is needed to take it back: the ``other``
    item that came of a split or went into a merger, and how sure the reading had been. ``wording`` is that of the
    item from then on.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reworks")
    how = models.CharField(max_length=10, choices=Reworked.choices)
    wording = models.PositiveSmallIntegerField(help_text="of the item, from then on")
    read_with = models.PositiveSmallIntegerField(help_text="confidence of the reading before, per cent")
    other = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="reworks_with")
    other_wording = models.PositiveSmallIntegerField(null=True, help_text="of the other item, from then on")
    other_read_with = models.PositiveSmallIntegerField(null=True, help_text="confidence of its reading before")
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "wording"], name="a_wording_of_an_item_is_reworked_into_once"),
        ]

    def __str__(self) -> str:
        return f"{self.how} into wording {self.wording}"


class ProposedTopic(models.Model):
    """A topic the classifier gives to an item: how sure it is, per cent, and the words that decided. Technical."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="proposed_topics")
    topic = models.CharField(max_length=60, help_text="id in the taxonomy")
    sure = models.PositiveSmallIntegerField(help_text="per cent")
    words = models.JSONField(default=list, help_text="the words that decided, the strongest first")
    digest = models.CharField(max_length=64, help_text="of the text it was read in, SHA-256")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "topic"], name="a_topic_is_proposed_once_for_an_item"),
        ]
        indexes = [models.Index(fields=["topic", "item"], name="items_proposed_for_a_topic")]

    def __str__(self) -> str:
        return self.topic


class TopicDecision(Kept):
    """What a person decided of a topic of an item, proposed or not: it stands, it does not, or it is open again."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="topic_decisions")
    topic = models.CharField(max_length=60, help_text="id in the taxonomy")
    decided = models.CharField(max_length=10, choices=Decided.choices)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "topic"], name="a_topic_of_an_item_is_decided_in_one_row"),
        ]
        indexes = [models.Index(fields=["topic", "decided"], name="items_set_to_a_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.decided}"


class ItemVector(models.Model):
    """The meaning of an item's text as numbers, and how far what is proposed of it has come. Technical.

    ``classified_by`` names the classifier that proposed its topics last, "" if none has since its words changed;
    ``compared`` says whether it was held against the other items to its State.
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, primary_key=True, related_name="vector")
    wording = models.PositiveSmallIntegerField(help_text="of the item, when it was computed")
    digest = models.CharField(max_length=64, help_text="of the text, SHA-256")
    values = models.BinaryField(help_text="512 numbers of 16 bits, little end first, of length one")
    classified_by = models.CharField(max_length=64, blank=True, db_index=True)
    compared = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["item"], condition=models.Q(compared=False), name="items_not_yet_compared"),
        ]

    def __str__(self) -> str:
        return self.digest


class ProposedRepeat(models.Model):
    """An item that may say again what an earlier one to the same State or place said. Technical.

    ``differs`` lists what was said then and is said now where both say something else: [["48 hours", "24 hours"]].
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="proposed_repeats")
    earlier = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="proposed_to_be_repeated")
    likeness = models.PositiveSmallIntegerField(help_text="how sure it is that both demand the same, per cent")
    differs = models.JSONField(default=list, help_text="pairs of what was said then and is said now")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "earlier"], name="a_repetition_is_proposed_once"),
        ]
        indexes = [models.Index(fields=["likeness"], name="repetitions_by_likeness")]

    def __str__(self) -> str:
        return f"{self.likeness} per cent"


class RepeatDecision(Kept):
    """What a person decided of a proposed repetition; a confirmed one stands in ``Item.repeats`` too."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="repeat_decisions")
    earlier = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="repeat_decisions_on_later")
    decided = models.CharField(max_length=10, choices=Decided.choices)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "earlier"], name="a_repetition_is_decided_in_one_row"),
        ]

    def __str__(self) -> str:
        return self.decided


PARTS: tuple[tuple[type[models.Model], str], ...] = (
    (Look, "item__report"),
    (Rework, "item__report"),
    (TopicDecision, "item__report"),
    (RepeatDecision, "item__report"),
    (RepeatDecision, "earlier__report"),
    (ProposedTopic, "item__report"),
    (ProposedRepeat, "item__report"),
    (ProposedRepeat, "earlier__report"),
    (ItemVector, "item__report"),
)
"""What hangs on the items of a report, and how it leads to the report: it is erased with it, in this order."""
