"""What a correction changed: words, what came in and went out, and what only bears another number now."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.rooms.portal.conftest import carry, paragraph, report
from tests.rooms.portal.reading_room import ADDRESS, answer, asked, passage, publish
from unannounced.rooms.portal.changed import Part, changes

Read = Callable[..., str]
COMPARED = f"{ADDRESS}versions/2/changes/"
pytestmark = pytest.mark.usefixtures("shelf", "today")


def _part(number: int, text: str, key: str = "") -> Part:
    return Part(key, number, str(number), "", (("", text),))


def _told(before: list[Part], after: list[Part]) -> tuple[list[str], list[str]]:
    found, moved = changes(before, after)
    words = [("new " if one.new else "") + ("gone " if not one.number else "") + one.label for one in found]
    return words, [f"{one.was}-{one.last_was} > {one.label}-{one.last}" for one in moved]


def test_a_paragraph_put_in_moves_the_others_and_changes_none_of_them() -> None:
    """By key, and without one by what they say."""
    for keys in (["a", "b", "c", "d"], [""] * 4):
        a, b, c, d = keys
        before = [_part(1, "One.", a), _part(2, "Two.", b), _part(3, "Three.", c)]
        after = [_part(1, "One.", a), _part(2, "New.", d), _part(3, "Two.", b), _part(4, "Three.", c)]
        assert _told(before, after) == (["new 2"], ["2-3 > 3-4"])
        assert _told(after, before) == (["gone 2"], ["3-4 > 2-3"])


def test_a_paragraph_that_moved_and_changed_is_shown_with_its_earlier_number() -> None:
    before = [_part(1, "One cell.", "a"), _part(2, "Two cells.", "b")]
    after = [_part(1, "Two small cells.", "b"), _part(2, "One cell.", "a")]
    found, moved = changes(before, after)
    assert [(one.number, one.was) for one in found] == [(1, "2")]
    assert [(one.was, one.label) for one in moved] == [("1", "2")]


def test_parts_without_a_key_that_changed_in_place_are_compared_with_each_other() -> None:
    before = [_part(1, "Same."), _part(2, "Twelve cells."), _part(3, "End.")]
    after = [_part(1, "Same."), _part(2, "Ten cells."), _part(3, "End.")]
    found, moved = changes(before, after)
    assert [piece.text for piece in found[0].pieces if piece.change == "in"] == ["Ten"]
    assert moved == []


def test_a_thousand_equal_parts_are_compared_in_time() -> None:
    """And more than that by their place."""
    before = [_part(n, "Same.") for n in range(1, 2_500)]
    found, moved = changes(before, [*before, _part(2_500, "New.")])
    assert [one.label for one in found] == ["2500"]
    assert moved == []


def test_a_corrected_report_says_what_it_corrects_and_what_moved(read: Read) -> None:
    publish(paragraphs=[passage(1, "Twelve cells."), passage(2, items=[asked("2.1")])])
    corrected = [passage(1, "Ten cells."), {**passage(9, "Put in."), "number": 2}]
    corrected.append({**passage(2, items=[asked("2.1", text="Ensure nine hours of rest.")]), "number": 3})
    because: dict[str, Any] = {
        "version": 2,
        "published_on": "2026-10-01",
        "because": "A number was wrong.",
        "title": "Corrected",
    }
    publish(paragraphs=corrected, **because)
    page = read(COMPARED)
    assert "A number was wrong." in page
    assert "Corrected</ins>" in page
    assert "Twelve</del>" in page
    assert "Put in.</ins>" in page
    assert "Not in the earlier version." in page
    assert "It was number 2 in the earlier version." in page
    assert "nine</ins>" in page
    assert f'href="{ADDRESS}paragraphs/3/"' in page


def test_versions_without_keys_are_compared_by_their_words(read: Read) -> None:
    """As the first versions of the format have them."""
    texts = ["One.", "Two.", "Three."]
    carry("publication", report(paragraphs=[paragraph(n, text) for n, text in enumerate(texts, 1)]))
    texts.insert(1, "Put in.")
    later = [paragraph(n, text) for n, text in enumerate(texts, 1)]
    carry("publication", report(version=2, paragraphs=later))
    page = read(COMPARED)
    assert page.count("<ins>") == 1
    assert "2–3" in page
    assert ">3</a>–4" in page


def test_a_later_response_and_a_later_statement_show_what_they_say_otherwise(read: Read) -> None:
    answer(1, "The works begin in May.")
    answer(2, "The works begin in June.")
    page = read("/responses/CPT-Inf-2026-5/versions/2/changes/")
    assert "May</del>" in page
    assert "June</ins>" in page
    assert "Item 2.1" in page
    assert 'href="/responses/CPT-Inf-2026-5/versions/2/changes/"' in read("/responses/CPT-Inf-2026-5/")
    said = {"slug": "s-6", "symbol": "S/6", "state": report()["state"], "ground": "refuses_to_improve"}
    days = {"opened_on": "2026-01-10", "state_heard_on": None, "adopted_on": "2026-07-01", "published_on": "2026-09-20"}
    carry("statement", {**said, **days, "version": 1, "text": "It was asked twice.\n\nIt did not act."})
    carry("statement", {**said, **days, "version": 2, "text": "It was asked thrice.\n\nIt did not act."})
    page = read("/statements/s-6/versions/2/changes/")
    assert "twice</del>" in page
    assert "It did not act." not in page
    assert 'href="/statements/s-6/versions/2/changes/"' in read("/statements/s-6/")
    for absent in ("/responses/CPT-Inf-2026-5/versions/1/changes/", "/statements/s-6/versions/3/changes/"):
        read(absent, 404)


def test_markup_in_what_changed_is_shown_as_text(read: Read) -> None:
    evil: Any = "<script>alert(1)</script>"
    publish(paragraphs=[passage(1, "One.")])
    publish(version=2, title=evil, because=evil, paragraphs=[passage(1, evil)])
    assert "<script>alert" not in read(COMPARED)
