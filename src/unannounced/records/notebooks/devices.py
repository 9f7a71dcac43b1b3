"""By which device or invitation sealed blobs came, and what of each device has not come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from unannounced.duties import bringing, opening
from unannounced.duties.bringing import CannotTake, Door
from unannounced.duties.noting import Sealed
from unannounced.duties.opening import Gap
from unannounced.records.accounts.queries import Viewer
from unannounced.records.keyrings.models import Device
from unannounced.records.notebooks.models import SealedBlob
from unannounced.records.parcels.models import Parcel
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by


@dataclass(slots=True)
class FromDevice:
    """What came of one device: how many blobs and how each stands, the highest number, and the gaps."""

    device: Device
    stands: dict[Sealed, int] = field(default_factory=dict)
    highest: int = 0
    gaps: list[Gap] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the device is called, and whose it is: two may be called alike."""
        return f"{self.device.label or self.device.invitation.label} ({self.device.invitation.person.display_name})"

    @property
    def total(self) -> int:
        """How many blobs came."""
        return sum(self.stands.values())

    @property
    def missing(self) -> int:
        """How many have not come, as far as the numbers tell."""
        return sum(gap.count for gap in self.gaps)


def devices_of(visit: Visit, viewer: Viewer) -> list[FromDevice]:
    """Every device of a visit with what came of it, for those who see the visit; three queries.

    What was set apart because its bytes or its signature do not fit tells nothing of the numbers of a device.
    """
    devices = Device.objects.filter(invitation__visit__in=seen_by(viewer).filter(pk=visit.pk))
    found = {one.pk: FromDevice(one) for one in devices.select_related("invitation__person").order_by("enrolled_at")}
    blobs = SealedBlob.objects.filter(device__in=found)
    for device, stands, count in blobs.values_list("device", "stands").annotate(Count("pk")).order_by():
        found[device].stands[Sealed(stands)] = count
    numbers: dict[UUID, list[int]] = {pk: [] for pk in found}
    counted = blobs.filter(door=Door.APP).exclude(stands=Sealed.APART)
    for device, number in counted.values_list("device", "number").order_by():
        numbers[device].append(number)
    for pk, one in found.items():
        one.gaps = opening.gaps(numbers[pk])
        one.highest = max(numbers[pk], default=0)
    return list(found.values())


def without_device(visit: Visit, viewer: Viewer) -> dict[Sealed, int]:
    """How the blobs stand that no device sealed: those that came by the ODK door."""
    blobs = SealedBlob.objects.filter(visit__in=seen_by(viewer).filter(pk=visit.pk), device__isnull=True)
    return {Sealed(stands): count for stands, count in blobs.values_list("stands").annotate(Count("pk")).order_by()}


def invitations_of(visit: Visit, blobs: Sequence[SealedBlob]) -> dict[UUID, UUID]:
    """For each blob the device of the invitation that it came by: of the ODK door, as its parcel says."""
    found = {blob.pk: blob.device_id for blob in blobs if blob.device_id is not None}
    odk = {blob.parcel_id: blob.pk for blob in blobs if blob.device_id is None and blob.door == Door.OPENROSA}
    for parcel, content in Parcel.objects.filter(pk__in=odk).values_list("pk", "content"):
        try:
            found[odk[parcel]] = UUID(bringing.read_content(bytes(content)).blob.device)
        except CannotTake:
            continue
    return found
