"""Tables of figures in words: names of lines and columns, numbers as they are read, and what is withheld and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import assert_never

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Cell
from unannounced.duties import reporting, visiting, withholding
from unannounced.duties.general_report import Figures
from unannounced.duties.registering import kind_word
from unannounced.duties.reporting import ItemKind
from unannounced.duties.tables_of_items import NO_THEME
from unannounced.duties.tabulating import TOTAL, Column, Figure, Form, Line, Of, Table
from unannounced.duties.visiting import VisitKind
from unannounced.duties.withholding import Why
from unannounced.duties.words import Sentence
from unannounced.records.readings.following import topics_here
from unannounced.records.states.models import State
from unannounced.rooms.office.pages.review_rows import topic_name
from unannounced.rooms.web.templatetags.field_words import said, thin

NOTHING = "–"
WITHHELD = "withheld"
KNOWN = "known"
"""The column that counts places of the register, not rows that happened."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell in words: under which head, whether it is withheld, and the line and column that lead to its rows."""

    head: str
    text: str
    column: str
    withheld: bool
    leads: bool
    number: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line in words; ``ref`` names the row that it stands for."""

    key: str
    label: str
    ref: str
    cells: list[ShownCell]


class Names:
    """The names of what lines and columns are of, in the reader's language; States in one query."""

    def __init__(self, *, invented: bool) -> None:
        self.language = get_language() or "en"
        self.topics = topics_here()
        self.states = {one.code: one.name(self.language) for one in State.objects.filter(invented=invented)}

    def of(self, of: Of, key: str) -> str:
        """The name of a line or a word of a cell."""
        match of:
            case Of.STATE:
                return self.states.get(key, key)
            case Of.VISIT_KIND:
                return _(visiting.WORDS[VisitKind(key)])
            case Of.PLACE_KIND:
                return _(kind_word(key))
            case Of.ITEM_KIND:
                return _(reporting.ITEM_WORDS[ItemKind(key)])
            case Of.THEME:
                return _("no theme") if key == NO_THEME else topic_name(key, self.topics)
            case Of.NAME:
                return key
            case Of.WORD:
                return _(key) if key else ""
            case never:
                assert_never(never)

    def line(self, table: Table, line: Line) -> str:
        """The name of a line."""
        if line.key == TOTAL:
            return _("Altogether")
        return self.of(table.of, line.label or line.key)

    def head(self, column: Column) -> str:
        """The head of a column."""
        return self.of(column.of, column.head) if column.of is Of.VISIT_KIND else _(column.head)


def shown_lines(figures: Figures, table: Table, lines: Sequence[Line], names: Names, *, leads: bool) -> list[ShownLine]:
    """Lines of a table in words; with ``leads`` each number that counts rows leads to them."""
    heads = [names.head(column) for column in table.columns]
    return [
        ShownLine(line.key, names.line(table, line), line.ref, list(_cells(figures, table, line, heads, names, leads)))
        for line in lines
    ]


def _cells(
    figures: Figures, table: Table, line: Line, heads: Sequence[str], names: Names, leads: bool
) -> Iterator[ShownCell]:
    for head, column, figure in zip(heads, table.columns, line.figures, strict=True):
        why = figures.withheld.get((table.id, line.key, column.key))
        yield ShownCell(
            head,
            _("withheld") if why else text_of(figure, column, names),
            column.key,
            withheld=why is not None,
            leads=leads and why is None and bool(figure.refs or (column.key == KNOWN and figure.value)),
            number=figure.form not in (Form.WORD, Form.DAY),
        )


def text_of(figure: Figure, column: Column, names: Names) -> str:
    """A figure as it is read; a dash where there is nothing to say, which is not zero."""
    value = figure.value
    match figure.form, value:
        case _form, None:
            return NOTHING
        case Form.RATE, Fraction() as share:
            return _("{percent} %").format(percent=_whole(share * 100))
        case Form.WORD, str() as word:
            return names.of(column.of, word)
        case _form, date() as day:
            return day.isoformat()
        case _form, Fraction() as number:
            return _decimal(number)
        case _form, other:
            return thin(other)


def _whole(number: Fraction) -> int:
    """Rounded to a whole number, a half upwards."""
    return int(Decimal(number.numerator * 2 // number.denominator + 1) // 2)


def _decimal(number: Fraction) -> str:
    return thin(number.numerator) if number.denominator == 1 else thin(float(round(number, 1)))


def raw(figures: Figures, table: Table, line: Line, names: Names) -> Iterator[Cell]:
    """The cells of a line for a table that is taken along: numbers as numbers, shares in per cent with one decimal."""
    for column, figure in zip(table.columns, line.figures, strict=True):
        if (table.id, line.key, column.key) in figures.withheld:
            yield WITHHELD
        elif figure.form is Form.WORD:
            yield figure.value if column.of is not Of.WORD and isinstance(figure.value, str) else _word(figure, names)
        else:
            yield _raw(figure)


def _word(figure: Figure, names: Names) -> str:
    return names.of(Of.WORD, figure.value) if isinstance(figure.value, str) else ""


def _raw(figure: Figure) -> Cell:
    match figure.value:
        case Fraction() as number:
            of_hundred = number * 100 if figure.form is Form.RATE else number
            exact = Decimal(of_hundred.numerator) / Decimal(of_hundred.denominator)
            return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        case int() | str() | date() | None as value:
            return value


def reasons(figures: Figures, table: Table) -> list[Sentence]:
    """Why figures of a table are withheld, each reason once, with how many; empty where none is."""
    found: dict[Why, int] = {}
    for (of, _line, _column), why in figures.withheld.items():
        if of == table.id:
            found[why] = found.get(why, 0) + 1
    facts = {"small": settings.MECHANISM.small_number, "rule": settings.MECHANISM.cited("confidentiality")}
    return [Sentence(withholding.WORDS[why], facts) for why in Why if why in found]


def notes_of(table: Table) -> list[str]:
    """The notes below a table, in the reader's language."""
    return [str(said(note, False)) for note in table.notes]
