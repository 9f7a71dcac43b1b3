"""The dialogue on pages: more time, questions unanswered, talks, statements, stray answers, what to verify next."""

import csv
import html
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.records.test_dialogue_years import asked, item_of, stray, talks
from tests.rooms.office.archive import page_of, queries_of
from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import TODAY, World, answered, hidden, moment, requested, statement, transmitted
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.records.ledger.verifying import verify
from unannounced.records.recommendations.actions import (
    register_response,
)
from unannounced.records.recommendations.granting import decide_extension
from unannounced.records.recommendations.high_talks import talk_of
from unannounced.records.recommendations.models import Extension, HighLevelTalks, Item, PublicStatement, RestsOn
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.recommendations.statements import (
    hear_state,
)
from unannounced.records.treaties.actions import enter_acts
from unannounced.rooms.office.pages.days_due import DueKind, days_due
from unannounced.rooms.office.pages.next_visit import ticked
from unannounced.rooms.office.pages.unanswered import PASSED_OVER, SILENT, unanswered

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="key" value="([^"]+)"')
AT = moment(TODAY)
KNOWING, UNKNOWING = ("ana", "tomas"), ("ines", "jonas", "ruth", "piet")


def send(client: Client, path: str, said: dict[str, object]) -> str:
    """What the page answers to a form that was filled in so."""
    key = KEY.search(page_of(client, path))
    assert key is not None
    return client.post(path, {**said, "key": key[1]}, follow=True).content.decode()


def more_time(**other: object) -> dict[str, object]:
    return {
        "decided": "granted",
        "until": (TODAY + timedelta(days=400)).isoformat(),
        "asked_by": "Ministry of Justice",
        "asked_on": TODAY.isoformat(),
        "decided_on": TODAY.isoformat(),
        "because": "Elections are held.",
    } | other


def test_a_deadline_on_31_february_is_refused_with_the_last_day_of_that_month_and_stays_typed(world: World) -> None:
    item, client = item_of(transmitted(world)), client_of(world, "maud")
    page = send(client, f"/items/{item.pk}/extend-time/", more_time(until="2027-02-31"))
    assert "There is no 2027-02-31: the last day of that month is 2027-02-28." in page
    assert 'value="2027-02-31"' in page
    assert "Elections are held." in page
    assert not Extension.objects.exists()


def test_more_time_is_granted_on_the_page_shown_with_its_reason_and_taken_back(world: World) -> None:
    item, client = item_of(transmitted(world)), client_of(world, "maud")
    page = send(client, f"/items/{item.pk}/extend-time/", more_time())
    assert "More time was granted" in page
    assert "Elections are held." in page
    held = Extension.objects.get()
    page = send(
        client, f"/items/{item.pk}/withdraw-extension/", {"which": str(held.pk), "because": "Another item was meant."}
    )
    assert "More time was granted" not in page
    assert "Another item was meant." in page


def test_more_time_for_a_report_moves_its_day_in_what_is_due(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "maud")
    until = TODAY + timedelta(days=500)
    send(client, f"/reports/{chain.report.pk}/extend-time/", more_time(until=until.isoformat()))
    (due,) = [one for one in days_due(world.maud, today=TODAY) if one.kind is DueKind.RESPONSES]
    assert due.on == until


def test_questions_unanswered_are_requests_nobody_answered_and_items_a_response_passed_over(world: World) -> None:
    silent, passed, other = (transmitted(world, code) for code in ("XXB", "XXC", "XXA"))
    Item.objects.filter(pk=silent.item.pk).update(kind="request")
    register_response(
        item_of(passed), "We note it.", claim=Claim.NOT_ADDRESSED, received_on=TODAY, by=world.maud, at=AT
    )
    answered(world, other)
    items = items_seen_by(world.maud)

    def found(why: str = "") -> set[object]:
        return set(unanswered(items, why=why, today=TODAY).values_list("pk", flat=True))

    assert found() == {silent.item.pk, passed.item.pk}
    assert found(SILENT) == {silent.item.pk}
    assert found(PASSED_OVER) == {passed.item.pk}
    client = client_of(world, "maud")
    page = page_of(client, "/unanswered/?register=invented")
    assert "2 questions are unanswered." in page
    assert "1 question is unanswered." in page_of(client, "/unanswered/?register=invented&state=XXC")
    rows = csv_of(client, "/unanswered.csv?register=invented&why=silent")
    assert [row["id"] for row in rows] == [str(silent.item.pk)]


