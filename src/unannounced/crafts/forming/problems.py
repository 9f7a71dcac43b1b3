"""What is wrong with a form, or not supported: by sheet, row and column, with what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from unannounced.duties.words import Sentence


@dataclass(frozen=True, slots=True)
class FormProblem:
    """A sentence about one cell, row or sheet of a workbook.

    ``row`` counts as a spreadsheet does, None where it concerns all; ``column`` is the heading with its letter. A
    ``warning`` does not stand against the form: it says what will be otherwise than the workbook wants.
    """

    sheet: str
    row: int | None
    column: str
    reason: str
    way_out: str
    facts: Mapping[str, object] = field(default_factory=dict)
    warning: bool = False

    @property
    def sentence(self) -> Sentence:
        """What is wrong."""
        return Sentence(self.reason, self.facts)

    @property
    def what_to_do(self) -> Sentence:
        """What to do about it."""
        return Sentence(self.way_out, self.facts)


class NotAForm(ValueError):
    """A file cannot be read as a form at all; ``problem`` says why and what to do."""

    def __init__(self, problem: FormProblem) -> None:
        super().__init__(f"{problem.sentence} {problem.what_to_do}")
        self.problem = problem


def refused(reason: str, way_out: str, **facts: object) -> NotAForm:
    """The refusal of a whole file."""
    return NotAForm(FormProblem("", None, "", reason, way_out, facts))
