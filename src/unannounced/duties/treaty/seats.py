"""The seats of the body that a convention makes, on a day, with quorum and two thirds, before and after a withdrawal.

ECPT Art. 4(1), 6(1), 10(2); OPCAT Art. 5, 10(2); UNCAT Art. 17, 18. Whether "its members" counts members in office or
seats is open when seats are vacant; both are reckoned (project choice).
"""

from dataclasses import dataclass
from datetime import date

from unannounced.duties.treaty.acts import CONSENTING, Act
from unannounced.duties.treaty.conventions import Body
from unannounced.duties.treaty.law import Law
from unannounced.duties.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Votes:
    """What ``members`` need: how many must be present, and how many votes a public statement takes (None: no rule)."""

    members: int
    quorum: int
    statement: int | None
    arithmetic: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that is known to be empty: in respect of which State, since when, and who says so."""

    state: str
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats on a day: between ``least`` and ``most``, since it may not be known whether a State is still Party.

    ``by_seats`` reckons with every seat (with the most, where that is not known), ``by_members`` with the seats that
    are not known to be vacant.
    """

    least: int
    most: int
    vacant: tuple[Vacancy, ...]
    by_seats: Votes
    by_members: Votes
    if_least: Votes

    @property
    def known(self) -> int | None:
        """The number of seats; None where it is not known."""
        return self.most if self.least == self.most else None


def seats(law: Law, convention: str, *, on: date) -> Seats | None:
    """The seats of the convention's body on a day; None where the convention makes no body."""
    body = law.convention(convention).body
    if body is None:
        return None
    least, most = _number(law, convention, body, on)
    vacant = _vacant(law, convention, on)
    in_office = max(most - len(vacant), 0)
    return Seats(least, most, vacant, votes(body, most), votes(body, in_office), votes(body, least))


def votes(body: Body, members: int) -> Votes:
    """Quorum and majority for a public statement among ``members``, with the arithmetic."""
    present, how = _quorum(body, members)
    if body.statement_clause is None:
        return Votes(members, present, None, (how,))
    over, under = body.statement
    needed = -(-members * over // under)
    facts = {"over": over, "under": under, "members": members, "needed": needed}
    said = Sentence(say("{over}/{under} of {members} members, rounded up, are {needed}."), facts)
    return Votes(members, present, needed, (how, said))


def _quorum(body: Body, members: int) -> tuple[int, Sentence]:
    if body.quorum.isdigit():
        return int(body.quorum), Sentence(say("The quorum is {quorum}."), {"quorum": int(body.quorum)})
    half = -(-members // 2) if body.quorum == "half_plus_one" else members // 2
    facts = {"half": half, "quorum": half + 1, "members": members}
    return half + 1, Sentence(say("Half of {members} members is {half}; with one more, the quorum is {quorum}."), facts)


def _number(law: Law, convention: str, body: Body, on: date) -> tuple[int, int]:
    if body.seats_by_party:
        found = law.parties(convention, on=on)
        return len(found.bound), len(found.bound) + len(found.not_known)
    if not body.after_consents:
        return body.seats, body.seats
    consented = sorted(_first_day(act) for act in _consents(law, convention))
    later = len(consented) >= body.after_consents and consented[body.after_consents - 1] <= on
    number = body.seats_later if later else body.seats
    return number, number


def _consents(law: Law, convention: str) -> list[Act]:
    """The first consent of each State: the fiftieth ratification or accession counts States (OPCAT Art. 5(1))."""
    first: dict[str, Act] = {}
    for act in law.acts:
        if act.treaty == convention and act.action in CONSENTING:
            held = first.get(act.state)
            if held is None or _first_day(act) < _first_day(held):
                first[act.state] = act
    return list(first.values())


def _first_day(act: Act) -> date:
    return act.day or date(act.year or 9999, 12, 31)


def _vacant(law: Law, convention: str, on: date) -> tuple[Vacancy, ...]:
    """Seats whose member's term has ended with nobody elected since, of States that may still be Party."""
    found = law.parties(convention, on=on)
    seated = {*found.bound, *found.not_known}
    ended = [act for act in law.acts if act.treaty == convention and act.action == "cpt_member_term_end"]
    return tuple(
        Vacancy(act.state, act.day, act.source)
        for act in sorted(ended, key=_first_day)
        if act.state in seated and _first_day(act) <= on
    )
