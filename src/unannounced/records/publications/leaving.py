"""What leaves the office for ever: reports, corrected versions, the State's responses, public statements.

A publication is never withdrawn: there is no act for it. A correction is a new version, and the earlier one stays.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError

from unannounced.crafts import packing
from unannounced.duties import accompanying, noting, publishing, redaction, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.publishing import Ground
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Parcel
from unannounced.records.publications import freezing
from unannounced.records.publications.beside import Drawn, Paper, drawn, freeze_files, told_publicly
from unannounced.records.publications.checkpoints import make_checkpoint
from unannounced.records.publications.models import (
    Publication,
    ResponsePublication,
    StatementPublication,
    SymbolNumber,
)
from unannounced.records.publications.persons import places_of, suspected_words
from unannounced.records.publications.queries import last_number, marks_of
from unannounced.records.publications.ready import (
    Readiness,
    ground_before,
    publication_decision,
    readiness,
    request_for,
)
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.recommendations.transmitting import BECAUSE_PUBLISHED, OfPublication, retransmit
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import hold_report
from unannounced.records.visits.queries import visit_permit

PORTAL = "portal"


def publish_report(
    report: Report,
    *,
    with_response: bool = False,
    embargo_until: datetime | None = None,
    part: Collection[UUID] = (),
    whole: bool = False,
    paper: Paper | None = None,
    by: Viewer,
    at: datetime,
) -> Publication:
    """Publish: give the symbol, freeze the redacted report into a parcel for the portal. Cannot be undone.

    Refused without a ground on that day (ECPT Art. 11(2)), with a paragraph that nobody checked for persons, with
    words nobody decided on, or with anybody recognisable without express consent (Art. 11(3)). ``with_response``: the
    State's response leaves as a document of its own with the next number. Under an embargo the courier waits.
    ``part`` are the paragraphs of a partial publication, where the mechanism's rules have it (OPCAT Art. 16(2)); by the
    same rule all of it may leave, with ``whole``, although the State made a part public.
    With ``paper`` it leaves as files too: PDF, Word, page, data and table.
    """
    visit_permit(Act.PUBLISH_REPORT, by, report.visit)
    foreseen = _foreseen(report, paper, part, whole, at) if report.stage == ReportStage.TRANSMITTED.value else None
    try:
        return _publish(report, with_response, embargo_until, part, whole, paper, foreseen, by, at)
    except IntegrityError as first:  # another report got this number at the same moment
        raise SomebodyWasFirst("publication") from first


def _publish(
    report: Report,
    with_response: bool,
    embargo_until: datetime | None,
    part: Collection[UUID],
    whole: bool,
    paper: Paper | None,
    foreseen: Drawn | None,
    by: Viewer,
    at: datetime,
) -> Publication:
    day = at.date()
    with act("publish a report", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        hold_report(report)
        ready = readiness(report, on=day)  # inside: an answer of the State may come at this moment
        require(publication_decision(report, ready))
        require(publishing.may_embargo(until=embargo_until, now=at, profile=settings.MECHANISM))
        until = _later(embargo_until, ready, at)
        chosen = () if whole else part or _asked_for(ready)
        asked = ready.request is not None and ready.request.scope == "part"
        if (chosen or asked) and not whole:
            require(publishing.has_part(_standing(report, chosen), profile=settings.MECHANISM))
        if chosen or asked:
            require(publishing.may_publish_part(by_state=asked, profile=settings.MECHANISM))
        line.move(report, seen={"stage": ReportStage.TRANSMITTED.value}, to={"stage": ReportStage.PUBLISHED.value})
        year, number, symbol = _number("report", day, line, own=report.symbol)
        content = freezing.frozen_report(
            report,
            symbol=symbol,
            version=1,
            requested_on=ready.request.requested_on if ready.request else None,
            published_on=day,
            at=at,
            part=chosen,
            ground=ready.ground.value if ready.ground is not Ground.NONE else "",
            files=_files(report, paper, foreseen, symbol, 1, chosen, until, line, at),
        )
        parcel = line.keep(_parcel("publication", content, at, until))
        publication = line.keep(
            Publication(
                report=report,
                version=1,
                symbol=symbol,
                year=year,
                number=number,
                published_on=day,
                embargo_until=until,
                partial=bool(chosen),
                parcel=parcel,
            )
        )
        published = OfPublication(published_on=day, symbol=symbol)
        retransmit(report, because=BECAUSE_PUBLISHED, publication=published, line=line, at=at)
        if with_response:
            _publish_response(report, symbol, until, chosen, line, at)
        make_checkpoint(line, at)
        return publication


def _foreseen(report: Report, paper: Paper | None, part: Collection[UUID], whole: bool, at: datetime) -> Drawn | None:
    """The files as they are likely to leave, drawn before the act so that it is short; it draws again what differs."""
    if paper is None:
        return None
    day = at.date()
    symbol = report.symbol or reporting.symbol(settings.MECHANISM, day.year, last_number(day.year) + 1)
    request = request_for(report)
    asked = [UUID(one) for one in request.part] if request and request.scope == "part" else []
    chosen = () if whole else part or asked
    return drawn(told_publicly(report, paper, symbol=symbol, version=1, day=day, part=chosen), paper)


def _files(
    report: Report,
    paper: Paper | None,
    before: Drawn | None,
    symbol: str,
    version: int,
    part: Collection[UUID],
    until: datetime | None,
    line: LineDraft,
    at: datetime,
) -> list[dict[str, Any]]:
    """The files of a version, frozen within the act of ``line``; what the publication says of them."""
    if paper is None:
        return []
    told = told_publicly(report, paper, symbol=symbol, version=version, day=at.date(), part=part)
    return freeze_files(drawn(told, paper, before).files, until=until, line=line, at=at)


def _later(embargo_until: datetime | None, ready: Readiness, at: datetime) -> datetime | None:
    """The embargo the office sets or the State asked for, the later of both; one that is over holds nothing back."""
    asked = ready.request.embargo_until if ready.request else None
    both = [one for one in (embargo_until, asked) if one is not None and one > at]
    return max(both) if both else None


def _standing(report: Report, part: Collection[UUID]) -> int:  # how many paragraphs of it stand in the report
    return Paragraph.objects.filter(report=report, left_out_of__isnull=True, pk__in=list(part)).count()


def _asked_for(ready: Readiness) -> list[UUID]:
    request = ready.request
    return [UUID(one) for one in request.part] if request is not None and request.scope == "part" else []


def correct_publication(
    report: Report, *, because: str, paper: Paper | None = None, by: Viewer, at: datetime
) -> Publication:
    """Publish a corrected version: it stands before the earlier one, which stays at its address (it names both).

    What was marked since is unrecognisable in it, and what the State answered since leaves with it; as files, too,
    with ``paper``.
    """
    visit_permit(Act.CORRECT_PUBLICATION, by, report.visit)
    because = noting.tidy(because)
    require(publishing.may_correct(stage=ReportStage(report.stage), because=because, profile=settings.MECHANISM))
    if report.from_archive:
        raise RefusedByRule(
            Refused(
                say("The report came from the archive: what corrects it is its maker's corrected file."),
                settings.MECHANISM.cited("publication"),
                say("Take the corrected file in under the same name, and show it again."),
            )
        )
    try:
        return _correct(report, because, paper, by, at)
    except IntegrityError as first:
        raise SomebodyWasFirst("publication") from first


def _correct(report: Report, because: str, paper: Paper | None, by: Viewer, at: datetime) -> Publication:
    with act("publish a corrected version", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        hold_report(report)
        last = Publication.objects.filter(report=report).order_by("-version").select_related("parcel").first()
        if last is None:
            raise SomebodyWasFirst("publication")
        ready = readiness(report, on=at.date())
        require(publishing.safe(ready.unchecked, ready.recognisable, profile=settings.MECHANISM))
        require(publishing.every_one_decided(places_of(ready.undecided), settings.MECHANISM))
        require(publishing.consents_hold(ready.without_consent, settings.MECHANISM))
        require(accompanying.summaries_are_read(ready.unread_summaries, settings.MECHANISM))
        require(publishing.reason_is_safe(_named_in(because, report), settings.MECHANISM))
        said = bytes(last.parcel.content)
        part = freezing.paragraphs_in(said) if last.partial else []
        version = last.version + 1
        content = freezing.frozen_report(
            report,
            symbol=last.symbol,
            version=version,
            requested_on=ready.request.requested_on if ready.request else None,
            published_on=at.date(),
            at=at,
            part=part,
            because=because,
            ground=freezing.ground_in(said) or ground_before(ready),
            files=_files(report, paper, None, last.symbol, version, part, last.embargo_until, line, at),
        )
        parcel = line.keep(_parcel("publication", content, at, last.embargo_until))
        make_checkpoint(line, at)
        return line.keep(
            Publication(
                report=report,
                version=version,
                symbol=last.symbol,
                year=last.year,
                number=last.number,
                published_on=at.date(),
                embargo_until=last.embargo_until,
                partial=last.partial,
                because=because,
                parcel=parcel,
            )
        )


def _named_in(because: str, report: Report) -> list[str]:
    """Words of a reason by which somebody may be recognised: those that were marked, and what a rule points at."""
    marked = redaction.recognisable(because, marks_of(report))
    return [*marked, *suspected_words(because, report.state_id)]


def publish_response(report: Report, *, by: Viewer, at: datetime) -> ResponsePublication:
    """Publish the State's response to a published report as a document of its own, with its own number."""
    visit_permit(Act.PUBLISH_REPORT, by, report.visit)
    try:
        with act("publish a response", by=by.pk, at=at, about=report, within=report.visit_id) as line:
            hold_report(report)
            published = Publication.objects.filter(report=report).order_by("-version").select_related("parcel").first()
            if published is None:
                raise RefusedByRule(
                    Refused(
                        say("The report is not published, and its response does not leave without it."),
                        settings.MECHANISM.cited("publication"),
                        say("Publish the report, with the response if the State asks for both."),
                    )
                )
            ready = readiness(report, on=at.date())
            require(publishing.safe(ready.unchecked, ready.recognisable, profile=settings.MECHANISM))
            require(publishing.every_one_decided(places_of(ready.undecided), settings.MECHANISM))
            require(publishing.consents_hold(ready.without_consent, settings.MECHANISM))
            if report.from_archive:
                require(
                    publishing.has_ground(
                        requested_on=ready.request.requested_on if ready.request else None,
                        consent=ready.consent,
                        transmitted_on=report.transmitted_on,
                        on=at.date(),
                        left=ready.left,
                        profile=settings.MECHANISM,
                    )
                )
            part = freezing.paragraphs_in(bytes(published.parcel.content)) if published.partial else []
            made = _publish_response(report, published.symbol, published.embargo_until, part, line, at)
            make_checkpoint(line, at)
            return made
    except IntegrityError as first:
        raise SomebodyWasFirst("publication") from first


