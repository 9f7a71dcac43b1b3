"""How many of what matches has each value, exactly: counted by the library over the columns of the index."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import tantivy
from tantivy import Occur, Query, Schema

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


def counted_of(
    searcher: tantivy.Searcher, schema: Schema, things: Sequence[int], allowed: Query, fields: Iterable[str]
) -> Mapping[str, dict[str, int]]:
    """The same of ``things`` alone, by their numbers (``same_of``), as far as they are ``allowed``.

    A thing counts once for a value, in however many languages it stands there.
    """
    names = list(fields)
    if not things or not names:
        return {name: {} for name in names}
    query = Query.boolean_query([(Occur.Must, one_of(schema, "same", things)), (Occur.Must, allowed)])
    if not searcher.doc_freq("rendered", "yes"):
        return counted(searcher, query, names)
    columns = {name: together(name) if name in SEVERAL else name for name in names}
    once = {"once": {"terms": {"field": "same", "size": len(things), "segment_size": len(things)}}}
    sizes = {"size": MOST_VALUES, "segment_size": MOST_VALUES}
    asked = {name: {"terms": {"field": column, **sizes}, "aggs": once} for name, column in columns.items()}
    found = searcher.aggregate(query, asked)
    return {name: _ordered(_each_once(found[name]["buckets"])) for name in names}


def one_of(schema: Schema, field: str, values: Iterable[object]) -> Query:
    """What has one of some hundred ``values`` in a field: one by one: a quarter of the work of a set."""
    each = [(Occur.Should, Query.term_query(schema, field, value)) for value in dict.fromkeys(values)]
    return Query.const_score_query(Query.boolean_query(each), 0.0)


def _each_once(buckets: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, object]]:
    return [{"key": one["key"], "doc_count": len(one["once"]["buckets"])} for one in buckets]


def _ordered(buckets: Iterable[Mapping[str, object]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in buckets:
        for value in str(one["key"]).split(BETWEEN):
            counts[value] += int(str(one["doc_count"]))
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
