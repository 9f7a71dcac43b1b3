"""What was published is found by what it means, and the vectors follow the shelf whatever befalls them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from unannounced.rooms.portal import meaning
from unannounced.rooms.portal.following import FOLLOWERS

DARK = "The cells had no window and no artificial light."
DARK_FR = "Les cellules n’avaient ni fenêtre ni éclairage artificiel."
LAWYER = "Everybody should see a lawyer as soon as the police arrest them."
DOCTOR = "A nurse examined new arrivals on the day they came."


@pytest.fixture
def folder(shelf: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the vectors."""
    monkeypatch.setattr(meaning, "derived_folder", lambda room, name: tmp_path / room / name)
    monkeypatch.setattr(meaning, "_held", {})
    return tmp_path / "portal" / "meaning"


@pytest.fixture
def three(shelf: Any, folder: Path) -> None:
    """A report of three paragraphs, one with an item, and the vectors of them."""
    items = [shelf.item("2.1", LAWYER)]
    paragraphs = [shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR, items=items), shelf.paragraph(3, "Thanks.")]
    shelf.publish(4, "FRA", paragraphs=paragraphs)
    meaning.bring_up_to_date()


def found(*asked: Any, **more: Any) -> list[str]:
    """The keys that are found."""
    return [key for key, _ in meaning.nearest(*asked, **more)]


@pytest.mark.usefixtures("three")
def test_words_that_are_not_in_a_text_find_what_it_means() -> None:
    assert found("darkness in the rooms of prisoners")[0] == "CPT-Inf-2026-4/1/0"
    assert found("access to counsel after arrest")[0] == "CPT-Inf-2026-4/2/1"
    assert found("темнота в камерах без окон")[0] == "CPT-Inf-2026-4/1/0"
    assert len(found("darkness", at_most=2)) == 2


def test_like_a_paragraph_is_what_says_the_same_elsewhere(shelf: Any, folder: Path) -> None:
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR)])
    shelf.show_archived(9, paragraphs=[shelf.paragraph(7, LAWYER), shelf.paragraph(8, DARK_FR)])
    meaning.bring_up_to_date()
    assert found("CPT-Inf-2026-4/1/0")[0] == "A-HRC-9/8/0"
    assert "CPT-Inf-2026-4/1/0" not in found("CPT-Inf-2026-4/1/0")
    assert found("CPT-Inf-2026-4/99/0") == []


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ({}, {"4", "9", "10"}),
        ({"states": ["CHL"]}, {"10"}),
        ({"states": ["CHL", "FRA"]}, {"4", "9", "10"}),
        ({"states": ["XXA"]}, set()),
        ({"invented": True}, {"5"}),
        ({"bodies": ["own"]}, {"4"}),
        ({"bodies": ["others"]}, {"9", "10"}),
        ({"bodies": ["Special Rapporteur"]}, {"10"}),
        ({"first": date(2013, 1, 1)}, {"4", "10"}),
        ({"last": date(2012, 12, 31)}, {"9"}),
        ({"kinds": ["paragraph"]}, {"4", "9", "10"}),
        ({"kinds": ["recommendation"]}, set()),
        ({"keys": {"A-HRC-9/1/0", "CPT-Inf-2026-5/1/0"}}, {"9"}),
        ({"keys": []}, set()),
    ],
)
def test_it_is_narrowed_down_and_never_mixes_the_real_and_the_invented(
    narrowed: dict[str, Any], shown: set[str], shelf: Any, folder: Path
) -> None:
    plain = [shelf.paragraph(1, DARK)]
    shelf.publish(4, "FRA", paragraphs=plain)
    shelf.publish(5, "XXA", paragraphs=plain)
    shelf.show_archived(9, paragraphs=plain)
    shelf.show_archived(10, "CHL", paragraphs=plain, body="Special Rapporteur", dated_on="2013-01-24")
    meaning.bring_up_to_date()
    keys = found("a cell without light", meaning.within(**narrowed))
    assert {key.split("/")[0].rsplit("-", 1)[1] for key in keys} == shown
    assert len(keys) == len(shown)


@pytest.mark.usefixtures("three")
def test_keys_alone_may_be_given_as_what_is_allowed() -> None:
    assert found("darkness", {"CPT-Inf-2026-4/3/0"}) == ["CPT-Inf-2026-4/3/0"]


