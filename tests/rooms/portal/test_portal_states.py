"""The public looks up States: who is bound, since when, and why."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")


def lead(page: str) -> str:
    """The sentence that answers first."""
    found = re.search(r'<h2 class="answer">(.*?)</h2>', page)
    assert found is not None
    return found[1]


def test_the_list_shows_real_states_by_name_and_no_invented_one(shelf: Any, read: Read) -> None:
    """Sorted by name, not by code; accents do not count."""
    shelf.register(
        shelf.state("AUT", "Austria"),
        shelf.state("CIV", "Zaire"),
        shelf.state("ALA", "Éire"),
        shelf.state("XXA", "Aldmoor"),
    )
    page = read("/states/")
    assert page.index("Austria") < page.index("Éire") < page.index("Zaire")
    assert "Aldmoor" not in page
    assert "3 of 3 States" in page


def test_invented_states_are_shown_where_asked_for_and_said_to_be_invented(shelf: Any, read: Read) -> None:
    """The other register holds no real State."""
    shelf.register(shelf.state("AUT", "Austria"), shelf.state("XXA", "Aldmoor"))
    page = read("/states/?register=invented")
    assert "Aldmoor" in page
    assert "Austria" not in page
    assert "These States do not exist" in page
    assert "this State does not exist" in read("/states/XXA/")


def test_the_list_is_sorted_in_the_readers_language(shelf: Any, read: Read) -> None:
    """Germany stands under D in French as Allemagne under A."""
    shelf.register(
        shelf.state("DEU", "Germany", names={"en": "Germany", "fr": "Allemagne"}),
        shelf.state("AUT", "Austria", names={"en": "Austria", "fr": "Autriche"}),
    )
    english, french = read("/states/"), read("/states/", headers={"Accept-Language": "fr"})
    assert english.index("Austria") < english.index("Germany")
    assert french.index("Allemagne") < french.index("Autriche")
    assert '<html lang="fr"' in french


def test_a_party_is_bound_since_the_day_the_convention_entered_into_force_for_it(shelf: Any, read: Read) -> None:
    """Deposit on 9 January 1989, in force on 1 May 1989 (ECPT Art. 19)."""
    shelf.register(shelf.state("FRA", "France"))
    page = read("/states/FRA/")
    assert lead(page) == "Bound since 1 May 1989"
    assert "European Convention for the Prevention of Torture and Inhuman or Degrading Treatment" in page
    assert "ECPT Art. 19" in page


def test_a_notice_to_leave_says_until_when_the_state_is_still_bound(shelf: Any, read: Read) -> None:
    """Twelve months and the first of the next month (ECPT Art. 22(2))."""
    acts = [shelf.act("ratification", "1996-05-07"), shelf.act("denunciation_notified", "2026-06-10")]
    shelf.register(shelf.state("XXC", "Corvania", acts=acts))
    assert lead(read("/states/XXC/")) == "Bound until 30 June 2027: notice to leave received on 10 June 2026"


def law_without_notice(shelf: Any) -> None:
    """A State whose law on denunciation is known, and the receipt of a notice is not."""
    acts = [
        shelf.act("ratification", "1998-05-05"),
        shelf.act("domestic_denunciation_law", "2025-09-29"),
        shelf.act("denunciation_notified", None, confidence="unverified"),
    ]
    shelf.register(shelf.state("RUS", "Russia", acts=acts))


def test_a_domestic_law_changes_nothing_before_the_earliest_possible_day(
    shelf: Any, read: Read, today: Callable[[datetime], None]
) -> None:
    """In March 2026 the State is bound whatever is not known."""
    law_without_notice(shelf)
    today(datetime(2026, 3, 1, tzinfo=UTC))
    page = read("/states/RUS/")
    assert lead(page) == "Bound until at least 30 September 2026"
    assert "It is not known whether and on which day the depositary received a notice of leaving." in page


def test_what_is_not_known_is_said_to_be_not_known(shelf: Any, read: Read) -> None:
    """From October 2026 on, nobody can tell."""
    law_without_notice(shelf)
    assert lead(read("/states/RUS/")).startswith("Not known: bound until at least 30 September 2026")


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([], "Not a Party"),
        ([("signature", "2024-02-03")], "Not a Party: signed on 3 February 2024, not bound since"),
        ([("ratification", "2026-10-10")], "Not yet bound: consented, and bound from 1 February 2027"),
        (
            [("ratification", "1996-05-07"), ("denunciation_notified", "2020-01-15")],
            "Was bound until 31 January 2021: left",
        ),
        ([("ratification", None)], "Not known: the day of an act is missing"),
    ],
)
def test_every_standing_has_its_sentence(acts: list[tuple[str, str | None]], said: str, shelf: Any, read: Read) -> None:
    """The answer comes first, whatever it is."""
    shelf.register(shelf.state("XXD", "Dorvane", acts=[shelf.act(*one) for one in acts]))
    assert lead(read("/states/XXD/")) == said


def test_facts_figures_and_reports_of_a_state_are_shown_with_their_source(shelf: Any, read: Read) -> None:
    """The public record says who says so; the figures are a sentence."""
    statement = shelf.fact("public_statement", published_on="2024-11-18", note="failure to cooperate")
    counted = shelf.fact("visits_reported", note="30 visits", source="an article", confidence="secondary")
    figures = {"visits": 30, "reports": 27, "published": 4}
    shelf.register(shelf.state("FRA", "France", facts=[statement, counted], figures=figures))
    shelf.publish(7, "FRA")
    page = read("/states/FRA/")
    assert "30 visits, 27 reports, 4 published" in page
    assert "Public statement: failure to cooperate" in page
    assert "an article" in page
    assert "CPT/Inf (2026) 7" in page


def test_no_count_is_not_a_count_of_zero(shelf: Any, read: Read) -> None:
    """Where nothing is counted, no nought is shown."""
    shelf.register(shelf.state("FRA", "France"))
    page = read("/states/FRA/")
    assert "0 visits" not in page
    assert "not known here" in page


def test_acts_without_a_day_are_listed_beside_the_time_line(shelf: Any, read: Read) -> None:
    """A year is not shown as its first of January."""
    acts = [shelf.act("accession", None, treaty="OPCAT", year=2019)]
    shelf.register(shelf.state("FRA", "France", acts=acts))
    page = read("/states/FRA/")
    assert "Optional Protocol to the UN Convention against Torture: accession (2019)" in page
    assert "1 January 2019" not in page


def test_a_code_in_small_letters_leads_to_the_state(shelf: Any, client: Any) -> None:
    """One State, one address."""
    shelf.register(shelf.state("FRA", "France"))
    answered = client.get("/states/fra/")
    assert (answered.status_code, answered.headers["Location"]) == (301, "/states/FRA/")


def test_an_unknown_code_names_the_nearest_and_no_invented_state(shelf: Any, read: Read) -> None:
    """The invented ones are named only to whoever asks for a code like theirs."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Fraland"))
    page = read("/states/FRX/", 404)
    assert "France (FRA)" in page
    assert "Fraland" not in page
    assert "FRX" not in page.replace("/states/FRX/", "")
    assert "Fraland (XXA)" in read("/states/XXB/", 404)


