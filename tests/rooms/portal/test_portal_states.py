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


def test_the_public_record_is_not_shown_as_known_on_an_earlier_day(shelf: Any, read: Read) -> None:
    """Nobody wrote down when a line of it was learned."""
    said = shelf.fact("public_statement", published_on="2019-03-11")
    counted = shelf.fact("visits_reported", note="30 visits")
    shelf.register(shelf.state("FRA", "France", facts=[said, counted]))
    assert "Public statement" in read("/states/FRA/")
    page = read("/states/FRA/?known=2026-03-01")
    assert "Public statement" not in page
    assert "30 visits" not in page
    assert "When each line of the public record was learned is not on record" in page
    assert "is not known here" not in page


def test_what_stays_english_on_a_french_page_says_so(shelf: Any, client: Any) -> None:
    """A screen reader would read it with French sounds."""
    shelf.register(shelf.state("FRA", "France", acts=[shelf.act("ratification", "1989-01-09", note="by letter")]))
    french = client.get("/states/FRA/", headers={"accept-language": "fr"}).content.decode()
    assert '<span class="note" lang="en">by letter</span>' in french
    assert re.search(r'data-label="Source" lang="en">chart<', french)
    assert 'lang="en"' in client.get("/conventions/ECPT/", headers={"accept-language": "fr"}).content.decode()
    english = client.get("/states/FRA/", headers={"accept-language": "en"}).content.decode()
    assert '<span class="note">by letter</span>' in english


def test_no_year_of_the_time_line_is_cut_at_the_edge(shelf: Any, read: Read) -> None:
    """On a phone half a label is wider than what stands left of the first year."""
    begun = {"1989-11-09", "1979-06-09", "1999-09-01"}
    for edition, day in enumerate(sorted(begun), start=1):
        shelf.register(shelf.state("FRA", "France", acts=[shelf.act("signature", day)]), edition=edition)
        years = re.findall(r'<text x="([\d.]+)%" y="17" text-anchor="(\w+)">', read("/states/FRA/"))
        assert years
        for x, part in years:
            assert part == ("start" if float(x) < 6 else "end" if float(x) > 94 else "middle")


def test_the_lists_lead_on_to_leaving_and_to_what_was_reported(shelf: Any, read: Read) -> None:
    """They stand in no navigation."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Aldmoor"))
    for address in ("/states/", "/conventions/"):
        page = read(address)
        assert 'href="/leaving/"' in page
        assert 'href="/reported/"' in page
        invented = read(f"{address}?register=invented")
        assert 'href="/leaving/?register=invented"' in invented


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
    assert "that day is not on record" in page
    assert "Whenever it was received, the State is bound until 30 September 2026 at least." in page


def test_what_is_not_known_is_said_to_be_not_known(shelf: Any, read: Read) -> None:
    """From October 2026 on, nobody can tell."""
    law_without_notice(shelf)
    page = read("/states/RUS/")
    assert lead(page) == (
        "Not known: was bound until 30 September 2026 for certain; since then it depends on whether and on which day a"
        " notice to leave was received"
    )
    assert "Was bound until 30 September 2026 for certain" in page
    assert "was bound until 30 September 2026 for certain" in read("/states/")
    assert "at least" not in page


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
    """Two: which edition stands there, and the counts of reports; an edition is read in its first request alone."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVW"
    codes = [a + b + c for a in letters for b in letters for c in letters]
    for edition, size in ((1, 10), (2, 1000)):
        shelf.register(*(shelf.state(code, f"State {code}") for code in codes[:size]), edition=edition)
        with django_assert_num_queries(3):
            read("/states/")
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
    """Five: its edition, places, reports, responses, statements; an edition is read in its first request alone."""
    from django.db import connection

    for edition, size in ((1, 2), (2, 200)):
        acts = [shelf.act("objection", f"{1990 + n % 30}-01-{n % 28 + 1:02d}", note=str(n)) for n in range(size)]
        shelf.register(shelf.state("FRA", "France", acts=acts), edition=edition)
        for expected in (6, 5):
            with CaptureQueriesContext(connection) as queries:
                read("/states/FRA/")
            assert len(queries) == expected


def test_where_the_day_of_receipt_is_not_known_the_table_says_what_would_follow(shelf: Any, read: Read) -> None:
    """If received on …, then …: month by month until today, and what holds if it never was."""
    law_without_notice(shelf)
    page = read("/states/RUS/")
    table = page[page.index('id="receipt"') : page.index('id="through-time"')]
    found = [re.findall(r'<time datetime="([^"]*)">', row) for row in table.split("<tr>")[2:-1]]
    assert found[:2] == [["2025-09-29", "2025-09-30", "2026-10-01"], ["2025-10-01", "2025-10-31", "2026-11-01"]]
    assert found[-1] == ["2026-11-01", "2026-11-22", "2027-12-01"]
    assert table.count("not bound any more") == 2
    assert table.count("still bound") == len(found) - 2
    assert "bound as before" in table
    assert "the Secretary General of the Council of Europe received a notice, and that day is not on record" in page


def test_many_days_of_receipt_are_put_together_by_month_and_then_by_year(shelf: Any, read: Read) -> None:
    """Under a clause that counts a year each day has its own effect; a page shows no thousand rows."""
    acts = [
        shelf.act("ratification", "1986-02-18", treaty="UNCAT"),
        shelf.act("domestic_denunciation_law", "2020-01-10", treaty="UNCAT"),
    ]
    shelf.register(shelf.state("FRA", "France", acts=acts))
    page = read("/states/FRA/")
    table = page[page.index('<table class="tight receipt">') :]
    table = table[: table.index("</table>")]
    assert table.count("<tr>") == 9
    assert "depends on the day" in table


