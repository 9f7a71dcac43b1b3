"""Whoever sees a report can prove which words stood in a published paragraph, and anybody can check it."""

import contextlib
import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.world import TODAY, World, make_world, moment, published, transmitted
from unannounced.cli.main import main
from unannounced.records.ledger.models import Reading
from unannounced.records.publications.actions import mark_person
from unannounced.records.publications.models import Publication
from unannounced.records.reports.models import Report


@pytest.fixture
def left(db: None, tmp_path: Path) -> tuple[World, Publication, Path]:
    """A published report in which words were replaced, and its JSON file as the portal gives it."""
    world = make_world()
    chain = transmitted(world)
    report = Report.objects.select_related("visit__state").get(pk=chain.report.pk)
    mark_person(report, "windows", instead="openings", by=world.maud, at=published_at())
    publication = published(world, chain)
    file = tmp_path / "data.json"
    file.write_bytes(bytes(publication.parcel.content))
    return world, publication, file


def published_at() -> datetime:
    """The moment of the acts here."""
    return moment(TODAY)


def run_command(arguments: list[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command, in this process, nothing of them masked."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return code, out.getvalue(), err.getvalue()


def proof(publication: Publication, *more: str) -> tuple[int, str, str]:
    """The command for the first paragraph of a publication."""
    return run_command(["prove-original", publication.symbol, "1", *more])


def test_a_proof_is_printed_for_somebody_who_sees_the_report_and_holds(
    left: tuple[World, Publication, Path], tmp_path: Path
) -> None:
    _world, publication, file = left
    code, out, _err = proof(publication, "--as", "ana", "--json")
    assert code == 0
    said = json.loads(out)
    assert "windows could not be opened" in said["original"]
    assert said["original"] not in file.read_text()
    assert said["opening"] not in file.read_text()
    assert Reading.objects.filter(subject_id=publication.report_id).exists()
    text = tmp_path / "words.txt"
    text.write_text(said["original"] + "\n")
    checked = proof(publication, "--check", str(file), "--opening", said["opening"], "--text", str(text))
    assert checked[0] == 0, checked


def test_other_words_and_another_opening_do_not_hold(left: tuple[World, Publication, Path], tmp_path: Path) -> None:
    _world, publication, file = left
    said = json.loads(proof(publication, "--as", "ana", "--json")[1])
    text = tmp_path / "words.txt"
    text.write_text(said["original"].replace("windows", "doors"))
    code, out, err = proof(publication, "--check", str(file), "--opening", said["opening"], "--text", str(text))
    assert (code, out) == (1, "")
    assert "not the original words" in err
    text.write_text(said["original"])
    assert proof(publication, "--check", str(file), "--opening", "00", "--text", str(text))[0] == 1


def test_whoever_does_not_see_the_report_learns_no_more_than_of_a_symbol_there_is_not(
    left: tuple[World, Publication, Path],
) -> None:
    _world, publication, _file = left
    there = proof(publication, "--as", "rosa")
    absent = run_command(["prove-original", "XX/Inf (1999) 9", "1", "--as", "rosa"])
    assert there[0] == absent[0] == 1
    assert there[2].replace(publication.symbol, "") == absent[2].replace("XX/Inf (1999) 9", "")


def test_a_paragraph_that_stands_as_written_or_is_not_there_has_no_proof(
    left: tuple[World, Publication, Path],
) -> None:
    _world, publication, file = left
    assert "no paragraph 9" in run_command(["prove-original", publication.symbol, "9", "--as", "ana"])[2]
    content = json.loads(file.read_text())
    del content["paragraphs"][0]["original"]
    file.write_text(json.dumps(content))
    assert "as it was written" in proof(publication, "--check", str(file), "--opening", "0", "--text", str(file))[2]
    file.write_text("[]")
    assert "no JSON file" in proof(publication, "--check", str(file), "--opening", "0", "--text", str(file))[2]
