"""The addresses of the portal: each is a sentence and stays."""

from django.urls import include, path
from django.views.i18n import set_language

from unannounced.rooms.portal.pages import (
    api,
    convention_files,
    conventions,
    files,
    home,
    leaving,
    open_data,
    places,
    reported,
    reports,
    searching,
    states,
    turning,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("healthy/", home.healthy, name="healthy"),
    path("states/", states.states, name="states"),
    path("states/<str:code>/", states.state, name="state"),
    path("states/<str:code>/places/", places.places, name="places"),
    path("states/<str:code>/places/<uuid:place>/", places.place, name="place"),
    path("states/<str:code>/places.<slug:ending>", places.places_table, name="places_table"),
    path("conventions/", conventions.conventions, name="conventions"),
    path("conventions/<str:code>/", conventions.convention, name="convention"),
    path("conventions/<str:code>/map.svg", convention_files.map_picture, name="map"),
    path("conventions/<str:code>/chart.svg", convention_files.chart_picture, name="chart"),
    path("conventions/<str:code>/states.<slug:ending>", convention_files.states_table, name="states_table"),
    path("conventions/<str:code>/counts.<slug:ending>", convention_files.counts_table, name="counts_table"),
    path("leaving/", leaving.cases, name="leaving"),
    path("leaving/<str:state>/<str:convention>/", leaving.of_a_state, name="leaving_of"),
    path("reported/", reported.claims, name="reported"),
    path("reported/<str:code>/", reported.claim, name="reported_claim"),
    path("turn-to/", turning.turn_to, name="turn_to"),
    path("turn-to/<str:code>/", turning.turn_to_state, name="turn_to_state"),
    path("api/", api.explained, name="api"),
    path("api/v1/", include("unannounced.rooms.portal.api.urls")),
    path("search/", searching.search, name="search"),
    path("data/", open_data.open_data, name="open_data"),
    path("data/<slug:name>.<slug:ending>", open_data.dump, name="dump"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<slug:slug>/", reports.report, name="report"),
    path("reports/<slug:slug>/data.json", files.data, name="data"),
    path("reports/<slug:slug>/items.csv", files.items, name="items"),
    path("reports/<slug:slug>/original", files.original, name="original"),
    path("reports/<slug:slug>/paragraphs/<int:number>/", reports.paragraph, name="paragraph"),
    path("reports/<slug:slug>/versions/<int:version>/", reports.report, name="version"),
    path("reports/<slug:slug>/versions/<int:version>/data.json", files.data, name="version_data"),
    path("reports/<slug:slug>/versions/<int:version>/items.csv", files.items, name="version_items"),
    path("reports/<slug:slug>/versions/<int:version>/original", files.original, name="version_original"),
]
handler404 = "unannounced.rooms.portal.pages.home.no_such_page"
