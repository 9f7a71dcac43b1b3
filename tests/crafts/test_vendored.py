"""What the office and the intake room serve of the field app is what the field app has."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_room_seals_with_the_very_modules_of_the_field_app() -> None:
    spec = importlib.util.spec_from_file_location("vendored", ROOT / "scripts/vendored.py")
    assert spec is not None
    assert spec.loader is not None
    vendored = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(vendored)
    assert not vendored.differing(vendored.copies()), "write them anew with: python scripts/vendored.py --copies"
