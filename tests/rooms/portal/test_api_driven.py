"""A program that knows nothing but the description drives the interface, and finds nothing that it does not say."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.portal.asking import Answers
from tests.rooms.portal.test_api_archive import ask as _ask
from unannounced.duties.checkpointing import root_of

pytest.importorskip("schemathesis", reason="schemathesis is of the extra “checks”, which is not installed")
pytestmark = [pytest.mark.usefixtures("today"), pytest.mark.sqlite]
ask = _ask

LATE = "positive_data_acceptance"
"""The only check that is left out: it takes it for a fault that a question of the right form is refused, and which
cursors, days and periods there are no schema can say. That such refusals are right is tested in test_api_manner."""


def driven(address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the driver says, bounded and each time the same."""
    program = Path(sys.executable).with_name("schemathesis")
    told = ("--phases", "examples,coverage,fuzzing", "--generation-deterministic", "--max-examples", "2")
    told += ("--no-color", "--exclude-checks", LATE, "--request-timeout", "30")
    return subprocess.run(
        [str(program), "run", address, *told], capture_output=True, text=True, check=False, timeout=300, cwd=folder
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_driver_finds_nothing_that_the_description_does_not_say(
    ask: Answers, searchable: Callable[[], int], live_server: Any, settings: Any, tmp_path: Path
) -> None:
    from tests.rooms.portal.conftest import carry
    from unannounced.records.shelf.models import ShelvedReport
    from unannounced.rooms.portal import meaning

    settings.DEMONSTRATION = True
    searchable()
    meaning.build_again()
    leaves = list(ShelvedReport.objects.order_by("pk").values_list("parcel_digest", flat=True))
    carry("checkpoint", {"size": len(leaves), "root": root_of(leaves), "made_on": "2026-10-03", "leaves": leaves})
    done = driven(f"{live_server.url}/api/v1/openapi.json", tmp_path)
    assert done.returncode == 0, done.stdout.partition("= FAILURES =")[2]
    assert "Failures" not in done.stdout
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert tested is not None
    assert int(tested[1]) >= 35
