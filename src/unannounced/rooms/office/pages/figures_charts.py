"""Charts beside tables of figures: bars whose title says the finding; without a printed total there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from unannounced.duties.general_report import Figures
from unannounced.duties.tabulating import TOTAL, Figure, Form, Line, Table
from unannounced.rooms.office.pages.figures_shown import Names
from unannounced.rooms.office.pages.tables import Bar, Chart

MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which column of a table is drawn, and the sentence that says what it shows."""

    column: str
    finding: Callable[[str, int, int], str]


def _days(name: str, count: int, total: int) -> str:
    sentence = ngettext(
        "Most days of visits were spent in {name}: {count} of {total} day.",
        "Most days of visits were spent in {name}: {count} of {total} days.",
        total,
    )
    return sentence.format(name=name, count=count, total=total)


def _types(name: str, count: int, total: int) -> str:
    sentence = ngettext(
        "The type visited most is “{name}”: {count} of {total} place.",
        "The type visited most is “{name}”: {count} of {total} places.",
        total,
    )
    return sentence.format(name=name, count=count, total=total)


def _open_by_theme(name: str, count: int, total: int) -> str:
    sentence = ngettext(
        "Open most often is “{name}”: {count} of {total} open item.",
        "Open most often is “{name}”: {count} of {total} open items.",
        total,
    )
    return sentence.format(name=name, count=count, total=total)


def _open_by_state(name: str, count: int, total: int) -> str:
    return _("{name} has the most open items: {count} of {total}.").format(name=name, count=count, total=total)


def _transmitted(name: str, count: int, total: int) -> str:
    return _("Most reports were transmitted to {name}: {count} of {total}.").format(name=name, count=count, total=total)


DRAWN = {
    "visits": Drawn("days", _days),
    "places": Drawn("places", _types),
    "open": Drawn("open", _open_by_theme),
    "dialogue": Drawn("open", _open_by_state),
    "states": Drawn("transmitted", _transmitted),
}
HALF = {
    "to_transmission": lazy("Half of the reports were transmitted within {days} days after the visit."),
    "to_response": lazy("Half of the responses came within {days} days after transmission."),
    "to_publication": lazy("Half of the reports published were published within {days} days after transmission."),
    "response_to_publication": lazy(
        "Half of the reports published were published within {days} days after the response."
    ),
    "visit_to_publication": lazy("Half of the reports published were published within {days} days after the visit."),
}
SOURCE = lazy("the records of the office; what can be computed is not stored")


def chart_of(figures: Figures, table: Table, names: Names) -> Chart | None:
    """The chart beside a table; ``None`` where it has none, or nothing to show."""
    if table.id == "days":
        return _lengths(figures, table, names)
    drawn = DRAWN.get(table.id)
    total = table.figure(TOTAL, drawn.column) if drawn else None
    if drawn is None or total is None or not isinstance(total.value, int) or not total.value:
        return None
    if (table.id, TOTAL, drawn.column) in figures.withheld:
        return None
    at = next(place for place, one in enumerate(table.columns) if one.key == drawn.column)
    printed = [
        (value, line)
        for line in table.lines
        if isinstance(value := line.figures[at].value, int)
        and value
        and (table.id, line.key, drawn.column) not in figures.withheld
    ]
    if not printed:
        return None
    printed.sort(key=_most)
    most, first = printed[0]
    return Chart(
        title=drawn.finding(names.line(table, first), most, total.value),
        of=_(table.first),
        unit=names.head(table.columns[at]),
        most=most,
        rows=[Bar(format_html("{}", names.line(table, line)), value) for value, line in printed[:MOST_BARS]],
        source=str(SOURCE),
        note=_left_out(len(printed), figures, table, drawn.column),
    )


def _most(one: tuple[int, Line]) -> tuple[int, str]:
    return -one[0], one[1].key


def _left_out(printed: int, figures: Figures, table: Table, column: str) -> str:
    said = []
    if printed > MOST_BARS:
        said.append(_("The {shown} longest of {all} bars.").format(shown=MOST_BARS, all=printed))
    if any(of == table.id and named == column for of, _line, named in figures.withheld):
        said.append(_("What is withheld is not drawn."))
    return " ".join(said)


def _lengths(figures: Figures, table: Table, names: Names) -> Chart | None:
    """The medians of the lengths of time."""
    held = [(line, line.figures[1]) for line in table.lines]
    printed = [
        (line, figure.value)
        for line, figure in held
        if isinstance(figure.value, Fraction) and (table.id, line.key, "median") not in figures.withheld
    ]
    if not printed:
        return None
    line, longest = max(printed, key=_value)
    return Chart(
        title=str(HALF[line.key]).format(days=_rounded(longest)),
        of=_(table.first),
        unit=_("Median, days"),
        most=_rounded(longest),
        rows=[
            _bar(names.line(table, one), figure, (table.id, one.key, "median") in figures.withheld)
            for one, figure in held
        ],
        source=str(SOURCE),
    )


def _value(one: tuple[Line, Fraction]) -> Fraction:
    return one[1]


def _bar(name: str, figure: Figure, withheld: bool) -> Bar:
    if withheld or not isinstance(figure.value, Fraction) or figure.form is not Form.DAYS:
        return Bar(format_html("{}", name), None, text=_("withheld") if withheld else _("nothing to say"))
    return Bar(format_html("{}", name), _rounded(figure.value))


def _rounded(number: Fraction) -> int:
    return round(number)
