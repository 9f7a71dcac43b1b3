"""What goes wrong with a question, as RFC 9457 has it: what happened, to what, and what to do now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from unannounced.crafts.law.schema_parts import Schema, many, one_of, record, text
from unannounced.duties.decision import Refused
from unannounced.duties.words import Sentence, say

MEDIA = "application/problem+json"


class Kind(StrEnum):
    """Kinds of problems; each is explained at ``/api/#kind``."""

    UNKNOWN = "unknown-name"
    NO_ADDRESS = "no-such-address"
    NOT_UNDERSTOOD = "not-understood"
    METHOD = "read-only"
    FORMAT = "json-only"
    STORAGE = "not-available"


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a kind of problem: its status, its title, and when it happens."""

    status: int
    title: str
    when: str


ABOUT: Mapping[Kind, About] = {
    Kind.NOT_UNDERSTOOD: About(
        400,
        say("The question is not understood"),
        say("A parameter is missing, unknown, given twice, or is not what it must be: no day of the calendar, say."),
    ),
    Kind.UNKNOWN: About(
        404,
        say("Nothing is known by this name"),
        say("No State, convention, route, report or place has this code or address; the nearest are named."),
    ),
    Kind.NO_ADDRESS: About(404, say("There is no such address"), say("The address is none of those on this page.")),
    Kind.METHOD: About(405, say("One can only read here"), say("The request was neither GET nor HEAD.")),
    Kind.FORMAT: About(
        406, say("Answers are JSON"), say("The question accepts no JSON: its header Accept asks for something else.")
    ),
    Kind.STORAGE: About(
        503,
        say("The register cannot be read at the moment"),
        say("The database of the portal does not answer, or the index is being built; try again later."),
    ),
}


@dataclass(frozen=True, slots=True)
class Near:
    """Something that may be meant."""

    code: str
    name: str


class Problem(Exception):
    """A question that has no answer. ``detail`` and ``do`` are marked sentences; ``parameter`` is the one at fault."""

    def __init__(
        self, kind: Kind, detail: Sentence, do: Sentence, *, near: Sequence[Near] = (), parameter: str = ""
    ) -> None:
        super().__init__(str(detail))
        self.kind, self.detail, self.do = kind, detail, do
        self.near, self.parameter = tuple(near), parameter

    @property
    def status(self) -> int:
        """The status of the answer."""
        return ABOUT[self.kind].status

    def shape(self) -> dict[str, object]:
        """As RFC 9457 has it, in the reader's language."""
        return {
            "type": f"/api/#{self.kind.value}",
            "title": gettext(ABOUT[self.kind].title),
            "status": self.status,
            "detail": _translated(self.detail),
            "parameter": self.parameter or None,
            "near": [{"code": one.code, "name": one.name} for one in self.near],
            "do": _translated(self.do),
        }


def not_understood(parameter: str, refused: Refused, *, near: Sequence[Near] = ()) -> Problem:
    """The problem with one ``parameter`` ("": with all of them together), in the words of a refusal."""
    return Problem(Kind.NOT_UNDERSTOOD, refused.sentence, refused.way_out, near=near, parameter=parameter)


def _translated(sentence: Sentence) -> str:
    if not sentence.english:
        return ""
    facts = {name: _translated(one) if isinstance(one, Sentence) else one for name, one in sentence.facts.items()}
    return gettext(sentence.english).format(**facts)


SCHEMA: Schema = record(
    "Why there is no answer (RFC 9457).",
    {
        "type": one_of([f"/api/#{kind.value}" for kind in Kind], "the kind of problem, and where it is explained"),
        "title": text("the kind in words, in the language asked for"),
        "status": {"type": "integer", "enum": sorted({one.status for one in ABOUT.values()})},
        "detail": text("what is wrong, in the language asked for"),
        "parameter": {"type": ["string", "null"], "description": "the parameter that is at fault"},
        "near": many(
            record("Something that may be meant.", {"code": text("its code or name"), "name": text("in English")}),
            "what may be meant, the likeliest first",
        ),
        "do": text("what to do now, in the language asked for"),
    },
)
