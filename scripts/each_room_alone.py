"""Start each room by itself, ask it whether it is well, end it; exit with 1 if one does not answer or stays."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOMS = ("office", "portal", "field", "liaison", "intake")
PATIENCE = 60.0
PROGRAM = [sys.executable, "-m", "unannounced.cli.main"]


def answers(address: str, room: "subprocess.Popen[bytes]") -> int | None:
    """The status with which ``address`` answers within a minute; ``None`` if the room ends or is silent."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and room.poll() is None:
        try:
            with urllib.request.build_opener(Staying).open(address, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as problem:
            return problem.code
        except OSError:
            time.sleep(0.1)
    return None


class Staying(urllib.request.HTTPRedirectHandler):
    """Follow no redirection: a page that sends us elsewhere is not well."""

    def redirect_request(self, *_ignored: object) -> None:
        """Stay."""


def alone(name: str) -> bool:
    """Prepare and start one room in a home of its own."""
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {key: value for key, value in os.environ.items() if not key.startswith("UNANNOUNCED_")}
        environment["UNANNOUNCED_HOME"] = home
        subprocess.run([*PROGRAM, "prepare", "--room", name], check=True, env=environment)
        began = time.monotonic()
        room = subprocess.Popen([*PROGRAM, "serve", name, "--port", str(port)], env=environment)
        status = answers(f"http://localhost:{port}/healthy/", room)
        took = time.monotonic() - began
        room.send_signal(signal.SIGTERM)
        code = room.wait(30)
        others = sorted(path.name for path in Path(home).iterdir() if path.name != name)
    print(
        f"{name}: /healthy/ answered {status} after {took:.1f} s; ended with {code}; other folders: {others or 'none'}"
    )
    return status == 200 and code == 0 and not others


if __name__ == "__main__":
    answered = [alone(name) for name in ROOMS]
    sys.exit(0 if all(answered) else 1)
