"""Acts by which a State comes under a convention: signed, ratified, acceded, joined; and that it left one."""

import re
from dataclasses import replace

from unannounced.crafts.press.asserting import already, planned
from unannounced.crafts.press.grammar import JOINED, LEFT_BY, PARTY, Look, Subject, claims, phrase, treaties
from unannounced.crafts.press.mentions import BOUND_DAY, SINCE, D, K, P, S, T
from unannounced.duties.treaty.claims import Claim, ClaimKind

LEFT, SIGNED, RATIFIED = "denunciation", "signature", "ratification"
_VERBS: tuple[tuple[str, str], ...] = (
    (SIGNED, r"managed to sign|signed|signs|подписал[аи]?|підписала|підписав|підписали"),
    (RATIFIED, r"ratified|ratifies|ратифицировал[аи]?|ратифікувала|ратифікував|ратифікували"),
    ("accession", r"acceded to|accedes to"),
    ("joined", JOINED),
    (
        LEFT,
        rf"denounced|denounces|renounced|renounces|{LEFT_BY}|terminated|terminates|abandoned|abandons|scrapped|scraps"
        r"|(?:terminated|cancelled) (?:its|their) (?:participation|membership) in"
        r"|денонсировал[аи]?|денонсувала|денонсував|денонсували",
    ),
)
_ACTIVE = tuple((act, phrase(rf"(?P<verb>{verbs})(?: (?:the|both|his|в|до))? {treaties()}")) for act, verbs in _VERBS)
_PRESENT = re.compile(r"(?:\w+s(?: out)?(?: from| of| to)?|becomes .*)\Z")
_UNDONE = re.compile(
    r"\A (?:in (?:place|tatters|limbo|doubt)|intact|without|unable|open|weak\w*|vulnerable|toothless|exposed|powerless)"
    r"\b",
    re.IGNORECASE,
)
_SCOLDED = re.compile(r" (?:as|for)\b", re.IGNORECASE)
_TOGETHER = phrase(
    r"(?P<verb>signed|ratified)(?: ,)? and (?:then |later |subsequently )?"
    rf"(?:ratified|joined|acceded to|denounced|left|withdrew from) {treaties()}"
)
_NEVER = r"but (?:has |have |had )?(?:it )?(?:never|not|not yet|yet to) (?:ratified|ratify|ratifying)"
_SIGNED_ONLY = phrase(
    rf"signed (?:, )?{_NEVER} {treaties()}"
    rf"|signed {treaties('other')}(?: {D})?(?: ,)? {_NEVER}(?: (?:it|the treaty|the statute))?"
)
_IT = phrase(
    r"(?P<verb>ratified|signed|joined|denounced|left|acceded to|withdrew from"
    r"|ратифицировал[аи]?|подписал[аи]?|ратифікувала|підписала) (?:it|them|её|ее|его|її|його)"
    rf"(?= (?:{D}|in|on|officially|\.|,|;|two|three|four|five|\d)|\Z)"
)
_PASSIVE = re.compile(
    rf"{treaties()}(?: ,)? (?:(?:was|were|has been|had been|is) )?"
    r"(?P<verb>signed|ratified|denounced|подписан\w+|ратифицирован\w+|підписан\w+|ратифікован\w+)"
    rf"(?P<lead>(?: in \w+)?(?: {D})?) (?:by|on behalf of|от имени|від імені) (?:the )?"
    rf"(?P<by>{S}(?: (?:,|and) {S})*)(?!\S)",
    re.IGNORECASE,
)
_OBJECT_FIRST = phrase(
    rf"{treaties()} (?P<by>{S}) (?P<verb>подписал[аи]?|ратифицировал[аи]?|денонсировал[аи]?|підписала|підписав"
    rf"|ратифікувала|ратифікував|денонсувала|денонсував)(?= {D}|[.,;]| [.,;]|\Z)"
)
_LAW_ON = re.compile(
    r"\b(?:law|bill|legislation|act|decree|закон\w*|указ\w*) (?:on|to|for|of|о|об|про|\w+ing)\b[^,;]{0,40}\Z",
    re.IGNORECASE,
)
"""A law on a convention, signed by somebody: the law was signed, not the convention."""
_AND_RATIFIED = re.compile(
    rf"(?: ,)? (?:and|и|і|та|й) (?:ratified|ратифицирован\w*|ратифікован\w*)(?: by it)? (?P<day>{D})", re.IGNORECASE
)
_PLACE = re.compile(
    r" (?:in|в|у|в городе|у місті|в місті|у м \.) (?:the )?(?:city of )?(?-i:[A-ZА-ЯІЇЄҐ])\w+(?=\s)", re.IGNORECASE
)
_RELATIVE = phrase(
    rf"{treaties()}(?: ,)? (?:(?:to|from|of) )?(?:which|that|которую|яку) (?P<by>{S}|it|the country)"
    r"(?: (?:has|had|have))? (?P<verb>signed|ratified|joined|acceded(?: to)?|denounced|left|quit|withdrew(?: from)?"
    r"|ратифицировала|подписала|ратифікувала|підписала)"
)
_SINCE_WHEN = phrase(
    rf"(?P<day>{SINCE}|{D}|{BOUND_DAY})(?: ,)? when (?P<by>{S}|it|the country) "
    rf"(?P<verb>signed|ratified|joined) {treaties()}"
)
_VISITED = re.compile(
    rf" ,(?: {K}| [^,;.]{{0,50}}\b(?:experts|inspectors|committee))[^,;.]{{0,20}}? (?:has|have|had) "
    r"(?:\w+ly )?(?:visited|been visiting)",
    re.IGNORECASE,
)
_DEPOSITED = phrase(
    r"(?:deposited|submitted|handed over) (?:its|their|the|an) instruments? of "
    rf"(?P<act>ratification|accession|acceptance|approval) (?:of|to) {treaties()}"
    rf"(?: (?:with|at|to) (?:the )?[^,;.]{{1,50}}?(?= {D}))?"
)
_UNSIGNED = phrase(rf"(?:withdrew|revoked|removed|retracted) (?:its|their) signature(?: (?:from|of|to) {treaties()})?")
_NOUN = phrase(
    rf"(?P<whose>{P}|its|their) (?P<verb>ratification|signing|signature|accession) (?:of|to) {treaties()} (?P<day>{D})"
)
_HAD_BEEN = phrase(rf"had been {PARTY} (?:(?:to|of|in) )?{treaties()} (?P<day>{SINCE})")
_AFTER_DOING = phrase(
    r"(?:after|since|upon|despite|following) (?P<verb>signing|ratifying|joining|acceding to|denouncing|leaving"
    rf"|quitting|withdrawing from) {treaties()}"
)
_FIRST_TO = phrase(
    r"(?:was|were|became|is|are) (?:the )?"
    r"(?:(?:first|only|second|third|last|latest|two|one of the few|one of the first|one of) ?){1,3}"
    r"(?:\( [^()]{1,60} \) )?(?:\w+ ){0,2}(?:country|countries|state|states|nation|nations|member|members)(?: ever)? "
    r"(?:to|that (?:has|have|had)) (?P<verb>withdraw from|leave|quit|exit|pull out of|denounce|left|withdrawn from"
    rf"|denounced|ratify|ratified|sign|signed) {treaties()}"
)
_OTHER_PAPER = re.compile(
    r"\b(?:declaration|petition|letter|statement|communiqu\w+|memorandum|contract|deal|accord|appeal)\b", re.IGNORECASE
)
_NUMBERED_PARTY = phrase(
    r"(?:became|becomes) (?:the |its )?\d+(?:st|nd|rd|th) (?:state party|states party|member state|party|member)"
    rf"(?= {D}|[.,;]| [.,;]|\Z)"
)
_ACT_BY_BEGINNING = (
    (("sign", "подпис", "підпис"), SIGNED),
    (("ratif", "ратиф"), RATIFIED),
    (("acced", "accession"), "accession"),
    (("join",), "joined"),
)


