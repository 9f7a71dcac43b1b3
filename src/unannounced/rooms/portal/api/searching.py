"""Search for programs: the same question and the same answer as on the page."""

from dataclasses import replace
from datetime import date

from django.utils.translation import override

from unannounced.crafts.law.shapes import Shape, day
from unannounced.duties.decision import Refused
from unannounced.duties.words import Sentence, say
from unannounced.rooms.portal import finding
from unannounced.rooms.portal.api import archive_parameters as asks
from unannounced.rooms.portal.api.archive import state_of
from unannounced.rooms.portal.api.asked import Asked
from unannounced.rooms.portal.api.problems import Kind, Problem, not_understood
from unannounced.rooms.portal.finding import Answer, Hit, Question

MOST_PAGES = 50
PARAMETERS = (
    asks.WORDS,
    asks.LIKE,
    asks.OF_STATE,
    asks.YEAR,
    asks.FROM,
    asks.TO,
    asks.BODY,
    asks.LANGUAGE,
    asks.FOUND_KIND,
    asks.OF_PLACES,
    asks.TOPIC,
    asks.POSITION,
    asks.FOLLOWED_UP,
    asks.SORT,
    asks.MODE,
)


def search(asked: Asked) -> Shape:
    """A page of what was found, with counts to narrow it down by; what is said of it is in English."""
    after = asked.after(int)
    number = after[0] if after else 1
    if not 1 <= number <= MOST_PAGES:
        raise asked.no_such_cursor()
    question = _question(asked, number)
    try:
        with override("en"):
            found = finding.answer(question)
            said = _said(found)
    except finding.NotReady:
        later = Sentence(say("Try again in a moment."))
        raise Problem(Kind.STORAGE, Sentence(say("The index for this search is being built.")), later) from None
    more = number < MOST_PAGES and found.reach > number * question.size
    return {**said, "next": asked.next_page((number + 1,) if more else None)}


def _said(found: Answer) -> Shape:
    return {
        "total": found.total,
        "exact": found.exact,
        "way": found.way,
        "hits": [_hit(one) for one in found.hits],
        "facets": {
            name: [{"value": str(one.value), "count": one.count} for one in counts]
            for name, counts in found.facets.items()
        },
        "did_you_mean": found.did_you_mean or None,
        "why_nothing": [str(one) for one in found.why_nothing],
        "problems": [str(one) for one in found.problems],
    }


def _question(asked: Asked, page: int) -> Question:
    first, last = _days(asked)
    question = Question(
        words=asked.text("q"),
        like=asked.text("like"),
        states=_one(state_of(asked)),
        days_from=first,
        days_to=last,
        bodies=_one(asked.text("body")),
        languages=_one(asked.text("language")),
        kinds=_one(asked.text("kind")),
        place_kinds=_one(asked.text("place")),
        topics=_one(asked.text("topic")),
        positions=_one(asked.text("position")),
        followups=_one(asked.text("follow_up")),
        sort=asked.text("sort") or "best",
        invented=asked.invented,
        page=page,
        size=asks.FOUND_ON_A_PAGE,
    )
    return replace(question, mode=asked.text("mode") or question.usual_mode)


def _days(asked: Asked) -> tuple[date | None, date | None]:
    """From when to when, a year among it."""
    year = asked.number("year")
    of_year = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    first = max(filter(None, (asked.day("from"), of_year[0])), default=None)
    last = min(filter(None, (asked.day("to"), of_year[1])), default=None)
    if first and last and first > last:
        wrong = say("The range of dates ends before it begins.")
        raise not_understood("to", Refused(wrong, asks.RULE, say("Write a later day, or leave one of both out.")))
    return first, last


def _one(said: str) -> tuple[str, ...]:
    return (said,) if said else ()


def _hit(one: Hit) -> Shape:
    return {
        "kind": one.kind,
        "key": one.key,
        "title": one.title,
        "report": one.slug,
        "symbol": one.symbol,
        "paragraph": one.paragraph or None,
        "number": one.number or None,
        "address": one.address,
        "chapter": one.chapter or None,
        "snippet": [{"text": part.text, "marked": part.marked} for part in one.snippet],
        "state": one.state or None,
        "body": one.body or None,
        "day": day(one.day),
        "language": one.language or None,
    }
