"""Membership of the Council of Europe: joined, left, suspended, expelled, and for how many years."""

import re
from collections.abc import Iterator

from unannounced.crafts.press.asserting import already, planned
from unannounced.crafts.press.grammar import COUNCIL, JOINED, LEFT_BY, Look, phrase
from unannounced.crafts.press.mentions import CP, SINCE, C, D, P, S, T
from unannounced.duties.treaty.claims import Claim, ClaimKind, When

YEARS, START, END = "membership_years", "membership_start", "membership_end"
EXPELLED, SUSPENDED, LEFT = "expulsion", "suspension", "withdrawal"
_OUT = (
    r"(?P<verb>expelled|excluded|ejected|kicked out|kicked|thrown out|removed|ousted|booted|suspended"
    r"|исключен[аы]?|исключён|исключили|виключен[аоі]|виключили)"
)
_FROM = r"(?:from|out of|of|by|из|з|із|зі)"
_WAS = r"(?:was|were|has been|have been|had been|got|was effectively|была|был|було|була)"
_PASSIVE = phrase(rf"{_WAS} {_OUT}(?: {D})?(?: {_FROM} {C}|(?P<bare>)(?= [,.]| (?:and|over|in)\b|\Z))")
_BEING = phrase(
    rf"(?:despite|after|since|following|upon|before) (?P<who>{S} )?(?:being|having been) {_OUT}(?: {D})?"
    rf"(?: (?:from|out of) {C})?"
)
_ACTIVE = phrase(
    rf"(?:{C}|{CP}(?: (?:committee of|ministers|council)){{0,2}})(?: (?:has|have|had))? {_OUT}(?: {D})? "
    rf"(?:(?P<who>{S})(?! 's)|(?P<whose>{P}) membership)"
)
_ACTIVE_FROM = phrase(rf"(?<!to )(?<!not )(?<!be ){_OUT} (?P<who>{S}) {_FROM} {C}")
_OBLIQUE = phrase(
    r"(?P<who>" + S + r") (?P<verb>исключили|виключили|исключен[аы]?|було виключено|виключено) "
    rf"(?:из|з|із|зі) {C}"
)
_VERBS: tuple[tuple[str, str], ...] = (
    (START, rf"{JOINED}|acceded to|accedes to|entered|was admitted to|were admitted to|was accepted into"),
    (LEFT, LEFT_BY),
    (END, r"ceased to be (?:a )?(?:full )?member of"),
)
_DOES = tuple((act, phrase(rf"(?P<verb>{verbs}) {C}")) for act, verbs in _VERBS)
_DOING = phrase(
    r"(?:(?P<n>\w+) years? )?(?P<rel>after|before|since|upon|on|following) "
    rf"(?P<verb>joining|leaving|quitting|withdrawing from|exiting) {C}"
)
_NOUN = phrase(
    rf"(?P<whose>{P}|its|their) (?:\w+ )?"
    r"(?P<noun>expulsion|exclusion|suspension|ejection|withdrawal|departure|exit|accession|admission) "
    rf"(?:from|to) {C}"
    rf"|(?P<noun2>expulsion|exclusion|suspension|исключени[еяю]|виключення) (?:of )?(?P<of>{S}) (?:from|из|з|із) {C}"
)
_NOUNS = (
    (("exp", "excl", "eject", "исключ", "виключ"), EXPELLED),
    (("susp",), SUSPENDED),
    (("acc", "adm"), START),
)
_FIRST_TO = phrase(
    r"(?:was|were|became|is|are) (?:the )?(?:(?:first|only|second|last) ?){1,2}(?:\( [^()]{1,60} \) )?(?:\w+ ){0,2}"
    rf"(?:country|state|nation|member)(?: ever)? to (?P<verb>leave|quit|withdraw from|be expelled from|join) {C}"
)
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve thirteen".split(), range(1, 14), strict=True)  # noqa: SIM905
)
_MEMBER_FOR = phrase(
    r"(?:of which|been|was) .{0,20}?(?:been )?a (?:full )?(?:member|party|participant)"
    rf"(?: (?:of|to|in) (?P<what>{C}|{T}))? (?:for|during) (?P<n>\d+) years"
)
_YEARS_OF = phrase(
    rf"(?:after|ending|ended) (?:its |(?P<whose>{P}) |the country 's )?(?P<n>\d+)(?: years| - year) (?:of )?membership"
)
_YEARS_IN = phrase(
    rf"(?P<whose>{P}|its|their) (?P<n>\d+)(?: years| - year)(?: membership)?(?: as a (?:member|party))? "
    rf"(?:in|of|to) (?P<what>{C}|{T})"
)
_ENDED = phrase(
    rf"(?P<whose>{P}) membership(?: (?:of|in) (?P<what>{C}))?(?: , (?:[^;,]){{1,80}} ,)? "
    r"(?:(?:was|has been|had been|is) (?P<verb>suspended|terminated|ended|revoked)|(?:ended|ceased|came to an end)"
    rf"(?= {D}|[.,;]| [.,;]|\Z| (?:after|when|and)\b))"
)
_BARE = phrase(rf"(?P<verb>withdrew|rejoined|re-joined|was readmitted|returned) (?P<day>{D})(?! (?:from|out|to|its)\b)")
_PAST = re.compile(r"(?:was|were) (?!never)|(?:(?:больше|более|більше) )?(?:не )?(?:бы|бу)", re.IGNORECASE)
_HAD_BEEN = phrase(rf"had been a (?:full )?member of {C} (?P<day>{SINCE})")
_IS = phrase(
    r"(?P<verb>is|are|was|were|has been|have been|remains|remain) (?:(?P<no>not|no longer|never) )?(?:a |an )?"
    rf"(?:full |founding )?members? of {C}"
    rf"|(?P<net>(?:больше |более |більше |никогда |ніколи )?не )(?:является|є|была|був|була|был) член\w+ {C}"
)


