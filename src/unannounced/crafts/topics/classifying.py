"""Giving topics to items, each with how sure that is and the words that decided.

What was trained decides; cue words of the taxonomy decide about topics that were not learned, and about texts in which
training knows fewer than half of the words, as those in another language. Nothing but numpy is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.topics.cues import Cues, longest
from unannounced.crafts.topics.features import Floats, Rows, Shown, surfaces, tokens
from unannounced.crafts.topics.forest import is_open
from unannounced.crafts.topics.stored import Model, unpack
from unannounced.crafts.topics.taxonomy import Taxonomy

AT_ONCE = 256
FAMILIAR = 0.5
"""Share of the words of a text that training must have met before it decides."""
SUREST = 99
"""Per cent: nothing that is learned is certain."""
WORDS = 5
"""Words that are named at most."""
TELLING = 0.15
"""Share of the strongest word below which a word is not named."""


@dataclass(frozen=True, slots=True)
class Given:
    """A topic given to a text: its id, how sure it is (per cent), and the words that decided, the strongest first."""

    topic: str
    sure: int
    words: tuple[str, ...]


class Classifier:
    """Gives topics of a taxonomy, as a model has learned them; without one by cue words alone."""

    def __init__(self, taxonomy: Taxonomy, model: Model | None = None) -> None:
        self.taxonomy, self.model = taxonomy, model
        learned = set(model.topics) if model else set()
        self.unlearned = tuple(topic for topic in taxonomy.topics if topic.id not in learned)
        self.left_out = tuple(topic for topic in (model.topics if model else ()) if topic not in taxonomy.by_id)
        self._cues_of_all = Cues(taxonomy.topics)
        self._cues_of_unlearned = Cues(self.unlearned)
        self._order = {topic.id: place for place, topic in enumerate(taxonomy.topics)}

    @classmethod
    def load(cls, model: bytes | None, taxonomy: Taxonomy) -> "Classifier":
        """From the bytes of a model file, or None where nothing was trained. Raises ``ModelProblem``."""
        return cls(taxonomy, None if model is None else unpack(model))

    def classify(self, texts: Sequence[str]) -> list[list[Given]]:
        """The topics of each text, the surest first; none where nothing speaks for any."""
        found: list[list[Given]] = []
        for start in range(0, len(texts), AT_ONCE):
            some = texts[start : start + AT_ONCE]
            words = [tokens(text) for text in some]
            if self.model is None:
                found += [_told(self._cues_of_all, *one) for one in zip(some, words, strict=True)]
            else:
                found += self._by(self.model, some, words)
        return found

    def _by(self, model: Model, texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[list[Given]]:
        shown = model.features.shown(words)
        rows, parts = model.features.rows(shown, len(texts))
        sure = chances(model, rows)
        ends = np.searchsorted(shown.text, np.arange(len(texts) + 1))
        given = sure >= model.limit
        given[:, [topic not in self.taxonomy.by_id for topic in model.topics]] = False
        found = []
        for row, (text, said) in enumerate(zip(texts, words, strict=True)):
            if model.features.known(said) < FAMILIAR:
                found.append(_told(self._cues_of_all, text, said))
                continue
            topics = np.flatnonzero(given[row])
            named = _words(model, shown, parts, slice(ends[row], ends[row + 1]), topics, text) if len(topics) else []
            here = [
                Given(model.topics[topic], min(SUREST, round(100 * float(sure[row, topic]))), spoken)
                for topic, spoken in zip(topics, named, strict=True)
            ]
            here += _told(self._cues_of_unlearned, text, said) if self.unlearned else []
            found.append(sorted(here, key=lambda one: (-one.sure, self._order[one.topic])))
        return found


def chances(model: Model, rows: Rows) -> Floats:
    """How likely each text is about each topic of the model, 0 to 1: ``(texts, topics)``."""
    scores = _scores(model, rows)
    odds = scores * model.slope + model.offset
    left_open = is_open(odds)
    for topic, forest in enumerate(model.forests):
        at = np.flatnonzero(left_open[:, topic]) if len(forest.roots) else ()
        if len(at):
            odds[at, topic] += forest.moves(scores[at])
    chance: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return chance


def _scores(model: Model, rows: Rows) -> Floats:
    """What the words alone say: the weights of the features of each text, added up."""
    texts = len(rows.starts) - 1
    met, place = np.unique(rows.features, return_inverse=True)
    dense = np.zeros((texts, len(met)), np.float32)
    dense[np.repeat(np.arange(texts), np.diff(rows.starts)), place] = rows.weights
    added: Floats = dense @ model.weights[met] + model.added
    return added


def _words(
    model: Model, shown: Shown, parts: Floats, here: slice, topics: NDArray[np.int64], text: str
) -> list[tuple[str, ...]]:
    """For each of ``topics``, the words of the text that spoke for it, the strongest first."""
    written = surfaces(text)
    named_as = _named_as(written, model.features.small)
    unit = shown.unit[here]
    pulls = parts[here, None] * model.weights[shown.feature[here]][:, topics]
    units = 2 * len(written)
    return [
        _strongest(np.bincount(named_as[unit], pull, minlength=units)[:units], written)
        or _strongest(np.bincount(unit, pull, minlength=units), written)
        for pull in pulls.T
    ]


def _named_as(written: Sequence[str], small: frozenset[str]) -> NDArray[np.int64]:
    """As which unit each is named: a pair with a small word ("the judges") as its other one, small words not at all."""
    count = len(written)
    large = np.array([word not in small for word in written], bool)
    units = np.arange(2 * count)
    units[:count][~large] = 2 * count
    first, second = large[:-1], large[1:]
    places = np.arange(count - 1)
    pairs = np.where(first & second, units[count : 2 * count - 1], np.where(first, places, places + 1))
    units[count : 2 * count - 1] = np.where(first | second, pairs, 2 * count)
    return units


def _strongest(pull: NDArray[Any], written: Sequence[str]) -> tuple[str, ...]:
    """The words and pairs with the greatest pull; what is part of a pair that is named is not named beside it."""
    named: dict[str, None] = {}
    covered: set[int] = set()
    held = pull.tolist()
    least = TELLING * max(held)
    for unit in sorted(
        (one for one, force in enumerate(held) if force > least > 0), key=held.__getitem__, reverse=True
    ):
        if len(named) == WORDS:
            break
        first = unit if unit < len(written) else unit - len(written)
        places = {first} if unit < len(written) else {first, first + 1}
        if not places <= covered:
            covered |= places
            named[" ".join(written[place] for place in sorted(places))] = None
    return longest(named)


def _told(cues: Cues, text: str, words: Sequence[str]) -> list[Given]:
    return [Given(one.topic, one.sure, one.words) for one in cues.told(text, words)]
