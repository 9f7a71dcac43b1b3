"""The app of the field, file by file, as it lies in ``src/field``."""

import mimetypes
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

_PACKAGE = Path(__file__).resolve().parents[3]
APP_FOLDER = next(
    (folder for folder in (_PACKAGE.parent / "field", _PACKAGE / "field_app") if (folder / "index.html").is_file()),
    _PACKAGE.parent / "field",
)
"""Where the app of the field lies: plain files, served as they are."""
ENDINGS = frozenset({".html", ".js", ".css", ".json", ".svg", ".png", ".webmanifest", ".woff2", ".txt"})
LEFT_OUT = frozenset({"node_modules", "tests", "package.json", "package-lock.json", "tsconfig.json"})


@require_safe
def app(request: HttpRequest) -> HttpResponse:
    """The first page of the app."""
    return app_file(request, "index.html")


@require_safe
def app_file(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the app; nothing outside its folder, and nothing but what a browser needs.

    A browser asks each time and hears that it has the file already; the service worker keeps what it needs offline.
    """
    path = (APP_FOLDER / name).resolve()
    if not is_of_the_app(path) or not path.is_file():
        raise Http404
    stands = path.stat()
    content, etag = _read(path, stands.st_mtime_ns, stands.st_size)
    whole = HttpResponse(content, content_type=_type_of(path))
    answer = get_conditional_response(request, etag=etag, response=whole) or whole
    answer["Cache-Control"] = "no-cache"
    answer["ETag"] = etag
    return answer


def is_of_the_app(path: Path) -> bool:
    """Whether a browser may have the file: of a kind it needs, and nothing that only makes or checks the app."""
    if not path.is_relative_to(APP_FOLDER) or path.suffix not in ENDINGS:
        return False
    parts = path.relative_to(APP_FOLDER).parts
    return LEFT_OUT.isdisjoint(parts) and not any(part.startswith(".") for part in parts)


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, _size: int) -> tuple[bytes, str]:
    """The bytes of a file and their mark; read once for as long as the file stays as it is."""
    content = path.read_bytes()
    return content, quote_etag(sha256(content).hexdigest()[:32])


def _type_of(path: Path) -> str:
    if path.suffix == ".webmanifest":
        return "application/manifest+json"
    if path.suffix == ".js":
        return "text/javascript; charset=utf-8"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
