"""What is new, written as an Atom feed (RFC 4287): feeds readers follow without telling anybody who they are.

The same feed makes the same bytes. Whatever stands in a text, the feed stays well-formed: characters XML cannot hold
are left out, the others are escaped.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from urllib.parse import quote

MEDIA = "application/atom+xml; charset=utf-8"

FIRST_GIVEN = 2026
_SAFE = "/?:@!$&'()*+,;=-._~%#"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PORT = re.compile(r":\d+$")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry: what came, where it is read, since when it is public, and its words as plain text.

    ``updated_on`` is the day on which it was corrected, where it was.
    """

    id: str
    title: str
    address: str
    published_on: date
    words: str = ""
    language: str = ""
    about: tuple[str, ...] = ()
    updated_on: date | None = None

    @property
    def since(self) -> date:
        """The day since which it stands as it does."""
        return self.updated_on or self.published_on


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries under a title; ``itself`` is the address of the feed and ``page`` that of the page it follows."""

    id: str
    title: str
    itself: str
    page: str
    maker: str
    language: str
    entries: tuple[Told, ...]
    subtitle: str = ""


def as_atom(feed: Feed, *, since: date) -> bytes:
    """The feed as bytes; ``since`` is the day it says it was brought up to date on where it has no entry."""
    newest = max((one.since for one in feed.entries), default=since)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_attribute(feed.language)}">\n',
        _element("id", feed.id),
        _element("title", feed.title),
        _element("subtitle", feed.subtitle) if feed.subtitle else "",
        _element("updated", _moment(newest)),
        f"<author>{_element('name', feed.maker).rstrip()}</author>\n",
        f'<link rel="self" type="application/atom+xml" href="{_attribute(feed.itself)}"/>\n',
        f'<link rel="alternate" type="text/html" href="{_attribute(feed.page)}"/>\n',
        *(_entry(one) for one in feed.entries),
        "</feed>\n",
    ]
    return "".join(parts).encode()


def permanent_id(host: str, address: str) -> str:
    """A ``tag:`` URI (RFC 4151) for what is read at ``address`` of ``host``: the same for ever, and no port in it.

    The year is that in which these ids were first given; it is a part of the name and never changes.

    >>> permanent_id("reports.example:8001", "/reports/A-9/paragraphs/57/#item-57.17")
    'tag:reports.example,2026:/reports/A-9/paragraphs/57/#item-57.17'
    """
    return f"tag:{_PORT.sub('', host).strip('[]')},{FIRST_GIVEN}:{quote(address, safe=_SAFE)}"


def _entry(one: Told) -> str:
    language = f' xml:lang="{_attribute(one.language)}"' if one.language else ""
    return "".join(
        (
            "<entry>\n",
            _element("id", one.id),
            f"<title{language}>{_text(one.title)}</title>\n",
            _element("updated", _moment(one.since)),
            _element("published", _moment(one.published_on)),
            f'<link rel="alternate" type="text/html" href="{_attribute(one.address)}"/>\n',
            *(f'<category term="{_attribute(term)}"/>\n' for term in one.about if term),
            f"<summary{language}>{_text(one.words)}</summary>\n" if one.words else "",
            "</entry>\n",
        )
    )


def without_what_xml_cannot_hold(text: str) -> str:
    """``text`` less the characters that XML 1.0 has no way to write, or advises against."""
    return _NOT_IN_XML.sub("", text)


def newest_first(entries: Iterable[Told]) -> tuple[Told, ...]:
    """The entries, those that came or were corrected last first; those of one day in the order they came."""
    return tuple(sorted(entries, key=lambda one: one.since, reverse=True))


def _moment(day: date) -> str:
    """Midnight of a day as RFC 3339 has it: a publication has a day, and no hour."""
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>\n"


def _text(text: str) -> str:
    return escape(without_what_xml_cannot_hold(text), quote=False)


def _attribute(text: str) -> str:
    return escape(without_what_xml_cannot_hold(text), quote=True)
