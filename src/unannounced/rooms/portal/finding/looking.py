"""One question before one index: what is looked for, and how many there are of each value it can be narrowed by."""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

import tantivy
from tantivy import Query

from unannounced.crafts.searching.public.asking import Asking, Narrowed
from unannounced.crafts.searching.public.counting import counted
from unannounced.crafts.searching.public.index import PublicIndex
from unannounced.crafts.searching.public.parsing import Understood, understood
from unannounced.rooms.portal.finding.answers import FACETS, FacetCount
from unannounced.rooms.portal.finding.entries import PAGE, PARAGRAPH, register
from unannounced.rooms.portal.finding.question import Question
from unannounced.rooms.portal.narrowing import OTHERS, OWN

KEPT = 200
"""Counts of so many questions are kept until the index changes: some 5 MB."""
_OF_ITEMS = ("kinds", "positions", "followups")

_counts: OrderedDict[tuple[object, ...], dict[str, list[FacetCount]]] = OrderedDict()
_lock = Lock()


class Looking:
    """One question before one index."""

    def __init__(self, index: PublicIndex, question: Question) -> None:
        self.index = index
        self.question = question
        self.asked = understood(question.words)
        with index.reading() as searcher:
            self.asking = Asking(index.schema, question.languages, searcher.doc_freq)
            self.in_all = Asking(index.schema, (), searcher.doc_freq) if question.languages else self.asking

    def query(self, question: Question | None = None, *, asked: Understood | None = None, free: str = "") -> Query:
        """What is looked for; with ``free`` the field that is left without its narrowing, to be counted."""
        question = question or self.question
        return self.asking_in(question, free).query(asked or self.asked, narrowed_by(question, free))

    def asking_in(self, question: Question, free: str = "") -> Asking:
        """The stems of the languages chosen; of all where none is, or where it is counted what another would find."""
        return self.asking if question.languages == self.question.languages and free != "languages" else self.in_all


def narrowed_by(question: Question, free: str = "") -> Narrowed:
    """The narrowings of a question as the index takes them, without that of the field ``free``.

    A page is let through where words are looked for, or pages are asked for.
    An item of which its paragraph says every word is let through only where the paragraph itself is not asked for; a
    rendition in another language where words are looked for, or its language is.
    """
    chosen = {FACETS[name]: tuple(getattr(question, name)) for name in FACETS if name not in ("years", free)}
    left_out: dict[str, tuple[str, ...]] = {}
    if OTHERS in chosen.get("body", ()):
        others = tuple(body for body in chosen["body"] if body != OTHERS)
        if OWN in others:
            chosen["body"] = ()
        else:
            chosen["body"], left_out["body"] = (), (OWN,)
    pages = bool(question.words) or PAGE in question.kinds or free == "kinds"
    if not pages:
        left_out["kind"] = (PAGE,)
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
        rendered=bool(question.words or question.languages) or free == "languages",
        other=register(invented=not question.invented),
    )


# Counts


def facet_counts(searcher: tantivy.Searcher, looking: Looking) -> dict[str, list[FacetCount]]:
    """For each facet how many there would be of each value, were it chosen instead of what is chosen of it."""
    question = replace(looking.question, page=1, size=1, sort="best", mode="words", like="")
    key = (looking.index.folder, looking.index.edition, question)
    with _lock:
        if key in _counts:
            _counts.move_to_end(key)
            return _counts[key]
    found = counted_anew(searcher, looking)
    with _lock:
        _counts[key] = found
        while len(_counts) > KEPT:
            _counts.popitem(last=False)
    return found


def counted_anew(searcher: tantivy.Searcher, looking: Looking) -> dict[str, list[FacetCount]]:
    """Facets that are counted over the same query are counted at once."""
    together: dict[str, list[str]] = {}
    for name in FACETS:
        together.setdefault(repr(narrowed_by(looking.question, name)), []).append(name)
    found: dict[str, list[FacetCount]] = {}
    for names in together.values():
        query = looking.query(free="languages" if "languages" in names else names[0])
        counts = counted(searcher, query, [FACETS[name] for name in names])
        for name in names:
            found[name] = [FacetCount(value, count) for value, count in counts[FACETS[name]].items()]
    return {name: found[name] for name in FACETS}
