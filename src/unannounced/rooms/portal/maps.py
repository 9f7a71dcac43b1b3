"""The map of a convention on a day: classes, titles and links for ``crafts.mapping``, its legend and its picture."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext, ngettext

from unannounced.crafts.mapping import (
    LAND,
    NOTE,
    SOURCE,
    Drawing,
    View,
    Window,
    World,
    draw,
    picture,
    swatch,
    unmapped,
    world,
)
from unannounced.crafts.thinning import light_world
from unannounced.duties.treaty.standing import Standing
from unannounced.rooms.portal.parties import CLASSES, Line


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: what a class looks like, what it means, and how many States have it.

    Places of which the register says nothing are not counted: which of them are States is not for a map to say.
    """

    drawn: str
    swatch: Drawing
    words: str
    states: int | None


@dataclass(frozen=True, slots=True)
class Map:
    """A map for a page, its legend, and the States it cannot show, by name."""

    drawing: Drawing
    view: View
    legend: tuple[Key, ...]
    missing: tuple[str, ...]


def map_of(lines: Sequence[Line], view: View, label: str, *, described_by: str, days: str) -> Map:
    """The map of a page: every State leads to its own, with ``days`` at the end of the address."""
    whole = world()
    pattern = reverse("state", args=["000"])
    links = {line.code: pattern.replace("000", line.code) + days for line in lines}
    titles = {line.code: title(line) for line in lines}
    drawing = draw(light_world(view), classes(lines), titles, links, label=label, described_by=described_by, view=view)
    names = {line.code: line.name for line in lines if line.standing is not Standing.NONE}
    return Map(drawing, view, tuple(legend(lines)), tuple(names[code] for code in unmapped(whole, names)))


def picture_of(lines: Sequence[Line], view: View, title: str, told_by: str) -> str:
    """The map as a file by itself, with the source of the standings before that of the map."""
    keys = [(key.drawn, _counted(key)) for key in legend(lines)]
    source = " ".join((told_by, gettext(SOURCE), gettext(NOTE)))
    titles = {line.code: line.name for line in lines}
    mirrored = get_language_bidi()
    return picture(
        world(), classes(lines), titles, title=title, source=source, legend=keys, view=view, mirrored=mirrored
    )


def classes(lines: Sequence[Line]) -> dict[str, str]:
    """The class of each State."""
    return {line.code: line.drawn for line in lines}


def title(line: Line) -> str:
    """What a State says under the pointer: its name and its standing."""
    if line.held.since is None:
        return f"{line.name}: {line.word}"
    return gettext("{state}: {standing}, since {day}").format(
        state=line.name, standing=line.word, day=line.held.since.isoformat()
    )


def legend(lines: Sequence[Line]) -> list[Key]:
    """The classes on the map, in their order."""
    counted = Counter(line.drawn for line in lines)
    drawn = dict.fromkeys(CLASSES.values())
    words = {kind: next(line.word for line in lines if line.drawn == kind) for kind in counted}
    words |= {line.drawn: line.word for line in lines if line.standing is Standing.FORMER_PARTY}
    keys = [Key(kind, swatch(kind, f"swatch-{kind}"), words[kind], counted[kind]) for kind in drawn if counted[kind]]
    return [*keys, Key(LAND, swatch(LAND), gettext("not on the register"), None)]


def view_asked(request: HttpRequest) -> str:
    """The view that an address asks for, as it is kept from page to page; empty where it asks for none there is."""
    said = request.GET.get("view", "")
    return said if said in set(View) else ""


def view_of(said: str, lines: Sequence[Line]) -> View:
    """The view asked for; else Europe where every State with a standing is there, and the world where not."""
    if said in set(View):
        return View(said)
    shown = [line.code for line in lines if line.standing is not Standing.NONE]
    whole = world()
    return View.EUROPE if shown and all(_is_in_europe(whole, code) for code in shown) else View.WORLD


def _is_in_europe(whole: World, code: str) -> bool:
    window, point = whole.windows[View.EUROPE], whole.points.get(code)
    if point is not None:
        return window.meets(Window(point.x, point.y, 0, 0))
    return code in whole.boxes and whole.boxes[code].meets(window)


def _counted(key: Key) -> str:
    if key.states is None:
        return key.words
    return ngettext("{standing}: {number} State", "{standing}: {number} States", key.states).format(
        standing=key.words, number=key.states
    )
