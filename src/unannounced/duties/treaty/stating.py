"""A statement put together from its parts: which kind of claim they make, or which part is missing."""

from collections.abc import Sequence
from datetime import date

from unannounced.duties.decision import Refused
from unannounced.duties.identity import nearest
from unannounced.duties.treaty.acts import ALIASES, DOMESTIC, INTERNATIONAL
from unannounced.duties.treaty.claims import Claim, ClaimKind, When
from unannounced.duties.words import say

OF_CONVENTIONS = frozenset({"adoption", "entry_into_force", "opened_for_signature"})
"""What happens to a convention and not to a State."""
OF_MEMBERSHIP = frozenset(
    {"expulsion", "membership_end", "membership_start", "membership_years", "party_years", "suspension"}
)
OF_MANDATES = frozenset({"complaints", "prohibits", "publishes", "publishes_with_consent", "without_notice"})
"""What is often said of the body of a convention."""
OF_STATES = (
    INTERNATIONAL
    | DOMESTIC
    | frozenset(ALIASES)
    | frozenset({"denunciation_announced", "entry_into_force", "expelled", "joined", "left", "quit"})
)
"""What a State does under a convention, or is said to do."""
ACTS = OF_CONVENTIONS | OF_MEMBERSHIP | OF_MANDATES | OF_STATES
_LEAVING = frozenset({"expelled", "joined", "left", "quit", "withdrawal"})
"""Words that, without a convention, are about membership of the Council of Europe."""
_RULE = say("Rule of this software: statements")


def when_named(text: str) -> When | None:
    """The day, month or year that ``text`` names, as 1985-12-10, 1985-12 or 1985; None where it names none.

    >>> str(when_named("1985-12")), when_named("1985-13"), when_named("12/1985")
    ('1985-12', None, None)
    """
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        return None
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        said = When(*map(int, parts))
        return said if said.first <= said.last else None
    except ValueError:
        return None


def stated(
    *,
    state: str = "",
    convention: str = "",
    act: str = "",
    when: When | None = None,
    number: int | None = None,
    bound: bool | None = None,
    excepted: Sequence[str] = (),
    of_members: bool = False,
    said_on: date | None = None,
) -> Claim | Refused:
    """The claim that these parts make; refused where they make none, or where one that it needs is missing.

    ``state``, ``convention`` and ``excepted`` are codes. ``of_members``: all members of the Council of Europe are
    meant.
    """
    act = act.strip().casefold().replace("-", "_").replace(" ", "_")
    if act and act not in ACTS:
        facts = {
            "act": act[:60],
            "near": ", ".join(nearest(act[:60], dict.fromkeys(ACTS, ""))) or ", ".join(sorted(ACTS)),
        }
        return Refused(say("No act is called “{act}”."), _RULE, say("Perhaps one of these is meant: {near}."), facts)
    if number is not None and state and not act:
        act = "party_years" if convention else "membership_years"
    kind = _kind(state, convention, act, number, bound, excepted)
    if kind is None:
        return Refused(
            say("The parts make no statement."),
            _RULE,
            say("Say what is claimed: an act, being bound or not, or a number, with a State and a convention."),
        )
    if kind in (ClaimKind.BOUND, ClaimKind.MEMBERSHIP) and not state:
        return Refused(say("Such a statement needs a State."), _RULE, say("Name the State that it is about."))
    if kind not in (ClaimKind.BOUND, ClaimKind.MEMBERSHIP) and not convention:
        return Refused(say("Such a statement needs a convention."), _RULE, say("Name the convention that it is about."))
    return Claim(
        kind=kind,
        state=state,
        convention=convention,
        act=act,
        when=when,
        number=number,
        bound=bound,
        excepted=tuple(excepted),
        group="members" if of_members else "",
        said_on=said_on,
    )


def _kind(
    state: str, convention: str, act: str, number: int | None, bound: bool | None, excepted: Sequence[str]
) -> ClaimKind | None:
    if bound is not None:
        return ClaimKind.BOUND
    if act in OF_MEMBERSHIP or (act in _LEAVING and state and not convention):
        return ClaimKind.MEMBERSHIP
    if act and not state:
        return ClaimKind.CONVENTION if act in OF_CONVENTIONS else ClaimKind.MANDATE
    if act:
        return ClaimKind.ACT
    return ClaimKind.PARTIES if number is not None or excepted else None
