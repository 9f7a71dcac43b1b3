"""Searching what was published: each result is a paragraph, an item or a document, at the address that stays."""

from dataclasses import replace
from math import ceil

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal import finding
from unannounced.rooms.portal.finding import LAST_PAGE, Answer, Problem, Question
from unannounced.rooms.portal.search.answers import (
    how_many,
    notice,
    preparing,
    reasons,
    what_counts,
    what_is_taken,
)
from unannounced.rooms.portal.search.by_symbol import named_in
from unannounced.rooms.portal.search.examples import EXAMPLES
from unannounced.rooms.portal.search.files import ENDINGS, MOST_ROWS
from unannounced.rooms.portal.search.lines import lines_of
from unannounced.rooms.portal.search.narrowing import address_of, chips, groups, plain, quietly_kept
from unannounced.rooms.portal.search.words import names_of_states
from unannounced.rooms.portal.showing import show
from unannounced.rooms.web.templatetags.field_words import thin

FIRST_EXAMPLES = 6
Context = dict[str, object]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The first page asks; with a question in the address it shows what answers it, and says what it did not grasp."""
    question, problems = Question.from_address(request.GET)
    if not is_asked(question):
        return show(request, "portal/search.html", {**_form(question), "problems": problems, **_first_page(question)})
    states = names_of_states(invented=question.invented)
    try:
        answer = _answered(question)
    except finding.NotReady:
        context = {**_asked(question, states, None), "problems": problems, "preparing": preparing(question)}
        context["by_symbol"] = named_in(question)
        return show(request, "portal/search.html", context)
    said = {*map(str, problems)}
    problems += [one for one in answer.problems if str(one) not in said]
    context = {**_asked(question, states, answer), **_shown(question, states, answer), "problems": problems}
    return show(request, "portal/search.html", context)


def nothing_asked(request: HttpRequest, question: Question, problems: list[Problem]) -> HttpResponse:
    """There is no file and no feed of a question that asks for nothing; the page says so, and lets one ask."""
    said = gettext("Nothing that can be looked for was asked, so there is nothing to take away: write words below.")
    context = {**_form(question), "problems": [Problem(said), *problems], **_first_page(question)}
    return show(request, "portal/search.html", context, status=404)


def is_asked(question: Question) -> bool:
    """Whether a question asks for anything: words, likeness or a narrowing."""
    return bool(question.words or question.like or question.narrowed)


def _answered(question: Question) -> Answer:
    """The answer to the page asked for, or to the last there is where a later one was asked for."""
    first = replace(question, page=min(question.page, LAST_PAGE))
    answer = finding.answer(first)
    last = last_page(question, answer)
    return finding.answer(replace(question, page=last)) if last < first.page else answer


def last_page(question: Question, answer: Answer) -> int:
    """The last page that can be read."""
    return max(1, min(LAST_PAGE, ceil(answer.reach / question.size)))


def _form(question: Question) -> Context:
    """What the form shows: everything that was asked, as it was asked."""
    registers = [("real", gettext("Real States")), ("invented", gettext("Invented States of the demonstration"))]
    first, last = question.days_from or question.years_from, question.days_to or question.years_to
    return {
        "title": gettext("Search"),
        "question": question,
        "modes": (
            ("", gettext("As fits the question")),
            ("words", gettext("For the words")),
            ("meaning", gettext("For the meaning, in any language")),
            ("both", gettext("For both")),
        ),
        "mode": "" if question.mode == question.usual_mode else question.mode,
        "sorts": (
            ("best", gettext("The best answers first")),
            ("newest", gettext("The newest first")),
            ("oldest", gettext("The oldest first")),
        ),
        "registers": registers if settings.DEMONSTRATION or question.invented else [],
        "more": bool(first or last) or question.mode != question.usual_mode or question.sort != "best",
        "from_said": first or "",
        "to_said": last or "",
    }


def _first_page(question: Question) -> Context:
    invented = question.invented
    asked = [(one.finds, one.for_register(invented)) for one in EXAMPLES[:FIRST_EXAMPLES]]
    return {
        "examples": [
            (finds, words, address_of(Question.as_typed(words=words, invented=invented))) for finds, words in asked
        ]
    }


def _asked(question: Question, states: dict[str, str], answer: Answer | None) -> Context:
    """What stands around an answer: what was chosen, what there is to choose from, addresses to keep."""
    kept = replace(question, page=1)
    strictly = replace(kept, mode="words") if kept.mode == kept.usual_mode else kept
    counted = answer.facets if answer else {}
    counts = {field: {one.value: one.count for one in found} for field, found in counted.items()}
    shown = groups(question, counts, states)
    return {
        **_form(question),
        "title": _title(question),
        "asked": True,
        "chips": chips(question, states, _likened(question)),
        "groups": shown,
        "kept": quietly_kept(question, shown),
        "whole": address_of(plain(question)),
        "by_meaning": address_of(replace(kept, mode="meaning")),
        "canonical": address_of(kept),
        "feed": address_of(replace(strictly, sort="best"), "search_feed"),
        "files": [(word, address_of(strictly, "search_file", ending=end)) for end, (word, *_) in ENDINGS.items()],
    }


def _shown(question: Question, states: dict[str, str], answer: Answer) -> Context:
    """One page of what was found, or why there is nothing."""
    last = last_page(question, answer)
    readable = min(answer.reach, LAST_PAGE * question.size)
    meant = answer.did_you_mean
    too_many = max(answer.total, answer.whole) > MOST_ROWS
    cut = gettext("A file has the first {number} results at most: narrow the search down to have all in one.")
    return {
        "total_said": how_many(question, answer),
        "page": Paginator(range(readable), question.size).get_page(min(question.page, last)),
        "lines": lines_of(answer.hits, question, states),
        "plain": answer.plain,
        "notice": notice(question, last) if answer.total else "",
        "did_you_mean": (meant, address_of(replace(question, words=meant, page=1))) if meant else (),
        "named": lines_of(answer.pages, question, states),
        "by_symbol": named_in(question, answer.hits[0].address if answer.hits else ""),
        "found_nothing": not answer.hits,
        "nothing": list(reasons(question, answer)),
        "counts_said": what_counts(answer),
        "taken_said": what_is_taken(question, answer),
        "cut": cut.format(number=thin(MOST_ROWS)) if too_many else "",
    }


def _title(question: Question) -> str:
    if question.words:
        return gettext("Search for “{words}”").format(words=question.words[:80])
    return gettext("Like this") if question.like else gettext("What was found")


def _likened(question: Question) -> str:
    """What results are to be like, in words; one query, and none where nothing is to be like anything."""
    if not question.like:
        return ""
    slug, _, number = question.like.partition("/")
    symbol = ShelvedReport.objects.filter(slug=slug, newest=True).values_list("symbol", flat=True).first()
    if symbol is None:
        return ""
    sentence = pgettext("search", "{symbol}, paragraph {number}")
    return sentence.format(symbol=symbol, number=number.partition("/")[0])


__all__ = ["is_asked", "last_page", "nothing_asked", "search"]
