"""Every register of the folder named by UNANNOUNCED_REAL_DATA reads with the mapping that is shipped for it."""

import gzip
import os
from datetime import date
from pathlib import Path

import pytest

from tests.crafts.registers.made import TODAY
from unannounced.crafts.registers.mapping import mapping_for, shipped_mappings
from unannounced.crafts.registers.reading import read_register
from unannounced.crafts.registers.tables import open_table
from unannounced.crafts.registers.values import ReadRegister

FOLDER = os.environ.get("UNANNOUNCED_REAL_DATA", "")
PLACES = Path(FOLDER) / "places"
FILES = sorted(PLACES.glob("*/*.csv*")) if FOLDER else []
pytestmark = pytest.mark.skipif(not FILES, reason="UNANNOUNCED_REAL_DATA names no folder with registers of places")
# Rows of two parts of one place that stand under one key in one year: only a person can say which number holds.
RIGHT_TO_REFUSE = {"yearly_panel_FY10_FY24.csv": 8}


def register(path: Path) -> ReadRegister:
    table = open_table(path)
    mapping = mapping_for(table.file_name, table.header)
    assert mapping is not None, f"no mapping fits {path.name}"
    return read_register(table, mapping, today=TODAY)


def total(found: ReadRegister, count: str) -> int:
    return sum(one.counts[count][1][-1] for one in found.places if count in one.counts)


def known(found: ReadRegister, count: str) -> int:
    return sum(1 for one in found.places if count in one.counts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_register_reads_and_refuses_no_row_but_those_that_contradict(path: Path) -> None:
    found = register(path)
    refused = [one for one in found.problems if one.refused]

    assert len(refused) == RIGHT_TO_REFUSE.get(path.name, 0), refused
    assert found.rows > 0
    assert found.places or found.about_state


def test_a_census_of_brazil_has_the_capacity_that_was_published_for_the_whole_state() -> None:
    found = register(PLACES / "brazil/sisdepen_2019-12.csv.gz")

    assert (found.as_of, len(found.places)) == (date(2019, 12, 31), 1435)
    assert total(found, "official_capacity") == 442_349
    assert total(found, "men") + total(found, "women") == total(found, "persons")


def test_the_prisons_of_italy_add_up_to_what_was_transcribed() -> None:
    found = register(PLACES / "italy/capienze_2026-07-13.csv")

    counts = ("official_capacity", "unavailable_places", "persons")
    assert [total(found, count) for count in counts] == [50_867, 4_923, 64_274]


def test_the_prisons_of_the_united_states_have_a_capacity_where_it_is_known() -> None:
    found = register(PLACES / "us_prisons/hifld_prison_boundaries.csv")
    closed = sum(1 for one in found.places if any(t.what == "status" and t.value == "closed" for t in one.told))

    assert (known(found, "official_capacity"), closed) == (3_755, 487)
    assert {one.state for one in found.places} == {"USA"}


def test_names_that_prisons_were_given_are_all_kept() -> None:
    found = register(PLACES / "england_wales/prison_renames.csv")

    assert sum(len(one.happened) for one in found.places) == 176
    assert found.updates_only


def test_the_daily_counts_are_as_many_as_the_rows_and_the_same_from_parquet(tmp_path: Path) -> None:
    import pyarrow.csv as arrow_csv
    import pyarrow.parquet as parquet

    path = PLACES / "us_immigration/daily_population_2022-10_2024-09.csv.gz"
    found = register(path)
    with gzip.open(path) as packed:
        parquet.write_table(arrow_csv.read_csv(packed), tmp_path / "daily_population.parquet")

    assert found.rows == sum(len(one.counts["persons"][0]) for one in found.places) == 516_817
    again = read_register(
        open_table(tmp_path / "daily_population.parquet"), shipped_mappings()["us-detention-daily"], today=TODAY
    )
    assert again.places == found.places
