"""Words recognised in pictures of pages, by the program tesseract where it is installed.

The program is handed one picture through its standard input and answers through its standard output: no file is
written, so that nothing confidential is left behind, and a picture that brings it down brings down nothing else.
"""

import os
import re
import shutil
import struct
import subprocess  # the one program that this craft calls, without a shell
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageSequence

from unannounced.crafts.reading.layout import Composer, Line
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.values import Unreadable
from unannounced.duties.words import Sentence, say

DOTS = 250
"""Dots to the inch at which pages are drawn for recognition; scans of offices have 200 to 300."""
MOST_DOTS = 40_000_000
"""Dots of a picture; a page of A3 at 300 to the inch has 17 million."""
SECONDS_A_PAGE = 60
_SECONDS = 60
MOST_PICTURES = 1000
"""Pages of a file that are recognised, at some seconds each."""
SURE = 75
"""From this certainty on, of 100, a word counts as recognised; words below are wrong about as often as right."""
_LEAST_LETTERS = 20
_DAMAGE = (OSError, ValueError, SyntaxError, KeyError, TypeError, IndexError, ArithmeticError, struct.error)
"""What Pillow raises on pictures that are not whole."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OF_SCRIPT = {
    "Latin": ("eng", "fra", "spa", "deu", "ita", "por", "ron", "pol", "tur"),
    "Cyrillic": ("rus", "ukr", "srp", "bul", "mkd", "bel"),
    "Arabic": ("ara", "fas", "urd"),
    "Greek": ("ell",),
    "Georgian": ("kat",),
    "Armenian": ("hye",),
    "Hebrew": ("heb",),
    "Han": ("chi_sim", "chi_tra"),
}
_MOST_LANGUAGES = 3
_SCRIPT = re.compile(rb"^Script: (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture in shades of grey: bytes in the format PGM, and the points that its dots are apart."""

    content: bytes
    points: float = 72 / DOTS


NO_PICTURE = Picture(b"")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines recognised on a page, the number of words, and how many of these for certain."""

    lines: list[Line]
    words: int
    sure: int


class Recogniser:
    """Recognises the pages of one file; its script is found out on the first."""

    def __init__(self) -> None:
        self._program = shutil.which("tesseract")
        self._installed: frozenset[str] | None = None
        self._languages = ""
        self.words = self.sure = self.pages = 0
        self.left_out: list[int] = []
        """Pages that were not recognised: without the program, or because it ended or took too long."""

    @property
    def there(self) -> bool:
        """Whether the program is installed, with the words of a language."""
        if self._installed is None:
            self._installed = _installed(self._program) if self._program else frozenset()
        return bool(self._installed)

    def lines(self, picture: Picture, page: int) -> list[Line]:
        """The lines on a page, none if they cannot be recognised; it is then in ``left_out``."""
        found = self._recognised(picture) if self.there else None
        if found is None:
            self.left_out.append(page)
            return []
        self.pages += 1
        self.words += found.words
        self.sure += found.sure
        return found.lines

    def how_sure(self) -> int:
        """How many of a hundred recognised words are certain."""
        return 100 * self.sure // self.words if self.words else 100

    def notes(self) -> tuple[Sentence, ...]:
        """What whoever takes the file in should know."""
        notes = []
        if self.words:
            notes.append(_how_recognised(self.pages, self.how_sure()))
        if self.left_out:
            notes.append(_left_out(self.left_out, there=self.there))
        return tuple(notes)

    def _recognised(self, picture: Picture) -> Recognised | None:
        if not self._program or not self._installed:
            return None
        if not self._languages:
            self._languages = _languages(self._program, self._installed, picture)
        layout = "1" if "osd" in self._installed else "3"
        words = [self._program, "stdin", "stdout", "-l", self._languages, "--psm", layout, "tsv"]
        answer = _called(words, picture.content, SECONDS_A_PAGE)
        return None if answer is None else _lines_in(answer.decode("utf-8", errors="replace"), picture.points)


def is_picture(content: bytes) -> bool:
    """Whether the file is a picture in a format that scanners give."""
    return content.startswith(_PICTURES)


def source(content: bytes) -> Source | Unreadable:
    """The text in a picture of a page, or in several pictures in one file."""
    recogniser = Recogniser()
    if not recogniser.there:
        return _no_program()
    composer = Composer()
    try:
        with catch_warnings():
            simplefilter("ignore")  # of oddities in a picture that can be opened
            simplefilter("error", Image.DecompressionBombWarning)
            refused = _compose(content, composer, recogniser)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return overlarge(1)
    except _DAMAGE:
        return Unreadable(
            Sentence(say("The picture is damaged or incomplete.")),
            Sentence(say("Scan the page again, or fetch the file again from where it came.")),
        )
    return sourced(composer, recogniser) if refused is None else refused


def _compose(content: bytes, composer: Composer, recogniser: Recogniser) -> Unreadable | None:
    with Image.open(BytesIO(content), formats=("PNG", "JPEG", "TIFF")) as pictures:
        for number, one in enumerate(ImageSequence.Iterator(pictures), 1):
            if number > MOST_PICTURES:
                return too_many()
            if one.width * one.height > MOST_DOTS:
                return overlarge(number)
            composer.add(recogniser.lines(_grey(one), number))
    return None


def sourced(composer: Composer, recogniser: Recogniser) -> Source | Unreadable:
    """What was composed, with how sure it is; refused if most of it could not be read."""
    composed = composer.done()
    letters = sum(len(page.strip()) for page in composed.pages)
    if letters < _LEAST_LETTERS or 2 * len(recogniser.left_out) > len(composed.pages):
        return _nothing_recognised() if recogniser.there else _no_program()
    return Source(
        composed.pages,
        paged=True,
        headings=frozenset(composed.headings),
        footnotes=tuple(composed.footnotes),
        sure=recogniser.how_sure(),
        notes=recogniser.notes(),
        furniture=tuple(composed.furniture),
    )


def grey(width: int, height: int, rows: bytes) -> bytes:
    """A picture in the format PGM, of a byte for each dot."""
    return b"P5\n%d %d\n255\n" % (width, height) + rows


def _grey(picture: Image.Image) -> Picture:
    dots = picture.info.get("dpi", (DOTS, DOTS))[0]
    plain = picture.convert("L")
    apart = 72 / float(dots) if 50 <= float(dots) <= 1200 else 72 / DOTS
    return Picture(grey(plain.width, plain.height, plain.tobytes()), apart)


def _called(command: Sequence[str], given: bytes, seconds: float) -> bytes | None:
    """What the program answers; None if it fails, or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 - the program that the system finds, with arguments made here
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # the cores are for other files
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _installed(program: str) -> frozenset[str]:
    answer = _called([program, "--list-langs"], b"", _SECONDS) or b""
    return frozenset(line.strip() for line in answer.decode(errors="replace").splitlines()[1:] if line.strip())


