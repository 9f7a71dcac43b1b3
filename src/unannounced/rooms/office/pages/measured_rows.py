"""What was measured as pages and tables show it: verdicts with their words, the gravest subjects first."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, overload

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Row
from unannounced.duties.standards import Checklist, Measure, Outcome, Severity, Value, Verdict, told
from unannounced.duties.standards.measures import UNIT_WORDS
from unannounced.duties.standards.rules import LEVEL_WORDS, SEVERITY_WORDS
from unannounced.duties.standards.verdicts import OUTCOME_WORDS
from unannounced.records.measurements.judging import Asked, Mark, Marks, Together, marks_of, verdicts_of
from unannounced.records.measurements.themes import THEMES, theme_of
from unannounced.rooms.office.pages.choosing import Choice, choices
from unannounced.rooms.web.templatetags.field_words import said

SHAPES: dict[Outcome, str] = {
    Outcome.NOT_MET: "cross",
    Outcome.PRESUMPTION: "half",
    Outcome.NEEDS_REVIEW: "ring",
    Outcome.MET: "check",
    Outcome.NOT_MEASURED: "dash",
    Outcome.NOT_APPLICABLE: "bar",
}
"""The outcomes in the order in which a summary names them, each with its shape."""

TABLE_COLUMNS = (
    "place", "subject", "day", "groups", "room_kind", "rule", "title", "theme", "outcome", "severity", "level",
    "confidence", "source", "measure", "value", "unit", "why", "arithmetic", "raised", "address",
)  # fmt: skip
ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty means any, and of outcomes what stands out."""

    outcome: str
    severity: str
    theme: str
    words: str
    rule: str

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.outcome or self.severity or self.theme or self.words or self.rule)

    @property
    def chosen_outcomes(self) -> list[Choice]:
        """The outcomes there are; what stands out is shown where none is chosen."""
        words = {"": _("what stands out"), ALL: _("every one")}
        words |= {one.value: _(OUTCOME_WORDS[one]) for one in SHAPES}
        return [Choice(value, word, value == self.outcome) for value, word in words.items()]

    @property
    def severities(self) -> list[Choice]:
        """How grave."""
        return choices({one.value: _(SEVERITY_WORDS[one]) for one in Severity}, self.severity)

    @property
    def themes(self) -> list[Choice]:
        """What standards are about."""
        return choices({theme: _(word) for theme, word in THEMES.items()}, self.theme)

    def of(self, marks: Marks) -> Sequence[Mark]:
        """The marks of a subject that are asked for."""
        held: Sequence[Mark] = marks.every if self.outcome else marks.attention
        if self.outcome not in ("", ALL):
            held = [one for one in held if one.outcome.value == self.outcome]
        if self.severity:
            held = [one for one in held if one.severity.value == self.severity]
        if self.theme:
            held = [one for one in held if one.theme == self.theme]
        if self.rule:
            held = [one for one in held if one.rule == self.rule]
        return held


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters of an address."""
    names = ("outcome", "severity", "theme", "words", "rule")
    return Filters(*(query.get(name, "").strip() for name in names))


@dataclass(frozen=True, slots=True)
class Hit:
    """One verdict of one subject, before it has its words."""

    subject: Together
    mark: Mark


@dataclass(frozen=True, slots=True)
class Tally:
    """How many verdicts have an outcome, and the address that lists them."""

    word: str
    shape: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What all subjects say together, whatever the filters."""

    subjects: int
    failing: int
    tallies: list[Tally]


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A verdict with its words."""

    verdict: Verdict
    outcome: str
    shape: str
    severity: str
    level: str
    title: str
    says: str
    note: str
    measure: str
    value: str
    missing: list[str]

    @property
    def rule_url(self) -> str:
        """The page of the rule."""
        return reverse("standard", args=[self.verdict.rule.id])


@dataclass(frozen=True, slots=True)
class ShownSubject:
    """A subject with the verdicts of it that are on the page."""

    subject: Together
    url: str
    groups: list[str]
    room_kind: str
    verdicts: list[ShownVerdict]


def judged(subjects: Iterable[Together], asked: Asked) -> list[tuple[Together, Marks]]:
    """Each subject with its marks, those of whom the gravest standards are not met first."""
    found = [(one, marks_of(one, asked)) for one in subjects]
    return sorted(found, key=_standing)


def _standing(one: tuple[Together, Marks]) -> tuple[Any, ...]:
    subject, marks = one
    return (marks.standing, natural(subject.name), subject.day, str(subject.last.pk))


@lru_cache(maxsize=20_000)
def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Cell 9 before cell 10."""
    pieces = re.findall(r"\d+|\D+", name.casefold())
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in pieces)


