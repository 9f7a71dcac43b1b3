"""What is missing for publication, all of it: the ground, the checks, and who could still be recognised."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from unannounced.duties import accompanying, publishing, redaction, reporting
from unannounced.duties.decision import Decision, first_refusal
from unannounced.duties.publishing import Consented, Ground
from unannounced.duties.reporting import ReportStage
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.words import say
from unannounced.records.publications.models import PublicationRequest, StandingConsent
from unannounced.records.publications.persons import Suspected, consents_that_fail, places_of, undecided
from unannounced.records.publications.queries import marks_of, published_texts, unchecked, with_texts
from unannounced.records.publications.read_beside import unread_summaries
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import has_left


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the rules of publication ask on a day: the ground, the checks, and who could still be recognised."""

    request: PublicationRequest | None
    consent: Consented | None
    ground: Ground
    unchecked: list[int]
    recognisable: list[str]
    undecided: list[Suspected]
    without_consent: list[str]
    on: date
    unread_summaries: list[str] = field(default_factory=list)
    left: bool = False


def readiness(report: Report, *, on: date) -> Readiness:
    """What is missing for publication on the day ``on``; a dozen queries, however long the report."""
    marks = marks_of(report)
    paragraphs = list(with_texts(Paragraph.objects.filter(report=report, left_out_of__isnull=True)))
    recognisable = []
    if redaction.recognisable(redaction.redact(report.title, marks), marks):
        recognisable.append(say("the title"))
    for paragraph in paragraphs:
        texts = published_texts(paragraph)
        if any(redaction.recognisable(redaction.redact(text, marks), marks) for text in texts):
            recognisable.append(f"§ {paragraph.number}")
    request = request_for(report)
    left = has_left(report.state, settings.MECHANISM.convention, on=on)
    consent = publishing.consent_on(consents_of_state(report.state), on, left=left)
    return Readiness(
        request=request,
        consent=consent,
        ground=publishing.ground(
            requested_on=request.requested_on if request else None,
            consent=consent,
            transmitted_on=report.transmitted_on,
            on=on,
            left=left,
            profile=settings.MECHANISM,
        ),
        unchecked=unchecked(report, paragraphs),
        recognisable=recognisable,
        undecided=undecided(report),
        without_consent=consents_that_fail(report),
        on=on,
        unread_summaries=unread_summaries(report),
        left=left,
    )


def request_for(report: Report) -> PublicationRequest | None:
    """The State's latest request to publish a report, if it asked; of one day that for the whole counts."""
    return PublicationRequest.objects.filter(report=report).order_by("-requested_on", "-scope", "pk").first()


def consents_of_state(state: State) -> list[Consented]:
    """What a State consented to in advance, as the duties know it."""
    return [as_consented(one) for one in StandingConsent.objects.filter(state=state).order_by("begins", "pk")]


def as_consented(one: StandingConsent) -> Consented:
    """A consent in advance as the duties know it."""
    confidence, beyond = Confidence(one.confidence), bool(one.reaches_beyond_by)
    return Consented(one.begins, one.ends, one.withdrawn_on, confidence, one.may_delay_months, beyond)


def publication_decision(report: Report, ready: Readiness) -> Decision:
    """Whether the report may be published as it stands (ECPT Art. 11(2), 11(3))."""
    profile = settings.MECHANISM
    requested_on = ready.request.requested_on if ready.request else None
    by_maker = reporting.published_by_its_maker(
        from_archive=report.from_archive, body=report.body, already_public=report.already_public
    )
    return first_refusal(
        reporting.may_publish(
            stage=ReportStage(report.stage),
            by_its_maker=by_maker,
            requested_on=requested_on or (ready.on if ready.ground is not Ground.NONE else None),
            unchecked_paragraphs=ready.unchecked,
            recognisable=ready.recognisable,
            profile=profile,
        )
        if ready.ground is not Ground.NONE or by_maker or report.stage != ReportStage.TRANSMITTED
        else publishing.has_ground(
            requested_on=requested_on,
            consent=ready.consent,
            transmitted_on=report.transmitted_on,
            on=ready.on,
            left=ready.left,
            profile=profile,
        ),
        publishing.every_one_decided(places_of(ready.undecided), profile),
        publishing.consents_hold(ready.without_consent, profile),
        accompanying.summaries_are_read(ready.unread_summaries, profile),
    )


def ground_before(ready: Readiness) -> str:
    """The ground on which an earlier version left that does not say it: a request, or the rule for want of one."""
    if ready.request is not None:
        return Ground.REQUEST.value
    own = settings.MECHANISM.publication == "own_decision"
    return (Ground.OWN_DECISION if own else Ground.STANDING_CONSENT).value
