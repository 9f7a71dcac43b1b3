"""What was proposed in texts before is remembered, so many of them, and no longer than others are asked for."""

from unannounced.duties.recognising import Read
from unannounced.records.publications.looked_before import LookedBefore


def test_the_text_that_was_asked_for_longest_ago_is_forgotten_first() -> None:
    before = LookedBefore(most=2)
    one, two, three = (Read(frozenset({word}), frozenset()) for word in ("one", "two", "three"))
    before[b"1"], before[b"2"] = one, two
    assert before.get(b"1") == one
    before[b"3"] = three
    assert [before.get(key) for key in (b"1", b"2", b"3")] == [one, None, three]


def test_a_text_that_was_looked_at_again_is_kept_once() -> None:
    before = LookedBefore(most=2)
    first, then = Read(frozenset(), frozenset()), Read(frozenset({"roof"}), frozenset())
    before[b"1"], before[b"2"], before[b"1"] = first, first, then
    assert (before.get(b"1"), before.get(b"2")) == (then, first)
