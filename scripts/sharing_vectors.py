"""Write ``testdata/vectors/sharing.json`` from Python: what a keeper's browser must find as well.

Nothing is drawn by chance, so every run gives the same file; a test compares.
"""

import hashlib
import json
import sys
from pathlib import Path

from unannounced.crafts import sealing
from unannounced.crafts.sharing import Piece, parted

FILE = Path(__file__).resolve().parents[1] / "testdata/vectors/sharing.json"
SEEDS = {
    "zeros": bytes(32),
    "ones": b"\xff" * 32,
    "counted": bytes(range(32)),
    "drawn": hashlib.sha256(b"a key").digest(),
}


def file() -> str:
    """The vectors of keys in three pieces."""
    said = {
        "about": "A key in three pieces (crafts/sharing.py). The seed of an identity, chance, and pieces as written.",
        "version": 1,
        "parted": [_parted(name, seed) for name, seed in SEEDS.items()],
        "refused": _refused(),
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _chance(seed: bytes) -> bytes:
    return hashlib.sha256(b"chance for " + seed).digest()


def _pieces(seed: bytes) -> tuple[Piece, ...]:
    return parted(seed, _chance(seed))


def _parted(name: str, seed: bytes) -> dict[str, object]:
    return {
        "name": name,
        "identity": sealing.identity_of_seed(seed),
        "seed": seed.hex(),
        "chance": _chance(seed).hex(),
        "pieces": [piece.written() for piece in _pieces(seed)],
    }


def _refused() -> list[dict[str, object]]:
    one, other = _pieces(SEEDS["counted"]), _pieces(SEEDS["drawn"])
    first, second, third = (piece.written() for piece in one)
    slip = second[:-1] + ("q" if second[-1] != "q" else "p")
    altered = Piece(2, one[1].name, bytes([one[1].points[0] ^ 1]) + one[1].points[1:]).written()
    return [
        {"name": "one piece alone", "pieces": [first], "why": "too_few"},
        {"name": "the same piece twice", "pieces": [third, third.upper()], "why": "too_few"},
        {"name": "pieces of two keys", "pieces": [first, other[1].written()], "why": "several"},
        {"name": "a piece that was altered", "pieces": [first, altered], "why": "altered"},
        {"name": "a third that was altered", "pieces": [first, altered, third], "why": "altered"},
        {"name": "a slip of the pen", "pieces": [first, slip], "why": "letter"},
        {"name": "an identity", "pieces": [first, sealing.identity_of_seed(SEEDS["drawn"])], "why": "no_piece"},
        {"name": "nothing", "pieces": [first, ""], "why": "no_piece"},
    ]  # fmt: skip


if __name__ == "__main__":
    FILE.write_text(file(), encoding="utf-8")
    sys.exit(0)
