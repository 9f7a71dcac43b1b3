"""An invented desk: transmissions as the office freezes them, officers of two States, and what they hold."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from unannounced.crafts.packing import Packed, digest_of
from unannounced.duties import chain

NOW = datetime.now(UTC).replace(microsecond=0)
TODAY = NOW.date()
SPACE = UUID("6f2b6c3e-0000-4000-8000-000000000000")
NAMES = {"XXA": "Aldmoor", "XXB": "Bresk"}
ITEMS = (
    (
        "12",
        "12.1",
        "recommendation",
        "Ensure that the windows of every cell can be opened at night.",
        "Ministry of Justice",
    ),
    (
        "12",
        "12.2",
        "request",
        "Please give the number of cells below four square metres per person.",
        "Ministry of Justice",
    ),
    (
        "31",
        "31.1",
        "recommendation",
        "Record every use of handcuffs in a central register.",
        "Ministry of the Interior",
    ),
    ("40", "40.1", "comment", "The library was closed on the day of the visit.", ""),
)


def named(word: str) -> str:
    """The same id for the same word."""
    return str(uuid5(SPACE, word))


def transmission(
    *, report: str = "bresk", state: str = "XXB", serial: int = 1, days_left: int = 30, **said: Any
) -> dict[str, Any]:
    """What the office freezes of a report with four items."""
    paragraphs: dict[str, dict[str, Any]] = {}
    due = {
        "day": TODAY + timedelta(days=days_left),
        "steps": [{"words": "in {days} days", "facts": {"days": days_left}}],
    }
    for number, item, kind, text, addressee in ITEMS:
        paragraph = paragraphs.setdefault(
            number,
            {
                "id": named(f"{report} {number}"),
                "number": number,
                "chapter": "Prisons" if number == "12" else "Police",
                "text": f"What was seen is said in paragraph {number}.",
                "items": [],
            },
        )
        paragraph["items"].append(
            {
                "id": named(f"{report} {item}"),
                "number": item,
                "kind": kind,
                "text": text,
                "addressee": addressee,
                "due": due,
                "withdrawn_on": None,
                "received": [],
                "repeats": False,
            }
        )
    return {
        "report": named(report),
        "serial": serial,
        "because": "the report was transmitted",
        "mechanism": {"name": "Committee of the Worked Case", "short": "Committee", "names": {}},
        "state": {"code": state, "names": {"en": NAMES[state], "fr": NAMES[state]}, "invented": True},
        "title": f"Report on the visit to {NAMES[state]}",
        "language": "en",
        "symbol": "",
        "transmitted_on": TODAY - timedelta(days=150),
        "response_due": due,
        "visit": {"kind": "periodic", "begins": date(2026, 3, 2), "ends": date(2026, 3, 9)},
        "rules": {"response": "ECPT Art. 3", "publication": "ECPT Art. 11(2)", "confidentiality": "ECPT Art. 11, 13"},
        "paragraphs": list(paragraphs.values()),
        "given": [],
        "publication": {"requested_on": None, "published_on": None, "symbol": ""},
        "files": [],
        **said,
    }


def packed(said: Any, kind: str = "transmission", *, version: int = 1, room: str = "office") -> Packed:
    """A parcel as the courier hands it over."""
    content = said if isinstance(said, bytes) else chain.canonical(said)
    return Packed(kind, version, room, digest_of(content), content)


def a_file(content: bytes = b"%PDF-1.7 made", name: str = "report.pdf") -> dict[str, Any]:
    """A file as a transmission names it."""
    return {"digest": digest_of(content), "file_name": name, "media": "application/pdf", "size": len(content)}


def item_of(said: dict[str, Any], number: str) -> dict[str, Any]:
    """An item of a transmission by its number."""
    return next(one for part in said["paragraphs"] for one in part["items"] if one["number"] == number)


@dataclass(slots=True)
class Desk:
    """The officers of two States: Goran and Vesna of Bresk, Mirela of Aldmoor."""

    people: dict[str, Any] = field(default_factory=dict)
    by: dict[str, Any] = field(default_factory=dict)
    rosa: Any = None

    def officer(self, login: str) -> Any:
        """Somebody as the officer they are today; None if they are none."""
        from unannounced.records.desk.queries import officer_of

        return officer_of(self.people[login], TODAY)

    def report(self, login: str = "goran", report: str = "bresk") -> Any:
        """A report as an officer has it."""
        from unannounced.records.desk.queries import report_of

        return report_of(self.officer(login), UUID(named(report)))

    def item(self, number: str, login: str = "goran", report: str = "bresk") -> Any:
        """An item as an officer has it now."""
        from unannounced.records.desk.queries import standings

        found = standings(self.report(login, report), today=TODAY)
        return next(one for one in found if one.item.number == number)

    def write(
        self, number: str, text: str, *, by: str = "goran", claim: str = "accepted", seen: int | None = None
    ) -> Any:
        """An officer writes a draft, having seen what there is unless ``seen`` says otherwise."""
        from unannounced.records.desk.actions import write_answer

        standing = self.item(number, by)
        return write_answer(
            self.report(by),
            standing,
            claim=claim,
            text=text,
            ministry=standing.ministry,
            seen=standing.seen if seen is None else seen,
            by=self.officer(by),
            at=NOW,
        )

    def give(self, *numbers: str, by: str = "goran", **more: Any) -> Any:
        """An officer gives the drafts to these items."""
        from unannounced.records.desk.actions import give_response

        items = [self.item(number, by) for number in numbers]
        return give_response(self.report(by), items, by=self.officer(by), at=NOW, **more)


def make_desk() -> Desk:
    """Accounts, appointments, and a report for each State."""
    from unannounced.duties.confidentiality import Role
    from unannounced.records.accounts.actions import give_mandate, make_account
    from unannounced.records.accounts.queries import viewer_of
    from unannounced.records.desk.actions import appoint
    from unannounced.records.states.actions import enter_states

    desk, day = Desk(), TODAY - timedelta(days=200)
    person = make_account("rosa", "Rosa Almqueira", password=None, by=None, at=NOW)
    give_mandate(person, Role.ADMINISTRATOR, begins=day, ends=None, by=viewer_of(person, day), at=NOW)
    desk.people["rosa"], desk.rosa = person, viewer_of(person, TODAY)
    rows = enter_states({code: {"en": code} for code in NAMES}, invented=True, by=person.pk, at=NOW)
    states = {row.code: row for row in rows}
    officers = (("goran", "Goran Petrov", "XXB"), ("vesna", "Vesna Orlic", "XXB"), ("mirela", "Mirela Sandor", "XXA"))
    for login, name, code in officers:
        desk.people[login] = make_account(login, name, password=None, by=desk.rosa, at=NOW)
        appoint(desk.people[login], states[code], begins=day, ends=None, by=desk.rosa, at=NOW)
    for report, code in (("bresk", "XXB"), ("aldmoor", "XXA")):
        bring(transmission(report=report, state=code))
    return desk


def bring(said: Any, kind: str = "transmission", **more: Any) -> str:
    """The courier brings something; what became of it."""
    from unannounced.records.desk.actions import take_in
    from unannounced.records.ledger.actions import NOBODY

    return take_in(packed(said, kind, **more), by=NOBODY, at=NOW).value


def given_content(given: Any) -> dict[str, Any]:
    """What a response that was given says."""
    said: dict[str, Any] = json.loads(bytes(given.parcel.content))
    return said
