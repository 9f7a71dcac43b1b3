"""Items by command: every filter, an end that says how many more there are, and acts on many at once."""

import csv
import json
from io import StringIO

import pytest
from bench.inside.archive import furnish

from tests.cli.conftest import Home
from tests.rooms.office.sameness import absent, run_command
from tests.world import TODAY, World
from unannounced.duties.dialogue import Position
from unannounced.records.ledger.models import Line
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.rooms.office import finding
from unannounced.rooms.office.pages.item_rows import COLUMNS

LIST = ["list", "items", "--as", "maud", "--invented"]
ANSWER = ["--set", "claim=accepted", "--set", "text=It will be done.", "--set", f"received_on={TODAY.isoformat()}"]
ASSESSED = ["--set", "text=Seen.", "--set", f"day={TODAY.isoformat()}"]


@pytest.fixture
def office(db: None) -> World:
    """Reports from the archive that nobody answered."""
    world = furnish(reports=9, items=8).world
    Response.objects.all().delete()
    Assessment.objects.all().delete()
    finding.build_again()
    return world


def rows(*words: str) -> list[dict[str, str]]:
    """The rows that a list prints."""
    code, out, err = run_command([*LIST, *words, "--json"])
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def numbers(*words: str) -> list[str]:
    """State and number of each item that a list prints."""
    return sorted(f"{row['state']} {row['number']}" for row in rows(*words))


def those(**columns: object) -> list[str]:
    """State and number of the items that are so."""
    found = Item.objects.filter(**columns).select_related("report__state", "paragraph")
    return sorted(f"{one.report.state.code} {one.number}" for one in found)


def test_items_are_listed_by_every_filter_of_the_pages(office: World) -> None:
    assert numbers("--kind", "comment") == those(kind="comment")
    assert numbers("--position", "rejected") == those(position="rejected")
    assert numbers("--state", "XXB") == those(report__state__code="XXB")
    assert numbers("--body", "own") == those(report__body="")
    assert numbers("--chapter", "Police") == those(paragraph__chapter="Police")
    assert numbers("--words", "solitary") == those(text__contains="solitary")
    assert numbers("--older-than", "1") == []
    assert numbers("--due", "none") == those(months=None, position__in=["pending", "unknown"], report__body__gt="")
    maker = Item.objects.all()[0].made_by[0]
    assert numbers("--made-by", maker.upper()) == those(pk__in=[i.pk for i in Item.objects.all() if maker in i.made_by])
    report = Item.objects.all()[0].report
    assert numbers("--report", str(report.pk)) == those(report=report)
    assert numbers("--sort", "due") == those()


def test_a_list_ends_somewhere_and_says_how_many_more_there_are(office: World) -> None:
    code, out, err = run_command([*LIST, "--limit", "5", "--json"])
    assert (code, len(out.splitlines())) == (0, 5)
    assert err == "67 more; --all prints every one, --limit N the first N.\n"
    assert len(rows("--all")) == 72
    assert run_command([*LIST, "--limit", "0"])[0] == 1


def test_a_list_ends_after_two_hundred_items_by_itself(office: World) -> None:
    item = Item.objects.select_related("report", "paragraph")[0]
    Item.objects.bulk_create(
        Item(report=item.report, paragraph=item.paragraph, place_in_paragraph=place, kind="comment", text="x")
        for place in range(100, 300)
    )
    code, out, err = run_command([*LIST, "--json"])
    assert (code, len(out.splitlines())) == (0, 200)
    assert err.startswith("72 more; ")


def test_items_are_printed_as_the_office_exports_them(office: World) -> None:
    code, out, err = run_command([*LIST, "--position", "accepted", "--csv"])
    assert (code, err) == (0, "")
    read = list(csv.DictReader(StringIO(out)))
    assert tuple(read[0]) == COLUMNS
    assert {row["position"] for row in read} == {"accepted"}
    assert len(read) == Item.objects.filter(position="accepted").count()
    assert run_command(["list", "reports", "--as", "maud", "--invented", "--csv"])[0] == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--older-than", "x"], "No item can be “x”."),
        (["--report", "x"], "No item can be “x”."),
        (["--state", "Atlantis"], "No State is called “Atlantis”."),
    ],
)
def test_a_word_that_no_item_can_have_is_said_in_one_line(office: World, words: list[str], sentence: str) -> None:
    code, out, err = run_command([*LIST, *words])
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert sentence in err


# Acting on many


def many(*words: str) -> tuple[int, str, str]:
    """Act on many items as Maud."""
    return run_command(["act-many", words[0], "--as", "maud", *words[1:]])


