"""What still stands between a report and its publication, and what was published."""

import json
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Max, QuerySet

from unannounced.duties import archiving, chain, redaction, reporting
from unannounced.duties.decision import Decision, first_refusal
from unannounced.duties.reporting import ReportStage, slug_of
from unannounced.records.archive.queries import newest_words
from unannounced.records.publications.models import ParagraphCheck, PersonMark, Publication, SymbolNumber
from unannounced.records.recommendations.models import Item, Response
from unannounced.records.reports.models import Paragraph, Report


def marks_of(report: Report) -> list[redaction.Mark]:
    """The persons marked in a report, as the duties know them."""
    return [
        redaction.Mark(mark.words, mark.instead, mark.consent)
        for mark in PersonMark.objects.filter(report=report, taken_back_at__isnull=True).order_by("words")
    ]


def showing_decision(report: Report) -> Decision:
    """Whether an archived report may be shown on the portal as it is public already (ECPT Art. 11(1))."""
    return first_refusal(
        archiving.may_show(
            from_archive=report.from_archive,
            already_public=report.already_public,
            symbol=report.symbol,
            shown_as_it_stands=report.stage == ReportStage.PUBLISHED.value and _shown_as_it_stands(report),
            persons_marked=PersonMark.objects.filter(report=report).count(),
            profile=settings.MECHANISM,
        ),
        archiving.symbol_is_free(symbol=report.symbol, borne_by=_at_the_same_address(report)),
    )


def _shown_as_it_stands(report: Report) -> bool:
    """Whether the newest version on the portal was frozen with the file that gives the report its words now."""
    shown = Publication.objects.filter(report=report).select_related("parcel").order_by("-version").first()
    words = newest_words(report)
    if shown is None or words is None:
        return shown is not None
    original = json.loads(bytes(shown.parcel.content)).get("original") or {}
    return bool(original.get("digest") == words.digest)


def last_number(year: int) -> int:
    """The last running number of a year: of what was published here, and of own symbols that came with the archive."""
    given = Publication.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    given = max(given, SymbolNumber.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0)
    symbols = Report.objects.exclude(symbol="").values_list("symbol", flat=True)
    archived = (reporting.numbered(settings.MECHANISM, symbol) for symbol in symbols)
    return max([given, *(one[1] for one in archived if one is not None and one[0] == year)])


def _at_the_same_address(report: Report) -> str:
    """The title of another published report whose symbol makes the same address on the portal; empty if none does."""
    slug = slug_of(report.symbol)
    others = Publication.objects.filter(version=1).exclude(report=report).values_list("symbol", "report__title")
    return next((title for symbol, title in others if slug_of(symbol) == slug), "")


def with_texts(paragraphs: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
    """``paragraphs`` by number, with everything that would leave with them: three queries."""
    return paragraphs.prefetch_related("items__responses").order_by("number")


def published_texts(paragraph: Paragraph) -> list[str]:
    """Every text that leaves with a paragraph: its own, its items' and the State's responses to them."""
    texts = [paragraph.text, paragraph.chapter]
    for item in items_in_order(paragraph):
        texts += [item.text, item.addressee, *item.made_by]
        texts += [response.text for response in responses_to(item)]
    return texts


def texts_of(report: Report) -> str:
    """A short sign of every text that would leave with a report as it stands now; another one once any changed."""
    paragraphs = with_texts(Paragraph.objects.filter(report=report, left_out_of__isnull=True))
    return chain.digest([texts_digest(one) for one in paragraphs])[:40]


def texts_digest(paragraph: Paragraph) -> str:
    """The digest of every text that leaves with a paragraph: a check holds for these texts and no others."""
    return chain.digest(published_texts(paragraph))


def unchecked(report: Report, paragraphs: Iterable[Paragraph]) -> list[int]:
    """Numbers of paragraphs whose texts, as they would leave now, nobody has read for persons."""
    checked = set(ParagraphCheck.objects.filter(paragraph__report=report).values_list("paragraph_id", "digest"))
    return [one.number for one in paragraphs if (one.pk, texts_digest(one)) not in checked]


def responses_to(item: Item) -> list[Response]:
    """The responses that leave with an item, by day: those withdrawn do not."""
    return sorted((one for one in item.responses.all() if one.withdrawn_at is None), key=_received)


def _received(response: Response) -> tuple[date, str]:
    return response.received_on, str(response.pk)


def is_waiting(one: Publication) -> bool:
    """Whether the courier has not carried it yet: an embargo runs, or nobody carried since."""
    return one.embargo_until is not None and one.parcel.carried_at is None


def publications_of(report: Report) -> list[Publication]:
    """The published versions of a report, the latest first."""
    return list(Publication.objects.filter(report=report).select_related("parcel").order_by("-version"))


def items_in_order(paragraph: Paragraph) -> list[Item]:
    """The items of a paragraph as numbered."""
    items = (item for item in paragraph.items.all() if item.left_out_of is None)
    return sorted(items, key=lambda item: item.place_in_paragraph)
