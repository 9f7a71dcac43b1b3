"""The addresses of the search, below ``/search/``: each question can be kept, shared, followed and taken away."""

from django.urls import path

from unannounced.rooms.portal.pages import search_beside, searching
from unannounced.rooms.portal.search import feed as search_feed

urlpatterns = [
    path("", searching.search, name="search"),
    path("help/", search_beside.guide, name="search_help"),
    path("suggest/", search_beside.suggest, name="search_suggest"),
    path("opensearch.xml", search_beside.description, name="search_description"),
    path("feed.atom", search_feed.of_search, name="search_feed"),
    path("results.<slug:ending>", search_beside.results, name="search_file"),
    path("choices/<slug:name>/", search_beside.choices, name="search_choices"),
]
