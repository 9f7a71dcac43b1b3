"""The pure parts of the field app, as Node runs them; nobody who uses the program needs Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_shell_of_the_field_app_keeps_its_promises_in_node() -> None:
    if shutil.which("node") is None:
        pytest.skip(
            "node is not installed: the shell of the field app (src/field/tests/app.test.js) was NOT checked here"
        )
    command = ["node", "--test", "src/field/tests/app.test.js"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr
    assert "# skipped 0" in ran.stdout
