"""The items of every report for programs, narrowed down: a walk from report to report that ends after so many."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from unannounced.crafts.law.shapes import Shape
from unannounced.records.shelf.models import ShelvedFollowUp, ShelvedParagraph, ShelvedReport
from unannounced.rooms.portal.api import archive_shapes as shapes
from unannounced.rooms.portal.api.archive import followed_up, narrowed, size_of
from unannounced.rooms.portal.api.asked import Asked
from unannounced.rooms.portal.article import Anchors

TOGETHER, MOST_WALKED = 5, 100
"""How many reports are read at a time, and in one answer at most."""
END = 2**31 - 1
"""Behind the last paragraph of a report."""

Key = tuple[str, str, int, int]
"""The day and the address of a report, the number of a paragraph, the place of an item."""


def items(asked: Asked) -> Shape:
    """The items that were asked for, by report and place; a page can be short and yet not the last."""
    after: Any = asked.after(str, str, int, int)
    size = size_of(asked)
    found: list[Shape] = []
    last: Key | None = None
    for key, shape in _walk(asked, _from(asked, narrowed(asked).order_by("-day", "slug"), after)):
        if after and key[1] == after[1] and key[2:] <= tuple(after[2:]):
            continue
        if len(found) == size and shape is not None:
            return {"items": found, "next": asked.next_page(last)}
        if shape is not None:
            found.append(shape)
        last = key
    walked_all = last is None or last[2] != END or last[3] == 0
    return {"items": found, "next": None if walked_all else asked.next_page(last)}


def _from(asked: Asked, found: QuerySet[ShelvedReport], after: Sequence[Any] | None) -> QuerySet[ShelvedReport]:
    """The reports from that of the key on."""
    if not after:
        return found
    try:
        day = date.fromisoformat(after[0])
    except ValueError:
        raise asked.no_such_cursor() from None
    behind = Q(slug__gt=after[1]) if after[2] == END else Q(slug__gte=after[1])
    return found.filter(Q(day__lt=day) | Q(day=day) & behind)


def _walk(asked: Asked, found: QuerySet[ShelvedReport]) -> Iterator[tuple[Key, Shape | None]]:
    """The items asked for, with their keys; at last, where the walk ended before the last report, how far it came."""
    reports = list(found[: MOST_WALKED + 1])
    remaining = iter(reports[:MOST_WALKED])
    while some := list(islice(remaining, TOGETHER)):
        held = ShelvedParagraph.objects.filter(report__in=some).exclude(items=[]).order_by("report_id", "number")
        followed = followed_up(some)
        by_report: dict[int, list[ShelvedParagraph]] = {}
        for one in held:
            by_report.setdefault(one.report_id, []).append(one)
        for report in some:
            yield from _items_of(asked, report, by_report.get(report.pk, []), followed)
    if len(reports) > MOST_WALKED:
        end = reports[MOST_WALKED - 1]
        yield (end.day.isoformat(), end.slug, END, 1), None


def _items_of(
    asked: Asked, report: ShelvedReport, paragraphs: Sequence[ShelvedParagraph], followed: shapes.Followed
) -> Iterator[tuple[Key, Shape]]:
    for one in paragraphs:
        given = Anchors()
        for place, held in enumerate(one.items, start=1):
            if _is_asked(asked, held, followed.get((report.slug, held["number"]))):
                key = (report.day.isoformat(), report.slug, one.number, place)
                yield key, shapes.item(report, one, place, given, followed)
            else:
                given.of(held["number"])


def _is_asked(asked: Asked, held: Mapping[str, Any], became: ShelvedFollowUp | None) -> bool:
    """Whether an item is of the kind, theme, position and follow-up that were asked for."""
    topic, status = asked.text("topic"), asked.text("follow_up")
    if topic and all(one["id"] != topic for one in held.get("topics", ())):
        return False
    if status and (became is None or became.status != status):
        return False
    kind, position = asked.text("kind"), asked.text("position")
    return (not kind or held["kind"] == kind) and (not position or held.get("position") == position)