def _publish_response(
    report: Report,
    of_symbol: str,
    until: datetime | None,
    part: Collection[UUID],
    line: LineDraft,
    at: datetime,
) -> ResponsePublication:
    """Freeze what the State answered into a document with the next number, within an act; to a part of it alone."""
    answered = freezing.answers_of(report, part)
    if not answered:
        raise RefusedByRule(
            Refused(
                say("The State has not responded to the report."),
                settings.MECHANISM.cited("response"),
                say("Publish the report without a response; the response follows when it comes."),
            )
        )
    earlier = ResponsePublication.objects.filter(report=report).order_by("-version").first()
    if earlier is None:
        year, number, symbol = _number("response", at.date(), line)
    else:
        year, number, symbol = earlier.year, earlier.number, earlier.symbol
    version = earlier.version + 1 if earlier else 1
    content = freezing.frozen_response(
        report, answered, symbol=symbol, of_symbol=of_symbol, version=version, published_on=at.date()
    )
    parcel = line.keep(_parcel("response-publication", content, at, until))
    return line.keep(
        ResponsePublication(
            report=report,
            version=version,
            symbol=symbol,
            year=year,
            number=number,
            published_on=at.date(),
            embargo_until=until,
            parcel=parcel,
        )
    )


def publish_statement(
    statement: PublicStatement, *, nobody_in: Collection[str] = (), because: str = "", by: Viewer, at: datetime
) -> StatementPublication:
    """Publish an adopted public statement: the mechanism's own decision, nobody is asked (ECPT Art. 10(2)).

    Refused while words in it may let somebody be recognised (Art. 11(3)) and are not judged in ``nobody_in``, with
    ``because`` as the reason: an adopted statement has no other words to put in their place.
    """
    permit(Act.PUBLISH_STATEMENT, by)
    held = StatementPublication.objects.filter(statement=statement).first()
    if held is not None:
        return held
    if statement.adopted_on is None:
        raise RefusedByRule(
            Refused(
                say("The statement is not adopted."),
                settings.MECHANISM.cited("public_statement"),
                say("Hear the State, vote, and adopt it first."),
            )
        )
    found = suspected_words(statement.text, statement.state_id)
    require(publishing.statement_is_safe([one for one in found if one not in nobody_in], settings.MECHANISM))
    judged = [one for one in found if one in nobody_in]
    if judged:
        require(publishing.may_judge_nobody(because=because, profile=settings.MECHANISM))
    try:
        with act("publish a public statement", by=by.pk, at=at, about=statement) as line:
            year, number, symbol = _number("statement", at.date(), line)
            content = freezing.frozen_statement(statement, symbol=symbol, version=1, published_on=at.date())
            parcel = line.keep(_parcel("statement", content, at, None))
            make_checkpoint(line, at)
            return line.keep(
                StatementPublication(
                    statement=statement,
                    symbol=symbol,
                    year=year,
                    number=number,
                    published_on=at.date(),
                    judged=judged,
                    because=noting.tidy(because) if judged else "",
                    parcel=parcel,
                )
            )
    except IntegrityError as first:
        raise SomebodyWasFirst("publication") from first


def _number(given_to: str, day: date, line: LineDraft, *, own: str = "") -> tuple[int, int, str]:
    """Year, number and symbol of what is published: one sequence a year, each number once (DOMAIN 5.2)."""
    known = reporting.numbered(settings.MECHANISM, own) if own else None
    year, number = known or (day.year, last_number(day.year) + 1)
    line.keep(SymbolNumber(year=year, number=number, given_to=given_to))
    return year, number, own or reporting.symbol(settings.MECHANISM, year, number)


def _parcel(kind: str, content: bytes, at: datetime, until: datetime | None) -> Parcel:
    version = freezing.VERSIONS[kind]
    return frozen(kind, version, content, packing.digest_of(content), to_room=PORTAL, at=at, not_before=until)
