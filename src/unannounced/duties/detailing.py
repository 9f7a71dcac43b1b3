"""What the details of an entry are, by the form in which it was taken (docs/field-protocol.md).

A number with a decimal point is kept as the text it was written as: such numbers have no other canonical form.
What a form says beyond what is known here is kept as it is.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from unannounced.duties import noting
from unannounced.duties.consenting import Answer, Purpose
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.noting import EntryKind
from unannounced.duties.words import say

LONGEST_INSTANCE = 2_000_000
"""Characters of a filled-in check-list."""
LARGEST_COUNT = 10**12
MOST = 2000
"""Things in a list."""
DEEPEST = 12

_RULE = say("Rule of this software: an entry is read as it was sealed, or kept as it came")
_KEPT = say("Its bytes are kept as they came; it can be tried again after an update.")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
Check = Callable[[object], bool]


class Number(str):
    """A number with a decimal point or an exponent, as it was written."""

    __slots__ = ()


class Form(StrEnum):
    """How an entry was taken."""

    PLAIN = ""
    MEASUREMENT = "measurement"
    REGISTER_CHECK = "register_check"
    INTERVIEW = "interview"
    PHOTOGRAPH = "photograph"
    VOICE_NOTE = "voice_note"
    BODY_CHART = "body_chart"
    ACCESS = "access"
    CHECKLIST = "checklist"


WORDS: dict[Form, str] = {
    Form.PLAIN: say("written note"),
    Form.MEASUREMENT: say("measurement of a room"),
    Form.REGISTER_CHECK: say("check of a register"),
    Form.INTERVIEW: say("interview held"),
    Form.PHOTOGRAPH: say("photograph"),
    Form.VOICE_NOTE: say("voice note"),
    Form.BODY_CHART: say("body chart"),
    Form.ACCESS: say("access to a place"),
    Form.CHECKLIST: say("check-list"),
}
KIND_OF: dict[Form, EntryKind] = {Form.MEASUREMENT: EntryKind.MEASUREMENT, Form.REGISTER_CHECK: EntryKind.DOCUMENT}
"""Forms that have one kind."""


def unsound(reason: str, instead: str = _KEPT, **facts: object) -> RefusedByRule:
    """What is raised for an entry that cannot be read."""
    return RefusedByRule(Refused(reason, _RULE, instead, facts))


def is_id(value: object) -> bool:
    """Whether it is an id, in lower case."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def is_digest(value: object) -> bool:
    """Whether it is a SHA-256 in hexadecimal."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def is_flag(value: object) -> bool:
    """Whether it is yes or no."""
    return isinstance(value, bool)


def is_count(value: object) -> bool:
    """Whether it is a whole number that can be counted."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_COUNT


def is_text(value: object, longest: int = 2000) -> bool:
    """Whether it is a text of so many characters at most, without control characters."""
    if not isinstance(value, str) or isinstance(value, Number):
        return False
    return bool(noting.may_stand(value.replace("\r\n", "\n"), longest))


def may_lack(check: Check) -> Check:
    """The same, or nothing said."""
    return lambda value: value is None or value == "" or check(value)


def _text_of(longest: int) -> Check:
    return lambda value: is_text(value, longest)


def _day(value: object) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None


def _time(value: object) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _share(value: object) -> bool:
    """A part of the drawing, from 0 to 1."""
    try:
        return isinstance(value, int | Number) and not isinstance(value, bool) and 0 <= Decimal(value) <= 1
    except InvalidOperation:
        return False


def _size(value: object) -> bool:
    return is_text(value, 40) or is_count(value) or isinstance(value, Number)


def _list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and len(value) <= MOST and all(map(check, value))


def _values(value: object) -> bool:
    return isinstance(value, dict) and all(is_text(key, 60) and is_text(said, 400) for key, said in value.items())


def _consent(value: object) -> bool:
    if not isinstance(value, dict) or value.get("purpose") not in [*Purpose] or value.get("answer") not in [*Answer]:
        return False
    longest = {"recipient": 120, "how": 200, "present": 200, "guardian": 200}
    return all(is_text(value.get(name, ""), most) for name, most in longest.items())


