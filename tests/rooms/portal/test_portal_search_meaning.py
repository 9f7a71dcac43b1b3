"""Whoever does not know the words of a report finds it by what it means, and goes on from one result to its like."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Read = Callable[..., str]
Indexed = Callable[[], int]
pytestmark = pytest.mark.usefixtures("today")

DARK = "The cells had no window and no artificial light."
DARK_FR = "Les cellules n’avaient ni fenêtre ni éclairage artificiel."
DOCTOR = "A nurse examined new arrivals on the day they came."


@pytest.fixture
def near(shelf: Any, searchable: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports, their index and their vectors."""
    from unannounced.rooms.portal import meaning

    monkeypatch.setattr(meaning, "derived_folder", lambda room, name: tmp_path / room / name)
    monkeypatch.setattr(meaning, "_held", {})
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR)])
    shelf.show_archived(9, "CHL", paragraphs=[shelf.paragraph(8, DARK_FR)])
    searchable()
    meaning.bring_up_to_date()


def found(page: str) -> list[str]:
    return re.findall(r'<h2 class="found-title"><a href="(/reports/[^"]+)" data-row>', page)


@pytest.mark.usefixtures("near")
def test_a_question_in_one_language_finds_what_is_said_in_another(read: Read) -> None:
    page = read("/search/?q=darkness+in+the+rooms+of+prisoners&mode=meaning")
    assert set(found(page)[:2]) == {"/reports/CPT-Inf-2026-4/paragraphs/1/", "/reports/A-HRC-9/paragraphs/8/"}
    assert "the nearest in meaning first" in page
    assert '<option value="meaning" selected>' in page
    assert '<details class="why" open>' in page


@pytest.mark.usefixtures("near")
def test_from_a_result_one_goes_on_to_its_like(read: Read) -> None:
    """Which is said over the results and can be taken away."""
    (like,) = re.findall(
        r'href="(/search/\?mode=meaning&amp;like=CPT[^"]+)"', read("/search/?q=artificial+light&mode=words")
    )
    page = read(like.replace("&amp;", "&"))
    assert found(page)[0] == "/reports/A-HRC-9/paragraphs/8/"
    assert "/reports/CPT-Inf-2026-4/paragraphs/1/" not in found(page)
    assert "CPT/Inf (2026) 4, paragraph 1" in page
    assert '<a class="chip" rel="nofollow" href="/search/">' in page
    assert 'name="like" value="CPT-Inf-2026-4/1/0"' in page


@pytest.mark.usefixtures("near")
def test_both_orders_are_put_together_and_narrowed_down(read: Read) -> None:
    assert "/reports/A-HRC-9/paragraphs/8/" in found(read("/search/?q=artificial+light&mode=both"))
    assert found(read("/search/?q=artificial+light&mode=both&state=CHL")) == ["/reports/A-HRC-9/paragraphs/8/"]
