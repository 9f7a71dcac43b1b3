"""Who and what the worked case begins with: States, people, terms, places, and the real register beside it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from unannounced.cli.demo import texts
from unannounced.cli.demo.accounts import PASSWORD, SIGN_IN
from unannounced.cli.demo.calendar import Calendar, moment
from unannounced.crafts.law.acts import shipped_acts
from unannounced.crafts.names import real_names
from unannounced.duties.confidentiality import Role
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.treaty.dates import add_months
from unannounced.records.accounts.actions import enrol_code, give_mandate, make_account
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, viewer_of
from unannounced.records.committee.actions import elect, open_session
from unannounced.records.places.actions import enter_places, enter_population
from unannounced.records.places.models import Place
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State
from unannounced.records.treaties.actions import enter_acts, enter_public_record, shipped_rows

ROLES = {
    "member": Role.MEMBER,
    "secretariat": Role.SECRETARIAT,
    "expert": Role.EXPERT,
    "interpreter": Role.EXPERT,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMINISTRATOR,
}
SOURCE = "worked case"


@dataclass(slots=True)
class Case:
    """The worked case while it is built.

    ``written`` says of a paragraph which text it was written from, and with what in its slots; ``reserved`` are the
    topics that one report on a State alone speaks of.
    """

    calendar: Calendar
    chance: random.Random
    states: dict[str, State] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    said_before: dict[tuple[str, str], Any] = field(default_factory=dict)
    authorities: dict[str, Mapping[str, str]] = field(default_factory=dict)
    going: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    written: dict[UUID, tuple[str, Mapping[str, object]]] = field(default_factory=dict)
    reserved: dict[str, set[str]] = field(default_factory=dict)

    def is_free(self, key: str, first: date, last: date) -> bool:
        """Whether somebody goes on no other visit from ``first`` to ``last``."""
        return all(last < begins or ends < first for begins, ends in self.going.get(key, []))

    def take(self, key: str, first: date, last: date) -> None:
        """Somebody goes on a visit from ``first`` to ``last``."""
        self.going.setdefault(key, []).append((first, last))

    @property
    def members(self) -> list[str]:
        """Keys of the members."""
        return [person["key"] for person in texts.read("people")["person"] if person["kind"] == "member"]


def begin(case: Case) -> None:
    """Enter accounts, mandates, States, treaty acts, terms, sessions, places and population."""
    start = case.calendar.month(-12 * 13)
    at = moment(start)
    _people(case, start, at)
    _states(case, at)
    _treaties(case, at)
    _terms(case)
    _sessions(case)
    _places(case)


def _people(case: Case, start: date, at: datetime) -> None:
    said = texts.read("people")["person"]
    administrator = next(person for person in said if person["kind"] == "administrator")
    for person in [administrator, *(one for one in said if one is not administrator)]:
        key = person["key"]
        rosa = case.viewers.get(administrator["key"])
        made = make_account(
            key,
            person["name"],
            password=PASSWORD if key in SIGN_IN else None,
            nationality=person.get("state", ""),
            profession=person.get("profession", ""),
            by=rosa,
            at=at,
        )
        give_mandate(made, ROLES[person["kind"]], begins=start, ends=None, by=rosa or viewer_of(made, start), at=at)
        if key in SIGN_IN:
            enrol_code(made, "authenticator", by=made.pk, at=at)
        case.people[key] = made
        case.viewers[key] = viewer_of(made, start)


def _states(case: Case, at: datetime) -> None:
    said = texts.read("states")["state"]
    names = {state["code"]: {"en": state["name"], "fr": state["name"]} for state in said}
    enter_states(names, invented=True, by=case.viewers["maud"].pk, at=at)
    real = sorted({row["state"] for row in shipped_rows("treaties.csv") if row["state"]})
    enter_states({code: real_names(code) for code in real}, invented=False, by=case.viewers["maud"].pk, at=at)
    case.states = {state.code: state for state in State.objects.all()}
    case.authorities = {state["code"]: state["addressees"] for state in said if "addressees" in state}


def _treaties(case: Case, at: datetime) -> None:
    maud = case.viewers["maud"]
    enter_acts(shipped_acts(), states=case.states, by=maud, at=at)
    enter_public_record(shipped_rows("record.csv"), states=case.states, by=maud, at=at)
    enter_acts(_invented_acts(case), states=case.states, by=maud, at=at)
    for day, step in _leaving(case):
        case.calendar.on(day, step)


def _invented_acts(case: Case) -> list[Act]:
    acts = []
    for number, code in enumerate(sorted(code for code in case.states if case.states[code].invented)):
        consent = case.calendar.month(-12 * 20 + 4 * number) if code != "XXC" else case.calendar.month(-12 * 12 - 9)
        for treaty in ("ECPT", "UNCAT", "ICCPR"):
            acts += [
                _act(treaty, code, "signature", add_months(consent, -7), "worked case"),
                _act(treaty, code, "ratification", consent, "deposit of the instrument"),
            ]
        if code in {"XXA", "XXB"}:
            acts.append(_act("OPCAT", code, "accession", add_months(consent, 30), "deposit of the instrument"))
        acts.append(_act("ICCPR-OP1", code, "accession", add_months(consent, 12), "deposit of the instrument"))
    return acts


def _act(treaty: str, code: str, action: str, day: date, note: str) -> Act:
    return Act(treaty, code, action, day, day.year, note, SOURCE, Confidence.VERIFIED)


def _leaving(case: Case) -> list[tuple[date, Any]]:
    """The domestic acts of XXC and the notice to the depositary, on days of their own."""
    said, month = texts.read("frames")["withdrawal"], case.calendar.month
    acts = [
        _act("ECPT", "XXC", "government_resolution_denunciation", month(-10), said["government_resolution"]),
        _act("ECPT", "XXC", "denunciation_bill_submitted", month(-10, 12), said["bill"]),
        _act("ECPT", "XXC", "domestic_denunciation_duma", month(-9), said["first_chamber"]),
        _act("ECPT", "XXC", "domestic_denunciation_upper_house", month(-9, 9), said["second_chamber"]),
        _act("ECPT", "XXC", "domestic_denunciation_law", month(-8), f"{said['signature']} {said['publication']}"),
        _act("ECPT", "XXC", "denunciation_notified", month(-7), said["notice_received"]),
    ]
    return [(one.day, _entering(case, one)) for one in acts if one.day]


def _entering(case: Case, one: Act) -> Any:
    return lambda at: enter_acts([one], states=case.states, by=case.viewers["maud"], at=at)


def _terms(case: Case) -> None:
    """Three terms of four years each; the seat of XXC is vacant since its member's second term ended."""
    rosa = case.viewers["rosa"]
    begins = case.calendar.month(-12 * 12 + 3, -20)
    for key in case.members:
        person = case.people[key]
        for term in range(3):
            first = add_months(begins, 48 * term)
            last = add_months(first, 48) - timedelta(days=1)
            case.calendar.on(first, _electing(case, person, person.nationality, first, last))
    former = make_account(
        "yorick",
        "Yorick Brandel",
        password=None,
        nationality="XXC",
        profession="prosecutor",
        by=rosa,
        at=moment(begins),
    )
    give_mandate(former, Role.MEMBER, begins=begins, ends=case.calendar.month(-35), by=rosa, at=moment(begins))
    case.people["yorick"] = former
    first = case.calendar.month(-35 - 96)
    for term in range(2):
        start = add_months(first, 48 * term)
        last = add_months(start, 48) - timedelta(days=1)
        case.calendar.on(start, _electing(case, former, "XXC", start, last))


