"""Two installations on one machine keep apart, also when they start in the same second."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, Home

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


def test_installations_that_start_at_once_get_ports_of_their_own(empty: Home, tmp_path: Path) -> None:
    homes = [empty, *(Home(Path(shutil.copytree(empty.path, tmp_path / str(number)))) for number in range(3))]
    started = [
        subprocess.Popen(
            [*PROGRAM, "serve", "field"],
            env=home.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        for home in homes
    ]
    try:
        said = [process.stdout.readline().split() for process in started if process.stdout]
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGTERM)
        codes = [process.wait(20) for process in started]
    addresses = {words[1] for words in said if words[:1] == ["field"]}
    assert len(addresses) == len(homes), said
    assert codes == [0] * len(homes)
    assert [home.processes() for home in homes] == [[]] * len(homes)
