"""A copy of the house in which a test may break a rule."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.house import PACKAGE, REPOSITORY, SOURCE


@dataclass(frozen=True)
class House:
    """A source tree that can be run on its own, with a home of its own."""

    source: Path
    home: Path

    @contextmanager
    def with_line(self, where: str, line: str) -> Iterator[None]:
        """Let the module ``where`` end with ``line``; a module that is not there is made. Undone on leaving."""
        path = self.source / "unannounced" / where
        before = path.read_text() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{before or ''}\n{line}\n")
        try:
            yield
        finally:
            if before is not None:
                path.write_text(before)
            else:
                shutil.rmtree(path.parent) if path.name == "__init__.py" else path.unlink()

    def run(self, *command: str, room: str = "office") -> subprocess.CompletedProcess[str]:
        """Run a command of this environment on this source tree; nothing of the caller's installation is seen."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("UNANNOUNCED_", "DJANGO_"))}
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.source,
            env=mine
            | {
                "COLUMNS": "200",
                "DJANGO_SETTINGS_MODULE": f"unannounced.rooms.{room}.settings",
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONPATH": str(self.source),
                "UNANNOUNCED_HOME": str(self.home),
            },
        )

    def python(self, *arguments: str, room: str = "office") -> subprocess.CompletedProcess[str]:
        """Run Python on this source tree, with the settings of ``room``."""
        return self.run(sys.executable, *arguments, room=room)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The house itself; only to be looked at."""
    return House(SOURCE, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A copy of every module, and of the profiles without which no room starts."""
    source = tmp_path_factory.mktemp("house")
    for path in [*PACKAGE.rglob("*.py"), *PACKAGE.glob("profiles/*.toml")]:
        copy = source / path.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return House(source, tmp_path_factory.mktemp("home"))


def script(name: str) -> ModuleType:
    """The module of ``scripts/<name>.py``."""
    spec = util.spec_from_file_location(f"scripts_{name}", REPOSITORY / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
