"""The choice of languages, and the sign of life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unannounced.records.letterbox.models import OfficeKey


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Each language by its own name."""
    return render(request, "intake/languages.html")


@require_safe
def healthy(_request: HttpRequest) -> HttpResponse:
    """Say ok if the database of this room answers."""
    OfficeKey.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
