"""How many of what matches has each value, exactly: counted by the library over the columns of the index."""

from collections import Counter
from collections.abc import Iterable, Mapping

import tantivy
from tantivy import Query

from unannounced.crafts.searching.public.index import BETWEEN, SEVERAL, together

MOST_VALUES = 65_000
"""Different values of a column that are counted; more than any has, values that stand together as one."""


def counted(searcher: tantivy.Searcher, query: Query, fields: Iterable[str]) -> Mapping[str, dict[str, int]]:
    """For each of ``fields`` how many entries that match have each value, the commonest first."""
    names = list(fields)
    if not names:
        return {}
    columns = {name: together(name) if name in SEVERAL else name for name in names}
    sizes = {"size": MOST_VALUES, "segment_size": MOST_VALUES}
    found = searcher.aggregate(query, {name: {"terms": {"field": column, **sizes}} for name, column in columns.items()})
    return {name: _ordered(found[name]["buckets"]) for name in names}


def _ordered(buckets: Iterable[Mapping[str, object]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in buckets:
        for value in str(one["key"]).split(BETWEEN):
            counts[value] += int(str(one["doc_count"]))
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
