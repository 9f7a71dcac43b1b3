"""Opening what devices sealed: reading an entry strictly, naming what has not come, and when a notebook may be opened.

What an entry says stands in docs/field-protocol.md. Whatever cannot be read is refused with a sentence, and whoever
calls keeps its bytes; what can be read is never refused for its days, because a device's clock may be wrong.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from unannounced.duties import chain, noting
from unannounced.duties.decision import Allowed, Decision, Refused, RefusedByRule, require
from unannounced.duties.detailing import (
    KIND_OF,
    Form,
    Number,
    is_count,
    is_digest,
    is_flag,
    is_id,
    is_text,
    require_details,
    unsound,
)
from unannounced.duties.noting import EntryKind
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say

FORMAT = "unannounced-entry/1"
FORMATS = "unannounced-entry/"
LARGEST_ENTRY = 4 * 1024 * 1024
"""Bytes of an entry without its files; whatever is larger is a file."""
MOST_ATTACHMENTS = 500
FIRST_YEAR, LAST_YEAR = 1970, 2999

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
_MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+(;[ -~]*)?")
_ROLES = ("original", "working_copy")

_KEYS = frozenset(
    (
        *("format", "id", "kind", "form", "text", "source", "noted_on", "noted_at", "zone", "place", "place_said"),
        *("corrects", "unfinished", "member", "device", "details", "attachments"),
    )
)
_ATTACHMENT_KEYS = frozenset(("digest", "clear_digest", "size", "type", "name", "role", "of"))


@dataclass(frozen=True, slots=True)
class SaidAttachment:
    """A file of an entry: where its sealed bytes are found, and what the device says of it."""

    digest: str
    clear_digest: str
    size: int
    media: str
    name: str
    role: str
    of: str


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """An entry as a device sealed it. Ids are texts; ``digest`` is of everything it says."""

    id: str
    kind: EntryKind
    form: Form
    text: str
    source: str
    noted_on: date
    noted_at: datetime | None
    zone: str
    place: str
    place_said: str
    corrects: str
    unfinished: bool
    member: str
    device: str
    details: Mapping[str, Any]
    attachments: tuple[SaidAttachment, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of a device that have not come: from the first to the last."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


def may_open(*, notified_on: date | None, begun_on: date | None, delegate: bool, profile: Mechanism) -> Decision:
    """Whether the notebook may be opened: by somebody of the delegation, once the visit is notified or has begun.

    Before that nothing of the visit stands in clear on the server (need to know).
    """
    if not delegate:
        return Refused(
            say("You are not of the delegation of this visit."),
            profile.cited("confidentiality"),
            say("Ask a member of the delegation to open the notebook."),
        )
    if notified_on is None and begun_on is None:
        return Refused(
            say("The visit is not notified: until then nothing of it stands in clear here."),
            profile.cited("notification"),
            say("Open the notebook once the visit is notified. What came is kept sealed."),
        )
    return Allowed()


def seems_an_entry(beginning: bytes) -> bool:
    """Whether something that was opened is meant as an entry, sound or not: it begins as JSON of an object does.

    >>> seems_an_entry(b'{"format": "unannounced-entry/2"}'), seems_an_entry(bytes.fromhex("ffd8ffe0"))
    (True, False)
    """
    return beginning.lstrip()[:1] == b"{"


def read_entry(content: bytes) -> SaidEntry | Refused:
    """The entry that was sealed, or why it cannot be read. Blanks that fill it up are left away."""
    try:
        return _entry(_parsed(content))
    except RefusedByRule as refused:
        return refused.refusal


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_ENTRY:
        raise unsound(say("It is larger than an entry may be."))
    try:
        said = json.loads(
            content.decode("utf-8"), parse_float=Number, parse_constant=_no_number, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as problem:
        raise unsound(say("It is not written as an entry is: it was cut, or is no JSON.")) from problem
    if not isinstance(said, dict):
        raise unsound(say("It is not written as an entry is: it was cut, or is no JSON."))
    return said


def _no_number(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which nothing is said twice."""
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("said twice")
    return said


