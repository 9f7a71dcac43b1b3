"""The tables of a general report on lengths of time: from visit to transmission, to response, to publication."""

from datetime import date

from unannounced.duties.tables_of_visits import DATED
from unannounced.duties.tabulating import Column, Facts, Figure, Form, Line, Of, Period, ReportFact, Table, median
from unannounced.duties.words import Sentence, say

MEASURED = Sentence(
    say("A length of time counts in the period in which it ends. A response is the first one to any item of a report.")
)
SOONER = Sentence(
    say("From the response to publication only reports count to which the response came before they were published.")
)

SPANS: tuple[tuple[str, str], ...] = (
    ("to_transmission", say("from the end of the visit to transmission")),
    ("to_response", say("from transmission to the response")),
    ("to_publication", say("from transmission to publication")),
    ("response_to_publication", say("from the response to publication")),
    ("visit_to_publication", say("from the end of the visit to publication")),
)
"""The lengths of time that are measured."""
OF_RESPONSES = frozenset({"to_response", "response_to_publication"})
"""Those that tell on which day a response came, which is confidential while the report is not public in whole."""


def ends_of(one: ReportFact, span: str) -> tuple[date | None, date | None]:
    """The first and the last day of a length of time of a report."""
    if one.dated:
        return None, None
    return {
        "to_transmission": (one.visit_ended, one.transmitted_on),
        "to_response": (one.transmitted_on, one.answered_on),
        "to_publication": (one.transmitted_on, one.published_on),
        "response_to_publication": _from_response(one),
        "visit_to_publication": (one.visit_ended, one.published_on),
    }[span]


def _from_response(one: ReportFact) -> tuple[date | None, date | None]:
    """A response that came after publication leaves nothing to measure."""
    came, out = one.answered_on, one.published_on
    return (came, out) if came is not None and out is not None and came <= out else (None, None)


def length_of(one: ReportFact, span: str) -> int | None:
    """How many days a length of time of a report took; ``None`` if it has not ended or was not measured."""
    first, last = ends_of(one, span)
    return (last - first).days if first is not None and last is not None else None


def days(facts: Facts) -> Table:
    """The days from the visit to transmission, to the response, to publication: median, least and greatest."""
    return Table(
        "days",
        say("Days between visit, transmission, response and publication"),
        say("Length of time"),
        Of.WORD,
        (
            Column("reports", say("Reports")),
            Column("median", say("Median, days")),
            Column("least", say("Shortest, days")),
            Column("greatest", say("Longest, days")),
        ),
        tuple(Line(span, _span(facts, span), word) for span, word in SPANS),
        notes=(MEASURED, SOONER, DATED),
    )


def _span(facts: Facts, span: str) -> tuple[Figure, ...]:
    ended = [one for one in facts.reports if facts.period.holds(ends_of(one, span)[1])]
    held = [one for one in ended if length_of(one, span) is not None]
    lengths = [length for one in held if (length := length_of(one, span)) is not None]
    tells = span in OF_RESPONSES
    states = _unpublished(facts, span) if tells else frozenset()
    secret = sum(not one.is_open for one in held) if tells else 0
    refs = tuple(one.ref for one in held)
    return (
        Figure(len(held), Form.COUNT, refs, secret, states),
        Figure(median(lengths), Form.DAYS, refs, secret, states),
        # the shortest and the longest are of one report, so that an unpublished one among them withholds them
        Figure(min(lengths, default=None), Form.DAYS, (), min(secret, 1), states),
        Figure(max(lengths, default=None), Form.DAYS, (), min(secret, 1), states),
    )


def _unpublished(facts: Facts, span: str) -> frozenset[str]:
    """The States of whose reports, not public in whole, a day of the response could be told by the figures."""
    secret = (one for one in facts.reports if not one.is_open)
    if span == "to_response":
        return frozenset(one.state for one in secret if facts.period.came(one.transmitted_on))
    return frozenset(one.state for one in secret if facts.period.came(one.published_on))


def each_report(facts: Facts) -> Table:
    """Each report of which a length of time ended in the period, with its days."""
    shown = [one for one in facts.reports if any(facts.period.holds(ends_of(one, span)[1]) for span, _word in SPANS)]
    return Table(
        "each-report",
        say("The days of each report"),
        say("Report"),
        Of.NAME,
        (
            Column("state", say("State"), Of.STATE),
            Column("visit_ended", say("End of the visit")),
            Column("transmitted", say("Transmitted")),
            Column("to_transmission", say("Days to transmission")),
            Column("to_response", say("Days to the response")),
            Column("to_publication", say("Days to publication")),
            Column("response_to_publication", say("Days from the response to publication")),
        ),
        tuple(_report_line(one, facts.period) for one in sorted(shown, key=_by_days)),
        notes=(Sentence(say("A length of time that had not ended by the last day of the period is left empty.")),),
        lists=True,
    )


def _report_line(one: ReportFact, period: Period) -> Line:
    secret = frozenset() if one.is_open else frozenset((one.state,))

    def took(span: str, secret: frozenset[str] = frozenset()) -> Figure:
        length = length_of(one, span) if period.came(ends_of(one, span)[1]) else None
        return Figure(length, Form.DAYS, secret_states=secret)

    figures = (
        Figure(one.state, Form.WORD),
        Figure(one.visit_ended, Form.DAY),
        Figure(one.transmitted_on, Form.DAY),
        took("to_transmission"),
        took("to_response", secret),
        took("to_publication"),
        took("response_to_publication", secret),
    )
    return Line(one.ref, figures, one.title, ref=one.ref)


def _by_days(one: ReportFact) -> tuple[date, str]:
    return one.transmitted_on or date.min, one.ref
