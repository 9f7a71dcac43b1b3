"""The clauses of a convention in the reader's words: how a State comes in and goes out, and what stays after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.conventions import Clause, Competence, Convention, Leavable, Needs
from unannounced.rooms.web.conventions import full_name, in_language, in_words
from unannounced.rooms.web.periods import period_in_words
from unannounced.rooms.web.templatetags.field_words import day as in_day_words


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause as a page shows it: what it is about, what it says, and who says so."""

    about: str
    says: tuple[str, ...]
    article: str
    source: str
    confidence: Confidence


def rules(convention: Convention, *, today: date) -> list[Rule]:
    """Every clause in the order in which a State meets it."""
    return [
        *_coming_in(convention, today),
        *_going_out(convention, today),
        *(_rule(gettext("What stays after"), clause) for clause in convention.stays),
        *_territory(convention),
        _rule(gettext("Reservations"), convention.reservations),
        *(_competence(one) for one in convention.competences),
        *_body(convention),
    ]


def _rule(about: str, clause: Clause, *says: str) -> Rule:
    """The clause with ``says`` before its own words."""
    own = in_words(clause)
    said = tuple(one for one in (*says, own) if one)
    return Rule(about, said, clause.article, clause.source, clause.confidence)


def _coming_in(convention: Convention, today: date) -> Iterator[Rule]:
    yield _rule(gettext("Open to"), convention.open_to)
    yield _rule(gettext("Opened for signature"), convention.opened, in_day_words(convention.opened.day))
    yield _rule(gettext("In force since"), convention.general, in_day_words(convention.general.day))
    entry = convention.entry
    yield _rule(
        gettext("Bound after the deposit of its consent"), entry, *_counted(entry), *_if_deposited(entry, today)
    )
    succession = convention.succession
    back = gettext("Counted from the day of independence.") if convention.succession_dates_back else ""
    yield _rule(gettext("Bound by succession"), succession, *_counted(succession), back)
    if convention.follows is not None:
        yield _rule(gettext("Bound together with the convention"), convention.follows.clause)


def _going_out(convention: Convention, today: date) -> Iterator[Rule]:
    leaving = convention.leaving
    if leaving.possible is Leavable.YES:
        says = [*_counted(leaving.clause), *_conditions(convention), *_if_received(leaving.clause, today)]
        yield _rule(gettext("Out after its notice is received"), leaving.clause, *says)
    elif leaving.possible is Leavable.DISPUTED:
        soonest = gettext("It is disputed whether a State can leave. If it can, then at the earliest:")
        yield _rule(gettext("Going out"), leaving.clause, soonest, *_counted(leaving.clause))
    else:
        yield _rule(gettext("Going out"), leaving.clause, gettext("A State cannot leave."))
    if convention.ends_with is not None:
        ends = convention.ends_with
        yield Rule(
            gettext("Out as well, after the end under another convention"),
            (full_name(ends.convention), *_counted(ends.clause), in_words(ends.clause)),
            ends.clause.article,
            ends.clause.source,
            ends.clause.confidence,
        )


def _conditions(convention: Convention) -> Iterator[str]:
    years = convention.leaving.after_years
    if years:
        yield ngettext(
            "A notice is possible only after {number} year as Party.",
            "A notice is possible only after {number} years as Party.",
            years,
        ).format(number=years)
    if convention.leaving.names_later_day:
        yield gettext("The notice may name a later day.")
    if convention.leaving.to_end_of_day:
        yield gettext("On that day itself the State is still bound.")


def _counted(clause: Clause) -> Iterator[str]:
    if clause.period is not None:
        yield period_in_words(clause.period)


def _if_deposited(clause: Clause, today: date) -> Iterator[str]:
    if clause.period is not None:
        yield gettext("Deposited today, {today}, it binds from {effect} on.").format(
            today=in_day_words(today), effect=in_day_words(clause.period.after(today))
        )


def _if_received(clause: Clause, today: date) -> Iterator[str]:
    if clause.period is not None:
        yield gettext("Received today, {today}, a notice takes effect on {effect}.").format(
            today=in_day_words(today), effect=in_day_words(clause.period.after(today))
        )


def _territory(convention: Convention) -> Iterator[Rule]:
    if convention.territory is not None:
        extension, withdrawal = convention.territory.extension, convention.territory.withdrawal
        yield _rule(gettext("Extension to a territory takes effect"), extension, *_counted(extension))
        yield _rule(gettext("Withdrawal from a territory takes effect"), withdrawal, *_counted(withdrawal))


def _competence(one: Competence) -> Rule:
    match one.needs:
        case Needs.DECLARATION:
            needs = gettext("It covers only a Party that declared so.")
        case Needs.NO_EXCLUSION:
            needs = gettext("It covers every Party that did not exclude it.")
        case Needs.NOTHING:
            needs = gettext("It covers every Party.")
    mutual = gettext("Both States must have declared so.") if one.mutual else ""
    about = gettext("Competence: {what}").format(what=in_words(one.clause) or one.clause.article)
    says = tuple(said for said in (needs, mutual) if said)
    return Rule(about, says, one.clause.article, one.clause.source, one.clause.confidence)


def _body(convention: Convention) -> Iterator[Rule]:
    body = convention.body
    if body is None:
        return
    name = in_language(body.names)
    seats = gettext("One seat for each Party.") if body.seats_by_party else _seats(body.seats_later or body.seats)
    yield _rule(gettext("The body it makes"), body.clause, name, seats)


def _seats(number: int) -> str:
    return ngettext("{number} seat.", "{number} seats.", number).format(number=number)
