"""A field room of its own in a process of its own, with what the office would carry to it: for the app's browser tests.

The office is played by the crafts alone: keys, codes and packages are made here, and go in as parcels by ``take-in``.
"""

import contextlib
import hashlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from uuid import UUID, uuid4

from unannounced.crafts import handing_over, sealing
from unannounced.crafts.packing import Packed, digest_of, pack

PATIENCE = 60.0
LETTERS_KEY = handing_over.new_letters_key()
PLACES = [
    {"id": "11111111-1111-4111-8111-111111111111", "name": "Bresk Prison", "town": "Bresk", "kind": "prison"},
    {
        "id": "22222222-2222-4222-8222-222222222222",
        "name": "Odra Street Police Station",
        "town": "Bresk",
        "kind": "police",
    },
]


@dataclass(slots=True)
class TheVisit:
    """A visit as the browser of a delegate has it: the key, and what a device gets."""

    identity: str = field(default_factory=sealing.new_identity)
    id: UUID = field(default_factory=uuid4)
    version: int = 1
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def recipient(self) -> str:
        """What is sealed to it."""
        return sealing.recipient_of(self.identity)

    def package(self, device: UUID, **said: Any) -> dict[str, Any]:
        """What a device gets of it."""
        package = {
            "format": handing_over.PACKAGE,
            "visit": str(self.id),
            "name": "Bresk, periodic visit",
            "begins": "2020-01-01",
            "ends": "2099-12-31",
            "zone": "Europe/Vienna",
            "recipient": self.recipient,
            "version": self.version,
            "identity": self.identity,
            "write_only": False,
            "member": {"id": "33333333-3333-4333-8333-333333333333", "name": "Ana Kovari"},
            "device": str(device),
            "letters_key": LETTERS_KEY,
            "places": PLACES,
            "itinerary": None,
            "checklists": [],
            **self.said,
            **said,
        }
        return package | ({"identity": None} if package["write_only"] else {})

    def opened(self, sealed: bytes) -> dict[str, Any]:
        """The entry in sealed bytes."""
        entry: dict[str, Any] = json.loads(sealing.open_sealed(sealed, self.identity))
        return entry


@dataclass(slots=True)
class Code:
    """A code handed over, for a device."""

    code: str
    device: UUID
    lookup: str


def end_all_of(home: Path) -> None:
    """End every process of an installation as a cut of power does; its rooms have sessions of their own."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"UNANNOUNCED_HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)


@dataclass(slots=True)
class FieldRoom:
    """A field room under a folder; ``kill`` takes it away as a cut line does, ``start`` brings it back at the same port."""

    home: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self._run("prepare", "--room", "field")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://localhost:{self.port}"

    @property
    def app(self) -> str:
        """Where the app is."""
        return f"{self.address}/field/"

    def _environment(self) -> dict[str, str]:
        left_out = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        kept = {name: value for name, value in os.environ.items() if not name.endswith(left_out)}
        return {**kept, "UNANNOUNCED_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}

    def _run(self, *words: str) -> None:
        command = [sys.executable, "-m", "unannounced.cli.main", *words]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Serve, and wait until it answers."""
        command = [sys.executable, "-m", "unannounced.cli.main", "serve", "field", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with contextlib.suppress(URLError, ConnectionError), urllib.request.urlopen(f"{self.address}/healthy/"):
                return
            time.sleep(0.05)
        raise AssertionError("the field room did not start")

    def kill(self) -> None:
        """End it at once, with everything it started."""
        if self.process is not None:
            end_all_of(self.home)
            self.process.wait()
            self.process = None
            self._await_silence()

    def _await_silence(self) -> None:
        """A process that was killed holds its port for a moment more."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) != 0:
                    return
            time.sleep(0.02)
        raise AssertionError("the field room still answers")

    def take_in(self, kind: str, content: dict[str, Any]) -> None:
        """What the courier does with a parcel of the office."""
        body = json.dumps(content).encode()
        bag = self.home / f"{kind}.{uuid4().hex}.bag"
        with bag.open("wb") as stream:
            pack([Packed(kind, 1, "office", digest_of(body), body)], stream)
        self._run("take-in", str(bag), "--room", "field")

    def invite(self, visit: TheVisit, **said: Any) -> Code:
        """A code for a new device, and the invitation behind it."""
        code, device = handing_over.new_code(), uuid4()
        drawn = handing_over.derive(code)
        closed = handing_over.close_package(visit.package(device, **said), drawn.package_key)
        invitation = {
            "lookup": drawn.lookup,
            "device": str(device),
            "recipient": visit.recipient,
            "package": handing_over.coded(closed),
            "expires_on": "2099-12-31",
            "checklists": [],
            "odk_key": "",
        }
        self.take_in("invitation", invitation)
        return Code(code, device, drawn.lookup)

    def revoke(self, code: Code) -> None:
        """The office revokes the device."""
        self.take_in("revocation", {"device": str(code.device)})

    def write(self, visit: TheVisit, code: Code, number: int, *, nonsense: bytes = b"", **said: Any) -> None:
        """The delegation writes to the device what it shall hold from now on, or somebody sends ``nonsense``."""
        package = visit.package(code.device, **said)
        letter = handing_over.write_letter(package, device=code.device, number=number, letters_key=LETTERS_KEY)
        sealed = sealing.seal(nonsense or letter, to=self.recipient_of(code))
        letter = {
            "device": str(code.device),
            "number": number,
            "recipient": package["recipient"],
            "sealed": handing_over.coded(sealed),
            "checklists": [],
        }
        self.take_in("letter", letter)

    def expire_parts(self) -> int:
        """Take away the parts of blobs that are not whole, as time does; how many."""
        with contextlib.closing(sqlite3.connect(self.home / "field" / "field.sqlite3")) as database, database:
            return database.execute("DELETE FROM satchel_part").rowcount

    def recipient_of(self, code: Code) -> str:
        """The key of the device, as it said when it came in."""
        for content in self._contents("enrolment"):
            if json.loads(content)["device"] == str(code.device):
                return str(json.loads(content)["recipient"])
        raise AssertionError("the device did not come in")

    def _contents(self, kind: str) -> Iterator[bytes]:
        with contextlib.closing(sqlite3.connect(self.home / "field" / "field.sqlite3")) as database:
            words = "select content from parcels_parcel where direction = 'out' and kind = ? order by made_at, rowid"
            yield from [bytes(row[0]) for row in database.execute(words, [kind])]

    def blobs(self) -> list[tuple[dict[str, Any], bytes]]:
        """What devices brought: the line of each, and its sealed bytes."""
        found = []
        for content in self._contents("sealed-blob"):
            line, _, sealed = content.partition(b"\n")
            said = json.loads(line)
            assert said["digest"] == hashlib.sha256(sealed).hexdigest()
            found.append((said, sealed))
        return sorted(found, key=lambda one: int(one[0]["seq"]))
