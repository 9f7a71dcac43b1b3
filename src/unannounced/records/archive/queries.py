"""Which report a file belongs to, whether its words are the same, and what was taken in before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from unannounced.crafts.reading import Reading
from unannounced.duties import archiving
from unannounced.duties.archiving import Taken
from unannounced.duties.decision import Decision, require
from unannounced.duties.pairing import likeness, words_of
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.archive.models import Batch, Rendition
from unannounced.records.documents.models import digest_of
from unannounced.records.readings.queries import repetitions_resting_on
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State

ALIKE = 0.9
"""From here on (F1 of their words) two files say the same: a twin in another format loses some (project choice)."""

HALF_ALIKE = 0.5
"""A file of the same name that says less than this of what stands there is another report (project choice)."""

MOST_OF_A_DAY = 20
"""How many reports on one State that bear one day are compared with a file that may be another rendition of one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a report besides its text: found in it, or given by whoever takes it in."""

    state: State
    dated_on: date | None
    symbol: str = ""
    body: str = ""
    already_public: bool = False
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that is to be taken in: as it came, as it was read, and what is known of it.

    Where a file holds several reports, this is one of them: its ``part``, counted from 1.
    """

    file_name: str
    content: bytes
    reading: Reading
    known: Known
    part: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs: to a report that is here or to none, and whether its words replace what stands there."""

    report: Report | None
    corrects: bool


def known_digests(digests: Iterable[str]) -> set[str]:
    """Those of ``digests`` whose files are renditions already; one query for each thousand."""
    asked, found = list(digests), set[str]()
    for start in range(0, len(asked), 1000):
        found |= set(Rendition.objects.filter(digest__in=asked[start : start + 1000]).values_list("digest", flat=True))
    return found


def is_taken_in(offered: Offered) -> bool:
    """Whether this part of the file is a rendition already."""
    return Rendition.objects.filter(digest=digest_of(offered.content), part=offered.part).exists()


def report_bearing(offered: Offered, today: date) -> tuple[Report | None, bool]:
    """The archived report a file may belong to, and whether it bears the same symbol.

    Without one, it is the likest report of that State and day that bears none, or any if the file bears none. Two
    parts of a file are not one report by being alike.
    """
    known = offered.known
    if known.symbol:
        found = Report.objects.filter(symbol=known.symbol).first()
        if found is not None:
            return found, True
    if known.state._state.adding:  # it is not in the register yet, so nothing is about it
        return None, False
    of_the_day = Report.objects.filter(visit__isnull=True, state=known.state, dated_on=known.dated_on or today)
    if known.symbol:
        of_the_day = of_the_day.filter(symbol="")
    of_the_day = of_the_day.exclude(renditions__digest=digest_of(offered.content))
    return _likest(list(of_the_day.order_by("id")[:MOST_OF_A_DAY]), offered.reading), False


def _likest(reports: list[Report], reading: Reading) -> Report | None:
    if len(reports) < 2:
        return reports[0] if reports else None
    words = _words(reading)
    alike = {one.pk: likeness(words_in(one), words) for one in reports}
    return max(reports, key=lambda one: alike[one.pk])


def words_in(report: Report) -> Counter[str]:
    """The words a report holds: of its paragraphs and items, those left out since apart."""
    paragraphs = Paragraph.objects.filter(report=report, left_out_of__isnull=True).values_list("text", flat=True)
    items = Item.objects.filter(report=report, left_out_of__isnull=True).values_list("text", flat=True)
    return words_of(" ".join([*paragraphs, *items]))


def foretold(offered: Offered, *, today: date) -> Taken:
    """What taking this file in would do; raises ``RefusedByRule`` where it would be refused. Writes nothing."""
    if is_taken_in(offered):
        return Taken.KNOWN
    return Taken.NEW if where_it_belongs(offered, today=today).report is None else Taken.RENDITION


def where_it_belongs(offered: Offered, *, today: date) -> Place:
    """The report a file belongs to; raises ``RefusedByRule`` if it can belong to none and be none of its own."""
    known, reading = offered.known, offered.reading
    require(archiving.may_take_in(dated_on=known.dated_on, today=today, paragraphs=len(reading.paragraphs)))
    held, one_symbol = report_bearing(offered, today)
    if held is None:
        return Place(None, False)
    alike = likeness(words_in(held), _words(reading))
    named, ended = same_name(held, offered), same_name_otherwise_ended(held, offered)
    if not one_symbol and alike < (HALF_ALIKE if named else ALIKE):
        return Place(None, False)
    first = held.renditions.select_related("document").defer("document__content").order_by("number").first()
    require(
        archiving.may_be_a_rendition(
            same_words=alike >= ALIKE,
            same_source=named or ended,
            symbol=known.symbol,
            held_as=first.document.file_name if first else held.title,
        )
    )
    return Place(held, named or alike < ALIKE)


def taking_out_decision(report: Report) -> Decision:
    """Whether the report may be taken out of the archive again: nothing rests on it."""
    items = Item.objects.filter(report=report)
    rests = Response.objects.filter(item__in=items).count() + Assessment.objects.filter(item__in=items).count()
    rests += Item.objects.filter(repeats__in=items).exclude(report=report).count()
    towards = Q(person_marks__isnull=False) | Q(publication_requests__isnull=False)
    towards |= Q(paragraphs__person_checks__isnull=False) | Q(publications__isnull=False)
    rests += Report.objects.filter(towards, pk=report.pk).exists() + repetitions_resting_on(report)
    return archiving.may_take_out(from_archive=report.from_archive, stage=ReportStage(report.stage), rests_on_it=rests)


def _words(reading: Reading) -> Counter[str]:
    texts = [one.text for one in reading.paragraphs] + [one.text for one in reading.items]
    return words_of(" ".join(texts))


def renditions_of(report: Report) -> QuerySet[Rendition]:
    """The files of a report without their bytes, the newest first."""
    files = Rendition.objects.filter(report=report).select_related("document", "taken_in_by")
    return files.defer("document__content").order_by("-number")


def rendition_seen(viewer: Viewer, number: int, report: object) -> Rendition | None:
    """One rendition of a report, with its bytes, if ``viewer`` may read the report; hidden and absent are one."""
    seen = Rendition.objects.filter(report__in=reports_seen_by(viewer).values("pk"), report=report, number=number)
    return seen.select_related("document").first()


def file_seen(viewer: Viewer, number: int, report: object) -> Rendition | None:
    """One rendition of a report without its bytes, if ``viewer`` may read the report; hidden and absent are one."""
    seen = Rendition.objects.filter(report__in=reports_seen_by(viewer).values("pk"), report=report, number=number)
    return seen.select_related("document", "report__state").defer("document__content").first()


def newest_words(report: Report) -> Rendition | None:
    """The rendition that says what stands in the report, with its bytes."""
    files = Rendition.objects.filter(report=report, gave_the_words=True).select_related("document")
    return files.order_by("-number").first()


def same_name(report: Report, offered: Offered) -> bool:
    """Whether this part of a file came as a rendition of ``report`` under exactly this name, but for its case."""
    named = Rendition.objects.filter(report=report, document__file_name__iexact=offered.file_name)
    return named.filter(part=offered.part).exists()


def same_name_otherwise_ended(report: Report, offered: Offered) -> bool:
    """Whether a rendition of ``report`` came under this name with another ending, such as ``.pdf`` for ``.txt``."""
    stem = (offered.file_name.rpartition(".")[0] or offered.file_name).casefold()
    names = Rendition.objects.filter(report=report, part=offered.part).values_list("document__file_name", flat=True)
    return any((name.rpartition(".")[0] or name).casefold() == stem for name in names)


def batches_of(viewer: Viewer) -> QuerySet[Batch]:
    """The batches somebody laid before the office themselves, the latest first: nobody else's are known to them."""
    return Batch.objects.filter(laid_by_id=viewer.pk).order_by("-laid_at")
