"""How well topics are told apart: cross-validation in which no group, as no State, is both learned from and judged.

Beside ours stands what everybody would try first, in the same run and on the same parts: tf-idf of words and pairs, and
a logistic regression for each topic. What is judged is the model as it is stored, read back, and asked as in use.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.multiclass import OneVsRestClassifier

from unannounced.crafts.topics.classifying import Classifier
from unannounced.crafts.topics.stored import pack, unpack
from unannounced.crafts.topics.taxonomy import of_labels
from unannounced.crafts.topics.training import FEWEST, Marks, macro_f1, micro_f1, taught, train


@dataclass(frozen=True, slots=True)
class Known:
    """What persons decided: texts, which topics each is about, and the group it belongs to."""

    texts: Sequence[str]
    topics: Sequence[Sequence[str]]
    groups: Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part judged: its texts, what we and the peer gave to them, seconds of training, bytes of the model."""

    there: Sequence[int]
    ours: Marks
    peer: Marks
    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class OneTopic:
    """How well one topic is found: how many texts are about it, and precision, recall and F1 of ours and the peer's."""

    topic: str
    support: int
    ours: tuple[float, float, float]
    peer: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome: F1 over the commonest topics together, the mean of all topics, and each topic, commonest first."""

    commonest: int
    texts: int
    groups: int
    parts: int
    micro: tuple[float, float]
    macro: tuple[float, float]
    micro_of_all: tuple[float, float]
    topics: tuple[OneTopic, ...]
    training_seconds: float
    bytes: int


def judge(
    known: Known,
    parts: int,
    *,
    commonest: int,
    jobs: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Judged:
    """Cut the groups into ``parts``, learn from all but one each time, and hold what is given against what is known."""
    labels = tuple(topic for topic, _ in Counter(topic for one in known.topics for topic in set(one)).most_common())
    cut = GroupKFold(parts).split(known.texts, groups=known.groups)
    work = [(known, labels, tuple(map(int, here)), tuple(map(int, there))) for here, there in cut]
    marks = _marks(known.topics, labels)
    ours, peer = np.zeros_like(marks), np.zeros_like(marks)
    seconds, sizes = [], []
    for part in _done(work, jobs, progress):
        ours[list(part.there)], peer[list(part.there)] = part.ours, part.peer
        seconds.append(part.seconds)
        sizes.append(part.bytes)
    few = slice(0, commonest)
    return Judged(
        min(commonest, len(labels)),
        len(known.texts),
        len(set(known.groups)),
        parts,
        (micro_f1(ours[:, few], marks[:, few]), micro_f1(peer[:, few], marks[:, few])),
        (macro_f1(ours, marks), macro_f1(peer, marks)),
        (micro_f1(ours, marks), micro_f1(peer, marks)),
        tuple(
            OneTopic(label, int(marks[:, n].sum()), _rates(ours[:, n], marks[:, n]), _rates(peer[:, n], marks[:, n]))
            for n, label in enumerate(labels)
        ),
        float(np.median(seconds)),
        max(sizes),
    )


def _done(work: Sequence[Any], jobs: int, progress: Callable[[int, int], None]) -> Iterator[Part]:
    if jobs == 1:
        for done, one in enumerate(work, start=1):
            yield _part(*one)
            progress(done, len(work))
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: list[Future[Part]] = [pool.submit(_part, *one) for one in work]
        for done, future in enumerate(as_completed(waiting), start=1):
            yield future.result()
            progress(done, len(work))


def _part(known: Known, labels: tuple[str, ...], here: tuple[int, ...], there: tuple[int, ...]) -> Part:
    begun = perf_counter()
    groups = [known.groups[place] for place in here]
    given = taught([known.texts[place] for place in here], [known.topics[place] for place in here], groups)
    model = pack(train(given, taxonomy="", on=""))
    between = perf_counter()
    asked = [known.texts[place] for place in there]
    found = Classifier(of_labels(labels), unpack(model)).classify(asked)
    ours = _marks([[one.topic for one in row] for row in found], labels)
    peer = _peer([known.texts[place] for place in here], _marks([known.topics[place] for place in here], labels), asked)
    return Part(there, ours, peer, between - begun, len(model))


def _peer(texts: Sequence[str], marks: Marks, asked: Sequence[str]) -> Marks:
    """What tf-idf and logistic regression give."""
    weigher = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    kept = np.flatnonzero(marks.sum(axis=0) >= FEWEST)
    machine = LogisticRegression(C=10, class_weight="balanced", solver="liblinear", random_state=0)
    learner = OneVsRestClassifier(machine).fit(weigher.fit_transform(texts), marks[:, kept].astype(int))
    given = np.zeros((len(asked), marks.shape[1]), bool)
    given[:, kept] = np.asarray(learner.predict(weigher.transform(asked))).reshape(len(asked), -1)
    return given


def _marks(topics: Sequence[Sequence[str]], labels: Sequence[str]) -> Marks:
    at = {label: place for place, label in enumerate(labels)}
    marks = np.zeros((len(topics), len(labels)), bool)
    for row, one in enumerate(topics):
        marks[row, [at[topic] for topic in one]] = True
    return marks


def _rates(given: Any, known: Any) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where nothing was given, or there is nothing to find."""
    right, all_given, all_known = (int(one.sum()) for one in (given & known, given, known))
    return right / max(all_given, 1), right / max(all_known, 1), 2 * right / max(all_given + all_known, 1)
