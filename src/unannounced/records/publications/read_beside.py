"""What leaves beside the paragraphs, read for persons: plain-language summaries, and the report in another language.

The same marks hold for them, and the same rules propose words. A summary keeps a publication back until it was read as
it stands; a rendition that was not read, or is not whole, does not leave.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from unannounced.duties import accompanying, chain, noting, publishing, redaction
from unannounced.duties.accompanying import Beside
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.recognising import Trait
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import SomebodyWasFirst, act
from unannounced.records.publications.models import BesideCheck
from unannounced.records.publications.persons import open_words
from unannounced.records.publications.queries import items_in_order, marks_of, with_texts
from unannounced.records.reports.models import Paragraph, Report, Translation
from unannounced.records.reports.queries import hold_report
from unannounced.records.reports.renditions import Rendered, Renditions
from unannounced.records.reports.summing_up import newest_summaries
from unannounced.records.visits.queries import visit_permit


@dataclass(frozen=True, slots=True)
class ToRead:
    """What leaves beside the paragraphs in a language; ``texts`` are empty where a rendition is not whole.

    ``open_words`` are those that nobody decided on, ``checked`` whether somebody read it as it stands.
    """

    what: Beside
    language: str
    texts: tuple[str, ...]
    open_words: Mapping[str, Trait]
    checked: bool

    @property
    def key(self) -> str:
        """By which a form and a command name it."""
        return f"{self.what.value}-{self.language}"

    @property
    def digest(self) -> str:
        """The digest of its texts: a check holds for these texts and no others."""
        return chain.digest(list(self.texts))

    @property
    def whole(self) -> bool:
        """Whether there is something to read."""
        return bool(self.texts)


def beside_of(report: Report) -> list[ToRead]:
    """Everything that stands beside the paragraphs of a report: summaries first, then other languages."""
    found: list[tuple[Beside, str, tuple[str, ...]]]
    found = [(Beside.SUMMARY, language, (text,)) for language, text in newest_summaries(report).items()]
    found += [(Beside.RENDITION, one.language, whole_texts(report, one)) for one in _renditions(report)]
    checks = {(one.what, one.language, one.digest): one for one in BesideCheck.objects.filter(report=report)}
    return [_to_read(report, what, language, texts, checks) for what, language, texts in found]


def _to_read(
    report: Report,
    what: Beside,
    language: str,
    texts: tuple[str, ...],
    checks: Mapping[tuple[str, str, str], BesideCheck],
) -> ToRead:
    check = checks.get((what.value, language, chain.digest(list(texts))))
    judged = frozenset(check.judged) if check else frozenset[str]()
    suspected = open_words(report, texts) if texts else {}
    left = {words: trait for words, trait in suspected.items() if words not in judged}
    return ToRead(what, language, texts, left, check is not None and not left and not _named(report, texts))


def _named(report: Report, texts: Sequence[str]) -> list[str]:
    """Words of marked persons that would leave all the same."""
    marks = marks_of(report)
    return [word for text in texts for word in redaction.recognisable(redaction.redact(text, marks), marks)]


def _renditions(report: Report) -> list[Renditions]:
    own = report.language or "en"
    written = Translation.objects.filter(report=report).exclude(language=own)
    languages = written.order_by("language").values_list("language", flat=True).distinct()
    return [Renditions(report, one) for one in languages]


def whole_texts(report: Report, rendition: Renditions) -> tuple[str, ...]:
    """Every text of a rendition in the order of the report; nothing if a part is missing or renders earlier words."""
    parts: list[Rendered | None] = [rendition.title(report)]
    headings = set()
    for paragraph in with_texts(Paragraph.objects.filter(report=report, left_out_of__isnull=True)):
        if paragraph.chapter and paragraph.chapter not in headings:
            headings.add(paragraph.chapter)
            parts.append(rendition.chapter(paragraph.chapter))
        parts.append(rendition.paragraph(paragraph))
        parts += [rendition.item(item.pk, item.text) for item in items_in_order(paragraph)]
    said = [one.text for one in parts if one is not None and not one.stale]
    return tuple(said) if len(said) == len(parts) else ()


def checked_renditions(report: Report, beside: Iterable[ToRead]) -> list[Renditions]:
    """The report in those other languages in which it is whole and was read for persons as it stands."""
    checked = [one.language for one in beside if one.what is Beside.RENDITION and one.checked]
    return [Renditions(report, one) for one in checked]


def checked_summaries(beside: Iterable[ToRead]) -> dict[str, str]:
    """The plain-language summaries that were read for persons as they stand, by language."""
    return {one.language: one.texts[0] for one in beside if one.what is Beside.SUMMARY and one.checked}


def unread_summaries(report: Report) -> list[str]:
    """The languages of the summaries that nobody read for persons as they stand."""
    return [one.language for one in beside_of(report) if one.what is Beside.SUMMARY and not one.checked]


def check_beside(
    report: Report,
    what: Beside,
    language: str,
    *,
    nobody_in: Collection[str] = (),
    because: str = "",
    seen: str = "",
    by: Viewer,
    at: datetime,
) -> BesideCheck:
    """Confirm that a summary or a rendition was read for persons, and by which words in it nobody is recognised.

    ``seen`` is the digest of what somebody read: what was written since was not read. Checking the same texts again
    with the same judgement changes nothing.
    """
    visit_permit(Act.CHECK_PARAGRAPHS, by, report.visit)
    with act("check for persons what leaves beside a report", by=by.pk, at=at, within=report.visit_id) as line:
        hold_report(report)
        one = next((one for one in beside_of(report) if (one.what, one.language) == (what, language)), None)
        there = one is not None and one.whole
        require(accompanying.can_be_read(what, language=language, there=there, profile=settings.MECHANISM))
        if one is None or (seen and seen != one.digest):
            raise SomebodyWasFirst("paragraph")
        held = BesideCheck.objects.filter(report=report, what=what.value, language=language, digest=one.digest).first()
        if held is not None and one.checked:
            return held
        suspected = open_words(report, one.texts)
        require(accompanying.beside_is_safe([word for word in suspected if word not in nobody_in], settings.MECHANISM))
        judged = [word for word in suspected if word in nobody_in]
        if judged:
            require(publishing.may_judge_nobody(because=because, profile=settings.MECHANISM))
        return line.keep(
            BesideCheck(
                report=report,
                what=what.value,
                language=language,
                digest=one.digest,
                judged=judged,
                because=noting.tidy(because) if judged else "",
                checked_on=at.date(),
                checked_by_id=by.pk,
            )
        )
