"""The items in the running text of a report of a visiting body: sentences with the words that ask for something.

A body that visits "recommends"; what it "trusts", "invites" to or "encourages" is a comment; what it "would like to
receive" is a request; and what it observed at once under Article 8, paragraph 5, of the European Convention for the
Prevention of Torture is an immediate observation. English and French.
"""

import re
from collections.abc import Iterator

from unannounced.crafts.names import code_of
from unannounced.crafts.reading.confidence import of_asked, of_dialogue
from unannounced.crafts.reading.values import ReadItem, ReadParagraph
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind

_WHO = (
    r"\b(?:CPT|SPT|NPM|SPT|MNP|(?:[Ss]ub-?)?[Cc]ommittee|[Dd]elegation|[Mm]echanism|[Oo]mbuds\w*|[Cc]ommission(?:er)?|[Dd]efender"
    r"|[Ii]nspectorate|[Ii]t|[Ww]e|[Tt]eam|(?:[Ss]ous-)?[Cc]omité|[Dd]élégation|[Mm]écanisme|[Cc]ontrôleure?|[Ii]l|[Nn]ous)\b"
)
_BETWEEN = r"[^.;:]{0,90}?\b"
_WORDS: tuple[tuple[ItemKind, re.Pattern[str]], ...] = (
    (
        ItemKind.IMMEDIATE_OBSERVATION,
        re.compile(
            r"\bimmediate observations?\b|\bArticle 8 ?(?:\(5\)|,? ?paragraph 5)|\bobservations? immédiates?\b"
            r"|\b[Aa]rticle 8,? ?paragraphe 5"
        ),
    ),
    (
        ItemKind.RECOMMENDATION,
        re.compile(
            rf"{_WHO}{_BETWEEN}(?:recommends?|recommande(?:nt)?|urges?|calls? (?:up)?on|en appelle"
            r"|(?:reiterates?|renews?|réitère|renouvelle)[^.;:]{0,60}(?:recommendations?|recommandations?))\b"
            r"|\b[Ii]t is (?:therefore )?recommended\b|\bIl est recommandé\b|^Recommends?\b"
        ),
    ),
    (
        ItemKind.REQUEST,
        re.compile(
            rf"{_WHO}{_BETWEEN}(?:(?:would (?:also )?(?:like|wish)|wish(?:es)?)[^.;:]{{0,20}} to (?:\w+ )?"
            r"(?:receive|be|have|know|obtain|learn)"
            r"|requests?[^.;:]{0,80}\b(?:information|confirmation|cop(?:y|ies)|details?|informed|comments?|account|data)"
            r"|would appreciate|looks? forward to receiving"
            r"|(?:souhaite(?:rait|nt)?|aimerait|désire(?:rait)?)[^.;:]{0,20} (?:recevoir|être|connaître|obtenir|savoir)"
            r"|demande[^.;:]{0,80}\b(?:informations?|précisions?|confirmation|copie|informé))\b"
        ),
    ),
    (
        ItemKind.COMMENT,
        re.compile(
            rf"{_WHO}{_BETWEEN}(?:trusts?|invites?|encourages?|is confident|expects?|would encourage"
            r"|veut croire|espère|invite(?:nt)?|encourage(?:nt)?|compte que)\b"
        ),
    ),
)
_PAST = re.compile(
    r"\b(?:had|has|have) (?:already |previously |repeatedly )?(?:recommended|invited|encouraged|requested)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.?!])[”\"’)]?\d{0,2}\s+(?=[A-ZÀ-Þ“\"(–•-])")
_NO_END = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|para|paras|cf|e\.g|i\.e|p|pp|vol|approx|M|Mme|etc)\.$")
_LONGEST = 20_000
_RECOMMENDED = re.compile(r"\b(?:recommended|encouraged|urged|called upon|suggested)\b")


def asked_in(paragraph: ReadParagraph, *, sure_of_body: bool) -> Iterator[ReadItem]:
    """The items in one paragraph, each one sentence; ``sure_of_body`` if the head names the body that made it."""
    for sentence in sentences_in(paragraph.text):
        kind = kind_of(sentence)
        if kind is not None:
            sure = of_asked(kind, sure_of_body=sure_of_body)
            yield ReadItem(paragraph.number, "", kind, sentence, (), Position.UNKNOWN, sure)


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


def kind_of(sentence: str) -> ItemKind | None:
    """What a sentence asks for; None if it asks for nothing.

    >>> kind_of("The CPT recommends that each cell have a window.").value
    'recommendation'
    >>> kind_of("The authorities encourage association.")
    """
    if _PAST.search(sentence) and not re.search(r"\b(?:recommends|reiterates)\b", sentence):
        return None
    return next((kind for kind, words in _WORDS if words.search(sentence[:_LONGEST])), None)


def sentences_in(text: str) -> list[str]:
    """The sentences of ``text``; a list after a colon belongs to the sentence before it."""
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        piece = text[start : end.start()]
        if not _NO_END.search(piece[-12:]):
            found.append(piece.strip())
            start = end.end()
    found.append(text[start:].strip())
    return [one for one in found if one]
