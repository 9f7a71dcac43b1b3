"""Addresses of the portal as readers and programs ask for them: reports, paragraphs, searches, States, data."""

import random

from bench.inside.reading import browser
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

WORDS = ("torture", "detention", "women+children", "%22death+penalty%22", "pris*", "health", "police", "juvenile")
BEGUN = ("to", "det", "wome", "pris", "heal", "poli", "juv", "cust")
HOW_MANY = {"reports": 150, "paragraphs": 250, "searches": 100, "facets": 60, "states": 100, "api": 60, "suggest": 80}
ONCE = ("/", "/states/", "/reports/", "/reports/?page=2", "/conventions/", "/contents/", "/data/", "/feed.atom")


def main() -> list[str]:
    """The addresses, each of which answers; in an order that mixes them, the same each time."""
    draw = random.Random(9)
    reports = list(ShelvedReport.objects.filter(newest=True).order_by("slug").values_list("pk", "slug", "state_code"))
    some = draw.sample(reports, min(len(reports), HOW_MANY["reports"]))
    slugs = {pk: slug for pk, slug, _ in some}
    held = list(ShelvedParagraph.objects.filter(report_id__in=slugs).order_by("pk").values_list("report_id", "number"))
    paragraphs = draw.sample(held, min(len(held), HOW_MANY["paragraphs"]))
    states = sorted({code for _, _, code in reports})
    asked = [draw.choice(WORDS) for _ in range(HOW_MANY["searches"])]
    found = [
        *(f"/reports/{slug}/" for _, slug, _ in some),
        *(f"/reports/{slugs[pk]}/paragraphs/{number}/" for pk, number in paragraphs),
        *(f"/search/?q={words}&page={draw.randint(1, 3)}" for words in asked),
        *(f"/search/?q={draw.choice(WORDS)}&state={draw.choice(states)}" for _ in range(HOW_MANY["facets"])),
        *(f"/states/{draw.choice(states)}/" for _ in range(HOW_MANY["states"])),
        *(f"/search/suggest/?q={draw.choice(WORDS)[: draw.randint(2, 5)]}" for _ in range(HOW_MANY["suggest"])),
        *(f"/reports/{slug}/data.json" for _, slug, _ in draw.sample(some, min(len(some), HOW_MANY["api"] // 2))),
        *(f"/api/v1/reports?state={draw.choice(states)}" for _ in range(HOW_MANY["api"] // 2)),
        *ONCE,
    ]
    client = browser()
    answering = {address: client.get(address).status_code == 200 for address in set(found)}
    mixed = [address for address in found if answering[address]]
    draw.shuffle(mixed)
    return mixed
