"""What the worker does for files that were laid before the office: one file after the other, each read or taken in.

A round ends in about the time it is given, also while one file takes longer: the reader is in another process.
Whatever is interrupted is done again from where it was; a file is taken in and noted in one transaction.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Protocol

from django.db import DataError, IntegrityError, transaction

from unannounced.crafts.reading import Reading, ReadItem, Unreadable
from unannounced.duties.archiving import Taken
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import viewer_of
from unannounced.records.archive.batching import REFUSED, begin, forget_old, note_outcome, note_read
from unannounced.records.archive.models import Batch, BatchStage, Laid
from unannounced.records.archive.queries import Known, known_digests
from unannounced.records.archive.renewing import noted
from unannounced.records.documents.models import digest_of
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.statistics import look_again
from unannounced.records.readings.queries import sure_from
from unannounced.rooms.office.apart import LONGEST_READING
from unannounced.rooms.office.taking_in import Given, became, foretold_of, invented_names, offered_of, take_in

KEPT = timedelta(days=7)
"""How long a batch is kept at most."""
SAMPLES, SAMPLE_LENGTH = 6, 240
"""How many items a preview shows, and letters of each."""


class Reader(Protocol):
    """Reads one file at a time, perhaps in another process."""

    def begin(self, name: str, content: bytes, known: Mapping[str, str]) -> None:
        """Hand one file over."""

    def result(self, *, wait: float) -> Reading | Unreadable | None:
        """What became of it; ``None`` if it is still being read after ``wait`` seconds."""

    def give_up(self, seconds: int) -> Unreadable:
        """End a reading that takes too long."""


class BatchWork:
    """The work on the batches that wait, a round at a time; every batch gets its turn."""

    def __init__(self, reader: Reader, now: Callable[[], datetime]) -> None:
        self.reader = reader
        self.now = now
        self._held: Laid | None = None
        self._since = 0.0
        self._served: dict[object, int] = {}

    def round(self, *, seconds: float) -> bool:
        """Work for about so long; whether something still waits."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._held is None and not self._take_up():
                return False
            self._go_on(max(0.0, until - time.monotonic()))
        return True

    def _take_up(self) -> bool:
        """Hand the next file to the reader; whether there was one."""
        active = list(Batch.objects.filter(stage__in=[BatchStage.READING, BatchStage.TAKING]).order_by("laid_at"))
        for batch in sorted(active, key=lambda one: self._served.get(one.pk, 0)):
            laid = next_file(batch)
            if laid is None:
                ends = BatchStage.READ if batch.stage == BatchStage.READING else BatchStage.DONE
                begin(batch, ends, seen=(BatchStage(batch.stage),))
                if ends == BatchStage.DONE:
                    look_again()
                continue
            self._served[batch.pk] = self._served.get(batch.pk, 0) + 1
            self._held, self._since = laid, time.monotonic()
            self.reader.begin(laid.file_name, bytes(laid.content), invented_names())
            return True
        return False

    def _go_on(self, wait: float) -> None:
        """Wait for the reader a while; note what came of the file if it is done."""
        laid, read = self._held, self.reader.result(wait=wait)
        took = time.monotonic() - self._since
        if laid is None or (read is None and took < LONGEST_READING):
            return
        if read is None:
            read = self.reader.give_up(LONGEST_READING)
        self._held = None
        stage = Batch.objects.filter(pk=laid.batch_id).values_list("stage", flat=True).first()
        if stage == BatchStage.READING:
            read_one(laid, read, took=took, today=self.now().date())
        elif stage == BatchStage.TAKING:
            take_one(laid, read, took=took, at=self.now())


def next_file(batch: Batch) -> Laid | None:
    """The file of a batch whose turn it is: the next one not read, or the next one to be taken in."""
    waiting = Laid.objects.filter(batch=batch, outcome="").select_related("batch__laid_by").order_by("place")
    if batch.stage == BatchStage.READING:
        return waiting.exclude(said__has_key="read").first()
    return waiting.filter(chosen=True).exclude(said__has_key="asked").first()


def read_one(laid: Laid, read: Reading | Unreadable, *, took: float, today: date) -> None:
    """Note what was read in a file, and what would happen if it were taken in."""
    milliseconds = round(1000 * took)
    if isinstance(read, Unreadable):
        note_outcome(laid, REFUSED, {"refused": _unreadable(read), "read_ms": milliseconds})
        return
    content = bytes(laid.content)
    said: dict[str, Any] = {
        "read": summary(read),
        "further": [summary(one) for one in read.further],
        "digest": digest_of(content),
        "read_ms": milliseconds,
    }
    if known_digests([said["digest"]]):
        note_read(laid, said | {"would": Taken.KNOWN.value})
        return
    parts = offered_of(laid.file_name, content, read, given=given_of(laid), today=today)
    if isinstance(parts, Refused):
        note_read(laid, said | {"asked": refusal(parts)})
        return
    for summed, part in zip([said["read"], *said["further"]], parts, strict=True):
        summed |= _as_known(part.known)
    try:
        note_read(laid, said | {"would": foretold_of(parts, today=today).value})
    except RefusedByRule as refused:
        note_read(laid, said | {"asked": refusal(refused.refusal)})


