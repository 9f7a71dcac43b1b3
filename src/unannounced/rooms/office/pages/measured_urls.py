"""The addresses of what was measured and of the standards."""

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.exporting import FORMATS
from unannounced.rooms.office.pages.measured import (
    measurement,
    place_measured,
    place_measured_table,
    visit_measured,
    visit_measured_table,
)
from unannounced.rooms.office.pages.measured_compare import place_compared, place_compared_table
from unannounced.rooms.office.pages.standards import standard, standards


def measured_urls() -> list[URLPattern]:
    """Pages, and each list in each format."""
    tables = [
        ("visits/<uuid:visit>/measured", "visit_measured", visit_measured_table),
        ("places/<uuid:place>/measured", "place_measured", place_measured_table),
        ("places/<uuid:place>/measured/compare", "place_compared", place_compared_table),
    ]
    return [
        path("visits/<uuid:visit>/measured/", visit_measured, name="visit_measured"),
        path("places/<uuid:place>/measured/", place_measured, name="place_measured"),
        path("places/<uuid:place>/measured/compare/", place_compared, name="place_compared"),
        path("measurements/<uuid:measurement>/", measurement, name="measurement"),
        path("standards/", standards, name="standards"),
        path("standards/<str:rule>/", standard, name="standard"),
        *(
            path(f"{route}.{one.ending}", page, {"ending": one.ending}, name=f"{name}_{one.ending}")
            for route, name, page in tables
            for one in FORMATS
        ),
    ]
