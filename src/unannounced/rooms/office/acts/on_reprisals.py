"""What is done with cases of reprisal, by those entrusted with each. What is sealed comes from a browser of theirs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.duties import consenting, protecting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.duties.keeping import must_keep
from unannounced.duties.protecting import MOST_MONTHS, NO_REPRISALS, CaseStage
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.models import Communication, Keeper
from unannounced.records.communications.pieces import Offered
from unannounced.records.communications.queries import assigned_to, keepers_on
from unannounced.records.reprisals import actions
from unannounced.records.reprisals.models import Entrusted, FollowUp, Reprisal, SealedPart
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, text_field, word_field
from unannounced.rooms.office.acts.in_a_browser import InABrowser
from unannounced.rooms.office.acts.on_answers import SealedBytesField
from unannounced.rooms.office.acts.on_keys import hidden_number
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import CALL, ENTRUSTED, KEEPER, PART, REPRISAL


class OnReprisal(ActForm):
    """An act on a case, for those entrusted with it: nobody else finds it."""

    on, act = REPRISAL, Act.KEEP_REPRISAL
    visible_to = _("those entrusted with the case alone")
    subject: Reprisal

    @classmethod
    def cited(cls) -> str:
        """Nobody may be harmed for what they told."""
        return NO_REPRISALS


class WhileOpen(OnReprisal):
    """An act that has a meaning while a case is open."""

    @classmethod
    def suits(cls, subject: Reprisal) -> bool:
        """Not on a closed case."""
        return subject.stage == CaseStage.OPEN


@offered
class OpenCase(ActForm):
    """Open a case of reprisal; the person gets two words by which they are called."""

    name, verb, on, act = "open-case", _("Open a case of reprisal"), KEEPER, Act.KEEP_REPRISAL
    what = _("The person is called by two words drawn by chance. You alone are entrusted with the case at first.")
    visible_to = _("those entrusted with the case alone")
    authority = word_field(_("Authority"), _("which did it or let it happen"))
    told = text_field(_("What was done"), _("so that nobody can be recognised by it"), rows=4)
    happened_on = day_field(_("Day on which it was done"), required=False)

    @classmethod
    def suits(cls, subject: Keeper) -> bool:
        """The list of cases offers it, and no other page."""
        return False

    @classmethod
    def rules(cls, subject: Keeper, viewer: Viewer, today: date) -> Decision | None:
        """By a keeper, on their own row: before the first case there is no other thing."""
        keeps = subject.person_id == viewer.pk and subject.ended_at is None
        return must_keep(keeps=keeps, profile=settings.MECHANISM)

    @classmethod
    def cited(cls) -> str:
        """Nobody may be harmed for what they told."""
        return NO_REPRISALS

    def address_before(self) -> str:
        """The list of cases."""
        return reverse("reprisals")

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        said = self.cleaned_data
        return actions.open_case(
            said["authority"], said["told"], happened_on=said["happened_on"], by=by, at=at, key=said["key"]
        )


# Who is entrusted with it


@offered
class Entrust(OnReprisal):
    """Entrust a keeper with a case of reprisal."""

    name, verb = "entrust", _("Entrust a keeper with it")
    what = _("They see the whole case, and open how the person can be reached.")
    person = pick(_("Whom"))

    def prepare(self) -> None:
        """Keepers of the day who are not entrusted with it."""
        going = Entrusted.objects.filter(reprisal=self.subject, ended_at__isnull=True).values("person")
        keepers = keepers_on(self.today).exclude(person__in=going).values("person")
        people = Person.objects.filter(pk__in=keepers).order_by("display_name", "login")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Entrust them."""
        return actions.entrust(self.subject, self.cleaned_data["person"], by=by, at=at)


@offered
class EndTrust(OnReprisal):
    """End somebody's trust with a case; the last one stays."""

    name, verb, on = "end-trust", _("End the trust"), ENTRUSTED
    what = _("The case is hidden from them from now on.")

    def address_after(self, result: Model) -> str:
        """Who ended their own does not see the case any more."""
        entrusted: Any = self.subject
        own = entrusted.person_id == self.viewer.pk
        return reverse("reprisals") if own else super().address_after(result)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """End it."""
        entrusted: Any = self.subject
        return actions.end_trust(entrusted, by=by, at=at)


# Noting


@offered
class NoteMeasure(OnReprisal):
    """Note what was done about a reprisal."""

    name, verb = "note-measure", _("Note a measure")
    text = text_field(_("What was done about it"), _("so that nobody can be recognised by it"), rows=4)
    taken_on = day_field(_("Day"))

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"taken_on": self.today}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        actions.note_measure(self.subject, said["text"], taken_on=said["taken_on"], by=by, at=at, key=said["key"])
        return self.done_to()


@offered
class NoteAgreed(OnReprisal):
    """Note what the person answered when asked for one step."""

    name, verb = "note-agreed", _("Note what they agreed to")
    what = _("The latest answer counts; the earlier ones stay beside it.")
    step = one_of(_("Step"), protecting.STEP_WORDS, chosen=False)
    body = word_field(_("Which body"), _("where it is about telling one"), required=False, longest=120)
    answer = one_of(_("Answer"), consenting.ANSWER_WORDS, chosen=False)
    asked_on = day_field(_("Asked on"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        step, answer, body = said["step"], said["answer"], said["body"]
        asked_on, key = said["asked_on"], said["key"]
        actions.note_agreed(self.subject, step, answer, asked_on=asked_on, body=body, by=by, at=at, key=key)
        return self.done_to()


# What is sealed


class OnThePage(InABrowser, OnReprisal):
    """An act of the script of the page of a case."""

    where = say("This is written and sealed in your browser, on the page of the case.")


@offered
class KeepContacts(OnThePage):
    """Keep how the person can be reached, sealed in a browser; the newest counts."""

    name, verb = "keep-contacts", _("Keep how they can be reached")
    number = hidden_number()
    sealed = SealedBytesField()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it."""
        said = self.cleaned_data
        actions.keep_contacts(self.subject, Offered(said["sealed"], said["number"]), by=by, at=at)
        return self.done_to()


@offered
class ResealPart(OnThePage):
    """Replace what is sealed to an older version of the key by what a browser sealed to the newest."""

    name, verb, on = "re-seal", _("Re-seal a part of the case"), PART
    number = hidden_number()
    sealed = SealedBytesField()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Replace it."""
        part: SealedPart = self.subject  # type: ignore[assignment]
        said = self.cleaned_data
        return actions.reseal_part(part, Offered(said["sealed"], said["number"]), by=by, at=at)


# Calls


@offered
class PlanCall(WhileOpen):
    """Plan a call by which somebody asks how the person fares."""

    name, verb = "plan-call", _("Plan a call")
    what = _("It stands in the list of what is due of those entrusted with the case, from the day on which it is due.")
    due_on = day_field(_("Due on"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Plan it."""
        said = self.cleaned_data
        actions.plan_call(self.subject, said["due_on"], by=by, at=at, key=said["key"])
        return self.done_to()


@offered
class HoldCall(OnReprisal):
    """Note that a call was held, with a note that a browser sealed where there is one."""

    name, verb, on = "hold", _("Note that the call was held"), CALL
    what = _("What was said in it is noted on the page of the case, where your browser seals it.")
    held_on = day_field(_("Held on"))
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767, required=False)
    sealed = SealedBytesField(required=False)

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """Once."""
        return subject.held_on is None

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"held_on": self.today}

    def clean_key(self) -> UUID:
        """Sent twice it is held once."""
        return uuid4()

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        call: FollowUp = self.subject  # type: ignore[assignment]
        said = self.cleaned_data
        note = Offered(said["sealed"], said["number"] or 0) if said["sealed"] else None
        return actions.hold_call(call, said["held_on"], note=note, by=by, at=at)


# The communication it is about


@offered
class LinkCase(WhileOpen):
    """Say that a case is about a communication."""

    name, verb = "link", _("Link to a communication")
    what = _(
        "While the case is open the communication is not erased. Whoever reads the communication learns that it is "
        "held, and not by what."
    )
    mark = word_field(_("Mark of the communication"), _("of one that is assigned to you"), longest=9)

    def clean_mark(self) -> Communication:
        """One that is assigned to the viewer; hidden and absent are one answer."""
        mark = str(self.cleaned_data["mark"]).strip().upper()
        found = assigned_to(self.viewer).filter(mark=mark).first()
        if found is None:
            raise forms.ValidationError(_("No communication that is assigned to you has this mark."))
        return found

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Link it."""
        actions.link_case(self.subject, self.cleaned_data["mark"], by=by, at=at)
        return self.done_to()


# Its stages, and how long it is kept


@offered
class CloseCase(WhileOpen):
    """Close a case of reprisal."""

    name, verb = "close", _("Close the case")
    what = _(
        "Calls that were not held are not due any more, and what the case held may be erased in time. The months run "
        "from now on after which the case itself is erased."
    )

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Close it."""
        return actions.close_case(self.subject, by=by, at=at)


@offered
class OpenCaseAgain(OnReprisal):
    """Open a case of reprisal again."""

    name, verb = "open-again", _("Open the case again")
    what = _("It holds again the communications it is about, so far as they are not erased.")

    @classmethod
    def suits(cls, subject: Reprisal) -> bool:
        """What is closed."""
        return subject.stage == CaseStage.CLOSED

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open it."""
        return actions.open_case_again(self.subject, by=by, at=at)


@offered
class KeepCaseFor(OnReprisal):
    """Say for how many months a case of reprisal is kept."""

    name, verb = "keep-for", _("Say how long the case is kept")
    what = _("So many months after it was closed it is erased, with all that is noted and sealed in it.")
    months = forms.IntegerField(label=_("Months after it was closed"), min_value=1, max_value=MOST_MONTHS)

    def first_words(self) -> dict[str, object]:
        """As it is."""
        return {"months": self.subject.keep_months}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Say it."""
        return actions.keep_case_for(self.subject, self.cleaned_data["months"], by=by, at=at)
