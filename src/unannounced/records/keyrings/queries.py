"""Keys, itineraries and devices of visits: for the delegation alone. The rest learn that there is a key, no more.

Whoever left the delegation sees nothing of this any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, passkeys_of
from unannounced.records.keyrings.models import (
    Device,
    Invitation,
    KeyPasskey,
    Letter,
    MemberKey,
    SealedItinerary,
    VisitKey,
    WrappedKey,
)
from unannounced.records.visits.models import Delegate, Visit
from unannounced.records.visits.queries import seen_by


def own_key(viewer: Viewer) -> MemberKey | None:
    """The key of ``viewer`` that is in use; ``by_passkey`` says whether a passkey of theirs opens it."""
    opens = _opening(viewer).filter(member_key=OuterRef("pk"))
    found = MemberKey.objects.filter(person_id=viewer.pk, revoked_at__isnull=True)
    return found.annotate(by_passkey=Exists(opens)).first()


def passkeys_that_open(viewer: Viewer) -> QuerySet[KeyPasskey]:
    """The passkeys of ``viewer`` that open the key they use, in the order in which they were let."""
    return _opening(viewer).filter(member_key__revoked_at__isnull=True).order_by("made_at", "pk")


def _opening(viewer: Viewer) -> QuerySet[KeyPasskey]:
    """A passkey that was taken out of the account opens nothing any more."""
    return KeyPasskey.objects.filter(
        member_key__person_id=viewer.pk, credential_id__in=passkeys_of(viewer).values("credential_id")
    )


def own_keys(viewer: Viewer) -> QuerySet[MemberKey]:
    """Every key ``viewer`` ever had, the newest first."""
    return MemberKey.objects.filter(person_id=viewer.pk).order_by("-made_at", "-pk")


def visits_gone_on(viewer: Viewer) -> QuerySet[Visit]:
    """The visits ``viewer`` sees and goes on, or went on to the end: those whose keys and devices they see."""
    going = Delegate.objects.filter(person_id=viewer.pk, left_on__isnull=True).values("visit")
    return seen_by(viewer).filter(pk__in=going)


def goes_on(viewer: Viewer, visit: Visit) -> bool:
    """Whether ``viewer`` is of the delegation and did not leave it."""
    return Delegate.objects.filter(visit=visit, person_id=viewer.pk, left_on__isnull=True).exists()


def heads(viewer: Viewer, visit: Visit) -> bool:
    """Whether ``viewer`` is the head of the delegation."""
    return Delegate.objects.filter(visit=visit, person_id=viewer.pk, left_on__isnull=True, head=True).exists()


def those_who_go(visit: Visit) -> QuerySet[Person]:
    """The delegation as it is now."""
    going = Delegate.objects.filter(visit=visit, left_on__isnull=True).values("person")
    return Person.objects.filter(pk__in=going).order_by("display_name", "pk")


def member_keys_for(visit: Visit) -> QuerySet[MemberKey]:
    """The keys for which the key of this visit is to be wrapped: of those who go and have one."""
    going = Delegate.objects.filter(visit=visit, left_on__isnull=True).values("person")
    held = MemberKey.objects.filter(person__in=going, revoked_at__isnull=True)
    return held.select_related("person").order_by("person__display_name", "pk")


def newest_key(visit: Visit) -> VisitKey | None:
    """The version of the key to which everything is sealed now."""
    return VisitKey.objects.filter(visit=visit).order_by("-version").first()


def keys_of(visit: Visit, viewer: Viewer) -> QuerySet[VisitKey]:
    """The versions of the key of this visit, the newest first, if ``viewer`` sees the visit at all."""
    return VisitKey.objects.filter(visit=visit, visit__in=seen_by(viewer)).order_by("-version")


def wrapped_for(visit: Visit, viewer: Viewer) -> QuerySet[WrappedKey]:
    """The copies of the key that ``viewer`` can open, the newest version first."""
    held = WrappedKey.objects.filter(
        visit_key__visit=visit,
        visit_key__visit__in=visits_gone_on(viewer),
        member_key__person_id=viewer.pk,
        member_key__revoked_at__isnull=True,
    )
    return held.select_related("visit_key", "member_key").order_by("-visit_key__version")


def holds_newest(viewer: Viewer, visit: Visit) -> bool:
    """Whether ``viewer`` can open the newest version of the key."""
    newest = newest_key(visit)
    return newest is not None and wrapped_for(visit, viewer).filter(visit_key=newest).exists()


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody of a delegation, their key if they have one, and the versions of the visit's key wrapped for it."""

    person: Person
    member_key: MemberKey | None
    versions: tuple[int, ...]
    newest: int

    @property
    def holds(self) -> bool:
        """Whether they can open what is sealed now."""
        return self.newest in self.versions

    @property
    def waits(self) -> bool:
        """Whether they have a key for which some version is not wrapped yet."""
        return self.member_key is not None and len(self.versions) < self.newest


