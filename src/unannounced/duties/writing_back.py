"""Writing back to whoever wrote: what stands in a letter, in which order, by what is open for them on a day.

A letter has no name in it, promises nothing, decides nothing (ECPT Art. 1, 8; OPCAT Art. 4, 11), and says of what is
not known that it is not known. Its words, in every language, are in ``facts/answer_letters``; here are their keys.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from unannounced.duties.profile import MechanismKind
from unannounced.duties.treaty.route_gates import remedies_used
from unannounced.duties.treaty.route_rules import Counts, Kind
from unannounced.duties.treaty.routes import QUESTIONS, Route


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a letter by its key, and what is filled in.

    Of a line with a ``route``, who, before, can, cannot, name and address are filled in with the words of that route;
    the line ``where`` is left out where no address of it is known.
    ``said`` is text that somebody wrote, in place of a key.
    """

    key: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    route: str = ""
    said: str = field(default="", repr=False)


Paragraph = tuple[Line, ...]
Letter = tuple[Paragraph, ...]

NAME: Final = "name"
CAN_AND_CANNOT: Final = "can_and_cannot"
NAME_AND_WHY: Final = "name_and_why"
"""Keys without words of their own: the name of a body; what it can and cannot do; its name before a reason."""
OWN: Final = {MechanismKind.CPT: "cpt", MechanismKind.SPT: "spt", MechanismKind.NATIONAL: "npm"}
"""The route that leads to whoever writes the letter: the person has taken it."""
NEED_REMEDIES: Final = frozenset(code for code, asked in QUESTIONS.items() if remedies_used in asked)
HOME: Final = "domestic"
UNKNOWN: Final = {
    "bound_not_known": "u_bound",
    "receipt_not_known": "u_bound",
    "bound_then_not_known": "u_bound",
    "court_not_known": "u_bound",
    "not_read": "u_accepted",
    "day_of_end": "u_that_day",
    "day_of_beginning": "u_that_day",
    "before_acceptance": "u_before_acceptance",
    "time_almost_over": "u_time",
    "late": "u_late",
    "unsettled_elsewhere": "u_elsewhere",
    "depends_on_day": "u_day",
    "court_depends_on_day": "u_day",
    "court_depends_on_place": "u_place",
    "court_left": "u_left",
    "court_referred_in_part": "u_part",
    "mechanism_not_due": "u_mechanism",
}
CLOSED: Final = {
    "not_bound": "c_not_bound",
    "not_yet_bound": "c_not_yet",
    "before_in_force": "c_before",
    "court_too_early": "c_before",
    "after_end": "c_after",
    "left": "c_left",
    "not_accepted": "c_not_accepted",
    "excluded": "c_not_accepted",
    "examined_elsewhere": "c_examined",
    "pending_elsewhere": "c_pending",
    "brought_already": "c_brought",
    "too_late": "c_too_late",
    "remedies_open": "c_remedies_open",
    "without_name": "c_without_name",
    "no_disappearance": "c_no_disappearance",
    "court_no_link": "c_no_link",
    "mechanism_postponed": "c_postponed",
}
"""Why a route is not known to be open, or is closed, by the codes of ``treaty.route_words``, in plainer words."""
DAYS: Final = {
    "reckoned_from_decision": "last_day",
    "reckoned_from_some_decision": "limit_months",
    "reckoned_as_late": "late_after",
    "reckoned_from_end": "bound_until",
    "reckoned_at_least": "bound_at_least",
}
WARNED: Final = {
    "earlier_facts": "w_background",
    "in_conflicts": "w_conflicts",
    "by_reservation": "w_reservation",
    "one_day_earlier": "w_one_day",
}


def acknowledged() -> Letter:
    """That a communication came, and what cannot be promised; before anybody read it."""
    return ((Line("greeting"),), (Line("ack_came"), Line("no_decision")), (Line("ack_next"),), (Line("closing"),))


def asking(question: str) -> Letter:
    """A question to whoever wrote, who is free not to answer. Raises ``ValueError`` where nothing is asked."""
    if not question.strip():
        raise ValueError("Nothing is asked.")
    asked = Line(said=question.strip())
    return ((Line("greeting"),), (Line("read"),), (Line("ask_intro"), asked), (Line("ask_choice"),), (Line("closing"),))


def with_a_receipt(address: str) -> Letter:
    """What stands on the paper with the words of a receipt, and no more: nothing there says who has it, or why."""
    where = Line("rc_open", {"address": address}) if address else Line("rc_open_ask")
    return ((Line("rc_words"),), (where,), (Line("rc_type"),), (Line("rc_there"),), (Line("rc_hide"),))


