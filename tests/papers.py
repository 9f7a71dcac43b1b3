"""Reports as files, and a worker that reads them in this process."""

from collections.abc import Mapping
from datetime import UTC, datetime

from unannounced.crafts.reading import Reading, Unreadable, read
from unannounced.rooms.office.batch_work import BatchWork

ITEMS = ("Fit windows that open (Aldmoor)", "Give everybody a bed (Corvania, Dorvane)")


def paper(
    *,
    state: str = "Bresk",
    symbol: str = "A/HRC/99/7",
    day: str = "14 May 2019",
    items: tuple[str, ...] = ITEMS,
    words: str = "The delegation said that much had been done in the prisons and more was to come.",
) -> bytes:
    """A review of a State as plain text: four paragraphs, the last with a list of items that the State accepted."""
    head = [symbol, "Distr.: General", day, "", "Report of the Working Group on the Universal Periodic Review", state]
    body = [
        "I. Summary of the proceedings",
        f"1. The review of {state} was held in the morning of the third day of the session.",
        f"2. {words}",
        "3. Many delegations spoke and thanked the delegation for its report and its candour.",
        "II. Conclusions and/or recommendations",
        f"4. The following recommendations enjoy the support of {state}:",
        *(f"4.{number} {one};" for number, one in enumerate(items, 1)),
    ]
    return "\n\n".join([*head, *body]).encode()


class AtOnce:
    """A reader that reads in this process; ``worn_out`` names files that it does not survive."""

    def __init__(self, *worn_out: str) -> None:
        self.worn_out = worn_out
        self.names: list[str] = []
        self._read: Reading | Unreadable | None = None

    def begin(self, name: str, content: bytes, known: Mapping[str, str]) -> None:
        """Read it."""
        assert name not in self.worn_out
        self.names.append(name)
        self._read = read(name, content, known)

    def result(self, *, wait: float) -> Reading | Unreadable | None:
        """What it holds."""
        return self._read

    def give_up(self, seconds: int) -> Unreadable:
        """Never asked for."""
        raise AssertionError(seconds)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def work(reader: AtOnce | None = None) -> AtOnce:
    """Let the worker do all that waits."""
    held = reader or AtOnce()
    worker = BatchWork(held, now)
    while worker.round(seconds=5):
        pass
    return held
