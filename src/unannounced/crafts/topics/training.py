"""Training: from texts and their topics, as persons decided them, to a model.

Each topic is learned by a linear machine whose features weigh the more, the more often they go with it (Wang and
Manning 2012). A second look then learns where that errs, from scores of texts it had not seen. scikit-learn is needed
here and nowhere else.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeRegressor

from unannounced.crafts.topics.features import Features, Floats, learned, tokens
from unannounced.crafts.topics.forest import NO_TREES, Forest, is_open, of_trees
from unannounced.crafts.topics.stored import Made, Model

FEWEST = 10
"""Items about a topic below which it is not learned; its cue words go on deciding."""
FEWEST_ITEMS = 60
STRICTNESS, SMOOTHING = 0.3, 1.0
INNER = 3
"""Parts into which the texts are cut to see how it does on texts it had not seen."""
TREES, LEAVES, FEWEST_IN_LEAF, STEP, STEADY = 50, 8, 20, 0.1, 2.0
BESIDE = 16
"""Topics whose scores a second look on one of them sees."""
FEWEST_OPEN = 100

LIMITS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
"""Chances from which a topic may be given, tried on texts not seen."""

Marks = NDArray[np.bool_]
Progress = Callable[[int, int], None]


class TooFew(ValueError):
    """There is too little to learn from; the text says how much is needed."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What is learned from: texts by their tokens, which topics each is about, and groups that stay together."""

    texts: list[list[str]]
    topics: tuple[str, ...]
    marks: Marks
    groups: NDArray[Any]


def taught(texts: Sequence[str], topics: Sequence[Sequence[str]], groups: Sequence[str] | None) -> Taught:
    """Texts with their topics, as far as enough of them are about a topic. Raises ``TooFew``.

    Texts of one group, as of one State, are never used to judge what was learned from others of it.
    """
    counts = Counter(topic for one in topics for topic in set(one))
    kept = tuple(sorted(topic for topic, count in counts.items() if count >= FEWEST))
    if len(texts) < FEWEST_ITEMS or not kept:
        about = max(counts.values(), default=0)
        raise TooFew(
            f"There is too little to learn from: {len(texts)} items, at most {about} of them about one topic. "
            f"At least {FEWEST_ITEMS} are needed, and {FEWEST} of them about a topic of the taxonomy."
        )
    at = {topic: place for place, topic in enumerate(kept)}
    marks = np.zeros((len(texts), len(kept)), bool)
    for row, one in enumerate(topics):
        marks[row, [at[topic] for topic in one if topic in at]] = True
    said = np.array(texts if groups is None or len(set(groups)) < INNER else groups)
    return Taught([tokens(text) for text in texts], kept, marks, said)


def train(given: Taught, *, taxonomy: str, on: str, progress: Progress = lambda _done, _of: None) -> Model:
    """The model of what was ``taught``; ``taxonomy`` is its digest, ``on`` the day."""
    rounds = (INNER + 2) * len(given.topics)
    steps = _Steps(progress, rounds)
    unseen = np.zeros(given.marks.shape, np.float32)
    for here, there in GroupKFold(INNER).split(given.texts, groups=given.groups):
        features = learned([given.texts[place] for place in here])
        weights, added = _machine(_matrix(features, [given.texts[p] for p in here]), given.marks[here], steps)
        unseen[there] = _matrix(features, [given.texts[place] for place in there]) @ weights + added
    features = learned(given.texts)
    weights, added = _machine(_matrix(features, given.texts), given.marks, steps)
    slope, offset, forests = _second_look(unseen, given.marks, steps)
    chance = 1 / (1 + np.exp(-(unseen * slope + offset)))
    best = max(LIMITS, key=lambda one: micro_f1(chance >= one, given.marks))
    right = micro_f1(chance >= best, given.marks), macro_f1(chance >= best, given.marks)
    limit = right[0] / 2  # of chances that are true, F1 is greatest from half of it on
    counts = dict(zip(given.topics, given.marks.sum(axis=0).tolist(), strict=True))
    made = Made(on, len(given.texts), counts, taxonomy, round(1000 * right[0]), round(1000 * right[1]))
    return Model(given.topics, features, weights, added, forests, slope, offset, limit, made)


def micro_f1(given: Marks, known: Marks) -> float:
    """F1 over all topics of all texts together; 0 where there is nothing to find."""
    return float(2 * (given & known).sum() / max(given.sum() + known.sum(), 1))


def macro_f1(given: Marks, known: Marks) -> float:
    """The mean of the F1 of each topic."""
    both = 2 * (given & known).sum(axis=0) / np.maximum(given.sum(axis=0) + known.sum(axis=0), 1)
    return float(both.mean()) if both.size else 0.0


class _Steps:
    """Tells how far it is, step by step."""

    def __init__(self, progress: Progress, of: int) -> None:
        self.progress, self.done, self.of = progress, 0, of

    def __call__(self) -> None:
        self.done += 1
        self.progress(self.done, self.of)


