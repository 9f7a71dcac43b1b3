"""Of which day a text is, where it does not say so: of the newest step within a State that it reports as news.

A statement of what is so *now* can only be judged by the day on which it was made. Steps towards leaving are reported
when they happen; a text that names a later year is of no such day.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from unannounced.duties.treaty.acts import DOMESTIC
from unannounced.duties.treaty.claims import Claim, ClaimKind, Said
from unannounced.duties.treaty.law import Law


def day_of_text(law: Law, claims: Iterable[Claim], *, latest_year: int | None) -> date | None:
    """The day of the newest domestic act on record that the text reports; None where it reports none.

    ``latest_year`` is the latest year that the text names, None where it names none.
    """
    days = [day for claim in claims for day in _reported(law, claim)]
    newest = max(days, default=None)
    return None if newest is None or (latest_year or 0) > newest.year else newest


def dated(law: Law, found: Iterable[Said], *, latest_year: int | None) -> tuple[Said, ...]:
    """The claims of one text, each with the day of the text where none was stated."""
    found = tuple(found)
    day = day_of_text(law, [said.claim for said in found], latest_year=latest_year)
    if day is None:
        return found
    return tuple(
        said if said.claim.said_on else replace(said, claim=replace(said.claim, said_on=day)) for said in found
    )


def _reported(law: Law, claim: Claim) -> Iterable[date]:
    if claim.kind is not ClaimKind.ACT or claim.act not in DOMESTIC or "ratification" in claim.act:
        return ()
    if claim.state not in law.names or claim.convention not in law.conventions:
        return ()
    acts = [act for act in law.acts_of(claim.state, claim.convention) if act.action == claim.act and act.day]
    return [act.day for act in acts if act.day and (claim.when is None or claim.when.covers(act.day))]
