"""Walking a site of files: from its first page along every link, looking for one that leads nowhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

Fetch = Callable[[str], tuple[int, str, bytes]]
"""An address to its status, its media type and its content."""

LINKS = ("href", "src", "{http://www.w3.org/1999/xlink}href", "xlink:href", "poster", "data")


@dataclass(slots=True)
class Walk:
    """What was found on the way."""

    pages: int = 0
    files: int = 0
    dead: list[str] = field(default_factory=list)
    """Each link that leads nowhere, with the page it stands on."""
    away: set[str] = field(default_factory=set)
    """The hosts that pages load something from, or link to, besides their own."""


def walked(start: str, fetch: Fetch) -> Walk:
    """Every page that can be reached from ``start`` on the same host, and every anchor that is pointed to."""
    walk, seen, waiting = Walk(), dict[str, set[str] | None](), [(start, "")]
    pointed: list[tuple[str, str, str]] = []
    while waiting:
        address, whence = waiting.pop()
        if address in seen:
            continue
        status, media, content = fetch(address)
        seen[address] = None
        if status != 200:
            walk.dead.append(f"{address} ({status}), on {whence or 'no page'}")
        elif media.startswith("text/html"):
            walk.pages += 1
            page = html.fromstring(content)
            seen[address] = {str(one) for one in page.xpath("//@id | //a/@name")}
            for there, fragment in _ways_from(page, address, walk):
                waiting.append((there, address))
                pointed += [(there, fragment, address)] if fragment else []
        else:
            walk.files += 1
    for there, fragment, whence in pointed:
        anchors = seen.get(there)
        if anchors is not None and fragment not in anchors:
            walk.dead.append(f"{there}#{fragment} (no such anchor), on {whence}")
    return walk


def _ways_from(page: html.HtmlElement, address: str, walk: Walk) -> Iterator[tuple[str, str]]:
    """The addresses on the same host that a page leads to, each with the anchor it points to."""
    for link in links(page):
        there, fragment = urldefrag(urljoin(address, link))
        parts = urlsplit(there)
        if parts.scheme not in {"http", "https"}:
            continue
        if parts.netloc == urlsplit(address).netloc:
            yield there, unquote(fragment)
        else:
            walk.away.add(parts.netloc)


def links(page: html.HtmlElement) -> Iterator[str]:
    """Every address that a page links to or loads; the citation of where the page itself stands for ever is none."""
    for one in page.iter():
        if not isinstance(one.tag, str) or (one.tag == "link" and one.get("rel") in {"canonical", "alternate"}):
            continue
        for name in LINKS:
            if (said := one.get(name)) and not said.startswith(("data:", "mailto:", "tel:")):
                yield said
        if one.tag == "meta" and str(one.get("http-equiv", "")).lower() == "refresh":
            yield str(one.get("content", "")).partition("url=")[2]
