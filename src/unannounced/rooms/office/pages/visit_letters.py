"""What the State was told of a visit and what it objected to: letters, their preview, places announced, objections."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.crafts.typesetting.letters import Composed
from unannounced.duties import composing, notifying, objecting, visiting
from unannounced.duties.composing import GoesAs
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.notifying import Ahead
from unannounced.duties.visiting import ObjectionResult, VisitStage
from unannounced.duties.words import Sentence
from unannounced.records.visits.models import AnnouncedPlace, Notification, Objection, Visit, VisitedPlace
from unannounced.records.visits.queries import delegation
from unannounced.rooms.office.acts.fields import day_field, word_field
from unannounced.rooms.office.acts.letters import Asked as Chosen
from unannounced.rooms.office.acts.letters import drawn, languages, last_address, last_letter, letter_on
from unannounced.rooms.office.acts.on_notifications import LANGUAGE_WORDS
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.visit_frame import LETTERS, frame, offers_among, opened

RESULT_SHAPES = {
    ObjectionResult.VALID: "check",
    ObjectionResult.NEEDS_CONSULTATION: "half",
    ObjectionResult.INVALID_GROUND: "cross",
    ObjectionResult.INVALID_TARGET: "cross",
}
FIELDS = ("day", "language", "addressed_to", "signed_by", "signed_as")


class Preview(forms.Form):
    """What is chosen for a letter before it is kept; asked for in the address, and nothing is kept by it."""

    day = day_field(lazy("Day of the letter"))
    language = forms.ChoiceField(label=lazy("Language of the letter"))
    addressed_to = forms.CharField(
        label=lazy("Addressed to"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    signed_by = word_field(lazy("Signed by"), required=False, longest=120)
    signed_as = word_field(lazy("As"), lazy("the office of whoever signs"), required=False, longest=120)

    def __init__(self, visit: Visit, request: Asked) -> None:
        asked = {name: request.GET[name] for name in FIELDS if name in request.GET}
        held = last_letter(visit)
        usual = {
            "day": request.moment.date().isoformat(),
            "language": held.language if held else languages()[0],
            "addressed_to": last_address(visit, request.viewer),
        }
        super().__init__({**usual, **asked}, auto_id="p-%s")
        known = dict(LANGUAGE_WORDS)
        self.fields["language"].choices = [(one, known[one]) for one in languages()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Chosen:
        """What a letter is made of."""
        said = self.cleaned_data
        return Chosen(**{name: said[name] for name in FIELDS})

    @property
    def address(self) -> str:
        """What was chosen, as the end of an address."""
        held = {name: str(self.data.get(name, "")) for name in FIELDS}
        return urlencode({name: value for name, value in held.items() if value})


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that was kept: whom it names, and where its PDF is."""

    letter: Notification
    names: list[tuple[str, str]]
    url: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place that was announced, and whether the delegation went there."""

    announced: AnnouncedPlace
    ahead: str
    visited: bool


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection, what it led to and why, and the next step."""

    objection: Objection
    target: str
    ground: str
    result: str
    shape: str
    why: Sentence
    then: Sentence
    url: str


def visit_letters(request: Asked, visit: UUID) -> HttpResponse:
    """Letters, objections, and places announced."""
    found = opened(request, visit)
    return _page(request, found, Preview(found, request), HTTPStatus.OK)


