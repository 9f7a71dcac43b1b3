"""What accompanies the publications of the worked case: summaries in plain language, and what became of the items."""

from datetime import datetime

from unannounced.cli.demo import texts
from unannounced.cli.demo.cast import Case
from unannounced.crafts.topics.cues import Cues
from unannounced.crafts.topics.features import tokens
from unannounced.crafts.topics.taxonomy import shipped
from unannounced.records.publications.followed_up import follow_up_decision, show_follow_up
from unannounced.records.publications.read_beside import beside_of, check_beside
from unannounced.records.readings.actions import decide_topics
from unannounced.records.readings.models import Decided
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.reports.summing_up import write_summary

LANGUAGES = ("en", "fr")
MOST_TOPICS, ABOUT_AS_SURE = 2, 10
"""Topics of an item, and by how many per cent less sure the second may be."""


def sum_up(case: Case, report: Report, at: datetime) -> None:
    """Write a summary in two languages and read it for persons; every name in it is invented."""
    if report.visit is None:
        return
    maud, items = case.viewers["maud"], Item.objects.filter(report=report).count()
    for language in LANGUAGES:
        slots = {"state": report.state.name(language), "year": report.visit.begins.year, "items": items}
        text = texts.read("frames")["summary"][language].format(**slots)
        write_summary(text, of_report=report, language=language, by=maud, at=at)
    read_beside(case, report, at)


def read_beside(case: Case, report: Report, at: datetime) -> None:
    """Read for persons whatever stands beside a report and was not read as it stands."""
    because, maud = "a State or a body of the worked case", case.viewers["maud"]
    for one in beside_of(report):
        if one.whole and not one.checked:
            nobody = list(one.open_words)
            check_beside(report, one.what, one.language, nobody_in=nobody, because=because, by=maud, at=at)


def say_topics(case: Case, report: Report, at: datetime) -> None:
    """Decide on the topics of the items, as the words of the taxonomy tell them: the surest of each item."""
    cues = Cues(shipped().topics)
    pairs = []
    for item in Item.objects.filter(report=report).select_related("report__visit", "paragraph"):
        told = cues.told(item.text, tokens(item.text))
        pairs += [(item, one.topic) for one in told[:MOST_TOPICS] if one.sure >= told[0].sure - ABOUT_AS_SURE]
    if pairs:
        decide_topics(pairs, Decided.CONFIRMED, by=case.viewers["jonas"], at=at)


def show_what_became(case: Case, at: datetime) -> None:
    """Show in public where the items of each published report stand, as far as anything was verified."""
    published = Report.objects.filter(publications__isnull=False).select_related("visit", "state").distinct()
    for report in published.order_by("transmitted_on", "pk"):
        if follow_up_decision(report, today=at.date()):
            show_follow_up(report, by=case.viewers["maud"], at=at)
