"""Public checkpoints: what they prove and what not, every one of them, proofs, and how anyone checks them."""

import re
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from unannounced.duties.checkpointing import is_digest
from unannounced.records.shelf.models import ShelvedCheckpoint
from unannounced.rooms.portal.showing import show
from unannounced.rooms.portal.ten_lines import SCRIPT
from unannounced.rooms.portal.tree_here import latest, tree_of

ON_A_PAGE = 50
_SIZE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Compared:
    """A checkpoint that somebody kept, beside the tree here. ``fits`` is None where it cannot be compared."""

    size: str
    root: str
    fits: bool | None


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Every checkpoint, the newest first, and the comparison with one that was kept elsewhere."""
    newest = latest()
    found = ShelvedCheckpoint.objects.order_by("-size")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "newest": newest,
        "compared": _compared(request, newest),
        "script": SCRIPT,
        "here": request.build_absolute_uri("/").rstrip("/"),
        "longest": len("0" * 64),
        "data": reverse("open_data"),
    }
    return show(request, "portal/checkpoints.html", context)


def _compared(request: HttpRequest, newest: ShelvedCheckpoint | None) -> Compared | None:
    """What was typed, compared with the tree; None where nothing was typed."""
    size, root = (request.GET.get(name, "").strip()[:100] for name in ("size", "root"))
    if not size and not root:
        return None
    said, digest = _SIZE.fullmatch(size), root.lower()
    if newest is None or not said or not is_digest(digest) or not 0 < int(size) <= newest.size:
        return Compared(size, root, None)
    return Compared(size, root, tree_of(newest).root(int(size)) == digest)
