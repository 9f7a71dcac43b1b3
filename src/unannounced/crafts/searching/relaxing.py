"""A question asked less strictly: any of its words will do, the more of them and the rarer, the better.

For those who write a sentence. What somebody wrote on purpose, a phrase, a beginning, brackets with OR, a field, what
must not be there, holds as it stands.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from unannounced.crafts.searching.public.detecting import SMALL_WORDS
from unannounced.crafts.searching.public.folding import folded, words_in
from unannounced.crafts.searching.public.parsing import All, AnyOf, Node, Understood, Word, understood

_ALSO_SMALL = "sans chez vers sous selon afin ainsi dont elle ils elles nous vous leurs cet ses bajo segun donde cuando"
PASSED_OVER = SMALL_WORDS | set(_ALSO_SMALL.split())
"""Words that bring nothing nearer where any word will do; more than those by which a language is told, and
none that says something in another language, such as ``son``."""


def any_of(asked: Understood, besides: Iterable[str] = ()) -> Understood:
    """``asked`` with any of its words in place of all; ``besides`` are words that will do as well.

    Small words, such as articles, are left out where others are there.
    """
    nodes = asked.node.nodes if isinstance(asked.node, All) else (asked.node,) if asked.node else ()
    loose = [node for node in nodes if isinstance(node, Word)]
    more = [Word((word,)) for term in besides for word in words_in(folded(term))]
    words = tuple(dict.fromkeys((*_telling(loose), *more)))
    if not words:
        return asked
    strict = [node for node in nodes if not isinstance(node, Word)]
    one: Node = AnyOf(words) if len(words) > 1 else words[0]
    return replace(asked, node=All((one, *strict)) if strict else one)


@lru_cache(maxsize=1024)
def is_plain(written: str) -> bool:
    """Whether somebody wrote words and nothing else: no phrase, sign, bracket or field that means it strictly.

    >>> is_plain("cells without windows"), is_plain('"windowless cells"'), is_plain("cells -windows"), is_plain("")
    (True, False, False, False)
    """
    node = understood(written).node
    nodes = node.nodes if isinstance(node, All) else (node,)
    return all(isinstance(one, Word) for one in nodes)


def _telling(words: list[Word]) -> list[Word]:
    """Those of ``words`` that say what it is about; all of them where none does."""
    return [one for one in words if not set(one.words) <= PASSED_OVER] or words
