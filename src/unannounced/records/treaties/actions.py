"""Entering acts and facts of the public record; never changing one."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from importlib import resources

from django.db import transaction

from unannounced.crafts.law.acts import ReadRow, known_since, law_of
from unannounced.crafts.law.taking_in import weigh
from unannounced.duties.confidentiality import Act as Doing
from unannounced.duties.decision import require
from unannounced.duties.treaty.acts import Act
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import act
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State
from unannounced.records.treaties.models import PublicFact, TreatyAct
from unannounced.records.treaties.queries import as_act, every_act


def enter_acts(acts: Iterable[Act], *, states: Mapping[str, State], by: Viewer, at: datetime) -> int:
    """Enter each act that is not in the register yet; return how many were new. Repeating it is welcome."""
    permit(Doing.ENTER_ACTS, by)
    held = {_row_of(one) for one in every_act()}
    rows = [
        TreatyAct(
            treaty=new.treaty,
            state=states[new.state] if new.state else None,
            action=new.action,
            day=new.day,
            year=new.year,
            note=new.note,
            source=new.source,
            confidence=new.confidence.value,
            named_day=new.named_day,
            concerns=list(new.concerns),
            corrects=new.corrects,
            never=new.never,
            known_since=max(known_since(new, at.date()), new.day or date.min),
        )
        for new in acts
        if _row_of(new) not in held
    ]
    with act("enter treaty acts", by=by.pk, at=at) as line:
        line.keep_all(rows)
    return len(rows)


def _row_of(new: Act) -> tuple[object, ...]:
    """What makes a row the same row: all but its source, how sure it is, and since when it is known."""
    return (new.treaty, new.state, new.action, new.written, new.note, new.concerns, new.corrects, new.never)


def enter_sound_act(new: Act, *, state: State, by: Viewer, at: datetime) -> int:
    """Enter one act after holding it against those on record; refused, with the reason, if it cannot be so."""
    permit(Doing.ENTER_ACTS, by)
    dated = replace(new, known_since=known_since(new, at.date()))
    rows = TreatyAct.objects.filter(state=state).order_by("treaty", "day", "id")
    law = law_of([*(as_act(row, state.code) for row in rows)], {state.code: state.name()})
    bad = next((row.refused for row in weigh(law, [ReadRow(1, dated)], on=at.date()).refused), None)
    if bad is not None:
        require(bad)
    return enter_acts([dated], states={state.code: state}, by=by, at=at)


@transaction.atomic
def import_acts(acts: Iterable[Act], *, names: Mapping[str, Mapping[str, str]], by: Viewer, at: datetime) -> int:
    """Enter acts read from tables, and the States they name that are not there yet: all in one transaction.

    ``names`` are those of the States: code → language → name. Returns how many acts were new.
    """
    permit(Doing.ENTER_ACTS, by)
    held = set(State.objects.values_list("code", flat=True))
    if names.keys() - held:
        enter_states(names, invented=False, by=by.pk, at=at)
    return enter_acts(acts, states={one.code: one for one in State.objects.all()}, by=by, at=at)


def enter_public_record(
    rows: Iterable[Mapping[str, str]], *, states: Mapping[str, State], by: Viewer, at: datetime
) -> int:
    """Enter facts of the public record, once; the columns are those of ``facts/record.csv``."""
    permit(Doing.ENTER_ACTS, by)
    held = set(PublicFact.objects.values_list("state__code", "kind", "begins", "published_on", "note"))
    new = []
    for row in rows:
        fact = PublicFact(
            state=states[row["state"]],
            kind=row["kind"],
            begins=_day(row["begin"]),
            ends=_day(row["end"]),
            published_on=_day(row["published"]),
            symbol=row["symbol"],
            note=row["note"],
            source=row["source"],
            confidence=row["confidence"],
        )
        if (row["state"], fact.kind, fact.begins, fact.published_on, fact.note) not in held:
            new.append(fact)
    with act("enter the public record", by=by.pk, at=at) as line:
        line.keep_all(new)
    return len(new)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def shipped_rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of facts that is shipped: ``treaties.csv`` or ``record.csv``."""
    text = resources.files("unannounced.facts").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))
