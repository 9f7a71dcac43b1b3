"""The way of a letter: two phones, one without scripts, an intake room, a courier, a keeper's browser, and back."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
import pytest

from tests.browser.conftest import PASSWORD, _needs_a_browser
from tests.browser.test_intake import PHONE, next_question, pressed, shown_words
from tests.browser.test_keys import SLOW, make_own_key, no_sideways, open_own_key
from tests.cli.conftest import Home
from tests.cli.serving import served
from tests.cli.test_intake_server import conversation_of
from unannounced.crafts import receipt_words

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
__all__ = ["_needs_a_browser"]

ROOMS = ("office", "intake")
UKRAINIAN = "Вони б’ють нас у коридорі щовечора, і ніхто не приходить."
RUSSIAN = "Мой брат пропал из колонии номер девять три дня назад."
NAME, PLACE = "Олена Виноградова", "СІЗО біля річки"
ANSWERED = {UKRAINIAN: "Ми отримали ваш лист і приїдемо.", RUSSIAN: "Мы получили письмо и ищем вашего брата."}


@dataclass
class House:
    """Office and intake room as they are served, what carries between them, and what the office's browser sent."""

    home: Home
    office: str
    intake: str
    posted: list[str] = field(default_factory=list)

    def carried(self) -> str:
        """The courier goes once; what it says."""
        said = self.home.run("carry")
        assert said.code == 0, said
        return said.out


