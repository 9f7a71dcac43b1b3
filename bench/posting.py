"""So many senders at once: ``python -m bench.posting PORT FILE SENDERS``.

It reads its file, opens a connection for each sender, says that it is ready, waits for a line, posts every letter, each
sender one after the other, and says in JSON how long it took, how many were refused, and how long each waited.
"""

import asyncio
import json
import sys
from collections import deque
from pathlib import Path
from time import perf_counter

from bench.bringing import bodies

HEAD = b"POST /api/letters HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _sender(line: Line, letters: deque[bytes], waits: list[float]) -> int:
    """Post letters until there are none; how many were not kept."""
    reader, writer = line
    refused = 0
    while letters:
        body = letters.popleft()
        begun = perf_counter()
        writer.write(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answered = await _answer(reader)
        waits.append(perf_counter() - begun)
        refused += answered != {"is": "kept"}
    writer.close()
    return refused


async def _answer(reader: asyncio.StreamReader) -> object:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length:")[2].split("\r\n")[0])
    return json.loads(await reader.readexactly(length))


async def _all(port: int, path: Path, senders: int) -> dict[str, object]:
    letters, waits = deque(bodies(path)), list[float]()
    lines = [await asyncio.open_connection("127.0.0.1", port) for _sender_ in range(senders)]
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    begun = perf_counter()
    refused = sum(await asyncio.gather(*(_sender(line, letters, waits) for line in lines)))
    return {"seconds": perf_counter() - begun, "refused": refused, "longest": max(waits), "letters": len(waits)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_all(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))), flush=True)
