"""The pages of the liaison room as officers go through them, from signing in to giving a response."""

import io
import re
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from openpyxl import Workbook, load_workbook

from tests.rooms.liaison.desks import NOW, TODAY, Desk, a_file, bring, given_content, item_of, named, transmission
from unannounced.records.desk.models import Answer, Given, Laid
from unannounced.records.ledger.actions import act

pytestmark = pytest.mark.django_db

BRESK = f"/reports/{named('bresk')}/"
AtDesk = Callable[[str], Client]


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


# The door


def test_an_officer_signs_in_with_password_and_code_and_a_code_is_taken_once(desk: Desk, client: Client) -> None:
    from unannounced.records.accounts.actions import code_secret, enrol_code

    person = desk.people["goran"]
    with act("change a password", by=person.pk, at=NOW, about=person) as line:
        line.move(person, seen={"password": person.password}, to={"password": make_password("a door left ajar")})
    factor = enrol_code(person, "authenticator", by=person.pk, at=NOW)
    wrong = client.post("/sign-in/", {"login": "goran", "password": "a door left open"})
    assert wrong.status_code == 422
    assert client.get("/").status_code == 302
    first = client.post(f"/sign-in/?next={BRESK}", {"login": "goran", "password": "a door left ajar"})
    assert first.headers["Location"] == f"/sign-in/second/?next={BRESK}"
    assert client.get(BRESK).status_code == 302, "one step opens nothing"
    code = pyotp.TOTP(code_secret(factor), interval=30).now()
    second = client.post(f"/sign-in/second/?next={BRESK}", {"code": code})
    assert second.headers["Location"] == BRESK
    assert client.cookies["liaison_session"]["httponly"]
    assert "For the authorities of Bresk" in text_of(client.get(BRESK))
    again = Client()
    again.post("/sign-in/", {"login": "goran", "password": "a door left ajar"})
    assert again.post("/sign-in/second/", {"code": code}).status_code == 422


def test_too_many_wrong_passwords_keep_even_the_right_one_out_for_a_while(desk: Desk, client: Client) -> None:
    for _try in range(5):
        client.post("/sign-in/", {"login": "goran", "password": "guessing at random"})
    answer = client.post("/sign-in/", {"login": "goran", "password": "guessing at random"})
    assert "tried too often" in text_of(answer)


def test_the_administrator_of_the_accounts_reads_nothing(desk: Desk, at_desk: AtDesk) -> None:
    assert at_desk("rosa").get("/").status_code == 302


# Reading


