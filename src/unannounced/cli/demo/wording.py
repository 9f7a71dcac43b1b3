"""Texts of the worked case with what they leave open filled in, and one report of it in a second language."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format

from unannounced.cli.demo import texts
from unannounced.cli.demo.cast import Case
from unannounced.records.publications.actions import mark_person
from unannounced.records.publications.queries import items_in_order, with_texts
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.together import translate

OTHER = "fr"
"""The language of the second rendition."""
Slots = Mapping[str, object]


def said(text: str, slots: Slots, language: str = "en") -> str:
    """``text`` with its slots filled in; days as ``language`` writes them."""
    return text.format(**{name: _told(value, language) for name, value in slots.items()})


def _told(value: object, language: str) -> object:
    if not isinstance(value, date):
        return value
    with translation.override(language):
        return date_format(value, "j F Y")


def title(slots: Slots) -> str:
    """The title of a report."""
    return said("Report to the authorities of {state} on the visit carried out from {begins} to {ends}", slots)


def render(case: Case, report: Report, at: datetime) -> None:
    """Write the whole report in its second language, as it stands."""
    jonas, french = case.viewers["jonas"], texts.read("french")
    paragraphs = list(with_texts(Paragraph.objects.filter(report=report, left_out_of__isnull=True)))
    told = said(french["title"], case.written[paragraphs[0].pk][1], OTHER)
    translate(told, of_report=report, language=OTHER, words=report.title, by=jonas, at=at)
    words = _words()
    for chapter in dict.fromkeys(one.chapter for one in paragraphs):
        told = french["chapters"][chapter]
        translate(told, of_report=report, language=OTHER, words=chapter, chapter=chapter, by=jonas, at=at)
    for one in paragraphs:
        text, slots = case.written[one.pk]
        told = said(words[text], slots, OTHER)
        translate(told, of_report=report, language=OTHER, words=one.text, paragraph=one, by=jonas, at=at)
        for item in items_in_order(one):
            told = words[item.text]
            translate(told, of_report=report, language=OTHER, words=item.text, item=item.pk, by=jonas, at=at)
    person = french["person"]
    mark_person(report, person["words"], instead=person["instead"], by=jonas, at=at)


def _words() -> dict[str, str]:
    """Each text of the report as it stands among the texts of the worked case, with its French words."""
    frames, french = texts.read("frames"), texts.read("french")
    pairs = dict(zip(frames["opening"]["paragraphs"], french["opening"]["paragraphs"], strict=True))
    pairs[frames["closing"]["good"]] = french["closing"]["good"]
    named = next(one for one in frames["persons"] if one["name"] == french["person"]["name"])
    pairs[named["sentence"]] = french["person"]["sentence"]
    topics = {one["id"]: one for one in texts.read("topics")["topic"]}
    for topic in french["topic"]:
        ours = topics[topic["id"]]
        pairs |= zip(ours["paragraphs"], topic["paragraphs"], strict=True)
        pairs |= zip((one["text"] for one in ours["items"]), topic["items"], strict=True)
    return pairs