def test_items_are_told_by_what_they_are_about_and_what_the_state_said(shelf: Any, folder: Path) -> None:
    """Also where the shelf holds a paragraph in another language beside."""
    from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

    items = [shelf.item("1.1", LAWYER), shelf.item("1.2", "Put windows into the cells.")]
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, DARK, items=items)])
    (kept,) = ShelvedParagraph.objects.all()
    kept.items[0] |= {"topics": [{"id": "lawyer", "decided": True}], "position": "accepted"}
    kept.renditions = {"fr": {"chapter": "Prisons", "text": DARK_FR, "items": ["Voir un avocat dès l’arrestation."]}}
    kept.save()
    ShelvedReport.objects.update(language="en", place_kinds=["prison"])
    meaning.bring_up_to_date()
    of_report = "CPT-Inf-2026-4/1"
    assert set(found("x1", meaning.within(topics=["lawyer"]))) == {f"{of_report}/0", f"{of_report}/1"}
    assert found("x1", meaning.within(positions=["accepted", "noted"])) == [f"{of_report}/1"]
    assert set(found("x1", meaning.within(languages=["fr"]))) == {f"{of_report}/0", f"{of_report}/1"}
    assert len(found("x1", meaning.within(place_kinds=["prison", "police"]))) == 3
    assert found("x1", meaning.within(place_kinds=["police"])) == []
    (_, score), *_ = meaning.nearest(DARK_FR, meaning.within(languages=["fr"]))
    assert score > 0.99


def test_what_states_answered_and_public_statements_are_found_under_the_keys_of_the_index_of_words(
    shelf: Any, folder: Path
) -> None:
    """So that what lies near in meaning and what holds the words can be laid over each other."""
    from tests.rooms.portal.conftest import carry
    from tests.rooms.portal.test_portal_documents import answered, stated

    items = [shelf.item("2.1", LAWYER, responses=[shelf.response("Lawyers were told that they may come.")])]
    shelf.publish(4, paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR, items=items)])
    carry("response-publication", answered(slug="CPT-Inf-2026-7"))
    carry("statement", stated(8))
    meaning.bring_up_to_date()
    invented = meaning.within(invented=True)
    assert set(found("the State did nothing", invented)) == {
        "CPT-Inf-2026-4/1/0",
        "CPT-Inf-2026-4/2/0",
        "CPT-Inf-2026-4/2/1",
        "CPT-Inf-2026-4/2/1/1",
        "responses:CPT-Inf-2026-7/1/1",
        "statements:CPT-Inf-2026-8/1/0",
    }
    assert found("the State refused to act", meaning.within(invented=True, kinds=["statement"])) == [
        "statements:CPT-Inf-2026-8/1/0"
    ]
    assert "CPT-Inf-2026-4/2/1" not in found("CPT-Inf-2026-4/2/1/1", invented)
    assert found("statements:CPT-Inf-2026-8/1/0", invented)


@pytest.mark.parametrize("asked", ["", "  ", "?!", "\0", "\ud800", '"', "/", "a/b/c", "x" * 10_000, "CPT-Inf-2026-4/1"])
@pytest.mark.usefixtures("three")
def test_nothing_that_is_asked_is_an_error(asked: str) -> None:
    assert len(meaning.nearest(asked, None, 5)) <= 5
    assert meaning.nearest("darkness", None, 0) == []


# Words and meaning together


def test_a_sentence_of_which_no_text_holds_every_word_finds_those_that_hold_most(
    shelf: Any, folder: Path, searchable: Callable[[], int]
) -> None:
    """And a question in another language what is said in English."""
    from unannounced.rooms.portal.finding import Question, answer

    texts = ["Shelter is offered to victims of trafficking.", "Victims were heard.", DARK, DOCTOR]
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(n, text) for n, text in enumerate(texts, 1)])
    searchable()
    meaning.bring_up_to_date()

    def first(words: str) -> int:
        asked = Question(words=words, mode="both", kinds=("paragraph",))  # pages on the law stand in French as well
        return answer(asked).hits[0].paragraph

    assert answer(Question(words="is there a shelter for a victim of trafficking in Paris")).total == 0
    assert first("is there a shelter for a victim of trafficking in Paris") == 1
    assert first("cellules sans fenêtre") == 3
    assert first("traite des êtres humains") == 1
    assert first("торговля людьми") == 1
    hit = answer(Question(words="торговля людьми", mode="both")).hits[0]
    assert "trafficking" in {part.text for part in hit.snippet if part.marked}


# Following the shelf


def test_before_anything_was_built_it_is_not_ready(folder: Path) -> None:
    with pytest.raises(meaning.NotReady):
        meaning.nearest("darkness")
    assert not folder.exists()
    meaning.warm()


def test_it_follows_with_the_other_parts() -> None:
    assert [one.bring_up_to_date for one in FOLLOWERS if one.name == "meaning"] == [meaning.bring_up_to_date]


