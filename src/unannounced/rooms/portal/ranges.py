"""Ranges of bytes of a file (RFC 9110, 14): one range, or the whole; several at once are answered by the whole."""

import re

from django.http import HttpRequest

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(Exception):
    """None of the bytes asked for is in the file."""


def span_of(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """From which byte to before which one; None: the whole. What is no range of bytes is passed over, as it must be."""
    said = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    unless = request.headers.get("If-Range")
    if request.method != "GET" or said is None or (unless is not None and unless != etag):
        return None
    first, last = said.groups()
    if not first:
        if not last:
            return None
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return int(first), min(size, int(last) + 1) if last else size
