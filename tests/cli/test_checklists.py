"""Check-lists by command: every problem of a workbook by sheet, row and column; entered once."""

import json
from pathlib import Path

import pytest

from tests.forms_made import workbook
from tests.rooms.office.sameness import run_command
from tests.world import World
from unannounced.records.checklists.models import Checklist

pytestmark = pytest.mark.django_db


def test_check_names_every_problem_and_enters_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cells.xlsx"
    path.write_bytes(workbook([["type", "name", "label"], ["txet", "a", "A"], ["text", "b b", "B"]]))
    code, out, _err = run_command(["checklists", "check", str(path), "--json"])
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert ("survey", 2, "type (A)", "against it") in [
        (one["sheet"], one["row"], one["column"], one["stands"]) for one in told
    ]
    assert run_command(["checklists", "check", str(tmp_path / "none.xlsx")])[0] == 1
    assert not Checklist.objects.exists()


def test_a_workbook_is_entered_once_and_listed(world: World, tmp_path: Path) -> None:
    path = tmp_path / "cells.xlsx"
    path.write_bytes(workbook())
    for _turn in range(2):
        assert run_command(["checklists", "enter", str(path), "--as", "maud"])[0] == 0
    assert Checklist.objects.count() == 1
    code, out, _err = run_command(["checklists", "list", "--as", "ruth", "--json"])
    assert (code, json.loads(out)["form"]) == (0, "cells")
    assert run_command(["checklists", "list", "--as", "piet", "--json"])[1] == ""
    assert run_command(["checklists", "enter", str(path), "--as", "ruth"])[0] == 2
