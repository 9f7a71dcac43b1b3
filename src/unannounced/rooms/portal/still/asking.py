"""Asking the portal for a page without a network: through the same handler that a server would call."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answered."""

    status: int
    media: str
    elsewhere: str
    content: bytes


class Portal:
    """The portal in this process, as somebody reaches it at ``origin`` (``https://portal.example``)."""

    def __init__(self, origin: str) -> None:
        parts = urlsplit(origin)
        self.scheme, self.host = parts.scheme, parts.netloc
        if parts.hostname and parts.hostname not in settings.ALLOWED_HOSTS:
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, parts.hostname]
        self.handler = WSGIHandler()

    def ask(self, address: str, language: str) -> Answer:
        """What the page at ``address`` answers to a reader of ``language``."""
        said: dict[str, object] = {}
        written: list[bytes] = []

        def start(status: str, headers: list[tuple[str, str]], _problem: object = None, /) -> Callable[[bytes], object]:
            said.update({name.lower(): value for name, value in headers}, status=int(status[:3]))
            return written.append

        answer = self.handler(self._environment(address, language), start)
        content = _whole(answer)
        return Answer(
            status=int(str(said["status"])),
            media=str(said.get("content-type", "")),
            elsewhere=str(said.get("location", "")),
            content=content,
        )

    def _environment(self, address: str, language: str) -> dict[str, object]:
        parts = urlsplit(address)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": self.host.partition(":")[0],
            "SERVER_PORT": self.host.partition(":")[2] or ("443" if self.scheme == "https" else "80"),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.host,
            "HTTP_ACCEPT_LANGUAGE": language,
            "HTTP_X_FORWARDED_PROTO": self.scheme,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def _whole(answer: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()


def let_it_be(day: date) -> None:
    """Let every page of this process be read at noon of ``day``: the same shelf then gives the same bytes."""
    noon = datetime.combine(day, time(12), UTC)
    timezone.now = lambda: noon


@contextmanager
def at_noon_of(day: date) -> Iterator[None]:
    """The same for a while, in a process that goes on to other things."""
    clock = timezone.now
    let_it_be(day)
    try:
        yield
    finally:
        timezone.now = clock
