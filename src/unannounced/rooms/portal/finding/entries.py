"""What of the shelf can be found: each paragraph, item, response and statement in each language it exists in, and law.

An item of which the paragraph says every word itself is marked ``inside``: the paragraph stands for it in results,
unless items alone are asked for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from unannounced.crafts.searching.public.detecting import language_of
from unannounced.crafts.searching.public.folding import folded
from unannounced.crafts.searching.public.index import Entry
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.article import Anchors
from unannounced.rooms.portal.narrowing import OWN

REPORT, PARAGRAPH, RESPONSE, STATEMENT, PAGE = "report", "paragraph", "response", "statement", "page"
WHOLE = frozenset({REPORT, PARAGRAPH, STATEMENT, PAGE})
"""Kinds of what is part of nothing: what is, can be looked for without paragraphs, and is weighed among its like."""
NOT_SAID = "unknown"
RENDERED = {"rendered": ("yes",)}
"""The facet of what stands here in another language than it was written in, and there as well."""
PIECE = 1_500
"""Characters of a statement that are found as one."""

Row = tuple[int, str, str, str, list[dict[str, Any]], Mapping[str, Any]]
"""Number, number as printed, chapter, text, items and renditions of a paragraph."""

_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class About:
    """What all entries of one document share."""

    group: str
    slug: str
    symbol: str
    title: str
    day: int
    date: str
    state: str
    body: str
    language: str
    facets: Mapping[str, tuple[str, ...]]
    apart: int = 0
    edition: str = ""
    came: int = 0
    tongues: frozenset[str] = frozenset()

    def read_in(self, language: str) -> str:
        """Where a report is read in another language; where it is not read in that, as it came."""
        here = f"/reports/{self.slug}/"
        return f"{here}{language}/" if language in self.tongues else here

    def entry(self, key: str, kind: str, text: str, address: str, **more: Any) -> Entry:
        """An entry of this document; ``more`` is shown with it."""
        language = more.pop("language", "") or self.language or language_of(text)
        number, place = more.pop("order", (0, 0))
        names, light = more.pop("names", ()), more.pop("light", False)
        facets = {**self.facets, "kind": (kind,), **more.pop("facets", {})}
        shown = {
            "kind": kind,
            "slug": self.slug,
            "symbol": self.symbol,
            "title": self.title,
            "address": address,
            "state": self.state,
            "body": self.body,
            "day": self.date,
            **({"edition": self.edition} if self.edition else {}),
            **more,
        }
        return Entry(
            key=key,
            group=self.group,
            language=language,
            text=text,
            day=self.day,
            facets=facets,
            shown=shown,
            number=number,
            place=place,
            apart=self.apart,
            symbol=self.symbol,
            names=names,
            came=self.came,
            light=light,
            alone=kind not in WHOLE,
        )


# Reports


def of_report(report: ShelvedReport, rows: Iterable[Row], followed: Mapping[str, str]) -> Iterator[Entry]:
    """The report itself, its paragraphs and all that stands on them; ``followed`` has follow-up by number of item."""
    about = _about_report(report)
    yield from _report_itself(report, about)
    for row in rows:
        yield from _of_paragraph(about, row, followed)


def _about_report(report: ShelvedReport) -> About:
    body = OWN if report.is_own else report.body
    return About(
        group=f"reports/{report.slug}",
        slug=report.slug,
        symbol=report.symbol,
        title=report.title,
        day=report.day.toordinal(),
        date=report.day.isoformat(),
        state=report.state_code,
        body=report.body,
        language=report.language,
        apart=apart(report.slug),
        edition=edition_of(report.parcel_digest),
        came=report.version_on.toordinal(),
        tongues=frozenset(report.renditions) - {report.language},
        facets={
            "register": (register(invented=report.invented),),
            "state": (report.state_code,),
            "body": (body,),
            "place": tuple(str(kind) for kind in report.place_kinds),
        },
    )


def _report_itself(report: ShelvedReport, about: About) -> Iterator[Entry]:
    """Found by title and symbol, and by what it says in plain language."""
    titles = {language: str(one.get("title", "")) for language, one in report.renditions.items()}
    own = report.language or "en"
    for language in dict.fromkeys((own, *titles, *report.summary)):
        title = titles.get(language) or report.title
        text = "\n\n".join(
            (f"{title}, {report.symbol}", *([report.summary[language]] if language in report.summary else []))
        )
        key = f"{report.slug}/0/0" + ("" if language == own else f"~{language}")
        facets = RENDERED if language != own else {}
        names, address = (title, report.symbol), about.read_in(language)
        yield about.entry(key, REPORT, text, address, language=language, facets=facets, names=names)


def _of_paragraph(about: About, row: Row, followed: Mapping[str, str]) -> Iterator[Entry]:
    number, printed, chapter, text, items, renditions = row
    address = f"/reports/{about.slug}/paragraphs/{number}/"
    key = f"{about.slug}/{number}"
    shown = {"paragraph": number, "label": printed or str(number), "chapter": chapter}
    topics = tuple(dict.fromkeys(topic for item in items for topic in topics_of(item)))
    plain = squeezed(text) if items else ""
    yield about.entry(f"{key}/0", PARAGRAPH, text, address, order=(number, 0), facets={"topic": topics}, **shown)
    given = Anchors()
    for place, item in enumerate(items, start=1):
        anchor = f"#{given.of(str(item['number']))}"
        more = {**shown, "number": str(item["number"]), "anchor": anchor}
        found = _of_item(about, f"{key}/{place}", item, f"{address}{anchor}", more, followed)
        yield from _marked(found, plain, (number, place))
    for language, said in renditions.items():
        yield from _rendered(about, row, language, said)


def _of_item(
    about: About, key: str, item: Mapping[str, Any], address: str, shown: Mapping[str, Any], followed: Mapping[str, str]
) -> Iterator[Entry]:
    topics = topics_of(item)
    position, status = str(item.get("position") or ""), followed.get(str(item["number"]), "")
    facets = {
        "topic": topics,
        "position": (position,) if position and position != NOT_SAID else (),
        "followup": (status,) if status else (),
    }
    yield about.entry(key, str(item["kind"]), str(item["text"]), address, facets=facets, **shown)
    for turn, response in enumerate(item.get("responses") or (), start=1):
        said = str(response.get("text") or "")
        if said:
            more = {**shown, "language": language_of(said)}
            yield about.entry(f"{key}/{turn}", RESPONSE, said, address, facets={"topic": topics}, **more)


def _marked(found: Iterable[Entry], paragraph: str, order: tuple[int, int]) -> Iterator[Entry]:
    """Those of ``found`` with their order, marked where ``paragraph`` says the same."""
    for one in found:
        inside = one.shown["kind"] != RESPONSE and squeezed(one.text) in paragraph
        facets = {**one.facets, "inside": ("yes",)} if inside else one.facets
        yield replace(one, number=order[0], place=order[1], facets=facets)


def _rendered(about: About, row: Row, language: str, said: Mapping[str, Any]) -> Iterator[Entry]:
    """The paragraph and its items in another language they exist in."""
    number, printed, chapter, _, items, _ = row
    text, texts = str(said.get("text") or ""), list(said.get("items") or ())
    shown = {
        "paragraph": number,
        "label": printed or str(number),
        "chapter": str(said.get("chapter") or chapter),
        "language": language,
    }
    address = f"{about.read_in(language)}paragraphs/{number}/"
    key = f"{about.slug}/{number}"
    if text:
        topics = tuple(dict.fromkeys(topic for item in items for topic in topics_of(item)))
        yield about.entry(
            f"{key}/0~{language}",
            PARAGRAPH,
            text,
            address,
            order=(number, 0),
            facets={"topic": topics, **RENDERED},
            **shown,
        )
    given, plain = Anchors(), squeezed(text)
    for place, (item, words) in enumerate(zip(items, texts, strict=False), start=1):
        anchor = f"#{given.of(str(item['number']))}"
        more = {**shown, "number": str(item["number"]), "anchor": anchor}
        words_alone = {**item, "text": str(words or ""), "responses": []}
        found = _of_item(about, f"{key}/{place}~{language}", words_alone, f"{address}{anchor}", more, {})
        for one in _marked(found, plain, (number, place)):
            yield replace(one, facets={**one.facets, **RENDERED})


def apart(slug: str) -> int:
    """What keeps documents of one day from mixing in an order by day."""
    return uuid5(NAMESPACE_URL, slug).int & 0xFFFF


def edition_of(parcel_digest: str) -> str:
    """By what an entry tells whether the shelf still has what it was written from."""
    return parcel_digest[:12]


def topics_of(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of what an item is about."""
    return tuple(str(one["id"]) for one in item.get("topics") or () if one.get("id"))


