"""Reading a mapping from YAML, strictly, and writing it: what nobody asked for is refused with line and key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

from unannounced.crafts.law.strictly import LawFileProblem, Page, read_page
from unannounced.crafts.registers.days import day_of, end_of_period
from unannounced.crafts.registers.meanings import (
    DAY_FORMS,
    MEANINGS,
    MISSING,
    UNITS,
    Column,
    Layout,
    LeaveOut,
    Mapping,
    Moment,
)
from unannounced.duties.registering import COUNTS, EVENTS, KINDS
from unannounced.duties.treaty.acts import Confidence

MappingProblem = LawFileProblem
"""A mapping says something that is not known, or does not say what it must: file, line, key, and what to do."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_STATE = re.compile(r"[A-Z]{3}")
_LANGUAGES = ("en", "fr")


def read_mapping(text: str, *, where: str, finished: bool = True) -> Mapping:
    """The mapping that ``text`` writes as YAML. Raises ``MappingProblem`` naming ``where``, line and key.

    One that is not ``finished``, such as a proposal, may still lack what no table can be read without.
    """
    page = read_page(text, where)
    numbers = page.page("numbers") if "numbers" in page else None
    page.asked.add("numbers")
    mapping = Mapping(
        name=_named(page, "name"),
        register=_named(page, "register"),
        title=page.words("title", _LANGUAGES),
        layout=page.one_of("layout", Layout),
        columns=tuple(_column(one) for one in page.pages("columns")),
        publisher=page.text("publisher", ""),
        licence=page.text("licence", ""),
        confidence=page.one_of("confidence", Confidence, Confidence.VERIFIED),
        **_about_the_table(page),
        **(_number_form(numbers) if numbers else {}),
    )
    page.end()
    if finished:
        _sound(mapping, page)
    return mapping


def _about_the_table(page: Page) -> dict[str, Any]:
    return {
        "state": _state(page),
        "files": _texts(page, "files"),
        "sheet": page.text("sheet", ""),
        "header_row": page.number("header_row", 0),
        "concerns": page.text("concerns", ""),
        "as_of": _moments(page, "as_of"),
        "fiscal_year_ends": _month_and_day(page, "fiscal_year_ends"),
        "missing": _texts(page, "missing") if "missing" in page else _default(page, "missing", MISSING),
        "days": _forms(page) or ("year-month-day",),
        "kind": page.text("kind", ""),
        "leave_out": tuple(_leave_out(one) for one in page.pages("leave_out")),
        "ignore": _texts(page, "ignore"),
    }


def _default(page: Page, key: str, value: tuple[str, ...]) -> tuple[str, ...]:
    page.asked.add(key)
    return value


def _named(page: Page, key: str) -> str:
    said = page.text(key)
    if not _NAME.fullmatch(said):
        raise page.problem(key, "write small letters, digits and hyphens, at most 60")
    return said


def _state(page: Page) -> str:
    said = page.text("state", "")
    if said and not _STATE.fullmatch(said):
        raise page.problem("state", f"“{said}” is not a code of a State; write three capital letters, like ITA")
    return said


def _texts(page: Page, key: str) -> tuple[str, ...]:
    """One text or a list of texts; none where it is not there."""
    page.asked.add(key)
    node = page.held.get(key)
    if node is None:
        return ()
    if isinstance(node, yaml.ScalarNode):
        return (str(node.value),)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in node.value):
        return tuple(str(one.value) for one in node.value)
    raise page.problem(key, "a text or a list of texts belongs here")


def _forms(page: Page) -> tuple[str, ...]:
    forms = _texts(page, "days")
    for form in forms:
        if form not in DAY_FORMS:
            raise page.problem("days", f"“{form}” is not known; use one of: {', '.join(DAY_FORMS)}")
    return forms


def _month_and_day(page: Page, key: str) -> tuple[int, int]:
    said = page.text(key, "12-31")
    try:
        found = date.fromisoformat(f"2001-{said}")
    except ValueError:
        raise page.problem(key, f"“{said}” is not a month and a day; write them like 09-30") from None
    return found.month, found.day


def _number_form(page: Page) -> dict[str, Any]:
    decimal, thousands = page.text("decimal", "."), _texts(page, "thousands")
    page.end()
    divider = thousands[0] if thousands else ""
    if decimal not in (".", ","):
        raise page.problem("decimal", "write a point or a comma between quotes")
    if divider not in ("", ".", ",", " ", "'", "’"):
        raise page.problem("thousands", "write a point, a comma, a space or an apostrophe between quotes")
    if divider == decimal:
        raise page.problem("thousands", "the same sign cannot divide thousands and decimals")
    return {"decimal": decimal, "thousands": divider}


