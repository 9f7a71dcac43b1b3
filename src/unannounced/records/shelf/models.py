"""What the portal reads. Every row can be built again from the parcels taken in."""

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
    visit_kind = models.CharField(max_length=20)
    visit_begins = models.DateField()
    visit_ends = models.DateField()
    requested_on = models.DateField()
    published_on = models.DateField()
    parcel_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="a_version_of_a_report_is_shelved_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(newest=True), name="a_report_has_one_newest_version"
            ),
        ]
        indexes = [models.Index(fields=["state_code", "published_on"], name="reports_of_a_state")]

    def __str__(self) -> str:
        return self.symbol


class ShelvedParagraph(models.Model):
    """A published paragraph with the items on it and what the State answered to them."""

    report = models.ForeignKey(ShelvedReport, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.PositiveIntegerField()
    chapter = models.CharField(max_length=120)
    text = models.TextField()
    items = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="a_published_paragraph_stands_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)
