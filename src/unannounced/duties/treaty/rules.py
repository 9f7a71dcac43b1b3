"""How each treaty enters into force for a State and how a State leaves it: section by section, as data.

``effect`` turns the day of deposit into the first day in force, ``leaving`` the day a notice was received into the
first day on which the State is no longer bound.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.dates import (
    after_months,
    coe_effect,
    one_year,
    rome_effect,
    statute7,
    thirtieth_day,
)
from unannounced.duties.words import say


@dataclass(frozen=True, slots=True)
class Rules:
    """The articles of one treaty on entry into force and on leaving.

    ``general`` is the day the treaty itself entered into force. ``leaving`` is None where the treaty has no clause;
    then ``note`` says what follows. ``succession_dates_back``: the depositary's day of a succession is the day it
    was notified, and the State was bound from its independence on. ``leaving_is_open``: it is disputed whether a
    notice has any effect, and ``leaving`` is the earliest it could have.
    """

    general: date
    general_confidence: Confidence
    effect: Callable[[date], date]
    effect_article: str
    leaving: Callable[[date], date] | None
    leaving_article: str
    note: str = ""
    succession_dates_back: bool = True
    leaving_is_open: bool = False
    later_day_may_be_named: bool = False


def _same_day(day: date) -> date:
    return day


def _three_months_coe(day: date) -> date:
    return coe_effect(day, 3)


def _twelve_months_coe(day: date) -> date:
    return coe_effect(day, 12)


def _three_months(day: date) -> date:
    return after_months(day, 3)


def _after_six_months(day: date) -> date:
    """Six months' notice runs out on the same day of the month; the State is out from the next day on."""
    return after_months(day, 6) + timedelta(days=1)


def _after_year_end(day: date) -> date:
    return statute7(day) + timedelta(days=1)


def six_months_after_membership(day: date) -> date:
    """The first day without the ECHR for a State whose membership ended with effect from ``day`` (ECHR Art. 58(3))."""
    return after_months(day, 6)


_PROTOCOL = say("A Protocol that changes the Convention cannot be left by itself.")
_COVENANT = say("The Covenant has no clause on denunciation and cannot be denounced (HRC General Comment 26).")
_NO_CLAUSE = say("The Convention has no clause on denunciation; whether it can be left at all is open.")

RULES: Mapping[str, Rules] = {
    "ECPT": Rules(
        general=date(1989, 2, 1),
        general_confidence=Confidence.VERIFIED,
        effect=_three_months_coe,
        effect_article="ECPT Art. 19",
        leaving=_twelve_months_coe,
        leaving_article="ECPT Art. 22(2)",
        succession_dates_back=False,
    ),
    "ECPT-P1": Rules(
        general=date(2002, 3, 1),
        general_confidence=Confidence.VERIFIED,
        effect=_three_months_coe,
        effect_article="ETS 151",
        leaving=None,
        leaving_article="ETS 151",
        note=_PROTOCOL,
        succession_dates_back=False,
    ),
    "ECPT-P2": Rules(
        general=date(2002, 3, 1),
        general_confidence=Confidence.VERIFIED,
        effect=_three_months_coe,
        effect_article="ETS 152",
        leaving=None,
        leaving_article="ETS 152",
        note=_PROTOCOL,
        succession_dates_back=False,
    ),
    # The register counts membership from the signature by the ten founders, not from the Statute's own 3 August 1949.
    "COE-STATUTE": Rules(
        general=date(1949, 5, 5),
        general_confidence=Confidence.MEMORY_HIGH,
        effect=_same_day,
        effect_article="COE Statute Art. 4",
        leaving=_after_year_end,
        leaving_article="COE Statute Art. 7",
        succession_dates_back=False,
    ),
    "ECHR": Rules(
        general=date(1953, 9, 3),
        general_confidence=Confidence.MEMORY_HIGH,
        effect=_same_day,
        effect_article="ECHR Art. 59",
        leaving=_after_six_months,
        leaving_article="ECHR Art. 58(1)",
        succession_dates_back=False,
    ),
    "UNCAT": Rules(
        general=date(1987, 6, 26),
        general_confidence=Confidence.VERIFIED,
        effect=thirtieth_day,
        effect_article="UNCAT Art. 27",
        leaving=one_year,
        leaving_article="UNCAT Art. 31(1)",
    ),
    "OPCAT": Rules(
        general=date(2006, 6, 22),
        general_confidence=Confidence.VERIFIED,
        effect=thirtieth_day,
        effect_article="OPCAT Art. 28",
        leaving=one_year,
        leaving_article="OPCAT Art. 33(1)",
    ),
    "ICCPR": Rules(
        general=date(1976, 3, 23),
        general_confidence=Confidence.MEMORY_HIGH,
        effect=_three_months,
        effect_article="ICCPR Art. 49",
        leaving=None,
        leaving_article="VCLT Art. 56",
        note=_COVENANT,
    ),
    "ICCPR-OP1": Rules(
        general=date(1976, 3, 23),
        general_confidence=Confidence.MEMORY_HIGH,
        effect=_three_months,
        effect_article="ICCPR-OP1 Art. 9",
        leaving=_three_months,
        leaving_article="ICCPR-OP1 Art. 12(1)",
    ),
    "ICPPED": Rules(
        general=date(2010, 12, 23),
        general_confidence=Confidence.MEMORY_HIGH,
        effect=thirtieth_day,
        effect_article="ICPPED Art. 39",
        leaving=one_year,
        leaving_article="VCLT Art. 56",
        note=_NO_CLAUSE,
        leaving_is_open=True,
    ),
    "ROME": Rules(
        general=date(2002, 7, 1),
        general_confidence=Confidence.VERIFIED,
        effect=rome_effect,
        effect_article="Rome Statute Art. 126",
        leaving=one_year,
        leaving_article="Rome Statute Art. 127(1)",
        later_day_may_be_named=True,
    ),
}
