"""List the standards, or with --measures everything that can be measured.

A standard that is remembered alone (memory_low, memory_medium) is off until somebody signs it off: `evaluate
--signed-off RULE` asks it for once.
"""

import argparse
import json

from unannounced.cli import main, speaking
from unannounced.cli.standards import asking
from unannounced.crafts.standards import shipped_rules
from unannounced.duties.standards import Rule, RuleBook

EXAMPLE = "unannounced standards list --place-kind police_station"


def arguments(command: argparse.ArgumentParser) -> None:
    """Of which places, in which language; or the measures."""
    book = shipped_rules()
    command.add_argument("--place-kind", choices=list(book.place_kinds), metavar="KIND", help="only those about it")
    command.add_argument("--language", choices=["en", "fr"], default="en", help="of the titles (default: en)")
    command.add_argument("--measures", action="store_true", help="list the measures instead")


def run(asked: argparse.Namespace) -> int:
    """A line for each."""
    book = shipped_rules()
    if asked.measures:
        return _measures(book, asked)
    rules = [one for one in book.rules if _is_about(one, asked.place_kind)]
    if asked.json:
        for rule in rules:
            print(json.dumps(asking.shape_of_rule(rule, book), ensure_ascii=False))
        return main.DONE
    rows = [
        {
            "rule": one.id,
            "level": one.level,
            "severity": one.severity,
            "confidence": one.confidence,
            "state": asking.OFF if one.needs_signing else "on",
            "title": one.name(asked.language),
        }
        for one in rules
    ]
    speaking.print_rows(rows, as_json=False)
    off = sum(one.needs_signing for one in rules)
    print(f"\n{len(rules)} standards, {off} of them off until somebody signs them off.")
    return main.DONE


def _is_about(rule: Rule, place_kind: str | None) -> bool:
    return place_kind is None or not rule.places or place_kind in rule.places


def _measures(book: RuleBook, asked: argparse.Namespace) -> int:
    if asked.json:
        for measure in book.measures.values():
            print(json.dumps(asking.shape_of_measure(measure), ensure_ascii=False))
        return main.DONE
    rows = [
        {
            "measure": one.id,
            "unit": one.unit,
            "kind": f"{one.kind}, computed" if one.only_derived else one.kind,
            "of": " ".join(one.of),
            "label": one.name(asked.language),
        }
        for one in book.measures.values()
    ]
    speaking.print_rows(rows, as_json=False)
    return main.DONE
