"""The portal cannot reach anything confidential in the process that runs; tests/architecture holds the contract."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite
OWN = {"parcels", "shelf"}

ASK = """
import json, sys
from unannounced.cli.main import enter
enter("portal")
import unannounced.rooms.portal.wsgi
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from unannounced.rooms.portal import following
from unannounced.rooms.portal.still import making
for address in making.seeds():
    Client().get(address, headers={"host": "localhost"})
names = [name for name in sys.modules if name.startswith("unannounced.")]
print(json.dumps({
    "records": sorted({name.split(".")[2] for name in names if name.startswith("unannounced.records.")}),
    "rooms": sorted({name.split(".")[2] for name in names if name.startswith("unannounced.rooms.")}),
    "tables": sorted(connection.introspection.table_names()),
    "models": sorted({model._meta.app_label for model in apps.get_models()}),
}))
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a process of the portal has loaded once its pages were read, and what its database holds."""
    home = tmp_path_factory.mktemp("apart")
    mine = {name: held for name, held in os.environ.items() if not name.startswith(("UNANNOUNCED_", "DJANGO_"))}
    environment = {**mine, "UNANNOUNCED_HOME": str(home)}
    prepare = [sys.executable, "-m", "unannounced.cli.main", "prepare", "--room", "portal"]
    subprocess.run(prepare, env=environment, check=True, timeout=120)
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, check=True, timeout=300, capture_output=True, text=True
    )
    told: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    told["folders"] = sorted(path.name for path in Path(home).iterdir())
    return told


def test_a_process_of_the_portal_has_loaded_no_record_and_no_room_of_anybody_else(
    running: dict[str, list[str]],
) -> None:
    assert set(running["records"]) == OWN
    assert running["rooms"] == ["portal", "web"]
    assert set(running["models"]) == OWN


def test_the_database_of_the_portal_has_no_table_of_the_office(running: dict[str, list[str]]) -> None:
    others = [table for table in running["tables"] if table.split("_")[0] not in {*OWN, "django"}]
    assert others == []
    assert any(table.startswith("shelf_") for table in running["tables"])


def test_the_portal_makes_no_folder_but_its_own(running: dict[str, list[str]]) -> None:
    assert running["folders"] == ["portal"]
