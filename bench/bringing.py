"""A device that brings what it has over one connection: ``python -m bench.bringing PORT FILE``.

It reads its file, says that it is ready, waits for a line, brings everything, and says how many were not kept.
"""

import http.client
import json
import sys
from pathlib import Path


def bodies(path: Path) -> list[bytes]:
    """What ``bench.inside.field`` wrote."""
    content, found, place = path.read_bytes(), [], 0
    while place < len(content):
        length = int.from_bytes(content[place : place + 8], "big")
        found.append(content[place + 8 : place + 8 + length])
        place += 8 + length
    return found


def bring(connection: http.client.HTTPConnection, body: bytes) -> int:
    """Bring one batch; how many of its lines were not kept."""
    connection.request("POST", "/field/api/blobs", body, {"Content-Type": "application/x-ndjson"})
    answered = connection.getresponse()
    said = answered.read()
    if answered.status != 200:
        return body.count(b"\n") + 1
    return sum(json.loads(line)["is"] != "kept" for line in said.splitlines())


def main(port: str, *paths: str) -> None:
    """Bring each file when told to, over one connection that stays open."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port))
    connection.request("GET", "/healthy/")
    connection.getresponse().read()
    for path in paths:
        waiting = bodies(Path(path))
        print("ready", flush=True)
        sys.stdin.readline()
        print(sum(bring(connection, body) for body in waiting), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