def _moments(page: Page, key: str) -> tuple[Moment, ...]:
    """A day or period, a column, a part of the file's name, or a list of these of which the first to be found holds."""
    node = page.held.get(key)
    page.asked.add(key)
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        return (_moment(page, key),)
    entries = [Page(page.file, one.start_mark.line + 1, page.path, {key: one}) for one in node.value]
    return tuple(_moment(one, key) for one in entries)


def _moment(page: Page, key: str) -> Moment:
    node = page.held[key]
    page.asked.add(key)
    if isinstance(node, yaml.ScalarNode):
        written = page.text(key)
        soon = date(2100, 1, 1)
        if day_of(written, tuple(DAY_FORMS)[:1], today=soon) or end_of_period(written, today=soon):
            return Moment(written=written)
        raise page.problem(key, f"“{written}” is neither a day like 2019-12-31 nor a period like 2019, 2019-12 or FY19")
    inner = page.page(key)
    moment = Moment(column=inner.text("column", ""), file_name=inner.text("file_name", ""))
    inner.end()
    if bool(moment.column) == bool(moment.file_name):
        raise page.problem(key, "write either column or file_name")
    if moment.file_name:
        _sound_expression(page, key, moment.file_name)
    return moment


def _sound_expression(page: Page, key: str, expression: str) -> None:
    try:
        groups = re.compile(expression).groups
    except re.error:
        groups = 0
    if groups != 1:
        raise page.problem(key, "write a regular expression with one group in parentheses: the day or period")


def _column(page: Page) -> Column:
    heads = _texts(page, "from")
    if not heads:
        raise page.problem("from", "name the column, or a list of columns, as the table writes them")
    means = page.text("is")
    if means not in MEANINGS:
        raise page.problem("is", f"“{means}” is not known; use one of: {', '.join(MEANINGS)}")
    column = Column(
        heads=heads,
        means=means,
        optional=page.flag("optional"),
        several=page.flag("several"),
        rounded=page.flag("rounded"),
        words=_words(page),
        otherwise=page.text("otherwise") if "otherwise" in page else None,
        missing=_texts(page, "missing"),
        days=_forms(page),
        unit=_unit(page),
        on=_moment(page, "on") if "on" in page else None,
        until=page.text("until", ""),
        register=page.text("register", ""),
    )
    column = replace(column, **_of_an_event(page, means))
    _known_words(page, column)
    page.asked.update(("otherwise", "on"))
    page.end()
    return column


def _of_an_event(page: Page, means: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "when": _texts(page, "when"),
        "other": page.text("other", ""),
        "other_from": page.text("other_from", ""),
        "note": page.text("note", ""),
        "note_from": _texts(page, "note_from"),
    }
    said = next((key for key, value in found.items() if value), "")
    if said and means not in EVENTS and means not in ("former_name", "new_name"):
        raise page.problem(said, f"this belongs to an event: {', '.join(EVENTS)}")
    return found


def _words(page: Page) -> dict[str, str]:
    page.asked.add("words")
    if "words" not in page:
        return {}
    inner = page.page("words")
    return {word: inner.text(word, "") for word in list(inner.held)}


_CLOSED = {"kind": KINDS, "status": {"open": "", "closed": ""}, "measure": COUNTS}
"""What words of these columns must mean."""


def _known_words(page: Page, column: Column) -> None:
    known = _CLOSED.get(column.means)
    said = (*column.words.values(), *([column.otherwise] if column.otherwise else []))
    wrong = next((one for one in said if one and known is not None and one not in known), "")
    if wrong:
        raise page.problem("words", f"“{wrong}” is not known as {column.means}; use one of: {', '.join(known or ())}")


def _unit(page: Page) -> str:
    unit = page.text("unit", "")
    if unit and unit not in UNITS:
        raise page.problem("unit", f"“{unit}” is not known; use one of: {', '.join(UNITS)}")
    return unit


def _leave_out(page: Page) -> LeaveOut:
    found = LeaveOut(page.text("column"), _texts(page, "values"), page.text("because"))
    page.end()
    if not found.values:
        raise page.problem("values", "write the cells whose rows are left out")
    return found


