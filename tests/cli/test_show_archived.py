"""Showing the archive by command: what may be shown is carried with its file, what may not is counted by its reason."""

from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.cli.meddling import meddling
from tests.cli.reports_made_up import archive, review

pytestmark = pytest.mark.sqlite


def taken(home: Home, folder: Path) -> None:
    """The files of a folder are in the office, as reports on Bresk."""
    said = home.run("import-reports", str(folder), "--as", "maud", "--state", "XXB")
    assert said.code in (0, 2), said.err


def shown(home: Home) -> int:
    """How many archived reports the office has shown."""
    sql = "SELECT count(*) FROM publications_publication p JOIN reports_report r ON r.id = p.report_id"
    return int(str(home.by_hand(f"{sql} WHERE r.visit_id IS NULL")[0][0]))


@pytest.fixture
def stocked(small: Home, tmp_path: Path) -> Home:
    """Five reviews with symbols, one without."""
    folder = archive(tmp_path / "archive")
    (folder / "bare.txt").write_text(review(symbol="", day="9 May 2014"), encoding="utf-8")
    taken(small, folder)
    small.run("show-archived", "--as", "maud", "--body", "Four Seas")
    return small


def test_the_archive_is_shown_by_one_command_with_its_files_and_adds_nothing_the_second_time(
    stocked: Home, tmp_path: Path
) -> None:
    before = shown(stocked)
    said = stocked.run("show-archived", "--as", "maud")
    assert said.code == 2
    assert said.out == "5 shown; `unannounced carry` brings them to the portal\n"
    assert said.problem == (
        "1 not shown: The report has no symbol, so nobody could cite it. Give the symbol it was published under."
    )
    assert shown(stocked) == before + 5
    lines = stocked.by_hand("SELECT DISTINCT via FROM ledger_line WHERE act = 'show an archived report'")
    assert lines == [("by command on the server",)]
    assert stocked.run("show-archived", "--as", "maud").out.startswith("0 shown;")
    assert shown(stocked) == before + 5
    assert stocked.run("carry").code == 0
    sql = "SELECT count(*) FROM shelf_shelvedreport r JOIN shelf_shelvedoriginal o ON o.digest = r.original_digest"
    assert stocked.by_hand(f"{sql} WHERE r.body LIKE 'Working Group%'", room="portal") == [(5,)]
    original = (tmp_path / "archive" / "bresk-0.txt").read_bytes()
    held = stocked.by_hand("SELECT content FROM parcels_parcel WHERE kind = 'original'", room="portal")
    assert (original,) in held
    assert stocked.run("verify").code == 0


def test_a_dry_run_says_what_would_be_shown_and_shows_nothing(stocked: Home) -> None:
    before = shown(stocked)
    said = stocked.run("show-archived", "--as", "maud", "--dry-run")
    *refused, last = said.out.splitlines()
    assert (said.code, last) == (2, "5 would be shown")
    keys = stocked.by_hand(
        "SELECT id FROM reports_report WHERE symbol = '' AND visit_id IS NULL AND stage = 'transmitted'"
    )
    assert [line.split()[0].replace("-", "") for line in refused] == [key for (key,) in keys]
    assert "not shown: XXB, 2014-05-09, no symbol, Report of the Working Group" in refused[0]
    assert shown(stocked) == before


@pytest.mark.parametrize(
    ("narrowed", "code", "count"),
    [
        (("--state", "XXB"), 2, 5),
        (("--state", "State B", "--body", "periodic review"), 2, 5),
        (("--state", "XXA"), 0, 0),
        (("--body", "nobody of this name"), 0, 0),
    ],
)
def test_a_state_and_a_body_narrow_down_what_is_shown(
    narrowed: tuple[str, ...], code: int, count: int, stocked: Home
) -> None:
    said = stocked.run("show-archived", "--as", "maud", "--dry-run", *narrowed)
    assert (said.code, said.out.splitlines()[-1]) == (code, f"{count} would be shown")


