"""The rows and the chart of a road map: words, and numbers that lead to just the items they count."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.duties import dialogue
from unannounced.duties.dialogue import FollowUp, Position
from unannounced.rooms.office.pages.item_filters import CONCLUSIONS, NONE, YES, Filters
from unannounced.rooms.office.pages.road_counting import AGES, Road, Theme
from unannounced.rooms.office.pages.tables import Bar, Cell, Chart
from unannounced.rooms.office.pages.tracking import OPEN_WORD


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with its open items by age, all of them, and those that repeat an earlier one."""

    word: str
    cells: list[tuple[str, Cell]]
    total: Cell
    repeated: Cell


@dataclass(frozen=True, slots=True)
class CountRow:
    """A follow-up or a position with its open items."""

    word: str
    shape: str
    cell: Cell


def of_open(asked: Filters, **other: str) -> str:
    """The end of the address of the open items that the filters leave, some of them ``other``."""
    return asked.address(**({"follow_up": OPEN_WORD} | other))


def of_age(age: int) -> dict[str, str]:
    """The filters that leave the items of one age."""
    older, younger = AGES[age]
    return {"younger_than": younger} | ({"older_than": older} if older else {})


def age_words() -> list[str]:
    """The ages in words, the youngest first."""
    return [_("less than 1 year"), _("1 to 2 years"), _("2 to 5 years"), _("more than 5 years")]


def theme_word(theme: Theme) -> str:
    """A theme in words."""
    if theme.chapter == CONCLUSIONS:
        position = _(dialogue.POSITION_WORDS[Position(theme.position)])
        return _("Conclusions, position of the State: {position}").format(position=position)
    return _("no chapter") if theme.chapter == NONE else theme.chapter


def age_chart(road: Road, asked: Filters, base: str) -> Chart | None:
    """The open items by age."""
    if not road.open:
        return None
    rows = []
    for age, word in enumerate(age_words()):
        label = format_html('<a href="{}">{}</a>', base + of_open(asked, **of_age(age)), word)
        rows.append(Bar(label, road.ages[age]))
    return Chart(
        title=_finding(road),
        of=_("Known to the State for"),
        unit=_("Open items"),
        most=max(road.ages.values()),
        rows=rows,
        source=_("the records of the office; follow-up is computed, never stored"),
    )


def _finding(road: Road) -> str:
    oldest = road.ages[len(AGES) - 1]
    if oldest:
        words = ngettext(
            "{count} of {total} open items has been known for more than 5 years",
            "{count} of {total} open items have been known for more than 5 years",
            oldest,
        )
        return words.format(count=oldest, total=road.open)
    words = ngettext(
        "{total} item is open, for 5 years at most", "{total} items are open, none for more than 5 years", road.open
    )
    return words.format(total=road.open)


def theme_row(theme: Theme, road: Road, asked: Filters, base: str) -> ThemeRow:
    """A theme with its numbers."""
    cells = [
        (word, Cell(road.themes[theme, age], base + of_open(asked, **theme.filters, **of_age(age))))
        for age, word in enumerate(age_words())
    ]
    return ThemeRow(
        theme_word(theme),
        cells,
        Cell(road.of(theme), base + of_open(asked, **theme.filters)),
        Cell(road.repeated[theme], base + of_open(asked, **theme.filters, repeats=YES)),
    )


def follow_up_row(one: FollowUp, road: Road, asked: Filters, base: str) -> CountRow:
    """A follow-up with its number."""
    url = base + of_open(asked, follow_up=one.value)
    return CountRow(dialogue.WORDS[one], dialogue.SHAPES[one], Cell(road.follow_ups[one], url))


def position_row(one: Position, road: Road, asked: Filters, base: str) -> CountRow:
    """A position in the reports with its number."""
    url = base + of_open(asked, position=one.value)
    return CountRow(dialogue.POSITION_WORDS[one], "", Cell(road.positions[one.value], url))
