"""The cooperation of a State over years, counted from access, answers, silences, publications and statements.

ECPT Art. 3, OPCAT Art. 2(4). Each number comes with the rows it counts; the word of a year and its bounds are choices
of this project [P], and the steps say how the word was reached.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Literal

from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say

HINDERED_AFTER = 30
"""Minutes; a delegation that waited longer at the door was hindered (project choice [P], no outside rule)."""

HALF = Fraction(1, 2)
"""What separates partial from poor cooperation (project choice [P])."""


class Cooperation(StrEnum):
    """How far a State kept its duty to cooperate in one year (project choice [P]); ``cooperation`` has the rule."""

    FULL = "full"
    PARTIAL = "partial"
    POOR = "poor"
    NONE = "none"
    NOT_KNOWN = "not_known"


WORDS: dict[Cooperation, str] = {
    Cooperation.FULL: say("full cooperation"),
    Cooperation.PARTIAL: say("partial cooperation"),
    Cooperation.POOR: say("poor cooperation"),
    Cooperation.NONE: say("no cooperation"),
    Cooperation.NOT_KNOWN: say("not known"),
}
SHAPES: dict[Cooperation, str] = {
    Cooperation.FULL: "check",
    Cooperation.PARTIAL: "half",
    Cooperation.POOR: "ring",
    Cooperation.NONE: "cross",
    Cooperation.NOT_KNOWN: "dash",
}

_BECAUSE: dict[Cooperation, str] = {
    Cooperation.FULL: say("All that was due came in time and nothing hindered the delegation: full cooperation."),
    Cooperation.PARTIAL: say(
        "At least half of what was due came and the delegation was hindered at no more than half of the places: "
        "partial cooperation."
    ),
    Cooperation.POOR: say(
        "Less than half of what was due came, or the delegation was hindered at more than half of the places: "
        "poor cooperation."
    ),
    Cooperation.NONE: say("Nothing of what was due came and no place was reached unhindered: no cooperation."),
    Cooperation.NOT_KNOWN: say("Nothing fell due and no place was visited: cooperation is not known."),
}


@dataclass(frozen=True, slots=True)
class AccessFact:
    """A place visited and how the delegation was let in; ``note`` holds a delay or refusal, if there was one."""

    ref: str
    on: date
    waited_minutes: int
    note: str


@dataclass(frozen=True, slots=True)
class DueFact:
    """Something the State had to answer: an item of a report, or a request for information.

    ``due_on`` is the day first set, which a reminder does not move, or None where no day was set. ``known_on`` is
    the day the State was told, ``answered_on`` the day of the first answer.
    """

    ref: str
    due_on: date | None
    known_on: date
    answered_on: date | None
    kind: Literal["item", "request"]


@dataclass(frozen=True, slots=True)
class PublicationFact:
    """A report transmitted to the State, and the day it was published."""

    ref: str
    transmitted_on: date
    published_on: date | None


@dataclass(frozen=True, slots=True)
class StatementFact:
    """A public statement on the State (ECPT Art. 10(2))."""

    ref: str
    on: date


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the refs of the rows it counts."""

    refs: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.refs)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a State's cooperation, as seen on the day it was counted.

    ``access`` are the places visited (each time), ``hindered`` those of them with a hindrance. An answer in time
    counts in the year it came; a late one and a silence in the year of the day due; what is ``running`` still, in
    the year of the day of counting. ``published`` are the reports published in the year, ``now_public`` those of the
    year's ``transmitted`` published since. Rates are None where there is nothing to divide by, ``median_days`` from
    knowing to answering where nothing was answered. ``rule`` cites the duty to cooperate.
    """

    year: int
    access: Cell
    hindered: Cell
    in_time: Cell
    late: Cell
    silent: Cell
    running: Cell
    transmitted: Cell
    published: Cell
    now_public: Cell
    statements: Cell
    answered_rate: Fraction | None
    in_time_rate: Fraction | None
    hindered_share: Fraction | None
    published_share: Fraction | None
    median_days: Fraction | None
    cooperation: Cooperation
    steps: tuple[Sentence, ...]
    rule: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is on record for the year: nothing to say, which is not zero."""
        said = self.access, self.in_time, self.late, self.silent, self.running
        return not any(cell.refs for cell in (*said, self.transmitted, self.published, self.statements))