def visit_letter_draft(request: Asked, visit: UUID) -> HttpResponse:
    """The letter as it would be kept, as PDF; where it cannot be drawn, the page that says why."""
    found = opened(request, visit)
    preview = Preview(found, request)
    if not preview.is_valid():
        return _page(request, found, preview, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return _as_file(drawn(_composed(found, preview)), "letter-draft.pdf")
    except RefusedByRule as refused:
        return _page(request, found, preview, HTTPStatus.CONFLICT, refused.refusal)


def visit_letter(request: Asked, visit: UUID, number: int) -> HttpResponse:
    """A letter as it was kept."""
    found = opened(request, visit)
    held = Notification.objects.filter(visit=found, number=number).select_related("document").first()
    if held is None or held.document is None:
        raise Http404
    return _as_file(bytes(held.document.content), held.document.file_name)


def _page(
    request: Asked, found: Visit, preview: Preview, status: HTTPStatus, refusal: Refused | None = None
) -> HttpResponse:
    offers = offers_among(found, request, LETTERS)
    keeps = next((one for one in offers.allowed if one.name in ("notify", "add-letter")), None)
    over = VisitStage(found.stage) in (VisitStage.ENDED, VisitStage.CANCELLED)
    sound = preview.is_valid() and not over
    letters = list(Notification.objects.filter(visit=found).order_by("number"))
    page = page_of(request, _announced(found))
    context = {
        **frame(found, "visit_letters"),
        "offers": offers,
        "letters": [_letter(one) for one in letters],
        "unnamed": [one for one in delegation(found) if letters and one.named_in_id is None],
        "preview": None if over else preview,
        "composed": _composed(found, preview) if sound else None,
        "draft_url": f"{reverse('visit_letter_draft', args=[found.pk])}?{preview.address}",
        "keep_url": f"{keeps.url}?{_for_the_act(preview, keeps.name)}" if keeps else "",
        "keep_verb": keeps.verb if keeps else "",
        "refusal": refusal,
        "page": page,
        "places": _places(found, list(page.object_list)),
        "objections": _objections(found, "settle-objection" in {one.name for one in offers.allowed}),
    }
    return render(request, "office/visit_letters.html", context, status=status)


def _for_the_act(preview: Preview, name: str) -> str:
    return preview.address.replace("day=", "notified_on=", 1) if name == "notify" else preview.address


def _composed(found: Visit, preview: Preview) -> Composed:
    before = last_letter(found)
    return letter_on(found, preview.chosen, follows=before.day if before else None)


def _as_file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _letter(one: Notification) -> LetterRow:
    names = [(str(name), _capacity(str(capacity), bool(head))) for name, capacity, head in one.names]
    url = reverse("visit_letter", args=[one.visit_id, one.number]) if one.document_id else ""
    return LetterRow(one, names, url)


def _capacity(capacity: str, head: bool) -> str:
    if head:
        return _("head of delegation")
    return _(composing.WORDS[GoesAs(capacity)])


def _announced(found: Visit) -> "Sequence[AnnouncedPlace]":
    rows = AnnouncedPlace.objects.filter(visit=found).select_related("place")
    return list(rows.order_by("announced_on", "place__name", "pk"))


def _places(found: Visit, rows: "Sequence[AnnouncedPlace]") -> list[PlaceRow]:
    visited = set(VisitedPlace.objects.filter(visit=found).values_list("place", flat=True))
    return [PlaceRow(one, _(notifying.AHEAD_WORDS[Ahead(one.ahead)]), one.place_id in visited) for one in rows]


def _objections(found: Visit, may_settle: bool) -> list[ObjectionRow]:
    rows = Objection.objects.filter(visit=found).select_related("place", "delegate__person")
    settle = reverse("visit-settle-objection", args=[found.pk])
    return [_objection(one, settle if may_settle else "") for one in rows.order_by("received_on", "pk")]


def _objection(one: Objection, settle: str) -> ObjectionRow:
    result = ObjectionResult(one.result)
    waits = one.settled_on is None and one.target in ("time", "place")
    waits = waits and result in (ObjectionResult.VALID, ObjectionResult.NEEDS_CONSULTATION)
    return ObjectionRow(
        objection=one,
        target=_(objecting.TARGETS[one.target]) if one.target in objecting.TARGETS else one.target,
        ground=_(objecting.GROUNDS[one.ground]) if one.ground in objecting.GROUNDS else one.ground,
        result=visiting.OBJECTION_WORDS[result],
        shape=RESULT_SHAPES[result],
        why=Sentence(one.why[0], one.why[1]),
        then=Sentence(one.then[0], one.then[1]),
        url=f"{settle}?{urlencode({'objection': one.pk})}" if settle and waits else "",
    )
