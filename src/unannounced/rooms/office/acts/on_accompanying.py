"""What accompanies a publication: plain-language summaries, other languages read for persons, what became of items."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unannounced.duties import recognising
from unannounced.duties.accompanying import Beside
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.publications.followed_up import digest_of_follow_up, follow_up_decision, show_follow_up
from unannounced.records.publications.read_beside import ToRead, beside_of, check_beside
from unannounced.records.reports.models import Report
from unannounced.records.reports.summing_up import newest_summaries, write_summary
from unannounced.rooms.office.acts.fields import text_field, word_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import REPORT
from unannounced.rooms.office.pages.accompanying import FollowUpPreview, preview_of


class _Accompanying(ActForm):
    """What is done to what stands beside a report of this mechanism."""

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """Another body writes its own."""
        return not subject.body

    def address_after(self, result: Model) -> str:
        """Everything that stands beside the report."""
        return reverse("report_accompanying", args=[self.subject.pk])


@offered
class WriteSummary(_Accompanying):
    """Write what the report says in plain language."""

    name, verb, on, act = "sum-up", _("Write a plain-language summary"), REPORT, Act.WRITE_SUMMARY
    rule = "publication"
    text = text_field(
        _("Summary"),
        _("in short sentences and everyday words; it is published with the report, after it was checked for persons"),
        rows=10,
    )

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """The language the address names."""
        return {"language": query["language"]} if "language" in query else {}

    def prepare(self) -> None:
        """The languages of the mechanism and of the report, and what was written before in the one asked for."""
        names = dict(settings.LANGUAGES)
        codes = dict.fromkeys([*settings.MECHANISM.languages, self.subject.language or "en"])
        choices = [(code, names.get(code, code)) for code in codes]
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=choices)
        written = newest_summaries(self.subject)
        language = str(self.initial.get("language") or "")
        if language in written:
            self.initial.setdefault("text", written[language])

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it; an earlier one stays."""
        said = self.cleaned_data
        write_summary(said["text"], of_report=self.subject, language=said["language"], by=by, at=at)
        return self.done_to()


@offered
class CheckBeside(_Accompanying):
    """Confirm that a summary or another language was read for persons."""

    name, on, act = "check-beside", REPORT, Act.CHECK_PARAGRAPHS
    verb = _("Check a summary or another language for persons")
    rule = "persons"
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """What the address names."""
        return {"what": query["what"]} if "what" in query else {}

    def prepare(self) -> None:
        """What stands beside the report as a whole, and the words in it that nobody decided on."""
        self.beside: dict[str, ToRead] = {one.key: one for one in beside_of(self.subject) if one.whole}
        self.fields["what"] = forms.ChoiceField(
            label=_("What was read"), choices=[(key, beside_words(one)) for key, one in self.beside.items()]
        )
        asked = self.beside.get(str(self.initial.get("what") or ""))
        if asked is not None:
            self.initial.setdefault("seen", asked.digest)
        found = {words: trait for one in self.beside.values() for words, trait in one.open_words.items()}
        if found:
            self.fields["words"] = forms.MultipleChoiceField(
                label=_("Nobody is recognised by these words"),
                choices=[(words, f"{words} · {gettext(recognising.WORDS[trait])}") for words, trait in found.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields["because"] = word_field(_("Why nobody can be recognised"), required=False, longest=300)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Confirm it."""
        said: dict[str, Any] = self.cleaned_data
        one = self.beside[said["what"]]
        words, because = said.get("words", ()), said.get("because", "")
        check_beside(
            self.subject, one.what, one.language, nobody_in=words, because=because, seen=said["seen"], by=by, at=at
        )
        return self.done_to()


@offered
class ShowFollowUp(_Accompanying):
    """Show in public where the items of a published report stand."""

    name, verb, on, act = "show-follow-up", _("Show in public what became of it"), REPORT, Act.SHOW_FOLLOW_UP
    rule = "publication"
    final = True
    what = _(
        "The portal shows of each published item where it stands as the mechanism verified it, and since when; no "
        "words, no evidence, and nothing of what the State answered. A later edition takes its place."
    )
    visible_to = _("everyone, for ever")
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @classmethod
    def suits(cls, subject: Report) -> bool:
        """What the public cannot read has nothing to show."""
        return super().suits(subject) and subject.stage == ReportStage.PUBLISHED.value

    @classmethod
    def rules(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Only of a published report."""
        if subject.stage == ReportStage.PUBLISHED.value:
            return None
        decision = follow_up_decision(subject, today=today)
        return decision if isinstance(decision, Refused) else None

    @classmethod
    def foretold(cls, subject: Report, viewer: Viewer, today: date) -> Decision | None:
        """Whether anything was verified."""
        return follow_up_decision(subject, today=today)

    def first_words(self) -> dict[str, object]:
        """A sign of what is previewed."""
        return {"seen": digest_of_follow_up(self.subject, today=self.today)}

    @property
    def preview(self) -> FollowUpPreview:
        """What the public will read."""
        return preview_of(self.subject, today=self.today)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Show it."""
        show_follow_up(self.subject, seen=self.cleaned_data["seen"], by=by, at=at)
        return self.done_to()


def beside_words(one: ToRead) -> str:
    """What stands beside a report, in words."""
    language = dict(settings.LANGUAGES).get(one.language, one.language)
    if one.what is Beside.SUMMARY:
        return gettext("The plain-language summary in {language}").format(language=language)
    return gettext("The report in {language}").format(language=language)
