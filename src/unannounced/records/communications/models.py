"""Communications (OPCAT Art. 15, 21; ECPT Art. 11): their keepers and key, what came sealed, and what was done.

Nothing here can be opened by the office: what was written or told, and who wrote, is sealed to a key that keepers hold.
Who may know what is in ``queries``; for all but keepers nothing of this exists.
"""

from django.db import models

from unannounced.duties.consenting import Answer as Answers
from unannounced.duties.corresponding import KEEP_MONTHS, AnswerKind, PieceKind, Stage, WayIn
from unannounced.duties.receiving import Hold, Risk, Way
from unannounced.records.accounts.models import Person
from unannounced.records.keyrings.models import MemberKey
from unannounced.records.ledger.models import Kept
from unannounced.records.parcels.models import Parcel
from unannounced.records.places.models import Place
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit

UNREAD = 1
"""The place in line of what nobody has read yet (``receiving.Urgency``)."""


class Keeper(Kept):
    """Somebody who keeps the register of communications, from when until when. The mandate must run as well."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True, help_text="why it ended")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at__isnull=True), name="somebody_keeps_the_register_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class IntakeKey(Kept):
    """A version of the key of communications: letters are sealed to the newest, older ones open what came before."""

    version = models.PositiveIntegerField()
    recipient = models.TextField(help_text="age1pq1…")
    because = models.CharField(max_length=500, blank=True, help_text="why it replaced the version before")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=500, blank=True)
    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version"], name="versions_of_the_intake_key_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class WrappedIntakeKey(Kept):
    """The identity of a version, wrapped for one keeper's key: an armoured age file that only they can open."""

    key = models.ForeignKey(IntakeKey, on_delete=models.PROTECT, related_name="wrapped")
    member_key = models.ForeignKey(MemberKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()
    wrapped_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wrapped_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "member_key"], name="an_intake_key_is_wrapped_once_for_a_keeper"),
        ]

    def __str__(self) -> str:
        return str(self.member_key)


class Communication(Kept):
    """That somebody turned to the mechanism. When it is erased this row alone remains, and tells nothing of whom."""

    mark = models.CharField(max_length=9, help_text="by which it is spoken of: drawn by chance, XXXX-XXXX")
    way_in = models.CharField(max_length=20, choices=[(one.value, one.value) for one in WayIn])
    conversation = models.CharField(
        max_length=64, blank=True, help_text="digest of the address that the words of the receipt lead to"
    )
    recipient = models.TextField(
        blank=True, help_text="age1pq1… of the sender, once it is known: answers are sealed to it"
    )
    came_on = models.DateField()
    received_at = models.DateTimeField(help_text="when the office had it")
    language = models.CharField(max_length=10, blank=True)
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Stage])
    closed_at = models.DateTimeField(null=True)
    keep_months = models.PositiveSmallIntegerField(default=KEEP_MONTHS, help_text="after it was closed")
    triage = models.OneToOneField(
        "Triage", null=True, on_delete=models.PROTECT, related_name="counting_for", help_text="the one that counts"
    )
    urgency = models.PositiveSmallIntegerField(
        default=UNREAD,
        help_text="place in line: repeats what receiving.urgency_of says of the triage that counts, so that the "
        "database can sort ten thousand; written by that act alone",
    )
    sender_erased_on = models.DateField(null=True, help_text="the sender erased the conversation")
    erased_on = models.DateField(null=True)
    erased_because = models.CharField(max_length=20, blank=True, help_text="sender or time")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark"], name="a_mark_is_given_once_to_a_communication"),
            models.UniqueConstraint(
                fields=["conversation"],
                condition=~models.Q(conversation=""),
                name="a_conversation_is_one_communication",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_on__isnull=True)
                | models.Q(conversation="", recipient="", triage__isnull=True),
                name="what_was_erased_tells_nothing_of_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["urgency", "came_on", "id"], name="communications_in_line"),
            models.Index(fields=["stage", "urgency", "came_on", "id"], name="communications_by_stage"),
        ]

    def __str__(self) -> str:
        return self.mark


