"""Beside the search: all values of a narrowing, results as files, suggestions, help, and how a browser adds it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from unannounced.duties.identity import folded
from unannounced.rooms.portal import finding
from unannounced.rooms.portal.finding import Question
from unannounced.rooms.portal.narrowing import register_of
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.pages.searching import is_asked, nothing_asked
from unannounced.rooms.portal.search.answers import preparing, what_counts
from unannounced.rooms.portal.search.examples import EXAMPLES
from unannounced.rooms.portal.search.files import ENDINGS, MOST_ROWS
from unannounced.rooms.portal.search.narrowing import BY_NAME, YEAR, Choice, Facet, address_of, all_choices
from unannounced.rooms.portal.search.words import names_of_states
from unannounced.rooms.portal.showing import mechanism, show, vary_by_language

ON_A_PAGE = 50
SUGGESTED = 8
LONGEST_NAME = 16
"""Characters of the short name of a search in a browser (OpenSearch 1.1)."""
WAIT = "60"
"""Seconds after which it is worth asking again for what is being prepared."""
FROM_A = 2
"""Letters that a page of choices needs before it has an index of them."""


@require_safe
def choices(request: HttpRequest, name: str) -> HttpResponse:
    """Every value of one narrowing with how many there are of each, by letter and in pages of fifty."""
    facet = BY_NAME.get(name)
    if facet is None:
        raise Http404
    asked = request.GET.copy()
    letter, number = asked.get("letter", "")[:1].upper(), asked.get("page", "")
    for own in ("letter", "page"):
        asked.pop(own, None)
    question, _problems = Question.from_address(asked)
    heading = gettext(facet.title)
    context: dict[str, object] = {
        "title": heading,
        "heading": heading,
        "question": question,
        "group_name": facet.name,
        "back": address_of(question),
        "is_one": facet is YEAR,
    }
    try:
        answer = finding.answer(question)
    except finding.NotReady:
        return show(request, "portal/search_choices.html", {**context, "preparing": preparing(question)[0]})
    counted = answer.facets.get(facet.field, [])
    names = names_of_states(invented=question.invented)
    values = all_choices(question, facet, {one.value: one.count for one in counted}, names)
    shown, letters = _by_letter(values, facet, question, letter)
    page = Paginator(shown, ON_A_PAGE).get_page(number)
    here = {one.value for one in page}
    more: dict[str, object] = {
        "counts_said": what_counts(answer),
        "page": page,
        "letters": letters,
        "hidden": _hidden(question, facet, here),
    }
    return show(request, "portal/search_choices.html", {**context, **more})


Letters = list[tuple[str, str, bool]]


def _by_letter(values: list[Choice], facet: Facet, question: Question, letter: str) -> tuple[list[Choice], Letters]:
    """The values in the order of the alphabet, those of one letter or all of them; years as they come."""
    if facet is YEAR:
        return values, []
    values = sorted(values, key=lambda one: folded(one.word))
    firsts = dict.fromkeys(_first_letter(one) for one in values)
    shown = [one for one in values if _first_letter(one) == letter] if letter in firsts else values
    if len(firsts) < FROM_A:
        return shown, []
    here = address_of(question, "search_choices", name=facet.name)
    joined = "&" if "?" in here else "?"
    letters = [(gettext("All"), here, letter not in firsts)]
    return shown, letters + [(one, f"{here}{joined}{urlencode({'letter': one})}", one == letter) for one in firsts]


def _first_letter(choice: Choice) -> str:
    first = folded(choice.word)[:1].upper()
    return first if first.isalnum() else "#"


def _hidden(question: Question, facet: Facet, here: set[str]) -> Sequence[tuple[str, str]]:
    """The rest of the question as fields of a form, and what was chosen of this narrowing on another page of it."""
    rest = QueryDict(question.to_address())
    said = [(name, value) for name, values in rest.lists() for value in values if name != "page"]
    return [(name, value) for name, value in said if name != facet.name or value not in here]


@require_safe
def results(request: HttpRequest, ending: str) -> HttpResponseBase:
    """What a search found as a file, read as it is written; its name says where not all of it is in there."""
    question, problems = Question.from_address(request.GET, by_words=True)
    if ending not in ENDINGS:
        raise Http404
    if not is_asked(question):
        return nothing_asked(request, question, problems)
    try:
        total = finding.answer(question, facets=False).total
    except finding.NotReady:
        answer = show(
            request, "portal/search.html", {"question": question, "preparing": preparing(question)}, status=503
        )
        answer.headers["Retry-After"] = WAIT
        return answer
    _word, media, written = ENDINGS[ending]
    pieces = written(request, question, total)
    first = list(_first(pieces))
    response = StreamingHttpResponse(chain(first, pieces), content_type=media)
    cut = f"-first-{MOST_ROWS}-of-{total}" if total > MOST_ROWS else ""
    response.headers["Content-Disposition"] = f'attachment; filename="results{cut}.{ending}"'
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=FRESH)
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def _first(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The first piece: what cannot be written fails before the answer has begun."""
    for one in pieces:
        yield one
        return


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What somebody may be about to type, as browsers read it (OpenSearch suggestions)."""
    question, _problems = Question.from_address(request.GET)
    typed = question.words
    language = (get_language() or "en").split("-")[0]
    found = finding.suggestions(typed, language, question.invented)[:SUGGESTED] if typed else []
    response = JsonResponse(
        [typed, found],
        safe=False,
        content_type="application/x-suggestions+json",
        json_dumps_params={"ensure_ascii": False},
    )
    patch_cache_control(response, public=True, max_age=FRESH)
    vary_by_language(response)
    return response


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How one asks, with examples that find something."""
    invented = register_of(request)
    rows = [(one.finds, one.for_register(invented)) for one in EXAMPLES]
    context = {
        "rows": [(said, words, address_of(Question.as_typed(words=words, invented=invented))) for said, words in rows],
        "invented": invented,
        "switch": settings.DEMONSTRATION or invented,
    }
    return show(request, "portal/search_help.html", context)


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The search as a browser adds it to its own (OpenSearch 1.1)."""
    served = mechanism()
    context = {
        "short": served.short[:LONGEST_NAME],
        "name": gettext("Reports of the {name}").format(name=served.name)[:48],
        "what": gettext("Search the published reports, responses and public statements, paragraph by paragraph."),
        "icon": request.build_absolute_uri(static("web/favicon.svg")),
        "search": request.build_absolute_uri(reverse("search")),
        "suggest": request.build_absolute_uri(reverse("search_suggest")),
        "feed": request.build_absolute_uri(reverse("search_feed")),
        "itself": request.build_absolute_uri(reverse("search_description")),
    }
    response = render(
        request, "portal/opensearch.xml", context, content_type="application/opensearchdescription+xml; charset=utf-8"
    )
    patch_cache_control(response, public=True, max_age=FRESH)
    vary_by_language(response)
    return response
