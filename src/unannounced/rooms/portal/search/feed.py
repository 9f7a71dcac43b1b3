"""Whatever a search finds, as a feed: who keeps a search learns of each new answer without saying who they are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.feeding import Told
from unannounced.records.shelf import queries
from unannounced.rooms.portal import finding
from unannounced.rooms.portal.feeds import ENTRIES, feed_response, told
from unannounced.rooms.portal.finding import Question
from unannounced.rooms.portal.pages.searching import is_asked, nothing_asked
from unannounced.rooms.portal.search.files import document_of, documents_of
from unannounced.rooms.portal.search.lines import title_of
from unannounced.rooms.portal.search.narrowing import address_of
from unannounced.rooms.portal.search.words import kind_in_words

LOOKED_AT = 2 * ENTRIES
"""Answers that are read, those that came last first: what stands in two languages counts as one in the feed."""
WAIT = "60"


@require_safe
def of_search(request: HttpRequest) -> HttpResponse:
    """The answers to a question that came last, by the day since which they are public here; three queries."""
    question, problems = Question.from_address(request.GET, by_words=True)
    if not is_asked(question):
        return nothing_asked(request, question, problems)
    question = replace(question, page=1, sort="newest")
    bound = gettext("The {number} answers that came to this portal last, at most. All of them stand on the page.")
    try:
        entries = list(_told(request, replace(question, sort="came")))
    except finding.NotReady:
        response = HttpResponse(status=503, content_type="text/plain; charset=utf-8")
        response.headers["Retry-After"] = WAIT
        return response
    since = None if entries else _came_last(question)
    page, subtitle = address_of(question), bound.format(number=ENTRIES)
    response = feed_response(request, _title(question), page, iter(entries), subtitle=subtitle, since=since)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _came_last(question: Question) -> date | None:
    """The day on which a report came last: until then nothing answered."""
    found: date | None = queries.reports(invented=question.invented).aggregate(last=Max("published_on"))["last"]
    return found


def _told(request: HttpRequest, question: Question) -> Iterator[Told]:
    hits = list(islice(finding.every(question, LOOKED_AT), LOOKED_AT))
    documents = documents_of(hits)
    for hit in hits:
        document = documents.get(document_of(hit))
        if document is None:
            continue  # law has no day since which it is here
        yield told(
            request,
            hit.address,
            title_of(hit),
            document.published_on,
            document.version_on,
            words="".join(part.text for part in hit.snippet),
            language=hit.language,
            about=(kind_in_words(hit.kind), hit.state),
        )


def _title(question: Question) -> str:
    if question.words:
        return gettext("Search for “{words}”").format(words=question.words[:200])
    return gettext("What was found")
