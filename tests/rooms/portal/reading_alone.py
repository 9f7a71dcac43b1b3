"""Reads every page of a portal from a copy, in a process of its own, and prints what was opened to be written to.

``python -m tests.rooms.portal.reading_alone`` with the home of the copy in the environment.
"""

import json
import os
import sys
from collections import Counter
from typing import Any

TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.link", "os.symlink"}
NOTHING_THERE = {
    "/.well-known/security.txt",
    "/checkpoints/consistency.json",
    "/checkpoints/inclusion.json",
    "/checkpoints/leaves.txt",
    "/checkpoints/latest.json",
    "/search/feed.atom",
}
"""What nothing is at in this copy, and no page leads to: nobody is named, nothing was asked, no checkpoint came."""
OF_A_ROUTE = 3
"""So many addresses of each kind are read: what a page links to is without end."""


class Watch:
    """What this process opened to write, or changed, since it began to watch."""

    def __init__(self) -> None:
        self.watching = False
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, told: tuple[Any, ...]) -> None:
        if not self.watching:
            return
        if event == "open" and isinstance(told[0], str) and (told[2] or 0) & TO_WRITE:
            self.seen.append(f"open {told[0]}")
        elif event == "os.mkdir" and os.path.isdir(told[0]):
            return  # asked for, and there already: nothing is made
        elif event in CHANGES:
            self.seen.append(f"{event} {told[0]}")


def main() -> None:
    """Read, and print what was found as one line of JSON."""
    from unannounced.cli.main import enter

    enter("portal", reading=True)
    import warnings

    from django.test import Client
    from django.urls import Resolver404, resolve

    from tests.rooms.portal.walking import walked
    from unannounced.rooms.portal.still.making import seeds

    warnings.simplefilter("error")
    client, watch, kinds, statuses = Client(raise_request_exception=False), Watch(), Counter[str](), Counter[int]()

    def fetch(address: str) -> tuple[int, str, bytes]:
        path = address.removeprefix("http://testserver")
        try:
            kind = resolve(path.partition("?")[0]).route
        except Resolver404:
            return 200, "", b""
        kinds[kind] += 1
        if kinds[kind] > OF_A_ROUTE:
            return 200, "", b""
        answered = client.get(path, headers={"host": "localhost", "accept-language": "fr" if kinds[kind] % 2 else "en"})
        content = b"".join(answered.streaming_content) if answered.streaming else answered.content
        if answered.status_code == 404 and (path in NOTHING_THERE or path.startswith("/api/v1/")):
            return 200, "", b""  # the examples of the interface ask for States that are not on every shelf
        statuses[answered.status_code] += 1
        if answered.status_code in {301, 302, 400} or path.startswith("/api/v1/"):
            return 200, "", b""
        return answered.status_code, answered.headers.get("Content-Type", ""), content

    watch.watching = True
    dead = [one for seed in seeds() for one in walked(f"http://testserver{seed}", fetch).dead]
    watch.watching = False
    told = {"kinds": len(kinds), "statuses": statuses, "written": watch.seen, "dead": dead}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
