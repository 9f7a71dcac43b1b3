"""Reports of the fourth version of the format, as parcels hold them: in several languages, with what became of items."""

from typing import Any

from tests.rooms.portal.conftest import carry, item, paragraph, report, response

ADDRESS = "/reports/CPT-Inf-2026-4/"
SLUG, SYMBOL = "CPT-Inf-2026-4", "CPT/Inf (2026) 4"


def passage(number: int, text: str = "", **more: Any) -> dict[str, Any]:
    """A paragraph of the fourth version, in English and French."""
    items = more.pop("items", [])
    french = {
        "chapter": "Établissements",
        "text": f"Texte {number}.",
        "items": [f"Mesure {n['number']}." for n in items],
    }
    plain = {"id": f"5f0e6a52-6f3d-4b0a-9e0e-{number:012d}", "renditions": {"fr": french}}
    return {**paragraph(number, text or f"Text {number}."), "items": items, **plain, **more}


def asked(number: str, **more: Any) -> dict[str, Any]:
    """An item of the fourth version."""
    plain = {"made_by": [], "position": "unknown", "topics": [], "repeats": []}
    return {**item(number), **plain, **more}


def fourth(number: int = 4, **more: Any) -> dict[str, Any]:
    """A report of the fourth version, in English and French."""
    plain = {
        "body": "",
        "dated_on": None,
        "original": None,
        "ground": "request",
        "language": "en",
        "renditions": {"fr": {"title": "Rapport"}},
        "paragraphs": [passage(1), passage(2, items=[asked("2.1")]), passage(3)],
    }
    return {**report(number), **plain, **more}


def publish(number: int = 4, **more: Any) -> Any:
    """A report comes to the portal."""
    return carry("publication", fourth(number, **more), 4)


def long(size: int, chapters: int = 5) -> list[dict[str, Any]]:
    """``size`` short paragraphs in chapters."""
    return [passage(n, chapter=f"Chapter {1 + (n - 1) * chapters // size}") for n in range(1, size + 1)]


def become(*items: dict[str, Any], edition: int = 1, made_on: str = "2026-11-01") -> Any:
    """What became of items of the report comes to the portal."""
    told = {"report": {"slug": SLUG, "symbol": SYMBOL}, "edition": edition, "made_on": made_on, "items": list(items)}
    return carry("follow-up", told)


def answer(version: int = 1, text: str = "It was done at once.", **more: Any) -> Any:
    """The State's response to the report comes to the portal."""
    one = {"paragraph": 2, "number": "2.1", "kind": "recommendation", "text": "Ensure rest."}
    told = {
        "slug": "CPT-Inf-2026-5",
        "symbol": "CPT/Inf (2026) 5",
        "version": version,
        "report": {"slug": SLUG, "symbol": SYMBOL},
        "title": "Report 4 on a visit",
        "state": report()["state"],
        "published_on": "2026-09-15",
        "answers": [{**one, "responses": [response(text)]}],
        **more,
    }
    return carry("response-publication", told)