def _sound(mapping: Mapping, page: Page) -> None:
    """The mapping can be read by: it says what is needed for its layout."""
    said = {one.means for one in mapping.columns}
    if not mapping.columns:
        raise page.problem("columns", "no column is named; name at least one, with what it is")
    if not mapping.state and "state" not in said:
        raise page.problem("state", "name the State by its code, or a column that says it (is: state)")
    for wanted, layouts, advice in _NEEDED:
        if mapping.layout in layouts and not said & set(wanted):
            raise page.problem("columns", advice)
    if mapping.kind and mapping.kind not in KINDS:
        raise page.problem("kind", f"“{mapping.kind}” is not a kind of place; use one of: {', '.join(KINDS)}")
    if mapping.layout is Layout.STATE and not mapping.state:
        raise page.problem("state", "counts of all places of a State need its code here, like ITA")
    _said_once(mapping, page)
    if ("measure" in said) != ("number" in said):
        raise page.problem("columns", "measure and number belong together; name both columns")


def _said_once(mapping: Mapping, page: Page) -> None:
    """No two columns that a table must have are the same thing of the same day."""
    seen: set[tuple[str, Moment | None]] = set()
    for one in mapping.columns:
        once = one.means in COUNTS or one.means in ("key", "name", "day", "state", "latitude", "longitude")
        if once and not one.optional and (one.means, one.on) in seen:
            advice = f"two columns are “{one.means}”; list both in one “from” to add or join them, or mark one optional"
            raise page.problem("columns", advice)
        seen.add((one.means, one.on))


@dataclass(frozen=True, slots=True)
class _Flow:
    held: dict[str, Any]


_NEEDED: tuple[tuple[tuple[str, ...], tuple[Layout, ...], str], ...] = (
    (("name",), (Layout.PLACES,), "no column is the name of the place; name it (is: name)"),
    (("key", "name"), (Layout.LONG,), "no column is the key or name of the place; name one (is: key)"),
    (("key",), (Layout.DETAILS,), "no column is the key of the place; name it (is: key)"),
    (("day",), (Layout.LONG, Layout.STATE), "no column is the day of the row; name it (is: day)"),
)


class _Writer(yaml.SafeDumper):
    """Writes each column on a line of its own."""


def _flow(writer: yaml.SafeDumper, one: _Flow) -> yaml.Node:
    return writer.represent_mapping("tag:yaml.org,2002:map", one.held, flow_style=True)


_Writer.add_representer(_Flow, _flow)


def write_mapping(mapping: Mapping) -> str:
    """The mapping as YAML, which ``read_mapping`` reads as the same mapping."""
    said = dict(_written(mapping))
    return yaml.dump(said, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=2000)


def _written(mapping: Mapping) -> Iterator[tuple[str, Any]]:
    yield from (("name", mapping.name), ("register", mapping.register), ("title", dict(mapping.title)))
    for key in ("publisher", "licence", "confidence", "sheet", "header_row", "state", "concerns", "kind"):
        if value := getattr(mapping, key):
            yield key, str(value) if key == "confidence" else value
    if mapping.files:
        yield "files", list(mapping.files)
    yield "layout", str(mapping.layout)
    if mapping.as_of:
        yield "as_of", [_moment_written(one) for one in mapping.as_of]
    if mapping.fiscal_year_ends != (12, 31):
        yield "fiscal_year_ends", "{:02}-{:02}".format(*mapping.fiscal_year_ends)
    yield "missing", list(mapping.missing)
    yield "numbers", _Flow({"decimal": mapping.decimal, "thousands": mapping.thousands})
    yield "days", list(mapping.days)
    yield "columns", [_Flow(dict(_column_written(one))) for one in mapping.columns]
    if mapping.leave_out:
        yield "leave_out", [_Flow(_left_out_written(one)) for one in mapping.leave_out]
    if mapping.ignore:
        yield "ignore", list(mapping.ignore)


def _moment_written(moment: Moment) -> Any:
    if moment.written:
        return moment.written
    return _Flow({"column": moment.column} if moment.column else {"file_name": moment.file_name})


def _column_written(column: Column) -> Iterator[tuple[str, Any]]:
    yield "from", column.heads[0] if len(column.heads) == 1 else list(column.heads)
    yield "is", column.means
    for key in ("optional", "several", "rounded", "unit", "until", "other", "other_from", "note", "register"):
        if value := getattr(column, key):
            yield key, value
    for key in ("missing", "days", "when", "note_from"):
        if value := getattr(column, key):
            yield key, list(value)
    if column.words:
        yield "words", dict(column.words)
    if column.otherwise is not None:
        yield "otherwise", column.otherwise
    if column.on:
        yield "on", _moment_written(column.on)


def _left_out_written(one: LeaveOut) -> dict[str, Any]:
    return {"column": one.column, "values": list(one.values), "because": one.because}
