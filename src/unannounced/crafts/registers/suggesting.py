"""A mapping proposed for a table nobody has seen before, with the reason for each column and what has to be asked.

What cannot be seen is asked and not guessed: whether 03/04/2019 is in March or in April, which State, which day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from unannounced.crafts.registers.cells import as_degrees
from unannounced.crafts.registers.lexicon import HEADS, KIND_WORDS, SEX_WORDS, STATUS_WORDS
from unannounced.crafts.registers.meanings import DAY_FORMS, MISSING, Column, Layout, Mapping, Moment
from unannounced.crafts.registers.seen import MOSTLY, SeenColumn, level, see
from unannounced.crafts.registers.states import state_named
from unannounced.crafts.registers.tables import Table
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.duties.words import say

ROWS = 400  # that are looked at
ONCE = frozenset({"key", "name", "state", "day", "latitude", "longitude", *COUNTS, *ATTRIBUTES}) - {"other_name"}
WORDS = frozenset(ATTRIBUTES) - {"address", "postcode", "position", "code", "status", "district", "region"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a column is taken for what it is, or for nothing: a sentence to translate, with facts to put in."""

    sentence: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A column of the table: what it is taken for, "" if nothing of it is read, why, and some of its values."""

    head: str
    means: str
    reason: Reason
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the table does not tell: what is asked, about which column, and what may be answered.

    ``about`` is the key of the mapping that the answer fills: days, numbers, state, as_of, words, columns.
    """

    about: str
    sentence: str
    facts: dict[str, object] = field(default_factory=dict)
    head: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed mapping, the columns in the order of the table, and what a person has to say before it can be used."""

    mapping: Mapping
    columns: tuple[Proposed, ...]
    questions: tuple[Question, ...]


class _Score(NamedTuple):
    words: int
    means: str
    phrase: str


def suggest(table: Table, *, today: date, name: str = "new-register") -> Suggestion:
    """A mapping for ``table`` by the names of its columns and the values of its first rows."""
    rows = [cells for _, cells in table.first_rows(ROWS)]
    seen = [see(head, [row[at] for row in rows], today) for at, head in enumerate(table.header)]
    means, reasons = _meanings(seen)
    layout = _layout(seen, means, rows)
    _drop_repeated_key(seen, means, reasons, layout)
    means, as_of = _as_of(seen, means, layout)
    days, asked_days = _day_forms(seen, means)
    decimal, thousands, asked_numbers = _number_form(seen, means, table)
    columns = tuple(_column(one, what) for one, what in zip(seen, means, strict=True) if what)
    mapping = Mapping(
        name=name,
        register=name,
        title={"en": table.file_name or name, "fr": table.file_name or name},
        layout=layout,
        columns=columns,
        sheet=table.sheet if len(table.sheets) > 1 else "",
        as_of=as_of,
        missing=_missing(seen),
        decimal=decimal,
        thousands=thousands,
        days=days,
    )
    proposed = tuple(
        Proposed(one.head, what, reason, one.examples) for one, what, reason in zip(seen, means, reasons, strict=True)
    )
    asked = [*asked_days, *asked_numbers, *_unsaid(mapping), *_unknown_words(seen, columns)]
    return Suggestion(mapping, proposed, tuple(asked))


def _meanings(seen: Sequence[SeenColumn]) -> tuple[list[str], list[Reason]]:
    """What each column is taken for, each thing once: the best name first, and names that values speak against not."""
    scored = [(score, at) for at, one in enumerate(seen) for score in _scores(one)]
    scored.sort(key=lambda pair: (-pair[0].words, pair[1]))
    means, reasons = [""] * len(seen), [Reason(NO_WORD)] * len(seen)
    taken: set[str] = set()
    for score, at in scored:
        if means[at] or score.means in taken:
            continue
        against = _against(seen[at], score.means)
        if against is not None:
            reasons[at] = against
            continue
        means[at], reasons[at] = score.means, Reason(BY_NAME, {"phrase": score.phrase})
        taken |= {score.means} & ONCE
    if "region" not in means and "district" in means:
        means[means.index("district")] = "region"
    _find_name(seen, means, reasons)
    return means, reasons


NO_WORD = say("Nothing in the name of the column says what it is.")
BY_NAME = say("The name of the column has “{phrase}”.")
NO_NUMBERS = say("The name of the column speaks of a count, and its values are not numbers.")
NO_DAYS = say("The name of the column speaks of a day, and its values are not days.")
NO_DEGREES = say("The name of the column speaks of degrees, and its values are not degrees.")
NO_STATES = say("The name of the column speaks of a State, and its values are not States.")
DIFFERENT_TEXTS = say("Nearly every row has another text here: it may be the name.")


def _scores(one: SeenColumn) -> list[_Score]:
    """What the name of a column may mean: capacity for women is neither capacity nor women, women held are women."""
    found = list(_named(one))
    sexes = {score.means for score in found} & {"men", "women"}
    capacity = next((score for score in found if score.means in _CAPACITIES), None)
    if len(sexes) != 1 or not {score.means for score in found} & {*_CAPACITIES, *_PERSONS}:
        return found
    (sex,) = sexes
    meant = f"capacity_{sex}" if capacity else sex
    kept = [score for score in found if score.means not in {*_CAPACITIES, *_PERSONS, sex}]
    best = max(score.words for score in found)
    return [*kept, _Score(best + 1, meant, next(score.phrase for score in found if score.means == sex))]


_CAPACITIES = ("official_capacity", "working_capacity", "certified_capacity")
_PERSONS = ("persons", "persons_midnight", "persons_average")


def _named(one: SeenColumn) -> Iterator[_Score]:
    words = f" {level(one.head)} "
    length = len(words.split())
    for means, phrases in HEADS.items():
        best = max((phrase for phrase in map(level, phrases.split(";")) if f" {phrase} " in words), key=len, default="")
        besides = length - len(best.split())
        if best and besides <= 4 * len(best.split()) + 1:
            yield _Score(10 * len(best.split()) - besides, means, best)


def _against(one: SeenColumn, means: str) -> Reason | None:
    """Why the values speak against what the name of the column says; None if they do not."""
    if not one.known:
        return Reason(say("The column is empty in the first rows."))
    if means in COUNTS and ((one.numbers < MOSTLY and not one.words_among_numbers) or one.plain_days):
        return Reason(NO_NUMBERS)
    if means in (*EVENTS, "day") and not (one.plain_days or one.periods >= MOSTLY or "spreadsheet" in one.day_forms):
        return Reason(NO_DAYS)
    if means in ("latitude", "longitude") and not _all_degrees(one, 90 if means == "latitude" else 180):
        return Reason(NO_DEGREES)
    if means == "state" and sum(n for value, n in one.values.items() if state_named(value)) < MOSTLY * one.known:
        return Reason(NO_STATES)
    if means in WORDS and (one.numbers >= MOSTLY or one.plain_days):
        return Reason(say("The name of the column speaks of words, and its values are numbers or days."))
    if means == "key" and one.plain_days:
        return Reason(say("The name of the column speaks of a key, and its values are days."))
    return None


def _all_degrees(one: SeenColumn, most: int) -> bool:
    found = [as_degrees(value) for value in one.values]
    return all(value is not None and abs(value) <= most for value in found)


def _find_name(seen: Sequence[SeenColumn], means: list[str], reasons: list[Reason]) -> None:
    """Without a column called so, the name is the column of texts with the most different values."""
    if "name" in means or "key" in means:
        return
    texts = [at for at, one in enumerate(seen) if not means[at] and one.numbers < 0.5 and not one.plain_days]
    best = max(texts, key=lambda at: seen[at].distinct, default=-1)
    if best >= 0 and seen[best].distinct >= 0.8 * seen[best].known > 0:
        means[best], reasons[best] = "name", Reason(DIFFERENT_TEXTS)


def _layout(seen: Sequence[SeenColumn], means: Sequence[str], rows: Sequence[Sequence[str]]) -> Layout:
    if "name" not in means and "key" not in means:
        return Layout.STATE if "day" in means else Layout.PLACES
    who = means.index("key") if "key" in means else means.index("name")
    if "day" in means and seen[who].distinct < 0.8 * seen[who].known:
        day = means.index("day")
        if len({(row[who], row[day]) for row in rows}) > 0.9 * len(rows) > 0 and seen[day].distinct > 1:
            return Layout.LONG
    return Layout.PLACES if "name" in means else Layout.DETAILS


def _drop_repeated_key(seen: Sequence[SeenColumn], means: list[str], reasons: list[Reason], layout: Layout) -> None:
    """Where a row is a place with a name, what stands in several rows is no key of places."""
    if layout is not Layout.PLACES or "key" not in means or "name" not in means:
        return
    at = means.index("key")
    if seen[at].distinct < 0.98 * seen[at].known:
        means[at] = ""
        reasons[at] = Reason(say("The values stand in several rows, so they are not keys of places."))


def _as_of(seen: Sequence[SeenColumn], means: list[str], layout: Layout) -> tuple[list[str], tuple[Moment, ...]]:
    """Where a row is a place, a day that is the same in all rows is the one for which the table speaks."""
    if layout in (Layout.LONG, Layout.STATE) or "day" not in means:
        return means, ()
    at = means.index("day")
    if seen[at].distinct > 3:
        return ["" if one == "day" else one for one in means], ()
    return ["" if one == "day" else one for one in means], (Moment(column=seen[at].head),)


def _day_forms(seen: Sequence[SeenColumn], means: Sequence[str]) -> tuple[tuple[str, ...], list[Question]]:
    """How days are written; where day and month cannot be told apart, it is asked."""
    columns = [one for one, what in zip(seen, means, strict=True) if what in (*EVENTS, "day")]
    forms: dict[str, None] = {}
    unsure: SeenColumn | None = None
    for one in columns:
        found = one.day_forms
        if "day-month-year" in found and "month-day-year" in found:
            unsure = unsure or one
        elif found:
            forms[found[0]] = None
    if unsure is not None and not {"day-month-year", "month-day-year"} & set(forms):
        choices = ("day-month-year", "month-day-year")
        facts: dict[str, object] = {"example": unsure.examples[0]}
        question = Question("days", DAY_OR_MONTH, facts, unsure.head, choices)
        return tuple(forms) or ("year-month-day",), [question]
    return tuple(one for one in DAY_FORMS if one in forms) or ("year-month-day",), []


DAY_OR_MONTH = say("Does “{example}” begin with the day or with the month? No row tells.")
POINT_OR_COMMA = say("Does the sign in “{example}” divide thousands or decimals?")
WHICH_STATE = say("In which State are the places?")
WHICH_DAY = say("For which day does the table speak?")
WHICH_NAME = say("Which column is the name of the place?")
WHICH_WORD = say("What does “{word}” mean in the column “{head}”?")


def _number_form(seen: Sequence[SeenColumn], means: Sequence[str], table: Table) -> tuple[str, str, list[Question]]:
    """Which signs divide decimals and thousands, by the columns of counts; where one sign may be both, it is asked."""
    counted = [one for one, what in zip(seen, means, strict=True) if what in COUNTS]
    forms = {form: sum(one.forms[form] for one in counted) for form in (
        "decimal_point", "decimal_comma", "thousands_point", "thousands_comma", "thousands_space",
        "thousands_apostrophe")}  # fmt: skip
    if table.form == "Parquet" or not any(forms.values()):
        return ".", "", []
    if forms["thousands_space"] or forms["thousands_apostrophe"]:
        divider = " " if forms["thousands_space"] else "'"
        return ("," if forms["decimal_comma"] else "."), divider, []
    for sign, other, name in ((".", ",", "point"), (",", ".", "comma")):
        both = [one for one in counted if one.forms[f"decimal_{name}"] and one.forms[f"thousands_{name}"]]
        grouped, decimals = forms[f"thousands_{name}"], forms[f"decimal_{name}"]
        if decimals > grouped:  # some cannot be thousands
            return sign, other if forms[f"thousands_{'comma' if name == 'point' else 'point'}"] else "", []
        if both:
            example = next(value for one in both for value in one.values if sign in value)
            return ".", "", [Question("numbers", POINT_OR_COMMA, {"example": example}, both[0].head, (sign, other))]
        if grouped:
            return other, sign, []
    return ".", "", []


def _missing(seen: Sequence[SeenColumn]) -> tuple[str, ...]:
    found = dict.fromkeys(mark for one in seen for mark in one.marks)
    return tuple(found) or MISSING


def _column(one: SeenColumn, means: str) -> Column:
    column = Column((one.head,), means)
    words = {"kind": KIND_WORDS, "sex": SEX_WORDS, "status": STATUS_WORDS}.get(means)
    if words is not None and one.distinct <= 60:
        column = replace(column, words={value: found for value in one.values if (found := _meant(value, words))})
    if means in ("persons_average", "days_of_stay"):
        column = replace(column, rounded=True)
    if means in COUNTS and one.words_among_numbers:
        column = replace(column, missing=one.words_among_numbers)
    return column


def _meant(value: str, words: object) -> str:
    """Which of some things a coded word means; the first whose words it has."""
    said = f" {level(value)} "
    assert hasattr(words, "items")
    for meaning, phrases in words.items():
        for phrase in map(level, phrases.split(";")):
            if f" {phrase} " in said or (len(phrase) >= 4 and f" {phrase}" in said):
                return str(meaning)
    return ""


def _unsaid(mapping: Mapping) -> Iterator[Question]:
    means = {one.means for one in mapping.columns}
    if "state" not in means:
        yield Question("state", WHICH_STATE)
    if mapping.layout in (Layout.PLACES, Layout.DETAILS) and not mapping.as_of:
        yield Question("as_of", WHICH_DAY)
    if mapping.layout is Layout.PLACES and "name" not in means:
        yield Question("columns", WHICH_NAME)


def _unknown_words(seen: Sequence[SeenColumn], columns: Sequence[Column]) -> Iterator[Question]:
    by_head = {one.head: one for one in seen}
    for column in columns:
        if column.means not in ("kind", "sex", "status"):
            continue
        for value in by_head[column.heads[0]].values:
            if value not in column.words and by_head[column.heads[0]].distinct <= 60:
                yield Question("words", WHICH_WORD, {"word": value, "head": column.heads[0]}, column.heads[0])