def test_a_report_that_does_not_say_that_it_is_public_stays_confidential(stocked: Home) -> None:
    stocked.by_hand("UPDATE reports_report SET already_public = 0 WHERE symbol = 'A/HRC/12/9'")
    said = stocked.run("show-archived", "--as", "maud", "--dry-run")
    assert said.out.endswith("\n4 would be shown\n")
    assert "1 not shown: The report does not say that it is public, so it stays confidential." in said.err


@pytest.mark.parametrize("login", ["rosa", "piet", "ruth"])
def test_whoever_may_not_publish_shows_nothing(login: str, stocked: Home) -> None:
    before = shown(stocked)
    said = stocked.run("show-archived", "--as", login)
    assert (said.code, said.out) == (2, "")
    assert said.problem.startswith("Refused: ")
    assert shown(stocked) == before


def test_an_unknown_state_or_person_is_one_line(stocked: Home) -> None:
    assert "nobody" in stocked.run("show-archived", "--as", "nobody").problem
    assert stocked.run("show-archived", "--as", "maud", "--state", "Atlantis").code == 1


MEANWHILE = """
real_show_archived = show_archived
shown = []

def show_archived(report, *, by, at):
    from django.db import IntegrityError, DataError, OperationalError
    from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
    shown.append(report)
    if len(shown) == 2:
        {what}
    return real_show_archived(report, by=by, at=at)
"""
FIRST = "Somebody else was first with it: look again."


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("raise SomebodyWasFirst", FIRST),
        ("raise KeptOtherwise", FIRST),
        ("raise IntegrityError", "A published report has the same symbol or number"),
        ("raise DataError", "The database cannot keep what would be shown of it"),
    ],
)
def test_a_report_that_somebody_changes_at_the_same_moment_is_counted_and_the_others_are_shown(
    what: str, says: str, stocked: Home, tmp_path: Path
) -> None:
    before = shown(stocked)
    hook = meddling(tmp_path, "unannounced.records.publications.actions", MEANWHILE.format(what=what))
    said = Home(stocked.path, hook).run("show-archived", "--as", "maud")
    assert (said.code, said.out) == (2, "4 shown; `unannounced carry` brings them to the portal\n")
    assert f"1 not shown: {says}" in said.err
    assert shown(stocked) == before + 4


def test_a_database_that_goes_away_ends_the_showing_with_what_was_not_tried(stocked: Home, tmp_path: Path) -> None:
    before = shown(stocked)
    code = MEANWHILE.format(what='raise OperationalError("database or disk is full")')
    hook = meddling(tmp_path, "unannounced.records.publications.actions", code)
    said = Home(stocked.path, hook).run("show-archived", "--as", "maud")
    assert said.code == 2
    assert said.out.startswith("1 shown;")
    assert "The disk of this room is full" in said.problem
    assert said.problem.endswith("What was shown before stands; repeat the command for the 5 not tried.")
    assert shown(stocked) == before + 1


def test_each_report_is_shown_as_it_stands_right_before_and_not_as_it_stood_at_the_start(
    stocked: Home, tmp_path: Path
) -> None:
    """Its symbol is corrected, and another one is no longer public, while the first one is being shown."""
    before = shown(stocked)
    meanwhile = """if not corrected:
        corrected.append(1)
        from unannounced.records.reports.models import Report
        Report.objects.filter(symbol="A/HRC/15/9").update(symbol="A/HRC/77/9")
        Report.objects.filter(symbol="A/HRC/16/9").update(already_public=False)"""
    code = "corrected = []\n" + MEANWHILE.replace("if len(shown) == 2:\n        {what}", meanwhile)
    hook = meddling(tmp_path, "unannounced.records.publications.actions", code)
    said = Home(stocked.path, hook).run("show-archived", "--as", "maud")
    assert said.out.startswith("4 shown;")
    assert "1 not shown: The report does not say that it is public, so it stays confidential." in said.err
    assert shown(stocked) == before + 4
    assert ("A/HRC/77/9",) in stocked.by_hand("SELECT symbol FROM publications_publication")
