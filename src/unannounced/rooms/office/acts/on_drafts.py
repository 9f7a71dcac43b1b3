"""What is done to a draft: laid out, its paragraphs put in, moved, taken out and put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.chapters import shipped_chapters
from unannounced.duties import drafting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.findings.models import Finding
from unannounced.records.recommendations.arranging import (
    insert_paragraph,
    lay_out,
    move_paragraph,
    put_back,
    take_out,
)
from unannounced.records.reports.laying import to_lay
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.moving import OUT
from unannounced.rooms.office.acts.fields import pick, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import PARAGRAPH, REPORT
from unannounced.rooms.office.acts.while_it import OfAddress


def in_draft(report: Report) -> Decision | None:
    """A refusal unless ``report`` is a draft; the action itself asks again."""
    decision = reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM)
    return decision if isinstance(decision, Refused) else None


def draft_address(report: UUID, number: int | None = None) -> str:
    """The page of the draft, at a paragraph."""
    address = reverse("draft", args=[report])
    return address if number is None else f"{address}?at={number}#p-{number}"


def moves_field() -> forms.IntegerField:
    """How often the draft was numbered anew when the page was loaded: references written since then follow."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class OnDraftParagraph(ActForm):
    """What is done to a paragraph that stands in a draft; afterwards the draft is shown, at the paragraph."""

    rule = "report"

    @classmethod
    def suits(cls, subject: Paragraph) -> bool:
        """A report from the archive was made before."""
        return not subject.report.from_archive

    @classmethod
    def rules(cls, subject: Paragraph, viewer: Viewer, today: date) -> Decision | None:
        """Only drafts are written, and only what stands in them."""
        if subject.left_out_of is None:
            return in_draft(subject.report)
        reason = say("The paragraph was taken out of the draft.")
        return in_draft(subject.report) or Refused(
            reason, settings.MECHANISM.cited("report"), say("Put it back first.")
        )

    def first_words(self) -> dict[str, object]:
        """How often the draft was numbered anew until now."""
        return {"seen_moves": self.subject.report.moves}

    def address_after(self, result: Model) -> str:
        """The draft, at the paragraph."""
        shown = result if isinstance(result, Paragraph) else self.subject
        return draft_address(self.subject.report_id, shown.number)


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways in which a form can be filled in, as a link."""

    word: str
    url: str
    here: bool


@offered
class LayOut(ActForm):
    """Lay the draft out from the findings of the visit: an introduction, chapters by kind of place, a finding each."""

    name, verb, on, act = "lay-out", _("Lay out from the findings"), REPORT, Act.WRITE_PARAGRAPH
    rule = "report"
    language = forms.CharField(widget=forms.HiddenInput, required=False, max_length=8)
    previewed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    paragraphs = forms.MultipleChoiceField(
        label=_("These paragraphs would be put in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    other_ways_of = _("Language of the headings")

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report on a visit that is made here."""
        return not subject.from_archive

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only drafts are written."""
        return in_draft(subject)

    @classmethod
    def foretold(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Whether anything would be put in."""
        if subject.visit_id is None or to_lay(subject, _language_of(subject)):
            return None
        reason = say("Everything that can be laid out is in the draft, or was taken out of it.")
        return Refused(reason, settings.MECHANISM.cited("report"), say("Draw findings from the entries of the visit."))

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The language the address asks for."""
        return {"language": query["language"]} if query.get("language") in shipped_chapters().languages else {}

    def prepare(self) -> None:
        """What would be put in, all of it chosen."""
        said = self.data.get("language") if self.is_bound else self.initial.get("language")
        self.language_code = str(said) if said in shipped_chapters().languages else _language_of(self.subject)
        address = reverse("report-lay-out", args=[self.subject.pk])
        self.other_ways = [
            Way(str(dict(settings.LANGUAGES).get(code, code)), f"{address}?language={code}", code == self.language_code)
            for code in shipped_chapters().languages
        ]
        field: Any = self.fields["paragraphs"]
        laid = to_lay(self.subject, self.language_code) if self.subject.visit_id else []
        field.choices = [(str(one.id), f"{one.chapter}: {drafting.shortened(one.text)}") for one in laid]
        field.initial = [value for value, _words in field.choices]
        self.initial.update({"language": self.language_code, "previewed": True})

    def clean(self) -> dict[str, Any]:
        """Who saw the list chooses from it; a command that names none takes all."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("previewed") and not said.get("paragraphs") and "paragraphs" not in self.errors:
            self.add_error("paragraphs", forms.ValidationError(_("Choose at least one paragraph.")))
        return said

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Lay it out."""
        chosen = {UUID(one) for one in self.cleaned_data["paragraphs"]} or None
        lay_out(self.subject, language=self.language_code, only=chosen, by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """The draft."""
        return draft_address(self.subject.pk)


def _language_of(report: Report) -> str:
    known = shipped_chapters().languages
    wanted = [report.language, *settings.MECHANISM.languages, *known]
    return next(code for code in wanted if code in known)


class _Insert(OnDraftParagraph):
    """A new paragraph beside another."""

    after = False
    chapter = word_field(_("Heading"), _("“Prisons › Health care” stands under “Prisons”"), required=False, longest=120)
    text = text_field(_("Text"), rows=10)
    finding = pick(_("Finding it reports"), required=False)
    seen_moves = moves_field()

    def first_words(self) -> dict[str, object]:
        """The heading of the paragraph beside it."""
        return {**super().first_words(), "chapter": self.subject.chapter}

    def prepare(self) -> None:
        """The findings of the visit."""
        found = Finding.objects.filter(visit=self.subject.report.visit_id)
        self.fields["finding"].queryset = found  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Put it in."""
        said = self.cleaned_data
        return insert_paragraph(
            said["text"],
            beside=self.subject,
            after=self.after,
            chapter=said["chapter"] if "chapter" in self.data else None,
            finding=said["finding"],
            seen_moves=said["seen_moves"],
            by=by,
            at=at,
            key=said["key"],
        )


