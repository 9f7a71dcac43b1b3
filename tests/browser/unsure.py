"""Reports made up for the browser, read with little certainty, taken into a demonstration: ``python -m`` with the home.

The words are generated: each demand is another one, a few hold two, and some stand in two parts.
"""

import os
import sys
from datetime import UTC, date, datetime

SYMBOL = "XX/BROWSER"
PLACES = ("northern wing", "remand block", "police station", "juvenile ward", "transit cells")
DEMANDS = (
    "Fit windows that open in each cell of the {place}.",
    "Give every person held in the {place} access to a lawyer within {hours} hours.",
    "Have a doctor examine each person on arrival in the {place} within {hours} hours.",
    "Keep one register of custody in the {place} in which nothing is written in pencil.",
    "Let each person in the {place} walk in the open air for one hour a day at least.",
)


def texts() -> list[str]:
    """Sixty-odd demands, each another."""
    return [
        demand.format(place=place, hours=hours) + f" Let this be done before month {hours}."
        for hours in range(1, 4)
        for place in PLACES
        for demand in DEMANDS
    ]


def lay() -> None:
    """Take two reports in, the later saying again what the earlier said."""
    from unannounced.cli import main

    main.enter("office")
    from unannounced.crafts.reading import About, Reading, ReadItem, ReadParagraph
    from unannounced.duties.dialogue import Position
    from unannounced.duties.reporting import ItemKind
    from unannounced.records.accounts.queries import viewer_called
    from unannounced.records.archive.actions import take_in_report
    from unannounced.records.archive.queries import Known, Offered
    from unannounced.records.readings.models import ProposedRepeat
    from unannounced.records.recommendations.models import Item
    from unannounced.records.states.models import State

    now = datetime.now(UTC)
    maud, state = viewer_called("maud", now.date()), State.objects.get(code="XXC")
    reports = []
    for year in (2009, 2015):
        said = [text.replace("within 2", "within 4" if year == 2009 else "within 2") for text in texts()]
        about = About(f"{SYMBOL}/{year}", "Corvania", "XXC", date(year, 5, 1), f"Report of {year}", "Visitors", True)
        items = tuple(
            ReadItem(7, "", ItemKind.RECOMMENDATION, text, (), Position.UNKNOWN, 55 if year == 2015 else 95)
            for text in said
        )
        paragraph = ReadParagraph(7, "Prisons", "The delegation saw this, and asks:\n" + "\n".join(said))
        reading = Reading(about, (paragraph,), items, words=900, pages=0)
        known = Known(state, about.dated_on, about.symbol, about.body, already_public=True)
        content = "\n".join([about.symbol, *said]).encode()
        taken = take_in_report(Offered(f"corvania-{year}.txt", content, reading, known), by=maud, at=now)
        reports.append(taken.report)
    earlier, later = (list(Item.objects.filter(report=one).order_by("place_in_paragraph")) for one in reports)
    pairs = zip(later, earlier, strict=True)
    ProposedRepeat.objects.bulk_create(
        ProposedRepeat(item=one, earlier=other, likeness=92, differs=[["4 hours", "2 hours"]])
        for one, other in list(pairs)[:30]
    )


if __name__ == "__main__":
    os.environ["UNANNOUNCED_HOME"] = sys.argv[1]
    lay()
