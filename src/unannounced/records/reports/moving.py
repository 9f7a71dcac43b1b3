"""Numbering a draft anew, inside an act in progress: the steps that are kept, and the texts that follow them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Max, QuerySet

from unannounced.duties import numbering
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.laying_out import renumbered
from unannounced.duties.numbering import Step
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.reports.models import Moved, Paragraph, Report

OUT = 0
"""What ``left_out_of`` says of a paragraph, and of an item, that was taken out of a draft."""


def drafted(report: Report) -> QuerySet[Paragraph]:
    """The paragraphs of a draft by number, those that were taken out at the end."""
    return Paragraph.objects.filter(report=report).order_by("number")


def taken_out(report: Report) -> QuerySet[Paragraph]:
    """The paragraphs that were taken out of a draft, in the order of the numbers that stand for them."""
    return Paragraph.objects.filter(report=report, left_out_of=OUT).order_by("number")


def last_number(report: Report) -> int:
    """The greatest number of the paragraphs that stand; 0 if there is none."""
    standing = Paragraph.objects.filter(report=report, left_out_of__isnull=True)
    return standing.aggregate(last=Max("number"))["last"] or 0


def outside_of(report: Report) -> dict[str, int]:
    """The number that stands for each paragraph ever taken out."""
    gone = Moved.objects.filter(report=report, to_number=0).order_by("serial")
    return numbering.outside_of(str(one) for one in gone.values_list("paragraph_id", flat=True))


def steps_since(report: Report, seen_moves: int | None) -> list[Step]:
    """The steps of numbering that came after somebody saw the draft; none where it is not known what they saw."""
    if seen_moves is None:
        return []
    later = Moved.objects.filter(report=report, serial__gt=seen_moves).order_by("serial")
    return [Step(str(one), *numbers) for one, *numbers in later.values_list("paragraph_id", "from_number", "to_number")]


def caught_up(text: str, report: Report, seen_moves: int | None, moves: int) -> str:
    """``text`` with its references as they are now, written by somebody who saw the draft after ``seen_moves`` steps.

    ``moves`` is how often it was numbered anew: no query if nothing moved since, or if it refers to nothing.
    """
    if seen_moves is None or seen_moves >= moves or "§" not in text:
        return text
    return numbering.caught_up(text, steps_since(report, seen_moves), outside_of(report))


def number_now(number: int, report: Report, seen_moves: int | None) -> int:
    """The number that stands now for what stood at ``number`` when somebody saw the draft."""
    steps = steps_since(report, seen_moves)
    return numbering.followed(number, steps, outside_of(report)) if steps else number


def require_unmoved(paragraph: Paragraph, seen_moves: int | None) -> None:
    """Raise ``RefusedByRule`` if somebody moved this very paragraph since it was seen, and say who and where to."""
    if seen_moves is None:
        return
    later = Moved.objects.filter(paragraph=paragraph, serial__gt=seen_moves).order_by("-serial")
    step = later.select_related("moved_by").first()
    if step is None:
        return
    if step.to_number:
        reason = say("{person} moved this paragraph to number {number} meanwhile. You saw it at another number.")
    else:
        reason = say("{person} took this paragraph out of the draft meanwhile.")
    facts = {"person": step.moved_by.display_name, "number": step.to_number}
    instead = say("Look at the draft as it is now, and move the paragraph from there.")
    raise RefusedByRule(Refused(reason, settings.MECHANISM.cited("report"), instead, facts))


def renumber(
    line: LineDraft,
    report: Report,
    steps: Sequence[Step],
    *,
    moves: int,
    new: Sequence[Paragraph] = (),
    chapters: dict[str, str] | None = None,
    by: Viewer,
    at: datetime,
) -> dict[int, int]:
    """Number the held draft anew by ``steps``, with the paragraphs that are ``new``; every reference follows.

    ``chapters`` are the new headings of paragraphs that are kept already. Returns old numbers with the new ones, for
    the texts of items. The texts stay the wording they are: what they refer to is the same.
    """
    rows = list(drafted(report))
    outside = numbering.outside_of([*outside_of(report), *(step.paragraph for step in steps if not step.to_number)])
    before = {str(row.pk): row.number for row in rows}
    after = numbering.after(before, steps, outside)
    followed = {before[one]: number for one, number in after.items() if one in before and before[one] != number}
    _write(line, report, rows, after, followed, chapters or {})
    for paragraph in new:
        paragraph.number = after[str(paragraph.pk)]
    line.keep_all(new)
    line.keep_all(_kept_steps(report, steps, moves, by, at))
    line.move(report, seen={"moves": moves}, to={"moves": moves + len(steps)})
    return followed


def follow(line: LineDraft, report: Report, rows: Iterable[Paragraph], followed: dict[int, int]) -> None:
    """Let the references in texts of paragraphs follow; those without one stay untouched."""
    changed = []
    for row in rows:
        text = renumbered(row.text, followed) if "§" in row.text else row.text
        if text != row.text:
            row.text = text
            changed.append(row)
    line.move_all(changed, seen={"report_id": report.pk}, to={"report_id": report.pk}, each=["text"])


def _write(
    line: LineDraft,
    report: Report,
    rows: Sequence[Paragraph],
    after: dict[str, int],
    followed: dict[int, int],
    chapters: dict[str, str],
) -> None:
    """Give the rows their numbers: for a moment all of them are out, so that no number stands twice."""
    moving = [row for row in rows if after[str(row.pk)] != row.number]
    standing = [row for row in moving if row.left_out_of is None]
    returning = [row for row in moving if row.left_out_of == OUT]
    for row in moving:
        row.number = after[str(row.pk)]
    line.move_all(standing, seen={"left_out_of": None}, to={"left_out_of": OUT}, each=["number"])
    line.move_all(returning, seen={"left_out_of": OUT}, to={"left_out_of": OUT}, each=["number"])
    back = [row for row in moving if row.number <= numbering.OUTSIDE]
    line.move_all(back, seen={"left_out_of": OUT}, to={"left_out_of": None})
    headed = [row for row in rows if chapters.get(str(row.pk), row.chapter) != row.chapter]
    for row in headed:
        row.chapter = chapters[str(row.pk)]
    line.move_all(headed, seen={"report_id": report.pk}, to={"report_id": report.pk}, each=["chapter"])
    follow(line, report, rows, followed)


def _kept_steps(report: Report, steps: Sequence[Step], moves: int, by: Viewer, at: datetime) -> list[Moved]:
    return [
        Moved(
            report=report,
            serial=serial,
            paragraph_id=step.paragraph,
            from_number=step.from_number,
            to_number=step.to_number,
            moved_by_id=by.pk,
            moved_at=at,
        )
        for serial, step in enumerate(steps, start=moves + 1)
    ]
