"""The portal answers from what it has finished before, in front of everything else, in the bytes it had then.

What may be kept: status 200 to GET, whole, without a cookie, not marked as private or not to be stored, and that
depends on nothing of the asker but the language and whether gzip is taken. It is called by a hash with a secret of
the process, so that no address and no word that was searched for stands beside an answer; what answers a question
is kept apart and for a few minutes alone. Whether a page was here before is told to nobody.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_request

from unannounced.rooms.portal.crawlers import KEPT
from unannounced.rooms.portal.kept.edition import EVERY, Edition, Watch
from unannounced.rooms.portal.kept.store import Finished, Store
from unannounced.rooms.portal.pressing import takes_gzip

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

MEGABYTE: Final = 1024 * 1024
ANSWERS: Final = 4
"""One part in so many of the room is for what answers a question: a storm of questions pushes out no page."""
ANSWERS_LAST: Final = 300.0
LARGEST: Final = MEGABYTE
LONGEST: Final = 2000
"""Characters of an address or of a header beyond which nothing is looked up."""
QUESTIONS: Final = ("/search/", "/compare/")
ACCEPTED_ALONE: Final = "/api/"
"""Where addresses begin of what depends on the kinds of answer the asker accepts."""
DEPENDS: Final = frozenset({"accept-language", "cookie", "accept-encoding"})
NOT_STORED: Final = ("no-store", "private", "no-cache", "max-age=0")
OTHERWISE: Final = (
    "HTTP_RANGE",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_AUTHORIZATION",
)
"""Who sends one of these is answered anew."""
OF_THE_CONTENT: Final = frozenset({"content-type", "content-length", "content-encoding", "content-disposition"})


class Keeping:
    """A WSGI application before the portal's own."""

    def __init__(self, inside: Application, megabytes: int, watch: Watch | None = None) -> None:
        self.inside, self.watch = inside, watch or Watch()
        room = megabytes * MEGABYTE
        self.pages, self.answers = (
            Store(room - room // ANSWERS, self.watch.clock),
            Store(room // ANSWERS, self.watch.clock),
        )
        self._secret = secrets.token_bytes(32)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """What was finished before, or what is made now."""
        asked = _asked(environ)
        if asked is None:
            return self.inside(environ, start_response)
        edition = self.watch.now()
        if not edition.word:
            return self.inside(environ, start_response)
        key = hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=16, key=self._secret).digest()
        is_question = _is_question(environ)
        store = self.answers if is_question else self.pages
        finished = store.get(edition.word, key)
        if finished is not None:
            return _told(finished, environ, start_response)
        made = self.inside(environ, start_response)
        if isinstance(made, HttpResponse) and may_be_kept(made):
            store.keep(edition.word, key, _finished(made, self._good_until(edition, is_question=is_question)))
        return made

    def _good_until(self, edition: Edition, *, is_question: bool) -> float:
        """Until when an answer is good that is made now."""
        now = self.watch.clock()
        if not edition.is_settled(now):
            return now + EVERY
        return now + ANSWERS_LAST if is_question else float("inf")


def may_be_kept(response: HttpResponse) -> bool:
    """Whether an answer is the same for whoever asks for it in the same words and language."""
    if response.status_code != 200 or response.cookies or len(response.content) > LARGEST:
        return False
    said = response.headers.get("Cache-Control", "").lower()
    if any(one in said for one in NOT_STORED):
        return False
    depends = {one.strip().lower() for one in response.headers.get("Vary", "").split(",")}
    return depends - {""} <= DEPENDS


def _asked(environ: Environ) -> str | None:
    """Everything that an answer may depend on; None where it is to be made anew."""
    if environ["REQUEST_METHOD"] != "GET" or any(one in environ for one in OTHERWISE):
        return None
    host, path = environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
    asked = environ.get("QUERY_STRING", "")
    length = environ.get("CONTENT_LENGTH") or "0"
    if not host or length != "0" or len(path) + len(asked) > LONGEST:
        return None
    language = _language(environ)
    if language is None:
        return None
    return "\n".join(
        (
            environ.get("wsgi.url_scheme", ""),
            environ.get("HTTP_X_FORWARDED_PROTO", ""),
            host,
            environ.get("SCRIPT_NAME", ""),
            path,
            asked,
            language,
            "gzip" if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else "",
            environ.get("HTTP_ACCEPT", "") if path.startswith(ACCEPTED_ALONE) else "",
        )
    )


def _language(environ: Environ) -> str | None:
    """The language the page will be in; None where the headers are too long to be looked at."""
    cookies, wanted = environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if len(cookies) > LONGEST or len(wanted) > LONGEST:
        return None
    chosen = parse_cookie(cookies).get(settings.LANGUAGE_COOKIE_NAME, "") if cookies else ""
    return _resolved(chosen, wanted)


@lru_cache(maxsize=512)
def _resolved(chosen: str, wanted: str) -> str:
    """As Django finds it for the page itself."""
    asking = HttpRequest()
    asking.META = {"HTTP_ACCEPT_LANGUAGE": wanted}
    if chosen:
        asking.COOKIES = {settings.LANGUAGE_COOKIE_NAME: chosen}
    return get_language_from_request(asking)


def _is_question(environ: Environ) -> bool:
    """Whether an address asks for more than a page that is counted."""
    asked = environ.get("QUERY_STRING", "")
    if environ["PATH_INFO"].startswith(QUESTIONS):
        return True
    return bool(asked) and not {one.partition("=")[0] for one in asked.split("&")} <= KEPT


def _finished(response: HttpResponse, until: float) -> Finished:
    return Finished(tuple(response.items()), response.content, until, response.headers.get("ETag", ""))


def _told(finished: Finished, environ: Environ, start_response: Start) -> Iterable[bytes]:
    """The answer; to whoever has it already, that it is the same still."""
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if known and finished.etag and _is_known(finished.etag, known):
        start_response("304 Not Modified", [one for one in finished.headers if one[0].lower() not in OF_THE_CONTENT])
        return [b""]
    start_response("200 OK", list(finished.headers))
    return [finished.content]


def _is_known(etag: str, known: str) -> bool:
    """Weakly compared, as RFC 9110 (13.1.2) has it."""
    tags = parse_etags(known)
    return tags == ["*"] or etag.removeprefix("W/") in {one.removeprefix("W/") for one in tags}
