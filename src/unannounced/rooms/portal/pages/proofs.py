"""Proofs for programs: that a publication is in the public tree, and that a tree begins with an earlier one."""

import re
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control

from unannounced.crafts.law.shapes import Shape
from unannounced.duties.checkpointing import is_digest
from unannounced.duties.decision import Refused
from unannounced.duties.words import Sentence, say
from unannounced.records.shelf.models import ShelvedCheckpoint, ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.api.answering import json_answer, permitted, read_only, refuse
from unannounced.rooms.portal.api.problems import Kind, Problem, not_understood
from unannounced.rooms.portal.pages.files import as_file
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.ranges import Unsatisfiable, span_of
from unannounced.rooms.portal.ten_lines import SCRIPT
from unannounced.rooms.portal.tree_here import bytes_of, latest, leaves, position_of, tree_of

LINE = 65
"""Bytes of a leaf in the file of leaves: 64 digits and the end of the line."""
_RULE = say("Rule of this software: public checkpoints")
_SIZE = re.compile(r"[0-9]{1,9}")
_READING = ("GET", "HEAD")

Answer = Callable[[HttpRequest], Shape]


def newest(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint."""
    return _answered(request, lambda _request: _checkpoint(_newest()))


def inclusion(request: HttpRequest) -> HttpResponse:
    """That a publication, named by its digest, is in the tree of the newest checkpoint."""
    return _answered(request, lambda asked: _inclusion(_digest(asked)))


def of_report(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """That a version of a report, the newest unless named, is in the tree."""
    return _answered(request, lambda _request: _of(ShelvedReport, slug, version))


def of_response(request: HttpRequest, slug: str) -> HttpResponse:
    """That the newest version of a State's response is in the tree."""
    return _answered(request, lambda _request: _of(ShelvedResponse, slug, None))


def of_statement(request: HttpRequest, slug: str) -> HttpResponse:
    """That the newest version of a public statement is in the tree."""
    return _answered(request, lambda _request: _of(ShelvedStatement, slug, None))


def of_leaf(request: HttpRequest, digest: str) -> HttpResponse:
    """The bytes of a document by its leaf: also of an older version, and of an edition of what became of items."""
    if request.method not in _READING:
        return refuse(read_only(request))
    content = bytes_of(digest) if is_digest(digest) else None
    if content is None:
        none = say("No document with the digest {digest} was published here.")
        look = say("Take a line of {list}.")
        facts = {"list": reverse("leaves")}
        return refuse(Problem(Kind.UNKNOWN, Sentence(none, {"digest": digest[:64]}), Sentence(look, facts)))
    response = as_file(HttpResponse(content, content_type="application/json"), f"{digest}.json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def consistency(request: HttpRequest) -> HttpResponse:
    """That the tree of one size begins with that of a smaller one."""
    return _answered(request, _consistency)


def script(request: HttpRequest) -> HttpResponse:
    """The script of ten lines."""
    if request.method not in _READING:
        return refuse(read_only(request))
    response = HttpResponse(SCRIPT, content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="check.py"'
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def all_leaves(request: HttpRequest) -> HttpResponseBase:
    """The digests of every publication in their order, one a line; also a part of them, by a range of bytes."""
    if request.method not in _READING:
        return refuse(read_only(request))
    found = latest()
    if found is None:
        return refuse(_none_yet())
    etag, size = f'"{found.root}"', found.size * LINE
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        span = span_of(request, size, etag)
    except Unsatisfiable:
        return _no_such_range(size)
    begins, ends = span or (0, size)
    response = StreamingHttpResponse(_lines(begins, ends), content_type="text/plain; charset=us-ascii")
    response.headers["Content-Length"] = str(ends - begins)
    if span:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {begins}-{ends - 1}/{size}"
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _lines(begins: int, ends: int) -> Iterator[bytes]:
    """The bytes of the file of leaves from ``begins`` to before ``ends``."""
    first, last = begins // LINE, -(-ends // LINE)
    left, skip = ends - begins, begins - first * LINE
    for digest in leaves(first, last):
        line = f"{digest}\n".encode()[skip : skip + left]
        skip, left = 0, left - len(line)
        yield line


def _no_such_range(size: int) -> HttpResponse:
    there = say("The file has {size} bytes, and none of those asked for.")
    problem = not_understood("", Refused(there, _RULE, say("Ask for a part of it."), {"size": size}))
    response = refuse(problem)
    response.status_code = 416
    response.headers["Content-Range"] = f"bytes */{size}"
    return response


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The answer, or the problem with the question; for any page, and kept a few minutes by whoever likes."""
    if request.method == "OPTIONS":
        return permitted()
    if request.method not in _READING:
        return refuse(read_only(request))
    try:
        return json_answer(request, answer(request))
    except Problem as problem:
        return refuse(problem)


def _newest() -> ShelvedCheckpoint:
    found = latest()
    if found is None:
        raise _none_yet()
    return found


def _none_yet() -> Problem:
    wait = say("Come again after something was published here.")
    return Problem(Kind.UNKNOWN, Sentence(say("There is no checkpoint yet.")), Sentence(wait))


def _checkpoint(one: ShelvedCheckpoint) -> Shape:
    return {
        "size": one.size,
        "root": one.root,
        "made_on": one.made_on.isoformat(),
        "leaves": reverse("leaves"),
        "explained": reverse("checkpoints"),
    }


def _of(
    model: type[ShelvedReport] | type[ShelvedResponse] | type[ShelvedStatement], slug: str, version: int | None
) -> Shape:
    held = model._base_manager.filter(slug=slug)
    found = held.filter(newest=True).first() if version is None else held.filter(version=version).first()
    if found is None:
        none = say("Nothing was published here as “{said}”.")
        look = say("Look it up in the list at {list}.")
        raise Problem(Kind.UNKNOWN, Sentence(none, {"said": slug[:80]}), Sentence(look, {"list": reverse("reports")}))
    return {"slug": found.slug, "version": found.version, **_inclusion(found.parcel_digest)}


def _inclusion(digest: str) -> Shape:
    newest = _newest()
    position = position_of(digest, newest.size)
    if position is None:
        not_in = say("No publication with the digest {digest} is in the tree of {size}.")
        wait = say("What was published since the newest checkpoint is in the next one; see {list}.")
        facts = {"digest": digest, "size": newest.size}
        raise Problem(Kind.UNKNOWN, Sentence(not_in, facts), Sentence(wait, {"list": reverse("checkpoints")}))
    path = tree_of(newest).inclusion(position)
    return {"sha256": digest, "position": position, "checkpoint": _checkpoint(newest), "path": path}


def _consistency(request: HttpRequest) -> Shape:
    newest = _newest()
    second = _number(request, "to", newest.size, newest.size)
    first = _number(request, "from", None, second)
    tree = tree_of(newest)
    return {
        "from": {"size": first, "root": tree.root(first)},
        "to": {"size": second, "root": tree.root(second)},
        "path": tree.consistency(first, second),
    }


def _number(request: HttpRequest, name: str, usual: int | None, most: int) -> int:
    said = request.GET.get(name, "")
    if not said and usual is not None:
        return usual
    if not _SIZE.fullmatch(said) or not 1 <= int(said) <= most:
        wrong = say("{parameter} is no number of publications from 1 to {most}.")
        write = say("Write the size of a checkpoint; {list} has them.")
        facts = {"parameter": name, "most": most, "list": reverse("checkpoints")}
        raise not_understood(name, Refused(wrong, _RULE, write, facts))
    return int(said)


def _digest(request: HttpRequest) -> str:
    said = request.GET.get("digest", "").strip().lower()
    if not is_digest(said):
        wrong = say("This is no SHA-256 digest.")
        raise not_understood("digest", Refused(wrong, _RULE, say("Write 64 hexadecimal digits."), {}))
    return said
