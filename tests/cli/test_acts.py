"""Acts by command: done, refused with the article, or not understood; one line each, never a traceback."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Home

pytestmark = pytest.mark.sqlite

PLAN = ["act", "state", "plan-visit", "XXA"]
DAYS = ["--set", "kind=periodic", "--set", "begins=2030-03-01", "--set", "ends=2030-03-10"]
NOBODY = "00000000-0000-4000-8000-00000000beef"


def test_an_act_is_done_and_its_line_says_that_it_was_by_command(small: Home) -> None:
    before = small.by_hand("SELECT count(*) FROM visits_visit")[0][0]
    said = small.run(*PLAN, *DAYS, "--as", "ana", "--json")
    assert (said.code, said.err) == (0, "")
    done = json.loads(said.out)
    assert (done["done"], done["kind"], done["result"]) == ("plan-visit", "state", "visit")
    assert small.by_hand("SELECT count(*) FROM visits_visit") == [(before + 1,)]
    line = small.by_hand("SELECT act, via FROM ledger_line ORDER BY seq DESC LIMIT 1")
    assert line == [("plan a visit", "by command on the server")]
    shown = small.run("show", "visit", done["id"], "--as", "ana", "--json")
    assert json.loads(shown.out.splitlines()[0])["said"].startswith("XXA periodic")
    assert (
        small.run("show", "visit", done["id"], "--as", "ines").problem
        == small.run("show", "visit", NOBODY, "--as", "ines").problem
    )
    assert small.run("verify").code == 0


@pytest.mark.parametrize("login", ["rosa", "piet", "ruth"])
def test_an_act_that_the_mandate_does_not_allow_is_refused_with_the_article(small: Home, login: str) -> None:
    said = small.run(*PLAN, *DAYS, "--as", login)
    assert (said.code, said.out) == (2, "")
    assert said.problem.startswith("Refused: ")
    assert "(ECPT Art. " in said.problem
    assert small.by_hand("SELECT count(*) FROM visits_visit WHERE begins > '2029-01-01'") == [(0,)]


def test_an_act_that_a_rule_refuses_says_the_rule_and_the_way_out(small: Home) -> None:
    days = ["--set", "kind=periodic", "--set", "begins=2030-03-10", "--set", "ends=2030-03-01"]
    said = small.run(*PLAN, *days, "--as", "ana")
    assert said.code in {1, 2}
    assert "\n" not in said.problem
    report = str(small.by_hand("SELECT id FROM reports_report")[0][0])
    said = small.run("act", "report", "publish", report, "--as", "maud")
    assert said.code == 2
    assert "ECPT Art." in said.problem


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["act", "state", "abolish", "XXA", "--as", "ana"], "There is no act “abolish” on a state."),
        (["act", "country", "plan-visit", "XXA", "--as", "ana"], "There is no act “plan-visit” on a country."),
        (["act", "visit", "note-entry", NOBODY, "--as", "ana"], "There is no such visit."),
        (["act", "visit", "note-entry", "no id", "--as", "ana"], "There is no such visit."),
        (["act", "state", "plan-visit", "XXD", "--as", "ana"], "No State is called “XXD”."),
        (["act", "state", "plan-visit", "XXA", "--as", "nobody"], "Nobody has the login “nobody”."),
        (["act", "state", "plan-visit", "XXA", "--as", ""], "Nobody has the login “”."),
        ([*PLAN, "--as", "ana", "--set", "begins"], "“begins” must be written FIELD=VALUE."),
        ([*PLAN, *DAYS, "--as", "ana", "--set", "begins=2030-02-31"], "begins: "),
        ([*PLAN, "--as", "ana"], "begins: "),
        (["show", "report", NOBODY, "--as", "ana"], "There is no such report."),
        (["show", "item", "no id", "--as", "ana"], "There is no such item."),
        (["list", "items", "--as", "ana", "--state", "Stat A"], "No State is called “Stat A”. Did you mean XXA"),
        (["standing", "Atlantis"], "No State is called “Atlantis”."),
        (["standing", ""], "No State is called “”."),
        (["account", "give", "nobody", "member", "--as", "rosa"], "Nobody has the login “nobody”."),
        (["verify", "--against", "no-such-file"], "no-such-file is no checkpoint"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else "",
)
def test_what_is_not_understood_is_said_in_one_line(small: Home, words: list[str], sentence: str) -> None:
    said = small.run(*words)
    assert said.code == 1
    assert said.out == ""
    assert sentence in said.problem


@pytest.mark.parametrize(
    "words",
    [
        ["edition", "--as", "rosa"],
        ["facts", "--as", "rosa"],
        ["session", "Never", "--begins", "2030-01-01", "--ends", "2030-01-02", "--as", "rosa"],
        ["session", "Never", "--begins", "2030-01-02", "--ends", "2030-01-01", "--as", "maud"],
        ["account", "give", "ana", "expert", "--as", "maud"],
        ["account", "end", "ana", "--ends", "2030-01-01", "--as", "maud"],
        ["account", "end", "ana", "--ends", "2001-01-01", "--as", "rosa"],
    ],
    ids=" ".join,
)
def test_every_command_that_writes_is_refused_with_the_rule_to_whom_it_is_not_allowed(
    small: Home, words: list[str]
) -> None:
    before = small.by_hand("SELECT count(*) FROM ledger_line")
    said = small.run(*words)
    assert said.code == 2
    assert said.problem.startswith("Refused: ")
    assert said.problem.count("(") >= 1
    assert small.by_hand("SELECT count(*) FROM ledger_line") == before


@pytest.mark.parametrize("text", ["x" * 120_000, "dark \x1b[31m", "dark \udcff"], ids=["long", "control", "no utf-8"])
def test_a_text_that_cannot_be_kept_is_refused_in_one_line(small: Home, text: str) -> None:
    said = small.run(*PLAN, *DAYS, "--set", f"purpose={text}", "--as", "ana")
    assert said.code in {1, 2}
    assert len(said.problem) < 600
    assert small.by_hand("SELECT count(*) FROM visits_visit WHERE begins > '2029-01-01'") == [(0,)]


def test_output_that_nobody_reads_to_the_end_is_no_fault(demo: Home) -> None:
    import subprocess

    from tests.cli.conftest import PROGRAM

    listing = subprocess.Popen(
        [*PROGRAM, "list", "items", "--as", "maud", "--state", "XXC", "--json"],
        env=demo.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    assert json.loads(listing.stdout.readline())
    listing.stdout.close()
    assert listing.stderr.read() == b""
    listing.wait(60)


# Checkpoints


def test_a_checkpoint_kept_elsewhere_notices_a_cut_tail(small: Home, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint.json"
    said = small.run("checkpoint", str(kept))
    assert said.code == 0
    made = json.loads(kept.read_text())
    assert said.out == f"{made['lines']} lines, head {made['head']}\n"
    assert small.run("verify", "--against", str(kept)).code == 0
    small.run(*PLAN, *DAYS, "--as", "ana")
    assert small.run("verify", "--against", str(kept)).code == 0
    newer = tmp_path / "newer.json"
    small.run("checkpoint", str(newer))
    small.by_hand("DELETE FROM visits_visit WHERE begins > '2029-01-01'")
    small.by_hand("DELETE FROM ledger_line WHERE number > ?", made["lines"])
    assert small.run("verify").code == 0
    said = small.run("verify", "--against", str(newer), "--room", "office")
    assert said.code == 1
    known = json.loads(newer.read_text())["lines"]
    assert said.problem == (
        f"office: The chain was cut: the checkpoint knows {known} lines, only {made['lines']} are here."
    )


def test_a_checkpoint_of_another_chain_is_noticed(small: Home, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"lines": 3, "head": "f" * 64}))
    said = small.run("verify", "--against", str(other), "--room", "office")
    assert said.code == 1
    assert said.problem == "office: The chain was rewritten: line 3 is not the one the checkpoint knows."


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"lines": "many", "head": "x"}', '{"lines": 3}', "\x00", "[" * 10_000]
)
def test_a_checkpoint_that_is_none_is_named(small: Home, tmp_path: Path, content: str) -> None:
    kept = tmp_path / "checkpoint.json"
    kept.write_text(content)
    said = small.run("verify", "--against", str(kept))
    assert said.code == 1
    assert f"{kept} is no checkpoint" in said.problem


def test_a_checkpoint_that_cannot_be_written_is_named(small: Home, tmp_path: Path) -> None:
    assert "nowhere" in small.run("checkpoint", str(tmp_path / "nowhere" / "checkpoint.json")).problem
