"""Many write at once: nobody is refused, every act has its line, and the chain has no gap."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests import postgres

ROOT = Path(__file__).parents[2]


def environment(home: Path, database: str = "") -> dict[str, str]:
    """The environment of an installation of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNANNOUNCED_")}
    made = {**kept, "UNANNOUNCED_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return {**made, "UNANNOUNCED_DATABASE_URL": database} if database else made


def run(*words: str, env: dict[str, str]) -> str:
    """Run a command of the program or a module of the tests; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def writing(env: dict[str, str], home: Path, *, writers: int, acts: int) -> list[dict[str, object]]:
    """Let ``writers`` do ``acts`` each at the same time; what each says of it."""
    run("unannounced.cli.main", "prepare", env=env)
    run("tests.records.writer", "furnish", env=env)
    go = home / "go"
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.records.writer", "write", str(number), str(acts), str(go)],
            env=env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    time.sleep(0.5)
    go.touch()
    said = []
    for process in running:
        out, problem = process.communicate(timeout=240)
        assert process.returncode == 0, problem
        said.append(json.loads(out))
    return said


CHECK = """
from unannounced.cli.main import enter
enter("office")
import json
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.notebooks.models import Entry
from unannounced.records.reports.models import Paragraph
waited = Line.objects.filter(number__isnull=True).count()
link_all()
verdict = verify()
print(json.dumps({
    "waited": waited,
    "faults": [str(fault) for fault in verdict.faults],
    "waiting": verdict.waiting,
    "numbers": list(Line.objects.order_by("number").values_list("number", flat=True)),
    "entries": Entry.objects.count(),
    "paragraphs": sorted(Paragraph.objects.values_list("number", flat=True)),
    "written": Line.objects.filter(act__in=["note an entry", "write a paragraph"]).count(),
}))
"""


def check(env: dict[str, str], said: list[dict[str, object]], *, writers: int, acts: int) -> None:
    """Nothing was refused, nothing was lost, nothing stands twice."""
    assert said == [{"done": acts, "refused": []}] * writers
    done = subprocess.run([sys.executable, "-c", CHECK], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["waiting"] == 0
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert found["written"] == writers * acts
    assert found["entries"] + len(found["paragraphs"]) == writers * acts
    assert found["paragraphs"] == list(range(1, len(found["paragraphs"]) + 1))


@pytest.fixture
def server() -> str:
    """The server that the suite runs on."""
    address = os.environ.get("UNANNOUNCED_DATABASE_URL")
    if not address:
        reason = (
            postgres.why_not() or "`make ci` runs it, as does `python tests/postgres.py run -- pytest tests/records`"
        )
        pytest.skip(f"needs PostgreSQL: {reason}")
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "/postgres", parts.query, ""))


@pytest.mark.postgres
@pytest.mark.slow
def test_eight_writers_do_a_thousand_acts_on_postgresql_and_none_is_refused(server: str, tmp_path: Path) -> None:
    prefix = f"writers_{os.getpid()}"
    with postgres.rooms(server, prefix) as address:
        env = environment(tmp_path, address)
        check(env, writing(env, tmp_path, writers=8, acts=125), writers=8, acts=125)


@pytest.mark.sqlite
@pytest.mark.slow
def test_four_writers_do_two_hundred_acts_on_one_file_of_sqlite_and_none_is_refused(tmp_path: Path) -> None:
    env = environment(tmp_path)
    check(env, writing(env, tmp_path, writers=4, acts=50), writers=4, acts=50)
