"""Drafting a report: marking items in its text, and what is to be looked at before it is adopted.

ECPT Art. 10(1): the report sets out the facts found and any recommendations considered necessary. Most checks point at
something; a few bar the adoption, because after it the words do not change any more.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from unannounced.duties import specifying
from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.laying_out import REFERENCE, SetItem, SetParagraph, cited, marked, referred_to
from unannounced.duties.numbering import OUTSIDE
from unannounced.duties.profile import Mechanism
from unannounced.duties.reporting import FORCE, ItemKind
from unannounced.duties.words import Sentence, say


class Check(StrEnum):
    """What is looked at before a report is adopted, in the order in which it is shown."""

    NO_PARAGRAPH = "no_paragraph"
    NO_ADDRESSEE = "no_addressee"
    NO_SUPPORT = "no_support"
    NO_SUCH_NUMBER = "no_such_number"
    TAKEN_OUT = "taken_out"
    WORDS_GONE = "words_gone"
    UNKNOWN_STANDARD = "unknown_standard"
    NOT_SPECIFIC = "not_specific"
    RECOGNISABLE = "recognisable"
    EMPTY_CHAPTER = "empty_chapter"
    FINDING_LEFT = "finding_left"


HEADINGS: dict[Check, str] = {
    Check.NO_PARAGRAPH: say("The report has no paragraph"),
    Check.NO_ADDRESSEE: say("Items without an addressee"),
    Check.NO_SUPPORT: say("Findings that rest on no entry"),
    Check.NO_SUCH_NUMBER: say("References to paragraphs that do not exist"),
    Check.TAKEN_OUT: say("References to paragraphs that were taken out"),
    Check.WORDS_GONE: say("Items whose words no longer stand in their paragraph"),
    Check.UNKNOWN_STANDARD: say("Standards that are cited and not known"),
    Check.NOT_SPECIFIC: say("Recommendations that are not specific"),
    Check.RECOGNISABLE: say("Persons who could be recognised"),
    Check.EMPTY_CHAPTER: say("Chapters in which nothing was found"),
    Check.FINDING_LEFT: say("Findings of the visit that are in no paragraph"),
}

SENTENCES: dict[Check, str] = {
    Check.NO_PARAGRAPH: say("Write at least one paragraph."),
    Check.NO_ADDRESSEE: say("Item {number} names no authority that is to act."),
    Check.NO_SUPPORT: say("Paragraph {number} reports a finding that rests on no entry."),
    Check.NO_SUCH_NUMBER: say("Paragraph {number} refers to §{to}, and there is no such paragraph."),
    Check.TAKEN_OUT: say("Paragraph {number} refers to §{to}, which was taken out: {words}"),
    Check.WORDS_GONE: say("The words of item {number} no longer stand in the paragraph: {words}"),
    Check.UNKNOWN_STANDARD: say("Paragraph {number} cites [{standard}], which is no standard of this mechanism."),
    Check.NOT_SPECIFIC: say("Item {number}: {why}"),
    Check.RECOGNISABLE: say("Paragraph {number}: {words}"),
    Check.EMPTY_CHAPTER: say("In the chapter “{heading}” no paragraph rests on a finding, and none has an item."),
    Check.FINDING_LEFT: say("No paragraph reports this finding: {words}"),
}

IN_TITLE = say("The title: {words}")
NOT_LOOKED_FOR = say(
    "Not looked at: whether recommendations are specific. No rule knows the language of the draft ({language})."
)

BARS: frozenset[Check] = frozenset(
    {Check.NO_PARAGRAPH, Check.NO_ADDRESSEE, Check.NO_SUPPORT, Check.NO_SUCH_NUMBER, Check.TAKEN_OUT}
)
"""What bars the adoption. The others point at something and leave it to the mechanism (project choice)."""

LONGEST_WORDS = 120
_WITHOUT_ADDRESSEE = frozenset({ItemKind.COMMENT})


@dataclass(frozen=True, slots=True)
class Found:
    """One thing a check points at: where it is, and what is the matter."""

    check: Check
    sentence: Sentence
    paragraph: str = ""
    number: int = 0
    item: str = ""

    @property
    def bars(self) -> bool:
        """Whether it bars the adoption."""
        return self.check in BARS


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the checks read it, by ids of paragraphs, items and findings.

    ``reports`` says which finding a paragraph reports, ``unsupported`` are findings that rest on no entry, ``findings``
    are those of the visit with their words. ``taken_out`` gives the words of paragraphs that were taken out, by the
    number that stands for them. ``stood`` are items whose words stood in their paragraph once; ``may_be_bare`` are
    headings under which no finding is expected. ``recognised`` are words by which somebody may be recognised and that
    nobody decided on, by paragraph, those of the title under "". ``language`` is that of its text, ISO 639-1;
    empty: not known.
    """

    paragraphs: Sequence[SetParagraph]
    reports: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    unsupported: Collection[str] = ()
    taken_out: Mapping[int, str] = field(default_factory=dict)
    stood: Collection[str] = ()
    standards: Collection[str] = ()
    may_be_bare: Collection[str] = ()
    recognised: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: str = ""


