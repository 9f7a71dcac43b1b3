"""What stands around the words of a report on the shelf: the State's response, what became of items, what they repeat.

It is read for many reports at once, in a fixed number of queries.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from unannounced.records.shelf.models import ShelvedFollowUp, ShelvedReport, ShelvedResponse

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """What a page shows beside the items of one report; each mapping goes by the numbers of its items.

    ``response`` is where the State's response stands, "" where none is published; ``symbols`` gives the symbols of
    the reports that are here, by slug, among those that items repeat.
    """

    response: ShelvedResponse | None = None
    answers: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    became: Mapping[str, ShelvedFollowUp] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)

    @property
    def stamp(self) -> str:
        """What it rests on, as a word that changes with it."""
        editions = sorted({one.parcel_digest for one in self.became.values()})
        told = "\n".join([self.response.parcel_digest if self.response else "", *editions])
        return hashlib.sha256(told.encode()).hexdigest()


def around(reports: Iterable[ShelvedReport]) -> dict[str, Around]:
    """What stands around each of ``reports``, by slug; two queries. ``with_repeats`` adds what their items repeat."""
    slugs = {one.slug for one in reports}
    responses: dict[str, ShelvedResponse] = {}
    held = ShelvedResponse.objects.filter(report_slug__in=slugs, newest=True).order_by("-published_on", "slug")
    for one in held:
        responses.setdefault(one.report_slug, one)
    became: dict[str, dict[str, ShelvedFollowUp]] = {}
    for row in ShelvedFollowUp.objects.filter(report_slug__in=slugs).order_by("edition"):
        became.setdefault(row.report_slug, {})[row.number] = row
    return {
        slug: Around(
            response=responses.get(slug),
            answers=_answers(responses[slug]) if slug in responses else {},
            became=became.get(slug, {}),
        )
        for slug in slugs
    }


def around_one(report: ShelvedReport) -> Around:
    """What stands around one report; two queries."""
    return around([report])[report.slug]


def with_repeats(found: Around, items: Iterable[Item]) -> Around:
    """``found`` with the symbols of the reports here that ``items`` repeat; one query, none where nothing repeats."""
    slugs = {one["slug"] for item in items for one in item.get("repeats", ())}
    if not slugs:
        return found
    named = ShelvedReport.objects.filter(newest=True, slug__in=slugs).values_list("slug", "symbol")
    return Around(found.response, found.answers, found.became, dict(named))


def _answers(response: ShelvedResponse) -> dict[str, list[Mapping[str, str]]]:
    said: dict[str, list[Mapping[str, str]]] = {}
    for one in response.answers:
        said.setdefault(one["number"], []).extend(one["responses"])
    return said
