"""A published report as figures need it: its own data and a row for each item, read once and kept by its digest."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unannounced.crafts.topics import shipped
from unannounced.duties.tracing import became
from unannounced.records.shelf import queries
from unannounced.records.shelf.first_days import made_from
from unannounced.records.shelf.models import ShelvedFollowUp, ShelvedParagraph, ShelvedReport, ShelvedResponse
from unannounced.rooms.portal.figures.topics import topics_of
from unannounced.rooms.portal.margin import Anchors

VERSION = 2
"""Of what a row says; another one is read again from the shelf."""
WORDS = 240
"""Characters of an item that lists of items show."""

Kept = dict[str, Any]
"""A report with its items, as JSON holds it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the reports and says what became of their items, by the addresses of the reports."""

    statuses: Mapping[str, Mapping[str, str]]
    responses: Mapping[str, tuple[str, Sequence[Mapping[str, Any]]]]

    def digest(self, report: ShelvedReport) -> str:
        """What everything that is kept of ``report`` rests on."""
        said = sorted(self.statuses.get(report.slug, {}).items())
        answered = self.responses.get(report.slug, ("", ()))[0]
        made = made_from(report.parcel_digest, report.version, report.published_on)
        told = f"{VERSION}\n{shipped().digest}\n{made}\n{said}\n{answered}"
        return hashlib.sha256(told.encode()).hexdigest()

    def answers(self, slug: str) -> dict[str, list[Mapping[str, str]]]:
        """What the State's published response says, by the number of the item."""
        found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for one in self.responses.get(slug, ("", ()))[1]:
            found[str(one["number"])] += one["responses"]
        return found


def beside() -> Beside:
    """What became of items, as far as it is public: two queries."""
    statuses: dict[str, dict[str, str]] = defaultdict(dict)
    for slug, number, status in ShelvedFollowUp.objects.values_list("report_slug", "number", "status").order_by("pk"):
        statuses[slug][number] = status
    newest = ShelvedResponse.objects.filter(newest=True).order_by("published_on", "pk")
    found = newest.values_list("report_slug", "parcel_digest", "answers")
    return Beside(statuses, {slug: (digest, answers) for slug, digest, answers in found.iterator(50)})


def read(reports: Iterable[ShelvedReport], held: Beside) -> Iterator[Kept]:
    """Each report with its items, read from the shelf."""
    for report, paragraphs in queries.with_paragraphs(reports):
        yield {
            "digest": held.digest(report),
            "slug": report.slug,
            "symbol": report.symbol,
            "title": report.title,
            "language": report.language,
            "state": report.state_code,
            "names": report.state_names,
            "invented": report.invented,
            "own": report.is_own,
            "day": report.day.isoformat(),
            "items": list(_items(report, paragraphs, held)),
        }


def _items(report: ShelvedReport, paragraphs: Sequence[ShelvedParagraph], held: Beside) -> Iterator[Kept]:
    together = [(paragraph, item) for paragraph in paragraphs for item in paragraph.items]
    statuses, answers = held.statuses.get(report.slug, {}), held.answers(report.slug)
    given = topics_of([item for _, item in together])
    paragraph, anchors = 0, Anchors()
    for (stands, item), topics in zip(together, given, strict=True):
        if stands.number != paragraph:
            paragraph, anchors = stands.number, Anchors()
        number = str(item["number"])
        responses = [*item.get("responses", ()), *answers.get(number, ())]
        stood = became(statuses.get(number, ""), responses, str(item.get("position", "")))
        yield {
            "number": number,
            "paragraph": stands.number,
            "anchor": anchors.of(number),
            "kind": item["kind"],
            "position": str(item.get("position", "")),
            "topics": topics,
            "basis": stood.basis.value,
            "word": stood.word,
            "outcome": stood.outcome.value,
            "answered": bool(responses),
            "repeats": [[str(one["slug"]), str(one["number"])] for one in item.get("repeats", ())],
            "text": shortened(str(item["text"])),
        }


def shortened(text: str) -> str:
    """The beginning of a text, cut between two words.

    >>> shortened("Ensure eight hours of rest. " * 20)[-14:]
    'Ensure eight …'
    """
    plain = " ".join(text.split())
    if len(plain) <= WORDS:
        return plain
    return plain[: plain.rindex(" ", 0, WORDS) if " " in plain[:WORDS] else WORDS] + " …"
