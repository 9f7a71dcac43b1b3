"""What several people do in one draft: remark, suggest, take a suggestion or not, write the other language."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.crafts.reading import Unreadable
from unannounced.crafts.word.coming_back import read_back
from unannounced.duties import together
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.reporting import ReportStage, may_write
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.recommendations.arranging import insert_paragraph, take_out
from unannounced.records.recommendations.from_word import AFTER, BEFORE, OUT, take_in_draft
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph, Remark, Report, Suggestion
from unannounced.records.reports.renditions import newest_translations
from unannounced.records.reports.together import (
    close_suggestion,
    leave_suggestion,
    proposed_words,
    remark,
    settle_remark,
    suggest,
    take_suggestion,
    translate,
)
from unannounced.rooms.office.acts.fields import document_field, pick, text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import ITEM, PARAGRAPH, REMARK, REPORT, SUGGESTION
from unannounced.rooms.web.templatetags.field_words import said


def _draft(report: Report) -> Refused | None:
    decision = may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM)
    return decision if isinstance(decision, Refused) else None


def _paragraph_page(paragraph: UUID) -> str:
    return reverse("paragraph", args=[paragraph])


class _OnDraftParagraph(ActForm):
    """What is done beside a paragraph of a report that is made here."""

    @classmethod
    def suits(cls, subject: Paragraph) -> bool:
        """A report from the archive is no draft."""
        return not subject.report.from_archive

    def address_after(self, result: Model) -> str:
        """The paragraph with what is said beside it."""
        return _paragraph_page(self.subject.pk)


@offered
class MakeRemark(_OnDraftParagraph):
    """Say something beside a paragraph."""

    name, verb, on, act = "remark", _("Remark on it"), PARAGRAPH, Act.REMARK
    rule = "report"
    visible_to = _("those who see the draft; it never leaves the office")
    text = text_field(_("Remark"), rows=4)
    answers = pick(_("Answers the remark"), required=False)

    def prepare(self) -> None:
        """The remarks on this paragraph that are not settled."""
        open_ones = Remark.objects.filter(paragraph=self.subject, settled_at=None).order_by("made_at", "pk")
        self.fields["answers"].queryset = open_ones  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it."""
        typed = self.cleaned_data
        return remark(
            typed["text"], on_paragraph=self.subject, answers=typed["answers"], by=by, at=at, key=typed["key"]
        )


@offered
class SettleRemark(ActForm):
    """Say that a remark is settled."""

    name, verb, on, act = "settle", _("Settle"), REMARK, Act.REMARK
    rule = "report"

    @classmethod
    def rules(cls, subject: Remark, viewer: Viewer, today: date) -> Decision | None:
        """Once."""
        decision = together.may_settle(settled=subject.settled_at is not None, profile=settings.MECHANISM)
        return decision if isinstance(decision, Refused) else None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Settle it."""
        return settle_remark(self.subject, by=by, at=at)


@offered
class Suggest(_OnDraftParagraph):
    """Suggest another wording without changing the paragraph."""

    name, verb, on, act = "suggest", _("Suggest a wording"), PARAGRAPH, Act.SUGGEST_WORDING
    rule = "report"
    text = text_field(_("Text"), rows=10)
    because = word_field(_("Why"), required=False, longest=300)
    seen_moves = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def rules(cls, subject: Paragraph, viewer: Viewer, today: date) -> Decision | None:
        """For a draft."""
        return _draft(subject.report)

    def first_words(self) -> dict[str, object]:
        """What it says now."""
        return {"text": self.subject.text, "seen_moves": self.subject.report.moves}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it beside the paragraph."""
        said = self.cleaned_data
        return suggest(
            said["text"],
            for_paragraph=self.subject,
            because=said["because"],
            seen_moves=said["seen_moves"],
            by=by,
            at=at,
            key=said["key"],
        )


