"""Requests to publish, persons made unrecognisable, and publications frozen into parcels."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.records.accounts.models import Person
from unannounced.records.ledger.models import Kept
from unannounced.records.parcels.models import Parcel
from unannounced.records.persons.models import Pseudonym
from unannounced.records.places.models import Place
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State


class PublicationRequest(Kept):
    """The State asks for publication (ECPT Art. 11(2))."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="publication_requests")
    requested_on = models.DateField()
    authority = models.CharField(max_length=200)
    scope = models.CharField(max_length=10, default="whole", help_text="whole or part")
    part = models.JSONField(default=list, blank=True, help_text="ids of the paragraphs asked for, if a part")
    embargo_until = models.DateTimeField(null=True, help_text="nobody outside reads it before")
    parcel = models.CharField(max_length=64, blank=True, help_text="digest of the parcel it came in")

    CAME_LATER: ClassVar[Mapping[str, object]] = {"scope": "whole", "part": [], "embargo_until": None, "parcel": ""}

    def __str__(self) -> str:
        return f"request of {self.requested_on}"


class PersonMark(Kept):
    """Words by which a person could be recognised in a report, and what stands instead (ECPT Art. 11(3))."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="person_marks")
    words = models.CharField(max_length=200)
    instead = models.CharField(max_length=200)
    consent = models.BooleanField(default=False, help_text="the person's express consent to be named is held")
    pseudonym = models.ForeignKey(
        Pseudonym, null=True, on_delete=models.PROTECT, related_name="+", help_text="whose consent it is, if noted here"
    )
    taken_back_at = models.DateTimeField(null=True, help_text="marked by mistake")

    CAME_LATER: ClassVar[Mapping[str, object]] = {"pseudonym_id": None, "taken_back_at": None}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "words"],
                condition=models.Q(taken_back_at__isnull=True),
                name="a_person_is_marked_once_in_a_report",
            ),
        ]

    def __str__(self) -> str:
        return self.instead


class ParagraphCheck(Kept):
    """Somebody read what would leave with a paragraph, items and responses included, for persons in it."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="person_checks")
    digest = models.CharField(max_length=64, help_text="SHA-256 of every text that was read")
    checked_on = models.DateField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "digest"], name="the_same_texts_are_checked_once"),
        ]

    def __str__(self) -> str:
        return f"checked on {self.checked_on}"


class Publication(Kept):
    """A report as it left the office: a version, frozen. A correction is a new version."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveSmallIntegerField(default=1)
    symbol = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(
        null=True, help_text="running in the year, over all States; empty: another body's"
    )
    published_on = models.DateField()
    embargo_until = models.DateTimeField(null=True, help_text="the courier carries it no earlier")
    partial = models.BooleanField(default=False, help_text="a part of the report alone")
    language = models.CharField(max_length=8, blank=True, help_text="of its words; empty: as the report has them")
    because = models.CharField(max_length=300, blank=True, help_text="what a new version corrects")
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "embargo_until": None,
        "partial": False,
        "language": "",
        "because": "",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number", "version"], name="a_symbol_is_given_once"),
            models.UniqueConstraint(fields=["report", "version"], name="each_version_is_published_once"),
        ]

    def __str__(self) -> str:
        return self.symbol


class Edition(Kept):
    """An edition of the treaty register and public record, as it left the office."""

    number = models.PositiveIntegerField()
    made_on = models.DateField()
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="an_edition_has_its_own_number")]

    def __str__(self) -> str:
        return f"edition {self.number}"


class FieldDecision(Kept):
    """Whether a field of the register of a State may be shown publicly, of all its places or of one.

    ``field`` is an attribute, a count or "events"; what nobody decided on is not shown. What people of the office
    entered by hand leaves only where ``by_hand`` says so: it may come from a visit.
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="field_decisions")
    field = models.CharField(max_length=40)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="field_decisions")
    shown = models.BooleanField()
    by_hand = models.BooleanField(default=False)
    because = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["field", "place"], name="a_field_of_a_place_is_decided_in_one_row"),
            models.UniqueConstraint(
                fields=["state", "field"],
                condition=models.Q(place__isnull=True),
                name="a_field_of_all_is_decided_in_one_row",
            ),
        ]

    def __str__(self) -> str:
        return self.field


