"""The app of the field, file by file, as it lies in ``src/field``."""

import mimetypes
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

APP_FOLDER = Path(__file__).resolve().parents[4] / "field"
"""Where the app of the field lies: plain files, served as they are."""
ENDINGS = frozenset({".html", ".js", ".css", ".json", ".svg", ".png", ".webmanifest", ".woff2", ".txt"})


@require_safe
def app(request: HttpRequest) -> HttpResponseBase:
    """The first page of the app."""
    return app_file(request, "index.html")


@require_safe
def app_file(_request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the app; nothing outside its folder, and nothing but what a browser needs."""
    path = (APP_FOLDER / name).resolve()
    if not path.is_relative_to(APP_FOLDER) or path.suffix not in ENDINGS or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=_type_of(path))
    answer["Cache-Control"] = "no-cache"  # the service worker of the app keeps what it needs
    return answer


def _type_of(path: Path) -> str:
    if path.suffix == ".webmanifest":
        return "application/manifest+json"
    if path.suffix == ".js":
        return "text/javascript; charset=utf-8"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
