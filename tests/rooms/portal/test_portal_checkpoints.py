"""Public checkpoints: anyone can check that a publication stands in the list, and that the list only grew."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.portal.conftest import carry, report, state
from tests.rooms.portal.test_api_archive import a_statement
from unannounced.duties.checkpointing import root_of
from unannounced.duties.proving import is_beginning, is_included
from unannounced.rooms.portal.ten_lines import SCRIPT

pytestmark = pytest.mark.usefixtures("today")


def digest_of(content: dict[str, Any]) -> str:
    """The digest of a publication as its parcel has it."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def published(*numbers: int) -> list[str]:
    """Reports carried into the portal; their digests in this order."""
    for number in numbers:
        carry("publication", report(number, "FRA"))
    return [digest_of(report(number, "FRA")) for number in numbers]


def checkpoint(leaves: list[str], added: int, day: str = "2026-09-16") -> str:
    """A checkpoint over ``leaves``, of which the last ``added`` are new, carried into the portal; its root."""
    new = leaves[len(leaves) - added :]
    carry("checkpoint", {"size": len(leaves), "root": root_of(leaves), "made_on": day, "leaves": new})
    return root_of(leaves)


@pytest.fixture
def kept(shelf: Any) -> tuple[list[str], str, str]:
    """Seven publications and two checkpoints, over three and over seven: the digests and both roots."""
    shelf.register(shelf.state("FRA", "France"))
    leaves = published(*range(1, 8))
    return leaves, checkpoint(leaves[:3], 3), checkpoint(leaves, 4, "2026-10-01")


Kept = tuple[list[str], str, str]


def asked(client: Any, address: str, status: int = 200) -> dict[str, Any]:
    """The answer of an address for programs."""
    found = client.get(address)
    assert found.status_code == status, found.content
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    said: dict[str, Any] = json.loads(found.content)
    return said


def test_the_newest_checkpoint_and_the_leaves_make_one_root(kept: Kept, client: Any) -> None:
    newest = asked(client, "/checkpoints/latest.json")
    assert (newest["size"], newest["root"], newest["made_on"]) == (7, kept[2], "2026-10-01")
    listed = b"".join(client.get(newest["leaves"]).streaming_content).decode().split()
    assert listed == kept[0]
    assert root_of(listed) == newest["root"]


def test_a_publication_is_proved_to_be_in_the_tree(kept: Kept, client: Any) -> None:
    for address in (
        "/reports/CPT-Inf-2026-5/proof.json",
        "/reports/CPT-Inf-2026-5/versions/1/proof.json",
        f"/checkpoints/proof.json?digest={kept[0][4]}",
    ):
        found = asked(client, address)
        file = client.get("/reports/CPT-Inf-2026-5/data.json").content
        leaf, top = hashlib.sha256(file).hexdigest(), found["checkpoint"]
        assert is_included(leaf, found["position"], top["size"], found["path"], top["root"])
        assert found["position"] == 4


def test_the_tree_of_today_is_proved_to_begin_with_the_earlier_one(kept: Kept, client: Any) -> None:
    found = asked(client, "/checkpoints/consistency.json?from=3")
    assert (found["from"]["root"], found["to"]["root"]) == kept[1:]
    assert is_beginning(3, kept[1], 7, kept[2], found["path"])
    within = asked(client, "/checkpoints/consistency.json?from=2&to=5")
    assert is_beginning(2, within["from"]["root"], 5, within["to"]["root"], within["path"])


