"""Taking reports in by command: what goes in, what is named instead, and that nothing is half written."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, Home
from tests.cli.killing import killing
from tests.cli.meddling import meddling
from tests.cli.reports_made_up import archive, review

pytestmark = pytest.mark.sqlite

COUNTS = {
    "reports": "SELECT count(*) FROM reports_report WHERE visit_id IS NULL AND body LIKE 'Working Group%'",
    "items": "SELECT count(*) FROM recommendations_item WHERE read_with IS NOT NULL AND "
    "(text LIKE 'That the %' OR text LIKE 'Close the wing%')",
    "renditions": "SELECT count(*) FROM archive_rendition r JOIN documents_document d ON d.id = r.document_id "
    "WHERE d.file_name LIKE 'bresk%'",
}


def counted(home: Home, what: str) -> int:
    return int(str(home.by_hand(COUNTS[what])[0][0]))


def sound(home: Home) -> bool:
    """Whether verification finds nothing wrong in the office."""
    return home.run("verify", "--room", "office").code == 0


def taken(home: Home, *paths: Path | str, more: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """Import with ``--json``: what became of each file."""
    words = ("--as", "maud", "--state", "XXB", "--json", "--no-proposals", *more)
    said = home.run("import-reports", *map(str, paths), *words)
    return [json.loads(line) for line in said.out.splitlines()]


def test_an_archive_goes_in_by_one_command_and_adds_nothing_the_second_time(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive")
    said = small.run("import-reports", str(folder), "--as", "maud", "--state", "XXB")
    assert said.code == 0, said.err
    assert said.out.startswith("5 reports taken in with 35 items, 0 renditions, 0 known already, 0 refused.")
    assert (counted(small, "reports"), counted(small, "items")) == (5, 35)
    again = small.run("import-reports", str(folder), "--as", "maud", "--state", "XXB")
    assert again.out.startswith("0 reports taken in with 0 items, 0 renditions, 5 known already, 0 refused.")
    assert (counted(small, "reports"), counted(small, "items")) == (5, 35)
    assert sound(small)


def test_each_item_has_its_number_its_makers_and_the_position(small: Home, tmp_path: Path) -> None:
    (tmp_path / "bresk.txt").write_text(review(items=2), encoding="utf-8")
    taken(small, tmp_path / "bresk.txt")
    rows = small.by_hand(
        "SELECT printed, made_by, position, text FROM recommendations_item WHERE printed IN ('5.1', '6.1') "
        "AND read_with > 50 ORDER BY printed"
    )
    assert [row[:3] for row in rows] == [
        ("5.1", '["Corvania"]', "accepted"),
        ("6.1", '["Aldmoor", "Corvania"]', "rejected"),
    ]
    assert rows[0][3] == "That the registers of ward 1 be looked after without delay"


def test_what_would_happen_is_said_and_nothing_is_changed_by_a_dry_run(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=2)
    said = small.run("import-reports", str(folder), "--as", "maud", "--state", "XXB", "--dry-run")
    assert "bresk-0.txt: would be taken in; XXB, A/HRC/12/9, 7 items" in said.out
    assert "2 reports would be taken in with 14 items" in said.out
    assert counted(small, "reports") == 0


def test_a_file_whose_bytes_changed_becomes_a_rendition_and_the_old_one_stays(small: Home, tmp_path: Path) -> None:
    file = tmp_path / "bresk.txt"
    file.write_text(review(), encoding="utf-8")
    taken(small, file)
    file.write_text(review(words="be opened every morning, summer and winter,"), encoding="utf-8")
    assert [row["outcome"] for row in taken(small, file)] == ["rendition"]
    assert (counted(small, "reports"), counted(small, "renditions"), counted(small, "items")) == (1, 2, 7)
    now = small.by_hand("SELECT text, wording FROM recommendations_item WHERE printed = '5.1' AND read_with > 50")
    assert now == [("That the registers of ward 1 be opened every morning, summer and winter, without delay", 2)]
    before = small.by_hand("SELECT text FROM recommendations_earlierreading WHERE because = 'rendition 2' LIMIT 1")
    assert "be looked after" in str(before[0][0])
    assert sound(small)


def test_two_files_with_one_symbol_and_other_words_are_two_things_until_somebody_says_otherwise(
    small: Home, tmp_path: Path
) -> None:
    (tmp_path / "bresk.txt").write_text(review(), encoding="utf-8")
    other = review().replace("windows", "doors").replace("that", "which").replace("ward", "cell block of the east")
    (tmp_path / "else.txt").write_text(other + "\n".join(f"{n}. Other words stand here." for n in range(8, 90)))
    said = small.run("import-reports", str(tmp_path), "--as", "maud", "--state", "XXB")
    assert said.code == 2
    assert said.problem == (
        f"{tmp_path}/else.txt: It bears the symbol A/HRC/12/9, which “bresk.txt” bears with other words. If it corrects "
        "that file, give it the same name; if the symbol was read wrongly, give the right one."
    )
    assert counted(small, "reports") == 1


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "The file is empty. Fetch it again from where it came."),
    "random.pdf": (bytes(range(256)) * 40, "PDF"),
    "unnumbered.txt": (b"A letter without any numbered paragraph in it.", "no numbered paragraphs"),
    "future.txt": (review(symbol="A/HRC/990/1", day="5 October 2087").encode(), "which is in the future."),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_taken_in_is_named_and_the_others_go_in(small: Home, tmp_path: Path, name: str) -> None:
    content, why = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "sound.txt").write_text(review(), encoding="utf-8")
    said = small.run("import-reports", str(tmp_path), "--as", "maud", "--state", "XXB")
    assert said.code == 2
    assert said.problem.startswith(f"{tmp_path}/{name}: ")
    assert why in said.problem
    assert said.problem.count(". ") >= 1, "it says what to do, too"
    assert counted(small, "reports") == 1
    assert sound(small)


def test_a_state_nobody_knows_is_named_with_what_is_near(small: Home, tmp_path: Path) -> None:
    (tmp_path / "sound.txt").write_text(review(state="Breskovia"), encoding="utf-8")
    said = small.run("import-reports", str(tmp_path), "--as", "maud")
    assert said.code == 2
    assert "State" in said.problem
    assert "code" in said.problem
    assert counted(small, "reports") == 0


def test_a_text_of_300_megabytes_is_refused_without_being_read(small: Home, tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    said = small.run("import-reports", str(tmp_path), "--as", "maud", "--state", "XXB")
    assert said.code == 2
    assert said.problem == f"{tmp_path}/large.txt: The file is larger than 64 megabytes. Split it and give its parts."


def test_a_text_in_mac_roman_that_says_nothing_of_it_is_read_as_it_was_meant(small: Home, tmp_path: Path) -> None:
    (tmp_path / "mac.txt").write_bytes(review(words="be kept, as “rule 14” of the État says,").encode("mac_roman"))
    taken(small, tmp_path / "mac.txt")
    text = small.by_hand("SELECT text FROM recommendations_item WHERE printed = '5.1' AND read_with > 50")[0][0]
    assert text == "That the registers of ward 1 be kept, as “rule 14” of the État says, without delay"


def test_what_the_files_do_not_say_is_taken_from_a_table(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=1)
    text = (folder / "bresk-0.txt").read_text().replace("A/HRC/12/9\n", "").replace("1 October 2009\n", "")
    (folder / "bresk-0.txt").write_text(text)
    about = tmp_path / "about.csv"
    about.write_text("file,state,symbol,date\nbresk-0.txt,XXC,A/HRC/901/1,2009-10-05\n")
    assert small.run("import-reports", str(folder), "--as", "maud", "--state", "XXB").code == 2
    said = small.run("import-reports", str(folder), "--as", "maud", "--about", str(about))
    assert said.code == 0, said.err
    row = small.by_hand(
        "SELECT s.code, r.symbol, r.dated_on FROM reports_report r JOIN states_state s ON s.id = r.state_id "
        "WHERE r.symbol = 'A/HRC/901/1'"
    )
    assert row == [("XXC", "A/HRC/901/1", "2009-10-05")]


def test_a_table_with_a_day_that_is_none_is_named_by_row_and_column(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=1)
    (tmp_path / "about.csv").write_text("file,date\nbresk-0.txt,5 October\n")
    said = small.run("import-reports", str(folder), "--as", "maud", "--about", str(tmp_path / "about.csv"))
    assert said.problem == "about.csv, row 2, date: “5 October” is no day. Write it as 2013-01-24."


def sent_on(folder: Path, name: str, state: str) -> Path:
    """A review in a folder of that name, called as those in other folders are."""
    (folder / name).mkdir(parents=True)
    text = review(state=state, symbol="", day=f"{len(name)} October 2009", words=f"of {name} be looked after")
    (folder / name / "report.txt").write_text(text.replace("\n\n\n", "\n\n"), encoding="utf-8")
    return folder


TABLES = {
    "a row without a file": (
        "state,file\nXXB\n",
        "about.csv, row 2 names no file. Write its name under “file”, or take the row out.",
    ),
    "an empty name": ("file,state\n.,XXB\n", "about.csv, row 2 names no file."),
    "a comma too many": (
        "file,state\nreport.txt,XXB,Bresk\n",
        "about.csv, row 2 has more columns than the first line.",
    ),
    "a name that two files have": (
        "file,state\nother.txt,XXB\nreport.txt,XXB\n",
        "about.csv, row 3: “report.txt” names 2",
    ),
    "a file twice": (
        "file,state\neast/report.txt,XXB\narchive/east/report.txt,XXC\n",
        "about.csv, row 3: a row above says something of “archive/east/report.txt” already. Keep one of the two.",
    ),
}


@pytest.mark.parametrize("fault", TABLES)
def test_a_table_that_does_not_say_which_file_is_meant_is_refused_by_its_row(
    small: Home, tmp_path: Path, fault: str
) -> None:
    sent_on(tmp_path / "archive", "east", "Bresk")
    sent_on(tmp_path / "archive", "west", "Bresk")
    table, says = TABLES[fault]
    (tmp_path / "about.csv").write_text(table)
    said = small.run(
        "import-reports", str(tmp_path / "archive"), "--as", "maud", "--about", str(tmp_path / "about.csv")
    )
    assert said.code == 1
    assert said.problem.startswith(says)
    assert counted(small, "reports") == 0


def test_a_table_tells_files_of_one_name_apart_by_their_folders(small: Home, tmp_path: Path) -> None:
    sent_on(tmp_path / "archive", "east", "Bresk")
    sent_on(tmp_path / "archive", "west", "Corvane")
    (tmp_path / "archive" / "report.txt").write_text(review(symbol="", day="9 May 2012", words="be kept in ink"))
    (tmp_path / "about.csv").write_text(
        "file,symbol\neast/report.txt,XX/EAST\n./west/report.txt,XX/WEST\narchive/report.txt,XX/TOP\n"
        "elsewhere/report.txt,XX/NONE\n"
    )
    rows = taken(small, tmp_path / "archive", more=("--about", str(tmp_path / "about.csv"), "--dry-run"))
    assert [row["symbol"] for row in rows] == ["XX/EAST", "XX/TOP", "XX/WEST"]


def test_files_nobody_may_read_and_folders_that_lead_back_stop_nothing(
    small: Home, tmp_path: Path, mounting: None
) -> None:
    folder = archive(tmp_path / "archive", reports=1)
    (folder / "round").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    (folder / "locked.txt").write_text(review())
    (folder / "locked.txt").chmod(0)
    (folder / "shut").mkdir(mode=0)
    nobody = "setpriv --bounding-set=-dac_override,-dac_read_search"
    said = small.run("import-reports", str(folder), "--as", "maud", "--state", "XXB", inside=f'set -- {nobody} "$@"')
    assert said.code == 2
    assert said.problem == f"{folder}/locked.txt: Permission denied. See that the file is there and may be read."
    assert said.out.startswith("1 reports taken in with 7 items, 0 renditions, 0 known already, 1 refused.")


MEANWHILE = """
real_take_in = take_in

