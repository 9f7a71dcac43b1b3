"""From the words of a sentence to the things it names, with offices and houses counted for their State."""

import re
from collections.abc import Sequence

from unannounced.crafts.press import states
from unannounced.crafts.press.aliases import Aliases
from unannounced.crafts.press.conventions import Naming, namings_in
from unannounced.crafts.press.days import Day
from unannounced.crafts.press.mentions import Mention, Reduced, reduced
from unannounced.crafts.press.offices import merged
from unannounced.crafts.press.words import Phrases, Word

_BELONGING = frozenset(
    [
        *("member", "members", "membership", "body", "bodies", "committee", "committees", "assembly", "parliamentary"),
        *("court", "secretary", "secretariat", "commissioner", "human", "anti-torture", "expert", "experts", "chief"),
        *("institution", "institutions", "monitor", "monitors", "official", "officials", "prosecutor", "prosecutors"),
        *("judge", "judges", "warrant", "warrants", "arrest", "investigation", "investigations", "investigators"),
        *("probe", "trial", "case", "cases", "charges", "custody", "treaty", "statute", "jurisdiction", "convention"),
        *("conventions", "system", "rules", "standards", "delegation", "ministers", "rulings", "ruling", "decision"),
        *("decisions", "headquarters", "summit", "report", "reports", "office", "spokesperson", "spokesman", "appeals"),
        *("spokeswoman", "president", "registrar", "detention", "pre-trial"),
    ]
)
"""Nouns before which the name of a body only tells whose they are."""

_KIND = {
    states.ADJECTIVE: "whose",
    states.LOWER: "lower",
    states.UPPER: "upper",
    states.COMMITTEE: "committee",
    states.COURT: "court",
    states.MEDIA: "media",
    states.OTHER: "unknown",
}


_TELLING = frozenset(["treaty", "council", "council's", "court's", "committee", "unknown", "court"])
_MAY_TELL = re.compile(
    r"\b(?:withdraw\w*|exit|denunciation|denounc\w+|inspect\w+|obliged|convention|document|law|bill|adopted|ratified"
    r"|signed|joined|force|membership|party|signature|bound|obligations|withdrew|rejoined|monitoring|oversight|protections?|possibility|закон\w*|обязан\w*|зобов\w*|денонс\w+|ратиф\w+|приня\w+|ухвал\w+|силу"
    r"|чинності|участни\w+|учасни\w+)\b",
    re.IGNORECASE,
)
"""What a sentence has that may claim something; of others only the States are wanted."""


def named_in(words: Sequence[Word], days: Sequence[Day], table: Phrases, aliases: Aliases) -> Reduced | None:
    """The sentence of ``words`` with signs for what it names; None if it is no sentence of an article."""
    found = _plain(words, days, table, aliases)
    first = reduced(words, found)
    if first is None:
        return None
    if not (_TELLING & {one.kind for one in found} or _MAY_TELL.search(first.words)):
        first.telling = False
        return first
    made = merged(first, found)
    return first if made is found else reduced(words, made)


def _plain(words: Sequence[Word], days: Sequence[Day], table: Phrases, aliases: Aliases) -> list[Mention]:
    spans: list[tuple[int, int, Naming | Day]] = [(one.start, one.end, one) for one in namings_in(words, aliases)]
    for day in days:
        if not any(start < day.end and day.start < end for start, end, _ in spans):
            spans.append((day.start, day.end, day))
    spans.sort(key=lambda span: span[0])
    found: list[Mention] = []
    at = 0
    for start, end, what in [*spans, (words[-1].end if words else 0, 0, None)]:
        while at < len(words) and words[at].start < start:
            at += _phrase(words, at, start, table, found)
        if what is None:
            break
        while at < len(words) and words[at].start < end:
            at += 1
        found.append(_day(what) if isinstance(what, Day) else _treaty(what, words, at))
    return found


def _phrase(words: Sequence[Word], at: int, until: int, table: Phrases, found: list[Mention]) -> int:
    """Note what the phrase at ``at`` means, if it ends before ``until``; how many words were passed."""
    hit = table.at(words, at)
    if hit is None or words[at + hit[0] - 1].end > until:
        return 1
    length, (kind, code) = hit
    after = words[at + length] if at + length < len(words) else None
    mention = _meant(kind, code, words[at].start, words[at + length - 1].end, after)
    if mention.kind != "whose" and at and words[at - 1].low == "the":
        mention.start = words[at - 1].start
    if mention.kind in ("whose", "council's", "court's") and after is not None and after.low in ("'s", "’s"):
        mention.end, length = after.end, length + 1
    found.append(mention)
    return length


def _meant(kind: str, code: str, start: int, end: int, after: Word | None) -> Mention:
    """What a phrase of ``kind`` means before the word ``after``."""
    next_word = after.low if after is not None else ""
    owning = next_word in ("'s", "’s")
    belonging = owning or next_word in _BELONGING
    match kind:
        case states.STATE | states.OBLIQUE | states.PERSON:
            whose = owning or next_word in ("'", "’")
            office = "head" if kind == states.PERSON else ""
            oblique = kind == states.OBLIQUE
            return Mention("whose" if whose else "state", start, end, (code,), office=office, oblique=oblique)
        case states.COUNCIL | states.THE_ORGANISATION:
            back = kind == states.THE_ORGANISATION
            return Mention("council's" if belonging else "council", start, end, back=back)
        case states.CONVENTION | states.COURT_OF | states.THE_COURT:
            back = kind == states.THE_COURT
            codes = () if back else (code,)
            head = "convention" if kind == states.CONVENTION else "court"
            naming = Naming(start, end, head, codes, back=back, proper=not back, definite=back)
            return Mention("court's" if belonging else "treaty", start, end, codes, naming)
    return Mention(_KIND[kind], start, end, (code,) if code else ())


def _day(day: Day) -> Mention:
    kind = {"": "day", "since": "since"}.get(day.role, "bound")
    return Mention(kind, day.start, day.end, day=day)


def _treaty(naming: Naming, words: Sequence[Word], after: int) -> Mention:
    owning = after < len(words) and words[after].low in ("'s", "’s")
    kind = "unknown" if naming.unknown else "court's" if owning else "treaty"
    return Mention(kind, naming.start, naming.end, naming.codes, naming)