def looked_through(title: str, paragraphs: Sequence[SetParagraph]) -> list[tuple[str, str]]:
    """Every text of a draft in which somebody may be recognised, by paragraph: "" the title; what is repeated, once."""
    texts, seen = [("", title)], {title}
    for one in paragraphs:
        beside = [text for item in one.items for text in (item.text, item.addressee)]
        for text in (one.chapter, one.text, *(text for text in beside if text not in one.text)):
            if text and text not in seen:
                seen.add(text)
                texts.append((one.id, text))
    return texts


def checks(draft: Draft) -> list[Found]:
    """Everything to be looked at before the draft is adopted: what bars it first, each in the order of the report."""
    found = [*_of_whole(draft)]
    numbers = {paragraph.number for paragraph in draft.paragraphs}
    for paragraph in draft.paragraphs:
        found += notes(paragraph, numbers, draft.taken_out, draft.standards)
        found += _of_paragraph(paragraph, draft)
    order = list(Check)
    return sorted(found, key=lambda one: (not one.bars, order.index(one.check), one.number))


def notes(
    paragraph: SetParagraph, numbers: Collection[int], taken_out: Mapping[int, str], standards: Collection[str]
) -> Iterator[Found]:
    """What of the references and citations of a paragraph and its items leads nowhere, each once."""
    texts = "\n".join([paragraph.text, *(item.text for item in paragraph.items)])
    for number in dict.fromkeys(referred_to(texts)):
        if number in taken_out or number > OUTSIDE:
            words = shortened(taken_out.get(number, "–"))
            yield _found(Check.TAKEN_OUT, paragraph, to=number, words=words)
        elif number not in numbers:
            yield _found(Check.NO_SUCH_NUMBER, paragraph, to=number)
    for standard in dict.fromkeys(cited(texts)):
        if standard not in standards:
            yield _found(Check.UNKNOWN_STANDARD, paragraph, standard=standard)


def references_hold(draft: Draft, profile: Mechanism) -> Decision:
    """Whether no reference of the draft leads nowhere: after the adoption it could not be mended."""
    numbers = {paragraph.number for paragraph in draft.paragraphs}
    found = [one for each in draft.paragraphs for one in notes(each, numbers, draft.taken_out, draft.standards)]
    broken = [one for one in found if one.bars]
    if not broken:
        return Allowed()
    return Refused(
        say("References that lead nowhere stand in these paragraphs: {numbers}."),
        profile.cited("report"),
        say("Correct the references; the checks of the draft name each."),
        {"numbers": ", ".join(dict.fromkeys(str(one.number) for one in broken))},
    )


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_WORDS else f"{line[:LONGEST_WORDS].rstrip()}…"


def _of_whole(draft: Draft) -> Iterator[Found]:
    if not draft.paragraphs:
        yield Found(Check.NO_PARAGRAPH, Sentence(SENTENCES[Check.NO_PARAGRAPH]))
    if names := draft.recognised.get(""):
        yield Found(Check.RECOGNISABLE, Sentence(IN_TITLE, {"words": ", ".join(names)}))
    by_heading: dict[str, list[SetParagraph]] = {}
    for paragraph in draft.paragraphs:
        by_heading.setdefault(paragraph.headings[0] if paragraph.headings else "", []).append(paragraph)
    for heading, held in by_heading.items():
        bare = not any(one.items or draft.reports.get(one.id) for one in held)
        if bare and heading and heading not in draft.may_be_bare and draft.findings:
            yield _found(Check.EMPTY_CHAPTER, held[0], heading=heading)
    reported = set(draft.reports.values())
    for finding, words in draft.findings.items():
        if finding not in reported:
            yield Found(Check.FINDING_LEFT, Sentence(SENTENCES[Check.FINDING_LEFT], {"words": shortened(words)}))


