"""Posting to the intake room: sizes, work, and the queue of those whose devices run no scripts."""

import pytest

from unannounced.crafts import padding, sealing
from unannounced.duties import posting
from unannounced.duties.bringing import PART
from unannounced.duties.posting import NotTaken, Problem


def test_what_was_filled_up_and_sealed_has_one_of_few_sizes_and_is_known_by_it() -> None:
    recipient = sealing.recipient_of(sealing.new_identity())
    for length in (0, 5_000, 8_192, 70_000, 300_000):
        sealed = sealing.seal(padding.pad(b"x" * length), to=recipient)
        payload = len(sealed) - sealed.index(b"\n--- ") - len("\n--- ") - 43 - 1
        assert posting.padded_size(payload) == padding.size_for(length)


@pytest.mark.parametrize("payload", [0, 16, 8_192, 16 + 8_191 + 16, 16 + 12_288 + 16, 16 + 4_096 + 16])
def test_another_length_was_not_filled_up(payload: int) -> None:
    assert posting.padded_size(payload) is None


def test_work_grows_with_what_the_room_takes_altogether_and_ends_where_a_telephone_still_can() -> None:
    asked = [posting.work_asked(taken) for taken in (0, 600, 601, 1_200, 1_201, 10**9)]
    assert asked == [14, 14, 15, 15, 16, posting.MOST_WORK]


def test_a_large_file_costs_as_much_more_work_as_it_has_parts() -> None:
    assert posting.work_asked(0, size=PART) == posting.WORK
    assert posting.work_asked(0, size=64 * PART) == posting.WORK + 6
    posting.require_work(posting.WORK)
    with pytest.raises(NotTaken):
        posting.require_work(posting.WORK, size=2 * PART)


def test_the_queue_without_work_is_bounded_and_says_what_to_do() -> None:
    posting.require_way_without_work(posting.WITHOUT_WORK - 1)
    with pytest.raises(NotTaken) as refused:
        posting.require_way_without_work(posting.WITHOUT_WORK)
    assert refused.value.problem is Problem.MANY
    assert "not taken yet" in refused.value.sentence.english


@pytest.mark.parametrize("said", [None, 7, "", "g" * 64, "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_what_is_no_address_is_refused(said: object) -> None:
    with pytest.raises(NotTaken):
        posting.require_address(said)
