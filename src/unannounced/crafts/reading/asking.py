"""The items in the running text of a report of a visiting body: sentences with the words that ask for something.

A body that visits "recommends"; what it "trusts", "invites" to or "encourages" is a comment; what it "would like to
receive" is a request; and what it observed at once under Article 8, paragraph 5, of the European Convention for the
Prevention of Torture is an immediate observation. English and French, and the plain forms in Spanish, Russian and
Ukrainian (``verbs.py``). What others recommend, what was recommended, what is quoted and what the body does as a rule
is none of it (``subjects.py``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from unannounced.crafts.names import code_of
from unannounced.crafts.reading.committing import committed_in, may_commit
from unannounced.crafts.reading.confidence import of_dialogue
from unannounced.crafts.reading.demanding import (
    SHOULD_WORDS,
    authority_should,
    cites_law,
    goes_on,
    looks_back,
    steps_should,
)
from unannounced.crafts.reading.headings import labels_in, lists_inside, under_heading
from unannounced.crafts.reading.immediate import observed_at_once, told_of_it, with_it
from unannounced.crafts.reading.quoting import Quotation, is_whole
from unannounced.crafts.reading.sentences import has_any, sentences_in, spans_in, words_of
from unannounced.crafts.reading.subjects import Body, Said, always_so, family_of, names_body, said_by
from unannounced.crafts.reading.values import ReadItem, ReadParagraph
from unannounced.crafts.reading.verbs import ASKING, IMPERSONAL, KINDS
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import FORCE, ItemKind

__all__ = ["asked_in", "kind_of", "recommended_in_dialogue", "sentences_in"]


class Manner(StrEnum):
    """By what a sentence was known to ask for something."""

    NAMED = "the body by its name and a verb"
    PRONOUN = "a pronoun and a verb"
    PRONOUN_ALONE = "a pronoun and a verb, after a sentence about others"
    JOINED = "a verb joined to an earlier one"
    IMPERSONAL = "it is recommended, it would be desirable"
    AUTHORITY = "an authority should"
    STEPS = "steps should be taken"
    GOES_ON = "should, after an item"
    LABELLED = "Recommendation 12"
    UNDER_HEADING = "a demand in a list under a heading"
    AT_ONCE = "an immediate observation"


SURE: dict[Manner, int] = {
    Manner.NAMED: 92,
    Manner.PRONOUN: 85,
    Manner.PRONOUN_ALONE: 60,
    Manner.JOINED: 75,
    Manner.IMPERSONAL: 80,
    Manner.AUTHORITY: 65,
    Manner.STEPS: 60,
    Manner.GOES_ON: 50,
    Manner.LABELLED: 90,
    Manner.UNDER_HEADING: 80,
    Manner.AT_ONCE: 75,
}
"""How sure an item is by its manner, per cent.

