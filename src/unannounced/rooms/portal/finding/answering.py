"""Answering a question from the index of words, from meaning, or from both; plainly, while there is no index."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

import tantivy
from django.utils.translation import gettext
from tantivy import Query

from unannounced.crafts.searching import IndexDamaged
from unannounced.crafts.searching.fusing import ALL_ANY_NEAR, fused
from unannounced.crafts.searching.public.asking import Asking, Narrowed
from unannounced.crafts.searching.public.counting import counted
from unannounced.crafts.searching.public.index import Held, PublicIndex, held, ranked
from unannounced.crafts.searching.public.marking import Marker
from unannounced.crafts.searching.public.parsing import Understood, understood
from unannounced.crafts.searching.relaxing import any_of
from unannounced.crafts.searching.terms import english_of
from unannounced.rooms.portal.finding import keeping, plain, wondering
from unannounced.rooms.portal.finding.answers import FACETS, Answer, FacetCount, Hit, hit_of
from unannounced.rooms.portal.finding.entries import PARAGRAPH, register
from unannounced.rooms.portal.finding.problems import Problem, in_words
from unannounced.rooms.portal.finding.question import Question
from unannounced.rooms.portal.narrowing import OTHERS, OWN

if TYPE_CHECKING:
    from unannounced.crafts.searching.meaning import Narrowed as Near

DEEPEST = 10_000
"""Results behind this one are not shown; whoever reads so far narrows down."""
POOL = 300
"""How many of each kind are fused, and how many near in meaning there can be."""
KEPT = 200
"""Counts of so many questions are kept until the index changes."""

_counts: OrderedDict[tuple[object, ...], dict[str, list[FacetCount]]] = OrderedDict()
_lock = Lock()


class Looking:
    """One question before one index."""

    def __init__(self, index: PublicIndex, question: Question) -> None:
        self.index = index
        self.question = question
        self.asked = understood(question.words)
        self.asking = Asking(index.schema, question.languages)

    def query(self, question: Question | None = None, *, asked: Understood | None = None, free: str = "") -> Query:
        """What is looked for; with ``free`` the field that is left without its narrowing, to be counted."""
        narrowed = narrowed_by(question or self.question, free)
        return self.asking.query(asked or self.asked, narrowed)


def narrowed_by(question: Question, free: str = "") -> Narrowed:
    """The narrowings of a question as the index takes them, without that of the field ``free``.

    An item of which its paragraph says every word is let through only where the paragraph itself is not asked for.
    """
    chosen = {FACETS[name]: tuple(getattr(question, name)) for name in FACETS if name not in ("years", free)}
    left_out: dict[str, tuple[str, ...]] = {}
    if OTHERS in chosen.get("body", ()):
        others = tuple(body for body in chosen["body"] if body != OTHERS)
        if OWN in others:
            chosen["body"] = ()
        else:
            chosen["body"], left_out = (), {"body": (OWN,)}
    items_alone = bool(question.kinds and PARAGRAPH not in question.kinds)
    inside = items_alone or bool(question.positions or question.followups) or free in _OF_ITEMS
    days = free != "years"
    return Narrowed(
        register=register(invented=question.invented),
        chosen=chosen,
        left_out=left_out,
        first=question.first_day if days else None,
        last=question.last_day if days else None,
        inside=inside,
    )


_OF_ITEMS = ("kinds", "positions", "followups")


def answer(question: Question, *, facets: bool = True) -> Answer:
    """What was published that answers ``question``; raises ``NotReady`` only where meaning alone is asked for."""
    began = perf_counter()
    if question.mode != "words" or question.like:
        found = _with_meaning(question, facets=facets)
    else:
        found = _by_words(question, facets=facets)
    return replace(
        found, took_ms=round((perf_counter() - began) * 1000), problems=found.problems + in_words(question.words)
    )


def every(question: Question, at_most: int = DEEPEST) -> Iterator[Hit]:
    """All that answers, in order, as far as ``at_most``: for files of results."""
    for page in range(1, at_most // 500 + 2):
        hits = answer(replace(question, page=page, size=500), facets=False).hits
        yield from hits[: at_most - (page - 1) * 500]
        if len(hits) < 500:
            return


def _by_words(question: Question, *, facets: bool) -> Answer:
    try:
        index = keeping.to_read()
        looking = Looking(index, question)
        with index.reading() as searcher:
            total, hits = _page(searcher, looking)
            counts = facet_counts(searcher, looking) if facets else {}
            wonder = wondering.about(searcher, looking, total) if facets else wondering.NOTHING
    except keeping.NotReady:
        return plain.answer(question)
    except IndexDamaged:
        keeping.forget()
        return plain.answer(question)
    return Answer(total, hits, facets=counts, did_you_mean=wonder.did_you_mean, why_nothing=wonder.why_nothing)


def _page(searcher: tantivy.Searcher, looking: Looking) -> tuple[int, list[Hit]]:
    question = looking.question
    size = max(1, min(question.size, 1000))
    offset = (max(1, question.page) - 1) * size
    query = looking.query()
    if offset >= DEEPEST:
        return ranked(searcher, query, "best", 1, 0)[0], []
    total, addresses = ranked(searcher, query, question.sort, size, offset)
    marker = Marker(looking.asked.node)
    return total, [_hit(held(searcher, address), marker, score) for score, address in addresses]


def _hit(found: Held, marker: Marker, score: float) -> Hit:
    return hit_of(found, marker.snippet(found.text, found.language), score)


# Counts


def facet_counts(searcher: tantivy.Searcher, looking: Looking) -> dict[str, list[FacetCount]]:
    """For each facet how many there would be of each value, were it chosen instead of what is chosen of it."""
    question = replace(looking.question, page=1, size=1, sort="best", mode="words", like="")
    key = (looking.index.folder, looking.index.edition, question)
    with _lock:
        if key in _counts:
            _counts.move_to_end(key)
            return _counts[key]
    found = _counted(searcher, looking)
    with _lock:
        _counts[key] = found
        while len(_counts) > KEPT:
            _counts.popitem(last=False)
    return found


def _counted(searcher: tantivy.Searcher, looking: Looking) -> dict[str, list[FacetCount]]:
    """Facets that are counted over the same query are counted at once."""
    together: dict[str, tuple[Narrowed, list[str]]] = {}
    for name in FACETS:
        narrowed = narrowed_by(looking.question, name)
        together.setdefault(repr(narrowed), (narrowed, []))[1].append(name)
    found: dict[str, list[FacetCount]] = {}
    for narrowed, names in together.values():
        query = looking.asking.query(looking.asked, narrowed)
        counts = counted(searcher, query, [FACETS[name] for name in names])
        for name in names:
            found[name] = [FacetCount(value, count) for value, count in counts[FACETS[name]].items()]
    return {name: found[name] for name in FACETS}


# Meaning


def _with_meaning(question: Question, *, facets: bool) -> Answer:
    """Fused by rank, or by meaning alone; where meaning is not ready, words alone, and that is said."""
    from unannounced.rooms.portal import meaning  # loads a model: not before somebody asks for it

    like = question.like or question.words
    if not like:
        return _by_words(question, facets=facets)
    both = question.mode == "both" and bool(question.words)
    try:
        near = [key for key, _ in meaning.nearest(like, _within(question), POOL)]
    except meaning.NotReady as missing:
        if not both:
            raise keeping.NotReady from missing
        found = _by_words(question, facets=facets)
        said = Problem(gettext("Meaning is being prepared; these results are by words alone."))
        return replace(found, problems=[*found.problems, said])
    return _fused(question, near, both=both, facets=facets)


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
    )


def _fused(question: Question, near: Sequence[str], *, both: bool, facets: bool) -> Answer:
    index = keeping.to_read()
    looking = Looking(index, question)
    with index.reading() as searcher:
        by_words, loosely, total = [], [], 0
        loose = any_of(looking.asked, english_of(question.words)) if both else looking.asked
        if both:
            total, addresses = ranked(searcher, looking.query(), "best", POOL, 0)
            by_words = [held(searcher, address) for _, address in addresses]
            _, addresses = ranked(searcher, looking.query(asked=loose), "best", POOL, 0)
            loosely = [held(searcher, address) for _, address in addresses]
        known = {one.key: one for one in (*by_words, *loosely)}
        for one in _held_under(searcher, looking, [key for key in near if key not in known]):
            known[one.key] = one
        rankings = [[one.key for one in by_words], [one.key for one in loosely], [key for key in near if key in known]]
        order = fused(rankings, weights=ALL_ANY_NEAR) if both else fused(rankings[2:])
        if question.sort != "best":
            order.sort(key=lambda one: str(known[one[0]].shown.get("day")), reverse=question.sort == "newest")
        begin = (max(1, question.page) - 1) * question.size
        marker = Marker(loose.node)
        hits = [_hit(known[key], marker, score) for key, score in order[begin : begin + question.size]]
        counts = facet_counts(searcher, looking) if facets and question.words and both else {}
    return Answer(max(total, len(order)) if both else len(order), hits, exact=not both, facets=counts)


def _held_under(searcher: tantivy.Searcher, looking: Looking, keys: Sequence[str]) -> list[Held]:
    """What stands under ``keys`` and may be shown as the question is narrowed down."""
    if not keys:
        return []
    asked = Understood(None, empty=True)
    allowed = looking.query(asked=asked)
    each = [(tantivy.Occur.Should, Query.term_query(looking.index.schema, "key", key)) for key in keys]
    query = Query.boolean_query([(tantivy.Occur.Must, allowed), (tantivy.Occur.Must, Query.boolean_query(each))])
    hits = searcher.search(query, limit=len(keys), count=False).hits
    return [held(searcher, address) for _, address in hits]


# Suggesting


def suggestions(prefix: str, language: str = "en", invented: bool = False, at_most: int = 8) -> list[str]:
    """What somebody may be about to type; each finds something. Nothing while there is no index."""
    try:
        index = keeping.to_read()
        with index.reading() as searcher:
            return wondering.beginning(searcher, index, prefix, language, register(invented=invented), at_most)
    except (keeping.NotReady, IndexDamaged):
        return []
