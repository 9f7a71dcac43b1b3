"""The cases in the manual are those that the tests carry out."""

import re

import pytest

from tests.architecture.conftest import script
from unannounced.crafts.standards import shipped_rules

manual = script("standard_cases")


def test_the_manual_shows_the_cases_as_they_are() -> None:
    text = manual.PAGE.read_text("utf-8")
    assert manual.page(text) == text, "Write the page again: python scripts/standard_cases.py"


def test_a_manual_that_is_no_longer_so_is_seen() -> None:
    text = manual.PAGE.read_text("utf-8")
    assert manual.page(text.replace("3.5", "3.6", 9)) != text.replace("3.5", "3.6", 9)


def test_a_manual_without_its_marks_is_refused() -> None:
    with pytest.raises(SystemExit, match="lost its marks"):
        manual.page("nothing")


def test_every_rule_that_the_manual_names_is_there() -> None:
    named = set(re.findall(r"\b[A-Z]+-[A-Z]+-\d\d\b", manual.PAGE.read_text("utf-8")))
    assert named <= {one.id for one in shipped_rules().rules}
