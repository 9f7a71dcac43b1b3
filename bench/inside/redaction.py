"""A long report, transmitted, with names in it: proposals of persons, the page that shows them, its publication."""

import re
from collections.abc import Callable
from time import perf_counter

from tests.world import TODAY, fill, make_world, moment, notify_and_end, plan, vote_for

from bench.inside.reading import milliseconds
from bench.inside.report import WORDS, lengthen
from bench.inside.signing_in import client_of
from unannounced.crafts.typesetting.look import shipped_look
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.records.publications.actions import check_paragraphs, request_publication
from unannounced.records.publications.beside import Paper
from unannounced.records.publications.leaving import publish_report
from unannounced.records.publications.models import PersonProposal
from unannounced.records.publications.persons import judge_nobody, look_through, looked_at, undecided
from unannounced.records.publications.proposing import keep_proposals
from unannounced.records.recommendations.actions import adopt_report
from unannounced.records.recommendations.transmitting import transmit_report
from unannounced.records.reports.actions import write_paragraph

TIMES, REPEATS = 15, 3


def main(paragraphs: str) -> dict[str, object]:
    """Make it, look through it, show it, publish it."""
    world, at = make_world(), moment(TODAY)
    chain = fill(world, notify_and_end(world, plan(world)))
    with linked_at_the_end():
        lengthen(world, chain, int(paragraphs) - 60)
        for number in range(60):
            text = f"Mr Ivan{number % 9} Petrovan{number} (aged 34, a Belgian) was seen. {WORDS}"
            write_paragraph(text, in_report=chain.report, chapter="Persons", by=world.ana, at=at)
        adopt_report(chain.report, by_vote=vote_for(world, chain.report), by=world.maud, at=at)
        transmit_report(chain.report, on=TODAY, by=world.maud, at=at)
        request_publication(chain.report, requested_on=TODAY, authority="Ministry", by=world.maud, at=at)
    chain.report.refresh_from_db()
    looked = looked_at(chain.report)
    texts = [text for _, text in looked.texts]
    proposing = [_seconds(lambda: look_through(looked)) for _ in range(REPEATS)]
    splitting = [_seconds(lambda: [re.findall(r"\w+", text) for text in texts]) for _ in range(REPEATS)]
    keep_proposals(chain.report)
    page = milliseconds(client_of("maud"), f"/reports/{chain.report.pk}/persons/", TIMES)
    with linked_at_the_end():
        check_paragraphs(chain.report.paragraphs.select_related("report__visit"), by=world.maud, at=at)
        found = {one.words: one.trait for one in undecided(chain.report)}
        judge_nobody(chain.report, found, because="made up", by=world.maud, at=at)
        paper = Paper(shipped_look())
        publishing = _seconds(lambda: publish_report(chain.report, paper=paper, by=world.maud, at=at))
    return {
        "words": sum(len(text.split()) for text in texts),
        "proposed": PersonProposal.objects.filter(report=chain.report).count(),
        "proposing": proposing,
        "splitting": splitting,
        "page": page,
        "publishing": publishing,
    }


def _seconds(do: Callable[[], object]) -> float:
    begun = perf_counter()
    do()
    return perf_counter() - begun
