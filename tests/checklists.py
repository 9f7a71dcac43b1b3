"""Check-lists of the small world: entered by Maud, chosen by Ana."""

from datetime import datetime

from tests.forms_made import workbook
from tests.world import TODAY, World, moment
from unannounced.records.checklists.actions import choose_checklist, enter_checklist
from unannounced.records.checklists.models import Checklist, VisitChecklist
from unannounced.records.visits.models import Visit


def entered(world: World, content: bytes | None = None, *, at: datetime | None = None) -> Checklist:
    """A check-list, entered by Maud."""
    return enter_checklist(content or workbook(), "cells.xlsx", by=world.maud, at=at or moment(TODAY))


def chosen(world: World, visit: Visit, checklist: Checklist | None = None) -> VisitChecklist:
    """A check-list that a visit uses, chosen by Ana."""
    return choose_checklist(visit, checklist or entered(world), by=world.ana, at=moment(visit.begins))
