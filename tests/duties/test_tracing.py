"""What became of a published item, and on whose word that rests."""

import pytest

from unannounced.duties.dialogue import Claim, FollowUp, Position
from unannounced.duties.tracing import Basis, Became, Outcome, became, outcome_of, word_for

SAID = [{"received_on": "2026-05-03", "claim": "implemented"}]


def test_what_the_mechanism_made_public_stands_before_what_the_state_says() -> None:
    """And what the State says before what the report says of its position."""
    assert became("not_implemented", SAID, "accepted").basis is Basis.MECHANISM
    assert became("not_implemented", SAID, "accepted").outcome is Outcome.NOT_IMPLEMENTED
    assert became("", SAID, "rejected") == Became(Basis.STATE, "implemented", Outcome.CLAIMED)
    assert became("", [], "rejected") == Became(Basis.REPORT, "rejected", Outcome.NOT_IMPLEMENTED)


def test_of_several_responses_the_latest_counts_in_whatever_order_they_came() -> None:
    later = {"received_on": "2027-01-01", "claim": "rejected"}
    assert became("", [later, *SAID], "").word == "rejected"
    assert became("", [*SAID, later], "").word == "rejected"


@pytest.mark.parametrize("position", ["", "unknown", "a word of tomorrow"])
def test_where_nobody_said_anything_public_it_is_not_known_and_not_undone(position: str) -> None:
    found = became("", [], position)
    assert (found.basis, found.outcome) == (Basis.NOBODY, Outcome.NOT_KNOWN)


def test_a_word_that_is_not_known_says_nothing() -> None:
    """A newer office may use one; the response before it still counts."""
    assert became("a_word_of_tomorrow", SAID, "").basis is Basis.STATE
    assert became("", [{"received_on": "2026-05-03", "claim": "whatever"}], "noted").basis is Basis.REPORT


@pytest.mark.parametrize(
    ("basis", "words"), [("mechanism", list(FollowUp)), ("state", list(Claim)), ("report", list(Position))]
)
def test_every_word_has_an_outcome_and_words_of_its_own(basis: str, words: list[str]) -> None:
    for word in words:
        assert outcome_of(basis, word) in Outcome
        assert "_" not in word_for(basis, word)


def test_only_what_the_mechanism_found_implemented_is_counted_as_implemented() -> None:
    """A claim of the State is none, neither in its response nor as the report or a list of follow-up prints it."""
    bases = {"mechanism": FollowUp, "state": Claim, "report": Position}
    counted = {(basis, word.value) for basis, words in bases.items() for word in words
               if outcome_of(basis, word) is Outcome.IMPLEMENTED}  # fmt: skip
    assert counted == {("mechanism", "implemented")}
    assert became("implemented", SAID, "").outcome is Outcome.IMPLEMENTED
    assert became("", SAID, "").outcome is Outcome.CLAIMED
    assert became("", [], "implemented").outcome is Outcome.CLAIMED
    assert outcome_of("mechanism", "unverified_claim") is Outcome.CLAIMED
