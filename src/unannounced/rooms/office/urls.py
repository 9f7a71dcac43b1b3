"""The addresses of the office: sentences such as ``/states/XXB/items/?follow-up=overdue``."""

from django.urls import include, path

from unannounced.rooms.office.pages.home import healthy, home
from unannounced.rooms.office.pages.item import item
from unannounced.rooms.office.pages.items import items, items_csv
from unannounced.rooms.office.pages.ledger import ledger
from unannounced.rooms.office.pages.report import report
from unannounced.rooms.office.pages.state import state
from unannounced.rooms.office.pages.states import states
from unannounced.rooms.office.pages.visit import visit

urlpatterns = [
    path("", home, name="home"),
    path("states/", states, name="states"),
    path("states/<str:code>/", state, name="state"),
    path("states/<str:code>/items/", items, name="items"),
    path("states/<str:code>/items.csv", items_csv, name="items_csv"),
    path("visits/<uuid:visit>/", visit, name="visit"),
    path("reports/<uuid:report>/", report, name="report"),
    path("items/<uuid:item>/", item, name="item"),
    path("ledger/", ledger, name="ledger"),
    path("healthy/", healthy, name="healthy"),
    path("", include("unannounced.rooms.office.door_urls")),
    path("", include("unannounced.rooms.office.acts.urls")),
]

handler400 = "django.views.defaults.bad_request"
handler403 = "django.views.defaults.permission_denied"
handler404 = "django.views.defaults.page_not_found"
handler500 = "django.views.defaults.server_error"
