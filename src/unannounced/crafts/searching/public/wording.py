"""A question in the words of one layer of the index: query objects of the library, never a string in its language."""

from collections.abc import Callable, Iterable
from datetime import date

from tantivy import FieldType, Occur, Query, Schema

from unannounced.crafts.searching.public.index import FOLDED, LOOSE, NOTE, Layer
from unannounced.crafts.searching.public.languages import LANGUAGES, LONGEST_WORD, stems_of
from unannounced.crafts.searching.public.parsing import All, AnyOf, Fuzzy, Narrow, Node, Not, Phrase, Start, Word

UNSURE = frozenset(code for code, language in LANGUAGES.items() if language.accents)
"""Languages whose stems depend on accents: who types none may have another stem than what is written with them."""
EXACTLY = 1.3
"""How much more a word counts that stands there as it was written."""
ELSEWHERE = 0.1
"""How much a word counts besides for each other language in which it was found."""
FREQUENT, SHORT = 100_000, 6
"""Entries from which on it pays to leave a word out of those nearly written so, and letters as far as it does."""

Often = Callable[[str, str], int]
"""How many entries have a term in a field, those that were dropped among them: 0 if nothing has it."""


class Wording:
    """Makes queries for the words of one ``layer``, looking for them in the ``languages`` named.

    With ``often`` nothing is asked for that no entry has: most words stand in one language of thirteen.
    """

    def __init__(
        self, schema: Schema, languages: Iterable[str] = (), often: Often | None = None, layer: Layer = Layer.MAIN
    ) -> None:
        self._schema = schema
        self._often = often
        there = [code for code in LANGUAGES if often is None or often("language", code)]
        chosen = [code for code in dict.fromkeys(languages) if code in LANGUAGES]
        self._languages = [code for code in chosen if code in there] if chosen else there
        self._sure = [code for code in there if code not in UNSURE]
        self._stems_in = {code: layer.of(language.field) for code, language in LANGUAGES.items()}
        self._folded, self._loose = layer.of(FOLDED), layer.of(LOOSE)

    def of(self, node: Node) -> Query:
        """The query for what was understood."""
        match node:
            case Word(words):
                return self._by_stems(words)
            case Phrase(words, None):
                return self._exactly(words)
            case Phrase(words, apart):
                return self._near(words, apart or 0)
            case Start(word):  # letters and digits alone, so nothing in it is an operator
                return Query.regex_query(self._schema, self._folded, f"{word}.*")
            case Fuzzy(word, letters):
                return self._nearly(word, letters)
            case Narrow():
                return Query.const_score_query(self._narrow(node), 0.0)
            case Not(inner):
                return Query.boolean_query([(Occur.Must, self._everything()), (Occur.MustNot, self.of(inner))])
            case AnyOf(nodes):
                return _one_of(self.of(one) for one in nodes)
            case All(nodes):
                return self._all(nodes)

    def _all(self, nodes: tuple[Node, ...]) -> Query:
        clauses = [(Occur.Must, self.of(one)) for one in nodes if not isinstance(one, Not)]
        clauses = clauses or [(Occur.Must, self._everything())]
        clauses += [(Occur.MustNot, self.of(one.node)) for one in nodes if isinstance(one, Not)]
        return Query.boolean_query(clauses)

    def _everything(self) -> Query:
        """Every entry, and nothing that the index keeps for itself."""
        clauses = [(Occur.Must, Query.all_query()), (Occur.MustNot, self._term("group", NOTE))]
        return Query.const_score_query(Query.boolean_query(clauses), 0.0)

    def _has(self, name: str, words: Iterable[str]) -> bool:
        """Whether each of ``words`` stands in a field of some entry."""
        return self._often is None or all(self._often(name, word) for word in words)

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value)

    def _by_stems(self, words: tuple[str, ...]) -> Query:
        if len(words) > 1:
            return self._in_each(words, 0)
        return best_of(self._ways(words[0]), ELSEWHERE)

    def _ways(self, word: str) -> list[Query]:
        """Where a word is looked for: as it is written, and by its stems."""
        written = self._is_written_so(word)
        found = [self._term(*one) for one in self._stems(word, UNSURE if written else LANGUAGES)]
        if self._has(self._folded, (word,)):
            folded = Query.boost_query(self._term(self._folded, word), EXACTLY + ELSEWHERE if written else EXACTLY)
            found.insert(0, folded)
        return found

    def _stems(self, word: str, among: Iterable[str]) -> list[tuple[str, str]]:
        """Where a word is looked for by its stems: fields of the languages ``among`` which it may be, and stems."""
        fields = [
            (self._stems_in[code], stem) for code in self._languages if code in among for stem in stems_of(word, code)
        ]
        return [(name, stem) for name, stem in fields if self._has(name, (stem,))]

    def _is_written_so(self, word: str) -> bool:
        """Whether what has a stem of ``word`` in a sure language has it as it is written: often so of the dearest.

        What has the word is among what has its stem in one of them, or is loose: where the numbers are the same, so is
        what is found.
        """
        often = self._often
        if often is None or len(word) > LONGEST_WORD or not often(self._folded, word):
            return False
        sure = [(self._stems_in[code], stem) for code in self._sure for stem in stems_of(word, code)]
        return often(self._folded, word) == sum(often(*one) for one in sure) + often(self._loose, word)

    def _exactly(self, words: tuple[str, ...]) -> Query:
        if len(words) == 1:
            return self._term(self._folded, words[0])
        return Query.phrase_query(self._schema, self._folded, list(words))

    def _near(self, words: tuple[str, ...], apart: int) -> Query:
        """In this order or the other; between two words so many others may stand."""
        if len(words) == 1:
            return self._by_stems(words)
        if len(words) == 2:
            return self._in_each(words, apart, either=True)
        return _one_of([self._in_each(way, apart) for way in dict.fromkeys((words, words[::-1]))])

    def _in_each(self, words: tuple[str, ...], apart: int, *, either: bool = False) -> Query:
        """The words together by the stems of one language throughout, or as written where stems are not sure."""
        written = any(len(word) > LONGEST_WORD for word in words) or all(map(self._is_written_so, words))
        ways = {(self._folded if written else self._loose, words)}
        for code in self._languages:
            if code in UNSURE or not written:
                stems = tuple(next(iter(stems_of(word, code)), word) for word in words)
                ways.add((self._stems_in[code], stems))
        there = [(name, list(way)) for name, way in sorted(ways) if self._has(name, way)]
        return best_of([self._together(name, way, apart, either=either) for name, way in there], 0.0)

    def _together(self, name: str, words: list[str], apart: int, *, either: bool) -> Query:
        """Words together in a field; what is loose weighs by how often they stand anywhere, for little is loose.

        The library measures how far words are from where a phrase has them, before or behind: two that it has in one
        place are found in ``either`` order at once.
        """
        if either and words[0] != words[1]:
            phrase = Query.phrase_query(self._schema, name, [(0, words[0]), (0, words[1])], slop=apart + 1)
        else:
            phrase = Query.phrase_query(self._schema, name, [*words], slop=apart)
        if name != self._loose:
            return phrase
        anywhere = [(Occur.Must, self._term(self._folded, word)) for word in dict.fromkeys(words)]
        return Query.boolean_query([(Occur.Must, Query.const_score_query(phrase, 0.0)), *anywhere])

    def _nearly(self, word: str, letters: int) -> Query:
        """As it is written, and weighing nothing, behind all that is so, what differs by so many letters."""
        plain = Query.boost_query(self._by_stems((word,)), 2.0)
        if letters == 1 and len(word) <= SHORT and self._often and self._often(self._folded, word) >= FREQUENT:
            near = Query.regex_query(self._schema, self._folded, otherwise_by_a_letter(word))
        else:
            near = Query.fuzzy_term_query(self._schema, self._folded, word, letters)
        return best_of([plain, Query.boost_query(near, 0.0)], 0.0)

    def _narrow(self, node: Narrow) -> Query:
        if not node.between:
            return any_of(self._schema, node.field, node.values)
        first = date(max(1, int(node.values[0])), 1, 1).toordinal() if node.values[0] else None
        last = date(max(1, int(node.values[1])), 12, 31).toordinal() if node.values[1] else None
        return Query.range_query(self._schema, "day", FieldType.Integer, first, last)


