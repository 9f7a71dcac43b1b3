"""What happens on the visit of the case, beside its notebook: letters, an objection, access, talks, who was away."""

from datetime import date, timedelta

from tests.records.house import FIRST, LAST, House, at
from unannounced.duties.admitting import Cooperation, Hindrance
from unannounced.duties.composing import Gender
from unannounced.duties.notifying import Ahead
from unannounced.records.access.actions import note_access, note_interviews
from unannounced.records.accounts.actions import say_abilities, say_absence
from unannounced.records.talks.actions import (
    grade_cooperation,
    hold_talks,
    note_preliminary,
    observe_at_once,
)
from unannounced.records.visits.actions import announce_place, decide_objection


def visited(house: House) -> None:
    """A row in each table of visits, access, talks and of what people bring, once the visit has ended."""
    visit, place = house.visit, house.place
    assert visit is not None
    assert place is not None
    visit.refresh_from_db()
    then = at(LAST + timedelta(days=1))
    announce_place(visit, place, on=FIRST, ahead=Ahead.HOURS, by=house.maud, at=then)
    decide_objection(
        visit, target="time", ground="public_safety", said="Not now.", received_on=FIRST, by=house.maud, at=then
    )
    note_access(visit, hindrance=Hindrance.WAITED, day=FIRST, place=place, minutes=40, by=house.tomas, at=then)
    note_interviews(visit, day=FIRST, place=place, persons=2, language="en", private=True, by=house.tomas, at=then)
    hold_talks(visit, day=LAST, present="the Minister of Justice", said="Thanks.", by=house.ana, at=then)
    observe_at_once(visit, "Close the cells of block C.", made_on=LAST, place=place, by=house.ana, at=then)
    note_preliminary(visit, on=then.date(), by=house.maud, at=then)
    grade_cooperation(visit, Cooperation.GOOD, because="Doors were opened.", on=LAST, by=house.ana, at=then)
    yara = house.people["yara"]
    say_abilities(yara, languages=["en"], skills=["law"], gender=Gender.WOMAN, on=then.date(), by=house.maud, at=then)
    say_absence(yara, begins=date(2026, 8, 1), ends=date(2026, 8, 31), note="leave", by=house.maud, at=then)
