"""Who can still be turned to: read by people who are not lawyers, in five languages, on a phone, without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from unannounced.crafts.law.acts import shipped_acts
from unannounced.duties.treaty.acts import Act

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")


def row(act: Act) -> dict[str, Any]:
    """An act as a parcel holds it."""
    return {
        "treaty": act.treaty,
        "action": act.action,
        "day": act.day.isoformat() if act.day else None,
        "year": act.year,
        "note": act.note,
        "source": act.source,
        "confidence": act.confidence.value,
        "concerns": list(act.concerns),
    }


@pytest.fixture
def law(shelf: Any) -> None:
    """An edition with four real States as they are shipped, and an invented one."""
    from unannounced.rooms.portal import law

    law._held.clear()
    names = {"RUS": "Russia", "UKR": "Ukraine", "GBR": "United Kingdom", "BLR": "Belarus"}
    french = {"RUS": "Russie", "UKR": "Ukraine", "GBR": "Royaume-Uni", "BLR": "Biélorussie"}
    states = [
        shelf.state(
            code,
            english,
            names={"en": english, "fr": french[code]},
            acts=[row(act) for act in shipped_acts() if act.state == code],
        )
        for code, english in names.items()
    ]
    shelf.register(*states, shelf.state("XXC", "Corvania"))


def answer(page: str, code: str) -> str:
    """The paragraph that answers for one body, without markup."""
    found = re.search(rf'id="{code}".*?<p class="route-answer">(.*?)</p>', page, re.DOTALL)
    assert found, code
    return " ".join(re.sub(r"<.*?>", " ", found[1]).split())


@pytest.mark.usefixtures("law")
def test_the_form_lists_the_states_of_the_register_and_no_invented_one(read: Read) -> None:
    page = read("/turn-to/")
    assert "Who can still be turned to" in page
    assert '<option value="RUS">Russia</option>' in page
    assert "Corvania" not in page
    assert 'method="get"' in page
    assert "csrfmiddlewaretoken" not in page.partition("<main")[2]


@pytest.mark.usefixtures("law")
def test_the_form_leads_to_the_page_of_the_state_and_keeps_what_was_said(client: Any) -> None:
    answered = client.get("/turn-to/?state=RUS&act=2022-05-01&where=UKR&used=&used=cat_22:pending&language=uk")
    assert answered.status_code == 302
    expected = "/turn-to/RUS/?act=2022-05-01&where=UKR&used=cat_22%3Apending&language=uk"
    assert answered["Location"] == expected


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    ("language", "title", "cpt", "yes"),
    [
        ("en", "Who can still be turned to", "It does not decide complaints and never did.", "Yes."),
        ("fr", "À qui peut-on encore s’adresser", "Il ne statue pas sur des plaintes", "Oui."),
        ("ru", "К кому ещё можно обратиться", "Не рассматривает жалобы и никогда этого не делал.", "Да."),
        ("uk", "До кого ще можна звернутися", "Не розглядає скарг і ніколи цього не робив.", "Так."),
        ("ar", "إلى من يمكن اللجوء بعد", "لا تفصل في الشكاوى ولم تفعل قط.", "نعم."),
    ],
)
def test_the_page_is_in_each_language_and_says_so(read: Read, language: str, title: str, cpt: str, yes: str) -> None:
    page = read(f"/turn-to/UKR/?act=2026-05-01&language={language}")
    assert f'<html lang="{language}"' in page
    assert title in page
    assert cpt in page
    assert answer(page, "cat_22").startswith(yes)
    assert answer(page, "cat_22") != answer(read("/turn-to/UKR/?act=2026-05-01"), "cat_22") or language == "en"


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "30 September 2026"),
        ("fr", "30 septembre 2026"),
        ("ru", "30 сентября 2026 года"),
        ("uk", "30 вересня 2026 року"),
    ],
)
def test_what_is_not_known_is_said_with_its_bounds_in_each_language(read: Read, language: str, said: str) -> None:
    page = read(f"/turn-to/RUS/?act=2022-05-01&language={language}")
    assert said in answer(page, "cpt")
    word = {"en": "Not certain.", "fr": "Pas certain.", "ru": "Неясно.", "uk": "Неясно."}[language]
    assert answer(page, "cpt").startswith(word)
    was = {"en": "It was bound", "fr": "Il a été lié", "ru": "Оно точно было", "uk": "Вона точно була"}[language]
    assert was in answer(page, "cpt")


@pytest.mark.usefixtures("law")
def test_belarus_on_the_last_day_and_on_the_day_after(read: Read) -> None:
    last = read("/turn-to/BLR/?act=2023-01-20&on=2023-02-07")
    assert answer(last, "hrc_op1").startswith("Yes.")
    assert "7 February 2023" in last
    assert "Sources disagree on the last day" in last
    assert answer(read("/turn-to/BLR/?act=2023-01-20&on=2023-02-08"), "hrc_op1").startswith("No.")


@pytest.mark.usefixtures("law")
def test_an_answer_never_speaks_by_colour_alone(read: Read) -> None:
    page = read("/turn-to/RUS/?act=2022-05-01")
    for code, word, shape in (("cat_22", "Yes.", "check"), ("cpt", "Not certain.", "ring"), ("spt", "No.", "cross")):
        found = re.search(rf'id="{code}".*?<p class="route-answer">(.*?)</p>', page, re.DOTALL)
        assert found
        assert word in found[1]
        assert f"#shape-{shape}" in found[1]


@pytest.mark.usefixtures("law")
def test_the_browsers_language_is_spoken_where_nothing_else_was_chosen(client: Any) -> None:
    page = client.get("/turn-to/", headers={"Accept-Language": "uk-UA,uk;q=0.9,en;q=0.5"})
    assert '<html lang="uk"' in page.content.decode()
    assert page["Content-Language"] == "uk"
    assert "Accept-Language" in page["Vary"]
    client.cookies["portal_language"] = "fr"
    assert '<html lang="fr"' in client.get("/turn-to/", headers={"Accept-Language": "uk"}).content.decode()
    client.cookies.clear()
    assert '<html lang="en"' in client.get("/turn-to/?language=xx", headers={"Accept-Language": "de"}).content.decode()


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("language", ["ru", "uk"])
def test_the_page_says_nothing_in_another_language_without_marking_it(read: Read, language: str) -> None:
    """What is in English there says so: articles, sources."""
    page = (
        read(f"/turn-to/UKR/?act=2026-05-01&language={language}")
        .partition("<main")[2]
        .partition(">")[2]
        .partition("</main>")[0]
    )
    marked = re.sub(r'<(\w+)[^>]*\slang="(?:en|fr)"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    words = re.sub(r"<(style|script|svg|option).*?</\1>|<[^>]*>|&\w+;", " ", marked, flags=re.DOTALL)
    left = [word for word in re.findall(r"[A-Za-z]{3,}", words) if not re.fullmatch(r"[XA-Z]{3}", word)]
    assert left == [], left


@pytest.mark.usefixtures("law")
def test_a_page_costs_one_query_whatever_is_asked(client: Any) -> None:
    from django.db import connection

    client.get("/turn-to/RUS/")  # reads the edition
    for address in ("/turn-to/", "/turn-to/RUS/?act=2022-05-01&where=UKR&language=ru", "/turn-to/UKR/?used=ecthr_34"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        assert len(asked) == 1, address


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    ("address", "said", "kept"),
    [
        ("/turn-to/?state=QQQ&act=2022-05-01", "This State is not in the register: QQQ", 'value="2022-05-01"'),
        ("/turn-to/?state=&act=2022-05-01", "Choose a State from the list.", 'value="2022-05-01"'),
        ("/turn-to/?state=RUS&act=2022-02-30", "This is not a day: 2022-02-30", 'type="text" aria-invalid="true"'),
        ("/turn-to/RUS/?act=9990-01-01&on=9999-12-31&final=9999-01-01", "too far away: 9990-01-01", "9990-01-01"),
        ("/turn-to/RUS/?act=0001-01-01", "Choose one of the years 1900 to 2199.", 'type="text" aria-invalid="true"'),
        ("/turn-to/RUS/?act=2099-01-01", "lies after the day on which you write", 'value="2099-01-01"'),
        ("/turn-to/RUS/?act=2022-05-01&final=2020-01-01", "The last decision must lie between", 'value="2020-01-01"'),
        ("/turn-to/RUS/?act=2022-05-01&used=nobody", "This body is not known here: nobody", 'value="2022-05-01"'),
        ("/turn-to/RUS/?act=2022-05-01&where=QQQ", "This State is not in the register: QQQ", 'value="2022-05-01"'),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(read: Read, address: str, said: str, kept: str) -> None:
    page = read(address)
    assert 'role="alert"' in page
    assert said in page
    assert kept in page
    assert "route-answer" not in page


@pytest.mark.usefixtures("law")
def test_a_state_that_is_not_there_is_not_found_and_the_form_is_offered(read: Read) -> None:
    page = read("/turn-to/ZZZ/", 404)
    assert "This State is not in the register: ZZZ" in page
    assert '<option value="RUS">' in page
    assert "<SCRIPT>" not in read("/turn-to/%3CSCRIPT%3E/", 404)


@pytest.mark.usefixtures("law")
def test_a_code_in_small_letters_leads_to_the_one_address(client: Any) -> None:
    answered = client.get("/turn-to/rus/?act=2022-05-01")
    assert answered.status_code == 301
    assert answered["Location"] == "/turn-to/RUS/?act=2022-05-01"


@pytest.mark.usefixtures("law")
def test_an_invented_state_says_that_it_does_not_exist(read: Read) -> None:
    page = read("/turn-to/XXC/?act=2026-05-01")
    assert "This State does not exist." in page
    assert answer(page, "cpt").startswith("Yes.")
    assert "Russia" not in page


@pytest.mark.usefixtures("law")
def test_gaps_in_the_record_of_a_treaty_are_said_at_its_bodies(read: Read) -> None:
    page = read("/turn-to/UKR/?act=2026-05-01")
    said = re.findall(r'href="/conventions/([^/]+)/#missing">What is on record here about this treaty has gaps', page)
    assert {"UNCAT", "ICCPR-OP1"} <= set(said)
    assert "неполны" in read("/turn-to/UKR/?act=2026-05-01&language=ru")
    assert "has gaps" not in read("/turn-to/XXC/?act=2026-05-01")


@pytest.mark.usefixtures("law")
def test_a_ground_without_act_and_day_is_left_out(read: Read) -> None:
    page = read("/turn-to/GBR/?act=2026-05-01") + read("/turn-to/BLR/?act=2026-05-01")
    rows = re.findall(r"<tr><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>", page)
    assert rows
    assert ("not known", "–") not in rows


@pytest.mark.usefixtures("law")
def test_no_cache_keeps_what_a_victim_asked(client: Any) -> None:
    for address in ("/turn-to/RUS/?act=2022-05-01", "/turn-to/?state=RUS&act=2022-05-01", "/turn-to/rus/"):
        assert client.get(address)["Cache-Control"] == "no-store", address


@pytest.mark.usefixtures("law")
def test_the_grounds_stand_under_why_with_article_source_and_confidence(read: Read) -> None:
    page = read("/turn-to/BLR/?act=2023-01-20&on=2023-02-10&language=uk")
    assert "депозитарій отримав повідомлення про денонсацію" in page
    assert '<time datetime="2022-11-08">' in page
    assert "ICCPR-OP1 Art. 12(1)" in page
    assert "перевірено за самим текстом" in page


@pytest.mark.usefixtures("law")
def test_what_was_chosen_is_chosen_still(read: Read) -> None:
    page = read("/turn-to/UKR/?act=2020-05-01&used=ecthr_34:pending&remedies=no&disappeared=yes&anonymous=yes")
    assert '<option value="ecthr_34:pending" selected>' in page
    assert answer(page, "hrc_op1") == "No. Another body is examining the same matter: European Court of Human Rights."
    assert page.count(" selected>") == 4  # State, remedies, disappeared, the Court
    assert " checked>" in page


@pytest.mark.usefixtures("law")
def test_the_page_of_a_state_leads_here(read: Read) -> None:
    assert 'href="/turn-to/RUS/"' in read("/states/RUS/")


def test_before_an_edition_has_come_the_page_says_what_it_will_hold(shelf: Any, read: Read) -> None:
    from unannounced.rooms.portal import law

    law._held.clear()
    page = read("/turn-to/")
    assert "Here will be the bodies that you can turn to" in page
    assert "This State is not in the register: RUS" in read("/turn-to/RUS/", 404)


@pytest.mark.usefixtures("law")
def test_nothing_on_the_page_needs_javascript_or_comes_from_elsewhere(read: Read) -> None:
    page = read("/turn-to/RUS/?act=2022-05-01&language=ru")
    assert " style=" not in page
    assert " onclick=" not in page
    assert re.findall(r'(?:src|href)="(https?:[^"]*)"', page) == []
