"""A whole report as it is set out on paper: in a language, with or without responses, persons unrecognisable if asked.

What typesets, renders or freezes a report takes this one value, so that every file of it says the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from uuid import UUID

from unannounced.crafts.standards import shipped_rules
from unannounced.duties import redaction
from unannounced.duties.dialogue import Claim
from unannounced.duties.laying_out import Answered, Remark, SetItem, SetOut, SetParagraph, cited
from unannounced.records.recommendations.models import Response
from unannounced.records.recommendations.setting_out import items_by_paragraph, set_paragraph
from unannounced.records.reports import models
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import paragraphs_of
from unannounced.records.reports.renditions import Rendered, Renditions

Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cover:
    """What a report bears that its tables do not say: whose it is, which visit, symbol or marking, day and version.

    Empty ``symbol``: not published. ``visit`` is the sentence that names the visit, in the language of the file.
    """

    mechanism: str
    short: str
    visit: str = ""
    symbol: str = ""
    marking: str = ""
    day: date | None = None
    version: int = 0


def set_out_of(
    report: Report,
    cover: Cover,
    *,
    language: str = "",
    marks: Sequence[redaction.Mark] = (),
    with_responses: bool = False,
    with_remarks: bool = False,
) -> SetOut:
    """The report in ``language`` (empty: its own), every text of it gone through ``redact`` with ``marks``.

    What is not rendered in that language stays in the report's own words. At most five queries, however long it is.
    Remarks are of those who write it: they leave with a Word draft alone.
    """
    own = report.language or "en"
    language = language or own
    renditions = Renditions(report, language) if language != own else None
    say = _redacting(marks)
    paragraphs = list(paragraphs_of(report))
    responses = _responses(report, say) if with_responses else {}
    told = _paragraphs(report, paragraphs, renditions, responses, say)
    title = renditions.title(report) if renditions else None
    return SetOut(
        id=str(report.pk),
        language=language,
        mechanism=report.body or cover.mechanism,
        short=report.body or cover.short,
        state=report.state.name(language),
        title=say(_said(title, report.title)),
        visit=cover.visit,
        symbol=cover.symbol,
        marking=cover.marking,
        day=cover.day,
        version=cover.version,
        paragraphs=told,
        standards=_standards(told, language),
        remarks=_remarks(report, say) if with_remarks else (),
    )


def _paragraphs(
    report: Report,
    paragraphs: Sequence[Paragraph],
    renditions: Renditions | None,
    responses: Mapping[str, tuple[Answered, ...]],
    say: Words,
) -> tuple[SetParagraph, ...]:
    items = items_by_paragraph(paragraphs, report)
    told = []
    for one in paragraphs:
        held = set_paragraph(one, items.get(one.pk, ()))
        text, chapter = held.text, held.chapter
        if renditions is not None:
            text, chapter = _said(renditions.paragraph(one), text), _said(renditions.chapter(chapter), chapter)
        own = tuple(_item(item, renditions, responses, say) for item in held.items)
        told.append(replace(held, text=say(text), chapter=say(chapter), items=own))
    return tuple(told)


def _item(
    item: SetItem, renditions: Renditions | None, responses: Mapping[str, tuple[Answered, ...]], say: Words
) -> SetItem:
    text = _said(renditions.item(UUID(item.id), item.text), item.text) if renditions else item.text
    return replace(item, text=say(text), addressee=say(item.addressee), responses=responses.get(item.id, ()))


def _said(rendered: Rendered | None, words: str) -> str:
    return rendered.text if rendered else words


def _redacting(marks: Sequence[redaction.Mark]) -> Words:
    return (lambda text: redaction.redact(text, marks)) if marks else str


def _responses(report: Report, say: Words) -> dict[str, tuple[Answered, ...]]:
    """What the State answered to each item, by its id, by day; what was withdrawn is not there; one query."""
    held: dict[str, tuple[Answered, ...]] = {}
    given = Response.objects.filter(item__report=report, withdrawn_at__isnull=True)
    for one in given.order_by("received_on", "pk"):
        answered = Answered(one.received_on, Claim(one.claim), say(one.text))
        held[str(one.item_id)] = (*held.get(str(one.item_id), ()), answered)
    return held


def _standards(paragraphs: Sequence[SetParagraph], language: str) -> dict[str, str]:
    """The words of the standards that are cited and known."""
    texts = (text for one in paragraphs for text in (one.text, *(item.text for item in one.items)))
    named = {standard for text in texts for standard in cited(text)}
    known = (rule for rule in shipped_rules().rules if rule.id in named) if named else ()
    return {rule.id: f"{rule.name(language)} ({rule.source})" for rule in known}


def _remarks(report: Report, say: Words) -> tuple[Remark, ...]:
    """The remarks that are not settled, the oldest first; one query."""
    open_ones = models.Remark.objects.filter(paragraph__report=report, settled_at__isnull=True)
    return tuple(
        Remark(
            on=str(one.item_id or one.paragraph_id),
            by=one.author or one.made_by.display_name,
            at=one.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            text=say(one.text),
        )
        for one in open_ones.select_related("made_by").order_by("made_at", "pk")
    )
