"""Texts that are none, and texts without end."""

import time

import pytest

from unannounced.crafts.press import claims_in

ARTICLE = (
    "Russia ratified the European Convention for the Prevention of Torture in 1998. “It left the convention,” said "
    "Ana Duval. In March 2022, Russia was expelled from the Council of Europe, of which it had been a member for 26 "
    "years. The weather was fine, and people went to the market to buy apples, bread and a new umbrella.\n\n"
)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\x00\x01\ue000\ue200\ufffd" * 50, "“", "(((", "12345", "Nothing of law was said here."]
)
def test_a_text_that_claims_nothing_gives_nothing(text: str) -> None:
    assert claims_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        " " * 100_000,
        "a" * 100_000,
        "a " * 50_000,
        "," * 100_000,
        "“" * 100_000,
        "Russia , " * 12_000,
        "the convention " * 7_000,
        "European Convention on the Prevention of Torture and " * 2_000,
        "in March 2022 " * 7_000,
        "Russia ratified the treaty\n" * 4_000,
        "“Russia said " * 8_000,
        "A. " * 33_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_hundred_kilobytes_of_anything_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    claims_in(text)
    assert time.process_time() - begun < 5


@pytest.mark.slow
def test_an_article_is_read_within_a_tenth_of_a_second_and_twenty_in_some_twenty_times_that() -> None:
    claims_in(ARTICLE)
    text = ARTICLE * 14
    assert 4_000 < len(text) < 6_000
    once = min(_seconds(text) for _ in range(5))
    assert once < 0.1
    assert min(_seconds(text * 20) for _ in range(3)) < 150 * once  # a quadratic reader would take four hundred times


def _seconds(text: str) -> float:
    begun = time.process_time()
    claims_in(text)
    return time.process_time() - begun
