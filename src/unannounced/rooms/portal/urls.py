"""The addresses of the portal: each is a sentence and stays."""

from django.urls import path
from django.views.i18n import set_language

from unannounced.rooms.portal.pages import files, home, open_data, reports, searching, states

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("healthy/", home.healthy, name="healthy"),
    path("states/", states.states, name="states"),
    path("states/<str:code>/", states.state, name="state"),
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
