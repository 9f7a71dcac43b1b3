"""The first page, which leads to the app, and the sign of life."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unannounced.records.satchel.models import Enrolled


@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    """Whoever comes here wants the app."""
    return HttpResponseRedirect(reverse("app"))


@require_safe
@never_cache
def healthy(_request: HttpRequest) -> HttpResponse:
    """Say ok if the database of this room answers."""
    Enrolled.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
