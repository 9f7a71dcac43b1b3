"""A flood: ``python -m bench.flooding PORT FOLDER SENDERS``.

From the folder it takes one sealed letter, and for each that is to come its address and work. Of ten, one is of another
kind: without work, with work that was spent, sealed to a key that never was, or cut. Every letter is made as it is
sent, so that none waits in memory. It waits for a line, and says in JSON what was answered how often, and how long it
took; the addresses of all that were acknowledged stand in ``acknowledged``.
"""

import asyncio
import base64
import json
import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.posting import HEAD, Line, _answer

EVERY, END, SETTLED = 10, 64, 640
"""One in so many is of another kind; so many bytes at the end make a letter unlike the others; after so many letters
the work of the first one is spent for certain."""
BROKEN = ("no work", "spent", "other key", "cut")


def letters(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Address and body of each, made when it is asked for; the address is empty where it cannot be taken."""
    said = json.loads((folder / "letter").read_text())
    sealed = base64.urlsafe_b64decode(said["sealed"] + "==")[:-END]
    spent = ("", "")
    with (folder / "work").open() as file:
        for place, line in enumerate(file):
            address, challenge, number = line.split()
            fresh = base64.urlsafe_b64encode(sealed + secrets.token_bytes(END)).decode().rstrip("=")
            one = {**said, "address": address, "sealed": fresh, "challenge": challenge, "number": number}
            spent = spent if place else (challenge, number)
            if place % EVERY or place < SETTLED:
                yield address, json.dumps(one).encode()
            else:
                yield "", _broken(BROKEN[place // EVERY % len(BROKEN)], one, spent)


def _broken(how: str, one: dict[str, Any], spent: tuple[str, str]) -> bytes:
    """A letter that cannot be taken."""
    others: dict[str, dict[str, Any]] = {
        "no work": {"challenge": "", "number": ""},
        "spent": {"challenge": spent[0], "number": spent[1]},
        "other key": {"version": 99},
        "cut": {"sealed": str(one["sealed"])[:1_000]},
    }
    return json.dumps({**one, **others[how]}).encode()


async def _sender(line: Line, coming: Iterator[tuple[str, bytes]], told: Counter[str], kept: list[str]) -> float:
    reader, writer = line
    longest = 0.0
    for address, body in coming:
        begun = perf_counter()
        writer.write(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answered = await _answer(reader)
        longest = max(longest, perf_counter() - begun)
        assert isinstance(answered, dict)
        told[f"{'' if address else 'broken: '}{answered.get('is') or answered.get('problem')}"] += 1
        if answered.get("is") == "kept":
            kept.append(address)
    writer.close()
    return longest


async def _all(port: int, folder: Path, senders: int) -> dict[str, object]:
    told, kept = Counter[str](), list[str]()
    coming = letters(folder)
    lines = [await asyncio.open_connection("127.0.0.1", port) for _sender_ in range(senders)]
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    begun = perf_counter()
    longest = max(await asyncio.gather(*(_sender(line, coming, told, kept) for line in lines)))
    seconds = perf_counter() - begun
    (folder / "acknowledged").write_text("\n".join(kept))
    return {"seconds": seconds, "longest": longest, "told": dict(told), "kept": len(kept)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_all(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))), flush=True)
