"""Repetitions among many made-up items of one State: how long finding them takes, and how much memory.

``python -m bench.inside.repeating COUNT``: a craft needs no room.
"""

import json
import random
import resource
import sys
from datetime import date, timedelta
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.repeating import Candidate, find, find_for
from unannounced.crafts.vectors import vectors_of

SEED, OF_A_REPORT, KINDS, NOISE = 20_261_126, 130, 2_000, 0.25
_DO = ("Ensure", "Improve", "Continue to ensure", "Take measures to guarantee", "Review", "Provide for", "Guarantee")
_WHAT = ("access to a lawyer", "access to a doctor", "outdoor exercise", "natural light", "contact with the family",
         "medical screening on admission", "an effective complaints procedure", "training of staff", "legal aid",
         "living space of 4 m²", "living space of 6 m²", "interpretation", "custody registers", "bedding")  # fmt: skip
_FOR = ("women", "juveniles", "remand prisoners", "migrants", "patients", "foreign nationals", "all persons")
_WHERE = ("in police stations", "in prisons", "in psychiatric hospitals", "in holding centres", "in care homes")
_WHEN = ("within 24 hours", "within 48 hours", "from the outset", "without delay", "by law", "in practice", "every day")


def main(count: str) -> dict[str, float]:
    """Seconds of finding among ``count`` items and of taking in one report more; the highest memory, MB."""
    items, vectors = made_up(int(count))
    begun, worked = perf_counter(), process_time()
    proposals = find(items, vectors)
    took, worked = perf_counter() - begun, process_time() - worked
    begun = perf_counter()
    find_for(items[-OF_A_REPORT:], vectors[-OF_A_REPORT:], items[:-OF_A_REPORT], vectors[:-OF_A_REPORT])
    one_report = perf_counter() - begun
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    begun = perf_counter()
    _bare(vectors)
    bare = 10 * (perf_counter() - begun)
    return {
        "seconds": took,
        "worked": worked,
        "one": one_report,
        "bare": bare,
        "MB": highest,
        "proposals": len(proposals),
    }


def made_up(count: int) -> tuple[list[Candidate], NDArray[np.float16]]:
    """Items of one State, a report a week; vectors as they are kept, scattered about those of ``KINDS`` sentences."""
    dice, chance = random.Random(SEED), np.random.default_rng(SEED)
    kinds = [sentence(dice) for _ in range(KINDS)]
    kept = vectors_of(kinds)
    items, vectors = [], np.empty((count, kept.shape[1]), dtype=np.float16)
    for at in range(count):
        kind = dice.randrange(KINDS)
        day = date(1990, 1, 1) + timedelta(weeks=at // OF_A_REPORT)
        items.append(Candidate(str(at), "XXA", "", day, f"{kinds[kind]} {sentence(dice)}", str(at)))
        scattered = kept[kind] + chance.normal(0, NOISE / np.sqrt(kept.shape[1]), kept.shape[1])
        vectors[at] = scattered / np.linalg.norm(scattered)
    return items, vectors


def sentence(dice: random.Random) -> str:
    """A demand as mechanisms make them."""
    return " ".join(dice.choice(words) for words in (_DO, _WHAT, ("for",), _FOR, _WHERE, _WHEN)) + "."


def _bare(vectors: NDArray[np.float16]) -> None:
    """Every tenth item by every item, the products thrown away: a tenth of what comparing whole vectors takes."""
    whole = vectors.astype(np.float32)
    tenth = whole[::10]
    for start in range(0, len(tenth), 512):
        tenth[start : start + 512] @ whole.T


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
