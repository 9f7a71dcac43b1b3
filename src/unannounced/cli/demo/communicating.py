"""Communications of the worked case: two keepers and their key, letters that came, and what was done with each.

Senders and keepers do here what their browsers do (docs/intake-protocol.md), and all of it goes through the actions
that pages use. The passphrase of the keepers is the password of the demonstration.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from unannounced.cli.demo import texts
from unannounced.cli.demo.accounts import KEEPERS, RECEIPT
from unannounced.cli.demo.calendar import forget
from unannounced.cli.demo.cast import Case
from unannounced.cli.demo.sealing import own_key
from unannounced.crafts import padding, sealing
from unannounced.crafts.packing import Packed, digest_of
from unannounced.crafts.receipt_words import Receipt, drawn, receipt_of
from unannounced.duties.consenting import Answer as Said
from unannounced.duties.corresponding import AnswerKind, Days, WayIn
from unannounced.duties.protecting import Step
from unannounced.duties.receiving import Group, Risk, Told, Way
from unannounced.records.communications import actions, dealing
from unannounced.records.communications.keys import make_intake_key
from unannounced.records.communications.models import Communication
from unannounced.records.communications.pieces import Offered
from unannounced.records.communications.taking import take_communications
from unannounced.records.reprisals.actions import (
    keep_contacts,
    link_case,
    note_agreed,
    note_measure,
    open_case,
    plan_call,
)

BEGAN = -6
"""The month in which the register was begun, counted from the day the case is built."""


@dataclass(slots=True)
class Register:
    """The register of communications while the case is built: its key, and who deals with the sealed."""

    case: Case
    recipient: str = ""

    def offered(self, said: Mapping[str, object]) -> Offered:
        """What a keeper's browser seals for the office."""
        return Offered(seal(said, self.recipient), 1)


@dataclass(slots=True)
class Letter:
    """One communication: what is said of it, the receipt of its sender, and the row once it came."""

    said: Mapping[str, Any]
    receipt: Receipt | None
    row: Communication | None = None

    @property
    def conversation(self) -> str:
        """What the rooms know of the words."""
        return digest_of(bytes.fromhex(self.receipt.address)) if self.receipt else ""

    def clear(self, text: str) -> dict[str, object]:
        """A letter as it is before it is sealed."""
        names = ("language", "place", "told", "ways", "fears", "in_custody")
        recipient = sealing.recipient_of(self.receipt.identity) if self.receipt else ""
        held = {name: self.said[name] for name in names}
        return {
            **_of("communication"),
            **held,
            "recipient": recipient,
            "text": text,
            "for": "",
            "scripts": True,
            "files": [],
        }

    @property
    def who(self) -> dict[str, object]:
        """Who wrote, apart."""
        return {**_of("who"), "name": self.said["name"], "reach": ""}


def _of(kind: str) -> dict[str, object]:
    return {"format": f"unannounced-{kind}/1"}


def seal(said: Mapping[str, object], recipient: str) -> bytes:
    """Filled up and sealed."""
    return sealing.seal(padding.pad(json.dumps(said, ensure_ascii=False).encode()), to=recipient)


def communicate(case: Case) -> None:
    """Put into the calendar: the register begun half a year ago, and each communication on its days."""
    register = Register(case)
    case.calendar.on(case.calendar.month(BEGAN), lambda at: _begin(register, at))
    shown = iter([receipt_of(RECEIPT)])
    for said in texts.read("communications")["communication"]:
        receipt = next(shown, None) or receipt_of(drawn(said["language"])) if said.get("receipt") else None
        _schedule(register, Letter(said, receipt))


def _begin(register: Register, at: datetime) -> None:
    """The secretariat names itself and a member; each has a key, and the key of communications is sealed for both."""
    case = register.case
    maud = case.viewers[KEEPERS[0]]
    keys = [own_key(case, who, at) for who in KEEPERS]
    for who in KEEPERS:
        actions.name_keeper(case.people[who], by=maud, at=at)
    identity = sealing.new_identity()
    register.recipient = sealing.recipient_of(identity)
    wrapped = {key.pk: sealing.armoured(sealing.seal(identity.encode(), to=key.recipient)) for key in keys}
    make_intake_key(register.recipient, wrapped, by=maud, at=at)


def _schedule(register: Register, letter: Letter) -> None:
    """Each act on its own day, in the order in which they are done on the same day."""
    case, said = register.case, letter.said
    steps = [(said["came"], _coming)]
    steps += [(days, _assigning(who)) for who, days in said.get("assigned", {}).items()]
    steps += [(said["triaged"], _triaging)] if "triaged" in said else []
    steps += [(one["days"], _answering(one)) for one in said.get("answers", [])]
    steps += [(said["again"]["days"], _writing_again)] if "again" in said else []
    steps += [(said["reprisal"]["days"], _protecting)] if "reprisal" in said else []
    steps += [(said["closed"], _closing)] if "closed" in said else []
    for days, step in steps:
        case.calendar.on(_ago(case, days), _step(register, letter, step))


def _step(register: Register, letter: Letter, step: Any) -> Any:
    return lambda at: step(register, letter, at)


