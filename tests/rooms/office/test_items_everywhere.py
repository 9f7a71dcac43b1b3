"""Items across States: every filter, alone and with others, finds what the items themselves say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bench.inside.archive import BODY, furnish
from django.test import Client

from tests.rooms.office.archive import every, listed, page_of, queries_of
from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import TODAY, World, hidden, transmitted
from unannounced.duties.dialogue import FollowUp, Position
from unannounced.duties.reporting import ItemKind
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import Thread, items_seen_by, threads
from unannounced.records.reports.models import Paragraph
from unannounced.records.states.models import State
from unannounced.rooms.office import finding
from unannounced.rooms.office.pages.item_filters import WORD, Filters, of_words, years_before
from unannounced.rooms.office.pages.item_paging import ON_A_PAGE

pytestmark = pytest.mark.django_db

ALL = "/items/?register=invented"
WAITING = (FollowUp.AWAITED, FollowUp.OVERDUE)


@pytest.fixture
def office(db: None) -> World:
    """Twelve reports from the archive with ten items each, and one on a visit."""
    world = furnish(reports=30, items=6).world
    transmitted(world, "XXC", days_ago=400)
    return world


def due_in(thread: Thread, days: int | None) -> bool:
    """Whether the State is silent on it, and it is due in so many days, or overdue."""
    if thread.follow_up.status not in WAITING or thread.due is None:
        return False
    day = thread.due.day
    return day < TODAY if days is None else TODAY <= day <= TODAY + timedelta(days=days)


def known_for(thread: Thread, years: int) -> bool:
    """Whether the State has known it for so many years."""
    return thread.known_on is not None and thread.known_on <= years_before(TODAY, years)


QUESTIONS: dict[str, Callable[[Thread], bool]] = {
    "": lambda one: True,
    "&state=XXB": lambda one: one.item.report.state.code == "XXB",
    "&body=own": lambda one: not one.item.report.body,
    "&body=other": lambda one: one.item.report.body == BODY,
    f"&body={BODY}": lambda one: one.item.report.body == BODY,
    "&kind=comment": lambda one: one.item.kind == ItemKind.COMMENT,
    "&position=rejected": lambda one: one.item.position == Position.REJECTED,
    "&made-by=maker+7": lambda one: "Maker 7" in one.item.made_by,
    "&follow-up=open": lambda one: one.is_open,
    "&follow-up=overdue": lambda one: one.follow_up.status is FollowUp.OVERDUE,
    "&follow-up=accepted&kind=recommendation": lambda one: (
        one.follow_up.status is FollowUp.ACCEPTED and one.item.kind == ItemKind.RECOMMENDATION
    ),
    "&due=overdue": lambda one: due_in(one, None),
    "&due=90": lambda one: due_in(one, 90),
    "&due=none": lambda one: one.follow_up.status in WAITING and one.due is None,
    "&older-than=1": lambda one: known_for(one, 1),
    "&younger-than=1": lambda one: one.known_on is not None and not known_for(one, 1),
    "&chapter=police": lambda one: one.item.paragraph.chapter == "Police",
    "&chapter=conclusions": lambda one: one.item.paragraph.chapter == "Conclusions",
    "&q=solitary+juveniles": lambda one: "solitary" in one.item.text and "juveniles" in one.item.text,
    "&q=solitary&position=noted": lambda one: "solitary" in one.item.text and one.item.position == Position.NOTED,
}


@pytest.fixture
def alone(office: World) -> list[Thread]:
    """Every item, one by one, in the order of the list."""
    finding.build_again()
    return threads(items_seen_by(office.maud), today=TODAY)


def test_each_filter_finds_the_items_that_are_so_and_no_other(office: World, alone: list[Thread]) -> None:
    client = client_of(office, "maud")
    for question, wanted in QUESTIONS.items():
        found = every(client, ALL + question)
        expected = [one.item.pk for one in alone if wanted(one)]
        assert found == expected, question
        assert expected or question in {"&due=90"}, f"{question} tries nothing"


def test_the_page_of_a_state_filters_by_report_and_addressee_too(office: World, alone: list[Thread]) -> None:
    client = client_of(office, "maud")
    of_state = [one for one in alone if one.item.report.state.code == "XXC"]
    report = of_state[-1].item.report
    assert every(client, "/states/XXC/items/") == [one.item.pk for one in of_state]
    assert every(client, f"/states/XXC/items/?report={report.pk}") == [
        one.item.pk for one in of_state if one.item.report == report
    ]
    assert every(client, "/states/XXC/items/?addressee=Ministry+of+Justice") == [
        one.item.pk for one in of_state if one.item.addressee
    ]
    page = page_of(client, "/states/XXC/items/")
    assert '<option value="Ministry of Justice">' in page
    assert "Maker " in page


def test_real_and_invented_states_never_stand_in_one_list(office: World) -> None:
    State.objects.filter(code="XXB").update(code="AND", invented=False)
    client = client_of(office, "maud")
    real = set(every(client, "/items/?register=real"))
    invented = set(every(client, ALL))
    assert real
    assert not real & invented
    assert real == set(every(client, "/items/"))  # no demonstration: the real register unless it is said otherwise
    assert len(real | invented) == Item.objects.count()


def test_in_a_demonstration_the_invented_states_are_listed_by_default(
    office: World, settings: pytest.FixtureRequest
) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    assert every(client_of(office, "maud"), "/items/") == every(client_of(office, "maud"), ALL)


def test_items_come_by_the_latest_report_the_oldest_or_the_day_due(office: World, alone: list[Thread]) -> None:
    client = client_of(office, "maud")
    oldest = every(client, f"{ALL}&sort=oldest")
    opened = {one.item.pk: one.item.report.opened_on for one in alone}
    assert [opened[pk] for pk in oldest] == sorted(opened.values())
    days = {one.item.pk: one.due.day for one in alone if one.due and one.follow_up.status in WAITING}
    by_day = every(client, f"{ALL}&sort=due")
    assert [days[pk] for pk in by_day[: len(days)]] == sorted(days.values())
    assert set(by_day) == set(opened)
    assert set(by_day[len(days) :]) == set(opened) - set(days)


def test_a_list_has_pages_and_each_item_stands_on_one_of_them(office: World) -> None:
    client = client_of(office, "maud")
    first, second = listed(client, ALL), listed(client, f"{ALL}&page=2")
    assert len(first) == ON_A_PAGE
    assert not set(first) & set(second)
    assert len(every(client, ALL)) == Item.objects.count()
    assert listed(client, f"{ALL}&page=999") == every(client, ALL)[len(every(client, ALL)) // 50 * 50 :]


def test_an_item_says_who_made_it_what_the_report_says_and_where_it_stands(office: World) -> None:
    page = page_of(client_of(office, "maud"), f"{ALL}&position=rejected&body=other")
    for words in ("Made by", "Maker ", "The report itself says", "rejected", BODY, "AP/20", "XXB"[:2]):
        assert words in page


def test_a_word_that_no_item_can_have_is_named_and_finds_nothing(office: World) -> None:
    client = client_of(office, "maud")
    for question in (
        "kind=x",
        "follow-up=x",
        "due=31",
        "older-than=-1",
        "report=x",
        "position=x",
        "state=ZZZ",
        "sort=x",
    ):
        page = page_of(client, f"{ALL}&{question}")
        assert "choose from the lists" in page, question
        assert 'name="item" value' not in page


def test_how_many_items_hold_the_words_is_said_if_not_all_were_looked_at(
    office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding.build_again()
    monkeypatch.setattr("unannounced.rooms.office.pages.item_filters.AT_MOST", 3)
    monkeypatch.setattr("unannounced.rooms.office.pages.items.AT_MOST", 3)
    page = page_of(client_of(office, "maud"), f"{ALL}&q=ensure")
    assert "180 items hold these words" in page
    assert "the 3 latest of them were looked at" in page
    assert page.count('name="item" value') == 3


def test_without_an_index_the_page_says_that_it_is_being_built(office: World) -> None:
    assert "still being built" in page_of(client_of(office, "maud"), f"{ALL}&q=ensure")


def test_a_list_of_ten_times_as_many_items_asks_the_database_as_often(db: None) -> None:
    world = furnish(reports=4, items=5).world
    client = client_of(world, "maud")
    paths = [ALL, "/states/XXB/items/", f"{ALL}&follow-up=overdue&sort=due", f"{ALL}&position=noted"]
    before = [queries_of(client, path) for path in paths]
    paragraph = Paragraph.objects.select_related("report").first()
    assert paragraph is not None
    Item.objects.bulk_create(
        Item(report=paragraph.report, paragraph=paragraph, place_in_paragraph=place, kind="recommendation", text="x")
        for place in range(100, 300)
    )
    assert [queries_of(client, path) for path in paths] == before


def test_the_filters_offer_nothing_of_a_hidden_visit(office: World) -> None:
    client = client_of(office, "ines")
    paths = [ALL, "/states/XXB/items/", f"{ALL}&q=windows", f"{ALL}&state=XXB", f"{ALL}&sort=due&follow-up=open"]
    finding.build_again()
    ask(client, ALL)
    before = [ask(client, path) for path in paths]
    chain = hidden(office)
    Item.objects.filter(pk=chain.item.pk).update(
        addressee="Zanzibar Office", made_by=["Zanzibar"], months=59, position="noted"
    )
    Paragraph.objects.filter(pk=chain.paragraph.pk).update(chapter="Zanzibar chapter")
    finding.build_again()
    for path, held in zip(paths, before, strict=True):
        answer = ask(client, path)
        assert not told_by(answer, held), path
        assert "Zanzibar" not in answer.body
    there, nowhere = (ask(client, f"{ALL}&report={pk}") for pk in (chain.report.pk, chain.visit.pk))
    assert not [line for line in told_by(there, nowhere) if "<id>" not in line]


def test_reading_a_list_is_noted_once_for_each_report(office: World) -> None:
    from unannounced.records.ledger.models import Reading

    client = client_of(office, "maud")
    listed(client, f"{ALL}&state=XXC")
    read = Reading.objects.filter(subject="reports_report").values_list("subject_id", flat=True)
    assert len(read) == len(set(read)) > 1


def test_filters_go_into_an_address_and_come_back_from_it() -> None:
    from django.http import QueryDict

    filters = Filters(**{name: f"{name} & co" for name in WORD})
    assert of_words(QueryDict(filters.address()[1:]).dict()) == filters  # type: ignore[arg-type]


def test_experts_see_the_items_of_their_own_visits_alone(office: World, client: Client) -> None:
    assert every(client_of(office, "ruth"), ALL) == []
    assert "Nothing here yet" in page_of(client_of(office, "ruth"), ALL)
