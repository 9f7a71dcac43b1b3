"""Being bound or not: a Party, never one, no longer obliged to let inspectors in, the last protection gone."""

import re
from collections.abc import Iterator
from dataclasses import replace

from unannounced.crafts.press.asserting import planned
from unannounced.crafts.press.grammar import COUNCIL, PARTY, Look, claims, phrase, treaties
from unannounced.crafts.press.mentions import BOUND_DAY, COURT, SINCE, C, K, P, S, T
from unannounced.duties.treaty.claims import Claim, ClaimKind, When

ACCESS, MONITORING, PROTECTIONS, RULINGS = "access", "monitoring", "protections", "rulings"
_IS = phrase(
    r"(?:is|are|remains|remain|remained|has remained|have remained|had remained|has been|have been"
    r"|continues to be|stays"
    r"|was|were|(?P<net>больше не |более не |більше не |не |ніколи не |никогда не )?"
    r"(?:остается|остаётся|залишається|является|є|была|був|була|был)) "
    rf"(?:(?P<no>not|no longer|never|neither) )?(?:only )?{PARTY} (?:(?:to|of|in) )?{treaties()}"
)
_IS_SINCE = re.compile(rf"(?: only)? (?P<day>{SINCE})(?! ,? ?\d)")
_TO_WHICH = phrase(
    rf"{treaties()}(?: ,)? (?:to|of|in) which (?P<by>{S}|it|the country) (?:is|remains) "
    rf"(?:(?P<no>not|no longer) )?{PARTY}"
)
_APPLIES = phrase(
    rf"{treaties()}(?: ,)? (?:no longer applies|(?:has )?ceased to apply|is no longer (?:in force|valid|binding)) "
    rf"(?:to|in|for|on) (?P<by>{S})"
)
_SIGNATORY = phrase(rf"(?:is|are|remains|remain) (?:a |an )?(?:signatory|signatories) (?:to|of) {treaties()}")
_NEVER = phrase(
    r"(?:(?:has|have|had) (?:not|never|yet to)(?: yet)? "
    r"(?:ratif\w+|signed or ratified|sign(?:ed)? (?:or|and) ratif\w+|acceded to|accede to|joined|join"
    rf"|become {PARTY} (?:to|of))"
    rf"|(?:has|have|had) never been {PARTY} (?:to|of)"
    r"|(?:(?:has|have) )?(?:never|not|neither) (?:ratified|joined|acceded to|signed or ratified|signed nor ratified)"
    r"|(?:has|have) never signed|(?:никогда не|ніколи не) (?:подписывал[аи]?|підписувал[аи])"
    rf"|(?:никогда не |ніколи не )?не ратифицировал[аи]?|не ратифікувал[аи]?|не присоединилась к) {treaties()}"
)
_BOUND_BY = phrase(
    r"(?:is|are|remains|remain|stays) (?P<no>not |no longer )?(?:fully |legally )?bound by "
    rf"(?:(?:all )?(?:of )?its obligations under |(?:all )?the provisions of )?{treaties()}"
)
_BOUND_STILL = phrase(
    r"(?:is|remains|stays) (?:fully |legally )?bound by (?:all )?(?:of )?(?:its|the|these|those) obligations"
    r"(?: under it)?(?= ?(?:[.,;]|\Z| (?:until|and)))"
)
_ENTERING = (
    phrase(
        rf"(?:{K}(?: (?:inspectors|experts|delegations|members|monitors))?) (?:can|may) (?:no longer|not) "
        rf"(?:enter|visit|inspect|access|examine) (?P<rest>[^;.,]{{1,80}}[^;., ])"
    ),
    phrase(
        rf"(?:{K}(?: (?:inspectors|experts|delegations|members|monitors))?) will (?:no longer|not) be "
        rf"(?:able|allowed) to (?:enter|visit|inspect|access|examine) (?P<rest>[^;.,]{{1,80}}[^;., ])"
    ),
)
_SUBJECT_TO = phrase(
    rf"(?:is|are) (?:no longer|not) (?:subject|open) to (?:{K} (?:visits|inspections|monitoring|oversight)"
    rf"|(?:visits|inspections|monitoring|oversight) (?:by|of|from) {K})"
)
_BOUNDED = re.compile(
    rf"(?:(?! when\b)[^,;.]){{0,30}}?(?:{BOUND_DAY}|\b(?:until|before|prior to|till|when|пока|до|поки)\b)"
)
_WAS = re.compile(r"(?:(?:больше|более|більше) )?(?:не )?(?:бы|бу)")
_REPORTED = re.compile(
    r"\b(?:said|says|told|announced|confirmed|stated|noted|stressed|added|explained|reported)\b[^,;]*\Z", re.IGNORECASE
)
_CEASED = phrase(
    r"(?:ceased|ceases|stopped|перестала|перестав|перестал) (?:to be|being|быть|бути) "
    rf"{PARTY} (?:(?:to|of|in) )?{treaties()}"
)
_NOT_OBLIGED = phrase(
    r"(?:(?:is|are) (?:no longer|not|no more) (?:legally )?(?:obliged|obligated|required|bound|under (?:any"
    r"|an) obligation)"
    r"|(?:больше не|более не|не) (?:обязан[аы]?|должна)"
    r"|(?:більше не|вже не|не) (?:зобов[’'ʼ]язана|повинна|мусить))(?: to)? (?P<rest>[^;.]{0,140}[^;. ])"
)
_ADMITTING = re.compile(
    r"\b(?:inspector\w*|expert\w*|monitor\w*|visit\w*|access|committee|observers|инспектор\w*|эксперт\w*"
    r"|наблюдател\w*|комисси\w*|комісі\w*|делегаци\w*|делегаці\w*|проверяющ\w*|комитет\w*|комітет\w*"
    r"|інспектор\w*|експерт\w*|спостерігач\w*)\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:prison\w*|penitentiar\w*|detention|jail\w*|colon(?:y|ies)|facilit\w+|institutions|territory|places"
    r"|тюрьм\w*"
    r"|места лишения|изолятор\w*|місць позбавлення|колони\w*|в[’'ʼ]язниц\w*|колоні\w*|сизо)\b",
    re.IGNORECASE,
)
_ENDING = phrase(
    r"(?:ending|ends|ended|halting|terminating) (?:all )?(?:international|independent|outside|european|external) "
    r"(?:\w+ )?(?:monitoring|oversight|scrutiny|supervision)"
)
_LAST = (
    r"(?:last|final|only|any|all|remaining|sole)(?: remaining| formal| international| legal| external| independent)*"
)
_DEPRIVES = phrase(
    r"(?:deprives|deprived|strips|stripped|robs|leaves)(?: \w+){1,4}? (?:of|without) (?:(?:the|their|its) )?"
    rf"{_LAST} (?:protections?|safeguards?|protection mechanisms?|mechanisms? of protection|remed(?:y|ies)"
    rf"|guarantees?)"
    r"|(?:removes|removed|removing|eliminates|eliminated|eliminating|ends|ended|ending|dismantles|dismantling"
    r"|destroys) "
    r"the (?:last|only)(?: remaining| formal| international| independent| external| effective)* "
    r"(?:protections?|safeguards?|mechanisms?|avenues?|means|tools?) (?:of|for|against) (?:\w+ )?"
    r"(?:protection|oversight|monitoring|control|scrutiny|torture|prisoners|detainees)"
)
_GONE = phrase(
    r"even (?:this|that) (?:possibility|opportunity|mechanism|option|safeguard|protection) (?:is|has) "
    r"(?:gone|disappeared|been lost|lost)"
)
_RULINGS = phrase(
    rf"(?:ending|ended|ends) (?:its|their|{P}) (?:\w+ )?(?:obligations?|duty|commitment) to "
    r"(?:recogni[sz]e|comply with|implement|execute|abide by|follow|enforce) (?:the )?"
    rf"(?:rulings|judgments|judgements|decisions|verdicts) (?:of|from|by) {COURT}"
)
_SINCE_THEN = phrase(
    rf"(?P<day>{SINCE})(?: ,)? [^;.,]{{0,60}}?\b(?:experts|inspectors|delegations?|committee)\b[^;.,]{{0,30}}? "
    r"(?:has|have) (?:\w+ly )?(?:visited|been visiting|inspected)"
)
_EUROPEAN = r"(?:european )?(?:country|countries|state|states|nation|nations|powers)"
_NOT_OF = r"(?:(?:(?:a )?(?:party|parties|members?) (?:to|of)|in|part of) )?"
_ONLY_ONES = phrase(
    rf"(?:is|are|remains|remain) the (?:only|sole) (?:two |three )?{_EUROPEAN}(?: in \w+| on the continent)?"
    rf"(?: (?:that|which) (?:is|are))? (?:not|outside) {_NOT_OF}(?P<what>{T}|{C})"
)
_NON_PARTIES = phrase(
    rf"{_EUROPEAN}(?: (?:that|which))? (?:(?:are|have) not|have never|outside|not) "
    rf"(?:ratified |joined )?{_NOT_OF}(?P<what>{T}|{C}) (?:include|including|are|such as) "
    rf"(?P<who>{S}(?:(?: ,)?(?: and)? {S})*)"
)


