"""What the commands of the law print as JSON is what their schemas say: no key more, no key less."""

from pathlib import Path
from typing import Any

from tests.json_schema import problems
from tests.law_by_command import by_command
from unannounced.crafts.law.schema_parts import BASIC
from unannounced.crafts.law.schemas import ANSWERS, ASKED, LISTED

KNOWN = {**BASIC, **ANSWERS}
STATES = ("RUS", "FRA", "GBR", "GRC", "BLR", "USA", "XKX")
CONVENTIONS = ("ECPT", "ECPT-P1", "COE-STATUTE", "ECHR", "UNCAT", "OPCAT", "ICCPR", "ICPPED", "ROME")
DAYS = ("1950-06-01", "1972-01-01", "1998-05-06", "2025-10-15", "2026-10-01")
QUESTIONS: list[tuple[str, ...]] = [
    *(("standing", state, code, "--on", day) for state in STATES for code in CONVENTIONS for day in DAYS),
    *(("parties", code, "--on", day) for code in CONVENTIONS for day in DAYS),
    *(("withdrawal", state, code, "--received", "2025-10-01") for state in STATES for code in CONVENTIONS),
    *(
        ("effect", code, act, "--received", "2025-09-30")
        for code in CONVENTIONS
        for act in ("accession", "denunciation")
    ),
    ("effect", "ECPT", "territorial_extension", "--received", "2025-09-30"),
    ("period", "thirtieth day", "2017-03-02"),
    *(("committee", code, "--on", day) for code in ("ECPT", "UNCAT", "OPCAT") for day in DAYS),
    ("committee", "ECPT", "--on", "2026-10-01", "--members", "40"),
    ("coverage", "--on", "2026-01-01"),
    ("check", "--state", "RUS", "--convention", "UNCAT", "--act", "ratification", "--claimed", "1985"),
    ("check", "--state", "RUS", "--bound", "no"),
    ("check", "--convention", "ECPT", "--number", "46", "--except", "BLR", "RUS"),
    ("check", "--convention", "ECPT", "--act", "complaints"),
    ("objection", "cpt", "--to", "place", "--ground", "public safety"),
    ("objection", "npm", "--to", "visit", "--ground", "whatever"),
    *(("routes", state, "--act", "2022-01-20", "--on", "2022-12-10") for state in STATES),
    ("routes", "RUS", "--used", "ecthr_34:pending", "--where", "UKR", "--disappeared", "yes"),
]


def wrong(names: tuple[str, ...], value: Any) -> list[str]:
    """What of ``value`` is not as one of the schemas says."""
    return list(problems({"anyOf": [KNOWN[name] for name in names]}, value, KNOWN))


def test_every_question_is_answered_as_its_schema_says() -> None:
    assert {words[0] for words in QUESTIONS} == ASKED.keys()
    for words in QUESTIONS:
        assert (words, wrong(ASKED[words[0]], by_command(*words))) == (words, [])


def test_both_answers_of_a_command_that_has_two_are_asked_for() -> None:
    for command, names in ASKED.items():
        answers = [by_command(*words) for words in QUESTIONS if words[0] == command]
        for name in names:
            assert any(not wrong((name,), one) for one in answers), name


def test_every_act_of_the_register_is_written_as_its_schema_says() -> None:
    rows = by_command("export", "--all-rows")
    assert len(rows) > 1000
    assert [one for row in rows for one in wrong((LISTED["export"],), row)] == []


def test_a_table_that_is_read_is_told_as_its_schema_says(tmp_path: Path) -> None:
    table = tmp_path / "acts.csv"
    table.write_text(
        "treaty,state,action,date,note,source,confidence\n"
        "ECPT,FRA,denunciation_notified,2026-01-05,,chart,verified\n"
        "ECPT,FRA,ratification,2026-13-05,,chart,verified\n"
    )
    for row in by_command("import", str(table), "--dry-run"):
        assert (row["new"], len(row["refused"])) == (1, 1)
        assert wrong((LISTED["import"],), row) == []


def test_a_statement_found_in_a_text_is_told_as_its_schema_says(tmp_path: Path) -> None:
    text = tmp_path / "article.txt"
    text.write_text(
        "Russia ratified the European Convention for the Prevention of Torture in 1998, the ministry said.\n"
    )
    rows = by_command("read-claims", str(text))
    assert rows
    assert [one for row in rows for one in wrong((LISTED["read-claims"],), row)] == []
