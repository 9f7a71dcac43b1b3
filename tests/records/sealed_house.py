"""What is sealed on another visit of the case: keys, an itinerary, a device with a letter, an opened notebook."""

from datetime import date, datetime
from typing import Any, cast

from tests.checklists import entered
from tests.collecting import new_form_key
from tests.records.house import House, at
from tests.sealed import (
    VisitsKey,
    an_itinerary,
    attached,
    enrol,
    enrol_passkey,
    file_key,
    invite,
    make_member_key,
    make_visit_key,
    sealed_entry,
    write_letter,
)
from unannounced.crafts import sealing
from unannounced.crafts.packing import Packed, digest_of
from unannounced.duties.visiting import VisitKind
from unannounced.records.checklists.actions import choose_checklist, keep_odk_key
from unannounced.records.keyrings.own import let_passkey_open
from unannounced.records.notebooks.actions import open_notebook, take_sealed
from unannounced.records.visits.actions import begin_visit, name_delegate, notify_visit, plan_visit
from unannounced.records.visits.models import Capacity, Visit

BEGINS, ENDS = date(2026, 11, 10), date(2026, 11, 12)
CONSENT = {"purpose": "internal", "recipient": "", "answer": "given", "how": "orally", "present": "", "guardian": ""}


def sealed(house: House) -> None:
    """A row in each table of keys, devices, check-lists, sealed blobs, attachments and consents."""
    visit, then, world = _planned(house), at(BEGINS), cast("Any", house)
    for who in ("ana", "tomas"):
        held = make_member_key(world, who, at=then)
    enrol_passkey(world, "tomas", "cGFzc2tleQ", at=then)
    let_passkey_open(held.key, "cGFzc2tleQ", held.key.locked, by=world.viewers["tomas"], at=then)
    key = make_visit_key(world, visit, itinerary=an_itinerary(visit), at=then)
    _checklists(house, visit, key, then)
    pocket, _device = enrol(invite(world, visit, key, at=then))
    write_letter(world, visit, key, pocket, at=then)
    notify_visit(visit, notified_on=BEGINS, by=house.maud, at=then)
    begin_visit(visit, on=BEGINS, by=house.maud, at=then)
    photograph, named = attached(pocket, b"\xff\xd8\xff a photograph")
    said = {"pseudonym": "P01", "language": "en", "private": True, "group": 1, "consents": [CONSENT]}
    interview = sealed_entry(pocket, kind="interview", form="interview", details=said, attachments=[named])
    parcels = [one.parcel for one in (photograph, interview)]
    take_sealed([Packed("sealed-blob", 1, "field", digest_of(one), one) for one in parcels], at=then)
    handed = {one.digest: file_key(one, key) for one in (photograph, interview)}
    open_notebook(visit, handed, by=house.ana, at=then)


def _planned(house: House) -> Visit:
    kind, state = VisitKind.TARGETED, house.states["XXC"]
    visit = plan_visit(state, kind=kind, begins=BEGINS, ends=ENDS, by=house.ana, at=at(BEGINS))
    for who, head in (("ana", True), ("tomas", False)):
        person = house.people[who]
        name_delegate(visit, person, capacity=Capacity.MEMBER, head=head, by=house.ana, at=at(BEGINS))
    return visit


def _checklists(house: House, visit: Visit, key: VisitsKey, then: datetime) -> None:
    choose_checklist(visit, entered(cast("Any", house), at=then), by=house.ana, at=then)
    public, private = new_form_key()
    closed = sealing.armoured(sealing.seal(private, to=key.recipient))
    keep_odk_key(visit, public, closed, by=house.ana, at=then)
