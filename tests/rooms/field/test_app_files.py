"""The files of the app: served as they lie, asked for again for nothing, and nothing beside them."""

import pytest
from django.test import Client

from unannounced.rooms.field.pages import app


@pytest.fixture
def files(tmp_path: "object", monkeypatch: pytest.MonkeyPatch) -> Client:
    """An app of three files, with a secret beside it."""
    from pathlib import Path

    folder = Path(str(tmp_path)) / "field"
    for name in ("index.html", "sw.js", "words/fr.json", "app.webmanifest", "package.json", "tests/seal.test.js"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"this is {name}")
    (folder.parent / "secret.txt").write_text("secret")
    (folder / ".hidden.js").write_text("secret")
    (folder / "notes.md").write_text("secret")
    monkeypatch.setattr(app, "APP_FOLDER", folder)
    return Client()


def test_the_first_page_leads_to_the_app(files: Client) -> None:
    assert files.get("/")["Location"] == "/field/"
    assert files.get("/field/").content == b"this is index.html"


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("sw.js", "text/javascript; charset=utf-8"),
        ("words/fr.json", "application/json"),
        ("app.webmanifest", "application/manifest+json"),
    ],
)
def test_each_file_comes_as_what_it_is(files: Client, name: str, media: str) -> None:
    answered = files.get(f"/field/{name}")
    assert (answered.status_code, answered["Content-Type"]) == (200, media)
    assert answered.content == f"this is {name}".encode()


def test_a_browser_that_has_the_file_is_told_so_and_hears_of_a_change(files: Client) -> None:
    first = files.get("/field/sw.js")
    assert first["Cache-Control"] == "no-cache"
    again = files.get("/field/sw.js", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    (app.APP_FOLDER / "sw.js").write_text("this is newer")
    changed = files.get("/field/sw.js", headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.content) == (200, b"this is newer")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        ".hidden.js",
        "notes.md",
        "package.json",
        "tests/seal.test.js",
        "nothing.js",
        "words",
        "/etc/hostname",
    ],
)
def test_nothing_beside_the_app_is_served(files: Client, name: str) -> None:
    assert files.get(f"/field/{name}").status_code == 404
