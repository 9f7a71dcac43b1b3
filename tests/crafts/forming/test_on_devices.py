"""What the app of the field does with check-lists is what is said of it here: the same vectors, the same functions."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from unannounced.crafts.forming.expressions import NOT_IN_THE_APP, OF_ODK, OF_XPATH

ROOT = Path(__file__).resolve().parents[3]


def test_the_vectors_are_current() -> None:
    command = [sys.executable, str(ROOT / "scripts/checklist_vectors.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_function_is_known_to_the_app_or_named_when_the_workbook_comes_in() -> None:
    text = (ROOT / "src/field/checklists/odk_functions.js").read_text()
    known = set(re.findall(r'^  "?([\w:-]+)"?(?:: |,$)', text[text.index("FUNCTIONS") :], re.MULTILINE))
    assert known | NOT_IN_THE_APP | {"id", "namespace-uri"} >= OF_XPATH | OF_ODK


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed: the app's own tests run where it is")
def test_the_app_fills_in_check_lists_as_its_own_tests_say() -> None:
    command = ["node", "--test", "src/field/tests/checklists.test.js"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
