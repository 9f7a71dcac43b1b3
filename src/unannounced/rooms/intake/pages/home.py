"""The choice of languages, the first page, quick exit, and the sign of life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unannounced.records.letterbox.models import OfficeKey
from unannounced.records.letterbox.queries import newest_key


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Each language by its own name."""
    return render(request, "intake/languages.html")


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this can do, what it cannot, and whether anybody can learn of it: before anything is written."""
    return render(request, "intake/front.html", {"page": "", "takes": newest_key() is not None})


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where the quick exit leads: a page that says nothing."""
    return render(request, "intake/left.html")


@require_safe
def healthy(_request: HttpRequest) -> HttpResponse:
    """Say ok if the database of this room answers."""
    OfficeKey.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
