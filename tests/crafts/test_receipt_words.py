"""The words of a receipt: lists that nobody confuses, keys that follow from them alone, and mistakes named."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unannounced.crafts import receipt_words
from unannounced.crafts.receipt_words import (
    IN_A_LIST,
    KNOWN_BY,
    LANGUAGES,
    WORDS,
    UnknownWords,
    as_written,
    drawn,
    folded,
    receipt_of,
    words_of,
)
from unannounced.crafts.sealing import open_sealed, recipient_of, seal

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "testdata/vectors/receipts.json").read_text("utf-8"))
SCRIPTS = {"en": "LATIN", "fr": "LATIN", "tr": "LATIN", "ru": "CYRILLIC", "uk": "CYRILLIC", "ar": "ARABIC"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_list_are_confused(language: str) -> None:
    words = words_of(language)
    assert len(words) == IN_A_LIST
    keys = [folded(word)[:KNOWN_BY] for word in words]
    assert len(set(keys)) == IN_A_LIST
    short = {key for key in keys if len(key) < KNOWN_BY}
    assert not [key for key in keys for one in short if key != one and key.startswith(one)]
    for word in words:
        assert 3 <= len(word) <= 8, word
        assert word.isalpha(), word
        assert word == word.lower() == unicodedata.normalize("NFC", word), word
        assert {unicodedata.name(letter).split()[0] for letter in word} == {SCRIPTS[language]}, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_come_back_however_they_are_written(language: str) -> None:
    words = drawn(language)
    assert as_written(" ".join(words)) == words
    assert as_written("\n".join(f"{place}. {word.upper()}," for place, word in enumerate(words, 1))) == words
    assert as_written(" ".join(unicodedata.normalize("NFD", word) for word in words)) == words
    assert as_written("  ".join(folded(word)[:KNOWN_BY] for word in words)) == words
    assert receipt_of(as_written(" ".join(map(folded, words)))) == receipt_of(words)


def test_a_word_that_is_in_no_list_is_named_by_its_place_and_the_others_are_not_given_out() -> None:
    words = list(drawn("en"))
    for changed, places in (
        ([*words[:3], "xqzzy", *words[4:]], (4,)),
        ([*words[:9], words[9] + "q"], (10,)),
        (words[:8], (9, 10)),
        ([*words, words[0]], (11,)),
        ([], tuple(range(1, 11))),
    ):
        with pytest.raises(UnknownWords) as wrong:
            as_written(" ".join(changed))
        assert wrong.value.places == places
        assert str(wrong.value) == str(UnknownWords(places))  # the same whatever the words are


@given(st.text(max_size=200))
def test_whatever_is_typed_is_words_of_a_receipt_or_named(typed: str) -> None:
    places: tuple[int, ...] = ()
    try:
        found = as_written(typed)
    except UnknownWords as wrong:
        places = wrong.places
    assert places or len(found) == WORDS


def test_the_key_of_the_words_opens_what_is_sealed_to_it_and_another_order_is_another_key() -> None:
    words = drawn("uk")
    receipt = receipt_of(words)
    answer = seal("Ми отримали вашого листа.".encode(), to=recipient_of(receipt.identity))
    assert open_sealed(answer, receipt_of(words).identity).decode() == "Ми отримали вашого листа."
    turned = receipt_of((*words[1:], words[0])) if len(set(words)) > 1 else None
    assert turned is None or (turned.identity != receipt.identity and turned.address != receipt.address)
    assert receipt.address not in receipt.identity.lower()
    with pytest.raises(ValueError, match="10 words"):
        receipt_of(words[:9])


@pytest.mark.parametrize("vector", VECTORS["receipts"], ids=lambda one: one["language"])
def test_keys_follow_from_the_words_as_they_always_did(vector: dict[str, Any]) -> None:
    receipt = receipt_of(vector["words"])
    assert (receipt.identity, receipt.address) == (vector["identity"], vector["address"])
    assert as_written(vector["typed"]) == tuple(vector["words"])


def test_every_word_is_drawn_by_itself_and_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(receipt_words.secrets, "choice", lambda words: asked.append(words) or words[-1])
    assert drawn("tr") == (words_of("tr")[-1],) * WORDS
    assert asked == [words_of("tr")] * WORDS
    with pytest.raises(KeyError):
        drawn("xx")
