"""One identity on keyed registers, which are not part of the project: by the weights that are shipped."""

import os
from pathlib import Path

import pytest
from bench.one_identity.learning import Judged, counted
from bench.one_identity.truths import Truth, all_of

from unannounced.crafts.matching import Matcher

DATA = os.environ.get("UNANNOUNCED_REAL_DATA", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA, reason="UNANNOUNCED_REAL_DATA names no folder with real registers"),
]


def judged(truth: Truth) -> Judged:
    return counted(truth, Matcher(truth.second).candidates(truth.first))


def test_what_is_joined_is_one_place_and_what_is_one_place_is_joined_or_offered() -> None:
    found = [judged(truth) for truth in all_of(Path(DATA) if DATA else Path())]
    assert len(found) > 20
    assert [(one.truth.name, one.precision) for one in found if one.precision < 0.99] == []
    assert [(one.truth.name, one.recall) for one in found if one.recall < 0.93] == []
    assert sum(one.right for one in found) / sum(one.truth.same for one in found) > 0.85
