"""What is said on a visit and after it: talks, immediate observations and their answers, the grade of cooperation."""

from datetime import date, datetime

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from unannounced.duties import admitting
from unannounced.duties.admitting import Cooperation
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision
from unannounced.records.access.queries import suggested_grade
from unannounced.records.accounts.queries import Viewer
from unannounced.records.talks.actions import (
    grade_cooperation,
    hold_talks,
    note_answer,
    note_preliminary,
    observe_at_once,
)
from unannounced.records.talks.models import ImmediateObservation
from unannounced.records.talks.queries import observations_of
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.due_field import due_field
from unannounced.rooms.office.acts.fields import day_field, document_field, one_of, pick, text_field
from unannounced.rooms.office.acts.place_field import place_field
from unannounced.rooms.office.acts.registry import offered
from unannounced.rooms.office.acts.subjects import VISIT
from unannounced.rooms.office.acts.while_it import ENDED, KNOWN, OfAddress, while_it_is


class OnTalks(OfAddress):
    """An act after which the talks are shown: once the State knows of the visit."""

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """Nobody speaks with a State of a visit that it does not know of."""
        return while_it_is(KNOWN, subject)

    def first_words(self) -> dict[str, object]:
        """Today."""
        return {"day": self.today}

    def address_after(self, result: Model) -> str:
        """Talks, observations and cooperation."""
        return reverse("visit_talks", args=[self.subject.pk])


@offered
class HoldTalks(OnTalks):
    """Note talks with the authorities."""

    name, verb, on, act = "hold-talks", _("Note talks"), VISIT, Act.HOLD_TALKS
    rule = "immediate_observation"
    day = day_field(_("Day"))
    present = text_field(_("Present for the State"), _("by office, such as the Minister of Justice"), rows=3)
    said = text_field(_("What was said"), rows=6, required=False)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note them."""
        said = self.cleaned_data
        hold_talks(
            self.subject, day=said["day"], present=said["present"], said=said["said"], by=by, at=at, key=said["key"]
        )
        return self.done_to()


@offered
class ObserveAtOnce(OnTalks):
    """Make an immediate observation."""

    name, verb, on, act = "observe-at-once", _("Make an immediate observation"), VISIT, Act.OBSERVE_AT_ONCE
    rule = "immediate_observation"
    what = _("The observation is kept with the day by which the State is to answer. It is told to the State by you.")
    text = text_field(_("Observation"), rows=5)
    place = place_field(required=False)
    day = day_field(_("Made on"))
    due_on = due_field(_("Answer due"), _("empty: as the mechanism’s rule sets it"), required=False)

    def prepare(self) -> None:
        """The places of the State."""
        self.fields["place"].among(self.subject.state, self.viewer)  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Make it."""
        said = self.cleaned_data
        observe_at_once(
            self.subject,
            said["text"],
            made_on=said["day"],
            due_on=said["due_on"],
            place=said["place"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()


@offered
class AnswerObservation(OnTalks):
    """Note the State's answer to an immediate observation."""

    name, verb, on, act = "answer-observation", _("Note the answer to an observation"), VISIT, Act.OBSERVE_AT_ONCE
    rule = "immediate_observation"
    observation = pick(_("Observation"))
    answer = text_field(_("Answer"), rows=5)
    day = day_field(_("Answered on"))
    document = document_field(_("Document"))

    def prepare(self) -> None:
        """Those without an answer."""
        held = observations_of(self.subject, self.viewer).filter(answered_on=None)
        self.fields["observation"].queryset = held  # type: ignore[attr-defined]
        self.fields["observation"].label_from_instance = observation_words  # type: ignore[attr-defined]

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        said = self.cleaned_data
        note_answer(
            said["observation"], said["answer"], answered_on=said["day"], document=said["document"], by=by, at=at
        )
        return self.done_to()


def observation_words(one: ImmediateObservation) -> str:
    """An observation, for a list to choose from."""
    return f"{one.made_on}: {one.text[:120]}"


@offered
class NotePreliminary(OnTalks):
    """Note that the preliminary observations are in writing."""

    name, verb, on, act = "note-preliminary", _("Note preliminary observations"), VISIT, Act.HOLD_TALKS
    rule = "immediate_observation"
    what = _("It is noted that what was told at the final talks went to the State in writing.")
    day = day_field(_("In writing on"))
    document = document_field(_("Document"))

    @classmethod
    def rules(cls, subject: Visit, viewer: Viewer, today: date) -> Decision | None:
        """After the final talks."""
        return while_it_is((ENDED,), subject)

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Note it."""
        note_preliminary(
            self.subject, on=self.cleaned_data["day"], document=self.cleaned_data["document"], by=by, at=at
        )
        return self.done_to()


@offered
class GradeCooperation(OnTalks):
    """Grade how the authorities cooperated."""

    name, verb, on, act = "grade-cooperation", _("Grade the cooperation"), VISIT, Act.GRADE_COOPERATION
    rule = "cooperation"
    what = _("The grade is the judgement of the delegation; a later one replaces it, and both stay to be seen.")
    grade = one_of(_("Cooperation"), admitting.COOPERATION_WORDS, chosen=False)
    because = text_field(_("Reasons"), rows=4)
    day = day_field(_("Graded on"))

    def prepare(self) -> None:
        """Beside the choice stands what the rows noted would bear."""
        suggested = suggested_grade(self.subject, self.viewer)
        if suggested is not None:
            grade = said_now(admitting.COOPERATION_WORDS[suggested.grade])
            why = [said_now(one.english).format(**one.facts) for one in suggested.reasons]
            words = str(_("What was noted would bear: {grade}.")).format(grade=grade)
            self.fields["grade"].help_text = " ".join([words, *why])

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Grade it."""
        said = self.cleaned_data
        grade_cooperation(
            self.subject,
            Cooperation(said["grade"]),
            because=said["because"],
            on=said["day"],
            by=by,
            at=at,
            key=said["key"],
        )
        return self.done_to()
