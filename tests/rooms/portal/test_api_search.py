"""What a program can ask of the search is what the page can be asked, within the same limits."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.rooms.portal.asking import Answers

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def ask(shelf: Any, searchable: Callable[[], int], client: Client) -> Answers:
    """A report of 2013 on a prison, one of 2019 on a police station, and their index."""
    from unannounced.records.shelf.models import ShelvedReport

    places = {5: ("2013-05-30", "prison"), 6: ("2019-02-01", "police_station")}
    for number, (day, kind) in places.items():
        paragraphs = [shelf.paragraph(1, "The cells had no window.")]
        shelf.show_archived(number, "FRA", dated_on=day, paragraphs=paragraphs)
        ShelvedReport.objects.filter(slug=f"A-HRC-{number}").update(place_kinds=[kind])
    searchable()
    return Answers(client)


def found(ask: Answers, **asked: Any) -> list[str]:
    return sorted(hit["day"][:4] for hit in ask.json("/search", q="window", **asked)["hits"])


def test_a_search_is_narrowed_by_days_and_years_and_by_kind_of_place(ask: Answers) -> None:
    assert found(ask) == ["2013", "2019"]
    assert found(ask, from_="2014") == found(ask, from_="2013-05-31") == found(ask, place="police_station") == ["2019"]
    assert found(ask, to="2013") == found(ask, to="2013-05-30") == found(ask, place="prison") == ["2013"]
    assert found(ask, year="2013", to="2020") == ["2013"]
    assert found(ask, from_="2013-05-30", to="2019-02-01") == ["2013", "2019"]


@pytest.mark.parametrize(
    ("asked", "parameter", "said"),
    [
        ({"from_": "lately"}, "from", "neither a year nor a day"),
        ({"to": "2013-02-31"}, "to", "neither a year nor a day"),
        ({"from_": "2014", "to": "2013"}, "to", "ends before it begins"),
        ({"year": "2014", "to": "2013"}, "to", "ends before it begins"),
        ({"place": "moon"}, "place", "not among the choices"),
        ({"like": "../../etc/passwd"}, "like", "names nothing that results could be like"),
        ({"like": "a/b/c"}, "like", "names nothing that results could be like"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_write(
    ask: Answers, asked: dict[str, str], parameter: str, said: str
) -> None:
    problem = ask.problem("/search", 400, **asked)
    assert problem["parameter"] == parameter
    assert said in str(problem)
    assert problem["do"]


def test_a_question_can_be_as_long_as_on_the_page(ask: Answers) -> None:
    assert ask.raw("/search", {"q": "window " * 142}).status_code == 200
    assert ask.raw("/search", {"q": "w" * 1_001}).status_code == 400


def test_the_description_names_what_can_be_asked() -> None:
    from unannounced.rooms.portal.api import openapi

    parameters = openapi.document()["paths"]["/search"]["get"]["parameters"]
    asked = {one["name"]: one["schema"] for one in parameters}
    assert {"from", "to", "place"} <= set(asked)
    assert asked["q"]["maxLength"] == 1_000
