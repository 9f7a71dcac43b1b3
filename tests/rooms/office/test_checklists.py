"""The pages of check-lists: every problem before anything is entered, the questions, and what a visit uses."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.checklists import chosen, entered
from tests.forms_made import CELLS, CHOICES, version, workbook
from tests.rooms.office.sameness import ask, client_of, told_by
from tests.sealed import in_the_field
from tests.world import TODAY, World, moment, plan
from unannounced.records.checklists.models import Checklist, VisitChecklist

pytestmark = pytest.mark.django_db


def file(content: bytes, name: str = "cells.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hidden_fields(body: str) -> dict[str, str]:
    """What the page holds of the workbook, and the signed id."""
    found = re.findall(r'<input type="hidden" name="(\w+)"[^>]*?value="([^"]*)"', body)
    return {name: value for name, value in found if name in ("key", "held", "held_name")}


def look(world: World, content: bytes) -> Any:
    client = client_of(world, "maud")
    page = client.get("/checklists/enter/")
    return client.post("/checklists/enter/", {**hidden_fields(page.content.decode()), "workbook": file(content)})


def test_the_empty_page_says_what_it_will_hold_and_how_it_begins(world: World) -> None:
    body = client_of(world, "maud").get("/checklists/").content.decode()
    assert "Nothing here yet" in body
    assert 'href="/checklists/enter/"' in body


def test_every_problem_is_shown_by_sheet_row_and_column_and_nothing_is_entered(world: World) -> None:
    answer = look(world, workbook([["type", "name", "label"], ["txet", "a", "A"], ["text", "two words", "B"]]))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "“txet” is no type of question." in body
    assert "“two words” cannot be a name." in body
    assert "name (B)" in body
    assert not Checklist.objects.exists()


def test_a_sound_workbook_is_shown_with_its_questions_and_then_entered(world: World) -> None:
    answer = look(world, workbook())
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Does the window open?" in body
    assert not Checklist.objects.exists()
    client = client_of(world, "maud")
    done = client.post("/checklists/enter/", {**hidden_fields(body), "enter": "1"}, follow=True)
    checklist = Checklist.objects.get()
    assert done.redirect_chain[-1][0] == f"/checklists/{checklist.pk}/"
    again = client.post("/checklists/enter/", {**hidden_fields(body), "enter": "1"}, follow=True)
    assert again.status_code == 200
    assert Checklist.objects.count() == 1


def test_a_version_with_other_words_is_refused_on_the_page(world: World) -> None:
    entered(world)
    body = look(world, workbook([*CELLS, ["text", "more", "More"]], CHOICES, version("3"))).content.decode()
    answer = client_of(world, "maud").post("/checklists/enter/", {**hidden_fields(body), "enter": "1"})
    assert answer.status_code == 422
    assert "entered already, with other words" in answer.content.decode()


def test_what_is_not_supported_is_named_and_does_not_stand_against_it(world: World) -> None:
    rows = [["type", "name", "label"], ["video", "v", "V"], ["text", "a", "A"]]
    answer = look(world, workbook(rows))
    assert answer.status_code == 200
    assert "The app takes no video; ODK clients do." in answer.content.decode()


def test_no_file_or_no_workbook_keeps_the_form_and_says_so(world: World) -> None:
    client = client_of(world, "maud")
    nothing = client.post("/checklists/enter/", {})
    assert nothing.status_code == 422
    assert "Choose the workbook" in nothing.content.decode()
    assert "no workbook that can be read" in look(world, b"PK not a workbook").content.decode()


def test_the_page_of_a_check_list_shows_its_questions_in_each_language_and_its_versions(world: World) -> None:
    first = entered(world)
    second = entered(world, workbook([*CELLS, ["text", "more", "More", "Plus"]], CHOICES, version("4")))
    client = client_of(world, "ruth")
    body = client.get(f"/checklists/{first.pk}/?language=Fran%C3%A7ais (fr)").content.decode()
    assert "Quelle aile ?" in body
    assert f"/checklists/{second.pk}/" in body
    assert client.get(f"/checklists/{first.pk}/workbook/").content[:2] == b"PK"
    for key in ("piet", "rosa"):
        assert client_of(world, key).get(f"/checklists/{first.pk}/").status_code == 404


def test_a_check_list_is_chosen_and_left_out_on_the_page_of_the_visit(world: World) -> None:
    visit, checklist = plan(world, days_ago=-20), entered(world)
    client = client_of(world, "ana")
    address = f"/visits/{visit.pk}/checklists/"
    assert "Nothing here yet" in client.get(address).content.decode()
    form = client.get(f"/visits/{visit.pk}/choose-checklist/").content.decode()
    data = {**hidden_fields(form), "checklist": str(checklist.pk)}
    done = client.post(f"/visits/{visit.pk}/choose-checklist/", data, follow=True)
    assert done.redirect_chain[-1][0] == address
    assert "The visit uses 1 check-list." in done.content.decode()
    used = VisitChecklist.objects.get()
    form = client.get(f"/visits/{visit.pk}/leave-out-checklist/?chosen={used.pk}").content.decode()
    client.post(f"/visits/{visit.pk}/leave-out-checklist/", {**hidden_fields(form), "chosen": str(used.pk)})
    assert "Left out since" in client.get(address).content.decode()


def test_the_delegation_sees_how_an_odk_client_comes_in_and_nobody_else_does(world: World, settings: Any) -> None:
    settings.FIELD_ADDRESS = "https://field.example.org"
    visit = plan(world, days_ago=-20)
    in_the_field(world, visit)
    chosen(world, visit)
    body = client_of(world, "ana").get(f"/visits/{visit.pk}/checklists/").content.decode()
    for invitation in visit.invitations.filter(withdrawn_at=None, came=None):
        assert f"https://field.example.org/openrosa/{invitation.device}" in body
        assert invitation.lookup in body
    assert "data-odk-key" in body
    let_know_body = client_of(world, "ines").get(f"/visits/{visit.pk}/checklists/")
    assert let_know_body.status_code == 404


@pytest.mark.parametrize("key", ["ines", "henrik", "jonas", "ruth", "piet", "rosa"])
def test_a_hidden_visit_that_uses_a_check_list_changes_nothing_for_others(world: World, key: str) -> None:
    checklist, client = entered(world), client_of(world, key)
    addresses = ["/checklists/", f"/checklists/{checklist.pk}/", "/checklists/?words=cells"]
    ask(client, "/states/")
    before = [ask(client, one) for one in addresses]
    visit = plan(world, days_ago=-20)
    chosen(world, visit, checklist)
    for one, held in zip(addresses, before, strict=True):
        assert told_by(ask(client, one), held) == []


def test_a_page_holds_fifty_questions_and_fifty_check_lists(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(55):
        content = workbook(settings=[["form_title", "form_id", "version"], [f"List {number}", f"list_{number}", "1"]])
        entered(world, content, at=moment(TODAY))
    client = client_of(world, "maud")
    with django_assert_max_num_queries(12):
        body = client.get("/checklists/").content.decode()
    assert body.count("<tr data-row") == 50
    assert "?page=2" in body
