"""Check-lists: the mechanism's own forms as XLSForm, and which of them a visit uses."""

from django.db import models

from unannounced.records.accounts.models import Person
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Kept
from unannounced.records.visits.models import Visit


class Checklist(Kept):
    """A version of a check-list: the workbook as it came, and the XForm made of it. Another version is another row."""

    form_id = models.CharField(max_length=80)
    version = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    xform = models.TextField(help_text="as ODK XForms define it")
    languages = models.JSONField(default=list)
    questions = models.PositiveIntegerField()
    workbook = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form_id", "version"], name="a_version_of_a_check_list_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"


class VisitChecklist(Kept):
    """A check-list that a visit uses: from then on it goes to the visit's devices with each package and letter."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="checklists")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="used_on")
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    left_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "checklist"],
                condition=models.Q(left_out_at__isnull=True),
                name="a_visit_uses_a_check_list_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.checklist)


class OdkKey(Kept):
    """The RSA key by which ODK Collect encrypts what it takes on a visit; its private half is sealed to the visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="odk_keys")
    public = models.TextField(help_text="base64 of the public key, as the form carries it")
    sealed = models.TextField(help_text="the private key (PKCS #8, PEM), an armored age file for the key of the visit")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.visit)
