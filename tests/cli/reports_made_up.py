"""Invented reports as files: a review of Bresk with makers and positions, in the manner of the real ones."""

from pathlib import Path

STATES = ("Aldmoor", "Corvania", "Dorvane", "Eskarra", "Fenwold")
SUBJECTS = ("windows", "registers", "medical files", "exercise yards", "telephones", "lawyers’ visits", "night staff")


def review(
    state: str = "Bresk",
    *,
    symbol: str = "A/HRC/12/9",
    day: str = "5 October 2009",
    items: int = 6,
    words: str = "be looked after",
) -> str:
    """A report of a review: an introduction, a dialogue, and a list of recommendations in three positions."""
    lines = [
        f"{symbol}\nDistr.: General\n{day}\nOriginal: English\n\nHuman Rights Council\nTwelfth session\n",
        f"Report of the Working Group on the Universal Periodic Review\n\n{state}\n\nIntroduction\n",
        f"1. The Working Group held its fifth session. The review of {state} was held at its ninth meeting.\n",
        f"2. The delegation of {state} was headed by the Minister of Justice.\n",
        "I. Summary of the proceedings of the review process\n",
        "3. The head of the delegation spoke of the new prison law, which was adopted in the spring of that year.\n",
        "4. Aldmoor asked about the windows. Corvania welcomed the new law and asked when it would come into force. "
        + "The delegation said that a list of wards was being drawn up and would be published. " * (items // 3 + 1)
        + "\n",
        "II. Conclusions and/or recommendations\n",
        f"5. The recommendations listed below enjoy the support of {state}:\n",
    ]
    for number in range(1, items + 1):
        subject, maker = SUBJECTS[number % len(SUBJECTS)], STATES[number % len(STATES)]
        lines.append(f"5.{number}. That the {subject} of ward {number} {words} without delay ({maker});\n")
    lines += [
        f"6. The following recommendations did not enjoy the support of {state}:\n",
        f"6.1. Close the wing that has no windows before the next winter comes ({STATES[0]}, {STATES[1]}).\n",
        "7. All conclusions and/or recommendations contained in the present report reflect the position of the "
        "submitting States and the State under review. They should not be construed as endorsed by the Working Group.\n",
    ]
    return "\n".join(lines)


def archive(folder: Path, *, reports: int = 5) -> Path:
    """A folder with so many reviews, each of its own symbol."""
    folder.mkdir()
    for number in range(reports):
        text = review(symbol=f"A/HRC/{12 + number}/9", day=f"{number + 1} October 2009")
        (folder / f"bresk-{number}.txt").write_text(text, encoding="utf-8")
    return folder
