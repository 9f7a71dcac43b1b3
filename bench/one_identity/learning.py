"""``python -m bench.one_identity.learning`` learns ``crafts/matching/weights.json`` from keyed registers.

Every weight has the sign that it must have by its meaning (a shared word never speaks against a pair), so what was
learned can be read and does not turn into its opposite on registers of other sorts. ``--judge`` prints how well five
models, each learned without a fifth of the States, do on that fifth, and writes nothing.
"""

import argparse
import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.one_identity.spoiled import every
from bench.one_identity.truths import Truth
from unannounced.crafts.matching import Matcher
from unannounced.crafts.matching import __file__ as beside
from unannounced.crafts.matching.model import Model, shipped
from unannounced.crafts.matching.verdicts import Candidate, decide

PARTS = 5
EVIDENCE = 1_000
"""Every truth counts as if it had so many pairs of one place, those of one register in many editions together."""
AGAINST = (
    "left left_both loss kinds_clash levels_clash initials_clash mark_clash mark_one_sided town_other crowd "
    "postcode_other address_other far figures_other district_other one_nothing_own nowhere cover_elsewhere"
)
"""What can only speak against a pair; everything else can only speak for it."""
EITHER = frozenset({"always", "nothing_own"})
BY_HAND = {
    "common_name": 0.0,
    "sorts_differ": -1.0,
    "word_alone": 0.0,
    "sort_said_more": 0.0,
    "kinds_apart": 0.0,
    "towns_two": 0.0,
    "levels_one_sided": 0.0,
    "district_same": 0.5,
    "district_other": -1.5,
    "key_same": 8.0,
}
"""What no truth at hand has enough of."""
Numbers = NDArray[np.float64]


@dataclass(slots=True)
class Lesson:
    """The candidates of one truth, with what is known of them."""

    truth: Truth
    candidates: list[Candidate]
    labels: list[bool | None]
    parts: list[int]


def lessons(folder: Path) -> list[Lesson]:
    """Every truth, compared once; odds are set later."""
    blank = Model({"always": 0.0}, {"always": 0.0})
    found = []
    for truth in every(folder):
        candidates = Matcher(truth.second, model=blank).candidates(truth.first)
        labels = [truth.label(one.first.place, one.second.place) for one in candidates]
        parts = [part_of(truth.group(one.first.place)) for one in candidates]
        found.append(Lesson(truth, candidates, labels, parts))
    return found


def part_of(group: str) -> int:
    """The fifth of the States to which ``group`` belongs."""
    return hashlib.sha256(group.encode()).digest()[0] % PARTS


def learn(taught: Sequence[Lesson], without: int | None = None) -> Model:
    """Weights from all pairs of known truth, but those of the part ``without``."""
    pair = _fit(taught, without, lambda one: one.compared.features) | BY_HAND
    model = Model(pair, {"always": 0.0})
    among: dict[int, dict[str, float]] = {}
    for lesson in taught:
        set_odds(lesson.candidates, model)
        among |= stands(lesson.candidates)
    return Model(pair, _fit(taught, without, lambda one: among[id(one)]))


def set_odds(candidates: Sequence[Candidate], model: Model) -> None:
    """The odds of each candidate by ``model``."""
    for one in candidates:
        one.odds = model.odds(one.compared.features)


def stands(candidates: Sequence[Candidate]) -> dict[int, dict[str, float]]:
    """How each candidate stands among the others, by its ``id()``."""
    seen: dict[int, dict[str, float]] = {}

    class Seen(Model):
        def likeness(self, features: Mapping[str, float]) -> float:
            last.append(dict(features))
            return 0.0

    last: list[dict[str, float]] = []
    order: list[Candidate] = []
    of_first: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        of_first[one.first.place.id].append(one)
    decide(candidates, Seen({"always": 0.0}, {"always": 0.0}), 1)
    for own in of_first.values():
        order.extend(sorted(own, key=lambda one: -one.odds))
    for one, features in zip(order, last, strict=True):
        seen[id(one)] = features
    return seen


def _fit(taught: Sequence[Lesson], without: int | None, told: object) -> dict[str, float]:
    rows: list[Mapping[str, float]] = []
    labels: list[float] = []
    weights: list[float] = []
    for lesson in taught:
        used = [
            (one, label)
            for one, label, part in zip(lesson.candidates, lesson.labels, lesson.parts, strict=True)
            if label is not None and part != without
        ]
        share = _share(lesson.truth.name) * EVIDENCE / max(1, sum(1 for _, label in used if label))
        rows += [told(one) for one, _ in used]  # type: ignore[operator]
        labels += [float(label) for _, label in used]
        weights += [share] * len(used)
    names = sorted({name for row in rows for name in row} - set(BY_HAND))
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    return _logistic(names, table, np.array(labels), np.array(weights))


