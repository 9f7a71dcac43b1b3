"""Requests, cooperation, what is due and the search by command: the same rules and words as by page."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Home

pytestmark = pytest.mark.sqlite

TODAY = datetime.now(UTC).date()


def made(home: Home, *, days_ago: int) -> str:
    """The id of a request made so many days ago by command."""
    day = TODAY - timedelta(days=days_ago)
    fields = ["--set", "topic=Deportation flight", "--set", "text=Please.", "--set", f"made_on={day.isoformat()}"]
    said = home.run("act", "state", "make-request", "XXA", *fields, "--as", "maud", "--json")
    assert (said.code, said.err) == (0, "")
    return str(json.loads(said.out)["id"])


def rows(home: Home, *words: str) -> list[dict[str, object]]:
    """What a command prints with ``--json``."""
    said = home.run(*words, "--json")
    assert said.code == 0, said.err
    return [json.loads(line) for line in said.out.splitlines()]


def test_a_state_is_reminded_and_its_answer_registered_with_its_document(small: Home, tmp_path: Path) -> None:
    request, made_on = made(small, days_ago=40), ["--set", f"made_on={TODAY.isoformat()}"]
    listed = ["list", "requests", "--as", "maud", "--invented", "--status"]
    assert request in [row["id"] for row in rows(small, *listed, "overdue")]
    said = small.run("act", "request", "remind", request, "--as", "maud", *made_on)
    assert (said.code, said.err) == (0, "")
    assert request not in [row["id"] for row in rows(small, *listed, "overdue")]
    (held,) = [row for row in rows(small, *listed, "awaited") if row["id"] == request]
    assert held["silence"] == 10
    again = small.run("act", "request", "remind", request, "--as", "maud", *made_on)
    assert again.code == 2
    assert "already reminded" in again.problem
    document = tmp_path / "answer.pdf"
    document.write_bytes(b"%PDF-1.7 as it came")
    answer = [
        "--set",
        "text=Here it is.",
        "--set",
        f"received_on={TODAY.isoformat()}",
        "--file",
        f"document={document}",
    ]
    said = small.run("act", "request", "answer", request, "--as", "maud", *answer)
    assert (said.code, said.err) == (0, "")
    assert request in [row["id"] for row in rows(small, *listed, "answered")]
    kept = small.by_hand("SELECT content FROM documents_document WHERE file_name = 'answer.pdf'")
    assert kept == [(document.read_bytes(),)]
    assert small.run("verify").code == 0


def test_a_document_that_is_not_there_is_named(small: Home, tmp_path: Path) -> None:
    request = made(small, days_ago=40)
    before = small.by_hand("SELECT count(*) FROM requests_answer")
    answer = ["--set", "text=Here.", "--set", f"received_on={TODAY.isoformat()}"]
    for file, sentence in ((f"document={tmp_path / 'none.pdf'}", "none.pdf"), ("document", "FIELD=PATH")):
        said = small.run("act", "request", "answer", request, "--as", "maud", *answer, "--file", file)
        assert said.code == 1
        assert sentence in said.problem
    assert small.by_hand("SELECT count(*) FROM requests_answer") == before


def test_the_cooperation_of_a_state_is_counted_and_each_number_leads_to_its_rows(small: Home) -> None:
    request = made(small, days_ago=40)
    due = TODAY - timedelta(days=10)
    years = {row["year"]: row for row in rows(small, "cooperation", "XXA", "--as", "maud")}
    assert years[due.year]["silent"]
    assert years[due.year]["how"]
    number = ["cooperation", "XXA", "--as", "maud", "--year", str(due.year), "--cell", "silent"]
    behind = rows(small, *number)
    assert len(behind) == years[due.year]["silent"]
    (row,) = [row for row in behind if row["id"] == request]
    assert (row["kind"], row["due"], row["answered"]) == ("request", due.isoformat(), None)
    assert "--cell needs --year" in small.run("cooperation", "XXA", "--as", "maud", "--cell", "late").problem
    assert "No State is called" in small.run("cooperation", "Atlantis", "--as", "maud").problem


def test_what_is_due_is_written_as_the_calendar_that_a_key_would_fetch(small: Home, tmp_path: Path) -> None:
    made(small, days_ago=3)
    kept = tmp_path / "days.ics"
    said = small.run("calendar", "--as", "maud", "--out", str(kept), "--address", "https://office.example/")
    assert said.code == 0
    content = kept.read_text()
    assert said.out == f"{kept}: {content.count('BEGIN:VEVENT')} days due\n"
    assert "answer to a request due" in content
    assert "https://office.example/requests/" in content.replace("\n ", "")
    assert "Deportation flight" not in content
    assert "BEGIN:VCALENDAR" in small.run("calendar", "--as", "maud").out
    assert "answer to a request" not in small.run("calendar", "--as", "piet").out
    assert small.run("calendar", "--as", "maud", "--out", str(tmp_path / "no" / "x.ics")).code == 1


def test_words_are_searched_once_there_is_an_index(small: Home) -> None:
    assert "There is no index yet." in small.run("search", "windows", "--as", "maud").problem
    made(small, days_ago=3)
    assert small.run("index", "--room", "office", "--again").code == 0
    (row,) = rows(small, "search", "deportation", "flight", "--as", "maud")
    assert (row["kind"], row["where"]) == ("request", "Deportation flight")
    assert rows(small, "search", "deportation", "--as", "maud", "--kind", "item") == []
    assert rows(small, "search", "deportation", "--as", "ruth") == []
    assert "is none of" in small.run("search", "deportation", "--as", "maud", "--kind", "rumour").problem
    assert "No State is called" in small.run("search", "deportation", "--as", "maud", "--state", "Atlantis").problem
