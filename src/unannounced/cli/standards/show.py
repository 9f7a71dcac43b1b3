"""Show a standard or a measure: what it says, its source, how sure it is, and what it asks for."""

import argparse
import json

from unannounced.cli import main
from unannounced.cli.speaking import CommandProblem
from unannounced.cli.standards import asking
from unannounced.crafts.standards import shipped_rules
from unannounced.duties.standards import Measure, Rule, RuleBook
from unannounced.duties.standards.measures import KIND_WORDS, OF_WORDS
from unannounced.duties.standards.rules import LEVEL_WORDS, SEVERITY_WORDS
from unannounced.duties.standards.values import written

EXAMPLE = "unannounced standards show ECHR-SPACE-01"


def arguments(command: argparse.ArgumentParser) -> None:
    """Which one, in which language."""
    command.add_argument("name", metavar="NAME", help="of a rule (CPT-SPACE-01) or a measure (net_area)")
    command.add_argument("--language", choices=["en", "fr"], default="en", help="of its words (default: en)")


def run(asked: argparse.Namespace) -> int:
    """All that is known of it."""
    book = shipped_rules()
    if asked.name.upper() in book:
        rule = book[asked.name.upper()]
        if asked.json:
            print(json.dumps(asking.shape_of_rule(rule, book), ensure_ascii=False))
        else:
            _show_rule(rule, book, asked.language)
        return main.DONE
    measure = book.measures.get(asked.name.lower())
    if measure is None:
        known = [*(one.id for one in book.rules), *book.measures]
        raise CommandProblem(asking.nearest("rule or measure", asked.name, known))
    if asked.json:
        print(json.dumps(asking.shape_of_measure(measure), ensure_ascii=False))
    else:
        _show_measure(measure, book, asked.language)
    return main.DONE


def _show_rule(rule: Rule, book: RuleBook, language: str) -> None:
    print(f"{rule.id}  {rule.name(language)}")
    print(rule.says[language])
    for test in rule.tests:
        conditions = [f"where {one}" for one in test.when] + [f"not where {one}" for one in test.unless]
        print("  asks for    " + ", ".join([asking.test_in_words(test, book.measures[test.measure]), *conditions]))
        for group, own in test.for_groups.items():
            print(f"              for {group}: {written(own)}")
    for band in rule.bands:
        ends = f"below {written(band.below)}" if band.below else "from there on"
        print(f"  {ends:13} {band.result}" + (f" (with {', '.join(band.measures)})" if band.measures else ""))
    for name, number in rule.numbers.items():
        print(f"  {name:>11} {written(number)}")
    for name, rules in rule.cumulates.items():
        print(f"  {name:13} any of {', '.join(rules)} not met")
    print(f"  places      {', '.join(sorted(rule.places)) or 'every place'}")
    print(f"  groups      {', '.join(sorted(rule.groups)) or 'everybody'}")
    print(f"  level       {LEVEL_WORDS[rule.level]}")
    print(f"  severity    {SEVERITY_WORDS[rule.severity]}")
    print(f"  source      {rule.source}")
    print(f"  how sure    {asking.how_sure(rule)}")
    if rule.needs_signing:
        print(f"  state       {asking.OFF}")
    if rule.beside:
        print(f"  otherwise   {', '.join(rule.beside)} says otherwise; all are shown")
    if rule.note:
        print(f"  note        {rule.note[language]}")


def _show_measure(measure: Measure, book: RuleBook, language: str) -> None:
    print(f"{measure.id}  {measure.name(language)}")
    if measure.help:
        print(measure.help[language])
    unit = asking.unit_of(measure)
    print(f"  written as  {KIND_WORDS[measure.kind]}" + (f", in {unit}" if unit else ""))
    print(f"  measured    {', '.join(OF_WORDS[one] for one in measure.of)}")
    for item, words in measure.items.items():
        print(f"  entry       {item}: {words[language]}")
    if measure.derived_from:
        print(f"  computed    from {', '.join(measure.derived_from)}, where nobody measured it")
    rules = [one.id for one in book.rules if measure.id in one.measures]
    print(f"  asked by    {', '.join(rules) or 'no rule by itself'}")
