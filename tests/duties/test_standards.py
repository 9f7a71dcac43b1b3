"""The standards, as cases that a lawyer can read say them; tests/spec/standards/ has the cases."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from unannounced.crafts.standards import shipped_measures, shipped_rules
from unannounced.duties.decision import Refused
from unannounced.duties.standards import (
    Checklist,
    Interval,
    Outcome,
    Severity,
    Subject,
    Value,
    Verdict,
    evaluate,
    evaluate_all,
    parse_value,
    told,
)
from unannounced.duties.standards.doubting import contradictions
from unannounced.duties.standards.reading import decimal_sign
from unannounced.duties.standards.rules import NEEDS_SIGNING, Op
from unannounced.duties.standards.values import written
from unannounced.duties.treaty.acts import Confidence

SPEC = Path(__file__).parents[1] / "spec" / "standards"
BOOK = shipped_rules()
MEASURES = shipped_measures()
NUMERIC = {Op.GE, Op.GT, Op.LE, Op.LT, Op.EQ}


def cases(name: str) -> Any:
    return yaml.safe_load((SPEC / f"{name}.yaml").read_text("utf-8"))


def read(given: Mapping[str, str]) -> dict[str, Value]:
    """Measurements as a table has them."""
    found = {id_: parse_value(MEASURES[id_], cell) for id_, cell in given.items()}
    assert not any(isinstance(one, Refused) for one in found.values()), found
    return {id_: one for id_, one in found.items() if one is not None and not isinstance(one, Refused)}


def measured(place: str = "prison", groups: Iterable[str] = (), room: str = "", **given: str) -> Subject:
    return Subject("a cell", place, frozenset(groups), room, read(given))


def said(case: Mapping[str, Any]) -> dict[str, list[Verdict]]:
    """The verdicts of each rule on the subject of a case."""
    subject = Subject(
        "a cell",
        case["place"],
        frozenset(case.get("groups", ())),
        case.get("room", ""),
        read(case["given"]),
    )
    found = defaultdict(list)
    for one in evaluate(subject, BOOK, signed_off=case.get("signed_off", ()), **case.get("settings", {})):
        found[one.rule.id].append(one)
    return found


@pytest.mark.parametrize("case", cases("worked"), ids=lambda case: case["case"])
def test_a_worked_case_comes_out_as_a_lawyer_says(case: dict[str, Any]) -> None:
    found = said(case)
    for rule, wanted in case["says"].items():
        if wanted == "off":
            assert rule not in found
            assert rule in [one.id for one in BOOK.off(case.get("signed_off", ()))]
            continue
        for one, words in zip(found[rule], wanted.split(" + "), strict=True):
            outcome, _, result = words.partition(" ")
            assert (rule, one.outcome, one.result) == (rule, outcome, result), str(one.why)
    for rule, value in case.get("value", {}).items():
        assert told(found[rule][0].value) == value
    for rule, severity in case.get("severity", {}).items():
        assert (rule, found[rule][0].severity) == (rule, severity)
        assert bool(found[rule][0].raised) is (found[rule][0].severity != BOOK[rule].severity) or BOOK[rule].graver


@pytest.mark.parametrize("row", cases("numbers"), ids=lambda row: f"{row['rule']} {row['measure']}")
def test_every_number_passes_on_its_one_side_and_fails_on_the_other(row: dict[str, Any]) -> None:
    signed_off = [row["rule"]] if row.get("signed_off") else []
    for outcome in ("met", "not_met"):
        for cell in row[outcome]:
            given = {**row.get("with", {}), row["measure"]: cell}
            subject = measured(row["place"], row.get("groups", ()), **given)
            found = [one for one in evaluate(subject, BOOK, signed_off=signed_off) if one.rule.id == row["rule"]]
            assert [one.outcome for one in found] == [outcome] * len(found) != [], [str(one.why) for one in found]


def test_every_rule_with_a_number_has_such_a_case() -> None:
    numeric = {rule.id for rule in BOOK.rules if any(test.op in NUMERIC for test in rule.tests)}
    assert numeric - {row["rule"] for row in cases("numbers")} == set()


def test_every_number_of_a_rule_lies_at_the_edge_of_a_case() -> None:
    edges = defaultdict(set)
    for row in cases("numbers"):
        signed_off = [row["rule"]]
        for outcome in ("met", "not_met"):
            given = {**row.get("with", {}), row["measure"]: row[outcome][0]}
            for one in evaluate(measured(row["place"], row.get("groups", ()), **given), BOOK, signed_off=signed_off):
                if one.rule.id == row["rule"] and isinstance(one.value, Interval) and one.threshold is not None:
                    edges[row["rule"]].add((one.value.low, one.threshold))
    for rule in BOOK.rules:
        for test in rule.tests:
            if test.op in NUMERIC and rule.table is None:
                assert (test.threshold, test.threshold) in edges[rule.id], rule.id


@pytest.mark.parametrize("row", cases("bands"), ids=lambda row: row["value"])
def test_the_table_of_the_court_has_its_boundaries_where_the_court_drew_them(row: dict[str, str]) -> None:
    area = written(Fraction(row["value"]) * 3)
    (found,) = (one for one in evaluate(measured(net_area=area, persons="3"), BOOK) if one.rule.id == "ECHR-SPACE-01")
    assert (found.outcome, found.result) == (row["outcome"], row["result"])


@pytest.mark.parametrize("row", cases("values"), ids=lambda row: f"{row['measure']} {row['cell']}")
def test_a_cell_is_read_in_one_way_or_refused(row: dict[str, Any]) -> None:
    found = parse_value(MEASURES[row["measure"]], row["cell"], decimal=row.get("decimal", ""), on=row.get("day"))
    if "refused" in row:
        assert isinstance(found, Refused)
        assert row["refused"] in str(found.sentence)
        assert str(found.way_out)
    else:
        assert not isinstance(found, Refused), str(found)
        assert (told(found) or None) == row["gives"]


# Nothing that was given is lost


ITEMS = {"P": "proportionate", "L": "lawful", "A": "accountable", "N": "necessary", "N2": "non_discriminatory"}
UNITS = {
    "bool": "",
    "checklist": "",
    "enum": "",
    "ordinal": "",
    "count per week": "per week",
    "count per year": "per year",
}


def test_no_rule_was_lost_and_none_was_added() -> None:
    assert [one.id for one in BOOK.rules] == list(cases("given"))


@pytest.mark.parametrize(("rule", "given"), cases("given").items(), ids=list(cases("given")))
def test_no_fact_of_a_rule_was_altered(rule: str, given: dict[str, Any]) -> None:
    kept = BOOK[rule]
    assert kept.source == given["source"]
    assert (kept.confidence, kept.level, kept.severity) == (given["confidence"], given["level"], given["severity"])
    assert kept.places == frozenset(given.get("places", ()))
    assert kept.groups == frozenset(given.get("groups", ()))
    unit = UNITS.get(given["unit"], given["unit"])
    assert MEASURES[kept.measures[0]].unit in (unit, "")
    if kept.table is None:
        assert {one.op for one in kept.tests} == {given["op"]}
        assert kept.tests[0].threshold == number(given["threshold"])


def number(given: object) -> Fraction | None:
    """The number of a threshold; None for yes, no, a list and nothing."""
    return Fraction(str(given)) if isinstance(given, int | float) and not isinstance(given, bool) else None


def test_no_entry_of_a_list_was_lost() -> None:
    for rule, given in cases("given").items():
        if given["op"] == "present_all" or rule == "UNCAT-01":
            wanted = [ITEMS.get(one, one) for one in given["threshold"]]
            assert list(MEASURES[BOOK[rule].tests[0].measure].items) == wanted


def test_no_number_of_a_table_was_altered() -> None:
    given = {rule: facts["threshold"] for rule, facts in cases("given").items() if facts["op"] == "table"}
    assert BOOK["CPT-SPACE-06"].numbers == {name: number(one) for name, one in given["CPT-SPACE-06"].items()}
    formula = given["CPT-SPACE-07"].pop("formula")
    assert formula.startswith("6 + 4*(n-1)")
    assert BOOK["CPT-SPACE-07"].numbers == {str(n): number(one) for n, one in given["CPT-SPACE-07"].items()}
    assert all(area == 6 + 4 * (int(n) - 1) for n, area in BOOK["CPT-SPACE-07"].numbers.items())
    assert BOOK["CPT-SPACE-09"].words == {name: frozenset(words) for name, words in given["CPT-SPACE-09"].items()}
    assert [one.threshold for one in BOOK["CPT-SOL-07"].tests] == list(given["CPT-SOL-07"].values())
    grades = list(MEASURES["consistency_grade"].items)
    assert {n: grades[n] for n in range(5)} == given["IP-01"]
    bands, court = BOOK["ECHR-SPACE-01"].bands, given["ECHR-SPACE-01"]
    assert [one.result for one in bands] == [one["result"] for one in court]
    assert [f"x < {bands[0].below}", f"3 <= x < {bands[1].below}", "x >= 4"] == [one["if"] for one in court]
    assert len(bands[0].measures) == len(court[0]["rebuttable_only_if_all"])
    assert list(MEASURES["bad_conditions"].items) == court[1]["violation_if_any_other_bad_condition"]


@pytest.mark.parametrize(("rule", "given"), cases("given").items(), ids=list(cases("given")))
def test_no_number_of_a_note_was_lost(rule: str, given: dict[str, Any]) -> None:
    kept = BOOK[rule]
    words = " ".join((kept.note.get("en", ""), kept.says["en"]))
    kept_numbers = {Fraction(one) for one in re.findall(r"\d+(?:\.\d+)?", words)}
    assert {number(one) for one in given.get("numbers_in_notes", ())} <= kept_numbers


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_the_sentence_of_a_rule_has_its_numbers_in_both_languages(rule: Any) -> None:
    for test in rule.tests[:1]:
        if test.op in NUMERIC and MEASURES[test.measure].unit != "ratio":
            assert written(test.threshold) in rule.says["en"]
            assert written(test.threshold).replace(".", ",") in rule.says["fr"]


# How it answers


def test_a_rule_that_is_remembered_alone_is_off_until_it_is_signed_off() -> None:
    off = {one.id for one in BOOK.off()}
    assert off == {one.id for one in BOOK.rules if one.confidence in (Confidence.MEMORY_LOW, Confidence.MEMORY_MEDIUM)}
    assert len(off) == 9
    subject = measured("transport_vehicle", cubicle_area="0.5")
    assert "TRN-01" not in {one.rule.id for one in evaluate(subject, BOOK)}
    (found,) = (one for one in evaluate(subject, BOOK, signed_off=["TRN-01"]) if one.rule.id == "TRN-01")
    assert found.outcome is Outcome.NOT_MET
    assert found.rule.confidence in NEEDS_SIGNING


def test_every_rule_that_is_on_answers_and_in_the_order_of_the_file() -> None:
    for place in (*BOOK.place_kinds, ""):
        answered = list(dict.fromkeys(one.rule.id for one in evaluate(Subject("x", place), BOOK)))
        assert answered == [one.id for one in BOOK.on()]


def test_nothing_measured_is_neither_met_nor_failed() -> None:
    for place in BOOK.place_kinds:
        outcomes = {one.outcome for one in evaluate(Subject("x", place, frozenset(BOOK.groups)), BOOK)}
        assert outcomes <= {Outcome.NOT_MEASURED, Outcome.NOT_APPLICABLE}


def test_no_answer_says_that_torture_was_found() -> None:
    subject = measured(torture_elements="all", consistency_grade="4")
    found = {one.rule.id: one for one in evaluate(subject, BOOK)}
    assert found["UNCAT-01"].outcome is Outcome.NEEDS_REVIEW
    assert found["IP-01"].outcome is Outcome.NEEDS_REVIEW
    assert not any(one.fails or one.is_open for one in found.values())


def test_a_definition_that_does_not_fit_is_no_finding() -> None:
    (found,) = (one for one in evaluate(measured(hours_without_contact="10"), BOOK) if one.rule.id == "UN-SOL-01")
    assert found.outcome is Outcome.NOT_MET
    assert not found.fails


def test_the_arithmetic_is_shown_step_by_step() -> None:
    found = {one.rule.id: one for one in evaluate(measured(room_area="12", annexe_area="1.5", persons="3"), BOOK)}
    assert [str(one) for one in found["CPT-SPACE-02"].steps] == [
        "12 m² less 1.5 m² of sanitary annexe: 10.5 m²",
        "10.5 m² divided by 3 persons: 3.5 m² a person",
    ]
    assert str(found["CPT-SPACE-02"].why) == "3.5 m² a person; at least 4 is asked for."


def test_what_is_rounded_never_reads_as_the_threshold() -> None:
    found = {one.rule.id: one for one in evaluate(measured(net_area="8.9999", persons="3"), BOOK)}
    assert found["ECHR-SPACE-01"].outcome is Outcome.PRESUMPTION
    assert "≈ 2.99997 m² a person, below 3" in str(found["ECHR-SPACE-01"].why)


def test_arithmetic_is_exact_where_floating_point_is_not() -> None:
    subject = measured(room_area="1.1", annexe_area="0.7", persons="2", net_area="")
    found = {one.rule.id: one for one in evaluate(subject, BOOK)}
    assert found["CPT-SPACE-02"].value == Interval.of("0.2")
    assert 1.1 - 0.7 != 0.4


def test_standards_that_conflict_name_each_other() -> None:
    assert "UN-JUV-01" in BOOK["CPT-SOL-03"].beside
    assert "CPT-SOL-03" in BOOK["UN-JUV-01"].beside
    assert "ECHR-SPACE-01" in BOOK["CPT-SPACE-02"].beside
    assert "UN-SOL-02" in BOOK["CPT-SOL-01"].beside


def test_what_is_missing_is_named_by_what_somebody_can_measure() -> None:
    found = {one.rule.id: one for one in evaluate(measured(net_area="12"), BOOK)}
    assert found["CPT-SPACE-02"].outcome is Outcome.NOT_MEASURED
    assert found["CPT-SPACE-02"].missing == ("persons",)
    assert found["CPT-SPACE-03"].missing == ("wall_distance",)


def test_an_empty_cell_is_no_room_for_a_division() -> None:
    found = {one.rule.id: one for one in evaluate(measured(net_area="12", persons="0"), BOOK)}
    assert found["CPT-SPACE-02"].outcome is Outcome.NOT_APPLICABLE
    assert found["ECHR-SPACE-01"].outcome is Outcome.NOT_APPLICABLE


def test_a_value_of_another_kind_is_an_error_not_a_verdict() -> None:
    with pytest.raises(ValueError, match="cannot be asked"):
        evaluate(Subject("x", "prison", values={"ceiling_height": Checklist()}), BOOK)


def test_only_what_is_wanted_is_given_with_the_severity_it_has_among_all() -> None:
    subject = measured(net_area="7", persons="2", out_of_cell_hours="2", toilet_at_all_times="no")
    (found,) = evaluate(subject, BOOK, only=["CPT-SPACE-02"])
    assert found.severity is Severity.CRITICAL


def test_many_subjects_get_what_each_gets_by_itself() -> None:
    subjects = [measured(net_area=str(area), persons=str(persons)) for area in range(4, 14) for persons in (1, 2, 3)]
    together = list(evaluate_all(subjects, BOOK))
    assert [one for one, _ in together] == subjects
    for subject, found in together:
        assert [(one.rule.id, one.outcome, one.value) for one in found] == [
            (one.rule.id, one.outcome, one.value) for one in evaluate(subject, BOOK)
        ]


def test_one_answer_does_not_change_the_next() -> None:
    bad = measured(net_area="7", persons="2", out_of_cell_hours="2", toilet_at_all_times="no")
    good = measured(net_area="9", persons="2", out_of_cell_hours="9", toilet_at_all_times="yes")
    before = evaluate(good, BOOK)
    evaluate(bad, BOOK)
    assert evaluate(good, BOOK) == before
    assert {one.severity for one in before if one.rule.id == "CPT-SPACE-02"} == {Severity.HIGH}


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"room_area": "4", "annexe_area": "5"}, "not smaller than the room"),
        ({"room_area": "10", "net_area": "11"}, "more than that of the room"),
        ({"room_area": "10", "net_area": "9.5", "annexe_area": "2"}, "less 2 m² are 8 m²"),
        ({"annexe_in_room": "no", "annexe_area": "2"}, "No annexe is said"),
        ({"persons_held": "9000", "official_capacity": "90"}, "more than 100 times"),
    ],
)
def test_measurements_that_cannot_all_be_true_are_named(given: dict[str, str], what: str) -> None:
    assert [what in str(one) for one in contradictions(read(given))] == [True]


def test_measurements_that_agree_are_not_doubted() -> None:
    given = {"room_area": "10", "annexe_area": "2", "net_area": "8", "annexe_in_room": "yes", "persons": "3"}
    assert list(contradictions(read(given))) == []


def test_the_sign_before_decimals_is_learned_from_numbers_that_leave_no_doubt() -> None:
    assert decimal_sign(["12,5", "1.234", "words"]) == ","
    assert decimal_sign(["10.5..11.5"]) == "."
    assert decimal_sign(["12,5", "12.5"]) == ""