@dataclass(slots=True)
class _Rows:
    """The rows of one year while they are gathered."""

    access: list[str] = field(default_factory=list)
    hindered: list[str] = field(default_factory=list)
    in_time: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    transmitted: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    now_public: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    days: list[int] = field(default_factory=list)


def is_hindered(fact: AccessFact, hindered_after: int = HINDERED_AFTER) -> bool:
    """Whether the delegation waited longer than ``hindered_after`` minutes, or a delay or refusal was noted."""
    return fact.waited_minutes > hindered_after or bool(fact.note.strip())


def cooperation(*, in_time: int, late: int, silent: int, visited: int, hindered: int) -> Cooperation:
    """The word for a year's numbers (project choice [P]); what is still running is left out.

    - NOT_KNOWN: nothing fell due and no place was visited.
    - FULL: every answer came, in time, and the delegation was hindered nowhere.
    - NONE: something was due, no answer came, and no place was reached unhindered.
    - PARTIAL: at least half of the answers came, late or not, and at most half of the places were hindered.
    - POOR: all else.

    Where nothing was due, access alone decides, and the other way round. Publication is the State's right and no duty
    (ECPT Art. 11(2)), and a public statement may rest on a refusal to improve alone (Art. 10(2)): neither counts.

    >>> cooperation(in_time=2, late=1, silent=1, visited=0, hindered=0)
    <Cooperation.PARTIAL: 'partial'>
    """
    due, answered = in_time + late + silent, in_time + late
    if not due and not visited:
        return Cooperation.NOT_KNOWN
    if in_time == due and not hindered:
        return Cooperation.FULL
    if due and not answered and hindered == visited:
        return Cooperation.NONE
    if answered >= HALF * due and hindered <= HALF * visited:
        return Cooperation.PARTIAL
    return Cooperation.POOR


def over_years(
    *,
    accesses: Iterable[AccessFact] = (),
    dues: Iterable[DueFact] = (),
    publications: Iterable[PublicationFact] = (),
    statements: Iterable[StatementFact] = (),
    first: int | None = None,
    today: date,
    profile: Mechanism,
    hindered_after: int = HINDERED_AFTER,
) -> tuple[Year, ...]:
    """Every year from ``first``, or from the first fact, to the year of ``today``, empty years too.

    What lies after ``today`` has not happened; without facts and ``first`` there is no year.
    """
    found: defaultdict[int, _Rows] = defaultdict(_Rows)
    _gather_accesses(found, accesses, today, hindered_after)
    for due in dues:
        _gather_due(found, due, today)
    for publication in publications:
        _gather_publication(found, publication, today)
    for statement in statements:
        if statement.on <= today:
            found[statement.on.year].statements.append(statement.ref)
    start = min(found, default=today.year + 1) if first is None else first
    years = range(start, today.year + 1)
    return tuple(_year(number, found.get(number, _Rows()), profile, hindered_after) for number in years)


def _gather_accesses(
    found: defaultdict[int, _Rows], accesses: Iterable[AccessFact], today: date, hindered_after: int
) -> None:
    for access in accesses:
        if access.on <= today:
            rows = found[access.on.year]
            rows.access.append(access.ref)
            if is_hindered(access, hindered_after):
                rows.hindered.append(access.ref)


def _gather_due(found: defaultdict[int, _Rows], due: DueFact, today: date) -> None:
    """Put what was due into the one year it counts in; without a day set, no answer is late and no silence begins."""
    if due.known_on > today:
        return
    answered_on = due.answered_on if due.answered_on is not None and due.answered_on <= today else None
    if answered_on is None:
        if due.due_on is not None and due.due_on < today:
            found[due.due_on.year].silent.append(due.ref)
        else:
            found[today.year].running.append(due.ref)
        return
    if due.due_on is not None and due.due_on < answered_on:
        rows = found[due.due_on.year]
        rows.late.append(due.ref)
    else:
        rows = found[answered_on.year]
        rows.in_time.append(due.ref)
    rows.days.append((answered_on - due.known_on).days)


def _gather_publication(found: defaultdict[int, _Rows], publication: PublicationFact, today: date) -> None:
    if publication.transmitted_on > today:
        return
    rows = found[publication.transmitted_on.year]
    rows.transmitted.append(publication.ref)
    if publication.published_on is not None and publication.published_on <= today:
        rows.now_public.append(publication.ref)
        found[publication.published_on.year].published.append(publication.ref)


