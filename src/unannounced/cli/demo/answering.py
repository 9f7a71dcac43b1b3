"""How the States of the worked case answer, each in its manner, and how their answers are assessed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from unannounced.cli.demo import texts
from unannounced.cli.demo.calendar import forget
from unannounced.cli.demo.cast import Case
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.records.recommendations.actions import assess, register_response
from unannounced.records.recommendations.models import Item

EVIDENCE = {
    Verdict.IMPLEMENTED: "follow-up visit: rooms seen, registers read, persons interviewed in private",
    Verdict.PARTIALLY_IMPLEMENTED: "follow-up visit: part of the places seen; documents of the authorities",
    Verdict.NOT_IMPLEMENTED: "accounts of persons deprived of liberty, gathered in private in two places",
}


def answer_in_its_manner(case: Case, answers: str, item: Item, days: int, at: datetime) -> None:
    """Let the State answer in its manner, ``answers``: in time and fully, late and in part, or not at all.

    ``days`` is how much later than usual its letter on the whole report comes.
    """
    topic = next(
        (one for one in texts.read("topics")["topic"] if _says(one, item.text)),
        texts.read("topics")["topic"][0],
    )
    answer = _answer(case, answers)
    if answer is None:
        return
    months, claim, words = answer
    day = at.date() + timedelta(days=round(30.4 * months) + days)
    case.calendar.on(
        day,
        lambda then: forget(
            register_response(
                item,
                topic["responses"][words],
                claim=claim,
                received_on=then.date(),
                by=case.viewers["jonas"],
                at=then,
            )
        ),
    )
    if case.chance.random() < (0.75 if answers == "full" else 0.45):
        _assessing(case, item, topic, claim, day)


def _says(topic: Mapping[str, Any], text: str) -> bool:
    return text == topic["again"] or any(text == one["text"] for one in topic["items"])


def _answer(case: Case, answers: str) -> tuple[float, Claim, str] | None:
    chance = case.chance.random()
    if answers == "full":
        if chance < 0.6:
            return 5.2, Claim.IMPLEMENTED, "full"
        return (5.2, Claim.IN_PROGRESS, "partial") if chance < 0.95 else (5.2, Claim.REJECTED, "rejected")
    if answers == "late":
        if chance < 0.25:
            return 11.0, Claim.IMPLEMENTED, "full"
        if chance < 0.7:
            return 11.0, Claim.PARTIALLY_IMPLEMENTED, "partial"
        return (11.0, Claim.REJECTED, "rejected") if chance < 0.82 else None
    return (13.0, Claim.REJECTED, "rejected") if chance < 0.2 else None


def _assessing(case: Case, item: Item, topic: Mapping[str, Any], claim: Claim, day: date) -> None:
    verdict = {
        Claim.IMPLEMENTED: Verdict.IMPLEMENTED if case.chance.random() < 0.7 else Verdict.PARTIALLY_IMPLEMENTED,
        Claim.IN_PROGRESS: Verdict.PARTIALLY_IMPLEMENTED,
        Claim.PARTIALLY_IMPLEMENTED: Verdict.PARTIALLY_IMPLEMENTED,
    }.get(claim, Verdict.NOT_IMPLEMENTED)
    case.calendar.on(
        day + timedelta(days=90),
        lambda then: forget(
            assess(
                item,
                topic["assessed"][verdict.value],
                verdict=verdict,
                evidence=EVIDENCE[verdict],
                day=then.date(),
                by=case.viewers["jonas"],
                at=then,
            )
        ),
    )
