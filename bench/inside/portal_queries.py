"""Queries of the portal: published reports, paragraphs, and a register of States, few and many."""

from django.test import Client
from tests.rooms.portal.conftest import carry_register, carry_report, paragraph, state

from bench.inside.counting import queries
from bench.inside.reading import browser

PATHS = ("/", "/states/?register=invented", "/states/XXA/", "/reports/?register=invented", "/reports/CPT-Inf-2026-1/")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def main(few: str, many: str) -> dict[str, tuple[list[int], list[int]]]:
    """Each page with ``few`` reports and paragraphs in it, then with ``many``; a first report for each."""
    client = browser()
    before = _pages(client, int(few), 0, 1)
    after = _pages(client, int(many), int(few), 2)
    return {path: (before[path], after[path]) for path in PATHS}


def _pages(client: Client, wanted: int, held: int, edition: int) -> dict[str, list[int]]:
    """So many reports, the first of them with so many paragraphs, in a new version of it."""
    codes = [f"XX{letter}" for letter in LETTERS[: min(wanted, len(LETTERS))]]
    carry_register(*(state(code, f"State {code}") for code in codes), edition=edition)
    carry_report(1, "XXA", version=edition, paragraphs=[paragraph(number) for number in range(1, wanted + 1)])
    for number in range(max(held, 1) + 1, wanted + 1):
        carry_report(number, "XXA")
    return {path: queries(client, path) for path in PATHS}
