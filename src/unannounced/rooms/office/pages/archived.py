"""What the page of a report says of one that came from a file: where it is from, its files, what was left out since."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unannounced.duties import dialogue, reporting
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import Sentence
from unannounced.records.archive.models import Rendition
from unannounced.records.archive.queries import rendition_seen, renditions_of
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread
from unannounced.records.reports.models import EarlierWording, Paragraph, Report
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.tables import Bar, Chart


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a report, and where it is fetched."""

    rendition: Rendition
    url: str
    read_url: str
    notes: tuple[Sentence, ...]
    digest: str
    by: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paragraph or an item that a later file no longer has."""

    words: str
    text: str
    rendition: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Archived:
    """What is known of an archived report besides its text."""

    body: str
    correct_url: str
    files: list[ShownFile]
    chart: Chart | None
    left_out: list[LeftOut]


def archived(found: Report, threads: Sequence[Thread]) -> Archived | None:
    """What the page shows of an archived report beyond the others; ``None`` for one that was drafted here."""
    if not found.from_archive:
        return None
    return Archived(
        body=found.body or settings.MECHANISM.in_language(get_language() or "en").name,
        correct_url=reverse("report-correct", args=[found.pk]),
        files=[_file(one, found) for one in renditions_of(found)],
        chart=positions(threads),
        left_out=left_out_of(found),
    )


def _file(one: Rendition, found: Report) -> ShownFile:
    url = reverse("report_file", args=[found.pk, one.number])
    read_url = reverse("report_source", args=[found.pk, one.number])
    notes = tuple(Sentence(held["english"], held["facts"]) for held in one.noticed)
    return ShownFile(one, url, read_url, notes, one.document.digest[:12], one.taken_in_by.display_name)


def positions(threads: Sequence[Thread]) -> Chart | None:
    """The items of a report by what it says itself of the State's position; ``None`` where it says nothing."""
    counted = Counter(Position(thread.item.position) for thread in threads)
    said = sum(counted.values()) - counted[Position.UNKNOWN]
    if not said:
        return None
    title = ngettext(
        "The report states a position of the State on {count} of {total} item",
        "The report states a position of the State on {count} of {total} items",
        len(threads),
    )
    rows = [
        Bar(SafeString(_(dialogue.POSITION_WORDS[one])), counted[one], "not-known" if one is Position.UNKNOWN else "")
        for one in Position
        if counted[one]
    ]
    return Chart(
        title=title.format(count=said, total=len(threads)),
        of=_("Position"),
        unit=_("Items"),
        most=max(counted.values()),
        rows=rows,
        source=_("the report itself, as read from its file"),
    )


def left_out_of(found: Report) -> list[LeftOut]:
    """What stood in an earlier file of the report and stands in the newest no more; two queries."""
    gone = Paragraph.objects.filter(report=found, left_out_of__isnull=False).order_by("number")
    paragraphs = [LeftOut(_paragraph_words(one.number), one.text, one.left_out_of or 0) for one in gone]
    items = Item.objects.filter(report=found, left_out_of__isnull=False).select_related("paragraph")
    items = items.order_by("paragraph__number", "place_in_paragraph")
    return [*paragraphs, *(_left_out(one) for one in items)]


def _left_out(one: Item) -> LeftOut:
    return LeftOut(_item_words(one), one.text, one.left_out_of or 0, reverse("item", args=[one.pk]))


def _paragraph_words(number: int) -> str:
    return _("Paragraph {number}").format(number=number)


def _item_words(item: Item) -> str:
    return f"{_(reporting.ITEM_WORDS[ItemKind(item.kind)])} {item.number}"


def earlier_wordings(paragraphs: Iterable[Paragraph], found: Report) -> dict[UUID, list[EarlierWording]]:
    """What the paragraphs said before, the latest first; one query, or none if none was written twice."""
    said: dict[UUID, list[EarlierWording]] = defaultdict(list)
    if any(paragraph.wording > 1 for paragraph in paragraphs):
        for one in EarlierWording.objects.filter(paragraph__report=found).order_by("-wording"):
            said[one.paragraph_id].append(one)
    return said


def report_file(request: Asked, report: UUID, number: int) -> HttpResponse:
    """A file of a report as it came. Hidden and absent are the same answer by the same query."""
    found = rendition_seen(request.viewer, number, report)
    if found is None:
        raise Http404
    note_readings([found.report], by=request.viewer.pk, at=request.moment)
    answer = HttpResponse(bytes(found.document.content), content_type=found.document.media)
    answer["Content-Disposition"] = content_disposition_header(True, found.document.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
