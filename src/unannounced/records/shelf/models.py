"""What the portal reads. Every row can be built again from the parcels taken in."""

from datetime import date

from django.db import models


class ShelvedState(models.Model):
    """A State in the newest edition of the register: names, treaty acts, public record and figures."""

    code = models.CharField(max_length=3, primary_key=True)
    names = models.JSONField()
    invented = models.BooleanField()
    acts = models.JSONField(help_text="rows as in facts/treaties.csv")
    facts = models.JSONField(help_text="rows as in facts/record.csv")
    figures = models.JSONField(help_text="visits, reports and publications counted by the mechanism")
    edition = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.code


class ShelvedReport(models.Model):
    """A version of a published report. The newest is shown; older ones stay at their addresses."""

    slug = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    newest = models.BooleanField()
    state_code = models.CharField(max_length=3)
    state_names = models.JSONField()
    invented = models.BooleanField()
    symbol = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=120, blank=True, help_text="who made it; empty: this mechanism")
    dated_on = models.DateField(null=True, help_text="the day it bears")
    numbered = models.BooleanField(default=True, help_text="whether it prints numbers of paragraphs")
    visit_kind = models.CharField(max_length=20, blank=True)
    visit_begins = models.DateField(null=True)
    visit_ends = models.DateField(null=True)
    requested_on = models.DateField(null=True)
    published_on = models.DateField(help_text="the report is here since: the day of its first version")
    version_on = models.DateField(help_text="this version is here since")
    day = models.DateField(help_text="the day it bears, or else the day it was published: what lists stand by")
    original_digest = models.CharField(max_length=64, blank=True, help_text="of the file it came in; empty: none")
    original_name = models.CharField(max_length=200, blank=True)
    original_media = models.CharField(max_length=80, blank=True)
    original_size = models.PositiveIntegerField(null=True, help_text="bytes")
    ground = models.CharField(max_length=20, blank=True, help_text="why it may be public; empty: not said")
    partial = models.BooleanField(default=False, help_text="a part of the report alone")
    because = models.CharField(max_length=300, blank=True, help_text="what this version corrects")
    files = models.JSONField(default=list, help_text="digest, name, media and size of each file beside it")
    language = models.CharField(max_length=8, blank=True, help_text="of its words, ISO 639-1; empty: not known")
    place_kinds = models.JSONField(default=list, help_text="kinds of the places of detention that it is on")
    renditions = models.JSONField(default=dict, help_text="by language, the title in other languages it exists in")
    summary = models.JSONField(default=dict, help_text="by language, what it says in plain language")
    parcel_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="a_version_of_a_report_is_shelved_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(newest=True), name="a_report_has_one_newest_version"
            ),
        ]
        indexes = [
            models.Index(fields=["state_code", "day"], name="reports_of_a_state"),
            models.Index(fields=["newest", "invented", "day"], name="reports_by_their_day"),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def is_own(self) -> bool:
        """Whether this mechanism made it."""
        return not self.body

    @property
    def asked_on(self) -> date | None:
        """The day on which the State asked for it; older publications on another ground name their own day there."""
        return self.requested_on if self.ground in ("", "request") else None

    @property
    def was_public(self) -> bool:
        """Whether it was public before it came here: nobody asked for it, and it left on no ground."""
        return self.requested_on is None and not self.ground


class ShelvedOriginal(models.Model):
    """A file in which a report came, exactly as it was: its bytes are those of the parcel with this digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField(help_text="bytes")

    def __str__(self) -> str:
        return self.digest[:12]


class ShelvedRendition(models.Model):
    """A file beside a publication: typeset, as a Word file, a page or a table. Its bytes are those of its parcel."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField(help_text="bytes")

    def __str__(self) -> str:
        return self.digest[:12]


class ShelvedParagraph(models.Model):
    """A published paragraph with the items on it and what the State answered to them.

    ``printed`` is how the report itself numbers it, where that differs from ``number``. Each item has ``topics``
    (``id``, and whether a person ``decided`` it) and ``repeats`` (``slug`` and ``number`` of earlier public items).
    ``renditions`` has by language ``chapter``, ``text`` and the words of the ``items`` in their order.
    """

    report = models.ForeignKey(ShelvedReport, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=36, blank=True, help_text="the same in every version; empty: not said")
    original = models.CharField(
        max_length=64, blank=True, help_text="commitment to the words that others were put in the place of"
    )
    printed = models.CharField(max_length=40, blank=True)
    chapter = models.CharField(max_length=120)
    text = models.TextField()
    items = models.JSONField()
    renditions = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="a_published_paragraph_stands_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its number as the report prints it."""
        return self.printed or str(self.number)


class ShelvedResponse(models.Model):
    """A version of a State's response to a report, published as a document of its own."""

    slug = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    newest = models.BooleanField()
    state_code = models.CharField(max_length=3)
    state_names = models.JSONField()
    invented = models.BooleanField()
    symbol = models.CharField(max_length=60)
    report_slug = models.CharField(max_length=80, help_text="of the report it responds to")
    report_symbol = models.CharField(max_length=60)
    title = models.CharField(max_length=300, help_text="of the report it responds to")
    published_on = models.DateField(help_text="here since: the day of its first version")
    version_on = models.DateField(help_text="this version is here since")
    answers = models.JSONField(help_text="number, kind and text of each item, with what the State says")
    parcel_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="a_version_of_a_response_is_shelved_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(newest=True), name="a_response_has_one_newest_version"
            ),
        ]
        indexes = [
            models.Index(fields=["report_slug"], name="responses_to_a_report"),
            models.Index(fields=["state_code", "published_on"], name="responses_of_a_state"),
        ]

    def __str__(self) -> str:
        return self.symbol


