"""The intake room in a real Firefox with the settings of Tor Browser at its safest: a letter, its answer, and the way out."""

from pathlib import Path

import pytest

from tests.browser.firefox import FIREFOX, at_its_safest
from tests.browser.test_a_laptop import left_in
from tests.browser.test_intake import Intake, intake
from tests.rooms.intake.conftest import opened, split

pytestmark = pytest.mark.browser
__all__ = ["intake"]

WRITTEN = "They beat me in the corridor behind the quarry."


@pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed; `make ci` installs it")
def test_a_letter_goes_and_its_answer_comes_without_scripts_fonts_and_drawings(intake: Intake, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("A list of names.")
    with at_its_safest(tmp_path) as firefox:
        firefox.goto(f"{intake.at}/en/")
        assert "scripts" in " ".join(firefox.texts("noscript p"))
        firefox.goto(f"{intake.at}/en/write/")
        words = firefox.texts("[data-words] li")
        assert len(words) == 10
        firefox.fill("textarea[name=text]", WRITTEN)
        firefox.press("input[name=told][value=suicide]")
        firefox.fill("input[name=attached]", str(names))
        firefox.press("[data-send] button")
        assert firefox.texts("[data-words] li") == words
        said = opened(split(intake.to_office("communication")[-1])[1])
        assert (said["text"], said["told"]) == (WRITTEN, ["suicide"])
        assert [one["name"] for one in said["files"]] == ["names.txt"]
        intake.answer(words, "Your letter came.")
        firefox.goto(f"{intake.at}/en/answers/")
        firefox.fill("textarea[name=words]", " ".join(words))
        firefox.press("button.act")
        assert "Your letter came." in " ".join(firefox.texts("main"))
        firefox.press("form[action$='/erase/'] button")
        firefox.press("button.final")
        firefox.goto(f"{intake.at}/en/answers/")
        firefox.fill("textarea[name=words]", " ".join(words))
        firefox.press("button.act")
        assert firefox.texts(".answer") == []
    left = left_in(tmp_path / "profile")
    for secret in (WRITTEN, " ".join(words[:3]), "Your letter came."):
        assert secret.encode() not in left
        assert secret.encode("utf-16-le") not in left
