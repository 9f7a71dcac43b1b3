"""The judged questions by which search is measured are whole, and hold none of the words of what was judged."""

import csv
import re
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "testdata" / "questions"


def rows(name: str) -> list[dict[str, str]]:
    """A table of the questions."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_of_sixty_questions_was_judged_and_has_an_answer() -> None:
    """Else what is found to it could not be measured."""
    questions = [row["id"] for row in rows("questions.csv")]
    assert questions == [f"q{number:02}" for number in range(1, 61)]
    answered = Counter(row["question"] for row in rows("portal.csv") if int(row["grade"]) >= 2)
    assert set(answered) == set(questions)


def test_a_text_is_judged_once_for_a_question_and_by_a_grade_from_0_to_3() -> None:
    judged = rows("portal.csv")
    assert max(Counter((row["question"], row["words"]) for row in judged).values()) == 1
    assert {row["grade"] for row in judged} == {"0", "1", "2", "3"}


def test_a_text_is_named_by_document_number_and_digest_and_not_by_its_words() -> None:
    for row in rows("portal.csv"):
        assert re.fullmatch(r"[0-9a-f]{16}", row["words"])
        assert re.fullmatch(r"A/HRC/[\w/.]+", row["document"]), row
        assert len(row["paragraph"]) < 12
        assert len(row["item"]) < 30
