"""How often something was said before, in a sentence."""

from django.utils.translation import ngettext

from unannounced.records.readings.queries import Repetition


def repetition_words(held: Repetition) -> str:
    """How often since when, and whether it was ever implemented, as far as is known here."""
    facts = {"times": held.times, "year": held.since.year}
    if held.implemented:
        words = ngettext(
            "Said {times} time before, first in {year}; once a monitor found it implemented.",
            "Said {times} times before, first in {year}; once a monitor found it implemented.",
            held.times,
        )
    elif held.claimed:
        words = ngettext(
            "Repeated {times} time since {year}; the State says it is implemented, no monitor ever found it so.",
            "Repeated {times} times since {year}; the State says it is implemented, no monitor ever found it so.",
            held.times,
        )
    else:
        words = ngettext(
            "Repeated {times} time since {year}, never implemented as far as is known here.",
            "Repeated {times} times since {year}, never implemented as far as is known here.",
            held.times,
        )
    return words.format(**facts)