def _ago(case: Case, days: int) -> date:
    return case.calendar.today - timedelta(days=days)


def _now(letter: Letter) -> Communication:
    """The row as it stands now."""
    assert letter.row is not None, "it came before anything is done with it"
    return Communication.objects.select_related("triage__state").get(pk=letter.row.pk)


# What becomes of one


def _coming(register: Register, letter: Letter, at: datetime) -> None:
    way_in = WayIn(letter.said["way_in"])
    if way_in is WayIn.INTAKE:
        _carried(register, letter, letter.said["text"], at)
    else:
        _entered(register, letter, way_in, at)


def _carried(register: Register, letter: Letter, text: str, at: datetime) -> None:
    """As the courier brings it from the intake room."""
    sealed, who = seal(letter.clear(text), register.recipient), seal(letter.who, register.recipient)
    line = {
        "conversation": letter.conversation,
        "version": 1,
        "came_on": at.date().isoformat(),
        "sizes": [len(sealed), len(who)],
    }
    content = json.dumps(line).encode() + b"\n" + sealed + who
    take_communications([Packed("communication", 1, "intake", digest_of(content), content)], at=at)
    letter.row = Communication.objects.get(conversation=letter.conversation)


def _entered(register: Register, letter: Letter, way_in: WayIn, at: datetime) -> None:
    """By Maud, who had it in her hands or on the telephone."""
    case, said, days = register.case, letter.said, None
    if way_in is WayIn.PAPER:
        written, stamped, posted = (_ago(case, said[name]) for name in ("written", "stamped", "posted"))
        days = Days(written, stamped, posted, arrived_on=at.date())
    letter.row = actions.enter_communication(
        way_in,
        json.dumps(letter.clear(said["text"]), ensure_ascii=False).encode(),
        json.dumps(letter.who, ensure_ascii=False).encode(),
        came_on=at.date(),
        language=said["language"],
        days=days,
        stamp=said.get("stamp", ""),
        by=case.viewers[KEEPERS[0]],
        at=at,
    )


def _assigning(who: str) -> Any:
    def assign(register: Register, letter: Letter, at: datetime) -> None:
        case = register.case
        forget(actions.assign(_now(letter), case.people[who], by=case.viewers[KEEPERS[0]], at=at))

    return assign


def _dealer(register: Register, letter: Letter) -> Any:
    """Whoever it was assigned to first; what was entered by hand is with whoever entered it."""
    entered = letter.said["way_in"] != WayIn.INTAKE.value
    return register.case.viewers[KEEPERS[0] if entered else next(iter(letter.said["assigned"]))]


def _triaging(register: Register, letter: Letter, at: datetime) -> None:
    said = letter.said
    dealing.note_triage(
        _now(letter),
        [Told(one) for one in said["told"]],
        groups=[Group(one) for one in said["groups"]],
        risk=Risk(said["fears"]),
        in_custody=said["in_custody"],
        ways=[Way(one) for one in said["ways"]],
        place_said=said["place"],
        state=register.case.states[said["state"]],
        language=said["language"],
        by=_dealer(register, letter),
        at=at,
    )


def _answering(one: Mapping[str, Any]) -> Any:
    """By the receipt, or noted as it was told another way."""

    def answer(register: Register, letter: Letter, at: datetime) -> None:
        told = {**_of("answer"), "text": one["text"], "language": letter.said["language"], "written_on": f"{at.date()}"}
        recipient = sealing.recipient_of(letter.receipt.identity) if letter.receipt else ""
        dealing.answer(
            _now(letter),
            AnswerKind(one["kind"]),
            way=Way(one.get("way", "receipt")),
            kept=register.offered(told),
            for_sender=seal(told, recipient) if recipient else None,
            recipient=recipient,
            given_on=at.date(),
            by=_dealer(register, letter),
            at=at,
        )

    return answer


def _writing_again(register: Register, letter: Letter, at: datetime) -> None:
    _carried(register, letter, letter.said["again"]["text"], at)


def _closing(register: Register, letter: Letter, at: datetime) -> None:
    actions.close(_now(letter), by=_dealer(register, letter), at=at)


def _protecting(register: Register, letter: Letter, at: datetime) -> None:
    """A case of reprisal: what was done, what the office did, what the person agreed to, and a call that is due."""
    case, said, by = register.case, letter.said["reprisal"], _dealer(register, letter)
    authority = case.authorities[letter.said["state"]]["prisons"]
    opened = open_case(authority, said["act"], happened_on=_ago(case, said["happened"]), by=by, at=at)
    link_case(opened, _now(letter), by=by, at=at)
    keep_contacts(opened, register.offered({**_of("note"), "text": said["contacts"]}), by=by, at=at)
    note_agreed(opened, Step.RAISE, Said.GIVEN, asked_on=at.date(), by=by, at=at)
    note_agreed(
        opened, Step.SHARE, Said.REFUSED, asked_on=at.date(), body="National preventive mechanism", by=by, at=at
    )
    note_measure(opened, said["measure"], taken_on=at.date(), by=by, at=at)
    plan_call(opened, at.date() + timedelta(days=said["call"]), by=by, at=at)
