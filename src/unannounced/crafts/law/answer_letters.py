"""Answer letters in words: out of the files of ``facts/answer_letters``, in six languages, dates written in each.

Where an address stands in the files with its source it is given; elsewhere the letter says whom to ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from string import Formatter
from typing import Final

from babel.dates import format_date

from unannounced.crafts.law.routes import shipped_routes
from unannounced.crafts.law.strictly import Page, read_page
from unannounced.crafts.names import name_in
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.conventions import Clause
from unannounced.duties.treaty.route_rules import RouteRules
from unannounced.duties.writing_back import CAN_AND_CANNOT, NAME, NAME_AND_WHY, Letter, Line

LANGUAGES: Final = ("en", "fr", "ru", "uk", "tr", "ar")
OF_A_ROUTE: Final = ("name", "who", "can", "cannot", "before")
_OWN_ROUTE_WORDS: Final = "tr"
"""The language that facts/routes.yaml does not speak: its letters bring the words of the routes with them."""
_DAYS: Final = {"ru": "d MMMM y 'года'", "uk": "d MMMM y 'року'"}
_DAY: Final = "d MMMM y"


@dataclass(frozen=True, slots=True)
class Rests:
    """What a key rests on, and what is filled in where it stands."""

    clause: Clause
    fills: frozenset[str]


@dataclass(frozen=True, slots=True)
class Address:
    """Where to write to a body, where that stands, and the day on which somebody read it there."""

    address: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words of letters in one language: sentences by key, and words about each route."""

    language: str
    said: Mapping[str, str]
    routes: Mapping[str, Mapping[str, str]]


@cache
def shipped_sources() -> Mapping[str, Rests]:
    """What each key of the letters rests on."""
    page = _page("sources.yaml")
    return {one.text("key"): _rests(one) for one in page.pages("keys")}


@cache
def shipped_addresses() -> Mapping[str, Address]:
    """The addresses that have a source, by the code of the route."""
    page = _page("sources.yaml")
    return {one.text("route"): Address(one.text("address"), _clause(one, "read_on")) for one in page.pages("addresses")}


@cache
def shipped_letters(language: str) -> LetterWords:
    """The words that are shipped in one of ``LANGUAGES``; ``KeyError`` for any other."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return read_letters(_text(f"{language}.yaml"), language, shipped_sources(), shipped_routes())


def read_letters(text: str, language: str, sources: Mapping[str, Rests], rules: RouteRules) -> LetterWords:
    """The words in ``text``; raises ``LawFileProblem`` naming file, line and key.

    Each key that has a source is there once and fills in just what stands with its source; no other is there.
    """
    page = read_page(text, f"{language}.yaml")
    said = {key: page.text(key) for key in sources}
    for key, sentence in said.items():
        if placeholders(sentence) != sources[key].fills:
            fills = ", ".join(sorted(sources[key].fills)) or "nothing"
            raise page.problem(key, f"what is filled in here is: {fills}")
    routes = _own_routes(page, rules) if language == _OWN_ROUTE_WORDS else _shared_routes(language, rules)
    page.end()
    return LetterWords(language, said, routes)


def _own_routes(page: Page, rules: RouteRules) -> dict[str, dict[str, str]]:
    held = page.page("routes")
    found = {}
    for code in rules:
        one = held.page(code)
        found[code] = {key: one.text(key) for key in OF_A_ROUTE}
        one.end()
    held.end()
    return found


def _shared_routes(language: str, rules: RouteRules) -> dict[str, dict[str, str]]:
    return {
        code: {"name": one.names[language], "who": one.who[language]}
        | {key: one.words[key][language] for key in ("can", "cannot", "before")}
        for code, one in rules.items()
    }


def _rests(page: Page) -> Rests:
    fills = page.codes("fills")
    return Rests(_clause(page), fills)


def _clause(page: Page, day: str = "") -> Clause:
    clause = Clause(
        article=page.text("article"),
        source=page.text("source"),
        confidence=page.one_of("confidence", Confidence),
        day=page.day(day, needed=True) if day else None,
    )
    page.end()
    return clause


def _page(file: str) -> Page:
    return read_page(_text(file), file)


def _text(file: str) -> str:
    return resources.files("unannounced.facts").joinpath(f"answer_letters/{file}").read_text("utf-8")


def placeholders(sentence: str) -> frozenset[str]:
    """What is filled into a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


# A letter in words


def written(letter: Letter, language: str) -> str:
    """A letter as plain text: a line for each sentence, an empty one between paragraphs; ``KeyError`` as above."""
    words = shipped_letters(language)
    said = ("\n".join(filter(None, (_line(one, words) for one in part))) for part in letter)
    return "\n\n".join(said) + "\n"


def _line(line: Line, words: LetterWords) -> str:
    if line.said:
        return line.said
    route = words.routes.get(line.route, {})
    match line.key:
        case key if key == NAME:
            return route["name"]
        case key if key == CAN_AND_CANNOT:
            return f"{route['can']} {route['cannot']}"
        case key if key == NAME_AND_WHY:
            return f"– {route['name']}. {_filled(str(line.facts['why']), line.facts, words)}"
        case "where":
            held = shipped_addresses().get(line.route)
            return _filled("where", {"address": held.address}, words) if held else ""
        case _:
            return _filled(line.key, {**line.facts, **route}, words)


def _filled(key: str, facts: Mapping[str, object], words: LetterWords) -> str:
    sentence = words.said[key]
    return sentence.format(**{name: _fact(name, facts[name], words.language) for name in placeholders(sentence)})


def _fact(name: str, fact: object, language: str) -> str:
    if isinstance(fact, date):
        return day_in(fact, language)
    return name_in(str(fact), language) if name == "state" else str(fact)


def day_in(day: date, language: str) -> str:
    """A day as it is written in a language.

    >>> day_in(date(2026, 12, 1), "fr"), day_in(date(2026, 12, 3), "ru"), day_in(date(2026, 12, 3), "tr")
    ('1er décembre 2026', '3 декабря 2026 года', '3 Aralık 2026')
    """
    said = str(format_date(day, _DAYS.get(language, _DAY), locale=language))
    return f"1er{said[1:]}" if language == "fr" and day.day == 1 else said
