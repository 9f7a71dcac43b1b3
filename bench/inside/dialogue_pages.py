"""The pages of the dialogue over many reports: each at its largest, read with Django's test client."""

from typing import Any

from django.db.models import Count

from bench.inside.reading import milliseconds
from bench.inside.signing_in import client_of
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State


def main(login: str, times: str) -> dict[str, Any]:
    """Milliseconds of each page, by name; the road map of a State apart."""
    client, count = client_of(login), int(times)
    return {
        "nothing": milliseconds(client, "/healthy/", count),
        "pages": {name: milliseconds(client, path, count) for name, path in addresses().items()},
        "items": Item.objects.count(),
    }


def addresses() -> dict[str, str]:
    """Every page of the dialogue, each at its largest."""
    state = State.objects.annotate(held=Count("reports__items")).order_by("-held", "code")[0]
    transmitted = Report.objects.filter(transmitted_on__isnull=False, state=state)
    item = Item.objects.filter(report__in=transmitted).order_by("id")[0]
    register = "invented" if state.invented else "real"
    report = transmitted.order_by("id")[0]
    return {
        "the first page": "/",
        "all items": f"/items/?register={register}",
        "visits": "/visits/",
        "States": "/states/",
        "a report": f"/reports/{report.pk}/",
        "the committee": "/committee/",
        "search": "/search/?q=cells",
        "the ledger": "/ledger/",
        "road map of a State": f"/states/{state.code}/road-map/",
        "road map of a State, of one place": f"/states/{state.code}/road-map/?place=Place+1",
        "road maps of all States": f"/road-map/?register={register}",
        "what to verify at the next visit": f"/states/{state.code}/next-visit/",
        "questions unanswered": f"/unanswered/?register={register}",
        "what is due": "/due/?when=all",
        "a State": f"/states/{state.code}/",
        "items of a State, due next": f"/states/{state.code}/items/?sort=due",
        "cooperation of a State": f"/states/{state.code}/cooperation/",
        "an item": f"/items/{item.pk}/",
        "talks": f"/talks/?register={register}",
        "public statements": f"/statements/?register={register}",
        "answers not registered": "/answers-not-registered/",
    }
