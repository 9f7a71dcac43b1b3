"""What leaves the office: persons decided on, reports, corrections, responses and statements; consents in advance."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import publishing, recognising, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.recognising import Trait
from unannounced.duties.reporting import ReportStage
from unannounced.duties.treaty import acts as treaty_acts
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.publications.consents import (
    confirm_consent,
    register_consent,
    running_consents,
    withdraw_consent,
)
from unannounced.records.publications.leaving import (
    correct_publication,
    publish_report,
    publish_response,
    publish_statement,
)
from unannounced.records.publications.models import StandingConsent, StatementPublication
from unannounced.records.publications.persons import (
    decided_in,
    judge_nobody,
    suspected_in,
    suspected_words,
    take_back_mark,
    take_back_nobody,
    undecided,
)
from unannounced.records.publications.ready import publication_decision, readiness, request_for
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State
from unannounced.rooms.office.acts.due_field import due_field
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, text_field, word_field
from unannounced.rooms.office.acts.on_reports import TowardsPublication
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import REPORT, STATE, STATEMENT
from unannounced.rooms.office.pages.setting_out import paper_for


class _OnPersons(TowardsPublication):
    """What is decided of persons once the State has the report."""

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """Before that the words still change."""
        return super().suits(subject) and subject.stage in (
            ReportStage.TRANSMITTED.value,
            ReportStage.PUBLISHED.value,
        )


@offered
class JudgeNobody(_OnPersons):
    """Say of words that were proposed that nobody can be recognised by them."""

    name, verb, on, act = "judge-nobody", _("Judge that nobody is recognised"), REPORT, Act.MARK_PERSON
    rule = "persons"
    because = word_field(_("Why nobody can be recognised"), _("such as: the name of a prison"), longest=300)

    def prepare(self) -> None:
        """What is not decided on."""
        self.found = {one.words: one.trait for one in undecided(self.subject, suspected_in(self.subject, kept=True))}
        self.fields["words"] = forms.MultipleChoiceField(
            label=_("Words"),
            choices=[(words, f"{words} · {gettext(recognising.WORDS[trait])}") for words, trait in self.found.items()],
            widget=forms.CheckboxSelectMultiple,
        )

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The words the address names."""
        return {"words": [query["words"]]} if "words" in query else {}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Judge them."""
        said = self.cleaned_data
        chosen: dict[str, Trait] = {words: self.found[words] for words in said["words"]}
        judge_nobody(self.subject, chosen, because=said["because"], by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """What else waits."""
        return reverse("report_persons", args=[self.subject.pk])


@offered
class TakeBackOnPersons(_OnPersons):
    """Take back a mark or a judgement on persons, made by mistake."""

    name, verb, on, act = "take-back-on-persons", _("Take back a decision on persons"), REPORT, Act.MARK_PERSON
    rule = "persons"

    def prepare(self) -> None:
        """Everything that was decided."""
        marks, nobody = decided_in(self.subject)
        self.decided: dict[str, Any] = {str(one.pk): one for one in (*marks, *nobody)}
        choices = [(key, one.words) for key, one in self.decided.items()]
        self.fields["decision"] = forms.ChoiceField(label=_("Words"), choices=choices)

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The decision the address names."""
        return {"decision": query["decision"]} if "decision" in query else {}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take it back."""
        one = self.decided[self.cleaned_data["decision"]]
        if hasattr(one, "instead"):
            take_back_mark(one, by=by, at=at)
        else:
            take_back_nobody(one, by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """What waits now."""
        return reverse("report_persons", args=[self.subject.pk])


@offered
class PublishReport(TowardsPublication):
    """Publish the report."""

    name, verb, on, act = "publish", _("Publish"), REPORT, Act.PUBLISH_REPORT
    rule = "publication"
    final = True
    what = _(
        "The report gets its symbol, is frozen with every person unrecognisable, and goes to the portal. A publication "
        "is never withdrawn; a correction is a new version."
    )
    visible_to = _("everyone, for ever")
    with_response = forms.BooleanField(
        label=_("With the State's response as a document of its own"),
        help_text=_(
            "with the next number; what the State answered to an item stands beside it in the report in any case"
        ),
        required=False,
    )
    embargo_until = due_field(
        _("Embargo until"), _("nobody outside reads it before this day, 00:00 UTC; empty: none"), required=False
    )

    def prepare(self) -> None:
        """Where the State made a part public, the part or all of it, if the mechanism's rules have that choice."""
        asked = request_for(self.subject)
        if settings.MECHANISM.partial_publication and asked is not None and asked.scope == "part":
            self.fields["whole"] = forms.TypedChoiceField(
                label=_("What leaves"),
                help_text=_("The State made a part public, so all or part of the report may be published."),
                choices=[("", _("only the part that the State asked for")), ("whole", _("the whole report"))],
                coerce=bool,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only a transmitted report is published."""
        refusal = super().rules(subject, viewer, today)
        if refusal is not None or subject.stage == ReportStage.TRANSMITTED.value:
            return refusal
        return Refused(
            say("The report is {stage}; this step is open only to a report that is {before}."),
            settings.MECHANISM.cited("publication"),
            say("Load the page again to see how far the report has come."),
            {
                "stage": reporting.WORDS[ReportStage(subject.stage)],
                "before": reporting.WORDS[ReportStage.TRANSMITTED],
            },
        )

    @classmethod
    def foretold(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """What is missing: the ground, a check, a decision, somebody who can still be recognised."""
        return publication_decision(subject, readiness(subject, on=today))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Publish it."""
        said = self.cleaned_data
        until = datetime.combine(said["embargo_until"], time(0, 0), UTC) if said["embargo_until"] else None
        publish_report(
            self.subject,
            with_response=said["with_response"],
            embargo_until=until,
            whole=bool(said.get("whole")),
            paper=paper_for(self.subject),
            by=by,
            at=at,
        )
        return self.done_to()


class _Published(TowardsPublication):
    """What is done to a report of this mechanism that is public."""

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only what is published."""
        refusal = super().rules(subject, viewer, today)
        if refusal is not None:
            return refusal
        decision = publishing.may_correct(
            stage=ReportStage(subject.stage), because="said in the form", profile=settings.MECHANISM
        )
        return decision if isinstance(decision, Refused) else None


@offered
class CorrectPublication(_Published):
    """Publish a corrected version."""

    name, verb, on, act = "correct-publication", _("Publish a correction"), REPORT, Act.CORRECT_PUBLICATION
    rule = "publication"
    final = True
    what = _("The report as it stands now is published as the next version; the earlier one stays at its address.")
    visible_to = _("everyone, for ever")
    because = word_field(_("What is corrected"), longest=300)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Publish it."""
        because, paper = self.cleaned_data["because"], paper_for(self.subject)
        correct_publication(self.subject, because=because, paper=paper, by=by, at=at)
        return self.done_to()


@offered
class PublishResponse(_Published):
    """Publish the State's response to a published report."""

    name, verb, on, act = "publish-response", _("Publish the response"), REPORT, Act.PUBLISH_REPORT
    rule = "publication"
    final = True
    what = _("What the State answered leaves as a document of its own, with its own symbol and nobody recognisable.")
    visible_to = _("everyone, for ever")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Publish it."""
        publish_response(self.subject, by=by, at=at)
        return self.done_to()


@offered
class PublishStatement(ActForm):
    """Publish an adopted public statement."""

    name, verb, on, act = "publish-statement", _("Publish the statement"), STATEMENT, Act.PUBLISH_STATEMENT
    rule = "public_statement"
    final = True
    what = _("The statement gets its symbol and goes to the portal. Nobody is asked, and it is never withdrawn.")
    visible_to = _("everyone, for ever")

    @classmethod
    def rules(cls, subject: PublicStatement, viewer: Viewer, today: date) -> Decision | None:
        """Once, when it is adopted."""
        rule = settings.MECHANISM.cited("public_statement")
        if subject.adopted_on is None:
            reason = say("The statement is not adopted.")
            return Refused(reason, rule, say("Hear the State, vote, and adopt it first."))
        if StatementPublication.objects.filter(statement=subject).exists():
            return Refused(say("The statement is published."), rule)
        return None

    def prepare(self) -> None:
        """The words of the statement that a person has to judge."""
        found = suspected_words(self.subject.text, self.subject.state_id)
        if found:
            self.fields["words"] = forms.MultipleChoiceField(
                label=_("Nobody is recognised by these words"),
                choices=[(words, f"{words} · {gettext(recognising.WORDS[trait])}") for words, trait in found.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields["because"] = word_field(_("Why nobody can be recognised"), required=False, longest=300)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Publish it."""
        said = self.cleaned_data
        words, because = said.get("words", ()), said.get("because", "")
        publish_statement(self.subject, nobody_in=words, because=because, by=by, at=at)
        return self.done_to()


@offered
class RegisterConsent(ActForm):
    """Register that a State consents in advance to publication."""

    name, verb, on, act = "consent-in-advance", _("Register a consent in advance"), STATE, Act.GIVE_CONSENT
    rule = "publication"
    begins = day_field(_("From"))
    ends = day_field(_("Until"), _("its last day; empty: until it is withdrawn"), required=False)
    authority = word_field(_("By which authority"))
    may_delay_months = forms.IntegerField(
        label=_("Months it may put publication off"), required=False, min_value=1, max_value=24
    )
    source = word_field(_("Source"), _("the letter or page that says so"), longest=300)
    confidence = one_of(_("Confidence"), treaty_acts.WORDS, initial=Confidence.VERIFIED)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Register it."""
        said = self.cleaned_data
        register_consent(
            self.subject,
            begins=said["begins"],
            ends=said["ends"],
            authority=said["authority"],
            source=said["source"],
            confidence=Confidence(said["confidence"]),
            may_delay_months=said["may_delay_months"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


class _OnConsent(ActForm):
    """What is done to one of the consents of a State that were not withdrawn."""

    rule = "publication"
    consent = pick(_("Which consent"))

    @classmethod
    def suits(cls, subject: State) -> bool:
        """Where there is one."""
        return running_consents(subject).exists()

    def prepare(self) -> None:
        """Those that run, each by its first day and who gave it; one alone is chosen."""
        field: Any = self.fields["consent"]
        field.queryset = running_consents(self.subject)
        field.label_from_instance = _consent_words
        held = list(field.queryset[:2])
        field.initial = held[0].pk if len(held) == 1 else None


def _consent_words(one: StandingConsent) -> str:
    until = f" – {one.ends.isoformat()}" if one.ends else ""
    return f"{one.begins.isoformat()}{until} · {one.authority} · {one.source}"


@offered
class WithdrawConsent(_OnConsent):
    """Note that a State withdrew its consent in advance."""

    name, verb, on, act = "withdraw-consent", _("Note that a consent was withdrawn"), STATE, Act.GIVE_CONSENT
    withdrawn_on = day_field(_("Withdrawn on"))
    source = text_field(_("Source"), rows=2)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it of the one that was chosen."""
        said = self.cleaned_data
        withdraw_consent(said["consent"], withdrawn_on=said["withdrawn_on"], source=said["source"], by=by, at=at)
        return self.done_to()


@offered
class ConfirmConsent(_OnConsent):
    """Confirm that a consent in advance holds after the State has left."""

    name, verb, on, act = (
        "confirm-consent",
        _("Confirm that a consent reaches beyond the State’s leaving"),
        STATE,
        Act.GIVE_CONSENT,
    )
    what = _(
        "You read the consent and confirm that by its words reports may still be published once the State has left."
    )
    wording = text_field(_("Its words that say so"), rows=3)

    @classmethod
    def suits(cls, subject: State) -> bool:
        """Where there is one that nobody has confirmed."""
        return running_consents(subject).filter(reaches_beyond_by="").exists()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Confirm it."""
        said = self.cleaned_data
        confirm_consent(said["consent"], wording=said["wording"], by=by, at=at)
        return self.done_to()
