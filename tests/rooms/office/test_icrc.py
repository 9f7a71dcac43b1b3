"""What the ICRC visits regularly is not offered to a delegation of the CPT, and refused by its rule when written."""

from datetime import timedelta

import pytest

from tests.rooms.office.sameness import client_of
from tests.world import World, notified, plan, say_icrc_visits

pytestmark = pytest.mark.django_db


def test_a_barred_place_is_not_offered_and_by_name_it_is_refused_with_the_article(world: World) -> None:
    visit = notified(world, plan(world, days_ago=10))
    maud, place = client_of(world, "maud"), world.places["XXB"]
    address = f"/visits/{visit.pk}/announce-place/"
    assert f'<option value="{place.name}">' in maud.get(address).content.decode()
    say_icrc_visits(place, "yes", day=visit.begins - timedelta(days=50), by=world.maud)
    page = maud.get(address).content.decode()
    assert f'<option value="{place.name}">' not in page
    key = page.partition('name="key" value="')[2].partition('"')[0]
    said = {"key": key, "place": place.name, "day": visit.begins.isoformat(), "ahead": "hours"}
    answer = maud.post(address, said)
    assert answer.status_code in {409, 422}
    assert "17(3)" in answer.content.decode()
    assert place.name in answer.content.decode()
