"""How sure it is that two texts demand the same of the State, and where they differ.

Same demand: they ask for the same result for the same people or thing, so that an authority that did what the later
text asks would thereby have done what the earlier one asks, or a whole one of several things that it asks. How the
judging was done, and how good this is, stands in docs/said-before.md; ``weights.json`` was learned there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.repeating.features import LANGUAGES, NAMES, Numbers, Places, Texts, features_of, texts_of
from unannounced.crafts.repeating.slots import differing
from unannounced.crafts.repeating.values import SameDemand
from unannounced.crafts.vectors import vectors_of

LIKELY = 60
"""From this likeness on, per cent, two texts are taken to demand the same: see docs/said-before.md for how surely."""
OTHERWISE = 0.4
"""What is left of a likeness if a slot that decides is filled otherwise: the template says the same, the demand not."""
DECIDING = (
    "treaty clash", "group clash", "person differs", "place differs", "institution clash", "ending clash",
    "number differs", "negation",
)  # fmt: skip
_DECIDING = [NAMES.index(name) for name in DECIDING]
_SLOTS_KNOWN = np.array([language in ("", "en", "fr") for language in LANGUAGES])


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts, and from which sum on it is as likely as not."""

    each: Numbers
    start: float

    @classmethod
    def of(cls, held: Mapping[str, float]) -> "Weights":
        """The weights of the features that are named; 0 of the others."""
        return cls(np.array([held.get(one, 0.0) for one in NAMES], dtype=np.float32), held["start"])

    def percent(self, features: Numbers) -> Numbers:
        """The likeness of each row, per cent; ``OTHERWISE`` of it where a slot that decides is filled otherwise."""
        decided = (features[:, _DECIDING] > 0).any(axis=1)
        each = self.each.copy()
        each[_DECIDING] = 0
        found: Numbers = 100 / (1 + np.exp(-(features @ each + self.start)))
        return np.where(decided, OTHERWISE * found, found)


@cache
def weights() -> dict[str, Weights]:
    """The weights for texts of one language, of two, and of one whose slots are not known."""
    text = (resources.files("unannounced.crafts.repeating") / "weights.json").read_text(encoding="utf-8")
    return {name: Weights.of(held) for name, held in json.loads(text).items()}


def same_demand(earlier_text: str, later_text: str) -> SameDemand:
    """How sure it is, per cent, that both demand the same, and the pairs in which they differ.

    >>> said = same_demand("Let detainees see a lawyer within 48 hours.", "Let detainees see a lawyer within 24 hours.")
    >>> said.likeness < LIKELY, said.differs
    (True, (('48 hours', '24 hours'),))
    """
    vectors = vectors_of([earlier_text, later_text])
    earlier, later = texts_of([earlier_text]), texts_of([later_text])
    at = np.zeros(1, dtype=np.int64)
    sure, _ = likenesses(earlier, at, later, at, np.array([vectors[0] @ vectors[1]], dtype=np.float32))
    return SameDemand(int(sure[0]), differing(earlier.said[0], later.said[0]))


def likenesses(
    earlier: Texts, then: Places, later: Texts, now: Places, cosines: Numbers
) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """The likeness of pairs, per cent, and whether they are alike but for a slot that decides."""
    features, foreign = features_of(earlier, then, later, now, cosines)
    otherwise = (features[:, _DECIDING] > 0).any(axis=1)
    known = _of_known_languages(earlier, then) & _of_known_languages(later, now)
    held = weights()
    sure = np.where(foreign > 0, held["two languages"].percent(features), held["one language"].percent(features))
    sure = np.where((foreign > 0) & ~known, held["slots unknown"].percent(features), sure)
    alike = np.where(otherwise, sure / OTHERWISE, sure)
    return np.rint(sure).astype(np.int16), otherwise & (alike >= LIKELY)


def _of_known_languages(texts: Texts, places: Places) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = _SLOTS_KNOWN[texts.languages[places]]
    return found
