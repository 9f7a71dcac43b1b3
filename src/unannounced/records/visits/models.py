"""Visits: who goes and who is let know, notification, objections, and the places announced and visited."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.records.accounts.models import Person
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Kept
from unannounced.records.places.models import Place
from unannounced.records.states.models import State


class Visit(Kept):
    """A visit. Until it is notified it exists only for its delegation and those it names.

    A mechanism that need not notify has ``begun_on`` instead: from that day the committee knows of the visit.
    ``programme_year`` is the year for which a periodic visit to the State was announced, without days or places.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "zone": "UTC",
        "begun_on": None,
        "programme_year": None,
        "interrupted_because": "",
        "write_only": False,
        "announced_on": None,
        "interrupted_on": None,
        "cancelled_on": None,
        "cancelled_because": "",
    }

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in VisitKind])
    purpose = models.TextField(blank=True)
    begins = models.DateField()
    ends = models.DateField()
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in VisitStage])
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    notified_on = models.DateField(null=True)
    talks_on = models.DateField(null=True, help_text="end-of-visit talks, where immediate observations are made")
    too_few_because = models.TextField(blank=True, help_text="why fewer members than the rule wants")
    zone = models.CharField(max_length=40, default="UTC", help_text="time zone of the places, as IANA names it")
    begun_on = models.DateField(null=True)
    programme_year = models.PositiveSmallIntegerField(null=True)
    interrupted_because = models.TextField(blank=True)
    write_only = models.BooleanField(default=False, help_text="devices of the visit can write and not read back")
    announced_on = models.DateField(null=True, help_text="when the programme with the State was made public")
    interrupted_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="a_visit_does_not_end_before_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["planned", "announced", "cancelled"])
                | models.Q(notified_on__isnull=False)
                | models.Q(begun_on__isnull=False),
                name="no_visit_goes_on_without_notification_or_beginning",
            ),
        ]
        indexes = [models.Index(fields=["state", "begins"], name="visits_to_a_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.begins}"


class Capacity(models.TextChoices):
    """As what somebody goes."""

    MEMBER = "member"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    SECRETARIAT = "secretariat"


class Delegate(Kept):
    """Somebody who goes on a visit, or went until ``left_on``: excluded by the State, or withdrawn.

    ``named_in`` is the first letter to the State that has their name; empty: the State was not told of them.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "left_on": None,
        "left_because": "",
        "languages": [],
        "named_in_id": None,
    }

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    head = models.BooleanField(default=False)
    languages = models.JSONField(default=list, help_text="of an interpreter: codes they work in on this visit")
    left_on = models.DateField(null=True)
    left_because = models.TextField(blank=True)
    named_in = models.ForeignKey("Notification", null=True, on_delete=models.PROTECT, related_name="named")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="a_delegate_is_named_once"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=models.Q(head=True, left_on__isnull=True),
                name="a_delegation_has_one_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.capacity})"


class Confidant(Kept):
    """Somebody outside the delegation who is let know of a visit before it is notified."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="confidants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="a_confidant_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Notification(Kept):
    """A letter that told the State of the visit: whom it names, and the bytes as typeset (ECPT Art. 8(1), 14(1)).

    A later one adds names or corrects; each stands as it left.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="notifications")
    number = models.PositiveSmallIntegerField(help_text="of the letters of this visit, from 1")
    day = models.DateField()
    language = models.CharField(max_length=10)
    addressed_to = models.TextField(help_text="the authority named under ECPT Art. 15, or another one")
    names = models.JSONField(help_text="[name, capacity, head] of each person as the letter has them")
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", help_text="the letter as PDF, where it is kept"
    )
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="letters_of_a_visit_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.day}"


class AnnouncedPlace(Kept):
    """A place of which the State was told before; the delegation may go to any other (ECPT Art. 8(2), 2)."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="announced_places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="announced")
    announced_on = models.DateField()
    ahead = models.CharField(max_length=10, help_text="how long before: days, hours, or none: at the gate")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "place"], name="a_place_is_announced_once"),
        ]

    def __str__(self) -> str:
        return str(self.place)


class Objection(Kept):
    """The State objects to the time, a place, or an expert; decided with reason and next step (Art. 9, 14(3)).

    ``result`` is what ``objecting.decide`` said on the day; ``settled_on`` when consultations ended, and how.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="objections")
    target = models.CharField(max_length=20)
    ground = models.CharField(max_length=60, blank=True, help_text="as the State gave it")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="objections")
    said = models.TextField(blank=True, help_text="the State's own words")
    urgent = models.BooleanField(default=False)
    temporary = models.BooleanField(default=False)
    received_on = models.DateField()
    result = models.CharField(max_length=20)
    article = models.CharField(max_length=60)
    why = models.JSONField(help_text="the sentence and its facts")
    then = models.JSONField(help_text="the next step: the sentence and its facts")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_on = models.DateField(null=True)
    settled_how = models.TextField(blank=True, help_text="the arrangement both sides came to")

    def __str__(self) -> str:
        return f"{self.target}, {self.received_on}"


class VisitedPlace(Kept):
    """A place that the delegation went to, and how it was let in."""

    CAME_LATER: ClassVar[Mapping[str, object]] = {"arrived": "", "left": ""}

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="visited_places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="visited")
    day = models.DateField()
    waited_minutes = models.PositiveIntegerField(default=0)
    access = models.TextField(blank=True, help_text="delays and refusals: who, and why")
    arrived = models.CharField(max_length=5, blank=True, help_text="time of day at the place, 09:30")
    left = models.CharField(max_length=5, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "place", "day"], name="a_place_is_visited_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.place} on {self.day}"
