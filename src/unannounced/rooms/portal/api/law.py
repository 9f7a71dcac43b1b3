"""The answers of the public interface: the same shapes as ``unannounced law … --json``, from the law on the shelf."""

from datetime import date

from unannounced.crafts.law import shapes
from unannounced.crafts.law.route_shapes import routes_shape
from unannounced.crafts.law.routes import shipped_routes
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.treaty.checking import check
from unannounced.duties.treaty.conventions import Body
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.periods import read_period
from unannounced.duties.treaty.route_rules import Used, Victim
from unannounced.duties.treaty.routes import read_used, routes
from unannounced.duties.treaty.seats import seats, votes
from unannounced.duties.treaty.stating import stated
from unannounced.duties.treaty.taking_effect import taking_effect
from unannounced.duties.treaty.withdrawal import withdrawal
from unannounced.duties.words import Sentence, say
from unannounced.rooms.portal.api.asked import Asked, Shape, no_route
from unannounced.rooms.portal.api.problems import Kind, Near, Problem, not_understood

_RULE = say("Rule of this software: the public interface")


def conventions(asked: Asked) -> Shape:
    """Every convention, in the order of the pages."""
    return {"conventions": [shapes.listed(one) for one in asked.law.conventions.values()]}


def convention(asked: Asked) -> Shape:
    """A convention with its clauses."""
    return shapes.convention(asked.convention())


def parties(asked: Asked) -> Shape:
    """The Parties on a day."""
    code = asked.convention().code
    return shapes.parties(asked.law, code, asked.law.parties(code, on=asked.on), on=asked.on)


def counts(asked: Asked) -> Shape:
    """The number of Parties through time."""
    code = asked.convention().code
    return shapes.counts(code, asked.register.tallies(code))


def committee(asked: Asked) -> Shape:
    """The seats of the body of a convention on a day."""
    one = asked.convention()
    found = seats(asked.law, one.code, on=asked.on)
    if one.body is None or found is None:
        raise _no_body(asked, one.code)
    members = asked.number("members")
    if members is not None and members > found.most:
        many = say("There are {most} seats on that day, not {members}.")
        facts = {"most": found.most, "members": members}
        raise not_understood("members", Refused(many, _RULE, say("Give a number up to {most}."), facts))
    in_office = None if members is None else votes(one.body, members)
    return shapes.committee(one.code, one.body, found, on=asked.on, in_office=in_office)


def _no_body(asked: Asked, code: str) -> Problem:
    bodies: list[tuple[str, Body]] = [(one.code, one.body) for one in asked.law.conventions.values() if one.body]
    return Problem(
        Kind.UNKNOWN,
        Sentence(say("{convention} makes no body that is known here."), {"convention": code}),
        Sentence(say("Take one of the codes in near.")),
        near=[Near(one, body.names["en"]) for one, body in bodies],
        parameter="convention",
    )


def states(asked: Asked) -> Shape:
    """Every State of the register."""
    found = asked.register.states.values()
    listed = [{"state": one.code, "names": dict(one.names)} for one in found]
    return {"edition": asked.register.edition, "invented": asked.invented, "states": listed}


def state(asked: Asked) -> Shape:
    """A State, and the conventions under which acts of it are on record."""
    one = asked.on_record(asked.state())
    acts = asked.law.acts_of(one.code)
    under = [code for code in asked.law.conventions if any(act.treaty == code for act in acts)]
    named = {"state": one.code, "names": dict(one.names), "invented": one.invented}
    return {**named, "conventions": under, "acts": len(acts)}


def standings(asked: Asked) -> Shape:
    """The standing of a State under every convention on a day."""
    code = asked.state()
    found = [_standing(asked, code, one) for one in asked.law.conventions]
    return {"state": code, "on": shapes.day(asked.on), "standings": found}


def standing(asked: Asked) -> Shape:
    """The standing of a State under a convention on a day."""
    return _standing(asked, asked.state(), asked.convention().code)


def _standing(asked: Asked, state: str, convention: str) -> Shape:
    held = asked.law.standing(state, convention, on=asked.on)
    return shapes.standing(asked.law, state, convention, held, on=asked.on)


