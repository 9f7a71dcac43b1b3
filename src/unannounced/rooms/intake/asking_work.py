"""Which work is asked for at this moment, and whether what was brought counts."""

import secrets
from datetime import datetime
from time import monotonic

from django.conf import settings

from unannounced.crafts import working
from unannounced.crafts.working import NotWorked, Worked
from unannounced.duties import posting
from unannounced.duties.posting import NotTaken, Problem
from unannounced.duties.words import say
from unannounced.records.letterbox.queries import taken_with_work

COUNTED_FOR = 5.0
"""Seconds for which what came in is not counted anew."""
WHY = {
    NotWorked.NO_CHALLENGE: (Problem.NO_CHALLENGE, say("This challenge is not from here. Another one is sent.")),
    NotWorked.TOO_OLD: (Problem.TOO_OLD, say("This page was open for more than a day. Another challenge is sent.")),
    NotWorked.NO_PROOF: (Problem.NO_PROOF, say("The work does not fit its challenge. Another one is sent.")),
}


def _key() -> bytes:
    """The room's key, which seals challenges."""
    key: bytes = settings.WORK_KEY  # type: ignore[misc]  # of this room alone
    return key


class Counted:
    """How much came in of late, counted every few seconds and not for everybody who looks."""

    def __init__(self) -> None:
        self.at = -COUNTED_FOR
        self.taken = 0

    def now(self, at: datetime) -> int:
        """Letters and files with work in the last ten minutes."""
        if monotonic() - self.at >= COUNTED_FOR:
            self.taken, self.at = taken_with_work(at), monotonic()
        return self.taken


OF_LATE = Counted()


def challenge(at: datetime, *, size: int = 0) -> str:
    """A challenge for a letter, or for a file of ``size`` bytes."""
    bits = posting.work_asked(OF_LATE.now(at), size=size)
    return working.drawn(_key(), bits=min(bits, working.MOST_BITS), at=at, chance=_chance())


def ticket(at: datetime) -> str:
    """What the form of a device without scripts bears: it asks for no work and serves once."""
    return working.drawn(_key(), bits=0, at=at, chance=_chance())


def _chance() -> bytes:
    return secrets.token_bytes(working.RANDOM)


def checked(said: object, number: object, *, at: datetime, size: int = 0) -> Worked:
    """The work that was done for a letter, or for a file of ``size`` bytes; raises ``NotTaken``."""
    worked = _counts(said, number, at)
    posting.require_work(worked.bits, size=size)
    return worked


def checked_ticket(said: object, *, at: datetime) -> Worked:
    """The ticket of a form of a device without scripts; raises ``NotTaken``."""
    return _counts(said, "0", at)


def _counts(said: object, number: object, at: datetime) -> Worked:
    brought = isinstance(said, str) and isinstance(number, str)
    worked = working.checked(_key(), str(said), str(number), at=at) if brought else NotWorked.NO_CHALLENGE
    if isinstance(worked, NotWorked):
        problem, sentence = WHY[worked]
        raise NotTaken(problem, sentence)
    return worked
