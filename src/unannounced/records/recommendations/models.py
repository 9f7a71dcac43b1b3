"""Items of reports, what the State answered, what we found of it, and public statements."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.dialogue import Claim, Position, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.models import Person
from unannounced.records.committee.models import Vote
from unannounced.records.documents.models import Document
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.models import Kept
from unannounced.records.notebooks.models import Entry
from unannounced.records.parcels.models import Parcel
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit


class Item(Kept):
    """A recommendation, comment, request for information or immediate observation, on a paragraph.

    Its due date and its follow-up are computed, never stored; ``months`` is the time that was set,
    where it differs from the mechanism's rule. Of an item read from a file it is kept how it was numbered there,
    who made it, what the report says of the State's position, and how sure the reading is (``read_with``, per cent);
    ``left_out_of`` is the rendition of the file that no longer has it. ``within`` are the words that set a time,
    ``place_named`` and ``refers_to`` the place and the earlier reports it names, all as printed; ``page`` is where it
    begins in the file.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "printed": "",
        "made_by": [],
        "position": Position.UNKNOWN.value,
        "read_with": None,
        "wording": 1,
        "left_out_of": None,
        "within": "",
        "place_named": "",
        "refers_to": [],
        "page": None,
        "withdrawn_on": None,
        "withdrawn_because": "",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="items")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="items")
    place_in_paragraph = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in ItemKind])
    text = models.TextField()
    addressee = models.CharField(max_length=200, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_by")
    printed = models.CharField(max_length=40, blank=True, help_text="its number as printed")
    made_by = models.JSONField(default=list, blank=True, help_text="the States that made it, as printed")
    position = models.CharField(
        max_length=20, default=Position.UNKNOWN.value, choices=[(p.value, p.value) for p in Position]
    )
    read_with = models.PositiveSmallIntegerField(null=True, help_text="confidence of the reading, per cent")
    wording = models.PositiveSmallIntegerField(default=1)
    left_out_of = models.PositiveSmallIntegerField(null=True)
    within = models.CharField(max_length=120, blank=True, help_text="the words that set a time, as printed")
    place_named = models.CharField(max_length=200, blank=True, help_text="the place it is about, as printed")
    refers_to = models.JSONField(default=list, blank=True, help_text="earlier reports and paragraphs, as printed")
    page = models.PositiveIntegerField(null=True, help_text="of the file it was read from, counted from 1")
    withdrawn_on = models.DateField(null=True, help_text="the mechanism asks no more for it from this day on")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "place_in_paragraph"], name="an_item_has_its_own_place_in_its_paragraph"
            ),
            models.CheckConstraint(
                condition=models.Q(read_with__isnull=True) | models.Q(read_with__lte=100),
                name="a_reading_is_at_most_wholly_sure",
            ),
        ]
        indexes = [
            models.Index(
                fields=["report", "left_out_of", "position", "kind", "months", "withdrawn_on", "id"],
                name="items_that_stand_alike",
            ),
            models.Index(fields=["read_with"], name="items_by_how_sure"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def number(self) -> str:
        """Its number as printed, or else by its paragraph and its place there."""
        return self.printed or f"{self.paragraph.number}.{self.place_in_paragraph}"


NO_ITEM = "no item: "
"""How the reason of an earlier reading begins where a person said that there is no item."""


class EarlierReading(Kept):
    """What an item said, and of whom and how, before a new rendition or a correction said it otherwise."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="earlier_readings")
    wording = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in ItemKind])
    text = models.TextField()
    made_by = models.JSONField(default=list, blank=True)
    position = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Position])
    because = models.CharField(max_length=200, help_text="what said it otherwise")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "wording"], name="an_earlier_reading_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"reading {self.wording}"

    @classmethod
    def of(cls, item: Item, because: str) -> "EarlierReading":
        """What ``item`` says now, to be kept when something says it otherwise."""
        return cls(
            item=item,
            wording=item.wording,
            kind=item.kind,
            text=item.text,
            made_by=item.made_by,
            position=item.position,
            because=because,
        )


class Response(Kept):
    """What the State answered to an item, and what it claims by it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="responses")
    received_on = models.DateField()
    claim = models.CharField(max_length=30, choices=[(c.value, c.value) for c in Claim])
    text = models.TextField()
    registered_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", help_text="empty: it came from the liaison room"
    )
    given_by = models.CharField(max_length=120, blank=True, help_text="the officer of the State who gave it")
    ministry = models.CharField(max_length=200, blank=True, help_text="the authority that answers, as named")
    parcel = models.CharField(max_length=64, blank=True, help_text="digest of the parcel it came in")
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="responses", help_text="as received"
    )
    registered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="registered by mistake")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["item", "claim"], condition=models.Q(withdrawn_at=None), name="responses_that_count"),
        ]

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "document_id": None,
        "given_by": "",
        "ministry": "",
        "parcel": "",
        "registered_at": None,
        "withdrawn_at": None,
        "withdrawn_because": "",
    }

    def __str__(self) -> str:
        return f"{self.claim} of {self.received_on}"


