"""The files of measures and standards are read strictly: what is not known is refused with file, line and key."""

import re

import pytest

from unannounced.crafts.standards import LawFileProblem, read_measures, read_rules, shipped_measures, shipped_rules
from unannounced.duties.standards import MeasureKind
from unannounced.duties.standards.deriving import DERIVATIONS
from unannounced.duties.standards.rules import Op, Role

MEASURES = """\
measures:
  - id: width
    kind: number
    unit: m
    of: room
    label: {en: width, fr: largeur}
    most: 50
  - id: window
    kind: truth
    of: room
    label: {en: a window, fr: une fenêtre}
"""
RULES = """\
version: "1"
place_kinds:
  prison: {en: prison, fr: prison}
groups:
  woman: {en: women, fr: femmes}
room_kinds:
  ordinary: {en: ordinary cell, fr: cellule ordinaire}
implied_groups: {prison: woman}
rules:
  - id: XX-ONE-01
    title: {en: Width, fr: Largeur}
    says: {en: At least 2 m wide., fr: Au moins 2 m de large.}
    test: width ge 2.0
    when: window is_true
    places: prison
    level: minimum
    severity: high
    source: a book
    confidence: verified
"""


def changed(text: str, before: str, after: str) -> str:
    assert before in text
    return text.replace(before, after, 1)


def test_a_file_of_its_own_is_read() -> None:
    (rule,) = read_rules(RULES, "r.yaml", read_measures(MEASURES, "m.yaml")).rules
    assert (rule.id, rule.role, rule.tests[0].op, str(rule.tests[0].when[0])) == (
        "XX-ONE-01",
        Role.TEST,
        Op.GE,
        "window: yes",
    )


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("kind: number", "kind: numeral", r"m\.yaml, line 3, measures\[1\]\.kind: “numeral” is not known"),
        ("unit: m\n", "unit: yard\n", r"line 4, measures\[1\]\.unit: “yard” is not known; known are: m2"),
        ("of: room", "of: cellar", r"line 5, .*“cellar” is not known; use any of: room"),
        ("most: 50", "most: fifty", r"line 7, .*“fifty” is no number"),
        ("id: window", "id: width", r"measures\[2\]\.id: “width” stands twice"),
        ("id: window", "id: Window", r"“Window” is no id"),
        ("most: 50", "colour: red", r"measures\[1\]\.colour: this key is not known here"),
        (", fr: largeur", "", r"measures\[1\]\.label\.fr: this key is missing"),
        ("most: 50", "from: window", r"measures\[1\]\.from: the program computes these"),
        ("most: 50", "most: 50\n    most: 60", r"this key stands twice"),
    ],
)
def test_a_slip_in_the_measures_is_named(before: str, after: str, problem: str) -> None:
    with pytest.raises(LawFileProblem, match=problem):
        read_measures(changed(MEASURES, before, after), "m.yaml")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("width ge 2.0", "width over 2.0", r"r\.yaml, line 13, rules\[1\]\.test: “width over 2.0” is no test"),
        ("width ge 2.0", "depth ge 2.0", r"“depth ge 2.0” is no test"),
        ("width ge 2.0", "width ge", r"one number belongs there"),
        ("width ge 2.0", "width ge 2.0 3.0", r"one number belongs there"),
        ("width ge 2.0", "width ge two", r"one number belongs there"),
        ("width ge 2.0", "width is_true", r"“is_true” cannot be asked of width, which is a number"),
        ("width ge 2.0", "window ge 2.0", r"“ge” cannot be asked of window, which is a truth"),
        ("window is_true", "window is_true 1", r"no number belongs there"),
        ("width ge 2.0", "width table", r"rules\[1\]\.table: this key is missing"),
        ("places: prison", "places: castle", r"line 15, rules\[1\]\.places: “castle” is not known; use any of: prison"),
        ("level: minimum", "level: maximum", r"“maximum” is not known; use one of: prohibition"),
        ("confidence: verified", "confidence: sure", r"“sure” is not known"),
        ("id: XX-ONE-01", "id: one", r"“one” is no id of a rule"),
        ("source: a book", "source: a book\n    beside: XX-TWO-02", r"XX-ONE-01 names “XX-TWO-02”, which is no rule"),
        ("    source: a book\n", "", r"rules\[1\]\.source: this key is missing"),
        ("source: a book", "sauce: a book", r"rules\[1\]\.source: this key is missing"),
        ("implied_groups: {prison: woman}", "implied_groups: {prison: man}", r"a kind of place and a group"),
        ("source: a book", "source: a book\n    graver: {much: high}", r"each key is a number"),
    ],
)
def test_a_slip_in_the_standards_is_named(before: str, after: str, problem: str) -> None:
    measures = read_measures(MEASURES, "m.yaml")
    with pytest.raises(LawFileProblem, match=problem):
        read_rules(changed(RULES, before, after), "r.yaml", measures)


def test_everything_that_is_computed_says_from_what() -> None:
    measures = shipped_measures()
    assert {one.id for one in measures.values() if one.derived_from} == set(DERIVATIONS)
    assert [one.id for one in measures.values() if one.only_derived] == ["cumulative_deficiency"]


def test_every_measure_is_asked_by_a_rule_or_something_is_computed_from_it() -> None:
    book = shipped_rules()
    asked = {measure for rule in book.rules for measure in rule.measures}
    asked |= {one.measure for rule in book.rules for test in rule.tests for one in (*test.when, *test.unless)}
    asked |= {measure for rule in book.rules for band in rule.bands for measure in band.measures}
    asked |= {measure for rule in book.rules for measure in rule.group_if.values()}
    asked |= {measure for one in book.measures.values() for measure in one.derived_from}
    assert set(book.measures) - asked == {"days_in_room"}  # asked by the table of the Court


def test_the_words_of_people_are_there_in_french_with_its_spaces() -> None:
    book = shipped_rules()
    texts = [words["fr"] for rule in book.rules for words in (rule.title, rule.says, rule.note) if words]
    texts += [
        words["fr"] for one in book.measures.values() for words in (one.label, one.help, *one.items.values()) if words
    ]
    assert [one for one in texts if re.search(r"(?<!\u202f)[;:?!»](?!\d)", one)] == []


def test_a_measure_with_entries_has_entries_and_no_other_has() -> None:
    with_entries = {one.id for one in shipped_measures().values() if one.items}
    kinds = (MeasureKind.CHECKLIST, MeasureKind.CHOICE)
    assert with_entries == {one.id for one in shipped_measures().values() if one.kind in kinds}
