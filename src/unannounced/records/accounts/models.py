"""People who sign in to the office, their mandates, and their second factors."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from unannounced.duties.confidentiality import Role
from unannounced.records.ledger.models import Kept

ROLES = [(role.value, role.value) for role in Role]


class Person(Kept, AbstractBaseUser):
    """Somebody with an account. What they may do follows from their mandates of the day."""

    UNDIGESTED = frozenset({"last_login"})

    login = models.CharField(max_length=60)
    display_name = models.CharField(max_length=120)
    nationality = models.CharField(max_length=3, blank=True, help_text="code of the State, where it matters")
    profession = models.CharField(max_length=120, blank=True)

    USERNAME_FIELD = "login"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login"], name="each_login_belongs_to_one_person")]

    def __str__(self) -> str:
        return self.display_name


class Mandate(Kept):
    """A role somebody holds for a time. Access ends with it; the duty of confidence does not (ECPT Art. 13)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=ROLES)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="the last day of the mandate")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("begins")),
                name="a_mandate_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class FactorKind(models.TextChoices):
    """How a second factor is shown: a code of six figures, or a passkey."""

    CODE = "code"
    PASSKEY = "passkey"


class SecondFactor(Kept):
    """A second factor of a person. The secret of a code is derived from the room's key, never stored."""

    UNDIGESTED = frozenset({"last_used_at", "last_step", "sign_count"})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=10, choices=FactorKind.choices)
    label = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1500, blank=True, help_text="of a passkey, base64url")
    credential = models.TextField(blank=True, help_text="public key of a passkey, base64url")
    enrolled_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0, help_text="a code is taken once")
    sign_count = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credential_id"],
                condition=~models.Q(credential_id=""),
                name="a_passkey_belongs_to_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.label}"


class FeedKey(Kept):
    """A key by which a calendar fetches the days due that a person may see. Its secret is shown once and not kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feed_keys")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the secret, hexadecimal")
    label = models.CharField(max_length=60)
    language = models.CharField(max_length=10, help_text="of the words in the calendar")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="each_feed_key_has_its_own_secret"),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True) | models.Q(revoked_at__gte=models.F("made_at")),
                name="a_feed_key_is_not_revoked_before_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.label}"


class FailedSignIn(models.Model):
    """A failed attempt: the digest of the name that was tried, and when. Technical; kept for a quarter of an hour."""

    name_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name_digest", "at"], name="failures_of_a_name")]

    def __str__(self) -> str:
        return self.name_digest[:12]


class Abilities(Kept):
    """What somebody brings to a delegation. A later row replaces an earlier one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="abilities")
    languages = models.JSONField(default=list, help_text="codes of languages they work in")
    skills = models.JSONField(default=list, help_text="words of ``composing.SKILLS``")
    gender = models.CharField(max_length=10, blank=True, help_text="for the balance of a delegation; empty: not said")
    said_on = models.DateField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    def __str__(self) -> str:
        return str(self.person)


class Absence(Kept):
    """Days on which somebody cannot go on a visit."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    begins = models.DateField()
    ends = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="an_absence_does_not_end_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.begins}"
