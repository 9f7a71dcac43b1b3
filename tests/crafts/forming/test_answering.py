"""What was filled in is read with the words of its form, in each of its languages."""

import pytest

from tests.forms_made import INSTANCE, workbook
from unannounced.crafts.forming.answering import answers_of, files_named
from unannounced.crafts.forming.converting import form_of
from unannounced.crafts.forming.problems import NotAForm
from unannounced.crafts.forming.xforms import parse_xml

XFORM = form_of(workbook()).xform


def test_answers_stand_under_the_labels_of_their_sections() -> None:
    answers = {one.question: one.value for one in answers_of(INSTANCE, XFORM, "en")}
    assert answers["Which wing?"] == "B"
    assert answers["Cell (1) › Does the window open?"] == "No"
    assert answers["Cell (1) › What is lacking?"] == "Light; Heating"
    assert answers["Cell (2) › Area in m²"] == "9"
    assert answers["At the end › Last check of the fire alarm"] == "2026-06-01"
    assert "Cell (2) › What is lacking?" not in answers, "what was not answered is not there"


def test_the_same_answers_read_in_french() -> None:
    answers = {one.question: one.value for one in answers_of(INSTANCE, XFORM, "Français (fr)")}
    assert answers["Cellule (1) › Qu'est-ce qui manque ?"] == "Lumière; Chauffage"


def test_what_the_form_does_not_know_is_shown_all_the_same() -> None:
    later = INSTANCE.replace("<wing>B</wing>", "<wing>B</wing><added_later>x</added_later>")
    [answer] = [one for one in answers_of(later, XFORM) if one.name == "added_later"]
    assert (answer.label, answer.value, answer.known) == ("added_later", "x", False)


def test_the_files_of_an_instance_are_named_by_its_form() -> None:
    assert files_named(INSTANCE, XFORM) == ["1.jpg"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_that_brings_entities_of_its_own_is_refused_wherever_they_stand(encoding: str) -> None:
    late = f'<!--{"x" * 5000}--><!DOCTYPE d [<!ENTITY e "much">]><d>&e;</d>'
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{late}'
    with pytest.raises(NotAForm):
        parse_xml(declared.encode(encoding))