@pytest.mark.parametrize("code", ["%00", "F%00A", "'", "<script>", "a" * 300, "ŒŒŒ"])
def test_no_code_however_strange_breaks_the_page(code: str, shelf: Any, read: Read) -> None:
    """Nothing typed comes back as markup."""
    shelf.register(shelf.state("FRA", "France"))
    assert "<script>" not in read(f"/states/{code}/", 404)


def test_markup_in_names_notes_and_sources_is_shown_as_text(shelf: Any, read: Read) -> None:
    """What comes in a parcel is text, whatever it looks like."""
    acts = [shelf.act("ratification", "1989-01-09", note="<b>note</b>", source="<i>source</i>")]
    facts = [shelf.fact("public_statement", note="<u>fact</u>")]
    shelf.register(shelf.state("FRA", "<em>France</em>", acts=acts, facts=facts))
    for page in (read("/states/"), read("/states/FRA/")):
        assert not re.search(r"<(b|i|u|em)>", page)
    assert "&lt;b&gt;note" in page


def test_the_list_makes_the_same_queries_for_ten_states_and_a_thousand(
    shelf: Any, read: Read, django_assert_num_queries: Any
) -> None:
    """Two: the States and the counts of reports."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVW"
    codes = [a + b + c for a in letters for b in letters for c in letters]
    for edition, size in ((1, 10), (2, 1000)):
        shelf.register(*(shelf.state(code, f"State {code}") for code in codes[:size]), edition=edition)
        with django_assert_num_queries(2):
            assert read("/states/").count("<tr data-row>") == size


def test_a_mechanism_without_a_convention_shows_no_standing_of_its_own(shelf: Any, read: Read, settings: Any) -> None:
    """A national mechanism rests on national law."""
    from unannounced.crafts.profiles import shipped_profile

    settings.MECHANISM = shipped_profile("national")
    shelf.register(shelf.state("FRA", "France", acts=[shelf.act("ratification", "2008-11-11", treaty="OPCAT")]))
    assert "Standing" not in re.sub(r"<title>.*?</title>", "", read("/states/"))
    page = read("/states/FRA/")
    assert '<h2 class="answer">' not in page
    assert "Optional Protocol to the United Nations Convention against Torture" in page
    assert "National Preventive Mechanism" in read("/")


def test_a_state_makes_the_same_queries_however_many_acts_it_has(shelf: Any, read: Read) -> None:
    """Two: the State and its reports."""
    from django.db import connection

    for edition, size in ((1, 2), (2, 200)):
        acts = [shelf.act("objection", f"{1990 + n % 30}-01-{n % 28 + 1:02d}", note=str(n)) for n in range(size)]
        shelf.register(shelf.state("FRA", "France", acts=acts), edition=edition)
        with CaptureQueriesContext(connection) as queries:
            read("/states/FRA/")
        assert len(queries) == 2
