"""The measures and the standards out of their YAML files; what is not known is refused with file, line and key."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from importlib import resources

from unannounced.crafts.law.strictly import LawFileProblem, Page, read_page
from unannounced.duties.standards.deriving import DERIVATIONS
from unannounced.duties.standards.measures import UNIT_WORDS, Measure, MeasureKind, Of, Words
from unannounced.duties.standards.rules import (
    ANSWERED_BY,
    Band,
    Condition,
    Level,
    Op,
    Role,
    Rule,
    RuleBook,
    Severity,
    Table,
    Test,
)
from unannounced.duties.treaty.acts import Confidence

LANGUAGES = ("en", "fr")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_RULE_ID = re.compile(r"[A-Z][A-Z0-9-]*-[0-9]+")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_WITHOUT_NUMBER = (Op.IS_TRUE, Op.IS_FALSE, Op.PRESENT_ALL, Op.TABLE, Op.METRIC)
_WITH_ITEMS = (MeasureKind.CHECKLIST, MeasureKind.CHOICE)


@cache
def shipped_measures() -> Mapping[str, Measure]:
    """The measures that are shipped, by id, in the order of the file."""
    return read_measures(_shipped("measures.yaml"), "measures.yaml")


@cache
def shipped_rules() -> RuleBook:
    """The standards that are shipped, in the order of the file."""
    return read_rules(_shipped("standards.yaml"), "standards.yaml", shipped_measures())


def _shipped(file: str) -> str:
    return resources.files("unannounced.facts").joinpath(file).read_text("utf-8")


# Measures


def read_measures(text: str, file: str) -> Mapping[str, Measure]:
    """The measures in ``text``; raises ``LawFileProblem`` naming file, line and key."""
    page = read_page(text, file)
    found: dict[str, Measure] = {}
    for one in page.pages("measures"):
        measure = _measure(one)
        if measure.id in found:
            raise one.problem("id", f"“{measure.id}” stands twice")
        found[measure.id] = measure
    page.end()
    for measure in found.values():
        for id_ in measure.derived_from:
            if id_ not in found:
                raise page.problem("measures", f"{measure.id} is computed from “{id_}”, which is no measure")
    return found


def _measure(page: Page) -> Measure:
    kind = page.one_of("kind", MeasureKind)
    measure = Measure(
        id=_id(page),
        unit=_unit(page),
        kind=kind,
        of=tuple(_each(page, "of", Of)),
        label=page.words("label", LANGUAGES),
        help=page.words("help", LANGUAGES, needed=False),
        items=_labels(page.page("items")) if kind in _WITH_ITEMS else {},
        most=_number(page, "most") if "most" in page else None,
        derived_from=tuple(page.text("from", "").split()),
        only_derived=page.flag("computed"),
        ordered=page.flag("ordered"),
    )
    page.end()
    if (measure.id in DERIVATIONS) != bool(measure.derived_from):
        known = ", ".join(DERIVATIONS)
        raise page.problem("from", f"the program computes these, and each names what it is computed from: {known}")
    return measure


def _id(page: Page) -> str:
    said = page.text("id")
    if not _ID.fullmatch(said):
        raise page.problem("id", f"“{said}” is no id; write it like net_area: small letters, digits and _")
    return said


def _unit(page: Page) -> str:
    said = page.text("unit", "")
    if said not in UNIT_WORDS:
        raise page.problem("unit", f"“{said}” is not known; known are: {', '.join(filter(None, UNIT_WORDS))}")
    return said


def _labels(page: Page) -> Mapping[str, Words]:
    """The words of each key of a mapping, in every language."""
    return {key: page.words(key, LANGUAGES) for key in list(page.held)}


# Rules


def read_rules(text: str, file: str, measures: Mapping[str, Measure]) -> RuleBook:
    """The standards in ``text``, about ``measures``; raises ``LawFileProblem`` naming file, line and key."""
    page = read_page(text, file)
    page.text("version")
    kinds, groups, rooms = (_labels(page.page(key)) for key in ("place_kinds", "groups", "room_kinds"))
    implied = _implied(page, kinds, groups)
    book = RuleBook((), measures, kinds, groups, rooms, implied)
    rules: dict[str, Rule] = {}
    for one in page.pages("rules"):
        rule = _rule(one, book)
        if rule.id in rules:
            raise one.problem("id", f"“{rule.id}” stands twice")
        rules[rule.id] = rule
    page.end()
    for rule in rules.values():
        for other in rule.others:
            if other not in rules:
                raise page.problem("rules", f"{rule.id} names “{other}”, which is no rule")
    return RuleBook(tuple(rules.values()), measures, kinds, groups, rooms, implied)


def _implied(page: Page, kinds: Mapping[str, Words], groups: Mapping[str, Words]) -> Mapping[str, str]:
    held = page.page("implied_groups")
    found = {kind: held.text(kind) for kind in list(held.held)}
    for kind, group in found.items():
        if kind not in kinds or group not in groups:
            raise held.problem(kind, "a kind of place and a group of this file belong here")
    return found


def _rule(page: Page, book: RuleBook) -> Rule:
    table = page.one_of("table", Table) if "table" in page else None
    rule = Rule(
        id=_rule_id(page),
        title=page.words("title", LANGUAGES),
        says=page.words("says", LANGUAGES),
        source=page.text("source"),
        confidence=page.one_of("confidence", Confidence),
        level=page.one_of("level", Level),
        severity=page.one_of("severity", Severity),
        tests=tuple(_tests(page, book)),
        places=_known(page, "places", book.place_kinds),
        groups=_known(page, "groups", book.groups),
        role=page.one_of("role", Role, Role.TEST),
        table=table,
        numbers=_numbers(page, "numbers"),
        words=_word_lists(page),
        bands=tuple(_band(one, book) for one in page.pages("bands")),
        benchmark_days=_number(page, "benchmark_days") if "benchmark_days" in page else None,
        scope=page.text("scope", ""),
        group_if=_group_if(page, book),
        cumulates=_cumulates(page),
        graver=_graver(page),
        beside=tuple(page.text("beside", "").split()),
        setting=page.text("setting", ""),
        threshold_is_choice=page.text("threshold_is", "") == Confidence.PROJECT_CHOICE,
        note=page.words("note", LANGUAGES, needed=False),
    )
    page.end()
    if any(test.op is Op.TABLE for test in rule.tests) and table is None:
        raise page.problem("table", "this key is missing")
    return rule


def _rule_id(page: Page) -> str:
    said = page.text("id")
    if not _RULE_ID.fullmatch(said):
        raise page.problem("id", f"“{said}” is no id of a rule; write it like CPT-SPACE-01")
    return said


def _tests(page: Page, book: RuleBook) -> Iterator[Test]:
    """The one test of a rule, or the several under ``tests``."""
    if "tests" not in page:
        yield _test(page, book, _numbers(page, "for_groups"))
        return
    for one in page.pages("tests"):
        yield _test(one, book, {})
        one.end()


def _test(page: Page, book: RuleBook, for_groups: Mapping[str, Fraction]) -> Test:
    condition = _condition(page, "test", page.text("test"), book)
    bare = condition.op in _WITHOUT_NUMBER
    return Test(
        condition.measure,
        condition.op,
        None if bare else condition.threshold,
        tuple(_conditions(page, "when", book)),
        tuple(_conditions(page, "unless", book)),
        for_groups,
    )


def _conditions(page: Page, key: str, book: RuleBook) -> Iterator[Condition]:
    for said in filter(None, (part.strip() for part in page.text(key, "").split(";"))):
        yield _condition(page, key, said, book)


def _condition(page: Page, key: str, said: str, book: RuleBook) -> Condition:
    """``persons ge 2`` or ``stay_includes_night is_true``: a measure, a comparison that fits its kind, a number."""
    words = said.split()
    try:
        measure, op = book.measures[words[0]], Op(words[1])
    except (IndexError, KeyError, ValueError):
        known = ", ".join(Op)
        raise page.problem(key, f"“{said}” is no test; write a measure and one of: {known}; then a number") from None
    if measure.kind not in ANSWERED_BY[op]:
        raise page.problem(key, f"“{op}” cannot be asked of {measure.id}, which is a {measure.kind}")
    numbers = words[2:]
    if (op in _WITHOUT_NUMBER) != (not numbers) or not all(_NUMBER.fullmatch(one) for one in numbers):
        raise page.problem(key, f"“{said}”: {'no number' if op in _WITHOUT_NUMBER else 'one number'} belongs there")
    if len(numbers) > 1:
        raise page.problem(key, f"“{said}”: one number belongs there")
    return Condition(measure.id, op, Fraction(numbers[0]) if numbers else Fraction(0))


def _band(page: Page, book: RuleBook) -> Band:
    measures = tuple(page.text("measures", "").split())
    for one in measures:
        if one not in book.measures:
            raise page.problem("measures", f"“{one}” is no measure")
    band = Band(page.text("result"), _number(page, "below") if "below" in page else None, measures)
    page.asked.add("below")
    page.end()
    return band


# Pieces


def _each(page: Page, key: str, choices: type[Of]) -> Iterator[Of]:
    for said in page.text(key).split():
        try:
            yield choices(said)
        except ValueError:
            raise page.problem(key, f"“{said}” is not known; use any of: {', '.join(choices)}") from None


def _known(page: Page, key: str, known: Mapping[str, object]) -> frozenset[str]:
    said = frozenset(page.text(key, "").split())
    for one in sorted(said - known.keys()):
        raise page.problem(key, f"“{one}” is not known; use any of: {', '.join(known)}")
    return said


def _number(page: Page, key: str) -> Fraction:
    said = page.text(key)
    if not _NUMBER.fullmatch(said):
        raise page.problem(key, f"“{said}” is no number; write it like 6 or 2.5")
    return Fraction(said)


def _numbers(page: Page, key: str) -> Mapping[str, Fraction]:
    """Numbers by name; none where the key is not there."""
    if key not in page:
        page.asked.add(key)
        return {}
    held = page.page(key)
    return {name: _number(held, name) for name in list(held.held)}


def _word_lists(page: Page) -> Mapping[str, frozenset[str]]:
    if "words" not in page:
        return {}
    held = page.page("words")
    return {name: frozenset(held.text(name).split()) for name in list(held.held)}


def _group_if(page: Page, book: RuleBook) -> Mapping[str, str]:
    if "group_if" not in page:
        return {}
    held = page.page("group_if")
    found = {group: held.text(group) for group in list(held.held)}
    for group, measure in found.items():
        if group not in book.groups or measure not in book.measures:
            raise held.problem(group, "a group of this file and a measure belong here")
    return found


def _cumulates(page: Page) -> Mapping[str, tuple[str, ...]]:
    if "cumulates" not in page:
        return {}
    held = page.page("cumulates")
    return {name: tuple(held.text(name).split()) for name in list(held.held)}


def _graver(page: Page) -> tuple[tuple[Fraction, Severity], ...]:
    """From which value on a failure is how grave, greatest first."""
    if "graver" not in page:
        return ()
    held = page.page("graver")
    found = [(Fraction(over), held.one_of(over, Severity)) for over in list(held.held) if _NUMBER.fullmatch(over)]
    if len(found) < len(held.held):
        raise page.problem("graver", "each key is a number, like 240")
    return tuple(sorted(found, reverse=True))


__all__ = ["LawFileProblem", "read_measures", "read_rules", "shipped_measures", "shipped_rules"]
