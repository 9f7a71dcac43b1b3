"""What is typed or opened to be sealed stands in forms that the browser keeps nothing of."""

import re
from pathlib import Path

import unannounced

SOURCE = Path(unannounced.__file__).parent
OFFICE = SOURCE / "rooms/office/templates"
FIELD = SOURCE.parent / "field"
SEALING = re.compile(r"data-(sealed-form|who-form|act-form|editor|do-form=\"recover\")")


def test_forms_whose_words_are_sealed_are_not_completed_and_so_not_kept() -> None:
    """Chromium writes what stands in a form to its disk, unless the form is never completed by it."""
    forms = [
        (one.name, tag)
        for one in sorted(OFFICE.rglob("*.html"))
        for tag in re.findall(r"<form\b(?:[^>{]|\{[%{].*?[%}]\}|\{)*>", one.read_text())
        if SEALING.search(tag)
    ]
    assert len(forms) >= 8
    assert [name for name, tag in forms if 'autocomplete="off"' not in tag] == []


def test_fields_of_the_app_of_the_field_belong_to_the_form_that_is_not_kept() -> None:
    makers = {
        one.name
        for one in FIELD.rglob("*.js")
        if "vendor" not in one.parts and re.search(r"createElement\(.(textarea|select|input)", one.read_text())
    }
    assert makers == set(), "fields are made by `el` in ui.js, which gives them to the form that is not kept"
    assert '<form id="unkept" autocomplete="off" hidden></form>' in (FIELD / "index.html").read_text()
