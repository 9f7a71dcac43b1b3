"""The courier's bag: a stream of parcels that can go through a pipe, a file or a cable.

A stream is a first line that names format and version, then for each parcel a header line in JSON
and its bytes, and a last line that counts them, so that a cut is noticed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

FIRST_LINE = b"unannounced-parcels 1\n"
LARGEST = 256 * 1024 * 1024
NEWEST_VERSION = 32_767
LONGEST = {"kind": 40, "room": 20}


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel on its way: bytes with a kind, the version of their format, and the room they come from."""

    kind: str
    version: int
    room: str
    digest: str
    content: bytes


class BagProblem(Exception):
    """The stream cannot be read on: cut, altered, or of a newer version. What came before it stands."""


def digest_of(content: bytes | bytearray) -> str:
    """SHA-256 of the content, hexadecimal: the identity of a parcel."""
    return hashlib.sha256(content).hexdigest()


def pack(parcels: Iterable[Packed], stream: IO[bytes]) -> int:
    """Write ``parcels`` to ``stream``; return how many."""
    stream.write(FIRST_LINE)
    count = 0
    for parcel in parcels:
        header = {
            "kind": parcel.kind,
            "version": parcel.version,
            "room": parcel.room,
            "digest": parcel.digest,
            "length": len(parcel.content),
        }
        stream.write(json.dumps(header, sort_keys=True).encode() + b"\n" + parcel.content + b"\n")
        count += 1
    stream.write(json.dumps({"end": count}).encode() + b"\n")
    stream.flush()
    return count


def unpack(stream: IO[bytes]) -> Iterator[Packed]:
    """Yield each parcel of ``stream`` once it is whole; raise ``BagProblem`` where it is not.

    The digest is checked here; kind and version are for whoever takes the parcel in.
    """
    first = stream.readline(200)
    if not first.startswith(b"unannounced-parcels "):
        raise BagProblem("This is no bag of parcels. Name the file that `unannounced carry --to-file` wrote.")
    if first != FIRST_LINE:
        raise BagProblem("The bag was packed by a newer version. Bring this room up to date, then carry it again.")
    count = 0
    while True:
        header = _header(stream.readline(100_000))
        if "end" in header:
            _check_end(header["end"], count)
            return
        yield _parcel(header, stream)
        count += 1


def _check_end(said: object, count: int) -> None:
    if type(said) is not int or said != count:
        raise BagProblem(f"The bag does not say that it holds the {count} parcels that came. Carry it again.")


def _header(line: bytes) -> dict[str, object]:
    if not line.endswith(b"\n"):
        raise BagProblem("The bag was cut. The parcels before the cut are taken in; carry it again for the rest.")
    try:
        header = json.loads(line)
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or not ("end" in header or {"kind", "room", "digest", "length"} <= header.keys()):
        raise BagProblem("The bag was altered: a header cannot be read. Carry it again from the office.")
    return header


def _parcel(header: dict[str, object], stream: IO[bytes]) -> Packed:
    length, version = header["length"], header.get("version")
    if type(length) is not int or not 0 <= length <= LARGEST:
        raise BagProblem("The bag was altered: a parcel says an impossible length. Carry it again from the office.")
    if type(version) is not int or not 1 <= version <= NEWEST_VERSION:
        raise BagProblem("The bag was altered: a parcel has no version. Carry it again from the office.")
    kind, room = _word(header, "kind"), _word(header, "room")
    content = stream.read(length)
    if len(content) < length or stream.read(1) != b"\n":
        raise BagProblem("The bag was cut. The parcels before the cut are taken in; carry it again for the rest.")
    digest = digest_of(content)
    if digest != header["digest"]:
        raise BagProblem(f"Parcel {str(header['digest'])[:12]} was altered on the way. Carry it again from the office.")
    return Packed(kind, version, room, digest, content)


def _word(header: dict[str, object], name: str) -> str:
    word = header[name]
    if not isinstance(word, str) or not 0 < len(word) <= LONGEST[name] or not word.isprintable():
        raise BagProblem(f"The bag was altered: a parcel says no {name}. Carry it again from the office.")
    return word
