"""Nearest in meaning among very many vectors: how long it takes, how much memory the process has, what is missed.

``python -m bench.inside.portal_meaning COUNT FOLDER``: a craft needs no room. FOLDER may hold vectors of real texts;
the others are made from them, or from invented sentences: a mixture of two and as much noise as lies between
neighbours, so that there are near and far ones as there are in an archive.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from bench.inside.repeating import sentence
from unannounced.crafts.searching.meaning import Narrowed, Nearest, Text, Texts, Written, damage
from unannounced.crafts.searching.meaning.keeping import columns, read
from unannounced.crafts.vectors import WIDTH, vectors_of

SEED, OF_A_REPORT, NOISE, ROUNDS, SAMPLE, PEER_ROUNDS = 20_261_126, 500, 0.25, 100, 20, 12
Numbers = NDArray[np.float32]


def main(count: str, folder: str = "") -> dict[str, object]:
    """Milliseconds of each question, of the peer, seconds of one report more; MB of the process; recall@10."""
    real = _real(Path(folder)) if folder else np.empty((0, WIDTH), dtype=np.float32)
    with tempfile.TemporaryDirectory() as held:
        home = Path(held) / "meaning"
        _build(home, real, int(count))
        return {"real": len(real), **_in_its_own("more", home, count), **_in_its_own("asked", home, count)}


def _in_its_own(what: str, home: Path, count: str) -> dict[str, object]:
    """What a process says that has done nothing else."""
    words = [sys.executable, "-m", "bench.inside.portal_meaning", what, str(home), count]
    said: dict[str, object] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return said


def more(home: Path) -> dict[str, object]:
    """Seconds of one report more, and of them those that a processor worked."""
    begun, worked, dice = perf_counter(), process_time(), random.Random(SEED)
    assert not damage(home, read(home))
    texts = [Text(at, 0, sentence(dice)) for at in range(OF_A_REPORT)]
    Written(home).add([Texts("one more", "new", texts, frozenset({("state", "XXA")}))])
    return {"one more": perf_counter() - begun, "one more, worked": process_time() - worked}


def asked(home: Path, total: int) -> dict[str, object]:
    """Milliseconds of each question, beside the peer, with the memory of the process."""
    vectors_of(["The model is loaded."])
    before = _resident()
    begun = perf_counter()
    held = Nearest(home)
    opened = perf_counter() - begun
    dice = random.Random(SEED + 1)
    questions = [sentence(dice) for _ in range(ROUNDS)]
    narrowed = Narrowed(
        groups=lambda marks: "XXA" in marks["state"], texts=lambda marks: "even" in marks.get("kind", ())
    )
    said: dict[str, object] = {"opened": opened, "before": before}
    said["words"] = [_timed(held, question, Narrowed()) for question in questions]
    said["narrowed"] = [_timed(held, question, narrowed) for question in questions]
    said["like"] = [
        _like(held, f"R{dice.randrange(total // OF_A_REPORT)}/{dice.randrange(9)}/0") for _ in range(ROUNDS)
    ]
    said["resident"] = _resident()
    found = [[key for key, _ in held.to(vector, at_most=10)] for vector in vectors_of(questions[:PEER_ROUNDS])]
    return {**said, **_peer(home, vectors_of(questions[:PEER_ROUNDS]), found)}


def _timed(held: Nearest, question: str, narrowed: Narrowed) -> float:
    """From words to keys, with the time that the model takes."""
    begun = perf_counter()
    assert held.to(vectors_of([question])[0], narrowed, 100)
    return 1000 * (perf_counter() - begun)


def _like(held: Nearest, key: str) -> float:
    begun = perf_counter()
    assert held.like(key, at_most=100)
    return 1000 * (perf_counter() - begun)


def _peer(home: Path, asked: Numbers, found: Sequence[Sequence[str]]) -> dict[str, object]:
    """All products with vectors of four bytes a number, and how many of its ten nearest were found."""
    kept = read(home)
    held = columns(home, kept)
    whole = np.empty((kept.rows, WIDTH), dtype=np.float32)
    for at in range(0, kept.rows, OF_A_REPORT):
        some = slice(at, at + OF_A_REPORT)
        whole[some] = held["vectors"][some] * held["scales"][some, None]
    took, shares = [], []
    for vector, keys in zip(asked, found, strict=True):
        begun = perf_counter()
        products = whole @ vector
        nearest = np.argpartition(-products, 10)[:10]
        took.append(1000 * (perf_counter() - begun))
        least = float(products[nearest].min()) - 1e-6
        by_key = {f"{kept.groups[held['groups'][row]].name}/{held['numbers'][row]}/0": row for row in nearest}
        shares.append(sum(key in by_key for key in keys) / 10 if least > -1 else 0.0)
    return {"peer": took, "recall": shares, "peer resident": _resident()}


def _build(home: Path, real: Numbers, total: int) -> None:
    """Reports of five hundred texts each; what stands for a text is its number."""
    chance, dice = np.random.default_rng(SEED), random.Random(SEED)
    pool = real if len(real) else vectors_of([sentence(dice) for _ in range(3_000)])
    made = len(real)

    def encode(texts: Sequence[str]) -> Numbers:
        numbers = [int(text) for text in texts]
        return np.array([real[number] if number < made else _mixed(pool, chance) for number in numbers])

    written = Written(home, encode)
    for first in range(0, total, 50 * OF_A_REPORT):
        written.add([_report(at) for at in range(first, min(first + 50 * OF_A_REPORT, total), OF_A_REPORT)])


def _report(first: int) -> Texts:
    marks = [frozenset({("kind", "even" if at % 2 == 0 else "odd")}) for at in range(2)]
    texts = [Text(at, 0, str(first + at), marks[at % 2]) for at in range(OF_A_REPORT)]
    state = ("state", f"XX{'ABCDE'[first // OF_A_REPORT % 5]}")
    return Texts(f"R{first // OF_A_REPORT}", "made", texts, frozenset({state}))


def _mixed(pool: Numbers, chance: np.random.Generator) -> Numbers:
    one, other = pool[chance.integers(len(pool), size=2)]
    noise = chance.standard_normal(WIDTH, dtype=np.float32) * np.float32(NOISE / np.sqrt(WIDTH))
    vector = one + np.float32(chance.random()) * other + noise
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def _real(folder: Path) -> Numbers:
    kept = read(folder)
    held = columns(folder, kept, ["vectors", "scales"])
    return np.asarray(held["vectors"] * held["scales"][:, None], dtype=np.float32)


def _resident() -> float:
    """MB of this process that lie in memory, those of files it looks at among them."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["more", folder, _]:
            print(json.dumps(more(Path(folder))))
        case ["asked", folder, total]:
            print(json.dumps(asked(Path(folder), int(total))))
        case words:
            print(json.dumps(main(*words)))
