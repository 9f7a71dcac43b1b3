"""A report taken along from the office: every form says the same, and what is confidential says so on every page."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client

from tests.crafts.test_typesetting_report import pages, read
from tests.rooms.office.sameness import client_of
from tests.rooms.office.test_archive_report_page import archived
from tests.world import TODAY, World, answered, fill, hidden, moment, plan, published, transmitted
from unannounced.crafts.rendering.data import schema
from unannounced.duties.redaction import Mark
from unannounced.records.ledger.models import Reading
from unannounced.records.publications.actions import mark_person
from unannounced.records.recommendations.whole import Cover, set_out_of
from unannounced.records.reports.models import Report
from unannounced.records.reports.together import remark, translate

pytestmark = pytest.mark.django_db

BAND = "Confidential under Articles 11 and 13 ECPT"
ENDINGS = ("pdf", "docx", "html", "json", "csv")
COVER = Cover("Committee", "C")


def taken(client: Client, report: Report, ending: str, **asked: str) -> Any:
    return client.get(f"/reports/{report.pk}/{ending}/", asked)


def data(client: Client, report: Report, **asked: str) -> Any:
    return json.loads(taken(client, report, "json", **asked).content)


def word(content: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(content)) as opened:
        return opened.read(part).decode() if part in opened.namelist() else ""


def test_the_page_of_a_report_leads_to_what_can_be_taken_along(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    assert f"/reports/{chain.report.pk}/take-along/" in client.get(f"/reports/{chain.report.pk}/").content.decode()
    page = client.get(f"/reports/{chain.report.pk}/take-along/").content.decode()
    for ending in ENDINGS:
        assert f'href="/reports/{chain.report.pk}/{ending}/"' in page


def test_every_form_has_the_words_of_the_report_and_its_item(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    files = {ending: taken(client, chain.report, ending) for ending in ENDINGS}
    texts = {
        "pdf": read(files["pdf"].content),
        "docx": word(files["docx"].content),
        **{ending: files[ending].content.decode() for ending in ("html", "json", "csv")},
    }
    for ending, text in texts.items():
        assert files[ending].status_code == 200
        assert "the windows be made to open" in text, ending
        assert "attachment" in files[ending]["Content-Disposition"]
        assert f"-en.{ending}" in files[ending]["Content-Disposition"]


def test_what_is_confidential_says_so_on_every_page(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    found = pages(taken(client, chain.report, "pdf").content)
    assert all(BAND in page for page in found)
    assert data(client, chain.report)["marking"] == BAND
    assert data(client, chain.report)["symbol"] is None


def test_a_draft_says_that_it_is_one(world: World) -> None:
    chain = fill(world, plan(world))
    told = data(client_of(world, "ana"), chain.report)
    assert (told["draft"], told["version"], told["day"]) == (True, 0, None)


def test_the_visit_is_named_in_a_sentence_of_the_language(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    told = data(client, chain.report)["visit"]
    assert told.startswith("Ad hoc visit: rapid reaction, ")
    assert told.endswith(f"{chain.visit.ends:%B} {chain.visit.ends.year}")


def test_a_published_report_without_recognisable_persons_bears_its_symbol_and_no_marking(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    publication = published(world, chain)
    told = data(client, chain.report, redacted="1")
    assert (told["symbol"], told["marking"], told["version"]) == (publication.symbol, None, publication.version)
    assert told["day"] == publication.published_on.isoformat()
    whole = data(client, chain.report)
    assert (whole["symbol"], whole["marking"]) == (None, BAND)


def test_persons_who_were_marked_are_unrecognisable_in_every_form_if_asked(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    report = Report.objects.select_related("visit", "state").get(pk=chain.report.pk)
    mark_person(report, "windows", instead="W.", by=world.maud, at=moment(TODAY))
    for ending in ENDINGS:
        open_words = taken(client, chain.report, ending).content
        closed = taken(client, chain.report, ending, redacted="1").content
        if ending == "pdf":
            open_words, closed = read(open_words).encode(), read(closed).encode()
        elif ending == "docx":
            open_words, closed = word(open_words).encode(), word(closed).encode()
        assert b"windows" in open_words, ending
        assert b"windows" not in closed, ending
        assert b"W." in closed, ending


def test_responses_go_along_only_if_asked(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    answered(world, chain)
    assert "open since March" not in taken(client, chain.report, "json").content.decode()
    assert "open since March" in taken(client, chain.report, "json", responses="1").content.decode()
    row = next(csv.DictReader(StringIO(taken(client, chain.report, "csv", responses="1").content.decode())))
    assert (row["responses"], row["claim"]) == ("1", "implemented")


def test_remarks_go_with_the_word_file_of_a_draft_and_with_no_other(world: World) -> None:
    chain, client = fill(world, plan(world)), client_of(world, "ana")
    remark("Is this so?", on_paragraph=chain.paragraph, by=world.tomas, at=moment(TODAY))
    assert "Is this so?" in word(taken(client, chain.report, "docx").content, "word/comments.xml")
    assert "Is this so?" not in word(taken(client, chain.report, "docx", redacted="1").content, "word/comments.xml")
    for ending in ("pdf", "html", "json", "csv"):
        content = taken(client, chain.report, ending).content
        assert "Is this so?" not in (read(content) if ending == "pdf" else content.decode())


def test_a_report_is_taken_along_in_its_other_language(world: World) -> None:
    chain, client = fill(world, plan(world)), client_of(world, "ana")
    written = {"of_report": chain.report, "language": "fr", "by": world.ana, "at": moment(TODAY)}
    translate("Les fenêtres ne s’ouvraient pas.", words=chain.paragraph.text, paragraph=chain.paragraph, **written)
    told = data(client, chain.report, language="fr")
    assert told["language"] == "fr"
    assert told["paragraphs"][0]["text"] == "Les fenêtres ne s’ouvraient pas."
    assert told["paragraphs"][0]["items"][0]["text"] == chain.item.text  # not rendered yet: the words it has
    assert "Table des matières" in read(taken(client, chain.report, "pdf", language="fr").content)
    assert data(client, chain.report, language="xx")["language"] == "en"


def test_a_report_from_the_archive_that_is_public_bears_its_symbol_and_no_marking(world: World) -> None:
    told = data(client_of(world, "ana"), archived(world))
    assert (told["symbol"], told["marking"], told["day"]) == ("A/HRC/99/7", None, "2019-05-14")
    assert told["mechanism"]["name"] == "Working Group on the Universal Periodic Review"


def test_a_public_report_with_responses_given_in_confidence_is_marked(world: World) -> None:
    assert data(client_of(world, "ana"), archived(world), responses="1")["marking"] == BAND


def test_characters_that_no_font_has_are_named_with_what_to_do(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    Report.objects.filter(pk=chain.report.pk).update(title="Report 李明")
    answer = taken(client, chain.report, "pdf")
    assert answer.status_code == 409
    assert "No font of the program has these characters" in answer.content.decode()
    assert taken(client, chain.report, "html").status_code == 200


def test_a_look_that_cannot_be_used_is_named_with_its_key(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    (tmp_path / "look.toml").write_text("[type]\nsize = 'large'\n")
    monkeypatch.setenv("UNANNOUNCED_HOME", str(tmp_path))
    answer = taken(client, chain.report, "pdf")
    assert answer.status_code == 409
    assert "look.toml: key `type.size`" in answer.content.decode()


@pytest.mark.parametrize("ending", [*ENDINGS, "take-along"])
@pytest.mark.parametrize("key", ["ines", "henrik", "jonas", "ruth", "piet", "rosa"])
def test_somebody_who_need_not_know_gets_what_is_absent(world: World, ending: str, key: str) -> None:
    chain, client = hidden(world), client_of(world, key)
    assert taken(client, chain.report, ending).status_code == client.get(f"/reports/{uuid4()}/{ending}/").status_code
    assert taken(client, chain.report, ending).status_code == 404


def test_taking_a_report_along_is_noted_in_the_reading_log(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    before = Reading.objects.count()
    taken(client, chain.report, "pdf")
    assert Reading.objects.count() == before + 1


def test_the_page_says_what_the_files_bear(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "ana")
    address = f"/reports/{chain.report.pk}/take-along/"
    assert f"Every page of these files says: {BAND}." in client.get(address).content.decode()
    published(world, chain)
    page = client.get(address, {"redacted": "1", "language": "en"}).content.decode()
    assert "The report is public: these files bear no marking." in page
    assert f'href="/reports/{chain.report.pk}/pdf/?language=en&amp;redacted=1"' in page


def test_the_schema_is_handed_out(world: World) -> None:
    assert json.loads(client_of(world, "ana").get("/reports/schema/").content) == schema()


@pytest.mark.parametrize("asked", [{}, {"with_responses": True, "with_remarks": True, "language": "fr"}])
def test_a_long_report_is_set_out_in_as_many_queries_as_a_short_one(
    world: World, asked: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    chain = fill(world, plan(world))
    for number in range(12):
        remark(f"Remark {number}", on_paragraph=chain.paragraph, by=world.tomas, at=moment(TODAY))
    report = Report.objects.select_related("state").get(pk=chain.report.pk)
    with django_assert_max_num_queries(5):
        assert set_out_of(report, COVER, **asked).paragraphs


def test_the_words_of_an_item_stay_part_of_its_paragraph_when_persons_are_unrecognisable(world: World) -> None:
    chain = fill(world, plan(world))
    report = Report.objects.select_related("state").get(pk=chain.report.pk)
    told = set_out_of(report, replace(COVER, symbol="C 1"), marks=[Mark("Ministry of Justice", "a ministry", False)])
    assert told.symbol == "C 1"
    assert told.paragraphs[0].items[0].addressee == "a ministry"
