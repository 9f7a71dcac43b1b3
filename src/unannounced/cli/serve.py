"""Start every room at the first free port from 8000, the worker and the courier; Ctrl-C ends them together."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from unannounced.cli import main, speaking
from unannounced.rooms.web import installation
from unannounced.rooms.web.installation import InstallationProblem

EXAMPLE = "unannounced serve portal --port 8080"
FIRST_PORT = 8000
PATIENCE = 60.0
MOST_WORKERS = 64
THREADS = "4"
"""Of each process. In the portal two of them may be busy with what takes long (rooms/portal/turns.py)."""


def arguments(command: argparse.ArgumentParser) -> None:
    """One room alone, and where."""
    command.add_argument("room", nargs="?", choices=installation.ROOMS, help="one room alone (default: all)")
    command.add_argument("--port", type=port, help="for one room: refuse to start elsewhere")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    command.add_argument(
        "--workers",
        type=workers,
        help="for one room: so many processes (default: for the portal alone one for each core, else one)",
    )
    command.add_argument(
        "--read-only", action="store_true", help="for the portal alone: from a copy, of which nothing is changed"
    )


def port(word: str) -> int:
    """A port somebody asked for.

    >>> port("8080")
    8080
    """
    if not word.isdecimal() or not 1 <= int(word) <= 65_535:
        raise argparse.ArgumentTypeError(f"“{word}” is no port: name one from 1 to 65535")
    return int(word)


def workers(word: str) -> int:
    """So many processes as somebody asked for.

    >>> workers("4")
    4
    """
    if not word.isdecimal() or not 1 <= int(word) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"“{word}” is no number of processes: name one from 1 to {MOST_WORKERS}")
    return int(word)


def run(asked: argparse.Namespace) -> int:
    """Start, print addresses, wait, end together."""
    installation.check_rooms_apart()
    rooms = [asked.room] if asked.room else list(installation.ROOMS)
    if (asked.read_only or asked.workers) and asked.room != "portal":
        raise speaking.CommandProblem(
            "Only the portal is served from a copy or by several processes: unannounced serve portal …"
        )
    if asked.read_only:
        os.environ["UNANNOUNCED_READ_ONLY"] = "1"
    by_itself = (os.cpu_count() or 1) if asked.room == "portal" else 1
    house = House(asked.host, workers=asked.workers or by_itself)
    try:
        house.start(rooms, port=asked.port)
        for room, address in house.addresses.items():
            print(f"{room:8} {address}", flush=True)
        if not asked.room:
            house.start_helpers()
        if "portal" in rooms and not asked.read_only:
            house.bring_up_to_date()
        print("Ctrl-C ends them all.", flush=True)
        return house.wait()
    finally:
        house.end()


class House:
    """The processes of an installation: started together, ended together."""

    def __init__(self, host: str = "127.0.0.1", *, workers: int = 1) -> None:
        self.host = host
        self.workers = workers
        self.addresses: dict[str, str] = {}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.errand: subprocess.Popen[bytes] | None = None
        self.claims: list[socket.socket] = []
        self.ending = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._told_to_end)

    def _told_to_end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True

    def start(self, rooms: Sequence[str], *, port: int | None = None) -> None:
        """Start each room and wait until its first page answers."""
        ports: dict[str, int] = {}
        for room in rooms:
            self._check(room)
            ports[room] = self._port(port)
            shown = "localhost" if self.host == "127.0.0.1" else self.host
            self.addresses[room] = f"http://{shown}:{ports[room]}"
        for room, chosen in ports.items():
            self._spawn(
                room,
                [
                    *("granian", "--interface", "wsgi", "--workers", str(self.workers), "--blocking-threads", THREADS),
                    *("--host", self.host, "--port", str(chosen), "--no-ws", "--log-level", "error"),
                    *("--no-access-log", "--respawn-failed-workers"),
                    f"unannounced.rooms.{room}.wsgi:application",
                ],
            )
        for room in rooms:
            self._await(room)

    def start_helpers(self) -> None:
        """Start the worker and the courier."""
        self._spawn("worker", ["unannounced.cli.main", "work"])
        self._spawn("courier", ["unannounced.cli.main", "carry", "--every", "2"])

    def bring_up_to_date(self) -> None:
        """Let what the portal derives from its database follow, beside the rooms: an older program may have made it.

        Until it has, search is plain. It ends by itself, and what it cannot do it says in a line.
        """
        self.errand = subprocess.Popen(
            [sys.executable, "-m", "unannounced.cli.main", "index", "--room", "portal"],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def _check(self, room: str) -> None:
        """Ask the room itself, in its own process, whether it can open."""
        code = f"from unannounced.cli.main import enter; enter({room!r}, reading={room == 'portal'})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["The room cannot start."])[-1]
            raise InstallationProblem(last.rpartition("InstallationProblem: ")[2])

    def _port(self, wanted: int | None) -> int:
        if wanted is not None:
            if not self._claimed(wanted):
                raise InstallationProblem(f"Port {wanted} is in use. Name another with --port, or leave --port out.")
            return wanted
        for port in range(FIRST_PORT, FIRST_PORT + 200):
            if self._claimed(port):
                return port
        raise InstallationProblem(f"No port from {FIRST_PORT} on is free. Name one with --port.")

    def _claimed(self, port: int) -> bool:
        """Whether the port is this installation's from now on: another one that starts meanwhile is refused it.

        The socket never listens. Until it is bound it may follow one that has just closed; from then on it stands
        beside a socket of the same user alone that means to share (``SO_REUSEPORT``), as the server's own does.
        """
        claim = socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET)
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            claim.bind((self.host, port))
        except OSError as problem:
            claim.close()
            if problem.errno == errno.EADDRINUSE:
                return False
            raise InstallationProblem(
                f"Nothing can listen on {self.host}, port {port}: {problem.strerror}. "
                "Name another with --host or --port."
            ) from problem
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.claims.append(claim)
        return True

    def _spawn(self, name: str, module: list[str]) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        if "portal" in self.addresses:
            environment.setdefault("UNANNOUNCED_PORTAL_ADDRESS", self.addresses["portal"])
        if "field" in self.addresses:
            environment.setdefault("UNANNOUNCED_FIELD_ADDRESS", self.addresses["field"])
        if "liaison" in self.addresses:
            environment.setdefault("UNANNOUNCED_LIAISON_ADDRESS", self.addresses["liaison"])
        if "intake" in self.addresses:
            environment.setdefault("UNANNOUNCED_INTAKE_ADDRESS", self.addresses["intake"])
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *module], env=environment, start_new_session=True, stdin=subprocess.DEVNULL
        )

    def _await(self, room: str) -> None:
        port = int(self.addresses[room].rsplit(":", 1)[1])
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.ending:
            if self.processes[room].poll() is not None:
                raise InstallationProblem(f"The {room} ended while it was starting; what it said stands above.")
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex((self.host, port)) == 0:
                    return
            time.sleep(0.05)
        if not self.ending:
            raise InstallationProblem(f"The {room} did not answer within {PATIENCE:.0f} seconds.")

    def wait(self) -> int:
        """Wait until told to end, or until one of the processes has ended by itself."""
        while not self.ending:
            for name, process in self.processes.items():
                if process.poll() is not None:
                    print(f"The {name} ended by itself; the others are ended too.", file=sys.stderr)
                    return main.FAILED
            time.sleep(0.2)
        return main.DONE

    def end(self) -> None:
        """End every process, first kindly, then for certain. Nothing is left running."""
        every = [*self.processes.values(), *([self.errand] if self.errand else [])]
        for process in every:
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + 5
        for process in every:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
        for claim in self.claims:
            claim.close()


def _signal(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    """Send a signal to the process and all it started; it may be gone already."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
