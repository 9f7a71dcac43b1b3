"""A minute of mixed requests to the portal with wrk: how many a second, how long the slowest, and no error."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench import homes, portal_home
from bench.figures import Claim, Figure, Row
from bench.telling import progress

SECONDS, CONNECTIONS, WORKERS = 60, 24, 2
FIRST, MADE_EACH_TIME = 5, 15
"""Seconds right after the start, when every page is made for the first time, and seconds with nothing kept at all."""
AT_LEAST, ERRORS = Claim(300, at_least=True), Claim(0, exactly=True)
SCRIPT = """
local paths, held = {}, 0
for line in io.lines("%s") do held = held + 1; paths[held] = line end
local count = 0
function request()
  count = count + 1
  return wrk.format("GET", paths[(count * 7919) %% held + 1], {["Accept-Language"] = "en"})
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("requests %%d\\nmicroseconds %%d\\nstatus %%d\\nsocket %%d\\np50 %%d\\np99 %%d\\n",
    summary.requests, summary.duration, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


def rows() -> Iterator[Row]:
    """Requests a second over the mix, and over a page that does nothing."""
    wrk = shutil.which("wrk")
    if wrk is None:
        yield Row("mixed requests to the portal a second", why_not="wrk is not installed")
        return
    mixed: list[str] = homes.ask(portal_home.home(), "portal", "portal_addresses")
    with portal_home.served(workers=WORKERS) as address:
        progress(f"portal_load: {SECONDS} seconds of {len(mixed)} addresses")
        first = _pressed(wrk, address, mixed, FIRST)
        told = _pressed(wrk, address, mixed, SECONDS)
        nothing = _pressed(wrk, address, ["/healthy/"], 5)
    with portal_home.served(workers=WORKERS, UNANNOUNCED_KEPT_MB="0") as address:
        made = _pressed(wrk, address, mixed, MADE_EACH_TIME)
    peer = Figure((_rate(nothing),), "/s")
    yield Row(
        f"mixed requests a second, {WORKERS} processes, {SECONDS} s", Figure((_rate(told),), "/s"), "/healthy/", peer,
        AT_LEAST,
    )  # fmt: skip
    yield Row("of them answered with an error", Figure((told["status"],)), claim=ERRORS)
    yield Row("of them not answered", Figure((told["socket"],)), claim=ERRORS)
    yield Row("the median of them", Figure((told["p50"] / 1000,), "ms"))
    yield Row("p99 of them", Figure((told["p99"] / 1000,), "ms"))
    yield Row(f"a second in the first {FIRST} s, when nothing is kept yet", Figure((_rate(first),), "/s"))
    yield Row("of these told that too much is asked at once", Figure((first["status"],)))
    yield Row(f"a second where nothing is kept at all, {MADE_EACH_TIME} s", Figure((_rate(made),), "/s"))


def _rate(told: dict[str, int]) -> float:
    return told["requests"] / (told["microseconds"] / 1_000_000)


def _pressed(wrk: str, address: str, paths: list[str], seconds: int) -> dict[str, int]:
    """What wrk counted over ``paths`` in so many seconds."""
    folder = homes.empty()
    (folder / "paths").write_text("\n".join(paths) + "\n")
    script: Path = folder / "mixed.lua"
    script.write_text(SCRIPT % (folder / "paths"))
    done = subprocess.run(
        [wrk, "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--timeout", "10s", "-s", str(script), address],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: int(value) for name, value in re.findall(r"^(\w+) (\d+)$", done.stdout, re.MULTILINE)}
