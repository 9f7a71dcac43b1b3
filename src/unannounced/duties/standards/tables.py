"""Rules that are a table: the bands of the Court, areas by the number of persons, scopes, grades, aids."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from unannounced.duties.standards.comparing import Answer, compared
from unannounced.duties.standards.deriving import Figures
from unannounced.duties.standards.measures import Measure
from unannounced.duties.standards.rules import Band, Op, Rule, RuleBook, Table, Test
from unannounced.duties.standards.values import Checklist, Interval, written
from unannounced.duties.standards.verdicts import Outcome
from unannounced.duties.words import Sentence, say

NOT_MEASURED = Answer(Outcome.NOT_MEASURED, Sentence(say("Nobody measured it.")))

RESULT_WORDS: dict[str, str] = {
    "strong_presumption_of_violation": say("strong presumption of a violation"),
    "weighty_factor": say("weighty factor"),
    "no_space_issue_check_other_conditions": say("no issue of space; check the other conditions"),
    "included": say("the standards on space are about such a room"),
    "excluded": say("the standards on space are not about such a room"),
}
PRESUMED = say(
    "{value} m² a person, below {below}: a strong presumption of a violation. It is rebutted only if three conditions"
    " hold together; not shown here: {count}."
)
NOT_SHORT = say(
    "{value} m² a person, below {below}: a strong presumption of a violation. {days} consecutive days are not short:"
    " the Court found a violation in {benchmark}."
)
MAY_BE_REBUTTED = say(
    "{value} m² a person, below {below}: a strong presumption of a violation. All three conditions that together rebut"
    " it are said to hold: a lawyer decides."
)
WEIGHS = say(
    "{value} m² a person, at least {above} and below {below}: a weighty factor. Whether the Court finds a violation"
    " depends on the other conditions; not looked at: {count}."
)
WEIGHS_WITH_OTHERS = say(
    "{value} m² a person, at least {above} and below {below}: a weighty factor, and other conditions are bad: {count}."
)
WEIGHS_ALONE = say(
    "{value} m² a person, at least {above} and below {below}: a weighty factor, and none of the other conditions is"
    " bad."
)
ENOUGH = say("{value} m² a person, at least {above}: no issue of space. Check the other conditions.")
BETWEEN_BANDS = say("Between {low} and {high} m² a person: “{first}” or “{second}”. Measure more exactly, or decide.")
NOT_FOR_SO_MANY = say("The table is for {least} to {most} persons; {persons} are there.")
PERSONS_DIFFER = say("The table goes by persons, and there are between {low} and {high}. Count again, or decide.")
WAS_MEASURED = say("The sanitary annexe was measured, so nothing is estimated.")
IS_ESTIMATED = say("The sanitary annexe was not measured: {low} to {high} m² are taken off. Measure it.")
IN_SCOPE = say("The standards on space are about such a room.")
OUT_OF_SCOPE = say("The standards on space are not about such a room.")
GRADED = say(
    "A doctor gave degree {degree} of {most}. Nothing is concluded from it here, and degrees are never averaged."
)
TAGGED = say("Elements alleged: {count} of {all}. An aid for tagging alone: nothing is concluded from it.")

Answering = Callable[[Rule, Test, RuleBook, Figures], Answer]


def _space_bands(rule: Rule, test: Test, book: RuleBook, figures: Figures) -> Answer:
    """The decision table on personal space; a band begins where the one before ends."""
    value = figures.number(test.measure)
    if value is None:
        return NOT_MEASURED
    first = _band(rule, value.low)
    second = first if value.is_exact else _band(rule, value.high)
    if first is not second:
        facts = {
            "low": written(value.low),
            "high": written(value.high),
            "first": RESULT_WORDS.get(first.result, first.result),
            "second": RESULT_WORDS.get(second.result, second.result),
        }
        return Answer(Outcome.NEEDS_REVIEW, Sentence(BETWEEN_BANDS, facts))
    return _in_band[rule.bands.index(first)](rule, book, figures, value)


def _band(rule: Rule, number: Fraction) -> Band:
    return next(one for one in rule.bands if one.below is None or number < one.below)


def _presumed(rule: Rule, book: RuleBook, figures: Figures, value: Interval) -> Answer:
    """Below the first number: presumed, unless every condition that rebuts it is said to hold."""
    band = rule.bands[0]
    days, benchmark = figures.number("days_in_room"), rule.benchmark_days
    facts: dict[str, object] = {"value": value, "below": _shown(band.below)}
    if days and benchmark is not None and days.low >= benchmark:
        facts |= {"days": days, "benchmark": _shown(benchmark)}
        return Answer(Outcome.PRESUMPTION, Sentence(NOT_SHORT, facts), band.result)
    not_shown = tuple(one for one in band.measures if figures.truth(one) is not True)
    if not_shown:
        why = Sentence(PRESUMED, {**facts, "count": len(not_shown)})
        missing = tuple(one for one in not_shown if figures.truth(one) is None)
        return Answer(Outcome.PRESUMPTION, why, band.result, missing)
    return Answer(Outcome.NEEDS_REVIEW, Sentence(MAY_BE_REBUTTED, facts), band.result)


def _weighs(rule: Rule, book: RuleBook, figures: Figures, value: Interval) -> Answer:
    """Between the numbers: a weighty factor, which the other conditions decide."""
    band = rule.bands[1]
    facts: dict[str, object] = {"value": value, "above": _shown(rule.bands[0].below), "below": _shown(band.below)}
    others = figures.get(band.measures[0])
    found = others if isinstance(others, Checklist) else Checklist()
    if found.present:
        why = Sentence(WEIGHS_WITH_OTHERS, {**facts, "count": len(found.present)})
        return Answer(Outcome.NOT_MET, why, band.result, lacking=tuple(sorted(found.present)))
    unseen = tuple(one for one in book.measures[band.measures[0]].items if one not in found.absent)
    if unseen:
        why = Sentence(WEIGHS, {**facts, "count": len(unseen)})
        missing = () if found.absent else band.measures
        return Answer(Outcome.NEEDS_REVIEW, why, band.result, missing, unseen=unseen)
    return Answer(Outcome.MET, Sentence(WEIGHS_ALONE, facts), band.result)


def _enough(rule: Rule, book: RuleBook, figures: Figures, value: Interval) -> Answer:
    facts = {"value": value, "above": _shown(rule.bands[1].below)}
    return Answer(Outcome.MET, Sentence(ENOUGH, facts), rule.bands[2].result)


_in_band = (_presumed, _weighs, _enough)


def _shown(number: Fraction | None) -> Interval:
    return Interval.of(number or 0)


def _by_persons(rule: Rule, test: Test, book: RuleBook, figures: Figures) -> Answer:
    """An area that depends on how many there are."""
    persons, value = figures.number("persons"), figures.number(test.measure)
    if persons is None or value is None:
        return NOT_MEASURED._replace(missing=("persons",) if persons is None else ())
    counts = sorted(int(one) for one in rule.numbers)
    if persons.low > counts[-1] or persons.high < counts[0]:
        facts = {"least": counts[0], "most": counts[-1], "persons": persons}
        return Answer(Outcome.NOT_APPLICABLE, Sentence(NOT_FOR_SO_MANY, facts))
    if not persons.is_exact:
        facts = {"low": written(persons.low), "high": written(persons.high)}
        return Answer(Outcome.NEEDS_REVIEW, Sentence(PERSONS_DIFFER, facts))
    held = replace(test, op=Op.GE, threshold=rule.numbers[written(persons.low)])
    return compared(held, book.measures[test.measure], value)._replace(test=held)


def _estimate(rule: Rule, test: Test, book: RuleBook, figures: Figures) -> Answer:
    """The annexe that nobody measured, where it is taken off."""
    if figures.number(test.measure) is not None or figures.truth("annexe_in_room") is False:
        return Answer(Outcome.NOT_APPLICABLE, Sentence(WAS_MEASURED))
    if figures.number("room_area") is None or "net_area" not in figures.steps:
        return NOT_MEASURED
    low, high = rule.numbers["low"], rule.numbers["high"]
    why = Sentence(IS_ESTIMATED, {"low": written(low), "high": written(high)})
    return Answer(Outcome.NOT_MEASURED, why, missing=(test.measure,), value=Interval(low, high))


def _scope(rule: Rule, test: Test, book: RuleBook, figures: Figures) -> Answer:
    """Whether the rules that name this one as their scope are about such a room."""
    kind = figures.get(test.measure)
    if not isinstance(kind, str):
        return NOT_MEASURED
    if kind in rule.words["excluded"]:
        return Answer(Outcome.NOT_APPLICABLE, Sentence(OUT_OF_SCOPE), "excluded")
    return Answer(Outcome.MET, Sentence(IN_SCOPE), "included")


def _grades(rule: Rule, test: Test, book: RuleBook, figures: Figures) -> Answer:
    """A degree that a doctor gave."""
    grade, items = figures.get(test.measure), list(book.measures[test.measure].items)
    if not isinstance(grade, str):
        return NOT_MEASURED
    why = Sentence(GRADED, {"degree": items.index(grade), "most": len(items) - 1})
    return Answer(Outcome.NEEDS_REVIEW, why, grade)


def _aid(rule: Rule, test: Test, book: RuleBook, figures: Figures) -> Answer:
    """What was ticked, and nothing more."""
    ticked = figures.get(test.measure)
    if not isinstance(ticked, Checklist):
        return NOT_MEASURED
    measure: Measure = book.measures[test.measure]
    unseen = tuple(item for item in measure.items if item not in ticked.present | ticked.absent)
    why = Sentence(TAGGED, {"count": len(ticked.present), "all": len(measure.items)})
    return Answer(Outcome.NEEDS_REVIEW, why, unseen=unseen)


def _all_of(rule: Rule, test: Test, book: RuleBook, figures: Figures) -> Answer:
    """Several tests that must all be met; the first that is not decides."""
    answers = []
    for one in rule.tests:
        value = figures.get(one.measure)
        if value is None:
            answers.append(NOT_MEASURED._replace(missing=(one.measure,), test=one))
        else:
            answers.append(compared(one, book.measures[one.measure], value)._replace(test=one, value=value))
    for outcome in (Outcome.NOT_MET, Outcome.NEEDS_REVIEW, Outcome.NOT_MEASURED):
        for answer in answers:
            if answer.outcome is outcome:
                return answer
    return answers[0]


TABLES: dict[Table, Answering] = {
    Table.SPACE_BANDS: _space_bands,
    Table.BY_PERSONS: _by_persons,
    Table.ESTIMATE: _estimate,
    Table.SCOPE: _scope,
    Table.GRADES: _grades,
    Table.AID: _aid,
    Table.ALL_OF: _all_of,
}
"""What each table does."""
