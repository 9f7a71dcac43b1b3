"""Tables of an invented register as a mapping reads them, and what is foreseen and taken in of them."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tests.world import TODAY, World
from unannounced.crafts.registers.values import Happened, Problem, ReadPlace, ReadRegister, Told
from unannounced.records.places.actions import take_in
from unannounced.records.places.foreseeing import foresee
from unannounced.records.places.foreseen import Foreseen, How
from unannounced.records.places.models import Place, PlaceNow, Source

JUNE, DECEMBER, LATER = date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30)
AT = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=UTC)
_NUMBERS = count(1)


def row(
    key: str = "",
    name: str = "",
    *,
    state: str = "XXB",
    happened: list[Happened] | None = None,
    counts: dict[str, dict[date, int]] | None = None,
    **told: str,
) -> ReadPlace:
    """What a table says of one place."""
    series = {what: ([day.toordinal() for day in days], list(days.values())) for what, days in (counts or {}).items()}
    said = [Told(what, value) for what, value in told.items()]
    return ReadPlace(0, key, name, state, said, happened or [], series)


def table(
    *places: ReadPlace,
    as_of: date = JUNE,
    register: str = "prisons",
    problems: list[Problem] | None = None,
    **more: Any,
) -> ReadRegister:
    """An edition of a register."""
    for number, one in enumerate(places, start=2):
        one.row = number
    said = {"publisher": "Prison service", "licence": "", "rows": len(places), "title": "Prisons of Bresk", **more}
    return ReadRegister(register=register, as_of=as_of, places=list(places), problems=problems or [], **said)


def taken(world: World, read: ReadRegister, *, digest: str = "", foreseen: Foreseen | None = None) -> Source:
    """Take a table in, by Maud."""
    return take_in(
        read,
        foreseen or foresee(read),
        digest=digest or f"{next(_NUMBERS):064}",
        mapping_text="name: made up",
        file_name="made-up.csv",
        by=world.maud,
        at=AT,
    )


def hows(read: ReadRegister) -> list[str]:
    """What would become of each row."""
    return [str(one.how) for one in foresee(read).rows]


def now(key: str) -> PlaceNow:
    """What holds of the place that a register lists under ``key``."""
    place = Place.objects.filter(listings__key=key, listings__source__withdrawn_at=None).distinct().get()
    return PlaceNow.objects.get(pk=PlaceNow.objects.get(pk=place.pk).root_id)


UNSURE, NEW = str(How.UNSURE), str(How.NEW)