def test_one_answer_is_registered_to_all_that_match_by_one_act(office: World) -> None:
    before = Line.objects.count()
    code, out, err = many("register-response", "--state", "XXB", "--position", "accepted", *ANSWER)
    wanted = Item.objects.filter(report__state__code="XXB", position=Position.ACCEPTED.value)
    assert (code, err) == (0, "")
    assert out == f"Done to {len(wanted)} items: register-response. 0 refused.\n"
    assert {one.item_id for one in Response.objects.all()} == {item.pk for item in wanted}
    assert Line.objects.count() == before + 1
    assert Line.objects.order_by("-seq")[0].via == "by command on the server"


def test_a_dry_run_changes_nothing(office: World) -> None:
    code, out, _err = many("register-response", "--state", "XXB", "--dry-run", *ANSWER)
    assert code == 0
    assert "Nothing was changed." in out
    assert Response.objects.count() == 0


def test_if_one_is_refused_nothing_changes_unless_it_is_left_out(office: World) -> None:
    items = list(Item.objects.filter(report__state__code="XXB").order_by("pk")[:3])
    many("register-response", "--ids", str(items[0].pk), *ANSWER)
    asked = ["withdraw", "--ids", *(str(item.pk) for item in items), "--set", "because=Another State's answer."]
    code, out, err = many(*asked)
    assert (code, out) == (2, "")
    assert "Nothing was changed: 2 of 3 items are refused." in err
    assert Response.objects.filter(withdrawn_at__isnull=True).count() == 1
    code, out, err = many(*asked, "--skip-refused", "--json")
    assert code == 2
    assert json.loads(out) == {"done": "withdraw", "items": 1, "refused": 2, "dry_run": False}
    assert not Response.objects.filter(withdrawn_at__isnull=True).exists()


def test_an_assessment_without_evidence_is_refused_for_every_item(office: World) -> None:
    items = list(Item.objects.filter(report__state__code="XXB").order_by("pk")[:3])
    many("register-response", "--ids", str(items[0].pk), *ANSWER)
    ids = ["--ids", *(str(item.pk) for item in items)]
    code, _out, err = many("assess", *ids, "--set", "verdict=not_implemented", *ASSESSED)
    assert code == 2
    assert "An assessment needs evidence" in err
    assert "Nothing was changed: 3 of 3 items are refused." in err
    assert Assessment.objects.count() == 0


def test_what_was_registered_is_withdrawn_for_many(office: World) -> None:
    many("register-response", "--state", "XXB", *ANSWER)
    code, _out, err = many("withdraw", "--state", "XXB", "--set", "because=Another State's answer.")
    assert (code, err) == (0, "")
    assert not Response.objects.filter(withdrawn_at__isnull=True).exists()
    assert many("withdraw", "--state", "XXB", "--set", "because=Again.")[0] == 2


def test_a_moment_that_none_can_be_withdraws_nothing(office: World) -> None:
    many("register-response", "--state", "XXB", *ANSWER)
    asked = ["withdraw", "--state", "XXB", "--set", "because=Mistaken.", "--set"]
    code, _out, err = many(*asked, "registered_at=0001-01-01T00:00:00+14:00")
    assert (code, err.count("\n")) == (1, 1)
    assert not Response.objects.filter(withdrawn_at__isnull=False).exists()


def test_the_time_is_set_for_many(office: World) -> None:
    assert many("set-time", "--state", "XXB", "--set", "months=12")[0] == 0
    assert set(Item.objects.filter(report__state__code="XXB").values_list("months", flat=True)) == {12}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["assess", *ASSESSED], "Say which items"),
        (["assess", "--ids", "x", *ASSESSED, "--set", "verdict=implemented"], "There is no such item."),
        (["set-time", "--ids", str(absent()), "--set", "months=1"], "There is no such item."),
        (["register-response", "--state", "XXB", "--set", "claim=accepted"], "text: "),
        (["set-time", "--state", "XXB", "--set", "months=61"], "months: "),
        (["set-time", "--state", "XXB", "--set", "months"], "must be written FIELD=VALUE"),
    ],
)
def test_what_is_not_understood_is_said_and_changes_nothing(office: World, words: list[str], sentence: str) -> None:
    before = Line.objects.count()
    code, _out, err = many(*words)
    assert code == 1
    assert sentence in err
    assert Line.objects.count() == before


def test_whoever_may_not_see_the_items_acts_on_none(office: World) -> None:
    for login in ("rosa", "piet", "ruth"):
        code, _out, err = run_command(["act-many", "set-time", "--as", login, "--state", "XXB", "--set", "months=1"])
        assert code == 1
        assert "There is no such item." in err


def test_the_commands_work_on_an_installation(small: Home) -> None:
    listed = small.run("list", "items", "--as", "maud", "--invented", "--json", "--follow-up", "open")
    items = [json.loads(line) for line in listed.out.splitlines()]
    assert items
    state = items[0]["state"]
    assert "open" in small.run("road-map", state, "--as", "maud").out
    said = small.run(
        "act-many", "set-time", "--as", "maud", "--state", state, "--follow-up", "open", "--set", "months=9"
    )
    assert (said.code, said.err) == (0, "")
    assert small.run("verify").code == 0