class ShelvedStatement(models.Model):
    """A public statement on a State (ECPT Art. 10(2)), a version of it."""

    slug = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    newest = models.BooleanField()
    state_code = models.CharField(max_length=3)
    state_names = models.JSONField()
    invented = models.BooleanField()
    symbol = models.CharField(max_length=60)
    ground = models.CharField(max_length=30)
    opened_on = models.DateField()
    state_heard_on = models.DateField(null=True)
    adopted_on = models.DateField()
    decided_by = models.CharField(max_length=200, blank=True, default="", help_text="another body, where one decided")
    published_on = models.DateField(help_text="here since: the day of its first version")
    version_on = models.DateField(help_text="this version is here since")
    text = models.TextField()
    parcel_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="a_version_of_a_statement_is_shelved_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(newest=True), name="a_statement_has_one_newest_version"
            ),
        ]
        indexes = [models.Index(fields=["state_code", "published_on"], name="statements_on_a_state")]

    def __str__(self) -> str:
        return self.symbol


class ShelvedRegister(models.Model):
    """The newest edition of the places of a State: what the mechanism decided may be shown of them."""

    state_code = models.CharField(max_length=3, primary_key=True)
    state_names = models.JSONField()
    invented = models.BooleanField()
    edition = models.PositiveIntegerField()
    made_on = models.DateField()
    fields = models.JSONField(help_text="attributes, counts and events that are shown")
    sources = models.JSONField(help_text="title, publisher, licence and day of each source")
    parcel_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.state_code


class ShelvedPlace(models.Model):
    """A place of detention, as far as it may be shown.

    ``says`` has for each attribute what each source says, the newest first; ``counts`` for each count days and
    numbers, null for fewer than five; ``source`` in both is a position in the register's sources.
    """

    id = models.UUIDField(primary_key=True)
    register = models.ForeignKey(ShelvedRegister, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(max_length=200)
    folded = models.TextField(help_text="name and town in plain small letters, to be found by")
    kind = models.CharField(max_length=40, blank=True)
    says = models.JSONField()
    counts = models.JSONField()
    events = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["register", "name"], name="shelved_places_by_name")]

    def __str__(self) -> str:
        return self.name


class ShelvedEdition(models.Model):
    """The newest edition of what became of the items of a report; it stands also where the edition names no item."""

    report_slug = models.CharField(max_length=80, primary_key=True)
    edition = models.PositiveIntegerField()
    parcel_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.report_slug} {self.edition}"


class ShelvedFollowUp(models.Model):
    """What became of an item of a published report, as far as the mechanism made that public: its newest edition."""

    report_slug = models.CharField(max_length=80)
    number = models.CharField(max_length=60, help_text="of the item, as the report has it")
    status = models.CharField(max_length=30, help_text="a word of follow-up")
    day = models.DateField(null=True, help_text="since when it stands so; empty: not known")
    edition = models.PositiveIntegerField()
    made_on = models.DateField(help_text="the day the edition was made public")
    parcel_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report_slug", "number"], name="an_item_is_followed_up_in_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.report_slug} {self.number}"


class ShelvedCheckpoint(models.Model):
    """What anyone keeps elsewhere: how many publications there were, and the root of the tree over their digests."""

    size = models.PositiveIntegerField(unique=True)
    root = models.CharField(max_length=64, help_text="RFC 6962, SHA-256, hexadecimal")
    made_on = models.DateField()
    parcel_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"


class ShelvedLeaf(models.Model):
    """A publication by its digest, at its place in the order in which they became public; counted from 0."""

    position = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
