"""The addresses of a draft: the text as one works in it, its checks, its appendix."""

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.draft import draft
from unannounced.rooms.office.pages.draft_checks import appendix_page, checks


def draft_urls() -> list[URLPattern]:
    """The pages of a draft."""
    return [
        path("reports/<uuid:report>/draft/", draft, name="draft"),
        path("reports/<uuid:report>/checks/", checks, name="draft_checks"),
        path("reports/<uuid:report>/appendix/", appendix_page, name="draft_appendix"),
    ]