def take_one(laid: Laid, read: Reading | Unreadable, *, took: float, at: datetime) -> None:
    """Take a file in and note it, both or neither; what is refused is noted with the reason."""
    if isinstance(read, Unreadable):
        note_outcome(laid, REFUSED, {"refused": _unreadable(read)})
        return
    started = time.monotonic()
    try:
        parts = offered_of(laid.file_name, bytes(laid.content), read, given=given_of(laid), today=at.date())
        if isinstance(parts, Refused):
            note_outcome(laid, REFUSED, {"refused": refusal(parts)})
            return
        with transaction.atomic():
            taken = take_in(parts, by=viewer_of(laid.batch.laid_by, at.date()), at=at)
            said: dict[str, Any] = {
                "paragraphs": sum(one.paragraphs for one in taken),
                "items": sum(one.items for one in taken),
                "reports": [str(one.report.pk) for one in taken if one.report],
            }
            said["taken_ms"] = round(1000 * (took + time.monotonic() - started))
            note_outcome(laid, became([one.how for one in taken]).value, said)
    except RefusedByRule as refused:
        note_outcome(laid, REFUSED, {"refused": refusal(refused.refusal)})
    except (SomebodyWasFirst, IntegrityError, DataError):
        note_outcome(laid, REFUSED, {"refused": _somebody_was_first()})


def forget_old_batches(now: datetime) -> int:
    """Remove the batches nobody has needed for a week; how many."""
    return forget_old(before=now - KEPT)


def given_of(laid: Laid) -> Given:
    """What was said of a file beforehand."""
    said: dict[str, Any] = laid.said.get("given", {})
    day = said.get("dated_on") or ""
    return Given(
        state=said.get("state", "") or laid.batch.state_code,
        symbol=said.get("symbol", ""),
        dated_on=date.fromisoformat(day) if day else None,
        months=said.get("months"),
    )


def summary(read: Reading) -> dict[str, Any]:
    """A reading as a preview needs it: what the head says, how many items of which kind, and the least sure of them."""
    about, least = read.about, sure_from()
    return {
        "title": about.title[:300],
        "symbol": about.symbol[:60],
        "state": about.state_code,
        "state_name": about.state_name[:80],
        "dated_on": about.dated_on.isoformat() if about.dated_on else "",
        "body": about.body[:120],
        "public": about.public,
        "language": about.language[:8],
        "pages": read.pages,
        "numbered": read.numbered,
        "notes": [noted(one) for one in read.notes],
        "paragraphs": len(read.paragraphs),
        "items": len(read.items),
        "unsure": sum(item.confidence < least for item in read.items),
        "kinds": dict(Counter(item.kind.value for item in read.items)),
        "positions": dict(Counter(item.position.value for item in read.items)),
        "least": min((item.confidence for item in read.items), default=None),
        "samples": [_sample(item) for item in sorted(read.items, key=attrgetter("confidence"))[:SAMPLES]],
    }


def _sample(item: ReadItem) -> dict[str, Any]:
    return {
        "number": item.printed or str(item.paragraph),
        "kind": item.kind.value,
        "text": item.text[:SAMPLE_LENGTH] + ("…" if len(item.text) > SAMPLE_LENGTH else ""),
        "made_by": ", ".join(item.made_by)[:SAMPLE_LENGTH],
        "position": item.position.value,
        "sure": item.confidence,
        "page": item.page,
    }


def _as_known(known: Known) -> dict[str, Any]:
    return {
        "state": known.state.code,
        "state_name": "",
        "symbol": known.symbol,
        "dated_on": known.dated_on.isoformat() if known.dated_on else "",
        "body": known.body,
        "public": known.already_public,
    }


def refusal(no: Refused) -> dict[str, Any]:
    """A no as it is kept with a file: sentences untranslated, facts as plain values."""
    facts = {name: value if isinstance(value, int | str) else str(value) for name, value in no.facts.items()}
    return {"reason": no.reason, "rule": no.rule, "instead": no.instead, "facts": facts}


def _unreadable(read: Unreadable) -> dict[str, Any]:
    return _plain(read.reason, read.way_out)


def _somebody_was_first() -> dict[str, Any]:
    return _plain(
        Sentence(say("Somebody else took in something that belongs together with it at the same moment.")),
        Sentence(say("Lay the file again.")),
    )


def _plain(reason: Sentence, way_out: Sentence) -> dict[str, Any]:
    facts = {**reason.facts, **way_out.facts}
    return {"reason": reason.english, "rule": "", "instead": way_out.english, "facts": facts}
