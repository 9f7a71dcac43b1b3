"""Files cleaned on a sender's device, as Node runs it, and in the office: for tests that compare or check both."""

import base64
import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from unannounced.crafts import cleaning

ROOT = Path(__file__).resolve().parents[2]
NO_NODE = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the cleaning on a sender's device was NOT checked here"
)


def unpacks() -> bool:
    """Whether Node is here and unpacks ZIP as browsers do, from version 20.12 on."""
    asked = ["node", "-e", "new DecompressionStream('deflate-raw')"]
    return shutil.which("node") is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0


OLD_NODE = pytest.mark.skipif(
    not unpacks(), reason="node is missing or too old: the cleaning of papers and films was NOT checked here"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    before: bytes
    after: bytes
    type: str
    cleaned: bool


def in_node(files: Mapping[str, bytes], script: str = "clean.js") -> dict[str, Cleaned]:
    asked = {name: {"bytes": base64.b64encode(one).decode(), "type": ""} for name, one in files.items()}
    command = ["node", str(ROOT / "tests/js/intake" / script)]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return {
        name: Cleaned(files[name], base64.b64decode(one["bytes"]), one["type"], one["cleaned"])
        for name, one in json.loads(done.stdout).items()
    }


def any_in_node(files: Mapping[str, bytes]) -> dict[str, Cleaned]:
    """Pictures, and whatever else people attach."""
    return in_node(files, "clean_any.js")


def in_office(files: Mapping[str, bytes]) -> dict[str, Cleaned]:
    made = {name: cleaning.cleaned(one) for name, one in files.items()}
    return {name: Cleaned(files[name], one.content, one.type, one.cleaned) for name, one in made.items()}
