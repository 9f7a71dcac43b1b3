"""Taking a register in by page: from a file nobody mapped before to places, without script, and nothing before a yes."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, moment
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.places.models import LaidTable, PlaceNow, SavedMapping, Source, TableStage
from unannounced.rooms.office.table_work import TableWork

pytestmark = pytest.mark.django_db
TABLE = (
    "Id;Prison name;City;Type;Capacity;Population;Opened\n"
    "A1;Eastgate Prison;Weir;PRISON;1.200;1.310,0;04/05/1998\n"
    "A2;Westgate Remand House;Weir;REMAND;80;-999;31/12/2001\n"
    "A3;Hill Farm;Upper Weir;FARM;40;38;25/03/2010\n"
)


def laid(client: Client, content: str = TABLE, name: str = "prisons_2026-06-30.csv", **said: Any) -> str:
    """Lay a table; the address of its page."""
    sent = {"table": SimpleUploadedFile(name, content.encode()), **said}
    answer = client.post("/places/take-in/", sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer.headers["Location"])


def form_of(page: str) -> dict[str, Any]:
    """What the form of a mapping holds as the page came."""
    part = page[page.index('<form class="form"') : page.index("</form>", page.index('<form class="form"'))]
    said: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="(?:text|date|number)" name="([^"]+)"(?: value="([^"]*)")?', part):
        said[name] = value
    for name, body in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', part, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        said[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea name="([^"]+)".*?>\n?(.*?)</textarea>', part, re.DOTALL):
        said[name] = body
    said["days"] = re.findall(r'name="days" value="([^"]+)"[^>]* checked', part)
    return said


WORDS = "PRISON = prison\nREMAND = remand_prison\n* = prison"


def mapped(client: Client, address: str, **said: Any) -> Any:
    """Send the form of a mapping as it came, with what a person says otherwise."""
    form = form_of(client.get(address).content.decode())
    plain = {
        "name": "b-prisons",
        "register": "b-prisons",
        "title": "Prisons of B",
        "state": "XXB",
        "as_of": "2026-06-30",
    }
    return client.post(
        address,
        {**form, **plain, "days": ["day-month-year"], "decimal": ",", "thousands": ".", "words-3": WORDS, **said},
    )


def test_a_table_that_nobody_mapped_is_looked_at_said_foreseen_and_taken_in(world: World) -> None:
    client = client_of(world, "maud")
    address = laid(client)
    page = client.get(address).content.decode()
    assert "Eastgate Prison" in page
    before = Line.objects.count()
    answer = mapped(client, address)
    assert answer.status_code == 302, answer.content.decode()
    foreseen = client.get(answer.headers["Location"]).content.decode()
    assert "3 rows were read; nothing is in the register yet." in foreseen
    assert (Line.objects.count(), Source.objects.count()) == (before, 0)
    taken = client.post(answer.headers["Location"])
    assert taken.headers["Location"].startswith("/places/sources/")
    now = {one.name: one for one in PlaceNow.objects.filter(state__code="XXB", listed=True)}
    assert (now["Eastgate Prison"].capacity, now["Eastgate Prison"].persons) == (1200, 1310)
    assert (now["Westgate Remand House"].kind, now["Westgate Remand House"].persons) == ("remand_prison", None)
    assert list(verify().faults) == []


def test_a_saved_mapping_is_offered_and_fits_the_next_edition_by_itself(world: World) -> None:
    client = client_of(world, "maud")
    mapped(client, laid(client), save="1")
    assert SavedMapping.objects.get().name == "b-prisons"
    next_one = TABLE.replace("1.310,0", "1.290,0")
    page = client.get(laid(client, next_one, "prisons_2026-12-31.csv", mapping="b-prisons")).content.decode()
    assert 'value="b-prisons"' in page
    assert client.get("/places/take-in/").content.decode().count("b-prisons") >= 1


def test_the_same_table_again_says_that_it_is_there_already(world: World) -> None:
    client = client_of(world, "maud")
    for _ in range(2):
        foreseen = mapped(client, laid(client)).headers["Location"]
        page = client.get(foreseen).content.decode()
        client.post(foreseen)
    assert "This table was taken in already, by this mapping." in page
    assert Source.objects.count() == 1


def test_a_wrong_mapping_is_said_where_it_is_wrong_and_nothing_typed_is_lost(world: World) -> None:
    client = client_of(world, "maud")
    address = laid(client)
    answer = mapped(client, address, name="Not a name!", title="Prisons of the State")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Prisons of the State"' in page
    answer = client.post(address, {"text": "layout: places\nname: x\n"})
    assert answer.status_code == 422
    assert "layout: places" in answer.content.decode()


def test_what_is_no_table_is_refused_with_what_to_do(world: World) -> None:
    client = client_of(world, "maud")
    answer = client.post("/places/take-in/", {"table": SimpleUploadedFile("report.pdf", b"%PDF-1.7 ...")})
    assert answer.status_code == 422
    assert "Export the table as CSV or XLSX" in answer.content.decode()
    assert not LaidTable.objects.exists()


def test_a_large_table_is_left_to_the_worker_and_the_page_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unannounced.rooms.office.table_work.AT_ONCE", 10)
    client = client_of(world, "maud")
    foreseen = mapped(client, laid(client)).headers["Location"]
    assert "The table is being read." in client.get(foreseen).content.decode()
    work = TableWork(lambda: moment(TODAY))
    assert work.round()
    assert "3 rows were read" in client.get(foreseen).content.decode()
    client.post(foreseen)
    assert "The table is being taken in." in client.get(foreseen).content.decode()
    assert work.round()
    assert client.get(foreseen).headers["Location"].startswith("/places/sources/")
    assert not work.round()
    assert bytes(LaidTable.objects.get(stage=TableStage.TAKEN).content) == b""


def test_what_was_foreseen_no_longer_holds_once_somebody_changed_the_register(world: World) -> None:
    client = client_of(world, "maud")
    first = mapped(client, laid(client)).headers["Location"]
    second = mapped(client, laid(client, TABLE.replace("38", "39"))).headers["Location"]
    client.post(first)
    answer = client.post(second, follow=True)
    assert "Somebody changed the register since you looked" in answer.content.decode()
    assert Source.objects.count() == 1


def test_a_row_that_cannot_be_taken_is_named_and_the_others_go_on(world: World) -> None:
    rows = [*csv.reader(io.StringIO(TABLE), delimiter=";"), ["A4", "", "Weir", "PRISON", "-5", "3", "01/01/2302"]]
    text = "\n".join(";".join(row) for row in rows)
    client = client_of(world, "maud")
    page = client.get(mapped(client, laid(client, text)).headers["Location"]).content.decode()
    problems = page[page.index('id="problems"') :]
    assert re.search(r'<th scope="row" class="number">5</th>', problems)


def test_nobody_else_sees_a_table_that_was_laid(world: World) -> None:
    address = laid(client_of(world, "maud"))
    other = client_of(world, "ines")
    absent = "/places/take-in/6f0f1b1e-0000-4000-8000-000000000001/"
    for page in ("", "foreseen/", "remove/"):
        assert other.get(address + page).status_code == other.get(absent + page).status_code == 404
    assert "prisons_2026-06-30.csv" not in other.get("/places/take-in/").content.decode()


def test_an_auditor_takes_nothing_in(world: World) -> None:
    answer = client_of(world, "piet").post("/places/take-in/", {"table": SimpleUploadedFile("a.csv", TABLE.encode())})
    assert answer.status_code == 409
    assert not LaidTable.objects.exists()


def test_an_answer_that_a_saved_mapping_gives_is_not_asked_again(world: World) -> None:
    client = client_of(world, "maud")
    first = laid(client)
    asked = client.get(first).content.decode()
    assert "In which State are the places?" in asked
    mapped(client, first, save="1")
    later = client.get(laid(client, name="prisons_2026-12-31.csv")).content.decode()
    assert "In which State are the places?" not in later
    assert "divide thousands or decimals" not in later
    assert "For which day does the table speak?" in later, "that is another one for each edition"


def test_a_kind_of_place_may_be_written_as_the_page_calls_it_and_another_word_is_refused_beside_its_column(
    world: World,
) -> None:
    client = client_of(world, "maud")
    address = laid(client)
    page = mapped(client, address, save="1", **{"words-3": "PRISON = gaol"})
    assert page.status_code == 422
    body = page.content.decode()
    assert "“gaol” is not a kind of place" in body
    assert "remand prison" in body
    assert 'name="save" value="1" checked' in body, "nothing that was entered is lost"
    assert mapped(client, address, **{"words-3": "* = Remand prison"}).status_code == 302


def test_without_a_state_the_page_says_which_field_wants_it(world: World) -> None:
    client = client_of(world, "maud")
    page = mapped(client, laid(client), state="")
    assert page.status_code == 422
    assert "Write the State, or choose the column that says it." in page.content.decode()


def test_the_pairs_that_wait_are_one_link_away_from_the_list_of_places(world: World) -> None:
    assert 'href="/places/twins/"' in client_of(world, "maud").get("/places/").content.decode()


def test_an_average_with_decimals_is_rounded_and_not_left_out(world: World) -> None:
    client = client_of(world, "maud")
    address = laid(client, TABLE.replace("Population", "Effectif moyen").replace("1.310,0", "1.310,4"))
    page = mapped(client, address, **{"means-5": "persons_average"})
    assert page.status_code == 302
    assert "A count is a whole number" not in client.get(page.headers["Location"]).content.decode()


def test_a_table_of_more_columns_than_a_page_can_ask_about_is_refused_where_it_was_chosen(world: World) -> None:
    wide = ",".join(["Name", *(f"c{n}" for n in range(2_000))])
    sent = {"table": SimpleUploadedFile("wide.csv", f"{wide}\nEastgate{',1' * 2_000}\n".encode())}
    answer = client_of(world, "maud").post("/places/take-in/", sent)
    assert answer.status_code == 422
    assert "more columns than a page can ask about" in answer.content.decode()
    assert not LaidTable.objects.exists()
