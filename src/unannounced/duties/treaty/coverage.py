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


def _concerns(law: Law, state: str, convention: str) -> bool:
    """Whether a notice of this State is on record without its day."""
    return any("denunciation" in act.action or "withdrawal" in act.action for act in law.acts_of(state, convention))
