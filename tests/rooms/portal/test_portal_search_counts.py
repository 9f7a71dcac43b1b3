"""What stands beside the results: numbers that hold for them, and what the files beside them have."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.portal.test_finding import question

Read = Callable[..., str]
Indexed = Callable[[], int]
pytestmark = pytest.mark.usefixtures("today")

DARK = "The cells had no window and no artificial light."
ANSWER = "Lamps were put into every room of the prison."


@pytest.fixture
def near(shelf: Any, searchable: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten paragraphs, one with a recommendation and its answer, and one that stands in two languages."""
    from unannounced.rooms.portal import meaning

    monkeypatch.setattr(meaning, "derived_folder", lambda room, name: tmp_path / room / name)
    monkeypatch.setattr(meaning, "_held", {})
    item = shelf.item("10.1", "Let daylight into each room.", responses=[shelf.response(ANSWER)])
    others = [shelf.paragraph(number, f"The yard was swept, {number}.") for number in range(2, 10)]
    shelf.publish(4, "XXA", paragraphs=[shelf.paragraph(1, DARK), *others])
    shelf.publish(5, "XXB", paragraphs=[shelf.paragraph(10, "On light in rooms:", items=[item])])
    searchable()
    meaning.bring_up_to_date()


def counts(asked: Any, facet: str) -> dict[str, int]:
    from unannounced.rooms.portal.finding import answer

    return {one.value: one.count for one in answer(asked).facets[facet]}


def total(asked: Any) -> int:
    from unannounced.rooms.portal.finding import answer

    return answer(asked).total


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize(
    "asked", [{"words": "light", "mode": "both"}, {"words": "light", "mode": "meaning"}, {"like": "CPT-Inf-2026-4/1/0"}]
)
def test_every_kind_among_the_results_is_counted_as_it_is_found_when_it_is_chosen(asked: dict[str, str]) -> None:
    """Here fewer lie near than there can be, so that the numbers are exact."""
    found = counts(question(**asked), "kinds")
    assert found == {kind: total(question(**asked, kinds=(kind,))) for kind in found}
    assert {"paragraph", "recommendation", "response"} <= set(found)
    states = counts(question(**asked), "states")
    assert states == {code: total(question(**asked, states=(code,))) for code in ("XXA", "XXB")}
    assert sum(states.values()) == total(question(**asked))


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize("mode", ["both", "meaning"])
def test_beside_what_was_chosen_the_others_can_still_be_chosen(mode: str) -> None:
    free = counts(question("light", mode=mode), "states")
    assert counts(question("light", mode=mode, states=("XXA",)), "states") == free
    assert counts(question("light", mode=mode, states=("XXA",)), "kinds") == {"paragraph": free["XXA"]}


@pytest.mark.usefixtures("near")
def test_where_more_lie_near_than_are_read_a_number_is_what_there_is_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    from unannounced.rooms.portal.finding import by_meaning

    monkeypatch.setattr(by_meaning, "POOL", 4)
    for mode in ("both", "meaning"):
        found = counts(question("light", mode=mode), "kinds")
        assert all(0 < count <= total(question("light", mode=mode, kinds=(kind,))) for kind, count in found.items())
        assert sum(found.values()) >= 4


@pytest.mark.usefixtures("near")
def test_the_page_says_what_is_counted_and_what_the_files_have(read: Read) -> None:
    page = read("/search/?q=light&register=invented")
    assert "A number says how many of these results there are at least." in page
    assert re.search(r"Response of the State</span><span class=\"count\">\s*1<", page)
    assert "only what holds every word (now 2)" in page
    by_words = read("/search/?q=light&register=invented&mode=words")
    assert "A number says" not in by_words
    assert "only what holds every word" not in by_words
    meaning = read("/search/?q=light&register=invented&mode=meaning")
    assert 'name="kind" value="response"' in meaning
    assert "only what holds every word" not in meaning


@pytest.mark.usefixtures("near")
def test_the_page_of_all_choices_counts_what_the_page_of_results_counts(read: Read) -> None:
    page = read("/search/choices/kind/?q=light&register=invented")
    assert "A number says how many of these results there are at least." in page
    assert 'name="kind" value="response"' in page
