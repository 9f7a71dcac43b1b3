"""Reading a mechanism's profile from its TOML file, and refusing one that is not whole."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from importlib import resources
from string import Formatter
from typing import IO, Any

from unannounced.duties.profile import (
    DENOMINATORS,
    NOTIFICATIONS,
    ORDINARY_MAJORITIES,
    OWN_STATE_VOTES,
    PUBLICATIONS,
    QUORUM_RULES,
    RULES,
    KindOfVisit,
    Mechanism,
    MechanismKind,
)
from unannounced.duties.visiting import VisitKind

SHIPPED = ("cpt", "spt", "national")


class ProfileProblem(ValueError):
    """A profile file cannot be used: names the file, the key and what to do."""

    def __init__(self, file: str, key: str, what: str) -> None:
        super().__init__(f"{file}: key `{key}`: {what}")
        self.file = file
        self.key = key
        self.what = what


class _Wrong(ValueError):
    """A value is not of the wanted kind; the message says what to write instead."""


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("is not a text; write words between double quotes")
    return value


def _text_or_empty(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong('is not a text; write words between double quotes, or ""')
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _Wrong("is not a whole number from 1 up; write such a number without quotes")
    return value


def _none_or_more(value: Any) -> int:
    return 0 if value == 0 and isinstance(value, int) and not isinstance(value, bool) else _count(value)


def _days_of_the_year(value: Any) -> tuple[str, ...]:
    for day in _texts(value):
        try:
            date.fromisoformat(day if len(day) == 10 else f"2024-{day}")
        except ValueError as problem:
            raise _Wrong(f'has “{day}”, which is no day; write "05-09" for each year or "2026-04-03"') from problem
    return _texts(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise _Wrong('is not a list of texts; write it like ["en", "fr"]')
    if len(set(value)) != len(value):
        raise _Wrong("names something twice; write each text once")
    return tuple(value)


def _languages(value: Any) -> tuple[str, ...]:
    if not _texts(value):
        raise _Wrong('names no language; write at least one, like ["en"]')
    return _texts(value)


def _weekdays(value: Any) -> tuple[int, ...]:
    days = isinstance(value, list) and value and all(type(one) is int and 0 <= one <= 6 for one in value)
    if not days or len(set(value)) != len(value):
        raise _Wrong("is not a list of days of the week; write each once, 0 for Monday to 6 for Sunday")
    return tuple(sorted(value))


def _fraction(value: Any) -> tuple[int, int]:
    pair = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
    if not pair or not 0 < value[0] < value[1]:
        raise _Wrong("is not a fraction below one; write numerator and denominator, like [2, 3]")
    return value[0], value[1]


def _symbol(value: Any) -> str:
    try:
        fields = [name for _, name, _, _ in Formatter().parse(_text(value)) if name is not None]
    except ValueError as problem:
        raise _Wrong("has a brace without its partner; write {year} and {number}") from problem
    if sorted(fields) != ["number", "year"]:
        raise _Wrong("does not have {year} and {number} once each and nothing else; write both")
    return _text(value)


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise _Wrong(f"is {value!r}; write one of {', '.join(allowed)}")
        return str(value)

    return read


def _count_or_none(value: Any) -> int | None:
    if value == "no_number":
        return None
    try:
        return _count(value)
    except _Wrong as problem:
        raise _Wrong(f'{problem}, or "no_number" where no rule sets one') from problem


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("is not true or false; write one of them without quotes")
    return value


def _visit_kinds(value: Any) -> tuple[KindOfVisit, ...]:
    wanted = {"kind": str, "ad_hoc": bool, "in_programme": bool}
    rows = value if isinstance(value, list) else []
    sound = all(
        isinstance(one, Mapping)
        and one.keys() == wanted.keys()
        and all(isinstance(one[key], kind) for key, kind in wanted.items())
        for one in rows
    )
    if not rows or not sound:
        raise _Wrong('is not a list of kinds; write each like {kind = "periodic", ad_hoc = false, in_programme = true}')
    names = [one["kind"] for one in rows]
    for name in names:
        if name not in list(VisitKind):
            raise _Wrong(f"has “{name}”, which is no kind of visit; write one of {', '.join(VisitKind)}")
    if len(set(names)) != len(names):
        raise _Wrong("names a kind twice; write each once")
    return tuple(KindOfVisit(**one) for one in rows)


def _rules(value: Any) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise _Wrong("is not a table of citations; write a section [rules]")
    return value


def _said_in(value: Any) -> Mapping[str, Mapping[str, str]]:
    named = isinstance(value, Mapping) and all(isinstance(words, Mapping) for words in value.values())
    if not named or any(set(words) - {"name", "short", "band"} for words in value.values()):
        raise _Wrong("is not a table of words by language; write [said_in.fr] with name, short and band")
    return {language: {key: _text(word) for key, word in words.items()} for language, words in value.items()}


_READ: dict[str, Callable[[Any], Any]] = {
    "kind": _one_of(*MechanismKind),
    "name": _text,
    "short": _text,
    "band": _text,
    "convention": _text_or_empty,
    "symbol": _symbol,
    "languages": _languages,
    "working_days": _weekdays,
    "visit_kinds": _visit_kinds,
    "notification": _one_of(*NOTIFICATIONS),
    "national_experts_at_most": _count_or_none,
    "icrc_bars": _yes_or_no,
    "delegation_minimum": _count,
    "quorum": _one_of(*QUORUM_RULES),
    "ordinary_majority": _one_of(*ORDINARY_MAJORITIES),
    "statement_majority": _fraction,
    "statement_denominator": _one_of(*DENOMINATORS),
    "statement_decided_by": _text,
    "response_months": _count,
    "immediate_months": _count,
    "request_days": _count,
    "report_aim_months": _count,
    "term_years": _count,
    "terms_at_most": _count,
    "publication": _one_of(*PUBLICATIONS),
    "partial_publication": _yes_or_no,
    "own_state_votes": _one_of(*OWN_STATE_VOTES),
    "secret_ballots": _texts,
    "candidates": _count,
    "nationals_among_candidates": _none_or_more,
    "holidays": _days_of_the_year,
    "objection_grounds": _texts,
    "objection_targets": _texts,
    "small_number": _count,
    "rules": _rules,
    "said_in": _said_in,
}


def read_profile(stream: IO[bytes], *, name: str) -> Mechanism:
    """The mechanism a TOML stream describes; ``name`` is the file's name for messages.

    Raises ``ProfileProblem`` for text that is not TOML, and for an unknown key, a missing key or a wrong value.
    """
    try:
        table = tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ProfileProblem(name, "-", f"the file is not TOML ({problem}); correct it there") from problem
    table.setdefault("said_in", {})
    _same_keys(name, table, tuple(_READ))
    values = {key: _value(name, key, read, table[key]) for key, read in _READ.items()}
    values["kind"] = MechanismKind(values["kind"])
    values["rules"] = _citations(name, values["rules"])
    return Mechanism(**values)


def shipped_profile(kind: str) -> Mechanism:
    """The profile that comes with Unannounced for ``kind``: cpt, spt or national; ``ProfileProblem`` for another.

    >>> shipped_profile("cpt").cited("quorum")
    'ECPT Art. 6(1)'
    """
    if kind not in SHIPPED:
        raise ProfileProblem(f"{kind}.toml", "kind", f"no such profile is shipped; take one of {', '.join(SHIPPED)}")
    file = resources.files("unannounced.profiles") / f"{kind}.toml"
    with file.open("rb") as stream:
        return read_profile(stream, name=file.name)


def _value(name: str, key: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except _Wrong as problem:
        raise ProfileProblem(name, key, str(problem)) from problem


def _same_keys(name: str, table: Mapping[str, Any], wanted: tuple[str, ...], prefix: str = "") -> None:
    for key in table:
        if key not in wanted:
            raise ProfileProblem(name, prefix + key, "is not known; remove it or correct its spelling")
    for key in wanted:
        if key not in table:
            raise ProfileProblem(name, prefix + key, "is missing; add it")


def _citations(name: str, table: Mapping[str, Any]) -> Mapping[str, str]:
    _same_keys(name, table, RULES, prefix="rules.")
    return {key: _value(name, f"rules.{key}", _text, table[key]) for key in RULES}
