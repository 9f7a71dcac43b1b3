"""Queries of the office: items, visits, reports and lines of the ledger, few and many."""

from datetime import timedelta

from tests.world import TODAY, Chain, World, fill, make_world, moment, notify_and_end, plan

from bench.inside.counting import queries
from bench.inside.signing_in import client_of
from unannounced.duties.noting import EntryKind
from unannounced.duties.visiting import VisitStage
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.records.notebooks.actions import note
from unannounced.records.recommendations.actions import recommend
from unannounced.records.reports.models import Report
from unannounced.records.visits.models import Visit


def main(few: str, many: str) -> dict[str, tuple[list[int], list[int]]]:
    """Each page with ``few`` rows of each kind in it, then with ``many``."""
    world = make_world()
    chain = fill(world, notify_and_end(world, plan(world)))
    client, auditor = client_of("ana"), client_of("piet")
    paths = dict.fromkeys(("/", "/states/?register=invented", "/states/XXB/", "/states/XXB/items/"), client)
    paths |= {"/states/XXB/items.csv": client, f"/visits/{chain.visit.pk}/": client}
    paths |= {f"/reports/{chain.report.pk}/": client, f"/items/{chain.item.pk}/": client, "/ledger/": auditor}
    grow(world, chain, 1, int(few))
    before = {path: queries(held, path) for path, held in paths.items()}
    grow(world, chain, int(few), int(many))
    names = {path: path if path.count("-") < 4 else f"/{path.split('/')[1]}/…/" for path in paths}
    return {names[path]: (before[path], queries(held, path)) for path, held in paths.items()}


def grow(world: World, chain: Chain, held: int, wanted: int) -> None:
    """Items and entries by their acts, one line each; visits and reports by hand, for the pages only count them."""
    at, day = moment(TODAY), chain.visit.begins
    with linked_at_the_end():
        for number in range(held, wanted):
            recommend(f"Item {number}.", on_paragraph=chain.paragraph, addressee="Police", by=world.ana, at=at)
            words = f"Entry {number} about locked windows."
            note(words, kind=EntryKind.OBSERVATION, source="x", during=chain.visit, noted_on=day, by=world.ana, at=at)
    visits = [_visit(chain, number) for number in range(held, wanted)]
    Visit.objects.bulk_create(visits, batch_size=400)
    reports = [
        Report(visit=visit, state_id=visit.state_id, title="Report", stage="draft", opened_on=TODAY) for visit in visits
    ]
    Report.objects.bulk_create(reports, batch_size=400)


def _visit(chain: Chain, number: int) -> Visit:
    first = chain.visit.begins - timedelta(days=number)
    return Visit(
        state=chain.visit.state,
        kind=chain.visit.kind,
        begins=first,
        ends=first + timedelta(days=4),
        stage=VisitStage.ENDED.value,
        planned_by=chain.visit.planned_by,
        notified_on=first,
        talks_on=first + timedelta(days=4),
    )
