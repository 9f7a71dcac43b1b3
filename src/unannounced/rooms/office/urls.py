"""The addresses of the office: sentences such as ``/states/XXB/items/?follow-up=overdue``."""

from django.urls import include, path

from unannounced.rooms.office.pages import batch, source, take_in
from unannounced.rooms.office.pages.accompanying import report_accompanying
from unannounced.rooms.office.pages.archive import archive
from unannounced.rooms.office.pages.archived import report_file
from unannounced.rooms.office.pages.checklists import checklist_urls
from unannounced.rooms.office.pages.committee_urls import committee_urls
from unannounced.rooms.office.pages.communication_urls import communication_urls
from unannounced.rooms.office.pages.cooperation import cooperation
from unannounced.rooms.office.pages.dialogue_urls import dialogue_urls
from unannounced.rooms.office.pages.draft_urls import draft_urls
from unannounced.rooms.office.pages.due import due
from unannounced.rooms.office.pages.exports import table_urls
from unannounced.rooms.office.pages.figures import figures_urls
from unannounced.rooms.office.pages.home import healthy, home
from unannounced.rooms.office.pages.item import document as item_document
from unannounced.rooms.office.pages.item import item
from unannounced.rooms.office.pages.items import all_items, items
from unannounced.rooms.office.pages.ledger import ledger
from unannounced.rooms.office.pages.many import many_urls
from unannounced.rooms.office.pages.measured_urls import measured_urls
from unannounced.rooms.office.pages.notebook_urls import notebook_urls
from unannounced.rooms.office.pages.paragraph import paragraph, present
from unannounced.rooms.office.pages.persons_in_report import report_persons
from unannounced.rooms.office.pages.place import place
from unannounced.rooms.office.pages.place_map import place_map, place_points
from unannounced.rooms.office.pages.place_numbers import place_urls
from unannounced.rooms.office.pages.place_sources import place_source, sources
from unannounced.rooms.office.pages.place_space import parts
from unannounced.rooms.office.pages.places import places, ranking
from unannounced.rooms.office.pages.places_compare import compare_urls
from unannounced.rooms.office.pages.places_export import place_table_urls
from unannounced.rooms.office.pages.places_shown import places_shown
from unannounced.rooms.office.pages.register_take_in import (
    register_foreseen,
    register_remove,
    register_table,
    register_take_in,
)
from unannounced.rooms.office.pages.report import report
from unannounced.rooms.office.pages.report_beside import report_beside
from unannounced.rooms.office.pages.report_files import report_file_urls
from unannounced.rooms.office.pages.report_letters import report_letter
from unannounced.rooms.office.pages.request import document as request_document
from unannounced.rooms.office.pages.request import request
from unannounced.rooms.office.pages.requests import requests
from unannounced.rooms.office.pages.review import review
from unannounced.rooms.office.pages.search import search
from unannounced.rooms.office.pages.side_by_side import side_by_side
from unannounced.rooms.office.pages.state import state
from unannounced.rooms.office.pages.state_places import state_places
from unannounced.rooms.office.pages.states import states
from unannounced.rooms.office.pages.suspicious import suspicious
from unannounced.rooms.office.pages.twins import twins
from unannounced.rooms.office.pages.visit import visit
from unannounced.rooms.office.pages.visit_keys import key_urls
from unannounced.rooms.office.pages.visit_urls import visit_urls

