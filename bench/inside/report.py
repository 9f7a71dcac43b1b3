"""A long report in the office: its page while it is a draft, and then its way to publication."""

from tests.world import TODAY, Chain, World, fill, make_world, moment, notify_and_end, plan, published, vote_for

from bench.inside.reading import joining, milliseconds
from bench.inside.signing_in import client_of
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.records.publications.freezing import slug_of
from unannounced.records.recommendations.actions import adopt_report, recommend
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.transmitting import transmit_report
from unannounced.records.reports.actions import write_paragraph
from unannounced.records.reports.models import Paragraph

TIMES = 15
EVERY = 5
WORDS = (
    "In the cells seen by the delegation two persons shared eight square metres, and the windows could not be opened. "
    "Several persons said that they had spent twenty-three hours a day in them, for up to nine days. "
    "The register, which the delegation copied, has no entry on exercise for any of these days. "
)


def main(_way: str, paragraphs: str) -> dict[str, object]:
    """Write a draft of so many paragraphs, read it, publish it; the times, and where the portal will have it."""
    world = make_world()
    chain = fill(world, notify_and_end(world, plan(world)))
    with linked_at_the_end():
        lengthen(world, chain, int(paragraphs))
    page = milliseconds(client_of("ana"), f"/reports/{chain.report.pk}/", TIMES)
    held = [*Paragraph.objects.values_list("text", flat=True), *Item.objects.values_list("text", flat=True)]
    with linked_at_the_end():
        adopt_report(chain.report, by_vote=vote_for(world, chain.report), by=world.maud, at=moment(TODAY))
        transmit_report(chain.report, on=TODAY, by=world.maud, at=moment(TODAY))
        slug = slug_of(published(world, chain).symbol)
    return {"page": page, "joining": joining(held, TIMES), "slug": slug}


def lengthen(world: World, chain: Chain, paragraphs: int) -> None:
    """So many paragraphs in ten chapters, and an item on every fifth."""
    at = moment(TODAY)
    for number in range(2, paragraphs + 1):
        chapter = f"Chapter {number * 10 // paragraphs + 1}"
        written = write_paragraph(WORDS * 2, in_report=chain.report, chapter=chapter, by=world.ana, at=at)
        if number % EVERY == 0:
            recommend(WORDS, on_paragraph=written, addressee="Ministry of Justice", by=world.ana, at=at)
