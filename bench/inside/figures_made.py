"""The figures of the last whole year as the office makes them: facts, tables, the public version, and the page."""

from time import perf_counter

from tests.world import TODAY

from bench.inside.counting import queries
from bench.inside.reading import milliseconds
from bench.inside.signing_in import client_of
from unannounced.duties.tabulating import last_whole_year
from unannounced.records.accounts.queries import viewer_called
from unannounced.rooms.office.pages.figures_asked import Filters, made

PAGE = "/figures/?register=invented"


def main(times: str) -> dict[str, list[float]]:
    """Seconds of each, and how often the page asks the database."""
    viewer, period, maud = viewer_called("maud", TODAY), last_whole_year(TODAY), client_of("maud")
    inner, outer = Filters(register="invented"), Filters(register="invented", public="1")
    found: dict[str, list[float]] = {"all figures": [], "the version for the public": []}
    for _again in range(int(times)):
        for name, filters in zip(found, (inner, outer), strict=True):
            begun = perf_counter()
            made(filters, viewer, period)
            found[name].append(perf_counter() - begun)
    for name, path in (
        ("the page", PAGE),
        ("rows behind a number", "/figures/items/?register=invented&row=total&column=items"),
        ("annex as PDF", "/figures/annex.pdf?register=invented"),
    ):
        found[name] = [one / 1000 for one in milliseconds(maud, path, int(times))]
    found["queries"] = [float(one) for one in queries(maud, PAGE)]
    return found
