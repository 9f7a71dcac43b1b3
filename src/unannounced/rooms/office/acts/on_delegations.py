"""What is done to the delegation of a visit: somebody named, taken off, made its head, or let know."""

from datetime import date, datetime

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from unannounced.duties import composing
from unannounced.duties.composing import GoesAs
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.records.accounts.queries import Viewer, people
from unannounced.records.visits.actions import change_head, leave_delegation, let_know, name_delegate
from unannounced.records.visits.models import Capacity, Delegate, Visit
from unannounced.records.visits.queries import delegation
from unannounced.rooms.office.acts.fields import codes_field, day_field, pick, text_field
from unannounced.rooms.office.acts.registry import offered
from unannounced.rooms.office.acts.subjects import VISIT
from unannounced.rooms.office.acts.while_it import AHEAD, NOT_OVER, OfAddress, while_it_is

CAPACITIES = [
    (Capacity.MEMBER, _("member")),
    (Capacity.EXPERT, _("expert")),
    (Capacity.INTERPRETER, _("interpreter")),
    (Capacity.SECRETARIAT, _("secretariat")),
]


class OnDelegation(OfAddress):
    """An act after which the delegation is shown."""

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """The delegation of a visit that is over stays as it was."""
        return while_it_is(NOT_OVER, subject)

    def address_after(self, result: Model) -> str:
        """The delegation; somebody who is no longer of it may not see the visit any more."""
        return reverse("visit_delegation", args=[self.subject.pk])


def who_goes(one: Delegate) -> str:
    """Somebody who goes, and as what, for a list to choose from."""
    return f"{one.person.display_name} ({said_now(composing.WORDS[GoesAs(one.capacity)])})"


@offered
class NameDelegate(OnDelegation):
    """Name somebody to the delegation."""

    name, verb, on, act = "name-delegate", _("Name a delegate"), VISIT, Act.NAME_DELEGATE
    rule = "delegation"
    person = pick(_("Person"))
    capacity = forms.ChoiceField(label=_("Goes as"), choices=CAPACITIES)
    head = forms.BooleanField(label=_("Head of delegation"), required=False)
    languages = codes_field(_("Languages"), _("of an interpreter on this visit: codes such as uk, ru"))

    def prepare(self) -> None:
        """Everybody with an account."""
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Name them."""
        said = self.cleaned_data
        name_delegate(
            self.subject,
            said["person"],
            capacity=Capacity(said["capacity"]),
            head=said["head"],
            languages=said["languages"],
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class ChangeHead(OnDelegation):
    """Make somebody who goes the head of the delegation."""

    name, verb, on, act = "change-head", _("Change the head of delegation"), VISIT, Act.NAME_DELEGATE
    rule = "delegation"
    what = _("This member leads the delegation from now on; whoever led it stays on it.")
    delegate = pick(_("Member"))

    def prepare(self) -> None:
        """The members who go and do not lead it."""
        field = self.fields["delegate"]
        field.queryset = delegation(self.subject).filter(capacity=Capacity.MEMBER, head=False)  # type: ignore[attr-defined]
        field.label_from_instance = who_goes  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Change it."""
        change_head(self.cleaned_data["delegate"], by=by, at=at)
        return self.done_to()


@offered
class LeaveDelegation(OnDelegation):
    """Take somebody off the delegation."""

    name, verb, on, act = "leave-delegation", _("Take somebody off the delegation"), VISIT, Act.LEAVE_DELEGATION
    rule = "delegation"
    final = True
    what = _("From now on this person sees of the visit only what everybody of their role sees, and can open nothing.")
    delegate = pick(_("Person"))
    day = day_field(_("Day"))
    because = text_field(_("Reason"), rows=2)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"day": self.today}

    def prepare(self) -> None:
        """Those who go."""
        self.fields["delegate"].queryset = delegation(self.subject)  # type: ignore[attr-defined]
        self.fields["delegate"].label_from_instance = who_goes  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Take them off."""
        said = self.cleaned_data
        leave_delegation(said["delegate"], on=said["day"], because=said["because"], by=by, at=at)
        return self.done_to()

    def address_after(self, result: Model) -> str:
        """The delegation, or the calendar for those who took themselves off: the visit may be hidden from them now."""
        own = self.cleaned_data["delegate"].person_id == self.viewer.pk
        return reverse("visits") if own else super().address_after(result)


@offered
class LetKnow(OnDelegation):
    """Let somebody know of a visit before it is notified."""

    name, verb, on, act = "let-know", _("Let somebody know"), VISIT, Act.LET_KNOW
    rule = "confidentiality"
    what = _("This person will see the visit and everything in it from now on.")
    person = pick(_("Person"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only a visit that is not notified needs it."""
        return while_it_is(AHEAD, subject)

    def prepare(self) -> None:
        """Everybody with an account."""
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Let them know."""
        let_know(self.subject, self.cleaned_data["person"], by=by, at=at)
        return self.done_to()
