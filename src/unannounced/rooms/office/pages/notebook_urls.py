"""The addresses of the notebook of a visit, its entries and their files."""

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.attachments import attachment, blob_bytes
from unannounced.rooms.office.pages.entry import entry
from unannounced.rooms.office.pages.exporting import FORMATS
from unannounced.rooms.office.pages.notebook import visit_notebook, visit_notebook_table
from unannounced.rooms.office.pages.notebook_came import visit_came, visit_persons, visit_sources
from unannounced.rooms.office.pages.notebook_opening import opening_page, visit_headers


def notebook_urls() -> list[URLPattern]:
    """Pages, tables, and the page of opening, which stands before the general page of that act."""
    return [
        path("visits/<uuid:visit>/notebook/", visit_notebook, name="visit_notebook"),
        path("visits/<uuid:visit>/notebook/came/", visit_came, name="visit_came"),
        path("visits/<uuid:visit>/notebook/persons/", visit_persons, name="visit_persons"),
        path("visits/<uuid:visit>/notebook/sources/", visit_sources, name="visit_sources"),
        path("visits/<uuid:visit>/notebook/headers.json", visit_headers, name="visit_headers"),
        path("visits/<uuid:visit>/open-notebook/", opening_page, name="visit_opening"),
        *(
            path(
                f"visits/<uuid:visit>/notebook.{one.ending}",
                visit_notebook_table,
                {"ending": one.ending},
                name=f"visit_notebook_{one.ending}",
            )
            for one in FORMATS
        ),
        path("entries/<uuid:entry>/", entry, name="entry"),
        path("attachments/<uuid:attachment>/", attachment, name="attachment"),
        path("blobs/<uuid:blob>/bytes/", blob_bytes, name="blob_bytes"),
    ]
