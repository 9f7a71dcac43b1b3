"""A member's browser and a device in a pocket, in Python: everything of the field protocol that they do.

What a browser keeps to itself (identities, codes) stays in these objects; only what is sealed goes to the actions.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec

from tests.world import World, moment
from unannounced.crafts import handing_over, sealing
from unannounced.records.accounts import actions as accounts
from unannounced.records.accounts.models import SecondFactor
from unannounced.records.keyrings import actions, own, queries
from unannounced.records.keyrings.models import Device, Invitation, Letter, MemberKey, VisitKey
from unannounced.records.visits.models import Visit

PASSPHRASE = "four lanterns in one corridor"
WORK = 15


@dataclass(slots=True)
class MembersKey:
    """A member's key as their browser has it open: ``identity`` is never handed to the office."""

    who: str
    identity: str
    passphrase: str
    key: MemberKey


@dataclass(slots=True)
class VisitsKey:
    """The key of a visit as the browser of a delegate has it open."""

    identity: str
    key: VisitKey

    @property
    def recipient(self) -> str:
        """What is sealed to it."""
        return self.key.recipient


@dataclass(slots=True)
class Handed:
    """A code handed over in person, the package behind it, and what the office knows of both."""

    code: str
    package: dict[str, Any]
    closed: bytes
    invitation: Invitation


@dataclass(slots=True)
class Blob:
    """A sealed blob: its bytes, and the line the device signed."""

    sealed: bytes
    line: dict[str, Any]

    @property
    def digest(self) -> str:
        """What it is called by."""
        return str(self.line["digest"])

    @property
    def posted(self) -> dict[str, Any]:
        """The line as it is posted to the field room."""
        return {**self.line, "sealed": handing_over.coded(self.sealed)}

    @property
    def parcel(self) -> bytes:
        """The content of its parcel to the office (``sealed-blob`` /1)."""
        return json.dumps({**self.line, "door": "app"}).encode() + b"\n" + self.sealed


@dataclass(slots=True)
class Pocket:
    """A device: its keys, what it holds of the visit, and how many blobs it has signed."""

    id: UUID
    identity: str
    signing: ec.EllipticCurvePrivateKey
    package: dict[str, Any]
    enrolment: dict[str, str]
    seq: int = 0
    letters: int = 0
    blobs: list[Blob] = field(default_factory=list)

    @property
    def recipient(self) -> str:
        """Letters of the office are sealed to it."""
        return sealing.recipient_of(self.identity)

    @property
    def verifying_key(self) -> str:
        """The point that checks what it signs."""
        return handing_over.verifying_key_of(self.signing)

    def seal(self, clear: bytes) -> Blob:
        """Seal bytes to the key of the visit and sign them: the next blob of this device."""
        self.seq += 1
        blob = signed_blob(self, sealing.seal(clear, to=self.package["recipient"]), seq=self.seq)
        self.blobs.append(blob)
        return blob

    def read_letter(self, sealed: bytes) -> None:
        """A letter replaces what the device holds of the visit."""
        self.letters += 1
        clear, key = sealing.open_sealed(sealed, self.identity), self.package["letters_key"]
        said = handing_over.read_letter(clear, device=self.id, number=self.letters, letters_key=key)
        self.package = said | {"letters_key": key}


def make_member_key(world: World, who: str, *, passphrase: str = PASSPHRASE, at: datetime | None = None) -> MembersKey:
    """``who`` makes a key of their own, locked by ``passphrase``."""
    identity = sealing.new_identity()
    locked = sealing.armoured(sealing.lock(identity.encode(), passphrase, work=WORK))
    viewer = world.viewers[who]
    key = own.make_member_key(sealing.recipient_of(identity), locked, by=viewer, at=at or _early())
    return MembersKey(who, identity, passphrase, key)


def enrol_passkey(world: World, who: str, credential_id: str, *, at: datetime | None = None) -> SecondFactor:
    """``who`` has a passkey in their account; its public key is made up."""
    viewer = world.viewers[who]
    said = {"credential_id": credential_id, "credential": "cHVibGlj"}
    return accounts.enrol_passkey(world.people[who], "a key ring", **said, by=viewer.pk, at=at or _early())


def _early() -> datetime:
    from tests.world import TODAY

    return moment(TODAY - timedelta(days=100))


