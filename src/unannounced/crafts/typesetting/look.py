"""The look of a mechanism: paper, fonts, colours, logo, and the words on every page, from one file, ``look.toml``."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import IO, Any, TypeVar

import typst
from lxml import etree

FONTS = Path(__file__).parent / "fonts"
SIZES = ("a4", "us-letter")
PLACEHOLDERS = frozenset({"mechanism", "short", "state", "title", "symbol", "marking"})
KINDS = ("recommendation", "comment", "request", "immediate_observation", "voluntary_commitment")
LARGEST_LOGO = 300_000
TEXT_ON_PAPER, MARK_ON_PAPER = 4.5, 3.0
"""The least contrast with white paper of what is read, and of what is only seen (WCAG 2.2, 1.4.3 and 1.4.11)."""

Value = TypeVar("Value")

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_FILE = re.compile(r"[^/\\]+\Z")


class LookProblem(ValueError):
    """A file of a look cannot be used: names the file, the key and what to do."""

    def __init__(self, file: str, key: str, what: str) -> None:
        super().__init__(f"{file}: key `{key}`: {what}")
        self.file = file
        self.key = key
        self.what = what


class _Wrong(ValueError):
    """A value is not of the wanted kind; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a mechanism's papers look. Lengths in millimetres, ``size`` of type in tenths of a point.

    ``logo`` is SVG, empty for none; ``fonts`` is the path of a folder with more fonts.
    """

    logo: str
    logo_says: str
    logo_width: int
    paper: str
    margins: Mapping[str, int]
    serif: str
    sans: str
    size: int
    colours: Mapping[str, str]
    marks: Mapping[str, str]
    words: Mapping[str, str]
    fonts: str = ""


def shipped_look() -> Look:
    """The look that comes with the program."""
    return _look(_shipped(), "look.toml", None)


def read_look(stream: IO[bytes], *, name: str, folder: Path) -> Look:
    """The look of an installation: what ``stream`` says, and the shipped look for the rest.

    Files it names lie in ``folder``. ``LookProblem`` for a key that is not known or a value that cannot be used.
    """
    try:
        said = tomllib.loads(stream.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise LookProblem(
            name, "–", f"the file is not TOML ({problem}); write it as the shipped look.toml is"
        ) from None
    return _look(_over(_shipped(), said, name), name, folder)


def fonts_of(look: Look) -> Any:
    """The fonts of the program and of ``look``, and none of the machine: a paper looks the same everywhere."""
    return _fonts(look.fonts)


def _look(said: Mapping[str, Any], name: str, folder: Path | None) -> Look:
    read = _Reader(said, name)
    fonts = read("type.folder", lambda value: _font_folder(value, folder))
    families = _fonts(fonts).families()
    return Look(
        logo=read("logo", lambda value: _logo(value, folder)),
        logo_says=read("logo_says", _text),
        logo_width=read("logo_width", _between(5, 150)),
        paper=read("paper.size", _one_of(SIZES)),
        margins={
            "top": read("paper.top", _between(15, 60)),
            "bottom": read("paper.bottom", _between(15, 60)),
            "start": read("paper.start", _between(10, 60)),
            "end": read("paper.end", _between(38, 70)),
        },
        serif=read("type.serif", _one_of(families)),
        sans=read("type.sans", _one_of(families)),
        size=read("type.size", _between(80, 160)),
        colours={
            one: read(f"colours.{one}", _colour(MARK_ON_PAPER if one == "line" else TEXT_ON_PAPER))
            for one in ("ink", "muted", "line", "link")
        },
        marks={one: read(f"marks.{one}", _colour(TEXT_ON_PAPER)) for one in KINDS},
        words={one: read(f"words.{one}", _sentence) for one in ("head_start", "head_end", "foot_start")},
        fonts=fonts,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a value by its dotted key and names the key where the value cannot be used."""

    said: Mapping[str, Any]
    name: str

    def __call__(self, key: str, reads: Callable[[Any], Value]) -> Value:
        value: Any = self.said
        for part in key.split("."):
            value = value[part]
        try:
            return reads(value)
        except _Wrong as problem:
            raise LookProblem(self.name, key, str(problem)) from None


