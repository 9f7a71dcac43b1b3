"""An item of a report as HTML: its words, what the State says, what became of it, its themes, what it repeats.

It stands beside its paragraph where there is room, and under it on a phone. Every text goes through ``format_html``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext

from unannounced.crafts.topics.taxonomy import shipped
from unannounced.duties.dialogue import CLAIM_WORDS, POSITION_WORDS, SHAPES, FollowUp, Position
from unannounced.duties.dialogue import WORDS as FOLLOW_UP_WORDS
from unannounced.duties.reporting import ITEM_WORDS
from unannounced.records.shelf.models import ShelvedFollowUp
from unannounced.rooms.portal.around import Around, Item
from unannounced.rooms.portal.speech import apart, told_apart
from unannounced.rooms.portal.words import called
from unannounced.rooms.web.templatetags.field_words import day as in_words

BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})
KINDS = {kind.value: word for kind, word in ITEM_WORDS.items()}
_BREAK = SafeString("<br>")
_CLAIMS = {claim.value: word for claim, word in CLAIM_WORDS.items()}
_POSITIONS = {position.value: word for position, word in POSITION_WORDS.items()}
_BECAME = {one.value: (word, SHAPES[one]) for one, word in FOLLOW_UP_WORDS.items()}
_NOT_IN_AN_ID = re.compile(r"[^0-9A-Za-z.]+")
NOTHING = SafeString("")


class Anchors:
    """Where the items of a page stand on it.

    >>> given = Anchors()
    >>> given.of("57 (a)"), given.of("57 (a)")
    ('item-57-a', 'item-57-a-again')
    """

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, number: str) -> str:
        """The place of the next item, by its number; one that comes again gets a tail."""
        anchor = f"item-{_NOT_IN_AN_ID.sub('-', number).strip('-')}"
        while anchor in self._given:
            anchor += "-again"
        self._given.add(anchor)
        return anchor


@dataclass(frozen=True, slots=True)
class Words:
    """The words that come again and again in a report, translated once for each page; what stands around it."""

    around: Around = field(default_factory=Around)
    paragraph: str = field(default_factory=lambda: gettext("Paragraph {number}"))
    cite: str = field(default_factory=lambda: gettext("Cite"))
    cite_it: str = field(default_factory=lambda: gettext("Cite paragraph {number}"))
    received: str = field(default_factory=lambda: gettext("Response of the State, received on {day}: {claim}"))
    addressed: str = field(default_factory=lambda: pgettext("addressee of an item", "to: {addressee}"))
    made: str = field(default_factory=lambda: gettext("Made by {makers}"))
    position: str = field(default_factory=lambda: gettext("The report itself says: {position}"))
    became_since: str = field(
        default_factory=lambda: gettext("{status} since {day}, as the mechanism made public on {made}")
    )
    became: str = field(default_factory=lambda: gettext("{status}, as the mechanism made public on {made}"))
    decided: str = field(default_factory=lambda: gettext("Theme: {themes}"))
    proposed: str = field(default_factory=lambda: gettext("Theme proposed by the program: {themes}"))
    repeats: str = field(default_factory=lambda: gettext("Asked before: {items}"))
    earlier: str = field(default_factory=lambda: gettext("{symbol}, item {number}"))
    kinds: Mapping[str, str] = field(default_factory=lambda: {k: capfirst(gettext(w)) for k, w in KINDS.items()})
    claims: Mapping[str, str] = field(default_factory=lambda: {k: gettext(w) for k, w in _CLAIMS.items()})
    positions: Mapping[str, str] = field(default_factory=lambda: {k: gettext(w) for k, w in _POSITIONS.items()})
    days: dict[str, str] = field(default_factory=dict)
    topics: dict[str, SafeString] = field(default_factory=dict)
    anchors: Anchors = field(default_factory=Anchors)

    def day(self, written: str) -> str:
        """A day in words; a report names few days many times."""
        if written not in self.days:
            self.days[written] = in_words(date.fromisoformat(written))
        return self.days[written]

    def topic(self, code: str) -> SafeString:
        """A theme by its name, as a link to its page where there is one."""
        if code not in self.topics:
            self.topics[code] = _topic(code)
        return self.topics[code]


def item_block(item: Item, words: Words, language: str = "") -> SafeString:
    """An item with all that is known of it; ``language`` is that of its words where it is not that of the page."""
    kind = words.kinds.get(item["kind"]) or capfirst(called({}, item["kind"]))
    beside = apart(item["addressee"], item["language"]) if item.get("language") else language
    addressed = _addressed(item["addressee"], words, beside) if item["addressee"] else NOTHING
    return format_html(
        '\n<div class="marked kind-{}" id="{}"><p class="marked-kind">{} {}{}</p>{}{}</div>{}',
        item["kind"],
        words.anchors.of(item["number"]),
        kind,
        item["number"],
        addressed,
        blocks(BLANK_LINE.split(item["text"].strip()), language),
        _known(item, words),
        _thread(_said_of(item, words.around), words, language),
    )


def _addressed(addressee: str, words: Words, language: str) -> SafeString:
    """To whom an item is addressed, as the document has it."""
    named = format_html("<span{}>{}</span>", spoken(language), addressee) if language else addressee
    return format_html(" · {}", _put(words.addressed, "{addressee}", named))


def _known(item: Item, words: Words) -> SafeString:
    """Whatever is known of an item beside its words, a line each."""
    became = words.around.became.get(item["number"])
    parts = [_standing(item, words), *_themes(item, words), _earlier(item, words)]
    return joined([_became(became, words), *parts] if became else parts)


def _standing(item: Item, words: Words) -> SafeString:
    """Who made an item and what the report says of the State's position, where it says so."""
    makers, position = item.get("made_by"), item.get("position", Position.UNKNOWN.value)
    said = [words.made.format(makers=", ".join(makers))] if makers else []
    if position != Position.UNKNOWN.value:
        said.append(words.position.format(position=words.positions.get(position) or called({}, position)))
    return format_html('<p class="marked-kind">{}</p>', " · ".join(said)) if said else NOTHING


