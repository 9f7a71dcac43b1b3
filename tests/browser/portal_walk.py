"""The routes of the portal, and what is asked of each page in each language it speaks."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

STARTS = (
    "/",
    "/nowhere/",
    "/about/",
    "/about/privacy/",
    "/api/",
    "/checkpoints/",
    "/compare/?a=XXB&b=XXC",
    "/contents/?register=invented",
    "/conventions/ECPT/?on=2006-06-06",
    "/conventions/UNCAT/",
    "/conventions/UNCAT/map/",
    "/conventions/ZZZ/",
    "/data/",
    "/data/dictionary/",
    "/figures/?register=invented",
    "/figures/items/",
    "/leaving/RUS/ECHR/",
    "/leaving/XXC/ECPT/",
    "/reported/",
    "/reports/?register=invented",
    "/search/?q=cells&register=invented",
    "/search/?q=cells&state=XXB&from=2018&register=invented",
    "/search/?q=zzzzqqq&from=abc",
    "/search/help/",
    "/statements/?register=invented",
    "/states/?register=invented",
    "/states/RUS/",
    "/states/XXB/",
    "/states/XXC/",
    "/states/XXC/places/",
    "/states/ZZZ/",
    "/themes/?register=invented",
    "/themes/deaths/?register=invented",
    "/timeline/?register=invented",
    "/turn-to/?language=uk",
    "/turn-to/RUS/?act=2022-05-01&language=ru",
    "/turn-to/UKR/?language=fr",
)
"""Where a walk begins: the pages that need a question to show what they can, and the first."""

FILES = re.compile(
    r"\.(atom|bib|css|csv|geojson|gz|json|jsonl|parquet|pdf|png|py|ris|svg|txt|xlsx|xml)\b|/original$|/api/v1/|/files/"
)
CODES = re.compile(
    r"[0-9a-f-]{36}|(?<=/states/)[A-Z]{3}|(?<=/turn-to/)[A-Z]{3}|(?<=/leaving/)[A-Z]{3}/[^/]+|(?<=/reported/)[^/]+"
    r"|(?<=/reports/)[^/]+|(?<=/responses/)[^/]+|(?<=/statements/)[^/]+|(?<=/conventions/)[^/]+|(?<=/themes/)[^/]+"
    r"|(?<=/contents/)\d+|(?<=/items/)[^/]+|(?<=chapters/)\d+|(?<=paragraphs/)\d+|(?<=versions/)\d+"
)

STRAY = r"""() => {
  const own = document.documentElement.lang.split('-')[0], latin = /[A-Za-z\u00c0-\u00ff]{4,}/, found = [];
  const tongue = one => one.closest('[lang]').lang.split('-')[0];
  const note = words => { if (latin.test(words)) found.push(words.trim().replace(/\s+/g, ' ').slice(0, 120)); };
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (tongue(parent) === own && !parent.closest('script, style, code, pre, kbd, samp, bdi, option, title, svg'))
      note(walk.currentNode.textContent);
  }
  return found;
}"""
"""Latin words of four letters or more that are marked as no other language, nor isolated as a name or a symbol. In code, in
drawings and in lists to choose from nothing can be marked."""

SAID = r"""() => {
  const found = new Set(), walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const note = words => { if (/[A-Za-z]{4,}/.test(words)) found.add(words.trim().replace(/\s+/g, ' ')); };
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('script, style, code')) note(walk.currentNode.textContent);
  for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'content'])
    for (const one of document.querySelectorAll(`[${name}]`)) note(one.getAttribute(name));
  return [...found];
}"""
"""Everything a page says in Latin letters, whoever it is marked for: a sentence of the catalogue among it is one that
nobody translated."""

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Seen:
    """What a window noticed on its own: errors, and whom it asked."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


def watched(page: Any) -> Seen:
    """Note every error of the console and every host that a page asks."""
    seen = Seen()
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", lambda asked: seen.hosts.add(urlsplit(asked.url).netloc))
    return seen


def routes_of(page: Any, base: str) -> list[str]:
    """One address for each route that links lead to; those of ``STARTS`` as they stand."""
    routes: dict[str, str] = {}
    waiting = list(STARTS)
    while waiting:
        address = waiting.pop(0)
        shape = address if address in STARTS else CODES.sub("*", address)
        if shape in routes:
            continue
        routes[shape] = address
        if address not in STARTS:
            routes.setdefault(CODES.sub("*", address.partition("?")[0]), address)
        answer = page.request.get(base + address)
        for link in re.findall(r'href="([^"]+)"', answer.text()):
            if re.match(r"/(?!static/)", link) and not FILES.search(link) and "?" not in link:
                waiting.append(link.partition("#")[0])
    return list(dict.fromkeys(routes.values()))


def asked_of(page: Any, base: str) -> list[str]:
    """Addresses with a question: for everything that links ask of a page (its state, its day, its order …) one.

    So many that each name which a page understands is there once, and not every one with every other.
    """
    seen: set[tuple[str, str]] = set()
    waiting, found = list(dict.fromkeys(STARTS)), []
    for place, address in enumerate(waiting):  # which grows as it is gone through
        path, _, question = address.partition("?")
        here = {(CODES.sub("*", path), name) for name, _ in [("", ""), *parse_qsl(question, True)]}
        if here <= seen and place >= len(STARTS):
            continue
        seen |= here
        found += [address] if question else []
        for link in html.fromstring(page.request.get(base + address).text()).xpath("//a[not(@download)]/@href"):
            there = urljoin(base + address, link).partition("#")[0]
            if there.startswith(f"{base}/") and not FILES.search(there):
                waiting.append(there.removeprefix(base))
    return found
