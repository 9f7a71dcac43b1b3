"""Letters of the office to a device, each sealed to its key."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from unannounced.crafts import handing_over
from unannounced.duties import bringing
from unannounced.duties.bringing import CannotTake, Problem
from unannounced.duties.words import say
from unannounced.records.satchel.queries import letters_after
from unannounced.rooms.field.api.answering import answer, device_called, require_signed


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters after a number, for the device that signs; to one that was revoked that it is, and nothing else."""
    name = bringing.device_of(request.GET.get("device"))
    after = bringing.number_of(request.GET.get("after", "0"), least=0)
    signature = request.headers.get("X-Signature", "")
    if not signature:
        raise CannotTake(Problem.UNSIGNED, say("Letters are given to the device that signs for them."))
    device = device_called(name)
    require_signed(handing_over.letters_text(device=name, after=after), signature, device)
    found = [{"number": one.number, "sealed": one.sealed} for one in letters_after(device, after)]
    return answer({"letters": found, "revoked": device.revoked})
