"""What a draft would get from the findings of its visit: an introduction, and a paragraph for each finding.

What is in the report already, or was taken out of it, is not laid again: each has an id of its own in the report.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.conf import settings

from unannounced.crafts.chapters import Chapter, Language, Opening, shipped_chapters
from unannounced.duties import numbering
from unannounced.duties.laying_out import LEVEL
from unannounced.records.findings.models import Finding
from unannounced.records.places.models import Place
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.moving import drafted
from unannounced.records.visits.models import Visit, VisitedPlace
from unannounced.records.visits.queries import delegation

LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Laid:
    """A paragraph that would be put in: its id, the number it gets (the earlier ones being in), heading and words."""

    id: UUID
    number: int
    chapter: str
    text: str
    finding: UUID | None = None


def to_lay(report: Report, language: str, *, only: Collection[UUID] | None = None) -> list[Laid]:
    """What would be put into the draft in ``language``, in the order in which it goes in, or ``only`` some of it.

    Six queries, however many findings.
    """
    held = list(drafted(report).only("id", "number", "chapter", "finding", "left_out_of", "report"))
    ids, findings = {one.pk for one in held}, {one.finding_id for one in held if one.finding_id}
    standing = [one for one in held if one.left_out_of is None]
    headings, numbers = [one.chapter for one in standing], [one.number for one in standing]
    order, laid = shipped_chapters().order(language), []
    for one in _proposed(report, language):
        if one.id in ids or (one.finding is not None and one.finding in findings):
            continue
        if only is not None and one.id not in only:
            continue
        place = numbering.place_for(one.chapter, headings, order)
        number = numbers[place - 1] + 1 if place else 1
        headings.insert(place, one.chapter)
        numbers = [*numbers[:place], number, *(other + (other >= number) for other in numbers[place:])]
        laid.append(Laid(one.id, number, one.chapter, one.text, one.finding))
    return laid


def paragraph_of(one: Laid, report: Report, by: UUID) -> Paragraph:
    """The paragraph that ``one`` becomes."""
    return Paragraph(
        id=one.id,
        report=report,
        number=one.number,
        chapter=one.chapter,
        text=one.text,
        written_by_id=by,
        finding_id=one.finding,
    )


def _proposed(report: Report, language: str) -> Iterator[Laid]:
    visit = report.visit
    if visit is None:
        return
    visited = list(VisitedPlace.objects.filter(visit=visit).select_related("place").order_by("day", "arrived", "id"))
    findings = list(Finding.objects.filter(visit=visit).order_by("drawn_on", "id"))
    places = _places_of(findings)
    chapters = shipped_chapters()
    yield from _introduction(report, visit, visited, chapters.languages[language])
    by_chapter: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_chapter[_chapter_of(places[finding.pk], visited).id].append(finding)
    for chapter in chapters.chapters:
        of_kind = [one.place for one in visited if chapters.chapter_of(one.place.kind).id == chapter.id]
        of_kind += [place for one in by_chapter[chapter.id] for place in places[one.pk] if place not in of_kind]
        own = [place for place in of_kind if chapters.chapter_of(place.kind).id == chapter.id]
        if own:
            yield _laid(report, f"chapter {chapter.id}", chapter.heading[language], _opens(chapter, own, language))
        for finding in sorted(by_chapter[chapter.id], key=lambda one: _part_place(chapter, one)):
            heading = f"{chapter.heading[language]}{LEVEL}{chapter.part_for(finding.text).heading[language]}"
            yield _laid(report, f"finding {finding.pk}", heading, finding.text, finding.pk)


def _part_place(chapter: Chapter, finding: Finding) -> int:
    return chapter.parts.index(chapter.part_for(finding.text))


def _laid(report: Report, what: str, chapter: str, text: str, finding: UUID | None = None) -> Laid:
    return Laid(uuid5(report.pk, what), 0, chapter[:LONGEST_HEADING], text, finding)


def _places_of(findings: Sequence[Finding]) -> Mapping[UUID, list[Place]]:
    """The places of the entries on which each finding rests; two queries."""
    found: dict[UUID, list[Place]] = defaultdict(list)
    resting = Finding.objects.filter(pk__in=[one.pk for one in findings], supports__entry__place__isnull=False)
    pairs = list(resting.values_list("pk", "supports__entry__place"))
    places = Place.objects.in_bulk({place for _, place in pairs})
    for finding, place in pairs:
        found[finding].append(places[place])
    return found


def _chapter_of(places: Sequence[Place], visited: Sequence[VisitedPlace]) -> Chapter:
    """The chapter of most of the places of a finding; of the only kind that was visited, where it names none."""
    chapters = shipped_chapters()
    named: Iterable[Place] = places or [one.place for one in visited]
    counted = Counter(chapters.chapter_of(place.kind).id for place in named)
    if not counted or (not places and len(counted) > 1):
        return chapters.chapters[-1]
    most = max(counted.values())
    return next(one for one in chapters.chapters if counted[one.id] == most)


def _opens(chapter: Chapter, places: Iterable[Place], language: str) -> str:
    names = list(dict.fromkeys(place.name for place in places))
    return chapter.text[language].format(places=shipped_chapters().languages[language].joined(names))


def _introduction(report: Report, visit: Visit, visited: Sequence[VisitedPlace], language: Language) -> Iterator[Laid]:
    chapters, code = shipped_chapters(), language.code
    facts = {
        "mechanism": settings.MECHANISM.in_language(code).short,
        "state": report.state.name(code),
        "begins": language.day(visit.begins),
        "ends": language.day(visit.ends),
        "names": language.joined(
            [language.name(one.person.display_name, one.capacity, head=one.head) for one in delegation(visit)]
        ),
        "places": language.joined(list(dict.fromkeys(one.place.name for one in visited))),
    }
    for opening in chapters.openings:
        if opening.id != "dates" and not visited:
            continue
        text = opening.text[code].format(**facts, waits=_waits(opening, visited, code))
        heading = f"{chapters.introduction[code]}{LEVEL}{opening.heading[code]}"
        yield _laid(report, f"introduction {opening.id}", heading, text)


def _waits(opening: Opening, visited: Sequence[VisitedPlace], code: str) -> str:
    said = [
        opening.each[code].format(place=one.place.name, minutes=one.waited_minutes)
        for one in visited
        if one.waited_minutes
    ]
    return " ".join(said) if said else opening.none[code]
