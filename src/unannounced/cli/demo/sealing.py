"""What is sealed for visits in the worked case: keys of two members, an itinerary, a notebook that came home and waits.

Done here as a member's browser and a device do it (docs/field-protocol.md). Everybody's passphrase is the password of
the demonstration, so that the notebook can be opened by whoever tries.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec

from unannounced.cli.demo.accounts import PASSWORD
from unannounced.cli.demo.cast import Case
from unannounced.crafts import handing_over, sealing
from unannounced.crafts.packing import Packed, digest_of
from unannounced.duties.visiting import VisitKind
from unannounced.records.keyrings.actions import (
    invite_device,
    make_visit_key,
    seal_itinerary,
    take_enrolment,
)
from unannounced.records.keyrings.models import MemberKey
from unannounced.records.keyrings.own import make_member_key
from unannounced.records.notebooks.actions import take_sealed
from unannounced.records.visits.actions import begin_visit, end_visit, name_delegate, notify_visit, plan_visit
from unannounced.records.visits.models import Capacity, Visit

WORK = 15
"""What the passphrase costs, as a power of two: less than a browser asks, so that building is quick."""


@dataclass(slots=True)
class SealedVisit:
    """A visit and its key as its delegates have it open."""

    visit: Visit
    identity: str
    recipient: str


def own_key(case: Case, who: str, at: datetime) -> MemberKey:
    """Somebody makes a key of their own; its passphrase is the password of the demonstration."""
    identity = sealing.new_identity()
    locked = sealing.armoured(sealing.lock(identity.encode(), PASSWORD, work=WORK))
    return make_member_key(sealing.recipient_of(identity), locked, by=case.viewers[who], at=at)


def members_keys(case: Case) -> dict[str, MemberKey]:
    """Ana and Tomás make keys of their own."""
    return {who: own_key(case, who, case.calendar.now) for who in ("ana", "tomas")}


def seal_visit(case: Case, visit: Visit, keys: dict[str, MemberKey]) -> SealedVisit:
    """Ana makes the key of a visit, wrapped for both, and seals where the delegation means to go."""
    ana, now, identity = case.viewers["ana"], case.calendar.now, sealing.new_identity()
    recipient = sealing.recipient_of(identity)
    wrapped = {key.pk: sealing.armoured(sealing.seal(identity.encode(), to=key.recipient)) for key in keys.values()}
    make_visit_key(visit, recipient, wrapped, by=ana, at=now)
    places = case.places[visit.state.code][:3]
    days = [
        {"day": f"{visit.begins + timedelta(days=number)}", "stops": [_stop(place.pk)]}
        for number, place in enumerate(places)
    ]
    said = {"format": "unannounced-itinerary/1", "days": days, "note": ""}
    sealed = sealing.armoured(sealing.seal(json.dumps(said).encode(), to=recipient))
    seal_itinerary(visit, sealed, number=1, by=ana, at=now)
    return SealedVisit(visit, identity, recipient)


def _stop(place: UUID) -> dict[str, Any]:
    return {"place": str(place), "said": "", "from": "09:00", "note": ""}


def notebook_that_waits(case: Case, keys: dict[str, MemberKey], entries: list[dict[str, Any]]) -> None:
    """A visit to the State that cooperates ended a week ago; what Tomás's telephone brought home waits to be opened."""
    visit = _visit(case)
    sealed = seal_visit(case, visit, keys)
    pocket = _Pocket(case, sealed, entries)
    _go(case, visit)
    take_sealed(pocket.parcels(), at=case.calendar.now)


def _visit(case: Case) -> Visit:
    ana, day, now = case.viewers["ana"], case.calendar.today, case.calendar.now
    visit = plan_visit(
        case.states["XXA"],
        kind=VisitKind.FOLLOW_UP,
        begins=day - timedelta(days=12),
        ends=day - timedelta(days=7),
        by=ana,
        at=now,
    )
    name_delegate(visit, case.people["ana"], capacity=Capacity.MEMBER, head=True, by=ana, at=now)
    name_delegate(visit, case.people["tomas"], capacity=Capacity.MEMBER, by=ana, at=now)
    return visit


