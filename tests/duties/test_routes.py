"""Who can be turned to: the cases a lawyer can read, and what never changes whatever the case."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.law.acts import shipped_law
from unannounced.crafts.law.route_shapes import routes_shape
from unannounced.crafts.law.routes import (
    LANGUAGES,
    read_plain_words,
    read_routes,
    shipped_plain_words,
    shipped_routes,
)
from unannounced.crafts.law.strictly import LawFileProblem
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.treaty.acts import Act, Confidence, read_row
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.route_rules import Used, Victim
from unannounced.duties.treaty.route_words import SENTENCES
from unannounced.duties.treaty.routes import QUESTIONS, Route, read_used, routes

CASES = yaml.safe_load((Path(__file__).parent.parent / "spec" / "routes.yaml").read_text("utf-8"))
RULES, LAW = shipped_routes(), shipped_law()
FACTS = Path(__file__).parents[2] / "src" / "unannounced" / "facts"
ANSWERS = {"open": True, "closed": False, "unknown": None}
STATES = st.sampled_from(["RUS", "UKR", "GBR", "BLR", "FRA", "TUR", "ALB", "ITA", "GRC", "DEU", "BDI", "USA", "LBY"])
ACTS = st.dates(date(1960, 1, 1), date(2026, 11, 1))
USED = st.sets(st.builds(Used, st.sampled_from(sorted(RULES)), st.booleans()), max_size=3)
OPENNESS = {False: 0, None: 1, True: 2}


def found(case: dict[str, Any]) -> dict[str, Route]:
    law = LAW
    if "with" in case:
        plain = {"state": case["state"], "confidence": "verified", "source": "case"}
        acts = [read_row({key: str(value) for key, value in {**plain, **row}.items()}) for row in case["with"]]
        law = law.with_acts([act for act in acts if isinstance(act, Act)])
    answered = routes(
        law,
        case["state"],
        rules=RULES,
        act=case["act"] or None,
        on=case["today"],
        victim=Victim(named=not case.get("anonymous", False), disappeared=case.get("disappeared")),
        used=[read_used(one, RULES) for one in case.get("used", "").split()],
        exhausted=case.get("exhausted"),
        final_decision=case.get("final"),
        territory=case.get("where", ""),
    )
    return {one.code: one for one in answered}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_route_is_open_as_the_rules_say(case: dict[str, Any]) -> None:
    answered = found(case)
    for word, wanted in ANSWERS.items():
        for code in case.get(word, "").split():
            assert answered[code].available is wanted, f"{code}: {answered[code].reason}"
    for code, words in case.get("says", {}).items():
        assert words in str(answered[code].reason), code
    for code, words in case.get("warns", {}).items():
        assert any(words in str(warning) for warning in answered[code].warnings), answered[code].warnings
    for code, words in case.get("warns_not", {}).items():
        assert not any(words in str(warning) for warning in answered[code].warnings), answered[code].warnings
    for code, day in case.get("deadline", {}).items():
        assert answered[code].deadline == (day or None), code
        assert answered[code].reckoned is not None


def test_the_cases_are_many_and_each_route_is_yes_no_and_not_known_in_them() -> None:
    assert len(CASES) >= 45
    said = {word: {code for case in CASES for code in case.get(word, "").split()} for word in ANSWERS}
    assert said["open"] == set(QUESTIONS)
    assert said["closed"] == set(QUESTIONS) - {"wgad", "special_procedures", "icrc", "domestic"}
    assert said["unknown"] >= {"ecthr_34", "cat_22", "cat_20", "hrc_op1", "ced_30", "ced_31", "cpt", "npm", "icc"}


@given(STATES, ACTS, st.integers(0, 20_000), USED, USED, st.sampled_from([None, True, False]))
@settings(database=None, deadline=None)
def test_a_route_used_already_never_opens_another(
    state: str, act: date, later: int, used: set[Used], more: set[Used], exhausted: bool | None
) -> None:
    on = date.fromordinal(act.toordinal() + later)
    before = routes(LAW, state, rules=RULES, act=act, on=on, used=used, exhausted=exhausted)
    after = routes(LAW, state, rules=RULES, act=act, on=on, used={*used, *more}, exhausted=exhausted)
    for one, other in zip(before, after, strict=True):
        assert OPENNESS[other.available] <= OPENNESS[one.available], one.code


@given(STATES, ACTS, st.integers(0, 20_000), st.sampled_from([None, True, False]), st.sampled_from(["", "UKR", "RUS"]))
@settings(database=None, deadline=None)
def test_every_answer_has_a_reason_a_rule_and_a_mark_of_confidence(
    state: str, act: date, later: int, exhausted: bool | None, where: str
) -> None:
    on = date.fromordinal(act.toordinal() + later)
    answered = routes(LAW, state, rules=RULES, act=act, on=on, exhausted=exhausted, territory=where)
    assert [one.code for one in answered] == list(RULES)
    for one in answered:
        assert str(one.reason)
        assert one.article
        assert one.source
        assert (one.confidence is Confidence.UNVERIFIED) or one.available is not None
        memory = one.confidence.value.startswith("memory")
        assert memory is any(warning.code == "from_memory" for warning in one.warnings) or not memory
        if one.available:
            assert one.deadline is None or one.deadline >= on
    assert {one.code: one.available for one in answered}["wgad"] is True


@given(STATES, ACTS, st.integers(0, 400), st.integers(0, 400))
@settings(database=None, deadline=None)
def test_a_time_limit_that_has_ended_does_not_run_again(state: str, act: date, decided: int, later: int) -> None:
    final = date.fromordinal(act.toordinal() + decided)
    days = [date.fromordinal(final.toordinal() + days) for days in (later, later + 30)]
    first, second = (routes(LAW, state, rules=RULES, act=act, on=on, final_decision=final)[0].available for on in days)
    assert OPENNESS[second] <= OPENNESS[first]


def test_nobody_turns_to_a_body_before_the_act_or_the_final_decision() -> None:
    day, later = date(2026, 6, 1), date(2026, 6, 2)
    for act, final in ((later, None), (None, later), (day, date(2026, 5, 31))):
        with pytest.raises(RefusedByRule):
            routes(LAW, "UKR", rules=RULES, act=act, on=day, final_decision=final)


def test_a_state_or_route_that_is_not_known_is_named_with_the_nearest() -> None:
    with pytest.raises(NotKnown) as unknown:
        read_used("cat22", RULES)
    assert "cat_22" in unknown.value.near
    with pytest.raises(NotKnown):
        routes(LAW, "QQQ", rules=RULES, act=None, on=date(2026, 6, 1))
    with pytest.raises(NotKnown):
        routes(LAW, "UKR", rules=RULES, act=None, on=date(2026, 6, 1), territory="QQQ")


def test_the_json_of_a_route_has_the_keys_that_others_rely_on() -> None:
    on = date(2023, 2, 10)
    shape = routes_shape("BLR", routes(LAW, "BLR", rules=RULES, act=date(2023, 1, 20), on=on), act=None, on=on)
    assert shape.keys() >= {"state", "act", "on", "routes"}
    one = next(route for route in shape["routes"] if route["route"] == "hrc_op1")
    assert one.keys() >= {"route", "name", "available", "type", "who", "reason", "deadline", "article", "source"}
    assert one["available"] is False
    assert one["deadline"] == "2023-02-07"
    assert one["type"] == "communication"
    assert one["grounds"][-1].keys() == {"on", "act", "article", "source", "confidence"}
    assert {"on": "2022-11-08", "act": "denunciation_notified"}.items() <= one["grounds"][-2].items()


# The files


def test_every_sentence_is_used_and_said_in_plain_words_in_every_language() -> None:
    folder = Path(__file__).parents[2] / "src" / "unannounced" / "duties" / "treaty"
    code = "".join((folder / name).read_text() for name in ("route_gates.py", "route_court.py", "routes.py"))
    assert [one for one in SENTENCES if f'"{one}"' not in code] == []
    words = shipped_plain_words()
    for said in (*words.page.values(), *words.reasons.values(), *words.confidences.values()):
        assert set(said) == set(LANGUAGES)
        assert all(said.values())


def test_no_two_languages_say_the_same_where_there_are_words() -> None:
    """A translation that was forgotten would stand there in English."""
    for rule in RULES.values():
        for said in (rule.names, rule.who, *rule.words.values()):
            assert len(set(said.values())) == len(LANGUAGES), said["en"]
    for code, said in shipped_plain_words().reasons.items():
        assert len(set(said.values())) == len(LANGUAGES), code


def test_the_cpt_says_plainly_that_it_does_not_decide_complaints() -> None:
    said = RULES["cpt"].words["cannot"]
    for language, words in {
        "en": "It does not decide complaints and never did",
        "fr": "Il ne statue pas sur des plaintes",
        "ru": "Не рассматривает жалобы",
        "uk": "Не розглядає скарг",
    }.items():
        assert words in said[language]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("kind: inquiry", "kind: enquiry", r"routes.yaml, line \d+, routes\[3\].kind: “enquiry” is not known"),
        ("code: cat_20", "code: cat_22", "“cat_22” is not known, or stands twice"),
        ("    counts: unsettled\n", "", r"routes\[7\].counts: this key is missing"),
        ("      - months: 6\n", "      - months: six\n", "“six” is not a whole number"),
        ("        whole: true\n", "        hole: true\n", "hole: this key is not known here"),
        ("        since: 2011-02-15\n", "        since: 2011-02-30\n", "is not a day of the calendar"),
        ("      uk: Європейський суд з прав людини\n", "", "uk: this key is missing"),
    ],
)
def test_a_file_of_routes_that_is_wrong_is_refused_with_line_and_key(before: str, after: str, problem: str) -> None:
    text = (FACTS / "routes.yaml").read_text("utf-8")
    assert before in text
    with pytest.raises(LawFileProblem, match=problem):
        read_routes(text.replace(before, after, 1), "routes.yaml")


def test_a_route_that_is_missing_is_named() -> None:
    text = (FACTS / "routes.yaml").read_text("utf-8")
    cut = text[: text.index("  - code: domestic")]
    with pytest.raises(LawFileProblem, match="these routes are missing: domestic"):
        read_routes(cut, "routes.yaml")


def test_a_plain_sentence_fills_in_only_what_is_known() -> None:
    text = (FACTS / "turn_to.yaml").read_text("utf-8")
    wrong = text.replace("В день события, {act}, договор был", "В день события, {since}, договор был", 1)
    assert wrong != text
    with pytest.raises(LawFileProblem, match=r"bound_then: ru fills in \{since\}"):
        read_plain_words(wrong, "turn_to.yaml")
    with pytest.raises(LawFileProblem, match="geneva: this key is missing"):
        read_plain_words(text.replace("  geneva:", "  genf:", 1), "turn_to.yaml")