def _became(row: ShelvedFollowUp, words: Words) -> SafeString:
    """What became of an item: a word and a shape, since when, and on which day the mechanism made it public."""
    word, shape = _BECAME.get(row.status, (called({}, row.status), SHAPES[FollowUp.ANSWERED]))
    line = words.became_since if row.day else words.became
    said = line.format(
        status=capfirst(gettext(word)),
        day=words.day(row.day.isoformat()) if row.day else "",
        made=words.day(row.made_on.isoformat()),
    )
    drawn = format_html(
        '<svg class="shape shape-{0}" width="16" height="16" aria-hidden="true" focusable="false">'
        '<use href="#shape-{0}"></use></svg>',
        shape,
    )
    return format_html('<p class="became word">{}<span>{}</span></p>', drawn, said)


def _themes(item: Item, words: Words) -> Iterator[SafeString]:
    """Its themes: those that a person decided, and those that the program proposed, apart."""
    topics = item.get("topics", ())
    for decided, line in ((True, words.decided), (False, words.proposed)):
        named = [words.topic(one["id"]) for one in topics if one["decided"] is decided]
        if named:
            yield format_html('<p class="known">{}</p>', _put(line, "{themes}", _list(named)))


def _earlier(item: Item, words: Words) -> SafeString:
    """The earlier items it repeats: a link where that report is here, else its words alone."""
    found = [_earlier_item(one, words) for one in item.get("repeats", ())]
    return format_html('<p class="known">{}</p>', _put(words.repeats, "{items}", _list(found))) if found else NOTHING


def _earlier_item(one: Mapping[str, str], words: Words) -> SafeString | str:
    symbol = words.around.symbols.get(one["slug"])
    told = words.earlier.format(symbol=symbol or one["slug"], number=one["number"])
    if symbol is None:
        return told
    return format_html('<a href="{}">{}</a>', reverse("item", args=[one["slug"], one["number"]]), told)


