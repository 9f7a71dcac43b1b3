"""What the State is told of a visit and what it objects to: letters, places announced, objections and their ends."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from unannounced.duties import notifying, objecting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.records.accounts.queries import Viewer
from unannounced.records.visits.actions import (
    add_letter,
    announce_place,
    decide_objection,
    notify_visit,
    settle_objection,
)
from unannounced.records.visits.icrc import barred_places
from unannounced.records.visits.models import Objection, Visit
from unannounced.records.visits.queries import delegation
from unannounced.rooms.office.acts.fields import day_field, one_of, pick, text_field, word_field
from unannounced.rooms.office.acts.letters import Asked, drawn, languages, last_address, last_letter, letter_on
from unannounced.rooms.office.acts.on_delegations import who_goes
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import offered
from unannounced.rooms.office.acts.subjects import VISIT
from unannounced.rooms.office.acts.while_it import AHEAD, KNOWN, UNDER_WAY, OfAddress, while_it_is

LANGUAGE_WORDS = [("en", _("English")), ("fr", _("French"))]


class OnLetters(OfAddress):
    """An act after which the letters and objections are shown."""

    def address_after(self, result: Model) -> str:
        """The letters, objections and places announced."""
        return reverse("visit_letters", args=[self.subject.pk])


class WithLetter(OnLetters):
    """An act that keeps a letter, typeset from what the office holds and what is chosen here."""

    language = forms.ChoiceField(label=_("Language of the letter"), required=False)
    addressed_to = text_field(_("Addressed to"), _("the authority that the State named for it"), rows=4, required=False)
    signed_by = word_field(_("Signed by"), required=False, longest=120)
    signed_as = word_field(_("As"), _("the office of whoever signs"), required=False, longest=120)

    def first_words(self) -> dict[str, object]:
        """The first language of the mechanism, and the authority that the last letter went to."""
        return {"language": languages()[0], "addressed_to": last_address(self.subject, self.viewer)}

    def prepare(self) -> None:
        """The languages in which the mechanism writes."""
        known = dict(LANGUAGE_WORDS)
        self.fields["language"].choices = [(one, known[one]) for one in languages()]  # type: ignore[attr-defined]

    def letter(self, day: date, follows: date | None = None) -> bytes:
        """The letter as PDF."""
        return drawn(letter_on(self.subject, self.asked(day), follows=follows))

    def asked(self, day: date) -> Asked:
        """What was chosen for the letter."""
        said = self.cleaned_data
        return Asked(day, said["language"], said["addressed_to"], said["signed_by"], said["signed_as"])


@offered
class NotifyVisit(WithLetter):
    """Notify the State of the visit."""

    name, verb, on, act = "notify", _("Notify the State"), VISIT, Act.NOTIFY_VISIT
    rule = "notification"
    final = True
    what = _("The letter is typeset and kept, with the names of everybody who goes; the visit is noted as notified.")
    visible_to = _("every member of the committee and its secretariat")
    notified_on = day_field(_("Notified on"))
    too_few_because = text_field(
        _("Why fewer members than the rule wants"), _("only where it is so"), rows=2, required=False
    )
    field_order = ("key", "notified_on", "language", "addressed_to", "signed_by", "signed_as", "too_few_because")

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """A visit is notified once."""
        return while_it_is(AHEAD, subject)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {**super().first_words(), "notified_on": self.today}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Notify it."""
        said = self.cleaned_data
        return notify_visit(
            self.subject,
            notified_on=said["notified_on"],
            too_few_because=said["too_few_because"],
            letter=self.letter(said["notified_on"]),
            language=said["language"],
            addressed_to=said["addressed_to"],
            by=by,
            at=at,
        )


