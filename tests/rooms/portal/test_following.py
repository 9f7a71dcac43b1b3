"""What is derived from the shelf follows it; a part that cannot is named, and the others go on."""

from collections.abc import Callable

import pytest

from unannounced.rooms.portal import following
from unannounced.rooms.portal.following import Followed, Follower, follow


def follower(name: str, new: int = 0, problem: Exception | None = None, built: int = 0) -> Follower:
    """A part that is up to date by ``new`` reports, or cannot be."""

    def work(progress: Callable[[int, int], None] | None) -> int:
        if progress:
            progress(1, 1)
        if problem:
            raise problem
        return new

    return Follower(name, work, lambda _progress: built)


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let these be the parts that follow."""
    return lambda *those: monkeypatch.setattr(following, "FOLLOWERS", those)


def test_each_part_says_how_many_reports_were_new_to_it(parts: Callable[..., None]) -> None:
    parts(follower("words", 3, built=5), follower("pages", 2, built=5))
    assert follow() == [Followed("words", 3), Followed("pages", 2)]
    assert follow(again=True) == [Followed("words", 5), Followed("pages", 5)]


def test_a_part_that_cannot_follow_is_named_and_the_others_go_on(parts: Callable[..., None]) -> None:
    parts(follower("words", problem=OSError(28, "No space left on device")), follower("pages", 2))
    words, pages = follow()
    assert (words.name, words.new) == ("words", 0)
    assert "No space left on device" in words.problem
    assert pages == Followed("pages", 2)


def test_a_problem_is_told_in_its_first_line_and_never_as_nothing(parts: Callable[..., None]) -> None:
    parts(follower("words", problem=ValueError("The disk is full.\nTraceback")), follower("pages", problem=OSError()))
    assert [one.problem for one in follow()] == ["The disk is full.", "OSError"]


def test_a_fault_of_the_program_is_not_passed_over(parts: Callable[..., None]) -> None:
    parts(follower("words", problem=KeyError("slug")))
    with pytest.raises(KeyError):
        follow()


def test_progress_is_told(parts: Callable[..., None]) -> None:
    told: list[tuple[int, int]] = []
    parts(follower("words"))
    follow(lambda done, of: told.append((done, of)))
    assert told == [(1, 1)]


def test_the_index_of_words_is_among_what_follows() -> None:
    names = [one.name for one in following.FOLLOWERS]
    assert "words" in names
    assert len(names) == len(set(names))