def _over(shipped: Mapping[str, Any], said: Mapping[str, Any], name: str, under: str = "") -> dict[str, Any]:
    """``shipped`` with what ``said`` says instead; a key that the shipped file has not is refused."""
    merged = dict(shipped)
    for key, value in said.items():
        if key not in shipped:
            raise LookProblem(name, under + key, f"is not known; write one of {', '.join(shipped)}, or leave it out")
        if isinstance(shipped[key], Mapping):
            if not isinstance(value, Mapping):
                raise LookProblem(name, under + key, f"is not a section; write [{key}] and its keys below it")
            merged[key] = _over(shipped[key], value, name, f"{under}{key}.")
        else:
            merged[key] = value
    return merged


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong('is not a text; write words between double quotes, or ""')
    return value


def _between(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise _Wrong(f"is {value!r}; write a whole number from {least} to {most}, without quotes")
        return value

    return read


def _one_of(allowed: tuple[str, ...] | list[str]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise _Wrong(f"is {value!r}; write one of {', '.join(allowed)}")
        return str(value)

    return read


def _colour(least: float) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not _COLOUR.match(value):
            raise _Wrong(f"is {value!r}; write a colour like #14213D")
        if contrast_with_white(value) < least:
            raise _Wrong(f"is {value}, too pale to be read on white paper ({least} : 1 is needed); write a darker one")
        return value.upper()

    return read


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour with white by WCAG, from 1 to 21.

    >>> round(contrast_with_white("#000000")), round(contrast_with_white("#FFFFFF"))
    (21, 1)
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _sentence(value: Any) -> str:
    try:
        named = {key for _, key, _, _ in Formatter().parse(_text(value)) if key is not None}
    except ValueError as problem:
        raise _Wrong("has a brace without its partner; write placeholders like {short}") from problem
    if named - PLACEHOLDERS:
        raise _Wrong(f"has {{{min(named - PLACEHOLDERS)}}}, which is not known; write {_placeholders()}")
    return _text(value)


def _placeholders() -> str:
    return ", ".join(f"{{{one}}}" for one in sorted(PLACEHOLDERS))


def _font_folder(value: Any, folder: Path | None) -> str:
    if not _text(value):
        return ""
    if folder is None or not _FILE.match(value) or value.startswith("."):
        raise _Wrong(f"is {value!r}; write the name of a folder beside look.toml")
    path = folder / value
    if not path.is_dir():
        raise _Wrong(f"names {value!r}, which is no folder beside look.toml; make it and put TTF or OTF files into it")
    if len(_fonts(str(path)).fonts()) == len(_fonts("").fonts()):
        raise _Wrong(f"names {value!r}, in which there is no font; put TTF or OTF files into it")
    return str(path)


def _logo(value: Any, folder: Path | None) -> str:
    if not _text(value):
        return ""
    if folder is None or not _FILE.match(value) or not value.lower().endswith(".svg"):
        raise _Wrong(f"is {value!r}; write the name of a file beside look.toml that ends with .svg")
    path = folder / str(value)
    if not path.is_file():
        raise _Wrong(f"names {value!r}, which does not lie beside look.toml; put it there")
    data = path.read_bytes()
    if len(data) > LARGEST_LOGO:
        raise _Wrong(f"names a file of {len(data)} bytes; take a drawing of at most {LARGEST_LOGO} bytes")
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
        drawn = etree.QName(root).localname == "svg"
        typst.compile(
            b'#set page(width: auto, height: auto)\n#image(bytes(sys.inputs.svg), format: "svg", width: 10mm)',
            sys_inputs={"svg": data.decode("utf-8-sig")},
            format="pdf",
            font_paths=_fonts(""),
        )
    except (etree.XMLSyntaxError, UnicodeDecodeError, typst.TypstError):
        drawn = False
    if not drawn:
        raise _Wrong(f"names {value!r}, which is not SVG that can be drawn; save the logo as plain SVG in UTF-8")
    return data.decode("utf-8-sig")


@cache
def _fonts(folder: str) -> Any:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS), *filter(None, [folder])])


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("look.toml").read_text(encoding="utf-8"))
