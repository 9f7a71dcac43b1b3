"""The sentence that answers how many States a convention binds on a day, in the tense of that day."""

from datetime import date

from django.utils.translation import gettext, ngettext

from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.spans import day_of
from unannounced.duties.treaty.standing import Standing
from unannounced.duties.treaty.tallies import Tally
from unannounced.rooms.web.templatetags.field_words import day as in_words


def how_many(convention: Convention, tally: Tally, *, on: date, today: date) -> str:
    """The answer; before the convention was in force, that it was not."""
    facts = {
        "number": tally.parties,
        "day": in_words(on),
        "opened": in_words(convention.opened.day),
        "general": in_words(convention.general.day),
    }
    if on < day_of(convention.opened):
        return gettext("Not yet open for signature on {day}: that began on {opened}").format(**facts)
    if on < day_of(convention.general):
        return gettext("Not yet in force on {day}: that began on {general}").format(**facts)
    said = _members(tally.parties, on, today) if convention.membership else _parties(tally.parties, on, today)
    return said.format(**facts)


def _parties(number: int, on: date, today: date) -> str:
    if on < today:
        return ngettext("{number} State was a Party on {day}", "{number} States were Parties on {day}", number)
    if on > today:
        return ngettext(
            "{number} State will be a Party on {day}, by what is on record",
            "{number} States will be Parties on {day}, by what is on record",
            number,
        )
    return ngettext("{number} State is a Party on {day}", "{number} States are Parties on {day}", number)


def _members(number: int, on: date, today: date) -> str:
    if on < today:
        return ngettext("{number} State was a member on {day}", "{number} States were members on {day}", number)
    if on > today:
        return ngettext(
            "{number} State will be a member on {day}, by what is on record",
            "{number} States will be members on {day}, by what is on record",
            number,
        )
    return ngettext("{number} State is a member on {day}", "{number} States are members on {day}", number)


def besides(tally: Tally) -> list[str]:
    """What else the number says: of how many it is not known, and how many of the Parties leave or are to come."""
    unsure = tally.not_known
    leaving = tally.counts.get(Standing.DENUNCIATION_PENDING, 0)
    coming = tally.counts.get(Standing.CONSENTED, 0)
    found = []
    if unsure:
        found.append(
            ngettext(
                "Of {number} other State it is not known.", "Of {number} other States it is not known.", unsure
            ).format(number=unsure)
        )
    if leaving:
        found.append(
            ngettext(
                "{number} of them has given notice to leave and is bound in full until it takes effect.",
                "{number} of them have given notice to leave and are bound in full until it takes effect.",
                leaving,
            ).format(number=leaving)
        )
    if coming:
        found.append(
            ngettext(
                "{number} more State has consented and is not yet bound.",
                "{number} more States have consented and are not yet bound.",
                coming,
            ).format(number=coming)
        )
    return found
