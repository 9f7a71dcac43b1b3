"""What was published, for programs: reports, paragraphs, the State's responses, public statements, versions.

Every list has pages, each of which begins behind a key and not at a count: nothing is left out or told twice when
something is published between two pages.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from unannounced.crafts.law.shapes import Shape
from unannounced.duties.words import Sentence, say
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import (
    ShelvedFollowUp,
    ShelvedParagraph,
    ShelvedReport,
    ShelvedResponse,
    ShelvedStatement,
)
from unannounced.rooms.portal.api import archive_shapes as shapes
from unannounced.rooms.portal.api.archive_parameters import USUAL
from unannounced.rooms.portal.api.asked import Asked
from unannounced.rooms.portal.api.parameters import LONGEST
from unannounced.rooms.portal.api.problems import Kind, Problem
from unannounced.rooms.portal.article import Anchors
from unannounced.rooms.portal.narrowing import OTHERS, OWN

Row = TypeVar("Row")
_NO_REPORT = say("No report “{said}” was published here.")


def reports(asked: Asked) -> Shape:
    """The newest version of every report, the latest first."""
    found, after = narrowed(asked).order_by("-day", "slug"), asked.after(str, str)
    if after is not None:
        day = _day(asked, after[0])
        found = found.filter(Q(day__lt=day) | Q(day=day, slug__gt=after[1]))
    rows, following = page(asked, found, lambda one: (one.day.isoformat(), one.slug))
    return {"reports": [shapes.report(one) for one in rows], "next": following}


def report(asked: Asked) -> Shape:
    """A report in its newest version, with its files and versions."""
    slug = asked.text("report")
    versions = list(ShelvedReport.objects.filter(slug=slug).order_by("-version"))
    newest = next((one for one in versions if one.newest), None)
    if newest is None:
        raise unknown(_NO_REPORT, slug, "report", "/api/v1/reports")
    response = queries.response_to(newest)
    count = queries.paragraphs_of(newest).count()
    return shapes.whole_report(newest, versions, count, response.slug if response else None)


def paragraphs(asked: Asked) -> Shape:
    """The paragraphs of a report by number, each with its items."""
    one = the_report(asked)
    found, after = queries.paragraphs_of(one), asked.after(int)
    if after is not None:
        found = found.filter(number__gt=after[0])
    rows, following = page(asked, found, lambda each: (each.number,))
    followed = followed_up([one])
    return {"paragraphs": [shapes.paragraph(one, each, followed) for each in rows], "next": following}


def paragraph(asked: Asked) -> Shape:
    """One paragraph of a report."""
    one = the_report(asked)
    return shapes.paragraph(one, _paragraph(asked, one), followed_up([one]))


def item(asked: Asked) -> Shape:
    """One item of a paragraph."""
    one = the_report(asked)
    held, place = _paragraph(asked, one), asked.number("item") or 0
    if place > len(held.items):
        there_is_none = say("There is no item {said} on this paragraph.")
        where = f"/api/v1/reports/{one.slug}/paragraphs/{held.number}"
        raise unknown(there_is_none, str(place), "item", where)
    given, followed = Anchors(), followed_up([one])
    return [shapes.item(one, held, each, given, followed) for each in range(1, place + 1)][-1]


def responses(asked: Asked) -> Shape:
    """The newest version of every response of a State to a report, the latest first."""
    found = ShelvedResponse.objects.filter(newest=True, invented=asked.invented)
    if report := asked.text("report"):
        found = found.filter(report_slug=report)
    rows, following = page(asked, _by_day(asked, found), _day_and_slug)
    return {"responses": [shapes.response(one) for one in rows], "next": following}


def response(asked: Asked) -> Shape:
    """A State's response, item by item."""
    slug = asked.text("response")
    found = ShelvedResponse.objects.filter(slug=slug, newest=True).first()
    if found is None:
        raise unknown(say("No response “{said}” was published here."), slug, "response", "/api/v1/responses")
    return shapes.whole_response(found)


def statements(asked: Asked) -> Shape:
    """The newest version of every public statement, the latest first."""
    found = ShelvedStatement.objects.filter(newest=True, invented=asked.invented)
    rows, following = page(asked, _by_day(asked, found), _day_and_slug)
    return {"statements": [shapes.statement(one) for one in rows], "next": following}


