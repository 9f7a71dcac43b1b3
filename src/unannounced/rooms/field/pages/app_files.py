"""Which files the app of the field has, each with its digest: by this list a device gathers and keeps them."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from unannounced.rooms.field.pages.app import APP_FOLDER, is_of_the_app

NOT_LISTED = frozenset({"sw.js"})
"""What keeps the app is kept by the browser itself."""


@require_safe
def app_files(_request: HttpRequest) -> HttpResponse:
    """``{"version", "files": {name: SHA-256}}``; the version is the digest of the list."""
    answer = HttpResponse(json.dumps(listed(APP_FOLDER)), content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


def listed(folder: Path) -> dict[str, str | dict[str, str]]:
    """Every file of the app that a browser needs, by its name, and the version that they make."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in NOT_LISTED and is_of_the_app(APP_FOLDER / name) and path.is_file():
            stands = path.stat()
            files[name] = _digest(path, stands.st_mtime_ns, stands.st_size)
    return {"version": sha256(json.dumps(files).encode()).hexdigest()[:16], "files": files}


@lru_cache(maxsize=1024)
def _digest(path: Path, _changed: int, _size: int) -> str:
    return sha256(path.read_bytes()).hexdigest()
