"""The letter to a State: who goes, on which rule, in its language, the same bytes each time, readable for everybody."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from unannounced.crafts.typesetting import letters
from unannounced.crafts.typesetting.letters import LANGUAGES, Letter, Named, NotDrawn, compose, typeset

PEOPLE = (
    Named("Ana Kovari", "member", head=True, note="lawyer"),
    Named("Tomás Revel", "member", note="doctor"),
    Named("Ruth Ankersen", "expert", note="psychiatrist"),
    Named("Olha Rud", "interpreter", note="Bresk, English"),
    Named("Jonas Wirtanen", "secretariat"),
)
RULES = {"notification": "ECPT Art. 8(1)", "assistants": "ECPT Art. 14(1), 14(3)", "visit": "ECPT Art. 2, 7, 8"}


def letter(**other: object) -> Letter:
    one = Letter(
        language="en",
        by="cpt",
        mechanism="European Committee for the Prevention of Torture",
        short="CPT",
        state="Bresk",
        addressed_to="Ministry of Justice\nDepartment of Treaties",
        day=date(2026, 11, 17),
        kind="periodic visit",
        begins=date(2026, 12, 1),
        ends=date(2026, 12, 10),
        people=PEOPLE,
        rules=RULES,
        signed_by="Maud Tessier-Lang",
        signed_as="Executive Secretary",
    )
    return replace(one, **other)  # type: ignore[arg-type]


def read(pdf: bytes) -> str:
    """The words on every page, blanks and line ends made one."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


def test_the_letter_names_everybody_who_goes_with_their_capacity_and_cites_the_rule() -> None:
    words = read(typeset(compose(letter())))
    for one in PEOPLE:
        assert one.name in words
    for said in ("head of delegation", "expert", "interpreter", "ECPT Art. 8(1)", "ECPT Art. 14(1), 14(3)"):
        assert said in words
    for said in ("Bresk", "1 December 2026", "10 December 2026", "Ministry of Justice", "Executive Secretary"):
        assert said in words


def test_the_same_letter_is_the_same_bytes_and_another_day_is_not() -> None:
    once, again = typeset(compose(letter())), typeset(compose(letter()))
    assert once == again
    assert typeset(compose(letter(day=date(2026, 11, 18)))) != once


def test_the_letter_is_tagged_and_says_its_language_and_title() -> None:
    drawn = typeset(compose(letter(language="fr")))
    document = pypdfium2.PdfDocument(BytesIO(drawn))
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == compose(letter(language="fr")).subject
    assert b"pdfuaid" in drawn


def test_a_french_letter_is_french_from_head_to_foot() -> None:
    words = read(typeset(compose(letter(language="fr", day=date(2026, 12, 1), kind="visite périodique"))))
    assert "1er décembre 2026" in words
    assert "chef de la délégation" in words
    for english in ("Confidential ", "Name", "First day", "Yours"):
        assert english not in words


def test_announced_places_are_named_and_the_right_to_go_elsewhere_is_kept() -> None:
    without, named = compose(letter()), compose(letter(places=("Kestrel Prison, Kestrel",)))
    assert "Kestrel Prison" not in read(typeset(without))
    words = read(typeset(named))
    assert "Kestrel Prison, Kestrel" in words
    assert "any other place" in words


def test_a_national_mechanism_introduces_its_delegation_and_notifies_nothing() -> None:
    words = read(typeset(compose(letter(by="national", rules={**RULES, "visit": "OPCAT Art. 19(a), 20"}))))
    assert "introduces a delegation" in words
    assert "need not notify" in words
    assert "I have the honour to notify" not in words


def test_a_later_letter_says_which_one_it_adds_to() -> None:
    again = compose(letter(follows=date(2026, 11, 3)))
    assert "Further notification" in again.subject
    assert "Further to the letter of 3 November 2026" in read(typeset(again))


@pytest.mark.parametrize("name", ["Кирил Жук", "عمر الفارس", "Ελένη", "გიორგი", "Հայկ", "Đorđe Ćurić"])
def test_a_name_in_another_script_is_drawn(name: str) -> None:
    typeset(compose(letter(people=(Named(name, "interpreter"),))))


def test_a_name_that_no_font_can_draw_is_said_and_not_left_as_boxes() -> None:
    with pytest.raises(NotDrawn) as problem:
        typeset(compose(letter(people=(Named("李明", "interpreter"),))))
    assert problem.value.characters in "李明"


def test_a_name_is_never_taken_for_a_command() -> None:
    name = '#panic("x") {state} *bold* $x$ <label> \\'
    assert "#panic" in read(typeset(compose(letter(people=(Named(name, "expert"),), state="{day} #emph[x]"))))


@pytest.mark.parametrize("by", ["cpt", "spt", "national"])
@pytest.mark.parametrize("follows", [None, date(2026, 11, 3)])
def test_both_languages_have_the_same_parts(by: str, follows: date | None) -> None:
    made = [compose(letter(by=by, language=language, follows=follows, places=("P",))) for language in LANGUAGES]
    shapes = [[(part.form, len(part.items), len(part.rows), len(part.head)) for part in one.parts] for one in made]
    assert shapes[0] == shapes[1]


def test_forty_people_go_on_to_the_next_page_with_the_head_of_the_table_again() -> None:
    many = tuple(Named(f"Person {number}", "expert") for number in range(40))
    words = read(typeset(compose(letter(people=many))))
    assert "Person 39" in words
    assert words.count("Profession or languages") > 1


def test_no_font_of_the_machine_changes_a_letter() -> None:
    families = set(letters._fonts().families())
    assert families == {"DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern", "New Computer Modern Math"}