@pytest.mark.usefixtures("three")
def test_a_correction_is_found_and_what_it_corrects_is_not(shelf: Any) -> None:
    shelf.publish(5, "XXA", paragraphs=[shelf.paragraph(n, f"Invented {n}") for n in range(1, 9)])
    assert meaning.bring_up_to_date() == 1
    assert meaning.bring_up_to_date() == 0
    shelf.publish(4, "FRA", version=2, paragraphs=[shelf.paragraph(1, LAWYER)])
    assert meaning.bring_up_to_date() == 1
    assert found("darkness in the rooms of prisoners") == ["CPT-Inf-2026-4/1/0"]
    shelf.publish(6, "FRA", paragraphs=[shelf.paragraph(1, DARK)])
    assert meaning.bring_up_to_date() == 1
    assert found("darkness in the rooms of prisoners")[0] == "CPT-Inf-2026-6/1/0"


@pytest.mark.usefixtures("three")
def test_what_left_the_shelf_is_found_no_more() -> None:
    from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

    ShelvedParagraph.objects.all().delete()
    ShelvedReport.objects.all().delete()
    assert meaning.bring_up_to_date() == 0
    assert found("darkness in the rooms of prisoners") == []


@pytest.mark.parametrize("harm", ["cut", "altered", "gone", "older"])
@pytest.mark.usefixtures("three")
def test_what_was_damaged_is_built_again(harm: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, told = folder / "vectors", folder / "list.json"
    held = vectors.read_bytes()
    match harm:
        case "cut":
            vectors.write_bytes(held[:-9])
        case "altered":
            vectors.write_bytes(held[:-1] + bytes([held[-1] ^ 1]))
        case "gone":
            vectors.unlink()
        case _:
            told.write_text(told.read_text().replace('"version": "', '"version": "older '))
    monkeypatch.setattr(meaning, "_held", {})
    if harm != "altered":
        with pytest.raises(meaning.NotReady):
            meaning.nearest("darkness")
    assert meaning.bring_up_to_date() == 1
    assert vectors.read_bytes() == held
    assert found("darkness in the rooms of prisoners")[0] == "CPT-Inf-2026-4/1/0"
    assert not folder.with_name("meaning.new").exists()


def test_what_an_interrupted_building_had_made_is_not_made_twice(
    shelf: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is whole nothing is found; progress says where it stands."""
    from unannounced.crafts.searching.meaning import keeping

    monkeypatch.setattr(meaning, "TOGETHER", 1)
    for number in (1, 2, 3):
        shelf.publish(number, "FRA", paragraphs=[shelf.paragraph(1, f"{DARK} Cell {number}.")])
    made: list[str] = []
    monkeypatch.setattr(meaning, "Written", lambda folder: keeping.Written(folder, _counted(made, stops_at=2)))
    with pytest.raises(KeyboardInterrupt):
        meaning.bring_up_to_date()
    with pytest.raises(meaning.NotReady):
        meaning.nearest("darkness")
    monkeypatch.setattr(meaning, "Written", lambda folder: keeping.Written(folder, _counted(made)))
    told: list[tuple[int, int]] = []
    assert meaning.bring_up_to_date(lambda done, of: told.append((done, of))) == 3
    assert told == [(1, 2), (2, 2)]
    assert len(made) == len(set(made)) == 3
    assert len(found("darkness")) == 3


def _counted(made: list[str], stops_at: int = 0) -> Callable[[Sequence[str]], Any]:
    """The model, that notes what it read, and is stopped when it should read for the ``stops_at``th time."""
    from unannounced.crafts.vectors import vectors_of

    calls: list[int] = []

    def encode(texts: Sequence[str]) -> Any:
        if texts:
            calls.append(1)
        if len(calls) == stops_at:
            raise KeyboardInterrupt
        made.extend(texts)
        return vectors_of(texts)

    return encode


@pytest.mark.usefixtures("three")
def test_built_again_from_nothing_it_is_the_same(folder: Path) -> None:
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert meaning.build_again() == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == held


@pytest.mark.usefixtures("three")
def test_where_most_is_of_older_versions_all_is_built_again(shelf: Any, folder: Path) -> None:
    for version in range(2, 6):
        shelf.publish(4, "FRA", version=version, paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR)])
        meaning.bring_up_to_date()
    before = (folder / "vectors").stat().st_size
    meaning.bring_up_to_date()
    assert (folder / "vectors").stat().st_size == 2 * 512 < before
    assert len(found("darkness")) == 2
