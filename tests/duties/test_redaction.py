"""Persons are made unrecognisable; what is written otherwise is still reported."""

from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.duties.redaction import Mark, proposals, recognisable, redact

WORDS = st.text("abcé -'", min_size=1, max_size=6)


@given(st.text("abcé -'.\n", max_size=40), st.lists(WORDS, max_size=4))
@settings(database=None, deadline=None)
def test_after_redaction_nobody_is_recognisable(text: str, words: list[str]) -> None:
    marks = [Mark(one, "[X]", consent=False) for one in words]
    spelled_alike = [mark for mark in marks if "é" not in mark.words + text or "e" not in mark.words + text]
    assert recognisable(redact(text, marks), spelled_alike) == ()


@given(st.text(max_size=60))
@settings(database=None, deadline=None)
def test_the_readers_never_fail_on_any_text(text: str) -> None:
    proposals(text)
    recognisable(text, [Mark(text, "", consent=False)])


def test_the_longest_words_go_first_and_punctuation_stays() -> None:
    marks = [Mark("Petrov", "B.", False), Mark("Ivan", "C.", False), Mark("Ivan Petrov", "A.", False)]
    assert redact("(Ivan Petrov), Petrov's cell; Petrova, Ivan.", marks) == "(A.), B.'s cell; Petrova, C.."


def test_a_name_over_the_end_of_a_line_is_found() -> None:
    mark = Mark("Ivan Petrov", "A.", False)
    assert redact("Ivan\nPetrov said so.", [mark]) == "A. said so."
    assert recognisable("Ivan\u00a0 Petrov", [mark]) == ("Ivan Petrov",)


def test_a_name_composed_otherwise_is_the_same_name() -> None:
    assert redact("Bjo\u0308rn sat there.", [Mark("Björn", "A.", False)]) == "A. sat there."
    assert redact("Petrov\u0301 is another name.", [Mark("Petro", "A.", False)]) == "Petrov\u0301 is another name."


def test_other_case_missing_accents_and_invisible_characters_hide_nobody() -> None:
    mark = Mark("Pérez", "A.", False)
    for text in ("PÉREZ", "Perez", "Pé\u200brez", "P\u00adérez"):
        assert recognisable(text, [mark]) == ("Pérez",), text


def test_who_consented_stays_named() -> None:
    mark = Mark("Ana Lima", "A.", consent=True)
    assert redact("Ana Lima said so.", [mark]) == "Ana Lima said so."
    assert recognisable("Ana Lima said so.", [mark]) == ()


def test_empty_marks_change_nothing_and_empty_replacements_leave_a_gap() -> None:
    assert redact("a b", [Mark(" ", "X", False)]) == "a b"
    assert redact("It was Petrov.", [Mark("Petrov", "", False)]) == "It was […]."


def test_names_dates_of_birth_and_long_numbers_are_proposed() -> None:
    text = (
        "Mrs O\u2019Neill-Šimić and Mr J. Novak, date of birth: 03.05.1990, document 4509 123456, saw A. B. Weiss "
        "(born 1990-05-03), telephone +48 22 551 5500."
    )
    assert proposals(text) == (
        "Mrs O\u2019Neill-Šimić",
        "Mr J. Novak",
        "date of birth: 03.05.1990",
        "4509 123456",
        "A. B. Weiss",
        "born 1990-05-03",
        "+48 22 551 5500",
    )


def test_ages_days_of_visits_and_articles_are_not_proposed() -> None:
    assert proposals("Aged 34, met on 2026-05-04 (Art. 11(3)), 1,250 places, law 12/2020 of 3 May 1990.") == ()
