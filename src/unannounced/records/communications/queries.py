"""Communications, as far as somebody may know of them. Keepers see the register; who is assigned sees what came.

Every query filters by the viewer in the database: for all others, and for whoever declared a conflict of interest, what
is hidden and what was never there take the same path.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from unannounced.duties import confidentiality, corresponding
from unannounced.duties.confidentiality import Role
from unannounced.duties.corresponding import PieceKind, Stage, WayIn
from unannounced.duties.decision import require
from unannounced.duties.receiving import Urgency
from unannounced.records.accounts.models import Mandate, Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.models import (
    Answer,
    Assignment,
    Bearing,
    Communication,
    Conflict,
    IntakeKey,
    Keeper,
    Paper,
    Piece,
    Referral,
    SealedBytes,
    SharingConsent,
    Triage,
    WhoOpened,
    WrappedIntakeKey,
)
from unannounced.records.keyrings.models import MemberKey
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by as visits_seen_by

PAGE = 50
_ORDER = tuple(Urgency)


# Keepers and the key


def keeps_register(viewer: Viewer) -> bool:
    """Whether ``viewer`` keeps the register today."""
    return bool(viewer.roles & confidentiality.COMMITTEE) and Keeper.objects.filter(_own_keeping(viewer)).exists()


def _own_keeping(viewer: Viewer) -> Q:
    return Q(person_id=viewer.pk, ended_at__isnull=True)


def keeping_condition(viewer: Viewer) -> Exists | Q:
    """The condition that ``viewer`` keeps the register; nobody without a mandate for it does."""
    if not viewer.roles & confidentiality.COMMITTEE:
        return Q(pk__in=[])
    return Exists(Keeper.objects.filter(_own_keeping(viewer)))


def keepers_on(day: date) -> QuerySet[Keeper]:
    """Who keeps the register on a day: was named, did not end it, and has a mandate that lets them know."""
    running = _mandates_on(day).filter(person=OuterRef("person"))
    return Keeper.objects.filter(Exists(running), ended_at__isnull=True)


def _mandates_on(day: date) -> QuerySet[Mandate]:
    """The mandates of members and the secretariat that run on a day."""
    roles = [role.value for role in confidentiality.COMMITTEE]
    return Mandate.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), begins__lte=day, role__in=roles)


def keepers(viewer: Viewer) -> QuerySet[Keeper]:
    """Everybody who keeps or kept the register, for keepers: who keeps it now first."""
    held = Keeper.objects.filter(keeping_condition(viewer))
    ended = F("ended_at").desc(nulls_first=True)
    return held.select_related("person", "named_by").order_by(ended, "named_at", "person__display_name", "pk")


def may_name_keepers(viewer: Viewer, *, on: date) -> bool:
    """Whether ``viewer`` names keepers: who keeps the register does, and the secretariat where nobody does yet."""
    if keeps_register(viewer):
        return True
    return Role.SECRETARIAT in viewer.roles and not keepers_on(on).exists()


def nameable_by(viewer: Viewer, *, on: date) -> QuerySet[Person]:
    """Whom ``viewer`` can name a keeper: members and the secretariat of the day who keep no register yet."""
    if not may_name_keepers(viewer, on=on):
        return Person.objects.none()
    keeping = Keeper.objects.filter(person=OuterRef("pk"), ended_at__isnull=True)
    running = _mandates_on(on).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(running)).exclude(Exists(keeping)).order_by("display_name", "login")


def member_keys_for(day: date) -> QuerySet[MemberKey]:
    """The keys for which the key of communications is to be wrapped: of keepers who have one."""
    wanted = MemberKey.objects.filter(person__in=keepers_on(day).values("person"), revoked_at__isnull=True)
    return wanted.select_related("person").order_by("person__display_name", "pk")


def newest_key() -> IntakeKey | None:
    """The version letters are sealed to."""
    return IntakeKey.objects.order_by("-version").first()


def intake_keys(viewer: Viewer) -> QuerySet[IntakeKey]:
    """Every version of the key, the newest first, for keepers."""
    return IntakeKey.objects.filter(keeping_condition(viewer)).select_related("made_by").order_by("-version")


def wrapped_for(viewer: Viewer) -> QuerySet[WrappedIntakeKey]:
    """The copies of the key that ``viewer`` can open, the newest version first."""
    held = WrappedIntakeKey.objects.filter(
        keeping_condition(viewer), member_key__person_id=viewer.pk, member_key__revoked_at__isnull=True
    )
    return held.select_related("key", "member_key").order_by("-key__version")


def versions_held(viewer: Viewer) -> QuerySet[WrappedIntakeKey, tuple[UUID, int]]:
    """Who can open which version with the key they have now, for keepers."""
    copies = WrappedIntakeKey.objects.filter(keeping_condition(viewer), member_key__revoked_at__isnull=True)
    return copies.values_list("member_key__person_id", "key__version")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A keeper's key, and the versions of the key of communications that are not wrapped for it yet."""

    member_key: MemberKey
    versions: tuple[int, ...]


