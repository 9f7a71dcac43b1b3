"""The law as tables: the standings of every State under every convention, and the acts they rest on."""

from collections.abc import Iterator
from datetime import date

from unannounced.crafts.tabling import Row
from unannounced.duties.treaty.acts import UNKNOWN
from unannounced.duties.words import say
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.table import STATE, Column, Table

_CONVENTION: Column = ("convention", say("Code of the convention, as ECPT"))
BETWEEN = "; "


def _rows_of_standings(invented: bool) -> Iterator[Row]:
    """By State and convention, each standing with its days; a State without any act under one has none there."""
    law = the_register(invented=invented).law
    for state in sorted(law.states()):
        for convention in law.conventions:
            if not law.acts_of(state, convention):
                continue
            for one in law.intervals(state, convention):
                first = None if one.first == date.min else one.first
                yield state, convention, first, one.last, one.status.standing.value, one.status.bound


def _rows_of_acts(invented: bool) -> Iterator[Row]:
    law = the_register(invented=invented).law
    for state in sorted(law.states()):
        for one in law.acts_of(state):
            when = "" if one.written == UNKNOWN else one.written
            said = (one.note, one.source, one.confidence.value, BETWEEN.join(one.concerns))
            yield state, one.treaty, one.action, when, one.named_day, *said, one.known_since, one.corrects


STANDINGS = Table(
    "standings",
    say("Standings of States under conventions, each with its days, one a row"),
    (
        STATE,
        _CONVENTION,
        ("first", say("The first day of the standing; empty: since ever")),
        ("last", say("Its last day; empty: no change is known")),
        ("standing", say("What the State is to the convention: none, signatory, consented, party …")),
        ("bound", say("Whether it is bound; empty: not known")),
    ),
    _rows_of_standings,
)
ACTS = Table(
    "acts",
    say("Treaty acts of States as the register has them, in their newest corrections, one a row"),
    (
        STATE,
        _CONVENTION,
        ("action", say("What was done: signature, ratification, denunciation_notified …")),
        ("date", say("The day, or the year where only that is known; empty: neither")),
        ("effect", say("A later day of effect that the act itself names")),
        ("note", say("What is to be said of it")),
        ("source", say("Who says so")),
        ("confidence", say("How sure that is, as the pages on the law have it")),
        ("concerns", say("Articles of a declaration, or the territory of an extension, with a semicolon between them")),
        ("known_since", say("Since when the register knows of it")),
        ("corrects", say("The date that it corrects, as that row had it")),
    ),
    _rows_of_acts,
)
