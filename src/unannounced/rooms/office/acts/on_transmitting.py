"""Transmitting a report to the State, with the cover letter that is typeset and kept in the same act."""

from datetime import date, datetime

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from unannounced.crafts.typesetting.letters import LANGUAGES, Composed
from unannounced.crafts.typesetting.reports import typeset
from unannounced.crafts.typesetting.transmitting import RULES, Sooner, Transmission, compose_transmission
from unannounced.duties import reporting, visiting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.visiting import VisitKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.recommendations.queries import threads_of_report
from unannounced.records.recommendations.transmitting import bring_to_liaison, may_bring, transmit_report
from unannounced.records.recommendations.whole import Cover, set_out_of
from unannounced.records.reports.letters import cover_letter, last_addressed_to
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.fields import day_field, text_field, word_field
from unannounced.rooms.office.acts.letters import BY, Asked, drawn, languages, last_address
from unannounced.rooms.office.acts.on_notifications import LANGUAGE_WORDS
from unannounced.rooms.office.acts.on_reports import made_before
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import REPORT
from unannounced.rooms.web import installation


@offered
class TransmitReport(ActForm):
    """Transmit the report to the State in confidence."""

    name, verb, on, act = "transmit", _("Transmit"), REPORT, Act.TRANSMIT_REPORT
    rule = "report"
    final = True
    what = _(
        "The cover letter is typeset and kept, and the report is noted as transmitted; the time to respond runs from "
        "that day."
    )
    visible_to = _("the authorities of the State, in confidence")
    day = day_field(_("Transmitted on"))
    language = forms.ChoiceField(label=_("Language of the letter"), required=False)
    addressed_to = text_field(_("Addressed to"), _("the authority that the State named for it"), rows=4, required=False)
    signed_by = word_field(_("Signed by"), required=False, longest=120)
    signed_as = word_field(_("As"), _("the office of whoever signs"), required=False, longest=120)

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """A report from the archive was transmitted before."""
        return not subject.from_archive

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only an adopted report is transmitted."""
        if subject.from_archive:
            return made_before()
        return reporting.may_transmit(
            stage=ReportStage(subject.stage),
            on=today,
            adopted_on=subject.adopted_on,
            today=today,
            profile=settings.MECHANISM,
        )

    def first_words(self) -> dict[str, object]:
        """Today, the first language of the mechanism, and the authority that the last report or letter went to."""
        report: Report = self.subject
        address = last_addressed_to(report.state, self.viewer)
        if not address and report.visit is not None:
            address = last_address(report.visit, self.viewer)
        return {"day": self.today, "language": languages()[0], "addressed_to": address}

    def prepare(self) -> None:
        """The languages in which the mechanism writes."""
        known = dict(LANGUAGE_WORDS)
        self.fields["language"].choices = [(one, known[one]) for one in languages()]  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Transmit it, with the letter."""
        said, report = self.cleaned_data, self.subject
        day: date = said["day"]
        asked = Asked(day, said["language"], said["addressed_to"], said["signed_by"], said["signed_as"])
        composed = letter_with(report, asked)
        letter = cover_letter(
            report,
            drawn(composed),
            day=day,
            language=composed.language,
            addressed_to=asked.addressed_to,
            signed_by=asked.signed_by,
            signed_as=asked.signed_as,
            by=by,
        )
        return transmit_report(report, on=day, letter=letter, files=[report_as_pdf(report, day)], by=by, at=at)


@offered
class BringToLiaison(ActForm):
    """Bring a report that was transmitted earlier to the liaison room."""

    name, verb, on, act = "bring-to-liaison", _("Bring to the liaison room"), REPORT, Act.TRANSMIT_REPORT
    rule = "report"
    final = True
    what = _(
        "The State’s officers can read the report at their own door and answer it there, item by item. The day it was "
        "transmitted stays, and so do the days due."
    )
    visible_to = _("the authorities of the State, in confidence")

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """Only where it is missing there."""
        return bool(may_bring(subject))

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """A report of this mechanism, transmitted, and not there yet."""
        return may_bring(subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Bring it, with the report as it was transmitted."""
        report: Report = self.subject
        day = report.transmitted_on or self.today
        return bring_to_liaison(report, files=[report_as_pdf(report, day)], by=by, at=at)


def report_as_pdf(report: Report, day: date) -> Document:
    """The report as it goes to the State: typeset, every page marked as confidential."""
    profile = settings.MECHANISM.in_language(report.language or "en")
    told = set_out_of(report, Cover(profile.name, profile.short, marking=profile.band, day=day, version=1))
    return Document.as_it_came("report.pdf", typeset(told, installation.look()))


def letter_with(report: Report, asked: Asked) -> Composed:
    """The letter that goes with a report, in words: what it is, by when a response is asked for, and what sooner."""
    language = asked.language if asked.language in LANGUAGES else languages()[0]
    profile, visit = settings.MECHANISM.in_language(language), report.visit
    due_on = reporting.due(ItemKind.RECOMMENDATION, asked.day, profile).day
    with override(language):
        return compose_transmission(
            Transmission(
                language=language,
                by=BY.get(profile.kind, "national"),
                mechanism=profile.name,
                short=profile.short,
                state=report.state.name(language),
                addressed_to=asked.addressed_to,
                day=asked.day,
                title=report.title,
                rules={key: profile.cited(key) for key in RULES},
                visit=said_now(visiting.WORDS[VisitKind(visit.kind)]) if visit else "",
                begins=visit.begins if visit else None,
                ends=visit.ends if visit else None,
                adopted_on=report.adopted_on,
                due_on=due_on,
                sooner=_sooner(report, asked.day, due_on),
                signed_by=asked.signed_by,
                signed_as=asked.signed_as,
            )
        )


def _sooner(report: Report, day: date, due_on: date) -> tuple[Sooner, ...]:
    """The items to which a response is due before the day of the others."""
    found = []
    for thread in threads_of_report(report, today=day):
        kind = ItemKind(thread.item.kind)
        due = reporting.due(kind, day, settings.MECHANISM, thread.item.months).day
        if due < due_on:
            found.append(Sooner(thread.number, said_now(reporting.ITEM_WORDS[kind]), due))
    return tuple(found)
