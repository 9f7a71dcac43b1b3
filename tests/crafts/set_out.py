"""Reports to be typeset in tests: an invented State, invented words, as long as wanted."""

from dataclasses import replace
from datetime import date
from typing import Any

from unannounced.duties.dialogue import Claim
from unannounced.duties.laying_out import Answered, Remark, SetItem, SetOut, SetParagraph
from unannounced.duties.reporting import ItemKind

WALL = "The walls of the cells on the ground floor were damp, and water stood in three of them."
REST = "The Committee recommends that every person deprived of liberty be ensured eight hours of rest."
ROOF = "The roof should be mended."
COUNT = "The Committee asks how many persons were held in block C on 1 May 2026."


def report(**other: Any) -> SetOut:
    """Four paragraphs under two headings: an item in the text, two close together, one set after it, a response."""
    answer = Answered(date(2027, 5, 4), Claim.IMPLEMENTED, "Rest has been ensured since 1 May.")
    paragraphs = (
        SetParagraph(
            "p-a", 1, "Prisons › Material conditions", f"{WALL}\n\nSee §3 and §99 [CPT-SPACE-02] [NO-SUCH-01]."
        ),
        SetParagraph(
            "p-b",
            2,
            "Prisons › Material conditions",
            f"As said in § 1. {REST} Nothing more.",
            items=(SetItem("i-a", "2.1", ItemKind.RECOMMENDATION, REST, "Ministry of Justice", 3, (answer,)),),
        ),
        SetParagraph(
            "p-c",
            3,
            "Prisons › Staff",
            f"{ROOF} {COUNT}",
            items=(
                SetItem("i-b", "3.1", ItemKind.COMMENT, ROOF),
                SetItem("i-c", "3.2", ItemKind.REQUEST, COUNT),
            ),
        ),
        SetParagraph(
            "p-d",
            4,
            "Police",
            "The delegation was received at once.",
            items=(SetItem("i-d", "4.1", ItemKind.IMMEDIATE_OBSERVATION, "Close cell 4 today."),),
        ),
    )
    one = SetOut(
        id="r-1",
        language="en",
        mechanism="Committee of Bresk and Vastria",
        short="CBV",
        state="Bresk",
        title="Report to the authorities of Bresk",
        visit="Periodic visit from 1 to 10 December 2026",
        symbol="CBV/Inf (2027) 4",
        day=date(2027, 6, 1),
        version=1,
        paragraphs=paragraphs,
        standards={"CPT-SPACE-02": "At least 4 m² for each person.", "CPT-UNUSED-01": "Cited by nobody."},
        remarks=(Remark("p-a", "Ana", "2027-01-01T10:00:00Z", "Only among us."),),
    )
    return replace(one, **other)


def long_report(paragraphs: int, items: int) -> SetOut:
    """A report of so many paragraphs, each of about a third of a page, and items spread over them evenly."""
    kinds, made, before = list(ItemKind), [], 0
    for number in range(1, paragraphs + 1):
        until = items * number // paragraphs
        own = tuple(
            SetItem(
                f"i-{count}",
                f"{number}.{count - before}",
                kinds[count % len(kinds)],
                f"The Committee recommends that the roof of block {count} be mended, and that work be offered.",
                "Ministry of Justice",
                responses=(Answered(date(2027, 5, 4), Claim.ACCEPTED, "It will be mended."),) if count % 3 == 0 else (),
            )
            for count in range(before + 1, until + 1)
        )
        before = until
        words = " ".join([WALL] * 7 + [f"See §{max(1, number - 2)} [CPT-SPACE-02]."] + [item.text for item in own])
        heading = f"Chapter {(number - 1) // 60 + 1} › Part {(number - 1) // 12 + 1}"
        made.append(SetParagraph(f"p-{number}", number, heading, words, items=own))
    return report(paragraphs=tuple(made))