@offered
class AddLetter(WithLetter):
    """Keep a further letter, which names everybody who goes now."""

    name, verb, on, act = "add-letter", _("Keep a further letter"), VISIT, Act.NOTIFY_VISIT
    rule = "assistants"
    final = True
    what = _("A further letter is typeset and kept, with the names of everybody who goes now. The earlier ones stand.")
    day = day_field(_("Day of the letter"))
    field_order = ("key", "day", "language", "addressed_to", "signed_by", "signed_as")

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """It adds to an earlier one."""
        return while_it_is(UNDER_WAY, subject)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {**super().first_words(), "day": self.today}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Keep it."""
        said, before = self.cleaned_data, last_letter(self.subject)
        add_letter(
            self.subject,
            day=said["day"],
            letter=self.letter(said["day"], before.day if before else self.subject.notified_on),
            language=said["language"],
            addressed_to=said["addressed_to"],
            by=by,
            at=at,
        )
        return self.done_to()


@offered
class AnnouncePlace(OnLetters):
    """Note that the State was told of a place."""

    name, verb, on, act = "announce-place", _("Note a place announced"), VISIT, Act.ANNOUNCE_PLACE
    rule = "notification"
    place = place_field()
    day = day_field(_("Announced on"))
    ahead = one_of(_("How long before"), notifying.AHEAD_WORDS)

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """No place of a visit stands in the office before the State knows of it."""
        return while_it_is(KNOWN, subject)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"day": self.today}

    def prepare(self) -> None:
        """The places of the State that are not barred for the days of the visit."""
        barred = barred_places(self.subject.state, self.subject.begins, self.subject.ends)
        self.fields["place"].among(self.subject.state, self.viewer, without=barred)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        announce_place(self.subject, said["place"], on=said["day"], ahead=said["ahead"], by=by, at=at)
        return self.done_to()


@offered
class DecideObjection(OnLetters):
    """Decide on an objection of the State."""

    name, verb, on, act = "decide-objection", _("Decide on an objection"), VISIT, Act.DECIDE_OBJECTION
    rule = "objection"
    what = _(
        "What the objection leads to is decided by the rule and kept with its reason. An expert or interpreter to whom"
        " the State may object is taken off the delegation; the visit goes on."
    )
    received_on = day_field(_("Received on"))
    target = forms.ChoiceField(label=_("Objects to"))
    delegate = pick(_("Person"), _("where it objects to one"), required=False)
    place = place_field(required=False)
    ground = forms.ChoiceField(label=_("Ground"), required=False)
    other_ground = word_field(
        _("Another ground"), _("as the State gave it, where it is not in the list"), required=False, longest=60
    )
    urgent = forms.BooleanField(label=_("urgent and compelling"), required=False)
    temporary = forms.BooleanField(label=_("prevents the visit only for a time"), required=False)
    said = text_field(_("The State’s own words"), rows=3, required=False)

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """To a national mechanism no State objects; what it says is kept all the same where a treaty is behind it."""
        return bool(settings.MECHANISM.convention)

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only to what it was told of."""
        return while_it_is(KNOWN, subject)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"received_on": self.today}

    def prepare(self) -> None:
        """What there is to object to."""
        grounds = settings.MECHANISM.objection_grounds
        self.fields["target"].choices = [(one, said_now(words)) for one, words in objecting.TARGETS.items()]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            ("", _("– none of the list –")),
            *((one, said_now(objecting.GROUNDS[one]) if one in objecting.GROUNDS else one) for one in grounds),
        ]
        self.fields["delegate"].queryset = delegation(self.subject)  # type: ignore[attr-defined]
        self.fields["delegate"].label_from_instance = who_goes  # type: ignore[attr-defined]
        self.fields["place"].among(self.subject.state, self.viewer)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide it."""
        said = self.cleaned_data
        decide_objection(
            self.subject,
            target=said["target"],
            received_on=said["received_on"],
            ground=said["ground"] or said["other_ground"],
            place=said["place"],
            delegate=said["delegate"],
            said=said["said"],
            urgent=said["urgent"],
            temporary=said["temporary"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


def open_objections(visit: Visit) -> QuerySet[Objection]:
    """The objections of a visit that no arrangement has settled, the earliest first."""
    unsettled = Objection.objects.filter(visit=visit, settled_on=None, target__in=("time", "place"))
    return unsettled.filter(result__in=("valid", "needs_consultation")).order_by("received_on", "pk")


@offered
class SettleObjection(OnLetters):
    """Note the arrangement that ended an objection."""

    name, verb, on, act = "settle-objection", _("Settle an objection"), VISIT, Act.DECIDE_OBJECTION
    rule = "objection"
    objection = pick(_("Objection"))
    day = day_field(_("Settled on"))
    how = text_field(_("The arrangement"), _("what both sides came to, or that the ground has gone"), rows=3)

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """Only where an objection is possible."""
        return bool(settings.MECHANISM.convention)

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Only of a visit the State was told of."""
        return while_it_is(KNOWN, subject)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"day": self.today}

    def prepare(self) -> None:
        """Those that are open."""
        self.fields["objection"].queryset = open_objections(self.subject)  # type: ignore[attr-defined]
        self.fields["objection"].label_from_instance = _objection_words  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Settle it."""
        said = self.cleaned_data
        settle_objection(said["objection"], on=said["day"], how=said["how"], by=by, at=at)
        return self.done_to()


def _objection_words(one: Objection) -> str:
    return f"{one.received_on}: {said_now(objecting.TARGETS.get(one.target, one.target))}"
