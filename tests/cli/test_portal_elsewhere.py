"""The portal elsewhere: as files that another web server holds, and as a copy that several processes only read."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, Home
from tests.rooms.portal.walking import walked

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
NGINX = shutil.which("nginx") or (shutil.which("nginx", path="/usr/sbin:/usr/local/sbin"))
CONFIGURATION = """
daemon off; master_process off; pid {work}/pid; error_log {work}/errors; {user}
events {{ worker_connections 64; }}
http {{
  access_log off; types {{ text/html html; image/svg+xml svg; text/css css; application/json json; }}
  client_body_temp_path {work}/1; proxy_temp_path {work}/2; fastcgi_temp_path {work}/3; uwsgi_temp_path {work}/4;
  scgi_temp_path {work}/5;
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}
}}
"""


@pytest.fixture
def carried(small: Home) -> Home:
    """The small case with its reports and the register on the portal."""
    assert small.run("show-archived", "--as", "maud").code == 0
    assert small.run("edition", "--as", "maud").code == 0
    assert small.run("carry").code == 0
    return small


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str) -> tuple[int, str, bytes]:
    """An address over HTTP."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return int(answer.status), str(answer.headers.get("Content-Type", "")), answer.read()
    except urllib.error.HTTPError as problem:
        return problem.code, "", b""


@contextmanager
def another_server(root: Path, work: Path) -> Iterator[str]:
    """The address of nginx, or where there is none of Python's own server, over the files in ``root``."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(root)]
    if NGINX:
        work.mkdir()
        told = CONFIGURATION.format(work=work, root=root, port=port, user="user root;")
        (work / "nginx.conf").write_text(told)
        command = [NGINX, "-c", str(work / "nginx.conf"), "-e", str(work / "errors")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until and socket.socket().connect_ex(("127.0.0.1", port)):
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def test_the_files_are_served_by_another_server_without_a_dead_link(carried: Home, tmp_path: Path) -> None:
    folder = tmp_path / "www" / "portal"
    said = carried.run("portal", "export", str(folder), "--language", "en,fr", "--workers", "2")
    assert said.code == 0, said.err
    assert " written, 0 removed" in said.out
    with another_server(tmp_path / "www", tmp_path / "nginx") as address:
        walk = walked(f"{address}/portal/index.html", fetch)
    assert walk.dead == []
    assert walk.pages > 100
    again = carried.run("portal", "export", str(folder), "--language", "en,fr", "--workers", "1", "--again")
    assert ": 0 written, 0 removed" in again.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--language", "xx"], "“xx” is no language of the portal"),
        (["--on", "yesterday"], "is no day"),
        (["--address", "portal.example"], "is no address of a portal"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    words: list[str], said: str, carried: Home, tmp_path: Path
) -> None:
    answered = carried.run("portal", "export", str(tmp_path / "www"), *words)
    assert answered.code
    assert said in answered.err
    assert not (tmp_path / "www").exists()


def test_nothing_is_exported_into_a_folder_that_holds_something_else(carried: Home, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    said = carried.run("portal", "export", str(folder))
    assert said.code == 1
    assert "holds something else" in said.problem
    assert [one.name for one in folder.iterdir()] == ["letter.txt"]


def test_a_copy_is_served_by_several_processes_and_says_how_old_it_is(carried: Home, tmp_path: Path) -> None:
    copy = Home(tmp_path / "copy")
    assert carried.run("portal", "copy", str(copy.path)).code == 0
    port = free_port()
    command = [*PROGRAM, "serve", "portal", "--read-only", "--workers", "2", "--port", str(port)]
    with subprocess.Popen(command, env=copy.environment, stdout=subprocess.PIPE, text=True) as house:
        try:
            assert house.stdout is not None
            assert "portal" in house.stdout.readline()
            status, _, told = fetch(f"http://127.0.0.1:{port}/healthy/")
            assert (status, told.splitlines()[0]) == (200, b"ok")
            assert b"read-only: yes" in told
            assert fetch(f"http://127.0.0.1:{port}/reports/")[0] == 200
        finally:
            house.send_signal(signal.SIGTERM)
            house.wait(30)
    assert house.returncode == 0
    assert not (copy.path / "portal" / "portal.sqlite3-wal").exists()


@pytest.mark.parametrize("words", [["serve", "--read-only"], ["serve", "office", "--workers", "2"]])
def test_only_the_portal_is_served_from_a_copy_or_by_several_processes(words: list[str], small: Home) -> None:
    said = small.run(*words)
    assert said.code == 1
    assert said.problem.startswith("Only the portal is served from a copy")
