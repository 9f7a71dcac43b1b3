"""Whatever stands on the portal can be cited in every style, without a program in the page."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.rooms.portal.conftest import carry, report
from tests.rooms.portal.reading_room import ADDRESS, answer, asked, passage, publish
from tests.rooms.portal.test_portal_documents import stated

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("shelf", "today")


def _said(page: str, style: str) -> str:
    found = re.search(rf'id="cited-{style}"[^>]*>(?:<code>)?(.*?)(?:</code>)?</(?:p|pre)>', page, re.S)
    assert found, style
    return unescape(found[1])


def test_a_report_is_cited_in_six_ways(read: Read) -> None:
    publish()
    page = read(f"{ADDRESS}cite/")
    assert "accessed 22 November 2026" in _said(page, "oscola")
    assert "(15 September 2026) CPT/Inf (2026) 4 <http://testserver/reports/CPT-Inf-2026-4/>" in _said(page, "oscola")
    assert "(2026, September 15)" in _said(page, "apa")
    assert _said(page, "bibtex").startswith("@techreport{cpt-inf-2026-4,")
    assert "langid = {english}" in _said(page, "bibtex")
    assert _said(page, "ris").startswith("TY  - RPRT")
    assert "published on 15 September 2026" in _said(page, "plain")
    assert "para" not in _said(page, "apa-in-text")


def test_a_paragraph_and_an_item_are_cited_by_the_numbers_that_are_printed(read: Read, client: Any) -> None:
    publish(paragraphs=[passage(1), passage(2, printed="2 bis", items=[asked("2.1")])])
    page = read(f"{ADDRESS}cite/?paragraph=2")
    assert "CPT/Inf (2026) 4, para 2 bis <http://testserver/reports/CPT-Inf-2026-4/paragraphs/2/>" in _said(
        page, "oscola"
    )
    assert ", para. 2 bis)" in _said(page, "apa-in-text")
    assert f'href="{ADDRESS}paragraphs/2/"' in page
    for asked_for in ("?paragraph=2&item=2.1", "?item=2.1"):
        assert "para 2 bis (item 2.1)" in _said(read(f"{ADDRESS}cite/{asked_for}"), "oscola")
    file = client.get(f"{ADDRESS}cite.bib?paragraph=2&item=2.1")
    assert file.headers["Content-Type"].startswith("application/x-bibtex")
    assert 'filename="cpt-inf-2026-4-2-bis.2-1.bib"' in file.headers["Content-Disposition"]
    assert b"note = {para 2 bis (item 2.1)}" in file.content
    assert client.get(f"{ADDRESS}cite.ris?paragraph=2").content.endswith(b"ER  - \r\n")


@pytest.mark.parametrize(
    "asked_for",
    [
        "?paragraph=3",
        "?paragraph=x",
        "?paragraph=-1",
        f"?paragraph={'9' * 40}",
        "?paragraph=²",
        "?paragraph=1&item=2.1",
        "?item=9",
        f"?item={'x' * 200}",
        "?paragraph=%00",
        "?item=%00",
    ],
)
def test_what_is_not_there_is_not_cited(asked_for: str, read: Read, client: Any) -> None:
    publish(paragraphs=[passage(1), passage(2, items=[asked("2.1")])])
    read(f"{ADDRESS}cite/{asked_for}", 404)
    read(f"{ADDRESS}cite.bib{asked_for}", 404)


def test_an_empty_question_cites_the_report_and_an_unknown_ending_nothing(read: Read) -> None:
    publish()
    assert "How to cite CPT/Inf (2026) 4" in read(f"{ADDRESS}cite/?paragraph=&item=")
    read(f"{ADDRESS}cite.doc", 404)
    read("/reports/none/cite/", 404)


def test_a_response_and_a_statement_are_cited_by_whose_words_they_are(read: Read, client: Any) -> None:
    answer()
    said = {"slug": "CPT-Inf-2026-6", "symbol": "CPT/Inf (2026) 6", "version": 1, "state": report()["state"]}
    days = {"opened_on": "2026-01-10", "state_heard_on": None, "adopted_on": "2026-07-01", "published_on": "2026-09-20"}
    carry("statement", {**said, **days, "ground": "refuses_to_improve", "text": "It did not act."})
    of_state = _said(read("/responses/CPT-Inf-2026-5/cite/"), "oscola")
    assert of_state.startswith("State XXA, 'Response to CPT/Inf (2026) 4' (15 September 2026) CPT/Inf (2026) 5 <http")
    of_mechanism = _said(read("/statements/CPT-Inf-2026-6/cite/"), "oscola")
    assert "'Public statement on State XXA' (20 September 2026) CPT/Inf (2026) 6" in of_mechanism
    for kind in ("responses/CPT-Inf-2026-5", "statements/CPT-Inf-2026-6"):
        assert client.get(f"/{kind}/cite.ris").content.startswith(b"TY  - RPRT\r\n")
        assert f'href="/{kind}/cite/"' in read(f"/{kind}/")
        read(f"/{kind}/cite.x", 404)


def test_a_title_is_shown_as_text_in_every_style(read: Read) -> None:
    publish(title="Report <script>alert(1)</script>")
    page = read(f"{ADDRESS}cite/")
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in _said(page, "bibtex")


def test_the_number_of_a_paragraph_leads_to_how_it_is_cited(read: Read) -> None:
    publish()
    assert f'href="{ADDRESS}cite/?paragraph=2" aria-label="Cite paragraph 2"' in read(ADDRESS)
    assert f'href="{ADDRESS}cite/?paragraph=2"' in read(f"{ADDRESS}paragraphs/2/")


def test_each_printed_page_of_a_report_bears_its_symbol_and_address(read: Read, client: Any) -> None:
    """And no symbol can end the sheet."""
    publish(symbol='X "); } body { display: none } </style>')
    assert f'media="print" href="{ADDRESS}print.css"' in read(ADDRESS)
    answered = client.get(f"{ADDRESS}print.css")
    told = answered.content.decode()
    assert answered.headers["Content-Type"].startswith("text/css")
    assert "http://testserver/reports/CPT-Inf-2026-4/" in told
    assert told.count("{") == told.count("}") == 3
    assert "<" not in told
    assert told.count('"') == 4


def _twice() -> None:
    """Two versions whose second paragraphs say other things."""
    publish(published_on="2026-09-15", paragraphs=[passage(1), passage(2, "Twelve cells.")])
    publish(version=2, published_on="2026-10-01", paragraphs=[passage(1), passage(2, "Ten cells.")])


def test_a_paragraph_of_an_older_version_is_cited_as_it_stands_there(read: Read, client: Any) -> None:
    """Never by the address at which other words are read now."""
    _twice()
    page = read(f"{ADDRESS}versions/1/paragraphs/2/")
    line = (
        "version 1, published on 15 September 2026, paragraph 2, http://testserver"
        + f"{ADDRESS}versions/1/paragraphs/2/"
    )
    assert line in page
    link = f"{ADDRESS}cite/?version=1&paragraph=2"
    assert f'href="{link.replace("&", "&amp;")}"' in page
    styles = read(link)
    assert line in _said(styles, "plain")
    assert f"CPT/Inf (2026) 4, version 1, para 2 <http://testserver{ADDRESS}versions/1/paragraphs/2/>" in _said(
        styles, "oscola"
    )
    assert "(CPT/Inf (2026) 4, version 1)." in _said(styles, "apa")
    assert "version = {1}" in _said(styles, "bibtex")
    assert "On 1 October 2026 it was replaced by version 2" in styles
    file = client.get(f"{ADDRESS}cite.ris?version=1&paragraph=2")
    assert b"ET  - version 1\r\n" in file.content
    assert 'filename="cpt-inf-2026-4-v1-2.ris"' in file.headers["Content-Disposition"]
    assert f'href="{ADDRESS}cite.bib?version=1&amp;paragraph=2"' in styles


def test_an_older_version_leads_to_its_own_styles(read: Read) -> None:
    _twice()
    page = read(f"{ADDRESS}versions/1/")
    assert page.count(f'href="{ADDRESS}cite/?version=1"') == 2
    assert f'href="{ADDRESS}cite/?version=1&amp;paragraph=2"' in page
    assert f"{ADDRESS}versions/1/&gt;" in read(f"{ADDRESS}cite/?version=1")
    assert "version" not in _said(read(f"{ADDRESS}cite/?version=2&paragraph=2"), "plain")


def test_what_is_read_in_french_is_cited_in_french(read: Read, client: Any) -> None:
    """The French title, the address where the French words stand, and French as their language."""
    publish()
    page = read(f"{ADDRESS}fr/")
    assert page.count(f'href="{ADDRESS}cite/?language=fr"') == 2
    assert f'href="{ADDRESS}cite/?language=fr&amp;paragraph=2"' in page
    passage_in_french = read(f"{ADDRESS}fr/paragraphs/2/")
    assert f"http://testserver{ADDRESS}fr/paragraphs/2/</bdi>" in passage_in_french
    assert f'href="{ADDRESS}cite/?language=fr&amp;paragraph=2"' in passage_in_french
    styles = read(f"{ADDRESS}cite/?language=fr&paragraph=2")
    assert "&#x27;Rapport&#x27;" in styles
    assert f"{ADDRESS}fr/paragraphs/2/" in _said(styles, "oscola")
    assert "langid = {french}" in _said(styles, "bibtex")
    assert b"LA  - fr\r\n" in client.get(f"{ADDRESS}cite.ris?language=fr").content
    assert "langid = {english}" in _said(read(f"{ADDRESS}cite/?language=en"), "bibtex")


@pytest.mark.parametrize("asked_for", ["?version=3", "?version=0", "?version=x", "?language=de", "?language=%00"])
def test_a_version_or_language_that_is_not_there_is_not_cited(asked_for: str, read: Read) -> None:
    _twice()
    read(f"{ADDRESS}cite/{asked_for}", 404)
    read(f"{ADDRESS}cite.ris{asked_for}", 404)


def test_an_older_response_or_statement_is_cited_as_it_stands_there(read: Read, client: Any) -> None:
    publish()
    for version, day in ((1, "2026-09-15"), (2, "2026-10-01")):
        answer(version, f"Said {version}.", published_on=day)
        carry("statement", stated(version=version, published_on=day))
    for address in ("/responses/CPT-Inf-2026-5/", "/statements/CPT-Inf-2026-6/"):
        old = f"http://testserver{address}versions/1/"
        line = f"version 1, published on 15 September 2026, {old}"
        page = read(f"{address}versions/1/")
        assert line in page
        assert f'href="{address}cite/?version=1"' in page
        styles = read(f"{address}cite/?version=1")
        assert _said(styles, "plain").endswith(line + "</bdi>")
        assert f", version 1 <{old}>" in _said(styles, "oscola")
        assert f"UR  - {old}\r\n".encode() in client.get(f"{address}cite.ris?version=1").content
        assert f'href="{address}cite.bib?version=1"' in styles
        assert "version" not in _said(read(f"{address}cite/"), "plain")
        read(f"{address}cite/?version=3", 404)
        read(f"{address}cite/?version=x", 404)