class PlacesEdition(Kept):
    """What may be shown of the places of a State, as it left the office; the newest one is what the public reads."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="places_editions")
    number = models.PositiveIntegerField()
    made_on = models.DateField()
    places = models.PositiveIntegerField(help_text="how many places it shows")
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state", "number"], name="an_edition_of_places_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"edition {self.number}"


class StandingConsent(Kept):
    """A State consents in advance to the publication of what is to come (automatic publication), from day to day."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="standing_consents")
    begins = models.DateField()
    ends = models.DateField(null=True, help_text="the last day; empty: until it is withdrawn")
    authority = models.CharField(max_length=200)
    may_delay_months = models.PositiveSmallIntegerField(null=True, help_text="so long the State may put it off")
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=20)
    withdrawn_on = models.DateField(null=True, help_text="from this day on it holds no more")
    withdrawn_source = models.CharField(max_length=300, blank=True)

    CAME_LATER: ClassVar[Mapping[str, object]] = {"reaches_beyond_by": ""}
    reaches_beyond_by = models.TextField(
        blank=True,
        help_text="its words by which it holds after the State has left, as somebody read them; empty: not confirmed",
    )
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("begins")),
                name="a_consent_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} {self.begins}"


class NobodyIn(Kept):
    """Words that a rule or a reader proposed, of which somebody said that nobody can be recognised by them."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="nobody_in")
    words = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, help_text="a word of ``redaction.Trait``")
    because = models.CharField(max_length=300)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "words"],
                condition=models.Q(taken_back_at__isnull=True),
                name="words_are_judged_once_in_a_report",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class PersonProposal(models.Model):
    """Words by which a person may be recognised, as a rule or a reader proposes. Computed; it can be made again."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="person_proposals")
    paragraph = models.ForeignKey(Paragraph, null=True, on_delete=models.PROTECT, related_name="person_proposals")
    words = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, help_text="a word of ``redaction.Trait``")
    why = models.CharField(max_length=300, help_text="the rule that proposes it, or who read it")
    texts = models.CharField(max_length=64, help_text="digest of the texts that were looked through")

    class Meta:
        indexes = [models.Index(fields=["report", "words"], name="proposals_in_a_report")]

    def __str__(self) -> str:
        return self.kind


class SymbolNumber(Kept):
    """A running number of a year, given once: to a report, to a response, or to a statement."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    given_to = models.CharField(max_length=20, help_text="report, response or statement")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="a_number_of_a_year_is_given_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.number}"


class ResponsePublication(Kept):
    """The State's response to a report as it left the office: a version, frozen, with a symbol of its own."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="response_publications")
    version = models.PositiveSmallIntegerField(default=1)
    symbol = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    published_on = models.DateField()
    embargo_until = models.DateTimeField(null=True)
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="each_version_of_a_response_is_published_once"),
        ]

    def __str__(self) -> str:
        return self.symbol


class StatementPublication(Kept):
    """A public statement as it left the office (ECPT Art. 10(2)): a version, frozen."""

    statement = models.ForeignKey(PublicStatement, on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveSmallIntegerField(default=1)
    symbol = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    published_on = models.DateField()
    judged = models.JSONField(default=list, blank=True, help_text="words in it by which nobody is recognised")
    because = models.CharField(max_length=300, blank=True, help_text="why nobody is")
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    CAME_LATER: ClassVar[Mapping[str, object]] = {"judged": [], "because": ""}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "version"], name="each_version_of_a_statement_is_published_once"
            ),
        ]

    def __str__(self) -> str:
        return self.symbol


class BesideCheck(Kept):
    """Somebody read what leaves beside the paragraphs for persons: a summary, or the report in another language.

    ``judged`` are words in it by which nobody can be recognised, with the reason. Other words have to be read again.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="beside_checks")
    what = models.CharField(max_length=20, help_text="summary or rendition")
    language = models.CharField(max_length=8, help_text="ISO 639-1")
    digest = models.CharField(max_length=64, help_text="SHA-256 of every text that was read")
    judged = models.JSONField(default=list, blank=True)
    because = models.CharField(max_length=300, blank=True, help_text="why nobody is recognised")
    checked_on = models.DateField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["report", "what", "language"], name="checks_beside_a_report")]

    def __str__(self) -> str:
        return f"{self.what} {self.language} checked on {self.checked_on}"


class FollowUpEdition(Kept):
    """What became of the items of a published report, as it left the office; the public reads the newest one."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="follow_up_editions")
    number = models.PositiveIntegerField()
    made_on = models.DateField()
    items = models.PositiveIntegerField(help_text="of how many items it says where they stand")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what it says of the items")
    embargo_until = models.DateTimeField(null=True, help_text="that of the report it is on")
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="an_edition_of_follow_up_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"edition {self.number}"


class PublicCheckpoint(Kept):
    """How many publications were public, and the root of the tree over their digests, as it left the office."""

    size = models.PositiveIntegerField(unique=True)
    root = models.CharField(max_length=64, help_text="RFC 6962, SHA-256, hexadecimal")
    made_on = models.DateField()
    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"


class PublicLeaf(Kept):
    """The digest of a publication at its place in the order in which they became public; counted from 0."""

    position = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    checkpoint = models.ForeignKey(PublicCheckpoint, on_delete=models.PROTECT, related_name="leaves")

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
