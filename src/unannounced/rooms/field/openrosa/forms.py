"""The forms an ODK client may fetch: the list, each form with the key it encrypts by, and the files of each: none."""

import hashlib
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from lxml import etree

from unannounced.crafts.forming.xforms import XF, H, parse_xml
from unannounced.records.satchel.models import Invited
from unannounced.rooms.field.openrosa.door import answered, for_odk

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
@for_odk
def form_list(request: HttpRequest, invited: Invited) -> HttpResponse:
    """The forms of the visit, as OpenRosa 1.0 lists them."""
    wanted = request.GET.get("formID", "")
    listed = "".join(_listed(request, invited, one) for one in invited.checklists if wanted in ("", one["form_id"]))
    return answered(f'{HEAD}<xforms xmlns="http://openrosa.org/xforms/xformsList">{listed}</xforms>\n')


def _listed(request: HttpRequest, invited: Invited, one: dict[str, str]) -> str:
    served = form_as_served(request, invited, one)
    digest = hashlib.md5(served.encode(), usedforsecurity=False).hexdigest()  # as OpenRosa wants it
    base = request.build_absolute_uri(reverse("openrosa_list", args=[invited.device])).removesuffix("formList")
    address = f"{base}forms/{quote(one['form_id'], safe='')}"
    return (
        f"<xform><formID>{escape(one['form_id'])}</formID><name>{escape(one['title'])}</name>"
        f"<version>{escape(one['version'])}</version><hash>md5:{digest}</hash><descriptionText></descriptionText>"
        f"<downloadUrl>{escape(address)}.xml</downloadUrl><manifestUrl>{escape(address)}/manifest</manifestUrl></xform>"
    )


def _found(invited: Invited, form_id: str) -> dict[str, str]:
    for one in invited.checklists:
        if one["form_id"] == form_id:
            return dict(one)
    raise Http404


def form_as_served(request: HttpRequest, invited: Invited, one: dict[str, str]) -> str:
    """The form with where to bring what is filled in, and the key to encrypt it by where there is one."""
    root = parse_xml(one["xform"])
    model = root.find(f"{H}head/{XF}model")
    if model is None:
        return one["xform"]
    for old in model.findall(f"{XF}submission"):
        model.remove(old)
    where = request.build_absolute_uri(reverse("openrosa_submission", args=[invited.device]))
    said = {"method": "post", "action": where}
    if invited.odk_key:
        said["base64RsaPublicKey"] = invited.odk_key
    model.insert(0, model.makeelement(f"{XF}submission", said))
    return HEAD + etree.tostring(root, encoding="unicode") + "\n"


@require_safe
@for_odk
def form(request: HttpRequest, invited: Invited, form_id: str) -> HttpResponse:
    """One form."""
    return answered(form_as_served(request, invited, _found(invited, form_id)))


@require_safe
@for_odk
def manifest(_request: HttpRequest, invited: Invited, form_id: str) -> HttpResponse:
    """The files of a form: none are carried."""
    _found(invited, form_id)
    return answered(f'{HEAD}<manifest xmlns="http://openrosa.org/xforms/xformsManifest"></manifest>\n')