def ties_in(look: Look) -> None:
    """Note every statement on who is bound and who is not."""
    for read in (
        _is,
        _never,
        _bound_by,
        _bound_still,
        _entering,
        _to_which,
        _ceased,
        _not_obliged,
        _ending,
        _deprives,
        _gone,
        _rulings,
        _visited,
        _only_ones,
        _signatory,
    ):
        read(look)


def _bound(
    look: Look, states: tuple[str, ...], signs: str, *, bound: bool, when: When | None = None
) -> Iterator[Claim]:
    """Claims that ``states`` are bound, or not, by the conventions in ``signs`` or by the Statute of the Council."""
    named = [(COUNCIL, ())] if re.fullmatch(C, signs) else list(look.treaties(signs))
    for code, several in named:
        for state in states:
            yield Claim(ClaimKind.BOUND, state, code, several, when=when, bound=bound)


def _freed(act: str, states: tuple[str, ...], codes: tuple[str, ...], when: When | None = None) -> Iterator[Claim]:
    """Claims that ``states`` are not bound any more in what ``act`` names."""
    code, several = (codes[0], ()) if len(codes) == 1 else ("", codes)
    return (Claim(ClaimKind.BOUND, state, code, several, act, when, bound=False) for state in states)


def _is(look: Look) -> None:
    for match, subject in look.done(_IS):
        said = match.group().lower()
        never = bool(match["net"] or match["no"])
        if said.startswith(("was ", "were ")) and not (never and _REPORTED.search(look.words[: match.start()])):
            continue
        if re.match(r"(?:(?:больше|более|більше) )?(?:не )?(?:бы|бу)", said) or (
            never and _BOUNDED.match(look.words, match.end())
        ):
            continue  # was a Party: of a time that is not named
        since = _IS_SINCE.match(look.words, match.end())
        when = look.when(look.mention(since["day"])) if since and "respectively" not in look.words else None
        look.last = subject.codes
        for claim in _bound(look, subject.codes, match["obj"], bound=not never, when=when):
            look.note([replace(claim, since=when is not None)], subject.start, match.end())


