"""The list by which a device gathers the app: whole, current, and nothing that only makes or checks it."""

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.rooms.field.pages.app_files import listed

if TYPE_CHECKING:
    from django.test import Client


def test_every_file_of_the_list_is_served_with_the_digest_it_says(client: "Client") -> None:
    answer = client.get("/field/files.json")
    said = json.loads(answer.content)
    assert answer["Cache-Control"] == "no-store"
    assert {"index.html", "app.js", "vendor/age.js", "words/fr.json", "icons/icon-192.png"} <= set(said["files"])
    for name, digest in said["files"].items():
        served = client.get(f"/field/{name}")
        assert sha256(served.content).hexdigest() == digest, name
        assert "script-src 'self'" in served["Content-Security-Policy"], name


def test_what_only_makes_or_checks_the_app_is_not_given_to_devices(client: "Client") -> None:
    names = set(json.loads(client.get("/field/files.json").content)["files"])
    assert not [name for name in names if name.startswith("tests/") or name.endswith((".md", ".ts"))]
    assert names.isdisjoint({"package.json", "tsconfig.json", "sw.js", "files.json"})


def test_another_byte_is_another_version(tmp_path: Path) -> None:
    (tmp_path / "app.js").write_text("one")
    first = listed(tmp_path)
    assert listed(tmp_path) == first
    (tmp_path / "app.js").write_text("another")
    assert listed(tmp_path)["version"] != first["version"]