urlpatterns = [
    path("", home, name="home"),
    path("states/", states, name="states"),
    path("states/<str:code>/", state, name="state"),
    path("states/<str:code>/items/", items, name="items"),
    path("states/<str:code>/places/", state_places, name="state_places"),
    path("states/<str:code>/places/shown/", places_shown, name="places_shown"),
    path("visits/<uuid:visit>/", visit, name="visit"),
    *visit_urls(),
    path("reports/<uuid:report>/", report, name="report"),
    *draft_urls(),
    path("reports/<uuid:report>/letters/<uuid:letter>/", report_letter, name="report_letter"),
    path("reports/<uuid:report>/files/<int:number>/", report_file, name="report_file"),
    path("reports/<uuid:report>/files/<int:number>/read/", source.report_source, name="report_source"),
    path(
        "reports/<uuid:report>/files/<int:number>/pages/<int:page>/",
        source.report_source_page,
        name="report_source_page",
    ),
    path("reports/<uuid:report>/files/<int:number>/text/", source.report_source_text, name="report_source_text"),
    path("reports/<uuid:report>/side-by-side/", side_by_side, name="side_by_side"),
    *report_file_urls,
    path("reports/<uuid:report>/persons/", report_persons, name="report_persons"),
    path("reports/<uuid:report>/beside/", report_beside, name="report_beside"),
    path("reports/<uuid:report>/accompanying/", report_accompanying, name="report_accompanying"),
    path("paragraphs/<uuid:paragraph>/", paragraph, name="paragraph"),
    path("paragraphs/<uuid:paragraph>/present/", present, name="paragraph_present"),
    path("archive/", archive, name="archive"),
    path("archive/take-in/", take_in.take_in, name="take_in"),
    path("archive/batches/<uuid:batch>/", batch.batch, name="batch"),
    path("archive/batches/<uuid:batch>/progress/", batch.progress, name="batch_progress"),
    path("archive/batches/<uuid:batch>/stop/", batch.stop, name="batch_stop"),
    path("archive/batches/<uuid:batch>/go-on/", batch.go_on, name="batch_go_on"),
    path("archive/batches/<uuid:batch>/take-in/", batch.confirm, name="batch_take_in"),
    path("archive/batches/<uuid:batch>/remove/", batch.remove, name="batch_remove"),
    path("items/", all_items, name="all_items"),
    path("items/<uuid:item>/", item, name="item"),
    path("items/<uuid:item>/documents/<uuid:document>/", item_document, name="item_document"),
    *dialogue_urls(),
    *table_urls(),
    *many_urls(),
    *measured_urls(),
    *notebook_urls(),
    *checklist_urls(),
    *key_urls(),
    *committee_urls(),
    *communication_urls(),
    path("states/<str:code>/cooperation/", cooperation, name="cooperation"),
    path("places/map/", place_map, name="place_map"),
    path("places/map/points.json", place_points, name="place_points"),
    path("places/", places, name="places"),
    path("places/ranking/", ranking, name="ranking"),
    path("places/suspicious/", suspicious, name="suspicious"),
    path("places/sources/", sources, name="place_sources"),
    path("places/sources/<uuid:source>/", place_source, name="place_source"),
    path("places/take-in/", register_take_in, name="register_take_in"),
    path("places/take-in/<uuid:table>/", register_table, name="register_table"),
    path("places/take-in/<uuid:table>/foreseen/", register_foreseen, name="register_foreseen"),
    path("places/take-in/<uuid:table>/remove/", register_remove, name="register_remove"),
    path("places/twins/", twins, name="twins"),
    path("places/<uuid:place>/", place, name="place"),
    path("places/<uuid:place>/parts/", parts, name="place_parts"),
    *place_urls(),
    *place_table_urls(),
    *compare_urls(),
    *figures_urls(),
    path("requests/", requests, name="requests"),
    path("requests/<uuid:request>/", request, name="request"),
    path("requests/<uuid:request>/documents/<uuid:document>/", request_document, name="request_document"),
    path("due/", due, name="due"),
    path("review/", review, name="review"),
    path("search/", search, name="search"),
    path("ledger/", ledger, name="ledger"),
    path("healthy/", healthy, name="healthy"),
    path("", include("unannounced.rooms.office.door_urls")),
    path("", include("unannounced.rooms.office.acts.urls")),
]

handler400 = "django.views.defaults.bad_request"
handler403 = "django.views.defaults.permission_denied"
handler404 = "django.views.defaults.page_not_found"
handler500 = "django.views.defaults.server_error"
