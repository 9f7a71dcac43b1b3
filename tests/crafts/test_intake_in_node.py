"""The modules of the intake room's pages, as Node runs them; nobody who uses the program needs Node."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from unannounced.crafts.receipt_words import LANGUAGES, folded, words_of

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "src/unannounced/rooms/intake/static/intake"
TESTS = sorted(path.name for path in (ROOT / "tests/js/intake").glob("*.test.js"))
FOLDING = """
const { folded } = await import(process.argv[1]);
let text = "";
for await (const piece of process.stdin) text += piece;
console.log(JSON.stringify(JSON.parse(text).map(folded)));
"""

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the scripts of the intake room were NOT checked here"
)


def in_node(command: str, said: Any) -> Any:
    asked = ["node", "--input-type=module", "-e", command, str(MODULES / "receipt_words.js")]
    done = subprocess.run(asked, input=json.dumps(said), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", TESTS)
def test_what_the_pages_reckon_on_a_senders_device_is_right_in_node(name: str) -> None:
    ran = subprocess.run(["node", "--test", f"tests/js/intake/{name}"], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr
    assert "# skipped 0" in ran.stdout


def test_every_word_of_every_list_is_folded_alike_on_a_senders_device() -> None:
    words = [word for language in LANGUAGES for word in words_of(language)]
    words += [word.upper() for word in words]
    assert in_node(FOLDING, words) == [folded(word) for word in words]
