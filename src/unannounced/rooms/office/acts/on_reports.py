"""What is done to a report, its paragraphs and its items, up to publication."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties import drafting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused, RefusedByRule
from unannounced.duties.laying_out import SetItem
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.queries import votes_about
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.persons.models import Pseudonym
from unannounced.records.persons.queries import persons_of
from unannounced.records.publications.actions import (
    check_paragraphs,
    mark_person,
    request_publication,
)
from unannounced.records.publications.queries import texts_of
from unannounced.records.recommendations.actions import adopt_report, recommend
from unannounced.records.recommendations.drafting import leaving_words
from unannounced.records.recommendations.queries import adoption_decision
from unannounced.records.reports.actions import rewrite_paragraph, write_paragraph
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import paragraphs_of
from unannounced.records.reports.suggesting import keep_conflict
from unannounced.rooms.office.acts.due_field import due_field
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, pick_some, seen_field, text_field, word_field
from unannounced.rooms.office.acts.on_drafts import OnDraftParagraph, draft_address, in_draft, moves_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import PARAGRAPH, REPORT


def made_before() -> Refused:
    """Why a report from the archive is not written, adopted or transmitted here."""
    return Refused(
        say("The report came from the archive: it was written, adopted and transmitted before."),
        settings.MECHANISM.cited("report"),
        say("Correct what was read from it, or take the corrected file in under the same name."),
    )


def _in(stage: ReportStage, report: Report) -> Decision | None:
    """A refusal unless ``report`` is at ``stage``; the action itself asks again."""
    if report.from_archive and stage in (ReportStage.DRAFT, ReportStage.ADOPTED):
        return made_before()
    if report.stage == stage.value:
        return None
    return Refused(
        say("The report is at the stage “{stage}”; this is done at the stage “{wanted}”."),
        settings.MECHANISM.cited("report"),
        facts={"stage": _(reporting.WORDS[ReportStage(report.stage)]), "wanted": _(reporting.WORDS[stage])},
    )


class OnDraft(ActForm):
    """What is done to a report that is made here."""

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report from the archive was made before."""
        return not subject.from_archive


