"""A report as somebody wants to take it along: its language, whether persons are unrecognisable, what is marked."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from unannounced.crafts.typesetting.words import words_of
from unannounced.duties import visiting
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.laying_out import SetOut
from unannounced.duties.reporting import ReportStage
from unannounced.duties.visiting import VisitKind
from unannounced.duties.words import say
from unannounced.records.publications.beside import Paper
from unannounced.records.publications.queries import is_waiting, marks_of, publications_of
from unannounced.records.recommendations.whole import Cover, set_out_of
from unannounced.records.reports.models import Report
from unannounced.records.visits.models import Visit
from unannounced.rooms.web.installation import InstallationProblem, look


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a report. Empty ``language``: its own."""

    language: str = ""
    redacted: bool = False
    responses: bool = False
    remarks: bool = False


def set_out_as(report: Report, wanted: Wanted) -> SetOut:
    """The report as it is wanted. Only what may be read by everybody bears no marking."""
    language = wanted.language or report.language or "en"
    return set_out_of(
        report,
        cover_of(report, language, redacted=wanted.redacted, responses=wanted.responses),
        language=language,
        marks=marks_of(report) if wanted.redacted else (),
        with_responses=wanted.responses,
        with_remarks=wanted.remarks,
    )


def cover_of(report: Report, language: str, *, redacted: bool, responses: bool) -> Cover:
    """What the title page says besides the words of the report.

    A published report bears its symbol and no marking if persons are unrecognisable in it, it is public as a whole,
    and no response goes with it that may not be; one that says itself that
    it is public bears none as long as no response goes with it; every other bears the band of the mechanism.
    """
    profile = settings.MECHANISM.in_language(language)
    published = publications_of(report)
    whole = bool(published) and not published[0].partial and not is_waiting(published[0])
    public = (whole and redacted and not responses) or (report.already_public and not responses)
    draft = report.stage == ReportStage.DRAFT
    return Cover(
        mechanism=profile.name,
        short=profile.short,
        visit=visit_sentence(report.visit, language) if report.visit else "",
        symbol=(published[0].symbol if published else report.symbol) if public else "",
        marking="" if public else profile.band,
        day=_day(report, published[0].published_on if published and redacted else None),
        version=0 if draft else (published[0].version if published and redacted else 1),
    )


def paper_for(report: Report) -> Paper:
    """How the files that leave with a publication are drawn; refused while the look of the installation is broken."""
    try:
        drawn_in = look()
    except InstallationProblem as wrong:
        reason = say("The look of this installation cannot be used: {problem}")
        rule, instead = settings.MECHANISM.cited("publication"), say("Correct look.toml, or take it away.")
        raise RefusedByRule(Refused(reason, rule, instead, {"problem": str(wrong)})) from wrong
    return Paper(drawn_in, visit_sentence(report.visit, report.language or "en") if report.visit else "")


def visit_sentence(visit: Visit, language: str) -> str:
    """The sentence that names the visit, in the language of the file."""
    words = words_of(language)
    with override(language):
        kind = _(visiting.WORDS[VisitKind(visit.kind)])
        sentence = _("{kind}, {begins} to {ends}")
    said = sentence.format(kind=kind, begins=words.day(visit.begins), ends=words.day(visit.ends))
    return said[:1].upper() + said[1:]


def _day(report: Report, published_on: date | None) -> date | None:
    """The day the file bears; a draft bears none."""
    return published_on or report.dated_on or report.transmitted_on or report.adopted_on
