"""How good the portal's search is: nDCG@10 of words, of meaning and of both, on sixty questions judged by reading."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from statistics import fmean

from bench import homes
from bench.archive import PERSON
from bench.figures import Figure, Row
from bench.telling import progress

PARTS: dict[str, Callable[[int], bool]] = {
    "60 questions": lambda number: True,
    "49 in English": lambda number: number < 50,
    "11 in French, Russian, Spanish and Arabic": lambda number: number >= 50,
    "30 with even numbers, not chosen on": lambda number: number % 2 == 0,
}
WAYS = {"words": "all the words", "meaning": "meaning", "both": "words and meaning"}


def rows() -> Iterator[Row]:
    """On the archive that was judged, where it is at hand; a way of search beside any of the words by BM25 alone."""
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    folder = Path(real) / "upr_reports" / "txt" if real else None
    if folder is None or not folder.is_dir():
        yield Row("quality of the search", why_not="UNANNOUNCED_REAL_DATA names no folder that has the judged reports")
        return
    said = homes.ask(shown(folder), "portal", "search_quality")
    for part, belongs in PARTS.items():
        for way, words in WAYS.items():
            yield Row(
                f"nDCG@10 of {words}, {part}",
                _mean(said["found"][way], belongs),
                "any word, BM25",
                _mean(said["found"]["any"], belongs),
            )
    for way, words in WAYS.items():
        count = float(said["unjudged"][way])
        yield Row(
            f"answers by {words} that nobody judged, counted as grade 0", Figure((count,)), "all", Figure((600.0,))
        )


def _mean(found: dict[str, float], belongs: Callable[[int], bool]) -> Figure:
    return Figure((fmean(value for name, value in found.items() if belongs(int(name[1:]))),))


@cache
def shown(folder: Path) -> Path:
    """A home whose portal shows the reports in ``folder``, as far as they have a symbol."""
    progress("search_quality: taking the reports in and showing them, some minutes")
    home = homes.newly_prepared()
    homes.ask(home, "office", "archive_people", *PERSON)
    homes.unannounced(home, "facts", "--as", PERSON[0])
    files = map(str, sorted(folder.glob("*.txt")))
    homes.unannounced(home, "import-reports", *files, "--as", PERSON[0], "--no-proposals")
    try:
        homes.unannounced(home, "show-archived", "--as", PERSON[0])
    except homes.Failed:
        progress("search_quality: reports without a symbol were refused, as they must be")
    homes.unannounced(home, "edition", "--as", PERSON[0])
    homes.unannounced(home, "carry")
    homes.unannounced(home, "index", "--room", "portal")
    return home