def test_what_was_published_since_the_newest_checkpoint_is_in_none_yet(kept: Kept, client: Any) -> None:
    published(9)
    found = asked(client, "/reports/CPT-Inf-2026-9/proof.json", 404)
    assert "the next one" in found["do"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/reports/none/proof.json", 404, "/reports/"),
        ("/reports/CPT-Inf-2026-5/versions/2/proof.json", 404, "/reports/"),
        ("/responses/none/proof.json", 404, "/reports/"),
        ("/statements/none/proof.json", 404, "/reports/"),
        ("/checkpoints/proof.json", 400, "64 hexadecimal digits"),
        ("/checkpoints/proof.json?digest=" + "g" * 64, 400, "64 hexadecimal digits"),
        ("/checkpoints/proof.json?digest=" + "0" * 64, 404, "/checkpoints/"),
        ("/checkpoints/consistency.json", 400, "/checkpoints/"),
        ("/checkpoints/consistency.json?from=0", 400, "/checkpoints/"),
        ("/checkpoints/consistency.json?from=8", 400, "/checkpoints/"),
        ("/checkpoints/consistency.json?from=5&to=3", 400, "/checkpoints/"),
        ("/checkpoints/consistency.json?from=1&to=8", 400, "/checkpoints/"),
        ("/checkpoints/consistency.json?from=%D9%A3", 400, "/checkpoints/"),
        ("/checkpoints/consistency.json?from=99999999999999999999", 400, "/checkpoints/"),
    ],
)
def test_what_cannot_be_proved_is_a_problem_that_says_what_to_do(
    address: str, status: int, said: str, kept: Kept, client: Any
) -> None:
    assert said in asked(client, address, status)["do"]


def test_nothing_can_be_written_and_any_page_may_ask(kept: Kept, client: Any) -> None:
    for address in ("/checkpoints/latest.json", "/checkpoints/leaves.txt", "/checkpoints/check.py"):
        assert client.post(address).status_code == 405
    assert client.options("/checkpoints/latest.json").status_code == 204
    tag = client.get("/checkpoints/latest.json").headers["ETag"]
    assert client.get("/checkpoints/latest.json", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("asked_for", "begins", "ends"),
    [("bytes=0-64", 0, 65), ("bytes=65-", 65, 455), ("bytes=-10", 445, 455), ("bytes=60-139", 60, 140),
     ("bytes=400-9999", 400, 455), ("bytes=454-454", 454, 455)],
)  # fmt: skip
def test_a_part_of_the_leaves_is_that_part(asked_for: str, begins: int, ends: int, kept: Kept, client: Any) -> None:
    whole = "".join(f"{one}\n" for one in kept[0]).encode()
    found = client.get("/checkpoints/leaves.txt", headers={"range": asked_for})
    assert (found.status_code, found.headers["Content-Range"]) == (206, f"bytes {begins}-{ends - 1}/455")
    assert b"".join(found.streaming_content) == whole[begins:ends]
    assert found.headers["Content-Length"] == str(ends - begins)


def test_a_part_behind_the_end_is_none_and_what_is_no_range_is_passed_over(kept: Kept, client: Any) -> None:
    found = client.get("/checkpoints/leaves.txt", headers={"range": "bytes=455-"})
    assert (found.status_code, found.headers["Content-Range"]) == (416, "bytes */455")
    assert found.headers["Content-Type"] == "application/problem+json"
    for odd in ("bytes=9-2", "lines=1-2", "bytes=-", "bytes=0-1,5-6", "bytes=x"):
        assert client.get("/checkpoints/leaves.txt", headers={"range": odd}).status_code == 200
    old = {"range": "bytes=0-64", "if-range": '"another"'}
    assert client.get("/checkpoints/leaves.txt", headers=old).status_code == 200


def test_before_the_first_checkpoint_it_is_said_that_there_is_none(shelf: Any, client: Any, read: Any) -> None:
    assert "no checkpoint yet" in asked(client, "/checkpoints/latest.json", 404)["detail"]
    assert client.get("/checkpoints/leaves.txt").status_code == 404
    assert "Every checkpoint, the newest first" in read("/checkpoints/")
    assert "cannot be compared" in read("/checkpoints/?size=1&root=x")


def test_the_page_lists_every_checkpoint_and_shows_the_script(kept: Kept, read: Any) -> None:
    from html import unescape

    page = unescape(read("/checkpoints/"))
    assert SCRIPT in page
    assert page.index(kept[2]) < page.rindex(kept[1])
    assert "It does not prove that what a publication says is true" in page
    assert len(SCRIPT.splitlines()) == 10


def test_a_checkpoint_that_somebody_kept_is_compared(kept: Kept, read: Any) -> None:
    assert "It fits" in read(f"/checkpoints/?size=3&root={kept[1]}")
    assert "It fits" in read(f"/checkpoints/?size=3&root={kept[1].upper()}")
    assert "It does not fit" in read(f"/checkpoints/?size=4&root={kept[1]}")
    for odd in (f"size=8&root={kept[1]}", "size=3&root=x", f"root={kept[1]}", "size=x&root=", "size=%00&root=%00"):
        assert "This cannot be compared" in read(f"/checkpoints/?{odd}")
    assert 'value="3"' in read(f"/checkpoints/?size=3&root={kept[1]}")