Judged, not measured on labelled reports, since none exist. The order of the manners is that of how often each was right
on sentences written for it and read for the first time (77 of 86 items right, 77 of 91 found) and on the dialogues of
reviews of States by States, where nothing is asked by a body that visits: the mistakes there are pronouns, verbs joined
by "and", and what an authority "should" do, hardly ever a body's own name with its verb.
"""
LESS: dict[ItemKind, int] = {ItemKind.COMMENT: 12, ItemKind.REQUEST: 4}
"""What a comment or a request is less sure: softer words are used for other things too. Judged."""
LESS_WITHOUT_BODY = 20
"""What every item is less sure if the head of the report names no body that visits. Judged."""

_LONGEST = 4_000
_SHORTEST_VERB = 3
_THIRD_PERSON = re.compile(r"(?:[^,;:.]{1,60}, )?(?:It|it|Il|il|Elle|elle|Ils|ils)\b")
_RESPONSES = ("esponse", "éponse", "espuesta", "ответ", "відповід")
_OF_RESPONSE = re.compile(
    r"\b(?:account of (?:the )?(?:action|measures|steps)|reactions? to the comments?|replies to the requests? for"
    r" information"
    r"|exposé (?:complet|détaillé)|comptes? rendus? (?:complet|détaillé|des mesures)|(?:réactions?|réponses?) aux"
    r" (?:commentaires|demandes))\b"
)
_RECOMMENDED = re.compile(r"\b(?:recommended|encouraged|urged|called upon|suggested)\b")
_AT_ONCE_STEMS = ("mmediate observ", "rticle 8", "sur-le-champ", "mmédiates")


@dataclass(frozen=True, slots=True)
class Words:
    """Which words that ask can stand in a stretch of text, so that its sentences are searched for no others."""

    verbs: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    impersonal: tuple[tuple[ItemKind, re.Pattern[str], tuple[str, ...]], ...]
    should: tuple[str, ...]
    at_once: bool

    def __bool__(self) -> bool:
        return bool(self.verbs or self.impersonal or self.should or self.at_once)


def _words_in(text: str) -> Words:
    words = words_of(text)
    verbs = [(pattern, tuple(words & verbs)) for pattern, verbs in ASKING if not words.isdisjoint(verbs)]
    impersonal = [
        (kind, pattern, tuple(words & said)) for kind, said, pattern in IMPERSONAL if not words.isdisjoint(said)
    ]
    return Words(tuple(verbs), tuple(impersonal), tuple(words & SHOULD_WORDS), at_once=has_any(text, _AT_ONCE_STEMS))


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentences before one leave behind: open quotations; whether the last asked for something or told what a
    law says, and its words if it asked for nothing; whether one told of an immediate observation.
    """

    quoted: Quotation
    asks: bool = False
    at_once: bool = False
    of_law: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What asks for something: where it stands in the paragraph, its kind, and by what it is known."""

    start: int
    end: int
    kind: ItemKind
    manner: Manner
    printed: str = ""
    addressee: str = ""


def asked_in(paragraph: ReadParagraph, *, sure_of_body: bool, body: str = "") -> Iterator[ReadItem]:
    """The items in one paragraph, each one sentence or a few that go on; in running order.

    ``sure_of_body`` if the head names the body that made the report, ``body`` its name there: what other bodies
    recommend is then no item.
    """
    text = paragraph.text
    for one in _all_in(text, paragraph.chapter, family_of(body)):
        sure = SURE[one.manner] - LESS.get(one.kind, 0) - (0 if sure_of_body else LESS_WITHOUT_BODY)
        words = text[one.start : one.end]
        yield ReadItem(
            paragraph.number, one.printed, one.kind, words, (), Position.UNKNOWN, max(sure, 5), addressee=one.addressee
        )
    if may_commit(text) or may_commit(paragraph.chapter):
        yield from committed_in(paragraph)


def _all_in(text: str, chapter: str, body: Body) -> list[Asked]:
    """What one paragraph asks for: under its heading, after its labels, and in its sentences."""
    listed = under_heading(text, chapter)
    if listed is not None:
        return [Asked(a, b, ItemKind.RECOMMENDATION, Manner.UNDER_HEADING) for a, b in listed]
    found: list[Asked] = []
    begin = 0
    for start, stop, demanded, who in lists_inside(text):
        found += _between(text, begin, start, body)
        found += [Asked(a, b, ItemKind.RECOMMENDATION, Manner.UNDER_HEADING, addressee=who) for a, b in demanded]
        begin = stop
    return found + _between(text, begin, len(text), body)


def _between(text: str, begin: int, end: int, body: Body) -> list[Asked]:
    """What the text between two places asks for, after its labels and in its sentences."""
    labels = [(begin + start, begin + stop, printed) for start, stop, printed in labels_in(text[begin:end])]
    cuts = [begin, *(stop for _, stop, _ in labels)]
    stops = [*(start for start, _, _ in labels), end]
    found: list[Asked] = []
    for place, (start, stop) in enumerate(zip(cuts, stops, strict=True)):
        printed = labels[place - 1][2] if place else ""
        piece = text[start:stop]
        words = _words_in(piece)
        if printed or words:
            found += _in_piece(piece, start, printed, words, body)
    return found


def _in_piece(piece: str, offset: int, printed: str, words: Words, body: Body) -> list[Asked]:
    """What the sentences of a stretch ask for; the first is asked for by its label, if ``printed`` is one."""
    found: list[Asked] = []
    before = Before(quoted=Quotation())
    trusted = is_whole(piece)
    for place, (a, b) in enumerate(spans_in(piece)):
        sentence = piece[a : min(b, a + _LONGEST)]
        known = (ItemKind.RECOMMENDATION, Manner.LABELLED) if printed and place == 0 else None
        known = known or _after(before, sentence, words, body)
        joins = known is None and before.asks and goes_on(sentence)
        if joins and looks_back(sentence):
            found[-1] = replace(found[-1], end=offset + b)
            continue
        if joins:
            known = ItemKind.RECOMMENDATION, Manner.GOES_ON
        if known is not None:
            found.append(Asked(offset + a, offset + b, *known, printed if place == 0 else ""))
        before = Before(
            quoted=before.quoted.after(piece[a:b]) if trusted else Quotation(),
            asks=known is not None,
            at_once=before.at_once or (words.at_once and told_of_it(sentence)),
            of_law=cites_law(sentence),
            told="" if known else sentence,
        )
    return found


def _after(before: Before, sentence: str, words: Words, body: Body) -> tuple[ItemKind, Manner] | None:
    """What a sentence asks for after what was said before it."""
    if before.at_once and with_it(sentence):
        return ItemKind.IMMEDIATE_OBSERVATION, Manner.AT_ONCE
    known = _known(sentence, words, body, before.quoted)
    if known is None:
        return None
    if known[1] is Manner.AUTHORITY and before.of_law:
        return None
    if (
        known[1] is Manner.PRONOUN
        and before.told
        and _THIRD_PERSON.match(sentence)
        and not names_body(before.told, body)
    ):
        return known[0], Manner.PRONOUN_ALONE
    return known


def kind_of(sentence: str, body: Body = Body.ANY) -> ItemKind | None:
    """What a sentence asks for; None if it asks for nothing.

    >>> kind_of("The CPT recommends that each cell have a window.").value
    'recommendation'
    >>> kind_of("The authorities encourage association.")
    """
    sentence = sentence[:_LONGEST]
    known = _known(sentence, _words_in(sentence), body, Quotation())
    return known[0] if known else None


def _known(sentence: str, words: Words, body: Body, quoted: Quotation) -> tuple[ItemKind, Manner] | None:
    """The kind of a sentence and by what it is known; ``quoted`` is what is open before it."""
    if words.at_once and observed_at_once(sentence):
        return ItemKind.IMMEDIATE_OBSERVATION, Manner.AT_ONCE
    best = _by_verb(sentence, words, body, quoted)
    if best is None and not quoted:
        best = _without_body(sentence, words)
    if best is None or always_so(sentence) or (has_any(sentence, _RESPONSES) and _OF_RESPONSE.search(sentence)):
        return None
    return best


def _without_body(sentence: str, words: Words) -> tuple[ItemKind, Manner] | None:
    """What a sentence asks for in which no body says that it does."""
    for kind, pattern, stems in words.impersonal:
        said = pattern.search(sentence) if has_any(sentence, stems) else None
        if said and not Quotation().after(sentence[: said.start()]):
            return kind, Manner.IMPERSONAL
    if not has_any(sentence, words.should):
        return None
    if authority_should(sentence):
        return ItemKind.RECOMMENDATION, Manner.AUTHORITY
    if steps_should(sentence):
        return ItemKind.RECOMMENDATION, Manner.STEPS
    return None


_MANNERS = {Said.NAMED: Manner.NAMED, Said.PRONOUN: Manner.PRONOUN, Said.JOINED: Manner.JOINED}


def _by_verb(sentence: str, words: Words, body: Body, quoted: Quotation) -> tuple[ItemKind, Manner] | None:
    """The strongest kind of a verb that the body itself says."""
    best: tuple[ItemKind, Manner] | None = None
    for pattern, stems in words.verbs:
        verb = pattern.search(sentence) if has_any(sentence, stems) else None
        while verb is not None:
            kind = KINDS[verb.lastgroup or "r"]
            if best is None or FORCE[kind] > FORCE[best[0]]:
                said = said_by(sentence, verb.start(), body)
                if said is not None and not quoted.after(sentence[: verb.start()]):
                    best = kind, _MANNERS[said]
            verb = pattern.search(sentence, verb.start() + _SHORTEST_VERB)
    return best


def recommended_in_dialogue(paragraph: ReadParagraph) -> Iterator[ReadItem]:
    """What States recommended in a dialogue, for reports that list no conclusions: guesses, and marked as such."""
    for sentence in sentences_in(paragraph.text):
        if _RECOMMENDED.search(sentence):
            words = sentence.split()[:9]
            found = next((" ".join(words[:n]) for n in range(len(words), 0, -1) if code_of(" ".join(words[:n]))), "")
            yield ReadItem(
                paragraph.number,
                "",
                ItemKind.RECOMMENDATION,
                sentence,
                (found,) if found else (),
                Position.UNKNOWN,
                of_dialogue(named=bool(found)),
            )
