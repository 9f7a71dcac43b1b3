"""Letters that answer: six languages with the same words, what the law says of each case, and letters to read whole.

The letters of ``tests/transcripts/letters`` are compared word for word; ``python -m tests.crafts.test_answer_letters``
writes them anew, and whoever does that reads the difference.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.law.acts import shipped_law
from unannounced.crafts.law.answer_letters import (
    LANGUAGES,
    OF_A_ROUTE,
    day_in,
    placeholders,
    read_letters,
    shipped_addresses,
    shipped_letters,
    shipped_sources,
    written,
)
from unannounced.crafts.law.routes import shipped_routes
from unannounced.crafts.law.strictly import LawFileProblem
from unannounced.duties.profile import MechanismKind
from unannounced.duties.treaty.route_rules import Used, Victim
from unannounced.duties.treaty.route_words import SENTENCES
from unannounced.duties.treaty.routes import QUESTIONS, Route, read_used, routes
from unannounced.duties.writing_back import (
    CLOSED,
    DAYS,
    NAME,
    NAME_AND_WHY,
    NEED_REMEDIES,
    OWN,
    UNKNOWN,
    WARNED,
    Letter,
    acknowledged,
    asking,
    who_can_decide,
)

HERE = Path(__file__).parent.parent
LETTERS = HERE / "transcripts" / "letters"
FACTS = HERE.parent / "src" / "unannounced" / "facts" / "answer_letters"
CASES = yaml.safe_load((HERE / "spec" / "answer_letters.yaml").read_text("utf-8"))
TO_READ = [(case, language) for case in CASES for language in case.get("languages", "").split()]
RULES, LAW = shipped_routes(), shipped_law()
ALPHABETS = {
    "ru": "[а-яё]",
    "uk": "[а-яґєії]",
    "tr": "[a-zçğıöşü]",
    "ar": "[\u0600-\u06ff]",
    "fr": "[a-zàâçéèêîôû]",
    "en": "[a-z]",
}
OF_ANOTHER = {
    "uk": "[ыэъёЫЭЪЁ]",
    "ru": "[іїєґІЇЄҐ]",
    "tr": "[а-яé]|\\b(the|and|is)\\b",
    "ar": "\\b[a-z]{4}",
    "fr": "\\b(the|and|not)\\b",
}
QUESTION = "On which day were you moved?"


def found(case: dict[str, Any]) -> tuple[Route, ...]:
    return routes(
        LAW,
        case["state"],
        rules=RULES,
        act=case["act"] or None,
        on=case["today"],
        used=[read_used(one, RULES) for one in case.get("used", "").split()],
        exhausted=case.get("exhausted"),
        final_decision=case.get("final"),
        territory=case.get("where", ""),
    )


def letter(case: dict[str, Any]) -> Letter:
    left = case.get("left", "").split()
    by = MechanismKind(case["by"])
    return who_can_decide(found(case), state=case["state"], act=case["act"] or None, written_by=by, leaving_out=left)


def parts(made: Letter) -> dict[str, list[str]]:
    """The routes of a letter by the part in which they stand."""
    named: dict[str, list[str]] = {"open": [one.route for part in made for one in part if one.key == NAME]}
    for word, intro in (("unknown", "unknown_intro"), ("closed", "closed_intro")):
        told = [part for part in made if part[0].key == intro]
        named[word] = [one.route for part in told for one in part if one.key == NAME_AND_WHY]
    return named


# What the law says


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_letter_says_what_the_law_says_of_the_case(case: dict[str, Any]) -> None:
    made = letter(case)
    assert parts(made) == {word: case.get(word, "").split() for word in ("open", "unknown", "closed")}
    keys = {one.key for part in made for one in part}
    assert set(case.get("says", "").split()) <= keys
    assert not set(case.get("says_not", "").split()) & keys
    reasons = {one.route: one.facts["why"] for part in made for one in part if one.key == NAME_AND_WHY}
    assert {code: reasons[code] for code in case.get("reason", {})} == case.get("reason", {})
    assert case.get("day", "") in written(made, "en")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_stands_by_its_name_in_the_part_in_which_it_belongs(case: dict[str, Any], language: str) -> None:
    said, words = written(letter(case), language), shipped_letters(language)
    names = {code: words.routes[code]["name"] for code in QUESTIONS}
    lines = said.split("\n")
    assert {code for code, name in names.items() if name in lines} == set(case.get("open", "").split())
    others = {code for code, name in names.items() if any(line.startswith(f"– {name}. ") for line in lines)}
    assert others == {*case.get("unknown", "").split(), *case.get("closed", "").split()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_day_is_written_as_the_language_writes_days(language: str) -> None:
    (case,) = (one for one in CASES if one.get("day") == "3 December 2026")
    day = {
        "en": "3 December 2026",
        "fr": "3 décembre 2026",
        "ru": "3 декабря 2026 года",
        "uk": "3 грудня 2026 року",
        "tr": "3 Aralık 2026",
        "ar": "3 ديسمبر 2026",
    }
    assert day[language] in written(letter(case), language)
    assert day_in(date(2026, 12, 3), language) == day[language]


def test_an_address_stands_only_where_it_has_a_source() -> None:
    assert all(one.clause.source and one.clause.article and one.clause.day for one in shipped_addresses().values())
    said = written(letter(CASES[2]), "en")
    assert said.count("Where to send it: ") == len(shipped_addresses()) == 1
    assert "Where to send it: The Registrar, European Court of Human Rights" in said
    assert "ask your lawyer" in said


def test_whoever_writes_does_not_offer_the_way_that_was_taken() -> None:
    for kind in MechanismKind:
        made = parts(letter({**CASES[2], "by": kind.value, "left": ""}))
        assert (OWN.get(kind, "none") in {code for codes in made.values() for code in codes}) is False


@given(
    st.sampled_from(["RUS", "UKR", "GBR", "BLR", "FRA", "TUR", "ALB", "ITA", "DEU", "BDI", "USA", "LBY"]),
    st.one_of(st.none(), st.dates(date(1960, 1, 1), date(2026, 11, 1))),
    st.integers(0, 4_000),
    st.sets(st.builds(Used, st.sampled_from(sorted(RULES)), st.booleans()), max_size=2),
    st.sampled_from([None, True, False]),
    st.builds(Victim, st.booleans(), st.sampled_from([None, True, False])),
    st.sampled_from(["", "UKR", "RUS"]),
    st.booleans(),
)
@settings(database=None, deadline=None)
def test_whatever_the_case_every_body_stands_in_one_part_and_every_language_says_it(
    state: str,
    act: date | None,
    later: int,
    used: set[Used],
    exhausted: bool | None,
    victim: Victim,
    where: str,
    decided: bool,
) -> None:
    on = date.fromordinal((act or date(2022, 6, 1)).toordinal() + later)
    answered = routes(
        LAW,
        state,
        rules=RULES,
        act=act,
        on=on,
        used=used,
        exhausted=exhausted,
        victim=victim,
        territory=where,
        final_decision=act if decided else None,
    )
    made = who_can_decide(answered, state=state, act=act, written_by=MechanismKind.OTHER)
    stand = parts(made)
    assert sorted(code for codes in stand.values() for code in codes) == sorted(RULES)
    assert set(stand["open"]) == {one.code for one in answered if one.available}
    assert set(stand["unknown"]) == {one.code for one in answered if one.available is None}
    for language in LANGUAGES:
        assert "{" not in written(made, language)
        assert "None" not in written(made, language)


def test_every_reason_and_every_reckoning_of_the_routes_has_its_plainer_words() -> None:
    codes = list(SENTENCES)
    unknown, closed, warnings = (codes.index(one) for one in ("bound_not_known", "not_bound", "from_memory"))
    assert set(CLOSED) == set(codes[closed:unknown])
    assert set(UNKNOWN) == set(codes[unknown:warnings])
    assert set(DAYS) == {code for code in codes if code.startswith("reckoned_")}
    assert set(WARNED) <= set(codes[warnings:])
    said = set(shipped_sources())
    assert {*CLOSED.values(), *UNKNOWN.values(), *DAYS.values(), *WARNED.values()} <= said
    assert frozenset({"ecthr_34", "cat_22", "hrc_op1", "ced_31"}) == NEED_REMEDIES


# Other letters


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_acknowledgement_promises_nothing_and_does_not_say_that_it_was_read(language: str) -> None:
    said, words = written(acknowledged(), language), shipped_letters(language).said
    assert words["ack_came"] in said
    assert words["no_decision"] in said
    assert words["read"] not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_stands_in_its_letter_as_it_was_asked_and_need_not_be_answered(language: str) -> None:
    said = written(asking(f" {QUESTION} {{state}}\n"), language)
    assert f"\n{QUESTION} {{state}}\n" in said
    assert shipped_letters(language).said["ask_choice"] in said
    with pytest.raises(ValueError, match="Nothing is asked"):
        asking("  ")


# The files


def test_every_key_has_an_article_and_a_source_and_is_used() -> None:
    for key, rests in shipped_sources().items():
        assert rests.clause.article, key
        assert rests.clause.source, key
    told = (FACTS.parents[1] / "duties" / "writing_back.py").read_text("utf-8")
    assert [key for key in shipped_sources() if f'"{key}"' not in told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key_with_the_same_placeholders_and_speaks_for_itself(language: str) -> None:
    words, english = shipped_letters(language), shipped_letters("en")
    assert set(words.said) == set(english.said)
    assert {key: placeholders(one) for key, one in words.said.items()} == {
        key: placeholders(one) for key, one in english.said.items()
    }
    assert {code: set(one) for code, one in words.routes.items()} == {code: set(OF_A_ROUTE) for code in RULES}
    every = [*words.said.values(), *(one for route in words.routes.values() for one in route.values())]
    plain = [re.sub(r"{\w+}|\((SPT|CPT|NPM|ICRC|UÖM)\)", "", one) for one in every]
    assert [one for one in plain if not re.search(ALPHABETS[language], one, re.IGNORECASE)] == []
    assert [one for one in plain if re.search(OF_ANOTHER.get(language, "(?!)"), one)] == []
    if language != "en":
        assert [key for key, one in words.said.items() if one == english.said[key]] == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("greeting: Hello,\n", "", "en.yaml, line 3, greeting: this key is missing"),
        ("greeting: Hello,\n", "greeting: Hello,\nhallo: x\n", "hallo: this key is not known here"),
        ("{deadline}", "{day}", "c_too_late: what is filled in here is: deadline"),
        ("Hello,", "Hello {name},", "greeting: what is filled in here is: nothing"),
    ],
)
def test_a_file_that_says_too_much_or_too_little_is_refused(before: str, after: str, problem: str) -> None:
    text = (FACTS / "en.yaml").read_text("utf-8")
    assert before in text
    with pytest.raises(LawFileProblem, match=re.escape(problem)):
        read_letters(text.replace(before, after), "en", shipped_sources(), RULES)


def test_a_language_nobody_wrote_letters_in_is_named() -> None:
    with pytest.raises(KeyError, match="de"):
        written(acknowledged(), "de")


# Letters to read whole


def transcripts() -> dict[str, str]:
    """Every letter that is kept to be read, by the name of its file."""
    kept = {f"{case['letter']}.{language}.txt": written(letter(case), language) for case, language in TO_READ}
    for language in LANGUAGES:
        kept[f"acknowledged.{language}.txt"] = written(acknowledged(), language)
        kept[f"asking.{language}.txt"] = written(asking(QUESTION), language)
    return kept


def test_the_letters_that_are_kept_to_be_read_are_the_ones_that_are_written() -> None:
    kept = {path.name: path.read_text("utf-8") for path in LETTERS.glob("*.txt")}
    made = transcripts()
    assert sorted(kept) == sorted(made)
    assert {language for _, language in TO_READ} == set(LANGUAGES)
    for name, said in made.items():
        assert kept[name] == said, name


if __name__ == "__main__":
    LETTERS.mkdir(parents=True, exist_ok=True)
    for file, text in transcripts().items():
        (LETTERS / file).write_text(text, "utf-8")
