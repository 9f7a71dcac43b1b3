"""Nothing that is asked of the search is an error: each thing that was not understood is named, and the rest answered."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

Read = Callable[..., str]
Indexed = Callable[[], int]
pytestmark = pytest.mark.usefixtures("today")

PAGES = (
    "/search/",
    "/search/results.csv",
    "/search/results.json",
    "/search/results.ris",
    "/search/results.bib",
    "/search/results.xlsx",
    "/search/feed.atom",
    "/search/suggest/",
    "/search/choices/state/",
    "/search/help/",
    "/search/opensearch.xml",
)
PARAMETERS = ("q", "state", "kind", "lang", "from", "to", "year", "sort", "mode", "like", "register", "page", "letter")
NASTY = (
    '"',
    "((((",
    "OR AND NOT",
    "*",
    "~~~~",
    "a" * 10_000,
    "wort " * 2_000,
    "' OR 1=1; DROP TABLE shelf_shelvedreport; --",
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "x\r\nSet-Cookie: a=b",
    "../../../../etc/passwd",
    "..%2f..%2fportal.sqlite3",
    "\x00",
    "\ud83d\ude00\u202e\ufeff",
    "99999999999999999999",
    "-1",
    "1e9",
    "2011-02-31",
    "state:" * 50,
    "[a-z]+(?=x)\\",
    "кафе ’’ ½",
)


@pytest.fixture
def held(shelf: Any, searchable: Indexed) -> None:
    """Something that can be found."""
    shelf.show_archived(paragraphs=[shelf.paragraph(1, "The cells had no window.")])
    searchable()


def answered(
    client: Any, address: str, asked: dict[str, str] | list[tuple[str, str]]
) -> tuple[int, bytes, dict[str, str]]:
    query = urlencode(asked, errors="surrogatepass")
    got = client.get(f"{address}?{query}")
    content = b"".join(got.streaming_content) if got.streaming else got.content
    return got.status_code, content, dict(got.headers)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
@pytest.mark.usefixtures("held")
def test_nothing_that_is_asked_is_an_error_in_any_parameter_of_any_page(nasty: str, client: Any) -> None:
    """It is answered, or there is no such page, or it is said when to ask again (what is near in meaning is not there
    yet); nothing of it becomes markup, a header or a trace."""
    for address in PAGES:
        for asked in ({"q": nasty}, dict.fromkeys(PARAMETERS, nasty), {"q": "window", "page": nasty, "from": nasty}):
            status, content, headers = answered(client, address, asked)
            assert status in {200, 404} or (status == 503 and headers["Retry-After"]), (address, asked)
            assert b"<script>alert" not in content or "html" not in headers["Content-Type"]
            assert b"Traceback" not in content
            assert not any("\r" in value or "\n" in value for value in headers.values())
            assert "Set-Cookie" not in headers


@pytest.mark.usefixtures("held")
def test_a_question_of_ten_thousand_letters_is_cut_and_that_is_said(read: Read) -> None:
    page = read("/search/?" + urlencode({"q": "window " * 1_500}))
    assert "The question was longer than 1000 characters" in page
    assert len(page) < 100_000


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('q="no+window', "The quotation mark was not closed"),
        ("q=(window", "A bracket was not closed"),
        ("q=window&from=2011-02-31", "“2011-02-31” is neither a year nor a day"),
        ("q=window&from=2013&to=2010", "The range of dates ends before it begins"),
        ("q=window&year=soon", "“soon” is no year"),
        ("q=window&sort=wrong", "“wrong” was left out"),
        ("q=window&page=-3", "“-3” is no page"),
        ("q=window&q=other", "“q” was given more than once"),
        ("q=window&inject=1", "The address asks for “inject”"),
        ("q=window&like=%3Cb%3E", "names nothing that results could be like"),
        ("q=window&like=../../etc/passwd", "“../../etc/passwd” names nothing that results could be like"),
        ("q=window&like=etc", "“etc” names nothing that results could be like"),
        ("q=window&like=a/b/c", "“a/b/c” names nothing that results could be like"),
        ("q=cells+NEAR/99999+window", "“NEAR/99999” is too far: it was read as 50 words between"),
        ("q=%22cells+window%22~999999999999", "“~999999999999” is too far: it was read as 50 words between"),
    ],
)
@pytest.mark.usefixtures("held")
def test_what_was_not_understood_is_named_over_the_results(asked: str, said: str, read: Read) -> None:
    """And the rest of the question is answered."""
    page = read(f"/search/?{asked}")
    assert "Not everything in the question was understood" in page
    assert said in page
    assert "1 result" in page


@pytest.mark.parametrize("page", ["10000", "999999999", "51", "0", "٣"])
@pytest.mark.usefixtures("held")
def test_a_page_that_is_not_there_is_answered_with_one_that_is(page: str, read: Read) -> None:
    assert "The cells had no" in read("/search/?" + urlencode({"q": "window", "page": page}))


@pytest.mark.usefixtures("held")
def test_what_was_typed_comes_back_as_it_was_and_is_never_markup(read: Read) -> None:
    """Errors keep what was typed."""
    page = read("/search/?" + urlencode({"q": 'window "><img src=x onerror=alert(1)>', "state": "<b>"}))
    assert "<img" not in page
    assert "<b>" not in page
    assert 'value="window &quot;&gt;&lt;img src=x onerror=alert(1)&gt;"' in page


@pytest.mark.usefixtures("held")
def test_a_state_of_the_other_register_and_a_likeness_to_nothing_find_nothing_and_say_so(read: Read) -> None:
    assert "Nothing was found" in read("/search/?q=window&state=XXQ")
    assert "Nothing was found" in read(
        "/search/?q=window&state=QQQ&lang=zz&topic=none&place=none&position=x&followup=y"
    )


@pytest.mark.usefixtures("held")
def test_no_more_than_reading_is_done_at_these_addresses(client: Any) -> None:
    """Nothing can be written by asking."""
    for address in PAGES:
        assert client.post(address, {"q": "window"}).status_code == 405


@pytest.mark.parametrize("address", ["/search/results.csv", "/search/results.bib", "/search/feed.atom"])
@pytest.mark.usefixtures("held")
def test_a_file_of_nothing_that_was_asked_says_so_and_lets_one_ask(address: str, client: Any) -> None:
    status, content, _ = answered(client, address, {"q": "\x00"})
    assert status == 404
    assert "Nothing that can be looked for was asked, so there is nothing to take away" in content.decode()
    assert b'id="searching"' in content
    _, content, _ = answered(client, address, {"like": "etc/passwd"})
    assert "“etc/passwd” names nothing that results could be like" in content.decode()
