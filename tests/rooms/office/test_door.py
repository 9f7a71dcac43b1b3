"""Who comes into the office, and that nobody else learns anything at its door."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.contrib.auth import hashers
from django.db import OperationalError
from django.test import Client

from tests.rooms.office.conftest import LONG_AGO, PASSWORD, AtDoor, Authenticator
from unannounced.records.accounts import actions
from unannounced.records.accounts.models import FailedSignIn, Mandate, Person, SecondFactor
from unannounced.records.accounts.queries import viewer_of
from unannounced.records.ledger.models import Line
from unannounced.rooms.office import doors
from unannounced.rooms.web import entering

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.rooms.office.door_urls_for_tests"),
    pytest.mark.usefixtures("quick_passwords"),
]

Arrive = Callable[..., AtDoor]
WRONG = "This login and password do not belong together"


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def masked(response: Any) -> str:
    """The body without its tokens against forged requests."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", response.content.decode())


# ---- the door itself


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete", "options"])
def test_what_exists_and_what_does_not_answer_alike_to_a_stranger(client: Client, method: str) -> None:
    answers = [getattr(client, method)(path) for path in ("/states/", f"/visits/{uuid4()}/", "/nothing/", "/states")]
    assert {answer.status_code for answer in answers} == {302}
    assert len({frozenset(answer.headers) for answer in answers}) == 1
    assert answers[0]["Location"] == "/sign-in/?next=/states/"
    assert not any(answer.cookies for answer in answers)


def test_the_way_to_the_first_step_keeps_the_whole_address(client: Client) -> None:
    assert (
        client.get("/states/?follow-up=overdue&a=b")["Location"]
        == "/sign-in/?next=/states/%3Ffollow-up%3Doverdue%26a%3Db"
    )


def test_an_address_below_an_open_one_is_not_open(client: Client) -> None:
    for path in ("/sign-in/more/", "/sign-in/second/x", "/language/x/", "/staticky/", "/sign-out/", "/account/"):
        assert client.get(path)["Location"] == f"/sign-in/?next={path}"


def test_a_post_of_a_stranger_is_turned_away_before_its_token_is_looked_at() -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/states/").status_code == 302


def test_no_answer_of_the_office_is_kept_by_a_browser(client: Client, ana: AtDoor) -> None:
    answers = [
        client.get("/sign-in/"),
        client.get("/states/"),
        ana.sign_in(client),
        client.get("/"),
        client.get("/no/"),
    ]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store, private"}


def test_the_forms_of_the_door_refuse_a_forged_request(ana: AtDoor) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert ana.first_step(browser).status_code == 403
    assert browser.post("/sign-in/passkey/begin/").status_code == 403
    assert browser.post("/language/", {"language": "fr"}).status_code == 403


