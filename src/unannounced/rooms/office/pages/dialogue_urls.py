"""The addresses of the dialogue: road maps, what to verify, questions unanswered, talks, statements, stray answers."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.high_talks import talks
from unannounced.rooms.office.pages.next_visit import next_visit_urls
from unannounced.rooms.office.pages.road_maps import road_urls
from unannounced.rooms.office.pages.statement import statement
from unannounced.rooms.office.pages.statements import statements
from unannounced.rooms.office.pages.strays import stray_document, strays
from unannounced.rooms.office.pages.unanswered import unanswered_urls


def dialogue_urls() -> Iterator[URLPattern]:
    """An address for each of them."""
    yield from road_urls()
    yield from next_visit_urls()
    yield from unanswered_urls()
    yield path("talks/", talks, name="talks")
    yield path("answers-not-registered/", strays, name="strays")
    yield path("reports/<uuid:report>/stray-documents/<uuid:document>/", stray_document, name="stray_document")
    yield path("statements/", statements, name="statements")
    yield path("statements/<uuid:statement>/", statement, name="statement")
