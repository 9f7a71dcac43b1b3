"""The standards on a device: the same rules, the same sentences, the same verdicts as in the office."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.conftest import script

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "src" / "field" / "tests"
field_rules = script("field_rules")


def test_the_rules_on_the_device_are_those_of_the_office() -> None:
    text = field_rules.RULES.read_text("utf-8")
    assert field_rules.rules_file() == text, "Write them again: python scripts/field_rules.py"


def test_the_cases_both_evaluations_agree_on_are_current() -> None:
    text = field_rules.VECTORS.read_text("utf-8")
    assert field_rules.vectors_file() == text, "Write them again: python scripts/field_rules.py"


def test_no_number_of_a_rule_becomes_a_float_on_its_way() -> None:
    def refuse(said: str) -> Any:
        raise AssertionError(said)

    json.loads(field_rules.RULES.read_text("utf-8"), parse_float=refuse)
    json.loads(field_rules.VECTORS.read_text("utf-8"), parse_float=refuse)


def test_every_sentence_of_the_standards_has_its_french_on_the_device() -> None:
    said = json.loads(field_rules.RULES.read_text("utf-8"))["sentences"]
    assert [name for name, words in said.items() if words["en"] and not words.get("fr")] == []


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed; who uses the program needs none")
@pytest.mark.parametrize("name", ["standards", "forms"])
def test_the_device_comes_to_the_same_verdicts(name: str) -> None:
    ran = subprocess.run(
        ["node", "--test", str(TESTS / f"{name}.test.js")], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr
