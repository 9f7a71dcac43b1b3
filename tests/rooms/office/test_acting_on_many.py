"""Acting on many items at once: seen first, done by one act or not at all, and undone for just these."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode
from uuid import UUID

import pytest
from bench.inside.archive import furnish
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rooms.office.archive import page_of
from tests.rooms.office.sameness import absent, ask, client_of, told_by
from tests.world import TODAY, World, hidden, moment, transmitted
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.rooms.office import finding
from unannounced.rooms.office.acts import on_many
from unannounced.rooms.office.acts.on_many import MANY

pytestmark = pytest.mark.django_db

KEY = re.compile(r'name="key" value="([^"]+)"')
ITEM = re.compile(r'name="item" value="([^"]+)"')
ANSWER = {"claim": "accepted", "text": "It will be done.", "received_on": TODAY.isoformat()}
ASSESSED = {"verdict": "not_implemented", "text": "Seen.", "evidence": "a visit", "day": TODAY.isoformat()}
SAID = {
    "register-response": ANSWER,
    "assess": ASSESSED,
    "set-time": {"months": "12"},
    "withdraw": {"what": "last", "because": "Another State's answer."},
}


@pytest.fixture
def office(db: None) -> World:
    """Three reports from the archive that nobody has answered, and one on a visit."""
    world = furnish(reports=4, items=6).world
    Response.objects.all().delete()
    Assessment.objects.all().delete()
    Line.objects.all().delete()
    return world


def items_to(code: str) -> list[Item]:
    """The items to a State in the order of the list."""
    found = Item.objects.filter(report__state__code=code)
    return list(found.order_by("-report__opened_on", "paragraph__number", "place_in_paragraph"))


def address(act: str, items: list[Item] | None = None, **more: str) -> str:
    """The page of an act on these items."""
    chosen = [("item", str(item.pk)) for item in items or []]
    return f"/items/many/{act}/?{urlencode([*chosen, *more.items()])}"


def send(client: Client, path: str, said: dict[str, object], *, follow: bool = False) -> object:
    """Fill in the form of a page and send it as it was given out."""
    page = page_of(client, path)
    key = KEY.search(page)
    assert key is not None, page
    data = {**said, "key": key[1], "item": ITEM.findall(page)}
    if "without=refused" in path:
        data["without"] = "refused"
    return client.post(path.split("?")[0], data, follow=follow)


def test_one_response_is_registered_to_all_that_were_chosen_by_one_act(office: World) -> None:
    chosen, client = items_to("XXB")[:3], client_of(office, "maud")
    page = page_of(client, address("register-response", chosen))
    assert "3 items will be touched." in page
    assert all(item.number in page for item in chosen)
    answer = send(client, address("register-response", chosen), ANSWER, follow=True)
    assert "The response was registered to 3 items." in answer.content.decode()
    held = Response.objects.all()
    assert {one.item_id for one in held} == {item.pk for item in chosen}
    assert {(one.claim, one.text, one.received_on) for one in held} == {("accepted", "It will be done.", TODAY)}
    assert list(Line.objects.values_list("act", flat=True)) == ["register a response"]


def test_an_answer_that_came_in_a_document_keeps_it_once_for_all(office: World) -> None:
    chosen, client = items_to("XXB")[:3], client_of(office, "maud")
    file = SimpleUploadedFile("reply.pdf", b"%PDF the reply")
    send(client, address("register-response", chosen), {**ANSWER, "document": file})
    document = Document.objects.get(file_name="reply.pdf")
    assert bytes(document.content) == b"%PDF the reply"
    assert {one.document_id for one in Response.objects.all()} == {document.pk}


def test_what_is_sent_twice_is_registered_once(office: World) -> None:
    chosen, client = items_to("XXB")[:2], client_of(office, "maud")
    page = page_of(client, address("register-response", chosen))
    key = KEY.search(page)
    assert key is not None
    for _twice in range(2):
        file = SimpleUploadedFile("reply.pdf", b"%PDF")
        data = {**ANSWER, "key": key[1], "item": [str(item.pk) for item in chosen], "document": file}
        assert client.post("/items/many/register-response/", data).status_code == 302
    assert Response.objects.count() == 2
    assert Document.objects.filter(file_name="reply.pdf").count() == 1
    other = client.post("/items/many/register-response/", {**data, "text": "Other words.", "document": ""})
    assert other.status_code == 409
    assert "with other words" in other.content.decode()
    assert Response.objects.count() == 2


@pytest.mark.parametrize(("first", "then"), [(2, 3), (1, 2)])
def test_a_form_sent_again_for_more_items_is_not_said_to_be_kept_for_all_of_them(
    office: World, first: int, then: int
) -> None:
    chosen, client = items_to("XXB")[:then], client_of(office, "maud")
    key = KEY.search(page_of(client, address("register-response", chosen)))
    assert key is not None
    data = {**ANSWER, "key": key[1], "item": [str(item.pk) for item in chosen[:first]]}
    assert client.post("/items/many/register-response/", data).status_code == 302
    again = client.post("/items/many/register-response/", {**data, "item": [str(item.pk) for item in chosen]})
    assert again.status_code == 409
    assert "or for other items" in again.content.decode()
    assert {one.item_id for one in Response.objects.all()} == {item.pk for item in chosen[:first]}


@pytest.mark.parametrize("act", ["register-response", "assess"])
def test_the_message_leads_to_undoing_it_for_just_these_items(office: World, act: str) -> None:
    chosen, client = items_to("XXB")[:3], client_of(office, "maud")
    send(client, address("register-response", items_to("XXC")[:1]), ANSWER)
    Response.objects.update(registered_at=moment(TODAY - timedelta(days=1)))
    done = send(client, address(act, chosen), SAID[act], follow=True).content.decode()
    link = re.search(r'href="(/items/many/withdraw/[^"]+)">Undo it', done)
    assert link is not None
    undo = link[1].replace("&amp;", "&")
    assert "3 items will be touched" in page_of(client, undo)
    send(client, undo, {"because": "Another State's answer.", **registered_at(client, undo)})
    table = Response if act == "register-response" else Assessment
    assert table.objects.filter(item__in=chosen, withdrawn_at__isnull=False).count() == 3
    assert set(table.objects.filter(item__in=chosen).values_list("withdrawn_because", flat=True)) == {
        "Another State's answer."
    }
    assert Response.objects.exclude(item__in=chosen).filter(withdrawn_at__isnull=True).count() == 1


def registered_at(client: Client, path: str) -> dict[str, str]:
    """The moment that the form of the undoing carries on."""
    found = re.search(r'name="registered_at" value="([^"]+)"', page_of(client, path))
    assert found is not None
    return {"registered_at": found[1]}


def times_of(items: list[Item]) -> list[int | None]:
    """The time that is set for each of ``items``."""
    held = dict(Item.objects.values_list("pk", "months"))
    return [held[item.pk] for item in items]


def time_set(client: Client, items: list[Item], months: str) -> str:
    """Set the time to respond to ``items``; where the message leads to undo it, or nothing."""
    done = send(client, address("set-time", items), {"months": months}, follow=True).content.decode()
    link = re.search(r'href="([^"]+)">Undo it', done)
    return link[1].replace("&amp;", "&") if link else ""


def set_at(path: str) -> dict[str, object]:
    """The moment that the form of undoing a time carries on."""
    return {"set_at": parse_qs(path.split("?")[1])["set-at"][0]}


@pytest.fixture
def with_times(office: World) -> list[Item]:
    """Four items with 3, 9, 12 months and no time of their own."""
    chosen = items_to("XXB")[:4]
    Item.objects.update(months=None)
    for item, months in zip(chosen, (3, 9, 12, None), strict=True):
        Item.objects.filter(pk=item.pk).update(months=months)
    return chosen


def test_undoing_a_time_that_was_set_gives_each_item_back_the_one_it_had(office: World, with_times: list[Item]) -> None:
    client = client_of(office, "maud")
    undo = time_set(client, with_times, "12")
    assert times_of(with_times) == [12, 12, 12, 12]
    page = page_of(client, undo)
    assert "3 items will be touched" in page  # one had these twelve months before
    assert "The time is 3 months again." in page
    assert "The time that was set is taken back." in page
    Line.objects.all().delete()
    done = send(client, undo, set_at(undo), follow=True).content.decode()
    assert "The earlier time to respond stands again for 3 items." in done
    assert times_of(with_times) == [3, 9, 12, None]
    assert list(Line.objects.values_list("act", flat=True)) == ["set the time to respond"]
    assert "Nothing is left to undo here" in page_of(client, undo)


def test_a_time_that_somebody_set_since_is_not_undone(office: World, with_times: list[Item]) -> None:
    client = client_of(office, "maud")
    undo = time_set(client, with_times, "12")
    page_of(client, undo)
    time_set(client_of(office, "jonas"), with_times[:1], "20")
    page = page_of(client, undo)
    assert "1 item is refused" in page
    assert "Another time was set since." in page
    assert send(client, undo, set_at(undo)).status_code == 409
    assert times_of(with_times) == [20, 12, 12, 12]
    send(client, f"{undo}&without=refused", set_at(undo))
    assert times_of(with_times) == [20, 9, 12, None]


def test_only_the_last_time_set_is_undone_and_an_older_link_undoes_nothing(
    office: World, with_times: list[Item]
) -> None:
    client = client_of(office, "maud")
    older, newer = time_set(client, with_times[:2], "24"), time_set(client, with_times[2:], "24")
    page = page_of(client, newer)
    key = KEY.search(page)
    assert "Nothing is left to undo here" in page_of(client, older)
    assert key is not None
    stale = {**set_at(older), "key": key[1], "item": ITEM.findall(page)}
    assert client.post("/items/many/restore-time/", stale).status_code == 409
    assert times_of(with_times) == [24, 24, 24, 24]
    assert time_set(client, with_times, "24") == ""  # nothing was changed, so nothing can be undone


def test_what_undoing_a_time_needs_is_kept_for_no_more_items_than_one_act_may_touch(
    office: World, with_times: list[Item]
) -> None:
    client = client_of(office, "maud")
    time_set(client, with_times, "24")
    assert set(client.session["times"]["earlier"]) == {str(item.pk) for item in with_times}


def test_many_are_assessed_by_one_act(office: World) -> None:
    chosen, client = items_to("XXB"), client_of(office, "maud")
    send(client, address("assess", chosen), ASSESSED)
    assert Assessment.objects.count() == len(chosen)
    assert list(Line.objects.values_list("act", flat=True)) == ["assess an item"]


def test_if_one_is_refused_nothing_is_done_until_one_goes_on_without_it(office: World) -> None:
    client, chosen = client_of(office, "maud"), items_to("XXB")[:2]
    chain = transmitted(office, "XXC")  # transmitted today: an answer of last week was none to it
    Line.objects.all().delete()
    both, week = [*chosen, chain.item], (TODAY - timedelta(days=7)).isoformat()
    refused = send(client, address("register-response", both), {**ANSWER, "received_on": week})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "1 item is refused" in page
    assert "is before the report was transmitted" in page
    assert "Nothing was changed." in page
    assert "It will be done." in page  # what was typed stays
    assert Response.objects.count() == 0
    key = KEY.search(page)
    assert key is not None
    again = {**ANSWER, "received_on": week, "key": key[1], "item": ITEM.findall(page), "without": "refused"}
    assert client.post("/items/many/register-response/", again).status_code == 302
    assert {one.item_id for one in Response.objects.all()} == {item.pk for item in chosen}


def test_what_is_known_to_be_refused_is_said_before_the_form_is_filled_in(office: World) -> None:
    client, chosen = client_of(office, "maud"), items_to("XXB")[:2]
    Item.objects.filter(pk=chosen[0].pk).update(months=None)
    send(client, address("register-response", chosen[:1]), ANSWER)
    path = address("withdraw", chosen)
    page = page_of(client, path)
    assert "1 item is refused" in page
    assert "Nothing is registered of this kind that could be withdrawn." in page
    without = page_of(client, f"{path}&without=refused")
    assert "1 item will be touched" in without
    assert "1 item is left out" in without
    send(client, f"{path}&without=refused", SAID["withdraw"])
    assert Response.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_a_page_of_the_list_or_all_that_match_are_meant_without_ticking(office: World) -> None:
    client, mine = client_of(office, "maud"), items_to("XXB")
    for of in ("page", "matching"):
        page = page_of(client, address("assess", None, of=of, state="XXB"))
        assert ITEM.findall(page) == [str(item.pk) for item in mine], of
    rejected = page_of(client, address("assess", None, of="matching", state="XXB", position="accepted"))
    assert ITEM.findall(rejected) == [str(item.pk) for item in mine if item.position == "accepted"]
    assert "No item was chosen" in page_of(client, address("assess", None, of="matching", state="XXB", kind="nonsense"))


def test_the_list_offers_every_act_and_works_without_a_script(office: World) -> None:
    page = page_of(client_of(office, "maud"), "/states/XXB/items/?follow-up=open")
    for name in MANY:
        assert f'formaction="/items/many/{name}/"' in page
    assert '<input type="hidden" name="state" value="XXB">' in page
    assert '<input type="hidden" name="follow-up" value="open">' in page
    assert page.count('form="many" name="item"') > 1
    assert "<script>" not in page


def test_more_than_anybody_can_look_through_are_not_acted_on(office: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unannounced.rooms.office.pages.many.MOST_AT_ONCE", 3)
    client = client_of(office, "maud")
    path = address("assess", None, of="matching", state="XXB")
    assert "More than 3 items are meant" in page_of(client, path)
    data = {**ASSESSED, "item": [str(item.pk) for item in items_to("XXB")], "key": "x"}
    assert client.post("/items/many/assess/", data).status_code == 422
    assert Assessment.objects.count() == 0


def test_nothing_is_done_to_those_found_so_far_where_not_all_were_looked_at(
    office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding.build_again()
    client, path = client_of(office, "maud"), address("assess", None, of="matching", state="XXB", q="ensure")
    assert "6 items will be touched" in page_of(client, path)
    monkeypatch.setattr("unannounced.rooms.office.pages.item_filters.AT_MOST", 3)
    page = page_of(client, path)
    assert "not all of them were looked at" in page
    assert KEY.search(page) is None


def test_it_leads_back_to_the_list_it_came_from(office: World) -> None:
    client, chosen = client_of(office, "maud"), items_to("XXB")[:2]
    page = page_of(client, address("assess", chosen, state="XXB", position="accepted"))
    assert 'href="/states/XXB/items/?position=accepted"' in page
    page = page_of(client, address("assess", chosen, register="invented", kind="comment"))
    assert 'href="/items/?register=invented&amp;kind=comment"' in page


def test_a_form_that_is_filled_in_wrongly_keeps_what_was_typed(office: World) -> None:
    chosen, client = items_to("XXB")[:2], client_of(office, "maud")
    answer = send(client, address("register-response", chosen), {**ANSWER, "received_on": "yesterday"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write it as 2026-09-30" in page
    assert "It will be done." in page
    assert len(ITEM.findall(page)) == 2


def test_a_day_that_no_item_can_be_answered_on_is_said_once_and_what_was_typed_stays(office: World) -> None:
    chosen, client = items_to("XXB")[:3], client_of(office, "maud")
    tomorrow = {**ANSWER, "text": "It was typed with care.", "received_on": (TODAY + timedelta(days=1)).isoformat()}
    answer = send(client, address("register-response", chosen), tomorrow)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It was typed with care." in page
    assert page.count("is in the future") == 1
    assert len(ITEM.findall(page)) == 3
    assert not Response.objects.exists()


@pytest.mark.parametrize("key", ["rosa", "piet", "ruth"])
def test_who_may_not_see_items_acts_on_none(office: World, key: str) -> None:
    chosen, client = items_to("XXB")[:2], client_of(office, key)
    assert "No item was chosen" in page_of(client, address("register-response", chosen))
    data = {**ANSWER, "key": "x", "item": [str(item.pk) for item in chosen]}
    assert client.post("/items/many/register-response/", data).status_code == 422
    assert Response.objects.count() == 0


@pytest.mark.parametrize("act", list(MANY))
def test_a_hidden_item_in_the_form_is_ignored_like_one_that_does_not_exist(office: World, act: str) -> None:
    secret, client = hidden(office), client_of(office, "ines")
    mine = items_to("XXC")[:2]
    ask(client, "/states/")

    def tried(third: UUID) -> list[object]:
        path = address(act, mine) + f"&item={third}"
        data = {**SAID[act], "key": "x", "item": [*(str(item.pk) for item in mine), str(third)]}
        return [ask(client, path), ask(client, f"/items/many/{act}/?item={third}"), ask(client, path, data=data)]

    there, nowhere = tried(secret.item.pk), tried(absent())
    for held, empty in zip(there, nowhere, strict=True):
        assert not told_by(held, empty)  # type: ignore[arg-type]
    assert Response.objects.count() == Assessment.objects.count() == 0


def test_five_hundred_items_are_looked_through_with_as_many_queries_as_two(office: World) -> None:
    client, paragraph = client_of(office, "maud"), items_to("XXB")[0].paragraph
    paths = [address(act, None, of="matching", state="XXB", kind="comment") for act in MANY]
    Item.objects.filter(report__state__code="XXB").update(kind="recommendation")
    made = [
        Item(report=paragraph.report, paragraph=paragraph, place_in_paragraph=place, kind="comment", text="x")
        for place in range(100, 600)
    ]
    Item.objects.bulk_create(made[:2])
    for path in paths:
        page_of(client, path)
    few = [len(ask(client, path).sql) for path in paths]
    Item.objects.bulk_create(made[2:])
    assert [len(ask(client, path).sql) for path in paths] == few


def test_every_act_on_many_writes_one_line_and_stays_verifiable(db: None) -> None:
    client, before = client_of(furnish(reports=2, items=6).world, "maud"), Line.objects.count()
    chosen = items_to("XXB")[:3]
    for act in ("register-response", "set-time", "assess", "withdraw"):
        assert send(client, address(act, chosen), SAID[act]).status_code == 302, act
    assert Line.objects.count() == before + 4
    assert verify().faults == []


def test_nobody_gives_out_the_key_of_another_ones_form(office: World) -> None:
    maud, jonas = client_of(office, "maud"), client_of(office, "jonas")
    chosen = items_to("XXB")[:2]
    key = KEY.search(page_of(maud, address("register-response", chosen)))
    assert key is not None
    data = {**ANSWER, "key": key[1], "item": [str(item.pk) for item in chosen]}
    assert jonas.post("/items/many/register-response/", data).status_code == 422
    assert on_many.MOST_AT_ONCE == 500


@pytest.mark.parametrize(
    "moment",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01", "2026-01-01T09:00:00", "nonsense", "\x00"],
)
def test_a_moment_that_none_can_be_means_no_items_and_withdraws_nothing(office: World, moment: str) -> None:
    client, chosen = client_of(office, "maud"), items_to("XXB")[:2]
    send(client, address("register-response", chosen), ANSWER)
    assert "No item was chosen" in page_of(client, address("withdraw", None, **{"registered-at": moment}))
    page = send(client, address("withdraw", chosen), {**SAID["withdraw"], "registered_at": moment})
    assert page.status_code == 422
    assert not Response.objects.filter(withdrawn_at__isnull=False).exists()