def intervals(asked: Asked) -> Shape:
    """Every standing of a State under a convention, without a gap."""
    code, convention = asked.state(), asked.convention().code
    found = [shapes.interval(one) for one in asked.law.intervals(code, convention)]
    return {"state": code, "convention": convention, "intervals": found}


def acts(asked: Asked) -> Shape:
    """The acts of a State in their newest corrections; under one convention where one is named."""
    code, convention = asked.state(), asked.convention_or_none("convention")
    found = asked.law.acts_of(code, convention.code if convention else "")
    return {"state": code, "acts": [shapes.act(one) for one in found]}


def withdrawing(asked: Asked) -> Shape:
    """What a notice of leaving changes; or why it could end nothing."""
    code, convention, received = asked.state(), asked.convention().code, asked.needed_day("received")
    try:
        found = withdrawal(asked.law, code, convention, received=received, named_day=asked.day("names"))
    except (OverflowError, ValueError) as beyond:
        raise _beyond("received", received) from beyond
    return shapes.no_withdrawal(found, code, convention) if isinstance(found, Refused) else shapes.withdrawal(found)


def effect(asked: Asked) -> Shape:
    """The day on which an act takes effect; or why it takes none."""
    code, act, received = asked.convention().code, asked.text("act"), asked.needed_day("received")
    try:
        found = taking_effect(asked.law, code, act, received=received, named_day=asked.day("names"))
    except (OverflowError, ValueError) as beyond:
        raise _beyond("received", received) from beyond
    if isinstance(found, Refused):
        return shapes.no_effect(found, code, act)
    return shapes.effect(found, code, act, received=received)


def period(asked: Asked) -> Shape:
    """What a period comes to from a day."""
    read, begins = read_period(asked.text("words")), asked.needed_day("from")
    if isinstance(read, Refused):
        raise not_understood("words", read)
    try:
        return shapes.period(read, begins, read.after(begins))
    except (OverflowError, ValueError) as beyond:
        raise _beyond("from", begins) from beyond


def _beyond(parameter: str, day: date) -> Problem:
    near = say("{day} is too near the end of the calendar.")
    return not_understood(parameter, Refused(near, _RULE, say("Take an earlier day."), {"day": day.isoformat()}))


def routing(asked: Asked) -> Shape:
    """Which bodies can be turned to about an act of a State."""
    code, where, act = asked.state(), asked.state_or_none("where"), asked.day("act")
    try:
        found = routes(
            asked.law,
            code,
            rules=shipped_routes(),
            act=act,
            on=asked.on,
            victim=Victim(named=not asked.flag("anonymous"), disappeared=asked.flag("disappeared")),
            used=_used(asked),
            exhausted=asked.flag("exhausted"),
            final_decision=asked.day("final_decision"),
            territory=where,
        )
    except RefusedByRule as refused:
        fault = "act" if act is not None and act > asked.on else "final_decision"
        raise not_understood(fault, refused.refusal) from refused
    return routes_shape(code, found, act=act, on=asked.on, territory=where)


def _used(asked: Asked) -> list[Used]:
    try:
        return [read_used(one, shipped_routes()) for one in asked.several("used")]
    except NotKnown as unknown:
        raise no_route(unknown) from unknown


def checking(asked: Asked) -> Shape:
    """A statement held against the record."""
    convention = asked.convention_or_none("convention")
    claim = stated(
        state=asked.state_or_none("state"),
        convention=convention.code if convention else "",
        act=asked.text("act"),
        when=asked.values.get("claimed"),
        number=asked.number("number"),
        bound=asked.flag("bound"),
        excepted=[asked.state_called(one, "except") for one in asked.several("except")],
        of_members=bool(asked.flag("members")),
        said_on=asked.day("said_on"),
    )
    if isinstance(claim, Refused):
        raise not_understood("", claim)
    return shapes.checked(claim, check(asked.law, claim, today=asked.today))


def coverage(asked: Asked) -> Shape:
    """What is missing in the facts."""
    one = asked.convention_or_none("convention")
    return shapes.coverage(asked.law, [one.code] if one else asked.law.conventions, on=asked.on)
