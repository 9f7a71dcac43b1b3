"""The figures of the worked case, reckoned once by hand from its story and compared with what the office computes.

The story is told as on 2 March 2026, so that its last whole calendar year is 2025. Its days are months from that day
(``cli/demo/story.py``): sessions sit every four months, a draft stands 25 days after a visit, the first session after
it adopts on its third day, transmission follows after 18 days.
"""

from datetime import UTC, date, datetime
from fractions import Fraction
from statistics import median
from uuid import UUID

import pytest

from tests.rooms.office.sameness import client_of
from tests.world import World
from unannounced.cli.demo.story import tell
from unannounced.duties.general_report import Figures
from unannounced.duties.tabulating import TOTAL, Period, last_whole_year
from unannounced.records.ledger.actions import BY_COMMAND, acting
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.rooms.office.pages.figures_asked import Filters, made

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def line(of: Figures, table: str, key: str) -> list[object]:
    """What a table says in a line."""
    held = of.table(table)
    assert held is not None
    return [figure.value for one in held.every_line if one.key == key for figure in one.figures]


def days_until_first_answer_in(year: int) -> list[int]:
    """How many days after its transmission the first answer to a report came, for those to which it came in a year."""
    first: dict[UUID, tuple[date, date]] = {}
    for answer in Response.objects.select_related("item__report").order_by("-received_on"):
        report = answer.item.report
        assert report.transmitted_on is not None
        first[report.pk] = report.transmitted_on, answer.received_on
    return [(came - transmitted).days for transmitted, came in first.values() if came.year == year]