def _entry(said: dict[str, Any]) -> SaidEntry:
    _require_format(said)
    kind, form = _kind_and_form(said)
    text = _text(said, "text", noting.LONGEST_TEXT)
    details = said["details"]
    if not isinstance(details, dict):
        raise _wrong("details")
    require_details(form, details)
    attachments = _attachments(said["attachments"])
    if form is Form.PLAIN and not attachments:
        require(noting.may_keep(text))
    return SaidEntry(
        id=_id(said, "id"),
        kind=kind,
        form=form,
        text=noting.tidy(text),
        source=noting.tidy(_text(said, "source", 60)).strip(),
        noted_on=_day(said["noted_on"]),
        noted_at=_moment(said["noted_at"]),
        zone=_text(said, "zone", 40),
        place=_id(said, "place", may_lack=True),
        place_said=_text(said, "place_said", 200),
        corrects=_id(said, "corrects", may_lack=True),
        unfinished=_flag(said, "unfinished"),
        member=_id(said, "member"),
        device=_id(said, "device"),
        details=details,
        attachments=attachments,
        digest=chain.digest(said),
    )


def _require_format(said: dict[str, Any]) -> None:
    """Raise unless it is of this format and says neither more nor less than an entry does."""
    if said.get("format") != FORMAT:
        if str(said.get("format", "")).startswith(FORMATS):
            raise unsound(
                say("It is of a newer form, “{form}”, that this installation does not know."),
                say("Try it again after the next update; it is kept as it came."),
                form=str(said["format"])[:60],
            )
        raise unsound(say("It does not say that it is an entry."))
    if unknown := sorted(said.keys() - _KEYS):
        raise unsound(say("It says something that no entry says: “{name}”."), name=unknown[0][:60])
    if lacking := sorted(_KEYS - said.keys()):
        raise _wrong(lacking[0])


def _kind_and_form(said: dict[str, Any]) -> tuple[EntryKind, Form]:
    try:
        kind, form = EntryKind(said["kind"]), Form(said["form"])
    except ValueError:
        raise unsound(say("Its kind or its form is none that this installation knows.")) from None
    if form in KIND_OF and KIND_OF[form] is not kind:
        raise unsound(say("Its kind does not go with its form."))
    return kind, form


def _attachments(said: object) -> tuple[SaidAttachment, ...]:
    if not isinstance(said, list) or len(said) > MOST_ATTACHMENTS:
        raise _wrong("attachments")
    found = tuple(map(_attachment, said))
    if len({one.digest for one in found}) != len(found):
        raise _wrong("attachments")
    return found


def _attachment(said: object) -> SaidAttachment:
    if not isinstance(said, dict) or said.keys() != _ATTACHMENT_KEYS:
        raise _wrong("attachments")
    sound = (
        is_digest(said["digest"]),
        is_digest(said["clear_digest"]),
        is_count(said["size"]),
        is_text(said["type"], 80) and _MEDIA.fullmatch(said["type"]),
        is_text(said["name"], 200),
        said["role"] in _ROLES,
        said["of"] is None or is_digest(said["of"]),
    )
    if not all(sound):
        raise _wrong("attachments")
    return SaidAttachment(
        said["digest"],
        said["clear_digest"],
        said["size"],
        said["type"],
        said["name"],
        said["role"],
        said["of"] or "",
    )


def _wrong(name: str) -> RefusedByRule:
    return unsound(say("What it says under “{name}” is missing, or not as it should be."), name=name)


def _text(said: dict[str, Any], name: str, longest: int) -> str:
    """A text as it was written; raises if it is none, is too long or has control characters."""
    text = said[name]
    if not isinstance(text, str) or isinstance(text, Number):
        raise _wrong(name)
    require(noting.may_stand(text.replace("\r", ""), longest))
    return text


