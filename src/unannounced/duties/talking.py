"""High-level talks with the authorities of a State, outside any visit and counted apart from visits.

Practice of the CPT (15th General Report); ECPT Art. 3: cooperation.
"""

from datetime import date

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


def may_note_talks(
    *, begins: date, ends: date, for_us: str, for_state: str, subject: str, today: date, profile: Mechanism
) -> Decision:
    """Whether talks may be noted: held already, with somebody on each side and a subject."""
    return first_refusal(may_keep(subject), may_keep(for_us), may_keep(for_state), _held(begins, ends, today, profile))


def _held(begins: date, ends: date, today: date, profile: Mechanism) -> Decision:
    rule = profile.cited("cooperation")
    if ends < begins:
        reason = say("The talks would end on {ends}, before they begin on {begins}.")
        return Refused(reason, rule, say("Correct one of the two days."), {"begins": begins, "ends": ends})
    if ends > today:
        reason = say("The talks of {ends} have not been held yet.")
        return Refused(reason, rule, say("Note them once they were held."), {"ends": ends})
    return Allowed()
