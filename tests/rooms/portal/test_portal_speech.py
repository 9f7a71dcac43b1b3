"""On a page in another language every text of a document says in which language it is (WCAG 3.1.2)."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.rooms.portal import reading_room as room
from tests.rooms.portal.conftest import carry, report, response
from tests.rooms.portal.test_portal_figures import count

__all__ = ["count"]
Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")

EMPTY = frozenset({"meta", "link", "br", "input", "path", "circle", "rect", "use", "line", "hr", "img"})
TITLE = "Report on the visit to Aldmoor"
OF_A_DOCUMENT = (
    TITLE,
    "Prisons and police",
    "The cells were seen at night",
    "The cells were seen by day",
    "Ensure that every person has legal aid",
    "The work was done by the ministry",
    "The State has refused to act on what was asked",
    "The number of the cells was wrong",
    "Ministry of Justice and of the Interior",
)


class Spoken(HTMLParser):
    """Every text of a page with the language it is in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.languages: list[tuple[str, str, str]] = []
        self.found: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            return
        said, above = dict(attrs), self.languages[-1] if self.languages else ("", "", "")
        self.languages.append((tag, said.get("lang") or above[1], said.get("dir") or above[2]))

    def handle_endtag(self, tag: str) -> None:
        while tag not in EMPTY and self.languages and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        within = {tag for tag, _, _ in self.languages}
        if data.strip() and not within & {"script", "style", "title", "svg"}:
            self.found.append((data, *self.languages[-1][1:]))


@pytest.fixture
def addresses(shelf: Any, count: Any) -> list[str]:
    """A report in English with a rendition in French, corrected once, its response, and a public statement."""
    shelf.register(shelf.state("XXA", "Aldmoor"))

    def paragraphs(said: str) -> list[dict[str, Any]]:
        item = room.asked(
            "2.1",
            text="Ensure that every person has legal aid from the first hour in the cells.",
            addressee="Ministry of Justice and of the Interior",
            topics=[{"id": "safeguards", "decided": True}],
        )
        chapter = {"chapter": "Prisons and police"}
        return [room.passage(1, said, **chapter), room.passage(2, said, items=[item], **chapter)]

    room.publish(title=TITLE, paragraphs=paragraphs("The cells were seen at night."))
    corrected = {"version": 2, "because": "The number of the cells was wrong.", "published_on": "2026-10-01"}
    room.publish(title=TITLE, paragraphs=paragraphs("The cells were seen by day."), **corrected)
    asked = "Ensure that every person has legal aid from the first hour in the cells."
    one = {"paragraph": 2, "number": "2.1", "kind": "recommendation", "text": asked}
    said = [response("The work was done by the ministry in the spring.")]
    room.answer(title=TITLE, answers=[{**one, "responses": said}])
    stated = {
        "slug": "CPT-Inf-2026-6",
        "symbol": "CPT/Inf (2026) 6",
        "version": 1,
        "state": report()["state"],
        "ground": "failure_to_cooperate",
        "opened_on": "2026-01-10",
        "state_heard_on": None,
        "adopted_on": "2026-05-10",
        "published_on": "2026-05-12",
        "text": "The State has refused to act on what was asked of it.",
    }
    carry("statement", stated)
    count()
    theme = "safeguards"
    return [
        room.ADDRESS,
        f"{room.ADDRESS}fr/",
        f"{room.ADDRESS}beside/fr/",
        f"{room.ADDRESS}paragraphs/2/",
        f"{room.ADDRESS}versions/1/",
        f"{room.ADDRESS}versions/2/changes/",
        "/responses/CPT-Inf-2026-5/",
        "/statements/CPT-Inf-2026-6/",
        f"/themes/{theme}/?register=invented",
        "/timeline/?register=invented",
        "/reports/?register=invented",
        "/states/XXA/",
    ]


def spoken(read: Read, address: str, language: str) -> Iterator[tuple[str, str, str]]:
    """The texts of documents on a page, each with its language and direction."""
    for text, said, way in Spoken(read(address, headers={"Accept-Language": language})).found:
        if any(one in text for one in OF_A_DOCUMENT):
            yield text, said, way


@pytest.mark.parametrize("language", ["fr", "uk", "ar"])
def test_every_text_of_a_document_says_its_language(language: str, addresses: list[str], read: Read) -> None:
    cited = "CPT/Inf (2026)"
    for address in addresses:
        found = [one for one in spoken(read, address, language) if cited not in one[0]]
        assert found, f"{address} shows no text of a document"
        for text, said, way in found:
            assert said == "en", f"{address}: “{text.strip()[:60]}” is read as {said}"
            assert way == "ltr" or language != "ar", f"{address}: “{text.strip()[:60]}” runs from right to left"


def test_what_is_in_the_language_of_the_page_says_nothing(addresses: list[str], read: Read) -> None:
    """A reader of English gets no attribute more than before."""
    page = read(addresses[0], headers={"Accept-Language": "en"})
    assert f"<h1>{TITLE}</h1>" in page
    french = read(addresses[1], headers={"Accept-Language": "en"})
    assert '<h1 lang="fr" dir="ltr">Rapport</h1>' in french
    assert "<h1>Rapport</h1>" in read(addresses[1], headers={"Accept-Language": "fr"})
