"""Answering: a question is read, looked up and written as JSON, for anyone and from any page, and never for writing.

The tag of an answer changes with the edition of the register, the day and the program; who has it already gets 304.
No cookie is set and none is read, but for the language of messages about problems.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

from unannounced import __version__
from unannounced.duties.decision import Refused
from unannounced.duties.identity import nearest
from unannounced.duties.words import Sentence, say
from unannounced.rooms.portal.api import openapi
from unannounced.rooms.portal.api.address import BASE, Address, Group
from unannounced.rooms.portal.api.asked import Asked
from unannounced.rooms.portal.api.parameters import LONGEST, Parameter, Values
from unannounced.rooms.portal.api.problems import MEDIA, Kind, Near, Problem, not_understood
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.standing_here import mark_of_the_shelf
from unannounced.rooms.web.middleware import sentence_of

_RULE = say("Rule of this software: the public interface")
_READING = ("GET", "HEAD")
_ALLOWED = (*_READING, "OPTIONS")
_ASKED_AGAIN_AFTER = 24 * 60 * 60
"""Seconds for which a browser need not ask again whether another page may ask."""
JSON = "application/json"
_SEE = say("The addresses are explained at /api/ and described in /api/v1/openapi.json.")


def answer(request: HttpRequest, address: Address, **in_path: str) -> HttpResponse:
    """The answer of one address, or the problem with the question."""
    try:
        return permitted() if request.method == "OPTIONS" else _answered(request, address, in_path)
    except Problem as problem:
        return refuse(problem)
    except DatabaseError as problem:
        later = Sentence(say("Try again in a moment."))
        return refuse(Problem(Kind.STORAGE, Sentence(sentence_of(problem)), later))


def permitted() -> HttpResponse:
    """What may be asked here, and that any page may: the answer to OPTIONS, before a browser asks for another page."""
    response = HttpResponse(status=204)
    response.headers["Allow"] = ", ".join(_ALLOWED)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(_ALLOWED)
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response.headers["Access-Control-Max-Age"] = str(_ASKED_AGAIN_AFTER)
    patch_cache_control(response, public=True, max_age=FRESH)
    return _for_any_page(response)


def described(request: HttpRequest) -> HttpResponse:
    """The description of every address (OpenAPI 3.1); it changes with the program alone."""
    if request.method == "OPTIONS":
        return permitted()
    try:
        _check(request)
    except Problem as problem:
        return refuse(problem)
    demonstration = settings.DEMONSTRATION
    tag = _tag("openapi", str(demonstration))
    unchanged = get_conditional_response(request, etag=tag)
    return _open(unchanged or _json(openapi.document(demonstration=demonstration)), tag)


def json_answer(request: HttpRequest, shape: Mapping[str, object]) -> HttpResponse:
    """A shape as an answer with a tag of its own bytes."""
    tag = _tag(json.dumps(shape))
    unchanged = get_conditional_response(request, etag=tag)
    return _open(unchanged or _json(shape), tag)


def no_such_address(_request: HttpRequest) -> HttpResponse:
    """The problem with an address that is none of these."""
    return refuse(Problem(Kind.NO_ADDRESS, Sentence(say("No answer is given at this address.")), Sentence(_SEE)))


def refuse(problem: Problem) -> HttpResponse:
    """The problem as RFC 9457 has it."""
    response = HttpResponse(_written(problem.shape()), content_type=MEDIA, status=problem.status)
    response.headers["Cache-Control"] = "no-store"
    if problem.kind is Kind.METHOD:
        response.headers["Allow"] = ", ".join(_ALLOWED)
    return _for_any_page(response)


def _answered(request: HttpRequest, address: Address, in_path: Mapping[str, str]) -> HttpResponse:
    _check(request)
    today = timezone.now().date()
    values, said = read(request, address, in_path, today)
    register = the_register(invented=bool(values.get("invented")))
    given = "&".join(f"{name}={values[name]!r}" for name in sorted(values))
    shelf = mark_of_the_shelf() if address.group is Group.ARCHIVE else ""
    tag = _tag(address.name, given, str(register.edition), today.isoformat(), shelf)
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        return _open(unchanged, tag)
    asked = Asked(
        register,
        values,
        today=today,
        can_be_invented=settings.DEMONSTRATION,
        path=f"{BASE}{address.at(in_path)}",
        said={name: one for name, one in said.items() if name not in in_path},
    )
    return _open(_json(address.answer(asked)), tag)


def _check(request: HttpRequest) -> None:
    """Refuse to write, and whoever takes no JSON."""
    if request.method not in _READING:
        raise read_only(request)
    if not (request.accepts(JSON) or request.accepts(MEDIA)):
        raise Problem(
            Kind.FORMAT,
            Sentence(say("Answers are JSON, which the question does not accept.")),
            Sentence(say("Ask with the header “Accept: application/json”, or without one.")),
        )


def read(
    request: HttpRequest, address: Address, in_path: Mapping[str, str], today: date
) -> tuple[Values, Mapping[str, str]]:
    """What was asked, each text read, and as it was said.

    Raises a problem for what is missing, unknown, given twice or not understood.
    """
    given = dict(in_path)
    offered = address.offered(demonstration=settings.DEMONSTRATION)
    known = {one.name: one for one in offered if one not in address.in_path}
    for name in request.GET:
        if name not in known:
            raise _no_parameter(name, known)
        said = request.GET.getlist(name)
        if len(said) > 1:
            twice = say("The parameter {parameter} is given more than once.")
            raise not_understood(name, Refused(twice, _RULE, say("Give it once."), {"parameter": name}))
        given[name] = said[0]
    for one in offered:
        if one.needed and one.name not in given:
            missing = say("The parameter {parameter} is missing.")
            facts = {"parameter": one.name, "about": Sentence(one.about)}
            raise not_understood(one.name, Refused(missing, _RULE, say("Give it: {about}."), facts))
    return {one.name: _value(one, given[one.name], today) for one in offered if one.name in given}, given


def _value(one: Parameter, said: str, today: date) -> object:
    if not said.strip():
        empty = say("The parameter {parameter} is empty.")
        raise not_understood(
            one.name, Refused(empty, _RULE, say("Leave it out, or give it a value."), {"parameter": one.name})
        )
    if "\0" in said:
        unsound = say("The parameter {parameter} holds a character that no text has.")
        raise not_understood(one.name, Refused(unsound, _RULE, say("Take it out."), {"parameter": one.name}))
    found = one.read(said, today)
    if isinstance(found, Refused):
        raise not_understood(one.name, found)
    return found


def _no_parameter(name: str, known: Mapping[str, Parameter]) -> Problem:
    near = nearest(name[:LONGEST], {one: one for one in known}) or tuple(known)
    return not_understood(
        name[:LONGEST],
        Refused(
            say("This address knows no parameter {parameter}."),
            _RULE,
            say("Leave it out, or take one of those in near."),
            {"parameter": name[:LONGEST]},
        ),
        near=[Near(one, known[one].about) for one in near],
    )


def read_only(request: HttpRequest) -> Problem:
    """The problem with a request that would write."""
    method = (request.method or "")[:LONGEST]
    return Problem(
        Kind.METHOD,
        Sentence(say("{method} is not answered: nothing can be written here."), {"method": method}),
        Sentence(say("Ask with GET or HEAD.")),
    )


def _tag(*told: str) -> str:
    return f'W/"{hashlib.sha256(chr(10).join((*told, __version__)).encode()).hexdigest()[:32]}"'


def _json(shape: Mapping[str, object]) -> HttpResponse:
    response = HttpResponse(_written(shape), content_type="application/json")
    response.headers["Content-Language"] = "en"
    return response


def _written(shape: Mapping[str, object]) -> bytes:
    return json.dumps(shape, ensure_ascii=False).encode() + b"\n"


def _open(response: HttpResponse, tag: str) -> HttpResponse:
    """With its tag, kept a few minutes by whoever likes, for any page."""
    response.headers["ETag"] = tag
    patch_cache_control(response, public=True, max_age=FRESH)
    return _for_any_page(response)


def _for_any_page(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response
