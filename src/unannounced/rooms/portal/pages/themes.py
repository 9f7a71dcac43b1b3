"""What items are about: every theme, and each with what is asked, of whom, since when, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.tabling import Row as Cells
from unannounced.crafts.tabling import as_csv, as_json
from unannounced.crafts.topics import Topic
from unannounced.duties.tracing import Outcome, word_for
from unannounced.rooms.portal.article import kind_in_words
from unannounced.rooms.portal.figures.asked import Asked, asked_for, misread
from unannounced.rooms.portal.figures.charts import outcomes_of
from unannounced.rooms.portal.figures.leading import to_feed, to_items
from unannounced.rooms.portal.figures.topics import described, in_order, named
from unannounced.rooms.portal.pages import figures
from unannounced.rooms.portal.pages.files import as_file
from unannounced.rooms.portal.showing import name_in, show, vary_by_language

CHARTS = ("outcomes-by-year", "outcomes", "states", "kinds", "positions")
CHAINS = 10
FORMATS = {"csv": ("text/csv; charset=utf-8", as_csv), "json": ("application/json", as_json)}
COLUMNS = ("theme", "name", "parent", "items", "decided_by_a_person", *(one.value for one in Outcome))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list of themes."""

    topic: Topic
    name: str
    below: bool
    items: int
    decided: int
    outcomes: tuple[int, ...]
    link: str

    @property
    def proposed(self) -> int:
        """Of how many items the program alone says that they are about it."""
        return self.items - self.decided

    @property
    def implemented(self) -> int:
        """How many are implemented, as the mechanism found in public."""
        return self.outcomes[list(Outcome).index(Outcome.IMPLEMENTED)]

    @property
    def claimed(self) -> int:
        """How many the State claims to have implemented, which nobody verified."""
        return self.outcomes[list(Outcome).index(Outcome.CLAIMED)]

    @property
    def not_known(self) -> int:
        """Of how many nothing is public."""
        return self.outcomes[-1]


@dataclass(frozen=True, slots=True)
class Cited:
    """An item in a list: where it is read, what it is, on which State, what became of it, and who says so."""

    address: str
    symbol: str
    number: str
    kind: str
    state: str
    state_code: str
    day: date
    text: str
    language: str
    became: str
    proposed: bool


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme of the taxonomy with its numbers; no query."""
    asked = asked_for(request).of(theme="", state="")
    whole = asked.whole()
    context = {
        "asked": asked,
        "invented": asked.invented,
        "switch": settings.DEMONSTRATION or asked.invented,
        "waiting": whole is None,
        "rows": rows(asked, whole or {}),
        "any": bool(whole and whole.get("themes")),
        "makers": figures.makers(asked),
        "misread": misread(request),
    }
    return show(request, "portal/themes.html", context)


@require_safe
def themes_table(request: HttpRequest, ending: str) -> HttpResponse:
    """The same as a table."""
    asked = asked_for(request).of(theme="", state="")
    whole = asked.whole()
    if whole is None or ending not in FORMATS:
        raise Http404
    media, written = FORMATS[ending]
    told: list[Cells] = [
        (one.topic.id, one.name, one.topic.parent, one.items, one.decided, *one.outcomes) for one in rows(asked, whole)
    ]
    response = as_file(HttpResponse(b"".join(written(COLUMNS, told)), content_type=media), f"themes.{ending}")
    vary_by_language(response)
    return response


@require_safe
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """One theme: how much is asked, of whom, and what became of it; the newest items, and what was asked again."""
    topic = next((one for one in in_order() if one.id == theme), None)
    if topic is None:
        raise Http404
    asked = asked_for(request).of(theme=theme, state="")
    whole = asked.whole()
    sums = asked.sums(whole or {})
    context = {
        "topic": topic,
        "name": named(topic.id),
        "parent": named(topic.parent) if topic.parent else "",
        "below": [(one.id, named(one.id)) for one in in_order() if one.parent == topic.id],
        "description": described(topic),
        "asked": asked,
        "invented": asked.invented,
        "switch": settings.DEMONSTRATION or asked.invented,
        "waiting": whole is None,
        "sums": sums,
        "decided": sums.get("decided", 0),
        "proposed": sums.get("items", 0) - sums.get("decided", 0),
        "all_items": to_items(asked),
        "feed": to_feed(asked),
        "charts": figures.shown(asked, CHARTS),
        "newest": [cited(one, whole or {}) for one in sums.get("newest", ())],
        **chains_of(sums, whole or {}),
        "misread": misread(request),
        "makers": [
            (reverse("theme", args=[theme]) + asked.of(theme="", made=made).address, word, here)
            for made, (_, word, here) in zip(("", "own", "others"), figures.makers(asked), strict=True)
        ],
        "source": figures.source(request, asked),
    }
    return show(request, "portal/theme.html", context)


def rows(asked: Asked, whole: Mapping[str, Any]) -> list[Row]:
    """A line for every theme, also for one of which nothing was published."""
    counted: Mapping[str, Mapping[str, int]] = dict(whole.get("whole", {})).get("themes", {})
    of_themes: Mapping[str, Mapping[str, Any]] = whole.get("themes", {})
    found = []
    for topic in in_order():
        outcomes = outcomes_of(counted.get(topic.id, {}))
        decided = of_themes.get(topic.id, {}).get("decided", 0)
        link = to_items(asked, theme=topic.id)
        found.append(Row(topic, named(topic.id), bool(topic.parent), sum(outcomes), decided, outcomes, link))
    return found


def cited(item: Mapping[str, Any], whole: Mapping[str, Any]) -> Cited:
    """An item that was kept, as a list of a page shows it."""
    names = whole.get("names", {}).get(item["state"], {})
    return Cited(
        address=reverse("paragraph", args=[item["slug"], item["paragraph"]]) + f"#{item['anchor']}",
        symbol=item["symbol"],
        number=item["number"],
        kind=kind_in_words(item["kind"]),
        state=name_in(names, item["state"]),
        state_code=item["state"],
        day=date.fromisoformat(item["day"]),
        text=item["text"],
        language=item.get("language", ""),
        became=gettext(word_for(item["basis"], item["word"])),
        proposed=not item.get("decided", True),
    )


def chains_of(sums: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, object]:
    """What was asked again, each from its newest asking back, and how many such there are."""
    kept: Sequence[Sequence[Mapping[str, Any]]] = sums.get("chains", ())
    return {
        "chains": [[cited(one, whole) for one in chain] for chain in kept[:CHAINS]],
        "chained": sums.get("chained", 0),
        "repeated": sums.get("repeated", 0),
    }
