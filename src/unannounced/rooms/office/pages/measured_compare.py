"""The same rooms on two visits side by side, and what was measured since a recommendation was transmitted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Row
from unannounced.duties.standards import Outcome, told
from unannounced.duties.standards.verdicts import OUTCOME_WORDS
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.measurements.comparing import CHANGE_WORDS, Change, Compared, Pair, changes, compared, pairs
from unannounced.records.measurements.judging import Asked as RulesAsked
from unannounced.records.measurements.judging import Together, asked_now, subject_key, taken_together
from unannounced.records.measurements.queries import in_order, measured_at, places_of_many
from unannounced.records.places.models import Place
from unannounced.records.recommendations.models import Item
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import Choice, choices, page_of
from unannounced.rooms.office.pages.exporting import FORMATS, table
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.office.pages.measured import TakeAlong, page_of_place
from unannounced.rooms.office.pages.measured_rows import SHAPES, natural, value_words

CHANGE_SHAPES: dict[Change, str] = {
    Change.WORSE: "cross",
    Change.BETTER: "check",
    Change.SAME: "bar",
    Change.UNSURE: "ring",
    Change.NOT_MEASURED: "dash",
}
TABLE_COLUMNS = (
    "place", "subject", "measure", "unit", "then", "now", "difference", "rule", "outcome_then", "outcome_now", "change",
)  # fmt: skip
MOST_SINCE = 10
"""Rooms that the page of an item shows; the others stand on the page of the place."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A visit, or a day outside any, on which something was measured at the place."""

    value: str
    word: str
    first: Together
    subjects: tuple[Together, ...]

    @property
    def visit(self) -> Visit | None:
        """The visit, or none."""
        return self.first.last.visit


@dataclass(frozen=True, slots=True)
class Counted:
    """How many standards changed in one way, and the address that lists their rooms."""

    word: str
    shape: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A measure or a standard, then and now, in words."""

    line: Compared
    what: str
    then: str
    now: str
    difference: str
    outcome_then: str
    outcome_now: str
    shape_then: str
    shape_now: str
    change: str
    shape: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A room on two visits."""

    pair: Pair
    counted: list[Counted]
    lines: list[ShownLine]


@dataclass(frozen=True, slots=True)
class Since:
    """What was measured since an item was transmitted, beside what was measured before."""

    pairs: list[ShownPair]
    more: int
    places: list[tuple[Place, str]]


def place_compared(request: Asked, place: UUID) -> HttpResponse:
    """Two visits to a place side by side. A visit that is hidden is one that was not chosen."""
    found = get_object_or_404(Place.objects.select_related("state"), pk=place)
    moments = _moments(found, request.viewer)
    first, second = _chosen(moments, request)
    _note(request, first, second)
    asked, base = asked_now(), reverse("place_compared", args=[found.pk])
    every = _pairs(first, second, asked)
    wanted = request.GET.get("change", "")
    left = [one for one in every if not wanted or one[1][Change(wanted)]] if wanted in set(Change) | {""} else []
    page = page_of(request, left)
    query = _query(first, second)
    context = {
        "place": found,
        "place_url": page_of_place(found),
        "measured_url": reverse("place_measured", args=[found.pk]),
        "state": found.state,
        "name": found.state.name(get_language() or "en"),
        "base": base,
        "firsts": _options(moments, first),
        "seconds": _options(moments, second),
        "first": first,
        "second": second,
        "enough": len(moments) > 1,
        "change_choices": choices({one.value: _(CHANGE_WORDS[one]) for one in Change}, wanted),
        "wanted": wanted,
        "counted": _counted(every, f"{base}?{query}&change="),
        "rooms": len(every),
        "only_then": sum(one.now is None for one, _counts in every),
        "only_now": sum(one.then is None for one, _counts in every),
        "page": page,
        "shown": [_shown(pair, counts, asked) for pair, counts in page.object_list],
        "exports": [TakeAlong(one.word, f"{base.rstrip('/')}.{one.ending}?{query}") for one in FORMATS],
    }
    return render(request, "office/measured_compare.html", context)


def place_compared_table(request: Asked, place: UUID, ending: str) -> HttpResponseBase:
    """The comparison of two visits as a table."""
    found = get_object_or_404(Place, pk=place)
    first, second = _chosen(_moments(found, request.viewer), request)
    _note(request, first, second)
    asked = asked_now()
    rows = _table_rows([pair for pair, _counts in _pairs(first, second, asked)], found, asked)
    return table(ending, "compared", TABLE_COLUMNS, rows, on=request.moment.date())


def _moments(place: Place, viewer: Viewer) -> list[Moment]:
    """When something was measured at the place, as far as the viewer sees it, the earliest first."""
    rows = in_order(measured_at(places_of_many([place.pk]), viewer))
    held: dict[str, list[Together]] = {}
    for one in taken_together(rows):
        held.setdefault(str(one.visit_id or one.day), []).append(one)
    return [Moment(value, _moment_words(ones[0]), ones[0], tuple(ones)) for value, ones in held.items()]


def _moment_words(one: Together) -> str:
    visit = one.last.visit
    if visit is None:
        return _("measured on %(day)s, outside any visit") % {"day": one.day.isoformat()}
    return _("%(kind)s of %(day)s") % {"kind": visit_words(visit), "day": visit.begins.isoformat()}


def _chosen(moments: Sequence[Moment], request: Asked) -> tuple[Moment | None, Moment | None]:
    """The two that the address names; else the last but one, and the last."""
    by_value = {one.value: one for one in moments}
    second = by_value.get(request.GET.get("second", "")) or (moments[-1] if moments else None)
    before = [one for one in moments if one is not second]
    first = by_value.get(request.GET.get("first", "")) or (before[-1] if before else None)
    return first, second


