"""Letters: the key they are sealed to, taking them, and what waits for whoever has the words."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from unannounced.duties import posting
from unannounced.duties.posting import NotTaken, Sealed
from unannounced.records.letterbox import actions, queries
from unannounced.rooms.intake import asking_work
from unannounced.rooms.intake.api.answering import answer, key_said, number_of, object_of, sealed_of


@require_POST
def key(request: HttpRequest) -> HttpResponse:
    """The key of the office, and a challenge for a letter, or for a file of ``size`` bytes."""
    size = number_of(object_of(request).get("size", 0))
    return answer({"key": key_said(), "challenge": asking_work.challenge(timezone.now(), size=size)})


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Take a letter; once it is answered it is on the disk."""
    said, at = object_of(request, posting.LARGEST_BODY), timezone.now()
    address = posting.require_address(said.get("address"))
    sealed = Sealed(
        number_of(said.get("version")),
        sealed_of(said.get("sealed"), most=posting.LARGEST_LETTER),
        sealed_of(said.get("who"), most=posting.LEAST),
    )
    try:
        work = asking_work.checked(said.get("challenge"), said.get("number"), at=at)
    except NotTaken:
        if queries.is_taken(sealed):
            return answer({"is": "known"})  # the same again needs no other work
        raise
    return answer({"is": "kept" if actions.take_letter(address, sealed, work=work, at=at) else "known"})


@require_POST
def conversation(request: HttpRequest) -> HttpResponse:
    """What waits for whoever has the words: nothing, where there is nothing."""
    said = object_of(request)
    found = queries.conversation(posting.require_address(said.get("address")), after=number_of(said.get("after", 0)))
    answers = [{"number": one.number, "sealed": one.sealed} for one in found.answers]
    return answer({"letters": found.letters, "fetched": found.fetched, "answers": answers, "more": found.more})


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase a conversation; the answer is the same where there was none."""
    actions.erase(posting.require_address(object_of(request).get("address")), at=timezone.now())
    return answer({"is": "erased"})