def test_the_language_is_chosen_without_signing_in(client: Client) -> None:
    answer = client.post("/language/", {"language": "fr", "next": "/sign-in/"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert answer.cookies["office_language"].value == "fr"


def test_the_pages_know_who_asks_and_when(client: Client, ana: AtDoor) -> None:
    ana.sign_in(client)
    assert client.get("/").content.decode() == f"ana {datetime.now(UTC).year}"


def test_the_nav_is_for_those_who_are_in_and_knows_where_it_is(client: Client, ana: AtDoor) -> None:
    assert 'class="nav"' not in client.get("/sign-in/").content.decode()
    ana.sign_in(client)
    page = client.get("/account/").content.decode()
    assert [url in page for url in ('href="/"', 'href="/states/"', 'href="/ledger/"')] == [True] * 3
    assert [place["url"] for place in doors._places("/states/XXB/") if place["here"]] == ["/states/"]
    assert [place["url"] for place in doors._places("/") if place["here"]] == ["/"]


# ---- the first step


def test_the_password_alone_does_not_open(client: Client, ana: AtDoor) -> None:
    answer = ana.first_step(client, to="?next=/states/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/second/?next=/states/")
    assert client.get("/states/")["Location"] == "/sign-in/?next=/states/"


def test_both_steps_open_and_lead_to_where_one_wanted_to_go(client: Client, ana: AtDoor) -> None:
    answer = ana.sign_in(client, to="?next=/states/%3Fpage=2")
    assert (answer.status_code, answer["Location"]) == (302, "/states/?page=2")
    assert is_in(client)
    assert client.get("/sign-in/?next=/states/")["Location"] == "/states/"


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(client: Client, ana: AtDoor) -> None:
    wrong = ana.first_step(client, password="something else altogether")
    unknown = client.post("/sign-in/", {"login": "nobody", "password": "something else altogether"})
    assert WRONG in wrong.content.decode()
    assert wrong.status_code == unknown.status_code == 422
    assert masked(wrong).replace('value="ana"', "") == masked(unknown).replace('value="nobody"', "")
    assert dict(wrong.headers).keys() == dict(unknown.headers).keys()


def test_an_unknown_login_costs_the_same_work(client: Client, ana: AtDoor, django_assert_num_queries: Any) -> None:
    encode = hashers.ScryptPasswordHasher.encode
    with patch.object(hashers.ScryptPasswordHasher, "encode", autospec=True, side_effect=encode) as hashed:
        for number, login in enumerate(("ana", "nobody"), start=1):
            with django_assert_num_queries(4):  # must wait? who? forget old failures, note this one
                client.post("/sign-in/", {"login": login, "password": "something else altogether"})
            assert hashed.call_count == number


def test_no_table_holds_the_logins_that_were_tried(client: Client) -> None:
    client.post("/sign-in/", {"login": "nobody", "password": "x"})
    assert len(FailedSignIn.objects.get().name_digest) == 64


@pytest.mark.parametrize("login", ["ana", "nobody"])
def test_after_five_failures_even_the_right_password_waits(client: Client, ana: AtDoor, login: str) -> None:
    for _ in range(5):
        client.post("/sign-in/", {"login": login, "password": "wrong and wrong again"})
    answer = client.post("/sign-in/", {"login": login, "password": PASSWORD})
    assert (answer.status_code, WRONG in answer.content.decode()) == (422, True)
    assert FailedSignIn.objects.count() == 5, "waiting is not made longer by trying"


def test_after_a_quarter_of_an_hour_the_right_password_is_taken_again(client: Client, ana: AtDoor) -> None:
    long_since = datetime.now(UTC) - timedelta(minutes=16)
    for _ in range(5):
        actions.note_failure(entering.login_digest("ana"), at=long_since)
    assert ana.first_step(client).status_code == 302


def test_failures_of_one_login_hold_up_nobody_else(client: Client, ana: AtDoor, arrive: Arrive) -> None:
    ben = arrive("ben", first=ana)
    for _ in range(5):
        ana.first_step(client, password="wrong and wrong again")
    assert ben.first_step(client).status_code == 302


def test_an_account_without_second_factor_stays_outside(client: Client, db: None) -> None:
    actions.make_account("ana", "Ana", password=PASSWORD, by=None, at=datetime.now(UTC))
    answer = client.post("/sign-in/", {"login": "ana", "password": PASSWORD})
    assert "no second factor" in answer.content.decode()
    assert client.get("/sign-in/second/").status_code == 302


def test_what_is_not_a_login_is_refused_in_words(client: Client) -> None:
    for said in ({}, {"login": "a" * 61, "password": "x"}, {"login": "a\0", "password": "x"}):
        assert client.post("/sign-in/", said).status_code == 422


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "/%09/evil.example",
        "javascript:alert(1)",
        "states/",
        "/sign-in/second/",
        "/sign-out/",
        "/language/",
        "",
    ],
)
def test_nobody_is_led_out_of_the_room(client: Client, ana: AtDoor, wanted: str) -> None:
    assert ana.sign_in(client, to=f"?next={wanted}")["Location"] == "/"


# ---- the second step


def test_a_wrong_code_does_not_open(client: Client, ana: AtDoor) -> None:
    ana.first_step(client)
    wrong = f"{(int(ana.code()) + 1) % 1_000_000:06}"
    answer = client.post("/sign-in/second/", {"code": wrong})
    assert (answer.status_code, is_in(client)) == (422, False)
    assert "is not the one of now" in answer.content.decode()


def test_a_code_may_be_written_with_a_space(client: Client, ana: AtDoor) -> None:
    ana.first_step(client)
    code = ana.code()
    assert client.post("/sign-in/second/", {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "12345a"])
def test_what_is_no_code_is_not_counted_as_a_failure(client: Client, ana: AtDoor, code: str) -> None:
    ana.first_step(client)
    assert client.post("/sign-in/second/", {"code": code}).status_code == 422
    assert not FailedSignIn.objects.exists()


