"""Write ``testdata/vectors/{sealing,codes,blobs}.json``: half made by Python, half by JavaScript.

Sealing draws at random, so every run gives other files; they are written anew only where a format changes. Needs node.
"""

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from unannounced.crafts import handing_over, sealing

ROOT = Path(__file__).resolve().parents[1]
VECTORS = ROOT / "testdata/vectors"
CLEAR = {
    "nothing": b"",
    "one word": "fenêtre".encode(),
    "an entry": json.dumps({"format": "unannounced-entry/1", "text": "The window was nailed shut."})
    .encode()
    .ljust(512),
    "two chunks": bytes(range(256)) * 257,
}
PASSPHRASE, WORK = "four lanterns in one corridor", 10
CODE = "3K7QZ-0V9MX-WJ2HB-8TRNE"
TYPED = [CODE, "3k7qz 0v9mx wj2hb 8trne", "3K7QZOV9MXWJ2HB8TRNE", " 3K7QZ-ov9mx-WJ2HB-8TRNE\n"]
NOT_CODES = ["", "3K7QZ", CODE + "0", "3K7QZ-0V9MX-WJ2HB-8TRNU", "3K7QZ-0V9MX-WJ2HB-8TRN*", "éK7QZ-0V9MX-WJ2HB-8TRNE"]
PACKAGE = {"format": "unannounced-package/1", "name": "Bresk, visite périodique", "write_only": False, "identity": None}
DEVICE = "0b0f8a52-6f1d-4f0e-9b4e-1c1f6f6f2a11"


def main() -> int:
    """Make both halves and write them."""
    identity, key = sealing.new_identity(), ec.generate_private_key(ec.SECP256R1())
    drawn = handing_over.derive(CODE)
    asked = _asked(identity, key, drawn)
    command = ["node", str(ROOT / "src/field/tests/vectors.js")]
    made = subprocess.run(command, input=json.dumps(asked), capture_output=True, check=True, text=True).stdout
    theirs = json.loads(made)
    _write("sealing", _sealing(identity, theirs))
    _write("codes", _codes(identity, key, drawn, theirs))
    _write("blobs", _blobs(key, theirs))
    return 0


def _asked(identity: str, key: ec.EllipticCurvePrivateKey, drawn: handing_over.FromCode) -> dict[str, Any]:
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "identity": identity,
        "clear": {name: _coded(clear) for name, clear in CLEAR.items()},
        "passphrase": PASSPHRASE,
        "work": WORK,
        "package": PACKAGE,
        "package_key": drawn.package_key.hex(),
        "signing_key": _coded(private),
        "device": DEVICE,
    }


def _sealing(identity: str, theirs: dict[str, Any]) -> dict[str, Any]:
    recipient = sealing.recipient_of(identity)
    ours = [
        {"made_by": "python", "name": name, "sealed": _coded(sealing.seal(clear, to=recipient))}
        for name, clear in CLEAR.items()
    ]
    files = [
        {
            **one,
            "clear_digest": hashlib.sha256(CLEAR[one["name"]]).hexdigest(),
            "file_key": sealing.file_key_of(base64.b64decode(one["sealed"]), identity).hex(),
        }
        for one in ours + theirs["files"]
    ]
    locked = sealing.lock(identity.encode(), PASSPHRASE, work=WORK)
    return {
        "about": "age files (v1) for one post-quantum recipient, with the file key each header holds, and locked by a "
        "passphrase. sealed is base64, clear_digest the SHA-256 of what is in it. Refused: what must not open.",
        "version": 1,
        "identity": identity,
        "recipient": recipient,
        "files": files,
        "passphrase": PASSPHRASE,
        "locked": [{"made_by": "python", "armoured": sealing.armoured(locked)}, *theirs["locked"]],
        "refused": _refused(*(base64.b64decode(files[place]["sealed"]) for place in (2, 3))),
    }


def _refused(sealed: bytes, long: bytes) -> list[dict[str, str]]:
    other = sealing.seal(b"for somebody else", to=sealing.recipient_of(sealing.new_identity()))
    head, payload = sealed.index(b"\n---"), long.index(b"\n", long.index(b"\n---") + 1) + 1
    bad = {
        "cut by one byte": sealed[:-1],
        "cut at the end of a chunk": long[: payload + sealing.NONCE + sealing.CHUNK + sealing.TAG],
        "a bit of the payload turned": sealed[:-40] + bytes([sealed[-40] ^ 1]) + sealed[-39:],
        "a bit of the MAC turned": sealed[: head + 6]
        + (b"A" if sealed[head + 6 : head + 7] != b"A" else b"B")
        + sealed[head + 7 :],
        "a header without payload": sealed[: head + 10],
        "another version": sealed.replace(b"/v1", b"/v2", 1),
        "sealed for somebody else": other,
        "no sealed file at all": b'{"format": "unannounced-itinerary/1"}',
        "nothing": b"",
    }
    return [{"name": name, "sealed": _coded(content)} for name, content in bad.items()]


def _codes(
    identity: str, key: ec.EllipticCurvePrivateKey, drawn: handing_over.FromCode, theirs: dict[str, Any]
) -> dict[str, Any]:
    shown = {
        "lookup": drawn.lookup,
        "verifying_key": handing_over.verifying_key_of(key),
        "recipient": sealing.recipient_of(identity),
    }
    closed = handing_over.coded(handing_over.close_package(PACKAGE, drawn.package_key))
    return {
        "about": "A code handed over in person: ways to type it, what follows from it, the proof of a device, and "
        "packages closed by it (base64url).",
        "version": 1,
        "code": CODE,
        "typed": TYPED,
        "not_codes": NOT_CODES,
        "normalised": handing_over.normalised(CODE),
        "lookup": drawn.lookup,
        "proof_key": drawn.proof_key,
        "package_key": drawn.package_key.hex(),
        "shown": shown,
        "proof": handing_over.proof(drawn.proof_key, **shown),
        "package": PACKAGE,
        "closed": [{"made_by": "python", "closed": closed}, *theirs["closed"]],
    }


def _blobs(key: ec.EllipticCurvePrivateKey, theirs: dict[str, Any]) -> dict[str, Any]:
    ours = []
    for seq, clear in enumerate((clear for clear in CLEAR.values() if len(clear) < sealing.CHUNK), 1):
        digest, size = hashlib.sha256(clear).hexdigest(), len(clear)
        text = handing_over.blob_text(device=DEVICE, seq=seq, digest=digest, size=size)
        line = {"seq": seq, "content": _coded(clear), "digest": digest, "size": size, "text": text.decode()}
        ours.append({"made_by": "python", **line, "signature": handing_over.sign(text, key)})
    asks = handing_over.letters_text(device=DEVICE, after=3)
    letters = [{"made_by": "python", "after": 3, "text": asks.decode(), "signature": handing_over.sign(asks, key)}]
    return {
        "about": "What a device signs (ECDSA P-256, SHA-256, r‖s, base64url): blobs by their digest, and asking for "
        "letters. content is base64.",
        "version": 1,
        "device": DEVICE,
        "verifying_key": handing_over.verifying_key_of(key),
        "blobs": ours + theirs["blobs"],
        "letters": letters + theirs["letters"],
    }


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _write(name: str, said: dict[str, Any]) -> None:
    (VECTORS / f"{name}.json").write_text(json.dumps(said, ensure_ascii=True, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
