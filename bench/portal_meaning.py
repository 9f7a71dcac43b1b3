"""Nearest in meaning among half a million vectors: how long, how much memory, what is missed; beside all products."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from bench import homes
from bench.figures import Claim, Figure, Row
from bench.search_quality import shown
from bench.telling import progress

MANY = (50_000, 500_000)
SHARE = 0.95
WITHIN, RESIDENT, ONE_MORE, RECALL = Claim(200), Claim(600), Claim(2), Claim(0.95, at_least=True)
ASKED = {"words": "words typed", "narrowed": "words typed, one State of five", "like": "like a paragraph"}


def rows() -> Iterator[Row]:
    """With vectors of real texts among them where those are at hand; the others are mixtures of them, with noise."""
    folder = _real()
    for count in MANY:
        progress(f"portal_meaning: {count:,} vectors")
        words = ["-m", "bench.inside.portal_meaning", str(count), *([str(folder)] if folder else [])]
        said = json.loads(homes.run(words, homes.empty()))
        yield from _told(f"{count:,} vectors, {said['real']:,} of them of real texts", said)


def _told(name: str, said: dict[str, list[float]]) -> Iterator[Row]:
    peer = Figure(tuple(said["peer"]), "ms", SHARE)
    for way, words in ASKED.items():
        figure = Figure(tuple(said[way]), "ms", SHARE)
        yield Row(f"{name}: near to {words}, p95", figure, "all products of float32", peer, WITHIN)
    mb, whole = (Figure((float(str(said[name])),), "MB") for name in ("resident", "peer resident"))
    yield Row(f"{name}: memory of the process, with the model", mb, "with vectors of float32", whole, RESIDENT)
    yield Row(f"{name}: share of the ten nearest found", Figure((fmean(said["recall"]),)), claim=RECALL)
    took = Figure((float(str(said["one more"])),), "s")
    worked = Figure((float(str(said["one more, worked"])),), "s")
    more = f"{name}: one report of 500 texts more, files checked before"
    yield Row(more, took, "of it the processor's time", worked, ONE_MORE)
    yield Row(f"{name}: opened", Figure((float(str(said["opened"])),), "s"))


def _real() -> Path | None:
    """The vectors of the archive, if it is at hand."""
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    folder = Path(real) / "upr_reports" / "txt" if real else None
    if folder is None or not folder.is_dir():
        progress("portal_meaning: UNANNOUNCED_REAL_DATA names no folder that has the reports; all vectors are made up")
        return None
    return shown(folder) / "portal" / "derived" / "meaning"
