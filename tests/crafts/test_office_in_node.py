"""The modules of the office's pages of communications, as Node runs them; nobody who uses the program needs Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = sorted(path.name for path in (ROOT / "tests/js/office").glob("*.test.js"))

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the scripts of the office were NOT checked here"
)


@pytest.mark.parametrize("name", TESTS)
def test_what_a_keepers_browser_reckons_is_right_in_node(name: str) -> None:
    ran = subprocess.run(["node", "--test", f"tests/js/office/{name}"], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr
    assert "# skipped 0" in ran.stdout
