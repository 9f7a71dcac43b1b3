"""Who may come in by the ODK door, and how clients are answered: XML, with the headers of OpenRosa."""

import base64
import binascii
import hmac
from collections.abc import Callable
from functools import wraps
from uuid import UUID
from xml.sax.saxutils import escape

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from unannounced.crafts.forming.problems import NotAForm
from unannounced.crafts.handing_over import NotACode, normalised
from unannounced.duties.bringing import CannotTake, Problem
from unannounced.duties.words import Sentence, say
from unannounced.records.satchel.actions import let_odk_in
from unannounced.records.satchel.models import Invited
from unannounced.rooms.field.api.answering import STATUS

LARGEST_AT_ONCE = 10 * 1024 * 1024
"""Bytes that clients are asked to bring at once; they divide what is more by files (project choice)."""
HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_AGAIN = say("Look at the settings of the project, and try again.")
_UNKNOWN = say("The user name or the password is not that of an invitation. Look at the settings of the project.")
_THE_CODE = say(
    "This is the code of the app, not the password for ODK clients. Tell the delegation: the code must be withdrawn."
)
_HTTPS = say("ODK clients come in by https alone: the password and what was filled in would be read on the way.")

View = Callable[..., HttpResponse]


def answered(text: str, status: int = 200, content_type: str = "text/xml; charset=utf-8") -> HttpResponse:
    """An answer with what every answer of OpenRosa has."""
    answer = HttpResponse(text.encode(), content_type=content_type, status=status)
    answer["X-OpenRosa-Version"] = "1.0"
    answer["X-OpenRosa-Accept-Content-Length"] = str(LARGEST_AT_ONCE)
    answer["Date"] = http_date()
    answer["Cache-Control"] = "no-store"
    return answer


def said(message: str, status: int, nature: str = "") -> HttpResponse:
    """A sentence that the client shows to whoever uses it."""
    named = f' nature="{nature}"' if nature else ""
    return answered(
        '<?xml version="1.0" encoding="UTF-8"?>\n<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f"<message{named}>{escape(message)}</message></OpenRosaResponse>\n",
        status,
    )


def for_odk(view: View) -> View:
    """The door around a page: the client signs in first; what cannot be done is said in its own words."""

    @csrf_exempt
    @wraps(view)
    def inside(request: HttpRequest, device: UUID, **asked: str) -> HttpResponse:
        if not (request.is_secure() or request.get_host().rsplit(":", 1)[0] in HERE):
            return said(_(_HTTPS), 403)
        try:
            return _let_in(view, request, device, asked)
        except CannotTake as no:
            return said(_filled(no.sentence), STATUS[no.problem])
        except NotAForm as no:
            return said(" ".join(map(_filled, (no.problem.sentence, no.problem.what_to_do))), 400)
        except DatabaseError:
            problem = _("The field room cannot write just now: nothing was taken. Bring it again in a moment.")
            return said(problem, STATUS[Problem.BUSY])

    return inside


def _let_in(view: View, request: HttpRequest, device: UUID, asked: dict[str, str]) -> HttpResponse:
    invited = Invited.objects.filter(device=device).first()
    password = _password(request)
    right = invited.lookup if invited else "0" * 32
    if not hmac.compare_digest(password.encode(), right.encode()) or invited is None:
        return _challenge(_THE_CODE if _is_a_code(password) else _UNKNOWN if password else _AGAIN)
    if request.method in ("GET", "HEAD"):
        let_odk_in(invited, at=timezone.now())
    return view(request, invited, **asked)


def _filled(sentence: Sentence) -> str:
    return _(sentence.english).format(**sentence.facts)


def _password(request: HttpRequest) -> str:
    """The password the client gives (HTTP Basic); whatever user name it gives."""
    scheme, _blank, coded = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return ""
    try:
        return base64.b64decode(coded.strip(), validate=True).decode().partition(":")[2].strip()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _is_a_code(password: str) -> bool:
    try:
        return bool(normalised(password))
    except NotACode:
        return False


def _challenge(sentence: str) -> HttpResponse:
    answer = said(_(sentence), 401)
    answer["WWW-Authenticate"] = 'Basic realm="Unannounced", charset="UTF-8"'
    return answer