def _of_paragraph(paragraph: SetParagraph, draft: Draft) -> Iterator[Found]:
    if draft.reports.get(paragraph.id) in draft.unsupported:
        yield _found(Check.NO_SUPPORT, paragraph)
    if names := draft.recognised.get(paragraph.id):
        yield _found(Check.RECOGNISABLE, paragraph, words=", ".join(names))
    gone = {item.id for item in words_gone(paragraph.text, paragraph.items, draft.stood)}
    for item in paragraph.items:
        if not item.addressee.strip() and item.kind not in _WITHOUT_ADDRESSEE:
            yield _on_item(Check.NO_ADDRESSEE, paragraph, item)
        if item.id in gone:
            yield _on_item(Check.WORDS_GONE, paragraph, item, words=shortened(item.text))
        if FORCE[item.kind] >= FORCE[ItemKind.RECOMMENDATION]:
            for one in specifying.vague(item.text, item.addressee, draft.language):
                why = Sentence(specifying.SENTENCES[one.what], {"words": one.words})
                yield _on_item(Check.NOT_SPECIFIC, paragraph, item, why=why)


def _found(check: Check, paragraph: SetParagraph, **facts: object) -> Found:
    sentence = Sentence(SENTENCES[check], {"number": paragraph.number, **facts})
    return Found(check, sentence, paragraph.id, paragraph.number)


def _on_item(check: Check, paragraph: SetParagraph, item: SetItem, **facts: object) -> Found:
    sentence = Sentence(SENTENCES[check], {"number": item.number, **facts})
    return Found(check, sentence, paragraph.id, paragraph.number, item.id)


# Items in the text


def words_gone(text: str, items: Sequence[SetItem], stood: Collection[str]) -> list[SetItem]:
    """The items that stood in the paragraph once (``stood``) and whose words ``text`` does not have any more."""
    inside = {item.id for _, item in marked(text, items) if item is not None}
    return [item for item in items if item.id in stood and item.id not in inside]


def stood_once(item: str, earlier: Sequence[str]) -> bool:
    """Whether the words of an item stood in one of the ``earlier`` texts, whatever numbers they refer to.

    >>> stood_once("Do as §4 says.", ["It rains. Do as §3 says."])
    True
    """
    words = REFERENCE.sub("§", item)
    return any(words in REFERENCE.sub("§", text) for text in earlier)


def occurrences(text: str, words: str) -> list[str]:
    """``words`` as they stand in ``text``, each time they do, whatever blanks and line ends are between them.

    >>> occurrences("Mend the\\nroof.", "Mend the roof.")
    ['Mend the\\nroof.']
    """
    parts = [re.escape(part) for part in words.split()]
    return re.findall(r"\s+".join(parts), text) if parts else []


def may_mark(text: str, words: str, items: Sequence[SetItem], *, number: int, profile: Mechanism) -> Decision:
    """Whether ``words`` of paragraph ``number`` may be marked as an item: they stand in it once, and are no item's."""
    found = occurrences(text, words)
    rule = profile.cited("report")
    facts: dict[str, object] = {"number": number, "words": shortened(words), "count": len(found)}
    if not found:
        reason = say("Paragraph {number} does not have these words: {words}")
        return Refused(reason, rule, say("Take them exactly as they stand in the paragraph."), facts)
    if len(found) > 1:
        reason = say("Paragraph {number} has these words {count} times: {words}")
        return Refused(reason, rule, say("Take more of the words around them, so that they stand there once."), facts)
    begins = text.index(found[0])
    for item in items:
        at = text.find(item.text) if item.text else -1
        if at >= 0 and at < begins + len(found[0]) and begins < at + len(item.text):
            reason = say("Some of these words are those of item {item} already.")
            return Refused(reason, rule, say("Choose other words, or reword that item."), {"item": item.number})
    return Allowed()


_SENTENCE = re.compile(r"\S.*?(?:[.!?…](?=[\s”»\"']|$)[”»\"']?|(?=\n)|$)", re.DOTALL)


def sentences(text: str) -> list[str]:
    """The sentences of a text, so that one can be chosen.

    >>> sentences("It rains in. Mend the roof of wing 4.2 now.")
    ['It rains in.', 'Mend the roof of wing 4.2 now.']
    """
    return [found[0].strip() for found in _SENTENCE.finditer(text) if found[0].strip()]
