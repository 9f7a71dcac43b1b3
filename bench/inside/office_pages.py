"""The pages of the office over the worked case."""

from django.db.models import Count

from bench.inside.reading import milliseconds
from bench.inside.signing_in import client_of
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.visits.models import Visit

STATE = "XXC"


def main(times: str) -> dict[str, list[float]]:
    """The times of each page for a member, of the ledger for an auditor too, who sees all of it."""
    member, auditor = client_of("ana"), client_of("piet")
    took = {name: milliseconds(member, path, int(times)) for name, path in addresses().items()}
    return {**took, "/ledger/ (auditor)": milliseconds(auditor, "/ledger/", int(times))}


def addresses() -> dict[str, str]:
    """The pages, each of the State with the longest dialogue, and of what there is most to show of."""
    visit = Visit.objects.filter(state__code=STATE).annotate(held=Count("entries")).order_by("-held", "id")[0]
    report = Report.objects.filter(state__code=STATE).annotate(held=Count("items")).order_by("-held", "id")[0]
    item = Item.objects.filter(report__state__code=STATE).annotate(held=Count("responses"))
    chosen = item.order_by("-held", "id")[0]
    fixed = ("/healthy/", "/", "/states/", "/states/?register=real", f"/states/{STATE}/", f"/states/{STATE}/items/")
    return {path: path for path in fixed} | {
        "visit": f"/visits/{visit.pk}/",
        "report": f"/reports/{report.pk}/",
        "item": f"/items/{chosen.pk}/",
        "/ledger/": "/ledger/",
    }
