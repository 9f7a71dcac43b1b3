"""Write ``testdata/vectors/{padding,working}.json`` from Python: what the intake room's pages must find as well.

Nothing is drawn by chance, so every run gives the same files; a test compares.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from unannounced.crafts import padding, working

ROOT = Path(__file__).resolve().parents[1]
PADDING = ROOT / "testdata/vectors/padding.json"
WORKING = ROOT / "testdata/vectors/working.json"
LENGTHS = (0, 1, 8190, 8191, 8192, 16_383, 16_384, 20_000, 524_287, 524_288, 48_213_000, 134_217_727)
AT = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
BITS = (0, 1, 4, 8, 11, 12, 13, 16, 18)
Runs = tuple[tuple[bytes, int], ...]
CONTENTS: dict[str, Runs] = {
    "nothing": (),
    "a sentence": (("Ніхто не прийшов.".encode(), 1),),
    "the end of the filling": ((b"\x80", 1),),
    "a zero": ((b"\0", 1),),
    "an end and zeros": ((b"x\x80\0\0", 1),),
    "as long as fits": ((b"a", 8191),),
    "one byte more": ((b"a", 8192),),
    "ends only": ((b"\x80", 9000),),
}
REFUSED: dict[str, Runs] = {
    "nothing at all": (),
    "zeros": ((b"\0", 8192),),
    "one byte short": ((b"No", 1), (b"\x80", 1), (b"\0", 8188)),
    "one byte long": ((b"No", 1), (b"\x80", 1), (b"\0", 8190)),
    "twice as large as it has to be": ((b"No", 1), (b"\x80", 1), (b"\0", 16_381)),
    "another byte at the end": ((b"No", 1), (b"\x80", 1), (b"\0", 8188), (b"\1", 1)),
    "an end where the next size begins": ((b"a", 8192), (b"\x80", 1)),
}


def padding_file() -> str:
    """The vectors of filling up."""
    said = {
        "about": "Filling up before sealing (crafts/padding.py). Bytes are runs: [hexadecimal, how many times].",
        "version": 1,
        "sizes": [{"length": length, "size": padding.size_for(length)} for length in LENGTHS],
        "contents": [
            {"name": name, "content": _written(runs), "padded": _padded(runs)} for name, runs in CONTENTS.items()
        ],
        "refused": [{"name": name, "padded": _written(runs)} for name, runs in REFUSED.items()],
    }
    return _text(said)


def _padded(runs: Runs) -> list[list[str | int]]:
    content = b"".join(piece * times for piece, times in runs)
    padded = padding.pad(content)
    zeros = len(padded) - len(content) - 1
    return _written((*runs, (padded[len(content) : len(content) + 1], 1), *([(b"\0", zeros)] if zeros else [])))


def _written(runs: Runs) -> list[list[str | int]]:
    return [[piece.hex(), times] for piece, times in runs]


def working_file() -> str:
    """The vectors of proof of work."""
    challenges = [working.drawn(b"vectors", bits=bits, at=AT, chance=bytes([bits] * 16)) for bits in BITS]
    said = {
        "about": "Challenges of the intake room and the least number that solves each (crafts/working.py).",
        "version": 1,
        "solved": [{"challenge": challenge, "number": working.solved(challenge)} for challenge in challenges],
    }
    return _text(said)


def _text(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write both."""
    PADDING.write_text(padding_file(), "utf-8")
    WORKING.write_text(working_file(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