def act_of(verb: str) -> str:
    """What a verb of whatever form says was done.

    >>> act_of("Ratifying"), act_of("withdrew from")
    ('ratification', 'denunciation')
    """
    low = verb.lower()
    return next((act for beginnings, act in _ACT_BY_BEGINNING if low.startswith(beginnings)), LEFT)


def acts_in(look: Look) -> None:
    """Note every act under a convention that the sentence asserts."""
    for read in (
        _since_when,
        _deposited,
        _signed_only,
        _together,
        _active,
        _it,
        _passive,
        _relative,
        _object_first,
        _unsigned,
        _noun,
        _had_been,
        _after_doing,
        _first_to,
        _numbered_party,
    ):
        read(look)


def _note(look: Look, act: str, subject: Subject, signs: str, place: int) -> None:
    """Note ``act`` by ``subject`` under the conventions in ``signs``, on the day named around ``place``."""
    when, end = look.date(subject, place)
    look.note(claims(look, ClaimKind.ACT, act, subject.codes, signs, when), subject.start, end)
    look.last = subject.codes


def scolded(look: Look, signs: str, place: int) -> bool:
    """Whether *denounced* means a scolding: of a court, or as a tool of something."""
    court = any(one.naming is not None and one.naming.head == "court" for one in look.sentence.of(signs))
    return court or bool(_SCOLDED.match(look.words, place))


