"""Acts and bare inserts on the office's own file, as it is in use: WAL, synchronous=FULL."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from tests.world import TODAY, World, make_world, moment, notify_and_end, plan

from bench.figures import REPEATS, timed
from unannounced.duties.noting import EntryKind
from unannounced.records.notebooks.actions import note
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit

AT_ONCE = 100
TEXT = "He said that he was held for nine days without a lawyer, and that nobody told his family. " * 3
BLOCKS = 1000


def main(bare: str = "") -> dict[str, list[float]] | list[float]:
    """Rates per second of each way, in turns; with ``bare`` the seconds for so many bare rows, each time."""
    world = make_world()
    visit = notify_and_end(world, plan(world))
    if bare:
        return [timed(_times(int(bare), lambda: insert(visit, world))) for _ in range(REPEATS)]
    ways: dict[str, Callable[[], object]] = {
        "act": lambda: act(visit, world),
        "orm": lambda: insert(visit, world),
        "raw": by_hand(visit, world),
        "fsync": on_disk(os.fsync),
        "fdatasync": on_disk(getattr(os, "fdatasync", os.fsync)),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(-1, REPEATS):
        for name, way in ways.items():
            seconds = timed(_times(AT_ONCE, way))
            if turn >= 0:  # the first turn only warms up
                rates[name].append(AT_ONCE / seconds)
    return rates


def _times(count: int, way: Callable[[], object]) -> Callable[[], None]:
    def all_of_them() -> None:
        for _ in range(count):
            way()

    return all_of_them


def act(visit: Visit, world: World) -> None:
    """Note an entry: permit and rules asked, row and line in one transaction, the line linked after it."""
    note(
        TEXT, kind=EntryKind.ALLEGATION, source="x", during=visit, noted_on=visit.begins, by=world.ana, at=moment(TODAY)
    )


def new_entry(visit: Visit, world: World) -> Entry:
    """The row that ``act`` keeps."""
    return Entry(
        visit=visit,
        kind=EntryKind.ALLEGATION.value,
        text=TEXT,
        source="x",
        noted_on=visit.begins,
        noted_by_id=world.ana.pk,
    )


def insert(visit: Visit, world: World) -> None:
    """The row alone, in a transaction of its own."""
    with transaction.atomic():
        new_entry(visit, world).save(force_insert=True)


def by_hand(visit: Visit, world: World) -> Callable[[], None]:
    """The row by ``sqlite3`` alone, in the same file with the same settings."""
    fields = Entry._meta.concrete_fields
    row = new_entry(visit, world)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    place = [field.primary_key for field in fields].index(True)
    columns, marks = ", ".join(f'"{field.column}"' for field in fields), ", ".join("?" for _ in fields)
    statement = f'INSERT INTO "{Entry._meta.db_table}" ({columns}) VALUES ({marks})'
    held = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    held.executescript(settings.DATABASES["default"]["OPTIONS"]["init_command"])

    def once() -> None:
        values[place] = uuid4().hex
        held.execute("BEGIN IMMEDIATE")
        held.execute(statement, values)
        held.execute("COMMIT")

    return once


def on_disk(sync: Callable[[int], None]) -> Callable[[], None]:
    """A block of 4 kB over one that is there already, and ``sync``: the least that a commit costs."""
    path = Path(settings.DATABASES["default"]["NAME"]).with_name(f"blocks of {sync.__name__}")
    path.write_bytes(bytes(4096 * BLOCKS))
    handle, block, turn = os.open(path, os.O_WRONLY), os.urandom(4096), iter(range(10**9))

    def once() -> None:
        os.pwrite(handle, block, 4096 * (next(turn) % BLOCKS))
        sync(handle)

    return once
