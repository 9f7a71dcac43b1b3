"""Reports, their numbered paragraphs and earlier wordings."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.models import Person
from unannounced.records.committee.models import Vote
from unannounced.records.documents.models import Document
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.models import Kept
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit


class Report(Kept):
    """A report on a State: on a visit (ECPT Art. 10(1)), or taken in from the archive.

    One on a visit is confidential until the State asks for publication. One from the archive has no visit here; it
    may be another body's, may bear a symbol and a day of its own, and may say itself that it is public.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {
        "body": "",
        "symbol": "",
        "already_public": False,
        "dated_on": None,
        "language": "",
        "numbered": True,
        "moves": 0,
    }
    FOLLOWS: ClassVar[Mapping[str, str]] = {"state_id": "visit__state_id"}

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="reports")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="reports")
    body = models.CharField(max_length=120, blank=True, help_text="who made it; empty: this mechanism")
    symbol = models.CharField(max_length=60, blank=True, help_text="as printed; empty: not known, or not published")
    dated_on = models.DateField(null=True, help_text="the day it bears; empty: not known, or drafted here")
    already_public = models.BooleanField(default=False, help_text="it says itself that it is public")
    language = models.CharField(max_length=8, blank=True, help_text="of its text, ISO 639-1; empty: not known")
    numbered = models.BooleanField(default=True, help_text="whether it prints numbers of paragraphs")
    moves = models.PositiveIntegerField(default=0, help_text="how often its paragraphs were numbered anew")
    title = models.CharField(max_length=300)
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ReportStage])
    opened_on = models.DateField()
    adopted_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(Vote, null=True, on_delete=models.PROTECT, related_name="+")
    transmitted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage="draft")
                | models.Q(adopted_by__isnull=False, adopted_on__isnull=False)
                | models.Q(visit__isnull=True),
                name="no_report_on_a_visit_is_adopted_without_a_vote",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["transmitted", "published"]) | models.Q(transmitted_on__isnull=False),
                name="no_report_is_published_before_it_is_transmitted",
            ),
            models.CheckConstraint(
                condition=models.Q(visit__isnull=False) | models.Q(stage__in=["transmitted", "published"]),
                name="a_report_from_the_archive_is_no_draft",
            ),
            models.UniqueConstraint(
                fields=["symbol"], condition=~models.Q(symbol=""), name="a_symbol_stands_for_one_report"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "opened_on"], name="reports_on_a_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def from_archive(self) -> bool:
        """Whether it was taken in from a file, and not drafted here."""
        return self.visit_id is None


class Paragraph(Kept):
    """A numbered paragraph; ``wording`` counts how often it was written.

    ``left_out_of`` is the rendition of the file that no longer has it, for a report from the archive; 0 says that it
    was taken out of the draft. A number is given once among the paragraphs that stand. ``printed`` is
    its number as printed where that differs from ``number``, and ``page`` the page of the file on which it begins.
    """

    CAME_LATER: ClassVar[Mapping[str, object]] = {"left_out_of": None, "printed": "", "page": None}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.PositiveIntegerField()
    chapter = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    wording = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="paragraphs")
    left_out_of = models.PositiveSmallIntegerField(null=True)
    printed = models.CharField(max_length=40, blank=True, help_text="its number as printed, where that differs")
    page = models.PositiveIntegerField(null=True, help_text="of the file it was read from, counted from 1")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                condition=models.Q(left_out_of__isnull=True),
                name="a_paragraph_number_stands_once_in_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"paragraph {self.number}"


