"""How the press calls things, read from ``facts/press.yaml``; what that file may not say is refused with its line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

import yaml

from unannounced.crafts.law.strictly import Page, read_page
from unannounced.crafts.press.words import Stems

FILE = "press.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """What has one of ``heads``, all ``ideas`` and none of ``without`` is called ``code``, or is one of ``open``."""

    heads: tuple[str, ...]
    ideas: tuple[str, ...]
    without: tuple[str, ...]
    code: str = ""
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A convention and how it is called; ``adopted`` is a year, 0 where the file gives none."""

    code: str
    adopted: int = 0
    european: bool = False
    protocol_of: str = ""
    called: tuple[str, ...] = ()
    called_when_joined_or_left: tuple[str, ...] = ()
    known_by: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class StateNames:
    """How a State, its houses and its leaders are called besides its name."""

    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    parliaments: tuple[str, ...] = ()
    lower_house: tuple[str, ...] = ()
    upper_house: tuple[str, ...] = ()
    cyrillic: tuple[str, ...] = ()
    cyrillic_adjectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aliases:
    """The whole file, ready to be looked up. ``ideas`` are patterns, the other words are looked up one by one."""

    ideas: Mapping[str, re.Pattern[str]]
    idea_words: Stems
    heads: Mapping[str, Stems]
    head_words: Stems
    before: Stems
    after: Stems
    joining: frozenset[str]
    conventions: Mapping[str, Named]
    rules: tuple[Rule, ...]
    council: tuple[str, ...]
    committee: tuple[str, ...]
    human_rights_court: tuple[str, ...]
    other_bodies: tuple[str, ...]
    media: tuple[str, ...]
    channels: tuple[str, ...]
    states: Mapping[str, StateNames]


@cache
def shipped_aliases() -> Aliases:
    """The names that come with Unannounced."""
    return read_aliases((resources.files("unannounced.facts") / FILE).read_text(encoding="utf-8"))


def read_aliases(text: str, *, name: str = FILE) -> Aliases:
    """The names in the YAML ``text``; ``LawFileProblem`` for what is unknown, missing, twice or of the wrong kind."""
    page = read_page(text, name)
    ideas = _lists(page.page("ideas"))
    heads = _lists(page.page("heads"))
    names = page.page("in_names")
    before, after, joining = (_texts(names, key) for key in ("before", "after", "joining"))
    names.end()
    listed = page.page("conventions")
    conventions = {code: _convention(listed.page(code), code, ideas, heads, listed) for code in listed.held}
    unclear = tuple(_rule(one, "", ideas, heads, listed) for one in page.pages("unclear"))
    states = page.page("states")
    aliases = Aliases(
        ideas={idea: _pattern(words) for idea, words in ideas.items()},
        idea_words=Stems.of(word for words in ideas.values() for word in words),
        heads={head: Stems.of(words) for head, words in heads.items()},
        head_words=Stems.of(word for words in heads.values() for word in words),
        before=Stems.of(before),
        after=Stems.of(after),
        joining=frozenset(joining),
        conventions=conventions,
        rules=(*(rule for one in conventions.values() for rule in one.known_by), *unclear),
        council=_texts(page, "council"),
        committee=_texts(page, "committee"),
        human_rights_court=_texts(page, "human_rights_court"),
        other_bodies=_texts(page, "other_bodies"),
        media=_texts(page, "media"),
        channels=_texts(page, "channels"),
        states={code: _state(states.page(code)) for code in states.held},
    )
    page.end()
    return aliases


def _texts(page: Page, key: str, *, needed: bool = True) -> tuple[str, ...]:
    """The list of texts under ``key``."""
    page.asked.add(key)
    node = page.held.get(key)
    if node is None and not needed:
        return ()
    if node is None:
        raise page.problem(key, "this key is missing")
    if not isinstance(node, yaml.SequenceNode):
        raise page.problem(key, "a list belongs here, like [one, another]")
    # The words "on" and "no" are texts here, whatever YAML takes them for.
    texts = tuple(str(one.value).strip() if isinstance(one, yaml.ScalarNode) else "" for one in node.value)
    for text in texts:
        if not text or re.search(r"\*\S", text):
            raise page.problem(key, f"“{text}” is no text; a * may only end a word")
    return texts


def _lists(page: Page) -> dict[str, tuple[str, ...]]:
    return {key: _texts(page, key) for key in page.held}


def _rule(page: Page, code: str, ideas: Mapping[str, object], heads: Mapping[str, object], conventions: Page) -> Rule:
    rule = Rule(
        _known(page, "heads", heads),
        _known(page, "ideas", ideas),
        _known(page, "without", ideas, needed=False),
        code,
        () if code else _known(page, "open", conventions.held),
    )
    page.end()
    return rule


def _known(page: Page, key: str, known: Mapping[str, object], *, needed: bool = True) -> tuple[str, ...]:
    """The list under ``key``, of words that stand in ``known``."""
    words = _texts(page, key, needed=needed)
    for word in words:
        if word not in known:
            raise page.problem(key, f"“{word}” is not known; use one of: {', '.join(known)}")
    return words


def _convention(
    page: Page, code: str, ideas: Mapping[str, object], heads: Mapping[str, object], conventions: Page
) -> Named:
    named = Named(
        code,
        page.number("adopted", 0),
        page.flag("european"),
        page.text("protocol_of", ""),
        _texts(page, "called", needed=False),
        _texts(page, "called_when_joined_or_left", needed=False),
        tuple(_rule(one, code, ideas, heads, conventions) for one in page.pages("known_by")),
    )
    if named.protocol_of and named.protocol_of not in conventions.held:
        raise page.problem("protocol_of", f"“{named.protocol_of}” is none of the conventions of this file")
    page.end()
    return named


def _state(page: Page) -> StateNames:
    names = StateNames(**{one.name: _texts(page, one.name, needed=False) for one in fields(StateNames)})
    page.end()
    return names


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of ``words``, a * standing for any ending."""
    parts = [re.escape(word.lower()).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