def test_a_code_is_taken_once(client: Client, ana: AtDoor) -> None:
    code = ana.code()
    for status in (302, 422):
        browser = Client()
        ana.first_step(browser)
        assert browser.post("/sign-in/second/", {"code": code}).status_code == status
    assert ana.sign_in(client, ahead=1).status_code == 302


def test_a_code_of_a_minute_ago_is_not_taken(client: Client, ana: AtDoor) -> None:
    ana.first_step(client)
    assert client.post("/sign-in/second/", {"code": ana.code(ahead=-2)}).status_code == 422


def test_the_code_of_somebody_else_does_not_open(client: Client, ana: AtDoor, arrive: Arrive) -> None:
    ben = arrive("ben", first=ana)
    ana.first_step(client)
    assert client.post("/sign-in/second/", {"code": ben.code()}).status_code == 422


def test_failures_of_the_code_count_too(client: Client, ana: AtDoor) -> None:
    ana.first_step(client)
    for _ in range(5):
        client.post("/sign-in/second/", {"code": f"{(int(ana.code()) + 1) % 1_000_000:06}"})
    assert client.post("/sign-in/second/", {"code": ana.code()}).status_code == 422
    assert WRONG in ana.first_step(Client()).content.decode()


def test_the_second_step_is_nothing_without_the_first(client: Client, ana: AtDoor) -> None:
    answer = client.post("/sign-in/second/?next=/states/", {"code": ana.code()})
    assert answer["Location"] == "/sign-in/?next=/states/"
    assert "Begin again" in client.get("/sign-in/").content.decode()
    assert "Begin again" not in client.get("/sign-in/").content.decode()


def test_the_first_step_lasts_ten_minutes(client: Client, ana: AtDoor) -> None:
    ana.first_step(client)
    with patch.object(doors.timezone, "now", return_value=datetime.now(UTC) + timedelta(minutes=11)):
        assert client.get("/sign-in/second/")["Location"] == "/sign-in/"


def test_the_code_is_shown_in_a_demonstration_only(client: Client, ana: AtDoor, settings: Any) -> None:
    ana.first_step(client)
    assert "Demonstration" not in client.get("/sign-in/second/").content.decode()
    settings.DEMONSTRATION = True
    shown = re.search(r"Demonstration: the code now is (\d{6})", client.get("/sign-in/second/").content.decode())
    assert shown
    assert client.post("/sign-in/second/", {"code": shown[1]}).status_code == 302


def test_a_demonstration_shows_no_code_that_was_used(client: Client, ana: AtDoor, settings: Any) -> None:
    settings.DEMONSTRATION = True
    ana.sign_in(client)
    again = Client()
    ana.first_step(again)
    shown = re.search(r"the code now is (\d{6})", again.get("/sign-in/second/").content.decode())
    assert shown
    assert again.post("/sign-in/second/", {"code": shown[1]}).status_code == 302


# ---- mandates and sessions


def test_without_a_running_mandate_nobody_comes_in(client: Client, arrive: Arrive) -> None:
    ana = arrive(ends=datetime.now(UTC).date() - timedelta(days=1))
    assert ana.sign_in(client)["Location"] == "/sign-in/"
    assert "no mandate runs today" in client.get("/sign-in/").content.decode()
    assert not is_in(client)


def test_access_ends_with_the_mandate_also_in_an_open_session(client: Client, ana: AtDoor) -> None:
    ana.sign_in(client)
    held = client.session.session_key
    now = datetime.now(UTC)
    actions.end_mandate(Mandate.objects.get(), ends=LONG_AGO, by=viewer_of(ana.person, now.date()), at=now)
    assert client.get("/states/")["Location"] == "/sign-in/?next=/states/"
    assert "no mandate runs today" in client.get("/sign-in/").content.decode()
    assert not client.session.exists(held)


def test_a_session_that_names_nobody_is_signed_out(client: Client, ana: AtDoor) -> None:
    ana.sign_in(client)
    session = client.session
    session[doors.PERSON] = str(uuid4())
    session.save()
    assert not is_in(client)


def test_the_session_has_a_new_key_after_each_step(client: Client, ana: AtDoor) -> None:
    client.get("/sign-in/second/")
    keys = [client.session.session_key]
    ana.first_step(client)
    keys.append(client.session.session_key)
    client.post("/sign-in/second/", {"code": ana.code()})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3
    assert not any(client.session.exists(key) for key in keys[:2] if key)
    assert entering.HALF not in client.session


