"""Learn the weights again: ``python -m bench.said_before.tuning FOLDER``, the folder with the real reports.

Learned from the pairs marked “tuned” and from made-up ones; the pairs held out are not looked at. Writes
``weights.json`` beside the code that uses it.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.said_before.made_up import Pair, made_up
from bench.said_before.pairs import TUNED, Judged, invented, real
from unannounced.crafts.repeating import likeness
from unannounced.crafts.repeating.features import LANGUAGES, NAMES, Numbers, Texts, features_of, texts_of
from unannounced.crafts.vectors import vectors_of

MADE_UP, STRENGTH = 0.05, 0.1
"""What a made-up pair counts beside a judged one, and how little the weights are held back."""
FOLDS, DEALS = 10, 5
"""How the pairs are cross-validated: parts of the States, and how often these are dealt anew."""


def main(reports: Path) -> None:
    """Learn the three sets of weights and write them."""
    judged = [pair for pair in real(reports) if pair.part == TUNED]
    own, made = _own(), list(made_up())
    every: list[Judged | Pair] = [*judged, *own, *made]
    texts = [(one.earlier, one.later) for one in every]
    same = np.array([one.same for one in every])
    counts = np.array([1.0] * (len(judged) + len(own)) + [MADE_UP] * len(made))
    apart, foreign = _features(texts)
    wordless, _ = _features(texts, as_if_of_two_languages=True)
    real_ones = np.arange(len(texts)) < len(judged)
    home, abroad = foreign == 0, (foreign > 0) | real_ones
    alone = np.flatnonzero(np.array([name == "cos" for name in NAMES]))
    held = {
        "one language": _learned(apart[home], same[home], counts[home]),
        "two languages": _learned(wordless[abroad], same[abroad], counts[abroad]),
        "slots unknown": _learned(_only(apart, alone)[foreign > 0], same[foreign > 0], counts[foreign > 0]),
    }
    place = Path(likeness.__file__).with_name("weights.json")
    place.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    print(f"Learned from {len(judged)} judged, {len(own)} invented and {len(made)} made-up pairs: {place.name}")


def crossed(judged: Sequence[Judged]) -> Iterator[Numbers]:
    """The likeness of real pairs by weights learned without any pair of their State: once for each of ``DEALS``.

    All States are dealt at random to ``FOLDS`` folds; the pairs of a fold are judged by what the others teach.
    """
    own, made = _own(), list(made_up())
    taught: list[Judged | Pair] = [*own, *made]
    real_ones, _ = _features([(one.earlier, one.later) for one in judged])
    others, foreign = _features([(one.earlier, one.later) for one in taught])
    home = foreign == 0
    same = np.array([one.same for one in judged])
    same_others = np.array([one.same for one in taught])[home]
    counts = np.array([1.0] * len(own) + [MADE_UP] * len(made))[home]
    states = sorted({one.state for one in judged})
    for deal in range(DEALS):
        folds = dict(zip(np.random.default_rng(deal).permutation(states), np.arange(len(states)) % FOLDS, strict=True))
        fold = np.array([folds[one.state] for one in judged])
        sure = np.zeros(len(judged), dtype=np.float32)
        for at in range(FOLDS):
            left = fold != at
            weights = _learned(
                np.concatenate((real_ones[left], others[home])),
                np.concatenate((same[left], same_others)),
                np.concatenate((np.ones(left.sum()), counts)),
            )
            sure[~left] = likeness.Weights.of(weights).percent(real_ones[~left])
        yield sure


def _own() -> list[Judged]:
    return [pair for pair in invented() if pair.part == TUNED]


def _features(texts: list[tuple[str, str]], as_if_of_two_languages: bool = False) -> tuple[Numbers, Numbers]:
    vectors = vectors_of([text for pair in texts for text in pair])
    then, now = texts_of(one for one, _ in texts), texts_of(other for _, other in texts)
    if as_if_of_two_languages:
        then, now = _called(then, "en"), _called(now, "fr")
    places = np.arange(len(texts))
    return features_of(then, places, now, places, (vectors[::2] * vectors[1::2]).sum(axis=1))


def _called(texts: Texts, language: str) -> Texts:
    return replace(texts, languages=np.full(len(texts.said), LANGUAGES.index(language), dtype=np.int8))


def _only(features: Numbers, columns: np.ndarray) -> Numbers:
    kept = np.zeros_like(features)
    kept[:, columns] = features[:, columns]
    return kept


def _learned(features: Numbers, same: np.ndarray, counts: np.ndarray) -> dict[str, float]:
    """The weights of a logistic regression on the features as they are, less those that count nothing."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(scaler.transform(features), same, sample_weight=counts)
    each = model.coef_[0] / scaler.scale_
    start = float(model.intercept_[0] - (each * scaler.mean_).sum())
    weights = {name: round(float(one), 4) for name, one in zip(NAMES, each, strict=True) if abs(one) >= 0.00005}
    return {"start": round(start, 4), **weights}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