def _id(said: dict[str, Any], name: str, *, may_lack: bool = False) -> str:
    if said[name] is None and may_lack:
        return ""
    if not is_id(said[name]):
        raise _wrong(name)
    return str(said[name])


def _flag(said: dict[str, Any], name: str) -> bool:
    if not is_flag(said[name]):
        raise _wrong(name)
    return bool(said[name])


def _day(said: object) -> date:
    try:
        if isinstance(said, str) and _DAY.fullmatch(said):
            return _in_these_times(date.fromisoformat(said), "noted_on")
    except ValueError:
        pass
    raise _wrong("noted_on")


def _moment(said: object) -> datetime | None:
    if said is None:
        return None
    try:
        if isinstance(said, str) and _MOMENT.fullmatch(said):
            moment = datetime.fromisoformat(said)
            _in_these_times(moment.date(), "noted_at")
            return moment
    except ValueError:
        pass
    raise _wrong("noted_at")


def _in_these_times(day: date, name: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong(name)
    return day


def gaps(numbers: Iterable[int]) -> list[Gap]:
    """The numbers from 1 to the highest that have not come; a device counts its blobs from 1 without a gap.

    >>> gaps([1, 2, 5, 9])
    [Gap(first=3, last=4), Gap(first=6, last=8)]
    """
    found, expected = [], 1
    for number in sorted(set(numbers)):
        if number > expected:
            found.append(Gap(expected, number - 1))
        expected = max(expected, number + 1)
    return found


def gap_words(gap: Gap, device: str) -> Sentence:
    """What of a device has not come, in a sentence."""
    if gap.count == 1:
        return Sentence(say("{number} of {device} has not come."), {"number": gap.first, "device": device})
    return Sentence(
        say("{first} to {last} of {device} have not come."), {"first": gap.first, "last": gap.last, "device": device}
    )


def clock_was_off(noted_on: date, *, begins: date, ends: date, came_on: date) -> Sentence | None:
    """Why the day an entry bears cannot be: outside the visit, or later than it came; ``None`` if it can be."""
    if begins <= noted_on <= min(ends, max(came_on, begins)):
        return None
    return Sentence(
        say("The device’s clock was off: it says {noted_on}, and the visit lasts from {begins} to {ends}."),
        {"noted_on": noted_on, "begins": begins, "ends": ends},
    )


MOST_KEYS = 500
"""File keys that are handed over at once."""
TAKEN_IN = say("{name} took it in on {day}: {because}")
LEFT_APART = say("{name} left it apart on {day}: {because}")

_FILE_KEY = re.compile(r"[0-9a-f]{32}")


def may_hand_over(keys: Mapping[str, str]) -> Decision:
    """Whether these are file keys of blobs by digest, each 16 bytes in hexadecimal, and not too many at once."""
    rule = say("Rule of this software: a blob is opened by its own file key alone")
    if len(keys) > MOST_KEYS:
        return Refused(
            say("{count} file keys came at once; at most {most} can."),
            rule,
            say("Hand them over in several parts."),
            {"count": len(keys), "most": MOST_KEYS},
        )
    for digest, key in keys.items():
        if not (is_digest(digest) and isinstance(key, str) and _FILE_KEY.fullmatch(key)):
            return Refused(
                say("“{digest}” comes with no file key of 16 bytes."),
                rule,
                say("Open the notebook again; what was opened until now stands."),
                {"digest": str(digest)[:64]},
            )
    return Allowed()


def may_judge(*, apart: bool, delegate: bool, because: str, profile: Mechanism) -> Decision:
    """Whether somebody may decide on a blob: one that is set apart, by the delegation, with a reason."""
    if not delegate:
        return Refused(
            say("You are not of the delegation of this visit."),
            profile.cited("confidentiality"),
            say("Ask a member of the delegation to decide."),
        )
    if not apart:
        return Refused(
            say("It is not set apart."),
            say("Rule of this software: what is set apart is decided upon by a person"),
            say("Look at the notebook again: somebody may have decided."),
        )
    return noting.may_keep(because)
