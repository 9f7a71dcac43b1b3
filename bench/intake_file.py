"""A file of 100 MB brought to the intake room in parts, cut off in the middle and taken up again."""

import hashlib
import http.client
import json
import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench import homes
from bench.figures import REPEATS, Claim, Figure, Row
from bench.intake_flood import peak
from bench.starting import await_page, free_port, served
from bench.telling import progress
from unannounced.duties.bringing import PART

SIZE = 100 * PART
MEMORY = Claim(500)
"""The file is joined in memory, one at a time, and SQLite is handed it whole: some four times its size (measured)."""


def rows() -> Iterator[Row]:
    """MB a second beside the same bytes written with fsync, and the memory of the room at its peak."""
    rates, bare, peaks, before = [], [], [], []
    whole = True
    for _time in range(REPEATS):
        home, content = homes.empty(), secrets.token_bytes(SIZE)
        homes.unannounced(home, "prepare", "--room", "intake")
        progress("intake_file: the work for 100 MB")
        worked = homes.ask(home, "intake", "flood", "file", str(SIZE))
        bare.append(SIZE / 1e6 / _written(home / "bare", content))
        port = free_port()
        with served(home, "intake", port) as process:
            await_page(f"http://127.0.0.1:{port}/healthy/", process)
            before.append(peak(process.pid))
            rates.append(SIZE / 1e6 / _brought(port, content, worked))
            peaks.append(peak(process.pid))
        digest = hashlib.sha256(content).hexdigest()
        whole = homes.ask(home, "intake", "flood", "whole", digest) and whole
    figure = "MB a second of a file of 100 MB in parts, cut off half way and taken up again"
    yield Row(figure, Figure(tuple(rates), "MB/s"), "its bytes with fsync", Figure(tuple(bare), "MB/s"))
    yield Row(
        "memory of the room at its peak", Figure(tuple(peaks), "MB"), "before it", Figure(tuple(before), "MB"), MEMORY
    )
    yield Row(
        "files that are not as they were brought", Figure((float(not whole),)), "none", claim=Claim(0, exactly=True)
    )


def _written(path: Path, content: bytes) -> float:
    """Seconds in which the parts are written, each on the disk before the next."""
    begun = perf_counter()
    with path.open("wb") as file:
        for at in range(0, len(content), PART):
            file.write(content[at : at + PART])
            file.flush()
            os.fsync(file.fileno())
    seconds = perf_counter() - begun
    path.unlink()
    return seconds


def _brought(port: int, content: bytes, worked: dict[str, str]) -> float:
    """Seconds until the whole file is kept; in the middle of a part the line breaks."""
    address, digest = secrets.token_hex(32), hashlib.sha256(content).hexdigest()
    file = {"address": address, "digest": digest, "size": len(content)}
    parts = [content[at : at + PART] for at in range(0, len(content), PART)]
    half = len(parts) // 2
    begun = perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port)
    _begun(connection, {**file, **worked})
    for number in range(1, half + 1):
        _put(connection, file, number, parts[number - 1])
    connection.close()
    _cut(port, file, half + 1, parts[half])
    connection = http.client.HTTPConnection("127.0.0.1", port)
    have = _begun(connection, file)
    if set(have) != set(range(1, half + 1)):
        raise homes.Failed(f"after the cut the room has the parts {have}")
    for number in range(half + 1, len(parts) + 1):
        stands = _put(connection, file, number, parts[number - 1])
    if stands != "kept":
        raise homes.Failed(f"the last part was answered “{stands}”")
    return perf_counter() - begun


def _begun(connection: http.client.HTTPConnection, file: dict[str, object]) -> list[int]:
    """Begin the file or take it up; the parts that are here."""
    connection.request("POST", "/api/files", json.dumps(file), {"Content-Type": "application/json"})
    answered = connection.getresponse()
    said = json.loads(answered.read())
    if answered.status != http.client.OK:
        raise homes.Failed(f"the file was not begun: {said}")
    have: list[int] = said["have"]
    return have


def _headers(file: dict[str, object]) -> dict[str, str]:
    return {"X-Address": str(file["address"]), "X-Size": str(file["size"]), "Content-Type": "application/octet-stream"}


def _put(connection: http.client.HTTPConnection, file: dict[str, object], number: int, part: bytes) -> str:
    connection.request("PUT", f"/api/files/{file['digest']}/parts/{number}", part, _headers(file))
    answered = connection.getresponse()
    said = json.loads(answered.read())
    if answered.status != http.client.OK:
        raise homes.Failed(f"part {number} was not taken: {said}")
    return str(said["is"])


def _cut(port: int, file: dict[str, object], number: int, part: bytes) -> None:
    """Half of a part, and then the line breaks."""
    named = "".join(f"{name}: {held}\r\n" for name, held in _headers(file).items())
    head = f"PUT /api/files/{file['digest']}/parts/{number} HTTP/1.1\r\nHost: localhost\r\n{named}"
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"{head}Content-Length: {len(part)}\r\n\r\n".encode() + part[: len(part) // 2])