def _matrix(features: Features, texts: Sequence[Sequence[str]]) -> Any:
    rows, _ = features.rows(features.shown(texts), len(texts))
    return csr_matrix((rows.weights.astype(np.float64), rows.features, rows.starts), (len(texts), len(features)))


def _machine(texts: Any, marks: Marks, step: _Steps) -> tuple[Floats, Floats]:
    """Weights ``(features, topics)`` and what is added for each topic."""
    weights = np.zeros((texts.shape[1], marks.shape[1]), np.float32)
    added = np.zeros(marks.shape[1], np.float32)
    for place in range(marks.shape[1]):
        weights[:, place], added[place] = _one_topic(texts, marks[:, place])
        step()
    return weights, added


def _one_topic(texts: Any, about: NDArray[np.bool_]) -> tuple[Floats, float]:
    if about.all() or not about.any():
        return np.zeros(texts.shape[1], np.float32), 3.0 if about.all() else -3.0
    yes = np.asarray(texts[about].sum(axis=0)).ravel() + SMOOTHING
    no = np.asarray(texts[~about].sum(axis=0)).ravel() + SMOOTHING
    ratio = np.abs(np.log(yes / yes.sum()) - np.log(no / no.sum()))
    ratio /= ratio.mean() or 1
    machine = LinearSVC(C=STRICTNESS, tol=0.01, random_state=0).fit(texts @ diags(ratio), about)
    return (machine.coef_[0] * ratio).astype(np.float32), float(machine.intercept_[0])


def _second_look(scores: Floats, marks: Marks, step: _Steps) -> tuple[Floats, Floats, tuple[Forest, ...]]:
    """From scores of texts not seen: the odds they stand for, and trees that move them."""
    slope, offset, forests = np.ones(marks.shape[1]), np.zeros(marks.shape[1]), []
    for place in range(marks.shape[1]):
        slope[place], offset[place] = _odds(scores[:, place].astype(np.float64), marks[:, place])
        odds = slope[place] * scores[:, place] + offset[place]
        left_open = is_open(odds)
        forests.append(_grown(place, scores[left_open], marks[left_open, place], odds[left_open]))
        step()
    return slope.astype(np.float32), offset.astype(np.float32), tuple(forests)


def _odds(scores: NDArray[np.float64], about: NDArray[np.bool_]) -> tuple[float, float]:
    """The line from scores to the logarithm of odds under which what is known is likeliest (Newton's method)."""
    known = np.where(about, (about.sum() + 1) / (about.sum() + 2), 1 / ((~about).sum() + 2))
    line, held = np.array([2.0, 0.5]), np.stack([scores, np.ones(len(scores))])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(line @ held)))
        turn = (held * (chance * (1 - chance))) @ held.T + 1e-6 * np.eye(2)
        move = np.linalg.solve(turn, held @ (known - chance))
        line = line + np.clip(move, -2, 2)
        if np.abs(move).max() < 1e-6:
            break
    return float(max(line[0], 0.1)), float(line[1])


def _grown(topic: int, scores: Floats, about: NDArray[np.bool_], odds: Floats) -> Forest:
    """Trees that each move the odds a step nearer to what is known (gradient boosting)."""
    trees: list[tuple[Any, Floats]] = []
    if len(about) < FEWEST_OPEN or not FEWEST <= about.sum() <= len(about) - FEWEST:
        return NO_TREES
    odds = odds.astype(np.float64)
    beside = _beside(topic, scores, about - 1 / (1 + np.exp(-odds)))
    scores = np.ascontiguousarray(scores[:, beside])
    for number in range(TREES):
        chance = 1 / (1 + np.exp(-odds))
        tree = DecisionTreeRegressor(
            max_leaf_nodes=LEAVES, min_samples_leaf=FEWEST_IN_LEAF, max_features=0.5, random_state=number
        ).fit(scores, about - chance)
        leaf, nodes = tree.apply(scores), tree.tree_.node_count
        pull = np.bincount(leaf, about - chance, minlength=nodes)
        weight = np.bincount(leaf, chance * (1 - chance), minlength=nodes)
        adds = STEP * pull / (weight + STEADY)
        odds = odds + adds[leaf]
        trees.append((tree.tree_, adds.astype(np.float32)))
    return of_trees(trees, beside)


def _beside(topic: int, scores: Floats, errors: NDArray[np.float64]) -> NDArray[np.int64]:
    """The topic, and those others whose scores go most with what is wrong in its odds."""
    apart = (scores - scores.mean(axis=0)) / (scores.std(axis=0) + 1e-6)
    tie = np.abs(apart.T @ (errors - errors.mean()))
    tie[topic] = np.inf
    most: NDArray[np.int64] = np.sort(np.argsort(-tie, kind="stable")[:BESIDE])
    return most