class _OnSuggestion(ActForm):
    """What is decided of a suggestion."""

    @classmethod
    def rules(cls, subject: Suggestion, viewer: Viewer, today: date) -> Decision | None:
        """Once, in a draft."""
        decision = together.may_decide(
            stage=ReportStage(subject.paragraph.report.stage),
            decided=subject.decided_at is not None,
            profile=settings.MECHANISM,
        )
        return decision if isinstance(decision, Refused) else None

    def address_after(self, result: Model) -> str:
        """The paragraph with what is said beside it."""
        return _paragraph_page(self.subject.paragraph_id)


@offered
class TakeSuggestion(_OnSuggestion):
    """Take a suggestion; where the paragraph was written since, both changes stand where they go together."""

    name, verb, on, act = "take", _("Take it"), SUGGESTION, Act.DECIDE_SUGGESTION
    rule = "report"
    what = _("The paragraph will say these words; what it says now is kept as an earlier wording.")
    text = text_field(_("Text"), rows=12)
    seen_wording = forms.IntegerField(widget=forms.HiddenInput)
    seen_moves = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def first_words(self) -> dict[str, object]:
        """The words suggested, with what was written since."""
        paragraph = self.subject.paragraph
        return {
            "text": proposed_words(self.subject),
            "seen_wording": paragraph.wording,
            "seen_moves": paragraph.report.moves,
        }

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it."""
        typed, one = self.cleaned_data, self.subject
        if one.place in (AFTER, BEFORE):
            put_in = insert_paragraph(
                typed["text"], beside=one.paragraph, after=one.place == AFTER, by=by, at=at, key=one.pk
            )
            close_suggestion(one, by=by, at=at)
            return put_in
        if one.place == OUT:
            take_out(one.paragraph, by=by, at=at)
            return close_suggestion(one, by=by, at=at)
        return take_suggestion(
            one, typed["text"], seen_wording=typed["seen_wording"], seen_moves=typed["seen_moves"], by=by, at=at
        )


@offered
class TakeInDraft(ActForm):
    """Take a Word file in: what was changed there becomes suggestions and remarks."""

    name, verb, on, act = "take-in-draft", _("Take a Word file in"), REPORT, Act.TAKE_IN_DRAFT
    rule = "report"
    what = _(
        "What was changed in the file becomes suggestions, its comments remarks; nothing is overwritten. A draft from "
        "elsewhere is put behind what stands."
    )
    visible_to = _("those who see the draft")
    file = document_field(_("Word file"), _("a .docx file of at most 25 MB"))

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report that is made here."""
        return not subject.from_archive

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """A draft."""
        return _draft(subject)

    def clean_file(self) -> Document:
        """A Word file that can be read."""
        file: Document | None = self.cleaned_data["file"]
        if file is None:
            raise forms.ValidationError(_("Choose the Word file."))
        back = read_back(bytes(file.content))
        if isinstance(back, Unreadable):
            raise forms.ValidationError(f"{said(back.reason)} {said(back.way_out)}")
        self.back = back
        return file

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it in."""
        take_in_draft(self.subject, self.cleaned_data["file"], self.back, by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """What waits for a decision now."""
        return reverse("report_beside", args=[self.subject.pk])


@offered
class LeaveSuggestion(_OnSuggestion):
    """Not take a suggestion."""

    name, verb, on, act = "leave", _("Do not take it"), SUGGESTION, Act.DECIDE_SUGGESTION
    rule = "report"

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Leave the paragraph as it is."""
        return leave_suggestion(self.subject, by=by, at=at)


def language_field() -> forms.ChoiceField:
    """One of the mechanism's languages."""
    names = dict(settings.LANGUAGES)
    choices = [(code, names.get(code, code)) for code in settings.MECHANISM.languages]
    return forms.ChoiceField(label=_("Language"), choices=choices)


