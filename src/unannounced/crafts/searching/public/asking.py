"""What was understood, as a query of the library: never as a string in its own language, so nothing can slip in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tantivy import FieldType, Occur, Query, Schema

from unannounced.crafts.searching.public.index import NOTE
from unannounced.crafts.searching.public.languages import LANGUAGES, LONGEST_WORD, stems_of
from unannounced.crafts.searching.public.parsing import (
    All,
    AnyOf,
    Fuzzy,
    Narrow,
    Node,
    Not,
    Phrase,
    Start,
    Understood,
    Word,
    words_alone,
)

FOLDED = "folded"
LOOSE = "loose"
"""The words as they are written of what stems are not sure to find: in ``UNSURE`` languages, or in none known."""
UNSURE = frozenset(code for code, language in LANGUAGES.items() if language.accents)
"""Languages whose stems depend on accents: who types none may have another stem than what is written with them."""
EXACTLY = 1.3
"""How much more a word counts that stands there as it was written."""
ELSEWHERE = 0.1
"""How much a word counts besides for each other language in which it was found."""
NAMED = 1_000.0
"""What is called as a whole by what is asked for weighs more than whatever holds the words."""
LIGHTER = -8.0
"""By how much less a page weighs than a paragraph that holds the words as well."""
REGISTER, INSIDE, RENDERED = "register", "inside", "rendered"
NAME, LIGHT = "name", "light"

Often = Callable[[str, str], int]
"""How many entries have a term in a field, those that were dropped among them: 0 if nothing has it."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is looked through: a register, for each field the values of which one must stand there, and days.

    ``inside`` lets items be found of which the paragraph says every word itself; else the paragraph stands for them.
    ``rendered`` lets what exists in several languages be found in each; else in the one it was written in.
    ``other`` is the register that is not looked through, where there are two: the rarer of both is cheaper to leave out
    than the other to ask for.
    """

    register: str
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    inside: bool = False
    rendered: bool = True
    other: str = ""


class Asking:
    """Makes queries for one schema, looking for words in the ``languages`` named.

    With ``often`` nothing is asked for that no entry has: most words stand in one language of thirteen.
    """

    def __init__(self, schema: Schema, languages: Iterable[str] = (), often: Often | None = None) -> None:
        self._schema = schema
        self._often = often
        there = [code for code in LANGUAGES if often is None or often("language", code)]
        chosen = [code for code in dict.fromkeys(languages) if code in LANGUAGES]
        self._languages = [code for code in chosen if code in there] if chosen else there
        self._sure = [code for code in there if code not in UNSURE]

    def parts(self, asked: Understood, narrowed: Narrowed) -> tuple[Query, ...]:
        """What ``query`` finds, weighed: in parts, of which each result is in one.

        What is light is little: asked for by itself it costs nothing, and all else is not asked whether it is light.
        """
        whole = self.query(asked, narrowed)
        if asked.node is None or self._often is None or not self._often(LIGHT, "yes"):
            return (whole,)
        light = self._term(LIGHT, "yes")
        lighter = Query.const_score_query(light, LIGHTER)
        return (
            Query.boolean_query([(Occur.Must, whole), (Occur.MustNot, light)]),
            Query.boolean_query([(Occur.Must, whole), (Occur.Must, lighter)]),
        )

    def query(self, asked: Understood, narrowed: Narrowed) -> Query:
        """Both together; words that ask for nothing find nothing."""
        if asked.node is None and not asked.empty:
            return Query.empty_query()
        left_out = asked.node is not None and self._is_rarer(narrowed.other, narrowed.register)
        clauses = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in self._narrowings(narrowed)]
        if left_out:
            clauses.append((Occur.MustNot, self._term(REGISTER, narrowed.other)))
        else:
            clauses.append((Occur.Must, Query.const_score_query(self._term(REGISTER, narrowed.register), 0.0)))
        if not narrowed.inside:
            clauses.append((Occur.MustNot, self._term(INSIDE, "yes")))
        if not narrowed.rendered:
            clauses.append((Occur.MustNot, self._term(RENDERED, "yes")))
        for name, values in narrowed.left_out.items():
            clauses += [(Occur.MustNot, self._term(name, value)) for value in values]
        if asked.node is not None:
            clauses.append((Occur.Must, self._by_words_or_name(asked.node)))
        return Query.boolean_query(clauses)

    def named(self, names: Iterable[str], slips: int = 0) -> list[Query]:
        """What is called as a whole by each of ``names``, with so many letters otherwise; none for what nothing is."""
        if slips:
            return [Query.fuzzy_term_query(self._schema, NAME, name, slips) for name in names]
        return [self._term(NAME, name) for name in names if self._has(NAME, (name,))]

    def _by_words_or_name(self, node: Node) -> Query:
        """What holds what is asked for, and before it what is called so as a whole."""
        whole = " ".join(dict.fromkeys(words_alone(node)))
        named = self.named([whole]) if whole and self._often is not None else []
        if not named:
            return self.of(node)
        each = [self.of(node), *(Query.const_score_query(one, NAMED) for one in named)]
        return Query.boolean_query([(Occur.Should, one) for one in each])

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
                return Query.regex_query(self._schema, FOLDED, f"{word}.*")
            case Fuzzy(word, letters):
                return self._nearly(word, letters)
            case Narrow():
                return Query.const_score_query(self._narrow(node), 0.0)
            case Not(inner):
                return Query.boolean_query([(Occur.Must, self._everything()), (Occur.MustNot, self.of(inner))])
            case AnyOf(nodes):
                return Query.boolean_query([(Occur.Should, self.of(one)) for one in nodes])
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

    def _is_rarer(self, other: str, register: str) -> bool:
        """Whether fewer entries are in one register than in the other."""
        return bool(other and self._often and self._often(REGISTER, other) < self._often(REGISTER, register))

    def _has(self, name: str, words: Iterable[str]) -> bool:
        """Whether each of ``words`` stands in a field of some entry."""
        return self._often is None or all(self._often(name, word) for word in words)

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value)

    def _by_stems(self, words: tuple[str, ...]) -> Query:
        if len(words) > 1:
            return self._in_each(words, 0)
        word = words[0]
        written = self._is_written_so(word)
        found = [self._term(*one) for one in self._stems(word, UNSURE if written else LANGUAGES)]
        if self._has(FOLDED, words):
            folded = Query.boost_query(self._term(FOLDED, word), EXACTLY + ELSEWHERE if written else EXACTLY)
            found.insert(0, folded)
        return _best_of(found, ELSEWHERE)

    def _stems(self, word: str, among: Iterable[str]) -> list[tuple[str, str]]:
        """Where a word is looked for by its stems: fields of the languages ``among`` which it may be, and stems."""
        fields = [
            (LANGUAGES[code].field, stem) for code in self._languages if code in among for stem in stems_of(word, code)
        ]
        return [(name, stem) for name, stem in fields if self._has(name, (stem,))]

    def _is_written_so(self, word: str) -> bool:
        """Whether what has a stem of ``word`` in a sure language has it as it is written: often so of the dearest.

        What has the word is among what has its stem in one of them, or is loose: where the numbers are the same, so is
        what is found.
        """
        often = self._often
        if often is None or len(word) > LONGEST_WORD or not often(FOLDED, word):
            return False
        sure = [(LANGUAGES[code].field, stem) for code in self._sure for stem in stems_of(word, code)]
        return often(FOLDED, word) == sum(often(*one) for one in sure) + often(LOOSE, word)

    def _exactly(self, words: tuple[str, ...]) -> Query:
        if len(words) == 1:
            return self._term(FOLDED, words[0])
        return Query.phrase_query(self._schema, FOLDED, list(words))

    def _near(self, words: tuple[str, ...], apart: int) -> Query:
        """In this order or the other; between two words so many others may stand."""
        if len(words) == 1:
            return self._by_stems(words)
        return Query.boolean_query(
            [(Occur.Should, self._in_each(way, apart)) for way in dict.fromkeys((words, words[::-1]))]
        )

    def _in_each(self, words: tuple[str, ...], apart: int) -> Query:
        """The words together by the stems of one language throughout, or as written where stems are not sure."""
        written = any(len(word) > LONGEST_WORD for word in words) or all(map(self._is_written_so, words))
        ways = {(FOLDED if written else LOOSE, words)}
        for code in self._languages:
            if code in UNSURE or not written:
                stems = tuple(next(iter(stems_of(word, code)), word) for word in words)
                ways.add((LANGUAGES[code].field, stems))
        there = [(name, list(way)) for name, way in sorted(ways) if self._has(name, way)]
        return _best_of([self._together(name, way, apart) for name, way in there], 0.0)

    def _together(self, name: str, words: list[str], apart: int) -> Query:
        """Words together in a field; what is loose weighs by how often they stand anywhere, for little is loose."""
        phrase = Query.phrase_query(self._schema, name, [*words], slop=apart)
        if name != LOOSE:
            return phrase
        anywhere = [(Occur.Must, self._term(FOLDED, word)) for word in dict.fromkeys(words)]
        return Query.boolean_query([(Occur.Must, Query.const_score_query(phrase, 0.0)), *anywhere])

    def _nearly(self, word: str, letters: int) -> Query:
        plain = Query.boost_query(self._by_stems((word,)), 2.0)
        return Query.disjunction_max_query([plain, Query.fuzzy_term_query(self._schema, FOLDED, word, letters)], 0.0)

    def _narrowings(self, narrowed: Narrowed) -> list[Query]:
        found = [self._any_of(name, values) for name, values in narrowed.chosen.items() if values]
        if narrowed.first or narrowed.last:
            first = narrowed.first.toordinal() if narrowed.first else None
            last = narrowed.last.toordinal() if narrowed.last else None
            found.append(Query.range_query(self._schema, "day", FieldType.Integer, first, last))
        return found

    def _any_of(self, name: str, values: Sequence[str]) -> Query:
        return Query.boolean_query([(Occur.Should, self._term(name, value)) for value in dict.fromkeys(values)])

    def _narrow(self, node: Narrow) -> Query:
        if not node.between:
            return self._any_of(node.field, node.values)
        first = date(max(1, int(node.values[0])), 1, 1).toordinal() if node.values[0] else None
        last = date(max(1, int(node.values[1])), 12, 31).toordinal() if node.values[1] else None
        return Query.range_query(self._schema, "day", FieldType.Integer, first, last)


def _best_of(found: list[Query], besides: float) -> Query:
    """The weightiest of ``found``, with the share ``besides`` of the others."""
    if len(found) < 2:
        return found[0] if found else Query.empty_query()
    return Query.disjunction_max_query(found, besides)
