"""Noting what was measured, correcting it, taking in tables of it, and signing off rules of low confidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from unannounced.crafts.standards import shipped_rules
from unannounced.duties import noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst, act
from unannounced.records.measurements.models import Measured, SignOff
from unannounced.records.measurements.queries import may_note, said_before
from unannounced.records.measurements.valuing import as_kept, understood, wording_of
from unannounced.records.places.models import Part, Place
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit

_NAMES = say("Rule of this software: groups and kinds of room are closed lists")
_SIGNING = say("Rule of this software: rules of low confidence are off until signed off")


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody measured of one subject on a day, as they wrote it; a measure that nobody took is left out."""

    place: Place
    subject: str
    day: date
    values: Mapping[str, str] = field(default_factory=dict)
    part: Part | None = None
    groups: Sequence[str] = ()
    room_kind: str = ""
    source: str = ""
    replaces: Measured | None = None

    @classmethod
    def of(cls, row: Measured, replaces: Measured | None = None) -> "Found":
        """What a row says that is not kept yet."""
        return cls(
            row.place, row.subject, row.day, row.values, row.part, row.groups, row.room_kind, row.source, replaces
        )


def note_measurement(
    found: Found, *, during: Visit | None = None, by: Viewer, at: datetime, key: UUID | None = None
) -> Measured:
    """Note what was measured, on a visit or outside any; the same again is welcome."""
    visit_permit(Act.NOTE_MEASUREMENT, by, during)
    row = _row(found, during, by=by, at=at, key=key)
    held = Measured.objects.filter(pk=row.pk).first() or said_before([row]).get(row.pk)
    if held is not None:
        return _again(held, row)
    with act("note a measurement", by=by.pk, at=at, within=during.pk if during else None) as line:
        return line.keep(row)


def correct_measurement(
    measured: Measured, found: Found, *, by: Viewer, at: datetime, key: UUID | None = None
) -> Measured:
    """Say what was measured otherwise: a new row on the same visit, and the old one stays to be read.

    Without any value it says that the measurement was noted by mistake. Correcting to the same changes nothing.
    """
    visit_permit(Act.NOTE_MEASUREMENT, by, measured.visit)
    row = _row(replace(found, replaces=measured), measured.visit, by=by, at=at, key=key)
    held = Measured.objects.filter(pk=row.pk).first()
    if held is not None:
        return _again(held, row)
    if _says_same(measured, row):
        return measured
    if Measured.objects.filter(replaces=measured).exists():
        raise SomebodyWasFirst("measurement")
    with act("correct a measurement", by=by.pk, at=at, about=measured, within=measured.visit_id) as line:
        try:
            with transaction.atomic():
                return line.keep(row)
        except IntegrityError as first:
            raise SomebodyWasFirst("measurement") from first


def note_measurements(
    many: Iterable[Found], *, during: Visit | None = None, by: Viewer, at: datetime
) -> Sequence[Measured]:
    """Note many measurements in one act: all or none. What was noted before, corrected since or not, is left alone."""
    visit_permit(Act.NOTE_MEASUREMENT, by, during)
    rows = [_row(found, during, by=by, at=at) for found in many]
    with act("note measurements", by=by.pk, at=at, within=during.pk if during else None) as line:
        before = said_before(rows)
        try:
            with transaction.atomic():
                return line.keep_all([row for row in rows if row.pk not in before])
        except IntegrityError as first:  # one of those that are corrected was corrected meanwhile
            raise SomebodyWasFirst("measurement") from first


def sign_off_rule(rule: str, *, because: str, by: Viewer, at: datetime) -> SignOff:
    """Say that a rule of low confidence is right as it stands, and where that was checked: from then on it is asked."""
    permit(Act.SIGN_OFF_RULE, by)
    book = shipped_rules()
    if rule not in book or not book[rule].needs_signing:
        raise RefusedByRule(
            Refused(
                say("The rule {rule} needs no signing off: it is on."),
                _SIGNING,
                say("Sign off one of the rules that are off."),
                {"rule": rule},
            )
        )
    require(noting.may_keep(noting.tidy(because)))
    wording = wording_of(book[rule])
    held = SignOff.objects.filter(rule=rule, digest=wording, taken_back_at__isnull=True).first()
    if held is not None:
        return held
    with act("sign off a rule", by=by.pk, at=at) as line:
        try:
            with transaction.atomic():
                return line.keep(
                    SignOff(rule=rule, digest=wording, because=noting.tidy(because), signed_by_id=by.pk, signed_at=at)
                )
        except IntegrityError as first:
            raise SomebodyWasFirst("sign-off") from first


def take_back_sign_off(signed: SignOff, *, by: Viewer, at: datetime) -> SignOff:
    """Take a sign-off back: the rule is off again."""
    permit(Act.SIGN_OFF_RULE, by)
    if signed.taken_back_at is not None:
        return signed
    with act("take a sign-off back", by=by.pk, at=at, about=signed) as line:
        return line.move(signed, seen={"taken_back_at": None}, to={"taken_back_by_id": by.pk, "taken_back_at": at})


def _row(
    found: Found,
    during: Visit | None,
    *,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Measured:
    """The row of a measurement that may be noted; raises ``RefusedByRule`` otherwise."""
    _require_words(found)
    row = Measured(
        id=key or uuid4(),
        visit=during,
        place=found.place,
        part=found.part,
        subject=noting.tidy(found.subject).strip() or (found.part.name if found.part else ""),
        day=found.day,
        room_kind=found.room_kind,
        groups=sorted(set(found.groups)),
        values=as_kept(understood(found.values, on=found.day)),
        source=noting.tidy(found.source).strip(),
        replaces=found.replaces,
        noted_by_id=by.pk,
        noted_at=at,
    )
    require(may_note(row, during, today=at.date()))
    if found.replaces is not None and found.replaces.visit_id != row.visit_id:
        raise KeptOtherwise("measurement")  # nobody may hide or show one by correcting it from another visit
    return row


def _require_words(found: Found) -> None:
    """Raise ``RefusedByRule`` for a group or a kind of room that the standards do not know."""
    book = shipped_rules()
    unknown = [one for one in found.groups if one not in book.groups]
    if found.room_kind and found.room_kind not in book.room_kinds:
        unknown.append(found.room_kind)
    if unknown:
        words = ", ".join([*book.groups, *book.room_kinds])
        raise RefusedByRule(
            Refused(
                say("“{unknown}” is neither a group of persons nor a kind of room that the standards know."),
                _NAMES,
                say("Choose among: {words}."),
                {"unknown": unknown[0], "words": words},
            )
        )


def _says_same(one: Measured, other: Measured) -> bool:
    """Whether two rows say the same of the same subject, whoever noted it and when."""
    alike = ("visit_id", "place_id", "part_id", "subject", "day", "room_kind", "groups", "values", "source")
    return all(getattr(one, name) == getattr(other, name) for name in alike)


def _again(held: Measured, row: Measured) -> Measured:
    """What is held already, if the row says the same; raises ``KeptOtherwise`` if it says something else."""
    if not _says_same(held, row):
        raise KeptOtherwise("measurement")
    return held
