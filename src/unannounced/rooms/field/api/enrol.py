"""A device comes in by its code: once, and the same device again as often as it likes."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from unannounced.crafts import handing_over
from unannounced.duties import bringing
from unannounced.duties.words import say
from unannounced.records.satchel import actions
from unannounced.rooms.field.api.answering import answer, body_of

LARGEST = 64 * 1024


@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """Take the keys of the device; give the package, which the code alone opens."""
    said = bringing.enrolment_of(bringing.read_object(body_of(request, LARGEST)))
    if not handing_over.is_verifying_key(said.verifying_key):
        raise bringing.malformed(say("The key that checks signatures is none. Type the code again."))
    invited = actions.enrol(said, at=timezone.now())
    return answer({"device": str(invited.device), "package": invited.package})