def statement(asked: Asked) -> Shape:
    """A public statement with its words."""
    slug = asked.text("statement")
    found = ShelvedStatement.objects.filter(slug=slug, newest=True).first()
    if found is None:
        raise unknown(say("No statement “{said}” was published here."), slug, "statement", "/api/v1/statements")
    return {**shapes.statement(found), "text": found.text}


# What lists have in common


def narrowed(asked: Asked) -> QuerySet[ShelvedReport]:
    """The newest versions of the reports that were asked for."""
    found = ShelvedReport.objects.filter(newest=True, invented=asked.invented)
    if code := state_of(asked):
        found = found.filter(state_code=code)
    if year := asked.number("year"):
        found = found.filter(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    if language := asked.text("language"):
        found = found.filter(language=language)
    if since := asked.day("since"):
        found = found.filter(published_on__gte=since)
    match asked.text("body"):
        case "":
            return found
        case one if one == OWN:
            return queries.own(found)
        case one if one == OTHERS:
            return queries.of_others(found)
        case name:
            return found.filter(body=name)


def state_of(asked: Asked) -> str:
    """The State that a list is narrowed down to, "" for none; also one that is on the shelf and not in the register."""
    code = asked.text("state").upper()
    if not code or code in asked.law.names:
        return code
    held = ShelvedReport.objects.filter(newest=True, invented=asked.invented, state_code=code)
    return code if held.exists() else asked.state()


def page(
    asked: Asked, found: QuerySet[Any, Row], key: Callable[[Row], Sequence[str | int]]
) -> tuple[list[Row], str | None]:
    """One page of ``found``, and the address of the next; one query, and nothing is counted."""
    size = size_of(asked)
    rows = list(found[: size + 1])
    return rows[:size], asked.next_page(key(rows[size - 1]) if len(rows) > size else None)


def size_of(asked: Asked) -> int:
    """How many entries a page has."""
    return asked.number("size") or USUAL


def the_report(asked: Asked) -> ShelvedReport:
    """The newest version of the report that was named."""
    slug = asked.text("report")
    found = ShelvedReport.objects.filter(slug=slug, newest=True).first()
    if found is None:
        raise unknown(_NO_REPORT, slug, "report", "/api/v1/reports")
    return found


def followed_up(reports: Sequence[ShelvedReport]) -> shapes.Followed:
    """What became of the items of ``reports``, as far as that was made public; one query."""
    found = ShelvedFollowUp.objects.filter(report_slug__in=[one.slug for one in reports])
    return {(one.report_slug, one.number): one for one in found}


def unknown(sentence: str, said: str, parameter: str, where: str) -> Problem:
    """The problem with a name that nothing has; ``where`` lists what there is."""
    do = Sentence(say("Take one of the list at {list}."), {"list": where})
    return Problem(Kind.UNKNOWN, Sentence(sentence, {"said": said[:LONGEST]}), do, parameter=parameter)


def _paragraph(asked: Asked, one: ShelvedReport) -> ShelvedParagraph:
    number = asked.number("paragraph") or 0
    found = queries.paragraphs_of(one).filter(number=number).first()
    if found is None:
        raise unknown(
            say("The report has no paragraph {said}."),
            str(number),
            "paragraph",
            f"/api/v1/reports/{one.slug}/paragraphs",
        )
    return found


def _by_day(asked: Asked, found: QuerySet[Any, Row]) -> QuerySet[Any, Row]:
    """Responses or statements of a State, since a day, behind the cursor; the latest first."""
    if code := state_of(asked):
        found = found.filter(state_code=code)
    if since := asked.day("since"):
        found = found.filter(published_on__gte=since)
    after = asked.after(str, str)
    if after is not None:
        day = _day(asked, after[0])
        found = found.filter(Q(published_on__lt=day) | Q(published_on=day, slug__gt=after[1]))
    return found.order_by("-published_on", "slug")


def _day_and_slug(one: ShelvedResponse | ShelvedStatement) -> Sequence[str | int]:
    return one.published_on.isoformat(), one.slug


def _day(asked: Asked, said: str) -> date:
    """The day in a cursor."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise asked.no_such_cursor() from None
