"""A question asked less strictly, and the words of the field in other languages."""

import pytest

from unannounced.crafts.searching.public.parsing import AnyOf, Node, Not, Phrase, Word, leaves, understood
from unannounced.crafts.searching.relaxing import any_of
from unannounced.crafts.searching.terms import LISTED, MOST, english_of


def nodes(written: str, *besides: str) -> tuple[Node, ...]:
    """What is asked for, at the top."""
    node = any_of(understood(written), besides).node
    return getattr(node, "nodes", (node,)) if node else ()


def test_any_word_of_a_sentence_will_do_and_small_words_do_not_count() -> None:
    assert nodes("the cells of women") == (Word(("cells",)), Word(("women",)))
    assert isinstance(any_of(understood("cells women")).node, AnyOf)
    assert nodes("cells") == (Word(("cells",)),)
    assert nodes("of the") == (Word(("of",)), Word(("the",)))


def test_what_was_written_on_purpose_holds() -> None:
    strict = nodes('cells women "without light" -men state:XXA')
    assert strict[0] == AnyOf((Word(("cells",)), Word(("women",))))
    assert Phrase(("without", "light")) in strict
    assert any(isinstance(one, Not) for one in strict)
    assert any_of(understood('"without light"')) == understood('"without light"')


def test_words_besides_will_do_as_well() -> None:
    found = [
        getattr(one, "words", ()) for one in leaves(any_of(understood("surpopulation"), ["prison overcrowding"]).node)
    ]
    assert found == [("surpopulation",), ("prison",), ("overcrowding",)]


@pytest.mark.parametrize("written", ["", "  ", '"', "-", "(", "-cells", "state:XXA", "\0", "a" * 9_999])
def test_nothing_that_is_written_is_an_error(written: str) -> None:
    asked = understood(written)
    assert any_of(asked).empty == asked.empty
    english_of(written)


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("surpopulation carcérale", ["prison overcrowding"]),
        ("SURPOPULATION CARCERALE", ["prison overcrowding"]),
        ("L’isolement des mineurs", ["solitary confinement", "minors juvenile"]),
        ("мораторий на смертную казнь", ["moratorium", "death penalty"]),
        ("катування у в’язницях", ["torture", "prison"]),
        ("التعذيب أثناء الاحتجاز", ["torture", "detention"]),
        ("tortura tortura", ["torture"]),
        ("supraaglomerarea din închisori", ["prison overcrowding", "prison"]),
    ],
)
def test_terms_of_the_field_are_known_in_other_languages(said: str, english: list[str]) -> None:
    """However they are declined, with accents or without."""
    assert [one for one in english_of(said) if one in english] == english


@pytest.mark.parametrize("said", ["torture in prisons", "prisoners of the police", "detention", "a mother of two", ""])
def test_what_is_said_in_english_stays_as_it_is(said: str) -> None:
    assert english_of(said) == []


def test_a_longer_term_counts_in_place_of_a_shorter_within_it() -> None:
    assert english_of("détention provisoire") == ["pretrial detention"]


def test_of_a_long_text_a_few_terms_count() -> None:
    written = LISTED.read_text(encoding="utf-8").replace("*", "")
    assert len(english_of(written)) == MOST