def _signatory(look: Look) -> None:
    """A signatory has signed; in the press it may be a Party as well, so no more is read into it."""
    for match, subject in look.done(_SIGNATORY):
        signed = claims(look, ClaimKind.ACT, "signature", subject.codes, match["obj"], None)
        look.note(signed, subject.start, match.end())


def _never(look: Look) -> None:
    for match, subject in look.done(_NEVER):
        past = match.group().lower().startswith("had ") and not _REPORTED.search(look.words[: match.start()])
        if past or _BOUNDED.match(look.words, match.end()):
            continue  # of a time that is over: not until 1998
        look.last = subject.codes
        look.note(_bound(look, subject.codes, match["obj"], bound=False), subject.start, match.end())


def _bound_by(look: Look) -> None:
    for match, subject in look.done(_BOUND_BY):
        look.note(_bound(look, subject.codes, match["obj"], bound=not match["no"]), subject.start, match.end())


def _bound_still(look: Look) -> None:
    """Until then, Russia remains bound by all its obligations: under the convention that is being left."""
    for match, subject in look.done(_BOUND_STILL):
        codes = look.memory.left(look.number)
        others = {one.kind for one in look.sentence.mentions.values()} & {"treaty", "unknown", "council", "council's"}
        if codes and not others:
            code, several = (codes[0], ()) if len(codes) == 1 else ("", codes)
            made = (Claim(ClaimKind.BOUND, state, code, several, bound=True) for state in subject.codes)
            look.note(made, subject.start, match.end())


