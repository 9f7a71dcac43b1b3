"""The addresses of the archive: what each answers and what can be asked."""

from collections.abc import Callable

from unannounced.duties.words import say
from unannounced.rooms.portal.api import archive, archive_items, archive_states, mirroring, searching
from unannounced.rooms.portal.api import archive_parameters as asks
from unannounced.rooms.portal.api.address import Address, Group
from unannounced.rooms.portal.api.asked import Asked, Shape
from unannounced.rooms.portal.api.parameters import INVENTED, STATE, Parameter


def _one(
    name: str, path: str, about: str, answers: str, answer: Callable[[Asked], Shape], *parameters: Parameter
) -> Address:
    return Address(name, path, about, parameters, (answers,), answer, {}, Group.ARCHIVE)


_LISTED = (INVENTED, *asks.PAGED)
_OF_REPORTS = (asks.OF_STATE, asks.YEAR, asks.BODY, asks.LANGUAGE, asks.SINCE)

ARCHIVE: tuple[Address, ...] = (
    _one(
        "reports",
        "/reports",
        say("The published reports in their newest versions, the latest first"),
        "Reports",
        archive.reports,
        *_OF_REPORTS,
        *_LISTED,
    ),
    _one(
        "report",
        "/reports/{report}",
        say("A report with its files, its versions and their digests"),
        "Report",
        archive.report,
        asks.REPORT,
    ),
    _one(
        "paragraphs",
        "/reports/{report}/paragraphs",
        say("The paragraphs of a report, each with its items"),
        "Paragraphs",
        archive.paragraphs,
        asks.REPORT,
        *asks.PAGED,
    ),
    _one(
        "paragraph",
        "/reports/{report}/paragraphs/{paragraph}",
        say("One paragraph of a report"),
        "Paragraph",
        archive.paragraph,
        asks.REPORT,
        asks.PARAGRAPH,
    ),
    _one(
        "items",
        "/items",
        say("Recommendations, comments, requests for information and immediate observations, and what became of them"),
        "Items",
        archive_items.items,
        *_OF_REPORTS,
        asks.KIND,
        asks.TOPIC,
        asks.POSITION,
        asks.FOLLOWED_UP,
        *_LISTED,
    ),
    _one(
        "item",
        "/reports/{report}/paragraphs/{paragraph}/items/{item}",
        say("One item of a paragraph"),
        "Item",
        archive.item,
        asks.REPORT,
        asks.PARAGRAPH,
        asks.ITEM,
    ),
    _one(
        "responses",
        "/responses",
        say("The responses of States to reports, the latest first"),
        "Responses",
        archive.responses,
        asks.OF_STATE,
        asks.OF_REPORT,
        asks.SINCE,
        *_LISTED,
    ),
    _one(
        "response",
        "/responses/{response}",
        say("A State’s response to a report, item by item"),
        "Response",
        archive.response,
        asks.RESPONSE,
    ),
    _one(
        "statements",
        "/statements",
        say("The public statements, the latest first"),
        "Statements",
        archive.statements,
        asks.OF_STATE,
        asks.SINCE,
        *_LISTED,
    ),
    _one(
        "statement",
        "/statements/{statement}",
        say("A public statement with its words"),
        "Statement",
        archive.statement,
        asks.STATEMENT,
    ),
    _one(
        "search",
        "/search",
        say("Search over paragraphs, items, responses, statements and pages"),
        "Found",
        searching.search,
        *searching.PARAMETERS,
        INVENTED,
        asks.CURSOR,
    ),
    _one("themes", "/themes", say("Every theme that an item can be about"), "Themes", archive_states.themes),
    _one(
        "figures",
        "/states/{state}/figures",
        say("What is counted of a State: visits, reports, publications"),
        "Figures",
        archive_states.figures,
        STATE,
        INVENTED,
    ),
    _one(
        "places",
        "/states/{state}/places",
        say("The places of detention of a State, as far as they may be shown"),
        "Places",
        archive_states.places,
        STATE,
        asks.PLACE_KIND,
        *_LISTED,
    ),
    _one(
        "place",
        "/states/{state}/places/{place}",
        say("A place of detention, each value with its source"),
        "Place",
        archive_states.place,
        STATE,
        asks.PLACE,
        INVENTED,
    ),
    _one(
        "checkpoints",
        "/checkpoints",
        say("The public checkpoints, the newest first"),
        "Checkpoints",
        mirroring.checkpoints,
        *asks.PAGED,
    ),
    _one(
        "checkpoint",
        "/checkpoints/{checkpoint}",
        say("The checkpoint over so many publications"),
        "Checkpoint",
        mirroring.checkpoint,
        asks.SIZE_OF_TREE,
    ),
    _one(
        "changes",
        "/changes",
        say("What came to this portal since a moment, for mirrors"),
        "Changes",
        mirroring.changes,
        asks.SINCE_MOMENT,
        *asks.PAGED,
    ),
)
"""The addresses of what was published, in the order in which they are explained."""
