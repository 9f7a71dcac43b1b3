"""Queries of the portal: published reports, paragraphs of a report, and States of the register, few and many."""

from itertools import islice, product
from string import ascii_uppercase

from django.db import transaction
from tests.rooms.portal.conftest import carry_register, carry_report, paragraph, state

from bench.inside.counting import queries
from bench.inside.reading import browser

PATHS = ("/", "/states/", "/states/FRA/", "/reports/", "/reports/CPT-Inf-2026-1/")


def main(few: str, many: str) -> dict[str, tuple[list[int], list[int]]]:
    """Each page with ``few`` of each kind in it, then with ``many``."""
    before = _pages(int(few), 0, edition=1)
    after = _pages(int(many), int(few), edition=2)
    return {path: (before[path], after[path]) for path in PATHS}


def _pages(wanted: int, held: int, *, edition: int) -> dict[str, list[int]]:
    """So many States and reports, and so many paragraphs in a new version of the first report."""
    codes = ["FRA", *islice(map("".join, product("ABC", ascii_uppercase, ascii_uppercase)), wanted - 1)]
    with transaction.atomic():
        carry_register(*(state(code, f"State {code}") for code in codes), edition=edition)
        carry_report(1, "FRA", version=edition, paragraphs=[paragraph(number) for number in range(1, wanted + 1)])
        for number in range(max(held, 1) + 1, wanted + 1):
            carry_report(number, "FRA")
    client = browser()
    return {path: queries(client, path) for path in PATHS}
