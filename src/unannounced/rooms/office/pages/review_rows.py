"""What the page of a reading shows of an item: why it is unsure, what stands beside it, its topics, what it repeats."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import get_language

from unannounced.crafts.topics import Taxonomy
from unannounced.duties import reviewing
from unannounced.duties.dialogue import Position
from unannounced.duties.reviewing import Read
from unannounced.duties.words import Sentence
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.archive.models import Rendition
from unannounced.records.ledger.queries import lines_about
from unannounced.records.readings.deciding import stamp_of_decision
from unannounced.records.readings.models import Decided, ProposedRepeat, RepeatDecision
from unannounced.records.readings.queries import TopicAsked
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.rooms.office.pages.source import PAGED, source_url

NEIGHBOURS = 2
"""Items of the same paragraph that are shown before and after."""

Pieces = list[tuple[str, int]]
"""A text in pieces, each with the number of the mark it bears; 0 for none."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The file an item was read from: where it is fetched and read, and its page as a picture or its text."""

    file_name: str
    file_url: str
    page: int | None
    read_url: str
    image_url: str
    text_url: str


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic of an item as somebody decides on it."""

    topic: str
    name: str
    sure: int | None
    words: str
    stands: bool
    asked: bool
    by: str
    at: datetime | None
    seen: str


@dataclass(frozen=True, slots=True)
class ShownRepeat:
    """An earlier item that this one may say again: both texts with the places marked where they differ."""

    earlier: Item
    url: str
    day: date
    likeness: int | None
    then: Pieces
    now: Pieces
    differs: list[tuple[int, str, str]]
    decided: str
    by: str
    at: datetime | None
    seen: str

    @property
    def asked(self) -> bool:
        """Whether nobody has decided."""
        return not self.decided


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did last to an item, who and when."""

    act: str
    by: str
    at: datetime


def pieces(text: str, marked: Sequence[str]) -> Pieces:
    """``text`` in pieces, so that each of ``marked`` bears its number where it stands first; blanks count alike."""
    spans: list[tuple[int, int, int]] = []
    for number, words in enumerate(marked, start=1):
        found = re.search(r"\s+".join(re.escape(word) for word in words.split()), text) if words.split() else None
        if found and all(found.end() <= start or found.start() >= end for start, end, _number in spans):
            spans.append((found.start(), found.end(), number))
    held, at = [], 0
    for start, end, number in sorted(spans):
        held += [(text[at:start], 0), (text[start:end], number)]
        at = end
    return [one for one in [*held, (text[at:], 0)] if one[0]]


def why(item: Item, noticed: Iterable[str]) -> list[Sentence]:
    """Why the reading of an item is unsure; two queries about the other items of its report."""
    others = Item.objects.filter(report=item.report_id, left_out_of__isnull=True).exclude(pk=item.pk)
    return reviewing.why_unsure(
        Read(
            text=item.text,
            sure=item.read_with or 0,
            printed=item.printed,
            named=bool(item.made_by),
            position=Position(item.position),
            others_name_makers=others.exclude(made_by=[]).exists(),
            others_say_position=others.exclude(position=Position.UNKNOWN.value).exists(),
            from_picture=any("recogni" in one for one in noticed),
        )
    )


def rendition_of(item: Item) -> Rendition | None:
    """The file whose words stand in the report of an item, without its bytes; one query."""
    files = Rendition.objects.filter(report=item.report_id, gave_the_words=True).select_related("document")
    return files.defer("document__content").order_by("-number").first()


def beside(item: Item, file: Rendition | None) -> Beside | None:
    """The file an item was read from, and the page on which it begins."""
    if file is None:
        return None
    page, marked = item.page or item.paragraph.page, f"?item={item.pk}"
    key = [item.report_id, file.number]
    paged = file.document.media.startswith(PAGED)
    return Beside(
        file_name=file.document.file_name,
        file_url=reverse("report_file", args=key),
        page=page,
        read_url=source_url(item, file.number),
        image_url=reverse("report_source_page", args=[*key, page]) + marked if paged and page else "",
        text_url="" if paged else reverse("report_source_text", args=key) + marked,
    )


def neighbours(item: Item) -> list[Item]:
    """The items that stand just before and after in the same paragraph, and the item itself; one query."""
    first, last = item.place_in_paragraph - NEIGHBOURS, item.place_in_paragraph + NEIGHBOURS
    near = Item.objects.filter(paragraph=item.paragraph_id, place_in_paragraph__range=(first, last))
    standing = near.filter(left_out_of__isnull=True) | near.filter(pk=item.pk)
    return list(standing.select_related("paragraph").order_by("place_in_paragraph"))


def shown_topics(asked: Iterable[TopicAsked], topics: Taxonomy) -> list[ShownTopic]:
    """The topics of an item by name, those that are asked first."""
    found = [_topic(one, topics) for one in asked]
    return sorted(found, key=lambda one: (not one.asked, not one.stands))


def _topic(one: TopicAsked, topics: Taxonomy) -> ShownTopic:
    decision = one.decision if one.decision and one.decision.decided != Decided.OPEN else None
    return ShownTopic(
        topic=one.topic,
        name=topic_name(one.topic, topics),
        sure=one.sure,
        words=", ".join(one.words),
        stands=one.stands,
        asked=one.asked,
        by=decision.decided_by.display_name if decision else "",
        at=decision.decided_at if decision else None,
        seen=stamp_of_decision(one.decision),
    )


def topic_name(topic: str, topics: Taxonomy) -> str:
    """A topic by its name in the reader's language, or its id where the mechanism no longer has it."""
    held = topics.by_id.get(topic)
    return held.name(get_language() or "en") if held else topic


def shown_repeats(item: Item, viewer: Viewer) -> list[ShownRepeat]:
    """What an item may say again, undecided ones first, then the likeliest; three queries, however many."""
    proposed = {one.earlier_id: one for one in ProposedRepeat.objects.filter(item=item)}
    decisions = RepeatDecision.objects.filter(item=item).select_related("decided_by")
    decided = {one.earlier_id: one for one in decisions}
    seen = items_seen_by(viewer).filter(pk__in={*proposed, *decided})
    found = [
        _repeat(item, earlier, proposed.get(earlier.pk), decided.get(earlier.pk))
        for earlier in seen.select_related("report", "paragraph").order_by("-report__opened_on", "pk")
    ]
    return sorted(found, key=lambda one: (not one.asked, -(one.likeness or 0)))


def _repeat(item: Item, earlier: Item, proposed: ProposedRepeat | None, decision: RepeatDecision | None) -> ShownRepeat:
    differs = [(str(then), str(now)) for then, now in (proposed.differs if proposed else [])]
    stands = decision if decision and decision.decided != Decided.OPEN else None
    return ShownRepeat(
        earlier=earlier,
        url=reverse("item", args=[earlier.pk]),
        day=earlier.report.dated_on or earlier.report.opened_on,
        likeness=proposed.likeness if proposed else None,
        then=pieces(earlier.text, [then for then, _now in differs]),
        now=pieces(item.text, [now for _then, now in differs]),
        differs=[(number, then, now) for number, (then, now) in enumerate(differs, start=1)],
        decided=stands.decided if stands else "",
        by=stands.decided_by.display_name if stands else "",
        at=stands.decided_at if stands else None,
        seen=stamp_of_decision(decision),
    )


def last_done(item: Item) -> Done | None:
    """What was done last to an item itself, as the ledger has it; two queries."""
    line = lines_about([item.pk]).first()
    if line is None:
        return None
    name = Person.objects.filter(pk=line.by).values_list("display_name", flat=True).first()
    return Done(line.act, name or "–", line.at)
