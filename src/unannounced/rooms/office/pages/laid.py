"""Files of a batch as its page shows them: what was read, what would happen, what became of them, how far it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from unannounced.crafts.names import real_names
from unannounced.duties import archiving, dialogue, reporting
from unannounced.duties.archiving import Taken
from unannounced.duties.decision import Refused
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import Sentence, say
from unannounced.records.archive.batching import REFUSED
from unannounced.records.archive.models import Batch, BatchStage, Laid
from unannounced.records.states.models import State
from unannounced.rooms.web.templatetags.field_words import said as in_language

NOTHING: Mapping[int, str] = {}
WOULD = {
    Taken.NEW: say("becomes a new report"),
    Taken.RENDITION: say("becomes a new rendition of a report that is here"),
    Taken.KNOWN: say("is known already; nothing changes"),
}
KINDS = {one.value: word for one, word in reporting.ITEM_WORDS.items()}
POSITIONS = {one.value: word for one, word in dialogue.POSITION_WORDS.items()}
OUTCOMES = {one.value: archiving.WORDS[one] for one in Taken} | {REFUSED: say("refused")}


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the items read, for whoever looks whether they were read rightly."""

    number: str
    kind: str
    text: str
    made_by: str
    position: str
    sure: int
    page: int


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One of several reports in a file."""

    title: str
    symbol: str
    state_name: str
    dated_on: date | None
    paragraphs: int
    items: int


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that came of a file, and where it is taken out again if it was a mistake."""

    url: str
    take_out_url: str


