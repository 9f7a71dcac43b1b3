"""A Firefox without scripts, as Tor Browser is at its safest settings, driven by the protocol it brings (Marionette)."""

import itertools
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
SAFEST = {
    "javascript.enabled": False,
    "svg.disabled": True,
    "mathml.disabled": True,
    "webgl.disabled": True,
    "gfx.downloadable_fonts.enabled": False,
    "gfx.font_rendering.graphite.enabled": False,
    "gfx.font_rendering.opentype_svg.enabled": False,
    "media.webaudio.enabled": False,
    "javascript.options.wasm": False,
    "network.http.referer.XOriginPolicy": 2,
    "privacy.resistFingerprinting": True,
    "browser.privatebrowsing.autostart": True,
    "browser.cache.disk.enable": False,
    "dom.webaudio.enabled": False,
    "permissions.default.desktop-notification": 2,
}
"""What Tor Browser sets at “Safest”: no scripts, fonts, drawings or formulas of pages, private windows only."""
PATIENCE = 60.0
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Failed(Exception):
    """The browser could not do it."""


@dataclass
class Firefox:
    """One window; what is found is found by CSS."""

    line: socket.socket
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def goto(self, address: str) -> None:
        """Open a page and wait until it is there."""
        self.ask("WebDriver:Navigate", url=address)

    def every(self, css: str) -> list[str]:
        """The elements that fit, in their order."""
        found = self.ask("WebDriver:FindElements", using="css selector", value=css)
        return [one[_ELEMENT] for one in found]

    def one(self, css: str) -> str:
        """The first that fits."""
        found = self.every(css)
        assert found, f"nothing on the page fits {css}"
        return found[0]

    def fill(self, css: str, words: str) -> None:
        """Type into a field."""
        self.ask("WebDriver:ElementSendKeys", id=self.one(css), text=words)

    def press(self, css: str) -> None:
        """Press a button or a box, and wait for the page that follows."""
        self.ask("WebDriver:ElementClick", id=self.one(css))

    def texts(self, css: str) -> list[str]:
        """What is seen of each that fits, without those that are not shown."""
        return [
            str(self.ask("WebDriver:GetElementText", id=one)["value"]).strip()
            for one in self.every(css)
            if self.ask("WebDriver:IsElementDisplayed", id=one)["value"]
        ]

    def source(self) -> str:
        """The page as it stands."""
        return str(self.ask("WebDriver:GetPageSource")["value"])

    def ask(self, command: str, **given: Any) -> Any:
        """One command of the protocol, and its answer."""
        number = next(self.numbers)
        said = json.dumps([0, number, command, given]).encode()
        self.line.sendall(b"%d:%s" % (len(said), said))
        _kind, answered, problem, result = self.heard()
        assert answered == number
        if problem:
            raise Failed(f"{command}: {problem.get('message')}")
        return result

    def heard(self) -> Any:
        """The next message."""
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        return json.loads(self._some(int(length[:-1])))

    def _some(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            more = self.line.recv(count - len(got))
            if not more:
                raise Failed("Firefox has ended.")
            got += more
        return got


@contextmanager
def at_its_safest(folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own in ``folder``, and what it says in ``firefox.log`` there."""
    assert FIREFOX is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    profile = folder / "profile"
    profile.mkdir()
    every = {**SAFEST, "marionette.port": port, "datareporting.policy.dataSubmissionEnabled": False}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in every.items()]
    (profile / "user.js").write_text("\n".join(lines) + "\n")
    command = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile), "about:blank"]
    with (folder / "firefox.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            with _reached(port, process) as line:
                firefox = Firefox(line)
                firefox.heard()
                firefox.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "normal"}})
                yield firefox
                with suppress(Failed, OSError):
                    firefox.ask("Marionette:Quit", flags=["eForceQuit"])
        finally:
            process.terminate()
            process.wait(20)


def _reached(port: int, process: subprocess.Popen[bytes]) -> socket.socket:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        with suppress(OSError):
            line = socket.create_connection(("127.0.0.1", port), PATIENCE)
            line.settimeout(PATIENCE)
            return line
        time.sleep(0.2)
    raise Failed("Firefox did not start.")
