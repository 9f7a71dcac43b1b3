"""The law: answers a second beside a bare dict, every State on one day, loading, and an article read for claims."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from bench.figures import REPEATS, Claim, Figure, Row, repeated
from unannounced.crafts.law.acts import law_of, read_table, shipped_acts, shipped_law, written
from unannounced.crafts.law.conventions import read_conventions, shipped_conventions
from unannounced.crafts.press.reading import claims_in
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.checking import check
from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.soundness import flaws

ANSWERS, DAY = 500_000, date(2024, 1, 1)
SECOND, ONE_DAY, LOADING, ARTICLE = Claim(1), Claim(10), Claim(2), Claim(100)
MADE_UP = (
    "Paris, 29 September 2025. France ratified the European Convention for the Prevention of Torture in 1989. "
    "Russia signed a law denouncing it on Monday. The weather stayed fine and nobody in the square would say more. "
) * 25


def rows() -> Iterator[Row]:
    """Each figure on one core, in this process, through the public functions."""
    law = shipped_law()
    _everything(law, DAY)  # reckoned once; "loading" below says what that costs
    yield from _answers(law)
    took = Figure(tuple(1000 * one for one in repeated(lambda: _everything(law, DAY))), "ms")
    pairs = {(state, code): DAY for state in law.states() for code in law.conventions}
    bare = Figure(tuple(1000 * one for one in repeated(lambda: [pairs[key] for key in pairs])), "ms")
    yield Row(f"{len(pairs):,} standings on one day", took, "looking each pair up in a dict", bare, ONE_DAY)
    loading = Figure(tuple(repeated(_load)), "s")
    yield Row("loading with all checks", loading, "reading the same rows", Figure(tuple(repeated(_rows)), "s"), LOADING)
    yield from _articles(law)


def _answers(law: Law) -> Iterator[Row]:
    """Answers for days over forty years, of States and conventions that differ from call to call."""
    days = [DAY - timedelta(days=37 * number) for number in range(400)]
    asked = [(state, code, day) for day in days for state in law.states()[:25] for code in law.conventions]
    asked = (asked * (ANSWERS // len(asked) + 1))[:ANSWERS]
    bare = dict.fromkeys(asked)
    ask, look = law.standing, bare.__getitem__
    took, peer = [], []
    for _ in range(REPEATS):
        begun = perf_counter()
        for state, code, day in asked:
            ask(state, code, on=day)
        between = perf_counter()
        for key in asked:
            look(key)
        peer.append(perf_counter() - between)
        took.append(between - begun)
    yield Row(
        f"{ANSWERS:,} answers", Figure(tuple(took), "s"), "as many look-ups in a dict", Figure(tuple(peer), "s"), SECOND
    )


def _everything(law: Law, on: date) -> int:
    return sum(bool(law.standing(state, code, on=on).bound) for state in law.states() for code in law.conventions)


def _load() -> None:
    """From the text of the files to every interval, with the checks of files, rows and acts."""
    shipped_conventions.cache_clear()
    shipped_acts.cache_clear()
    law = law_of(shipped_acts())
    for state in law.states():
        for code in law.conventions:
            law.intervals(state, code)
            if flaws(law, state, code):
                raise AssertionError(f"{state} {code}")


def _rows() -> None:
    """The same files read, and nothing reckoned."""
    if isinstance(read_table(written(shipped_acts()), learned=DAY), Refused) or not read_conventions({}) == {}:
        raise AssertionError("the shipped facts cannot be read")


def _articles(law: Law) -> Iterator[Row]:
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    folder = Path(real) / "articles" if real else None
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.txt"))] if folder and folder.is_dir() else []
    what = f"{len(texts)} articles" if texts else "a made-up article of 6 kB"
    for text in texts or [MADE_UP]:
        _read(law, text)
    took = [1000 * one for text in texts or [MADE_UP] for one in repeated(lambda text=text: _read(law, text))]
    peer = [1000 * one for text in texts or [MADE_UP] for one in repeated(lambda text=text: text.split())]
    yield Row(
        f"{what} read for claims, p95",
        Figure(tuple(took), "ms", 0.95),
        "splitting at spaces",
        Figure(tuple(peer), "ms"),
        ARTICLE,
    )


def _read(law: Law, text: str) -> int:
    return sum(1 for said in claims_in(text) if check(law, said.claim, today=DAY))
