"""How grave a failure is: as the rule says, one step more for some groups and where deficiencies come together."""

from collections.abc import Collection, Mapping

from unannounced.duties.standards.rules import Role, Rule, Severity
from unannounced.duties.standards.values import Interval, Value
from unannounced.duties.standards.verdicts import OPEN, Outcome
from unannounced.duties.words import Sentence, say

VULNERABLE = ("juvenile", "pregnant", "disability")
"""Groups for whose members a finding is one step graver."""
BY_GROUP = say("One step graver, because of the group: {group}.")
BY_CUMULATION = Sentence(
    say("One step graver: overcrowding, a poor regime and poor access to toilets come together (CPT-REGIME-04).")
)
TOGETHER = say("Overcrowding: {overcrowding}; poor regime: {regime}; poor access to toilets: {sanitation}.")
_SAID = {True: say("yes"), False: say("no"), None: say("not known")}


def by_group(groups: Collection[str]) -> tuple[Sentence, ...]:
    """Why a finding about somebody of these groups is graver; empty if it is not."""
    return tuple(Sentence(BY_GROUP, {"group": one}) for one in VULNERABLE if one in groups)


def by_amount(rule: Rule, value: Value | None) -> Severity:
    """How grave a failure by so much is, before anything raises it."""
    if isinstance(value, Interval):
        for over, severity in rule.graver:
            if value.low > over:
                return severity
    return rule.severity


def together(rule: Rule, outcomes: Mapping[str, Collection[Outcome]]) -> tuple[Outcome, Sentence, tuple[str, ...]]:
    """Whether every one of several deficiencies is there, why, and the rules on which that is still open.

    A deficiency is where any of its rules is not met. Together they are not as soon as one of them is not. As long as
    one of them is open it is not known: a person decides where all was measured, else something is to be measured.
    """
    said = {name: _deficient(rules, outcomes) for name, rules in rule.cumulates.items()}
    why = Sentence(TOGETHER, {name: _SAID[one] for name, one in said.items()})
    if False in said.values():
        return Outcome.MET, why, ()
    open_ = [rules for name, rules in rule.cumulates.items() if said[name] is None]
    if not open_:
        return Outcome.NOT_MET, why, ()
    decidable = all(any(Outcome.NEEDS_REVIEW in outcomes.get(one, ()) for one in rules) for rules in open_)
    return (
        Outcome.NEEDS_REVIEW if decidable else Outcome.NOT_MEASURED,
        why,
        tuple(one for rules in open_ for one in rules),
    )


def _deficient(rules: Collection[str], outcomes: Mapping[str, Collection[Outcome]]) -> bool | None:
    found = {one for rule in rules for one in outcomes.get(rule, ())}
    if Outcome.NOT_MET in found:
        return True
    return False if Outcome.MET in found and Outcome.NEEDS_REVIEW not in found else None


def gravity(
    rule: Rule, outcome: Outcome, value: Value | None, reasons: tuple[Sentence, ...]
) -> tuple[Severity, tuple[Sentence, ...]]:
    """How grave an answer is, and why it was raised; one step is all, however many the reasons.

    Only what fails or may fail is raised, and only by a rule that is a test.
    """
    if outcome not in OPEN or rule.role is not Role.TEST:
        return rule.severity, ()
    severity = by_amount(rule, value) if rule.graver else rule.severity
    return (severity.raised, reasons) if reasons else (severity, ())