def membership_in(look: Look) -> None:
    """Note every statement on a State's membership of the Council of Europe."""
    for read in (_passive, _being, _active, _does, _doing, _first_to, _noun, _ended, _bare, _years, _is):
        read(look)


def _note(look: Look, act: str, states: tuple[str, ...], when: When | None, start: int, end: int) -> None:
    look.note((Claim(ClaimKind.MEMBERSHIP, state, COUNCIL, act=act, when=when) for state in states), start, end)


def _out(verb: str) -> str:
    return SUSPENDED if verb.lower() == "suspended" else EXPELLED


def _named_before(look: Look, match: re.Match[str]) -> bool:
    return bool(re.search(C, look.words[: match.start()]))


def _passive(look: Look) -> None:
    for match, subject in look.done(_PASSIVE):
        if match["bare"] is not None and not _named_before(look, match):
            continue
        when, end = look.date(subject, match.end())
        look.last = subject.codes
        _note(look, _out(match["verb"]), subject.codes, when or look.inside(match), subject.start, end)


def _being(look: Look) -> None:
    for match in look.said(_BEING):
        named = re.search(C, match.group())
        if not named and not _named_before(look, match):
            continue
        states = look.mention(match["who"].strip()).codes if match["who"] else look.main_subject()
        after, end = look.day_after(match.end()) if named else (None, match.end())
        _note(look, _out(match["verb"]), states, look.when(after), match.start(), end)


def _active(look: Look) -> None:
    for pattern in (_ACTIVE, _ACTIVE_FROM, _OBLIQUE):
        for match in look.said(pattern):
            if planned(look.words, match.start()):
                continue
            named = match.groupdict()
            when, end = look.date(None, match.end())
            when = when or look.when(look.day_before(match.start()))
            states = look.mention(named.get("who") or named["whose"]).codes
            _note(look, _out(match["verb"]), states, when, match.start(), end)


def _does(look: Look) -> None:
    for act, pattern in _DOES:
        for match, subject in look.done(pattern):
            if not match["verb"].lower().endswith("s") or already(look.words, match.start()):
                look.last = subject.codes
                when, end = look.date(subject, match.end())
                _note(look, act, subject.codes, when, subject.start, end)


def _doing(look: Look) -> None:
    for match in look.said(_DOING):
        if not planned(look.words, match.start()):
            act = START if match["verb"].lower() == "joining" else LEFT
            after, end = look.day_after(match.end())
            when = look.when(after) or _counted(look, match)
            _note(look, act, look.last or look.main_subject(), when, match.start(), end)


