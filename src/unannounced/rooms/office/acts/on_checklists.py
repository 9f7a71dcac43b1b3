"""What is done to check-lists: chosen for a visit, left out, withdrawn; the key by which ODK clients encrypt."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unannounced.duties import filling
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.visiting import VisitStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.checklists.actions import (
    choose_checklist,
    keep_odk_key,
    leave_out_checklist,
    withdraw_checklist,
)
from unannounced.records.checklists.models import Checklist
from unannounced.records.checklists.queries import chosen_for, in_lists, in_use
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.fields import pick
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import CHECKLIST, VISIT


def _page_of(visit: Model) -> str:
    return reverse("visit_checklists", args=[visit.pk])


def _not_over(visit: Visit) -> Decision | None:
    decision = filling.may_leave_out(stage=VisitStage(visit.stage), left_out=False, profile=settings.MECHANISM)
    return decision if isinstance(decision, Refused) else None


@offered
class ChooseChecklist(ActForm):
    """Choose a check-list for a visit."""

    name, verb, on, act = "choose-checklist", _("Choose a check-list"), VISIT, Act.CHOOSE_CHECKLIST
    rule = "visit"
    checklist = pick(
        _("Check-list"), _("it goes to devices with each invitation and letter from now on; one version of each")
    )

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Not once the visit is over."""
        return _not_over(subject)

    def prepare(self) -> None:
        """The versions in use."""
        field: Any = self.fields["checklist"]
        field.queryset = in_lists(in_use(self.viewer))

    @classmethod
    def asked_for(cls, query: Any) -> dict[str, object]:
        """The one the address names, if it names one."""
        return {"checklist": query["checklist"]} if query.get("checklist") else {}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Choose it."""
        choose_checklist(self.subject, self.cleaned_data["checklist"], by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """The check-lists of the visit."""
        return _page_of(result)


@offered
class LeaveOutChecklist(ActForm):
    """Leave a check-list out of a visit."""

    name, verb, on, act = "leave-out-checklist", _("Leave a check-list out"), VISIT, Act.CHOOSE_CHECKLIST
    rule = "visit"
    what = _("The next letter takes it from the devices. What was filled in by it stays, and stays readable.")
    chosen = pick(_("Check-list"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Not once the visit is over."""
        return _not_over(subject)

    def prepare(self) -> None:
        """Those the visit uses."""
        field: Any = self.fields["chosen"]
        field.queryset = chosen_for(self.subject, self.viewer)

    @classmethod
    def asked_for(cls, query: Any) -> dict[str, object]:
        """The one the address names, if it names one."""
        return {"chosen": query["chosen"]} if query.get("chosen") else {}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Leave it out."""
        leave_out_checklist(self.cleaned_data["chosen"], by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """The check-lists of the visit."""
        return _page_of(result)


@offered
class KeepOdkKey(ActForm):
    """Make the key by which ODK clients encrypt; a browser fills the fields in."""

    name, verb, on, act = "keep-odk-key", _("Make a key for ODK clients"), VISIT, Act.MAKE_VISIT_KEY
    rule = "confidentiality"
    what = _("Forms that ODK clients fetch from then on are encrypted on the telephone already.")
    public = forms.CharField(widget=forms.HiddenInput, max_length=4_000, label=_("Public key"))
    sealed = forms.CharField(widget=forms.HiddenInput, max_length=40_000, label=_("Sealed key"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it."""
        said = self.cleaned_data
        keep_odk_key(self.subject, said["public"].strip(), said["sealed"].strip() + "\n", by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """The check-lists of the visit."""
        return _page_of(result)


@offered
class WithdrawChecklist(ActForm):
    """Withdraw a version of a check-list."""

    name, verb, on, act = "withdraw", _("Withdraw this version"), CHECKLIST, Act.ENTER_CHECKLIST
    rule = "visit"
    what = _("No further visit uses it. Visits that do keep it, and what was filled in by it stays readable.")

    @classmethod
    def rules(cls, subject: Checklist, viewer: Viewer, today: date) -> Decision | None:
        """It is withdrawn once."""
        decision = filling.may_withdraw(withdrawn=subject.withdrawn_at is not None, profile=settings.MECHANISM)
        return decision if isinstance(decision, Refused) else None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Withdraw it."""
        return withdraw_checklist(self.subject, by=by, at=at)
