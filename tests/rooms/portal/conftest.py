"""The portal's tests run in a process of their own, with the portal's settings: elsewhere they are not collected.

``pytest --ds=unannounced.rooms.portal.settings tests/rooms/portal``
"""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from unannounced.crafts.packing import Packed

PORTAL = "unannounced.rooms.portal.settings"
collect_ignore_glob = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == PORTAL else ["test_*.py"]

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

BINDING = {"ratification": "1989-01-09", "signature": "1987-11-26"}


def act(action: str, day: str | None, treaty: str = "ECPT", **more: Any) -> dict[str, Any]:
    """An act as a parcel holds it."""
    year = int(day[:4]) if day else None
    plain = {"treaty": treaty, "action": action, "day": day, "year": year, "note": "", "source": "chart"}
    return {**plain, "confidence": "verified", **more}


def fact(kind: str, **more: Any) -> dict[str, Any]:
    """A line of the public record as a parcel holds it."""
    plain = {"kind": kind, "begins": None, "ends": None, "published_on": None, "symbol": "", "note": ""}
    return {**plain, "source": "web site", "confidence": "verified", **more}


def state(code: str, english: str, **more: Any) -> dict[str, Any]:
    """A State as a parcel holds it: a Party, unless told otherwise."""
    acts = [act(action, day) for action, day in BINDING.items()]
    figures = {"visits": 0, "reports": 0, "published": 0}
    plain = {"code": code, "names": {"en": english}, "invented": code.startswith("XX"), "facts": []}
    return {**plain, "acts": acts, "figures": figures, **more}


def response(text: str = "It is done.", claim: str = "implemented", on: str = "2026-05-03") -> dict[str, Any]:
    """What the State said about an item."""
    return {"received_on": on, "claim": claim, "text": text}


def item(number: str, text: str = "Ensure eight hours of rest.", **more: Any) -> dict[str, Any]:
    """An item as a parcel holds it."""
    plain = {"number": number, "kind": "recommendation", "text": text, "addressee": "Ministry of Justice"}
    return {**plain, "responses": [], **more}


def paragraph(number: int, text: str = "The cells were seen at night.", **more: Any) -> dict[str, Any]:
    """A paragraph as a parcel holds it."""
    return {"number": number, "chapter": "Prisons", "text": text, "items": [], **more}


def report(number: int = 4, code: str = "XXA", **more: Any) -> dict[str, Any]:
    """A published report as a parcel holds it."""
    return {
        "slug": f"CPT-Inf-2026-{number}",
        "symbol": f"CPT/Inf (2026) {number}",
        "version": 1,
        "title": f"Report {number} on a visit",
        "state": {"code": code, "names": {"en": f"State {code}"}, "invented": code.startswith("XX")},
        "visit": {"kind": "periodic", "begins": "2025-03-02", "ends": "2025-03-13"},
        "requested_on": "2026-08-30",
        "published_on": "2026-09-15",
        "paragraphs": [paragraph(1), paragraph(2, items=[item("2.1", responses=[response()])]), paragraph(3)],
        **more,
    }


BODY = "Working Group"
FILE = b"1.  Caf\x8e. The words of the file, in an encoding nobody names.\n"


def read_item(number: str = "57.17", text: str = "Ratify the Optional Protocol.", **more: Any) -> dict[str, Any]:
    """An item as it was read from a file, with its makers and what the report says of the State's position."""
    return item(number, text, addressee="", made_by=["France", "Chile"], position="accepted", **more)


def archived(number: int = 9, code: str = "FRA", original: bytes | None = None, **more: Any) -> dict[str, Any]:
    """A report of another body as a parcel holds it, from the archive: no visit, no request, a day of its own."""
    file = {"digest": hashlib.sha256(original).hexdigest(), "size": len(original)} if original else None
    plain = {
        "slug": f"A-HRC-{number}",
        "symbol": f"A/HRC/{number}",
        "title": f"Archived report {number}",
        "body": BODY,
        "dated_on": "2011-02-10",
        "original": {**file, "file_name": f"report{number}.txt", "media": "text/plain"} if file else None,
        "visit": None,
        "requested_on": None,
        "paragraphs": [paragraph(56), paragraph(57, "These enjoy the support of the State:", items=[read_item()])],
    }
    return {**report(number, code), **plain, **more}


