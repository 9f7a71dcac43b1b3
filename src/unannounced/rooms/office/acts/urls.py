"""One address for each act on each kind of thing: ``/reports/<id>/publish/``."""

from django.urls import URLPattern, path

from unannounced.rooms.office.acts import (  # noqa: F401  (they enter their forms)
    on_access,
    on_accompanying,
    on_answers,
    on_archive,
    on_checklists,
    on_communication_links,
    on_communications,
    on_delegations,
    on_draft_items,
    on_drafts,
    on_elections,
    on_high_talks,
    on_identity,
    on_intake_keys,
    on_items,
    on_keys,
    on_measurement_tables,
    on_measurements,
    on_more_time,
    on_notebook,
    on_notifications,
    on_people,
    on_places,
    on_places_shown,
    on_publications,
    on_readings,
    on_registers,
    on_reports,
    on_reprisals,
    on_requests,
    on_sessions,
    on_states,
    on_talks,
    on_together,
    on_transmitting,
    on_visits,
    on_withdrawn,
    on_written,
    votes,
)
from unannounced.rooms.office.acts.pages import act_page
from unannounced.rooms.office.acts.registry import REGISTRY

urlpatterns: list[URLPattern] = [
    path(
        f"{form.on.route}/{form.name}/",
        act_page,
        {"word": word, "name": name},
        name=f"{word}-{name}",
    )
    for (word, name), form in REGISTRY.items()
]
