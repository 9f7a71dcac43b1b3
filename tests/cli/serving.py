"""A room as `serve` starts it alone: its port, its process, and asking it over connections of one's own."""

import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cli.conftest import PROGRAM, Home


@contextmanager
def served(
    home: Home, room: str, *before: str, silent: bool = True, **more: str
) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The room, its port and its process; ended at the end. It says nothing about those who come.

    ``before`` are words before the command, ``more`` what is added to its environment; not ``silent`` where it is killed.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*before, *PROGRAM, "serve", room, "--port", str(port)]
    environment = {**home.environment, **more}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                assert ask(port, "GET", "/healthy/")[0] == 200
                break
            except OSError:
                assert time.monotonic() < until
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.05)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        _out, said = process.communicate(timeout=30)
        assert said == b"" or not silent, f"the {room} room says nothing about those who come"


def ask(port: int, method: str, address: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """One request over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, address, body, {name.replace("_", "-"): held for name, held in headers.items()})
        answered = connection.getresponse()
        return answered.status, answered.read()
    finally:
        connection.close()
