"""The modules of the intake room's pages, as Node runs them; nobody who uses the program needs Node."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from unannounced.crafts import handing_over, padding, sealing
from unannounced.crafts.receipt_words import LANGUAGES, drawn, folded, receipt_of, words_of

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


def in_node(command: list[str], said: Any) -> Any:
    done = subprocess.run(["node", *command], input=json.dumps(said), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", TESTS)
def test_what_the_pages_reckon_on_a_senders_device_is_right_in_node(name: str) -> None:
    ran = subprocess.run(["node", "--test", f"tests/js/intake/{name}"], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr
    assert "# skipped 0" in ran.stdout


def test_every_word_of_every_list_is_folded_alike_on_a_senders_device() -> None:
    words = [word for language in LANGUAGES for word in words_of(language)]
    words += [word.upper() for word in words]
    folding = ["--input-type=module", "-e", FOLDING, str(MODULES / "receipt_words.js")]
    assert in_node(folding, words) == [folded(word) for word in words]


def test_what_a_senders_device_seals_is_opened_here_and_the_answer_there() -> None:
    office, words, file = sealing.new_identity(), drawn("uk"), bytes(range(256)) * 50
    sender = sealing.recipient_of(receipt_of(words).identity)
    letter = {
        "text": "Ніхто не прийшов.",
        "place": "Брест",
        "told": ["violence", "health"],
        "for": "other",
        "in_custody": True,
        "ways": ["receipt"],
        "fears": "feared",
        "language": "uk",
        "files": [{"digest": "ab", "name": "двері.jpg", "type": "image/jpeg", "size": 12_800, "cleaned": True}],
    }
    who = {"name": "Олена", "reach": ""}
    answer = {"format": "unannounced-answer/1", "text": "Ми були там.", "language": "uk", "written_on": "2026-11-27"}
    sealed_answer = sealing.seal(padding.pad(json.dumps(answer).encode()), to=sender)
    made = in_node(
        [str(ROOT / "tests/js/intake/compose.js")],
        {
            "words": words,
            "letter": letter,
            "who": who,
            "to": sealing.recipient_of(office),
            "file": handing_over.coded(file),
            "answer": handing_over.coded(sealed_answer),
        },
    )
    sealed, sealed_who, sealed_file = (
        handing_over.decoded(one) for one in (made["letter"]["sealed"], made["letter"]["who"], made["file"]["sealed"])
    )

    def opened(one: bytes) -> bytes:
        return padding.unpad(sealing.open_sealed(one, office))

    said = {"format": "unannounced-communication/1", "recipient": sender, "scripts": True, **letter}
    assert json.loads(opened(sealed)) == said
    assert json.loads(opened(sealed_who)) == {"format": "unannounced-who/1", **who}
    assert made["letter"]["digest"] == hashlib.sha256(sealed + sealed_who).hexdigest()
    assert opened(sealed_file) == file
    assert made["file"]["digest"] == hashlib.sha256(sealed_file).hexdigest()
    assert made["file"]["size"] == len(sealed_file)
    assert made["answer"] == answer