def _languages(program: str, installed: frozenset[str], picture: Picture) -> str:
    """The languages in which the page may be: a few that are installed, of the script that it is written in."""
    spoken = sorted(installed - {"osd", "equ", "snum"})
    script = "Latin"
    if len(spoken) > _MOST_LANGUAGES and "osd" in installed:
        found = _SCRIPT.search(_called([program, "stdin", "stdout", "--psm", "0"], picture.content, _SECONDS) or b"")
        script = found[1].decode() if found else script
    likely = [language for language in _OF_SCRIPT.get(script, ()) if language in installed]
    return "+".join((likely or spoken)[:_MOST_LANGUAGES])


def _lines_in(table: str, points: float) -> Recognised:
    """The lines in a table of words as tesseract prints it; its columns are in reading order already."""
    lines: list[Line] = []
    last: tuple[str, ...] = ()
    words = sure = 0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (float(cell) * points for cell in cells[6:10])
        if tuple(cells[1:5]) == last:
            lines[-1].text += " " + cells[11].strip()
            lines[-1].right = left + width
        else:
            lines.append(Line(cells[11].strip(), left, left + width, -(top + height)))
            last = tuple(cells[1:5])
        words += 1
        sure += float(cells[10]) >= SURE
    return Recognised(lines, words, sure)


def _how_recognised(pages: int, sure: int) -> Sentence:
    return Sentence(
        say(
            "Words were recognised in pictures (number of pages: {pages}), {sure} of a hundred for certain. "
            "Compare what you rely on with the pages."
        ),
        {"pages": pages, "sure": sure},
    )


def _left_out(pages: list[int], *, there: bool) -> Sentence:
    facts = {"pages": ", ".join(map(str, pages[:30])) + (" …" if len(pages) > 30 else "")}
    if there:
        return Sentence(
            say("These pages are pictures in which no words could be recognised, and are left out: {pages}."), facts
        )
    return Sentence(
        say(
            "These pages are pictures and are left out, for no program that recognises words is installed: {pages}. "
            "Install tesseract and give the file again."
        ),
        facts,
    )


def _no_program() -> Unreadable:
    """Nothing but pictures, and nothing to read them with."""
    return Unreadable(
        Sentence(
            say("The pages hold no text but pictures, and no program that recognises words in them is installed here.")
        ),
        Sentence(
            say(
                "Install tesseract with the languages of the report (on Debian: apt install tesseract-ocr "
                "tesseract-ocr-fra), or give a copy with a text layer."
            )
        ),
    )


def _nothing_recognised() -> Unreadable:
    """Nothing but pictures, and no words in them."""
    return Unreadable(
        Sentence(say("The pages hold no text, and no words could be recognised on them.")),
        Sentence(say("Scan the pages anew, upright and with 300 dots to the inch, or give a copy with a text layer.")),
    )


def overlarge(page: int) -> Unreadable:
    """A picture of more dots than a page has."""
    return Unreadable(
        Sentence(say("Page {page} of the file is a picture larger than any scan of a page."), {"page": page}),
        Sentence(say("Scan the page anew with 300 dots to the inch, and give that.")),
    )


def too_many() -> Unreadable:
    """More pictures than are recognised at once."""
    return Unreadable(
        Sentence(say("More than {most} pages of the file are pictures."), {"most": MOST_PICTURES}),
        Sentence(say("Split the file and give its parts.")),
    )