def _active(look: Look) -> None:
    for act, pattern in _ACTIVE:
        for match, subject in look.done(pattern):
            verb = match["verb"].lower()
            if _UNDONE.match(look.words, match.end()) or look.noted(match.start(), act):
                continue
            if _PRESENT.match(verb) and not already(look.words, match.start()):
                continue
            if subject.shared and verb in ("quit", "left"):
                continue
            if verb.startswith("denounce") and scolded(look, match["obj"], match.end()):
                continue
            _note(look, act, subject, match["obj"], match.end())


def _together(look: Look) -> None:
    """Signed and ratified: the second verb is found like any other."""
    for match, subject in look.done(_TOGETHER):
        _note(look, act_of(match["verb"]), subject, match["obj"], match.end())


def _signed_only(look: Look) -> None:
    for match, subject in look.done(_SIGNED_ONLY):
        signs = match["obj"] or match["other"]
        signed = claims(look, ClaimKind.ACT, SIGNED, subject.codes, signs, look.inside(match))
        never = claims(look, ClaimKind.BOUND, "", subject.codes, signs, None, bound=False)
        look.note([*signed, *never], subject.start, match.end())


def _it(look: Look) -> None:
    for match, subject in look.done(_IT):
        named = re.findall(T, look.words[: match.start()])
        if named:
            _note(look, act_of(match["verb"]), subject, named[-1], match.end())
        elif code := look.memory.alone(look.number - 1):
            # Russia ratified it in 1998: the convention that the sentence before names alone.
            when, end = look.date(subject, match.end())
            made = (Claim(ClaimKind.ACT, state, code, (), act_of(match["verb"]), when) for state in subject.codes)
            look.note(made, subject.start, end)


def _passive(look: Look) -> None:
    for match in look.said(_PASSIVE):
        if _LAW_ON.search(look.words, 0, match.start()):
            continue
        states = tuple(code for one in look.sentence.of(match["by"]) for code in one.codes)
        where = _PLACE.match(look.words, match.end())
        after, end = look.day_after(where.end() if where else match.end())
        when = look.when(after) if after else look.inside(match)
        made = claims(look, ClaimKind.ACT, act_of(match["verb"]), states, match["obj"], when)
        look.note(made, match.start(), end)
        ratified = _AND_RATIFIED.match(look.words, end)
        if ratified:
            when = look.when(look.mention(ratified["day"]))
            made = claims(look, ClaimKind.ACT, RATIFIED, states, match["obj"], when)
            look.note(made, match.start(), ratified.end())


