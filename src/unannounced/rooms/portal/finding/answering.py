"""Answering a question from the index of words, from meaning, or from both; plainly, while there is no index."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from time import perf_counter

import tantivy

from unannounced.crafts.searching import IndexDamaged
from unannounced.crafts.searching.public.index import held, ranked, weighed
from unannounced.crafts.searching.public.marking import Marker
from unannounced.rooms.portal.finding import keeping, plain, wondering
from unannounced.rooms.portal.finding.answers import Answer, Hit
from unannounced.rooms.portal.finding.entries import register
from unannounced.rooms.portal.finding.looking import Looking, facet_counts
from unannounced.rooms.portal.finding.problems import in_words
from unannounced.rooms.portal.finding.question import Question
from unannounced.rooms.portal.finding.standing import hits_of

DEEPEST = 10_000
"""Results behind this one are not shown; whoever reads so far narrows down."""


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
        found = answer(replace(question, page=page, size=500), facets=False)
        yield from found.hits[: at_most - (page - 1) * 500]
        if page * 500 >= found.reach:
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
    return Answer(
        total,
        hits,
        facets=counts,
        did_you_mean=wonder.did_you_mean,
        why_nothing=wonder.why_nothing,
        pages=wonder.pages,
        whole=total,
    )


def _page(searcher: tantivy.Searcher, looking: Looking) -> tuple[int, list[Hit]]:
    question = looking.question
    size = max(1, min(question.size, 1000))
    offset = (max(1, question.page) - 1) * size
    if offset >= DEEPEST:
        return ranked(searcher, looking.query(), "best", 1, 0)[0], []
    if question.sort == "best":
        total, addresses = weighed(searcher, looking.query(), size, offset)
    else:
        total, addresses = ranked(searcher, looking.query(), question.sort, size, offset)
    found = [(score, held(searcher, address)) for score, address in addresses]
    return total, hits_of(found, Marker(looking.asked.node))


def _with_meaning(question: Question, *, facets: bool) -> Answer:
    """By meaning, or by words and meaning; by words alone where the index or the vectors are missing or damaged."""
    from unannounced.rooms.portal.finding import by_meaning

    try:
        return by_meaning.answer(question, partial(_by_words, facets=facets), facets=facets)
    except IndexDamaged:
        keeping.forget()
    except keeping.NotReady:
        if question.mode == "meaning" or not question.words:
            raise
    return plain.answer(question)


# Suggesting


def suggestions(prefix: str, language: str = "en", invented: bool = False, at_most: int = 8) -> list[str]:
    """What somebody may be about to type; each finds something. Nothing while there is no index."""
    try:
        index = keeping.to_read()
        with index.reading() as searcher:
            return wondering.beginning(searcher, index, prefix, language, register(invented=invented), at_most)
    except (keeping.NotReady, IndexDamaged):
        return []