def test_signing_out_ends_the_session(client: Client, ana: AtDoor) -> None:
    ana.sign_in(client)
    held = client.session.session_key
    assert client.get("/sign-out/").status_code == 405
    page = client.post("/sign-out/")
    assert (page.status_code, 'class="nav"' in page.content.decode(), "Ana Door" in page.content.decode()) == (
        200,
        False,
        False,
    )
    assert not is_in(client)
    assert not client.session.exists(held)


def test_when_the_database_does_not_answer_the_door_says_so(client: Client, ana: AtDoor) -> None:
    ana.sign_in(client)
    with (
        patch.object(doors, "viewer_of", side_effect=OperationalError("database is locked")),
        patch.object(doors, "render", return_value=doors.HttpResponse(status=503)) as rendered,
    ):
        assert client.get("/").status_code == 503
    assert rendered.call_args.args[1] == "web/storage.html"


# ---- the account


@pytest.fixture
def inside(client: Client, ana: AtDoor) -> Client:
    ana.sign_in(client)
    return client


def test_the_account_shows_its_factors_and_when_they_were_used(inside: Client) -> None:
    page = inside.get("/account/").content.decode()
    assert "telephone" in page
    assert f"{datetime.now(UTC):%Y-%m-%d}" in page
    assert "never used" not in page


def test_a_password_is_changed_with_the_old_one_only(inside: Client, ana: AtDoor) -> None:
    new = "a window in every cell"
    wrong = inside.post("/account/", {"password": "wrong and wrong", "new": new, "again": new})
    differs = inside.post("/account/", {"password": PASSWORD, "new": new, "again": new + "s"})
    short = inside.post("/account/", {"password": PASSWORD, "new": "short", "again": "short"})
    assert {wrong.status_code, differs.status_code, short.status_code} == {422}
    assert "at least 12" in short.content.decode()
    assert inside.post("/account/", {"password": PASSWORD, "new": new, "again": new}).status_code == 302
    assert ana.first_step(Client(), password=new).status_code == 302
    assert Line.objects.filter(act="change a password").count() == 1


def test_a_new_code_is_shown_until_it_is_used(inside: Client, ana: AtDoor) -> None:
    refused = inside.post("/account/code/", {"label": "tablet", "password": "wrong and wrong"})
    assert refused.status_code == 422
    address = inside.post("/account/code/", {"label": "tablet", "password": PASSWORD})["Location"]
    page = inside.get(address).content.decode()
    tablet = AtDoor(ana.person, SecondFactor.objects.get(label="tablet"))
    assert actions.code_secret(tablet.factor) in page.replace(" ", "")
    drawing = page[page.index('role="img"') : page.index("</svg>", page.index('role="img"'))]
    assert "style=" not in drawing
    assert inside.post(address, {"code": ana.code(ahead=1)}).status_code == 422
    assert inside.post(address, {"code": tablet.code()})["Location"] == "/account/"
    assert inside.get(address).status_code == 404


def test_the_secret_of_somebody_elses_code_is_not_there(inside: Client, ana: AtDoor, arrive: Arrive) -> None:
    ben = arrive("ben", first=ana)
    assert inside.get(f"/account/code/{ben.factor.pk}/").status_code == 404
    assert inside.post(f"/account/factors/{ben.factor.pk}/remove/", {"password": PASSWORD}).status_code == 404
    with patch.object(doors.timezone, "now", return_value=datetime.now(UTC) + timedelta(minutes=61)):
        mine = actions.enrol_code(ana.person, "old", by=ana.person.pk, at=datetime.now(UTC))
        assert inside.get(f"/account/code/{mine.pk}/").status_code == 404


def test_the_last_factor_stays_and_others_go_after_asking(inside: Client, ana: AtDoor) -> None:
    address = f"/account/factors/{ana.factor.pk}/remove/"
    assert "telephone" in inside.get(address).content.decode()
    refused = inside.post(address, {"password": PASSWORD})
    assert (refused.status_code, "last second factor" in refused.content.decode()) == (409, True)
    actions.enrol_code(ana.person, "tablet", by=ana.person.pk, at=datetime.now(UTC))
    assert "ever used" in inside.get(address).content.decode()
    assert inside.post(address, {"password": "wrong and wrong"}).status_code == 422
    assert inside.post(address, {"password": PASSWORD})["Location"] == "/account/"
    assert SecondFactor.objects.get().label == "tablet"


