"""The letter that goes with a report: what, to whom, under which rule, and by which day a response is asked for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.crafts.test_typesetting_report import opened, read
from unannounced.crafts.typesetting.letters import LANGUAGES, typeset
from unannounced.crafts.typesetting.transmitting import RULES, Sooner, Transmission, compose_transmission

CITED = {
    "report": "ECPT Art. 10(1)",
    "confidentiality": "ECPT Art. 11(1), 13",
    "response": "ECPT Art. 3",
    "publication": "ECPT Art. 11(2)",
}


def letter(**other: Any) -> Transmission:
    one = Transmission(
        language="en",
        by="cpt",
        mechanism="Committee of Bresk and Vastria",
        short="CBV",
        state="Bresk",
        addressed_to="Ministry of Justice\nDepartment of Treaties",
        day=date(2027, 3, 1),
        title="Report on the periodic visit of December 2026",
        rules=CITED,
        visit="periodic visit",
        begins=date(2026, 12, 1),
        ends=date(2026, 12, 10),
        adopted_on=date(2027, 2, 20),
        due_on=date(2027, 9, 1),
        signed_by="Maud Tessier-Lang",
        signed_as="Executive Secretary",
    )
    return replace(one, **other)


def words(**other: Any) -> str:
    return read(typeset(compose_transmission(letter(**other))))


def test_the_letter_says_what_is_sent_to_whom_and_by_whom() -> None:
    said = words()
    for one in ("Ministry of Justice", "Bresk", "Report on the periodic visit of December 2026", "20 February 2027"):
        assert one in said
    for one in ("periodic visit, 1 December 2026 to 10 December 2026", "Maud Tessier-Lang", "1 March 2027"):
        assert one in said


def test_the_letter_cites_each_rule_where_it_says_what_follows_from_it() -> None:
    said = words()
    assert "are confidential (ECPT Art. 11(1), 13)" in said
    assert "whenever that Party asks for it (ECPT Art. 11(2))" in said
    assert "ECPT Art. 10(1)" in said
    assert "ECPT Art. 3" in said


def test_the_day_of_the_response_stands_in_the_sentence_and_in_the_list_above() -> None:
    said = words()
    assert "by 1 September 2027, a response" in said
    assert "Response asked for by 1 September 2027" in said


def test_without_a_day_the_letter_asks_for_a_response_and_invents_none() -> None:
    said = words(due_on=None)
    assert "asks the authorities to provide a response" in said
    assert "Response asked for by" not in said


def test_items_that_are_due_before_the_others_are_named_the_earliest_first() -> None:
    later = Sooner("10.1", "recommendation", date(2027, 6, 1))
    first = Sooner("12.1", "immediate observation", date(2027, 4, 1))
    said = words(sooner=(later, first))
    assert said.index("12.1 immediate observation 1 April 2027") < said.index("10.1 recommendation 1 June 2027")
    assert "a response earlier" not in words()


def test_a_report_that_was_not_adopted_here_is_not_said_to_have_been() -> None:
    said = words(adopted_on=None, visit="", begins=None, ends=None)
    assert "adopted" not in said.lower()
    assert "Visit " not in said


def test_a_national_mechanism_decides_itself_on_publication() -> None:
    said = words(by="national", rules={**CITED, "publication": "OPCAT Art. 23"})
    assert "decides itself whether and when the report is published (OPCAT Art. 23)" in said
    assert "Party asks" not in said


def test_the_letter_is_tagged_and_the_same_bytes_each_time() -> None:
    drawn = typeset(compose_transmission(letter()))
    assert opened(drawn).is_tagged()
    assert b"pdfuaid" in drawn
    assert drawn == typeset(compose_transmission(letter()))


def test_a_french_letter_is_french_from_head_to_foot() -> None:
    said = words(language="fr", visit="visite périodique")
    assert "Réponse demandée pour le 1er septembre 2027" in said
    for english in ("Confidential ", "Report ", "The Committee", "Yours", "Adopted"):
        assert english not in said.replace("Report on the periodic visit of December 2026", "")


@pytest.mark.parametrize("by", ["cpt", "spt", "national"])
@pytest.mark.parametrize("sooner", [(), (Sooner("1.1", "x", date(2027, 4, 1)),)])
def test_both_languages_have_the_same_parts_and_leave_nothing_unfilled(by: str, sooner: tuple[Sooner, ...]) -> None:
    made = [compose_transmission(letter(language=language, by=by, sooner=sooner)) for language in LANGUAGES]
    shapes = [[(part.form, len(part.items), len(part.rows), len(part.head)) for part in one.parts] for one in made]
    assert shapes[0] == shapes[1]
    for one in made:
        assert "{" not in str(one.parts) + one.subject
    assert set(CITED) == set(RULES)