def test_each_report_stands_with_its_deadline_and_how_it_was_reckoned(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    page = text_of(client.get("/"))
    assert "Report on the visit to Bresk" in page
    assert "Aldmoor" not in page
    page = text_of(client.get(BRESK))
    assert "How computed" in page
    assert 'id="p-12"' in page
    assert "Confidential until you ask for its publication." in page


def test_an_officer_of_a_state_without_a_report_is_told_what_this_page_will_hold(desk: Desk, at_desk: AtDesk) -> None:
    from unannounced.records.desk.models import Transmission

    assert Transmission.objects.filter(state__code="XXA").count() == 1
    page = text_of(at_desk("mirela").get(f"/reports/{named('aldmoor')}/answers/?show=given"))
    assert "No item is like that." in page


def test_items_are_narrowed_down_to_what_is_open_overdue_or_one_authoritys(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    bring(transmission(serial=2, days_left=-2))
    desk.write("12.1", "The windows open.")
    desk.give("12.1")
    shown = {show: text_of(client.get(f"{BRESK}answers/?show={show}")) for show in ("unanswered", "overdue", "given")}
    assert ">12.1<" not in shown["unanswered"] and ">31.1<" in shown["unanswered"]  # noqa: PT018
    assert ">12.1<" not in shown["overdue"] and ">31.1<" in shown["overdue"]  # noqa: PT018
    assert ">12.1<" in shown["given"] and ">31.1<" not in shown["given"]  # noqa: PT018
    of_interior = text_of(client.get(f"{BRESK}answers/?ministry=Ministry of the Interior"))
    assert ">31.1<" in of_interior and ">12.2<" not in of_interior  # noqa: PT018


# Answering


def test_an_answer_is_kept_as_a_draft_and_what_was_typed_wrongly_is_not_lost(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    address = f"{BRESK}answers/{named('bresk 12.1')}/"
    wrong = client.post(address, {"claim": "", "text": "The windows open since March.", "seen": "0"})
    assert wrong.status_code == 422
    assert "The windows open since March." in text_of(wrong)
    said = {
        "claim": "implemented",
        "text": "The windows open since March.",
        "ministry": "Ministry of Works",
        "seen": "0",
    }
    assert client.post(address, said).status_code == 302
    assert client.post(address, said).status_code == 302, "repeated"
    page = text_of(at_desk("vesna").get(address))
    assert "Written by Goran Petrov" in page
    assert Answer.objects.count() == 1


def test_who_wrote_from_an_old_page_is_told_and_both_wordings_are_shown(desk: Desk, at_desk: AtDesk) -> None:
    address = f"{BRESK}answers/{named('bresk 12.1')}/"
    said = {"claim": "accepted", "ministry": "", "seen": "0"}
    at_desk("goran").post(address, {**said, "text": "The windows open."})
    late = at_desk("vesna")
    answer = late.post(address, {**said, "text": "The windows are closed."}, follow=True)
    page = text_of(answer)
    assert "Both wordings are kept" in page
    assert "The windows open." in page
    assert "Keep the wording of Vesna Orlic" in page


# Giving out and taking back


def workbook(client: Client, ministry: str = "Ministry of Justice") -> Any:
    answer = client.get(f"{BRESK}give-out/xlsx/?ministry={ministry}")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def laid(client: Client, book: Workbook | bytes, name: str = "justice.xlsx", *, where: str = "take-back") -> Any:
    content = book
    if not isinstance(book, bytes):
        stream = io.BytesIO()
        book.save(stream)
        content = stream.getvalue()
    assert isinstance(content, bytes)
    file = io.BytesIO(content)
    file.name = name
    return client.post(f"{BRESK}{where}/", {"file": file}, follow=True)


def test_a_ministry_gets_its_items_alone_and_its_answers_find_them_again(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    book = workbook(client)
    sheet = book.active
    numbers = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert numbers == ["12.1", "12.2"]
    sheet["F2"], sheet["G2"] = "Implemented, the State says", "The windows open since March."
    page = laid(client, book)
    assert "1 answer can be taken as a draft." in text_of(page)
    assert "1 item was left empty." in text_of(page)
    assert not Answer.objects.exists(), "nothing counts before it is confirmed"
    file = Laid.objects.get()
    seen = {"as-seen": f"{named('bresk 12.1')}:0"}
    done = client.post(f"{BRESK}laid/{file.pk}/", seen, follow=True)
    assert "1 answer is kept as a draft." in text_of(done)
    draft = desk.item("12.1").draft
    assert (draft.claim, draft.text, draft.came_from_id) == ("implemented", "The windows open since March.", file.pk)
    assert client.post(f"{BRESK}laid/{file.pk}/", seen).status_code == 200
    assert Answer.objects.count() == 1


def test_what_of_a_file_cannot_be_taken_is_named_by_its_cell_and_why(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    book = workbook(client)
    sheet = book.active
    row = [cell.value for cell in sheet[2]]
    sheet["F2"], sheet["G2"] = "accepted", '=HYPERLINK("http://example.org")'
    sheet["F3"], sheet["G3"], sheet["D3"] = "done and dusted", "Twelve cells.", "Please give nothing."
    for reference, claim, text in (
        (row[0].replace(row[0][:8], "00000000"), "accepted", "To an item nobody knows."),
        (row[0][:-8] + "00000000", "accepted", "With an altered reference."),
    ):
        sheet.append([reference, "9.9", "x", "words", "", claim, text, ""])
    page = text_of(laid(client, book))
    assert "0 answers can be taken as drafts." in page
    assert "G2" in page and "The cell holds a formula" in page  # noqa: PT018
    assert "F3" in page and "is none of the claims" in page  # noqa: PT018
    assert "The item is not of this report." in page
    assert "The reference was altered" in page
    assert "Correct the file and lay it again" in page


def test_an_item_answered_twice_in_one_file_is_taken_from_neither_row(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    book = workbook(client)
    sheet = book.active
    sheet["F2"], sheet["G2"] = "accepted", "Yes."
    sheet.append([sheet["A2"].value, "12.1", "x", sheet["D2"].value, "", "rejected", "No.", ""])
    page = text_of(laid(client, book))
    assert "answered more than once in this file: G2, G4" in page
    assert "0 answers can be taken as drafts." in page


def test_words_that_were_changed_and_a_draft_that_gives_way_are_named(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    desk.write("12.1", "The windows open.", by="vesna")
    book = workbook(client)
    sheet = book.active
    sheet["D2"], sheet["F2"], sheet["G2"] = "Ensure that the doors open.", "rejected", "They stay shut."
    page = text_of(laid(client, book))
    assert "The words of the item were changed in the file." in page
    assert "It takes the place of the draft of Vesna Orlic" in page


def test_items_of_another_report_of_the_state_are_named_by_its_title(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    bring(transmission(report="bresk again", title="Report on the second visit to Bresk"))
    book = workbook(client)
    sheet = book.active
    other = f"/reports/{named('bresk again')}/give-out/xlsx/?ministry=Ministry of Justice"
    foreign = load_workbook(io.BytesIO(client.get(other).content)).active
    sheet["A2"], sheet["F2"], sheet["G2"] = foreign["A2"].value, "accepted", "Yes."
    assert "The item is of another report: Report on the second visit to Bresk." in text_of(laid(client, book))


def test_a_word_file_comes_back_with_its_answers(desk: Desk, at_desk: AtDesk) -> None:
    from docx import Document

    client = at_desk("goran")
    content = client.get(f"{BRESK}give-out/docx/?ministry=Ministry of Justice").content
    paper = Document(io.BytesIO(content))
    marks = [n for n, one in enumerate(paper.paragraphs) if one.text == "[claim]"]
    paper.paragraphs[marks[0] + 1].text = "in progress, the State says"
    paper.paragraphs[marks[0] + 3].text = "The windows are being changed.\nThe works end in May."
    stream = io.BytesIO()
    paper.save(stream)
    page = text_of(laid(client, stream.getvalue(), "justice.docx"))
    assert "1 answer can be taken as a draft." in page
    assert "The works end in May." in page
    assert "were changed" not in page


def test_a_bomb_a_picture_and_an_empty_file_are_refused_with_a_reason(desk: Desk, at_desk: AtDesk) -> None:
    import zipfile

    client = at_desk("goran")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (80 * 1024 * 1024))
    assert "holds far more than was given out" in text_of(laid(client, bomb.getvalue()))
    far = Workbook()
    far.active["XFD1048576"] = "x"
    assert "holds far more than was given out" in text_of(laid(client, far))
    assert "cannot be read" in text_of(laid(client, b"PK\x03\x04 xl/ cut"))
    assert "was given out here" in text_of(laid(client, b"Dear colleagues, nothing.", "letter.txt"))
    assert "The file is empty." in text_of(laid(client, b"", "empty.txt"))
    assert not Answer.objects.exists()


# One document

DOCUMENT = b"""Response of the authorities of Bresk to the report on the visit

Paragraph 12

"Ensure that the windows of every cell can be opened at night."

The windows of all cells were changed in March and can be opened at any time.

31.1 The register of handcuffs was opened in every police station in May.

We thank the Committee.
"""


def test_a_document_is_matched_to_items_with_the_reason_and_taken_once_confirmed(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    page = text_of(laid(client, DOCUMENT, "response.txt", where="document"))
    assert "2 answers are proposed." in page
    assert "It repeats the words of the item." in page
    assert "It begins with the number 31.1." in page
    file = Laid.objects.get()
    first, second = named("bresk 12.1"), named("bresk 31.1")
    shown = client.get(f"{BRESK}laid/{file.pk}/").content.decode()
    seen = re.search(r'name="as-seen" value="([^"]*)"', shown)
    assert seen
    said = {
        "as-seen": seen[1],
        f"take-{first}": "1",
        f"text-{first}": "Changed in March.",
        f"take-{second}": "1",
        f"text-{second}": "Opened.",
    }
    missing = client.post(f"{BRESK}laid/{file.pk}/", said)
    assert missing.status_code == 422
    assert "Changed in March." in text_of(missing), "what was typed is kept"
    said |= {"claim-for-all": "implemented", f"claim-{second}": "in_progress"}
    overtaken = client.post(f"{BRESK}laid/{file.pk}/", said | {"as-seen": seen[1].replace(":0", ":1", 1)})
    assert "Somebody wrote meanwhile" in text_of(overtaken)
    assert desk.item("12.1").draft is None
    assert client.post(f"{BRESK}laid/{file.pk}/", said).status_code == 302
    assert (desk.item("12.1").draft.claim, desk.item("31.1").draft.claim) == ("implemented", "in_progress")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Response of the Government of Aldmoor. 12.1 The windows open.", "names the authorities of Aldmoor"),
        ("On the report on the second visit to Bresk. 12.1 Yes.", "names another report"),
        ("The weather was fine and the harvest good.", "Nothing in this document answers an item"),
    ],
)
def test_a_document_of_another_state_or_report_is_named_and_refused(
    desk: Desk, at_desk: AtDesk, text: str, why: str
) -> None:
    client = at_desk("goran")
    bring(transmission(report="bresk again", title="Report on the second visit to Bresk"))
    page = laid(client, text.encode(), "response.txt", where="document")
    assert page.status_code == 422
    assert why in text_of(page)
    assert not Laid.objects.exists()


# Giving


def test_a_response_is_named_once_before_it_goes_and_shown_as_on_its_way(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    laid(client, DOCUMENT, "response.txt", where="document")
    file = Laid.objects.get()
    desk.write("12.1", "The windows open since March.")
    said = {
        "answer": [str(desk.item("12.1").draft.pk)],
        "document": str(file.pk),
        "publish": "on",
        "authority": "Ministry of Foreign Affairs",
        "key": named("a response"),
    }
    once = client.post(f"{BRESK}give/", said)
    assert "Give this response?" in text_of(once)
    assert "a request to publish the whole report" in text_of(once)
    assert not Given.objects.exists()
    done = client.post(f"{BRESK}give/", {**said, "sure": "1"}, follow=True)
    assert "given, on its way" in text_of(done)
    content = given_content(Given.objects.get())
    assert content["document"]["digest"] == file.digest
    assert content["publication"]["authority"] == "Ministry of Foreign Affairs"
    client.post(f"{BRESK}give/", {**said, "sure": "1"})
    assert Given.objects.count() == 1


def test_a_draft_written_again_meanwhile_is_looked_at_again_before_it_goes(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    desk.write("12.1", "The windows open.")
    said = {"answer": [str(desk.item("12.1").draft.pk)], "key": named("another"), "sure": "1"}
    desk.write("12.1", "The windows open since March.", by="vesna")
    done = client.post(f"{BRESK}give/", said, follow=True)
    assert "A colleague wrote or gave one of these answers meanwhile." in text_of(done)
    assert not Given.objects.exists()


def test_received_is_what_the_office_says_it_received(desk: Desk, at_desk: AtDesk) -> None:
    desk.write("12.1", "The windows open since March.")
    given = desk.give("12.1")
    said = transmission(serial=2, given=[str(given.pk)])
    answer = given_content(given)["answers"][0]
    received = {"answer": answer["id"], "received_on": TODAY, "claim": answer["claim"], "text": answer["text"]}
    item_of(said, "12.1")["received"] = [received]
    bring(said)
    page = text_of(at_desk("goran").get(BRESK))
    assert "<strong>received</strong>" in page


def test_a_file_of_the_report_is_saved_and_never_run(desk: Desk, at_desk: AtDesk) -> None:
    from tests.rooms.liaison.desks import a_file

    bring(b"%PDF-1.7 made", "document")
    bring(transmission(serial=2, files=[a_file()]))
    answer = at_desk("goran").get(f"{BRESK}files/{a_file()['digest']}/")
    assert answer.content == b"%PDF-1.7 made"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_form_larger_than_a_file_may_be_is_answered_in_words(desk: Desk, at_desk: AtDesk) -> None:
    client = at_desk("goran")
    answer = client.post(f"{BRESK}take-back/", data=b"x", content_type="text/plain", CONTENT_LENGTH="99999999")
    assert answer.status_code == 413
    assert "larger than 32 megabytes" in text_of(answer)


def test_no_page_asks_the_database_more_often_for_more_items(
    desk: Desk, at_desk: AtDesk, django_assert_max_num_queries: Any
) -> None:
    client = at_desk("goran")
    for number in ("12.1", "12.2", "31.1"):
        desk.write(number, f"An answer to {number}.")
    for path in ("/", BRESK, f"{BRESK}answers/", f"{BRESK}give-out/", f"{BRESK}give/"):
        with django_assert_max_num_queries(14):
            assert client.get(path).status_code == 200


def test_every_view_of_a_report_is_noted_in_the_reading_log(desk: Desk, at_desk: AtDesk) -> None:
    """Invariant 16: the items, one of them, what would be given and the files too; a hidden report is noted nowhere."""
    from unannounced.records.ledger.models import Reading

    client = at_desk("goran")
    bring(b"%PDF-1.7 made", "document")
    bring(transmission(serial=2, files=[a_file()]))
    digest = desk.report().said.files[0].digest
    views = ("answers/", f"answers/{named('bresk 12.1')}/", "give/", f"files/{digest}/")
    for view in views:
        before = Reading.objects.count()
        assert client.get(BRESK + view).status_code == 200, view
        assert Reading.objects.count() == before + 1, view
        assert at_desk("mirela").get(BRESK + view).status_code == 404, view
        assert Reading.objects.count() == before + 1, view