def who_can_decide(
    routes: Iterable[Route],
    *,
    state: str,
    act: date | None,
    written_by: MechanismKind,
    leaving_out: Collection[str] = (),
) -> Letter:
    """Which bodies are open, until when and what they ask, which may be, and which are not; by ``treaty.routes``.

    ``leaving_out`` are routes that have nothing to do with the matter. Nothing may be punished that was written, true
    or false, where the State is bound to that (OPCAT Art. 15, 21(1)); elsewhere the letter does not claim it.
    """
    found = tuple(routes)
    shown = [one for one in found if one.code not in {*leaving_out, OWN.get(written_by, "")}]
    is_open = [one for one in shown if one.available]
    decide = [one for one in is_open if _decides(one)]
    decide.sort(key=lambda one: one.code != HOME)
    about = Line("about", {"act": act, "state": state}) if act else Line("about_no_day", {"state": state})
    parts: list[Paragraph] = [(Line("greeting"),), (Line("read"), about), (Line("no_decision"),)]
    parts += _bodies(decide, "decide_intro", "send_complaint")
    parts += _bodies([one for one in is_open if not _decides(one)], "inform_intro", "send_information")
    parts += _named("unknown_intro", [one for one in shown if one.available is None], UNKNOWN)
    parts += _named("closed_intro", [one for one in shown if one.available is False], CLOSED)
    parts += [(Line("same_matter"),)] if any(one.rule.counts is not Counts.NO for one in is_open) else []
    parts += [_no_punishment(found)]
    parts += [(Line("to_check"),)] if any(_is_from_memory(one) for one in shown) else []
    return (*parts, (Line("closing"),))


def _decides(route: Route) -> bool:
    """Whether it says something about the case of one person: courts, at home and abroad, and committees."""
    return route.code == HOME or (route.kind in (Kind.BINDING, Kind.VIEWS) and route.rule.counts is not Counts.NO)


def _bodies(routes: Sequence[Route], intro: str, what: str) -> list[Paragraph]:
    """Bodies that are open, and what holds for all of them: what to send, and where."""
    if not routes:
        return []
    after = [Line(what)]
    if what == "send_information":
        after += [Line("remedies_not_needed")]
        after += [Line("no_limit")] if any(_day(one).key == "no_limit" for one in routes) else []
    return [(Line(intro),), *(tuple(_body(one)) for one in routes), (*after, Line("where_ask"))]


def _body(route: Route) -> Iterator[Line]:
    """What somebody has to know of one body that is open."""
    code = route.code
    for key in (NAME, CAN_AND_CANNOT, "who", "before"):
        yield Line(key, route=code)
    warned = {one.code: one.facts for one in route.warnings}
    if code in NEED_REMEDIES:
        yield Line("remedies_first" if "remedies_first" in warned else "remedies_used")
    for warning, key in WARNED.items():
        if warning in warned:
            yield Line(key, warned[warning])
    day = _day(route)
    if code != HOME and (_decides(route) or day.key != "no_limit"):
        yield day
    yield Line("where", route=code)


def _day(route: Route) -> Line:
    """The last day, or the time limit as far as it is known, or that none is known."""
    reckoned = route.reckoned.code if route.reckoned else ""
    if reckoned in DAYS:
        facts = route.reckoned.facts if route.reckoned else {}
        return Line(DAYS[reckoned], {**facts, "day": route.deadline or facts.get("until")})
    limits = [one.months for one in route.rule.limits if one.before is None and not one.after_other]
    return Line("late_months", {"months": limits[0]}) if limits else Line("no_limit")


def _named(intro: str, routes: Sequence[Route], reasons: Mapping[str, str]) -> list[Paragraph]:
    """Bodies with a reason each; none where there is no body."""
    if not routes:
        return []
    lines = (Line(NAME_AND_WHY, {**one.reason.facts, "why": reasons[one.reason.code]}, one.code) for one in routes)
    return [(Line(intro), *lines)]


def _no_punishment(routes: Iterable[Route]) -> Paragraph:
    """What protects whoever wrote: by treaty only where the State is known to be bound by it."""
    bound = [one for one in routes if one.rule.convention == "OPCAT" and one.available]
    if not bound:
        return (Line("no_punishment"),)
    excluded = any(warning.code == "false_excluded" for one in bound for warning in one.warnings)
    return (Line("no_punishment_treaty"), *((Line("false_excluded"),) if excluded else ()))


def _is_from_memory(route: Route) -> bool:
    return any(one.code == "from_memory" for one in route.warnings)
