"""How sure a reading is of an item, per cent.

The figures are shares of items read in the same manner that were right, measured on reports of the Universal
Periodic Review whose items people had labelled, and rounded; those on reports of visiting bodies are set by
judgement, since no labels for these exist.
"""

from unannounced.duties.dialogue import Position

_WITHOUT_POSITION = 5


def of_listed(*, numbered: bool, first: bool, names: int, known: int) -> int:
    """Of an item in a list: numbered or not, first under its number, closed by names of which some are States."""
    if names and known == names:
        sure = 99 if first else 97
    elif names:
        sure = 90
    else:
        sure = 80
    return sure if numbered else sure - 25


def with_position(sure: int, position: Position) -> int:
    """Less where nothing says what the State holds of the list: it may then be another list."""
    return sure - _WITHOUT_POSITION if position is Position.UNKNOWN else sure


def once_said(sure: int, before: Position) -> int:
    """As if the position had been known at once, when a later paragraph says it."""
    return sure + _WITHOUT_POSITION if before is Position.UNKNOWN else sure


def of_part(sure: int) -> int:
    """Of an item of a list that the State accepts in part: a person says which part, and so whether it does."""
    return min(sure, 55)


def of_unnumbered(sure: int) -> int:
    """Of an item in a report without numbers: where its paragraph begins and ends was guessed."""
    return max(10, min(sure - 30, 50))


def of_appended(*, cited: bool, found: bool) -> int:
    """Of an entry of the list at the end of a report: it cites a paragraph, and the report has that paragraph."""
    return 95 if cited and found else 60 if cited else 50


def not_appended(sure: int) -> int:
    """Of a sentence that asks, in a report whose own list at its end does not have it."""
    return min(sure, 45)


def of_pledged() -> int:
    """Of an entry of an annex that lists commitments of the State."""
    return 75


def of_views(position: Position) -> int:
    """Of what a State says of a recommendation by its number alone."""
    return 60 if position is not Position.UNKNOWN else 40


def of_dialogue(*, named: bool) -> int:
    """Of a sentence in a dialogue without a list of conclusions."""
    return 40 if named else 25