@dataclass(frozen=True, slots=True)
class ShownLaid:
    """A file of a batch for the page."""

    place: int
    name: str
    size: int
    title: str
    symbol: str
    state: str
    state_name: str
    day: str
    dated_on: date | None
    body: str
    public: bool
    language: str
    pages: int
    notes: tuple[Sentence, ...]
    further: tuple[ShownPart, ...]
    paragraphs: int
    items: int
    unsure: int
    kinds: tuple[tuple[str, int], ...]
    positions: tuple[tuple[str, int], ...]
    least: int | None
    samples: tuple[Sample, ...]
    would: str
    with_file: str
    asked: Refused | None
    refused: Refused | None
    problem: str
    chosen: bool
    outcome: str
    outcome_word: str
    new_paragraphs: int
    new_items: int
    reports: tuple[MadeReport, ...]
    items_url: str
    waits_to_be_read: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many files of a batch stand where."""

    total: int
    ready: int
    will_be_new: int
    will_be_renditions: int
    known_already: int
    asked: int
    left_out: int
    taken: int
    renditions: int
    known: int
    refused: int


@dataclass(frozen=True, slots=True)
class Far:
    """How far a batch is, as ``web/pieces/progress.html`` takes it; ``words`` is the line below the bar."""

    doing: Sentence
    n: int
    of: int
    left: Sentence | None
    remains: Sentence
    words: Sentence


def shown_files(
    files: Sequence[Laid], typed: QueryDict | None = None, problems: Mapping[int, str] = NOTHING
) -> list[ShownLaid]:
    """The files as the page shows them; ``typed`` is what stands in the fields where it could not be kept."""
    names = _state_names(files)
    twins = _twins(files)
    return [_shown(one, names, twins.get(one.place, ""), typed, problems) for one in files]


def _shown(
    one: Laid, names: Mapping[str, str], with_file: str, typed: QueryDict | None, problems: Mapping[int, str]
) -> ShownLaid:
    said: dict[str, Any] = one.said
    read: dict[str, Any] = said.get("read", {})
    standing = {**{key: read.get(key, "") for key in ("state", "dated_on", "symbol")}, **said.get("given", {})}
    written = _typed(one.place, typed, standing)
    reports: list[str] = said.get("reports", [])
    code = read.get("state", "")
    return ShownLaid(
        place=one.place,
        name=one.file_name,
        size=one.size,
        title=read.get("title", ""),
        symbol=written["symbol"],
        state=written["state"],
        state_name=names.get(code, "") or read.get("state_name", ""),
        day=written["day"],
        dated_on=_day(read.get("dated_on", "")),
        body=read.get("body", ""),
        public=bool(read.get("public")),
        language=_language(read.get("language", "")),
        pages=read.get("pages", 0),
        notes=_notes(said),
        further=tuple(_part(held, names) for held in said.get("further", ())),
        paragraphs=read.get("paragraphs", 0),
        items=read.get("items", 0),
        unsure=read.get("unsure", 0),
        kinds=_words(read.get("kinds", {}), KINDS, ItemKind),
        positions=_words(read.get("positions", {}), POSITIONS, Position),
        least=read.get("least"),
        samples=tuple(_sample(held) for held in read.get("samples", ())),
        would=WOULD[Taken(said["would"])] if said.get("would") else "",
        with_file=with_file,
        asked=_refused(said.get("asked")),
        refused=_refused(said.get("refused")),
        problem=problems.get(one.place, ""),
        chosen=one.chosen if typed is None else f"leave-{one.place}" not in typed,
        outcome=one.outcome,
        outcome_word=OUTCOMES.get(one.outcome, ""),
        new_paragraphs=said.get("paragraphs", 0),
        new_items=said.get("items", 0),
        reports=tuple(_made(report, one.outcome == Taken.NEW) for report in reports),
        items_url=reverse("items", args=[code]) if reports and code else "",
        waits_to_be_read=not one.outcome and not read,
    )


def _sample(held: Mapping[str, Any]) -> Sample:
    kind, position = KINDS[held["kind"]], POSITIONS[held["position"]]
    sure, page = int(held.get("sure", 0)), int(held.get("page", 0))
    return Sample(held["number"], _(kind), held["text"], held["made_by"], _(position), sure, page)


def _made(report: str, new: bool) -> MadeReport:
    return MadeReport(reverse("report", args=[report]), reverse("report-take-out", args=[report]) if new else "")


def _part(read: Mapping[str, Any], names: Mapping[str, str]) -> ShownPart:
    return ShownPart(
        title=read.get("title", ""),
        symbol=read.get("symbol", ""),
        state_name=names.get(read.get("state", ""), "") or read.get("state_name", ""),
        dated_on=_day(read.get("dated_on", "")),
        paragraphs=read.get("paragraphs", 0),
        items=read.get("items", 0),
    )


def _notes(said: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """What a person should know before relying on a file, each sentence once."""
    reads = [said.get("read", {}), *said.get("further", ())]
    kept = {one["english"]: one["facts"] for read in reads for one in read.get("notes", ())}
    return tuple(Sentence(english, facts) for english, facts in kept.items())


def _language(code: str) -> str:
    """The name of a language in itself, or its code where no name is known."""
    try:
        return str(get_language_info(code)["name_local"]) if code else ""
    except KeyError:
        return code


def _typed(place: int, typed: QueryDict | None, standing: Mapping[str, Any]) -> dict[str, str]:
    kept = {"symbol": standing["symbol"], "state": standing["state"], "day": standing["dated_on"]}
    if typed is None:
        return kept
    return {name: typed.get(f"{name}-{place}", value) for name, value in kept.items()}


def _words(counted: Mapping[str, int], words: Mapping[str, str], order: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple((_(words[one]), counted[one]) for one in order if counted.get(one))


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _refused(kept: Mapping[str, Any] | None) -> Refused | None:
    return Refused(kept["reason"], kept["rule"], kept["instead"], kept["facts"]) if kept else None


def _state_names(files: Iterable[Laid]) -> dict[str, str]:
    """The names of the States that were read, by code; one query."""
    language = get_language() or "en"
    reads = [read for one in files for read in (one.said.get("read", {}), *one.said.get("further", ()))]
    codes = {read.get("state", "") for read in reads} - {""}
    names = {state.code: state.name(language) for state in State.objects.filter(code__in=codes)}
    return {code: names.get(code) or real_names(code).get(language, code) for code in codes}


def _twins(files: Iterable[Laid]) -> dict[int, str]:
    """By place, the earlier file of the batch that has the same bytes or bears the same symbol."""
    first: dict[str, str] = {}
    found: dict[int, str] = {}
    for one in files:
        if one.outcome or not one.chosen or "read" not in one.said or "asked" in one.said:
            continue
        for key in filter(None, (one.said.get("digest"), one.said["read"].get("symbol"))):
            if key in first:
                found.setdefault(one.place, first[key])
            first.setdefault(key, one.file_name)
    return found


def to_be_taken(files: Iterable[Laid]) -> list[Laid]:
    """The files that are taken in when somebody says so: read, chosen, nothing missing."""
    return [one for one in files if _can_be_taken(one) and not one.outcome]


def _can_be_taken(one: Laid) -> bool:
    return one.chosen and "read" in one.said and "asked" not in one.said


def counted(files: Sequence[Laid]) -> Counted:
    """How many files stand where."""
    ready = to_be_taken(files)
    would = [one.said.get("would") for one in ready]
    outcomes = [one.outcome for one in files]
    waiting = [one for one in files if not one.outcome]
    return Counted(
        total=len(files),
        ready=len(ready),
        will_be_new=would.count(Taken.NEW),
        will_be_renditions=would.count(Taken.RENDITION),
        known_already=would.count(Taken.KNOWN),
        asked=sum(one.chosen and "asked" in one.said for one in waiting),
        left_out=sum(not one.chosen for one in waiting),
        taken=outcomes.count(Taken.NEW),
        renditions=outcomes.count(Taken.RENDITION),
        known=outcomes.count(Taken.KNOWN),
        refused=outcomes.count(REFUSED),
    )


def how_far(batch: Batch, files: Sequence[Laid]) -> Far | None:
    """How far reading or taking in is; ``None`` while neither goes on."""
    if batch.stage == BatchStage.READING:
        done = [one for one in files if one.outcome or "read" in one.said]
        waiting = [one for one in files if not one.outcome and "read" not in one.said]
        doing = say("Reading {file}")
        remains = Sentence(say("What was read stays, nothing is in the archive, and you can go on later."))
        took = [one.said["read_ms"] for one in done if "read_ms" in one.said]
    elif batch.stage == BatchStage.TAKING:
        done = [one for one in files if one.outcome and _can_be_taken(one)]
        waiting = to_be_taken(files)
        doing = say("Taking in {file}")
        remains = Sentence(say("What was taken in stays in the archive; the other files wait here, and you can go on."))
        took = [one.said.get("taken_ms") or one.said.get("read_ms", 0) for one in done]
    else:
        return None
    n, of = len(done), len(done) + len(waiting)
    left = _left(took, len(waiting))
    return Far(
        doing=Sentence(doing, {"file": waiting[0].file_name}) if waiting else Sentence(say("The last file is noted")),
        n=n,
        of=of,
        left=left,
        remains=remains,
        words=Sentence(say("{done} of {all} · {left}"), {"done": n, "all": of, "left": left})
        if left
        else Sentence(say("{done} of {all}"), {"done": n, "all": of}),
    )


def _left(took: Sequence[int], waiting: int) -> Sentence | None:
    """How long it will take, from what the files before took; not said before the third file."""
    if len(took) < 3 or not waiting:
        return None
    seconds = sum(took) / len(took) * waiting / 1000
    if seconds < 60:
        return Sentence(say("less than a minute is left"))
    return Sentence(say("about {minutes} minutes are left"), {"minutes": round(seconds / 60) + 1})


def in_words(sentence: Sentence) -> str:
    """A sentence in the reader's language, as plain text."""
    return in_language(sentence, autoescape=False)
