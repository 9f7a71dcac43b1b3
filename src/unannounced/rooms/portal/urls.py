"""The addresses of the portal: each is a sentence and stays."""

from django.urls import include, path, re_path
from django.views.i18n import set_language

from unannounced.rooms.portal import feeds, open_urls, report_urls
from unannounced.rooms.portal.figures import urls as figure_urls
from unannounced.rooms.portal.pages import (
    about,
    api,
    convention_files,
    convention_map,
    conventions,
    documents,
    files,
    health,
    home,
    leaving,
    places,
    reported,
    reports,
    states,
    symbols,
    turning,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("about/", about.in_plain_words, name="about"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("contents/", about.contents, name="contents"),
    path("contents/<int:year>/", about.contents_of_year, name="contents_of_year"),
    path("healthy/", health.healthy, name="healthy"),
    path("feed.atom", feeds.everything, name="feed"),
    path("states/", states.states, name="states"),
    path("states/<str:code>/", states.state, name="state"),
    path("states/<str:code>/feed.atom", feeds.of_state, name="state_feed"),
    path("states/<str:code>/places/", places.places, name="places"),
    path("states/<str:code>/places/<uuid:place>/", places.place, name="place"),
    path("states/<str:code>/places.<slug:ending>", places.places_table, name="places_table"),
    *figure_urls.patterns,
    path("conventions/", conventions.conventions, name="conventions"),
    path("conventions/<str:code>/", conventions.convention, name="convention"),
    path("conventions/<str:code>/map/", convention_map.convention_map, name="convention_map"),
    path("conventions/<str:code>/map.<slug:ending>", convention_files.map_picture, name="map"),
    path("conventions/<str:code>/chart.<slug:ending>", convention_files.chart_picture, name="chart"),
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
    path("search/", include("unannounced.rooms.portal.search.urls")),
    *open_urls.patterns,
    path("report.schema.json", files.schema, name="report_schema"),
    path("reports/", reports.reports, name="reports"),
    *report_urls.patterns,
    path("reports/<slug:slug>/data.json", files.data, name="data"),
    path("reports/<slug:slug>/items.csv", files.items, name="items"),
    path("reports/<slug:slug>/original", files.original, name="original"),
    path("reports/<slug:slug>/files/<str:name>", files.beside, name="beside"),
    path("reports/<slug:slug>/versions/<int:version>/files/<str:name>", files.beside, name="version_beside"),
    path("reports/<slug:slug>/versions/<int:version>/data.json", files.data, name="version_data"),
    path("reports/<slug:slug>/versions/<int:version>/items.csv", files.items, name="version_items"),
    path("reports/<slug:slug>/versions/<int:version>/original", files.original, name="version_original"),
    path("responses/<slug:slug>/", documents.response, name="response"),
    path("responses/<slug:slug>/data.json", documents.response_data, name="response_data"),
    path("responses/<slug:slug>/versions/<int:version>/", documents.response, name="response_version"),
    path(
        "responses/<slug:slug>/versions/<int:version>/data.json",
        documents.response_data,
        name="response_version_data",
    ),
    path("statements/", documents.statements, name="statements"),
    path("statements/<slug:slug>/", documents.statement, name="statement"),
    path("statements/<slug:slug>/data.json", documents.statement_data, name="statement_data"),
    path("statements/<slug:slug>/versions/<int:version>/", documents.statement, name="statement_version"),
    path(
        "statements/<slug:slug>/versions/<int:version>/data.json",
        documents.statement_data,
        name="statement_version_data",
    ),
]
# The last one: it takes whatever nothing above it takes, so that no page is hidden by a symbol.
urlpatterns += [re_path(r"^(?P<path>.+)$", symbols.by_symbol, name=symbols.NAME)]
handler400 = "unannounced.rooms.portal.pages.faults.not_understood"
handler403 = "unannounced.rooms.portal.pages.faults.not_allowed"
handler404 = "unannounced.rooms.portal.pages.home.no_such_page"
handler500 = "unannounced.rooms.portal.pages.faults.went_wrong"
