"""Which addresses stand in a still, and under what path each does."""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath, splitext
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.urls import Resolver404, resolve

NEEDED = "/contents/"
"""The page that stands where an address needs a server: what works where, and a way to every report."""

_WITH_A_SERVER = ("/search/", "/language/", "/healthy/", "/api/v1/")
"""What begins so is worked out for each question, but for the description of the interface."""
_KEPT = ("/api/v1/openapi.json", "/api/v1/openapi.yaml")
_ASKED = frozenset({"page", "register", "decade"})
"""What an address may ask for in a still: each answer is a file of its own. All else is without end."""
_TOLD_IN_A_LANGUAGE = frozenset({"", ".html", ".svg", ".png", ".atom", ".ics"})
"""Endings of what is told in the reader's language. Data are the same in every one and stand there once."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Names:
    """How addresses become paths: in which languages, which of them at the root, and how nameless files end.

    ``endings`` has the ending of each address that has none itself: of the file that a report came in.
    """

    languages: tuple[str, ...]
    only: frozenset[str]
    endings: Mapping[str, str]

    def stands(self, address: str) -> bool:
        """Whether there is a file for ``address`` (with what it asks for, without a fragment)."""
        parts = urlsplit(address)
        if parts.path.startswith("/static/"):
            return not parts.query
        if parts.path.startswith(_WITH_A_SERVER) and parts.path not in _KEPT:
            return False
        if len(unquote(parts.path)) > _LONGEST or not {name for name, _ in parse_qsl(parts.query, True)} <= _ASKED:
            return False
        first = parts.path.strip("/").partition("/")[0].partition(".")[0]
        if self.only and first and first not in self.only and not parts.path.startswith((NEEDED, "/about/")):
            return False
        try:
            resolve(unquote(parts.path))
        except Resolver404:
            return False
        return True

    def path(self, address: str, language: str) -> str:
        """The path of ``address`` in a language, from the folder of the still on.

        >>> names = Names(("en", "fr"), frozenset(), {})
        >>> names.path("/reports/?page=2", "fr"), names.path("/data/items.csv?register=invented", "fr")
        ('fr/reports/~page-2/index.html', 'data/items~register-invented.csv')
        """
        parts = urlsplit(address)
        path = unquote(parts.path).lstrip("/") + self.endings.get(parts.path, "")
        if parts.path not in self.endings and not path.endswith("/") and not _ending(path):
            path += "/"  # an address without an ending: a symbol that leads on to a page
        asked = "".join(f"~{name}-{value}" for name, value in sorted(parse_qsl(parts.query)))
        if path in {"", "/"} or path.endswith("/"):
            path = path.lstrip("/")
            path += f"{asked}/index.html" if asked else "index.html"
        elif asked:
            stem, ending = splitext(path)
            path = f"{stem}{asked}{ending}"
        return path if self.is_shared(address) or language == self.languages[0] else f"{language}/{path}"

    def is_shared(self, address: str) -> bool:
        """Whether ``address`` is the same in every language, so that one file is enough."""
        path = urlsplit(address).path
        return path.startswith("/static/") or path in self.endings or _ending(path) not in _TOLD_IN_A_LANGUAGE


def _ending(path: str) -> str:
    return splitext(path.rpartition("/")[2])[1]


def plain(address: str) -> str:
    """``address`` without a fragment, and what it asks for in one order: two ways to write it are one address.

    >>> plain("/reports/?register=invented&page=1#content"), plain("/reports/?page=1")
    ('/reports/?register=invented', '/reports/')
    """
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query, True) if (name, value) != ("page", "1")]
    return parts.path + (f"?{urlencode(sorted(asked))}" if asked else "")


def between(here: str, there: str) -> str:
    """The relative link from the file ``here`` to the file ``there``.

    >>> between("fr/states/FRA/index.html", "static/web/style.css"), between("index.html", "index.html")
    ('../../../static/web/style.css', 'index.html')
    """
    return quote(relpath(there, dirname(here) or "."), safe="/~!$&'()*+,;=@")
