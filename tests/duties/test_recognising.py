"""What may let a person be recognised: pointed at by rule, in the ways of writing that reports have."""

from collections.abc import Sequence

import pytest

from unannounced.crafts.traits import shipped_traits
from unannounced.duties.recognising import Known, Read, Trait, proposed

PEOPLE = Known(people=("Ana Kovari",), nobody=frozenset({"Aldmoor", "Bresk"}))


def found(*texts: str, smallest: int = 5) -> list[list[tuple[str, Trait]]]:
    every = proposed(texts, traits=shipped_traits(), known=PEOPLE, smallest=smallest)
    return [[(one.words, one.trait) for one in listed] for listed in every]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The delegation met Mr Ivan Petrov in cell 4.", "Mr Ivan Petrov"),
        ("It was said by Colonel Zanzi that no record is kept.", "Colonel Zanzi"),
        ("La délégation a rencontré M. Jean Dupré-Lenoir.", "M. Jean Dupré-Lenoir"),
        ("Selon Mme Odile Barre, la porte reste fermée.", "Mme Odile Barre"),
        ("Делегация беседовала с гражданином Петровым: г-н Сидоров молчал.", "г-н Сидоров"),
        ("В камере находился Иван Сергеевич, который молчал.", "Иван Сергеевич"),
        ("Петров И. С. находился в камере.", "Петров И. С."),
        ("Görüşmede Ayşe Hanım konuştu.", "Ayşe Hanım"),
        ("He was seen by J. Novak.", "J. Novak"),
        ("They said that Marko Ilvessen had been beaten.", "Marko Ilvessen"),
    ],
)
def test_a_name_is_pointed_at_however_it_is_written(text: str, words: str) -> None:
    assert (words, Trait.NAME) in found(text)[0]


@pytest.mark.parametrize(
    ("text", "words", "trait"),
    [
        ("A man born on 3 May 1990 was held there.", "born on 3 May 1990", Trait.BIRTH),
        ("Un homme né le 3 mai 1990 y était détenu.", "né le 3 mai 1990", Trait.BIRTH),
        ("His file has the number 4512 88 1203.", "4512 88 1203", Trait.NUMBER),
        ("Three women were held in one room.", "Three women", Trait.SMALL_COUNT),
        ("She was the only woman in the block.", "the only woman", Trait.RARE),
        ("Elle était la seule femme du quartier.", "la seule femme", Trait.RARE),
        ("A 71-year-old former judge was convicted of fraud.", "71-year-old", Trait.AGE),
        ("The head was ana kovari.", "ana kovari", Trait.KNOWN),
    ],
)
def test_what_else_lets_somebody_be_found_is_pointed_at(text: str, words: str, trait: Trait) -> None:
    assert (words, trait) in found(text)[0]


def test_words_of_institutions_and_places_are_no_names_and_an_age_alone_is_none() -> None:
    text = "The Ministry of Justice told the Committee in Aldmoor Prison that persons aged 34 are held in Block Two."
    assert found(text) == [[]]


def test_a_word_that_stands_in_small_letters_elsewhere_in_the_report_names_nobody() -> None:
    assert found("Open Regime units exist.", "An open regime was promised.") == [[], []]
    assert found("Open Regime units exist.")[0] == [("Open Regime", Trait.NAME)]


def test_the_longer_words_cover_the_shorter_and_nothing_is_pointed_at_twice() -> None:
    assert found("Mr Ivan Petrov and again Mr Ivan Petrov.")[0] == [("Mr Ivan Petrov", Trait.NAME)]


def test_a_name_that_stands_in_a_longer_one_and_alone_is_pointed_at_both_times() -> None:
    said = found("The delegation met Mr J. Novak. Later J. Novak was moved.")[0]
    assert said == [("Mr J. Novak", Trait.NAME), ("J. Novak", Trait.NAME)]


def test_a_hundred_and_twenty_pages_take_no_more_than_seconds() -> None:
    page = "The delegation met Mr Ivan Petrov in cell 4, aged 34. Windows could not be opened in any room seen. " * 30
    every = proposed([page] * 120, traits=shipped_traits(), known=PEOPLE, smallest=5)
    assert len(every) == 120


class Remembering(dict[bytes, Read]):
    """What was looked at before; ``anew`` counts the texts that were looked at since somebody asked."""

    anew = 0

    def __setitem__(self, key: bytes, read: Read, /) -> None:
        self.anew += 1
        super().__setitem__(key, read)

    def asked(self, texts: Sequence[str], known: Known = PEOPLE, smallest: int = 5) -> int:
        """How many of the texts are looked at anew; what is proposed is what a first look would propose."""
        self.anew = 0
        given = {"traits": shipped_traits(), "known": known, "smallest": smallest}
        assert proposed(texts, before=self, **given) == proposed(texts, **given)  # type: ignore[arg-type]
        return self.anew


def test_after_an_edit_only_the_texts_that_it_concerns_are_looked_at_again() -> None:
    before = Remembering()
    texts = [f"Cell {number} was damp, and Marko Ilvessen slept there." for number in range(20)]
    texts += ["Open Regime units exist.", "Four women spoke to Ana Kovari."]
    assert before.asked(texts) == len(texts)
    assert before.asked(texts) == 0
    texts[3] = "It was dry; J. Novak said so."
    assert before.asked(texts) == 1
    assert before.asked(list(reversed(texts))) == 0, "a paragraph that was moved says the same"
    texts[4] = "An open regime was promised."
    assert before.asked(texts) == 2, "what names nobody now concerns the text that has these words with capitals"


def test_what_the_office_knows_and_what_counts_as_small_is_looked_for_anew() -> None:
    before, texts = Remembering(), ["Four women spoke to Ana Kovari.", "The roof leaks."]
    assert before.asked(texts) == 2
    assert before.asked(texts, Known(("Marko Ilvessen",), PEOPLE.nobody)) == 2
    assert before.asked(texts, smallest=3) == 2
    assert before.asked(texts, Known(PEOPLE.people, PEOPLE.nobody | {"Kovari"})) == 1
