"""The real archive yields road maps for real States: each report read, taken in by command, and mapped."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Home

REAL = os.environ.get("UNANNOUNCED_REAL_DATA", "")
FILES = ("albania2010.txt", "algeria2008.txt", "afghanistan2009.txt")

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(not REAL, reason="UNANNOUNCED_REAL_DATA names no folder with real reports"),
]


@pytest.mark.parametrize("name", ["Albania", "Algeria", "Afghanistan"])
def test_a_real_report_gives_its_state_a_road_map(small: Home, name: str) -> None:
    folder = Path(REAL) / "upr_reports" / "txt"
    said = small.run("import-reports", *(str(folder / one) for one in FILES), "--as", "maud", "--no-proposals")
    assert said.code == 0, said.err
    mapped = small.run("road-map", name, "--as", "maud", "--json")
    assert mapped.code == 0, mapped.err
    rows = (
        json.loads(mapped.out) if mapped.out.startswith("[") else [json.loads(one) for one in mapped.out.splitlines()]
    )
    by_part = {row["part"] for row in rows}
    assert {"all", "age", "theme", "follow-up", "position"} <= by_part
    (every,) = [row["open"] for row in rows if row["part"] == "all"]
    assert every > 10, every
    assert sum(row["open"] for row in rows if row["part"] == "age") == every
    assert sum(row["open"] for row in rows if row["part"] == "follow-up") == every