def best_of(found: list[Query], besides: float) -> Query:
    """The weightiest of ``found``, with the share ``besides`` of the others."""
    if len(found) < 2:
        return found[0] if found else Query.empty_query()
    return Query.disjunction_max_query(found, besides)


def any_of(schema: Schema, name: str, values: Iterable[str]) -> Query:
    """What has one of ``values`` in a field."""
    return _one_of([Query.term_query(schema, name, value) for value in dict.fromkeys(values)])


def _one_of(each: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, one) for one in each])


def otherwise_by_a_letter(word: str) -> str:
    """An expression of the library for what differs from ``word`` by a letter put in, left out or put for another, or
    by two that changed places: Levenshtein's distance of 1 with transpositions, and never the word itself.

    >>> otherwise_by_a_letter("ab")
    'ba|[^a]b|a[^b]|.ab|a.b|ab.|b|a'
    """
    cut = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    changed = [f"{left}{right[1]}{right[0]}{right[2:]}" for left, right in cut[:-2] if right[0] != right[1]]
    other = [f"{left}[^{right[0]}]{right[1:]}" for left, right in cut[:-1]]
    more = [f"{left}.{right}" for left, right in cut]
    less = [f"{left}{right[1:]}" for left, right in cut[:-1]]
    return "|".join(dict.fromkeys([*changed, *other, *more, *less]))


def wants_a_word(node: Node) -> bool:
    """Whether nothing answers ``node`` but what has a word of it."""
    match node:
        case All(nodes):
            return any(map(wants_a_word, nodes))
        case AnyOf(nodes):
            return all(map(wants_a_word, nodes))
        case Not() | Narrow():
            return False
        case _:
            return True
