"""Answering by meaning, or by words and meaning together: rankings fused by rank, and only what is shown is read.

A thing is one result in however many languages it was found, in the reader's if it is there.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import tantivy
from tantivy import DocAddress, Occur, Query

from unannounced.crafts.searching.fusing import ALL_ANY_NEAR, fused
from unannounced.crafts.searching.public.counting import counted_of, one_of
from unannounced.crafts.searching.public.index import held, numbers_at, ranked, same_of, weighed
from unannounced.crafts.searching.public.marking import Marker
from unannounced.crafts.searching.public.parsing import Understood, words_alone
from unannounced.crafts.searching.relaxing import any_of
from unannounced.crafts.searching.terms import english_of
from unannounced.rooms.portal.finding import keeping, wondering
from unannounced.rooms.portal.finding.answers import FACETS, Answer, FacetCount, Hit
from unannounced.rooms.portal.finding.looking import Looking, facet_counts, narrowed_by
from unannounced.rooms.portal.finding.question import Question
from unannounced.rooms.portal.finding.standing import hits_of, language_here

if TYPE_CHECKING:
    from unannounced.crafts.searching.meaning import Narrowed as Near

POOL = 300
"""How many of each kind are fused, and how many near in meaning there can be."""
MOST_FREED = 3
"""Facets of which something is chosen that are counted as if nothing were: each looks for what is near once more."""
MOST_KEYS, KEPT = 10_000, 8
"""Items with a follow-up that meaning is narrowed to by their keys, and how many such sets are kept: 8 MB at most."""
_EVERYTHING = Understood(None, empty=True)

_followed: OrderedDict[tuple[object, ...], frozenset[str] | None] = OrderedDict()


def answer(question: Question, by_words: Callable[[Question], Answer], *, facets: bool) -> Answer:
    """Fused by rank, or by meaning alone; where meaning is not ready what ``by_words`` finds, which says so itself."""
    from unannounced.rooms.portal import meaning  # loads a model: not before somebody asks for it

    if not (question.like or question.words):
        return by_words(question)
    both = question.mode == "both" and bool(question.words)
    try:
        near = _near(question)
    except meaning.NotReady as missing:
        if not both:
            raise keeping.NotReady from missing
        return by_words(question)
    return _found(question, near, both=both, facets=facets)


def _near(question: Question) -> list[str]:
    """The keys of what lies near in meaning, the nearest first."""
    from unannounced.rooms.portal import meaning

    return [key for key, _ in meaning.nearest(question.like or question.words, _within(question), POOL)]


def _within(question: Question) -> "Near":
    from unannounced.rooms.portal import meaning

    return meaning.within(
        invented=question.invented,
        states=question.states,
        bodies=question.bodies,
        place_kinds=question.place_kinds,
        kinds=question.kinds,
        topics=question.topics,
        positions=question.positions,
        languages=question.languages,
        first=question.first_day,
        last=question.last_day,
        keys=_with_follow_up(question) if question.followups else None,
    )


def _with_follow_up(question: Question) -> Collection[str] | None:
    """The keys of the items of which became what is asked for; None where they are too many to be named."""
    index = keeping.to_read()
    asked = Question(followups=question.followups, invented=question.invented)
    key = (index.folder, index.edition, asked)
    if key not in _followed:
        looking = Looking(index, asked)
        with index.reading() as searcher:
            total, addresses = ranked(searcher, looking.query(), "newest", MOST_KEYS, 0)
            few = total <= MOST_KEYS
            _followed[key] = frozenset(held(searcher, one).key for _, one in addresses) if few else None
        while len(_followed) > KEPT:
            _followed.popitem(last=False)
    return _followed[key]


@dataclass(slots=True)
class _Rankings:
    """Things in the order of each ranking, by their number, and where each of them stands in the index."""

    searcher: tantivy.Searcher
    each: list[list[int]] = field(default_factory=list)
    where: dict[int, list[DocAddress]] = field(default_factory=lambda: defaultdict(list))

    def add(self, addresses: Sequence[DocAddress], order: Sequence[int] | None = None) -> None:
        """Add a ranking: what stands at ``addresses``, as they come or in the order of numbers that is given."""
        numbers = numbers_at(self.searcher, "same", addresses)
        for number, address in zip(numbers, addresses, strict=True):
            self.where[number].append(address)
        here = set(numbers)
        self.each.append([one for one in order if one in here] if order is not None else list(numbers))

    def days(self, column: str) -> dict[int, int]:
        """The day of each thing, or since when it is here."""
        firsts = [addresses[0] for addresses in self.where.values()]
        return dict(zip(self.where, numbers_at(self.searcher, column, firsts), strict=True))


def _found(question: Question, near: Sequence[str], *, both: bool, facets: bool) -> Answer:
    index = keeping.to_read()
    looking = Looking(index, question)
    with index.reading() as searcher:
        fusion = _fused(searcher, looking, near, both=both)
        order, rankings = fusion.order, fusion.rankings
        if question.sort != "best":
            days = rankings.days("came" if question.sort == "came" else "day")
            order.sort(key=lambda one: days[one[0]], reverse=question.sort != "oldest")
        elif both:
            order = _named_first(order, searcher, looking)
        begin = (max(1, question.page) - 1) * question.size
        hits = _read(rankings, order[begin : begin + question.size], Marker(fusion.loose.node))
        counts = _counts(searcher, looking, fusion, both=both) if facets else {}
        wonder = wondering.about(searcher, looking, fusion.whole) if facets and both else wondering.NOTHING
    return Answer(
        max(fusion.whole, len(order)),
        hits,
        exact=not both,
        facets=counts,
        did_you_mean=wonder.did_you_mean,
        why_nothing=wonder.why_nothing,
        pages=wonder.pages,
        way="both" if both else "meaning",
        whole=fusion.whole,
        further=len(order),
    )


Order = list[tuple[int, float]]
"""Numbers of things and their weights, the weightiest first."""


@dataclass(frozen=True, slots=True)
class _Fusion:
    """What was fused in order, how many hold every word, and what words were asked for more loosely."""

    rankings: _Rankings
    order: Order
    whole: int
    loose: Understood

    @property
    def things(self) -> list[int]:
        """The numbers of all that was fused."""
        return [number for number, _ in self.order]


def _fused(searcher: tantivy.Searcher, looking: Looking, near: Sequence[str], *, both: bool) -> _Fusion:
    rankings, whole = _Rankings(searcher), 0
    loose = any_of(looking.asked, english_of(looking.question.words)) if both else looking.asked
    if both:
        whole = _rank_words(rankings, looking, loose)
    rankings.add(_under(searcher, looking, near), [same_of(key) for key in near])
    return _Fusion(rankings, fused(rankings.each, weights=ALL_ANY_NEAR if both else ()), whole, loose)


Counts = dict[str, dict[str, int]]
"""By the name of a facet, how many there are of each value."""


def _counts(
    searcher: tantivy.Searcher, looking: Looking, fusion: _Fusion, *, both: bool
) -> dict[str, list[FacetCount]]:
    """At least how many there would be of each value, were it chosen: as the total is counted.

    That is as many as were fused, or as hold every word where those are more. Who chooses a value has as many fused of
    it alone, so that more may come near. Of a facet of which something is chosen, what was fused without that counts.
    """
    question = looking.question
    chosen = [name for name in question.narrowed if name in FACETS or name == "days"]
    counts = _of_things(searcher, looking, fusion, list(FACETS))
    for name in chosen[:MOST_FREED]:
        freed, counted = Looking(looking.index, question.without(name)), "years" if name == "days" else name
        more = _fused(searcher, freed, _near(freed.question), both=both)
        counts[counted] = _most(counts[counted], _of_things(searcher, freed, more, [counted])[counted])
    if both:
        for name, found in facet_counts(searcher, looking).items():
            counts[name] = _most(counts[name], {one.value: one.count for one in found})
    ordered = {name: sorted(counts[name].items(), key=lambda one: (-one[1], one[0])) for name in FACETS}
    return {name: [FacetCount(value, count) for value, count in ordered[name]] for name in FACETS}


def _most(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {value: max(one.get(value, 0), other.get(value, 0)) for value in (*one, *other)}


def _of_things(searcher: tantivy.Searcher, looking: Looking, fusion: _Fusion, names: Sequence[str]) -> Counts:
    allowed = looking.asking.query(_EVERYTHING, replace(narrowed_by(looking.question), rendered=True))
    found = counted_of(searcher, looking.index.schema, fusion.things, allowed, [FACETS[name] for name in names])
    return {name: dict(found[FACETS[name]]) for name in names}


def _named_first(order: Order, searcher: tantivy.Searcher, looking: Looking) -> Order:
    """What is called as a whole by what was asked for stands before everything else, as it does by words alone."""
    name = " ".join(dict.fromkeys(words_alone(looking.asked.node)))
    each = looking.asking.named([name]) if name else []
    if not each:
        return order
    found = searcher.search(Query.boolean_query([(Occur.Must, one) for one in each]), limit=POOL, count=False).hits
    named = set(numbers_at(searcher, "same", [address for _, address in found]))
    return sorted(order, key=lambda one: one[0] not in named)


def _rank_words(rankings: _Rankings, looking: Looking, loose: Understood) -> int:
    """Add what has every word, and what has any of them; how many have every word."""
    whole, first = weighed(rankings.searcher, looking.query(), POOL, 0)
    rankings.add([address for _, address in first])
    if loose != looking.asked:
        first = weighed(rankings.searcher, looking.query(asked=loose), POOL, 0)[1]
    rankings.add([address for _, address in first])
    return whole


def _under(searcher: tantivy.Searcher, looking: Looking, keys: Sequence[str]) -> list[DocAddress]:
    """What stands under ``keys`` and may be shown, narrowed down as was asked; in the reader's language as well."""
    if not keys:
        return []
    wanted = list(keys)
    if searcher.doc_freq("rendered", "yes"):
        wanted += [f"{key}~{language_here()}" for key in keys]
    each = one_of(looking.index.schema, "key", wanted)
    allowed = looking.asking.query(_EVERYTHING, replace(narrowed_by(looking.question), rendered=True))
    query = Query.boolean_query([(Occur.Must, allowed), (Occur.Must, each)])
    return [address for _, address in searcher.search(query, limit=len(wanted), count=False).hits]


def _read(rankings: _Rankings, some: Sequence[tuple[int, float]], marker: Marker) -> list[Hit]:
    """Those of one page: nothing else is read."""
    return hits_of(
        [(score, held(rankings.searcher, one)) for number, score in some for one in rankings.where[number]], marker
    )
