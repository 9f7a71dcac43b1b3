"""Processes that furnish office and field room for the courier: a device is invited, comes in, and brings entries.

``office FOLDER`` plans a visit, hands a code over, and writes what the device will bring into FOLDER; ``field FOLDER``
is the device at the door of the field room.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from unannounced.cli.main import enter

ENTRIES = 205
"""More than a chunk."""
LARGE = 3_000_000


def office(folder: Path) -> None:
    """A visit nobody else knows of, its key, an invitation; what the device will show and bring."""
    from tests.sealed import come_in, invite, make_member_key, make_visit_key, signed_blob
    from tests.world import make_world, plan
    from unannounced.records.ledger.linking import linked_at_the_end

    with linked_at_the_end():
        world = make_world()
        visit = plan(world)
        for who in ("ana", "tomas"):
            make_member_key(world, who)
        key = make_visit_key(world, visit)
        now = datetime.now(UTC)
        handed = invite(world, visit, key, at=now, expires_on=now.date() + timedelta(days=9))
    pocket = come_in(handed.code, handed.closed)
    sealed = [f"age-encryption.org/v1\nentry {number}".encode() for number in range(1, ENTRIES + 1)]
    blobs = [signed_blob(pocket, one, seq=number) for number, one in enumerate(sealed, start=1)]
    large = signed_blob(pocket, b"age-encryption.org/v1\n" + bytes(LARGE), seq=ENTRIES + 1)
    (folder / "enrolment.json").write_text(json.dumps(pocket.enrolment))
    (folder / "lines.json").write_text(json.dumps([blob.posted for blob in blobs]))
    (folder / "large.json").write_text(json.dumps(large.posted))


def field(folder: Path, only: str = "") -> None:
    """The device comes in and brings everything: batches, and one blob in parts."""
    from django.test import Client

    client = Client(headers={"Host": "localhost"})
    answered = client.post("/field/api/enrol", (folder / "enrolment.json").read_text(), content_type="application/json")
    assert answered.status_code == 200, answered.content
    lines = json.loads((folder / "lines.json").read_text())
    for begin in range(0, len(lines), 50):
        batch = "\n".join(json.dumps(line) for line in lines[begin : begin + 50])
        answered = client.post("/field/api/blobs", batch, content_type="application/x-ndjson")
        assert answered.content.count(b'"is":"kept"') == len(lines[begin : begin + 50]), answered.content
    _in_parts(client, json.loads((folder / "large.json").read_text()))


def _in_parts(client: object, line: dict[str, object]) -> None:
    from unannounced.crafts.handing_over import decoded
    from unannounced.duties.bringing import PART, parts_of

    content, of = decoded(str(line["sealed"])), parts_of(int(str(line["size"])))
    names = {"X-Device": "device", "X-Seq": "seq", "X-Size": "size", "X-Signature": "signature"}
    headers = {header: str(line[name]) for header, name in names.items()}
    for number in range(1, of + 1):
        answered = client.put(  # type: ignore[attr-defined]
            f"/field/api/blobs/{line['digest']}/parts/{number}?of={of}",
            content[(number - 1) * PART : number * PART],
            content_type="application/octet-stream",
            headers=headers,
        )
        assert answered.status_code == 200, answered.content


if __name__ == "__main__":
    enter(sys.argv[1])
    {"office": office, "field": field}[sys.argv[1]](Path(sys.argv[2]))
