"""The linker: gives committed lines their numbers and links, in a short transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import OperationalError, connection, transaction

from unannounced.duties import chain
from unannounced.records.ledger.models import Line

AT_ONCE = 500
_PG_LOCK = 0x554E414E
_later: ContextVar[bool] = ContextVar("later", default=False)


@contextmanager
def linked_at_the_end() -> Iterator[None]:
    """Inside, acts do not link at once: for imports of thousands of acts. Links once on leaving."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)
        link_all()


def link_soon() -> None:
    """Link after the running transaction has committed; whoever comes while another links may leave."""
    if not _later.get():
        transaction.on_commit(_link_without_waiting)


def _link_without_waiting() -> None:
    try:
        link_all(wait=False)
    except OperationalError:  # the act stands; the worker links it within a second
        return


def link_all(*, wait: bool = True) -> int:
    """Link every waiting line, some hundred a transaction; return how many were linked."""
    total, after = 0, 0
    if not Line.objects.filter(number__isnull=True).exists():
        return total
    while True:
        linked, after = _link_some(after, wait=wait)
        total += linked
        if not after:
            return total


def _link_some(after: int, *, wait: bool) -> tuple[int, int]:
    """Link lines that wait behind ``after``; return how many, and behind which to go on (0: that was all).

    A line added by hand has no seal that fits and is passed over, so it keeps no genuine one waiting.
    """
    with transaction.atomic():
        if not _locked(wait=wait):
            return 0, 0
        waiting = list(Line.objects.filter(number__isnull=True, seq__gt=after).order_by("seq")[:AT_ONCE])
        if not waiting:
            return 0, 0
        last = Line.objects.filter(number__isnull=False).order_by("-number").first()
        number, previous = (last.number or 0, last.link) if last else (0, chain.GENESIS)
        genuine = [line for line in waiting if is_sealed(line)]
        for line in genuine:
            number += 1
            line.number = number
            line.link = previous = chain.link(previous, number, content(line))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {Line._meta.db_table} SET number = %s, link = %s WHERE seq = %s AND number IS NULL",  # noqa: S608
                [(line.number, line.link, line.seq) for line in genuine],
            )
        return len(genuine), waiting[-1].seq if len(waiting) == AT_ONCE else 0


def _locked(*, wait: bool) -> bool:
    """Hold the one right to link until the transaction ends; SQLite's write lock is that right already."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PG_LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_PG_LOCK])
        return bool(cursor.fetchone()[0])


def content(line: Line) -> bytes:
    """The canonical bytes of a line: what is sealed and linked."""
    return chain.canonical(
        {
            "version": chain.VERSION,
            "act": line.act,
            "by": line.by,
            "at": line.at,
            "via": line.via,
            "subject": line.subject,
            "subject_id": line.subject_id,
            "within": line.within,
            "rows": line.rows,
        }
    )


def is_sealed(line: Line) -> bool:
    """Whether the line was written by this room: its seal fits its content."""
    return line.seal == chain.seal(settings.LEDGER_KEY, content(line))