class EarlierWording(Kept):
    """What a paragraph said before it was written again: nothing said is overwritten."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="earlier_wordings")
    wording = models.PositiveIntegerField()
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "wording"], name="a_wording_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"wording {self.wording}"


class Moved(Kept):
    """One step of numbering anew: a paragraph went from a number to another; 0 is outside the report.

    ``serial`` counts within the report: who wrote while the numbers were others is followed through the later steps.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    serial = models.PositiveIntegerField()
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="steps")
    from_number = models.PositiveIntegerField(help_text="0: it was put in")
    to_number = models.PositiveIntegerField(help_text="0: it was taken out")
    moved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "serial"], name="a_step_of_numbering_has_its_own_place"),
        ]

    def __str__(self) -> str:
        return f"{self.from_number} to {self.to_number}"


class Remark(Kept):
    """What somebody says beside a paragraph of a draft, or beside an item in it; it never leaves the office."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="remarks")
    item_id = models.UUIDField(null=True, help_text="of the item it is on; empty: the paragraph")
    text = models.TextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    author = models.CharField(max_length=120, blank=True, help_text="as the Word file names them; empty: who made it")
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.text[:60]


class Suggestion(Kept):
    """Another wording of a paragraph, to be taken or not.

    ``conflict``: somebody wrote it while another saved first; both wordings are kept and shown.
    """

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="suggestions")
    of_wording = models.PositiveIntegerField(help_text="the wording it was made from")
    text = models.TextField()
    moves = models.PositiveIntegerField(
        null=True, help_text="how often the draft had been numbered anew: what it refers to is followed from there"
    )
    conflict = models.BooleanField(default=False)
    place = models.CharField(
        max_length=10,
        blank=True,
        help_text="after or before: a new paragraph beside it; out: take it out; empty: words",
    )
    because = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    author = models.CharField(max_length=120, blank=True, help_text="as the Word file names them; empty: who made it")
    came_with = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken = models.BooleanField(null=True)

    CAME_LATER: ClassVar[Mapping[str, object]] = {"place": "", "moves": None}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, taken__isnull=True)
                | models.Q(decided_at__isnull=False, taken__isnull=False),
                name="a_suggestion_is_taken_or_not_once_it_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Presence(models.Model):
    """Who is in which paragraph now. Technical: it is written by being there and forgotten after minutes."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="presences")
    paragraph = models.ForeignKey(Paragraph, null=True, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="somebody_is_in_one_place_of_a_report"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.report_id}"


class Translation(Kept):
    """A paragraph, item, chapter or title of a report in its other language, beside the words it renders.

    Exactly one of them is named; the title is where none is. The newest ``version`` counts, the others stay.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="translations")
    paragraph = models.ForeignKey(Paragraph, null=True, on_delete=models.PROTECT, related_name="translations")
    item_id = models.UUIDField(null=True, help_text="of the item that is rendered")
    chapter = models.CharField(max_length=120, blank=True, help_text="the chapter that is rendered")
    language = models.CharField(max_length=8, help_text="ISO 639-1")
    version = models.PositiveIntegerField(default=1)
    text = models.TextField()
    renders = models.CharField(max_length=64, help_text="SHA-256 of the words it renders, hexadecimal")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paragraph__isnull=True, item_id__isnull=True)
                | models.Q(item_id__isnull=True, chapter="")
                | models.Q(paragraph__isnull=True, chapter=""),
                name="a_translation_is_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["report", "language"], name="translations_of_a_report")]

    def __str__(self) -> str:
        return f"{self.language} {self.text[:40]}"


class Summary(Kept):
    """What a report says, in plain language, for readers who do not read the whole of it; published with it.

    The newest ``version`` in a language counts, the others stay.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="summaries")
    language = models.CharField(max_length=8, help_text="ISO 639-1")
    version = models.PositiveIntegerField(default=1)
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "language", "version"], name="a_version_of_a_summary_is_written_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.text[:40]}"


class CoverLetter(Kept):
    """The letter with which a report was transmitted."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="cover_letters")
    day = models.DateField()
    language = models.CharField(max_length=8)
    addressed_to = models.TextField()
    signed_by = models.CharField(max_length=120)
    signed_as = models.CharField(max_length=120, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.day)
