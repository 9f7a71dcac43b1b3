"""Who may be recognised in a report: what is proposed by rule and by reading, and what was decided of it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from unannounced import __version__
from unannounced.crafts.traits import shipped_traits
from unannounced.duties import chain, noting, publishing, recognising, redaction
from unannounced.duties.confidentiality import Act
from unannounced.duties.consenting import Answer, Purpose
from unannounced.duties.decision import require
from unannounced.duties.recognising import Known, Proposed, Trait
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.persons.models import Consent
from unannounced.records.persons.queries import consents_of, that_count
from unannounced.records.places.models import Place
from unannounced.records.publications.looked_before import LookedBefore
from unannounced.records.publications.models import NobodyIn, PersonMark, PersonProposal
from unannounced.records.publications.queries import marks_of, published_texts, with_texts
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State
from unannounced.records.visits.queries import visit_permit


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where proposed words stand: the paragraph (0: the title), and its text, item or response they are in."""

    paragraph: int
    paragraph_id: UUID | None
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Suspected:
    """Words by which somebody may be recognised, by what, and everywhere they stand in the report."""

    words: str
    trait: Trait
    where: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Every text that would leave with a report, the title first, what the office knows, and the digest of it all."""

    texts: tuple[tuple[Paragraph | None, str], ...]
    known: Known
    digest: str


_BEFORE = LookedBefore()
NOTHING = ""
"""The words of the row that says that a report was looked through and nothing was found."""


def looked_at(report: Report) -> Looked:
    """What is looked through of a report as it stands; six queries, however long it is."""
    paragraphs = list(with_texts(Paragraph.objects.filter(report=report, left_out_of__isnull=True)))
    texts: list[tuple[Paragraph | None, str]] = [(None, report.title)]
    texts += [(one, text) for one in paragraphs for text in published_texts(one) if text]
    known = _known(report.state_id)
    rests_on = [
        __version__,
        settings.MECHANISM.small_number,
        sorted(known.people),
        sorted(known.nobody),
        *([str(one.pk) if one else "", text] for one, text in texts),
    ]
    return Looked(tuple(texts), known, chain.digest(rests_on))


def suspected_in(report: Report, *, kept: bool = False) -> list[Suspected]:
    """Everything a person should decide on in what would leave, in the order of the report; a few queries.

    What was marked or judged before is in it too; ``undecided`` leaves that out. With ``kept``, what the worker found
    in the same texts before, if it has looked: for pages, never for the act of publication.
    """
    looked = looked_at(report)
    if kept:
        rows = PersonProposal.objects.filter(report=report, texts=looked.digest).order_by("pk")
        found = list(rows.values_list("words", "kind", "paragraph"))
        if found:
            return _as_kept(looked, found)
    return look_through(looked)


def look_through(looked: Looked) -> list[Suspected]:
    """What the rules propose in these texts."""
    found = recognising.proposed(
        [text for _, text in looked.texts],
        traits=shipped_traits(),
        known=looked.known,
        smallest=settings.MECHANISM.small_number,
    )
    where: dict[tuple[str, Trait], list[Occurrence]] = defaultdict(list)
    for (paragraph, text), listed in zip(looked.texts, found, strict=True):
        for one in listed:
            where[one.words, one.trait].append(_occurrence(paragraph, text, one.at))
    return [Suspected(words, trait, tuple(places)) for (words, trait), places in where.items()]


def _occurrence(paragraph: Paragraph | None, text: str, at: int) -> Occurrence:
    return Occurrence(paragraph.number if paragraph else 0, paragraph.pk if paragraph else None, text, at)


def _as_kept(looked: Looked, found: Iterable[tuple[str, str, UUID | None]]) -> list[Suspected]:
    """What was found before, with the places where the words stand in these texts."""
    texts: dict[UUID | None, list[tuple[Paragraph | None, str]]] = defaultdict(list)
    for paragraph, text in looked.texts:
        texts[paragraph.pk if paragraph else None].append((paragraph, unicodedata.normalize("NFC", text)))
    where: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for words, kind, key in found:
        if words != NOTHING:
            places = [_occurrence(one, text, at) for one, text in texts[key] if (at := text.find(words)) >= 0]
            where[words, kind] += places or [_occurrence(one, text, 0) for one, text in texts[key][:1]]
    return [Suspected(words, Trait(kind), tuple(places)) for (words, kind), places in where.items()]


def suspected_words(text: str, state: UUID) -> dict[str, Trait]:
    """What a person should decide on in one text about a State, such as a public statement."""
    found = recognising.proposed(
        [text], traits=shipped_traits(), known=_known(state), smallest=settings.MECHANISM.small_number
    )
    return {one.words: one.trait for one in found[0]}


def _known(state: UUID) -> Known:
    """Names of the office's own people, and names of places and States, which are no persons."""
    every = Person.objects.order_by("pk").values_list("display_name", flat=True)
    people = [name for name in every if " " in name]
    places = Place.objects.filter(state=state).values_list("name", flat=True)
    states = State.objects.filter(pk=state).values_list("names", flat=True)
    nobody = {word for name in places for word in name.split()}
    nobody |= {word for names in states for name in names.values() for word in name.split()}
    return Known(tuple(re.escape(name) for name in people), frozenset(nobody))


