"""Searching what was published: each result is a paragraph or an item, cited by its symbol."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.searching import Results
from unannounced.duties.reporting import ITEM_WORDS
from unannounced.rooms.portal import finding
from unannounced.rooms.portal.article import kind_in_words
from unannounced.rooms.portal.narrowing import Narrowing, asked_for, choices
from unannounced.rooms.portal.showing import name_in, show

ON_A_PAGE = 20
LAST_PAGE = 50
"""Whoever has read a thousand results narrows the search down."""
LONGEST = 300
"""Characters of a question that count."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The first page asks; with words in the address it shows what holds all of them."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "").strip()
    narrowed = asked_for(request)
    number = _page_number(request)
    context = {
        "words": words,
        "kind": kind,
        "kinds": _kinds(),
        "chosen": narrowed,
        "invented": narrowed.invented,
        "choices": choices(invented=narrowed.invented),
        "narrowed": bool(narrowed) or bool(kind),
    }
    if not words:
        return show(request, "portal/search.html", context)
    try:
        found = _found(words, kind, narrowed, number)
    except finding.NotReady:
        return show(request, "portal/search.html", {**context, "preparing": True})
    page = Paginator(range(min(found.total, ON_A_PAGE * LAST_PAGE)), ON_A_PAGE).get_page(number)
    if page.number != number:  # the last page there is, for whoever asked for one behind it
        found = _found(words, kind, narrowed, page.number)
    hits = [
        (hit, kind_in_words(hit.kind), name_in(hit.report.state_names, hit.report.state_code))
        for hit in finding.opened(found.found)
    ]
    return show(request, "portal/search.html", {**context, "page": page, "total": found.total, "hits": hits})


def _found(words: str, kind: str, narrowed: Narrowing, page: int) -> Results:
    return finding.search(
        words,
        invented=narrowed.invented,
        kinds=[kind] if kind else [],
        state=narrowed.state,
        body=narrowed.body,
        year=narrowed.year,
        limit=ON_A_PAGE,
        offset=(page - 1) * ON_A_PAGE,
    )


def _page_number(request: HttpRequest) -> int:
    said = request.GET.get("page", "")
    return min(int(said), LAST_PAGE) if said.isascii() and said.isdigit() and len(said) < 5 and int(said) else 1


def _kinds() -> list[tuple[str, str]]:
    kinds = [(kind.value, capfirst(gettext(word))) for kind, word in ITEM_WORDS.items()]
    return [(finding.PARAGRAPH, gettext("Paragraph")), *kinds]