def _said_of(item: Item, around: Around) -> Iterator[tuple[Mapping[str, str], str]]:
    """What the State said of an item, each once, with where it stands if that is its published response."""
    document, where = around.answers.get(item["number"], ()), ""
    if around.response:
        where = f"{reverse('response', args=[around.response.slug])}#{Anchors().of(item['number'])}"
    yield from ((one, where if one in document else "") for one in item["responses"])
    yield from ((one, where) for one in document if one not in item["responses"])


def _thread(said: Iterable[tuple[Mapping[str, str], str]], words: Words, otherwise: str) -> SafeString:
    """What the State said; its words are in a language of their own, else in that ``otherwise`` spoken around them."""
    lines = [_said(one, where, words, otherwise) for one, where in said]
    return format_html('\n<ol class="thread">{}</ol>', joined(lines)) if lines else NOTHING


def _said(response: Mapping[str, str], where: str, words: Words, otherwise: str) -> SafeString:
    claim = words.claims.get(response["claim"]) or called({}, response["claim"])
    received = words.received.format(day=words.day(response["received_on"]), claim=claim)
    line = format_html('<a href="{}">{}</a>', where, received) if where else received
    text = response["text"].strip()
    told = blocks(BLANK_LINE.split(text), told_apart(text, otherwise))
    quoted = format_html("<blockquote>{}</blockquote>", told) if text else ""
    return format_html('<li class="theirs"><span class="said-by">{}</span>{}</li>', line, quoted)


def answered_item(one: Mapping[str, Any], words: Words, language: str = "") -> SafeString:
    """An item of a State's response, as that document has it; ``language`` is that of what was asked."""
    return item_block({**one, "addressee": ""}, words, apart(one["text"], language))


def length(item: Item, around: Around) -> int:
    """About how many letters an item takes with what the State said of it: whether it fits beside its paragraph."""
    return len(item["text"]) + sum(len(one["text"]) + 80 for one, _where in _said_of(item, around))


def direction(language: str) -> str:
    """In which direction a language is written: "rtl" or "ltr"; "auto" where it is not known."""
    if not language:
        return "auto"
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def spoken(language: str) -> SafeString:
    """The attributes of words in ``language``; none where they are in that of the page.

    >>> spoken("ar"), spoken("")
    (' lang="ar" dir="rtl"', '')
    """
    if not language:
        return NOTHING
    return format_html(' lang="{}" dir="{}"', language, direction(language))


def blocks(written: Iterable[str], language: str = "") -> SafeString:
    """Blocks of text, each a paragraph."""
    return joined(format_html("<p{}>{}</p>", spoken(language), lines(block)) for block in written)


def lines(text: str) -> SafeString | str:
    """``text`` with its single line breaks kept."""
    return format_html_join(_BREAK, "{}", ((line,) for line in text.split("\n"))) if "\n" in text else text


def joined(parts: Iterable[SafeString]) -> SafeString:
    """``parts`` one after the other: each is HTML already, so that nothing is escaped a second time."""
    return SafeString("".join(parts))  # nosec


def _list(parts: Sequence[SafeString | str]) -> SafeString:
    return format_html_join(", ", "{}", ((one,) for one in parts))


def _put(line: str, place: str, filling: SafeString | str) -> SafeString:
    """``filling`` in its place in a translated line, which is escaped."""
    before, _place, after = line.partition(place)
    return format_html("{}{}{}", before, filling, after)


def _topic(code: str) -> SafeString:
    known = shipped().by_id.get(code)
    name = capfirst(known.name((get_language() or "en").split("-")[0])) if known else code.replace("-", " ")
    try:
        return format_html('<a href="{}">{}</a>', reverse("theme", args=[code]), name)
    except NoReverseMatch:
        return format_html("{}", name)