@dataclass(frozen=True)
class Letter:
    """What somebody wrote, and the words they have on paper."""

    text: str
    words: tuple[str, ...]

    @property
    def receipt(self) -> receipt_words.Receipt:
        """What follows from the words."""
        return receipt_words.receipt_of(self.words)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The two rooms of a mechanism in which nobody keeps the register, and there is no key."""
    home = Home(tmp_path / "home")
    with ThreadPoolExecutor(2) as both:
        assert {said.code for said in both.map(lambda room: home.run("prepare", "--room", room), ROOMS)} == {0}
    with served(home, "office") as (office, _o), served(home, "intake") as (intake, _i):
        yield House(home, f"http://localhost:{office}", f"http://127.0.0.1:{intake}")


def made(home: Home, *words: str) -> str:
    """Make an account by command; the secret of its second factor."""
    said = home.run("account", "make", *words, given=f"{PASSWORD}\n".encode())
    assert said.code == 0, said
    return said.out.split()[-1]


def signed_in(house: House, open_page: Callable[..., Any]) -> Any:
    """The window of Maud, at a table."""
    made(house.home, "rosa", "Rosa Almqueira", "--role", "administrator")
    secret = made(house.home, "maud", "Maud Tessier-Lang", "--role", "secretariat", "--as", "rosa")
    page = open_page()
    page.set_default_timeout(SLOW)
    page.on("request", lambda asked: house.posted.append(f"{asked.url} {asked.post_data or ''}"))
    page.goto(f"{house.office}/sign-in/")
    page.fill("input[name=login]", "maud")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.fill("input[name=code]", pyotp.TOTP(secret).now())
    page.press("input[name=code]", "Enter")
    page.wait_for_url(f"{house.office}/")
    return page


def key_made(house: House, page: Any) -> None:
    """Maud names herself keeper, makes a key of her own, and makes the key of communications."""
    page.goto(f"{house.office}/communications/keys/")
    page.click("main .index a:has-text('Maud')")
    page.click("main form button[type=submit]")
    make_own_key(page, house.office)
    page.goto(f"{house.office}/communications/keys/")
    open_own_key(page)
    page.click("[data-do=make]")
    page.wait_for_selector("[data-recovery] li")
    page.click("[data-written-down]")


def nothing_is_taken_before(house: House, open_page: Callable[..., Any]) -> None:
    """Without a key there is nobody to seal to, and the room says so."""
    page = open_page(java_script_enabled=False, **PHONE)
    page.goto(f"{house.intake}/uk/write/")
    assert page.locator("textarea[name=text]").count() == 0


def written_without_scripts(house: House, page: Any) -> Letter:
    """On one page, which the room seals in memory."""
    page.goto(f"{house.intake}/uk/write/")
    words = tuple(shown_words(page))
    page.fill("textarea[name=text]", UKRAINIAN)
    page.fill("input[name=place]", PLACE)
    page.check("input[name=told][value=violence]")
    page.fill("input[name=name]", NAME)
    no_sideways_without_scripts(page)
    pressed(page, "[data-send] button")
    assert tuple(shown_words(page)) == words
    return Letter(UKRAINIAN, words)


def no_sideways_without_scripts(page: Any) -> None:
    """Nothing is wider than the screen; measured, as no script runs."""
    width = page.locator("main").bounding_box()["width"]
    assert width <= PHONE["viewport"]["width"], width  # type: ignore[index]


def written_with_scripts(house: House, page: Any, picture: Path) -> Letter:
    """Question by question, sealed on the phone, with a picture."""
    page.goto(f"{house.intake}/ru/write/")
    page.wait_for_selector("[role=status]:visible")
    words = tuple(shown_words(page))
    next_question(page)
    page.fill("textarea[name=text]", RUSSIAN)
    next_question(page)
    page.check("input[name=told][value=disappearance]")
    next_question(page, 4)
    page.set_input_files("input[name=attached]", picture)
    page.wait_for_selector("[data-files] li")
    no_sideways(page)
    page.locator("[data-send] button").click()
    page.wait_for_selector("[data-taken]:visible", timeout=20_000)
    page.locator("[data-sending]:visible").filter(has_text="1").filter(has_not_text="%").wait_for()
    assert tuple(shown_words(page)) == words
    return Letter(RUSSIAN, words)


def dealt_with(house: House, page: Any, address: str) -> str:
    """Maud takes one on, opens it, learns who wrote, notes how urgent it is, and answers; the words she read."""
    page.goto(f"{house.office}{address}")
    assert page.locator(".letter-text").count() == 0
    page.click("main a:has-text('Assign')")
    page.select_option("main select[name=person]", label="Maud Tessier-Lang")
    page.click("main form button[type=submit]")
    open_own_key(page)
    page.wait_for_selector(".letter-text")
    text = str(page.inner_text(".letter-text"))
    if text == RUSSIAN:
        page.click("[data-files] button:has-text('Open')")
        page.wait_for_selector("[data-files] img")
        assert page.evaluate("document.querySelector('[data-files] img').naturalWidth") == 64
    page.fill("#who-reason", "to know whom to ask for")
    page.click("[data-who-form] button")
    page.wait_for_selector("[data-kept=openings] >> text=to know whom to ask for")
    if text == UKRAINIAN:
        assert NAME in page.inner_text("[data-opened-who]")
    page.click("[data-act-form=triage] button[type=submit]")
    page.wait_for_selector("text=Because of:")
    page.select_option("#answer-way", "receipt")
    page.fill("#answer-text", ANSWERED[text])
    page.click("[data-sealed-form=answer] button[type=submit]")
    page.wait_for_selector(f"article >> text={ANSWERED[text]}")
    return text


def read_without_scripts(house: House, page: Any, letter: Letter) -> None:
    """The sender comes back; another word in the place of one finds what words that never were find."""
    other = next(word for word in receipt_words.words_of("uk") if word not in letter.words)
    wrong = asked_without_scripts(house, page, (*letter.words[:9], other))
    assert wrong == asked_without_scripts(house, page, receipt_words.drawn("uk"))
    right = asked_without_scripts(house, page, letter.words)
    assert ANSWERED[letter.text] in right
    assert ANSWERED[letter.text] not in wrong


def asked_without_scripts(house: House, page: Any, words: tuple[str, ...]) -> str:
    """The whole page that these words are answered with."""
    page.goto(f"{house.intake}/uk/answers/")
    page.fill("textarea[name=words]", " ".join(words))
    pressed(page, "main button.act")
    return str(page.content())


def read_with_scripts(house: House, page: Any, letter: Letter) -> None:
    """The same, where the words never leave the phone."""
    other = next(word for word in receipt_words.words_of("ru") if word not in letter.words)
    wrong = asked_with_scripts(house, page, (*letter.words[:9], other))
    assert wrong == asked_with_scripts(house, page, receipt_words.drawn("ru"))
    right = asked_with_scripts(house, page, letter.words)
    assert ANSWERED[letter.text] in right
    assert ANSWERED[letter.text] not in wrong


def asked_with_scripts(house: House, page: Any, words: tuple[str, ...]) -> str:
    """What these words are answered with, once it stands there."""
    page.goto(f"{house.intake}/ru/answers/")
    page.fill("textarea[name=words]", " ".join(words))
    page.locator("[data-words-form] button.act").click()
    page.wait_for_selector("[data-conversation]:visible, [data-problem]:visible")
    return str(page.inner_text("main"))


def nothing_of_it_is_kept(house: House, letters: list[Letter], picture: bytes) -> None:
    """Every byte of every file of the intake room is read, its log among them; the digest of an address alone is there."""
    whole = b"".join(path.read_bytes() for path in (house.home.path / "intake").rglob("*") if path.is_file())
    for letter in letters:
        address = letter.receipt.address
        assert conversation_of({"address": address}).encode() in whole, "the search finds what is there"
        secrets = [*letter.text.split(), *ANSWERED[letter.text].split(), *NAME.split(), PLACE]
        for said in (one for one in secrets if len(one) > 5):
            assert said.encode() not in whole
            assert said.encode("utf-16-le") not in whole
            assert said.encode("unicode_escape") not in whole
        for pair in zip(letter.words, letter.words[1:], strict=False):
            assert " ".join(pair).encode() not in whole
        assert address.encode() not in whole
        assert bytes.fromhex(address) not in whole
        assert letter.receipt.identity.encode() not in whole
    assert picture[20:60] not in whole


def test_two_letters_are_written_carried_read_answered_and_their_answers_read(
    house: House, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    from PIL import Image

    picture = tmp_path / "door.jpg"
    Image.new("RGB", (64, 48), (90, 80, 70)).save(picture)

    # 1: a keeper is named, keys are made, and the public one is carried
    nothing_is_taken_before(house, open_page)
    maud = signed_in(house, open_page)
    key_made(house, maud)
    assert "office to intake: 1 taken in" in house.carried()

    # 2: two people write
    plain, modern = open_page(java_script_enabled=False, **PHONE), open_page(**PHONE)
    sent: list[str] = []
    modern.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    letters = [written_without_scripts(house, plain), written_with_scripts(house, modern, picture)]
    house.carried()
    house.carried()  # a file that came before its letter waits for it
    assert house.home.by_hand("SELECT count(*) FROM communications_piece WHERE kind = 'file'") == [(1,)]

    # 3: a keeper reads the very words, and answers
    maud.goto(f"{house.office}/communications/")
    rows = maud.locator("main tbody th a")
    addresses = [rows.nth(number).get_attribute("href") for number in range(rows.count())]
    assert sorted(dealt_with(house, maud, str(address)) for address in addresses) == sorted([UKRAINIAN, RUSSIAN])
    maud.goto(f"{house.office}/communications/")
    assert "before everything else" in maud.locator("main tbody tr").first.inner_text()
    assert "office to intake: 2 taken in" in house.carried()

    # 4: each comes back with their words
    read_without_scripts(house, plain, letters[0])
    read_with_scripts(house, modern, letters[1])

    # 5: nothing of it is known where it should not be
    nothing_of_it_is_kept(house, letters, picture.read_bytes())
    clear = "\n".join([*house.posted, *sent])
    for word in ("AGE-SECRET", "коридорі", "Виноградова", "отримали", "пропал", "получили", *letters[1].words):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", clear), word
    assert house.home.run("verify").code == 0
