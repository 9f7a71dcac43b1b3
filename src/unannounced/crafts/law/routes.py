"""The routes, and the plain words about them, out of their YAML files; what is not known is refused, never guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter

from unannounced.crafts.law.strictly import Page, read_page
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.conventions import Clause, Listed, Words
from unannounced.duties.treaty.route_rules import Counts, Disputed, Kind, Limit, Referral, RouteRule, RouteRules
from unannounced.duties.treaty.route_words import SENTENCES
from unannounced.duties.treaty.routes import QUESTIONS

LANGUAGES = ("en", "fr", "ru", "uk", "ar")
_ACTS_IN = ("ru", "uk")
_FOR_PEOPLE = ("can", "cannot", "before")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """What the page for people who are not lawyers says, each in every one of ``LANGUAGES``.

    ``reasons`` are by the codes of ``route_words``, ``confidences`` by their values; ``acts`` are in Russian and
    Ukrainian alone: the other languages have them in their catalogues.
    """

    page: Mapping[str, Words]
    reasons: Mapping[str, Words]
    confidences: Mapping[str, Words]
    acts: Mapping[str, Words]


@cache
def shipped_routes() -> RouteRules:
    """The routes that are shipped, in the order of the file."""
    return read_routes(_shipped("routes.yaml"), "routes.yaml")


@cache
def shipped_plain_words() -> PlainWords:
    """The plain words that are shipped."""
    return read_plain_words(_shipped("turn_to.yaml"), "turn_to.yaml")


def _shipped(file: str) -> str:
    return resources.files("unannounced.facts").joinpath(file).read_text("utf-8")


def read_routes(text: str, file: str) -> RouteRules:
    """The routes in ``text``; raises ``LawFileProblem`` naming file, line and key.

    Each route that the gates decide is there once, and no other.
    """
    page = read_page(text, file)
    found: dict[str, RouteRule] = {}
    for one in page.pages("routes"):
        rule = _route(one)
        if rule.code not in QUESTIONS or rule.code in found:
            raise one.problem("code", f"“{rule.code}” is not known, or stands twice; known are: {', '.join(QUESTIONS)}")
        found[rule.code] = rule
    page.end()
    missing = [code for code in QUESTIONS if code not in found]
    if missing:
        raise page.problem("routes", f"these routes are missing: {', '.join(missing)}")
    return found


def _route(page: Page) -> RouteRule:
    rule = RouteRule(
        code=page.text("code"),
        kind=page.one_of("kind", Kind),
        convention=page.text("convention", ""),
        competence=page.text("competence", ""),
        counts=page.one_of("counts", Counts),
        names=page.words("names", LANGUAGES),
        treaty=page.words("treaty", LANGUAGES),
        who=page.words("who", LANGUAGES),
        words={key: page.words(key, LANGUAGES) for key in _FOR_PEOPLE},
        limits=tuple(_limit(one) for one in page.pages("limits")),
        past_counts=_listed(page, "past_counts"),
        false_excluded=_listed(page, "false_excluded"),
        disputed=tuple(_disputed(one) for one in page.pages("disputed")),
        referrals=tuple(_referral(one) for one in page.pages("referrals")),
        clause=_clause(page),
    )
    return rule


def _clause(page: Page, *, day: bool = False) -> Clause:
    """Article, source and confidence, and nothing else in the mapping than what was asked for before."""
    clause = Clause(
        article=page.text("article"),
        source=page.text("source"),
        confidence=page.one_of("confidence", Confidence),
        day=page.day("day", needed=True) if day else None,
    )
    page.end()
    return clause


def _limit(page: Page) -> Limit:
    months, before, after_other = page.number("months"), page.day("before"), page.flag("after_other")
    return Limit(months, _clause(page), before, after_other)


def _listed(page: Page, key: str) -> Listed | None:
    page.asked.add(key)
    if key not in page:
        return None
    one = page.page(key)
    states = one.codes("states")
    return Listed(_clause(one), states)


def _disputed(page: Page) -> Disputed:
    state, day = page.text("state"), page.day("day", needed=True)
    if day is None:
        raise page.problem("day", "this key is missing")
    return Disputed(state, day, _clause(page))


def _referral(page: Page) -> Referral:
    state, since, whole = page.text("state"), page.day("since", needed=True), page.flag("whole")
    if since is None:
        raise page.problem("since", "this key is missing")
    return Referral(state, since, whole, _clause(page, day=True))


def read_plain_words(text: str, file: str) -> PlainWords:
    """The plain words in ``text``; raises ``LawFileProblem`` naming file, line and key.

    Each reason has its sentence in every language, and fills in nothing that its English twin does not know.
    """
    page = read_page(text, file)
    said, reasons, confidences = page.page("page"), page.page("reasons"), page.page("confidences")
    acts = page.page("acts")
    page.end()
    found = PlainWords(
        page=dict(_every(said, LANGUAGES)),
        reasons={code: reasons.words(code, LANGUAGES) for code in SENTENCES},
        confidences={one.value: confidences.words(one.value, LANGUAGES) for one in Confidence},
        acts=dict(_every(acts, _ACTS_IN)),
    )
    for one in (reasons, confidences):
        one.end()
    for code, words in found.reasons.items():
        _fills_in_what_is_known(reasons, code, words)
    return found


def _every(page: Page, languages: tuple[str, ...]) -> Iterator[tuple[str, Words]]:
    for key in list(page.held):
        yield key, page.words(key, languages)


def _fills_in_what_is_known(page: Page, code: str, words: Words) -> None:
    known = _placeholders(SENTENCES[code])
    for language, sentence in words.items():
        unknown = _placeholders(sentence) - known
        if unknown:
            raise page.problem(code, f"{language} fills in {{{unknown.pop()}}}, which is not known there")


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
