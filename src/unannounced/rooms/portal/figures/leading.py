"""Where a number leads: to the search that lists its rows, by the same State, year, topic, kind and position."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from unannounced.duties.reporting import ITEM_WORDS
from unannounced.rooms.portal.figures.asked import Asked
from unannounced.rooms.portal.figures.topics import with_those_below
from unannounced.rooms.portal.finding import Question

ITEMS = tuple(kind.value for kind in ITEM_WORDS)


@lru_cache(maxsize=16_384)
def to_items(
    asked: Asked,
    *,
    state: str = "",
    year: str = "",
    theme: str = "",
    kind: str = "",
    position: str = "",
    status: str = "",
) -> str:
    """The address of the search for items, within what is asked for and narrowed down further."""
    question = Question(
        kinds=(kind,) if kind else ITEMS,
        states=_one(state or asked.state),
        topics=with_those_below(theme or asked.theme),
        bodies=_one(asked.made),
        years_from=int(year) if year else None,
        years_to=int(year) if year else None,
        positions=_one(position),
        followups=_one(status),
        invented=asked.invented,
        sort="newest",
    )
    return f"{reverse('search')}?{question.to_address()}"


def to_feed(asked: Asked) -> str:
    """The address of the feed of the items asked for: who follows it learns of each new one."""
    return to_items(asked).replace(reverse("search"), reverse("search_feed"), 1)


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def to_reports(asked: Asked, *, state: str = "", year: str = "") -> str:
    """The address of the list of reports, by State, maker and year."""
    told = {
        "state": state or asked.state,
        "body": asked.made,
        "year": year,
        "register": "invented" if asked.invented else "",
    }
    return f"{reverse('reports')}?{urlencode({name: value for name, value in told.items() if value})}"
