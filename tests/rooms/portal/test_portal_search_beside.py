"""What was found can be taken away, followed, and asked from a browser's own search; help says how one asks."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

Read = Callable[..., str]
Indexed = Callable[[], int]
pytestmark = pytest.mark.usefixtures("today")
ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = "The cells had no window."


@pytest.fixture
def take(client: Any) -> Callable[[str], bytes]:
    """Take a file of results, whole."""

    def taken(address: str) -> bytes:
        got = client.get(address)
        assert got.status_code == 200
        assert "attachment" in got.headers["Content-Disposition"]
        return b"".join(got.streaming_content)

    return taken


def test_results_are_a_table_with_whole_words_and_addresses_that_stay(
    shelf: Any, searchable: Indexed, take: Callable[[str], bytes]
) -> None:
    """Not the snippet: the words of the paragraph and of the item, as they are cited."""
    long = "The cells had no window. " * 60
    items = [shelf.read_item("57.18", "Close the windowless cells.")]
    shelf.show_archived(paragraphs=[shelf.paragraph(56, long), shelf.paragraph(57, "Supported:", items=items)])
    searchable()
    rows = list(csv.DictReader(io.StringIO(take("/search/results.csv?q=cells&sort=newest").decode())))
    assert [(row["kind"], row["symbol"], row["paragraph"], row["item"]) for row in rows] == [
        ("paragraph", "A/HRC/9", "56", ""),
        ("recommendation", "A/HRC/9", "57", "57.18"),
    ]
    assert rows[0]["text"] == long.strip() or rows[0]["text"] == long
    assert rows[1]["address"] == "http://testserver/reports/A-HRC-9/paragraphs/57/#item-57.18"
    assert (rows[0]["state"], rows[0]["day"], rows[0]["published_on"]) == ("FRA", "2011-02-10", "2026-09-15")


def test_no_cell_of_a_table_of_results_is_a_formula(
    shelf: Any, searchable: Indexed, take: Callable[[str], bytes]
) -> None:
    formula = '=HYPERLINK("http://example.invalid","window")'
    shelf.show_archived(title="=1+1", paragraphs=[shelf.paragraph(1, formula, chapter="@chapter")])
    searchable()
    (row,) = csv.DictReader(io.StringIO(take("/search/results.csv?q=window").decode()))
    assert (row["text"], row["title"], row["chapter"]) == (f"'{formula}", "'=1+1", "'@chapter")
    book = take("/search/results.xlsx?q=window")
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in sheet


def test_results_as_data_say_how_many_there_are_and_whether_all_are_in_it(
    shelf: Any, searchable: Indexed, take: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.rooms.portal.pages import search_beside
    from unannounced.rooms.portal.search import files as search_files

    shelf.show_archived(paragraphs=[shelf.paragraph(n, WORDS) for n in range(1, 8)])
    searchable()
    said = json.loads(take("/search/results.json?q=window"))
    assert (said["total"], said["cut"], len(said["results"])) == (7, False, 7)
    for module in (search_files, search_beside):
        monkeypatch.setattr(module, "MOST_ROWS", 5)
    cut = json.loads(take("/search/results.json?q=window"))
    assert (cut["total"], cut["cut"], len(cut["results"])) == (7, True, 5)


def test_a_file_that_has_not_all_says_so_in_its_name(
    shelf: Any, searchable: Indexed, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.rooms.portal.pages import search_beside

    shelf.show_archived(paragraphs=[shelf.paragraph(n, WORDS) for n in range(1, 4)])
    searchable()
    monkeypatch.setattr(search_beside, "MOST_ROWS", 2)
    got = client.get("/search/results.csv?q=window")
    assert 'filename="results-first-2-of-3.csv"' in got.headers["Content-Disposition"]


def test_references_survive_braces_ampersands_and_cyrillic(
    shelf: Any, searchable: Indexed, take: Callable[[str], bytes]
) -> None:
    """In BibTeX a name stays one name and a brace a brace; in RIS no title begins a tag of its own."""
    shelf.show_archived(
        body="Комітет & {Rights}", title="Доповідь {1}\nER  - \nTY  - 50%", paragraphs=[shelf.paragraph(7, WORDS)]
    )
    searchable()
    bib = take("/search/results.bib?q=window").decode()
    assert r"author = {{Комітет \& \textbraceleft{}Rights\textbraceright{}}}" in bib
    assert r"50\%" in bib
    assert bib.replace(r"\{", "").replace(r"\}", "").count("{") == bib.replace(r"\}", "").count("}")
    ris = take("/search/results.ris?q=window").decode()
    assert ris.count("\r\nER  - ") == 1
    assert ris.startswith("TY  - ")
    assert "TI  - Доповідь {1} ER - TY - 50%" in ris
    assert "UR  - http://testserver/reports/A-HRC-9/paragraphs/7/" in ris


def test_responses_and_statements_are_cited_by_who_speaks(
    shelf: Any, searchable: Indexed, take: Callable[[str], bytes]
) -> None:
    """What a State answers is the word of the State."""
    said = [shelf.response("Windows were put in.")]
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(2, items=[shelf.item("2.1", responses=said)])])
    searchable()
    ris = take("/search/results.ris?q=windows+put&kind=response").decode()
    assert "AU  - State FRA" in ris


def test_what_is_asked_of_a_file_is_asked_of_the_database_a_few_times_for_all_rows(
    shelf: Any, searchable: Indexed, take: Callable[[str], bytes], django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 31):
        shelf.show_archived(number, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    with django_assert_max_num_queries(4):
        assert take("/search/results.csv?q=window").count(b"\r\n") == 31


def test_there_is_no_file_of_nothing_nor_in_a_format_nobody_knows(shelf: Any, read: Read, searchable: Indexed) -> None:
    searchable()
    read("/search/results.csv", status=404)
    read("/search/results.exe?q=window", status=404)


# Following


def test_a_search_is_a_feed_of_what_answers_it_the_newest_here_first(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    """A report of 1998 that came to the portal today is new to whoever follows the search."""
    shelf.show_archived(9, dated_on="2011-02-10", published_on="2026-09-15", paragraphs=[shelf.paragraph(1, WORDS)])
    shelf.show_archived(10, dated_on="1998-01-05", published_on="2026-10-01", paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    root = ElementTree.fromstring(read("/search/feed.atom?q=window"))
    entries = root.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == ["A/HRC/10, paragraph 1", "A/HRC/9, paragraph 1"]
    assert entries[0].findtext(f"{ATOM}id") == "tag:testserver,2026:/reports/A-HRC-10/paragraphs/1/"
    assert entries[0].findtext(f"{ATOM}updated") == "2026-10-01T00:00:00Z"
    assert root.findtext(f"{ATOM}title") == "Search for “window”"
    read("/search/feed.atom", status=404)


def test_the_feed_of_a_search_is_sent_once(shelf: Any, client: Any, searchable: Indexed) -> None:
    shelf.show_archived(9, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    first = client.get("/search/feed.atom?q=window")
    again = client.get("/search/feed.atom?q=window", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_what_found_nothing_says_so_in_the_feed_and_in_the_references(
    shelf: Any, client: Any, searchable: Indexed
) -> None:
    shelf.show_archived(9, published_on="2026-03-04")
    searchable()
    feed = client.get("/search/feed.atom?q=zzzz").content.decode()
    assert "<entry>" not in feed
    assert "<updated>1970" not in feed
    assert re.search(r"<updated>2026-\d\d-\d\dT", feed)
    references = b"".join(client.get("/search/results.bib?q=zzzz").streaming_content).decode()
    assert references == "% Nothing was found http://testserver/search/results.bib?q=zzzz\n"


# In the browser


def test_suggestions_are_as_browsers_read_them_and_each_finds_something(
    shelf: Any, client: Any, read: Read, searchable: Indexed
) -> None:
    shelf.show_archived(paragraphs=[shelf.paragraph(n, "Solitary confinement is isolation.") for n in range(1, 9)])
    searchable()
    got = client.get("/search/suggest/?q=solit")
    assert got.headers["Content-Type"] == "application/x-suggestions+json"
    typed, found = json.loads(got.content)
    assert typed == "solit"
    assert found
    for one in found:
        assert "Nothing was found" not in read(f"/search/?q={one}")
    assert json.loads(client.get("/search/suggest/").content) == ["", []]


def test_a_browser_can_add_the_search_to_its_own(shelf: Any, read: Read) -> None:
    """Every page leads to the description; the address in it is that of the search."""
    description = read("/search/opensearch.xml")
    root = ElementTree.fromstring(description)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{space}ShortName", "")) <= 16
    urls = {one.get("type"): one.get("template") for one in root.findall(f"{space}Url")}
    assert urls["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert urls["application/x-suggestions+json"] == "http://testserver/search/suggest/?q={searchTerms}"
    for page in (read("/"), read("/search/")):
        assert re.search(
            r'<link rel="search" type="application/opensearchdescription\+xml" href="/search/opensearch.xml"', page
        )


# Help


def test_every_example_of_the_help_is_understood_whole(shelf: Any, read: Read, searchable: Indexed) -> None:
    """On the invented States as well; nothing in an example is passed over."""
    from unannounced.rooms.portal.finding.problems import in_words
    from unannounced.rooms.portal.search.examples import EXAMPLES

    for register in ("real", "invented"):
        page = read(f"/search/help/?register={register}")
        assert page.count("<code>") == len(EXAMPLES)
    for one in EXAMPLES:
        for words in (one.words, one.invented):
            assert in_words(words) == [], words


TEXTS = (
    "Torture, and its prevention, concern police and prison alike.",
    "The death penalty was not discussed.",
    "Police of one district used violence; torture was alleged. Discrimination was found.",
)


def test_the_examples_find_what_they_say(shelf: Any, read: Read, searchable: Indexed) -> None:
    shelf.show_archived(
        9, dated_on="2010-02-01", paragraphs=[shelf.paragraph(n, text) for n, text in enumerate(TEXTS, 1)]
    )
    searchable()
    addresses = re.findall(r'<a href="(/search/\?q=[^"]+)"><code>', read("/search/help/?register=real"))
    assert addresses
    for address in addresses:
        assert "Nothing was found" not in read(address.replace("&amp;", "&")), address
