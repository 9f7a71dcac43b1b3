"""What is missing in the register, so that no page and no answer looks surer than the facts are."""

from datetime import date

from unannounced.duties.treaty.conventions import Clause
from unannounced.duties.treaty.law import Law


def missing(law: Law, convention: str, *, on: date, state: str = "") -> tuple[Clause, ...]:
    """What an answer about a day should say is missing: for every State, or for ``state`` alone.

    A gap that concerns certain States is left out where another State is asked about, unless it says that nothing is
    known beyond them; what is complete up to a day is said for later days only.
    """
    found = []
    for one in law.convention(convention).coverage:
        if one.through is not None and on <= one.through:
            continue
        if state and one.what == "competences" and state in one.states:
            continue
        if state and one.what == "notices" and not _concerns(law, state, convention):
            continue
        if state and one.what == "territories" and state in one.states:
            continue
        found.append(one.clause)
    return tuple(found)


def out_of_reach(law: Law, state: str, convention: str, *, on: date) -> Clause | None:
    """The gap because of which nothing can be said of a State on a day; None where something can.

    That is so beyond the day to which the consents are complete, for a State of which no act is on record, nor that it
    never became Party.
    """
    if law.acts_of(state, convention):
        return None
    rules = law.convention(convention)
    gaps = [one for one in rules.coverage if one.what == "consents" and one.through is not None and one.through < on]
    return gaps[0].clause if gaps else None


def _concerns(law: Law, state: str, convention: str) -> bool:
    """Whether a notice of this State is on record without its day."""
    return any("denunciation" in act.action or "withdrawal" in act.action for act in law.acts_of(state, convention))
