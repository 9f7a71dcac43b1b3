"""A notebook opened by command: with a member's locked key, in the name of that member, as often as one likes."""

import io
import json
from pathlib import Path

import pytest

from tests.homecoming import a_visit_with_devices, bring
from tests.rooms.office.sameness import run_command
from tests.sealed import PASSPHRASE, sealed_entry
from tests.world import World
from unannounced.records.keyrings.queries import own_key
from unannounced.records.ledger.actions import BY_COMMAND
from unannounced.records.ledger.models import Line
from unannounced.records.notebooks.models import Entry

pytestmark = pytest.mark.django_db


def opens(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, passphrase: str = PASSPHRASE
) -> tuple[int, list[dict[str, int]], str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))
    code, out, err = run_command(["notebook", "open", *arguments, "--json"])
    return code, [json.loads(line) for line in out.splitlines()], err


def test_a_member_opens_the_notebook_with_a_saved_key(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visit, _key, [pocket] = a_visit_with_devices(world)
    bring(sealed_entry(pocket, "The window was nailed shut."), sealed_entry(pocket, "So was the door."))
    held = own_key(world.ana)
    assert held is not None
    saved = tmp_path / "ana-key.age"
    saved.write_text(held.locked)
    code, [counted], _err = opens(monkeypatch, str(visit.pk), "--as", "ana", "--member-key", str(saved))
    assert (code, counted["new"]) == (0, 2)
    assert Line.objects.get(act="open the notebook").via == BY_COMMAND
    code, [counted], _err = opens(monkeypatch, str(visit.pk), "--as", "ana")
    assert (code, sum(counted.values())) == (0, 0)
    code, out, err = run_command(["notebook", "list", str(visit.pk), "--as", "ana"])
    assert "nailed shut" in out
    assert not err


def test_a_wrong_passphrase_opens_nothing_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    visit, _key, [pocket] = a_visit_with_devices(world)
    bring(sealed_entry(pocket))
    code, rows, err = opens(monkeypatch, str(visit.pk), "--as", "ana", passphrase="another one entirely")
    assert (code, rows) == (1, [])
    assert "passphrase is another one" in err
    assert not Entry.objects.exists()


def test_whoever_is_not_of_the_delegation_is_refused_before_a_passphrase_is_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, _key, _pockets = a_visit_with_devices(world)
    monkeypatch.setattr("sys.stdin", None)
    code, _out, err = run_command(["notebook", "open", str(visit.pk), "--as", "ines"])
    assert code == 2
    assert "not of the delegation" in err
