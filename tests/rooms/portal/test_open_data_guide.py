"""The examples of the guide to open data are run against a portal, as its readers run them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.portal.asking import shipped_states
from tests.rooms.portal.conftest import FILE, carry
from unannounced.duties.checkpointing import root_of
from unannounced.rooms.portal import dumping

pytestmark = [pytest.mark.usefixtures("today"), pytest.mark.django_db(transaction=True)]
GUIDE = (Path(__file__).parents[3] / "docs/guide/open-data.md").read_text()


def examples(language: str) -> Iterator[str]:
    """The examples of the guide in one language, in its order."""
    yield from re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def portal(shelf: Any, live_server: Any) -> dict[str, str]:
    """A portal with two reports, a checkpoint and files; what a reader's shell knows of it."""
    from unannounced.records.shelf.models import ShelvedReport

    shelf.register(*shipped_states())
    shelf.publish(4, "FRA")
    shelf.show_archived(9, original=FILE)
    leaves = list(ShelvedReport.objects.order_by("pk").values_list("parcel_digest", flat=True))
    carry("checkpoint", {"size": len(leaves), "root": root_of(leaves), "made_on": "2026-10-03", "leaves": leaves})
    dumping.bring_up_to_date()
    return {"PORTAL": str(live_server.url), "SIZE": str(len(leaves)), "ROOT": root_of(leaves)}


def run(portal: dict[str, str], folder: Path, *command: str) -> str:
    """What a command prints, run in ``folder``; it must succeed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    known = {"PATH": path, "no_proxy": "*", **portal}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=known, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_every_example_of_the_shell_and_of_python_works(portal: dict[str, str], tmp_path: Path) -> None:
    shell = list(examples("sh"))
    python = list(examples("python"))
    assert (len(shell), len(python)) == (3, 3)
    for one in shell:
        strict = one.replace("curl ", "curl --fail --silent --show-error ")
        said = run(portal, tmp_path, "sh", "-e", "-c", strict)
    assert said.count("True") == 2
    counted = [run(portal, tmp_path, sys.executable, "-c", one) for one in python]
    assert counted[1:] == ["2 items\n", "2 documents\n"]


def test_the_guide_names_every_table(portal: dict[str, str]) -> None:
    from unannounced.rooms.portal.tables import TABLES

    assert [table.name for table in TABLES if f"`{table.name}`" not in GUIDE and f"{table.name}.csv" not in GUIDE] == []
