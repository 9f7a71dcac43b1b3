"""What else can be said of a question: what was meant where little was found, why nothing was, what may come next."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy
from tantivy import Occur, Query

from unannounced.crafts.searching.public.asking import Asking, Narrowed
from unannounced.crafts.searching.public.detecting import SAY_LITTLE
from unannounced.crafts.searching.public.folding import folded, words_in
from unannounced.crafts.searching.public.index import Held, PublicIndex, as_name, held
from unannounced.crafts.searching.public.marking import WORD, Marker, words_asked
from unannounced.crafts.searching.public.parsing import All, Phrase, Understood, Word, leaves, understood
from unannounced.crafts.searching.public.suggesting import FILE, Suggestions
from unannounced.rooms.portal.finding.answers import Hit, Reason, nothing_holds, without
from unannounced.rooms.portal.finding.entries import PAGE, register
from unannounced.rooms.portal.finding.question import Question
from unannounced.rooms.portal.finding.standing import hits_of

if TYPE_CHECKING:
    from unannounced.rooms.portal.finding.looking import Looking

FEW = 3
"""With fewer results than these it is asked whether something else was meant."""
MORE = 10
"""How many times as many the other must find, where what was written finds something."""
MOST_SAY = 3
"""A word that stands in every third entry says little of what somebody looks for."""
ENOUGH = 60
"""Entries from which on it can be told how often a word stands anywhere."""
OFTEN = 2_000
"""Words so frequent stand together somewhere, if they did once: that is not looked up again while somebody types."""
MOST_IN_ROW, LONGEST_NAME, MOST_PAGES = 12, 6, 3
"""Words of a question that may be a name, words of a name, and pages that are offered."""
LEADING = ("states", "themes", "places", "conventions")
"""How the keys of pages begin that are offered where nothing was found."""
LEAST = 3
"""Letters of a word that can be taken for another."""

_held: OrderedDict[Path, tuple[tuple[int, int], Suggestions]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Wonder:
    """What may have been meant, "" for nothing; why nothing was found; pages that words of it are the name of."""

    did_you_mean: str = ""
    why_nothing: list[Reason] = field(default_factory=list)
    pages: list[Hit] = field(default_factory=list)


NOTHING = Wonder()


def about(searcher: tantivy.Searcher, looking: "Looking", total: int) -> Wonder:
    """What is said where little or nothing was found."""
    if total >= FEW or not looking.question.words:
        return NOTHING
    meant = _meant(searcher, looking, total)
    if total:
        return Wonder(meant)
    return Wonder(meant, list(_why(searcher, looking)), pages_named_in(searcher, looking))


# Did you mean


def _meant(searcher: tantivy.Searcher, looking: "Looking", total: int) -> str:
    """The question with its unheard words replaced by the nearest frequent ones, if that finds more.

    Where what was written finds something it may be right: then only if that finds many times as many.
    """
    question = looking.question
    kept = suggestions_beside(looking.index)
    unheard = [word for word in _words(looking) if _is_unheard(searcher, looking, word)]
    if not unheard:
        return ""
    within = register(invented=question.invented)
    offered = {word: [one for one in kept.near(word, within) if _says_something(searcher, one)] for word in unheard}
    replaced = {word: near for word, near in offered.items() if near}
    enough = MORE * total or 1
    for turn in range(3):
        choice = {word: near[min(turn, len(near) - 1)] for word, near in replaced.items()}
        said = WORD.sub(lambda found, c=choice: c.get(folded(found[0]), found[0]), question.words)  # type: ignore[misc]
        if choice and said != question.words and _number(searcher, looking, replace(question, words=said)) >= enough:
            return str(said)
    return ""


def _says_something(searcher: tantivy.Searcher, word: str) -> bool:
    """Whether a word tells anything: no small word of a language, and none that stands nearly everywhere."""
    plain = folded(word)
    if len(plain) < LEAST or plain in SAY_LITTLE or word in SAY_LITTLE:
        return False
    return searcher.num_docs < ENOUGH or searcher.doc_freq("folded", plain) * MOST_SAY < searcher.num_docs


def _words(looking: "Looking") -> list[str]:
    """The single words that are asked for, folded."""
    found = [one.words for one in leaves(looking.asked.node) if isinstance(one, Word)]
    return list(dict.fromkeys(word for words in found for word in words if len(word) >= LEAST))


def _is_unheard(searcher: tantivy.Searcher, looking: "Looking", word: str) -> bool:
    """Whether hardly anything holds the word, by its stems as well."""
    return int(searcher.search(looking.asking.of(Word((word,))), limit=1).count) < FEW  # type: ignore[attr-defined]


def _number(searcher: tantivy.Searcher, looking: "Looking", question: Question) -> int:
    query = looking.query(question, asked=understood(question.words))
    return int(searcher.search(query, limit=1).count)  # type: ignore[attr-defined]


# Why nothing


def _why(searcher: tantivy.Searcher, looking: "Looking") -> Iterator[Reason]:
    """Each word that nothing holds, and how many there would be without each narrowing."""
    whole = Narrowed(register(invented=looking.question.invented), inside=True)
    for leaf in dict.fromkeys(leaves(looking.asked.node)):
        words = leaf.words if hasattr(leaf, "words") else (leaf.word,)
        query = looking.in_all.query(replace(looking.asked, node=leaf), whole)
        if not searcher.search(query, limit=1).hits:
            yield nothing_holds(" ".join(words))
    narrowed = looking.question.narrowed
    counts = {one: _number(searcher, looking, looking.question.without(one)) for one in narrowed}
    if len(narrowed) > 1 and not any(counts.values()):
        counts = {"all": _number(searcher, looking, looking.question.without("all"))}
    yield from (without(one, looking.question, count) for one, count in counts.items() if count)


# Pages by their names


def pages_named_in(searcher: tantivy.Searcher, looking: "Looking") -> list[Hit]:
    """The pages of States, themes, places and conventions that words in a row are the name of, the longest name first.

    By a letter otherwise only where no name stands there as it is.
    """
    words = words_asked(looking.asked.node)[:MOST_IN_ROW]
    runs = [words[at : at + long] for long in range(LONGEST_NAME, 0, -1) for at in range(len(words) - long + 1)]
    names = list(dict.fromkeys(as_name(" ".join(run)) for run in runs))
    long_enough = [name for name in names if len(name) > LEAST + 1]
    for tried, slips in ((names, 0), (long_enough, 1)):
        found: dict[str, tuple[float, Held]] = {}
        for query in looking.asking.named(tried, slips):
            for one in _pages(searcher, looking, query):
                found.setdefault(one.key, (0.0, one))
        if found:
            return hits_of(list(found.values()), Marker(looking.asked.node))[:MOST_PAGES]
    return []


def _pages(searcher: tantivy.Searcher, looking: "Looking", named: Query) -> Iterator[Held]:
    schema, within = looking.index.schema, register(invented=looking.question.invented)
    wanted = {"kind": PAGE, "register": within}
    clauses = [(Occur.Must, Query.term_query(schema, name, value)) for name, value in wanted.items()]
    hits = searcher.search(Query.boolean_query([(Occur.Must, named), *clauses]), limit=20, count=False).hits
    for _, address in hits:
        one = held(searcher, address)
        if one.key.partition(":")[0] in LEADING:
            yield one


# Suggestions


def suggestions_beside(index: PublicIndex) -> Suggestions:
    """What is kept beside the index, read once until it changes."""
    path = index.folder / FILE
    try:
        now = path.stat()
        edition = (now.st_ino, now.st_mtime_ns)
    except OSError:
        return Suggestions({})
    if path not in _held or _held[path][0] != edition:
        _held[path] = (edition, Suggestions.read(index.folder))
        while len(_held) > 2:
            _held.popitem(last=False)
    return _held[path][1]


def beginning(
    searcher: tantivy.Searcher, index: PublicIndex, prefix: str, language: str, within: str, at_most: int
) -> list[str]:
    """What begins so, topics by their names among it."""
    asking, narrowed = Asking(index.schema, often=searcher.doc_freq), Narrowed(within, inside=True)

    def finds(text: str) -> bool:
        words = words_in(folded(text))
        rarest = min((searcher.doc_freq("folded", word) for word in words), default=0)
        if not 0 < rarest < OFTEN:
            return rarest > 0
        asked = Understood(All(tuple(Phrase((word,)) for word in dict.fromkeys(words))))
        return bool(searcher.search(asking.query(asked, narrowed), limit=1, count=False).hits)

    start = " ".join(folded(prefix[:100]).split())
    if not start:
        return []
    topics = [name for plain, name in _topics(language) if plain.startswith(start) and finds(name)][:2]
    found = suggestions_beside(index).beginning(prefix[:100], language, within, at_most, finds)
    known = {folded(name) for name in topics}
    return [*topics, *(one for one in found if folded(one) not in known)][:at_most]


@cache
def _topics(language: str) -> list[tuple[str, str]]:
    from unannounced.crafts.topics import shipped

    names = [topic.name(language) for topic in shipped().topics]
    return sorted((folded(name), name) for name in names)


__all__ = ["NOTHING", "Wonder", "about", "beginning", "suggestions_beside"]
