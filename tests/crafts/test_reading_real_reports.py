"""The reader against reports whose items people labelled; these are not part of the project."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from unannounced.cli.read import files_in, read_file

DATA = os.environ.get("UNANNOUNCED_REAL_DATA", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA, reason="UNANNOUNCED_REAL_DATA names no folder with real reports"),
]
SCORE = re.compile(r"recall ([\d.]+)  precision ([\d.]+)  position ([\d.]+)")


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_the_items_of_real_reports_are_found_with_their_positions(kind: str, tmp_path: Path) -> None:
    reports = Path(DATA) / "upr_reports"
    printed = {path: read_file(path) for path in files_in([reports / kind])}
    assert [path.name for path, one in printed.items() if one.refused] == []
    items = tmp_path / "items.jsonl"
    items.write_text("".join(f"{line}\n" for one in printed.values() for line in one.lines), encoding="utf-8")
    tool = Path(DATA).parent / "tools" / "score_items.py"
    said = subprocess.run(
        [sys.executable, str(tool), str(items), str(reports), kind], capture_output=True, text=True, check=True
    ).stdout
    score = SCORE.search(said)
    assert score, said
    recall, precision, position = (float(part) for part in score.groups())
    assert recall >= 0.97, said
    assert precision >= 0.97, said
    assert position >= 0.95, said


def test_texts_in_mac_roman_are_read_as_such() -> None:
    for path in sorted((Path(DATA) / "upr_reports" / "txt").glob("*.txt"))[::20]:
        content = path.read_bytes()
        text = content.decode("mac_roman")
        assert read_file(path).lines, path.name
        assert all(json.loads(line)["text"].count("Õ") == 0 for line in read_file(path).lines), (path.name, text[:80])