class Hits(Sequence[Hit]):
    """The verdicts that filters leave, subject after subject: counted at once, made when they are asked for."""

    def __init__(self, found: Iterable[tuple[Together, Marks]], filters: Filters) -> None:
        wanted = filters.words.casefold()
        self._held = [
            (subject, left)
            for subject, marks in found
            if not wanted or wanted in subject.name.casefold()
            if (left := filters.of(marks))
        ]
        self._ends = list(accumulate(len(left) for _subject, left in self._held))

    def __len__(self) -> int:
        """How many there are."""
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Hit]:
        """All of them."""
        return (Hit(subject, mark) for subject, left in self._held for mark in left)

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> list[Hit]: ...
    def __getitem__(self, at: int | slice) -> Hit | list[Hit]:
        """Those of one page, or one."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        place = bisect_right(self._ends, at)
        subject, left = self._held[place]
        return Hit(subject, left[at - self._ends[place]])


def summary(found: Sequence[tuple[Together, Marks]], base: str) -> Summary:
    """How many verdicts of each outcome there are, not met first."""
    counted = dict.fromkeys(Outcome, 0)
    for _subject, marks in found:
        for outcome, count in zip(Outcome, marks.tally, strict=True):
            counted[outcome] += count
    tallies = [
        Tally(_(OUTCOME_WORDS[one]), shape, counted[one], f"{base}?outcome={one.value}")
        for one, shape in SHAPES.items()
    ]
    return Summary(len(found), sum(marks.fails for _subject, marks in found), tallies)


def with_words(chosen: Iterable[Hit], asked: Asked) -> list[ShownSubject]:
    """The hits of a page with their words; each subject is judged once."""
    shown: list[ShownSubject] = []
    before: Together | None = None
    verdicts: tuple[Verdict, ...] = ()
    for hit in chosen:
        if hit.subject is not before:
            before, verdicts = hit.subject, verdicts_of(hit.subject, asked)
            shown.append(shown_subject(before, asked))
        shown[-1].verdicts.append(shown_verdict(verdicts[hit.mark.position], asked))
    return shown


def shown_subject(subject: Together, asked: Asked) -> ShownSubject:
    """A subject with words for its groups and its kind of room, and no verdict yet."""
    language, book = get_language() or "en", asked.book
    groups = [_in(book.groups.get(one, {"en": one}), language) for one in subject.groups]
    kind = _in(book.room_kinds.get(subject.room_kind, {"en": subject.room_kind}), language)
    return ShownSubject(subject, reverse("measurement", args=[subject.last.pk]), groups, kind, [])


def shown_verdict(verdict: Verdict, asked: Asked) -> ShownVerdict:
    """A verdict with its words in the reader's language."""
    language, rule = get_language() or "en", verdict.rule
    measures = asked.book.measures
    return ShownVerdict(
        verdict=verdict,
        outcome=_(OUTCOME_WORDS[verdict.outcome]),
        shape=SHAPES[verdict.outcome],
        severity=_(SEVERITY_WORDS[verdict.severity]),
        level=_(LEVEL_WORDS[rule.level]),
        title=rule.name(language),
        says=_in(rule.says, language),
        note=_in(rule.note, language),
        measure=measures[verdict.measure].name(language) if verdict.measure in measures else "",
        value=value_words(measures.get(verdict.measure), verdict.value),
        missing=[measures[one].name(language) for one in verdict.missing if one in measures],
    )


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")


def value_words(measure: Measure | None, value: Value | None) -> str:
    """A value for people: yes or no in their language, a word of a list by its label, a number with its unit."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and measure is not None and value in measure.items:
        return _in(measure.items[value], get_language() or "en")
    if isinstance(value, Checklist) and measure is not None:
        return _ticked(measure, value)
    unit = UNIT_WORDS.get(measure.unit, measure.unit) if measure is not None else ""
    return _("%(value)s %(unit)s") % {"value": told(value), "unit": _(unit)} if unit else told(value)


def _ticked(measure: Measure, value: Checklist) -> str:
    """What was found and what is missing, by the labels of the list."""
    language = get_language() or "en"
    found = ", ".join(_in(measure.items[one], language) for one in measure.items if one in value.present)
    missing = ", ".join(_in(measure.items[one], language) for one in measure.items if one in value.absent)
    if found and missing:
        return _("found: %(found)s; missing: %(missing)s") % {"found": found, "missing": missing}
    if missing:
        return _("missing: %(missing)s") % {"missing": missing}
    return _("found: %(found)s") % {"found": found} if found else ""


def table_rows(found: Iterable[Hit], asked: Asked, address: str) -> Iterator[Row]:
    """The hits as rows of a table; ``address`` has ``{}`` for the id of a measurement."""
    before: Together | None = None
    verdicts: tuple[Verdict, ...] = ()
    for hit in found:
        if hit.subject is not before:
            before, verdicts = hit.subject, verdicts_of(hit.subject, asked)
        yield _table_row(hit.subject, verdicts[hit.mark.position], asked, address)


def _table_row(subject: Together, verdict: Verdict, asked: Asked, address: str) -> Row:
    rule = verdict.rule
    unit = asked.book.measures[verdict.measure].unit if verdict.measure in asked.book.measures else ""
    return (
        subject.place.name, subject.name, subject.day, ", ".join(subject.groups), subject.room_kind, rule.id,
        rule.name(get_language() or "en"), theme_of(rule.id), verdict.outcome.value, verdict.severity.value,
        rule.level.value, rule.confidence.value, rule.source, verdict.measure, told(verdict.value), unit,
        said(verdict.why, False), " ".join(said(step, False) for step in verdict.steps),
        " ".join(said(why, False) for why in verdict.raised), address.format(subject.last.pk),
    )  # fmt: skip
