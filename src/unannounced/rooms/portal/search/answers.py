"""What the page says of an answer, in sentences: how many there are, why nothing was found, what to do now."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from unannounced.rooms.portal.finding import Answer, Question, Reason
from unannounced.rooms.portal.search.narrowing import address_of
from unannounced.rooms.web.templatetags.field_words import thin

Said = tuple[str, str]
"""A sentence, and the address it leads to; "" for none."""


def how_many(question: Question, answer: Answer) -> str:
    """How many there are, in one sentence."""
    total, words, number = answer.total, question.words, thin(answer.total)
    if not total:
        return ""
    if question.like or question.mode == "meaning":
        sentence = ngettext(
            "{number} result, the nearest in meaning", "{number} results, the nearest in meaning first", total
        )
    elif answer.way == "both" and not answer.whole:
        sentence = ngettext(
            "No text has every word of “{words}”. {number} comes near by some of the words or by meaning",
            "No text has every word of “{words}”. {number} come near by some of the words or by meaning",
            total,
        )
    elif question.mode == "both" and answer.way == "words" and not answer.plain:
        sentence = ngettext(
            "{number} result for “{words}”, by the words alone",
            "{number} results for “{words}”, by the words alone",
            total,
        )
    elif answer.way == "both":
        sentence = ngettext(
            "{number} result for “{words}”, by words and by meaning",
            "{number} results for “{words}” or more, by words and by meaning",
            total,
        )
    elif not answer.exact:
        sentence = ngettext(
            "More than {number} result for “{words}”", "More than {number} results for “{words}”", total
        )
    elif words:
        sentence = ngettext("{number} result for “{words}”", "{number} results for “{words}”", total)
    else:
        sentence = ngettext("{number} result", "{number} results", total)
    return sentence.format(number=number, words=words)


def what_counts(answer: Answer) -> str:
    """What the numbers beside the choices count, where that is not simply what would be found."""
    if answer.way == "words":
        return ""
    return gettext(
        "A number says how many of these results there are at least. Whoever chooses may be shown more: what then "
        "comes nearest in meaning."
    )


def what_is_taken(question: Question, answer: Answer) -> str:
    """What files and feed have, where that is less than the page shows."""
    if answer.way != "both" or question.mode != question.usual_mode:
        return ""
    sentence = gettext(
        "Files and feed have only what holds every word (now {number}), not what comes near by some of the words or by "
        "meaning."
    )
    return sentence.format(number=thin(answer.whole))


def notice(question: Question, last: int) -> str:
    """What is said where a page behind the last was asked for; ``last`` is the page that is shown instead."""
    if question.page <= last:
        return ""
    sentence = gettext(
        "There is no page {asked}: this is page {last}, the last that can be read. To find the others, add a word, a "
        "State, a year or another narrowing, or let the newest or the oldest stand first."
    )
    return sentence.format(asked=thin(question.page), last=thin(last))


def reasons(question: Question, answer: Answer) -> Iterator[Said]:
    """Why nothing was found, and where there would be something."""
    for reason in answer.why_nothing:
        yield reason.sentence, _instead(question, reason)


def _instead(question: Question, reason: Reason) -> str:
    if reason.instead is not None:
        return address_of(reason.instead)
    return ""


def preparing(question: Question) -> tuple[str, str, str]:
    """What is said while what is needed is being made: a sentence, and the way to something that works now."""
    if question.words and not question.like:
        from dataclasses import replace

        by_words = address_of(replace(question, mode="words", page=1))
        said = gettext("Search by meaning is being prepared; it will work in a few minutes.")
        return said, by_words, gettext("Look by words instead")
    said = gettext("Search is being prepared. Every report can be read in the meantime; try again in a few minutes.")
    return said, reverse("reports"), gettext("To the reports")
