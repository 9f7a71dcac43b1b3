"""A small invented report and a long one, to be written as Word files."""

from datetime import date

from unannounced.duties.dialogue import Claim
from unannounced.duties.laying_out import Answered, Remark, SetItem, SetOut, SetParagraph
from unannounced.duties.reporting import ItemKind

ROOF = "10000000-0000-4000-8000-00000000000a"
CELLS = "20000000-0000-4000-8000-00000000000b"
WATER = "30000000-0000-4000-8000-00000000000c"
STAFF = "40000000-0000-4000-8000-00000000000d"
NIGHT = "50000000-0000-4000-8000-00000000000e"
MEND = "60000000-0000-4000-8000-00000000000f"
SPACE = "70000000-0000-4000-8000-00000000000a"
ASKED = "80000000-0000-4000-8000-00000000000b"
AT_ONCE = "90000000-0000-4000-8000-00000000000c"


def small(*, language: str = "en", version: int = 0, symbol: str = "") -> SetOut:
    """Five paragraphs under three headings, four items, two references, one citation and two remarks."""
    mend = SetItem(MEND, "1.1", ItemKind.RECOMMENDATION, "Mend the roof of wing B.", "Ministry of Justice", months=3)
    space = SetItem(SPACE, "2.1", ItemKind.COMMENT, "Cells for one should not hold two.", "Prison Service")
    asked = SetItem(ASKED, "3.1", ItemKind.REQUEST, "How many taps work?", "Prison Service")
    claimed = Answered(date(2030, 9, 1), Claim.IMPLEMENTED, "A guard was moved.")
    at_once = SetItem(
        AT_ONCE, "4.1", ItemKind.IMMEDIATE_OBSERVATION, "Put a guard on the wing tonight.", responses=(claimed,)
    )
    return SetOut(
        id="a0000000-0000-4000-8000-000000000001",
        language=language,
        mechanism="Committee of Example",
        short="COE",
        state="Bresk",
        title="Report on the visit to Bresk",
        visit="Visit of 4 to 12 May 2030",
        symbol=symbol,
        marking="Confidential",
        day=date(2030, 7, 1),
        version=version,
        paragraphs=(
            SetParagraph(
                ROOF, 1, "Prisons › Material conditions", f"It rains in. {mend.text} See also §3.", 2, (mend,)
            ),
            SetParagraph(
                CELLS,
                2,
                "Prisons › Material conditions",
                f"Two share 6 m² [CPT-SPACE-02].\n\n{space.text}",
                1,
                (space,),
            ),
            SetParagraph(WATER, 3, "Prisons › Water", "Taps are dry, as in §1.", 1, (asked,)),
            SetParagraph(
                STAFF, 4, "Prisons › Water", f"Nobody is there at night.\nNobody. {at_once.text}", 4, (at_once,)
            ),
            SetParagraph(NIGHT, 5, "Police", "Nothing was found.", 1),
        ),
        standards={"CPT-SPACE-02": "At least 4 m² for each person in a cell for several."},
        remarks=(
            Remark(ROOF, "Maud Keller", "2030-05-20T10:00:00+00:00", "Which roof?\nNorth or south?"),
            Remark(SPACE, "Ana Prieto", "2030-05-21T10:00:00+00:00", "Too weak."),
        ),
    )


def long(pages: int = 120, items: int = 300) -> SetOut:
    """A report of so many pages with so many items: a page holds some four paragraphs of ninety words."""
    count = pages * 4
    paragraphs = []
    for number in range(1, count + 1):
        own = tuple(
            SetItem(f"{number:08x}-0000-4000-8000-{place:012x}", f"{number}.{place}", kind, f"{said} in wing {number}.")
            for place, (kind, said) in enumerate([(list(ItemKind)[number % 5], "Have the windows mended")], start=1)
            if number * items // count > (number - 1) * items // count
        )
        words = f"In wing {number} the delegation found the cells dark [CPT-SPACE-02]; see §{max(1, number - 3)}. "
        words += "It rains in through the roof, and those who live there put out bowls before they sleep. " * 5
        text = f"{words}\n\n{' '.join(one.text for one in own)}".strip()
        identity = f"{number:08x}-1111-4000-8000-000000000000"
        paragraphs.append(SetParagraph(identity, number, f"Prisons › Wing {number // 20}", text, 2, own))
    base = small()
    return SetOut(
        base.id,
        "en",
        base.mechanism,
        "COE",
        "Bresk",
        base.title,
        paragraphs=tuple(paragraphs),
        standards=base.standards,
    )
