"""The files of open data: made when something was published, whole, with digests, and never of another shelf."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.json_schema import problems
from tests.rooms.portal.conftest import FILE, carry
from tests.rooms.portal.test_api_archive import a_statement, the_places
from unannounced.rooms.portal import dumping
from unannounced.rooms.portal.tables import TABLES

pytestmark = pytest.mark.usefixtures("today")
NAMES = [table.name for table in TABLES]


@pytest.fixture
def stocked(shelf: Any) -> None:
    """Something of everything there is a table of, and an invented report."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Aranda"))
    answered = [shelf.item("2.1", "=HYPERLINK(1)", responses=[shelf.response()])]
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1), shelf.paragraph(2, items=answered)])
    shelf.show_archived(9, original=FILE)
    shelf.publish(5, "XXA")
    state = {"code": "FRA", "names": {"en": "France"}, "invented": False}
    carry("statement", a_statement(state))
    carry("places", the_places(state))
    followed = {"number": "2.1", "status": "implemented", "day": "2026-10-01"}
    content = {"report": {"slug": "CPT-Inf-2026-4"}, "edition": 1, "made_on": "2026-10-02", "items": [followed]}
    carry("follow-up", content)


def body(answered: Any) -> bytes:
    """The bytes of an answer."""
    return b"".join(answered.streaming_content)


@pytest.mark.usefixtures("stocked")
def test_a_file_says_what_the_rows_say_and_as_its_manifest_says(client: Any) -> None:
    by_rows = {
        (name, ending, register): body(client.get(f"/data/{name}.{ending}?register={register}"))
        for name in NAMES
        for ending in dumping.ENDINGS
        for register in dumping.REGISTERS
    }
    assert client.get("/data/manifest.json").status_code == 503
    assert dumping.bring_up_to_date() == 3
    for register in dumping.REGISTERS:
        told = json.loads(client.get(f"/data/manifest.json?register={register}").content)
        assert [one["table"] for one in told["files"][::2]] == NAMES
        for file in told["files"]:
            content, packed = body(client.get(file["address"])), body(client.get(file["gzip"]["address"]))
            ending = file["name"].rpartition(".")[2]
            assert content == by_rows[file["table"], ending, register]
            assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
            assert hashlib.sha256(packed).hexdigest() == file["gzip"]["sha256"]
            assert gzip.decompress(packed) == content
            if ending == "jsonl":
                assert len(content.splitlines()) == file["rows"]
                assert file["rows"] or register == "invented"


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_as_the_schema_of_its_table_says(name: str, client: Any) -> None:
    schema = json.loads(client.get(f"/data/{name}.schema.json").content)
    known = {key: value for key, value in schema.items() if key not in {"$schema", "$id", "title"}}
    known["additionalProperties"] = {}
    rows = [json.loads(line) for line in body(client.get(f"/data/{name}.jsonl")).splitlines()]
    assert rows
    for row in rows:
        assert list(row) == schema["required"]
        assert list(problems(known, row, {})) == []


