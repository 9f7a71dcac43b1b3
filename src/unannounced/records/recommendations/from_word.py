"""A draft that comes back from Word: what was changed there becomes suggestions and remarks here, by one act.

Nothing is overwritten: somebody decides on each suggestion. A draft from elsewhere is put behind what stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings

from unannounced.duties import coming_back, noting
from unannounced.duties.came_back import ITEM_CAME_WORDS, Came, CameBack, ItemCame, Judged
from unannounced.duties.coming_back import same_id
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.laying_out import SetOut
from unannounced.duties.reporting import ReportStage, may_write
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import LineDraft, act
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.whole import Cover, set_out_of
from unannounced.records.reports.models import EarlierWording, Paragraph, Remark, Report, Suggestion
from unannounced.records.reports.moving import last_number
from unannounced.records.reports.queries import hold_draft, paragraphs_of
from unannounced.records.visits.queries import visit_permit

AFTER, BEFORE, OUT = "after", "before", "out"
_QUIET = (ItemCame.SAME, ItemCame.MARK_LOST)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file: how many suggestions and remarks it made, and paragraphs it put in."""

    suggestions: int
    remarks: int
    paragraphs: int


def as_it_stands(report: Report) -> SetOut:
    """The draft as it leaves for Word, with the remarks that are open."""
    return set_out_of(report, Cover("", ""), with_remarks=True)


