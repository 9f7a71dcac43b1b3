"""What came home of a visit: by device, what has not come, what is set apart, and what could not be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import consenting, opening, weighing
from unannounced.duties.consenting import Answer, Purpose
from unannounced.duties.noting import SEALED_WORDS, Sealed
from unannounced.duties.words import Sentence
from unannounced.records.findings.queries import Weighed, findings_of
from unannounced.records.notebooks.devices import FromDevice, devices_of, without_device
from unannounced.records.notebooks.models import SealedBlob
from unannounced.records.notebooks.queries import blobs_of
from unannounced.records.notebooks.reading import whys_of
from unannounced.records.persons.models import Consent, Pseudonym
from unannounced.records.persons.queries import consents_of, persons_of, that_count
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.notebook import summary
from unannounced.rooms.office.pages.notebook_rows import address
from unannounced.rooms.office.pages.visit_frame import NOTEBOOK, frame, offers_among, opened

GAPS_NAMED = 20
"""Gaps of one device that are named; of more it is said how many there are."""


@dataclass(frozen=True, slots=True)
class ShownDevice:
    """A device with what came of it, and the sentences for what has not."""

    came: FromDevice
    label: str
    gaps: list[Sentence]
    more: int

    @property
    def stands(self) -> dict[str, int]:
        """How many stand how, by the word of ``Sealed``."""
        return {one.value: self.came.stands.get(one, 0) for one in Sealed}


@dataclass(frozen=True, slots=True)
class ShownBlob:
    """A blob that is set apart or could not be read, and why; the newest reason first."""

    blob: SealedBlob
    whys: list[Sentence]
    decide_url: str
    bytes_url: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What somebody answered, and whether it is what counts now."""

    consent: Consent
    purpose: str
    answer: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A person by their pseudonym, what they answered, and how many entries are of them."""

    person: Pseudonym
    answers: list[ShownAnswer]
    entries: int
    note_url: str


@dataclass(frozen=True, slots=True)
class ShownSource:
    """One independent source of a finding: its entries, and why they are one."""

    entries: list[tuple[str, str]]
    ties: list[str]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with its sources, counted once each."""

    weighed: Weighed
    word: str
    sources: list[ShownSource]


def visit_came(request: Asked, visit: UUID) -> HttpResponse:
    """By device; then what waits for a person to decide, and what could not be read, fifty a page."""
    found = opened(request, visit)
    came = devices_of(found, request.viewer)
    odd = blobs_of(found, request.viewer, Sealed.APART, Sealed.UNREADABLE)
    page = page_of(request, odd.order_by("stands", "device", "number", "digest"))
    context = {
        **frame(found, "visit_notebook"),
        "devices": [_device(one) for one in came],
        "without": [(SEALED_WORDS[one], held) for one, held in without_device(found, request.viewer).items()],
        "summary": summary(came, without_device(found, request.viewer)),
        "page": page,
        "blobs": [_blob(one) for one in page.object_list],
        "offers": offers_among(found, request, NOTEBOOK),
    }
    return render(request, "office/notebook_came.html", context)


def _device(one: FromDevice) -> ShownDevice:
    named = [opening.gap_words(gap, one.name) for gap in one.gaps[:GAPS_NAMED]]
    return ShownDevice(one, one.name, named, max(0, len(one.gaps) - GAPS_NAMED))


def _blob(one: SealedBlob) -> ShownBlob:
    readable = one.stands == Sealed.UNREADABLE and bool(one.file_key)
    return ShownBlob(
        blob=one,
        whys=whys_of(one),
        decide_url=reverse("blob-decide", args=[one.pk]) if one.stands == Sealed.APART else "",
        bytes_url=reverse("blob_bytes", args=[one.pk]) if readable else "",
    )


def visit_persons(request: Asked, visit: UUID) -> HttpResponse:
    """Who was spoken with, by pseudonym, and what they consented to: for the delegation and the secretariat."""
    found = opened(request, visit)
    page = page_of(request, persons_of(found, request.viewer))
    context = {
        **frame(found, "visit_notebook"),
        "page": page,
        "rows": _persons(page.object_list),
        "offers": offers_among(found, request, ()),
    }
    return render(request, "office/notebook_persons.html", context)


def _persons(found: Iterable[Pseudonym]) -> list[ShownPerson]:
    people = list(found)
    answers = consents_of(one.pk for one in people)
    counted = dict(_entries_of(people))
    return [
        ShownPerson(
            one,
            _answers(answers.get(one.pk, [])),
            counted.get(one.pk, 0),
            reverse("pseudonym-note-consent", args=[one.pk]),
        )
        for one in people
    ]


def _entries_of(people: list[Pseudonym]) -> Iterable[tuple[UUID, int]]:
    from django.db.models import Count

    held = Pseudonym.objects.filter(pk__in=[one.pk for one in people]).order_by()
    return held.annotate(held=Count("entries")).values_list("pk", "held")


def _answers(consents: list[Consent]) -> list[ShownAnswer]:
    counting = {(one.purpose, one.recipient, one.answer, one.at) for one in that_count(consents).values()}
    return [
        ShownAnswer(
            one,
            _(consenting.PURPOSE_WORDS[Purpose(one.purpose)]),
            _(consenting.ANSWER_WORDS[Answer(one.answer)]),
            (Purpose(one.purpose), one.recipient, Answer(one.answer), one.noted_at) in counting,
        )
        for one in consents
    ]


def visit_sources(request: Asked, visit: UUID) -> HttpResponse:
    """The findings, each with the independent sources it rests on and why some entries are one source."""
    found = opened(request, visit)
    page = page_of(request, findings_of(found, request.viewer))
    context = {
        **frame(found, "visit_notebook"),
        "page": page,
        "rows": [_finding(one) for one in page.object_list],
        "offers": offers_among(found, request, ("draw-finding",)),
    }
    return render(request, "office/notebook_sources.html", context)


def _finding(one: Weighed) -> ShownFinding:
    sources = [
        ShownSource(
            [(address(one.entries[number].pk), one.entries[number].text[:120]) for number in source.supports],
            [_(weighing.TIE_WORDS[tie]) for tie in source.ties],
        )
        for source in one.sources
    ]
    return ShownFinding(one, weighing.WORDS[one.strength], sources)
