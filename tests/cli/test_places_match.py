"""``unannounced places match``: two tables, and what is one place in them."""

import gzip
import json
from pathlib import Path

from tests.cli.conftest import Home

A = """id,name,city,state
1,VALLMORA CO. DET. CTR,St. Orlo,XXA
2,Ternvale Unit 1,Feldmora,XXA
3,Kasano Jail,Kasano,XXB
"""
B = """Código;Nome da unidade;Município;UF
a;Vallmora County Detention Center;Saint Orlo;XXA
b;Ternvale Unit 2;Feldmora;XXA
c;Kasano Prison;Kasano;XXB
"""


def tables(folder: Path, first: str = A, second: str = B) -> tuple[str, str]:
    paths = folder / "A.csv", folder / "B.csv"
    for path, text in zip(paths, (first, second), strict=True):
        path.write_text(text, encoding="utf-8")
    return str(paths[0]), str(paths[1])


def test_pairs_are_printed_with_their_verdict_and_the_reasons(bare: Home, tmp_path: Path) -> None:
    said = bare.run("places", "match", *tables(tmp_path))
    assert said.code == 0, said.err
    first, *_ = said.out.splitlines()
    assert first.startswith("joined")
    assert "1 “VALLMORA CO. DET. CTR” – a “Vallmora County Detention Center”" in first
    assert "+ The names say the same, spelled or shortened in another way." in said.out
    assert "3 and 3 places: 1 pairs joined" in said.out
    assert not bare.path.exists()


def test_as_json_each_pair_is_an_object_on_a_line(bare: Home, tmp_path: Path) -> None:
    said = bare.run("places", "match", *tables(tmp_path), "--json")
    rows = [json.loads(line) for line in said.out.splitlines()]
    found = {(row["first"], row["second"]): row for row in rows}
    assert found["1", "a"]["verdict"] == "joined"
    assert found["3", "c"]["verdict"] == "offered"
    assert found.get(("2", "b"), {"verdict": "offered"})["verdict"] == "offered"
    assert set(found["1", "a"]["reasons"][0]) == {"reason", "for"}
    only = bare.run("places", "match", *tables(tmp_path), "--json", "--joined")
    assert [json.loads(line)["first"] for line in only.out.splitlines()] == ["1"]


def test_compressed_tables_and_tables_without_ids_are_read(bare: Home, tmp_path: Path) -> None:
    first, second = tables(
        tmp_path, first="name,city\nVallmora County Jail,Orlo\n", second="name,city\nVALLMORA CO JAIL,Orlo\n"
    )
    packed = tmp_path / "B.csv.gz"
    packed.write_bytes(gzip.compress(Path(second).read_bytes()))
    said = bare.run("places", "match", first, str(packed), "--json")
    assert [(row["first"], row["second"]) for row in map(json.loads, said.out.splitlines())] == [("2", "2")]


def test_a_table_without_names_is_refused_with_what_to_do(bare: Home, tmp_path: Path) -> None:
    first, second = tables(tmp_path, second="beds,colour\n1,red\n2,blue\n")
    said = bare.run("places", "match", first, second)
    assert said.code == 1
    assert said.problem.startswith("B.csv has no column that is called “name”")
    assert "beds, colour" in said.problem


def test_a_file_that_is_no_table_or_absent_is_named(bare: Home, tmp_path: Path) -> None:
    first, second = tables(tmp_path)
    Path(second).write_bytes(b"%PDF-1.7\x00\x01\x02")
    said = bare.run("places", "match", first, second)
    assert said.code == 1
    assert "B.csv" in said.problem
    absent = bare.run("places", "match", first, str(tmp_path / "none.csv"))
    assert absent.code == 1
    assert "none.csv" in absent.problem


def test_a_row_with_too_many_cells_is_named_and_left_out_and_a_file_that_is_not_there_is_named(
    bare: Home, tmp_path: Path
) -> None:
    said = bare.run("places", "match", *tables(tmp_path, A + "4,Orlo, West Jail,Orlo,XXA\n"))
    assert said.code == 0
    assert "A.csv: row 5: left out: The row has more cells than the table has columns." in said.err
    assert "3 and 3 places" in said.out
    gone = bare.run("places", "match", str(tmp_path / "gone.csv"), str(tmp_path / "B.csv"))
    assert gone.code == 1
    assert "gone.csv: No such file or directory. See that the file is there" in gone.problem
