"""Markdown: read as the page of HTML that it stands for, with the numbers of its lists as they were written."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.html import html_of
from unannounced.crafts.reading.html_notes import MOST_NOTES
from unannounced.crafts.reading.sourced import Footnote, Source
from unannounced.crafts.reading.values import Unreadable
from unannounced.duties.words import Sentence, say

ENDINGS = (".md", ".markdown")
MOST_CHARACTERS = 4_000_000
"""A report has one or two million; what is longer is read as the plain text that Markdown is as well."""
_SIGNS = re.compile(r"^#{1,6} [^\W\d_]", re.MULTILINE)
_LEAST_SIGNS = 3
_PART = 100_000
_HEAD = 20_000
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]?(.*(?:\n(?:[ \t]{2,}\S.*|(?=\n[ \t]{2,}\S)))*)", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s]{1,40})\]")


def is_markdown(name: str, text: str) -> bool:
    """Whether the file says that it is Markdown: by its name, or by headings marked as only Markdown marks them."""
    return name.casefold().endswith(ENDINGS) or len(_SIGNS.findall(text[:_HEAD])) >= _LEAST_SIGNS


def markdown_of(text: str) -> Source | Unreadable:
    """The text without its marks; its headings; its footnotes apart, in the order in which it refers to them."""
    if len(text) > MOST_CHARACTERS:
        note = Sentence(say("The Markdown file is larger than any report, and was read as plain text."))
        return Source((text,), notes=(note,))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    if front:
        text = f"{front[1]}\n\n{text[front.end() :]}"
    notes = {found[1]: found[2] for found in _NOTE.finditer(text)}
    referred = dict.fromkeys(_REFERENCE.findall(_NOTE.sub("", text)))
    text = _REFERENCE.sub(lambda found: "" if found[1] in notes else found[0], _NOTE.sub("", text))
    source = html_of(_page(text).encode("utf-8", errors="replace"))
    if isinstance(source, Unreadable):
        return source
    kept = [Footnote(mark, _plain(notes[mark]), 0) for mark in referred if mark in notes][:MOST_NOTES]
    return replace(source, footnotes=(*kept, *source.footnotes))


def _page(text: str) -> str:
    reader = _reader()
    links: dict[str, Any] = {}
    pages: list[str] = []
    for part in _parts(text):
        tokens = reader.parse(part, links)
        _keep_numbers(tokens)
        pages.append(reader.renderer.render(tokens, reader.options, links))
    return f"<!doctype html><html><body>{''.join(pages)}</body></html>"


def _parts(text: str) -> Iterator[str]:
    """The text in parts that are parsed one by one, for parsing takes five hundred times their size in memory.

    A text is cut before a heading, where there is one in reach, else between paragraphs, else between lines.
    """
    start = 0
    while len(text) - start > _PART:
        reach = text[start + _PART : start + 2 * _PART]
        cut = next((place for sign in ("\n#", "\n\n", "\n") if (place := reach.find(sign)) >= 0), len(reach))
        yield text[start : start + _PART + cut + 1]
        start += _PART + cut + 1
    yield text[start:]


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"breaks": True}).enable("table")


def _keep_numbers(tokens: list[Token]) -> None:
    """Give each item of a list the number it was written with, where these rise; a list of ones alone counts itself."""
    open_lists: list[list[Token]] = []
    for token in tokens:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                open_lists.append([])
            case "list_item_open" if open_lists and token.info:
                open_lists[-1].append(token)
            case "ordered_list_close" | "bullet_list_close" if open_lists:
                _number(open_lists.pop())


def _number(items: list[Token]) -> None:
    numbers = [int(item.info) for item in items]
    rising = all(first < second for first, second in pairwise(numbers))
    for place, item in enumerate(items):
        number = numbers[place] if rising else numbers[0] + place
        item.attrSet("data-printed", f"{number}{item.markup}")


def _plain(text: str) -> str:
    """The words of a note without their marks."""
    source = html_of(_page(re.sub(r"\n[ \t]+", "\n", text)).encode("utf-8", errors="replace"))
    return one_line(" ".join(source.pages)) if isinstance(source, Source) else one_line(text)