def with_topics(items: Sequence[dict[str, Any]]) -> None:
    """Give each item that came without topics those that the figures count it under, so that both lead to the same."""
    silent = [item for item in items if "topics" not in item]
    if not silent:
        return
    from unannounced.rooms.portal.figures.topics import topics_of as proposed  # reads the taxonomy

    for item, topics in zip(silent, proposed(silent), strict=True):
        item["topics"] = [{"id": topic, "decided": decided} for topic, decided in topics]


def squeezed(text: str) -> str:
    """A text in which only the words differ."""
    return " ".join(folded(text).split()).strip(" .;:")


# Responses and statements that are documents of their own


def of_response(response: ShelvedResponse, said_already: Sequence[str]) -> Iterator[Entry]:
    """What the State says, item by item; what stands with the items of the report as well is marked."""
    about = _about_other(f"responses/{response.slug}", response, response.published_on.toordinal())
    address = f"/responses/{response.slug}/"
    known = set(said_already)
    for place, answered in enumerate(response.answers, start=1):
        for turn, one in enumerate(answered.get("responses") or (), start=1):
            said = str(one.get("text") or "")
            if not said:
                continue
            entry = about.entry(
                f"responses:{response.slug}/{place}/{turn}",
                RESPONSE,
                said,
                address,
                number=str(answered.get("number", "")),
                order=(place, turn),
                facets={"topic": topics_of(answered), **({"inside": ("yes",)} if said in known else {})},
            )
            yield entry


