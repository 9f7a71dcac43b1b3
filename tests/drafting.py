"""A draft for tests: a visit that ended, its report, and paragraphs of so many words."""

import re
from typing import Any

from django.test import Client

from tests.world import TODAY, World, moment, notify_and_end, plan
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.actions import open_report, write_paragraph
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import paragraphs_of

KEY = re.compile(r'name="key" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?')
NOW = moment(TODAY)


def a_draft(world: World, *texts: str, chapter: str = "Prisons") -> Report:
    """The draft of the report on a visit that ended, with these paragraphs."""
    report = open_report("Report", on_visit=notify_and_end(world, plan(world)), opened_on=TODAY, by=world.ana, at=NOW)
    for text in texts:
        write_paragraph(text, in_report=report, chapter=chapter, by=world.ana, at=NOW)
    return report


def at(report: Report, number: int) -> Paragraph:
    """The paragraph at a number, as a page loads it."""
    held = Paragraph.objects.select_related("report__visit", "report__state")
    return held.get(report=report, number=number)


def texts(report: Report) -> list[str]:
    """The paragraphs that stand, as "number text"."""
    return [f"{one.number} {one.text}" for one in paragraphs_of(report)]


def items(report: Report) -> list[str]:
    """The items that stand, as "number text"."""
    held = Item.objects.filter(report=report, left_out_of=None).select_related("paragraph")
    return [f"{one.number} {one.text}" for one in held.order_by("paragraph__number", "place_in_paragraph")]


def item_at(report: Report, number: str) -> Item:
    """An item that stands, by its number, as a page loads it."""
    held = Item.objects.filter(report=report, left_out_of=None).select_related("report__visit", "paragraph")
    return next(one for one in held if one.number == number)


def form_of(client: Client, path: str) -> dict[str, str]:
    """The hidden fields of a form as a page gives them out."""
    page = client.get(path).content.decode()
    return {name: value for name, value in HIDDEN.findall(page) if name != "csrfmiddlewaretoken"}


def do(client: Client, path: str, **said: Any) -> Any:
    """Open a form, fill it in and press the button; what follows."""
    return client.post(path, {**form_of(client, path), **said}, follow=True)