def run(script: Path, *told: str) -> list[str]:
    """What the script prints, run as a reader runs it."""
    done = subprocess.run(
        [sys.executable, "-I", str(script), *told], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.django_db(transaction=True)
def test_anyone_checks_with_ten_lines_against_the_portal_itself(
    shelf: Any, kept: Kept, live_server: Any, client: Any, tmp_path: Path
) -> None:
    from urllib.request import urlopen

    script, file = tmp_path / "check.py", tmp_path / "data.json"
    script.write_bytes(urlopen(f"{live_server.url}/checkpoints/check.py").read())
    file.write_bytes(urlopen(f"{live_server.url}/reports/CPT-Inf-2026-2/data.json").read())
    true = ["The publication is in the tree: True", "The tree begins with the one kept: True"]
    for size, root in ((3, kept[1]), (7, kept[2]), (1, root_of(kept[0][:1])), (2, root_of(kept[0][:2]))):
        assert run(script, live_server.url, str(file), str(size), root) == true
    assert run(script, live_server.url, str(file), "4", kept[1])[1].endswith("False")
    assert run(script, live_server.url, str(file), "8", kept[1])[1].endswith("False")
    file.write_bytes(file.read_bytes().replace(b"seen", b"clean"))
    assert run(script, live_server.url, str(file), "3", kept[1])[0].endswith("False")


def test_every_leaf_can_be_had_and_checked_also_what_a_newer_one_took_the_place_of(db: None, client: Any) -> None:
    """A report, an older version of a statement, and both editions of what became of items; the mirror is told where."""
    published(5)
    words = a_statement(state("FRA", "France"))
    editions = [
        {"report": {"slug": "CPT-Inf-2026-5"}, "edition": edition, "made_on": "2026-10-02",
         "items": [{"number": "1.1", "status": status, "day": None}]}
        for edition, status in enumerate(("not_implemented", "implemented"), start=1)
    ]  # fmt: skip
    came = [("statement", words), ("statement", {**words, "version": 2}), *(("follow-up", one) for one in editions)]
    for kind, content in came:
        carry(kind, content)
    leaves = [digest_of(report(5, "FRA")), *(digest_of(content) for _, content in came)]
    checkpoint(leaves, 5)
    listed = b"".join(client.get("/checkpoints/leaves.txt").streaming_content).decode().split()
    told = {one["sha256"]: one for one in asked(client, "/api/v1/changes")["changes"]}
    for leaf in listed:
        for address in (f"/checkpoints/leaves/{leaf}.json", told[leaf]["data"]):
            assert hashlib.sha256(client.get(address).content).hexdigest() == leaf, address
    assert told[leaves[4]]["address"] == "/reports/CPT-Inf-2026-5/"
    assert told[leaves[1]]["data"] == f"/statements/{words['slug']}/versions/1/data.json"


@pytest.mark.parametrize("digest", ["0" * 64, "x", "g" * 64])
def test_what_is_no_leaf_has_no_bytes(digest: str, kept: Kept, client: Any) -> None:
    found = client.get(f"/checkpoints/leaves/{digest}.json")
    assert found.status_code == 404
    assert "/checkpoints/leaves.txt" in json.loads(found.content)["do"]


def test_what_is_no_document_of_the_tree_is_not_given_by_its_digest(kept: Kept, shelf: Any, client: Any) -> None:
    """A register of States was taken in as well; it is no leaf."""
    came = asked(client, "/api/v1/changes")["changes"]
    others = [one["sha256"] for one in came if one["kind"] == "register"]
    assert others
    for digest in others:
        assert client.get(f"/checkpoints/leaves/{digest}.json").status_code == 404


def test_the_page_counts_documents_and_says_what_is_not_in_the_tree(kept: Kept, client: Any) -> None:
    page = client.get("/checkpoints/").content.decode()
    assert "<dt>Documents</dt><dd>7</dd>" in page
    assert "Editions of the treaty register and of registers of places are not in the tree" in page
