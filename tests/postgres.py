"""A PostgreSQL server for tests and figures: the one ``DATABASE_URL`` names, else Debian's own, else none.

``python tests/postgres.py run -- CMD…`` starts a server, makes a database for each room, says where
they are in ``UNANNOUNCED_DATABASE_URL``, runs CMD, and stops the server.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOMS = ("office", "portal", "field", "liaison", "intake")
OWNER = "postgres"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
ALWAYS = ("max_connections=120", "listen_addresses=127.0.0.1", "shared_buffers=128MB", "jit=off")


class NoServer(Exception):
    """There is no PostgreSQL server here, and none can be started; the text says why."""


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """The address of a server that takes connections; ``durable`` lets it write to disk as it would in use.

    Raises ``NoServer`` with the reason if there is none.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="unannounced-postgres-"))
    started = False
    try:
        port = _start(folder, durable=durable)
        started = True
        yield f"postgresql://{OWNER}@127.0.0.1:{port}/postgres"
    finally:
        if started:
            _as_owner([_program("pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def why_not() -> str:
    """Why no server can be had here; empty if one can."""
    if os.environ.get("DATABASE_URL"):
        return ""
    try:
        _program("initdb")
    except NoServer as reason:
        return str(reason)
    return ""


@contextmanager
def rooms(server_url: str, prefix: str = "unannounced") -> Iterator[str]:
    """Make an empty database for each room; yield their address with ``{room}`` in it; remove them again."""
    names = [f"{prefix}_{room}" for room in ROOMS]
    with psycopg.connect(server_url, autocommit=True) as connection:
        for name in names:
            connection.execute(_drop(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    parts = urlsplit(server_url)
    try:
        yield urlunsplit((parts.scheme, parts.netloc, f"/{prefix}_{{room}}", parts.query, ""))
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            for name in names:
                connection.execute(_drop(name))


def _drop(name: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


def _start(folder: Path, *, durable: bool) -> int:
    """Make a cluster under ``folder`` and start it; the port it listens on."""
    initdb, pg_ctl, port = _program("initdb"), _program("pg_ctl"), _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    _must([initdb, "-D", str(folder / "data"), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
    options = [*ALWAYS, *(() if durable else QUICK), f"port={port}", f"unix_socket_directories={folder}"]
    said = " ".join(f"-c {option}" for option in options)
    _must([pg_ctl, "-D", str(folder / "data"), "-l", str(folder / "log"), "-o", said, "-w", "-t", "30", "start"])
    return port


def _program(name: str) -> str:
    """Where a program of the server is: Debian keeps the newest version last."""
    if os.geteuid() == 0 and not shutil.which("runuser"):
        raise NoServer("PostgreSQL does not run as root, and runuser is not installed")
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise NoServer("PostgreSQL is not installed (apt install postgresql) and DATABASE_URL is not set")
    return path


def _must(command: Sequence[str]) -> None:
    said, code = _as_owner(command)
    if code:
        raise NoServer(f"PostgreSQL does not start here: {said}")


def _as_owner(command: Sequence[str]) -> tuple[str, int]:
    """Run a program of the server, as its own user where we are root; what it said, and its exit code."""
    other = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    # A file, not a pipe: the server inherits it, and a pipe would stay open for as long as the server lives.
    with tempfile.TemporaryFile("w+") as told:
        done = subprocess.run(
            [*other, *command], check=False, cwd="/", stdin=subprocess.DEVNULL, stdout=told, stderr=subprocess.STDOUT
        )
        told.seek(0)
        return told.read().strip(), done.returncode


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(command: Sequence[str]) -> int:
    """Run ``command`` with a database for each room; the exit code of the command."""
    signal.signal(signal.SIGTERM, _end)
    try:
        with server() as url, rooms(url) as address:
            environment = {**os.environ, "UNANNOUNCED_DATABASE_URL": address}
            return subprocess.run(list(command), check=False, env=environment).returncode
    except NoServer as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    if sys.argv[1:3] != ["run", "--"] or len(sys.argv) < 4:
        sys.exit("usage: python tests/postgres.py run -- COMMAND …")
    sys.exit(run(sys.argv[3:]))
