"""The addresses of the portal: each is a sentence and stays."""

from django.urls import path
from django.views.i18n import set_language

from unannounced.rooms.portal.pages import home, reports, states

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set_language"),
    path("healthy/", home.healthy, name="healthy"),
    path("states/", states.states, name="states"),
    path("states/<str:code>/", states.state, name="state"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<slug:slug>/", reports.report, name="report"),
    path("reports/<slug:slug>/data.json", reports.data, name="data"),
    path("reports/<slug:slug>/items.csv", reports.items, name="items"),
    path("reports/<slug:slug>/paragraphs/<int:number>/", reports.paragraph, name="paragraph"),
    path("reports/<slug:slug>/versions/<int:version>/", reports.report, name="version"),
    path("reports/<slug:slug>/versions/<int:version>/data.json", reports.data, name="version_data"),
    path("reports/<slug:slug>/versions/<int:version>/items.csv", reports.items, name="version_items"),
]
handler404 = "unannounced.rooms.portal.pages.home.no_such_page"
