"""``unannounced places import``: a dry run says row by row what would happen; then each table as a whole, and once."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Home, Said

pytestmark = pytest.mark.sqlite

MAPPING = """
name: bresk
register: bresk
title: {en: Prisons of Bresk, fr: Prisons de Bresk}
layout: places
state: XXB
as_of:
  - {file_name: '(\\d{4}-\\d{2}-\\d{2})'}
missing: ["-999"]
columns:
  - {from: Code, is: key}
  - {from: Name, is: name}
  - {from: Town, is: town, optional: true}
  - {from: Held, is: persons}
  - {from: Places, is: official_capacity}
kind: prison
"""
JUNE = "Code,Name,Town,Held,Places\nB1,Tarn Prison,Tarn,90,100\nB2,Venn Prison,Venn,-999,40\n"
DECEMBER = (
    "Code,Name,Town,Held,Places\nB1,Tarn Penitentiary,Tarn,95,100\nB2,Venn Prison,Venn,38,40\nB3,Hask Prison,Hask,7,9\n"
)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Two editions of a register, and the mapping that reads them."""
    (tmp_path / "bresk.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "bresk-2025-06-30.csv").write_text(JUNE, encoding="utf-8")
    (tmp_path / "bresk-2025-12-31.csv.gz").write_bytes(gzip.compress(DECEMBER.encode()))
    return tmp_path


def take(home: Home, tables: Path, *files: str, more: tuple[str, ...] = ("--as", "maud")) -> Said:
    """Import files of the folder by its mapping."""
    named = [str(tables / one) for one in files]
    return home.run("places", "import", *named, "--mapping", str(tables / "bresk.yaml"), *more)


def listed(home: Home) -> dict[str, Any]:
    """The places of the State by name."""
    said = home.run("places", "list", "--as", "maud", "--state", "XXB", "--json").out
    return {row["name"]: row for row in map(json.loads, said.splitlines())}


def test_a_dry_run_says_each_row_and_changes_nothing(small: Home, tables: Path) -> None:
    before = listed(small)
    said = take(small, tables, "bresk-2025-06-30.csv", more=("--dry-run",))
    assert said.code == 0, said.err
    assert "row 2: new: B1 Tarn Prison" in said.out
    assert "2 rows, read by bresk, for 2025-06-30: 2 new, 0 changed" in said.out
    assert said.out.rstrip().endswith("Nothing was changed.")
    assert listed(small) == before


def test_editions_are_taken_in_one_after_another_and_once(small: Home, tables: Path) -> None:
    assert take(small, tables, "bresk-2025-06-30.csv").code == 0
    dry = take(small, tables, "bresk-2025-12-31.csv.gz", more=("--dry-run",)).out
    assert "row 2: changed: B1 Tarn Penitentiary: " in dry
    assert "name: Tarn Penitentiary (before: Tarn Prison)" in dry
    assert "row 4: new: B3 Hask Prison" in dry
    both = take(small, tables, "bresk-2025-06-30.csv", "bresk-2025-12-31.csv.gz")
    assert both.code == 0
    assert "bresk-2025-06-30.csv: this table was taken in already" in both.out
    assert "1 new, 2 changed" in both.out
    found = listed(small)
    assert (found["Tarn Penitentiary"]["persons"], found["Tarn Penitentiary"]["percent"]) == (95, 95)
    assert "Tarn Prison" not in found
    again = take(small, tables, "bresk-2025-06-30.csv", "bresk-2025-12-31.csv.gz")
    assert (again.code, again.out.count("already")) == (0, 2)
    assert listed(small) == found
    assert small.run("verify").code == 0
    shown = small.run("places", "show", "tarn prison", "--as", "maud").out
    assert "persons held: 95 on 2025-12-31" in shown
    assert "name: Tarn Prison" in shown


def test_a_row_that_is_refused_is_named_and_the_rest_goes_in_unless_it_was_to_be_whole(
    small: Home, tables: Path
) -> None:
    twice = JUNE + "B1,Tarn Prison,Tarn,91,100\n"
    (tables / "bresk-2025-06-30.csv").write_text(twice, encoding="utf-8")
    whole = take(small, tables, "bresk-2025-06-30.csv", more=("--as", "maud", "--whole"))
    assert whole.code == 2
    assert "row 4: refused: Held “91”" in whole.err
    assert "taken in whole" in whole.err
    assert "Tarn Prison" not in listed(small)
    said = take(small, tables, "bresk-2025-06-30.csv")
    assert said.code == 2
    assert "1 rows refused. Taken in as source" in said.out
    assert listed(small)["Tarn Prison"]["persons"] == 90


def test_a_file_that_is_refused_is_named_and_the_others_still_go_in(small: Home, tables: Path) -> None:
    (tables / "wrong-2025-06-30.csv").write_text("Code,Nmae\nB1,Tarn\n", encoding="utf-8")
    (tables / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    said = take(small, tables, "wrong-2025-06-30.csv", "picture.csv", "gone.csv", "bresk-2025-06-30.csv")
    assert said.code == 2
    for named in ("wrong-2025-06-30.csv: refused.", "picture.csv: refused.", "gone.csv: refused."):
        assert named in said.err
    assert "2 new" in said.out
    assert "Tarn Prison" in listed(small)


def test_whoever_imports_says_as_whom_and_has_the_mandate(small: Home, tables: Path) -> None:
    nobody = take(small, tables, "bresk-2025-06-30.csv", more=())
    assert nobody.code == 1
    assert "--as PERSON" in nobody.problem
    auditor = take(small, tables, "bresk-2025-06-30.csv", more=("--as", "piet"))
    assert auditor.code == 2
    assert "mandate" in auditor.problem
    assert "Tarn Prison" not in listed(small)


def test_a_mapping_that_nobody_knows_is_answered_with_those_there_are(small: Home, tables: Path) -> None:
    said = small.run("places", "import", str(tables / "bresk-2025-06-30.csv"), "--mapping", "brsk", "--dry-run")
    assert said.code == 2
    assert "No mapping is called brsk" in said.err
    assert "it-capacity" in said.err
    unknown = small.run("places", "import", str(tables / "bresk-2025-06-30.csv"), "--dry-run")
    assert unknown.code == 2
    assert "Name one with --mapping" in unknown.err


def test_a_program_gets_every_row(small: Home, tables: Path) -> None:
    said = take(small, tables, "bresk-2025-06-30.csv", more=("--dry-run", "--json"))
    found = json.loads(said.out)
    assert (found["became"], found["as_of"], found["counts"]["new"]) == ("foreseen", "2025-06-30", 2)
    assert [(row["row"], row["how"], row["key"]) for row in found["rows"]] == [(2, "new", "B1"), (3, "new", "B2")]
    given = json.loads(take(small, tables, "bresk-2025-06-30.csv", more=("--as", "maud", "--json")).out)
    assert given["became"] == "taken in"
    sources = small.run("places", "sources", "--as", "maud", "--json").out.splitlines()
    assert given["source"] in [json.loads(one)["id"] for one in sources]


def test_an_import_is_undone_and_the_places_that_it_alone_listed_are_gone(small: Home, tables: Path) -> None:
    given = json.loads(take(small, tables, "bresk-2025-06-30.csv", more=("--as", "maud", "--json")).out)
    asked = ("act", "source", "withdraw-source", given["source"], "--set", "because=wrong", "--as", "maud")
    assert small.run(*asked).code == 0
    assert "Tarn Prison" not in listed(small)
    back = small.run("act", "source", "count-again", given["source"], "--as", "maud")
    assert back.code == 0, back.err
    assert "Tarn Prison" in listed(small)
    assert small.run("verify").code == 0


@pytest.mark.slow
def test_every_real_register_is_foreseen_and_taken_in_once(small: Home) -> None:
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    folder = Path(real) / "places" if real else None
    if folder is None or not folder.is_dir():
        pytest.skip("UNANNOUNCED_REAL_DATA names no folder that has registers")
    lists = sorted(folder.glob("england_wales/prisons*")), sorted(folder.glob("ireland/disability*"))
    first = [str(one) for some in lists for one in some]
    files = first + sorted(str(one) for one in folder.glob("*/*.csv*") if str(one) not in first)
    small_ones = [one for one in files if not one.endswith(("hifld_prison_boundaries.csv", ".gz"))]
    for some in (small_ones[: len(first)], small_ones[len(first) :]):
        for more, word in ((("--dry-run",), "foreseen"), (("--as", "maud"), "taken in"), (("--as", "maud"), "known")):
            said = small.run("places", "import", *some, *more, "--json")
            found = [json.loads(line) for line in said.out.splitlines()]
            assert [one["file"] for one in found if one["became"] != word] == []
            assert len(found) == len(some)
    assert small.run("verify").code == 0
