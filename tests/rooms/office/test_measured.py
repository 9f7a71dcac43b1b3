"""What was measured, on the pages of the office: verdicts with all they rest on, for those who see the visit."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rooms.office.sameness import absent, ask, client_of, run_command, told_by
from tests.world import TODAY, Chain, World, hidden, measured, moment, notify_and_end, plan, transmitted
from unannounced.duties.standards import Outcome
from unannounced.records.measurements.actions import Found, note_measurement, note_measurements
from unannounced.records.measurements.models import Measured
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.pages.measured_compare import measured_since

pytestmark = pytest.mark.django_db
CROWDED = {"room_area": "12", "annexe_area": "1.5", "persons": "3"}
ROOMY = {"room_area": "12", "annexe_area": "1.5", "persons": "2"}


def _page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(b"".join(answer).decode().split() if answer.streaming else answer.content.decode().split())


def _visited(world: World, days_ago: int) -> Visit:
    return notify_and_end(world, plan(world, days_ago=days_ago))


def _key(client: Client, path: str) -> str:
    found = re.search(r'name="key" value="([^"]*)"', client.get(path).content.decode())
    assert found
    return found[1]


# Verdicts


def test_the_page_of_a_visit_says_what_is_not_met_with_its_value_its_source_and_its_arithmetic(world: World) -> None:
    visit = _visited(world, 60)
    measured(world, "Cell 12", CROWDED, on=visit)
    page = _page(client_of(world, "ines"), f"/visits/{visit.pk}/measured/")
    assert "1 falls short of at least one standard." in page
    assert "CPT-SPACE-02" in page
    assert "CPT/Inf (2015) 44" in page
    assert "3.5" in page
    assert "10.5" in page, "the arithmetic is shown"
    assert "ECHR-SPACE-01" in page, "a standard that says something else of the same measure stands beside it"
    assert "standards are off: nobody signed them off" in page
    assert "CPT-IMM-06" in page


def test_no_verdict_says_that_torture_was_found(world: World) -> None:
    visit = _visited(world, 60)
    values = {**CROWDED, "torture_elements": "all"}
    measured(world, "Person A", values, on=visit)
    assert not [one for one in Outcome if "torture" in one.value]
    page = _page(client_of(world, "ines"), f"/visits/{visit.pk}/measured/?rule=UNCAT-01&outcome=not_met")
    assert "No verdict is like that." in page


def test_filters_leave_what_they_ask_for_and_say_when_nothing_is_left(world: World) -> None:
    visit = _visited(world, 60)
    measured(world, "Cell 12", CROWDED, on=visit)
    measured(world, "Cell 7", {"ceiling_height": "2.4"}, on=visit)
    base, client = f"/visits/{visit.pk}/measured/", client_of(world, "ines")
    assert "CPT-SPACE-04" in _page(client, base)
    only = _page(client, f"{base}?words=cell+7")
    assert "CPT-SPACE-04" in only
    assert ">Cell 12<" not in only
    assert "CPT-SPACE-02" not in _page(client, f"{base}?outcome=not_met&severity=medium")
    assert "No verdict is like that." in _page(client, f"{base}?theme=migration&outcome=not_met")
    assert "No verdict is like that." in _page(client, f"{base}?outcome=guilty")
    assert "UN-REGIME-01" in _page(client, f"{base}?outcome=not_measured&theme=regime")


def test_fifty_verdicts_stand_on_a_page_and_the_rest_on_the_next(world: World) -> None:
    visit = _visited(world, 60)
    place = world.places["XXB"]
    many = [Found(place, f"Cell {n}", visit.begins, CROWDED) for n in range(40)]
    note_measurements(many, during=visit, by=world.maud, at=moment(TODAY))
    client = client_of(world, "ines")
    first = _page(client, f"/visits/{visit.pk}/measured/?outcome=not_met")
    assert first.count('<tr><td data-label="Verdict">') == 50
    assert "page=2" in first
    assert first.index(">Cell 2<") < first.index(">Cell 10<")


def test_the_number_of_queries_does_not_grow_with_the_cells(world: World) -> None:
    visit, counts = _visited(world, 60), []
    client = client_of(world, "ines")
    place = world.places["XXB"]
    ask(client, "/states/")
    for start in (0, 40):
        many = [Found(place, f"Cell {n}", visit.begins, CROWDED) for n in range(start, start + 40)]
        note_measurements(many, during=visit, by=world.maud, at=moment(TODAY))
        counts.append(len(ask(client, f"/visits/{visit.pk}/measured/").sql))
        counts.append(len(ask(client, f"/places/{place.pk}/measured/").sql))
    assert counts[:2] == counts[2:]


def test_an_export_has_every_verdict_that_the_filters_leave(world: World) -> None:
    visit = _visited(world, 60)
    measured(world, "=Cell 12", CROWDED, on=visit)
    client = client_of(world, "ines")
    rows = json.loads(_page(client, f"/visits/{visit.pk}/measured.json?outcome=not_met"))
    assert {row["outcome"] for row in rows} == {"not_met"}
    space = next(row for row in rows if row["rule"] == "CPT-SPACE-02")
    assert (space["value"], space["severity"], space["level"]) == ("3.5", "high", "minimum")
    assert space["source"]
    assert space["arithmetic"]
    assert "'=Cell 12" in _page(client, f"/visits/{visit.pk}/measured.csv")
    assert client.get(f"/places/{world.places['XXB'].pk}/measured.xlsx").status_code == 200


def test_an_empty_page_says_what_it_will_hold_and_the_one_act_that_begins_it(world: World) -> None:
    visit = _visited(world, 60)
    client = client_of(world, "maud")
    page = _page(client, f"/visits/{visit.pk}/measured/")
    assert "Nothing here yet" in page
    assert f'href="/visits/{visit.pk}/note-measurement/"' in page
    assert f'href="/visits/{visit.pk}/note-measurement/"' in _page(client, f"/visits/{visit.pk}/")
    place = world.places["XXC"].pk
    assert "Nothing here yet" in _page(client, f"/places/{place}/measured/")
    assert "Nothing here yet" in _page(client, f"/places/{place}/measured/compare/")


# Noting and correcting


def test_a_measurement_is_noted_by_a_form_that_works_without_a_script(world: World) -> None:
    visit = _visited(world, 60)
    client, path = client_of(world, "maud"), f"/visits/{visit.pk}/note-measurement/"
    form = _page(client, path)
    assert 'href="?measures=solitary"' in form
    assert 'name="room_area"' in form
    assert 'name="room_area"' not in _page(client, f"{path}?measures=restraint")
    sent = {
        "key": _key(client, path),
        "measures": "space",
        "place": "bresk PRISON",
        "of_what": "Cell 12",
        "day": visit.begins.isoformat(),
        "room_area": "12,5",
        "persons": "three",
        "groups": ["remand"],
    }
    wrong = client.post(path, sent)
    assert wrong.status_code == 422
    assert 'value="12,5"' in wrong.content.decode(), "nothing that was typed is lost"
    assert "“three” is no number." in wrong.content.decode()
    done = client.post(path, {**sent, "persons": "3"})
    (row,) = Measured.objects.all()
    assert done.headers["Location"] == f"/measurements/{row.pk}/"
    assert row.values == {"room_area": "12.5", "persons": "3"}
    assert (row.visit, row.place, row.groups) == (visit, world.places["XXB"], ["remand"])
    page = _page(client, f"/measurements/{row.pk}/")
    assert "12.5 m²" in page
    assert "on remand" in page


def test_a_place_that_is_not_in_the_state_is_said_beside_the_field(world: World) -> None:
    visit = _visited(world, 60)
    client, path = client_of(world, "maud"), f"/visits/{visit.pk}/note-measurement/"
    sent = {"key": _key(client, path), "place": "Corvania Prison", "of_what": "Cell", "day": str(visit.begins)}
    answer = client.post(path, {**sent, "persons": "3"})
    assert answer.status_code == 422
    assert "No place of this State is called “Corvania Prison”" in answer.content.decode()


def test_a_checklist_is_ticked_and_says_whether_the_rest_was_looked_for(world: World) -> None:
    from unannounced.crafts.standards import shipped_measures, shipped_rules
    from unannounced.records.measurements.themes import THEMES, measures_for

    measure = next(one for one in shipped_measures().values() if one.kind == "checklist" and not one.only_derived)
    theme = next(one for one in THEMES if measure.id in measures_for(one, shipped_rules()))
    visit = _visited(world, 60)
    client, path = client_of(world, "maud"), f"/visits/{visit.pk}/note-measurement/"
    first, *others = measure.items
    sent: dict[str, Any] = {"place": "Bresk Prison", "day": str(visit.begins), "measures": theme, measure.id: [first]}
    for name, rest, sign in (("A", "", "?"), ("B", "on", "-")):
        answer = client.post(path, {**sent, "key": _key(client, path), "of_what": name, f"{measure.id}__rest": rest})
        assert answer.status_code == 302, answer.content.decode()
        text = Measured.objects.get(subject=name).values[measure.id]
        assert text == "; ".join([first, *(f"{sign}{one}" for one in others)])


def test_a_correction_replaces_and_the_history_shows_both(world: World) -> None:
    row = measured(world, "Cell 12", CROWDED)
    client, path = client_of(world, "maud"), f"/measurements/{row.pk}/correct/"
    form = _page(client, path)
    assert re.search(r'name="persons" value="3"', form)
    sent = {"key": _key(client, path), "of_what": "Cell 12", "day": row.day.isoformat(), **CROWDED, "persons": "2"}
    done = client.post(path, sent)
    new = Measured.objects.get(replaces=row)
    assert done.headers["Location"] == f"/measurements/{new.pk}/"
    assert "History" in _page(client, f"/measurements/{new.pk}/")
    old = _page(client, f"/measurements/{row.pk}/")
    assert "This was corrected since." in old
    assert f'href="/measurements/{new.pk}/"' in old
    assert "corrected already" in _page(client, path)


def test_a_measurement_noted_by_mistake_is_said_to_be_one(world: World) -> None:
    row = measured(world, "Cell 12", CROWDED)
    client, path = client_of(world, "maud"), f"/measurements/{row.pk}/correct/"
    sent = {"key": _key(client, path), "of_what": "Cell 12", "day": row.day.isoformat()}
    assert client.post(path, sent).status_code == 422, "no value left asks whether it was a mistake"
    assert client.post(path, {**sent, "mistaken": "on"}).status_code == 302
    assert "Nothing here yet" in _page(client, f"/places/{row.place_id}/measured/")


def test_what_was_measured_outside_a_visit_is_noted_on_the_place(world: World) -> None:
    place, client = world.places["XXB"], client_of(world, "ines")
    path = f"/places/{place.pk}/note-measurement/"
    sent = {"key": _key(client, path), "of_what": "Cell 1", "day": str(TODAY), "persons": "2", "source": "the registry"}
    assert client.post(path, sent).status_code == 302
    row = Measured.objects.get()
    assert (row.visit, row.place, row.source) == (None, place, "the registry")


def test_the_same_act_is_a_command(world: World) -> None:
    visit = _visited(world, 60)
    fields = ["place=Bresk Prison", "of_what=Cell 12", f"day={visit.begins}", "room_area=12", "persons=3"]
    words = [word for field in fields for word in ("--set", field)]
    code, out, err = run_command(["act", "visit", "note-measurement", str(visit.pk), "--as", "maud", *words])
    assert (code, err) == (0, ""), err
    assert Measured.objects.get().values == {"room_area": "12", "persons": "3"}
    assert "Note a measurement" in out


def test_a_table_is_looked_at_first_and_then_taken_in_by_page(world: World) -> None:
    visit = _visited(world, 60)
    client, path = client_of(world, "maud"), f"/visits/{visit.pk}/take-in-measurements/"
    sent = {"key": _key(client, path), "place": "Bresk Prison", "day": str(visit.begins)}
    good, bad = b"room,persons\nCell 1,3\nCell 2,2\n", b"room,persons\nCell 1,many\n"
    wrong = client.post(path, {**sent, "table": SimpleUploadedFile("cells.csv", bad)})
    assert wrong.status_code == 422
    assert "Row 2, column persons: “many” is no number." in wrong.content.decode()
    looked = client.post(path, {**sent, "look": "on", "table": SimpleUploadedFile("cells.csv", good)})
    assert looked.status_code == 422
    assert "New would be 2, corrected 0; 0 are known already." in looked.content.decode()
    assert not Measured.objects.exists()
    done = client.post(path, {**sent, "table": SimpleUploadedFile("cells.csv", good)})
    assert done.headers["Location"] == f"/visits/{visit.pk}/measured/"
    assert Measured.objects.filter(visit=visit).count() == 2
    place = f"/places/{world.places['XXB'].pk}/take-in-measurements/"
    other = {"key": _key(client, place), "day": str(TODAY), "table": SimpleUploadedFile("cells.csv", good)}
    assert client.post(place, other).status_code == 302
    assert Measured.objects.filter(visit=None).count() == 2


# Then and now


def _two_visits(world: World) -> tuple[Visit, Visit]:
    before, after = _visited(world, 60), _visited(world, 20)
    measured(world, "Cell 12", CROWDED, on=before)
    measured(world, "cell 12", ROOMY, on=after)
    measured(world, "Cell 9", CROWDED, on=before)
    return before, after


def test_two_visits_stand_side_by_side(world: World) -> None:
    before, after = _two_visits(world)
    client, base = client_of(world, "ines"), f"/places/{world.places['XXB'].pk}/measured/compare/"
    page = _page(client, base)
    assert f'value="{before.pk}" selected' in page
    assert f'value="{after.pk}" selected' in page
    assert "better" in page
    assert "then alone" in page
    rows = json.loads(_page(client, f"{base[:-1]}.json?first={before.pk}&second={after.pk}"))
    space = next(row for row in rows if row["rule"] == "CPT-SPACE-02" and row["subject"] == "cell 12")
    assert (space["then"], space["now"], space["difference"], space["change"]) == ("3.5", "5.25", "1.75", "better")
    turned = json.loads(_page(client, f"{base[:-1]}.json?first={after.pk}&second={before.pk}"))
    assert {row["change"] for row in turned if row["rule"] == "CPT-SPACE-02"} == {"worse", "not_measured"}
    assert "No room is like that." in _page(client, f"{base}?change=worse")
    assert "No room is like that." in _page(client, f"{base}?change=miraculous")


def test_a_hidden_visit_cannot_be_compared_with_and_is_answered_like_one_that_is_not_there(world: World) -> None:
    _two_visits(world)
    base, client = f"/places/{world.places['XXB'].pk}/measured/compare", client_of(world, "ines")
    ask(client, "/states/")
    before = [ask(client, f"{base}{end}?second={absent()}") for end in ("/", ".json")]
    chain = hidden(world)
    for end, was in zip(("/", ".json"), before, strict=True):
        there = ask(client, f"{base}{end}?second={chain.visit.pk}")
        assert not told_by(there, was)
    assert str(chain.visit.pk) in _page(client_of(world, "ana"), f"{base}/")


def _since(world: World) -> tuple[Chain, Visit]:
    """An item transmitted forty days ago on a crowded cell, and a later visit to the same place."""
    chain = transmitted(world, days_ago=60)
    chain.report.transmitted_on = TODAY - timedelta(days=40)
    type(chain.report).objects.filter(pk=chain.report.pk).update(transmitted_on=chain.report.transmitted_on)
    later = plan(world, days_ago=20)
    found = Found(world.places["XXB"], "Cell 12", later.begins, ROOMY)
    note_measurement(found, during=later, by=world.ana, at=moment(TODAY))
    return chain, later


def test_the_page_of_an_item_shows_what_was_measured_since_beside_what_was_measured_before(world: World) -> None:
    chain, later = _since(world)
    notify_and_end(world, later)
    page = _page(client_of(world, "ines"), f"/items/{chain.item.pk}/")
    assert "What was measured since" in page
    assert "5.25" in page
    assert "3.5" in page
    assert f'href="/places/{world.places["XXB"].pk}/measured/compare/"' in page


def test_a_later_visit_that_is_hidden_measured_nothing_for_others(world: World) -> None:
    chain, _later = _since(world)
    assert "What was measured since" not in _page(client_of(world, "ines"), f"/items/{chain.item.pk}/")
    assert "What was measured since" in _page(client_of(world, "ana"), f"/items/{chain.item.pk}/")
    item = type(chain.item).objects.select_related("report").get(pk=chain.item.pk)
    assert measured_since(item, world.ines) is None


# By command


def test_a_table_is_taken_in_by_command_after_a_dry_run(world: World, tmp_path: Any) -> None:
    visit = _visited(world, 60)
    table = tmp_path / "cells.csv"
    table.write_text("room;room_area;annexe_area;persons\nCell 1;12,0;1,5;3\nCell 2;20,5;0;2\n")
    words = ["measurements", "import", str(table), "--visit", str(visit.pk), "--place", "Bresk Prison"]
    words += ["--day", visit.begins.isoformat(), "--as", "maud"]
    code, out, _err = run_command([*words, "--dry-run"])
    assert (code, out) == (0, "2 new, 0 known, 0 corrects, 0 refused. Nothing was changed.\n")
    assert not Measured.objects.exists()
    assert run_command(words)[:2] == (0, "2 new, 0 known, 0 corrects, 0 refused. Taken in.\n")
    assert run_command(words)[:2] == (0, "0 new, 2 known, 0 corrects, 0 refused. Taken in.\n")
    assert Measured.objects.filter(visit=visit).count() == 2
    code, out, _err = run_command(["measurements", "list", "--visit", str(visit.pk), "--as", "ines"])
    assert code == 0
    assert "CPT-SPACE-02" in out
    assert "not_met" in out


def test_a_table_with_a_mistake_is_not_taken_in_at_all_and_says_where_it_is(world: World, tmp_path: Any) -> None:
    table = tmp_path / "cells.csv"
    table.write_text("room,persons\nCell 1,3\nCell 2,many\n")
    words = ["measurements", "import", str(table), "--place", "Bresk Prison", "--day", str(TODAY), "--as", "maud"]
    code, out, err = run_command(words)
    assert code == 2
    assert "row 3, column persons: “many” is no number." in err
    assert "Nothing was taken in" in out
    assert not Measured.objects.exists()
    assert "is not there" in run_command([*words[:2], "nowhere.csv", *words[3:]])[2]
    assert "Say of what" in run_command([*words[:3], "--as", "maud"])[2]
    assert run_command([*words[:-1], "piet"])[0] == 2
