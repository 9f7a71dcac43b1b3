"""What one item says beside its demand: who is to act, by when, where, and which earlier reports it goes back to."""

import re
from dataclasses import replace

from unannounced.crafts.reading.about import REVIEWS
from unannounced.crafts.reading.addressees import addressee_in, named_by_heading, opening_label
from unannounced.crafts.reading.places_named import place_in, places_in
from unannounced.crafts.reading.references import references_in
from unannounced.crafts.reading.sentences import has_any
from unannounced.crafts.reading.times import time_in
from unannounced.crafts.reading.values import About, ReadItem, ReadParagraph
from unannounced.duties.reporting import ItemKind

_REVIEW_TIMES = ("ithin ", "soon as", " delay", "urgen", "a priority", "mmediate", " 20", "élai")
_REVIEW_PLACES = (" Prison", "prison of", "prison in", "Detention C", "Police St")
_THIS_PLACE = re.compile(
    r"\b(?:th(?:is|e|at|ese) (?:\w+ )?(?:establishment|prison|police station|hospital|colony|centre|institution"
    r"|facility|home|cells?)"
    r"|cet(?:te)? (?:\w+ )?(?:établissement|prison|hôpital|maison d['’]arrêt)|ce (?:centre|commissariat)"
    r"|l['’]établissement|le centre)\b"
)


def filled(item: ReadItem, paragraph: ReadParagraph, about: About) -> ReadItem:
    """``item`` with addressee, time, place and earlier references, each as printed, where the words name them.

    What an item of a review of States by States says of these is the time and the place: the addressee is the State.
    A commitment without a maker is made by the State of the report.
    """
    within, months, place, addressee = "", None, "", ""
    earlier: tuple[str, ...] = ()
    if about.body in REVIEWS:
        if has_any(item.text, _REVIEW_TIMES):
            within, months = time_in(item.text)
        if has_any(item.text, _REVIEW_PLACES):
            place = place_in(item.text)
    else:
        within, months = time_in(item.text)
        place, addressee, earlier = (
            _place(item, paragraph, about),
            _addressee(item, paragraph),
            references_in(item.text),
        )
    made_by = item.made_by
    if item.kind is ItemKind.COMMITMENT and not made_by and about.state_name:
        made_by = (about.state_name,)
    if not (within or place or addressee or earlier) and made_by == item.made_by:
        return item
    return replace(
        item, addressee=addressee, within=within, months=months, place=place, earlier=earlier, made_by=made_by
    )


def _addressee(item: ReadItem, paragraph: ReadParagraph) -> str:
    """By the words of the item, else by the label over its list, else by the heading."""
    if item.kind is ItemKind.COMMITMENT:
        return ""
    label, _ = opening_label(paragraph.text)
    return (
        item.addressee
        or addressee_in(item.text)
        or named_by_heading(f"{label}:")
        or named_by_heading(paragraph.chapter)
    )


def _place(item: ReadItem, paragraph: ReadParagraph, about: About) -> str:
    """By the words of the item; of "this prison", by the one its paragraph names; else by the heading or the title.

    Heading and title count only if they name one place.
    """
    own = place_in(item.text)
    if own:
        return own
    if _THIS_PLACE.search(item.text[:2_000]):
        named = places_in(paragraph.text)
        if len(named) == 1:
            return named[0]
    for words in (paragraph.chapter, about.title):
        named = places_in(words)
        if len(named) == 1:
            return named[0]
    return ""