def waiting_for_key(viewer: Viewer, *, on: date) -> list[Waiting]:
    """The keepers who wait for some version, for keepers; three queries, however many."""
    every = list(intake_keys(viewer).values_list("version", flat=True)[::-1])
    held: dict[UUID, set[int]] = {}
    rows = WrappedIntakeKey.objects.filter(keeping_condition(viewer)).values_list("member_key", "key__version")
    for member_key, version in rows:
        held.setdefault(member_key, set()).add(version)
    wanted = member_keys_for(on).filter(keeping_condition(viewer))
    waits = [Waiting(key, tuple(one for one in every if one not in held.get(key.pk, ()))) for key in wanted]
    return [one for one in waits if one.versions]


def left_with_key(viewer: Viewer, *, on: date) -> list[Person]:
    """Those who keep the register no more and can open what is sealed now: a reason for a new version of the key."""
    copies = WrappedIntakeKey.objects.filter(keeping_condition(viewer), key=newest_key())
    gone = copies.exclude(member_key__person__in=keepers_on(on).values("person"))
    return list(Person.objects.filter(pk__in=gone.values("member_key__person")).order_by("display_name", "pk"))


def waiting_to_be_resealed(viewer: Viewer) -> QuerySet[SealedBytes]:
    """What those assigned can re-seal: sealed to an older version than the newest, or to one that nobody said."""
    newest = newest_key()
    older = Q(intake_key__isnull=True) | Q(intake_key__version__lt=newest.version if newest else 0)
    waits = SealedBytes.objects.filter(older, piece__in=_pieces(viewer))
    return waits.select_related("piece__communication", "intake_key").defer("sealed").order_by("sealed_at", "pk")


# The register


def register_of(viewer: Viewer) -> QuerySet[Communication]:
    """The communications of which ``viewer`` may know that they are there: a keeper without a conflict of interest."""
    conflict = Conflict.objects.filter(communication=OuterRef("pk"), person_id=viewer.pk)
    return Communication.objects.filter(keeping_condition(viewer)).exclude(Exists(conflict))


def assigned_to(viewer: Viewer) -> QuerySet[Communication]:
    """The communications that ``viewer`` deals with and may read."""
    own = Assignment.objects.filter(communication=OuterRef("pk"), person_id=viewer.pk, ended_at__isnull=True)
    return register_of(viewer).filter(Exists(own), erased_on__isnull=True)


