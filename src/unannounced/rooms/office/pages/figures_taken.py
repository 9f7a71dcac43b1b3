"""Figures taken along: each table as CSV, all of them as a typeset annex."""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Row
from unannounced.crafts.typesetting.look import Look, shipped_look
from unannounced.crafts.typesetting.tables import FiguresTable, typeset_tables
from unannounced.duties import general_report
from unannounced.duties.general_report import Figures
from unannounced.duties.tabulating import Period, Table
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.exporting import CSV, table
from unannounced.rooms.office.pages.figures_asked import Filters, made, of_words, period_of
from unannounced.rooms.office.pages.figures_shown import Names, notes_of, raw, reasons, shown_lines
from unannounced.rooms.web.templatetags.field_words import day, said


def figures_csv(request: Asked, counted: str) -> HttpResponseBase:
    """One table with every line of it."""
    if counted not in general_report.words(settings.MECHANISM):
        raise Http404
    filters, period = _asked(request)
    found = made(filters, request.viewer, period, only=counted)
    of = found.table(counted)
    if of is None:
        raise Http404
    names = Names(invented=filters.invented)
    return table(CSV, f"figures-{counted}-{_days(period)}", columns_of(of), rows_of(found, of, names), on=period.today)


def columns_of(table: Table) -> tuple[str, ...]:
    """The heads of a table that is taken along: words that stay the same in every language."""
    return ("line", "name", *(column.key for column in table.columns))


def rows_of(found: Figures, table: Table, names: Names) -> Iterator[Row]:
    """Every line of a table, the total last."""
    for line in table.every_line:
        yield (line.ref or line.key, names.line(table, line), *raw(found, table, line, names))


def figures_annex(request: Asked) -> HttpResponse:
    """All tables as a PDF to be bound to the report."""
    filters, period = _asked(request)
    found = made(filters, request.viewer, period)
    answer = HttpResponse(annex(found, filters, period), content_type="application/pdf")
    kind = "public" if filters.for_public else "confidential"
    answer["Content-Disposition"] = f'attachment; filename="figures-{_days(period)}-{kind}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def annex(found: Figures, filters: Filters, period: Period, look: Look | None = None) -> bytes:
    """The tables typeset, in the reader's language; the same bytes for the same figures."""
    language = get_language() or "en"
    mechanism = settings.MECHANISM.in_language(language)
    names = Names(invented=filters.invented)
    days = _("{first} to {last}").format(first=day(period.first), last=day(period.last))
    state = filters.of_state
    under = [days, *([state.name(language)] if state else [])]
    return typeset_tables(
        _("Figures of the period"),
        [_printed(found, table, names) for table in found.tables],
        look or shipped_look(),
        language=language,
        mechanism=mechanism.name,
        under=under,
        foot=mechanism.name if filters.for_public else mechanism.band,
        day=period.until,
    )


def _printed(found: Figures, table: Table, names: Names) -> FiguresTable:
    lines = shown_lines(found, table, table.every_line, names, leads=False)
    withheld = [str(said(one, False)) for one in reasons(found, table)]
    return FiguresTable(
        title=_(table.title),
        head=(_(table.first), *(names.head(column) for column in table.columns)),
        rows=tuple((line.label, *(cell.text for cell in line.cells)) for line in lines),
        note=" ".join([*notes_of(table), *withheld]),
        source=_("the records of the office; what can be computed is not stored"),
    )


def _asked(request: Asked) -> tuple[Filters, Period]:
    filters = of_words({word: str(request.GET.get(word, "")) for word in Filters.WORD.values()})
    if filters.unknown:
        filters = Filters(register=filters.register, public=filters.public)
    return filters, period_of(filters, request.moment.date())[0]


def _days(period: Period) -> str:
    return f"{period.first.isoformat()}-{period.last.isoformat()}"