def keepers(visit: Visit) -> list[Keeper]:
    """Each of those who go, and what they hold; three queries, however many."""
    newest = VisitKey.objects.filter(visit=visit).aggregate(newest=Max("version"))["newest"] or 0
    keys = {key.person_id: key for key in member_keys_for(visit)}
    held: dict[UUID, list[int]] = {}
    rows = WrappedKey.objects.filter(visit_key__visit=visit, member_key__in=[key.pk for key in keys.values()])
    for member_key, version in rows.order_by("visit_key__version").values_list("member_key", "visit_key__version"):
        held.setdefault(member_key, []).append(version)
    return [_keeper(person, keys.get(person.pk), held, newest) for person in those_who_go(visit)]


def _keeper(person: Person, key: MemberKey | None, held: Mapping[UUID, list[int]], newest: int) -> Keeper:
    return Keeper(person, key, tuple(held.get(key.pk, ())) if key else (), newest)


def left_with_key(visit: Visit) -> list[Person]:
    """Those who left the delegation and can open what is sealed now: a reason for a new version of the key."""
    going = Delegate.objects.filter(visit=visit, left_on__isnull=True).values("person")
    copies = WrappedKey.objects.filter(visit_key=newest_key(visit)).exclude(member_key__person__in=going)
    return list(Person.objects.filter(pk__in=copies.values("member_key__person")).order_by("display_name", "pk"))


def alone_on(viewer: Viewer) -> int:
    """Of how many visits the newest key is wrapped for ``viewer`` and for nobody else's key in use."""
    own = own_key(viewer)
    later = VisitKey.objects.filter(visit=OuterRef("visit"), version__gt=OuterRef("version"))
    others = WrappedKey.objects.filter(visit_key=OuterRef("pk"), member_key__revoked_at__isnull=True)
    mine = VisitKey.objects.filter(~Exists(later), wrapped__member_key=own) if own else VisitKey.objects.none()
    return mine.filter(~Exists(others.exclude(member_key=own))).count()


def itineraries(visit: Visit, viewer: Viewer) -> QuerySet[SealedItinerary]:
    """The sealed itineraries of a visit, the newest first, for its delegation."""
    held = SealedItinerary.objects.filter(visit_key__visit=visit, visit_key__visit__in=visits_gone_on(viewer))
    return held.select_related("visit_key", "sealed_by").order_by("-number")


def newest_itinerary(visit: Visit) -> SealedItinerary | None:
    """The itinerary that counts."""
    return SealedItinerary.objects.filter(visit_key__visit=visit).order_by("-number").first()


def invitations(viewer: Viewer) -> QuerySet[Invitation]:
    """The invitations of visits ``viewer`` goes on, the newest first."""
    held = Invitation.objects.filter(visit__in=visits_gone_on(viewer))
    return held.select_related("visit__state", "person", "made_by", "visit_key").order_by("-made_at", "-pk")


def devices(viewer: Viewer) -> QuerySet[Device]:
    """The devices of visits ``viewer`` goes on, with the version of the key each was given last."""
    last = Letter.objects.filter(device=OuterRef("pk")).order_by("-number")
    held = Device.objects.filter(invitation__visit__in=visits_gone_on(viewer)).annotate(
        letters_written=Subquery(last.values("number")[:1]),
        letter_version=Subquery(last.values("visit_key__version")[:1]),
        letter_write_only=Subquery(last.values("write_only")[:1]),
    )
    return held.select_related("invitation__visit", "invitation__person", "invitation__visit_key", "revoked_by")


@dataclass(frozen=True, slots=True)
class Held:
    """A device, and what it holds of the visit as far as the office gave it."""

    device: Device
    letters: int
    version: int
    write_only: bool
    behind: bool
    lost_with_key: bool


def devices_of(visit: Visit, viewer: Viewer) -> list[Held]:
    """The devices of a visit in the order in which they came; ``behind`` are those a letter should go to."""
    newest = newest_key(visit)
    found = devices(viewer).filter(invitation__visit=visit).order_by("enrolled_at", "pk")
    return [_held(device, newest.version if newest else 0, visit.write_only) for device in found]


def _held(device: Device, newest: int, visit_is_write_only: bool) -> Held:
    letters: int = device.letters_written or 0  # type: ignore[attr-defined]
    given = device.invitation.visit_key
    version: int = (device.letter_version if letters else given and given.version) or 0  # type: ignore[attr-defined]
    bare = bool(device.letter_write_only if letters else device.invitation.write_only)  # type: ignore[attr-defined]
    revoked = device.revoked_at is not None
    behind = not revoked and (version < newest or (visit_is_write_only and not bare))
    lost = revoked and version == newest and not bare
    return Held(device, letters, version, bare, behind, lost)


def invitation_by(lookup: str, device: UUID) -> Invitation | None:
    """The invitation a device came with, for the courier."""
    held = Invitation.objects.select_related("visit", "person").filter(lookup=lookup, device=device)
    return held.first()


def device_called(pk: UUID) -> Device | None:
    """The device with this id, for the courier: it looks at nothing but who signed."""
    return Device.objects.select_related("invitation__visit", "invitation__person").filter(pk=pk).first()


def writable(found: Sequence[Held]) -> list[Held]:
    """Those a letter can go to."""
    return [held for held in found if held.device.revoked_at is None]


def lost_with_key(found: Sequence[Held]) -> list[Held]:
    """Revoked devices that hold the newest version of the key: a reason for another one."""
    return [held for held in found if held.lost_with_key]
