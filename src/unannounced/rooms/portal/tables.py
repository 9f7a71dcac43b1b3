"""Everything that was published as tables: what each column holds, and the rows straight from the shelf."""

from collections.abc import Iterator, Sequence

from unannounced.crafts.tabling import Cell, Row
from unannounced.duties.words import say
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import (
    ShelvedFollowUp,
    ShelvedParagraph,
    ShelvedPlace,
    ShelvedReport,
)
from unannounced.rooms.portal.exporting import BETWEEN
from unannounced.rooms.portal.law_tables import ACTS, STANDINGS
from unannounced.rooms.portal.table import STATE, Column, Table

_REPORT: tuple[Column, ...] = (
    ("report", say("The report, as in its address /reports/…/")),
    ("symbol", say("Symbol under which the report is cited")),
    ("version", say("Version of the publication, from 1; always the newest")),
    STATE,
    ("body", say("Who made the report; empty: the mechanism of this portal")),
    ("day", say("The day the report bears, or else the day it was published here")),
)


def _reports(invented: bool) -> Iterator[ShelvedReport]:
    """The newest version of each report, in an order that stays: by address."""
    return queries.reports(invented=invented).order_by("slug").iterator(500)


def _with_paragraphs(invented: bool) -> Iterator[tuple[ShelvedReport, list[ShelvedParagraph]]]:
    return queries.with_paragraphs(_reports(invented))


def _head(report: ShelvedReport) -> tuple[Cell, ...]:
    return (report.slug, report.symbol, report.version, report.state_code, report.body, report.day)


def _rows_of_reports(invented: bool) -> Iterator[Row]:
    for one in _reports(invented):
        visit = (one.visit_kind, one.visit_begins, one.visit_ends)
        original = (one.original_name, one.original_media, one.original_size, one.original_digest)
        since = (one.dated_on, one.asked_on, one.published_on)
        yield (*_head(one), one.title, *visit, *since, *original, one.parcel_digest, one.language, one.ground)


def _rows_of_paragraphs(invented: bool) -> Iterator[Row]:
    for report, paragraphs in _with_paragraphs(invented):
        head = _head(report)
        for one in paragraphs:
            yield (*head, one.number, one.chapter, one.text)


def _rows_of_items(invented: bool) -> Iterator[Row]:
    for report, paragraphs in _with_paragraphs(invented):
        head = _head(report)
        for paragraph in paragraphs:
            for one in paragraph.items:
                makers = BETWEEN.join(one.get("made_by", ()))
                what = (one["number"], one["kind"], makers, one.get("position", ""), one["addressee"])
                topics = BETWEEN.join(topic["id"] for topic in one.get("topics", ()))
                yield (*head, paragraph.number, *what, one["text"], len(one["responses"]), topics)


def _rows_of_responses(invented: bool) -> Iterator[Row]:
    for report, paragraphs in _with_paragraphs(invented):
        head = _head(report)
        for paragraph in paragraphs:
            for item in paragraph.items:
                for one in item["responses"]:
                    said = (one["received_on"], one["claim"], one["text"])
                    yield (*head, paragraph.number, item["number"], *said)


def _rows_of_statements(invented: bool) -> Iterator[Row]:
    for one in queries.statements(invented=invented).order_by("slug").iterator(500):
        days = (one.opened_on, one.state_heard_on, one.adopted_on, one.published_on)
        head = (one.slug, one.symbol, one.version, one.state_code, one.ground)
        yield (*head, *days, one.text, one.parcel_digest, one.decided_by)


def _rows_of_follow_up(invented: bool) -> Iterator[Row]:
    """What was made public of items of reports in this register, by report and number; two queries."""
    states = dict(queries.reports(invented=invented).order_by().values_list("slug", "state_code"))
    for one in ShelvedFollowUp.objects.order_by("report_slug", "number").iterator(500):
        if one.report_slug in states:
            state = states[one.report_slug]
            yield one.report_slug, state, one.number, one.status, one.day, one.edition, one.made_on


def place_rows(place: ShelvedPlace) -> Iterator[Row]:
    """A row for each value shown of a place, with its source; the place's register must be read already."""
    sources = place.register.sources
    head = (place.register_id, str(place.pk), place.name)
    for what, sayings in place.says.items():
        for one in sayings:
            yield (*head, what, one["value"], one["since"], *_source(sources[one["source"]]))
    for what, counts in place.counts.items():
        for one in counts:
            number = FEW if one["number"] is None else one["number"]
            yield (*head, what, number, one["day"], *_source(sources[one["source"]]))
    for one in place.events:
        yield (*head, one["what"], one["note"], one["day"], "", "", "", "")


def _source(source: dict[str, str]) -> tuple[str, str, str, str]:
    return source["title"], source["publisher"], source["licence"], source["as_of"]


def _rows_of_places(invented: bool) -> Iterator[Row]:
    for place in queries.shown_places(invented=invented).iterator(500):
        yield from place_rows(place)


