"""Letting a paragraph of a draft say something else: what it said is kept."""

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.reports.models import EarlierWording, Paragraph


def write_again(line: LineDraft, paragraph: Paragraph, text: str, *, by: Viewer) -> Paragraph:
    """Let a paragraph of a held draft say ``text``, by an act in progress, and keep what it said."""
    seen = paragraph.wording
    earlier = EarlierWording(
        paragraph=paragraph, wording=seen, text=paragraph.text, written_by_id=paragraph.written_by_id
    )
    line.move(
        paragraph,
        seen={"wording": seen, "left_out_of": None},
        to={"text": text, "wording": seen + 1, "written_by_id": by.pk},
    )
    line.keep(earlier)
    return paragraph