def csv_of(client: Client, path: str) -> list[dict[str, str]]:
    content = b"".join(client.get(path).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content)))


def test_a_page_without_questions_says_what_it_will_hold(world: World) -> None:
    assert "Nothing here yet" in page_of(client_of(world, "maud"), "/unanswered/?register=invented")
    assert "No question like that" in page_of(client_of(world, "maud"), "/unanswered/?register=invented&why=silent")


def test_an_item_is_withdrawn_on_its_page_and_a_stray_answer_to_it_is_decided_there(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "maud")
    path = f"/items/{chain.item.pk}/"
    page = send(client, f"{path}withdraw-item/", {"on_day": TODAY.isoformat(), "because": "The law was repealed."})
    assert "withdrawn by the mechanism" in page
    assert "The law was repealed." in page
    held = stray(chain)
    page = page_of(client, path)
    assert "It was done all the same." in page
    assert f"decide-stray/?which={held.pk}" in page
    assert "1 answer waits for a decision." in page_of(client, "/answers-not-registered/")
    address = f"/reports/{chain.report.pk}/decide-stray/"
    page = send(client, address, {"which": str(held.pk), "how": "register", "because": "It shows the cells."})
    assert "It shows the cells." in page
    assert "No answer waits for a decision." in page_of(client, "/answers-not-registered/")


def test_evidence_is_named_by_its_address_and_what_somebody_cannot_read_is_not_there(world: World) -> None:
    chain, secret = transmitted(world), hidden(world)
    client = client_of(world, "ines")
    said = {"verdict": "implemented", "text": "Seen.", "evidence": "", "day": TODAY.isoformat()}
    path = f"/items/{chain.item.pk}/assess/"
    for nothing in (str(secret.visit.pk), f"/entries/{secret.entries[0].pk}/", "the minutes"):
        page = send(client, path, {**said, "named": nothing})
        assert "names nothing here that you can read" in page, nothing
        assert html.escape(nothing) in page
    page = send(client, path, {**said, "named": f"http://x/visits/{chain.visit.pk}/\n{chain.entries[0].pk}"})
    assert f'href="/visits/{chain.visit.pk}/"' in page
    assert f'href="/entries/{chain.entries[0].pk}/"' in page
    assert RestsOn.objects.count() == 2


def test_talks_stand_on_their_page_on_the_state_and_on_the_item(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "maud")
    assert "Nothing here yet" in page_of(client, "/talks/?register=invented")
    page = send(
        client,
        "/states/XXB/note-talks/",
        {
            "subject_of_talks": "Overcrowding", "begins": TODAY.isoformat(), "ends": TODAY.isoformat(),
            "for_us": "The President", "for_state": "The minister", "where": "", "said": "", "agreed": "",
            "items": f"/items/{chain.item.pk}/",
        },
    )  # fmt: skip
    assert "Overcrowding" in page
    assert HighLevelTalks.objects.count() == 1
    for path in ("/talks/?register=invented", f"/items/{chain.item.pk}/", "/states/XXB/"):
        assert "Overcrowding" in page_of(client, path), path
    assert "Overcrowding" not in page_of(client_of(world, "piet"), "/talks/?register=invented")


@pytest.mark.parametrize("key", UNKNOWING)
@pytest.mark.parametrize("path", ["/talks/?register=invented", "/states/XXB/"])
def test_a_hidden_item_that_was_talked_of_changes_nothing_for_whoever_does_not_know_the_visit(
    world: World, path: str, key: str
) -> None:
    talks(world, item_of(transmitted(world)), by=world.ana)
    client = client_of(world, key)
    ask(client, "/states/")
    before = ask(client, path)
    talk_of(HighLevelTalks.objects.get(), item_of(hidden(world)), by=world.ana, at=AT)
    assert not told_by(ask(client, path), before)