FEW = "<5"
"""What stands for a number of persons that is not zero and under five."""

PLACE_COLUMNS: tuple[Column, ...] = (
    STATE,
    ("place", say("The place, as in its address /states/…/places/…/")),
    ("name", say("Name in use")),
    ("field", say("What the value says: an attribute, a count or an event")),
    ("value", say("The value as its source has it; <5: more than nobody and fewer than five persons")),
    ("day", say("The day for which it holds; empty: not said")),
    ("source", say("Title of the source")),
    ("publisher", say("Who publishes the source")),
    ("licence", say("Under which terms")),
    ("source_day", say("The day for which the source speaks")),
)

_PARAGRAPH: Column = ("paragraph", say("Number of the paragraph, as in its address"))
_ITEM: Column = ("item", say("Number of the item as printed, or paragraph and place in it"))

TABLES: Sequence[Table] = (
    Table(
        "items",
        say("Recommendations, comments, requests for information and immediate observations, one a row"),
        (
            *_REPORT,
            _PARAGRAPH,
            _ITEM,
            ("kind", say("recommendation, comment, request or immediate_observation")),
            ("made_by", say("The States that made it, as printed, with a semicolon between them")),
            (
                "position",
                say(
                    "What the report itself says of the State's position: accepted, noted, rejected, pending, "
                    "implemented or unknown"
                ),
            ),
            ("addressee", say("To which authority it is addressed")),
            ("text", say("Its words")),
            ("responses", say("How many responses of the State were published with it")),
            ("topics", say("The ids of the themes it is about, with a semicolon between them")),
        ),
        _rows_of_items,
    ),
    Table(
        "responses",
        say("What States responded to items, one response a row"),
        (
            *_REPORT,
            _PARAGRAPH,
            _ITEM,
            ("received_on", say("The day on which the response was received")),
            (
                "claim",
                say(
                    "What the State claims: implemented, partially_implemented, in_progress, accepted, rejected "
                    "or not_addressed"
                ),
            ),
            ("text", say("Its words")),
        ),
        _rows_of_responses,
    ),
    Table(
        "paragraphs",
        say("Paragraphs of reports, one a row"),
        (*_REPORT, _PARAGRAPH, ("chapter", say("Heading it stands under")), ("text", say("Its words"))),
        _rows_of_paragraphs,
    ),
    Table(
        "reports",
        say("Reports, one a row"),
        (
            *_REPORT,
            ("title", say("Title")),
            ("visit_kind", say("Kind of the visit the report is on; empty: on none of this mechanism")),
            ("visit_begins", say("First day of the visit")),
            ("visit_ends", say("Last day of the visit")),
            ("dated_on", say("The day the report bears, where it bears one")),
            ("requested_on", say("The day on which the State asked for publication; empty: it did not ask")),
            ("published_on", say("The day since which the report is here")),
            ("original_name", say("Name of the file the report came in, to be had at /reports/…/original")),
            ("original_media", say("Media type of that file")),
            ("original_size", say("Size of that file in bytes")),
            ("original_sha256", say("SHA-256 of that file")),
            ("sha256", say("SHA-256 of the publication, to be had at /reports/…/data.json")),
            ("language", say("Code of the language of its words; empty: not known")),
            ("ground", say("Why it may be public: request, standing_consent or own_decision; empty: not said")),
        ),
        _rows_of_reports,
    ),
    Table(
        "statements",
        say("Public statements, one a row"),
        (
            ("statement", say("The statement, as in its address /statements/…/")),
            ("symbol", say("Symbol under which it is cited")),
            ("version", say("Version of the publication, from 1; always the newest")),
            STATE,
            ("ground", say("On what ground it was made")),
            ("opened_on", say("The day on which the procedure was opened")),
            ("state_heard_on", say("The day on which the State was heard")),
            ("adopted_on", say("The day on which it was adopted")),
            ("published_on", say("The day since which it is here")),
            ("text", say("Its words")),
            ("sha256", say("SHA-256 of the publication, to be had at /statements/…/data.json")),
            ("decided_by", say("The other body that decided to make it; empty: the mechanism of this portal did")),
        ),
        _rows_of_statements,
    ),
    Table(
        "follow-up",
        say("What became of items, as far as the mechanism made that public, one item a row"),
        (
            ("report", say("The report, as in its address /reports/…/")),
            STATE,
            _ITEM,
            ("status", say("Where it stands: awaited, answered, accepted, in_progress, implemented …")),
            ("since", say("Since when it stands so; empty: not known")),
            ("edition", say("The edition in which that was made public, from 1")),
            ("made_on", say("The day on which that edition was made public")),
        ),
        _rows_of_follow_up,
    ),
    STANDINGS,
    ACTS,
    Table(
        "places",
        say("Places of detention, as far as they may be shown: each value with its source, one a row"),
        PLACE_COLUMNS,
        _rows_of_places,
    ),
)
BY_NAME = {table.name: table for table in TABLES}
