"""The standards and the measures for the app of the field, and the cases on which both evaluations must agree.

``field_rules.py`` writes ``src/field/standards/rules.json`` from ``facts/standards.yaml``, ``facts/measures.yaml`` and
the sentences of ``duties/standards``, and ``testdata/vectors/standards.json`` from ``tests/spec/standards``; with
``--check`` it writes nothing and exits with 1 if one of them is no longer so.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from babel.messages.pofile import read_po

from unannounced.crafts.standards import shipped_measures, shipped_rules
from unannounced.duties.decision import Refused
from unannounced.duties.standards import (
    Measure,
    Rule,
    Subject,
    Verdict,
    comparing,
    deriving,
    doubting,
    evaluate,
    evaluating,
    gravity,
    measures,
    parse_value,
    planning,
    reading,
    rules,
    tables,
    told,
    verdicts,
)
from unannounced.duties.standards.rules import Condition, Test
from unannounced.duties.treaty import acts
from unannounced.duties.words import Sentence

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "src" / "field" / "standards" / "rules.json"
VECTORS = ROOT / "testdata" / "vectors" / "standards.json"
SPEC = ROOT / "tests" / "spec" / "standards"
CATALOGUE = ROOT / "src" / "unannounced" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
SPOKEN = (comparing, deriving, doubting, evaluating, gravity, planning, reading, tables)
"""Modules whose sentences the app says, too, by the names of their constants."""
TABLES_OF_WORDS: dict[str, Mapping[Any, str]] = {
    "PLAIN": comparing.PLAIN,
    "SHARE": comparing.SHARE,
    "RESULT_WORDS": tables.RESULT_WORDS,
    "UNIT_WORDS": measures.UNIT_WORDS,
    "KIND_WORDS": measures.KIND_WORDS,
    "LEVEL_WORDS": rules.LEVEL_WORDS,
    "SEVERITY_WORDS": rules.SEVERITY_WORDS,
    "OUTCOME_WORDS": verdicts.OUTCOME_WORDS,
    "CONFIDENCE_WORDS": acts.WORDS,
}


# Rules and measures


def rules_file() -> str:
    """What the app reads."""
    book = shipped_rules()
    held = {
        "place_kinds": book.place_kinds,
        "groups": book.groups,
        "room_kinds": book.room_kinds,
        "implied_groups": book.implied_groups,
        "measures": [_measure(one) for one in shipped_measures().values()],
        "rules": [_rule(one) for one in book.rules],
        "sentences": _sentences(),
    }
    return _lines(held)


def _measure(one: Measure) -> dict[str, Any]:
    return {
        "id": one.id,
        "unit": one.unit,
        "kind": one.kind,
        "of": list(one.of),
        "label": one.label,
        "help": one.help,
        "items": one.items,
        "most": _number(one.most),
        "derived_from": list(one.derived_from),
        "only_derived": one.only_derived,
        "ordered": one.ordered,
    }


def _rule(one: Rule) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "says": one.says,
        "note": one.note,
        "source": one.source,
        "confidence": one.confidence,
        "level": one.level,
        "severity": one.severity,
        "tests": [_test(test) for test in one.tests],
        "places": sorted(one.places),
        "groups": sorted(one.groups),
        "role": one.role,
        "table": one.table or "",
        "numbers": {name: _number(number) for name, number in one.numbers.items()},
        "words": {name: sorted(words) for name, words in one.words.items()},
        "bands": [{"result": b.result, "below": _number(b.below), "measures": list(b.measures)} for b in one.bands],
        "benchmark_days": _number(one.benchmark_days),
        "scope": one.scope,
        "group_if": one.group_if,
        "cumulates": {name: list(several) for name, several in one.cumulates.items()},
        "graver": [[_number(over), severity] for over, severity in one.graver],
        "beside": list(one.beside),
        "setting": one.setting,
        "threshold_is_choice": one.threshold_is_choice,
        "needs_signing": one.needs_signing,
    }


def _test(one: Test) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "op": one.op,
        "threshold": _number(one.threshold),
        "when": [_condition(condition) for condition in one.when],
        "unless": [_condition(condition) for condition in one.unless],
        "for_groups": {group: _number(number) for group, number in one.for_groups.items()},
    }


def _condition(one: Condition) -> dict[str, Any]:
    return {"measure": one.measure, "op": one.op, "threshold": _number(one.threshold)}


def _number(number: Fraction | None) -> str | None:
    """12, or 25/2: exact, and never a float."""
    return None if number is None else str(number)


# Sentences


def _sentences() -> dict[str, dict[str, str]]:
    """Each sentence by the name it has in its module, in English and, where it is translated, in French."""
    french = _french()
    found = {}
    for name, english in (*_constants(), *_words()):
        found[name] = {"en": english, "fr": french[english]} if french.get(english) else {"en": english}
    return dict(sorted(found.items()))


def _constants() -> Iterator[tuple[str, str]]:
    for module in SPOKEN:
        for name, held in vars(module).items():
            english = _english(held)
            if name.isupper() and not name.startswith("_") and english:
                yield name, english


def _english(held: object) -> str:
    match held:
        case comparing.Answer():
            return held.why.english
        case Sentence():
            return held.english
        case str() if " " in held or held in (deriving.YES, deriving.NO):
            return str(held)
        case _:
            return ""


def _words() -> Iterator[tuple[str, str]]:
    for table, words in TABLES_OF_WORDS.items():
        for name, english in words.items():
            if english:
                yield f"{table}.{name}", english
    yield "UNIT_WORDS.", ""


def _french() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    return {str(one.id): str(one.string) for one in catalogue if one.id and not one.context and isinstance(one.id, str)}


# Cases


def vectors_file() -> str:
    """The cases with what the Python evaluation says of them."""
    held = {
        "worked": [_worked(case) for case in _read("worked")],
        "numbers": [one for row in _read("numbers") for one in _edges(row)],
        "bands": [_band(row) for row in _read("bands")],
        "values": [_cell(row) for row in _read("values")],
    }
    return _lines(held)


def _read(name: str) -> Any:
    return yaml.safe_load((SPEC / f"{name}.yaml").read_text("utf-8"))


def _worked(case: Mapping[str, Any]) -> dict[str, Any]:
    given = {**_where(case), "given": case["given"], "settings": case.get("settings", {})}
    given["signed_off"] = case.get("signed_off", [])
    return {"case": case["case"], **given, "says": answers(given)}


def _edges(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One case for each number of a row that just passes, or fails."""
    for cell in (*row["met"], *row["not_met"]):
        given = {**_where(row), "given": {**row.get("with", {}), row["measure"]: cell}}
        given["signed_off"] = [row["rule"]] if row.get("signed_off") else []
        yield {"only": row["rule"], **given, "says": answers(given, only=(row["rule"],))}