def _mark(value: object) -> bool:
    checks = {
        "view": lambda said: said in ("front", "back"),
        "x": _share,
        "y": _share,
        "kind": _text_of(60),
        "size_cm": may_lack(_size),
        "words": _text_of(2000),
    }
    return isinstance(value, dict) and all(check(value.get(name, "")) for name, check in checks.items())


_PSEUDONYM = may_lack(_text_of(40))
_NUMBER = may_lack(is_count)
_FLAG = may_lack(is_flag)

CHECKS: dict[Form, Mapping[str, Check]] = {
    Form.PLAIN: {},
    Form.MEASUREMENT: {
        "subject": _text_of(120),
        "room_kind": may_lack(_text_of(40)),
        "groups": may_lack(_list_of(_text_of(40))),
        "values": _values,
    },
    Form.REGISTER_CHECK: {
        "register": _text_of(200),
        "from": may_lack(_day),
        "to": may_lack(_day),
        "rows_seen": _NUMBER,
        "rows_wrong": _NUMBER,
        "what": may_lack(_text_of(noting.LONGEST_TEXT)),
    },
    Form.INTERVIEW: {
        "pseudonym": _text_of(40),
        "language": may_lack(_text_of(10)),
        "interpreter": _FLAG,
        "private": _FLAG,
        "group": _NUMBER,
        "minutes": _NUMBER,
        "overheard": may_lack(_text_of(200)),
        "consents": may_lack(_list_of(_consent)),
    },
    Form.PHOTOGRAPH: {
        "shows": lambda said: said in ("place", "person"),
        "pseudonym": _PSEUDONYM,
        "consent": may_lack(is_id),
        "approved_by_head": _FLAG,
    },
    Form.VOICE_NOTE: {"seconds": may_lack(lambda said: is_count(said) or isinstance(said, Number))},
    Form.BODY_CHART: {
        "pseudonym": _PSEUDONYM,
        "marks": _list_of(_mark),
        "consistency": may_lack(_text_of(60)),
    },
    Form.ACCESS: {
        "arrived": may_lack(_time),
        "let_in": may_lack(_time),
        "minutes": _NUMBER,
        "who": may_lack(_text_of(120)),
        "why": may_lack(_text_of(2000)),
        "refused": may_lack(_list_of(_text_of(200))),
        "left": may_lack(_time),
    },
    Form.CHECKLIST: {
        "checklist": may_lack(is_id),
        "form_id": _text_of(80),
        "version": may_lack(_text_of(60)),
        "instance": _text_of(LONGEST_INSTANCE),
    },
}
"""For each form what it says, by name. What is not said at all is told apart by ``may_lack``."""


def require_details(form: Form, details: Mapping[str, Any]) -> None:
    """Raise ``RefusedByRule`` unless the details are those of the form, and everything in them can be kept."""
    for name, check in CHECKS[form].items():
        if not check(details.get(name)):
            raise unsound(
                say("What the form “{form}” says under “{name}” is missing, or not as it should be."),
                form=WORDS[form],
                name=name,
            )
    _require_keepable(details, 0)


def _require_keepable(value: object, depth: int) -> None:
    """Raise for what no table keeps: control characters, numbers beyond counting, and what goes on for ever."""
    inner: list[object] = []
    match value:
        case Number():
            keepable = len(value) <= 40
        case str():
            keepable = is_text(value, LONGEST_INSTANCE)
        case bool() | None:
            keepable = True
        case int():
            keepable = abs(value) <= LARGEST_COUNT
        case dict():
            keepable, inner = depth < DEEPEST and len(value) <= MOST, [*value.keys(), *value.values()]
        case list():
            keepable, inner = depth < DEEPEST and len(value) <= MOST, value
        case _:
            keepable = False
    if not keepable:
        raise unsound(say("Its details hold something that cannot be kept: a control character, or far too much."))
    for one in inner:
        _require_keepable(one, depth + 1)