def _share(name: str) -> float:
    return {"brazil": 0.1, "england": 0.3, "ireland": 0.4, "spoiled": 0.3}.get(name.split("-", 1)[0], 1.0)


def _logistic(names: list[str], table: Numbers, labels: Numbers, weights: Numbers) -> dict[str, float]:
    """Logistic regression with a sign for every weight."""
    full = np.column_stack([np.ones(len(table)), table])
    bounds = [_bounds(name) for name in ("always", *names)]

    def loss(found: Numbers) -> tuple[float, Numbers]:
        odds = full @ found
        value = float(weights @ np.logaddexp(0, np.where(labels > 0, -odds, odds)))
        slope = full.T @ (weights * (1 / (1 + np.exp(-odds)) - labels))
        return value + 0.5 * float(found[1:] @ found[1:]), slope + np.concatenate([[0.0], found[1:]])

    found = minimize(
        loss, np.zeros(full.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 3000}
    )
    return {name: round(float(value), 3) for name, value in zip(("always", *names), found.x, strict=True)}


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in EITHER:
        return (None, None)
    if name == "far":
        return (None, -2.0)
    return (None, 0.0) if name in AGAINST.split() else (0.0, None)


@dataclass(slots=True)
class Judged:
    """How well one truth was told; pairs of which nobody knows are counted apart."""

    truth: Truth
    joined: int = 0
    right: int = 0
    offered_right: int = 0
    unknown: int = 0
    offered: int = 0
    wrong: list[Candidate] | None = None
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of those joined and known, how many are one place."""
        return self.right / max(1, self.joined)

    @property
    def joined_recall(self) -> float:
        """Of all places that both registers have, how many were joined."""
        return self.right / max(1, self.truth.same)

    @property
    def recall(self) -> float:
        """Of all places that both registers have, how many were joined or offered."""
        return (self.right + self.offered_right) / max(1, self.truth.same)


def counted(truth: Truth, candidates: Sequence[Candidate]) -> Judged:
    """One truth by the odds that its candidates have."""
    one = Judged(truth, wrong=[])
    for kept in decide(candidates, shipped(), 5):
        _count(one, kept, truth.label(kept.first.place, kept.second.place))
    return one


def judge(taught: Sequence[Lesson], models: Sequence[Model]) -> list[Judged]:
    """Each truth by models that did not see the States they judge."""
    found = []
    for lesson in taught:
        one = Judged(lesson.truth, wrong=[])
        for part, model in enumerate(models):
            held = [
                (c, label)
                for c, label, at in zip(lesson.candidates, lesson.labels, lesson.parts, strict=True)
                if at == part
            ]
            labels = {id(c): label for c, label in held}
            set_odds([c for c, _ in held], model)
            for kept in decide([c for c, _ in held], model, 5):
                _count(one, kept, labels[id(kept)])
        found.append(one)
    return found


def _count(one: Judged, kept: Candidate, label: bool | None) -> None:
    if not kept.joined:
        one.offered += 1
        one.offered_right += bool(label)
    elif label is None:
        one.unknown += 1
    else:
        one.joined += 1
        one.right += label
        if not label and one.wrong is not None:
            one.wrong.append(kept)


def table(judged: Sequence[Judged]) -> str:
    """A line for each truth."""
    lines = [f"{'':34} {'joined':>7} {'unknown':>8} {'precision':>9} {'joined':>7} {'recall':>7} {'offers':>7}"]
    lines += [
        f"{one.truth.name:34} {one.joined:7,} {one.unknown:8,} {one.precision:9.4f} {one.joined_recall:7.3f} "
        f"{one.recall:7.3f} {one.offered:7,}"
        for one in judged
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn from all, or judge by parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--judge", action="store_true", help="five parts, each judged by the others; writes nothing")
    parser.add_argument("--wrong", action="store_true", help="also print what was joined wrongly")
    asked = parser.parse_args(arguments)
    folder = os.environ.get("UNANNOUNCED_REAL_DATA")
    if not folder:
        print("UNANNOUNCED_REAL_DATA names no folder: set it to that of the keyed registers.", file=sys.stderr)
        return 1
    taught = lessons(Path(folder))
    if asked.judge:
        judged = judge(taught, [learn(taught, without=part) for part in range(PARTS)])
        print(table(judged))
        for one in judged if asked.wrong else ():
            for kept in one.wrong or ():
                a, b = kept.first.place, kept.second.place
                print(f"{one.truth.name}: {a.names[0]} ({a.town}) | {b.names[0]} ({b.town}) {kept.likeness:.3f}")
        return 0
    model = learn(taught)
    text = json.dumps({"pair": model.pair, "among": model.among}, indent=1, sort_keys=True)
    Path(beside).with_name("weights.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