def _band(row: Mapping[str, Any]) -> dict[str, Any]:
    area = str(Fraction(row["value"]) * 300 // 1)
    given = {"place": "prison", "given": {"net_area": f"{area[:-2]}.{area[-2:]}", "persons": "3"}}
    return {"only": "ECHR-SPACE-01", **given, "says": answers(given, only=("ECHR-SPACE-01",))}


def _where(case: Mapping[str, Any]) -> dict[str, Any]:
    return {"place": case["place"], "room": case.get("room", ""), "groups": case.get("groups", [])}


def answers(case: Mapping[str, Any], only: Sequence[str] = ()) -> dict[str, Any]:
    """What every rule says: in full where it says something, and by name alone where it does not."""
    read = {id_: parse_value(shipped_measures()[id_], cell) for id_, cell in case["given"].items()}
    values = {id_: one for id_, one in read.items() if one is not None and not isinstance(one, Refused)}
    subject = Subject("", case["place"], frozenset(case.get("groups", ())), case.get("room", ""), values)
    settings = case.get("settings", {})
    found = evaluate(subject, shipped_rules(), signed_off=case.get("signed_off", ()), only=only, **settings)
    little = ("not_applicable", "not_measured")
    return {
        **{name: " ".join(f"{one.rule.id}" for one in found if one.outcome == name) for name in little},
        "told": [_answer(one) for one in found if one.outcome not in little or one.result or one.value is not None],
    }


def _answer(one: Verdict) -> dict[str, Any]:
    said = {
        "rule": one.rule.id,
        "outcome": one.outcome,
        "result": one.result,
        "severity": one.severity,
        "measure": one.measure,
        "threshold": _number(one.threshold),
        "value": told(one.value),
        "why": str(one.why),
        "steps": list(map(str, one.steps)),
        "raised": list(map(str, one.raised)),
        "missing": list(one.missing),
        "lacking": list(one.lacking),
        "unseen": list(one.unseen),
    }
    return {name: held for name, held in said.items() if held or name in ("rule", "outcome")}


def _cell(row: Mapping[str, Any]) -> dict[str, Any]:
    measure, day = shipped_measures()[row["measure"]], row.get("day")
    found = parse_value(measure, row["cell"], decimal=row.get("decimal", ""), on=day)
    given = {"measure": row["measure"], "cell": row["cell"], "decimal": row.get("decimal", ""), "on": str(day or "")}
    if isinstance(found, Refused):
        return {**given, "refused": str(found.sentence), "way_out": str(found.way_out)}
    return {**given, "gives": told(found)}


def _lines(held: Mapping[str, Any]) -> str:
    """JSON with one line for each thing of a list, so that a change is one line."""
    parts = []
    for name, several in held.items():
        if isinstance(several, list):
            rows = ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in several)
            parts.append(f" {json.dumps(name)}: [\n{rows}\n ]")
        else:
            parts.append(f" {json.dumps(name)}: {json.dumps(several, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> int:
    """Write both files, or look whether they are current."""
    current = True
    for path, text in ((RULES, rules_file()), (VECTORS, vectors_file())):
        if "--check" in sys.argv[1:]:
            current = current and path.exists() and path.read_text("utf-8") == text
        else:
            path.write_text(text, "utf-8")
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