def entered_by(viewer: Viewer) -> QuerySet[Communication]:
    """The communications that ``viewer`` entered by hand, as far as they may know of them."""
    return register_of(viewer).filter(entered_by_id=viewer.pk)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register: nothing of what was written or of whom."""

    pk: UUID
    mark: str
    way_in: WayIn
    came_on: date
    language: str
    stage: Stage
    urgency: Urgency
    assigned: bool
    mine: bool
    sender_erased_on: date | None
    erased_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the register, and how many lines there are."""

    rows: tuple[Row, ...]
    found: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is narrowed down by. Without ``stage`` what is closed or erased is left out."""

    stage: Stage | None = None
    urgency: Urgency | None = None
    way_in: WayIn | None = None
    assigned: bool | None = None
    mine: bool = False
    mark: str = ""


def register(viewer: Viewer, *, page: int = 1, **wanted: Any) -> Page:
    """A page of the register in the order of ``receiving.place_in_line``, counted from 1: two queries.

    ``wanted`` are the names of ``Wanted``.
    """
    found = _wanted(viewer, Wanted(**wanted))
    first = max(page - 1, 0) * PAGE
    rows = _lines(found, viewer)[first : first + PAGE]
    return Page(tuple(_row(*one) for one in rows), found.count())


def every_row(viewer: Viewer, wanted: Wanted) -> Iterator[Row]:
    """Every line of the register that is wanted, in its order; one query."""
    for one in _lines(_wanted(viewer, wanted), viewer).iterator(chunk_size=2000):
        yield _row(*one)


def _wanted(viewer: Viewer, wanted: Wanted) -> QuerySet[Communication]:
    stage, found = wanted.stage, register_of(viewer)
    found = found.filter(stage=stage.value) if stage else found.exclude(stage=Stage.CLOSED.value)
    equal: Mapping[str, object] = {
        "urgency": _ORDER.index(wanted.urgency) if wanted.urgency else None,
        "way_in": wanted.way_in.value if wanted.way_in else None,
        "mark": wanted.mark.strip().upper() or None,
    }
    found = found.filter(**{name: value for name, value in equal.items() if value is not None})
    if wanted.assigned is not None:
        found = found.filter(Exists(_going())) if wanted.assigned else found.exclude(Exists(_going()))
    return found.filter(_own(viewer)) if wanted.mine else found


def _going() -> QuerySet[Assignment]:
    return Assignment.objects.filter(communication=OuterRef("pk"), ended_at__isnull=True)


def _own(viewer: Viewer) -> Exists:
    return Exists(_going().filter(person_id=viewer.pk))


def _lines(found: QuerySet[Communication], viewer: Viewer) -> QuerySet[Communication, tuple[Any, ...]]:
    columns = ("pk", "mark", "way_in", "came_on", "language", "stage", "urgency")
    lines = found.order_by("urgency", "came_on", "id").annotate(is_assigned=Exists(_going()), is_mine=_own(viewer))
    return lines.values_list(*columns, "is_assigned", "is_mine", "sender_erased_on", "erased_on")


def dealing_with(communications: Collection[UUID] | None, viewer: Viewer) -> dict[UUID, list[str]]:
    """Who deals with each of these, or with any (None), by name, for keepers; one query."""
    known = register_of(viewer) if communications is None else register_of(viewer).filter(pk__in=communications)
    rows = Assignment.objects.filter(communication__in=known, ended_at__isnull=True).order_by("at", "pk")
    found: dict[UUID, list[str]] = {}
    for communication, name in rows.values_list("communication", "person__display_name"):
        found.setdefault(communication, []).append(name)
    return found


def _row(
    pk: UUID,
    mark: str,
    way_in: str,
    came_on: date,
    language: str,
    stage: str,
    urgency: int,
    assigned: bool,
    mine: bool,
    sender_erased_on: date | None,
    erased_on: date | None,
) -> Row:
    said = WayIn(way_in), came_on, language, Stage(stage), _ORDER[urgency]
    return Row(pk, mark, *said, assigned, mine, sender_erased_on, erased_on)


def assignments_of(communication: UUID, viewer: Viewer) -> QuerySet[Assignment]:
    """Who deals or dealt with a communication, for keepers."""
    held = Assignment.objects.filter(communication=communication, communication__in=register_of(viewer))
    return held.select_related("person", "by").order_by("at", "pk")


# What came, for those assigned


def _pieces(viewer: Viewer) -> QuerySet[Piece]:
    return Piece.objects.filter(communication__in=assigned_to(viewer))


def pieces_of(communication: UUID, viewer: Viewer) -> QuerySet[Piece]:
    """The pieces of a communication in their order, with what is known of their bytes and without these."""
    found = _pieces(viewer).filter(communication=communication)
    return found.select_related("by", "bytes__intake_key").defer("bytes__sealed").order_by("number")


def sealed_of(viewer: Viewer) -> QuerySet[SealedBytes]:
    """The sealed bytes ``viewer`` may have, for ``get``; who wrote is handed out by ``opening.open_who`` alone."""
    held = SealedBytes.objects.filter(piece__in=_pieces(viewer)).exclude(piece__kind=PieceKind.WHO.value)
    return held.select_related("piece__communication", "intake_key")


def who_pieces(viewer: Viewer) -> QuerySet[Piece]:
    """The pieces that say who wrote, without their bytes, for those assigned."""
    return _pieces(viewer).filter(kind=PieceKind.WHO.value).select_related("communication")


def openings_of(communication: UUID, viewer: Viewer) -> QuerySet[WhoOpened]:
    """Who opened who wrote, when and why, for those assigned."""
    held = WhoOpened.objects.filter(piece__communication=communication, piece__communication__in=assigned_to(viewer))
    return held.select_related("person").order_by("at", "pk")


def triages_of(communication: UUID, viewer: Viewer) -> QuerySet[Triage]:
    """What was noted of a communication, the newest first: the first one counts."""
    held = Triage.objects.filter(communication=communication, communication__in=assigned_to(viewer))
    return held.select_related("by", "place", "state").order_by("-at", "-pk")


def paper_of(communication: UUID, viewer: Viewer) -> Paper | None:
    """What the letter on paper shows of its way, where it came on paper."""
    return Paper.objects.filter(communication=communication, communication__in=assigned_to(viewer)).first()


def answers_of(communication: UUID, viewer: Viewer) -> QuerySet[Answer]:
    """The answers that were given, in their order."""
    held = Answer.objects.filter(communication=communication, communication__in=assigned_to(viewer))
    return held.select_related("by", "piece").order_by("at", "pk")


def consents_of(communication: UUID, viewer: Viewer) -> QuerySet[SharingConsent]:
    """What the sender answered when asked whether a body may know of it, the latest first."""
    held = SharingConsent.objects.filter(communication=communication, communication__in=assigned_to(viewer))
    return held.select_related("by").order_by("-at", "-pk")


def referrals_of(communication: UUID, viewer: Viewer) -> QuerySet[Referral]:
    """To which bodies it was referred, in the order of the days."""
    held = Referral.objects.filter(communication=communication, communication__in=assigned_to(viewer))
    return held.select_related("by", "piece", "consent").order_by("referred_on", "pk")


def bearings_of(communication: UUID, viewer: Viewer) -> QuerySet[Bearing]:
    """On which places and visits it bears; of visits those that ``viewer`` sees."""
    held = Bearing.objects.filter(communication=communication, communication__in=assigned_to(viewer))
    seen = held.filter(Q(visit__isnull=True) | Q(visit__in=visits_seen_by(viewer)))
    return seen.select_related("visit__state", "place", "by").order_by("at", "pk")


def visits_borne_on(communication: UUID, viewer: Viewer) -> QuerySet[Visit]:
    """The visits it bears on that ``viewer`` sees, for those who deal with it."""
    bearing = Bearing.objects.filter(communication=communication, communication__in=assigned_to(viewer))
    return visits_seen_by(viewer).filter(pk__in=bearing.values("visit"))


def communications_on(visit: UUID, viewer: Viewer) -> QuerySet[Communication]:
    """The communications said to bear on a visit that ``viewer`` sees, as far as they deal with them."""
    bearing = Bearing.objects.filter(visit=visit, visit__in=visits_seen_by(viewer)).values("communication")
    return assigned_to(viewer).filter(pk__in=bearing).order_by("urgency", "came_on", "pk")


def last_numbers(communications: Collection[UUID]) -> dict[UUID, int]:
    """The number of the last piece of each communication that has any; one query."""
    rows = Piece.objects.filter(communication__in=communications).values("communication").annotate(last=Max("number"))
    return dict(rows.values_list("communication", "last"))


def files_held(pairs: Iterable[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    """Which of these files, by communication and digest, are held already; one query."""
    wanted = set(pairs)
    rows = Piece.objects.filter(kind=PieceKind.FILE.value, communication__in={one for one, _digest in wanted})
    return set(rows.values_list("communication", "digest")) & wanted


def require_assigned(communication: Communication, by: Viewer) -> None:
    """Raise ``RefusedByRule`` unless a communication is assigned to ``by``, who may still read it."""
    assigned = assigned_to(by).filter(pk=communication.pk).exists()
    require(corresponding.must_be_assigned(assigned=assigned, profile=settings.MECHANISM))
