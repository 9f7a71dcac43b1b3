"""The parts of a place and how large they are, as a tree: wings, the rooms in them, their cells."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from unannounced.duties.spacing import Room
from unannounced.records.places.models import Part, PartSize

FOR_PERSONS = frozenset({"room", "cell", "dormitory"})
"""Kinds of parts in which persons are held."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A part where it lies in the tree: how deep, its newest size, and whether parts lie in it."""

    part: Part
    depth: int
    size: PartSize | None
    holds_parts: bool

    @property
    def is_room(self) -> bool:
        """Whether persons are held in it, and in no part of it."""
        return self.part.kind in FOR_PERSONS and not self.holds_parts and self.part.gone_on is None


def parts_of(group: Collection[UUID]) -> list[Laid]:
    """The parts of the places of ``group``, each below what it lies in; two statements."""
    parts = list(Part.objects.filter(place__in=group).order_by("name", "pk"))
    newest: dict[UUID, PartSize] = {}
    for size in PartSize.objects.filter(part__place__in=group).order_by("day", "pk") if parts else ():
        newest[size.part_id] = size
    within: dict[UUID | None, list[Part]] = {}
    for part in parts:
        within.setdefault(part.within_id, []).append(part)
    return list(_below(None, 0, within, newest))


def _below(
    above: UUID | None, depth: int, within: dict[UUID | None, list[Part]], newest: dict[UUID, PartSize]
) -> Iterator[Laid]:
    for part in sorted(within.get(above, []), key=_by_name):
        yield Laid(part, depth, newest.get(part.pk), part.pk in within)
        yield from _below(part.pk, depth + 1, within, newest)


def _by_name(part: Part) -> tuple[tuple[int, str], ...]:
    """Numbers in a name in their order: cell 2 before cell 10."""
    pieces, number = [], ""
    for letter in part.name.casefold() + " ":
        if letter.isascii() and letter.isdigit():
            number += letter
            continue
        if number:
            pieces.append((int(number), ""))
            number = ""
        pieces.append((-1, letter))
    return tuple(pieces)


def rooms_of(laid: Iterable[Laid]) -> list[Laid]:
    """The rooms, cells and dormitories in which persons are held."""
    return [one for one in laid if one.is_room]


def measured_rooms(laid: Sequence[Laid]) -> list[Room]:
    """Those of some rooms that were measured, as ``spacing`` takes them."""
    return [
        Room(one.size.area_cm2, one.size.has_annexe, one.size.annexe_cm2)
        for one in laid
        if one.size is not None and one.size.area_cm2 is not None
    ]