def _note(request: Asked, *moments: Moment | None) -> None:
    visits = {one.visit.pk: one.visit for one in moments if one is not None and one.visit is not None}
    note_readings(visits.values(), by=request.viewer.pk, at=request.moment)


def _options(moments: Iterable[Moment], held: Moment | None) -> list[Choice]:
    return [Choice(one.value, one.word, one is held) for one in moments]


def _query(first: Moment | None, second: Moment | None) -> str:
    return f"first={first.value if first else ''}&second={second.value if second else ''}"


def _pairs(first: Moment | None, second: Moment | None, asked: RulesAsked) -> list[tuple[Pair, Counter[Change]]]:
    """The rooms of two moments with their changes, the worst first."""
    if first is None or second is None:
        return []
    found = [(one, changes(one, asked)) for one in pairs(first.subjects, second.subjects)]
    return sorted(found, key=_standing)


def _standing(one: tuple[Pair, Counter[Change]]) -> tuple[object, ...]:
    pair, counts = one
    return (not pair.in_both, -counts[Change.WORSE], -counts[Change.BETTER], natural(pair.name))


def _counted(every: Iterable[tuple[Pair, Counter[Change]]], address: str) -> list[Counted]:
    total: Counter[Change] = Counter()
    for pair, counts in every:
        if pair.in_both:
            total.update(counts)
    return [Counted(_(CHANGE_WORDS[one]), CHANGE_SHAPES[one], total[one], f"{address}{one.value}") for one in Change]


def _shown(pair: Pair, counts: Counter[Change], asked: RulesAsked) -> ShownPair:
    counted = [Counted(_(CHANGE_WORDS[one]), CHANGE_SHAPES[one], counts[one]) for one in Change if counts[one]]
    return ShownPair(pair, counted, [_line(line, asked) for line in compared(pair, asked)])


def _line(line: Compared, asked: RulesAsked) -> ShownLine:
    language, measure = get_language() or "en", asked.book.measures.get(line.measure)
    name = measure.name(language) if measure is not None else line.measure
    return ShownLine(
        line=line,
        what=line.rule.name(language) if line.rule else name,
        then=value_words(measure, line.then),
        now=value_words(measure, line.now),
        difference=_signed(value_words(measure, line.difference)),
        outcome_then=_outcome(line.outcome_then),
        outcome_now=_outcome(line.outcome_now),
        shape_then=SHAPES[line.outcome_then] if line.outcome_then else "dash",
        shape_now=SHAPES[line.outcome_now] if line.outcome_now else "dash",
        change=_(CHANGE_WORDS[line.change]) if line.change else "",
        shape=CHANGE_SHAPES[line.change] if line.change else "",
    )


def _signed(difference: str) -> str:
    """A difference with its sign; less than nothing with the sign for it, which is no hyphen."""
    if not difference or difference.startswith(("-", "0 ", "0..")) or difference == "0":
        return difference.replace("-", "−")
    return f"+{difference}"


def _outcome(outcome: Outcome | None) -> str:
    return _(OUTCOME_WORDS[outcome or Outcome.NOT_MEASURED])


def _table_rows(every: Iterable[Pair], place: Place, asked: RulesAsked) -> Iterator[Row]:
    for pair in every:
        for line in compared(pair, asked):
            measure = asked.book.measures.get(line.measure)
            yield (
                place.name, pair.name, line.measure, measure.unit if measure else "", told(line.then), told(line.now),
                told(line.difference), line.rule.id if line.rule else "", line.outcome_then, line.outcome_now,
                line.change,
            )  # fmt: skip


def measured_since(item: Item, viewer: Viewer) -> Since | None:
    """What was measured after an item was transmitted where it was made, beside what was measured before.

    The place that the item names, else those its visit went to; of measurements those that ``viewer`` sees. ``None``
    where nothing was measured since.
    """
    day = item.report.transmitted_on
    places = _places_of(item) if day else []
    if not places or day is None:
        return None
    rows = taken_together(in_order(measured_at(places_of_many(place.pk for place in places), viewer)))
    then = _latest(one for one in rows if one.day <= day)
    now = _latest(one for one in rows if one.day > day)
    found = [one for one in pairs(then, now) if one.now is not None]
    if not found:
        return None
    asked = asked_now()
    counted = sorted(((one, changes(one, asked)) for one in found), key=_standing)
    shown = [_shown(pair, counts, asked) for pair, counts in counted[:MOST_SINCE]]
    held = {pair.now.place.pk for pair, _counts in counted if pair.now is not None}
    links = [(place, reverse("place_compared", args=[place.pk])) for place in places if place.pk in held]
    return Since(shown, len(found) - len(shown), links)


def _latest(rows: Iterable[Together]) -> list[Together]:
    """Of each subject what was measured last."""
    return list({(one.place.pk, subject_key(one.last)): one for one in rows}.values())


def _places_of(item: Item) -> list[Place]:
    """The places where an item was made: the one it names, if the register has it, else those visited."""
    named = Q(state=item.report.state_id, name__iexact=item.place_named) if item.place_named else Q(pk__in=[])
    visited = Q(visited__visit=item.report.visit_id) if item.report.visit_id else Q(pk__in=[])
    found = list(Place.objects.filter(named | visited).distinct().order_by("name", "pk"))
    exact = [one for one in found if item.place_named and one.name.casefold() == item.place_named.casefold()]
    return exact or found
