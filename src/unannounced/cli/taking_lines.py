"""Taking in the file that a device wrote for a cable: the lines that it brings by network, checked the same way."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import IO

from unannounced.cli import speaking
from unannounced.cli.taking_parcels import Answered
from unannounced.duties import bringing
from unannounced.duties.bringing import Brought, CannotTake, Problem
from unannounced.duties.words import say

WORDS = {"kept": "taken", "known": "known", "waiting": "taken"}


def is_of_a_device(stream: IO[bytes]) -> bool:
    """Whether this is the file of a device and no bag: its first line is a JSON object. Nothing is read on."""
    return bool(stream.peek(1)[:1] == b"{")  # type: ignore[attr-defined]


def take_lines(lines: Iterable[bytes]) -> Iterator[Answered]:
    """Take each line in by itself; one that cannot be taken is named by its number, and the rest goes on."""
    for number, line in enumerate(lines, start=1):
        try:
            yield Answered(*_take(line.rstrip(b"\n")))
        except CannotTake as why:
            yield Answered("refused", str(number), f"line {number}: {speaking.said(why.sentence)}")


def _take(line: bytes) -> tuple[str, str]:
    from unannounced.records.satchel import actions

    said = bringing.read_object(line)
    blob = bringing.blob_of(said)
    _require_signed(blob)
    if "part" not in said:
        brought = bringing.read_line(line)
        _require_bytes(brought)
        return ("taken" if actions.keep_blobs([brought], at=speaking.now()) else "known"), blob.digest
    number, content = bringing.number_of(said["part"]), bringing.bytes_of(said.get("sealed"))
    if number > bringing.parts_of(blob.size) or len(content) != bringing.size_of_part(number, blob.size):
        raise bringing.malformed(say("This part was cut off half way, or is too long. Bring it again."))
    stands, _have = actions.keep_part(blob, number, content, at=speaking.now())
    return WORDS[stands], blob.digest


def _require_signed(blob: bringing.Blob) -> None:
    from unannounced.rooms.field.api.answering import device_called, require_brought_by

    require_brought_by(blob, device_called(blob.device))


def _require_bytes(brought: Brought) -> None:
    if sha256(brought.sealed).hexdigest() != brought.blob.digest:
        raise CannotTake(
            Problem.FORGED, say("The bytes are not those that were signed: they were altered. Bring them again.")
        )