def test_a_procedure_has_a_page_with_its_way_and_the_facts_of_the_record(world: World) -> None:
    held, client = statement(world), client_of(world, "ines")
    requested(world)
    page = page_of(client, f"/statements/{held.pk}/")
    assert "can come next" in page
    assert "1 request for information is overdue." in page
    assert "Decided by the Committee (ECPT Art. 10(2))." in page
    hear_state(held, heard_on=TODAY, said="We regret it.", by=world.maud, at=AT)
    assert "We regret it." in page_of(client, f"/statements/{held.pk}/")
    said = {"closed_on": TODAY.isoformat(), "because": "It answers again."}
    page = send(client, f"/statements/{held.pk}/close/", said)
    assert "Closed without a statement on" in page
    assert "It answers again." in page
    assert ask(client_of(world, "ruth"), f"/statements/{held.pk}/").status == 404
    assert "Corvania" in page_of(client, "/statements/?register=invented")
    assert "Corvania" not in page_of(client_of(world, "ruth"), "/statements/?register=invented")


def test_the_form_of_a_procedure_begins_with_the_facts_of_the_record(world: World) -> None:
    requested(world)
    page = page_of(client_of(world, "ines"), "/states/XXC/open-statement/")
    assert "1 request for information is overdue." in page
    assert "Facts of the record on" in page


def test_on_a_state_that_has_left_a_procedure_is_opened_only_with_what_still_binds_it(world: World) -> None:
    earlier, client = statement(world), client_of(world, "maud")
    path, asked_for = "/states/XXC/open-statement/", 'name="still_binds"'
    assert asked_for not in page_of(client, path)
    denounce(world, day=TODAY - timedelta(days=360))
    assert asked_for not in page_of(client, path), "a notice that is pending changes nothing"
    denounce(world, day=TODAY - timedelta(days=500))
    page = page_of(client, path)
    assert asked_for in page
    assert "created before the day of effect stay" in page
    assert "What still binds it has to stand in the reasons." in page_of(client, f"/statements/{earlier.pk}/")
    said = {"ground": "fails_to_cooperate", "text": "No answer to two requests.", "opened_on": str(TODAY)}
    assert "Say what still binds it" in send(client, path, said)
    assert PublicStatement.objects.get() == earlier
    with pytest.raises(RefusedByRule, match="nobody said what still binds it"):
        statement(world)
    page = send(client, path, said | {"still_binds": "Both requests came while it was a Party."})
    held = PublicStatement.objects.exclude(pk=earlier.pk).get()
    page = page_of(client, f"/statements/{held.pk}/")
    assert "Both requests came while it was a Party." in page
    assert "open a procedure on a State that has left, or may have" in page
    assert verify().faults == []


def denounce(world: World, code: str = "XXC", day: date = TODAY) -> None:
    """A notice of denunciation, received on ``day``."""
    act = Act("ECPT", code, "denunciation_notified", day, day.year, "", "worked case", Confidence.VERIFIED)
    enter_acts([act], states=world.states, by=world.maud, at=AT)


def test_a_coming_denunciation_warns_on_the_state_the_statement_the_road_map_and_in_what_is_due(world: World) -> None:
    held, client = statement(world), client_of(world, "maud")
    paths = ("/states/XXC/", f"/statements/{held.pk}/", "/states/XXC/road-map/")
    assert not any("Decide on a public statement" in page_of(client, path) for path in paths)
    assert not [one for one in days_due(world.maud, today=TODAY) if one.kind is DueKind.DENUNCIATION]
    denounce(world)
    for path in paths:
        page = page_of(client, path)
        assert "Decide on a public statement" in page, path
        assert "the last day on which the Convention binds the State" in page, path
    (due,) = [one for one in days_due(world.maud, today=TODAY) if one.kind is DueKind.DENUNCIATION]
    assert due.state == world.states["XXC"]
    near = [min(abs(one.days_before - days) for one in due.reminders()) for days in (90, 30)]
    assert max(near) <= 4, "a reminder moves to an earlier working day, and no further"
    assert not [one for one in days_due(world.ruth, today=TODAY) if one.kind is DueKind.DENUNCIATION]