def _year(number: int, rows: _Rows, profile: Mechanism, hindered_after: int) -> Year:
    in_time, late, silent = len(rows.in_time), len(rows.late), len(rows.silent)
    due, visited, hindered = in_time + late + silent, len(rows.access), len(rows.hindered)
    word = cooperation(in_time=in_time, late=late, silent=silent, visited=visited, hindered=hindered)
    return Year(
        year=number,
        access=_cell(rows.access),
        hindered=_cell(rows.hindered),
        in_time=_cell(rows.in_time),
        late=_cell(rows.late),
        silent=_cell(rows.silent),
        running=_cell(rows.running),
        transmitted=_cell(rows.transmitted),
        published=_cell(rows.published),
        now_public=_cell(rows.now_public),
        statements=_cell(rows.statements),
        answered_rate=_share(in_time + late, due),
        in_time_rate=_share(in_time, due),
        hindered_share=_share(hindered, visited),
        published_share=_share(len(rows.now_public), len(rows.transmitted)),
        median_days=Fraction(median(rows.days)) if rows.days else None,
        cooperation=word,
        steps=_steps(word, rows, profile, hindered_after),
        rule=profile.cited("cooperation"),
    )


def _cell(refs: list[str]) -> Cell:
    return Cell(tuple(refs))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _steps(word: Cooperation, rows: _Rows, profile: Mechanism, hindered_after: int) -> tuple[Sentence, ...]:
    """How the word was reached: the numbers first, then the rule they meet, then whose rule that is."""
    steps = [
        *_on_answers(len(rows.in_time), len(rows.late), len(rows.silent)),
        *_on_running(len(rows.running)),
        *_on_access(len(rows.access), len(rows.hindered), hindered_after),
        *_on_statements(len(rows.statements)),
        Sentence(_BECAUSE[word]),
    ]
    if word is not Cooperation.NOT_KNOWN:
        whose = say("Measured by the duty to cooperate ({rule}); the bounds are a choice of this project.")
        steps.append(Sentence(whose, {"rule": profile.cited("cooperation")}))
    return tuple(steps)


def _on_answers(in_time: int, late: int, silent: int) -> list[Sentence]:
    due, answered = in_time + late + silent, in_time + late
    facts = {"answered": answered, "due": due, "late": late}
    if due == 0:
        return []
    if due == 1 and in_time:
        return [Sentence(say("The one answer due came in time."))]
    if due == 1 and late:
        return [Sentence(say("The one answer due came late."))]
    if due == 1:
        return [Sentence(say("The one answer due did not come."))]
    if answered == 0:
        return [Sentence(say("None of {due} answers came."), facts)]
    if late == 0:
        return [Sentence(say("{answered} of {due} answers came, in time."), facts)]
    return [Sentence(say("{answered} of {due} answers came, {late} of them late."), facts)]


def _on_running(running: int) -> list[Sentence]:
    if running == 0:
        return []
    if running == 1:
        return [Sentence(say("1 answer is not due yet and is left out."))]
    return [Sentence(say("{running} answers are not due yet and are left out."), {"running": running})]


def _on_access(visited: int, hindered: int, hindered_after: int) -> list[Sentence]:
    facts = {"visited": visited, "hindered": hindered, "minutes": hindered_after}
    if visited == 0:
        return []
    if visited == 1:
        said = say("The delegation was hindered at the one place it visited.")
        return _hindrance(said, facts) if hindered else [Sentence(say("The one place visited was reached unhindered."))]
    if hindered == 0:
        return [Sentence(say("All {visited} places visited were reached unhindered."), facts)]
    return _hindrance(say("The delegation was hindered at {hindered} of {visited} places."), facts)


def _hindrance(said: str, facts: dict[str, int]) -> list[Sentence]:
    what = say("Hindered means a wait of more than {minutes} minutes, or a delay or refusal noted.")
    return [Sentence(said, facts), Sentence(what, facts)]


def _on_statements(statements: int) -> list[Sentence]:
    if statements == 0:
        return []
    if statements == 1:
        return [Sentence(say("1 public statement was made; it stands beside the word and does not count into it."))]
    said = say("{statements} public statements were made; they stand beside the word and do not count into it.")
    return [Sentence(said, {"statements": statements})]
