"""Installations in folders of their own, and commands run in them as somebody at a terminal would."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "unannounced.cli.main")


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def problem(self) -> str:
        """The one line on standard error; more than one is a fault of the program."""
        assert self.err.count("\n") == 1, self.err
        return self.err.strip()


@dataclass(frozen=True)
class Home:
    """An installation: its folder, and the environment its commands get."""

    path: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """As somebody at a terminal has it: no database but the files of the folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("UNANNOUNCED_", "DJANGO_"))}
        return {**kept, "UNANNOUNCED_HOME": str(self.path), "COLUMNS": "160", **self.more}

    def run(self, *words: str, given: bytes = b"", inside: str = "") -> Said:
        """Run ``unannounced`` with ``words``; ``inside`` is shell that runs before, in a mount namespace of its own."""
        command = [*PROGRAM, *words]
        if inside:
            command = ["unshare", "--mount", "sh", "-c", f'{inside}\nexec "$@"', "sh", *command]
        done = subprocess.run(
            command, env=self.environment, input=given, capture_output=True, check=False, timeout=300, cwd="/"
        )
        said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in said.err, said.err
        return said

    def database(self, room: str = "office") -> Path:
        """The file of a room."""
        return self.path / room / f"{room}.sqlite3"

    def by_hand(self, statement: str, *values: object, room: str = "office") -> list[tuple[object, ...]]:
        """Run one statement as somebody with the file in their hands would."""
        with closing(sqlite3.connect(self.database(room))) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def processes(self) -> list[str]:
        """The command lines of all processes of this installation that run."""
        wanted, found = f"UNANNOUNCED_HOME={self.path}".encode(), []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if wanted in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the run share."""
    return (
        tmp_path_factory.getbasetemp().parent
        if os.environ.get("PYTEST_XDIST_WORKER")
        else tmp_path_factory.getbasetemp()
    )


def made_once(store: Path, name: str, make: Callable[[Home], None]) -> Home:
    """The installation ``name``, made by the first worker that asks for it; the others wait."""
    home = Home(store / name)
    with (store / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (store / f"{name}.made").exists():
            shutil.rmtree(home.path, ignore_errors=True)  # what an attempt that failed left
            make(home)
            (store / f"{name}.made").touch()
    return home


@pytest.fixture(scope="session")
def empty_once(store: Path) -> Home:
    """A prepared installation; copy it before you write."""

    def make(home: Home) -> None:
        assert home.run("prepare").code == 0

    return made_once(store, "prepared", make)


@pytest.fixture(scope="session")
def small_once(store: Path, empty_once: Home) -> Home:
    """A small case whose parcels wait for the courier; copy it before you write."""

    def make(home: Home) -> None:
        shutil.copytree(empty_once.path, home.path)
        environment = {**home.environment, "PYTHONPATH": str(ROOT)}
        furnish = [sys.executable, "-m", "tests.cli.furnish"]
        subprocess.run(furnish, env=environment, cwd=ROOT, check=True, capture_output=True, timeout=300)

    return made_once(store, "small", make)


@pytest.fixture(scope="session")
def demo_once(store: Path) -> Home:
    """The worked case; copy it before you write."""

    def make(home: Home) -> None:
        build = "from unannounced.cli.demo.command import build; build()"
        subprocess.run(
            [sys.executable, "-c", build], env=home.environment, check=True, capture_output=True, timeout=900
        )

    return made_once(store, "demonstration", make)


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    """A folder with nothing in it."""
    return Home(tmp_path / "home")


@pytest.fixture
def empty(empty_once: Home, tmp_path: Path) -> Home:
    """A prepared installation of this test alone."""
    return Home(Path(shutil.copytree(empty_once.path, tmp_path / "home")))


@pytest.fixture
def small(small_once: Home, tmp_path: Path) -> Home:
    """The small case for this test alone."""
    return Home(Path(shutil.copytree(small_once.path, tmp_path / "home")))


@pytest.fixture
def demo(demo_once: Home, tmp_path: Path) -> Iterator[Home]:
    """The worked case for this test alone."""
    home = Home(Path(shutil.copytree(demo_once.path, tmp_path / "home")))
    yield home
    assert home.processes() == [], "a test left a process behind"
    shutil.rmtree(home.path)


def mounts() -> str:
    """Why no file system can be mounted here; empty if one can."""
    if not shutil.which("unshare"):
        return "unshare is not installed"
    done = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", tempfile.gettempdir()],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"no file system can be mounted here: {done.stderr.strip()}" if done.returncode else ""


@pytest.fixture(scope="session")
def mounting() -> None:
    """Skip where no file system can be mounted: only a mounted one is full or read-only for root too."""
    reason = mounts()
    if reason:
        pytest.skip(reason)