# ---- passkeys


@pytest.fixture
def browser() -> Client:
    return Client(HTTP_HOST="localhost:8000")


def enrolled(browser: Client, key: Authenticator) -> Any:
    """Make a passkey on the account page, signed in."""
    options = browser.post("/account/passkey/begin/", {"label": "key", "password": PASSWORD}).json()
    return browser.post("/account/passkey/complete/", key.make(options), content_type="application/json")


def shown(browser: Client, key: Authenticator, *, to: str = "", grows: int = 1) -> Any:
    """Sign in with a passkey."""
    options = browser.post("/sign-in/passkey/begin/").json()
    answer = key.show(options, grows=grows)
    return browser.post(f"/sign-in/passkey/complete/{to}", answer, content_type="application/json")


@pytest.fixture
def key(browser: Client, ana: AtDoor) -> Authenticator:
    """Ana's passkey, enrolled; the browser is signed out again."""
    made = Authenticator()
    ana.sign_in(browser)
    assert enrolled(browser, made).json() == {"next": "/account/"}
    browser.post("/sign-out/")
    return made


def test_a_passkey_signs_in_without_login_and_password(browser: Client, key: Authenticator) -> None:
    before = browser.session.session_key
    assert shown(browser, key, to="?next=/states/").json() == {"next": "/states/"}
    assert is_in(browser)
    assert browser.session.session_key != before
    held = SecondFactor.objects.get(label="key")
    assert (held.sign_count, held.last_used_at is not None) == (1, True)


def test_a_passkey_is_asked_for_a_verified_user_of_this_host(browser: Client, ana: AtDoor) -> None:
    ana.sign_in(browser)
    made = browser.post("/account/passkey/begin/", {"label": "key", "password": PASSWORD}).json()["publicKey"]
    assert made["rp"]["id"] == "localhost"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    asked = Client(HTTP_HOST="localhost:8000").post("/sign-in/passkey/begin/").json()["publicKey"]
    assert (asked["rpId"], asked["userVerification"], asked.get("allowCredentials")) == ("localhost", "required", None)


