"""What is done to a report from the archive: correcting what is known of it, showing it, taking it out again."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.duties import archiving
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.archive.actions import correct_report, take_out_report
from unannounced.records.archive.queries import taking_out_decision
from unannounced.records.publications.actions import show_archived
from unannounced.records.publications.queries import showing_decision
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.fields import word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import REPORT


class OnArchived(ActForm):
    """What is done to a report that came from a file."""

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report that was drafted here has none of this."""
        return subject.from_archive


@offered
class ShowArchived(OnArchived):
    """Show a report that is public already on the portal."""

    name, verb, on, act = "show-archived", _("Show on the portal"), REPORT, Act.SHOW_ARCHIVED
    rule = "publication"
    final = True
    what = _(
        "The report appears on the portal under its own symbol, with its paragraphs, its items and the file it came "
        "in. Responses and assessments stay here."
    )
    visible_to = _("everyone, for ever")

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """What is missing: that it is public, and a symbol to cite it by."""
        return showing_decision(subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Show it."""
        show_archived(self.subject, by=by, at=at)
        return self.done_to()


@offered
class CorrectReport(OnArchived):
    """Correct what is known of the report as a whole."""

    name, verb, on, act = "correct", _("Correct what is known of it"), REPORT, Act.CORRECT_READING
    rule = "report"
    symbol = word_field(_("Symbol"), _("as printed; empty: not known"), required=False, longest=60)
    body = word_field(_("Who made it"), _("empty: this mechanism; tick that below"), required=False, longest=120)
    own = forms.BooleanField(label=_("This mechanism made it itself"), required=False)
    already_public = forms.BooleanField(
        label=_("It was published by whoever made it"),
        help_text=_("Only then may it be shown on the portal."),
        required=False,
    )

    def first_words(self) -> dict[str, object]:
        """What is known now."""
        report: Report = self.subject
        return {
            "symbol": report.symbol,
            "body": report.body,
            "own": not report.body,
            "already_public": report.already_public,
        }

    def clean(self) -> dict[str, Any]:
        """Another body's report does not become one of ours by a keypress: its items would be due by our rule."""
        said: dict[str, Any] = super().clean() or {}
        emptied = bool(self.subject.body) and not said.get("body") and not said.get("own")
        if emptied or (said.get("body") and said.get("own")):
            self.add_error("body", _("Name who made it, or tick that this mechanism made it itself; one of both."))
        return said

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only what is not on the portal yet."""
        return archiving.may_correct(from_archive=subject.from_archive, stage=ReportStage(subject.stage))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Correct it."""
        said = self.cleaned_data
        return correct_report(
            self.subject,
            symbol=said["symbol"],
            body=said["body"],
            already_public=said["already_public"],
            by=by,
            at=at,
        )


@offered
class TakeOut(OnArchived):
    """Take the report out of the archive again."""

    name, verb, on, act = "take-out", _("Take out of the archive"), REPORT, Act.TAKE_IN_REPORTS
    rule = "report"
    final = True
    what = _(
        "The report is erased, with its paragraphs, its items and its files. "
        "The ledger keeps that it was taken in and taken out. The file can be taken in again."
    )
    visible_to = _("nobody: it is gone for everyone")

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """What is on the portal stays."""
        return archiving.may_take_out(
            from_archive=subject.from_archive, stage=ReportStage(subject.stage), rests_on_it=0
        )

    @classmethod
    def foretold(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """What rests on it."""
        return taking_out_decision(subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it out; what is left to show is its State."""
        state: Model = self.subject.state
        take_out_report(self.subject, by=by, at=at)
        return state

    def address_after(self, result: Model) -> str:
        """Where the others are."""
        return reverse("archive")