@pytest.mark.usefixtures("stocked")
def test_a_file_need_not_be_fetched_twice_and_can_be_fetched_in_parts(client: Any) -> None:
    dumping.bring_up_to_date()
    whole = client.get("/data/paragraphs.jsonl")
    content = body(whole)
    known = {"if-none-match": whole.headers["ETag"]}
    assert client.get("/data/paragraphs.jsonl", headers=known).status_code == 304
    since = {"if-modified-since": whole.headers["Last-Modified"]}
    assert client.get("/data/paragraphs.jsonl", headers=since).status_code == 304
    part = client.get("/data/paragraphs.jsonl", headers={"range": "bytes=10-19", "if-range": whole.headers["ETag"]})
    assert (part.status_code, body(part)) == (206, content[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(content)}"
    rest = client.get("/data/paragraphs.jsonl", headers={"range": "bytes=20-"})
    assert body(rest) == content[20:]
    none = client.get("/data/paragraphs.jsonl", headers={"range": f"bytes={len(content)}-"})
    assert none.status_code == 416
    head = client.head("/data/paragraphs.jsonl")
    assert (head.headers["Content-Length"], body(head)) == (str(len(content)), b"")


@pytest.mark.usefixtures("stocked")
def test_files_of_an_earlier_shelf_are_not_given_and_are_made_again(shelf: Any, client: Any) -> None:
    dumping.bring_up_to_date()
    assert dumping.bring_up_to_date() == 0
    before = json.loads(client.get("/data/manifest.json").content)["shelf"]
    shelf.publish(12, "FRA")
    assert client.get("/data/manifest.json").status_code == 503
    assert b"CPT-Inf-2026-12" in body(client.get("/data/reports.jsonl"))
    assert gzip.decompress(body(client.get("/data/reports.csv.gz"))) == body(client.get("/data/reports.csv"))
    assert dumping.bring_up_to_date() == 4
    assert json.loads(client.get("/data/manifest.json").content)["shelf"] != before
    assert len(list(dumping._folder().glob("set-*"))) == 1


def lose_a_file(folder: Path) -> None:
    """As a disk loses it."""
    next(folder.glob("set-*/items.csv")).unlink()


def cut_a_file(folder: Path) -> None:
    """As an interrupted copy leaves it."""
    next(folder.glob("set-*/items.csv")).write_bytes(b"report")


def lose_the_set(folder: Path) -> None:
    """As somebody tidies up."""
    next(folder.glob("set-*")).rename(folder / "elsewhere")


def spoil_the_manifest(folder: Path) -> None:
    """As a full disk leaves it."""
    (folder / dumping.MANIFEST).write_text('{"format": 1')


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("damage", [lose_a_file, cut_a_file, lose_the_set, spoil_the_manifest])
def test_what_is_missing_or_damaged_is_given_row_by_row(damage: Callable[[Path], None], client: Any) -> None:
    whole = body(client.get("/data/items.csv"))
    dumping.build_again()
    damage(dumping._folder())
    assert body(client.get("/data/items.csv")) == whole
    assert client.get("/data/").status_code == 200
    assert client.get("/data/manifest.json").status_code in (200, 503)
    dumping.bring_up_to_date()
    assert body(client.get("/data/items.csv")) == whole
    assert dumping.ready("items", "csv", "real") is not None


@pytest.mark.usefixtures("stocked")
def test_the_manifest_says_from_which_checkpoint_and_under_which_terms(client: Any) -> None:
    from unannounced.duties.checkpointing import root_of
    from unannounced.records.shelf.models import ShelvedReport

    leaves = [ShelvedReport.objects.get(slug="CPT-Inf-2026-4").parcel_digest]
    carry("checkpoint", {"size": 1, "root": root_of(leaves), "made_on": "2026-10-03", "leaves": leaves})
    dumping.bring_up_to_date()
    told = json.loads(client.get("/data/manifest.json").content)
    assert told["checkpoint"] == {"size": 1, "root": root_of(leaves), "made_on": "2026-10-03"}
    assert told["made_at"].startswith("2026-11-22")
    assert "nothing is added" in told["terms"]


@pytest.mark.usefixtures("stocked")
def test_the_page_shows_sizes_days_digests_and_how_to_cite(client: Any, read: Any) -> None:
    assert "The files are being made again" in read("/data/")
    dumping.bring_up_to_date()
    page = read("/data/")
    told = json.loads(client.get("/data/manifest.json").content)
    for file in told["files"]:
        assert file["sha256"] in page
        assert file["gzip"]["sha256"] in page
    assert "The files were made on 22 November 2026" in page
    assert f"(shelf {told['shelf'][:12]}), http://testserver/data/" in page
    assert "items.csv.gz?register=invented" in read("/data/?register=invented")


@pytest.mark.usefixtures("stocked")
def test_search_engines_are_told_of_every_table_and_file(read: Any) -> None:
    dumping.bring_up_to_date()
    told = json.loads(read("/data/").split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["@type"] == "DataCatalog"
    assert len(told["dataset"]) == len(TABLES)
    for one in told["dataset"]:
        assert len(one["distribution"]) == 4
        assert all(file["contentUrl"].startswith("http://testserver/data/") for file in one["distribution"])
        assert all(len(file["sha256"]) == 64 for file in one["distribution"])


def test_the_dictionary_names_every_column_of_every_table(shelf: Any, read: Any) -> None:
    page = read("/data/dictionary/")
    for table in TABLES:
        assert f'href="/data/{table.name}.schema.json"' in page
        for column in table.header:
            assert f"<code>{column}</code>" in page


@pytest.mark.parametrize(
    "address", ["/data/secrets.csv.gz", "/data/items.xlsx.gz", "/data/secrets.schema.json", "/data/items.csv.zip"]
)
def test_there_is_no_other_file(address: str, shelf: Any, client: Any) -> None:
    assert client.get(address).status_code == 404


def test_a_set_that_cannot_be_made_whole_leaves_the_one_there_was(
    stocked: None, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumping.bring_up_to_date()
    before = dumping.manifest()

    def full(*_told: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dumping, "_told", full)
    with pytest.raises(OSError, match="No space"):
        dumping.build_again()
    assert dumping.manifest() == before
    assert len(list(dumping._folder().glob("set-*"))) == 1
