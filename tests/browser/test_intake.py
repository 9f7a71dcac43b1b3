"""The intake room in a real Chromium: a phone with scripts and one without; axe finds nothing; what it says is kept."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.hearing import as_it_was_read, tree
from tests.browser.test_pages import axe
from tests.cli.conftest import PROGRAM, Home
from tests.cli.serving import served
from tests.cli.test_intake_server import give
from tests.rooms.intake.conftest import opened, recipient, split
from unannounced.crafts import padding, receipt_words, sealing
from unannounced.crafts.handing_over import coded
from unannounced.crafts.packing import digest_of, unpack

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
LANGUAGES = ("en", "fr", "ru", "uk", "tr", "ar")


@dataclass
class Intake:
    """The intake room as it is served, and the office's key to it."""

    home: Home
    at: str

    def to_office(self, kind: str) -> list[bytes]:
        """What the courier would carry."""
        from io import BytesIO

        done = subprocess.run(
            [*PROGRAM, "give", "--room", "intake", "--to", "office", "--again"],
            env=self.home.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
        return [one.content for one in unpack(BytesIO(done.stdout)) if one.kind == kind]

    def answer(self, words: list[str], text: str, number: int = 1) -> None:
        """Answer whoever has these words."""
        receipt = receipt_words.receipt_of(words)
        said = {"format": "unannounced-answer/1", "text": text, "language": "uk", "written_on": "2026-12-02"}
        clear = padding.pad(json.dumps(said).encode())
        content = {
            "conversation": digest_of(bytes.fromhex(receipt.address)),
            "number": number,
            "sealed": coded(sealing.seal(clear, to=sealing.recipient_of(receipt.identity))),
        }
        give(self.home, "answer", content)


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intake]:
    """An intake room with the office's key."""
    home = Home(tmp_path_factory.mktemp("intake") / "home")
    assert home.run("prepare", "--room", "intake").code == 0
    give(home, "intake-key", {"version": 1, "recipient": recipient()})
    with served(home, "intake") as (port, _process):
        yield Intake(home, f"http://127.0.0.1:{port}")


def shown_words(page: Any) -> list[str]:
    """The words of the receipt as they stand on the page."""
    words = page.locator("[data-words]:visible li").all_inner_texts()
    assert len(words) == 10
    return [word.strip() for word in words]


def next_question(page: Any, times: int = 1) -> None:
    """Go on to the next question."""
    for _time in range(times):
        page.locator("button.act:visible").first.click()


