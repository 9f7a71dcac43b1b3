"""A mechanism's own look: one file says only what is other, and a bad one is refused with what to do."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest

from tests.crafts.set_out import report
from tests.crafts.test_typesetting_report import _inflated, pages
from unannounced.crafts.rendering.pages import as_html
from unannounced.crafts.typesetting.look import FONTS, LookProblem, fonts_of, read_look, shipped_look
from unannounced.crafts.typesetting.reports import typeset
from unannounced.rooms.web import installation

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#14213D"/></svg>'


def read(text: str, folder: Path) -> object:
    return read_look(BytesIO(text.encode()), name="look.toml", folder=folder)


def test_an_empty_file_is_the_shipped_look(tmp_path: Path) -> None:
    assert read("", tmp_path) == shipped_look()


def test_what_a_file_says_is_other_and_the_rest_is_as_shipped(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO)
    text = 'logo = "logo.svg"\nlogo_says = "A circle"\n[words]\nhead_start = "{state}, {title}"\n[paper]\nsize = "us-letter"\n'
    look = read_look(BytesIO(text.encode()), name="look.toml", folder=tmp_path)
    assert look.colours == shipped_look().colours
    drawn = typeset(report(), look)
    assert "Bresk, Report to the authorities of Bresk" in pages(drawn)[2]
    assert b"A circle" in _inflated(drawn)
    assert b"612 792" in _inflated(drawn)
    assert b'alt="A circle"' in as_html(report(), look)


def test_a_font_of_ones_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    shutil.copy(FONTS / "NotoSerifHebrew-Regular.ttf", tmp_path / "ours" / "Ours.ttf")
    look = read_look(BytesIO(b'[type]\nfolder = "ours"\n'), name="look.toml", folder=tmp_path)
    assert len(fonts_of(look).fonts()) == len(fonts_of(shipped_look()).fonts()) + 1
    assert typeset(report(), look)


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("logo", "–", "not TOML"),
        ('colour = "#000000"', "colour", "is not known; write one of logo"),
        ("[marks]\nadvice = '#000000'", "marks.advice", "is not known"),
        ("colours = 1", "colours", "is not a section"),
        ("[colours]\nink = 'blue'", "colours.ink", "write a colour like #14213D"),
        ("[colours]\nink = '#CCCCCC'", "colours.ink", "too pale to be read"),
        ("[marks]\ncomment = '#FFD700'", "marks.comment", "too pale to be read"),
        ("[paper]\nsize = 'a3'", "paper.size", "write one of a4, us-letter"),
        ("[paper]\nend = 5", "paper.end", "a whole number from 38 to 70"),
        ("[type]\nsize = 10.5", "type.size", "a whole number from 80 to 160"),
        ("[type]\nserif = 'Comic Sans MS'", "type.serif", "write one of"),
        ("[type]\nfolder = ['ours']", "type.folder", "is not a text"),
        ("[type]\nfolder = '..'", "type.folder", "the name of a folder beside look.toml"),
        ("[type]\nfolder = 'a/ours'", "type.folder", "the name of a folder beside look.toml"),
        ("[type]\nfolder = 'ours'", "type.folder", "no folder beside look.toml; make it"),
        ("logo = 'logo.svg'", "logo", "does not lie beside look.toml"),
        ("logo = 'logo.png'", "logo", "ends with .svg"),
        ("logo = 5", "logo", "is not a text"),
        ("[words]\nhead_end = '{day}'", "words.head_end", "{day}, which is not known; write {marking}"),
        ("[words]\nhead_end = '{symbol'", "words.head_end", "a brace without its partner"),
    ],
)
def test_a_bad_file_is_refused_with_its_key_and_what_to_do(text: str, key: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(LookProblem) as problem:
        read(text, tmp_path)
    assert problem.value.key == key
    assert said in problem.value.what
    assert str(problem.value).startswith("look.toml: key `")


@pytest.mark.parametrize(
    "drawing",
    [
        "no drawing",
        "<html/>",
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg">&x;',
        LOGO + " " * 300_000,
    ],
)
def test_a_logo_that_cannot_be_drawn_is_refused(drawing: str, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(drawing)
    with pytest.raises(LookProblem) as problem:
        read("logo = 'logo.svg'", tmp_path)
    assert problem.value.key == "logo"


def test_a_folder_without_a_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "Ours.ttf").write_text("no font")
    with pytest.raises(LookProblem, match="in which there is no font"):
        read("[type]\nfolder = 'ours'", tmp_path)


def test_the_installation_reads_its_own_look_and_names_a_bad_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNANNOUNCED_HOME", str(tmp_path))
    assert installation.look() == shipped_look()
    (tmp_path / "look.toml").write_text("[type]\nsize = 120\n")
    assert installation.look().size == 120
    (tmp_path / "look.toml").write_text("[type]\nsize = 'large'\n")
    with pytest.raises(installation.InstallationProblem, match=r"key `type\.size`"):
        installation.look()


def test_no_font_of_the_machine_changes_a_report() -> None:
    families = set(fonts_of(shipped_look()).families())
    assert {"Source Serif 4", "Source Sans 3", "Noto Naskh Arabic", "Noto Serif Hebrew"} <= families
    assert all("DejaVu" not in one or one == "DejaVu Sans Mono" for one in families)


def test_every_font_is_shipped_with_its_licence() -> None:
    licences = " ".join(path.read_text() for path in FONTS.glob("OFL-*.txt"))
    assert licences.count("SIL Open Font License, Version 1.1") >= 4
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 3_000_000
