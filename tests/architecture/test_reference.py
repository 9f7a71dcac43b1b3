"""The pages of reference: they say what the code says, and a page that does not is named."""

import shutil
from pathlib import Path

import pytest

from tests.architecture.conftest import script

pytestmark = pytest.mark.sqlite  # looks at each room in a home of its own: once is enough

reference = script("reference")
PAGES = [
    "acts.md",
    "commands.md",
    "data-dictionary.md",
    "law-cases.md",
    "law-json.md",
    "life-cycles.md",
    "standings.md",
]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages as they should be."""
    found: dict[str, str] = reference.pages()
    return found


@pytest.fixture
def folder(tmp_path: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which every page is as it should be."""
    monkeypatch.setattr(reference, "pages", lambda: pages)
    reference.write(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_says_what_the_code_says(pages: dict[str, str], name: str) -> None:
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == pages[name], "Run `make docs`."


def test_there_are_no_other_pages(pages: dict[str, str]) -> None:
    assert sorted(pages) == PAGES
    assert sorted(path.name for path in reference.FOLDER.iterdir()) == PAGES


def test_what_was_just_written_is_not_stale(folder: Path) -> None:
    assert reference.stale(folder) == []


def test_a_page_that_was_changed_by_hand_is_named(folder: Path) -> None:
    page = folder / "standings.md"
    page.write_text(page.read_text().replace("not Party", "never Party"))
    assert reference.stale(folder) == ["standings.md"]


def test_a_page_that_is_missing_and_one_that_nothing_writes_are_named(folder: Path) -> None:
    shutil.move(folder / "acts.md", folder / "deeds.md")
    assert reference.stale(folder) == ["acts.md", "deeds.md"]


def test_each_page_holds_what_it_is_about(pages: dict[str, str]) -> None:
    assert "    planned --> notified\n" in pages["life-cycles.md"]
    assert "| party_denunciation_pending | Party, denunciation pending | yes |" in pages["standings.md"]
    assert "## unannounced take-in\n" in pages["commands.md"]
    assert "`/visits/<uuid:visit>/note-entry/`" in pages["acts.md"]
    assert "## shelf_shelvedreport\n" in pages["data-dictionary.md"]
    assert (
        "| [parcels_parcel](#parcels_parcel) | office, portal, field, liaison, intake |" in pages["data-dictionary.md"]
    )


def test_no_page_holds_anything_of_this_machine(pages: dict[str, str]) -> None:
    for text in pages.values():
        assert str(reference.REPOSITORY) not in text
        assert str(Path.home()) + "/" not in text