class TowardsPublication(ActForm):
    """What is done so that a confidential report of this mechanism can be published."""

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """Another body publishes its reports itself, and what is public already is only shown."""
        return not subject.from_archive or not (subject.body or subject.already_public)

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Refused for a report of another body, and for one that is public already."""
        if cls.suits(subject):
            return None
        return Refused(
            say("The report came from the archive and is another body's, or public already."),
            settings.MECHANISM.cited("publication"),
            say("If it is public, show it on the portal."),
        )


@offered
class WriteParagraph(OnDraft):
    """Write the next paragraph."""

    name, verb, on, act = "write-paragraph", _("Write a paragraph"), REPORT, Act.WRITE_PARAGRAPH
    rule = "report"
    chapter = word_field(_("Chapter"), required=False, longest=120)
    text = text_field(_("Text"), rows=10)
    finding = pick(_("Finding it reports"), required=False)
    seen_moves = moves_field()

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only drafts are written."""
        return _in(ReportStage.DRAFT, subject)

    def first_words(self) -> dict[str, object]:
        """How often the draft was numbered anew until now."""
        return {"seen_moves": self.subject.moves}

    def prepare(self) -> None:
        """The findings of the visit."""
        self.fields["finding"].queryset = Finding.objects.filter(visit=self.subject.visit)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Write it."""
        said = self.cleaned_data
        return write_paragraph(
            said["text"],
            in_report=self.subject,
            chapter=said["chapter"],
            finding=said["finding"],
            seen_moves=said["seen_moves"],
            by=by,
            at=at,
            key=said["key"],
        )

    def address_after(self, result: Model) -> str:
        """The draft, at the new paragraph."""
        return draft_address(self.subject.pk, result.number if isinstance(result, Paragraph) else None)


@offered
class RewriteParagraph(OnDraftParagraph):
    """Write a paragraph again; the earlier wording is kept.

    Where somebody saved meanwhile both wordings are kept; where words of an item would go, the page asks first.
    """

    name, verb, on, act = "rewrite", _("Rewrite"), PARAGRAPH, Act.WRITE_PARAGRAPH
    text = text_field(_("Text"), rows=12)
    seen_wording = forms.IntegerField(widget=forms.HiddenInput)
    seen_moves = moves_field()
    keep_items = forms.BooleanField(
        label=_("Save it all the same: these items stay, and are set after the paragraph"),
        required=False,
        widget=forms.HiddenInput,
    )

    def first_words(self) -> dict[str, object]:
        """What it says now."""
        return {**super().first_words(), "text": self.subject.text, "seen_wording": self.subject.wording}

    def clean(self) -> dict[str, Any]:
        """Ask where items stand in the text whose words the new one does not have."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("text") and not said.get("keep_items"):
            gone = leaving_words(self.subject, said["text"], said.get("seen_moves"))
            if gone:
                self.fields["keep_items"].widget = forms.CheckboxInput()
                self.add_error("text", [_words_would_go(item) for item in gone])
        return said

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Write it again, or keep it beside what somebody else saved."""
        said, paragraph = self.cleaned_data, self.subject
        seen: dict[str, Any] = {"seen_wording": said["seen_wording"], "seen_moves": said["seen_moves"]}
        try:
            return rewrite_paragraph(paragraph, said["text"], **seen, by=by, at=at)
        except SomebodyWasFirst:
            now = Paragraph.objects.select_related("written_by", "report").get(pk=paragraph.pk)
            if now.wording == said["seen_wording"] or now.left_out_of is not None or in_draft(now.report):
                raise
            keep_conflict(paragraph, said["text"], **seen, by=by, at=at, key=said["key"])
            raise RefusedByRule(_both_are_kept(now)) from None


def _words_would_go(item: SetItem) -> forms.ValidationError:
    problem = _("The words of item %(number)s no longer stand in the paragraph: %(words)s")
    return forms.ValidationError(problem % {"number": item.number, "words": drafting.shortened(item.text)})


def _both_are_kept(now: Paragraph) -> Refused:
    return Refused(
        say("{person} saved paragraph {number} while you were writing. Your words are kept beside theirs."),
        settings.MECHANISM.cited("report"),
        say("Look at both in the draft, at this paragraph, and write the words that are to stand."),
        {"person": now.written_by.display_name, "number": now.number},
    )


@offered
class AddItem(OnDraftParagraph):
    """Add a recommendation, comment, request for information or immediate observation in words of its own."""

    name, verb, on, act = "add-item", _("Add an item"), PARAGRAPH, Act.ADD_ITEM
    kind = one_of(_("Kind"), reporting.ITEM_WORDS)
    text = text_field(_("Text"), rows=5)
    addressee = word_field(_("Addressee"), _("the authority that should act"), required=False)
    months = forms.IntegerField(
        label=_("Months to respond"),
        help_text=_("empty: as the mechanism's rule sets it"),
        required=False,
        min_value=1,
        max_value=60,
    )
    seen_moves = moves_field()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Add it."""
        said = self.cleaned_data
        return recommend(
            said["text"],
            on_paragraph=self.subject,
            kind=said["kind"],
            addressee=said["addressee"],
            months=said["months"],
            seen_moves=said["seen_moves"],
            by=by,
            at=at,
            key=said["key"],
        )


@offered
class AdoptReport(OnDraft):
    """Adopt the report by the last vote on it."""

    name, verb, on, act = "adopt", _("Adopt"), REPORT, Act.ADOPT_REPORT
    rule = "majority"
    final = True
    what = _("The report is adopted as it stands, by the last vote on it. Its words do not change any more.")
    visible_to = _("members and secretariat")

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only a draft is adopted."""
        return _in(ReportStage.DRAFT, subject)

    @classmethod
    def foretold(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """What is missing: a vote that carried, an addressee, support."""
        return adoption_decision(subject, votes_about(subject.pk).first())

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Adopt it."""
        return adopt_report(self.subject, by_vote=votes_about(self.subject.pk).first(), by=by, at=at)


