"""From a device in a pocket to an opened notebook: what tests of coming home share."""

from datetime import datetime
from typing import Any

from tests.sealed import Blob, Pocket, VisitsKey, file_key, in_the_field
from tests.world import TODAY, World, moment, notify_and_end, plan
from unannounced.crafts.packing import Packed, digest_of
from unannounced.records.notebooks.actions import open_notebook, take_sealed
from unannounced.records.notebooks.judging import Judged
from unannounced.records.visits.models import Visit

AT = moment(TODAY)


def a_visit_with_devices(world: World, *persons: str) -> tuple[Visit, VisitsKey, list[Pocket]]:
    """A visit with its key, and a device of each of ``persons``; then it is notified, held and ended."""
    from tests.sealed import enrol, invite, make_member_key

    visit = plan(world)
    first, *others = persons or ("tomas",)
    for who in others:
        make_member_key(world, who)
    key, pocket = in_the_field(world, visit, person=first)
    pockets = [pocket, *(enrol(invite(world, visit, key, person=who))[0] for who in others)]
    notify_and_end(world, visit)
    visit.refresh_from_db()
    return visit, key, pockets


def bring(*blobs: Blob, at: datetime = AT) -> None:
    """The courier brings sealed blobs home."""
    parcels = [one.parcel for one in blobs]
    take_sealed([Packed("sealed-blob", 1, "field", digest_of(one), one) for one in parcels], at=at)


def opened(
    world: World, visit: Visit, key: VisitsKey, *blobs: Blob, by: str = "ana", at: datetime = AT, **keys: Any
) -> Judged:
    """Ana opens these blobs with the key of the visit; ``keys`` may be handed over beside."""
    handed = {one.digest: file_key(one, key) for one in blobs} | keys
    return open_notebook(visit, handed, by=world.viewers[by], at=at)
