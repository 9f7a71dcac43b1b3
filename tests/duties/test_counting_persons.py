"""Small counts of persons, as five languages write them (ECPT Art. 11(3))."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.traits import shipped_traits
from unannounced.duties.counting_persons import SmallCounts
from unannounced.duties.recognising import Known, Trait, proposed


def counted(text: str, smallest: int = 5) -> list[str]:
    return [words for _at, words in SmallCounts(shipped_traits().counting, smallest).all_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There were 2 juvenile girls, four women, 5 men and 312 prisoners in 3 cells.", ["2 juvenile girls", "four women"]),
        ("Both women and a single HIV-positive man were moved.", ["Both women", "a single HIV-positive man"]),
        ("In 2024 3 women were held.", ["3 women"]),
        ("Sur 48 personnes, trois étaient mineures : deux jeunes filles et un garçon.",
         ["trois étaient mineures", "deux jeunes filles"]),
        ("Une seule femme et quatre ressortissants étrangers y vivaient.", ["Une seule femme", "quatre ressortissants étrangers"]),
        ("L’une des détenues dormait par terre.", ["une des détenues"]),
        ("В камере находились две женщины и трое несовершеннолетних.", ["две женщины", "трое несовершеннолетних"]),
        ("Делегация беседовала с двумя осуждёнными, одной беременной женщиной и 4-х иностранцев не застала.",
         ["двумя осуждёнными", "одной беременной женщиной", "4-х иностранцев"]),
        ("У палаті перебували дві жінки, троє дітей і одна вагітна.", ["дві жінки", "троє дітей", "одна вагітна"]),
        ("Чотирьох засуджених та 3 осіб з інвалідністю переведено.", ["Чотирьох засуджених", "3 осіб"]),
        ("Koğuşta iki kadın, üç çocuk ve 4 yabancı hükümlü vardı.", ["iki kadın", "üç çocuk", "4 yabancı hükümlü"]),
        ("İki hasta ayrı tutuluyordu; 40 kişiden 3'ü kadın, biri çocuk idi.", ["İki hasta", "3'ü kadın", "biri çocuk"]),
    ],
)  # fmt: skip
def test_small_counts_of_persons_are_found_in_each_language(text: str, words: list[str]) -> None:
    held = counted(text)
    assert [one for one in words if one not in held] == []
    assert len(held) == len(words), held


@pytest.mark.parametrize(
    "text",
    [
        "Twenty-two women, one hundred and two men, two hundred prisoners, 1 250 persons and 12.003 patients.",
        "Two cells, 4.5 patients a nurse, and three meals.",
        "Un détenu et une femme ont parlé ; vingt-deux femmes, quatre-vingt-deux hommes et deux cents mineurs.",
        "Двадцать две женщины, двести два осуждённых, две тысячи человек, два гражданских иска, две камеры.",
        "Двадцять дві жінки, сто два засуджених, дві тисячі осіб, дві камери, двох особистих справ.",
        "On iki kadın, yirmi iki hükümlü, iki yüz kişi, bir tutuklu, iki tutukluluk kararı, iki hastane.",
    ],
)
def test_larger_counts_and_counts_of_other_things_are_not(text: str) -> None:
    assert counted(text) == []


def test_the_number_of_the_mechanism_counts_and_zero_is_none() -> None:
    assert counted("0 women, no men, six women, двоих мужчин.", 3) == ["двоих мужчин"]
    assert counted("six women, six femmes, шесть женщин, altı kadın.", 7) == [
        "six women", "six femmes", "шесть женщин", "altı kadın",
    ]  # fmt: skip


def test_words_between_two_languages_do_not_mix() -> None:
    assert counted("They reported on two women.") == ["two women"], "“on” is ten in Turkish"


def test_a_report_in_russian_has_its_small_counts_proposed_where_they_stand() -> None:
    text = "Камеры осмотрены. Там две женщины."
    found = proposed([text], traits=shipped_traits(), known=Known(), smallest=5)[0]
    assert [(one.words, one.at) for one in found if one.trait is Trait.SMALL_COUNT] == [
        ("две женщины", text.index("две"))
    ]


@given(st.text(max_size=80))
@settings(database=None, deadline=None)
def test_any_text_can_be_looked_through_and_what_is_found_stands_in_it(text: str) -> None:
    assert all(
        text[at : at + len(words)] == words for at, words in SmallCounts(shipped_traits().counting, 5).all_in(text)
    )
