"""Check-lists entered and withdrawn, chosen for visits and left out; the key by which ODK clients encrypt."""

import base64
import binascii
from datetime import datetime
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.conf import settings

from unannounced.crafts.forming.converting import Formed, form_of
from unannounced.crafts.forming.xforms import Form
from unannounced.duties import entrusting, filling
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, require
from unannounced.duties.visiting import VisitStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.checklists.models import Checklist, OdkKey, VisitChecklist
from unannounced.records.checklists.queries import odk_key_of
from unannounced.records.documents.models import Document, digest_of
from unannounced.records.keyrings import sealed
from unannounced.records.keyrings.queries import goes_on
from unannounced.records.ledger.actions import act
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit

LEAST_RSA = 2048


def enter_checklist(content: bytes, file_name: str, *, key: UUID | None = None, by: Viewer, at: datetime) -> Checklist:
    """Enter a version of a check-list from its workbook.

    The same workbook again is welcome and changes nothing. Raises ``RefusedByRule`` where anything is wrong with it,
    or where its version was entered with other words.
    """
    permit(Act.ENTER_CHECKLIST, by)
    formed = form_of(content, file_name)
    held = _held(formed)
    _require_sound(formed, held, content)
    if held is not None:
        return held
    assert formed.form is not None
    form = formed.form
    with act("enter a check-list", by=by.pk, at=at) as line:
        checklist = Checklist(
            id=key or uuid4(),
            form_id=form.form_id,
            version=form.version,
            title=form.title or form.form_id,
            xform=formed.xform,
            languages=_languages(form),
            questions=len(form.asked),
            workbook=Document.as_it_came(file_name, content),
            entered_by_id=by.pk,
            entered_at=at,
        )
        line.about = checklist
        line.keep(checklist.workbook)
        return line.keep(checklist)


def _held(formed: Formed) -> Checklist | None:
    if formed.form is None:
        return None
    held = Checklist.objects.filter(form_id=formed.form.form_id, version=formed.form.version)
    return held.select_related("workbook").defer("workbook__content").first()


def _require_sound(formed: Formed, held: Checklist | None, content: bytes) -> None:
    errors = formed.errors
    require(
        filling.may_enter(
            first_problem=errors[0].sentence if errors else None,
            problems=len(errors),
            version_is_another=held is not None and held.workbook.digest != digest_of(content),
            profile=settings.MECHANISM,
        )
    )


def _languages(form: Form) -> list[str]:
    return [language for language in form.languages if language]


def withdraw_checklist(checklist: Checklist, *, by: Viewer, at: datetime) -> Checklist:
    """Withdraw a version: no further visit uses it. Visits that do keep it, and answers stay readable."""
    permit(Act.ENTER_CHECKLIST, by)
    require(filling.may_withdraw(withdrawn=checklist.withdrawn_at is not None, profile=settings.MECHANISM))
    with act("withdraw a check-list", by=by.pk, at=at) as line:
        return line.move(checklist, seen={"withdrawn_at": None}, to={"withdrawn_at": at})


def choose_checklist(visit: Visit, checklist: Checklist, *, by: Viewer, at: datetime) -> VisitChecklist:
    """Let a visit use a version of a check-list: it goes to devices with each package and letter from now on."""
    visit_permit(Act.CHOOSE_CHECKLIST, by, visit)
    used = VisitChecklist.objects.filter(visit=visit, left_out_at__isnull=True)
    require(
        filling.may_choose(
            stage=VisitStage(visit.stage),
            withdrawn=checklist.withdrawn_at is not None,
            used=used.filter(checklist=checklist).exists(),
            other_version=used.filter(checklist__form_id=checklist.form_id).exclude(checklist=checklist).exists(),
            profile=settings.MECHANISM,
        )
    )
    with act("choose a check-list for a visit", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(VisitChecklist(visit=visit, checklist=checklist, chosen_by_id=by.pk, chosen_at=at))


def leave_out_checklist(chosen: VisitChecklist, *, by: Viewer, at: datetime) -> VisitChecklist:
    """Leave a check-list out of a visit: the next letter takes it from devices. What was filled in stays."""
    visit = chosen.visit
    visit_permit(Act.CHOOSE_CHECKLIST, by, visit)
    require(
        filling.may_leave_out(
            stage=VisitStage(visit.stage), left_out=chosen.left_out_at is not None, profile=settings.MECHANISM
        )
    )
    with act("leave a check-list out of a visit", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(chosen, seen={"left_out_at": None}, to={"left_out_at": at})


def keep_odk_key(visit: Visit, public: str, sealed_key: str, *, by: Viewer, at: datetime) -> OdkKey:
    """Keep the key by which ODK clients encrypt on this visit: made in a browser, its private half sealed there.

    ``public`` is base64 of the public key (DER), ``sealed_key`` the private one as an armored age file for the key of
    the visit. Raises ``RefusedByRule`` where either is something else.
    """
    visit_permit(Act.MAKE_VISIT_KEY, by, visit)
    require(entrusting.must_go(going=goes_on(by, visit), profile=settings.MECHANISM))
    _require_rsa(public)
    sealed.require_for_one(sealed_key)
    held = odk_key_of(visit, by)
    if held is not None and (held.public, held.sealed) == (public, sealed_key):
        return held
    with act("make the key of ODK clients", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(OdkKey(visit=visit, public=public, sealed=sealed_key, made_by_id=by.pk, made_at=at))


def _require_rsa(public: str) -> None:
    try:
        key = load_der_public_key(base64.b64decode(public, validate=True))
    except (binascii.Error, ValueError):
        key = None
    if isinstance(key, RSAPublicKey) and key.key_size >= LEAST_RSA:
        return
    require(
        Refused(
            say("This is not the public half of a key that ODK clients encrypt by."),
            settings.MECHANISM.cited("confidentiality"),
            say("The browser makes it. Load the page again, with JavaScript, and begin again."),
        )
    )
