"""What was understood and what is looked through, as a query of the library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tantivy import FieldType, Occur, Query, Schema

from unannounced.crafts.searching.public.index import INSIDE, NAME, REGISTER, RENDERED, Layer
from unannounced.crafts.searching.public.parsing import Node, Understood, words_alone
from unannounced.crafts.searching.public.wording import Often, Wording, any_of, best_of, wants_a_word

NAMED = 1_000.0
"""What is called as a whole by what is asked for weighs more than whatever holds the words."""


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

    With ``often`` nothing is asked for that no entry has.
    """

    def __init__(self, schema: Schema, languages: Iterable[str] = (), often: Often | None = None) -> None:
        self._schema = schema
        self._often = often
        chosen = tuple(languages)
        self._main = Wording(schema, chosen, often)
        self._alone = Wording(schema, chosen, often, Layer.ALONE)

    def query(self, asked: Understood, narrowed: Narrowed) -> Query:
        """Both together; words that ask for nothing find nothing."""
        if asked.node is None and not asked.empty:
            return Query.empty_query()
        clauses = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in self._narrowings(narrowed)]
        if asked.node is None or not self._is_rarer(narrowed.other, narrowed.register):
            clauses.append((Occur.Must, Query.const_score_query(self._term(REGISTER, narrowed.register), 0.0)))
        elif self._there(REGISTER, narrowed.other):
            clauses.append((Occur.MustNot, self._term(REGISTER, narrowed.other)))
        if not narrowed.inside and (asked.node is None or not wants_a_word(asked.node)):
            clauses.append((Occur.MustNot, self._term(INSIDE, "yes")))
        if not narrowed.rendered:
            clauses.append((Occur.MustNot, self._term(RENDERED, "yes")))
        for name, values in narrowed.left_out.items():
            clauses += [(Occur.MustNot, self._term(name, value)) for value in values]
        if asked.node is not None:
            clauses.append((Occur.Must, self._by_words_or_name(asked.node, inside=narrowed.inside)))
        return Query.boolean_query(clauses)

    def of(self, node: Node) -> Query:
        """The query for what was understood, of what no paragraph stands for."""
        return self._main.of(node)

    def named(self, names: Iterable[str], slips: int = 0) -> list[Query]:
        """What is called as a whole by each of ``names``, with so many letters otherwise; none for what nothing is."""
        if slips:
            return [Query.fuzzy_term_query(self._schema, NAME, name, slips) for name in names]
        return [self._term(NAME, name) for name in names if self._there(NAME, name)]

    def _by_words_or_name(self, node: Node, *, inside: bool) -> Query:
        """What holds what is asked for, and before it what is called so as a whole."""
        holding = self._by_words(node) if inside else self._main.of(node)
        whole = " ".join(dict.fromkeys(words_alone(node)))
        named = self.named([whole]) if whole and self._often is not None else []
        if not named:
            return holding
        each = [holding, *(Query.const_score_query(one, NAMED) for one in named)]
        return Query.boolean_query([(Occur.Should, one) for one in each])

    def _by_words(self, node: Node) -> Query:
        """What holds what is asked for, items of which the paragraph says every word among it."""
        main, alone = self._main.of(node), self._alone.of(node)
        if not wants_a_word(node):
            inside = self._term(INSIDE, "yes")
            main = Query.boolean_query([(Occur.Must, main), (Occur.MustNot, inside)])
            alone = Query.boolean_query([(Occur.Must, alone), (Occur.Must, Query.const_score_query(inside, 0.0))])
        return best_of([main, alone], 0.0)

    def _is_rarer(self, other: str, register: str) -> bool:
        """Whether fewer entries are in one register than in the other."""
        return bool(other and self._often and self._often(REGISTER, other) < self._often(REGISTER, register))

    def _there(self, name: str, value: str) -> bool:
        """Whether any entry has ``value`` in a field."""
        return self._often is None or self._often(name, value) > 0

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value)

    def _narrowings(self, narrowed: Narrowed) -> list[Query]:
        found = [any_of(self._schema, name, values) for name, values in narrowed.chosen.items() if values]
        if narrowed.first or narrowed.last:
            first = narrowed.first.toordinal() if narrowed.first else None
            last = narrowed.last.toordinal() if narrowed.last else None
            found.append(Query.range_query(self._schema, "day", FieldType.Integer, first, last))
        return found
