"""What parcels say of what stands beside a report: its ground and files, the State's response, public statements."""

from typing import Any

from unannounced.records.shelf.content import Said

GROUNDS = ("", "request", "standing_consent", "own_decision")


def beside_of(said: Said) -> dict[str, Any]:
    """The columns of a report that came with the third version of its format."""
    ground = said.text_if_any("ground", 20)
    if ground not in GROUNDS:
        raise ValueError("“ground” is no ground on which a report is published")
    return {
        "ground": ground,
        "partial": said.truth("partial") if "partial" in said.content else False,
        "because": said.text_if_any("because", 300),
        "files": [_file(Said(one)) for one in said.rows("files")] if "files" in said.content else [],
    }


def _file(said: Said) -> dict[str, Any]:
    name = said.text("file_name", 120)
    if not name or "/" in name or name.startswith("."):
        raise ValueError("“file_name” is no name of a file")
    return {
        "digest": said.text("digest", 64),
        "file_name": name,
        "media": said.text("media", 120),
        "size": said.size("size"),
    }


def other_words_of(said: Said) -> dict[str, Any]:
    """The columns of a report that came with the fourth version: its language, other renditions, summary and places."""
    renditions = {
        _language(code): {"title": Said(one).text("title", 300)} for code, one in _mapping(said, "renditions").items()
    }
    summary = {_language(code): Said({code: text}).text(code) for code, text in _mapping(said, "summary").items()}
    language = said.text_if_any("language", 8)
    return {
        "language": _language(language) if language else "",
        "place_kinds": said.texts("place_kinds") if "place_kinds" in said.content else [],
        "renditions": renditions,
        "summary": summary,
    }


def renditions_of(paragraph: Said) -> dict[str, Any]:
    """What a paragraph and its items say in other languages; every item is there, or the rendition is refused."""
    items = len(paragraph.rows("items"))
    found = {}
    for code, content in _mapping(paragraph, "renditions").items():
        one = Said(content)
        words = one.texts("items")
        if len(words) != items:
            raise ValueError("“renditions” has not every item")
        found[_language(code)] = {"chapter": one.text("chapter", 300), "text": one.text("text"), "items": words}
    return found


def _mapping(said: Said, key: str) -> dict[str, Any]:
    return said.mapping(key) if key in said.content else {}


def _language(code: str) -> str:
    if not (2 <= len(code) <= 8 and code.replace("-", "").isalnum() and code.isascii()):
        raise ValueError(f"“{code[:20]}” is no language")
    return code


def item_beside(item: Said) -> dict[str, Any]:
    """What the fourth version says of an item: its topics, and which earlier public items it repeats."""
    topics = [Said(one) for one in item.rows("topics")] if "topics" in item.content else []
    repeats = [Said(one) for one in item.rows("repeats")] if "repeats" in item.content else []
    return {
        "topics": [{"id": one.text("id", 60), "decided": one.truth("decided")} for one in topics],
        "repeats": [{"slug": one.text("slug", 80), "number": one.text("number", 60)} for one in repeats],
    }


def _document(said: Said) -> dict[str, Any]:
    """The columns every published document has: its address, version, State and symbol."""
    state = said.inner("state")
    return {
        "slug": said.text("slug", 80),
        "version": said.number("version"),
        "symbol": said.text("symbol", 60),
        "state_code": state.text("code", 3),
        "state_names": state.mapping("names"),
        "invented": state.truth("invented"),
        "published_on": said.day("published_on"),
        "version_on": said.day("published_on"),
    }


def response_row(said: Said) -> dict[str, Any]:
    """The columns of a State's response, but for what its parcel decides."""
    report = said.inner("report")
    return {
        **_document(said),
        "report_slug": report.text("slug", 80),
        "report_symbol": report.text("symbol", 60),
        "title": said.text("title", 300),
        "answers": [_answer(Said(one)) for one in said.rows("answers")],
    }


def _answer(said: Said) -> dict[str, Any]:
    responses = [Said(one) for one in said.rows("responses")]
    return {
        "paragraph": said.number("paragraph"),
        "number": said.text("number", 60),
        "kind": said.text("kind", 40),
        "text": said.text("text"),
        "responses": [
            {"received_on": one.day("received_on").isoformat(), "claim": one.text("claim"), "text": one.text("text")}
            for one in responses
        ],
    }


def statement_row(said: Said) -> dict[str, Any]:
    """The columns of a public statement, but for what its parcel decides."""
    return {
        **_document(said),
        "ground": said.text("ground", 30),
        "opened_on": said.day("opened_on"),
        "state_heard_on": said.day_or_none("state_heard_on"),
        "adopted_on": said.day("adopted_on"),
        "decided_by": said.text_if_any("decided_by", 200),
        "text": said.text("text"),
    }