def _entering(look: Look) -> None:
    """The Committee can no longer enter a State's prisons."""
    for pattern in _ENTERING:
        for match in look.said(pattern):
            owners = {code for one in look.sentence.of(match["rest"]) for code in one.codes}
            states = tuple(owners) if len(owners) == 1 else ()
            place = _PLACES.search(match["rest"])
            near = place is not None and match["rest"].count(" ", 0, place.start()) <= 2
            if states and (near or re.fullmatch(rf"(?:the )?{S}", match["rest"])):
                look.note(_freed(ACCESS, states, ("ECPT",)), match.start(), match.end())
    for match, subject in look.done(_SUBJECT_TO):
        look.note(_freed(ACCESS, subject.codes, ("ECPT",)), subject.start, match.end())


def _to_which(look: Look) -> None:
    for match in look.said(_TO_WHICH):
        states = look.owner(match["by"], match.start("by"))
        last = re.findall(T, match["obj"])[-1]
        look.note(_bound(look, states, last, bound=not match["no"]), match.start(), match.end())
    for match in look.said(_APPLIES):
        states = look.mention(match["by"]).codes
        look.note(_bound(look, states, match["obj"], bound=False), match.start(), match.end())


def _ceased(look: Look) -> None:
    for match, subject in look.done(_CEASED):
        when, end = look.date(subject, match.end())
        look.last = subject.codes
        look.note(_bound(look, subject.codes, match["obj"], bound=False, when=when), subject.start, end)


def _not_obliged(look: Look) -> None:
    """No longer obliged to let inspectors in: under the convention that is being left."""
    for match, subject in look.done(_NOT_OBLIGED):
        committee = re.search(K, match["rest"])
        if not ((committee or _ADMITTING.search(match["rest"])) and _PLACES.search(match["rest"])):
            continue
        codes = _named_last(look, len(look.words))
        if "ECPT" in codes:
            codes = ("ECPT",) if look.memory.lead == "ECPT" else codes
            look.note(_freed(ACCESS, subject.codes, codes), subject.start, match.end())


def _named_last(look: Look, place: int) -> tuple[str, ...]:
    """The convention named last before ``place``, or the one that "the withdrawal" means."""
    named = re.findall(T, look.words[:place])
    return look.mention(named[-1]).codes if named else look.memory.left(look.number)


def _ending(look: Look) -> None:
    """… denounces the convention, ending international monitoring."""
    for match in look.said(_ENDING):
        codes = _named_last(look, match.start())
        if codes and not planned(look.words, match.start()):
            states = look.last or look.main_subject()
            look.note(_freed(MONITORING, states, codes), match.start(), match.end())


def _deprives(look: Look) -> None:
    """The last protection is gone: of whatever convention, so none is named in the claim."""
    for match in look.said(_DEPRIVES):
        if look.memory.left(look.number):
            states = look.main_subject() or look.memory.about(look.sentence)
            look.note(_freed(PROTECTIONS, states, ("",)), match.start(), match.end())


def _gone(look: Look) -> None:
    """Now even this is gone: of what the sentence before says the State was bound by."""
    for match in look.said(_GONE):
        before = look.memory.told_before(look.number, ClaimKind.BOUND)
        if before is not None and before.bound:
            look.note(_freed("", (before.state,), (before.convention,)), match.start(), match.end())


def _rulings(look: Look) -> None:
    for match in look.said(_RULINGS):
        left = [one.claim.when for one in look.found if one.claim.convention == "ECHR"]
        states = look.last or look.main_subject()
        look.note(_freed(RULINGS, states, ("ECHR",), left[-1] if left else None), match.start(), match.end())


def _visited(look: Look) -> None:
    """Since then experts have visited: bound, so it is said, since the act told before."""
    for match in look.said(_SINCE_THEN):
        day = look.mention(match["day"]).day
        acts = [one.claim for one in look.found if one.claim.kind is ClaimKind.ACT and one.claim.when is not None]
        if acts and day is not None and day.relative:
            act = acts[-1]
            claim = Claim(ClaimKind.BOUND, act.state, act.convention, act.open, ACCESS, act.when, bound=True)
            look.note([replace(claim, since=True)], match.start(), match.end())


def _only_ones(look: Look) -> None:
    for match, subject in look.done(_ONLY_ONES):
        look.note(_bound(look, subject.codes, match["what"], bound=False), subject.start, match.end())
    for match in look.said(_NON_PARTIES):
        states = tuple(code for one in look.sentence.of(match["who"]) for code in one.codes)
        look.note(_bound(look, states, match["what"], bound=False), match.start(), match.end())
