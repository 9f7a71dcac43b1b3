"""``unannounced topics``: what it prints, what it refuses, what it writes, and that nothing a person set is touched."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.crafts.test_topics import SMALL, decided

DECIDED = decided


@pytest.fixture
def table(tmp_path: Path, decided: tuple[list[str], list[list[str]], list[str]]) -> Path:
    """A table as a mechanism would keep it, with one label that is no topic."""
    path = tmp_path / "decided.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["State", "Text", "Topics"])
        for text, topics, state in zip(*decided, strict=True):
            out.writerow([state, text, ", ".join(topics)])
        out.writerow(["XXA", "Let us talk of the weather.", "Weather"])
    return path


@pytest.fixture
def here(bare: Home) -> Home:
    """An installation with topics of its own, and no database."""
    bare.path.mkdir()
    (bare.path / "topics.yaml").write_text(SMALL, encoding="utf-8")
    return bare


def columns(*more: str) -> list[str]:
    return ["--text", "Text", "--topics", "Topics", *more]


def test_topics_are_listed_by_name_in_the_language_asked_for(here: Home) -> None:
    said = here.run("topics", "list", "--language", "fr")
    assert "food        Alimentation" in said.out
    assert "No model was trained: cue words decide" in said.out
    rows = [json.loads(line) for line in here.run("topics", "list", "--json").out.splitlines()]
    assert [row["topic"] for row in rows] == ["lawyer", "food", "sanitation", "doctor", "registers"]


def test_without_a_file_of_its_own_a_mechanism_works_by_the_shipped_topics(bare: Home) -> None:
    said = bare.run("topics", "list")
    assert said.code == 0
    assert "living-space" in said.out
    assert not bare.path.exists()


def test_training_writes_a_model_by_which_texts_are_given_topics(here: Home, table: Path, tmp_path: Path) -> None:
    said = here.run("topics", "train", str(table), *columns("--by", "State"))
    assert said.code == 0, said.err
    assert (here.path / "office" / "topics.model").exists()
    assert "from 481 items" in said.out
    assert "Not learned, so decided by cue words: registers." in said.out
    assert "left out: Weather (1)" in said.out
    texts = tmp_path / "texts.txt"
    texts.write_text("Ensure that showers are offered twice a week.\n\nKeep a register.\n", encoding="utf-8")
    rows = [json.loads(line) for line in here.run("topics", "classify", str(texts), "--json").out.splitlines()]
    assert [[one["topic"] for one in row["topics"]] for row in rows] == [["sanitation"], ["registers"]]
    assert "showers" in " ".join(rows[0]["topics"][0]["words"])


def test_the_model_before_is_kept_beside_the_new_one(here: Home, table: Path) -> None:
    assert here.run("topics", "train", str(table), *columns()).code == 0
    folder = here.path / "office"
    first = (folder / "topics.model").read_bytes()
    said = json.loads(here.run("topics", "train", str(table), *columns("--by", "State", "--json")).out)
    assert (folder / "topics.model.1").read_bytes() == first
    assert said["before"] == str(folder / "topics.model.1")
    assert sorted(path.name for path in folder.iterdir()) == ["topics.model", "topics.model.1"]


def test_a_table_too_small_to_learn_from_writes_nothing(here: Home, tmp_path: Path) -> None:
    small = tmp_path / "small.csv"
    small.write_text("Text,Topics\nServe bread.,food\n", encoding="utf-8")
    said = here.run("topics", "train", str(small), *columns())
    assert said.code == 1
    assert said.problem.endswith("Nothing was written.")
    assert not (here.path / "office").exists()


def test_topics_are_tested_beside_the_usual_way_with_a_line_for_each_label(here: Home, table: Path) -> None:
    said = here.run("topics", "test", str(table), *columns("--by", "State", "--folds", "3", "--commonest", "2"))
    assert said.code == 0, said.err
    lines = [line.split() for line in said.out.splitlines()]
    assert lines[0][:4] == ["figure", "ours", "tf-idf", "+"]
    micro, all_topics, macro = lines[1:4]
    assert micro[:4] == ["micro-F1,", "2", "commonest", "1.000"]
    assert all(float(row[-2]) > 0.9 for row in (all_topics,))
    assert macro[0] == "macro-F1,"
    assert {line[0] for line in lines[6:11]} == {"lawyer", "food", "sanitation", "doctor", "Weather"}
    assert "481 texts of 12 groups in 3 parts" in said.out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            ["test", "TABLE", *columns("--by", "Place")],
            "decided.csv has no column “Place”. Its columns are: State, Text, Topics.",
        ),
        (["test", "TABLE", *columns("--by", "State", "--folds", "1")], "--folds takes a number from 2 upwards"),
        (["test", "TABLE", *columns("--by", "State", "--folds", "13")], "“State” says fewer than 13 different things"),
        (["train"], "Name a table, or say with --as PERSON that the register is meant; one of the two."),
        (["train", "TABLE", "--as", "maud"], "Name a table, or say with --as PERSON"),
        (["classify", "TABLE"], "decided.csv has no column “text”"),
        (["classify", "MODEL", "--model", "TABLE"], "The model is damaged."),
        (["list", "--taxonomy", "TABLE"], "decided.csv, line 1"),
        (["classify", "BAD.jsonl"], "BAD.jsonl, line 1: this is no item with a text"),
        (["classify", "LATIN.txt"], "LATIN.txt is not in UTF-8. Save it in UTF-8."),
        (["classify", "nowhere.txt"], "No such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    here: Home, table: Path, tmp_path: Path, words: list[str], problem: str
) -> None:
    (tmp_path / "BAD.jsonl").write_text('{"words": 1}\n')
    (tmp_path / "LATIN.txt").write_bytes("Détenus".encode("latin-1"))
    (tmp_path / "texts.txt").write_text("Serve bread.\n")
    places = {"TABLE": str(table), "MODEL": str(tmp_path / "texts.txt")}
    given = [places.get(word) or (str(tmp_path / word) if "." in word and word[0] != "-" else word) for word in words]
    said = here.run("topics", *given)
    assert said.code == 1
    assert problem in said.problem
    assert not (here.path / "office").exists()


def test_a_file_that_is_not_there_is_named_with_what_to_do(here: Home, tmp_path: Path) -> None:
    for words in (["classify"], ["train", *columns()]):
        said = here.run("topics", words[0], str(tmp_path / "absent"), *words[1:])
        assert "absent: No such file or directory. See that the file is there and may be read." in said.problem


def test_a_mistake_in_the_topics_is_named_with_its_line(here: Home) -> None:
    (here.path / "topics.yaml").write_text(SMALL.replace("id: food", "id: Food"), encoding="utf-8")
    said = here.run("topics", "list")
    assert said.code == 1
    assert "topics.yaml, line 8, topics[2].id: “Food” is no id" in said.problem


def test_learning_from_a_register_with_too_few_decisions_says_so_and_changes_nothing(small: Home) -> None:
    before = small.by_hand("SELECT count(*) FROM ledger_line")
    said = small.run("topics", "train", "--as", "maud")
    assert said.code == 1
    assert "There is too little to learn from" in said.problem
    assert small.by_hand("SELECT count(*) FROM ledger_line") == before
    assert not (small.path / "office" / "topics.model").exists()
    assert small.run("topics", "train", "--as", "nobody-here").code == 1
    no = small.run("topics", "train", "--as", "piet")
    assert no.code == 2
    assert "correct what was read" in no.err + no.out
