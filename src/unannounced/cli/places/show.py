"""Show one place of detention: what holds now, and what each source says, with its day and row."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unannounced.cli import main, speaking
from unannounced.cli.places.listing import row_of
from unannounced.cli.speaking import CommandProblem
from unannounced.duties.chain import plain
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.duties.words import Sentence

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.places.models import PlaceNow

EXAMPLE = "unannounced places show “Aldmoor Prison” --as maud"
MOST_NAMED = 10


def arguments(command: argparse.ArgumentParser) -> None:
    """Which place, for whom."""
    command.add_argument("place", help="its id, or words of one of its names, its town or its key")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who looks")
    command.add_argument("--json", action="store_true", help="print JSON")


def run(asked: argparse.Namespace) -> int:
    """Print it."""
    main.enter("office")
    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    now = _found(asked.place, viewer)
    if now is None:
        raise CommandProblem("There is no such place. `unannounced places list` prints those there are.")
    says = _said(now)
    if asked.json:
        print(json.dumps(plain({**row_of(now), "says": says}), ensure_ascii=False))
        return main.DONE
    for what, value in row_of(now).items():
        if value not in (None, ""):
            print(f"{what:10}  {value}")
    for one in says:
        print(f"{one['as_of']}  {one['source']}" + (f", row {one['row']}" if one["row"] else ""))
        for what, value in one["says"]:
            print(f"    {what}: {value}")
    return main.DONE


def _found(text: str, viewer: "Viewer") -> "PlaceNow | None":
    """The one place that is meant; where words fit several, they are named."""
    from unannounced.records.places.mapped import places_now
    from unannounced.records.places.queries import level, root_of

    try:
        return root_of(UUID(text)) if viewer.roles else None
    except ValueError:
        pass
    found = places_now(viewer, text=text).select_related("state").order_by("name", "pk")
    some = list(found[: MOST_NAMED + 1]) if level(text) else []
    exact = [one for one in some if level(text) in one.names_folded.split("\n")]
    if len(exact) == 1 or len(some) < 2:
        return next(iter(exact or some), None)
    named = "; ".join(f"{one.name}, {one.town} ({one.place_id})" for one in some[:MOST_NAMED])
    raise CommandProblem(f"Several places have these words: {named}. Give the id of one.")


def _said(now: "PlaceNow") -> list[dict[str, Any]]:
    """What each source says of the place and of those joined into it, the newest first."""
    from unannounced.duties.registering import unpacked
    from unannounced.records.places.models import Counts, Event, Listing, PlaceNow

    group = PlaceNow.objects.filter(root=now.root_id).values("place")
    listings = Listing.objects.filter(place__in=group, source__withdrawn_at=None).select_related("source")
    held = list(listings.order_by("-source__as_of", "-source__taken_at"))
    says = {one.pk: [[_word(ATTRIBUTES, what), value] for what, value, *_days in one.says] for one in held}
    for listing, series in Counts.objects.filter(listing__in=says).values_list("listing_id", "series"):
        for what, (first, text) in series.items():
            numbers = list(unpacked(date.fromisoformat(first), text))
            last = f"{numbers[-1][1]} on {numbers[-1][0]}" + (f", {len(numbers)} days" if len(numbers) > 1 else "")
            says[listing].append([_word(COUNTS, what), last])
    for event in Event.objects.filter(listing__in=says).order_by("day"):
        said = " ".join(filter(None, [str(event.day or ""), event.other, event.note]))
        says[event.listing_id].append([_word(EVENTS, event.what), said])
    return [
        {
            "source": one.source.title,
            "as_of": one.source.as_of,
            "row": one.row,
            "key": one.key,
            "says": says[one.pk],
        }
        for one in held
    ]


def _word(words: dict[str, str], what: str) -> str:
    return speaking.said(Sentence(words.get(what, what)))