def test_a_passkey_is_enrolled_by_those_who_are_in_and_know_their_password(browser: Client, ana: AtDoor) -> None:
    ana.first_step(browser)
    assert browser.post("/account/passkey/begin/", {"label": "key", "password": PASSWORD}).status_code == 302
    browser.post("/sign-in/second/", {"code": ana.code()})
    refused = browser.post("/account/passkey/begin/", {"label": "key", "password": "wrong and wrong"})
    assert (refused.status_code, "not your password" in refused.json()["problem"]) == (422, True)
    assert browser.post("/account/passkey/complete/", "{}", content_type="application/json").status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://localhost:8001"},
        {"origin": "https://evil.example"},
        {"origin": "http://localhost"},
        {"rp_id": "evil.example"},
        {"verified": False},
    ],
)
def test_a_passkey_of_another_place_or_without_its_user_is_refused(
    browser: Client, ana: AtDoor, key: Authenticator, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(key, name, value)
    answer = shown(browser, key)
    assert (answer.status_code, is_in(browser)) == (422, False)
    assert FailedSignIn.objects.filter(name_digest=entering.login_digest("ana")).count() == 1
    ana.sign_in(browser, ahead=1)
    assert enrolled(browser, Authenticator(**wrong)).status_code == 422


def test_an_office_without_tls_has_no_passkeys_but_on_localhost(ana: AtDoor, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["office.example"]
    for origin, status in (("http://office.example", 422), ("https://office.example", 200)):
        browser = Client(HTTP_HOST="office.example")
        ana.sign_in(browser, ahead=0 if status == 422 else 1)
        assert enrolled(browser, Authenticator(origin=origin, rp_id="office.example")).status_code == status


def test_a_challenge_is_taken_once_and_soon(browser: Client, key: Authenticator) -> None:
    options = browser.post("/sign-in/passkey/begin/").json()
    with patch.object(doors.timezone, "now", return_value=datetime.now(UTC) + timedelta(minutes=6)):
        late = browser.post("/sign-in/passkey/complete/", key.show(options), content_type="application/json")
    again = browser.post("/sign-in/passkey/complete/", key.show(options), content_type="application/json")
    assert (late.status_code, again.status_code) == (422, 422)
    elsewhere = Client(HTTP_HOST="localhost:8000").post("/sign-in/passkey/begin/").json()
    browser.post("/sign-in/passkey/begin/")
    other = browser.post("/sign-in/passkey/complete/", key.show(elsewhere), content_type="application/json")
    assert (other.status_code, is_in(browser)) == (422, False)


def test_a_copied_passkey_is_found_by_its_count(browser: Client, key: Authenticator) -> None:
    assert shown(browser, key, grows=7).status_code == 200
    browser.post("/sign-out/")
    assert shown(browser, key, grows=0).status_code == 422
    assert not is_in(browser)


def test_a_passkey_that_never_counts_is_taken(browser: Client, key: Authenticator) -> None:
    for _ in range(2):
        assert shown(browser, key, grows=0).status_code == 200
        browser.post("/sign-out/")


def test_a_passkey_nobody_enrolled_and_one_signed_by_another_key_are_refused(
    browser: Client, key: Authenticator
) -> None:
    stranger = Authenticator()
    assert shown(browser, stranger).status_code == 422
    forged = Authenticator(credential_id=key.credential_id, user_handle=key.user_handle)
    assert shown(browser, forged).status_code == 422
    other_handle = key
    other_handle.user_handle = uuid4().bytes
    assert shown(browser, other_handle).status_code == 422
    assert not is_in(browser)


def test_a_passkey_opens_although_its_login_was_tried_too_often(
    browser: Client, ana: AtDoor, key: Authenticator
) -> None:
    for _ in range(5):
        ana.first_step(browser, password="wrong and wrong again")
    assert shown(browser, key).json() == {"next": "/"}


def test_a_passkey_does_not_open_without_a_mandate(browser: Client, ana: AtDoor, key: Authenticator) -> None:
    now = datetime.now(UTC)
    actions.end_mandate(Mandate.objects.get(), ends=LONG_AGO, by=viewer_of(ana.person, now.date()), at=now)
    assert shown(browser, key).json() == {"next": "/sign-in/"}
    assert not is_in(browser)


def test_the_same_passkey_is_not_enrolled_twice(
    browser: Client, ana: AtDoor, key: Authenticator, arrive: Arrive
) -> None:
    ben = arrive("ben", first=ana)
    ben.sign_in(browser)
    assert enrolled(browser, key).status_code == 422
    assert SecondFactor.objects.filter(person=ben.person).count() == 1


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "[]",
        "nothing",
        "{}",
        '{"id": "AA", "rawId": "AA", "response": {}}',
        '{"rawId": 1, "response": 2}',
        "[" * 50_000,
        '"' + "x" * 70_000 + '"',
    ],
    ids=range(8),
)
def test_an_answer_that_is_none_is_refused_in_words(browser: Client, ana: AtDoor, junk: str) -> None:
    ana.sign_in(browser)
    for begin, complete in (
        ("/sign-in/passkey/begin/", "/sign-in/passkey/complete/"),
        ("/account/passkey/begin/", "/account/passkey/complete/"),
    ):
        browser.post(begin, {"label": "key", "password": PASSWORD})
        answer = browser.post(complete, junk, content_type="application/json")
        assert (answer.status_code, "problem" in answer.json()) == (422, True)


def test_a_passkey_alone_is_offered_in_the_second_step(browser: Client, ana: AtDoor, key: Authenticator) -> None:
    actions.remove_factor(ana.factor, by=ana.person.pk, at=datetime.now(UTC))
    ana.first_step(browser)
    page = browser.get("/sign-in/second/").content.decode()
    assert ('data-passkey="sign-in"' in page, 'name="code"' in page) == (True, False)
    assert shown(browser, key).json() == {"next": "/"}
    assert Person.objects.count() == 1


def test_every_form_of_the_door_has_its_token(browser: Client, ana: AtDoor, key: Authenticator) -> None:
    pages = [browser.get("/sign-in/")]
    ana.first_step(browser)
    pages.append(browser.get("/sign-in/second/"))
    shown(browser, key)
    paths = ("", "code/", "passkey/", f"factors/{ana.factor.pk}/remove/")
    pages += [browser.get(f"/account/{path}") for path in paths]
    new = browser.post("/account/code/", {"label": "tablet", "password": PASSWORD})["Location"]
    pages += [browser.get(new), browser.post("/sign-out/")]
    for page in pages:
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page.content.decode(), re.DOTALL)
        assert forms
        assert all('name="csrfmiddlewaretoken"' in form for form in forms)
        assert page.status_code == 200