def _object_first(look: Look) -> None:
    """Конвенцию Россия подписала в 1996 году."""
    for match in look.said(_OBJECT_FIRST):
        subject = look.mention(match["by"])
        if subject.codes and not subject.oblique:
            _note(look, act_of(match["verb"]), Subject(subject.codes, match.start()), match["obj"], match.end())


def _relative(look: Look) -> None:
    for match in look.said(_RELATIVE):
        subject = Subject(look.owner(match["by"], match.start("by")), match.start("by"))
        when, end = look.date(subject, match.end())
        last = re.findall(T, match["obj"])[-1]
        made = claims(look, ClaimKind.ACT, act_of(match["verb"]), subject.codes, last, when)
        look.note(made, match.start(), end)


def _since_when(look: Look) -> None:
    for match in look.said(_SINCE_WHEN):
        states = look.owner(match["by"], match.start("by"))
        day = look.mention(match["day"])
        when = look.when(day)
        made = claims(look, ClaimKind.ACT, act_of(match["verb"]), states, match["obj"], when)
        look.note(made, match.start(), match.end())
        if day.kind == "since" and _VISITED.match(look.words, match.end()):
            visited = claims(look, ClaimKind.BOUND, "access", states, match["obj"], when, bound=True)
            look.note((replace(one, since=True) for one in visited), match.start(), match.end())


def _deposited(look: Look) -> None:
    for match, subject in look.done(_DEPOSITED):
        _note(look, match["act"].lower(), subject, match["obj"], match.end())


def _unsigned(look: Look) -> None:
    for match, subject in look.done(_UNSIGNED):
        named = match["obj"] or next(iter(re.findall(T, look.words[: match.start()])[::-1]), "")
        if named:
            _note(look, "signature_withdrawn", subject, named, match.end())
        elif not _OTHER_PAPER.search(look.words):
            _implied(look, "signature_withdrawn", subject, match.end())


def _implied(look: Look, act: str, subject: Subject, place: int) -> None:
    """Note ``act`` under the one convention that is plain without being named."""
    codes = look.memory.implied(look.number)
    if len(codes) == 1:
        when, end = look.date(subject, place)
        made = (Claim(ClaimKind.ACT, state, codes[0], (), act, when) for state in subject.codes)
        look.note(made, subject.start, end)


def _numbered_party(look: Look) -> None:
    """Ukraine became the 125th State Party: to what the text speaks of."""
    for match, subject in look.done(_NUMBERED_PARTY):
        named = re.findall(T, look.words[: match.start()])
        if named:
            _note(look, "joined", subject, named[-1], match.end())
        elif "member" not in match.group().lower() or look.memory.alone(look.number - 1):
            _implied(look, "joined", subject, match.end())


def _noun(look: Look) -> None:
    """Georgia's ratification of the convention in 2000."""
    for match in look.said(_NOUN):
        if not planned(look.words, match.start()):
            when = look.when(look.mention(match["day"]))
            states = look.owner(match["whose"], match.start())
            made = claims(look, ClaimKind.ACT, act_of(match["verb"]), states, match["obj"], when)
            look.note(made, match.start(), match.end())


def _had_been(look: Look) -> None:
    """Had been a Party since 1998: joined then, whatever came after."""
    for match, subject in look.done(_HAD_BEEN):
        when = look.when(look.mention(match["day"]))
        made = claims(look, ClaimKind.ACT, "joined", subject.codes, match["obj"], when)
        look.note(made, subject.start, match.end())


def _after_doing(look: Look) -> None:
    for match in look.said(_AFTER_DOING):
        if planned(look.words, match.start()):
            continue
        after, end = look.day_after(match.end())
        made = claims(look, ClaimKind.ACT, act_of(match["verb"]), look.main_subject(), match["obj"], look.when(after))
        look.note(made, match.start(), end)


def _first_to(look: Look) -> None:
    for match, subject in look.done(_FIRST_TO):
        _note(look, act_of(match["verb"]), subject, match["obj"], match.end())
