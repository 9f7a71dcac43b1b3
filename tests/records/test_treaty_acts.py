"""Acts under treaties as they are entered: refused where they cannot be, corrected by a new row, never changed."""

from dataclasses import replace
from datetime import date

import pytest

from tests.records.house import NOW, House
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.treaty.standing import Standing
from unannounced.records.ledger.models import Line
from unannounced.records.states.models import State
from unannounced.records.treaties.actions import enter_acts, enter_sound_act, import_acts
from unannounced.records.treaties.models import TreatyAct
from unannounced.records.treaties.queries import acts_of, every_act, standing

pytestmark = pytest.mark.django_db


def act(action: str, day: date | None, treaty: str = "ICCPR-OP1", state: str = "XXA") -> Act:
    return Act(treaty, state, action, day, day.year if day else None, "", "a test", Confidence.VERIFIED)


def state() -> State:
    return State.objects.get(code="XXA")


def test_an_act_that_cannot_be_is_refused_with_its_reason_and_nothing_is_kept(house: House) -> None:
    before, lines = TreatyAct.objects.count(), Line.objects.count()
    with pytest.raises(RefusedByRule) as refused:
        enter_sound_act(act("denunciation_notified", date(2020, 1, 1)), state=state(), by=house.maud, at=NOW)
    assert "not bound then" in str(refused.value)
    with pytest.raises(RefusedByRule) as later:
        enter_sound_act(act("accession", date(2150, 1, 1)), state=state(), by=house.maud, at=NOW)
    assert "later than" in str(later.value)
    assert (TreatyAct.objects.count(), Line.objects.count()) == (before, lines)


def test_a_correction_is_a_new_row_and_the_corrected_one_stays(house: House) -> None:
    wrong = act("accession", date(2010, 1, 5))
    enter_sound_act(wrong, state=state(), by=house.maud, at=NOW)
    assert standing(state(), "ICCPR-OP1", on=date(2010, 4, 20)).standing is Standing.PARTY
    right = replace(act("accession", date(2010, 2, 5)), corrects="2010-01-05")
    enter_sound_act(right, state=state(), by=house.maud, at=NOW)
    assert standing(state(), "ICCPR-OP1", on=date(2010, 4, 20)).standing is Standing.CONSENTED
    kept = [one.written for one in every_act() if one.state == "XXA" and one.treaty == "ICCPR-OP1"]
    assert sorted(kept) == ["2010-01-05", "2010-02-05"]
    assert [one.written for one in acts_of(state()) if one.treaty == "ICCPR-OP1"] == ["2010-02-05"]
    assert enter_sound_act(right, state=state(), by=house.maud, at=NOW) == 0


def test_what_never_happened_is_taken_back_without_being_deleted(house: House) -> None:
    enter_sound_act(act("accession", date(2010, 1, 5)), state=state(), by=house.maud, at=NOW)
    never = replace(act("accession", None), corrects="2010-01-05", never=True)
    enter_sound_act(never, state=state(), by=house.maud, at=NOW)
    assert standing(state(), "ICCPR-OP1", on=date(2020, 1, 1)).standing is Standing.NONE
    assert len([one for one in every_act() if one.treaty == "ICCPR-OP1" and one.state == "XXA"]) == 2


def test_an_import_is_one_transaction_and_repeating_it_adds_nothing(house: House) -> None:
    acts = [act("accession", date(2010, 1, 5)), act("signature", date(2009, 1, 5), "UNCAT", "FRA")]
    lines = Line.objects.count()
    assert import_acts(acts, names={"XXA": {}, "FRA": {"en": "France", "fr": "France"}}, by=house.maud, at=NOW) == 2
    assert State.objects.get(code="FRA").name("fr") == "France"
    assert Line.objects.count() == lines + 2  # the State, and the acts
    assert import_acts(acts, names={"XXA": {}, "FRA": {}}, by=house.maud, at=NOW) == 0
    assert Line.objects.count() == lines + 2


def test_articles_and_territories_are_kept_apart(house: House) -> None:
    territories = [
        replace(act("territorial_extension", date(2010, 1, 5)), concerns=(name,)) for name in ("North", "South")
    ]
    assert enter_acts(territories, states={"XXA": state()}, by=house.maud, at=NOW) == 2
    assert {one.concerns for one in every_act() if one.action == "territorial_extension"} == {("North",), ("South",)}