def take_in(parts, *, by, at):
    from django.db import DataError, IntegrityError
    from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
    if parts[0].file_name == "bresk-1.txt":
        raise {problem}("UNIQUE constraint failed")
    return real_take_in(parts, by=by, at=at)
"""


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        ("IntegrityError", "Somebody took it in, or changed its report, at the same moment. Repeat the command."),
        ("SomebodyWasFirst", "Somebody took it in, or changed its report, at the same moment. Repeat the command."),
        ("KeptOtherwise", "Somebody took it in, or changed its report, at the same moment. Repeat the command."),
        ("DataError", "The database cannot keep what was read in it"),
    ],
)
def test_a_file_that_somebody_takes_in_at_the_same_moment_is_named_and_the_others_go_in(
    small: Home, tmp_path: Path, problem: str, says: str
) -> None:
    folder = archive(tmp_path / "archive", reports=3)
    hook = meddling(tmp_path, "unannounced.rooms.office.taking_in", MEANWHILE.format(problem=problem))
    said = Home(small.path, hook).run("import-reports", str(folder), "--as", "maud", "--state", "XXB")
    assert said.code == 2
    assert said.problem.startswith(f"{folder}/bresk-1.txt: {says}")
    assert said.out.startswith("2 reports taken in with 14 items, 0 renditions, 0 known already, 1 refused.")
    assert counted(small, "reports") == 2


UNREACHABLE = """
real_known_digests = known_digests
asked = []

