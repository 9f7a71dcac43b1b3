"""What the intake room tells a sender who has the words, what it seals to, and how much comes in.

A conversation that never was, one that was erased and one whose words were mistyped answer alike: with nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from unannounced.crafts.packing import digest_of
from unannounced.duties import posting
from unannounced.duties.bringing import PART
from unannounced.duties.posting import NotTaken, Problem
from unannounced.duties.words import say
from unannounced.records.letterbox.models import Answer, File, Letter, OfficeKey, Part, Spent

TEN_MINUTES, AN_HOUR = timedelta(minutes=10), timedelta(hours=1)


def conversation_of(address: str) -> str:
    """The conversation of an address, 64 hexadecimal digits: nobody finds the address by it."""
    return digest_of(bytes.fromhex(address))


def newest_key() -> OfficeKey | None:
    """The key that letters are sealed to now; ``None`` before the office has sent one."""
    return OfficeKey.objects.filter(revoked=False).order_by("-version").first()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What waits for whoever has the words: how many letters are here, how many of them the office has, answers."""

    letters: int
    fetched: int
    answers: list[Answer]
    more: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is found under these words."""
        return not self.letters and not self.answers


def conversation(address: str, *, after: int = 0) -> Conversation:
    """What waits under an address, with the answers after number ``after``: two queries, whatever there is."""
    found = conversation_of(address)
    fetched = Q(parcel__isnull=True) | Q(parcel__carried_at__isnull=False)
    counted = Letter.objects.filter(conversation=found).aggregate(
        letters=Count("pk"), fetched=Count("pk", filter=fetched)
    )
    held = Answer.objects.filter(conversation=found, number__gt=after).order_by("number")
    answers = list(held[: posting.MOST_ANSWERS + 1])
    more = len(answers) > posting.MOST_ANSWERS
    return Conversation(counted["letters"], counted["fetched"], answers[: posting.MOST_ANSWERS], more)


def file_begun(address: str, digest: str) -> File | None:
    """The file that was begun under an address."""
    return File.objects.filter(conversation=conversation_of(address), digest=digest).first()


def parts_here(file: File) -> list[int]:
    """The numbers of the parts of a file that are here."""
    return list(Part.objects.filter(file=file).order_by("number").values_list("number", flat=True))


def taken_with_work(at: datetime) -> int:
    """How many letters and files came with work in the last ten minutes."""
    return Spent.objects.filter(worked=True, spent_at__gt=at - TEN_MINUTES).count()


def taken_without_work(at: datetime) -> int:
    """How many letters came without work in the last hour."""
    return Spent.objects.filter(worked=False, spent_at__gt=at - AN_HOUR).count()


def is_taken(sealed: posting.Sealed) -> bool:
    """Whether this letter was taken in before."""
    return Letter.objects.filter(digest=digest_of(sealed.letter + sealed.who)).exists()


def parts_of(size: int) -> int:
    """How many parts a file of so many bytes has."""
    return -(-size // PART)


def require_newest_key() -> OfficeKey:
    """The key that letters are sealed to now; raises ``NotTaken`` before the office has sent one."""
    key = newest_key()
    if key is None:
        raise NotTaken(Problem.NO_KEY, say("The office has no key here yet: nothing can be sealed. Come back later."))
    return key
