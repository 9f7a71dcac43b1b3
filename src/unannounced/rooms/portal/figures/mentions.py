"""Where published reports name a place of detention: by the very words of its name, within its State, and no further.

The first word must stand with its own capital letter. A name that is short, or that several places of the State share,
says too little and is not looked for.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from unannounced.crafts.topics.features import tokens
from unannounced.records.shelf import queries
from unannounced.records.shelf.first_days import made_from
from unannounced.records.shelf.models import ShelvedPlace, ShelvedRegister, ShelvedReport
from unannounced.rooms.portal.figures import kept
from unannounced.rooms.web import installation

VERSION = 1
MOST = 50
"""How many paragraphs are kept of a place, the latest first."""
FEWEST_WORDS, FEWEST_LETTERS = 2, 9
"""A name of one word must be longer than this to be looked for; no name of fewer letters is."""

Phrase = tuple[str, ...]
Mention = dict[str, Any]


def of_place(code: str, place: UUID) -> tuple[list[Mention], int] | None:
    """The paragraphs that name a place, the latest first, and how many there are; None where nobody looked yet."""
    try:
        said = json.loads((installation.derived_folder("portal", "places") / f"{code}.json").read_bytes())
        if said["version"] != VERSION:
            return None
        found = said["places"].get(str(place), {"mentions": [], "total": 0})
        return list(found["mentions"]), int(found["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _made_from(report: ShelvedReport) -> str:
    return made_from(report.parcel_digest, report.version, report.published_on)


def follow(*, again: bool) -> None:
    """Look for the places of each register again where it, or what was published on its State, is another."""
    for register in ShelvedRegister.objects.order_by("state_code"):
        reports = list(queries.reports_of(register.state_code))
        told = "\n".join([register.parcel_digest, *(_made_from(one) for one in reports)])
        digest = hashlib.sha256(told.encode()).hexdigest()
        if again or _of_which(register.state_code) != digest:
            _look(register, digest)


def _of_which(code: str) -> str:
    try:
        said = json.loads((installation.derived_folder("portal", "places") / f"{code}.json").read_bytes())
        return str(said["digest"]) if said["version"] == VERSION else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _look(register: ShelvedRegister, digest: str) -> None:
    names = phrases(register.places.all())
    begun: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in names:
        begun[phrase[0]].append(phrase)
    found: dict[str, list[Mention]] = defaultdict(list)
    totals: dict[str, int] = defaultdict(int)
    for report, paragraphs in queries.with_paragraphs(queries.reports_of(register.state_code)) if names else ():
        head = {"slug": report.slug, "symbol": report.symbol, "day": report.day.isoformat()}
        for one in paragraphs:
            said = "\n".join([one.text, *(str(item["text"]) for item in one.items)])
            for place in _named_in(said, names, begun):
                totals[place] += 1
                if len(found[place]) < MOST:
                    found[place].append({**head, "paragraph": one.number, "label": one.label, "chapter": one.chapter})
    told = {place: {"mentions": found[place], "total": totals[place]} for place in found}
    folder = installation.derived_folder("portal", "places")
    folder.mkdir(parents=True, exist_ok=True)
    written = json.dumps({"version": VERSION, "digest": digest, "places": told}, ensure_ascii=False)
    kept.write(folder / f"{register.state_code}.json", [written])


def _named_in(said: str, names: Mapping[Phrase, tuple[str, str]], begun: Mapping[str, Sequence[Phrase]]) -> list[str]:
    """The places that a text names."""
    near = {names[phrase] for phrase in _in(tokens(said), begun)}
    return sorted({place for place, name in near if stands(name, said)})


def stands(name: str, said: str) -> bool:
    """Whether a name stands in a text as a name: its first word as it is written.

    >>> stands("Central Prison", "a Central prison, seen at night"), stands("Central Prison", "the central prison")
    (True, False)
    """
    first, *rest = name.split()
    more = "".join(rf"\W+{re.escape(word)}" for word in rest)
    return re.search(rf"(?<!\w){re.escape(first)}(?i:{more})(?!\w)", said) is not None


def _in(words: Sequence[str], begun: Mapping[str, Sequence[Phrase]]) -> Iterator[Phrase]:
    for at, word in enumerate(words):
        for phrase in begun.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                yield phrase


def phrases(places: Iterable[ShelvedPlace]) -> dict[Phrase, tuple[str, str]]:
    """The names that are looked for, as their words: the id of the one place each is of, and the name as written."""
    named: dict[Phrase, dict[str, str]] = defaultdict(dict)
    for place in places:
        for name in _names(place):
            named[tuple(tokens(name))][str(place.pk)] = name
    return {phrase: next(iter(of.items())) for phrase, of in named.items() if len(of) == 1 and telling(phrase)}


def _names(place: ShelvedPlace) -> set[str]:
    return {place.name, *(str(one["value"]) for one in place.says.get("name", ()))}


def telling(phrase: Phrase) -> bool:
    """Whether a name says enough to be looked for.

    >>> telling(("eastgate", "prison")), telling(("mill",)), telling(("northmarket",))
    (True, False, True)
    """
    letters = sum(map(len, phrase))
    return letters >= FEWEST_LETTERS and (len(phrase) >= FEWEST_WORDS or letters > FEWEST_LETTERS)