def undecided(report: Report, suspected: Iterable[Suspected] | None = None) -> list[Suspected]:
    """What nobody has decided on: neither marked, in whole or as a part of marked words, nor judged to name nobody."""
    marks = marks_of(report)
    judged = set(NobodyIn.objects.filter(report=report, taken_back_at__isnull=True).values_list("words", flat=True))
    names = _names_in(marks)
    left = _left_of_marks(looked_at(report).texts, names, marks) if names else []
    found = [*(suspected_in(report) if suspected is None else suspected), *left]
    return [one for one in found if one.words not in judged and not _covered(one, marks)]


def open_words(report: Report, texts: Iterable[str]) -> dict[str, Trait]:
    """What a person should decide on in texts that stand beside a report: what its marks and judgements leave open."""
    marks, pairs = marks_of(report), tuple((None, one) for one in texts)
    judged = set(NobodyIn.objects.filter(report=report, taken_back_at__isnull=True).values_list("words", flat=True))
    found = [*look_through(Looked(pairs, _known(report.state_id), "")), *_left_of_marks(pairs, _names_in(marks), marks)]
    return {one.words: one.trait for one in found if one.words not in judged and not _covered(one, marks)}


def open_in_draft(report: Report, texts: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """What a person should decide on in the texts of a draft, by the key that stands before each; five queries.

    Texts that were looked through before are not looked through again: for pages, never for an act.
    """
    marks, known = marks_of(report), _known(report.state_id)
    judged = set(NobodyIn.objects.filter(report=report, taken_back_at__isnull=True).values_list("words", flat=True))
    names, small = _names_in(marks), settings.MECHANISM.small_number
    found = recognising.proposed(
        [text for _key, text in texts], traits=shipped_traits(), known=known, smallest=small, before=_BEFORE
    )
    held: dict[str, dict[str, None]] = defaultdict(dict)
    for (key, text), listed in zip(texts, found, strict=True):
        every: list[Proposed | Suspected] = [*listed, *_left_of_marks([(None, text)], names, marks)]
        held[key] |= {one.words: None for one in every if one.words not in judged and not _covered(one, marks)}
    return {key: list(words) for key, words in held.items() if words}


def _names_in(marks: Sequence[redaction.Mark]) -> list[str]:
    """The surnames and first names of those marked, one by one."""
    words = {word for mark in marks if not mark.consent for word in re.findall(r"[^\W\d_]{3,}", mark.words)}
    known = {one.casefold() for one in shipped_traits().no_names}
    titles = re.compile("|".join(shipped_traits().titles))
    return [
        word
        for word in sorted(words)
        if word[0].isupper() and word.casefold() not in known and not titles.fullmatch(word)
    ]


def _left_of_marks(
    texts: Iterable[tuple[Paragraph | None, str]], names: Sequence[str], marks: Sequence[redaction.Mark]
) -> list[Suspected]:
    """A surname or first name of somebody marked that still stands somewhere by itself, as it would leave."""
    if not names:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    where: dict[str, list[Occurrence]] = defaultdict(list)
    for paragraph, text in texts:
        for found in pattern.finditer(redaction.redact(text, marks)):
            where[found[0]].append(_occurrence(paragraph, text, max(text.find(found[0]), 0)))
    return [Suspected(word, Trait.NAME, tuple(places)) for word, places in where.items()]


def _covered(one: Suspected | Proposed, marks: Sequence[redaction.Mark]) -> bool:
    """Whether the marks leave nothing of the words by which somebody may be recognised: titles at the most.

    Of anything but a name not a word may be left: a small count with one word replaced is a small count still.
    """
    rest = redaction.redact(one.words, [redaction.Mark(mark.words, "…", consent=False) for mark in marks])
    if rest == one.words:
        return False
    strict = one.trait is not Trait.NAME
    left = [word for word in re.findall(r"[^\W_]+\.?", rest) if strict or word[0].isupper() or word[0].isdigit()]
    return all(re.fullmatch("|".join(shipped_traits().titles), word) for word in left)


def places_of(found: Iterable[Suspected]) -> list[str]:
    """The paragraphs in which something is not decided on, each once, in their order."""
    numbers = sorted({place.paragraph for one in found for place in one.where})
    return [f"§ {number}" if number else say("the title") for number in numbers]


def judge_nobody(
    report: Report, found: Mapping[str, Trait], *, because: str, by: Viewer, at: datetime
) -> list[NobodyIn]:
    """Say of proposed words, each with its trait, that nobody can be recognised by them, and why; one act.

    It can be taken back. What was judged before stays as it was.
    """
    visit_permit(Act.MARK_PERSON, by, report.visit)
    because = noting.tidy(because)
    require(publishing.may_judge_nobody(because=because, profile=settings.MECHANISM))
    held = set(NobodyIn.objects.filter(report=report, taken_back_at__isnull=True).values_list("words", flat=True))
    new = [
        NobodyIn(
            report=report,
            words=words,
            kind=trait.value,
            because=because,
            decided_by_id=by.pk,
            decided_at=at,
        )
        for words, trait in found.items()
        if words not in held
    ]
    with act("judge that nobody is recognised", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        line.keep_all(new)
    return new


def take_back_nobody(one: NobodyIn, *, by: Viewer, at: datetime) -> NobodyIn:
    """Take back that nobody is recognised: the words wait for a decision again."""
    visit_permit(Act.MARK_PERSON, by, one.report.visit)
    if one.taken_back_at is not None:
        return one
    with act("take back a decision on persons", by=by.pk, at=at, about=one, within=one.report.visit_id) as line:
        return line.move(one, seen={"taken_back_at": None}, to={"taken_back_at": at})


def take_back_mark(mark: PersonMark, *, by: Viewer, at: datetime) -> PersonMark:
    """Take back the mark of a person, made by mistake: the words wait for a decision again."""
    visit_permit(Act.MARK_PERSON, by, mark.report.visit)
    if mark.taken_back_at is not None:
        return mark
    with act("take back a decision on persons", by=by.pk, at=at, about=mark, within=mark.report.visit_id) as line:
        return line.move(mark, seen={"taken_back_at": None}, to={"taken_back_at": at})


def consents_that_fail(report: Report) -> list[str]:
    """Words of marks by consent whose consent is not, or no longer, given (invariant 14); two queries.

    A mark that does not say whose consent it is (none is made any more) fails too: nobody could see that it is given.
    """
    marks = list(PersonMark.objects.filter(report=report, consent=True, taken_back_at__isnull=True))
    held = consents_of([mark.pseudonym_id for mark in marks if mark.pseudonym_id])
    return [mark.words for mark in marks if not _named(held, mark)]


def _named(held: Mapping[UUID, list[Consent]], mark: PersonMark) -> bool:
    answers = that_count(held.get(mark.pseudonym_id, ())) if mark.pseudonym_id else {}
    said = answers.get((Purpose.PUBLISH_NAMED, ""))
    return said is not None and said.answer is Answer.GIVEN


def decided_in(report: Report) -> tuple[list[PersonMark], list[NobodyIn]]:
    """Who was marked and what was judged to name nobody, each by its words."""
    marks = PersonMark.objects.filter(report=report, taken_back_at__isnull=True).order_by("words")
    nobody = NobodyIn.objects.filter(report=report, taken_back_at__isnull=True).select_related("decided_by")
    return list(marks), list(nobody.order_by("words"))