class Assessment(Kept):
    """What the monitor verified; claimed by the authority and verified by the monitor are two things."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assessments")
    day = models.DateField()
    verdict = models.CharField(max_length=30, choices=[(v.value, v.value) for v in Verdict])
    text = models.TextField()
    evidence = models.TextField(blank=True, help_text="what it rests on")
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="registered by mistake")
    withdrawn_because = models.TextField(blank=True)

    CAME_LATER: ClassVar[Mapping[str, object]] = {"registered_at": None, "withdrawn_at": None, "withdrawn_because": ""}

    class Meta:
        indexes = [
            models.Index(fields=["item"], condition=models.Q(withdrawn_at=None), name="assessments_that_count"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} on {self.day}"


class Undecided(models.Model):
    """An item asked for still that neither an assessment nor a response decides: an index that the database keeps.

    ``answered``: by a response that does not address it. Triggers (migration 0011) keep it and nothing else writes
    here; it can be computed again at any time (decision 45).
    """

    item = models.UUIDField(primary_key=True, db_column="item_id")
    report = models.UUIDField(db_column="report_id")
    left_out_of = models.PositiveSmallIntegerField(null=True)
    answered = models.BooleanField()
    position = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    months = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["report", "left_out_of", "answered", "position", "kind", "months"], name="undecided_alike"
            ),
            models.Index(fields=["answered", "kind", "item"], name="items_undecided_by_kind"),
        ]


class RestsOn(Kept):
    """What an assessment rests on beside its words: an entry, a finding, a document or a visit; one of them.

    Whoever reads the assessment sees of these what they see anyway.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="rests_on")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, finding=None, document=None, visit=None)
                | models.Q(entry=None, finding__isnull=False, document=None, visit=None)
                | models.Q(entry=None, finding=None, document__isnull=False, visit=None)
                | models.Q(entry=None, finding=None, document=None, visit__isnull=False),
                name="an_assessment_rests_on_one_thing_each_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} rests on {self.entry_id or self.finding_id or self.document_id or self.visit_id}"


class PublicStatement(Kept):
    """The procedure of a public statement (ECPT Art. 10(2)): opened, the State heard, adopted by two thirds."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="public_statements")
    ground = models.CharField(
        max_length=30,
        choices=[("fails_to_cooperate", "fails_to_cooperate"), ("refuses_to_improve", "refuses_to_improve")],
    )
    text = models.TextField()
    opened_on = models.DateField()
    state_heard_on = models.DateField(null=True)
    state_said = models.TextField(blank=True, help_text="what the State said when it was heard")
    closed_on = models.DateField(null=True, help_text="closed without a statement")
    closed_because = models.TextField(blank=True)

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "state_said": "",
        "closed_on": None,
        "closed_because": "",
        "decided_by": "",
        "decided_in": "",
    }
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Vote, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.CharField(
        max_length=200, blank=True, help_text="the body that decided, where it is another one (OPCAT Art. 16(4))"
    )
    decided_in = models.CharField(max_length=200, blank=True, help_text="the document of that body that says so")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(adopted_on__isnull=True)
                | models.Q(models.Q(adopted_by__isnull=False) | ~models.Q(decided_by=""), state_heard_on__isnull=False),
                name="no_statement_is_adopted_before_the_state_is_heard",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by="") | models.Q(adopted_by__isnull=True, adopted_on__isnull=False),
                name="a_statement_is_decided_by_a_vote_here_or_by_another_body",
            ),
        ]

    def __str__(self) -> str:
        return self.ground


class Extension(Kept):
    """A State asked for more time on a report, or on one item of it, and what was decided, with the reason.

    The farthest day granted decides the day due; the arithmetic shows it. What is said of the whole report leaves its
    immediate observations alone, which have a time of their own (ECPT Art. 8(5)).
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="extensions")
    item = models.ForeignKey(
        Item, null=True, on_delete=models.PROTECT, related_name="extensions", help_text="empty: the whole report"
    )
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200, help_text="authority of the State, or the mechanism itself")
    until = models.DateField(help_text="the day due that was asked for, or set")
    granted = models.BooleanField()
    because = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="registered by mistake")
    withdrawn_because = models.TextField(blank=True)

    CAME_LATER: ClassVar[Mapping[str, object]] = {"registered_at": None, "withdrawn_because": ""}

    def __str__(self) -> str:
        return str(self.until)


class HighLevelTalks(Kept):
    """Talks with the authorities of a State outside any visit; no visit, and counted apart."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="high_level_talks")
    begins = models.DateField()
    ends = models.DateField()
    where = models.CharField(max_length=120, blank=True)
    for_us = models.TextField(help_text="who spoke for the mechanism")
    for_state = models.TextField(help_text="who spoke for the State, by office")
    subject = models.CharField(max_length=300)
    said = models.TextField(blank=True)
    agreed = models.TextField(blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="talks_do_not_end_before_they_begin"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class TalkedOf(Kept):
    """An item of which was spoken in talks."""

    talks = models.ForeignKey(HighLevelTalks, on_delete=models.PROTECT, related_name="spoken_of")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="spoken_of")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talks", "item"], name="talks_are_of_an_item_once")]

    def __str__(self) -> str:
        return f"{self.talks_id} {self.item_id}"


class Transmission(Kept):
    """What of a report is in the liaison room: the parcel, and how many went before it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="transmissions")
    serial = models.PositiveIntegerField()
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200, help_text="what it says anew")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "serial"], name="a_transmission_has_its_own_place"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.serial}"


class StrayAnswer(Kept):
    """An answer that came from the liaison room and could not be registered: kept, shown, and decided by somebody."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="stray_answers")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="stray_answers")
    received_on = models.DateField()
    claim = models.CharField(max_length=30, choices=[(c.value, c.value) for c in Claim])
    text = models.TextField()
    given_by = models.CharField(max_length=120)
    ministry = models.CharField(max_length=200, blank=True)
    parcel = models.CharField(max_length=64)
    why = models.CharField(max_length=300, help_text="why it was not registered: the rule's own words, in English")
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="stray_answers", help_text="in which it came"
    )
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided = models.CharField(max_length=300, blank=True)

    CAME_LATER: ClassVar[Mapping[str, object]] = {"document_id": None}

    def __str__(self) -> str:
        return self.why[:60]