def known_digests(digests):
    from django.db import OperationalError
    asked.append(1)
    if len(asked) > 1:
        raise OperationalError("the connection is lost")
    return real_known_digests(digests)
"""


def test_a_database_that_goes_away_ends_the_import_with_what_was_not_tried(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=3)
    hook = meddling(tmp_path, "unannounced.records.archive.queries", UNREACHABLE)
    said = Home(small.path, hook).run("import-reports", str(folder), "--as", "maud", "--state", "XXB", "--jobs", "1")
    assert said.code == 2
    assert said.problem.endswith("What was taken in before stands; repeat the command for the rest.")
    assert "not tried" in said.out


def test_an_import_that_was_killed_goes_on_where_it_was(small: Home, tmp_path: Path) -> None:
    folder = archive(tmp_path / "archive", reports=4)
    hook = killing(tmp_path, "unannounced.rooms.office.taking_in:take_in:after:2")
    killed = subprocess.run(
        [*PROGRAM, "import-reports", str(folder), "--as", "maud", "--state", "XXB", "--jobs", "1"],
        env={**small.environment, **hook},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / "killed").exists()
    assert counted(small, "reports") == 2
    said = small.run("import-reports", str(folder), "--as", "maud", "--state", "XXB")
    assert said.out.startswith("2 reports taken in with 14 items, 0 renditions, 2 known already, 0 refused.")
    assert (counted(small, "reports"), counted(small, "items")) == (4, 28)
    small.run("work", "--once")
    assert sound(small)


def test_a_disk_that_fills_up_leaves_whole_reports_and_says_where_it_stopped(
    small: Home, tmp_path: Path, mounting: None
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(12):
        text = review(symbol=f"A/HRC/{number}/1", day=f"{number + 1} October 2009", items=900)
        (folder / f"bresk-{number:02}.txt").write_text(text, encoding="utf-8")
    size = sum(path.stat().st_size for path in small.path.rglob("*") if path.is_file()) // 1024 + 3000
    full = (
        f"cp -r {small.path} {tmp_path}/copy && mount -t tmpfs -o size={size}k tmpfs {small.path} && "
        f"cp -r {tmp_path}/copy/. {small.path}/ || exit 9"
    )
    command = ["import-reports", str(folder), "--as", "maud", "--state", "XXB", "--jobs", "1", "--no-proposals"]
    keep = f"trap 'cp -r {small.path} {tmp_path}/after' EXIT; \"$@\"; exit $?"
    said = subprocess.run(
        ["unshare", "--mount", "sh", "-c", f"{full}\n{keep}", "sh", *PROGRAM, *command],
        env=small.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert said.returncode == 2, said.stderr
    assert said.stderr.count("\n") == 1, said.stderr
    assert "The disk of this room is full" in said.stderr
    assert "What was taken in before stands; repeat the command for the rest." in said.stderr
    assert "not tried" in said.stdout
    after = Home(
        tmp_path / "after" / small.path.name if (tmp_path / "after" / small.path.name).exists() else tmp_path / "after"
    )
    whole = counted(after, "reports")
    assert 0 < whole < 12
    assert counted(after, "items") == whole * 901
    again = after.run(*command)
    assert again.code == 0, again.err
    assert counted(after, "reports") == 12
    assert sound(after)


def test_who_has_no_mandate_for_it_takes_nothing_in(small: Home, tmp_path: Path) -> None:
    said = small.run("import-reports", str(archive(tmp_path / "archive", reports=1)), "--as", "piet")
    assert said.code == 2
    assert "Your mandate does not allow you to take reports in from files." in said.problem


def test_no_file_at_all_is_said(small: Home, tmp_path: Path) -> None:
    said = small.run("import-reports", str(tmp_path / "nothing.txt"), "--as", "maud", "--state", "XXB")
    assert said.code == 2
    assert (
        said.problem
        == f"{tmp_path}/nothing.txt: No such file or directory. See that the file is there and may be read."
    )
