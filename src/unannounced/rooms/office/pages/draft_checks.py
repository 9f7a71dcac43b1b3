"""The pages of what is to be looked at before adoption, and of the items as the appendix lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import drafting, specifying
from unannounced.duties.drafting import BARS, HEADINGS, Check, Found
from unannounced.duties.laying_out import Listed, appendix
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import Sentence
from unannounced.records.ledger.actions import note_readings
from unannounced.records.publications.persons import open_in_draft
from unannounced.records.recommendations.setting_out import draft_of, set_with_items
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import shown

PAGE = 50


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A check with what it points at: the first fifty, and how many there are."""

    heading: str
    bars: bool
    found: Sequence[tuple[Sentence, str]]
    held: int


@dataclass(frozen=True, slots=True)
class ShownListed:
    """A line of the appendix, with the address of its paragraph and of the item."""

    listed: Listed
    paragraph_url: str
    item_url: str


@dataclass(frozen=True, slots=True)
class ShownKind:
    """The items of a kind under a heading."""

    word: str
    lines: Sequence[ShownListed]


def checks(request: Asked, report: UUID) -> HttpResponse:
    """What is to be looked at before a draft is adopted. Hidden and absent are one answer."""
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    if found.stage != ReportStage.DRAFT.value or found.from_archive:
        return redirect("report", report=found.pk)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    draft = draft_of(found)
    texts = drafting.looked_through(found.title, draft.paragraphs)
    every = drafting.checks(replace(draft, recognised=open_in_draft(found, texts)))
    unknown = bool(draft.language) and draft.language not in specifying.LANGUAGES
    passed_over = {Check.NOT_SPECIFIC} if unknown else set()
    context = {
        **_of(found),
        "checks": [_shown(check, list(held), found) for check, held in groupby(every, lambda one: one.check)],
        "barring": sum(one.bars for one in every),
        "held": len(every),
        "clean": [_(HEADINGS[one]) for one in Check if one not in {each.check for each in every} | passed_over],
        "not_looked_for": _(drafting.NOT_LOOKED_FOR).format(language=draft.language) if unknown else "",
        "rule": settings.MECHANISM.cited("report"),
    }
    return render(request, "office/draft_checks.html", context)


def _of(found: Report) -> Mapping[str, object]:
    return {"report": found, "name": found.state.name(get_language() or "en")}


def _shown(check: Check, held: Sequence[Found], report: Report) -> ShownCheck:
    lines = [(_in_language(one.sentence), _place(one, report)) for one in held[:PAGE]]
    return ShownCheck(_(HEADINGS[check]), check in BARS, lines, len(held))


def _in_language(sentence: Sentence) -> Sentence:
    """A sentence whose facts are sentences themselves, these in the language of the page."""
    facts = {
        name: _(fact.english).format(**fact.facts) if isinstance(fact, Sentence) else fact
        for name, fact in sentence.facts.items()
    }
    return Sentence(sentence.english, facts)


def _place(one: Found, report: Report) -> str:
    """Where what is pointed at can be mended."""
    if one.item:
        return reverse("item-reword", args=[one.item])
    if one.paragraph:
        return reverse("draft", args=[report.pk]) + f"?at={one.number}#p-{one.number}"
    return reverse("report-lay-out", args=[report.pk]) if one.check is Check.FINDING_LEFT else ""


def appendix_page(request: Asked, report: UUID) -> HttpResponse:
    """The items of a report by heading and kind, each once. Hidden and absent are one answer."""
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    listed = appendix(set_with_items(found))
    drafted = found.stage == ReportStage.DRAFT.value
    address = reverse("draft" if drafted else "report", args=[found.pk])
    headings = [
        (heading, [ShownKind(shown.kind_word(kind.value), _lines(lines, address, drafted)) for _, kind, lines in held])
        for heading, held in groupby(listed, lambda one: one[0])
    ]
    count = sum(len(lines) for _heading, _kind, lines in listed)
    return render(
        request, "office/draft_appendix.html", {**_of(found), "headings": headings, "items": count, "drafted": drafted}
    )


def _lines(lines: Sequence[Listed], address: str, drafted: bool) -> list[ShownListed]:
    return [
        ShownListed(
            one,
            f"{address}{f'?at={one.paragraph.number}' if drafted else ''}#p-{one.paragraph.number}",
            reverse("item", args=[one.item.id]),
        )
        for one in lines
    ]