def test_a_state_is_shown_on_another_day_and_as_known_on_an_earlier_one(shelf: Any, read: Read) -> None:
    """On 15 October 2025 Russia is bound; on 1 March 2016 nobody knew of any law."""
    acts = [
        shelf.act("ratification", "1998-05-05", known_since="2015-03-14"),
        shelf.act("domestic_denunciation_law", "2025-09-29", known_since="2025-10-01"),
    ]
    shelf.register(shelf.state("RUS", "Russia", acts=acts))
    assert lead(read("/states/RUS/?on=2025-10-15")) == "Bound until at least 30 September 2026"
    page = read("/states/RUS/?known=2016-03-01")
    assert lead(page) == "Bound since 1 September 1998"
    assert "As the register knew it on 1 March 2016" in page
    assert "Back to what is known today" in page
    assert lead(read("/states/RUS/?known=2016-03-01&on=2026-11-22")) == "Bound since 1 September 1998"
    assert "is not a day of the calendar" in read("/states/RUS/?on=soon")


def test_all_conventions_of_a_state_stand_on_one_line_of_time_with_its_table(shelf: Any, read: Read) -> None:
    """A band for each, drawn by standing; and the same in a table."""
    acts = [
        shelf.act("signature", "1987-11-26"),
        shelf.act("ratification", "1996-05-07"),
        shelf.act("denunciation_notified", "2026-06-10"),
        shelf.act("signature", "1999-01-01", treaty="ROME"),
    ]
    shelf.register(shelf.state("XXC", "Corvania", acts=acts))
    page = read("/states/XXC/")
    bands = page[page.index('id="through-time"') : page.index('id="standings"')]
    for drawn in ("signatory", "consented", "party", "pending", "former"):
        assert f'<rect class="{drawn}"' in bands
    assert bands.count('<li class="life"') == 4
    assert 'href="/conventions/ECPT/?register=invented"' in bands
    table = re.findall(r'datetime="([^"]*)"', bands[bands.index("<table") :])
    assert table[4:9] == ["1996-09-01", "2026-06-09", "2026-06-10", "2027-06-30", "2027-07-01"]


def test_competences_and_territories_stand_with_the_standing(shelf: Any, read: Read) -> None:
    """Yes, no and not known are three answers; a State that is not bound has none of them."""
    acts = [
        shelf.act("ratification", "1986-02-18", treaty="UNCAT"),
        shelf.act("declaration_art21_22", "1988-06-23", treaty="UNCAT", note="articles: 22"),
        shelf.act("ratification", "1989-01-09"),
        shelf.act("territorial_extension", "1994-11-08", note="Guernsey"),
    ]
    shelf.register(shelf.state("FRA", "France", acts=acts))
    page = read("/states/FRA/")
    powers = page[page.index('id="standing-UNCAT"') :]
    assert re.search(r"communications by individuals.*?covers it", powers, re.S)
    assert "Guernsey, since 1 March 1995" in page


def test_both_confidences_of_a_standing_are_shown(shelf: Any, read: Read) -> None:
    """That it is Party, and since which day."""
    shelf.register(
        shelf.state("FRA", "France", acts=[shelf.act("ratification", "1989-01-09", confidence="memory_low")])
    )
    page = read("/states/FRA/")
    shown = page[page.index('id="standing-ECPT"') : page.index('id="acts"')]
    assert re.search(r"That it is so:.*?verified.*?Since which day:.*?from memory, low", shown, re.S)


def test_a_treaty_whose_rules_are_not_known_here_is_shown_and_not_linked(shelf: Any, read: Read) -> None:
    """It is not hidden, and nothing is guessed."""
    shelf.register(shelf.state("FRA", "France", acts=[shelf.act("ratification", "1999-01-01", treaty="NOT-HERE")]))
    page = read("/states/FRA/")
    assert 'id="standing-NOT-HERE">NOT-HERE' in page
    assert "/conventions/NOT-HERE/" not in page


def test_what_is_missing_of_a_convention_stands_on_the_page_of_the_state(shelf: Any, read: Read) -> None:
    """But not on that of an invented one."""
    acts = [shelf.act("ratification", "1986-02-18", treaty="UNCAT")]
    shelf.register(shelf.state("ITA", "Italy", acts=acts), shelf.state("XXA", "Aldmoor", acts=acts))
    assert "later consents are not on record unless named" in read("/states/ITA/")
    assert "later consents are not on record" not in read("/states/XXA/")


def test_a_protocol_enters_into_force_for_a_state_not_before_it_did_itself(shelf: Any, read: Read) -> None:
    """Protocol No. 1 binds every Party to its convention, from 1 March 2002 on."""
    shelf.register(shelf.state("FRA", "France"))
    page = read("/states/FRA/")
    entered = re.findall(r"Protocol No\. 1: entry into force for the State</span> <span[^>]*>([^<]+)<", page)
    assert entered == ["1 March 2002"]


def test_on_the_very_day_of_effect_the_state_would_be_bound_no_more(
    shelf: Any, read: Read, today: Callable[[datetime], None]
) -> None:
    """The day of effect is the first day outside (ECPT Art. 22(2))."""
    law_without_notice(shelf)
    today(datetime(2026, 10, 1, tzinfo=UTC))
    assert read("/states/RUS/").count("not bound any more") == 1
    today(datetime(2026, 9, 30, tzinfo=UTC))
    assert read("/states/RUS/").count("not bound any more") == 0
