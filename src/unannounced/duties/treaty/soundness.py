"""Acts that cannot be as they are written, given the others: named with the reason, never mended by guessing.

A flaw is said about one act. An act that is imported with a flaw is refused; one that is on record already is shown
with it. VCLT Art. 11 to 18, 56, 65 to 68, and the final clauses of each convention.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from unannounced.duties.treaty.acts import CONSENTING, LEAVING, SIGNING, TERRITORIAL, WHAT_HAPPENED, Act
from unannounced.duties.treaty.conventions import Convention, Leavable
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.spans import out_after, too_early
from unannounced.duties.treaty.standing import BOUND, Standing
from unannounced.duties.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Flaw:
    """An act that cannot be so, why not, and what to do."""

    act: Act
    why: Sentence
    instead: str


_ONE_DAY = timedelta(days=1)
_CORRECT = say("Check both days; to correct a row, give its date in the column corrects.")
_NOT_BOUND = say("Check the State and the convention; enter first how it became Party.")


def flaws(law: Law, state: str, convention: str) -> tuple[Flaw, ...]:
    """What cannot be so among the acts of a State under a convention."""
    rules = law.convention(convention)
    acts = [act for act in law.acts_of(state, convention) if act.day is not None]
    found: list[Flaw] = []
    for check in _CHECKS:
        found += check(law, rules, acts)
    return tuple(found)


def _before_signature(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    """A ratification before the signature it ratifies; accession and succession need no signature."""
    signed = min((act.day for act in acts if act.action in SIGNING and act.day), default=None)
    for act in acts:
        if act.action in ("ratification", "acceptance", "approval") and act.day and signed and act.day < signed:
            facts = {"day": act.day, "signed": signed}
            yield Flaw(act, Sentence(say("It is dated {day}, before the signature on {signed}."), facts), _CORRECT)


def _before_it_was_open(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    opened = rules.opened.day
    for act in acts:
        if act.action in SIGNING | CONSENTING and opened and act.day and act.day < opened:
            facts = {"day": act.day, "opened": opened}
            why = say("It is dated {day}, before the convention was opened for signature on {opened}.")
            yield Flaw(act, Sentence(why, facts), _CORRECT)


def _twice(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    """Two consents without a notice of leaving between them: the second can change nothing."""
    consents = sorted((act for act in acts if act.action in CONSENTING), key=_day)
    notices = [act for act in acts if act.action in LEAVING]
    for first, second in pairwise(consents):
        if any(_day(first) <= _day(notice) <= _day(second) for notice in notices):
            continue
        facts = {"first": _day(first), "second": _day(second)}
        why = say("A second consent on {second}, although that of {first} was never ended by a notice.")
        yield Flaw(second, Sentence(why, facts), _CORRECT)


def _without_being_bound(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    """A notice of a State that was not bound, or had only signed."""
    consents = [(_day(act), act) for act in acts if act.action in CONSENTING]
    for act in acts:
        if act.action not in LEAVING:
            continue
        if rules.leaving.possible is Leavable.NO and act.action != "membership_end":
            why = say("A notice of {day} has no effect: the convention cannot be left ({article}).")
            facts = {"day": _day(act), "article": rules.leaving.clause.article}
            yield Flaw(act, Sentence(why, facts), say("Leave it out, or enter it as a domestic act."))
        elif not _was_bound(law, act):
            why = say("A notice of {day} by a State that was not bound then, or had given notice before.")
            yield Flaw(act, Sentence(why, {"day": _day(act)}), _NOT_BOUND)
        elif too_early(rules, act, _day(act), consents):
            why = say("A notice of {day} came before the {years} years as Party after which one is possible.")
            facts = {"day": _day(act), "years": rules.leaving.after_years}
            yield Flaw(act, Sentence(why, facts), _CORRECT)


def _was_bound(law: Law, notice: Act) -> bool:
    """Whether the State had consented by the day of the notice; where a consent has no day, that is not denied."""
    if notice.action == "membership_end":
        return law.standing(notice.state, notice.treaty, on=_day(notice) - _ONE_DAY).standing in BOUND
    before = law.standing(notice.state, notice.treaty, on=_day(notice) - _ONE_DAY).standing
    return before in {Standing.PARTY, Standing.CONSENTED, Standing.NOT_KNOWN} and any(
        act.action in CONSENTING and (act.day is None or act.day <= _day(notice))
        for act in law.acts_of(notice.state, notice.treaty)
    )


def _revoked_without_notice(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    """VCLT Art. 68: only before it takes effect can a notice be revoked."""
    notices = [act for act in acts if act.action in LEAVING]
    for act in acts:
        if act.action != "denunciation_revoked":
            continue
        ends = [(notice, out_after(rules, notice, _day(notice))) for notice in notices]
        if not any(out is not None and _day(notice) <= _day(act) < out for notice, out in ends):
            why = say("A revocation of {day} without a notice that was still without effect then (VCLT Art. 68).")
            yield Flaw(act, Sentence(why, {"day": _day(act)}), say("Enter the notice first, or check the days."))


def _withdrawn_without_signature(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    for act in acts:
        signed = any(one.action in SIGNING and _day(one) <= _day(act) for one in acts)
        if act.action == "signature_withdrawn" and not signed:
            why = say("A signature is withdrawn on {day}, but none is on record before.")
            yield Flaw(act, Sentence(why, {"day": _day(act)}), say("Enter the signature first."))


def _territory_without_consent(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    for act in acts:
        consented = any(one.action in SIGNING | CONSENTING and _day(one) <= _day(act) for one in acts)
        if act.action in TERRITORIAL and not consented:
            why = say("A declaration about a territory on {day} by a State that had neither signed nor consented.")
            yield Flaw(act, Sentence(why, {"day": _day(act)}), _NOT_BOUND)


def _not_a_member(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    if not rules.members_of or rules.members_of not in law.conventions:
        return
    for act in acts:
        if act.action not in CONSENTING or act.action == "succession":
            continue
        if law.standing(act.state, rules.members_of, on=_day(act)).bound is False:
            why = say("A consent of {day} by a State that was not a member then ({article}).")
            yield Flaw(act, Sentence(why, {"day": _day(act), "article": rules.open_to.article}), _CORRECT)


def _before_it_happened(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    for act in acts:
        if act.action in WHAT_HAPPENED and act.known_since is not None and act.known_since < _day(act):
            why = say("It is dated {day}, later than {known}, the day since which it is said to be known.")
            yield Flaw(act, Sentence(why, {"day": _day(act), "known": act.known_since}), _CORRECT)


def _never_and_yet(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    """A row that the State never became Party, beside a consent."""
    everything = law.acts_of(acts[0].state, rules.code) if acts else ()
    nevers = [act for act in everything if act.action in ("never_member", "never_party")]
    consents = [act for act in everything if act.action in CONSENTING]
    for act in [*nevers, *consents] if nevers and consents else []:
        why = say("It contradicts another row: the State consented, and it is on record that it never became Party.")
        yield Flaw(act, Sentence(why), _CORRECT)


def _otherwise_computed(law: Law, rules: Convention, acts: list[Act]) -> Iterator[Flaw]:
    """A row that repeats a computed result, and repeats another one."""
    for act in acts:
        if act.action != "entry_into_force":
            continue
        held = law.intervals(act.state, act.treaty)[-1].status
        reckoned = [one.day for one in held.grounds if one.act.startswith("entry_into_force")]
        if reckoned and act.day not in reckoned:
            why = say("It is dated {day}; from the acts on record {reckoned} follows.")
            yield Flaw(act, Sentence(why, {"day": act.day, "reckoned": reckoned[0]}), _CORRECT)


def _day(act: Act) -> date:
    """Its day; acts without one are left out before."""
    return act.day or date.min


_CHECKS: tuple[Callable[[Law, Convention, list[Act]], Iterator[Flaw]], ...] = (
    _before_it_was_open,
    _before_signature,
    _twice,
    _without_being_bound,
    _revoked_without_notice,
    _withdrawn_without_signature,
    _territory_without_consent,
    _not_a_member,
    _before_it_happened,
    _never_and_yet,
    _otherwise_computed,
)