def _go(case: Case, visit: Visit) -> None:
    ana, now = case.viewers["ana"], case.calendar.now
    notify_visit(visit, notified_on=visit.begins - timedelta(days=2), by=ana, at=now)
    begin_visit(visit, on=visit.begins, by=ana, at=now)
    end_visit(visit, on=visit.ends, by=ana, at=now)


class _Pocket:
    """Tomás's telephone: it comes in by a code, seals and signs."""

    def __init__(self, case: Case, sealed: SealedVisit, entries: list[dict[str, Any]]) -> None:
        self.sealed, self.entries, self.device, code = sealed, entries, uuid4(), handing_over.new_code()
        self.tomas, now = case.people["tomas"], case.calendar.now
        self.place = case.places["XXA"][0]
        drawn, self.signing = handing_over.derive(code), ec.generate_private_key(ec.SECP256R1())
        package = handing_over.coded(handing_over.close_package({"format": handing_over.PACKAGE}, drawn.package_key))
        invite_device(
            sealed.visit,
            self.tomas,
            device=self.device,
            lookup=drawn.lookup,
            proof_key=drawn.proof_key,
            package=package,
            letters_key=sealing.armoured(sealing.seal(handing_over.new_letters_key().encode(), to=sealed.recipient)),
            label="Tomás’s telephone",
            expires_on=case.calendar.today + timedelta(days=3),
            by=case.viewers["ana"],
            at=now,
        )
        self._come_in(drawn, now)

    def _come_in(self, drawn: handing_over.FromCode, at: datetime) -> None:
        shown = {
            "lookup": drawn.lookup,
            "verifying_key": handing_over.verifying_key_of(self.signing),
            "recipient": sealing.recipient_of(sealing.new_identity()),
        }
        said = {
            **shown,
            "device": str(self.device),
            "label": "telephone",
            "proof": handing_over.proof(drawn.proof_key, **shown),
        }
        take_enrolment(json.dumps(said).encode(), at=at)

    def parcels(self) -> list[Packed]:
        """What the telephone noted, as the courier brings it; the last entry again with other words."""
        noted = [self._entry(number, one) for number, one in enumerate(self.entries)]
        again = {**noted[-1], "text": noted[-1]["text"] + " " + "The guard was there."}
        return [self._parcel(number, one) for number, one in enumerate([*noted, again], 1)]

    def _entry(self, number: int, said: dict[str, Any]) -> dict[str, Any]:
        day: date = self.sealed.visit.begins + timedelta(days=number % 3)
        return {
            "format": "unannounced-entry/1",
            "id": str(uuid4()),
            "kind": "observation",
            "form": "",
            "source": "delegation",
            "noted_on": f"{day}",
            "noted_at": f"{day}T{9 + number % 8:02}:12:00Z",
            "zone": "UTC",
            "place": str(self.place.pk),
            "place_said": "",
            "corrects": None,
            "unfinished": False,
            "member": str(self.tomas.pk),
            "device": str(self.device),
            "details": {},
            "attachments": [],
            **said,
        }

    def _parcel(self, seq: int, entry: dict[str, Any]) -> Packed:
        clear = json.dumps(entry, ensure_ascii=False).encode()
        blob = sealing.seal(clear + b" " * (-len(clear) % 512), to=self.sealed.recipient)
        digest, size = hashlib.sha256(blob).hexdigest(), len(blob)
        text = handing_over.blob_text(device=self.device, seq=seq, digest=digest, size=size)
        line = {"device": str(self.device), "seq": seq, "digest": digest, "size": size}
        signed = {**line, "signature": handing_over.sign(text, self.signing), "door": "app"}
        content = json.dumps(signed).encode() + b"\n" + blob
        return Packed("sealed-blob", 1, "field", digest_of(content), content)
