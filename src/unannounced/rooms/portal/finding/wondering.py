"""What else can be said of a question: what was meant where little was found, why nothing was, what may come next."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from unannounced.crafts.searching.public.asking import Asking, Narrowed
from unannounced.crafts.searching.public.folding import folded, words_in
from unannounced.crafts.searching.public.index import PublicIndex
from unannounced.crafts.searching.public.marking import WORD
from unannounced.crafts.searching.public.parsing import All, Phrase, Understood, Word, leaves, understood
from unannounced.crafts.searching.public.suggesting import FILE, Suggestions
from unannounced.rooms.portal.finding.answers import Reason, nothing_holds, without
from unannounced.rooms.portal.finding.entries import register
from unannounced.rooms.portal.finding.question import Question

if TYPE_CHECKING:
    from unannounced.rooms.portal.finding.looking import Looking

FEW = 3
"""With fewer results than these it is asked whether something else was meant."""
OFTEN = 2_000
"""Words so frequent stand together somewhere, if they did once: that is not looked up again while somebody types."""
LEAST = 3
"""Letters of a word that can be taken for another."""

_held: OrderedDict[Path, tuple[tuple[int, int], Suggestions]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Wonder:
    """What may have been meant, "" for nothing; and why nothing was found."""

    did_you_mean: str = ""
    why_nothing: list[Reason] = field(default_factory=list)


NOTHING = Wonder()


def about(searcher: tantivy.Searcher, looking: "Looking", total: int) -> Wonder:
    """What is said where little or nothing was found."""
    if total >= FEW or not looking.question.words:
        return NOTHING
    meant = _meant(searcher, looking, total)
    return Wonder(meant, [] if total else list(_why(searcher, looking)))


# Did you mean


def _meant(searcher: tantivy.Searcher, looking: "Looking", total: int) -> str:
    """The question with its unheard words replaced by the nearest frequent ones, if that finds more."""
    question = looking.question
    kept = suggestions_beside(looking.index)
    unheard = [word for word in _words(looking) if _is_unheard(searcher, looking, word)]
    if not unheard:
        return ""
    replaced = {word: kept.near(word, register(invented=question.invented)) for word in unheard}
    if any(not near for near in replaced.values()):
        replaced = {word: near for word, near in replaced.items() if near}
    for turn in range(3):
        choice = {word: near[min(turn, len(near) - 1)] for word, near in replaced.items()}
        said = WORD.sub(lambda found, c=choice: c.get(folded(found[0]), found[0]), question.words)  # type: ignore[misc]
        if choice and said != question.words and _number(searcher, looking, replace(question, words=said)) > total:
            return str(said)
    return ""


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