class Piece(Kept):
    """A piece of a communication: a letter, who wrote it, a file, an original, a note, an answer.

    ``digest`` is that of the sealed bytes as they first came: by it a letter names its files, also once the bytes were
    re-sealed. ``replaces`` is a piece that this one corrects.
    """

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="pieces")
    number = models.PositiveIntegerField(help_text="within the communication, from 1")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in PieceKind])
    digest = models.CharField(max_length=64)
    came_on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", help_text="null: the sender")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["communication", "number"], name="pieces_of_a_communication_are_numbered"),
            models.UniqueConstraint(
                fields=["communication", "digest"],
                condition=models.Q(kind=PieceKind.FILE.value),
                name="a_file_comes_once_to_a_communication",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class SealedBytes(Kept):
    """The bytes of a piece, an age file for the key of communications; re-sealed, the row is replaced and erased."""

    piece = models.OneToOneField(Piece, on_delete=models.PROTECT, related_name="bytes")
    intake_key = models.ForeignKey(
        IntakeKey, null=True, on_delete=models.PROTECT, related_name="+", help_text="null: nobody said which version"
    )
    sealed = models.BinaryField()
    size = models.PositiveIntegerField(help_text="sealed bytes")
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    instead_of = models.UUIDField(null=True, help_text="the row these bytes were re-sealed from; it was erased")

    class Meta:
        verbose_name_plural = "sealed bytes"

    def __str__(self) -> str:
        return str(self.piece_id)


class Came(Kept):
    """The digest of a parcel of the intake room that was taken in; the parcel itself is not kept.

    It leads to no communication, so that it stays when one was erased: the same parcel again is known and stays away.
    """

    digest = models.CharField(max_length=64)
    came_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="a_parcel_of_intake_comes_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Paper(Kept):
    """What a letter on paper shows of its way: the stamp of the place, and days, from which delays are computed."""

    communication = models.OneToOneField(Communication, on_delete=models.PROTECT, related_name="paper")
    written_on = models.DateField(null=True)
    stamped_on = models.DateField(null=True)
    stamp = models.CharField(max_length=200, blank=True, help_text="the words of the stamp of the place")
    posted_on = models.DateField(null=True)
    arrived_on = models.DateField()

    def __str__(self) -> str:
        return str(self.arrived_on)


class Assignment(Kept):
    """That somebody deals with a communication, from when until when."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True, help_text="why it ended")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["communication", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="a_communication_is_assigned_once_to_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person", "ended_at"], name="communications_of_somebody")]

    def __str__(self) -> str:
        return str(self.person)


class Conflict(Kept):
    """That somebody has a conflict of interest: the communication is hidden from them from then on."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["communication", "person"], name="a_conflict_is_declared_once_by_somebody"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class WhoOpened(Kept):
    """That somebody opened who wrote, and why."""

    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "who opened"

    def __str__(self) -> str:
        return f"{self.person} {self.at}"


class Triage(Kept):
    """What somebody who read a communication noted of it; a later one stands beside the earlier and counts."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="triages")
    told = models.JSONField(default=list, help_text="words of receiving.Told")
    groups = models.JSONField(default=list, help_text="words of receiving.Group")
    risk = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Risk])
    in_custody = models.BooleanField(null=True, help_text="null: not known, and then taken to be")
    ways = models.JSONField(default=list, help_text="words of receiving.Way: how they asked to be answered")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    place_said = models.CharField(max_length=200, blank=True, help_text="as they call it, where the register has none")
    state = models.ForeignKey(State, null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place"], name="communications_of_a_place")]

    def __str__(self) -> str:
        return f"triage of {self.at}"


class Answer(Kept):
    """That a communication was answered: by which way, what the answer does, and the piece that holds it for us."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in AnswerKind])
    way = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Way])
    number = models.PositiveIntegerField(null=True, help_text="of the answers that went to the intake room, from 1")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+")
    parcel = models.ForeignKey(Parcel, null=True, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["communication", "number"],
                condition=models.Q(number__isnull=False),
                name="answers_to_a_conversation_are_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.way}"


class SharingConsent(Kept):
    """What the sender answered when asked whether one body may know of it; a later answer stands beside the earlier."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="consents")
    body = models.CharField(max_length=120)
    answer = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Answers])
    asked_on = models.DateField()
    how = models.CharField(max_length=200, blank=True, help_text="how they were asked, and how it was explained")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.body}: {self.answer}"


class Referral(Kept):
    """That a copy without what could harm went to another body, with the consent on which it rests."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="referrals")
    body = models.CharField(max_length=120)
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(SharingConsent, on_delete=models.PROTECT, related_name="referrals")
    referred_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.body


class Bearing(Kept):
    """That a communication bears on a visit or on a place, beside the place it names itself."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="bearings")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visit__isnull=True) ^ models.Q(place__isnull=True),
                name="a_communication_bears_on_a_visit_or_a_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.communication_id)


class Held(Kept):
    """What keeps a communication from being erased, from when until when; of a case of reprisal it names nothing."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="holds")
    what = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Hold])
    because = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.what
