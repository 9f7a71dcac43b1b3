"""What an entry says besides its words, by the form in which it was taken: in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.forming.answering import Answer, answers_of
from unannounced.crafts.forming.problems import NotAForm
from unannounced.crafts.standards import shipped_measures, shipped_rules
from unannounced.duties.admitting import HINDRANCE_WORDS
from unannounced.duties.detailing import Form
from unannounced.duties.words import say
from unannounced.records.checklists.queries import version
from unannounced.records.measurements.valuing import as_values
from unannounced.records.notebooks.models import Entry
from unannounced.rooms.office.pages.languages import language_words
from unannounced.rooms.office.pages.measured_rows import value_words
from unannounced.rooms.office.proposing import REFUSED_AS

WIDTH, HEIGHT = 200, 400
"""The drawing of a body, as src/field/body_outlines.js has it; marks are parts of it, from 0 to 1."""

DOES_NOT_FIT = say(
    "It does not fit: an answer or a file was altered or exchanged after the client encrypted it. Look at it with care."
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing an entry says: what it is, and what is said."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class BodyMark:
    """A mark on the body: its number, where in the drawing, and what it is."""

    number: int
    view: str
    view_word: str
    x: str
    y: str
    kind: str
    size: str
    words: str


def said_by(entry: Entry) -> list[Said]:
    """What the form of an entry says, apart from values, marks and answers; what it leaves out is left out."""
    said = entry.details
    found = _BY_FORM.get(Form(entry.form), _nothing)(said)
    return [Said(label, value) for label, value in found.items() if value]


def values_of(entry: Entry) -> list[Said]:
    """What was measured, by the names of the measures; a word that is no measure stands as it was written."""
    language, measures = get_language() or "en", shipped_measures()
    texts: Mapping[str, str] = entry.details.get("values") or {}
    known = as_values({name: text for name, text in texts.items() if name in measures})
    return [
        Said(
            measures[name].name(language) if name in measures else name,
            value_words(measures[name], known[name]) if name in known else text,
        )
        for name, text in texts.items()
        if text
    ]


def marks_of(entry: Entry) -> list[BodyMark]:
    """The marks of a body chart, numbered as they were set."""
    return [_mark(number, one) for number, one in enumerate(entry.details.get("marks") or (), start=1)]


def _mark(number: int, one: Mapping[str, Any]) -> BodyMark:
    words = {"front": _("front"), "back": _("back")}
    return BodyMark(
        number=number,
        view=one["view"],
        view_word=words[one["view"]],
        x=_part(one["x"], WIDTH),
        y=_part(one["y"], HEIGHT),
        kind=_kind_of_mark(str(one.get("kind") or "")),
        size=str(one.get("size_cm") or ""),
        words=str(one.get("words") or ""),
    )


def _part(share: str | int, of: int) -> str:
    return format((Decimal(share) * of).quantize(Decimal("0.1")), "f")


def _kind_of_mark(kind: str) -> str:
    words = {
        "bruise": _("bruise"),
        "wound": _("wound"),
        "abrasion": _("abrasion"),
        "burn": _("burn"),
        "scar": _("scar"),
        "swelling": _("swelling"),
        "fracture": _("fracture"),
        "pain": _("pain"),
        "other": _("other mark"),
    }
    return words.get(kind, kind)


def answers_to(entry: Entry) -> list[Answer]:
    """The answers of a check-list by their labels; by their names where its form is not known here."""
    said = entry.details
    held = version(str(said.get("form_id") or ""), str(said.get("version") or ""))
    try:
        return answers_of(str(said.get("instance") or ""), held.xform, get_language() or "en") if held else []
    except NotAForm:
        return []


def _nothing(said: Mapping[str, Any]) -> dict[str, str]:
    return {}


def _measurement(said: Mapping[str, Any]) -> dict[str, str]:
    book, language = shipped_rules(), get_language() or "en"
    kind = str(said.get("room_kind") or "")
    groups = [_named(book.groups.get(one), one, language) for one in said.get("groups") or ()]
    return {
        _("Room, person or episode"): str(said.get("subject") or ""),
        _("Kind of room"): _named(book.room_kinds.get(kind), kind, language),
        _("Who is held there"): ", ".join(groups),
    }


def _named(words: Mapping[str, str] | None, otherwise: str, language: str) -> str:
    return (words.get(language) or words["en"]) if words else otherwise


def _register_check(said: Mapping[str, Any]) -> dict[str, str]:
    return {
        _("Register"): str(said.get("register") or ""),
        _("From"): str(said.get("from") or ""),
        _("To"): str(said.get("to") or ""),
        _("Rows seen"): _counted(said.get("rows_seen")),
        _("Rows that were wrong"): _counted(said.get("rows_wrong")),
        _("What was found"): str(said.get("what") or ""),
    }


def _interview(said: Mapping[str, Any]) -> dict[str, str]:
    language = str(said.get("language") or "")
    return {
        _("Language"): language_words([language]) if language else "",
        _("Interpreter"): _yes_or_no(said.get("interpreter")),
        _("In private"): _yes_or_no(said.get("private")),
        _("Persons spoken with together"): _counted(said.get("group")),
        _("Minutes"): _counted(said.get("minutes")),
        _("Could be overheard"): str(said.get("overheard") or ""),
    }


def _photograph(said: Mapping[str, Any]) -> dict[str, str]:
    shows = {"place": _("a place"), "person": _("a person")}
    return {
        _("Shows"): shows.get(str(said.get("shows")), ""),
        _("Approved by the head of delegation"): _yes_or_no(said.get("approved_by_head")),
    }


def _voice_note(said: Mapping[str, Any]) -> dict[str, str]:
    return {_("Seconds"): str(said.get("seconds") or "")}


def _body_chart(said: Mapping[str, Any]) -> dict[str, str]:
    measure = shipped_measures().get("consistency_grade")
    grade, language = str(said.get("consistency") or ""), get_language() or "en"
    return {_("Consistency"): _named(measure.items.get(grade) if measure else None, grade, language)}


def _access(said: Mapping[str, Any]) -> dict[str, str]:
    words = {name: str(_(HINDRANCE_WORDS[hindrance])) for name, hindrance in REFUSED_AS.items()}
    refused = [words.get(one, one) for one in said.get("refused") or ()]
    return {
        _("Arrived"): str(said.get("arrived") or ""),
        _("Let in"): str(said.get("let_in") or ""),
        _("Minutes waited"): _counted(said.get("minutes")),
        _("Who"): str(said.get("who") or ""),
        _("Reason given"): str(said.get("why") or ""),
        _("Refused"): "; ".join(refused),
        _("Left"): str(said.get("left") or ""),
    }


def _checklist(said: Mapping[str, Any]) -> dict[str, str]:
    return {
        _("Check-list"): str(said.get("form_id") or ""),
        _("Version"): str(said.get("version") or ""),
        _("Signature of the ODK client"): _(DOES_NOT_FIT) if said.get("signature") == "does not fit" else "",
    }


def _counted(value: object) -> str:
    return "" if value is None else str(value)


def _yes_or_no(value: object) -> str:
    return _("yes") if value is True else _("no") if value is False else ""


_BY_FORM = {
    Form.PLAIN: _nothing,
    Form.MEASUREMENT: _measurement,
    Form.REGISTER_CHECK: _register_check,
    Form.INTERVIEW: _interview,
    Form.PHOTOGRAPH: _photograph,
    Form.VOICE_NOTE: _voice_note,
    Form.BODY_CHART: _body_chart,
    Form.ACCESS: _access,
    Form.CHECKLIST: _checklist,
}
