"""Building the worked case in the office's own process; ``--count`` says what it holds."""

import sys

from unannounced.cli import main, speaking


def build() -> int:
    """Tell the story up to today."""
    main.enter("office")
    from unannounced.cli.demo.story import tell
    from unannounced.records.ledger.actions import BY_COMMAND, acting

    progress = speaking.Progress("steps of the worked case")
    with acting(BY_COMMAND):
        tell(speaking.now(), progress)
    progress.end()
    return main.DONE


def count() -> int:
    """What the worked case holds, on one line; the hidden visit is no secret to its own builder."""
    main.enter("office")
    from unannounced.records.places.models import Place
    from unannounced.records.publications.models import Publication
    from unannounced.records.recommendations.models import Item, Response
    from unannounced.records.reports.models import Report
    from unannounced.records.visits.models import Visit

    leaving = Visit.objects.filter(state__code="XXC")
    reports = Report.objects.filter(state__code="XXC")
    published = Publication.objects.filter(report__state__code="XXC")
    items = Item.objects.filter(report__visit__notified_on__isnull=False)
    print(
        f"worked case: XXC {leaving.count()} visits, {reports.count()} reports, {published.count()} published; "
        f"together {Place.objects.count()} places, {items.count()} items, {Response.objects.count()} responses"
    )
    return main.DONE


if __name__ == "__main__":
    try:
        sys.exit(count() if "--count" in sys.argv else build())
    except KeyboardInterrupt:
        sys.exit(main.FAILED)
