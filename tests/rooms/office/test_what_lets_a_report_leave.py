"""The pages of what lets a report leave: consents in advance, a part or all of it, days that are none; who looked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, moment, statement, transmitted
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.records.ledger.models import Reading
from unannounced.records.publications.actions import check_paragraphs, request_publication
from unannounced.records.publications.consents import register_consent
from unannounced.records.publications.models import StandingConsent
from unannounced.records.publications.persons import judge_nobody, undecided
from unannounced.records.reports.models import Paragraph
from unannounced.records.treaties.actions import enter_acts

pytestmark = pytest.mark.django_db
AT = moment(TODAY)


def consent(world: World, years_ago: int, authority: str) -> StandingConsent:
    """XXB consents in advance."""
    begins = date(TODAY.year - years_ago, 1, 1)
    plain = {"source": "letter", "confidence": Confidence.VERIFIED, "by": world.maud, "at": AT}
    return register_consent(world.states["XXB"], begins=begins, ends=None, authority=authority, **plain)


def send(client: Client, path: str, **said: Any) -> Any:
    """Fill in the form of an act and send it."""
    key = client.get(path).context["form"]["key"].value()
    return client.post(path, {**said, "key": key}, follow=True)


def test_of_several_consents_the_one_that_is_chosen_is_withdrawn(world: World) -> None:
    older, newer = consent(world, 3, "Ministry of Justice"), consent(world, 1, "Foreign Ministry")
    client, path = client_of(world, "maud"), "/states/XXB/withdraw-consent/"
    said = {"withdrawn_on": TODAY.isoformat(), "source": "letter"}
    assert b"Ministry of Justice" in client.get(path).content
    assert send(client, path, **said).status_code == 422, "nobody says which"
    assert send(client, path, **said, consent=str(older.pk)).status_code == 200
    for one in (older, newer):
        one.refresh_from_db()
    assert (older.withdrawn_on, newer.withdrawn_on) == (TODAY, None)


def test_the_page_of_a_state_that_has_left_asks_for_the_wording_of_its_consent(world: World) -> None:
    held = consent(world, 3, "Ministry of Justice")
    client = client_of(world, "maud")
    assert "a person has to confirm that it reaches beyond" not in client.get("/states/XXB/").content.decode()
    day = TODAY - timedelta(days=500)
    notice = Act("ECPT", "XXB", "denunciation_notified", day, day.year, "", "worked case", Confidence.VERIFIED)
    enter_acts([notice], states=world.states, by=world.maud, at=AT)
    assert "a person has to confirm that it reaches beyond" in client.get("/states/XXB/").content.decode()
    said = {"consent": str(held.pk), "wording": "It has no end."}
    page = send(client, "/states/XXB/confirm-consent/", **said).content.decode()
    assert "a person has to confirm that it reaches beyond" not in page
    assert "It has no end." in client.get("/states/XXB/").content.decode()


def test_whoever_publishes_chooses_part_or_all_only_where_the_state_made_a_part_public(
    world: World, settings: Any
) -> None:
    chain = transmitted(world)
    path, client = f"/reports/{chain.report.pk}/publish/", client_of(world, "maud")
    check_paragraphs(chain.report.paragraphs.select_related("report__visit"), by=world.maud, at=AT)
    found = {one.words: one.trait for one in undecided(chain.report)}
    judge_nobody(chain.report, found, because="names of places", by=world.maud, at=AT)
    consent(world, 3, "MoJ")
    assert b'name="embargo_until"' in client.get(path).content
    settings.MECHANISM = replace(settings.MECHANISM, partial_publication=True)
    assert b'name="whole"' not in client.get(path).content
    part = [Paragraph.objects.filter(report=chain.report).values_list("pk", flat=True)[0]]
    request_publication(chain.report, requested_on=TODAY, authority="MoJ", part=part, by=world.maud, at=AT)
    assert b'name="whole"' in client.get(path).content


@pytest.mark.parametrize(
    ("act", "field"),
    [("request-publication", "embargo_until"), ("publish", "embargo_until"), ("observe-at-once", "due_on")],
)
def test_the_thirty_first_of_february_is_refused_with_the_last_day_of_the_month(
    world: World, act: str, field: str
) -> None:
    chain = transmitted(world)
    of = f"visits/{chain.visit.pk}" if act == "observe-at-once" else f"reports/{chain.report.pk}"
    answer = send(client_of(world, "maud"), f"/{of}/{act}/", **{field: "2027-02-31"})
    assert b"the last day of that month is" in answer.content


def test_looking_at_statements_is_noted_once_for_each_and_not_where_they_are_hidden(world: World) -> None:
    held = statement(world)
    for path in ("/statements/?register=invented", f"/statements/{held.pk}/"):
        before = Reading.objects.filter(subject_id=held.pk).count()
        client_of(world, "maud").get(path)
        assert Reading.objects.filter(subject_id=held.pk).count() == before + 1, path
        client_of(world, "ruth").get(path)
        assert Reading.objects.filter(subject_id=held.pk).count() == before + 1, path
