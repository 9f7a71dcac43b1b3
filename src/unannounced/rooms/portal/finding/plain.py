"""A plain search while there is no index: paragraphs that hold every word somewhere, looked through in the database.

It knows no stems, items or counts, reads only so many of the latest reports, and says of itself that it is plain.
"""

from django.db.models import Q
from django.utils.translation import gettext

from unannounced.crafts.searching.public.detecting import language_of
from unannounced.crafts.searching.public.marking import Marker, words_asked
from unannounced.crafts.searching.public.parsing import All, Node, Start, Word, understood
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport
from unannounced.rooms.portal.finding.answers import Answer, Hit
from unannounced.rooms.portal.finding.entries import PARAGRAPH
from unannounced.rooms.portal.finding.problems import Problem
from unannounced.rooms.portal.finding.question import Question
from unannounced.rooms.portal.narrowing import OTHERS, OWN

MOST_WORDS, MOST_FOUND, MOST_REPORTS = 6, 200, 200
"""Words that are looked for, paragraphs found at most, and of the latest reports."""


def answer(question: Question) -> Answer:
    """What the texts themselves say; bounded, so that it is quick at any size."""
    node = understood(question.words).node
    words, left_out = words_asked(node)[:MOST_WORDS], _left_out(question, node)
    if question.words and not words:
        return Answer(0, [], plain=True, problems=left_out)
    reports = {one.pk: one for one in _reports(question)}
    wanted = Q(report_id__in=list(reports))
    for word in words:
        wanted &= Q(text__icontains=word)
    rows = ShelvedParagraph.objects.filter(wanted).only("report_id", "number", "printed", "chapter", "text")
    found = list(rows.order_by("-report__day", "report_id", "number")[: MOST_FOUND + 1])
    begin = (max(1, question.page) - 1) * question.size
    marker = Marker(All(tuple(Start(word) for word in words)) if words else None)
    hits = [_hit(one, reports[one.report_id], marker) for one in found[:MOST_FOUND][begin : begin + question.size]]
    whole = len(found) <= MOST_FOUND and len(reports) < MOST_REPORTS
    return Answer(min(len(found), MOST_FOUND), hits, exact=whole, plain=True, problems=left_out)


def _left_out(question: Question, node: Node | None) -> list[Problem]:
    """What of a question counts for nothing here, in a sentence; nothing of it is left out silently."""
    about = (question.place_kinds, question.topics, question.kinds, question.positions, question.followups)
    joined = node.nodes if isinstance(node, All) else (node,)
    if not (question.languages or any(about)) and all(one is None or isinstance(one, Word | Start) for one in joined):
        return []
    return [
        Problem(gettext("Until the index is ready only words, State, maker and days count; all else was left out."))
    ]


def _reports(question: Question) -> list[ShelvedReport]:
    found = ShelvedReport.objects.filter(newest=True, invented=question.invented)
    if question.states:
        found = found.filter(state_code__in=question.states)
    if question.first_day:
        found = found.filter(day__gte=question.first_day)
    if question.last_day:
        found = found.filter(day__lte=question.last_day)
    if question.bodies:
        named = Q(body__in=["" if body == OWN else body for body in question.bodies])
        found = found.filter(named | ~Q(body="") if OTHERS in question.bodies else named)
    return list(found.order_by("-day", "symbol")[:MOST_REPORTS])


def _hit(paragraph: ShelvedParagraph, report: ShelvedReport, marker: Marker) -> Hit:
    language = report.language or language_of(paragraph.text)
    return Hit(
        kind=PARAGRAPH,
        key=f"{report.slug}/{paragraph.number}/0",
        slug=report.slug,
        symbol=report.symbol,
        title=report.title,
        paragraph=paragraph.number,
        label=paragraph.label,
        number="",
        anchor="",
        address=f"/reports/{report.slug}/paragraphs/{paragraph.number}/",
        chapter=paragraph.chapter,
        snippet=marker.snippet(paragraph.text, language),
        state=report.state_code,
        body=report.body,
        day=report.day,
        language=language,
        score=0.0,
    )
