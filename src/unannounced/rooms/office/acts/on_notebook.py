"""What is done to a notebook: opened by its delegation, what was set apart decided upon, entries corrected."""

import json
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from unannounced.duties import admitting, consenting
from unannounced.duties.admitting import Hindrance
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.duties.detailing import Form
from unannounced.duties.noting import Sealed
from unannounced.records.access.actions import note_access
from unannounced.records.accounts.queries import Viewer
from unannounced.records.notebooks.actions import correct_entry, judge_blob, open_notebook, try_again
from unannounced.records.notebooks.models import Entry, SealedBlob
from unannounced.records.notebooks.queries import blobs_seen_by, may_correct, may_open
from unannounced.records.persons.actions import note_consent
from unannounced.records.persons.models import Pseudonym
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.fields import day_field, one_of, text_field, word_field
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import ActForm, offered
from unannounced.rooms.office.acts.subjects import BLOB, ENTRY, PSEUDONYM, VISIT
from unannounced.rooms.office.proposing import hindrance_of

TAKE_IN, LEAVE = "take_in", "leave"


@offered
class OpenNotebook(ActForm):
    """Open blobs of a notebook by the file keys that a member's browser found."""

    name, verb, on, act = "open-notebook", _("Open the notebook"), VISIT, Act.OPEN_NOTEBOOK
    rule = "notification"
    what = _("What devices sealed is read here, blob by blob; the key of the visit stays in the member’s browser.")
    visible_to = _("those who see the visit")
    keys = text_field(
        _("File keys"), _("one JSON object: for each digest the file key of its blob, in hexadecimal"), rows=4
    )

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """By the delegation, once the visit is notified."""
        return may_open(subject, viewer)

    def clean_keys(self) -> dict[str, str]:
        """The keys by digest; what they must be is said by the duties."""
        try:
            keys = json.loads(self.cleaned_data["keys"])
        except (ValueError, RecursionError):
            keys = None
        if not isinstance(keys, dict):
            raise forms.ValidationError(_("This is no JSON object of file keys. Open the notebook in your browser."))
        return keys

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Open them."""
        open_notebook(self.subject, self.cleaned_data["keys"], by=by, at=at)
        return self.done_to()


@offered
class ReadAgain(ActForm):
    """Read again what was opened and could not be read."""

    name, verb, on, act = "read-again", _("Try again what could not be read"), VISIT, Act.OPEN_NOTEBOOK
    rule = "notification"
    what = _("Nobody’s key is needed a second time. What still cannot be read stays as it is.")

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """By the delegation, once the visit is notified."""
        return may_open(subject, viewer)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Read them."""
        try_again(self.subject, by=by, at=at)
        return self.done_to()


@offered
class DecideBlob(ActForm):
    """Decide on a blob that was set apart."""

    name, verb, on, act = "decide", _("Decide on what was set apart"), BLOB, Act.JUDGE_BLOB
    rule = "visit"
    decision = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[(TAKE_IN, _("It is opened with the others.")), (LEAVE, _("It stays apart."))],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the two.")},
    )
    because = text_field(_("Why"), rows=3)

    @classmethod
    def suits(cls, subject: SealedBlob) -> bool:
        """Only where something was set apart."""
        return subject.stands == Sealed.APART

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Decide."""
        said = self.cleaned_data
        blob = blobs_seen_by(by).get(pk=self.subject.pk)
        return judge_blob(blob, take_in=said["decision"] == TAKE_IN, because=said["because"], by=by, at=at)


class Correction(ActForm):
    """A correction of what an entry says besides its words."""

    on, act = ENTRY, Act.NOTE_ENTRY
    rule = "visit"

    @classmethod
    def rules(cls, subject: Entry, viewer: Viewer, today: date) -> Decision | None:
        """What was corrected already is corrected by correcting its correction."""
        return may_correct(subject)


@offered
class CorrectDay(Correction):
    """Correct the day of an entry."""

    name, verb = "correct-day", _("Correct the day")
    what = _("A new entry says the same of the right day. The first one stays as it was sealed.")
    noted_on = day_field(_("Day"))

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Correct it."""
        said = self.cleaned_data
        return correct_entry(self.subject, noted_on=said["noted_on"], by=by, at=at, key=said["key"])


@offered
class ChoosePlace(Correction):
    """Choose the place of an entry."""

    name, verb = "choose-place", _("Choose the place")
    what = _("A new entry says the same of the right place; what it measured is held beside the standards.")
    place = place_field()

    def prepare(self) -> None:
        """The places of the State."""
        place: Any = self.fields["place"]
        place.among(self.subject.visit.state, self.viewer)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Correct it."""
        said = self.cleaned_data
        return correct_entry(self.subject, place=said["place"], by=by, at=at, key=said["key"])


@offered
class NoteAsAccess(ActForm):
    """Note as an access event what an entry says of how the delegation was let in."""

    name, verb, on, act = "note-as-access", _("Note as access event"), ENTRY, Act.NOTE_ACCESS
    rule = "cooperation"
    what = _("It is counted among what hindered access. The entry stays as it is.")
    hindrance = one_of(_("What hindered"), admitting.HINDRANCE_WORDS)
    day = day_field(_("Day"))
    at_time = word_field(_("Time of day"), _("as 09:30"), required=False, longest=5)
    minutes = forms.IntegerField(label=_("Minutes waited"), required=False, min_value=0, max_value=100_000)
    who = word_field(_("Who"), _("by function, never a name"), required=False, longest=120)
    why = text_field(_("Reason given"), rows=3, required=False)

    @classmethod
    def suits(cls, subject: Entry) -> bool:
        """Only where an entry speaks of access."""
        return subject.form == Form.ACCESS

    def first_words(self) -> dict[str, object]:
        """What the entry says, ready to be noted by one press."""
        return hindrance_of(self.subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        note_access(
            self.subject.visit,
            hindrance=Hindrance(said["hindrance"]),
            day=said["day"],
            place=self.subject.place,
            at_time=said["at_time"],
            minutes=said["minutes"],
            who=said["who"],
            why=said["why"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class NoteConsent(ActForm):
    """Note what a person answered when they were asked, or that they withdrew it."""

    name, verb, on, act = "note-consent", _("Note a consent"), PSEUDONYM, Act.NOTE_CONSENT
    rule = "persons"
    what = _("It stands beside what was answered before; the latest answer counts, and undoes nothing that was done.")
    purpose = one_of(_("Asked for"), consenting.PURPOSE_WORDS)
    recipient = word_field(_("With whom"), _("where sharing is asked for"), required=False, longest=120)
    answer = one_of(_("Answer"), consenting.ANSWER_WORDS, chosen=False)
    asked_on = day_field(_("Asked on"))
    language = word_field(_("Language"), _("as a code, such as uk"), required=False, longest=10)
    how = word_field(_("How it was explained"), required=False)
    present = word_field(_("Who else was present"), _("by function, never a name"), required=False)
    guardian = word_field(_("Who consents for them"), _("by function, never a name"), required=False)

    def first_words(self) -> dict[str, object]:
        """The language in which they speak."""
        person: Pseudonym = self.subject
        return {"language": person.language}

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        names = ("purpose", "answer", "asked_on", "recipient", "language", "how", "present", "guardian", "key")
        note_consent(self.subject, **{name: said[name] for name in names}, by=by, at=at)
        return self.done_to()
