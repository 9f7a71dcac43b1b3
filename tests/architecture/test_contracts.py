"""The import contracts of ``pyproject.toml``: they hold, and each fails when somebody goes against it."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.conftest import House
from tests.architecture.house import PACKAGE, REPOSITORY

pytestmark = pytest.mark.sqlite  # reads source alone: once is enough

CONFIG = REPOSITORY / "pyproject.toml"
CONTRACTS = {
    contract["id"]: contract for contract in tomllib.loads(CONFIG.read_text())["tool"]["importlinter"]["contracts"]
}

# contract → module → the line that goes against it
BREAKS = [
    ("folders", "duties/noting.py", "import unannounced.crafts.packing"),
    ("folders", "crafts/packing.py", "import unannounced.records"),
    ("folders", "records/states/models.py", "import unannounced.rooms.web.context"),
    ("folders", "rooms/web/context.py", "import unannounced.cli.speaking"),
    ("folders", "services/__init__.py", '"""A folder of a fifth kind."""'),
    ("rooms", "rooms/portal/words.py", "import unannounced.rooms.office.apps"),
    ("rooms", "rooms/office/doors.py", "import unannounced.rooms.portal.apps"),
    ("rooms", "rooms/web/context.py", "import unannounced.rooms.portal.apps"),
    ("rooms", "rooms/cellar/__init__.py", '"""A room nobody has placed."""'),
    ("records", "records/places/models.py", "import unannounced.records.visits.apps"),
    ("records", "records/findings/actions.py", "import unannounced.records.reports.apps"),
    ("records", "records/ledger/models.py", "import unannounced.records.accounts.apps"),
    ("records", "records/publications/queries.py", "import unannounced.records.shelf.apps"),
    ("records", "records/rumours/__init__.py", '"""A record nobody has placed."""'),
    ("inside-records", "records/visits/models.py", "import unannounced.records.visits.queries"),
    ("inside-records", "records/states/queries.py", "import unannounced.records.states.actions"),
    ("crafts", "crafts/packing.py", "from django.db import models"),
    ("portal", "rooms/portal/words.py", "import unannounced.records.states.apps"),
    ("portal", "rooms/web/templatetags/field_words.py", "import unannounced.records.states.apps"),
    ("portal", "records/shelf/queries.py", "import unannounced.records.ledger.apps"),
    ("portal", "rooms/portal/following.py", "import unannounced.records.reports.models"),
    ("portal", "rooms/portal/still/making.py", "from unannounced.records.findings.models import Finding"),
    ("portal", "rooms/web/read_only.py", "import unannounced.records.persons.models"),
    ("field", "rooms/field/pages/app.py", "import unannounced.records.visits.apps"),
    ("field", "rooms/field/api/answering.py", "import unannounced.records.shelf.apps"),
    ("field", "records/satchel/queries.py", "import unannounced.records.keyrings.apps"),
    ("intake", "rooms/intake/urls.py", "import unannounced.records.persons.apps"),
    ("intake", "records/letterbox/queries.py", "import unannounced.records.keyrings.apps"),
    ("liaison", "rooms/liaison/doors.py", "import unannounced.records.visits.apps"),
    ("liaison", "rooms/web/entering.py", "import unannounced.records.reports.apps"),
    ("liaison", "records/desk/queries.py", "import unannounced.records.documents.apps"),
    *(("duties", "duties/noting.py", f"import {name}") for name in CONTRACTS["duties"]["forbidden_modules"]),
    ("duties", "duties/treaty/dates.py", "from os.path import exists"),
]


def broken(house: House) -> set[str]:
    """The ids of the contracts that fail in this source tree."""
    linter = Path(sys.executable).with_name("lint-imports")
    said = house.run(str(linter), "--no-cache", "--no-logo", "--config", str(CONFIG))
    kept = dict(re.findall(r"^(.*\S) (KEPT|BROKEN)\b", said.stdout, re.MULTILINE))
    assert kept.keys() == {contract["name"] for contract in CONTRACTS.values()}, said.stdout + said.stderr
    found = {name for name, contract in CONTRACTS.items() if kept[contract["name"]] == "BROKEN"}
    assert (said.returncode == 0) == (not found), said.stdout
    return found


def test_every_import_contract_holds(house: House) -> None:
    assert broken(house) == set()


def test_the_copy_of_the_house_keeps_every_contract_before_anybody_breaks_one(copied_house: House) -> None:
    assert broken(copied_house) == set()


@pytest.mark.parametrize(("contract", "where", "line"), BREAKS)
def test_one_import_the_wrong_way_breaks_just_its_contract(
    copied_house: House, contract: str, where: str, line: str
) -> None:
    also = {"crafts"} if contract == "duties" and line.split()[1] in CONTRACTS["crafts"]["forbidden_modules"] else set()
    with copied_house.with_line(where, line):
        assert broken(copied_house) == {contract} | also  # crafts know duties, and so what duties know


def test_each_contract_has_an_import_that_breaks_it() -> None:
    assert {contract for contract, _, _ in BREAKS} == CONTRACTS.keys()


def test_each_record_stands_in_every_contract_on_records() -> None:
    records = {path.parent.name for path in PACKAGE.glob("records/*/models.py")}
    inside = {name.rsplit(".", 1)[1] for name in CONTRACTS["inside-records"]["containers"]}
    hidden = {name.rsplit(".", 1)[1] for name in CONTRACTS["portal"]["forbidden_modules"]}
    assert inside == records
    assert hidden == records - {"parcels", "shelf"}
    from_field = {name.rsplit(".", 1)[1] for name in CONTRACTS["field"]["forbidden_modules"]}
    assert from_field == records - {"parcels", "satchel"}
    from_intake = {name.rsplit(".", 1)[1] for name in CONTRACTS["intake"]["forbidden_modules"]}
    assert from_intake == records - {"parcels", "letterbox"}
    from_liaison = {name.rsplit(".", 1)[1] for name in CONTRACTS["liaison"]["forbidden_modules"]}
    assert from_liaison == records - {"parcels", "shelf", "desk", "accounts", "states", "ledger"}
