"""A check-list of 300 questions: from its workbook to a form with every problem named, and answers put into words."""

import re
from collections.abc import Iterator

from pyxform.xls2xform import convert
from tests.forms_made import INSTANCE, long_form, workbook

from bench.figures import Claim, Figure, Row, repeated
from unannounced.crafts.forming.answering import answers_of
from unannounced.crafts.forming.converting import form_of
from unannounced.crafts.forming.xforms import parse_xml

QUESTIONS, CONVERTED, ANSWERED = 300, Claim(0.2), Claim(20)


def rows() -> Iterator[Row]:
    """Converting beside pyxform alone, which names one problem at a time; an instance in words beside parsing it."""
    content = long_form(QUESTIONS)
    form_of(content)  # pyxform compiles its patterns once
    took = Figure(tuple(repeated(lambda: form_of(content))), "s")
    bare = Figure(tuple(repeated(lambda: convert(content))), "s")
    yield Row(f"{QUESTIONS} questions converted and checked", took, "pyxform alone", bare, CONVERTED)
    xform, instance = form_of(workbook()).xform, _many_cells(100)
    words = Figure(tuple(1000 * one for one in repeated(lambda: answers_of(instance, xform, "fr"))), "ms")
    parsed = Figure(tuple(1000 * one for one in repeated(lambda: parse_xml(instance))), "ms")
    yield Row("100 cells of a check-list in words", words, "parsing the instance", parsed, ANSWERED)


def _many_cells(number: int) -> str:
    """The instance with so many repetitions."""
    found = re.search(r"<cell>.*?</cell>", INSTANCE, re.DOTALL)
    assert found is not None
    return INSTANCE.replace(found[0], found[0] * number, 1)