def take_in_draft(report: Report, file: Document, back: CameBack, *, by: Viewer, at: datetime) -> TakenIn:
    """Take a Word file in: what was changed there is suggested, what was commented is remarked; one act.

    The same file again changes nothing. Refused for a file that left from another report.
    """
    visit_permit(Act.TAKE_IN_DRAFT, by, report.visit)
    require(may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    draft = as_it_stands(report)
    require(coming_back.may_come_back(back, draft, profile=settings.MECHANISM))
    with act("take a draft in from Word", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        taking = _Taking(report, file, hold_draft(report), line, by, at)
        if back.report:
            earlier = EarlierWording.objects.filter(paragraph__report=report)
            texts = {
                (str(pk), wording): text for pk, wording, text in earlier.values_list("paragraph", "wording", "text")
            }
            taking.changes(coming_back.judge(back, draft, texts), back)
        else:
            taking.from_elsewhere(back)
        return taking.done()


class _Taking:
    """One file on its way into one draft; rows are gathered and kept together."""

    def __init__(self, report: Report, file: Document, moves: int, line: LineDraft, by: Viewer, at: datetime) -> None:
        self.report, self.file, self.moves, self.line, self.by, self.at = report, file, moves, line, by, at
        self.standing = {same_id(str(one.pk)): one for one in paragraphs_of(report)}
        self.suggestions: list[Suggestion] = []
        self.remarks: list[Remark] = []
        self.paragraphs: list[Paragraph] = []
        self.items: list[Item] = []

    def changes(self, judged: Iterable[Judged], back: CameBack) -> None:
        """Suggestions and remarks of a file that left from here."""
        for one in judged:
            here = self._here(one)
            if here is None:
                continue
            self._suggest(one, here)
            for author, text in _remarked(one):
                self._remark(here, text, author)
        first = next(iter(self.standing.values()), None)
        for problem in back.problems:
            if first is not None:
                self._remark(first, str(problem), "Word")

    def _here(self, one: Judged) -> Paragraph | None:
        """The paragraph beside which it is said: itself, the one it stands after, or the first."""
        if one.here is not None:
            return self.standing.get(same_id(one.here.id))
        after = self.standing.get(same_id(one.after)) if one.after else None
        return after or next(iter(self.standing.values()), None)

    def _suggest(self, one: Judged, here: Paragraph) -> None:
        match one.came:
            case Came.CHANGED_THERE | Came.BOTH_CHANGED:
                self._add(one, here, one.text, place="", conflict=one.came is Came.BOTH_CHANGED)
            case Came.NEW | Came.GONE_HERE:
                self._add(one, here, one.text, place=AFTER if one.after else BEFORE, conflict=False)
            case Came.REMOVED:
                self._add(one, here, here.text, place=OUT, conflict=False)
            case _:
                pass

    def _add(self, one: Judged, here: Paragraph, text: str, *, place: str, conflict: bool) -> None:
        text = noting.tidy(text)
        held = Suggestion.objects.filter(paragraph=here, text=text, place=place, decided_at=None).exists()
        if (
            not text.strip()
            or held
            or any((s.paragraph_id, s.text, s.place) == (here.pk, text, place) for s in self.suggestions)
        ):
            return
        self.suggestions.append(
            Suggestion(
                id=uuid4(),
                paragraph=here,
                of_wording=one.of_wording or here.wording,
                text=text,
                moves=self.moves,
                conflict=conflict,
                place=place,
                made_by_id=self.by.pk,
                made_at=self.at,
                author=", ".join(one.authors)[:120],
                came_with=self.file,
            )
        )

    def _remark(self, here: Paragraph, text: str, author: str) -> None:
        text = noting.tidy(text)
        if not text.strip() or Remark.objects.filter(paragraph=here, text=text, author=author).exists():
            return
        self.remarks.append(
            Remark(
                id=uuid4(),
                paragraph=here,
                text=text,
                made_by_id=self.by.pk,
                made_at=self.at,
                author=author[:120],
            )
        )

    def from_elsewhere(self, back: CameBack) -> None:
        """The paragraphs of a draft from elsewhere, behind those that stand; those that stand already are left out."""
        texts = {one.text for one in self.standing.values()}
        number = last_number(self.report)
        for one in coming_back.counted(back, after=number):
            text = noting.tidy(one.text)
            if not text.strip() or text in texts:
                continue
            number += 1
            paragraph = Paragraph(
                id=uuid4(),
                report=self.report,
                number=number,
                chapter=one.chapter[:120],
                text=text,
                written_by_id=self.by.pk,
            )
            self.paragraphs.append(paragraph)
            self.items += [
                Item(
                    id=uuid4(),
                    report=self.report,
                    paragraph=paragraph,
                    place_in_paragraph=place,
                    kind=item.kind.value,
                    text=noting.tidy(item.text),
                )
                for place, item in enumerate(one.items, start=1)
            ]
            self.remarks += [
                Remark(
                    id=uuid4(),
                    paragraph=paragraph,
                    text=noting.tidy(comment.text),
                    made_by_id=self.by.pk,
                    made_at=self.at,
                    author=comment.by[:120],
                )
                for comment in one.comments
                if comment.text.strip()
            ]

    def done(self) -> TakenIn:
        """Keep what was gathered; nothing at all where nothing was new."""
        if self.suggestions or self.remarks or self.paragraphs:
            self.line.keep(self.file)
            self.line.keep_all(self.paragraphs)
            self.line.keep_all(self.items)
            self.line.keep_all(self.suggestions)
            self.line.keep_all(self.remarks)
            self.line.about = self.report
        return TakenIn(len(self.suggestions), len(self.remarks), len(self.paragraphs))


def _remarked(one: Judged) -> Iterator[tuple[str, str]]:
    """What is said beside a paragraph: comments made there, and what no suggestion can hold."""
    for comment in one.comments:
        if not comment.held:
            yield comment.comment.by, comment.comment.text
    if one.moved and one.here is not None:
        yield "Word", str(Sentence(say("In the Word file the paragraph stands at another place.")))
    if one.chapter is not None and one.here is not None:
        yield (
            "Word",
            str(Sentence(say("In the Word file it stands under the heading “{heading}”."), {"heading": one.chapter})),
        )
    for item in one.items:
        if item.came in _QUIET:
            continue
        words = item.there.text if item.there else (item.here.text if item.here else "")
        yield "Word", f"{Sentence(ITEM_CAME_WORDS[item.came])} “{words}”"
