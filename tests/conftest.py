"""What every test may use: a home of its own, the small world and its cast."""

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

os.environ.setdefault("UNANNOUNCED_HOME", tempfile.mkdtemp(prefix="unannounced-tests-"))

if TYPE_CHECKING:
    from tests.world import World


settings.register_profile("by what it finds, never by the clock", database=None, deadline=None)
settings.load_profile("by what it finds, never by the clock")
_NUMBERS = count()
DATABASES = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reaches a database: whatever does not ask for one is refused it, so that another one tells no more."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def own_index(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of its own for each test: what another one wrote is not found here."""
    from unannounced.rooms.web import installation

    folder = tmp_path_factory.getbasetemp() / f"index-{next(_NUMBERS)}"
    monkeypatch.setattr(installation, "search_folder", lambda room: Path(folder) / room)
    monkeypatch.setattr(installation, "derived_folder", lambda room, name: Path(folder) / "derived" / room / name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where a browser asks, the database is a file, as at work: in memory whoever reads beside a writer is refused."""
    from django.db import connections

    if os.environ.get("UNANNOUNCED_BROWSER") == "1":
        for connection in connections.all():
            if connection.vendor == "sqlite":
                file = tmp_path_factory.mktemp("database") / f"{connection.alias}.sqlite3"
                connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture
def world(db: None) -> "World":
    """The small world, built through the real actions."""
    from tests.world import make_world

    return make_world()
