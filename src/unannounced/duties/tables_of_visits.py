"""The tables of a general report on visits, places and reports: how many, how long, how far they have come.

DOMAIN of a general report of the CPT (contents of the 15th to 31st): visits by State and kind with their days, places
by type, reports adopted, transmitted and published, and a table State by State. Lengths of time: ``tables_of_days``.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from unannounced.duties.profile import Mechanism
from unannounced.duties.tabulating import (
    TOTAL,
    Column,
    Facts,
    Figure,
    Form,
    Line,
    Of,
    Period,
    PlaceFact,
    ReportFact,
    Table,
    VisitFact,
    counted,
    rate,
)
from unannounced.duties.visiting import VisitKind, is_ad_hoc
from unannounced.duties.words import Sentence, say

BEGUN = Sentence(
    say("A visit counts in the period in which it begins; each of its days counts in the period in which it lies.")
)
RETURNED = Sentence(
    say("The rate of follow-up visits is those of a kind made to follow up, of all visits that count in the period.")
)
FOLLOWS_UP = frozenset({VisitKind.FOLLOW_UP, VisitKind.SHORT_FOLLOW_UP})
"""The kinds of visit that are made to follow up; that their share is the rate is a choice of this project [P]."""
ONCE = Sentence(say("A place that was visited several times counts once; the total counts places, not visits."))
DATED = Sentence(
    say(
        "A report from the archive counts as transmitted, and if it is public as published, on the day it bears; "
        "nothing is measured between its days."
    )
)
TO_DATE = Sentence(say("Counted from the first visit on record to the last day of the period."))


def activity(facts: Facts) -> Table:
    """The whole period in a few numbers."""
    period = facts.period
    lines = [
        ("visits", say("visits"), counted(_begun(facts))),
        ("days", say("days of visits"), _days(facts.visits, period)),
        ("places", say("places of detention visited"), _places(_in_period(facts))),
        ("adopted", say("reports adopted"), _reports(facts, _adopted_on)),
        ("transmitted", say("reports transmitted"), _reports(facts, _transmitted_on)),
        ("published", say("reports published"), _reports(facts, _published_on)),
        ("talks", say("high-level talks"), counted(one for one in facts.talks if period.holds(one.day))),
        ("statements", say("public statements"), counted(one for one in facts.statements if period.holds(one.day))),
        ("sessions", say("sessions"), counted(one for one in facts.sessions if period.holds(one.day))),
    ]
    return Table(
        "activity",
        say("The period in short"),
        say("What"),
        Of.WORD,
        (Column("number", say("Number")),),
        tuple(Line(key, (figure,), word) for key, word, figure in lines),
        notes=(BEGUN,),
    )


def visits(facts: Facts, profile: Mechanism) -> Table:
    """Visits by State and kind, and their days."""
    period, begun = facts.period, _begun(facts)
    kinds = [one.kind for one in profile.visit_kinds] + sorted(
        {one.kind.value for one in begun} - {one.kind for one in profile.visit_kinds}
    )
    columns = (
        *(Column(kind, kind, Of.VISIT_KIND) for kind in kinds),
        Column("visits", say("Visits")),
        Column("days", say("Days")),
        Column("ad_hoc_days", say("Of them ad hoc")),
        Column("follow_up_rate", say("Follow-up visits")),
    )

    def line(key: str, of: Sequence[VisitFact]) -> Line:
        first = [one for one in of if period.holds(one.begins)]
        ad_hoc = [one for one in of if is_ad_hoc(one.kind, profile)]
        by_kind = [counted(one for one in first if one.kind == kind) for kind in kinds]
        begun, again = counted(first), counted(one for one in first if one.kind in FOLLOWS_UP)
        return Line(key, (*by_kind, begun, _days(of, period), _days(ad_hoc, period), rate(again, begun)))

    went_on = [one for one in facts.visits if period.days_of(one.begins, one.ends)]
    return Table(
        "visits",
        say("Visits by State and kind"),
        say("State"),
        Of.STATE,
        columns,
        tuple(line(state, [one for one in went_on if one.state == state]) for state in _states(went_on)),
        line(TOTAL, went_on),
        (BEGUN, RETURNED),
    )


def places(facts: Facts) -> Table:
    """Places visited by type, how long, and how many of those that are known."""
    went = _in_period(facts)
    kinds = sorted({one.kind for one in went} | {kind for kind, number in facts.known_places.items() if number})

    def line(key: str, of: Sequence[PlaceFact], known: int) -> Line:
        visited, on_record = _places(of), Figure(known)
        return Line(key, (visited, _place_days(of), on_record, rate(visited, on_record)))

    return Table(
        "places",
        say("Places visited by type"),
        say("Type of place"),
        Of.PLACE_KIND,
        (
            Column("places", say("Places visited")),
            Column("days", say("Days at them")),
            Column("known", say("Places known")),
            Column("coverage", say("Coverage")),
        ),
        tuple(line(kind, [one for one in went if one.kind == kind], facts.known_places.get(kind, 0)) for kind in kinds),
        line(TOTAL, went, sum(facts.known_places.values())),
        (ONCE, Sentence(say("Coverage is places visited of places known in the register today."))),
    )


def visited(facts: Facts) -> Table:
    """The places visited one by one: State, type, how many days, and the last of them."""
    held: dict[str, list[PlaceFact]] = {}
    for one in _in_period(facts):
        held.setdefault(one.place, []).append(one)
    return Table(
        "visited",
        say("The places visited"),
        say("Place"),
        Of.NAME,
        (
            Column("state", say("State"), Of.STATE),
            Column("type", say("Type of place"), Of.PLACE_KIND),
            Column("days", say("Days")),
            Column("last", say("Last day")),
        ),
        tuple(_place_line(rows) for rows in sorted(held.values(), key=_by_state_and_name)),
        lists=True,
    )


def _place_line(rows: Sequence[PlaceFact]) -> Line:
    one = rows[-1]
    figures = (
        Figure(one.state, Form.WORD),
        Figure(one.kind, Form.WORD),
        _place_days(rows),
        Figure(max(row.day for row in rows), Form.DAY),
    )
    return Line(one.place, figures, one.name, ref=f"place:{one.place}")


def _by_state_and_name(rows: Sequence[PlaceFact]) -> tuple[str, str, str]:
    return rows[-1].state, rows[-1].kind, rows[-1].name


def reports(facts: Facts) -> Table:
    """Reports adopted, transmitted and published in the period, by State."""
    ways = (_adopted_on, _transmitted_on, _published_on)
    in_period = [one for one in facts.reports if any(facts.period.holds(way(one)) for way in ways)]

    def line(key: str, of: Sequence[ReportFact]) -> Line:
        return Line(key, tuple(counted(one for one in of if facts.period.holds(way(one))) for way in ways))

    return Table(
        "reports",
        say("Reports adopted, transmitted and published"),
        say("State"),
        Of.STATE,
        (
            Column("adopted", say("Adopted")),
            Column("transmitted", say("Transmitted")),
            Column("published", say("Published")),
        ),
        tuple(line(state, [one for one in in_period if one.state == state]) for state in _states(in_period)),
        line(TOTAL, in_period),
        (
            Sentence(
                say(
                    "Each act counts in the period of its day: a report may be adopted in one and transmitted in "
                    "the next."
                )
            ),
            DATED,
        ),
    )


def states(facts: Facts) -> Table:
    """State by State, from the beginning to the last day of the period."""
    period = facts.period
    carried_out = [one for one in facts.visits if period.came(one.begins)]
    sent = [one for one in facts.reports if period.came(one.transmitted_on)]

    def line(key: str, been: Sequence[VisitFact], on: Sequence[ReportFact]) -> Line:
        transmitted = counted(on)
        published = counted(one for one in on if period.came(one.published_on))
        words = (Figure(facts.parties.get(key), Form.WORD), Figure(_automatic(key, facts), Form.WORD))
        return Line(key, (counted(been), transmitted, published, rate(published, transmitted), *words))

    return Table(
        "states",
        say("State by State, since the beginning"),
        say("State"),
        Of.STATE,
        (
            Column("visits", say("Visits")),
            Column("transmitted", say("Reports transmitted")),
            Column("published", say("Published")),
            Column("share", say("Share published")),
            Column("standing", say("Standing")),
            Column("automatic", say("Automatic publication")),
        ),
        tuple(
            line(code, [one for one in carried_out if one.state == code], [one for one in sent if one.state == code])
            for code in sorted({*facts.parties, *_states(carried_out), *_states(sent)})
        ),
        line(TOTAL, carried_out, sent),
        (TO_DATE, DATED),
    )


def _automatic(code: str, facts: Facts) -> str | None:
    if code == TOTAL:
        return None
    return say("yes, by standing consent") if code in facts.automatic else say("no")


def _begun(facts: Facts) -> list[VisitFact]:
    return [one for one in facts.visits if facts.period.holds(one.begins)]


def _in_period(facts: Facts) -> list[PlaceFact]:
    return [one for one in facts.places if facts.period.holds(one.day)]


def _days(of: Iterable[VisitFact], period: Period) -> Figure:
    """The days of visits that lie in the period, first and last included; two visits at a time are two days."""
    held = [(one.ref, period.days_of(one.begins, one.ends)) for one in of]
    return Figure(sum(number for _ref, number in held), refs=tuple(ref for ref, number in held if number))


def _places(of: Iterable[PlaceFact]) -> Figure:
    keys = tuple(dict.fromkeys(f"place:{one.place}" for one in of))
    return Figure(len(keys), refs=keys)


def _place_days(of: Iterable[PlaceFact]) -> Figure:
    """Days at places: a place and a day count once, however many visits were there."""
    held = {(one.place, one.day): one.ref for one in of}
    return Figure(len(held), refs=tuple(held.values()))


Way = Callable[[ReportFact], date | None]


def _adopted_on(one: ReportFact) -> date | None:
    return one.adopted_on


def _transmitted_on(one: ReportFact) -> date | None:
    return one.transmitted_on


def _published_on(one: ReportFact) -> date | None:
    return one.published_on


def _reports(facts: Facts, way: Way) -> Figure:
    return counted(one for one in facts.reports if facts.period.holds(way(one)))


def _states(facts: Iterable[VisitFact | ReportFact]) -> list[str]:
    return sorted({one.state for one in facts})