def packed(kind: str, content: bytes, version: int = 1) -> "Packed":
    """Bytes packed as the courier brings them."""
    from unannounced.crafts.packing import Packed, digest_of

    return Packed(kind, version, "office", digest_of(content), content)


def parcel(kind: str, content: dict[str, Any], version: int = 1) -> "Packed":
    """``content`` packed as the courier brings it."""
    return packed(kind, json.dumps(content, sort_keys=True).encode(), version)


def taken(one: "Packed") -> Any:
    """Take a parcel in; what became of it."""
    from unannounced.records.parcels.actions import take_in
    from unannounced.records.shelf.actions import put_on_shelf

    return take_in(one, open_with=put_on_shelf, at=NOW)


def carry(kind: str, content: dict[str, Any], version: int = 1) -> Any:
    """Carry ``content`` into the portal; what became of it."""
    return taken(parcel(kind, content, version))


def carry_archived(number: int = 9, code: str = "FRA", original: bytes | None = None, **more: Any) -> Any:
    """Carry a report from the archive into the portal, with its file if there is one."""
    if original:
        taken(packed("original", original))
    return carry("publication", archived(number, code, original, **more), 2)


def carry_register(*states: dict[str, Any], edition: int = 1) -> Any:
    """Carry an edition of the register into the portal."""
    return carry("register", {"edition": edition, "made_on": "2026-11-01", "states": list(states)})


def carry_report(number: int = 4, code: str = "XXA", **more: Any) -> Any:
    """Carry a published report into the portal."""
    return carry("publication", report(number, code, **more))


class Cast:
    """What the tests build with: the functions of this file under one name."""

    act = staticmethod(act)
    fact = staticmethod(fact)
    state = staticmethod(state)
    response = staticmethod(response)
    item = staticmethod(item)
    paragraph = staticmethod(paragraph)
    report = staticmethod(report)
    register = staticmethod(carry_register)
    publish = staticmethod(carry_report)
    read_item = staticmethod(read_item)
    show_archived = staticmethod(carry_archived)


@pytest.fixture
def shelf(db: None, monkeypatch: pytest.MonkeyPatch) -> type[Cast]:
    """The portal's database, empty, and the functions that carry parcels into it; no law is held from before."""
    from unannounced.rooms.portal import law

    monkeypatch.setattr(law, "_held", {})
    return Cast


@pytest.fixture
def read(client: Any) -> Callable[..., str]:
    """Read a page as the public does: its HTML, which must come with the status expected."""

    def opened(address: str, status: int = 200, **more: Any) -> str:
        answered = client.get(address, **more)
        assert answered.status_code == status, f"{address} answered {answered.status_code}"
        return str(answered.content.decode())

    return opened


@pytest.fixture
def searchable(shelf: type[Cast], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """A folder of its own for the index; called, it indexes what is on the shelf, as taking in does.

    Without pages that are found by their names: their words are those of this program, and not of a test.
    """
    from unannounced.rooms.portal.finding import named_pages

    monkeypatch.setattr(named_pages, "groups", dict)
    return _indexed(tmp_path, monkeypatch)


@pytest.fixture
def searchable_pages(shelf: type[Cast], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """The same with every page that is found by its name."""
    return _indexed(tmp_path, monkeypatch)


def _indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    from unannounced.rooms.portal.finding import keeping

    monkeypatch.setattr(keeping, "search_folder", lambda room: tmp_path / room / "search")
    monkeypatch.setattr(keeping, "_held", {})
    return keeping.index_new


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the day on which a page is read."""
    from django.utils import timezone

    def fix(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    fix(NOW)
    return fix
