"""A long draft in the office: its page, a paragraph moved through it, and one who saves a paragraph beside others."""

import json
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter, sleep

from django.db import connection
from django.test import Client
from tests.drafting import NOW, form_of
from tests.world import fill, make_world, notify_and_end, plan

from bench.inside.reading import milliseconds
from bench.inside.report import WORDS, lengthen
from bench.inside.signing_in import client_of
from unannounced.records.accounts.queries import viewer_called
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.records.recommendations.arranging import move_paragraph
from unannounced.records.reports.actions import rewrite_paragraph
from unannounced.records.reports.models import Paragraph

TIMES = 15
PAUSE = 2.0


def main(way: str, *words: str) -> object:
    """One of these: make the draft and time what one person does, save as told, update barely."""
    return {"furnish": furnish, "save": save, "bare": bare}[way](*words)


def furnish(paragraphs: str) -> dict[str, list[float]]:
    """A draft of so many paragraphs, a fifth with an item, a tenth with a reference; its pages and moves, timed."""
    world = make_world()
    chain = fill(world, notify_and_end(world, plan(world)))
    with linked_at_the_end():
        lengthen(world, chain, int(paragraphs))
        for one in chain.report.paragraphs.order_by("number")[::10]:
            rewrite_paragraph(one, f"{WORDS} See §{one.number}.", seen_wording=1, by=world.ana, at=NOW)
    client, address = client_of("ana"), f"/reports/{chain.report.pk}"
    times = {page: milliseconds(client, f"{address}/{page}", TIMES) for page in ("draft/", "checks/", "appendix/")}
    times["moves"] = [_timed(partial(_move, int(paragraphs), to)) for to in (1, int(paragraphs)) * 3]
    return times


def _move(last: int, to: int) -> None:
    ana = viewer_called("ana", NOW.date())
    number = last if to == 1 else 1
    paragraph = Paragraph.objects.select_related("report__visit").get(number=number, left_out_of=None)
    move_paragraph(paragraph, to_number=to, by=ana, at=NOW)


def _timed(do: Callable[[], object]) -> float:
    begun = perf_counter()
    do()
    return (perf_counter() - begun) * 1000


def save(number: str, each: str) -> None:
    """At each line of standard input save an own paragraph ``each`` times; answer with the times.

    "people" pauses 2 to 3 seconds between two saves, quicker than anybody writes, "at once" does not.
    """
    client = client_of("ana")
    paragraph = Paragraph.objects.get(number=10 + int(number), left_out_of=None)
    path = f"/paragraphs/{paragraph.pk}/rewrite/"
    for line in sys.stdin:
        times = []
        for turn in range(int(each)):
            form = form_of(client, path)
            if line.strip() == "people":
                sleep(PAUSE + (int(number) * 137 + turn * 401) % 1000 / 1000)
            said = {**form, "text": f"{WORDS} Saved {line.strip()} {turn} by {number}."}
            times.append(_timed(partial(_save, client, path, said)))
        print(json.dumps(times), flush=True)


def _save(client: Client, path: str, said: dict[str, str]) -> None:
    status = client.post(path, said).status_code
    if status != 302:
        raise RuntimeError(f"a save was answered with {status}")


def bare(each: str) -> list[float]:
    """One row updated through the same connection, a transaction and its fsync each."""
    key = Paragraph.objects.values_list("pk", flat=True).get(number=300, left_out_of=None).hex
    with connection.cursor() as cursor:
        found = []
        for turn in range(int(each)):
            begun = perf_counter()
            cursor.execute("UPDATE reports_paragraph SET text = %s WHERE id = %s", [f"{WORDS} {turn}", key])
            found.append((perf_counter() - begun) * 1000)
    return found