def make_visit_key(
    world: World,
    visit: Visit,
    *,
    by: str = "ana",
    because: str = "",
    itinerary: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> VisitsKey:
    """``by`` makes the key of the visit (or its next version), wrapped for every delegate that has a key."""
    newest = queries.newest_key(visit)
    identity = sealing.new_identity()
    recipient = sealing.recipient_of(identity)
    wrapped = {key.pk: wrap(identity, key) for key in queries.member_keys_for(visit)}
    key = actions.make_visit_key(
        visit,
        recipient,
        wrapped,
        number=newest.version + 1 if newest else 1,
        because=because,
        itinerary="" if itinerary is None else sealed_itinerary(itinerary, recipient),
        by=world.viewers[by],
        at=at or moment(visit.begins - timedelta(days=4)),
    )
    return VisitsKey(identity, key)


def wrap(identity: str, key: MemberKey) -> str:
    """The identity of a visit's key, sealed for one member."""
    return sealing.armoured(sealing.seal(identity.encode(), to=key.recipient))


def sealed_itinerary(itinerary: dict[str, Any], recipient: str) -> str:
    """An itinerary as it is kept: armoured."""
    return sealing.armoured(sealing.seal(json.dumps(itinerary, ensure_ascii=False).encode(), to=recipient))


def an_itinerary(visit: Visit, *places: UUID | str, note: str = "") -> dict[str, Any]:
    """One day of the visit, with a stop at each place: by id, or in words."""
    stops = [
        {
            "place": str(place) if isinstance(place, UUID) else None,
            "said": "" if isinstance(place, UUID) else place,
            "from": "09:00",
            "note": "",
        }
        for place in places
    ]
    day = {"day": visit.begins.isoformat(), "stops": stops}
    return {"format": "unannounced-itinerary/1", "days": [day], "note": note}


def unwrapped(copy: str, member: MembersKey) -> str:
    """The identity of a visit's key, opened by the member it was wrapped for."""
    return sealing.open_sealed(sealing.without_armour(copy), member.identity).decode()


def a_package(visit: Visit, key: VisitsKey, person: Any, device: UUID, **said: Any) -> dict[str, Any]:
    """What a device gets: the places of the State, the key unless the visit is write-only."""
    from unannounced.records.places.models import Place

    write_only = bool(said.pop("write_only", visit.write_only))
    places = Place.objects.filter(state=visit.state).order_by("name")
    return {
        "format": handing_over.PACKAGE,
        "visit": str(visit.pk),
        "name": f"{visit.state.code}, {visit.kind}",
        "begins": visit.begins.isoformat(),
        "ends": visit.ends.isoformat(),
        "zone": visit.zone,
        "recipient": key.recipient,
        "version": key.key.version,
        "identity": None if write_only else key.identity,
        "write_only": write_only,
        "member": {"id": str(person.pk), "name": person.display_name},
        "device": str(device),
        "places": [{"id": str(one.pk), "name": one.name, "town": "", "kind": one.kind} for one in places],
        "itinerary": None,
        "checklists": [],
        **said,
    }


def invite(
    world: World, visit: Visit, key: VisitsKey, *, person: str = "tomas", by: str = "ana", **said: Any
) -> Handed:
    """``by`` hands a code over to ``person``; ``at`` and what else the package shall say may be given."""
    at = said.pop("at", None) or moment(visit.begins - timedelta(days=3))
    expires_on = said.pop("expires_on", at.date() + timedelta(days=14))
    label, checklists = said.pop("label", "phone"), said.pop("checklists", [])
    odk_key, device, code = said.pop("odk_key", ""), uuid4(), handing_over.new_code()
    letters_key = handing_over.new_letters_key()
    told = {"letters_key": letters_key, **said}
    package = a_package(visit, key, world.people[person], device, checklists=checklists, **told)
    drawn = handing_over.derive(code)
    closed = handing_over.close_package(package, drawn.package_key)
    invitation = actions.invite_device(
        visit,
        world.people[person],
        device=device,
        lookup=drawn.lookup,
        proof_key=drawn.proof_key,
        package=handing_over.coded(closed),
        letters_key=sealing.armoured(sealing.seal(letters_key.encode(), to=key.recipient)),
        label=label,
        expires_on=expires_on,
        write_only=package["write_only"],
        checklists=[{name: str(one[name]) for name in ("form_id", "version", "title", "xform")} for one in checklists],
        odk_key=odk_key,
        by=world.viewers[by],
        at=at,
    )
    return Handed(code, package, closed, invitation)


def come_in(code: str, closed: bytes, *, label: str = "a phone") -> Pocket:
    """A device types the code: its new keys, its proof, and the package it opens with the code."""
    drawn, identity = handing_over.derive(code), sealing.new_identity()
    signing = ec.generate_private_key(ec.SECP256R1())
    package = handing_over.open_package(closed, drawn.package_key)
    shown = {
        "lookup": drawn.lookup,
        "verifying_key": handing_over.verifying_key_of(signing),
        "recipient": sealing.recipient_of(identity),
    }
    enrolment = {**shown, "label": label, "proof": handing_over.proof(drawn.proof_key, **shown)}
    return Pocket(UUID(package["device"]), identity, signing, package, enrolment)


def enrol(handed: Handed, *, at: datetime | None = None) -> tuple[Pocket, Device]:
    """A device comes in by the code, and the office lets it in."""
    pocket = come_in(handed.code, handed.closed)
    device = actions.take_enrolment(enrolment_parcel(pocket), at=at or handed.invitation.made_at)
    return pocket, device


def enrolment_parcel(pocket: Pocket) -> bytes:
    """The content of the parcel the field room makes of an enrolment (``enrolment`` /1)."""
    return json.dumps({**pocket.enrolment, "device": str(pocket.id)}).encode()


def write_letter(world: World, visit: Visit, key: VisitsKey, pocket: Pocket, *, by: str = "ana", **said: Any) -> Letter:
    """``by`` writes to a device what it shall hold from now on."""
    at = said.pop("at", None) or moment(visit.begins - timedelta(days=2))
    device = Device.objects.get(pk=pocket.id)
    package = a_package(visit, key, device.invitation.person, device.pk, **said)
    number, letters_key = device.letters.count() + 1, pocket.package["letters_key"]
    clear = handing_over.write_letter(package, device=device.pk, number=number, letters_key=letters_key)
    return actions.write_letter(
        device,
        handing_over.coded(sealing.seal(clear, to=device.recipient)),
        number=number,
        write_only=package["write_only"],
        by=world.viewers[by],
        at=at,
    )


def signed_blob(pocket: Pocket, sealed: bytes, *, seq: int) -> Blob:
    """Sealed bytes with the line that ``pocket`` signs."""
    digest, size = hashlib.sha256(sealed).hexdigest(), len(sealed)
    signed = handing_over.blob_text(device=pocket.id, seq=seq, digest=digest, size=size)
    line = {"device": str(pocket.id), "seq": seq, "digest": digest, "size": size}
    return Blob(sealed, {**line, "signature": handing_over.sign(signed, pocket.signing)})


def an_entry(pocket: Pocket, text: str = "The window was nailed shut.", **said: Any) -> dict[str, Any]:
    """An entry of the protocol, with what ``said`` says otherwise."""
    return {
        "format": "unannounced-entry/1",
        "id": str(uuid4()),
        "kind": "observation",
        "form": "",
        "text": text,
        "source": "source A",
        "noted_on": pocket.package["begins"],
        "noted_at": f"{pocket.package['begins']}T09:12:44Z",
        "zone": pocket.package["zone"],
        "place": None,
        "place_said": "",
        "corrects": None,
        "unfinished": False,
        "member": pocket.package["member"]["id"],
        "device": str(pocket.id),
        "details": {},
        "attachments": [],
        **said,
    }


def sealed_entry(pocket: Pocket, text: str = "The window was nailed shut.", **said: Any) -> Blob:
    """An entry, filled up with blanks to a multiple of 512 bytes, sealed and signed."""
    clear = json.dumps(an_entry(pocket, text, **said), ensure_ascii=False).encode()
    return pocket.seal(clear + b" " * (-len(clear) % 512))


def attached(pocket: Pocket, content: bytes, **said: Any) -> tuple[Blob, dict[str, Any]]:
    """A file sealed as a blob of its own, and how an entry names it."""
    blob = pocket.seal(content)
    named = {
        "digest": blob.digest,
        "clear_digest": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "type": "image/jpeg",
        "name": "IMG_0412.jpg",
        "role": "original",
        "of": None,
        **said,
    }
    return blob, named


def file_key(blob: Blob, key: VisitsKey) -> str:
    """What a member's browser hands over to open one blob: its file key, hexadecimal."""
    return sealing.file_key_of(blob.sealed, key.identity).hex()


@cache
def _one_key(who: str) -> tuple[str, str]:
    """A key made once for many tests: stretching a passphrase takes its time."""
    identity = sealing.new_identity()
    return sealing.recipient_of(identity), sealing.armoured(sealing.lock(identity.encode(), PASSPHRASE, work=WORK))


def in_the_field(world: World, visit: Visit, *, person: str = "tomas") -> tuple[VisitsKey, Pocket]:
    """The short way: Ana and ``person`` have keys, the visit has one, and a device of ``person`` came in."""
    for who in dict.fromkeys(("ana", person)):
        if queries.own_key(world.viewers[who]) is None:
            recipient, locked = _one_key(who)
            own.make_member_key(recipient, locked, by=world.viewers[who], at=_early())
    key = make_visit_key(world, visit)
    pocket, _device = enrol(invite(world, visit, key, person=person))
    return key, pocket