@offered
class InsertBefore(_Insert):
    """Put a paragraph in before this one."""

    name, verb, on, act = "insert-before", _("Put a paragraph in before"), PARAGRAPH, Act.WRITE_PARAGRAPH


@offered
class InsertAfter(_Insert):
    """Put a paragraph in after this one."""

    name, verb, on, act = "insert-after", _("Put a paragraph in after"), PARAGRAPH, Act.WRITE_PARAGRAPH
    after = True


@offered
class MoveParagraph(OnDraftParagraph, OfAddress):
    """Move a paragraph to another number; what refers to it follows."""

    name, verb, on, act = "move", _("Move to a number"), PARAGRAPH, Act.WRITE_PARAGRAPH
    to = forms.IntegerField(
        label=_("Number"), help_text=_("the others follow, and so does every reference"), min_value=0
    )
    chapter = word_field(_("Heading"), _("empty: that of the paragraphs where it goes"), required=False, longest=120)
    seen_moves = moves_field()

    def first_words(self) -> dict[str, object]:
        """Where it stands."""
        return {**super().first_words(), "to": self.subject.number}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Move it."""
        said = self.cleaned_data
        return move_paragraph(
            self.subject,
            to_number=said["to"],
            chapter=said["chapter"] or None,
            seen_moves=said["seen_moves"],
            by=by,
            at=at,
        )


@offered
class TakeOut(OnDraftParagraph):
    """Take a paragraph out of the draft."""

    name, verb, on, act = "take-out", _("Take out"), PARAGRAPH, Act.WRITE_PARAGRAPH
    because = word_field(_("Why"), required=False, longest=120)
    seen_moves = moves_field()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it out, with its items."""
        said = self.cleaned_data
        return take_out(self.subject, because=said["because"], seen_moves=said["seen_moves"], by=by, at=at)

    def address_after(self, result: Model) -> str:
        """The draft, where those are that were taken out."""
        return draft_address(self.subject.report_id) + "#taken-out"


@offered
class PutBack(OnDraftParagraph):
    """Put a paragraph back that was taken out."""

    name, verb, on, act = "put-back", _("Put back"), PARAGRAPH, Act.WRITE_PARAGRAPH
    number = forms.IntegerField(
        label=_("Number"), help_text=_("empty: at the end of the report"), required=False, min_value=0
    )
    seen_moves = moves_field()

    @classmethod
    def suits(cls, subject: Paragraph) -> bool:
        """What was taken out of a draft."""
        return super().suits(subject) and subject.left_out_of == OUT

    @classmethod
    def rules(cls, subject: Paragraph, viewer: Viewer, today: date) -> Decision | None:
        """Only drafts are written."""
        return in_draft(subject.report)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Put it back, with the items that left with it."""
        said = self.cleaned_data
        return put_back(self.subject, at_number=said["number"], seen_moves=said["seen_moves"], by=by, at=at)
