"""What a publication says beside the words of a report: language, other renditions, places, topics, repetitions.

Nothing here tells what the publication does not say. A kind of place is told where the title, a heading or the name of
a place printed in an item names it; the places that a delegation went to are not asked, because the itinerary is
confidential. Another rendition leaves only if all of it is there, renders the words that leave, and somebody read it
for persons. An item repeats another only if a person said so and that other one is public already.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from unicodedata import normalize
from uuid import UUID

from django.db.models import Q

from unannounced.crafts.reading.kinds_named import kinds_named
from unannounced.crafts.reading.languages import language_of
from unannounced.duties import redaction
from unannounced.duties.reporting import slug_of
from unannounced.records.publications.models import Publication
from unannounced.records.publications.queries import items_in_order
from unannounced.records.publications.read_beside import ToRead, beside_of, checked_renditions, checked_summaries
from unannounced.records.readings.models import Decided, RepeatDecision
from unannounced.records.readings.queries import topics_of_many
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.renditions import Renditions

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a report, and of its paragraphs and items by their ids."""

    of_report: Said
    renditions: Mapping[UUID, Said]
    topics: Mapping[UUID, list[Said]]
    repeats: Mapping[UUID, list[Said]] = field(default_factory=dict)

    def of_paragraph(self, paragraph: Paragraph) -> Said:
        """Its other renditions, if any."""
        return {"renditions": self.renditions[paragraph.pk]} if paragraph.pk in self.renditions else {}

    def of_item(self, item: Item) -> Said:
        """Its topics, and what it repeats."""
        return {"topics": self.topics.get(item.pk, []), "repeats": self.repeats.get(item.pk, [])}


def described(
    report: Report, paragraphs: Sequence[Paragraph], marks: Sequence[redaction.Mark], *, whole: bool, at: datetime
) -> Described:
    """What is said of ``report`` when ``paragraphs`` of it leave ``at``; every text of it went through ``redact``.

    A summary sums up the whole report, so none leaves with a part. A topic that the program proposes for words that
    were put out of an item does not leave with it.
    """
    items = [item for one in paragraphs for item in items_in_order(one)]
    beside = beside_of(report)
    renditions = checked_renditions(report, beside)
    titles = {one.language: title.text for one in renditions if (title := one.title(report))}
    topics = topics_of_many(items)
    return Described(
        {
            "language": report_language(report, paragraphs),
            "place_kinds": _place_kinds(report, paragraphs, marks),
            "renditions": {code: {"title": redaction.redact(title, marks)} for code, title in titles.items()},
            "summary": _summaries(beside, marks) if whole else {},
        },
        {one.pk: _renditions(one, renditions, marks) for one in paragraphs} if renditions else {},
        {
            item.pk: [
                {"id": topic.topic, "decided": topic.by_person}
                for topic in topics.get(item.pk, ())
                if topic.by_person or redaction.redact(item.text, marks) == normalize("NFC", item.text)
            ]
            for item in items
        },
        _repeats(items, at),
    )


def _summaries(beside: Iterable[ToRead], marks: Sequence[redaction.Mark]) -> dict[str, str]:
    return {code: redaction.redact(text, marks) for code, text in checked_summaries(beside).items()}


def report_language(report: Report, paragraphs: Iterable[Paragraph]) -> str:
    """The language of a report: as noted, or as its words tell; "" where neither says it."""
    if report.language:
        return report.language
    told = language_of(" ".join(one.text for one in paragraphs))
    return told or ("" if report.from_archive else "en")  # a draft of this office without a language is in English


def _place_kinds(report: Report, paragraphs: Iterable[Paragraph], marks: Sequence[redaction.Mark]) -> list[str]:
    """The kinds that title, headings and names of places name, as they leave."""
    names = {report.title, *(one.chapter for one in paragraphs)}
    for one in paragraphs:
        names |= {item.place_named for item in items_in_order(one) if item.place_named in f"{one.text}\n{item.text}"}
    return sorted({kind for name in names for kind in kinds_named(redaction.redact(name, marks))})


def _renditions(paragraph: Paragraph, renditions: Iterable[Renditions], marks: Sequence[redaction.Mark]) -> Said:
    found = {}
    for one in renditions:
        chapter, text = one.chapter(paragraph.chapter), one.paragraph(paragraph)
        items = [one.item(item.pk, item.text) for item in items_in_order(paragraph)]
        found[one.language] = {
            "chapter": redaction.redact(chapter.text if chapter else "", marks),
            "text": redaction.redact(text.text if text else "", marks),
            "items": [redaction.redact(item.text if item else "", marks) for item in items],
        }
    return found


def _repeats(items: Sequence[Item], at: datetime) -> dict[UUID, list[Said]]:
    """The public items that each of ``items`` repeats, as a person decided or said when it was written."""
    pairs = {(item.pk, item.repeats_id) for item in items if item.repeats_id is not None}
    keys = [item.pk for item in items]
    for start in range(0, len(keys), 500):
        confirmed = RepeatDecision.objects.filter(item__in=keys[start : start + 500], decided=Decided.CONFIRMED)
        pairs |= set(confirmed.values_list("item_id", "earlier_id"))
    if not pairs:
        return {}
    public = _public_items({earlier for _item, earlier in pairs}, at)
    found: dict[UUID, list[Said]] = defaultdict(list)
    for item, earlier in sorted(pairs, key=str):
        if earlier in public:
            found[item].append(public[earlier])
    return {item: sorted(rows, key=_by_address) for item, rows in found.items()}


def _by_address(row: Said) -> tuple[str, str]:
    return row["slug"], row["number"]


def _public_items(keys: Iterable[UUID], at: datetime) -> dict[UUID, Said]:
    """Where those of the items ``keys`` stand that are in a publication that is out; a query for each publication."""
    items = Item.objects.filter(pk__in=list(keys), left_out_of__isnull=True).select_related("paragraph")
    by_report: dict[UUID, list[Item]] = defaultdict(list)
    for item in items:
        by_report[item.report_id].append(item)
    found = {}
    for report, held in by_report.items():
        out = Publication.objects.filter(_is_out(at), report=report).order_by("-version").select_related("parcel")
        newest = out.first()
        numbers = set(numbers_in(bytes(newest.parcel.content))) if newest else set()
        slug = slug_of(newest.symbol) if newest else ""
        for item in held:
            if (str(item.paragraph_id), item.number) in numbers:
                found[item.pk] = {"slug": slug, "number": item.number}
    return found


def _is_out(at: datetime) -> Q:
    return Q(embargo_until__isnull=True) | Q(embargo_until__lte=at)


def numbers_in(content: bytes) -> Iterator[tuple[str, str]]:
    """Paragraph and number of each item that a publication holds, but for numbers that stand in it twice."""
    said = [
        (str(paragraph.get("id", "")), str(item["number"]))
        for paragraph in json.loads(content)["paragraphs"]
        for item in paragraph["items"]
    ]
    counted: dict[str, int] = defaultdict(int)
    for _paragraph, number in said:
        counted[number] += 1
    return (one for one in said if counted[one[1]] == 1)
