"""Elections to seats: those that are open and those that were, and one with its list, its flaws and its rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.duties import electing, nominating
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.decision import Refused
from unannounced.duties.electing import ElectionStage, Vacancy
from unannounced.duties.nominating import Denominator, Flaw, Proposer, Round
from unannounced.duties.words import Sentence, say
from unannounced.records.committee.electing import flaws_by_candidate, may_hold
from unannounced.records.committee.models import Candidate, Election, ElectionRound, Term
from unannounced.records.committee.queries import elections_seen_by, stage_of, standing_candidates
from unannounced.rooms.office.acts.registry import REGISTRY, decision_on
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import of_invented, page_of
from unannounced.rooms.office.pages.lines import ledger_lines
from unannounced.rooms.office.pages.offers import offers_on

SHAPES = {
    ElectionStage.AWAITING_LIST: "ring",
    ElectionStage.LISTED: "half",
    ElectionStage.ELECTED: "check",
    ElectionStage.CLOSED: "dash",
}
ON_CANDIDATES = ("strike-off", "note-declaration")


@dataclass(frozen=True, slots=True)
class ElectionRow:
    """An election in a list."""

    election: Election
    name: str
    vacancy: str
    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate with what the rules say, and what can be done."""

    candidate: Candidate
    flaws: Sequence[Flaw]
    is_elected: bool
    acts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of votes with its arithmetic."""

    held: ElectionRound
    votes: list[tuple[str, int]]
    outcome: Sentence
    steps: tuple[Sentence, ...]


def elections(request: Asked) -> HttpResponse:
    """The elections of one register, the latest first, fifty on a page."""
    invented = of_invented(request)
    seen = elections_seen_by(request.viewer).filter(state__invented=invented).order_by("-opened_on", "-pk")
    page = page_of(request, seen)
    context = {
        "page": page,
        "rows": [row(one) for one in page.object_list],
        "invented": invented,
        "is_inside": bool(request.viewer.roles & COMMITTEE),
    }
    return render(request, "office/elections.html", context)


def election(request: Asked, election: UUID) -> HttpResponse:
    """One election: why, who proposes, the list with every flaw, the rounds, and how it came out."""
    found = get_object_or_404(elections_seen_by(request.viewer), pk=election)
    today, stage = request.moment.date(), stage_of(found)
    standing = list(standing_candidates(found))
    is_open = bool(electing.NEXT[stage])
    flaws = flaws_by_candidate(found, standing, today) if is_open else {}
    waits = may_hold(found, today, today) if is_open else None
    struck = found.candidates.exclude(struck_off_because="").select_related("person").order_by("place")
    context = {
        "election": found,
        "name": found.state.name(get_language() or "en"),
        "row": row(found),
        "proposer": nominating.PROPOSER_WORDS[Proposer(found.proposed_by)],
        "is_parliament": found.proposed_by == Proposer.PARLIAMENT.value,
        "candidates": [candidate_row(one, flaws.get(one.pk, ()), found, request) for one in standing],
        "struck": list(struck),
        "flaws": flaws.get(found.pk, ()),
        "refusal": waits if isinstance(waits, Refused) else None,
        "rounds": rounds_of(found, [*standing, *struck]),
        "term": Term.objects.filter(election=found).select_related("person").first(),
        "is_open": is_open,
        "wanted": settings.MECHANISM.candidates,
        "nationals": settings.MECHANISM.nationals_among_candidates,
        "offers": offers_on(found, request.viewer, today=today),
        "lines": ledger_lines([found.pk], request.viewer),
    }
    return render(request, "office/election.html", context)


def row(one: Election) -> ElectionRow:
    """An election as lists show it."""
    stage = stage_of(one)
    return ElectionRow(
        election=one,
        name=one.state.name(get_language() or "en"),
        vacancy=electing.VACANCY_WORDS[Vacancy(one.vacancy)],
        word=electing.STAGE_WORDS[stage],
        shape=SHAPES[stage],
    )


def candidate_row(one: Candidate, flaws: Sequence[Flaw], found: Election, request: Asked) -> CandidateRow:
    """A candidate on the list."""
    one.election = found
    acts = []
    for name in ON_CANDIDATES:
        form = REGISTRY["candidate", name]
        today = request.moment.date()
        if form.suits(one) and decision_on(form, one, request.viewer, today=today, delegate=False):
            acts.append((str(form.verb), reverse(f"candidate-{name}", args=[one.pk])))
    return CandidateRow(one, flaws, found.elected_id == one.pk, acts)


def rounds_of(found: Election, candidates: Sequence[Candidate]) -> list[RoundRow]:
    """The rounds in their order, each reckoned anew from its numbers."""
    names = {str(one.pk): one.name for one in candidates}
    rows = []
    for held in ElectionRound.objects.filter(election=found).order_by("number"):
        said = list(held.votes.items())
        votes = Round(tuple(number for _pk, number in said), held.cast, held.entitled, Denominator(held.denominator))
        result = nominating.result(votes)
        elected = names.get(said[result.elected][0], "") if result.elected is not None else ""
        by_name = [(names.get(pk, "–"), number) for pk, number in said]
        rows.append(RoundRow(held, by_name, _outcome(elected), result.arithmetic))
    return rows


def _outcome(elected: str) -> Sentence:
    if elected:
        return Sentence(say("{name} was elected."), {"name": elected})
    return Sentence(say("Nobody had the majority; the election stays open."))