@offered
class RequestPublication(TowardsPublication):
    """Register the State's request to publish."""

    name, verb, on, act = (
        "request-publication",
        _("Register the State's request to publish"),
        REPORT,
        Act.REQUEST_PUBLICATION,
    )
    rule = "publication"
    requested_on = day_field(_("Requested on"))
    authority = word_field(_("By which authority"))
    embargo_until = due_field(
        _("Embargo until"), _("nobody outside reads it before this day, 00:00 UTC; empty: none"), required=False
    )

    def prepare(self) -> None:
        """The paragraphs of a part, where the mechanism's rules have one (OPCAT Art. 16(2))."""
        if settings.MECHANISM.partial_publication:
            field: Any = pick_some(_("Only these paragraphs"), required=False)
            field.queryset = paragraphs_of(self.subject)
            field.label_from_instance = _paragraph_words
            self.fields["part"] = field

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only what the State has can be asked for."""
        refusal = super().rules(subject, viewer, today)
        return _in(ReportStage.TRANSMITTED, subject) if refusal is None else refusal

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Register it."""
        said = self.cleaned_data
        request_publication(
            self.subject,
            requested_on=said["requested_on"],
            authority=said["authority"],
            part=[one.pk for one in said.get("part") or ()],
            embargo_until=datetime.combine(said["embargo_until"], time(0, 0), UTC) if said["embargo_until"] else None,
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class MarkPerson(TowardsPublication):
    """Mark a person and say what stands instead."""

    name, verb, on, act = "mark-person", _("Mark a person"), REPORT, Act.MARK_PERSON
    rule = "persons"
    words = word_field(_("Words by which the person can be recognised"), _("exactly as they stand in the report"))
    instead = word_field(_("Stands instead"), _("such as: a person held on remand"), required=False)
    consent = forms.BooleanField(label=_("The person's express consent to be named is held"), required=False)
    pseudonym = pick(_("Whose consent it is"), required=False)

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The words the address names."""
        return {"words": query["words"]} if "words" in query else {}

    def prepare(self) -> None:
        """The pseudonyms of the visit, as far as the viewer knows them."""
        known = persons_of(self.subject.visit, self.viewer) if self.subject.visit else Pseudonym.objects.none()
        self.fields["pseudonym"].queryset = known  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Mark them."""
        said = self.cleaned_data
        mark_person(
            self.subject,
            said["words"],
            instead=said["instead"],
            consent=said["consent"],
            pseudonym=said["pseudonym"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class CheckParagraphs(TowardsPublication):
    """Confirm that paragraphs were read for persons who could be recognised."""

    name, verb, on, act = "check-paragraphs", _("Confirm the check for persons"), REPORT, Act.CHECK_PARAGRAPHS
    rule = "persons"
    what = _("You confirm that you read these paragraphs and that every person in them is marked.")
    paragraphs = pick_some(_("Paragraphs"))
    seen = seen_field()

    def prepare(self) -> None:
        """Every paragraph, all chosen at first."""
        field: Any = self.fields["paragraphs"]
        field.queryset = paragraphs_of(self.subject)
        field.initial = list(field.queryset.values_list("pk", flat=True))
        field.label_from_instance = _paragraph_words

    def first_words(self) -> dict[str, object]:
        """How everything that would leave stands now: what comes later was not read."""
        return {"seen": texts_of(self.subject)}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Confirm it."""
        said = self.cleaned_data
        check_paragraphs(said["paragraphs"].select_related("report__visit"), seen=said["seen"], by=by, at=at)
        return self.done_to()


def _paragraph_words(paragraph: Paragraph) -> str:
    return f"{paragraph.number}. {paragraph.text[:120]}"
