"""Print what every standard says of what was measured on a visit or at a place; what fails, unless --all is said."""

import argparse

from unannounced.cli import main, speaking
from unannounced.cli.measurements.about import place_of, places_among, visit_of
from unannounced.cli.speaking import CommandProblem

EXAMPLE = "unannounced measurements list --place 'Prison No. 3 Velde' --as maud"
SHORT = ("subject", "day", "rule", "outcome", "severity", "value", "source")


def arguments(command: argparse.ArgumentParser) -> None:
    """What of it."""
    command.add_argument("--all", action="store_true", help="every verdict, not only what stands out")
    command.add_argument("--outcome", default="", help="met, not_met, presumption, needs_review, not_measured …")


def run(asked: argparse.Namespace) -> int:
    """A row for each verdict."""
    main.enter("office")
    from unannounced.records.measurements.judging import asked_now, taken_together
    from unannounced.records.measurements.queries import in_order, measured_at, measured_on, places_of_many
    from unannounced.rooms.office.pages import measured_rows

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    visit = visit_of(asked, viewer)
    place = place_of(asked, places_among(asked, visit))
    if visit is None and place is None:
        raise CommandProblem("Say of what: --visit ID or --place NAME.")
    rows = measured_on(visit, viewer) if visit else measured_at(places_of_many([place.pk] if place else []), viewer)
    if visit and place:
        rows = rows.filter(place__in=places_of_many([place.pk]))
    rules = asked_now()
    found = measured_rows.judged(taken_together(in_order(rows)), rules)
    outcome = asked.outcome or (measured_rows.ALL if asked.all else "")
    hits = measured_rows.Hits(found, measured_rows.Filters(outcome, "", "", "", ""))
    table = [
        dict(zip(measured_rows.TABLE_COLUMNS, row, strict=True))
        for row in measured_rows.table_rows(hits, rules, "/measurements/{}/")
    ]
    if not asked.json:
        table = [{name: row[name] for name in SHORT} for row in table]
    speaking.print_rows(table, as_json=asked.json)
    return main.DONE
