"""A report from the tables as the duties read it: set out in paragraphs and items, and with what its checks need."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from uuid import UUID

from django.db.models import Count

from unannounced.crafts.chapters import shipped_chapters
from unannounced.crafts.reading.languages import language_of
from unannounced.crafts.standards import shipped_rules
from unannounced.duties import drafting
from unannounced.duties.drafting import Draft
from unannounced.duties.laying_out import SetItem, SetParagraph
from unannounced.duties.reporting import ItemKind
from unannounced.records.findings.models import Finding
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import EarlierWording, Paragraph, Report
from unannounced.records.reports.moving import taken_out
from unannounced.records.reports.queries import paragraphs_of


def set_item(item: Item, number: int) -> SetItem:
    """An item as the duties read it, on the paragraph ``number``."""
    printed = item.printed or f"{number}.{item.place_in_paragraph}"
    return SetItem(str(item.pk), printed, ItemKind(item.kind), item.text, item.addressee, item.months)


def set_paragraph(paragraph: Paragraph, items: Iterable[Item]) -> SetParagraph:
    """A paragraph as the duties read it, with its items in their order; without its text where that was not read."""
    return SetParagraph(
        str(paragraph.pk),
        paragraph.number,
        paragraph.chapter,
        "" if "text" in paragraph.get_deferred_fields() else paragraph.text,
        paragraph.wording,
        tuple(set_item(item, paragraph.number) for item in items),
    )


def items_by_paragraph(paragraphs: Sequence[Paragraph], report: Report) -> Mapping[UUID, list[Item]]:
    """The items that stand on some paragraphs of a report, in their order; one query."""
    found: dict[UUID, list[Item]] = defaultdict(list)
    standing = Item.objects.filter(report=report, left_out_of__isnull=True).defer("made_by", "refers_to")
    if len(paragraphs) < 100:
        standing = standing.filter(paragraph__in=[paragraph.pk for paragraph in paragraphs])
    for item in standing.order_by("place_in_paragraph"):
        found[item.paragraph_id].append(item)
    return found


def set_paragraphs(report: Report) -> list[SetParagraph]:
    """The paragraphs of a report in their order, each with its items exactly once; two queries."""
    paragraphs = list(paragraphs_of(report))
    items = items_by_paragraph(paragraphs, report)
    return [set_paragraph(one, items.get(one.pk, ())) for one in paragraphs]


def set_with_items(report: Report) -> list[SetParagraph]:
    """The paragraphs of a report that have items, with them: what the appendix lists; one query."""
    items: dict[UUID, list[Item]] = defaultdict(list)
    standing = Item.objects.filter(report=report, left_out_of__isnull=True, paragraph__left_out_of__isnull=True)
    ordered = standing.order_by("paragraph__number", "place_in_paragraph").select_related("paragraph")
    for item in ordered.defer("made_by", "refers_to", "paragraph__text"):
        items[item.paragraph_id].append(item)
    return [set_paragraph(held[0].paragraph, held) for held in items.values()]


def references_of(report: Report) -> Draft:
    """The draft with what its references need, and no more; three queries."""
    return Draft(set_paragraphs(report), taken_out=words_out(report), standards=known_standards())


def draft_of(report: Report) -> Draft:
    """The draft with everything its checks read; seven queries, however long it is."""
    paragraphs = list(paragraphs_of(report))
    items = items_by_paragraph(paragraphs, report)
    findings = (
        Finding.objects.filter(visit=report.visit_id).order_by("drawn_on", "id").annotate(rests=Count("supports"))
    )
    held = list(findings) if report.visit_id else []
    return Draft(
        [set_paragraph(one, items.get(one.pk, ())) for one in paragraphs],
        reports={str(one.pk): str(one.finding_id) for one in paragraphs if one.finding_id},
        findings={str(one.pk): one.text for one in held},
        unsupported={str(one.pk) for one in held if not one.rests},
        taken_out=words_out(report),
        stood=stood_among(paragraphs, items),
        standards=known_standards(),
        may_be_bare=shipped_chapters().bare(),
        language=report.language or language_of("\n".join(one.text for one in paragraphs)),
    )


def words_out(report: Report) -> dict[int, str]:
    """The words of the paragraphs that were taken out, by the number that stands for each."""
    return dict(taken_out(report).values_list("number", "text"))


def stood_among(paragraphs: Sequence[Paragraph], items: Mapping[UUID, Sequence[Item]]) -> set[str]:
    """The ids of items whose words stood in an earlier wording of their paragraph; one query, or none."""
    rewritten = [one.pk for one in paragraphs if one.wording > 1 and items.get(one.pk)]
    if not rewritten:
        return set()
    earlier: dict[UUID, list[str]] = defaultdict(list)
    for paragraph, text in EarlierWording.objects.filter(paragraph__in=rewritten).values_list("paragraph", "text"):
        earlier[paragraph].append(text)
    return {str(item.pk) for one in rewritten for item in items[one] if drafting.stood_once(item.text, earlier[one])}


@cache
def known_standards() -> frozenset[str]:
    """The ids of the standards that can be cited."""
    return frozenset(rule.id for rule in shipped_rules().rules)
