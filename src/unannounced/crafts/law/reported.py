"""What was reported, out of its YAML file: claims in our own words, who made them, and what to hold against the record.

The file holds no verdict. What is not known in it is refused, never guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from unannounced.crafts.law.conventions import LANGUAGES, shipped_conventions
from unannounced.crafts.law.strictly import Page, read_page
from unannounced.duties.treaty.claims import Claim, ClaimKind, When
from unannounced.duties.treaty.conventions import Words

_ID = re.compile(r"k[1-9][0-9]*[a-z]?|[a-z][a-z0-9-]{2,40}")
_WHEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Article:
    """A text in which claims were read; ``said_on`` is its day, or its month where it bears no day."""

    code: str
    outlet: Words
    said_on: When


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as one article tells it: who made it, through whom (empty: straight to the article), and when."""

    article: Article
    said_by: Words
    via: Words
    said_on: When


@dataclass(frozen=True, slots=True)
class Reported:
    """A claim in our own words, each time it was told, and what of it can be held against the record."""

    id: str
    words: Words
    told: tuple[Told, ...]
    claim: Claim


@cache
def shipped_reports() -> tuple[Reported, ...]:
    """The claims that are shipped, in the order of their file."""
    text = resources.files("unannounced.facts").joinpath("claims.yaml").read_text("utf-8")
    return read_reports(text, "claims.yaml")


def read_reports(text: str, file: str) -> tuple[Reported, ...]:
    """The claims in ``text``. Raises ``LawFileProblem`` naming file, line and key."""
    page = read_page(text, file)
    articles: dict[str, Article] = {}
    for one in page.pages("articles"):
        article = _article(one)
        if article.code in articles:
            raise one.problem("code", f"{article.code} stands twice")
        articles[article.code] = article
    found: dict[str, Reported] = {}
    for one in page.pages("claims"):
        reported = _reported(one, articles)
        if reported.id in found:
            raise one.problem("id", f"{reported.id} stands twice")
        found[reported.id] = reported
    page.end()
    return tuple(found.values())


def read_claim(page: Page) -> Claim:
    """The claim in a mapping of the file, with the keys of ``Claim``; ``open`` and ``excepted`` list codes."""
    claim = Claim(
        kind=page.one_of("kind", ClaimKind),
        state=_state(page, "state"),
        convention=_conventions(page, "convention", [page.text("convention", "")])[0],
        open=_conventions(page, "open", page.text("open", "").split()),
        act=page.text("act", ""),
        when=_when(page, "when") if _has(page, "when") else None,
        number=page.number("number") if _has(page, "number") else None,
        bound=page.flag("bound") if _has(page, "bound") else None,
        excepted=tuple(sorted(page.codes("excepted"))),
        group=page.text("group", ""),
        said_on=page.day("said_on"),
        since=page.flag("since"),
    )
    page.end()
    return claim


def _has(page: Page, key: str) -> bool:
    page.asked.add(key)
    return key in page


def _article(page: Page) -> Article:
    article = Article(page.text("code"), page.words("outlet", LANGUAGES), _when(page, "said_on"))
    page.end()
    return article


def _reported(page: Page, articles: Mapping[str, Article]) -> Reported:
    code, words = page.text("id"), page.words("words", LANGUAGES)
    if not _ID.fullmatch(code):
        raise page.problem("id", f"“{code}” is no id; write it like k5a: small letters and digits")
    told = tuple(_told(one, articles) for one in page.pages("told"))
    if not told:
        raise page.problem("told", "say at least once who told it")
    claim = read_claim(page.page("claim"))
    page.end()
    first = min(told, key=lambda one: one.said_on.last)
    return Reported(code, words, told, replace(claim, said_on=claim.said_on or first.said_on.last))


def _told(page: Page, articles: Mapping[str, Article]) -> Told:
    article = articles.get(page.text("article"))
    if article is None:
        raise page.problem("article", f"this article is not known; known are: {', '.join(articles)}")
    said_on = _when(page, "said_on") if _has(page, "said_on") else article.said_on
    told = Told(article, page.words("said_by", LANGUAGES), page.words("via", LANGUAGES, needed=False), said_on)
    page.end()
    return told


def _state(page: Page, key: str) -> str:
    code = page.text(key, "")
    if code and not _STATE.fullmatch(code):
        raise page.problem(key, f"“{code}” is not the code of a State; write three capital letters")
    return code


def _conventions(page: Page, key: str, codes: Iterable[str]) -> tuple[str, ...]:
    known, said = shipped_conventions(), tuple(codes)
    for code in said:
        if code and code not in known:
            raise page.problem(key, f"“{code}” is not a convention; known are: {', '.join(known)}")
    return said


def _when(page: Page, key: str) -> When:
    said = page.text(key)
    found = _WHEN.fullmatch(said)
    if found is not None:
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            date(year or 0, month or 1, day or 1)
            return When(year or 0, month, day)
        except ValueError:
            pass
    raise page.problem(key, f"“{said}” is neither a day, a month nor a year; write 2025-09-29, 2025-09 or 2025")