def _counted(look: Look, match: re.Match[str]) -> When | None:
    """The year of *1998, two years after joining*."""
    said, rel = (match["n"] or "").lower(), match["rel"].lower()
    number = int(said) if said.isdigit() else _NUMBERS.get(said, 0)
    before = look.words[: match.start()].rstrip(" ,")[-1:]
    if not number or not re.fullmatch(D, before) or rel not in ("after", "before"):
        return None
    day = look.when(look.mention(before))
    return When(day.year + (number if rel == "before" else -number)) if day else None


def _first_to(look: Look) -> None:
    for match, subject in look.done(_FIRST_TO):
        verb = match["verb"].lower()
        act = START if verb == "join" else EXPELLED if verb.startswith("be ") else LEFT
        when, end = look.date(subject, match.end())
        _note(look, act, subject.codes, when, subject.start, end)


def _noun(look: Look) -> None:
    for match in look.said(_NOUN):
        if not planned(look.words, match.start()):
            noun = (match["noun"] or match["noun2"]).lower()
            act = next((act for beginnings, act in _NOUNS if noun.startswith(beginnings)), LEFT)
            states = look.owner(match["whose"] or match["of"], match.start())
            after, end = look.day_after(match.end())
            _note(look, act, states, look.when(after), match.start(), end)


def _ended(look: Look) -> None:
    for match in look.said(_ENDED):
        if not match["what"] and not _council_meant(look):
            continue
        act = SUSPENDED if (match["verb"] or "").lower() == "suspended" else END
        after, end = look.day_after(match.end())
        _note(look, act, look.mention(match["whose"]).codes, look.when(after), match.start(), end)
    for match, subject in look.done(_HAD_BEEN):
        _note(look, START, subject.codes, look.when(look.mention(match["day"])), subject.start, match.end())


def _council_meant(look: Look) -> bool:
    """Whether the sentence before speaks of the Council of Europe, and neither of them of any convention or body."""
    here = {one.kind for one in look.sentence.mentions.values()}
    near = look.memory.council_at in (look.number - 1, look.number) and look.memory.council_at > look.memory.other_at
    return near and not here & {"treaty", "court's", "unknown"} and not look.memory.alone(look.number - 1)


def _bare(look: Look) -> None:
    """Greece withdrew in 1969 and rejoined in 1974: of what the sentence before is about."""
    if look.memory.member_at != look.number - 1 or not _council_meant(look) or re.search(C, look.words):
        return
    for match, subject in look.done(_BARE):
        act = START if match["verb"].lower().startswith(("re", "was re")) else LEFT
        look.last = subject.codes
        _note(look, act, subject.codes, look.when(look.mention(match["day"])), subject.start, match.end())


def _years(look: Look) -> None:
    for match in look.said(_MEMBER_FOR):
        named = re.findall(rf"{C}|{T}", look.words[: match.start()])
        subject = look.subject(match.start())
        states = subject.codes if subject else look.last or look.main_subject()
        _years_of(look, states, match["what"] or (named[-1] if named else ""), match)
    for match in look.said(_YEARS_OF):
        named = re.findall(rf"{C}|{T}", look.words[: match.start()])
        if len(set(named)) == 1 and re.fullmatch(C, named[0]):
            _years_of(look, look.last or look.main_subject(), named[0], match)
    for match in look.said(_YEARS_IN):
        _years_of(look, look.owner(match["whose"], match.start()), match["what"], match)


def _years_of(look: Look, states: tuple[str, ...], what: str, match: re.Match[str]) -> None:
    for code, several in _conventions(look, what):
        for state in states:
            claim = Claim(ClaimKind.MEMBERSHIP, state, code, several, YEARS, number=int(match["n"]))
            look.add(claim, match.start(), match.end())


def _conventions(look: Look, what: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if re.fullmatch(C, what):
        yield COUNCIL, ()
    else:
        yield from look.treaties(what)


def _is(look: Look) -> None:
    """Is, is not, has never been a member: standing under the Statute."""
    for match, subject in look.done(_IS):
        since = re.compile(rf" (?P<day>{SINCE})").match(look.words, match.end())
        when = look.when(look.mention(since["day"])) if since else None
        never = bool(match["no"] or match["net"])
        if _PAST.match(match.group()) and when is None:
            continue  # was, or was not, a member: of a time that is not named
        for state in subject.codes:
            claim = Claim(ClaimKind.BOUND, state, COUNCIL, when=when, bound=not never, since=when is not None)
            look.add(claim, subject.start, match.end())
