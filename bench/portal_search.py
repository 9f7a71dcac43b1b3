"""The index of words over 500,000 invented paragraphs: built, brought up to date, asked in every way; beside FTS5."""

import os
from collections.abc import Iterator
from typing import Any

from bench import homes
from bench.figures import Claim, Figure, Row
from bench.telling import progress

PARAGRAPHS = int(os.environ.get("UNANNOUNCED_BENCH_PARAGRAPHS", "500000"))
TIMES = 5
SHARE = 0.95
BUILT, UPDATED, SEARCH, FACETS, SUGGESTION = Claim(60), Claim(2), Claim(8), Claim(40), Claim(15)


def rows() -> Iterator[Row]:
    """Seconds to build and to bring up to date; p95 of each sort of question, with snippets, beside the peer."""
    home = homes.newly_prepared()
    progress(f"portal_search: {PARAGRAPHS:,} invented paragraphs")
    real = os.environ.get("UNANNOUNCED_REAL_DATA", "")
    homes.ask(home, "portal", "portal_words_made", str(PARAGRAPHS), real)
    progress("portal_search: building the index, asking")
    took: dict[str, Any] = homes.ask(home, "portal", "portal_words", str(TIMES))
    drawn = "as words follow each other in real reports" if real else "of words of a list"
    of = f"{PARAGRAPHS:,} paragraphs {drawn}, {took['entries']:,} entries"
    peer = took["peer"]
    begun = "FTS5 with the same texts, one stemmer"
    yield Row(f"{of}: built", Figure((took["built"],), "s"), begun, Figure((peer["built"],), "s"), BUILT)
    yield Row("the same, processor time", Figure((took["processor"],), "s"))
    yield Row("the index in its folder", Figure((took["megabytes"],), "MB"))
    yield Row("a report of 250 paragraphs corrected", Figure(tuple(took["updated"]), "s", SHARE), claim=UPDATED)
    for name, values in took["mine"].items():
        told = peer["took"].get(name)
        other = Figure(tuple(told), "ms", SHARE) if told else None
        figure = Figure(tuple(values), "ms", SHARE)
        yield Row(
            f"{name}: a page with snippets, p95", figure, "FTS5, the same question" if told else "", other, SEARCH
        )
    for name, values in took["facets"].items():
        yield Row(f"nine facets of {name}, p95", Figure(tuple(values), "ms", SHARE), claim=FACETS)
    yield Row("suggestions while typing, p95", Figure(tuple(took["suggestion"]), "ms", SHARE), claim=SUGGESTION)
    yield Row("a slip, and what was meant, p95", Figure(tuple(took["meant"]), "ms", SHARE))
