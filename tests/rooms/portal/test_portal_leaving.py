"""The public reads what changes when a State leaves: facts first, assumptions marked, days reckoned and never guessed."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from tests.rooms.portal.asking import shipped_states

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")

RUSSIA = "/leaving/RUS/ECPT/"


def lead(page: str) -> str:
    """The sentence that answers first."""
    found = re.search(r'<h2 class="answer">(.*?)</h2>', page)
    assert found is not None
    return unescape(found[1])


def section(page: str, name: str) -> str:
    """The words of one section, without their marks."""
    found = re.search(
        rf'<section aria-labelledby="{name}".*?(?=<section aria-labelledby="(?!lost|kept|uncertain|never)|</main>)',
        page,
        re.S,
    )
    assert found is not None, name
    return words(found[0])


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


@pytest.fixture
def shipped(shelf: Any) -> Any:
    """The register as it is shipped, with an invented State beside it."""
    shelf.register(*shipped_states(), shelf.state("XXA", "Aldmoor"))
    return shelf


@pytest.fixture
def few(shelf: Any) -> Any:
    """Some States of the shipped register: those that left or are leaving, and one that is not."""
    wanted = {"RUS", "BLR", "TTO", "GUY", "GRC", "FRA", "USA"}
    shelf.register(*(one for one in shipped_states() if one["code"] in wanted))
    return shelf


def test_the_page_says_first_that_the_day_of_receipt_is_not_on_record(few: Any, read: Read) -> None:
    page = read(RUSSIA)
    assert lead(page) == (
        "Bound until 30 September 2026 for certain, and since 1 October 2026 not known: on which day the Secretary"
        " General of the Council of Europe received a notice to leave is not on record"
    )
    assert "A law on leaving was signed within the State on 29 September 2025. It ends nothing by itself" in page


def test_without_a_choice_the_days_are_not_before_and_every_line_says_so(few: Any, read: Read) -> None:
    page = read(RUSSIA)
    assert "so the State is not out before 1 October 2026" in page
    told = section(page, "days")
    assert told.count("not before") == 1 + 8  # beside the heading, and on each of the days
    assert "assumed" not in told
    assert "Last day bound, with every duty in full" in told


def test_a_chosen_day_is_marked_as_an_assumption_and_never_as_a_fact(few: Any, read: Read) -> None:
    page = read(RUSSIA, data={"received": "2025-10-01"})
    assert lead(page) == lead(read(RUSSIA))
    assert (
        "Assumption, not a fact: a notice received on 1 October 2025. If that were so, the State would be bound until"
        " 31 October 2026 and out from 1 November 2026 on."
    ) in page
    assert f'<a href="{RUSSIA}">Without this assumption</a>' in page
    assert 'value="2025-10-01"' in page
    assert "assumed" in section(page, "days")
    assert '<tr class="chosen" aria-current="true">' in page


def test_if_received_then_is_a_table_from_which_a_day_is_chosen(few: Any, read: Read) -> None:
    page = read(RUSSIA)
    told = section(page, "when")
    assert "2025-09-29 to 2025-09-30 2026-10-01 not bound any more" in told
    assert "2025-10-01 to 2025-10-31 2026-11-01 not bound any more" in told
    assert "2026-11-01 to 2026-11-22 2027-12-01 still bound" in told
    assert "never – bound as before" in told
    assert 'href="?received=2025-10-01#when"' in page


def test_the_day_that_is_a_month_in_effect_is_explained(few: Any, read: Read) -> None:
    assert (
        "One day counts: received on 30 September 2025 a notice takes effect on 1 October 2026; received a day later, on"
        " 1 October 2025, it takes effect on 1 November 2026. ECPT Art. 22(2)"
    ) in words(read(RUSSIA))
    assert "One day counts" not in read("/leaving/BLR/ICCPR-OP1/")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("2025-09-28", "No notice is assumed before 29 September 2025, the day of the law within the State."),
        ("2025-02-30", "“2025-02-30” is not a day of the calendar. Write it like 2026-11-22."),
        ("2150-01-31", "31 January 2150 is too far ahead. Choose a day within a hundred years."),
        ("9999-12-31", "“9999-12-31” is out of reach. Choose a day of the years 1900 to 2199."),
        ("0001-01-01", "“0001-01-01” is out of reach. Choose a day of the years 1900 to 2199."),
        ("<b>", "“<b>” is not a day of the calendar."),
    ],
)
def test_a_day_that_cannot_be_is_said_and_kept_and_the_page_stays_itself(
    said: str, answer: str, few: Any, read: Read
) -> None:
    page = read(RUSSIA, data={"received": said})
    alert = re.search(r'role="alert">(.*?)</p>', page, re.S)
    assert alert is not None
    assert answer in unescape(alert[1])
    assert f'value="{said}"' in unescape(page)
    assert "so the State is not out before 1 October 2026" in page
    assert "<b>" not in page


def test_what_happened_is_told_day_by_day_with_where_standing_article_source_and_confidence(
    few: Any, read: Read
) -> None:
    told = section(read(RUSSIA), "steps")
    assert (
        "2025-09-29 Law on denunciation signed within the State: changes nothing under the convention President signed,"
        " published Party VCLT Art. 67(2) article 000,003,004; TASS; Interfax verified"
    ) in told
    assert "2022-03-16 Membership ended (Council of Europe) membership of the organisation" in told
    assert "not known Denunciation announced, receipt not known" in told
    assert "confidence detail" not in told


def test_the_public_record_of_the_body_is_part_of_the_story(shelf: Any, read: Read) -> None:
    asked = shelf.fact("request_unanswered", begins="2024-02-01", note="information on a death")
    published = shelf.fact("visit_report_published", begins="2001-12-02", published_on="2003-06-30")
    shelf.register(shelf.state("FRA", "France", facts=[asked, published]))
    told = section(read("/leaving/FRA/ECPT/"), "steps")
    assert (
        "2024-02-01 Request for information, not answered the body of the convention information on a death Party"
        in told
    )
    assert "2003-06-30" not in told
    assert "Request for information" not in read("/leaving/FRA/UNCAT/")


def test_what_is_lost_stays_is_open_and_never_was_stands_under_its_heading(few: Any, read: Read) -> None:
    page = read(RUSSIA)
    order = [page.index(f'<h3 id="{name}">') for name in ("lost", "kept", "uncertain", "never")]
    assert order == sorted(order)
    told = section(page, "changes")
    assert "New visits, and the power to notify them Yes, in full. No. ECPT Art. 7, 8, 22" in told
    assert "A decision on complaints of individuals Never existed: letters are information." in told


def test_what_should_be_done_before_has_its_reminders(few: Any, read: Read) -> None:
    told = section(read(RUSSIA, data={"received": "2026-11-20"}), "before")
    assert told.startswith("To be done before 1 December 2027 assumed")
    assert "2027-06-04 180 days before 2027-09-02 90 days before 2027-11-01 30 days before ECPT Art. 10(2)" in told
    assert "has passed" not in told
    assert "2026-04-04 180 days before · has passed" in section(read(RUSSIA), "before")


def test_seats_quorum_and_two_thirds_stand_before_and_after(shipped: Any, read: Read) -> None:
    told = section(read(RUSSIA), "seats")
    assert "until 30 September 2026 from 1 October 2026 Seats 47 46 Quorum, of all seats 24 24" in told
    assert "Votes for a public statement, of all seats 32 31" in told
    assert "Votes for a public statement, of members in office 31 31" in told
    assert "the seat in respect of Russia" in told
    assert "The seats of the Committee against Torture" in section(read("/leaving/FRA/UNCAT/"), "seats")


def test_other_conventions_end_with_it_and_others_remain(few: Any, read: Read) -> None:
    told = section(read(RUSSIA), "other")
    assert "Protocol No. 1 , from 1 October 2026" in told
    assert "What still binds on 1 October 2026 UN Convention against Torture Party" in told
    council = section(read("/leaving/RUS/COE-STATUTE/"), "other")
    assert "European Convention on Human Rights , from 16 September 2022" in council


def test_a_notice_on_record_is_a_fact_and_its_day_is_used(few: Any, read: Read) -> None:
    page = read("/leaving/BLR/ICCPR-OP1/")
    assert lead(page) == "Bound until 7 February 2023: a notice to leave was received on 8 November 2022"
    told = section(page, "days")
    assert told == (
        "What follows, day by day 2022-11-08 A notice is received by the depositary ICCPR-OP1 Art. 12(1) 2023-02-07 Last"
        " day bound, with every duty in full ICCPR-OP1 Art. 12(1) 2023-02-08 Bound no more from this day on ICCPR-OP1"
        " Art. 12(1)"
    )
    assert "Assumption" not in page


def test_another_day_than_that_on_record_is_an_assumption(few: Any, read: Read) -> None:
    page = read("/leaving/BLR/ICCPR-OP1/", data={"received": "2022-06-01"})
    assert "a notice to leave was received on 8 November 2022" in lead(page)
    assert "Assumption, not a fact: a notice received on 1 June 2022." in page


def test_every_way_out_of_one_state_is_at_its_own_address(few: Any, read: Read) -> None:
    page = read("/leaving/TTO/ICCPR-OP1/")
    assert lead(page) == "Bound until 26 June 2000: a notice to leave was received on 27 March 2000"
    assert 'href="/leaving/TTO/ICCPR-OP1/?received=1998-05-26"' in page
    first = read("/leaving/TTO/ICCPR-OP1/", data={"received": "1998-05-26"})
    assert lead(first) == (
        "A notice was received on 26 May 1998; when it took effect, on 26 August 1998, a new consent bound the State"
    )
    assert "Assumption" not in first


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("RUS/COE-STATUTE", "Out since 16 March 2022: a decision of that day ended membership"),
        (
            "RUS/ECHR",
            "Bound until 15 September 2022: ended by itself after the end under the Statute of the Council of Europe (ETS 1)",
        ),
        ("GRC/ECHR", "Bound until 12 June 1970: a notice to leave was received on 12 December 1969"),
        ("FRA/UNCAT", "No notice to leave is on record"),
    ],
)
def test_the_answer_is_what_is_on_record(address: str, said: str, few: Any, read: Read) -> None:
    assert lead(read(f"/leaving/{address}/")) == said


def test_who_is_in_the_council_is_a_member_and_no_party(few: Any, read: Read) -> None:
    assert "former member" in section(read("/leaving/RUS/COE-STATUTE/"), "steps")
    council, state = read("/conventions/COE-STATUTE/"), words(read("/states/RUS/"))
    assert "former member" in council
    assert "Members at its end" in council
    assert "former Party" not in council
    assert "member, since 1949-05-05" in read("/conventions/COE-STATUTE/map/")
    assert "Council of Europe former member" in state
    assert "former Party" in state


def test_a_refusal_names_the_state_and_not_its_code(few: Any, read: Read) -> None:
    page = read("/leaving/USA/ICCPR-OP1/", data={"received": "1950-01-01"}) + read(
        "/leaving/BLR/ICCPR-OP1/", data={"received": "1950-01-01"}
    )
    assert "Belarus is not bound" in page
    assert "BLR is not" not in page


def test_a_state_that_came_back_is_bound_again(few: Any, read: Read) -> None:
    assert "Bound again since 28 November 1974." in read("/leaving/GRC/ECHR/")


def test_where_nothing_is_on_record_today_is_an_assumption(few: Any, read: Read) -> None:
    page = read("/leaving/FRA/ECPT/")
    assert "Assumption, not a fact: what would follow if a notice were received today, 22 November 2026." in page
    assert section(page, "days").count("assumed") == 1 + 8


@pytest.mark.parametrize(
    ("address", "said", "article"),
    [
        ("FRA/ICCPR", "The Covenant has no clause on denunciation and cannot be denounced", "VCLT Art. 56"),
        ("FRA/ECPT-P1", "A Protocol that changes the Convention cannot be left by itself.", "ETS 151"),
        ("USA/ECPT", "United States is not bound by the convention on 22 November 2026", "ECPT Art. 22(2)"),
    ],
)
def test_what_cannot_be_is_said_with_its_article_and_nothing_is_reckoned(
    address: str, said: str, article: str, few: Any, read: Read
) -> None:
    page = read(f"/leaving/{address}/")
    assert said in lead(page)
    assert f'<cite class="rule">{article}</cite>' in page
    assert 'id="days"' not in page
    assert 'id="steps"' in page


def test_a_protocol_names_the_convention_with_which_it_goes(few: Any, read: Read) -> None:
    assert 'href="/leaving/FRA/ECPT/"' in read("/leaving/FRA/ECPT-P1/")


def test_that_leaving_is_disputed_is_said_with_the_article(few: Any, read: Read) -> None:
    said = "It is disputed whether this convention can be left at all (VCLT Art. 56)."
    assert said in read("/leaving/FRA/ICPPED/")


def test_the_list_has_every_case_on_record(few: Any, read: Read) -> None:
    told = section(read("/leaving/"), "cases")
    assert "Russia European Convention for the Prevention of Torture Law within the State of 29 September 2025" in told
    assert "not before 2026-10-01" in told
    assert "Belarus First Optional Protocol to the Covenant Bound until 7 February 2023" in told
    assert "Bound again since 28 November 1974." in told
    page = read("/leaving/")
    assert 'href="/leaving/RUS/COE-STATUTE/?received=2022-03-15"' in page
    assert 'href="/leaving/RUS/COE-STATUTE/"' in page


def test_a_choice_leads_to_its_page_and_an_incomplete_one_is_kept(few: Any, client: Any, read: Read) -> None:
    chosen = client.get("/leaving/", {"state": "RUS", "convention": "ECPT"})
    assert (chosen.status_code, chosen.headers["Location"]) == (302, RUSSIA)
    page = read("/leaving/", data={"state": "RUS", "convention": ""})
    assert "Choose the convention as well." in page
    assert '<option value="RUS" selected>' in page
    assert "is not a State of this register" in read("/leaving/", data={"state": "ZZZ", "convention": "ECPT"})
    assert 'role="alert"' not in read("/leaving/", data={"convention": "ECPT"})


def test_addresses_written_otherwise_lead_to_the_right_one(few: Any, client: Any, read: Read) -> None:
    moved = client.get("/leaving/rus/ecpt/", {"received": "2025-10-01"})
    assert (moved.status_code, moved.headers["Location"]) == (301, f"{RUSSIA}?received=2025-10-01")
    assert "No State has this code" in read("/leaving/ZZZ/ECPT/", status=404)
    assert "No convention has this code" in read("/leaving/RUS/ECTP/", status=404)


def test_an_empty_shelf_says_what_will_stand_there(shelf: Any, read: Read) -> None:
    assert "Nothing here yet" in read("/leaving/")
    assert "No State has this code" in read(RUSSIA, status=404)


def test_invented_states_are_apart(shipped: Any, read: Read, settings: Any) -> None:
    settings.DEMONSTRATION = True
    assert "Aldmoor" not in read("/leaving/")
    page = read("/leaving/", data={"register": "invented"})
    assert '<option value="XXA">Aldmoor</option>' in page
    assert "Russia" not in section(page, "cases")
    assert "invented: this State does not exist" in read("/leaving/XXA/ECPT/")


def test_a_page_costs_one_query_whatever_it_tells(shipped: Any, client: Any, read: Read) -> None:
    from django.db import connection

    for address in ("/leaving/", RUSSIA, f"{RUSSIA}?received=2025-10-01"):
        read(address)
        with CaptureQueriesContext(connection) as asked:
            read(address)
        assert len(asked) == 1, address


def test_the_pages_speak_french(few: Any, client: Any) -> None:
    page = client.get(RUSSIA, headers={"accept-language": "fr"}).content.decode()
    assert "le Secrétaire général du Conseil de l’Europe" in page
    assert "Nouvelles visites" in page


def test_home_state_and_convention_lead_here(few: Any, read: Read) -> None:
    assert 'href="/leaving/"' in read("/")
    assert 'href="/reported/"' in read("/")
    russia = read("/states/RUS/")
    assert f'href="{RUSSIA}"' in russia
    assert 'href="/reported/?state=RUS"' in russia
    assert 'href="/leaving/BLR/ICCPR-OP1/"' in read("/states/BLR/")
    assert "/leaving/" not in read("/states/FRA/")
    assert 'href="/leaving/?convention=ECPT"' in read("/conventions/ECPT/")