def test_a_letter_with_a_photograph_is_sealed_on_a_phone_and_its_answer_read_there(
    intake: Intake, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    from PIL import Image

    photograph = tmp_path / "wall.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Camera of Olena"
    Image.new("RGB", (64, 48), (90, 80, 70)).save(photograph, exif=exif)
    page = open_page(**PHONE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"{intake.at}/uk/write/")
    page.wait_for_selector("[role=status]:visible")
    words = shown_words(page)
    next_question(page)
    page.fill("textarea[name=text]", "Вони били мене в коридорі.")
    next_question(page)
    page.fill("input[name=place]", "СІЗО-7")
    page.check("input[name=told][value=violence]")
    next_question(page, 3)
    page.fill("input[name=name]", "Олена")
    next_question(page)
    page.set_input_files("input[name=attached]", photograph)
    page.wait_for_selector("[data-files] li")
    page.locator("[data-send] button").click()
    page.wait_for_selector("[data-taken]:visible", timeout=20_000)
    page.locator("[data-sending]:visible").filter(has_text="1").filter(has_not_text="%").wait_for()
    assert shown_words(page) == words
    content = intake.to_office("communication")[-1]
    line, letter, who = split(content)
    said = opened(letter)
    receipt = receipt_words.receipt_of(words)
    assert line["conversation"] == digest_of(bytes.fromhex(receipt.address))
    assert (said["text"], said["place"], said["told"]) == ("Вони били мене в коридорі.", "СІЗО-7", ["violence"])
    assert (said["scripts"], said["language"], said["files"][0]["cleaned"]) == (True, "uk", True)
    assert said["recipient"] == sealing.recipient_of(receipt.identity)
    assert opened(who)["name"] == "Олена"
    file = next(one for one in intake.to_office("communication-file") if said["files"][0]["digest"].encode() in one)
    clear = padding.unpad(sealing.open_sealed(file.partition(b"\n")[2], _office()))
    assert b"Camera of Olena" not in clear
    assert clear.startswith(b"\xff\xd8")
    assert not any("коридор" in one or words[0] in one or "Олена" in one for one in sent), "it left the page unsealed"
    _comes_back(intake, page, words, sent)


def _office() -> str:
    from tests.rooms.intake.conftest import office

    return office()


def _comes_back(intake: Intake, page: Any, words: list[str], sent: list[str]) -> None:
    """Reads the answer, adds something, and erases everything; the words never leave the page."""
    intake.answer(words, "Ми отримали лист.")
    page.goto(f"{intake.at}/uk/answers/")
    page.fill("textarea[name=words]", " ".join([*words[:2], "хххх", *words[3:]]))
    page.locator("[data-words-form] button.act").click()
    page.wait_for_selector("[data-problem]:visible")
    assert "3" in page.inner_text("[data-problem]:visible")
    page.fill("textarea[name=words]", ", ".join(word[:4].upper() for word in words))
    page.locator("[data-words-form] button.act").click()
    page.wait_for_selector(".answer:visible")
    assert "Ми отримали лист." in page.inner_text(".answer")
    page.locator("[data-add] button").click()
    page.wait_for_selector("textarea[name=text]:visible")
    page.fill("textarea[name=text]", "Ще одне.")
    next_question(page, 5)
    page.locator("[data-send] button").click()
    page.wait_for_selector("[data-taken]:visible", timeout=20_000)
    assert opened(split(intake.to_office("communication")[-1])[1])["text"] in {"Ще одне.", "Вони били мене в коридорі."}
    page.goto(f"{intake.at}/uk/answers/")
    page.fill("textarea[name=words]", " ".join(words))
    page.locator("[data-words-form] button.act").click()
    page.wait_for_selector("[data-conversation]:visible")
    assert "2" in page.inner_text("[data-found]")
    page.check("[data-sure]")
    page.locator("[data-erase] button").click()
    page.wait_for_selector("[data-erased]:visible")
    assert not any(words[0] in one for one in sent)


def pressed(page: Any, button: str) -> None:
    """Press a button of a form, and wait for the page that answers: without scripts nothing else says that it came."""
    with page.expect_navigation():
        page.locator(button).click()


def test_a_phone_without_scripts_does_the_same(intake: Intake, open_page: Callable[..., Any]) -> None:
    page = open_page(java_script_enabled=False, **PHONE)
    page.goto(f"{intake.at}/tr/")
    assert page.locator("noscript p").count() == 1
    page.goto(f"{intake.at}/tr/write/")
    words = shown_words(page)
    page.fill("textarea[name=text]", "Beni koridorda dövdüler.")
    page.check("input[name=told][value=suicide]")
    pressed(page, "[data-send] button")
    assert shown_words(page) == words
    intake.answer(words, "Mektubunuz geldi.")
    page.goto(f"{intake.at}/tr/answers/")
    page.fill("textarea[name=words]", " ".join(words))
    pressed(page, "button.act")
    assert "Mektubunuz geldi." in page.inner_text("main")
    pressed(page, "form[action$='/write/'] button")
    page.fill("textarea[name=text]", "Bir şey daha.")
    pressed(page, "[data-send] button")
    page.goto(f"{intake.at}/tr/answers/")
    page.fill("textarea[name=words]", " ".join(words))
    pressed(page, "button.act")
    pressed(page, "form[action$='/erase/'] button")
    pressed(page, "button.final")
    page.goto(f"{intake.at}/tr/answers/")
    page.fill("textarea[name=words]", " ".join(words))
    pressed(page, "button.act")
    assert page.locator(".answer").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_overflows(intake: Intake, open_page: Callable[..., Any], language: str) -> None:
    for settings in (PHONE, {}, {"color_scheme": "dark", "java_script_enabled": True}):
        page = open_page(**settings)
        for address in (f"/{language}/", f"/{language}/write/", f"/{language}/answers/", f"/{language}/left/", "/"):
            page.goto(f"{intake.at}{address}")
            assert axe(page) == [], (address, settings)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (address, settings)


def test_leaving_quickly_leaves_no_way_back(intake: Intake, open_page: Callable[..., Any]) -> None:
    page = open_page(**PHONE)
    page.goto(f"{intake.at}/en/left/")
    page.goto(f"{intake.at}/en/write/")
    page.locator("[data-leave]").first.click()
    page.wait_for_url("**/en/left/")
    page.go_back()
    assert "/write/" not in page.url
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_nothing_is_fetched_from_elsewhere_and_every_question_is_answered_by_keyboard(
    intake: Intake, open_page: Callable[..., Any]
) -> None:
    page = open_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{intake.at}/en/write/")
    page.wait_for_selector("[role=status]:visible")
    page.locator("button.act:visible").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("They beat me.")
    for _question in range(5):
        page.locator("button.act:visible").first.focus()
        page.keyboard.press("Enter")
    page.locator("[data-send] button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-taken]:visible", timeout=20_000)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert all(address.startswith((intake.at, "blob:")) for address in fetched), fetched


# What somebody hears who does not see


def masked(text: str, words: list[str]) -> str:
    """Without what is drawn by chance."""
    for word in words:
        text = re.sub(rf'(StaticText )"{re.escape(word)}"', r'\1"—"', text)
    return re.sub(r"As of \d+ \w+ \d{4}", "As of —", text)


@pytest.mark.parametrize(
    "page_of", ["front", "write", "write-without-scripts", "answers", "taken", "conversation", "left"]
)
def test_the_accessibility_tree_of_each_page_is_the_one_that_was_read(
    intake: Intake, open_page: Callable[..., Any], page_of: str
) -> None:
    page = open_page(java_script_enabled=page_of in {"front", "write", "answers", "left"})
    words: list[str] = []
    page.goto(f"{intake.at}/en/{ {'front': '', 'answers': 'answers/', 'left': 'left/'}.get(page_of, 'write/') }")
    if "write" in page_of or page_of in {"taken", "conversation"}:
        words = shown_words(page)
    if page_of == "write":
        page.wait_for_selector("[role=status]:visible")
        words = shown_words(page)
    if page_of in {"taken", "conversation"}:
        page.fill("textarea[name=text]", "They beat me.")
        pressed(page, "[data-send] button")
    if page_of == "conversation":
        intake.answer(words, "We have your letter.")
        page.goto(f"{intake.at}/en/answers/")
        page.fill("textarea[name=words]", " ".join(words))
        pressed(page, "button.act")
    heard = masked(tree(page), words)
    assert heard == as_it_was_read(f"intake-{page_of}", heard)