class _Translating(ActForm):
    """The other language of something in a report."""

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The language and, for a heading, which one: from the address."""
        return {key: query[key] for key in ("language", "chapter") if key in query}

    def begin_with(self, written: Mapping[str, str]) -> None:
        """Let the field begin with what was written before in the language asked for."""
        language = str(self.initial.get("language") or "")
        if language in written:
            self.initial.setdefault("text", written[language])


@offered
class TranslateParagraph(_OnDraftParagraph, _Translating):
    """Write a paragraph in the report's other language."""

    name, verb, on, act = "translate", _("Write it in the other language"), PARAGRAPH, Act.TRANSLATE_REPORT
    rule = "report"
    text = text_field(_("Text"), rows=10)

    def prepare(self) -> None:
        """The languages of the mechanism, and what was written in the one asked for."""
        self.fields["language"] = language_field()
        self.begin_with(newest_translations(self.subject.report, paragraph=self.subject))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it beside the paragraph."""
        said, one = self.cleaned_data, self.subject
        return translate(
            said["text"],
            of_report=one.report,
            paragraph=one,
            words=one.text,
            language=said["language"],
            by=by,
            at=at,
        )

    def address_after(self, result: Model) -> str:
        """Both languages side by side, at this paragraph."""
        return side_by_side(self.subject.report_id, self.cleaned_data["language"], f"p-{self.subject.number}")


@offered
class TranslateItem(_Translating):
    """Write an item in the report's other language."""

    name, verb, on, act = "translate", _("Write it in the other language"), ITEM, Act.TRANSLATE_REPORT
    rule = "report"
    text = text_field(_("Text"), rows=5)

    @classmethod
    def suits(cls, subject: Item) -> bool:
        """A report from the archive has its own renditions."""
        return not subject.report.from_archive

    def prepare(self) -> None:
        """The languages of the mechanism, and what was written in the one asked for."""
        self.fields["language"] = language_field()
        self.begin_with(newest_translations(self.subject.report, item_id=self.subject.pk))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it beside the item."""
        said, one = self.cleaned_data, self.subject
        return translate(
            said["text"], of_report=one.report, item=one.pk, words=one.text, language=said["language"], by=by, at=at
        )

    def address_after(self, result: Model) -> str:
        """Both languages side by side, at its paragraph."""
        number = self.subject.paragraph.number
        return side_by_side(self.subject.report_id, self.cleaned_data["language"], f"p-{number}")


@offered
class TranslateHeading(_Translating):
    """Write the title or a heading in the report's other language."""

    name, verb, on, act = "translate-heading", _("Write a heading in the other language"), REPORT, Act.TRANSLATE_REPORT
    rule = "report"
    chapter = word_field(_("Heading"), _("as it stands in the report; empty: the title"), required=False, longest=120)
    text = word_field(_("In the other language"), longest=300)

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report from the archive has its own renditions."""
        return not subject.from_archive

    def prepare(self) -> None:
        """The languages of the mechanism."""
        self.fields["language"] = language_field()

    def clean_chapter(self) -> str:
        """A heading that stands in the report."""
        chapter: str = self.cleaned_data["chapter"]
        known = Paragraph.objects.filter(report=self.subject, chapter=chapter, left_out_of=None).exists()
        if chapter and not known:
            raise forms.ValidationError(_("No paragraph of the report stands under this heading. Copy it as it is."))
        return chapter

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it beside the heading."""
        said = self.cleaned_data
        return translate(
            said["text"],
            of_report=self.subject,
            chapter=said["chapter"],
            words=said["chapter"] or self.subject.title,
            language=said["language"],
            by=by,
            at=at,
        )

    def address_after(self, result: Model) -> str:
        """Both languages side by side."""
        return side_by_side(self.subject.pk, self.cleaned_data["language"], "")


def side_by_side(report: UUID, language: str, anchor: str) -> str:
    """The page on which both languages stand side by side."""
    return reverse("side_by_side", args=[report]) + f"?language={language}" + (f"#{anchor}" if anchor else "")
