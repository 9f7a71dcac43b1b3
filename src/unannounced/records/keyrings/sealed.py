"""What may be kept as sealed: age files of the right kind for the right number of keys; anything else is refused."""

import io
import json
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from unannounced.crafts import handing_over, sealing
from unannounced.crafts.sealing import HYBRID, SCRYPT, Header, NotOpened
from unannounced.duties import entrusting
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say

_NOTHING: tuple[str, ...] = ()
_LEAST_CLOSED = 12 + 16
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A device as it came by its code: the keys it showed, and the proof that it had the code."""

    lookup: str
    device: UUID
    verifying_key: str
    recipient: str
    label: str
    proof: str

    def is_proven_by(self, proof_key: str) -> bool:
        """Whether the proof was made with the code that this key follows from."""
        return handing_over.is_proven(
            self.proof, proof_key, lookup=self.lookup, verifying_key=self.verifying_key, recipient=self.recipient
        )


def read_enrolment(content: bytes) -> Enrolment:
    """An enrolment as the courier brought it; raises ``RefusedByRule`` where it is none."""
    try:
        said = json.loads(content)
        came = Enrolment(
            lookup=str(said["lookup"]),
            device=UUID(str(said["device"])),
            verifying_key=str(said["verifying_key"]),
            recipient=str(said["recipient"]),
            label="".join(letter for letter in str(said.get("label") or "") if letter.isprintable())[:_LONGEST_LABEL],
            proof=str(said["proof"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise RefusedByRule(_no_enrolment()) from None
    if not handing_over.is_verifying_key(came.verifying_key) or not sealing.is_recipient(came.recipient):
        raise RefusedByRule(_no_enrolment())
    return came


def _no_enrolment() -> Refused:
    return Refused(
        say("A device came with keys that cannot be read."),
        settings.MECHANISM.cited("confidentiality"),
        say("Nothing was changed. Tell the delegation: the device has to be invited again."),
    )


def require_derived(lookup: str, proof_key: str) -> None:
    """Raise ``RefusedByRule`` unless these can follow from a code: 16 and 32 bytes, hexadecimal."""
    fits = all(
        len(text) == 2 * length and all(letter in "0123456789abcdef" for letter in text)
        for text, length in ((lookup, 16), (proof_key, 32))
    )
    require(
        entrusting.is_sealed(
            kinds=_NOTHING, wanted=_NOTHING, sound=fits, reads_as_text=False, profile=settings.MECHANISM
        )
    )


def require_for_one(armoured: str) -> None:
    """Raise ``RefusedByRule`` unless this is an armoured age file for one post-quantum recipient."""
    try:
        sealed = sealing.without_armour(armoured)
    except NotOpened:
        sealed = b""
    _require_sealed(sealed, (HYBRID,))


def require_letter(coded: str) -> None:
    """Raise ``RefusedByRule`` unless this is, base64url, an age file for one post-quantum recipient."""
    _require_sealed(_plain(coded), (HYBRID,))


def require_bytes(sealed: bytes) -> None:
    """Raise ``RefusedByRule`` unless these bytes are an age file for one post-quantum recipient."""
    _require_sealed(sealed, (HYBRID,))


def require_locked(armoured: str) -> None:
    """Raise ``RefusedByRule`` unless this is an armoured age file that a passphrase opens, with work enough."""
    try:
        sealed = sealing.without_armour(armoured)
        header = sealing.read_header(io.BytesIO(sealed))
    except NotOpened:
        sealed, header = b"", Header((), b"", b"")
    work = [int(one.arguments[1]) for one in header.stanzas if one.kind == SCRYPT and sealing.is_sound(one)]
    _require_sealed(sealed if work and work[0] >= entrusting.LEAST_WORK else b"", (SCRYPT,))


def require_closed(coded: str) -> None:
    """Raise ``RefusedByRule`` unless this can be a package closed by its code: bytes that are no text."""
    closed = _plain(coded)
    require(
        entrusting.is_sealed(
            kinds=_NOTHING,
            wanted=_NOTHING,
            sound=len(closed) > _LEAST_CLOSED,
            reads_as_text=_reads_as_text(closed),
            profile=settings.MECHANISM,
        )
    )


def require_recipient(recipient: str) -> None:
    """Raise ``RefusedByRule`` unless this is a whole post-quantum recipient, and no identity."""
    if not sealing.is_recipient(recipient):
        raise RefusedByRule(
            Refused(
                say("This is not the public half of a key."),
                settings.MECHANISM.cited("confidentiality"),
                say("The browser makes it. Load the page again, with JavaScript, and begin again."),
            )
        )


def _require_sealed(sealed: bytes, wanted: tuple[str, ...]) -> None:
    stream = io.BytesIO(sealed)
    try:
        header = sealing.read_header(stream)
    except NotOpened:
        header = Header((), b"", b"")
    payload = stream.read()
    require(
        entrusting.is_sealed(
            kinds=header.kinds,
            wanted=wanted,
            sound=len(header.mac) == 32
            and all(map(sealing.is_sound, header.stanzas))
            and len(payload) > sealing.NONCE + sealing.TAG,
            reads_as_text=_reads_as_text(payload),
            profile=settings.MECHANISM,
        )
    )


def _reads_as_text(content: bytes) -> bool:
    """Whether these bytes are text; random ones of this length never are."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plain(coded: str) -> bytes:
    try:
        return handing_over.decoded(coded)
    except ValueError:
        return b""