def _electing(case: Case, person: Person, code: str, first: date, last: date) -> Any:
    return lambda at: elect(
        person, for_state=case.states[code], begins=first, ends=last, by=case.viewers["rosa"], at=at
    )


def _sessions(case: Case) -> None:
    """Three plenary sessions a year, a week each, from the first to the one that sits today."""
    for number in range(1, 36):
        day = case.calendar.month(-4 * (35 - number))
        name = f"{number}th session" if number % 10 not in {1, 2, 3} or number in {11, 12, 13} else f"session {number}"
        case.calendar.on(day, _opening(case, name, day))


def _opening(case: Case, name: str, day: date) -> Any:
    return lambda at: open_session(name, begins=day, ends=day + timedelta(days=6), by=case.viewers["maud"], at=at)


def _places(case: Case) -> None:
    maud, at = case.viewers["maud"], moment(case.calendar.month(-12 * 13, 1))
    said = texts.read("places")["place"]
    rows = [
        Place(
            state=case.states[place["state"]],
            name=place["name"],
            kind=place["kind"],
            region=place["region"],
            authority=place["authority"],
            opened=place["opened"],
            capacity=place["capacity"],
        )
        for place in said
    ]
    enter_places(rows, by=maud, at=at)
    for row in rows:
        case.places.setdefault(row.state.code, []).append(row)
    for row, place in zip(rows, said, strict=True):
        enter_population(row, _persons(case, place), source="census of the authorities", by=maud, at=case.calendar.now)


def _persons(case: Case, place: Mapping[str, Any]) -> dict[date, int]:
    """Two years of months, wandering around the typical occupancy."""
    level, counts = float(place["occupancy"]), {}
    for month in range(-23, 1):
        level += case.chance.uniform(-0.03, 0.03)
        counts[case.calendar.month(month).replace(day=1)] = max(0, round(place["capacity"] * level))
    return counts
