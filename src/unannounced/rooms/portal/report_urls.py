"""The addresses at which a report is read: by version, language, beside another language, by chapter; and cited."""

from collections.abc import Iterator

from django.urls import URLPattern, path, register_converter

from unannounced.rooms.portal.pages import changes, cite, reading


class _Language:
    """The code of a language in an address: no word that stands in its place elsewhere is as short."""

    regex = "[a-z]{2,3}(?:-[A-Za-z]{2,4})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_Language, "tongue")

_VERSIONS = (("reports/<slug:slug>/", "report"), ("reports/<slug:slug>/versions/<int:version>/", "version"))
_TONGUES: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("", "", {}),
    ("<tongue:language>/", "_in", {}),
    ("beside/<tongue:language>/", "_beside_other", {"beside": True}),
)
_PARTS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("", "", {}),
    ("whole/", "_whole", {"whole": True}),
    ("chapters/<int:chapter>/", "_chapter", {}),
    ("chapters/<int:chapter>/<int:run>/", "_run", {}),
)


def _read() -> Iterator[URLPattern]:
    for version, name in _VERSIONS:
        for tongue, of_tongue, told in _TONGUES:
            for part, of_part, more in _PARTS:
                yield path(f"{version}{tongue}{part}", reading.report, {**told, **more}, f"{name}{of_tongue}{of_part}")


def _paragraphs() -> Iterator[URLPattern]:
    for version, name in (("", "paragraph"), ("versions/<int:version>/", "version_paragraph")):
        for tongue, of_tongue, _told in _TONGUES[:2]:
            route = f"reports/<slug:slug>/{version}{tongue}paragraphs/<int:number>/"
            yield path(route, reading.paragraph, name=f"{name}{of_tongue}")


patterns = [
    *_read(),
    *_paragraphs(),
    path("reports/<slug:slug>/items/<str:number>/", reading.item, name="item"),
    path("reports/<slug:slug>/print.css", cite.print_style, name="print_style"),
    path("reports/<slug:slug>/cite/", cite.report, name="cite"),
    path("reports/<slug:slug>/cite.<slug:ending>", cite.report_file, name="cite_file"),
    path("reports/<slug:slug>/versions/<int:version>/changes/", changes.changes, name="changes"),
    path("responses/<slug:slug>/cite/", cite.response, name="cite_response"),
    path("responses/<slug:slug>/cite.<slug:ending>", cite.response_file, name="cite_response_file"),
    path("responses/<slug:slug>/versions/<int:version>/changes/", changes.of_response, name="response_changes"),
    path("statements/<slug:slug>/cite/", cite.statement, name="cite_statement"),
    path("statements/<slug:slug>/cite.<slug:ending>", cite.statement_file, name="cite_statement_file"),
    path("statements/<slug:slug>/versions/<int:version>/changes/", changes.of_statement, name="statement_changes"),
]
