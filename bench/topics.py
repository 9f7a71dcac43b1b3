"""Topics of items: how well they are told apart beside the usual way, training, and topics given in a second."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from bench.figures import REPEATS, Claim, Figure, Row
from bench.inside.topics import made_up
from bench.telling import progress
from unannounced.crafts.topics import Classifier, shipped
from unannounced.crafts.topics.stored import pack, unpack
from unannounced.crafts.topics.taxonomy import of_labels
from unannounced.crafts.topics.testing import Known, judge
from unannounced.crafts.topics.training import taught, train

PARTS, COMMONEST, ASKED = 5, 20, 0.92
"""Parts of the cross-validation, labels in its micro-F1, and the micro-F1 that is asked for."""
SECONDS, A_SECOND, MEGABYTES = 120, 5_000, 5
"""What is asked for: of training at most so long, of one core at least so many items, of a model at most so large."""
PEER = "tf-idf + logistic regression, same parts"


def rows() -> Iterator[Row]:
    """On the real labels, where they are; else speed alone, on made-up items."""
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    path = Path(real) / "upr_reports" / "labels.csv" if real else None
    if path is not None and path.exists():
        known = labelled(path)
        progress(f"topics: {PARTS} times learning from {len(known.texts):,} items, and judging")
        yield from _judged(known)
    else:
        yield Row("topics told apart", why_not="UNANNOUNCED_REAL_DATA names no folder that has the labels")
        known = made_up()
    yield from _trained(known)
    yield _speed("by cue words", Classifier.load(None, shipped()), known)


def labelled(path: Path) -> Known:
    """Recommendations with their labels and the State they are made to."""
    with path.open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["Text"].strip()]
    labels = [[one.strip() for one in row["Issue"].split(",") if one.strip()] for row in found]
    return Known([row["Text"] for row in found], labels, [row["To"] for row in found])


def _judged(known: Known) -> Iterator[Row]:
    begun = perf_counter()
    judged = judge(known, PARTS, commonest=COMMONEST, jobs=os.cpu_count() or 1)
    what = f"of {len(known.texts):,} items, {PARTS} parts, no State in two"
    yield _share(f"topics: micro-F1 of the {judged.commonest} commonest labels {what}", judged.micro)
    asked = Figure((100 * ASKED,), "%")
    yield Row("topics: the same", Figure((100 * judged.micro[0],), "%"), "what is asked for, at least", asked)
    yield _share(f"topics: micro-F1 of all {len(judged.topics)} labels", judged.micro_of_all)
    yield _share(f"topics: macro-F1 of all {len(judged.topics)} labels", judged.macro)
    yield Row("topics: judging, the peer's too", Figure((perf_counter() - begun,), "s"), claim=Claim(600))


def _share(what: str, both: tuple[float, float]) -> Row:
    ours, peer = (Figure((100 * one,), "%") for one in both)
    return Row(what, ours, PEER, peer)


def _trained(known: Known) -> Iterator[Row]:
    progress(f"topics: learning from {len(known.texts):,} items")
    begun = perf_counter()
    model = pack(train(taught(known.texts, known.topics, known.groups), taxonomy="", on="2026-01-01"))
    took = perf_counter() - begun
    yield Row(f"topics learned from {len(known.texts):,} items, one core", Figure((took,), "s"), claim=Claim(SECONDS))
    yield Row("the model they are kept in", Figure((len(model) / 1e6,), "MB"), claim=Claim(MEGABYTES))
    labels = sorted({label for one in known.topics for label in one})
    yield _speed("as learned, with the words that decided", Classifier(of_labels(labels), unpack(model)), known)


def _speed(how: str, held: Classifier, known: Known) -> Row:
    """Items a second of one core, in seconds of that core, so that others at work on the machine count less."""
    some, found = known.texts[:10_000], []
    for _ in range(REPEATS):
        begun = process_time()
        held.classify(some)
        found.append(len(some) / (process_time() - begun))
    asked = Figure((A_SECOND,), "items/s")
    return Row(f"topics given {how}", Figure(tuple(found), "items/s"), "what is asked for, at least", asked)
