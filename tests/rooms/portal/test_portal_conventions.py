"""The public looks up conventions: how many are Party on a day, who, since when, and what the convention says."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import translation

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")


def lead(page: str) -> str:
    """The sentence that answers first."""
    found = re.search(r'<h2 class="answer">(.*?)</h2>', page)
    assert found is not None
    return found[1]


def rows(page: str) -> list[str]:
    """The States of the table, in its order."""
    table = page[page.index('id="table"') : page.index('id="course"')]
    return re.findall(r'<th scope="row"><a href="/states/([A-Z]{3})/', table)


def three(shelf: Any) -> None:
    """A Party, one of which it is not known, and one that never consented; and an invented one."""
    left_at_home = [
        shelf.act("ratification", "1998-05-05", known_since="2015-03-14"),
        shelf.act("domestic_denunciation_law", "2025-09-29", known_since="2025-10-01"),
        shelf.act("denunciation_notified", None, confidence="unverified", known_since="2025-10-01"),
    ]
    shelf.register(
        shelf.state("FRA", "France", names={"en": "France", "fr": "France"}),
        shelf.state("RUS", "Russia", acts=left_at_home),
        shelf.state("BLR", "Belarus", acts=[shelf.act("never_party", None)]),
        shelf.state("XXA", "Aldmoor"),
    )


def test_the_answer_comes_first_and_what_is_not_known_is_not_counted(shelf: Any, read: Read) -> None:
    """Of Russia nobody can tell since October 2026: it is named beside the number, never in it."""
    three(shelf)
    page = read("/conventions/ECPT/")
    assert lead(page) == "1 State is a Party on 22 November 2026"
    assert "Of 1 other State it is not known." in page
    assert '<a href="/states/RUS/#standing-ECPT">Russia</a>' in page


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2000-01-01", "2 States were Parties on 1 January 2000"),
        ("1989-05-01", "1 State was a Party on 1 May 1989"),
        ("1989-04-30", "0 States were Parties on 30 April 1989"),
        ("1988-01-01", "Not yet in force on 1 January 1988: that began on 1 February 1989"),
        ("1980-01-01", "Not yet open for signature on 1 January 1980: that began on 26 November 1987"),
        ("2030-01-01", "1 State will be a Party on 1 January 2030, by what is on record"),
    ],
)
def test_every_day_has_its_sentence(day: str, said: str, shelf: Any, read: Read) -> None:
    """Before, on and after the days on which something changes; and in the tense of the day."""
    three(shelf)
    assert lead(read(f"/conventions/ECPT/?on={day}")) == said


def test_members_of_an_organisation_are_called_members(shelf: Any, read: Read) -> None:
    """Nobody is Party to an organisation."""
    shelf.register(shelf.state("FRA", "France", acts=[shelf.act("membership_start", "1949-05-05", "COE-STATUTE")]))
    assert lead(read("/conventions/COE-STATUTE/")) == "1 State is a member on 22 November 2026"


def test_the_table_has_the_states_of_that_day_by_name_and_no_other(shelf: Any, read: Read) -> None:
    """What never was anything to the convention stands in it only where asked for."""
    three(shelf)
    assert rows(read("/conventions/ECPT/?on=2000-01-01")) == ["FRA", "RUS"]
    assert rows(read("/conventions/ECPT/?on=1990-01-01")) == ["FRA"]
    assert rows(read("/conventions/ECPT/?standing=none")) == ["BLR"]
    assert rows(read("/conventions/ECPT/?standing=not_known")) == ["RUS"]
    assert rows(read("/conventions/ECPT/?standing=nonsense")) == ["FRA", "RUS"]


def test_both_confidences_stand_beside_each_standing(shelf: Any, read: Read) -> None:
    """That France is Party was read in a list; since which day rests on the act."""
    shelf.register(
        shelf.state("FRA", "France", acts=[shelf.act("ratification", "1989-01-09", confidence="memory_low")])
    )
    page = read("/conventions/ECPT/")
    table = page[page.index('id="table"') : page.index('id="course"')]
    assert table.count(">verified<") == 1
    assert "from memory, low" in table


def test_a_day_that_is_none_says_how_to_write_it_and_the_page_is_there(shelf: Any, read: Read) -> None:
    """Nothing typed is lost, and nothing typed comes back as markup."""
    three(shelf)
    page = read("/conventions/ECPT/?on=2026-02-30")
    assert "“2026-02-30” is not a day of the calendar. Write it like 2026-11-22." in page
    assert lead(page) == "1 State is a Party on 22 November 2026"
    for far in ("9999-12-31", "0001-01-01"):
        page = read(f"/conventions/ECPT/?on={far}&known={far}")
        assert page.count(f"“{far}” is out of reach. Choose a day of the years 1900 to 2199.") == 2
        assert read(f"/conventions/ECPT/map.svg?on={far}", 404)
    assert "<script>" not in read("/conventions/ECPT/?on=<script>&known=<script>")


def test_what_was_known_on_an_earlier_day_is_shown_with_the_way_back(shelf: Any, read: Read) -> None:
    """In March 2016 nobody knew of a law of 2025."""
    three(shelf)
    page = read("/conventions/ECPT/?known=2016-03-01&on=2026-11-22")
    assert "As the register knew it on 1 March 2016" in page
    assert lead(page) == "2 States will be Parties on 22 November 2026, by what is on record"
    assert 'href="?on=2026-11-22"' in page
    assert "Of 1 other State" not in page
    assert lead(read("/conventions/ECPT/?known=2016-03-01")) == "2 States are Parties on 1 March 2016"


def test_the_list_says_where_the_record_has_gaps(shelf: Any, read: Read) -> None:
    """And leads to what is missing; invented States lack nothing."""
    three(shelf)
    assert 'href="/conventions/UNCAT/#missing"' in read("/conventions/")
    shelf.register(shelf.state("XXA", "Aldmoor"), edition=2)
    assert "#missing" not in read("/conventions/?register=invented")


def test_before_anything_was_on_record_the_page_says_so_and_counts_nobody(shelf: Any, read: Read) -> None:
    """Not having looked is not the same as there being no Party."""
    learned = shelf.act("ratification", "1989-01-09", known_since="2016-02-01")
    shelf.register(shelf.state("FRA", "France", acts=[learned]))
    page = read("/conventions/ECPT/?known=2000-01-01")
    assert lead(page) == "On that day the register knew nothing of this convention."
    assert "Parties on" not in page
    assert "No State is bound yet" not in page
    assert "not known" not in page
    assert "/conventions/ECPT/map/" not in page
    assert "Back to what is known today" in page
    assert 'name="known" value="2000-01-01"' in page
    for file in ("map.svg", "chart.svg", "states.csv", "counts.csv"):
        read(f"/conventions/ECPT/{file}?known=2000-01-01", 404)
    state = read("/states/FRA/?known=2000-01-01")
    assert lead(state) == "On that day the register knew nothing of this convention."
    assert "UN Convention against Torture" not in state


def test_nobody_knows_what_will_be_known(shelf: Any, read: Read) -> None:
    """A later day is refused in words, and the page shows what is known."""
    three(shelf)
    page = read("/conventions/ECPT/?known=2027-01-01")
    assert "choose a day up to today" in page
    assert "As the register knew it" not in page


def test_a_code_in_other_letters_leads_to_the_convention_with_its_day(shelf: Any, client: Any) -> None:
    """One convention, one address."""
    three(shelf)
    answered = client.get("/conventions/ecpt/?on=2000-01-01")
    assert (answered.status_code, answered.headers["Location"]) == (301, "/conventions/ECPT/?on=2000-01-01")
    drawn = client.get("/conventions/ecpt/map.svg")
    assert (drawn.status_code, drawn.headers["Location"]) == (301, "/conventions/ECPT/map.svg")


@pytest.mark.parametrize("code", ["ECTP", "<script>", "x" * 300, "%00"])
def test_an_unknown_code_names_the_nearest(code: str, shelf: Any, read: Read) -> None:
    """And gives nothing back that could be markup."""
    page = read(f"/conventions/{code}/", 404)
    assert "No convention has this code" in page
    assert "<script>" not in page
    if code == "ECTP":
        assert '<a href="/conventions/ECPT/">' in page


def test_the_same_queries_for_any_day_and_any_number_of_states(shelf: Any, read: Read) -> None:
    """One: which edition stands there. No State is asked for by itself."""
    from django.db import connection

    letters = "ABCDEFGHIJKLMNO"
    for edition, size in ((1, 3), (2, 200)):
        codes = [a + b + c for a in letters for b in letters for c in letters][:size]
        shelf.register(*(shelf.state(code, f"State {code}") for code in codes), edition=edition)
        read("/conventions/ECPT/")
        for address in ("", "ECPT/", "ECPT/?on=1989-05-01&page=2", "ECPT/map/", "ECPT/map/?on=1989-05-01"):
            with CaptureQueriesContext(connection) as queries:
                read(f"/conventions/{address}")
            assert len(queries) == 1


def test_fifty_states_stand_on_a_page_and_all_of_them_in_the_table_to_take_along(
    shelf: Any, read: Read, client: Any
) -> None:
    """Every list has an end."""
    letters = "ABCDEFGH"
    codes = [a + b + c for a in letters for b in letters for c in letters][:120]
    shelf.register(*(shelf.state(code, f"State {code}") for code in codes))
    assert rows(read("/conventions/ECPT/")) == codes[:50]
    assert rows(read("/conventions/ECPT/?page=3")) == codes[100:]
    assert len(client.get("/conventions/ECPT/states.csv").content.splitlines()) == 121


def test_the_table_can_be_taken_along_as_csv_and_json(shelf: Any, client: Any) -> None:
    """With what is not known neither true nor false, and narrowed down as the page is."""
    three(shelf)
    lines = list(csv.DictReader(io.StringIO(client.get("/conventions/ECPT/states.csv").content.decode())))
    assert [(one["state"], one["standing"], one["bound"]) for one in lines] == [
        ("FRA", "party", "true"),
        ("RUS", "not_known", ""),
    ]
    assert lines[1]["certain_until"] == "2026-09-30"
    told = json.loads(client.get("/conventions/ECPT/states.json?on=2000-01-01&standing=party").content)
    assert [(one["state"], one["bound"], one["on"]) for one in told] == [
        ("FRA", True, "2000-01-01"),
        ("RUS", True, "2000-01-01"),
    ]
    counts = list(csv.DictReader(io.StringIO(client.get("/conventions/ECPT/counts.csv").content.decode())))
    assert counts[-1]["parties"] == "1"
    assert counts[-1]["not_known"] == "1"
    for address in ("states.xlsx", "counts.txt", "states.csv?on=2026-02-30", "map.svg?on=never"):
        assert client.get(f"/conventions/ECPT/{address}").status_code == 404


@pytest.mark.parametrize("name", ["map", "chart"])
def test_pictures_can_be_printed_and_name_their_source(name: str, shelf: Any, client: Any, read: Read) -> None:
    """A file by itself: valid, with title and source, and with no style a program of a newspaper would not read."""
    three(shelf)
    answered = client.get(f"/conventions/ECPT/{name}.svg?known=2026-01-01")
    assert answered.headers["Content-Type"].startswith("image/svg+xml")
    drawn = answered.content.decode()
    ElementTree.fromstring(drawn)
    assert "edition 1, as known on 1 January 2026" in " ".join(re.findall(r">([^<]+)<", drawn))
    assert "style=" not in drawn
    dots = client.get(f"/conventions/ECPT/{name}.png?known=2026-01-01")
    assert (dots.headers["Content-Type"], dots.content[:4]) == ("image/png", b"\x89PNG")
    page = read("/conventions/ECPT/map/" if name == "map" else "/conventions/ECPT/")
    assert f'href="/conventions/ECPT/{name}.png"' in page
    assert client.get(f"/conventions/ECPT/{name}.gif").status_code == 404


@pytest.mark.parametrize("name", ["map", "chart"])
def test_pictures_speak_the_language_of_the_reader(name: str, shelf: Any, client: Any) -> None:
    """Also from right to left, where their words stand at the right."""
    three(shelf)
    arabic = client.get(f"/conventions/ECPT/{name}.svg", headers={"Accept-Language": "ar"}).content.decode()
    assert re.search(r'<text text-anchor="end"[^>]*><tspan x="1160" y="\d+">\u2067', arabic)
    assert "الطرف" in arabic or "الأطراف" in arabic
    drawn = [
        client.get(f"/conventions/ECPT/{name}.png", headers={"Accept-Language": one}).content for one in ("en", "ar")
    ]
    assert drawn[0] != drawn[1]


def test_the_chart_says_the_finding_and_has_its_table(shelf: Any, read: Read) -> None:
    """Title, table by year, and a hatch where it is not known."""
    three(shelf)
    page = read("/conventions/ECPT/")
    assert "From 1 Party on 1 May 1989 to 2 on 1 September 1998, and 1 on 22 November 2026" in page
    course = page[page.index('id="course"') :]
    assert 'fill="url(#fill-not-known)"' in course
    assert re.search(r'<th scope="row">2026</th>.*Russia', course)


def test_the_clauses_are_there_with_article_source_and_confidence(shelf: Any, read: Read) -> None:
    """How a State comes in, how it goes out and when a notice of today would take effect."""
    page = read("/conventions/ECPT/")
    assert "on the first day of the month after 12 months" in page
    assert "Received today, 22 November 2026, a notice takes effect on 1 December 2027." in page
    assert "ECPT Art. 22(2)" in page
    assert "None are allowed." in page
    assert "It is disputed whether a State can leave." in read("/conventions/ICPPED/")
    assert "A State cannot leave." in read("/conventions/ICCPR/")
    assert "A notice is possible only after 5 years as Party." in read("/conventions/ECHR/")
    assert "communications by individuals" in read("/conventions/UNCAT/")


def test_territories_stand_there_with_the_day_from_which_they_are_covered(shelf: Any, read: Read) -> None:
    """And not before that day."""
    acts = [
        shelf.act("ratification", "1988-06-24"),
        shelf.act("territorial_extension", "1994-11-08", note="Guernsey; confidence detail: from memory"),
    ]
    shelf.register(shelf.state("GBR", "United Kingdom", acts=acts))
    assert "Guernsey" in read("/conventions/ECPT/")
    assert "Guernsey" not in read("/conventions/ECPT/?on=1995-02-28")


def test_what_is_missing_is_printed_on_the_page(shelf: Any, read: Read) -> None:
    """So that no number looks surer than the facts; of invented States nothing is missing."""
    three(shelf)
    page = read("/conventions/UNCAT/")
    assert page.count("later consents are not on record unless named") == 2
    assert "later consents" not in read("/conventions/UNCAT/?on=2010-01-01")
    assert "What is missing here" not in read("/conventions/UNCAT/?register=invented")


def test_invented_states_are_counted_apart_and_on_no_map(shelf: Any, read: Read, client: Any) -> None:
    """The other register holds no real State."""
    three(shelf)
    page = read("/conventions/ECPT/?register=invented")
    assert lead(page) == "1 State is a Party on 22 November 2026"
    assert rows(page) == ["XXA"]
    assert "France" not in page
    assert 'id="map"' not in page
    assert client.get("/conventions/ECPT/map.svg?register=invented").status_code == 404
    assert "Aldmoor" not in read("/conventions/ECPT/")


def test_the_list_has_every_convention_with_its_number_and_what_is_not_known(shelf: Any, read: Read) -> None:
    """Twelve conventions, each with a line on whom it is open to."""
    three(shelf)
    page = read("/conventions/")
    assert page.count("<tr data-row>") == 12
    assert "1 more not known" in page
    assert "Members of the Council of Europe" in page
    assert '<a href="/conventions/ECPT/?register=invented">' in read("/conventions/?register=invented")


def test_an_empty_shelf_claims_no_number(shelf: Any, read: Read) -> None:
    """Nobody knows is not nobody."""
    assert "0 States" not in read("/conventions/ECPT/")
    assert "Nothing here yet" in read("/conventions/ECPT/")
    assert "Parties today" not in re.sub(r"<caption.*?</caption>", "", read("/conventions/"))


def test_pages_of_conventions_keep_the_strict_policy(shelf: Any, client: Any) -> None:
    """No style and no script stands in the page."""
    three(shelf)
    for address in ("/conventions/", "/conventions/ECPT/", "/conventions/ECPT/map/", "/states/RUS/"):
        page = client.get(address).content.decode()
        assert "style=" not in page
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*src=)", page)


def test_french_pages_have_the_words_of_the_law_in_french(shelf: Any, read: Read) -> None:
    """Names, clauses and gaps come from the law files."""
    three(shelf)
    page = read("/conventions/ECPT/", headers={"Accept-Language": "fr"})
    assert "Convention européenne pour la prévention de la torture" in page
    assert "Aucune n’est admise." in page
    assert "la plupart des jours de signature et de dépôt sont donnés de mémoire" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("first of the month after 12 months", "on the first day of the month after 12 months"),
        ("first day of the month following the expiration of 1 month", "on the first day of the month after 1 month"),
        ("first of the month after 60 days", "on the first day of the month after 60 days"),
        ("thirtieth day", "30 days later"),
        ("3 months", "3 months later"),
        ("1 year", "1 year later"),
        ("the day after 6 months", "on the day after 6 months"),
        ("on deposit", "at once, on the same day"),
        (
            "end of the year, or of the next if in its last 3 months",
            "at the end of the year, or of the next year if in its last three months",
        ),
    ],
)
def test_periods_are_said_in_sentences(words: str, said: str) -> None:
    """Every form that the law files know."""
    from unannounced.duties.treaty.periods import Period, read_period
    from unannounced.rooms.web.periods import period_in_words

    period = read_period(words)
    assert isinstance(period, Period)
    with translation.override("en"):
        assert period_in_words(period) == said


def test_words_of_a_period_that_have_no_sentence_stay_as_they_are() -> None:
    """They are shown, never dropped."""
    from unannounced.duties.treaty.periods import Period
    from unannounced.rooms.web.periods import period_in_words

    assert period_in_words(Period("when the moon is full", lambda day: day)) == "when the moon is full"
