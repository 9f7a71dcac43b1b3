"""The words of receipts, for the scripts that draw and read them."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from unannounced.crafts.receipt_words import LANGUAGES, words_of


@require_safe
def words(_request: HttpRequest, language: str) -> HttpResponse:
    """The list of a language."""
    if language not in LANGUAGES:
        raise Http404
    return JsonResponse(list(words_of(language)), safe=False)
