"""Many communications entered at once: mails of a mailbox, rows that were handed over. For pages and for commands.

Each is entered by an act of its own, so that what was entered stands when the rest does not; the same again is known
and changes nothing, and so whatever was interrupted is simply repeated.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _

from unannounced.crafts.handed_over.values import Entry
from unannounced.crafts.mailbox import Mail, NotTaken
from unannounced.crafts.written_down import letter_of, who_of
from unannounced.duties import keeping
from unannounced.duties.corresponding import Days, WayIn
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.actions import enter_communication
from unannounced.records.communications.known import here_already, key_of
from unannounced.records.communications.pieces import Original, key_for_sealing
from unannounced.records.communications.queries import keeps_register

KNOWN_AT_ONCE = 500
MOST_OF_A_ROW = 128 * 1024 * 1024
"""Bytes of the files of one row: they are sealed together, in memory."""


class Became(StrEnum):
    """What became of one of many."""

    ENTERED = "entered"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail or a row by its number; why, and which part of it, where it was not taken.

    Nothing here names who wrote or says what was written, less the name of a file that could not be taken.
    """

    number: int
    became: Became
    mark: str = ""
    part: str = ""
    why: tuple[Sentence, ...] = ()


def require_may_enter(viewer: Viewer) -> None:
    """Refuse at once what would be refused of every single one."""
    require(keeping.must_keep(keeps=keeps_register(viewer), profile=settings.MECHANISM))
    key_for_sealing()


# Mail


def enter_mails(mails: Iterable[Mail | NotTaken], *, by: Viewer, at: datetime) -> Iterator[Outcome]:
    """Enter each mail; what cannot be taken, of it or as a whole, is named, and the rest goes on."""
    for one in mails:
        if isinstance(one, NotTaken):
            yield Outcome(one.number, Became.REFUSED, part=one.part, why=(one.why,))
        else:
            yield _enter_mail(one, by, at)


def _enter_mail(mail: Mail, by: Viewer, at: datetime) -> Outcome:
    sender, key = mail.sender, key_of_mail(mail)
    if here_already([key], by):
        return Outcome(mail.number, Became.KNOWN)
    files = [Original(one.name or _("without a name"), _plain(one.kind), one.content) for one in mail.attachments]
    text = "\n\n".join(one for one in (mail.subject, mail.words) if one.strip())
    return _entered(
        mail.number,
        key,
        WayIn.EMAIL,
        letter_of(text),
        who_of(sender.name if sender else "", sender.address if sender else ""),
        came_on=_day_of(mail, at.date()),
        originals=files,
        by=by,
        at=at,
    )


def key_of_mail(mail: Mail) -> UUID:
    """The id of what a mail becomes: it follows from everything it holds, since anybody can write any Message-ID."""
    sender, written = mail.sender, mail.written_at
    heads = (mail.key, mail.subject, written.isoformat() if written else "", mail.words)
    parts = [*heads, sender.name if sender else "", sender.address if sender else ""]
    files = [part for one in mail.attachments for part in (one.name.encode(), one.kind.encode(), one.content)]
    return key_of("mail", [*(one.encode("utf-8", "surrogatepass") for one in parts), *files])


def _plain(kind: str) -> str:
    """What a file is said to be, in plain letters."""
    return kind.encode("ascii", "replace").decode()[:100]


def _day_of(mail: Mail, today: date) -> date:
    """The day it says; today where it says none that can be true."""
    day = mail.written_at.date() if mail.written_at else today
    return day if date(1990, 1, 1) <= day <= today else today


# What was handed over


def keys_of_entries(entries: Sequence[Entry]) -> list[UUID]:
    """The ids of what the rows become; the files of each are read for it, one row at a time."""
    return [_key_of_entry(one) for one in entries]


def _key_of_entry(entry: Entry) -> UUID:
    written = entry.written_on.isoformat() if entry.written_on else ""
    files = (part for one in entry.attachments for part in (one.name.encode(), one.content()))
    return key_of("handed over", [entry.letter, entry.who, entry.reference.encode(), written.encode(), *files])


def known_of(keys: Sequence[UUID], viewer: Viewer) -> set[UUID]:
    """Which of the rows were entered before."""
    found: set[UUID] = set()
    for begin in range(0, len(keys), KNOWN_AT_ONCE):
        found |= here_already(keys[begin : begin + KNOWN_AT_ONCE], viewer)
    return found


def enter_entries(
    entries: Sequence[Entry], *, handed_over_by: str = "", came_on: date, by: Viewer, at: datetime
) -> Iterator[Outcome]:
    """Enter each row that is whole, in the order of the table."""
    keys = keys_of_entries(entries)
    known = known_of(keys, by)
    for entry, key in zip(entries, keys, strict=True):
        if key in known:
            yield Outcome(entry.row, Became.KNOWN)
        else:
            yield _enter_entry(entry, key, handed_over_by, came_on, by, at)


def _enter_entry(entry: Entry, key: UUID, handed_over_by: str, came_on: date, by: Viewer, at: datetime) -> Outcome:
    written = entry.written_on
    if sum(one.size for one in entry.attachments) > MOST_OF_A_ROW:
        why = (
            Sentence(say("Its files have more than {most} MB together."), {"most": MOST_OF_A_ROW // 1024 // 1024}),
            Sentence(say("Name fewer files in the row, or take it in by hand.")),
        )
        return Outcome(entry.row, Became.REFUSED, why=why)
    return _entered(
        entry.row,
        key,
        WayIn.HANDED_OVER,
        entry.letter,
        who_of(entry.name, _reach(entry, handed_over_by)),
        came_on=came_on,
        language=entry.language,
        originals=[Original(one.name, one.media, one.content()) for one in entry.attachments],
        days=Days(written, None, None, came_on) if written and written <= came_on else None,
        by=by,
        at=at,
    )


def _reach(entry: Entry, handed_over_by: str) -> str:
    """How to reach whoever wrote, and who handed it over under which reference, which leads to them as well."""
    lines = [entry.reach]
    if handed_over_by:
        lines.append(_("Handed over by: {body}").format(body=handed_over_by))
    if entry.reference:
        lines.append(_("Their reference: {reference}").format(reference=entry.reference))
    return "\n".join(one for one in lines if one)


# Both


def _entered(number: int, key: UUID, way: WayIn, letter: bytes, who: bytes, **said: object) -> Outcome:
    """Enter one; refused by a rule it is named, and where somebody else entered the same just now it is known."""
    try:
        entered = enter_communication(way, letter, who, key=key, **said)  # type: ignore[arg-type]
    except RefusedByRule as refused:
        return Outcome(number, Became.REFUSED, why=_why(refused.refusal))
    except IntegrityError:
        by = said["by"]
        assert isinstance(by, Viewer)
        if here_already([key], by):
            return Outcome(number, Became.KNOWN)
        raise
    return Outcome(number, Became.ENTERED, entered.mark)


def _why(refusal: Refused) -> tuple[Sentence, ...]:
    return tuple(one for one in (refusal.sentence, refusal.way_out) if one.english)
