"""What the commands of the law answer, in text and in JSON, with and without a register of this installation."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Home

pytestmark = pytest.mark.sqlite

HEAD = "treaty,state,action,date,note,source,confidence\n"
STANDING = {"state", "convention", "on", "standing", "bound", "certain_until", "grounds"}
GROUND = {"on", "act", "article", "source", "confidence"}


def answer(home: Home, *words: str) -> Any:
    said = home.run("law", *words, "--json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_a_standing_is_answered_without_any_installation(bare: Home) -> None:
    found = answer(bare, "standing", "RUS", "ECPT", "--on", "2025-10-15")
    assert found.keys() >= STANDING
    assert (found["standing"], found["bound"], found["certain_until"]) == ("party", True, "2026-09-30")
    assert all(ground.keys() >= GROUND for ground in found["grounds"])
    assert "receipt not known" in json.dumps(found["grounds"])
    later = answer(bare, "standing", "Russia", "ETS 126", "--on", "2026-10-01")
    assert (later["standing"], later["bound"], later["certain_until"]) == ("not_known", None, "2026-09-30")
    assert {"from": "2025-10-01", "to": "2025-10-31", "effect": "2026-11-01"} in later["if_received"]


def test_the_answer_comes_first_in_words(bare: Home) -> None:
    said = bare.run("law", "standing", "RUS", "ECPT", "--on", "2026-11-25").out
    assert said.splitlines()[0].endswith("on 25 November 2026: not known.")
    assert "bound for certain until 30 September 2026" in said
    assert "If received from 2025-09-29 to 2025-09-30, then not bound from 2026-10-01 on." in said
    assert "1998-05-05     ratification (ECPT Art. 19(2))" in said
    assert "What is missing here:" in said


def test_parties_effect_period_committee_and_withdrawal(bare: Home) -> None:
    parties = answer(bare, "parties", "ECPT", "--on", "2024-01-01")
    assert (parties["count"], len(parties["parties"]), parties["not_known"]) == (47, 47, [])
    assert answer(bare, "effect", "ECPT", "denunciation", "--received", "2025-09-30")["date"] == "2026-10-01"
    assert answer(bare, "effect", "ROME", "ratification", "--deposited", "2003-01-31")["date"] == "2003-05-01"
    assert answer(bare, "period", "first of the month after 60 days", "2003-01-31")["date"] == "2003-05-01"
    seats = answer(bare, "committee", "ECPT", "--on", "2026-01-01")
    assert (seats["seats"], seats["quorum"], seats["two_thirds"]) == (47, 24, 32)
    assert seats["by_members"]["two_thirds"] == 31
    left = answer(bare, "withdrawal", "RUS", "ECPT", "--received", "2025-10-01")
    assert (left["effect"], left["last_day_bound"]) == ("2026-11-01", "2026-10-31")
    assert [left["seats"][when]["seats"] for when in ("before", "after")] == [47, 46]
    assert {row["fate"] for row in left["changes"]} == {"lost", "kept", "uncertain", "never"}


def test_a_statement_is_held_against_the_record(bare: Home) -> None:
    asked = ("check", "--state", "RUS", "--convention", "UNCAT", "--act", "ratification", "--claimed")
    assert answer(bare, *asked, "1985")["verdict"] == "contradicted"
    assert answer(bare, *asked, "1987")["verdict"] == "consistent"
    assert "Signed then" in answer(bare, *asked, "1985")["ground"]["words"]
    assert (
        answer(bare, "check", "--state", "RUS", "--act", "expulsion", "--claimed", "2022-03")["verdict"] == "imprecise"
    )
    bound = ("check", "--state", "RUS", "--convention", "ECPT", "--bound", "no", "--said-on", "2025-09-29")
    assert answer(bare, *bound)["verdict"] == "contradicted"
    assert bare.run("law", "check", "--state", "RUS").problem.startswith("The parts make no statement")


def test_what_is_not_known_is_named_with_the_nearest_and_never_guessed(bare: Home) -> None:
    state = bare.run("law", "standing", "RUX", "ECPT")
    assert (state.code, state.out) == (1, "")
    assert "Did you mean RUS (Russia)" in state.err
    assert "ECPT (European" in bare.run("law", "standing", "RUS", "ECPTT").err
    assert "not a day of the calendar" in bare.run("law", "standing", "RUS", "ECPT", "--on", "2025-02-30").err
    assert bare.run("law", "effect", "ICCPR", "denunciation", "--received", "1997-08-25").code == 2
    assert bare.run("law", "withdrawal", "BLR", "ECPT", "--received", "2025-01-01").code == 2
    assert "thirtieth day" in bare.run("law", "period", "a month of Sundays", "2025-01-01").err


def test_every_bad_row_is_named_with_its_number_and_nothing_is_imported(bare: Home, tmp_path: Path) -> None:
    table = tmp_path / "acts.csv"
    table.write_text(
        HEAD
        + "ECPT,FRA,ratification,2001-01-01,,a test,verified\n"
        + "ECPT,FRX,ratification,2001-01-01,,a test,verified\n"
        + "ECPT,BLR,denunciation,2001-02-30,,a test,verified\n"
        + "ECPT,BLR,denunciation,2001-02-03,,a test,verified\n"
        + "ECPT,RUS,denunciation,2025-10-07,,a test,verified\n"
    )
    said = bare.run("law", "import", str(table))
    assert said.code == 2
    for number, why in ((2, "second consent"), (3, "FRA"), (4, "neither a day"), (5, "not bound then")):
        assert any(line.strip().startswith(f"row {number}:") and why in line for line in said.err.splitlines())
    assert "row 6" not in said.err
    assert "Nothing was imported" in said.out
    assert bare.run("law", "import", str(table), "--dry-run").code == 2


def test_a_table_without_its_columns_says_which_are_missing(bare: Home, tmp_path: Path) -> None:
    table = tmp_path / "acts.csv"
    table.write_text("treaty,state\nECPT,FRA\n")
    assert "action, date, source, confidence" in bare.run("law", "import", str(table), "--dry-run").err
    assert bare.run("law", "import", str(tmp_path / "none.csv")).code == 1


def test_a_listed_state_is_not_believed_to_be_bound(bare: Home, tmp_path: Path) -> None:
    table = tmp_path / "table_4-5.csv"
    table.write_text(
        'Participant,"Signature, Succession to signature(d)","Ratification, Accession(a), Succession(d)"\n'
        "Jamaica,19 Dec 1966,3 Oct 1975\nFrance,,17 Feb 1984 a\nAtlantis,,1 Jan 1990 a\nChad,,soon\n"
    )
    said = bare.run("law", "import", str(table), "--dry-run")
    assert said.code == 2
    assert "not bound from 1998-01-23 on. Not believed." in said.out
    assert "cannot say: Denunciations" in said.out
    assert "No State is called “Atlantis”" in said.err
    assert "“soon” is not a day" in said.err


def test_what_was_imported_is_what_the_law_answers_from_then_on(small: Home, tmp_path: Path) -> None:
    table = tmp_path / "acts.csv"
    rows = ["ECPT,CHE,signature,1987-11-26,,a test,verified", "ECPT,CHE,ratification,1988-10-07,,a test,verified"]
    table.write_text(HEAD + "\n".join(rows) + "\n")
    assert "Say as whom" in small.run("law", "import", str(table)).err
    assert answer(small, "standing", "CHE", "ECPT", "--on", "1990-01-01", "--from", "register")["standing"] == "none"
    done = small.run("law", "import", str(table), "--as", "maud")
    assert (done.code, "2 acts were imported, in one step." in done.out) == (0, True), done.err
    assert answer(small, "standing", "CHE", "ECPT", "--on", "1990-01-01")["standing"] == "party"
    assert "0 new acts, 2 known already" in small.run("law", "import", str(table), "--as", "maud").out
    assert small.run("verify").code == 0


def test_an_empty_register_is_not_filled_with_a_table_alone(empty: Home, tmp_path: Path) -> None:
    table = tmp_path / "acts.csv"
    table.write_text(HEAD + "ECPT,XKX,signature,2020-01-10,,a test,verified\n")
    said = empty.run("law", "import", str(table), "--as", "maud")
    assert (said.code, "is empty" in said.err) == (1, True)


def test_a_row_and_its_correction_go_in_together(bare: Home, tmp_path: Path) -> None:
    table = tmp_path / "acts.csv"
    head = HEAD.strip() + ",known_since,corrects\n"
    table.write_text(
        head
        + "ECPT,XKX,ratification,2020-01-10,,a test,verified,2020-02-01,\n"
        + "ECPT,XKX,ratification,2020-02-10,,a test,verified,2021-02-01,2020-01-10\n"
        + "ECPT,XKX,ratification,2020-03-10,,a test,verified,2021-02-01,2019-01-10\n"
        + "ECPT,FRA,ratification,9999-12-31,,a test,verified,,\n"
    )
    said = bare.run("law", "import", str(table), "--dry-run")
    assert "row 4: It corrects a row of 2019-01-10, and there is none." in said.err
    assert "row 5: 9999-12-31 is before 1900 or after 2199" in said.err
    assert "row 2:" not in said.err
    assert "row 3:" not in said.err


def test_export_can_be_imported_again_without_adding_anything(bare: Home, tmp_path: Path) -> None:
    table = tmp_path / "acts.csv"
    assert bare.run("law", "export", "--to", str(table)).code == 0
    again = bare.run("law", "import", str(table), "--dry-run")
    assert (again.code, "0 new acts" in again.out) == (0, True)
    rows = json.loads(bare.run("law", "export", "--state", "RUS", "--convention", "ROME", "--json").out)
    assert [row["action"] for row in rows] == ["signature", "signature_withdrawn"]


def test_a_text_is_read_and_each_claim_held_against_the_record(bare: Home, tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    text.write_text(
        "Russian President Vladimir Putin signed a law denouncing the European Convention for the Prevention of Torture. "
        "Russia is no longer obliged to allow inspectors of the Committee into its prisons.\n\n"
        "Russia ratified the UN Convention against Torture in 1985. The weather in Strasbourg was fine.\n"
    )
    found = answer(bare, "read-claims", str(text))
    assert all(one["quote"] in text.read_text() for one in found)
    assert found[0].keys() >= {"file", "quote", "claim", "said_by", "via", "verdict", "ground"}
    verdicts = {(one["claim"]["kind"], one["claim"]["convention"]): one["verdict"] for one in found}
    assert verdicts == {
        ("act", "ECPT"): "consistent",
        ("bound", "ECPT"): "contradicted",
        ("act", "UNCAT"): "contradicted",
    }
    assert {(one["claim"]["said_on"], one["day_inferred"]) for one in found} == {("2025-09-29", True)}
    given = answer(bare, "read-claims", str(text), "--said-on", "2026-11-25")
    assert {one["verdict"] for one in given if one["claim"]["kind"] == "bound"} == {"not_known"}
    assert not any(one["day_inferred"] for one in given)


def test_a_text_that_names_a_later_year_is_of_no_such_day(bare: Home, tmp_path: Path) -> None:
    text = tmp_path / "history.txt"
    text.write_text(
        "Putin signed a law denouncing the European Convention for the Prevention of Torture. In 2027 little is left."
    )
    assert {one["claim"]["said_on"] for one in answer(bare, "read-claims", str(text))} == {None}


def test_a_file_that_is_no_text_is_named_and_the_others_are_read(bare: Home, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("France ratified the European Convention for the Prevention of Torture in 1989.")
    bad.write_bytes(b"\xff\xfe\x00\xd8 not text")
    said = bare.run("law", "read-claims", str(bad), str(good), str(tmp_path / "none.txt"))
    assert said.code == 2
    assert "consistent with the record" in said.out
    assert "bad.txt: It is not UTF-8 text." in said.err
    assert "none.txt: It cannot be read" in said.err
