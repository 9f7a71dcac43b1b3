"""Where the next page of a list begins: opaque to whoever follows it, bound to the question it belongs to."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from typing import Any

LONGEST_CURSOR = 600


def cursor_at(question: str, key: Sequence[str | int]) -> str:
    """The text that says: after ``key``, in the answers to ``question``.

    >>> read_cursor("reports", cursor_at("reports", ["2026-09-15", "CPT-Inf-2026-4"]), (str, str))
    ['2026-09-15', 'CPT-Inf-2026-4']
    """
    held = json.dumps([_of(question), *key], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(held.encode()).decode().rstrip("=")


def read_cursor(question: str, said: str, kinds: Sequence[type]) -> list[Any] | None:
    """The key in a cursor; None where it is none, or one of another question.

    >>> read_cursor("reports", cursor_at("statements", ["2026-09-15", "a"]), (str, str)) is None
    True
    """
    if len(said) > LONGEST_CURSOR or not said.isascii():
        return None
    try:
        held = json.loads(base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(held, list) or len(held) != len(kinds) + 1 or held[0] != _of(question):
        return None
    key = held[1:]
    return key if all(_is(one, kind) for one, kind in zip(key, kinds, strict=True)) else None


def _is(value: object, kind: type) -> bool:
    if kind is int:
        return type(value) is int and 0 <= value < 2**31
    return isinstance(value, str) and "\0" not in value and value.isprintable()


def _of(question: str) -> str:
    return hashlib.sha256(question.encode(errors="replace")).hexdigest()[:8]
