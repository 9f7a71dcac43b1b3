"""Comparing the tables of an outer room with the parcels they were made from: what was altered, deleted or added."""

from collections.abc import Callable, Iterator, Mapping

from unannounced.crafts import packing
from unannounced.duties.words import Sentence, say
from unannounced.records.parcels.models import Parcel
from unannounced.records.parcels.queries import one_by_one

Marks = dict[str, str]
"""By the key of a row: what it must say, in short."""
Means = Mapping[str, tuple[str, Callable[[bytes], tuple[str, str]]]]
"""By the kind of a parcel: the table of its row, and how its content gives the key and the mark of that row."""
Here = Mapping[str, Callable[[], Marks]]
"""By the table: what lies in it."""
UNREADABLE = (ValueError, KeyError, TypeError)


def compared(means: Means, here: Here, *, unreadable: tuple[type[Exception], ...] = ()) -> tuple[int, list[Sentence]]:
    """How many parcels there are, and what in this room was altered, deleted or added by hand.

    ``unreadable`` are what reading a content raises besides ``ValueError``, ``KeyError`` and ``TypeError``.
    """
    meant: dict[str, Marks] = {table: {} for table in here}
    count = 0
    faults: list[Sentence] = []
    for parcel in one_by_one(Parcel.objects.all()):
        count += 1
        faults.extend(_read(parcel, means, meant, UNREADABLE + unreadable))
    for table, rows in here.items():
        faults.extend(_differences(table, rows(), meant[table]))
    return count, faults


def _read(
    parcel: Parcel, means: Means, meant: dict[str, Marks], unreadable: tuple[type[Exception], ...]
) -> Iterator[Sentence]:
    """Note what a parcel says a table must hold; name it where it is not what it was."""
    content = bytes(parcel.content)
    if packing.digest_of(content) != parcel.digest:
        yield Sentence(
            say("parcels_parcel {id} was altered by hand: its content has another digest."), {"id": parcel.pk}
        )
    elif parcel.kind in means:
        table, mark = means[parcel.kind]
        try:
            meant[table].update([mark(content)])
        except unreadable:
            yield Sentence(
                say("parcels_parcel {id} was added or altered by hand: it cannot be opened here."), {"id": parcel.pk}
            )


def _differences(table: str, here: Marks, there: Marks) -> Iterator[Sentence]:
    for key in sorted(here.keys() - there.keys()):
        yield Sentence(say("{table} {id} was added by hand: no parcel holds it."), {"table": table, "id": key})
    for key in sorted(there.keys() - here.keys()):
        yield Sentence(say("{table} {id} was deleted by hand: a parcel holds it."), {"table": table, "id": key})
    for key in sorted(here.keys() & there.keys()):
        if here[key] != there[key]:
            yield Sentence(
                say("{table} {id} was altered by hand: its parcel says something else."), {"table": table, "id": key}
            )
