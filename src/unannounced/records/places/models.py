"""Places of detention: who they are, what each source says of them, counts, parts, events; and what the office decides.

What a source says of a place stands in one ``Listing`` for each edition; ``Counts`` and ``Event`` hang on it. So every
value has a source and a day, sources that contradict each other stand side by side, and a listing taken to another
place takes everything with it. What holds today is reckoned from that and lies in ``PlaceNow``, which is technical.
"""

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.registering import COUNTS, EVENTS, PARTS, kind_word
from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.states.models import State


class Place(Kept):
    """A place of detention. Kinds are data: see ``kinds``.

    ``joined_into`` says that it is the same place as another, as somebody or a rule decided: everything said of both
    is then shown as of one, and nothing is moved.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"joined_into_id": None}

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    region = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    opened = models.PositiveSmallIntegerField(null=True, help_text="year")
    capacity = models.PositiveIntegerField(null=True, help_text="official, persons; empty: not known")
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")

    class Meta:
        indexes = [models.Index(fields=["state", "name"], name="places_of_a_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_word(self) -> str:
        """The kind in words."""
        return kind_word(self.kind)


class Population(Kept):
    """How many persons a place held on a day, and who says so."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="populations")
    day = models.DateField()
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day", "source"], name="a_source_says_one_number_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.persons} on {self.day}"


class Source(Kept):
    """An edition of a register that was taken in, or something a person entered by hand, with the day it speaks for.

    Editions of one ``register`` share its keys, and a later one corrects an earlier one; ``register`` is "" for what a
    person entered. Withdrawn, it stays and nothing of it counts any more.
    """

    register = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=20, blank=True)
    as_of = models.DateField(help_text="the day it speaks for")
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file and of the mapping's text")
    mapping = models.TextField(blank=True, help_text="the mapping it was read by")
    rows = models.PositiveIntegerField(default=0)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(withdrawn_at__isnull=True) & ~models.Q(digest=""),
                name="a_table_is_taken_in_once",
            ),
        ]
        indexes = [models.Index(fields=["register", "as_of"], name="editions_of_a_register")]

    def __str__(self) -> str:
        return f"{self.title}, {self.as_of}"


class Listing(Kept):
    """A place as one source lists it: the register's own key, the row, and what it says as texts.

    ``says`` is a list of [attribute, value, since, until]: attributes of ``registering.ATTRIBUTES``, days as ISO dates
    or null; without days it is said for the day of the source. ``because`` holds [sentence, facts, speaks for] of each
    reason for which the row was taken for this place by its name; it is empty where a key said so or the place is new.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"because": []}

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="listings")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="listings")
    row = models.PositiveIntegerField(null=True, help_text="of the table, whose header is row 1")
    key = models.CharField(max_length=120, blank=True)
    says = models.JSONField(default=list)
    because = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["key", "source"], name="listings_by_key")]

    def __str__(self) -> str:
        return self.key or str(self.row or "")


class Counts(Kept):
    """Whole numbers on days, as a source says them of a place, or of all places of a State together.

    ``series`` has for each count of ``registering.COUNTS`` a list of two: the first day, and the numbers as
    ``registering.packed`` writes them.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="counts")
    listing = models.ForeignKey(Listing, null=True, on_delete=models.PROTECT, related_name="counts")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="counts")
    concerns = models.CharField(max_length=120, blank=True, help_text="of all places of the State together: which")
    first = models.DateField()
    last = models.DateField()
    series = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="counts_end_after_they_begin"),
        ]
        indexes = [
            models.Index(fields=["state"], condition=models.Q(listing__isnull=True), name="counts_of_a_whole_state"),
        ]

    def __str__(self) -> str:
        return ", ".join(COUNTS.get(one, one) for one in self.series)


class Event(Kept):
    """Something that happened to a place in the world: opened, closed, renamed, inspected …"""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=20)
    day = models.DateField(null=True, help_text="empty: not known")
    other = models.CharField(max_length=200, blank=True, help_text="another place or body, by key or name")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["what", "day"], name="events_by_day")]

    def __str__(self) -> str:
        return EVENTS.get(self.what, self.what)


