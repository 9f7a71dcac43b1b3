"""Reading an article for the sentences that assert a fact of treaty law."""

import re
from dataclasses import replace
from datetime import date

from unannounced.crafts.press.acts import acts_in
from unannounced.crafts.press.aliases import shipped_aliases
from unannounced.crafts.press.asserting import opens_a_story
from unannounced.crafts.press.dating import article_day
from unannounced.crafts.press.days import Day, days_in
from unannounced.crafts.press.domestic import documents_in, steps_in
from unannounced.crafts.press.effects import effects_in
from unannounced.crafts.press.grammar import Found, Look
from unannounced.crafts.press.leaving import leaving_in, notices_in
from unannounced.crafts.press.mandates import mandates_in
from unannounced.crafts.press.membership import membership_in
from unannounced.crafts.press.mentions import Reduced
from unannounced.crafts.press.naming import named_in
from unannounced.crafts.press.parties import parties_in
from unannounced.crafts.press.pointing import Memory
from unannounced.crafts.press.sentences import LONGEST, Sentence, sentences_of
from unannounced.crafts.press.speakers import Listener
from unannounced.crafts.press.states import phrase_table
from unannounced.crafts.press.ties import ties_in
from unannounced.crafts.press.words import words_of
from unannounced.duties.treaty.claims import Said, When

LONGEST_QUOTE = 420
"""Characters; of a longer sentence only the clause is quoted."""
_OTHERS = re.compile(
    r"\A\W{0,4}(?:read (?:also|more|next)|related|see also|useful reading|also read|more on this|recommended|watch"
    r"|listen|advertisement|photo|source"
    r"|читайте также|читайте також|по теме|смотрите также|дивіться також|фото|джерело)\b",
    re.IGNORECASE,
)
_READERS = (
    steps_in,
    notices_in,
    acts_in,
    leaving_in,
    documents_in,
    membership_in,
    ties_in,
    effects_in,
    parties_in,
    mandates_in,
)


def claims_in(text: str, *, said_on: date | None = None, file: str = "") -> tuple[Said, ...]:
    """Every claim of treaty law that ``text`` makes, in order, with the words and who says them.

    ``said_on`` is the day of the article; else the day it states at its head, else None. ``file`` is kept in each.
    What only points to a fact and could point to two is left open or left out, and a plan is no act.

    >>> [(one.claim.act, str(one.claim.when)) for one in claims_in("Georgia ratified the Rome Statute in 2003.")]
    [('ratification', '2003')]
    """
    days = days_in(text)
    said_on = said_on or article_day(text, days)
    known = _reduced(text, days)
    memory = Memory.of([reduced for _, reduced in known], shipped_aliases())
    listener = Listener.of(text, shipped_aliases())
    told: When | None = None
    said: list[Said] = []
    story = -1
    for number, (sentence, reduced) in enumerate(known):
        said = _told_through(said, listener.told_after(sentence), known, number)
        voice = listener.hear(sentence)
        memory.begin(number, reduced)
        look = Look(number, reduced, memory, said_on, told)
        words = text[sentence.start : sentence.end]
        story = sentence.paragraph if opens_a_story(words) else story
        if reduced.telling and story != sentence.paragraph and not _OTHERS.match(words):
            for read in _READERS:
                read(look)
        memory.end(number, [one.claim for one in look.found])
        told = _told(reduced, told)
        for one in sorted(look.found, key=lambda found: found.start):
            start, end = _quoted(sentence, reduced, one)
            heard = listener.quoted(*reduced.span(one.start, one.end), voice)
            claim = replace(one.claim, said_on=said_on)
            said.append(Said(claim, text[start:end], start, heard.said_by, heard.via, file))
    return tuple(_once(said))


def _reduced(text: str, days: list[Day]) -> list[tuple[Sentence, Reduced]]:
    """The sentences of ``text`` with signs for what they name."""
    sentences = [one for one in sentences_of(text) if one.end - one.start <= LONGEST]
    found: list[tuple[Sentence, Reduced]] = []
    table, aliases = phrase_table(), shipped_aliases()
    at = 0
    for sentence in sentences:
        while at < len(days) and days[at].start < sentence.start:
            at += 1
        inside = at
        while inside < len(days) and days[inside].end <= sentence.end:
            inside += 1
        reduced = named_in(words_of(text, sentence.start, sentence.end), days[at:inside], table, aliases)
        if reduced is not None:
            found.append((sentence, reduced))
    return found


def _told(reduced: Reduced, before: When | None) -> When | None:
    """The day named last up to the end of a sentence."""
    whens = [one.day.when for one in reduced.mentions.values() if one.day is not None and one.day.when is not None]
    return whens[-1] if whens else before


def _quoted(sentence: Sentence, reduced: Reduced, found: Found) -> tuple[int, int]:
    """What is quoted: the sentence, or of a long one the clause."""
    if sentence.end - sentence.start <= LONGEST_QUOTE:
        return sentence.start, sentence.end
    return reduced.span(found.start, found.end)


def _told_through(said: list[Said], via: str, known: list[tuple[Sentence, Reduced]], number: int) -> list[Said]:
    """``said`` with ``via`` in what the sentence before says, where nothing else is known."""
    if not via or not number:
        return said
    paragraph = known[number - 1][0].paragraph
    start = next(sentence.start for sentence, _ in known if sentence.paragraph == paragraph)
    return [replace(one, via=via) if one.start >= start and not one.via else one for one in said]


def _once(said: list[Said]) -> list[Said]:
    """``said`` without what is printed twice in the same words."""
    seen: set[tuple[object, str]] = set()
    kept: list[Said] = []
    for one in said:
        key = one.claim, one.quote
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
