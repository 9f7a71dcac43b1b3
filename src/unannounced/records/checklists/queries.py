"""Check-lists somebody may see, those a visit uses, and what of them goes to devices."""

from typing import Any

from django.db.models import QuerySet

from unannounced.duties.confidentiality import MAY_KNOW
from unannounced.records.accounts.queries import Viewer
from unannounced.records.checklists.models import Checklist, OdkKey, VisitChecklist
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by


def checklists_seen_by(viewer: Viewer) -> QuerySet[Checklist]:
    """Every version of every check-list, the newest first: no visit hides them."""
    held = Checklist.objects.order_by("form_id", "-entered_at", "-pk")
    return held if viewer.roles & MAY_KNOW else held.none()


def in_lists(held: QuerySet[Checklist]) -> QuerySet[Checklist]:
    """``held`` as a list shows them: without the XForm."""
    return held.defer("xform").select_related("entered_by")


def in_use(viewer: Viewer) -> QuerySet[Checklist]:
    """The versions that were not withdrawn."""
    return checklists_seen_by(viewer).filter(withdrawn_at__isnull=True)


def versions_of(checklist: Checklist, viewer: Viewer) -> QuerySet[Checklist]:
    """The versions of one check-list, the newest first."""
    return in_lists(checklists_seen_by(viewer).filter(form_id=checklist.form_id))


def version(form_id: str, number: str) -> Checklist | None:
    """One version, to read what was filled in by it; None where no such version was ever entered."""
    return Checklist.objects.filter(form_id=form_id, version=number).first()


def chosen_for(visit: Visit, viewer: Viewer) -> QuerySet[VisitChecklist]:
    """The check-lists a visit uses, if ``viewer`` sees the visit."""
    held = VisitChecklist.objects.filter(visit=visit, visit__in=seen_by(viewer), left_out_at__isnull=True)
    return held.select_related("checklist").defer("checklist__xform").order_by("checklist__title", "pk")


def left_out_of(visit: Visit, viewer: Viewer) -> QuerySet[VisitChecklist]:
    """The check-lists a visit used and does not any more: what was filled in by them stays readable."""
    held = VisitChecklist.objects.filter(visit=visit, visit__in=seen_by(viewer), left_out_at__isnull=False)
    return held.select_related("checklist").defer("checklist__xform").order_by("-left_out_at", "pk")


def carried_with(visit: Visit, viewer: Viewer) -> list[dict[str, str]]:
    """The check-lists as a package, an invitation and a letter carry them: id, form_id, version, title, xform."""
    held = VisitChecklist.objects.filter(visit=visit, visit__in=seen_by(viewer), left_out_at__isnull=True)
    rows = held.order_by("checklist__title", "pk").values(
        "checklist_id", "checklist__form_id", "checklist__version", "checklist__title", "checklist__xform"
    )
    return [
        {
            "id": str(row["checklist_id"]),
            "form_id": row["checklist__form_id"],
            "version": row["checklist__version"],
            "title": row["checklist__title"],
            "xform": row["checklist__xform"],
        }
        for row in rows
    ]


def odk_key_of(visit: Visit, viewer: Viewer) -> OdkKey | None:
    """The key by which ODK clients encrypt what they take on this visit: the newest one."""
    return OdkKey.objects.filter(visit=visit, visit__in=seen_by(viewer)).order_by("-made_at", "-pk").first()


def odk_keys_of(visit: Visit, viewer: Viewer) -> QuerySet[OdkKey]:
    """Every such key, the newest first: what came by an older one is opened by the older one."""
    return OdkKey.objects.filter(visit=visit, visit__in=seen_by(viewer)).order_by("-made_at", "-pk")


def xforms_of(versions: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The XForms of these versions (form_id, version), in one query: to put words to many instances."""
    rows: Any = Checklist.objects.filter(form_id__in={form_id for form_id, _number in versions})
    found = rows.values_list("form_id", "version", "xform")
    return {(form_id, number): xform for form_id, number, xform in found if (form_id, number) in versions}