class Part(Kept):
    """A part of a place: a wing, a room, a cell; parts may lie within each other."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="parts")
    within = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    gone_on = models.DateField(null=True, help_text="no longer there from this day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "within", "name"], name="parts_of_a_part_have_their_own_names"),
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=models.Q(within__isnull=True),
                name="parts_of_a_place_have_their_own_names",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_word(self) -> str:
        """The kind in words."""
        return PARTS.get(self.kind, self.kind)


class PartSize(Kept):
    """How large a part was on a day, and who says so; the newest one counts, none is overwritten.

    Areas in square centimetres, with the sanitary annexe in ``area_cm2`` and alone in ``annexe_cm2``, which is empty
    where it was not measured; lengths in millimetres. ``places`` is for how many persons it is meant.
    """

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="sizes")
    day = models.DateField()
    source = models.CharField(max_length=200)
    area_cm2 = models.PositiveIntegerField(null=True)
    has_annexe = models.BooleanField(null=True)
    annexe_cm2 = models.PositiveIntegerField(null=True)
    annexe_partitioned = models.BooleanField(null=True)
    height_mm = models.PositiveIntegerField(null=True)
    width_mm = models.PositiveIntegerField(null=True, help_text="narrowest distance between walls")
    places = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "day", "source"], name="a_source_measures_a_part_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.part} on {self.day}"


class Sameness(models.TextChoices):
    """What was decided of two places; ``open`` once the decision was taken back."""

    SAME = "same"
    APART = "apart"
    OPEN = "open"


class IdentityDecision(Kept):
    """Somebody, or a rule for what is certain, said that two places are one or are not."""

    first = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    decided = models.CharField(max_length=10, choices=Sameness.choices)
    because = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_places_are_decided_on_in_one_row"),
        ]

    def __str__(self) -> str:
        return self.decided


class Parting(Kept):
    """Listings that were taken from a place to another, because two places had been taken for one."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="partings")
    second = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="parted_from")
    listings = models.JSONField(help_text="ids")
    because = models.CharField(max_length=500, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.place} and {self.second}"


class SavedMapping(Kept):
    """A mapping that somebody made for a kind of table, to be used again."""

    name = models.CharField(max_length=60, unique=True)
    text = models.TextField(help_text="YAML")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PlaceNow(models.Model):
    """What holds of a place now, reckoned from all that is said of it. Technical: it can be reckoned again at any time.

    ``root`` is the place it is shown as (itself, unless it was joined into another). ``per_mille`` is persons by
    capacity; ``persons_as`` and ``capacity_as`` say of which count each is, such as ``official_capacity``. ``before``
    are the persons about a year earlier. ``listed`` is false once every source that lists it was withdrawn.
    """

    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True, related_name="now")
    root = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="group")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    names_folded = models.TextField(blank=True, help_text="all names, town and keys, in plain small letters")
    kind = models.CharField(max_length=40)
    town = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=200, blank=True)
    operator = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, blank=True, help_text="open, closed or empty: not known")
    latitude_e6 = models.IntegerField(null=True)
    longitude_e6 = models.IntegerField(null=True)
    persons = models.IntegerField(null=True)
    persons_on = models.DateField(null=True)
    persons_as = models.CharField(max_length=20, blank=True)
    capacity = models.IntegerField(null=True)
    capacity_on = models.DateField(null=True)
    capacity_as = models.CharField(max_length=20, blank=True)
    per_mille = models.IntegerField(null=True)
    before = models.IntegerField(null=True)
    before_on = models.DateField(null=True)
    suspicions = models.JSONField(default=list, help_text="ids of suspecting.SUSPICIONS")
    disagrees = models.BooleanField(default=False, help_text="sources contradict each other")
    listed = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "per_mille"], name="places_by_occupancy_in_a_state"),
            models.Index(fields=["per_mille"], name="places_by_occupancy"),
            models.Index(fields=["state", "name"], name="places_now_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Twin(models.Model):
    """Two places that may be one, as matching found: how likely, per cent, and why. Technical."""

    first = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    likeness = models.PositiveSmallIntegerField(help_text="per cent")
    reasons = models.JSONField(default=list, help_text="[sentence, facts, speaks for] of each reason")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="two_places_are_offered_once")]
        indexes = [models.Index(fields=["likeness"], name="twins_by_likeness")]

    def __str__(self) -> str:
        return f"{self.likeness} per cent"


class TableStage(models.TextChoices):
    """How far a laid table has come; the worker does what waits."""

    MAPPING = "mapping"
    TO_FORESEE = "to_foresee"
    FORESEEN = "foreseen"
    TO_TAKE = "to_take"
    TAKEN = "taken"


class LaidTable(models.Model):
    """A table that somebody laid by page, with the mapping they are making of it. Technical; only they see it.

    Once it was taken in, ``source`` is what came of it and ``content`` is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    laid_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.TextField(blank=True)
    as_of = models.DateField(null=True, help_text="the day it speaks for, if somebody says it")
    stage = models.CharField(max_length=12, choices=TableStage.choices, default=TableStage.MAPPING)
    foreseen = models.JSONField(null=True, help_text="the dry run, once it was made")
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.file_name
