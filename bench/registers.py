"""Registers of places taken in: the population of each day, every real register, and one that grows a hundredfold."""

import csv
import gzip
import os
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from bench import homes
from bench.archive import PERSON, _watched
from bench.figures import Claim, Figure, Row, repeated, timed
from bench.telling import progress

DAILY = "us_immigration/daily_population_2022-10_2024-09.csv.gz"
PRISONS = "us_prisons/hifld_prison_boundaries.csv"
TIMES, SEED = 3, 6
GROWTH = (100, 1_000, 10_000)
FIRST_OF_ALL = ("prisons_v1", "disability_register", "canonical", "facility_roster")
"""Registers that others speak of by key."""
MAPPING = """
name: made-up
register: made-up
title: {en: Places of Bresk, fr: Lieux de Bresk}
layout: places
state: XXB
as_of:
  - {file_name: '(\\d{4}-\\d{2}-\\d{2})'}
columns:
  - {from: Code, is: key}
  - {from: Name, is: name}
  - {from: Town, is: town}
  - {from: Held, is: persons}
  - {from: Places, is: official_capacity}
kind: prison
"""


def rows() -> Iterator[Row]:
    """The real registers, where they are; and how time grows with an invented one."""
    real = os.environ.get("UNANNOUNCED_REAL_DATA")
    folder = Path(real) / "places" if real else None
    if folder is not None and (folder / DAILY).is_file():
        yield from _daily(folder / DAILY)
        yield from _all(folder)
    else:
        yield Row("registers of real States", why_not="UNANNOUNCED_REAL_DATA names no folder that has them")
    yield from _growth()


def _new_home() -> Path:
    home = homes.newly_prepared()
    homes.ask(home, "office", "archive_people", *PERSON)
    homes.ask(home, "office", "registers_state", "XXB")
    return home


# The daily population


def parsed(path: Path) -> list[list[str]]:
    """The rows of a compressed table, by the csv module: the least that anybody has to do."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(rows: list[list[str]]) -> None:
    """The same rows into a table of SQLite by one ``executemany``."""
    file = homes.empty() / "bare.sqlite3"
    marks = ", ".join("?" * len(rows[0]))
    with sqlite3.connect(file) as connection:
        connection.execute(f"CREATE TABLE bare ({', '.join(f'c{n}' for n in range(len(rows[0])))})")
        connection.executemany(f"INSERT INTO bare VALUES ({marks})", rows)


def _daily(path: Path) -> Iterator[Row]:
    table = parsed(path)
    count = len(table) - 1
    parsing = Figure(tuple(repeated(lambda: parsed(path), TIMES)), "s")
    writing = Figure(tuple(timed(lambda: written(table)) for _turn in range(TIMES)), "s")
    seconds, most = [], []
    for turn in range(TIMES):
        progress(f"registers: {count:,} rows of daily population, {turn + 1} of {TIMES}")
        took, _all_together, largest = _watched(_new_home(), ["places", "import", str(path), "--as", PERSON[0]])
        seconds.append(took)
        most.append(largest)
    name = f"{count:,} rows of daily population taken in"
    yield Row(name, Figure(tuple(seconds), "s"), "merely parsing them by csv", parsing, Claim(12))
    yield Row(name, Figure(tuple(seconds), "s"), "sqlite3 executemany of the same rows", writing)
    yield Row(f"{name}: rows a second", Figure(tuple(count / one for one in seconds), "/s"))
    if all(most):
        yield Row(f"{name}: highest memory", Figure(tuple(most), "MB", 1.0), claim=Claim(300))


# All registers


def _all(folder: Path) -> Iterator[Row]:
    """Every register of the folder by one command each, those first that others speak of; then all of them again."""
    files = sorted(folder.glob("*/*.csv*"), key=lambda one: (not one.name.startswith(FIRST_OF_ALL), one.name))
    home, begun = _new_home(), perf_counter()
    for number, file in enumerate(files, start=1):
        progress(f"registers: {number} of {len(files)}: {file.name}")
        _imported(home, file)
    took = perf_counter() - begun
    yield Row(f"{len(files)} real registers taken in", Figure((took,), "s"), claim=Claim(180))
    begun = perf_counter()
    for file in files:
        _imported(home, file)
    yield Row("the same again, which changes nothing", Figure((perf_counter() - begun,), "s"))
    progress("registers: verifying what was taken in")
    begun = perf_counter()
    homes.unannounced(home, "verify")
    yield Row("verified afterwards", Figure((perf_counter() - begun,), "s"))


def _imported(home: Path, file: Path) -> None:
    """Take a table in; rows of real registers that are refused are no failure of the measurement."""
    try:
        homes.unannounced(home, "places", "import", str(file), "--as", PERSON[0])
    except homes.Failed as failed:
        if "refused" not in str(failed):
            raise


# Growth


def _growth() -> Iterator[Row]:
    """An invented register of 100, 1,000 and 10,000 places, and its next edition, in which most have other numbers."""
    first = None
    for places in GROWTH:
        progress(f"registers: an invented one of {places:,} places")
        home, folder = _new_home(), homes.empty()
        (folder / "made-up.yaml").write_text(MAPPING, encoding="utf-8")
        took = []
        for day in (date(2025, 6, 30), date(2025, 12, 31)):
            table = folder / f"made-up-{day}.csv"
            table.write_text("\n".join(_invented(places, day)), encoding="utf-8")
            words = ["places", "import", str(table), "--mapping", str(folder / "made-up.yaml"), "--as", PERSON[0]]
            begun = perf_counter()
            homes.unannounced(home, *words)
            took.append(perf_counter() - begun)
        for what, one in zip(("first edition", "next edition"), took, strict=True):
            figure = Figure((one,), "s")
            yield Row(f"invented register of {places:,} places, {what}", figure, "100 places", first)
            first = first or figure


def _invented(places: int, day: date) -> Iterator[str]:
    dice = Random(SEED)
    yield "Code,Name,Town,Held,Places"
    for number in range(places):
        name = "".join(dice.choice(["mar", "vel", "or", "tin", "ask", "bre", "qui", "lon"]) for _ in range(4)).title()
        held, capacity = (
            dice.randrange(5, 900) + (day - date(2025, 1, 1)) // timedelta(days=90),
            dice.randrange(20, 700),
        )
        yield f"K{number},{name} Prison {number},{name},{held},{capacity}"
