"""Reading files in a process of its own: a file that brings a reader down brings down nothing else."""

from collections.abc import Mapping

from unannounced.crafts.reading import Reading, Unreadable, read
from unannounced.rooms.office.apart import Apart

Handed = tuple[str, bytes, Mapping[str, str]]
"""A file for a reader: its name, its bytes, and the names of States that are in no table."""


def read_handed(handed: Handed) -> Reading | Unreadable:
    """What is in a file, as ``crafts.reading.read`` says."""
    return read(*handed)


class ReaderApart(Apart[Handed, Reading | Unreadable]):
    """A reader in another process; started when the first file comes, and anew after one that it did not survive."""

    def __init__(self) -> None:
        super().__init__(read_handed)

    def begin(self, name: str, content: bytes, known: Mapping[str, str]) -> None:
        """Hand one file over; ask ``result`` for what became of it before handing over the next."""
        self.hand_over((name, content, known))