def test_the_figures_of_the_year_agree_with_those_reckoned_by_hand() -> None:
    with acting(BY_COMMAND):
        case = tell(NOW, lambda _done, _of: None)
    found = made(Filters(register="invented"), case.viewers["maud"], last_whole_year(NOW.date()))

    # Visits. XXA last 16 months before: 2 November 2024, so none. XXB 11 months before, ad hoc: 2 to 6 April, 5 days;
    # and 3 months before, periodic: 2 to 11 December, 10 days. XXC goes on every 4.25 months up to 18 months before:
    # 5 September 2024, so none. Columns: periodic, follow-up, rapid, targeted, visits, days, of them ad hoc, and the
    # rate of follow-up visits: one of two.
    assert line(found, "visits", "XXB") == [1, 1, 0, 0, 2, 5 + 10, 5, Fraction(1, 2)]
    assert line(found, "visits", TOTAL) == [1, 1, 0, 0, 2, 15, 5, Fraction(1, 2)]
    # Places: two on the first days of the ad hoc visit, four of the periodic one, each on a day of its own.
    assert line(found, "places", TOTAL)[1] == 2 + 4
    # Sessions: 2 March, 2 July, 2 November.
    assert line(found, "activity", "sessions") == [3]

    # Reports. XXA: visit to 11 November, draft 6 December, adopted 4 March, transmitted 22 March. XXB: visit to 6 April,
    # draft 1 May, the first vote in July failed, adopted 6 July and not transmitted. The other XXB is a draft. The last
    # report on XXC, on the visit of May 2024, was transmitted in July 2024. Columns: adopted, transmitted, published.
    assert line(found, "reports", "XXA") == [1, 1, 0]
    assert line(found, "reports", "XXB") == [1, 0, 0]
    assert line(found, "reports", TOTAL) == [2, 1, 0]
    # From 11 November to 22 March: 19 days of November, 31 of December, 31, 28, and 22 of March.
    days = 19 + 31 + 31 + 28 + 22
    assert line(found, "days", "to_transmission") == [1, Fraction(days), days, days]
    # XXA answers 5.2 months of 30.4 days after transmission: 158 days, and up to twelve more. XXC answers 13 months
    # after it, 395 days and up to twelve more, and that only to some: of its reports of November 2023, March and July
    # 2024 the answer would come in 2025. XXB answers after eleven months, and was transmitted none in these years.
    (reports, _median, least, greatest) = line(found, "days", "to_response")
    assert isinstance(reports, int)
    assert isinstance(least, int)
    assert isinstance(greatest, int)
    assert 1 <= reports <= 1 + 3
    assert 158 <= least <= 158 + 12
    assert greatest == least or 395 <= greatest <= 395 + 12
    # Which of the twelve days it was, and who of XXC answered at all, the story draws: counted here row by row.
    waits = days_until_first_answer_in(2025)
    assert [reports, _median, least, greatest] == [len(waits), Fraction(median(waits)), min(waits), max(waits)]

    # Since the beginning. XXA: six visits, six reports, five published. XXB: the April visit is the fourth, December the
    # fifth; three reports transmitted, two published. XXC: thirty visits, three of them without a report, four published.
    assert line(found, "states", "XXA")[:4] == [6, 6, 5, Fraction(5, 6)]
    assert line(found, "states", "XXB")[:4] == [5, 3, 2, Fraction(2, 3)]
    assert line(found, "states", "XXC")[:4] == [30, 27, 4, Fraction(4, 27)]
    assert line(found, "states", TOTAL)[:4] == [41, 36, 11, Fraction(11, 36)]

    # Items: ten in each report on XXA and XXB but eleven in the third on XXB, seven in each on XXC.
    assert line(found, "dialogue", "XXA")[0] == 6 * 10
    assert line(found, "dialogue", "XXB")[0] == 10 + 10 + 11
    assert line(found, "dialogue", "XXC")[0] == 27 * 7
    assert line(found, "dialogue", TOTAL)[0] == 60 + 31 + 189
    # Of the report transmitted in 2025 all ten are new, but for immediate observations made at its talks in 2024.
    immediate = line(found, "items", "immediate_observation")[0]
    assert immediate == 0
    new = line(found, "items", TOTAL)[0]
    told_before = Item.objects.filter(report__transmitted_on__year=2025, kind="immediate_observation").count()
    assert new == 10 - told_before
    assert told_before <= 2
    # An item that is said again is written down as repeating the earlier one, and always as a recommendation, which no
    # talks make known; XXA was visited five times before, and each visit takes up one thing again where it can. How
    # many it took up, the story draws: counted row by row.
    again = Item.objects.filter(report__transmitted_on__year=2025, repeats__isnull=False).count()
    assert line(found, "items", TOTAL)[1] == line(found, "items", "recommendation")[1] == again
    assert 1 <= again <= 10

    # Responses. XXA answers every item 158 to 170 days after transmission, the last time by 8 September 2025, and six
    # months after 22 March is 22 September: all sixty were due and answered. Columns: items, due, answered, rate.
    assert line(found, "dialogue", "XXA")[:4] == [60, 60, 60, Fraction(1)]
    # XXB: the last of three was transmitted in November 2022, so that all were due. Each item was answered or not.
    answered = Item.objects.filter(report__state__code="XXB", responses__received_on__lte=date(2025, 12, 31)).count()
    assert line(found, "dialogue", "XXB")[:4] == [31, 31, answered, Fraction(answered, 31)]
    # Implementation. Each item was answered once, and assessed 90 days after that or never; nothing is no longer
    # relevant. What was assessed how, the story draws: counted row by row, and the rates reckoned from that.
    for code, items in (("XXA", 60), ("XXB", 31), ("XXC", 189)):
        held = Assessment.objects.filter(item__report__state__code=code, day__lte=date(2025, 12, 31))
        done, part = (held.filter(verdict=one).count() for one in ("implemented", "partially_implemented"))
        rates = [Fraction(done, items), Fraction(2 * done + part, 2 * items)]
        assert line(found, "dialogue", code)[4:9] == [done, part, 0, *rates], code

    # Publication, since the beginning. Who answers in full asks for it 60 days after transmission, others after 420, and
    # it leaves 20 days after that: five on XXA and the first two on XXC after 80, two on XXB and two on XXC after 440.
    since = Period(date(2014, 1, 1), date(2025, 12, 31), NOW.date())
    ever = made(Filters(register="invented"), case.viewers["maud"], since, only="days")
    assert line(ever, "days", "to_publication") == [7 + 4, Fraction(80), 80, 440]
    assert line(found, "days", "to_publication") == [0, None, None, None]
    # The response in full comes after publication, so that nothing is measured to it. The late one comes 11 months of
    # 30.4 days after transmission, 334 days, and up to twelve more: 440 less these are 106 and down to 94.
    (reports, _median, least, greatest) = line(ever, "days", "response_to_publication")
    assert reports == 4
    assert isinstance(least, int)
    assert isinstance(greatest, int)
    assert 94 <= least <= greatest <= 106

    world = World(people=case.people, viewers=case.viewers)
    body = client_of(world, "maud").get("/figures/visits/?register=invented&from=2025-01-01&to=2025-12-31")
    assert '<td data-label="Days" class="number"><a href="' in body.content.decode()
    assert date(2025, 1, 1) == last_whole_year(NOW.date()).first