def test_where_another_body_decides_its_decision_is_registered_and_nothing_is_adopted(
    world: World, settings: Any
) -> None:
    settings.MECHANISM = shipped_profile("spt")
    held, client = statement(world), client_of(world, "maud")
    hear_state(held, heard_on=TODAY, by=world.maud, at=AT)
    address = f"/statements/{held.pk}/"
    page = page_of(client, address)
    assert "Register the decision of the body that decides" in page
    assert "Adopt the public statement" not in page
    assert "Shall a public statement be asked for?" in page_of(client, f"{address}open-written/")
    said = {"decided_by": "Committee against Torture", "decided_on": str(TODAY), "reference": "CAT/C/85/R.1"}
    said["key"] = client.get(f"{address}register-decision/").context["form"]["key"].value()
    assert client.post(f"{address}register-decision/", said).status_code == 302
    page = page_of(client, address)
    assert "by Committee against Torture" in page
    assert "CAT/C/85/R.1" in page
    assert "register the decision of another body on a public statement" in page


def test_what_to_verify_stands_by_place_with_its_reasons_and_can_be_taken_along(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "maud")
    assert "The answer" not in page_of(client, "/states/XXB/next-visit/")
    answered(world, chain)
    page = page_of(client, "/states/XXB/next-visit/")
    assert "Bresk Prison" in page
    assert "nobody verified it" in page
    rows = csv_of(client, "/states/XXB/next-visit.csv")
    assert [(row["place"], row["id"]) for row in rows] == [("Bresk Prison", str(chain.item.pk))]
    assert "claimed, not verified" in rows[0]["why"]
    assert "Nothing here yet" in page_of(client, "/states/XXE/next-visit/")


@pytest.mark.parametrize("key", UNKNOWING)
@pytest.mark.parametrize(
    "path",
    [
        "/states/XXB/next-visit/",
        "/road-map/?register=invented",
        "/states/XXB/road-map/",
        "/unanswered/?register=invented",
    ],
)
def test_nothing_of_a_hidden_visit_stands_on_any_of_these_pages(world: World, path: str, key: str) -> None:
    transmitted(world)
    client = client_of(world, key)
    ask(client, "/states/")
    before = ask(client, path)
    hidden(world)
    assert not told_by(ask(client, path), before)
    assert len(ticked(world.states["XXB"], world.ana, today=TODAY)[0]) == 1


def test_a_road_map_is_narrowed_by_place_and_counts_places_and_repetition(world: World) -> None:
    first, later = transmitted(world), transmitted(world, days_ago=30)
    Item.objects.filter(pk=later.item.pk).update(repeats=first.item, place_named="Bresk Prison")
    client = client_of(world, "maud")
    page = page_of(client, "/states/XXB/road-map/")
    assert "By place" in page
    assert "Said at least once before" in page
    assert f"at={world.places['XXB'].pk}" in page
    narrowed = page_of(client, f"/states/XXB/road-map/?at={world.places['XXB'].pk}")
    assert "2 items are open." in narrowed
    assert "1 item is open." in page_of(client, "/states/XXB/road-map/?place-named=Bresk+Prison")
    assert "No open item is like that." in page_of(client, "/states/XXB/road-map/?place=Nowhere")
    rows = csv_of(client, "/states/XXB/road-map.csv")
    assert {row["part"] for row in rows} >= {"all", "theme", "place", "follow-up", "repetition"}
    assert "2" in next(row["open"] for row in rows if row["part"] == "all")


def test_the_road_maps_of_all_states_count_what_each_of_them_counts(world: World) -> None:
    transmitted(world)
    transmitted(world, "XXC")
    client = client_of(world, "maud")
    rows = csv_of(client, "/road-map.csv?register=invented")
    assert {(row["state"], row["open"]) for row in rows} == {("XXB", "1"), ("XXC", "1")}
    assert "2 States have open items." in page_of(client, "/road-map/?register=invented")


@pytest.mark.parametrize(
    "path",
    [
        "/unanswered/?register=invented",
        "/states/XXB/next-visit/",
        "/states/XXB/road-map/",
        "/road-map/?register=invented",
        "/answers-not-registered/",
        "/due/?when=all",
    ],
)
def test_a_page_of_ten_reports_asks_the_database_as_often_as_one_of_two(world: World, path: str) -> None:
    def one_more() -> None:
        chain = transmitted(world)
        Item.objects.filter(pk=chain.item.pk).update(kind="request")
        decide_extension(item_of(chain), asked(TODAY + timedelta(days=400)), asked_by="MoJ", by=world.maud, at=AT)
        stray(chain)

    client = client_of(world, "maud")
    one_more()
    one_more()
    few = queries_of(client, path)
    for _turn in range(8):
        one_more()
    assert queries_of(client, path) == few
