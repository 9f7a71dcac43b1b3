"""The judged pairs: read from their files, joined with the texts of the real reports where these are at hand.

``pairs.csv`` names real items by document, printed number and a digest of their words, never by their words;
``invented.csv`` has texts of its own. What was judged, and how, stands in docs/said-before.md.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from unannounced.crafts.reading import read
from unannounced.crafts.reading.values import Reading

FOLDER = Path(__file__).parent
TUNED, HELD_OUT = "tuned", "held out"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair as it was judged by reading: ``same``, ``slot`` (the same but for a slot) or ``other``.

    ``differs`` are the values of slots that were judged to differ, as in ``slots.yaml``: then and now. ``stands_for``
    is how many pairs of the whole pool it was drawn for; 1 of an invented one.
    """

    earlier: str
    later: str
    judged: str
    differs: tuple[tuple[str, ...], tuple[str, ...]]
    part: str
    state: str
    stands_for: float

    @property
    def same(self) -> bool:
        """Whether both demand the same."""
        return self.judged == "same"


def digest_of(text: str) -> str:
    """The first sixteen digits of the SHA-256 of the words of a text, without case and punctuation."""
    return hashlib.sha256(" ".join(_WORD.findall(text.casefold())).encode()).hexdigest()[:16]


@cache
def invented() -> tuple[Judged, ...]:
    """The pairs with texts of their own."""
    with (FOLDER / "invented.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Judged(row["earlier"], row["later"], row["judged"], _differs(row["differs"]), row["part"], "", 1)
            for row in csv.DictReader(file)
        )


def real(reports: Path) -> Iterator[Judged]:
    """The pairs whose texts are found in the reports of the folder ``reports``, by words or else by number."""
    items = _items(reports)
    with (FOLDER / "pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            earlier, later = (_text(items, row, side) for side in ("earlier", "later"))
            if earlier and later:
                differs = _differs(row["differs"])
                state = row["earlier_document"].rstrip("0123456789")
                yield Judged(earlier, later, row["judged"], differs, row["part"], state, float(row["stands_for"]))


def _differs(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    then, _, now = said.partition(" / ")
    return tuple(filter(None, then.split(", "))), tuple(filter(None, now.split(", ")))


def _text(items: Mapping[tuple[str, str], list[str]], row: Mapping[str, str], side: str) -> str:
    document = row[f"{side}_document"]
    for key in ("words", "number"):
        found = items.get((document, row[f"{side}_{key}"]), [])
        if key == "words" and found:
            return found[0]
        if len(found) == 1:
            return found[0]
    return ""


def _items(reports: Path) -> dict[tuple[str, str], list[str]]:
    """The texts of all items by document and digest, and by document and number."""
    items: dict[tuple[str, str], list[str]] = {}
    for path in sorted(reports.glob("*.txt")):
        reading = read(path.name, path.read_bytes())
        for item in reading.items if isinstance(reading, Reading) else ():
            items.setdefault((path.stem, digest_of(item.text)), []).append(item.text)
            items.setdefault((path.stem, item.printed), []).append(item.text)
    return items