def of_statement(statement: ShelvedStatement) -> Iterator[Entry]:
    """A public statement, in pieces if it is long."""
    about = _about_other(f"statements/{statement.slug}", statement, statement.published_on.toordinal())
    for place, piece in enumerate(pieces(statement.text), start=1):
        key = f"statements:{statement.slug}/{place}/0"
        yield about.entry(key, STATEMENT, piece, f"/statements/{statement.slug}/", order=(place, 0))


def pieces(text: str) -> Iterator[str]:
    """Paragraphs of a text, short ones together."""
    held = ""
    for paragraph in _BLANK_LINE.split(text.strip()):
        if held and len(held) + len(paragraph) > PIECE:
            yield held
            held = ""
        held = f"{held}\n\n{paragraph}" if held else paragraph
    if held:
        yield held


def _about_other(group: str, one: ShelvedResponse | ShelvedStatement, day: int) -> About:
    return About(
        group=group,
        slug=one.slug,
        symbol=one.symbol,
        title=one.title if isinstance(one, ShelvedResponse) else "",
        day=day,
        date=one.published_on.isoformat(),
        state=one.state_code,
        body="",
        language="",
        apart=apart(one.slug),
        edition=edition_of(one.parcel_digest),
        came=one.version_on.toordinal(),
        facets={
            "register": (register(invented=one.invented),),
            "state": (one.state_code,),
            "body": (OWN,) if isinstance(one, ShelvedStatement) else (),
        },
    )


def register(*, invented: bool) -> str:
    """The word for the real register, or the invented one."""
    return "invented" if invented else "real"
