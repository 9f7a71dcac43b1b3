"""Steps within a State towards leaving or joining: a bill, a vote, a law; none of them binds or frees anybody."""

import re
from collections.abc import Iterable

from unannounced.crafts.press.grammar import Look, claims, implied, phrase, treaties
from unannounced.crafts.press.mentions import D, L, P, S, T, U
from unannounced.duties.treaty.claims import Claim, ClaimKind, When

LAW, RESOLUTION, BILL = (
    "domestic_denunciation_law",
    "government_resolution_denunciation",
    "denunciation_bill_submitted",
)
LOWER, UPPER, RATIFIED = (
    "domestic_denunciation_duma",
    "domestic_denunciation_upper_house",
    "domestic_ratification_law",
)
_LAW = r"(?:law|bill|legislation|act|document|decree|order|закон\w*|указ\w*|законопро[ею]кт\w*)"
_LEAVING = (
    r"(?:denounc\w+|denunciation|withdr\w+|terminat\w+|exit\w*|leav\w+|pull\w*|quit\w*|departure|end\w*|cancel\w*"
    r"|revok\w+|денонс\w+|выход\w*|вых\w+|вихід\w*|виход\w*|прекращен\w*|припинен\w*)"
)
_WORDS = rf"[^;.{T[1:-1]}]"
"""Anything but the end of a sentence or the name of a convention."""
_FROM = (
    r"(?: (?:from|of|out|the|its|in|country|nation|'s|participation|membership|application|process|year-long|to|both"
    rf"|из|з|із|зі|с|участия|{S}|{P}))*"
)
"""What may stand between leaving and the convention that is left."""
_GAP = rf"(?:(?! but\b){_WORDS}){{0,110}}?\b{_LEAVING}{_FROM}"
_BARE = r"(?P<it>the (?:withdrawal|denunciation|exit)|the move|withdrawal|denunciation)"
_THING = rf"(?:{treaties()}|{_BARE})"
_SIGNED = phrase(
    r"(?:(?:signed|signs|approved|enacted|passed|adopted|подписал[аи]?|підписав|підписала)(?: into law| off on)? "
    r"(?:(?:a|an|the|his|new|federal|controversial|corresponding|relevant) ){0,3}"
    rf"(?P<what>{_LAW})|(?:signed|signs) into (?P<law>law))(?P<gap>{_GAP}) {_THING}"
)
_SIGNED_JOINING = phrase(
    r"(?:signed|signs|подписал[аи]?|підписав)(?: into law)? (?:(?:a|an|the) )?(?:\w+ )?(?:law|bill|legislation"
    r"|закон) "
    rf"(?:(?:on|for|to) )?(?:the )?(?:ratif\w+(?: of)?|о ратификации|про ратифікацію) {treaties()}"
)
_THEN_BY = phrase(
    r", (?:which|который|який) (?:was |had been |has been )?(?:\w+ )?(?:approved|passed|adopted|backed)"
    rf"(?: {D})? by (?:the )?(?P<house>{L}|{U})"
)
_WAS_SUBMITTED = phrase(
    r"(?:the )?(?:draft law|draft bill|bill|draft legislation|legislation) (?:to|on) (?:the )?"
    rf"{_LEAVING}{_FROM} {_THING} (?:was|has been|had been) (?:submitted|introduced) to (?:the )?{L}"
    rf"(?: by (?:the )?(?:{S}|[a-z]+))?"
)
_DECREE = phrase(
    r"(?:signed|approved|adopted|issued|passed|подписал[аи]?|утвердил[аи]?|підписав|схвалив) "
    r"(?:(?:a|an|the|relevant|corresponding|draft) ){0,2}"
    r"(?:decree|resolution|order|directive|proposal|decision|decrees|постановлени\w*|распоряжени\w*|постанов\w*)"
    rf"(?: {D})?(?:(?:(?! but\b){_WORDS}){{0,110}}?)"
    rf"(?:{_LEAVING}{_FROM} {treaties()}|(?P<it>the (?:withdrawal|denunciation|exit)))"
)
_PROPOSED = phrase(rf"(?:proposed|proposes) (?:that|to) {S} (?:submit|denounce|withdraw)[^;.]{{0,80}}? {_THING}")
_INITIATED = phrase(
    rf"(?:the )?decision (?:of|by) (?P<who>{S}) to (?:initiate|begin|start|launch) the (?:denunciation|withdrawal) "
    rf"(?:of|from) {treaties()}"
)
_SUBMITTED = phrase(
    r"(?:submitted|introduced|tabled|sent|presented|brought|внес[ла]?|внёс|вніс|внесла|внесло)"
    rf"(?:(?: to (?:the )?| в | до | у ){L})?(?: {S})?(?: , {L} ,)?(?: ,)?(?: a| the)? "
    r"(?:draft law|draft bill|draft legislation|bill|legislation|law|draft|законопро[ею]кт\w*)"
    rf"{_GAP} {_THING}"
)
_HOUSE = phrase(
    rf"(?P<house>{L}|{U})(?: (?:deputies|lawmakers|members))?(?: на \S+ \S+)?(?: (?:has|have|had))?"
    rf"(?:(?: ,)? {D}(?: ,)?){{0,2}}(?: \w+ly| единогласно| одноголосно)? "
    r"(?P<verb>denounced|denounces|approved|approves|passed|passes|adopted|adopts|voted|votes|backed|backs|endorsed"
    r"|endorses|ratified|денонсировала|денонсувала|принял[аи]?|одобрил[аи]?|поддержал[аи]?|ухвалил[аи]|ухвалив"
    r"|схвалил[аи]|прийнял[аи]|підтримал[аи]|проголосовал[аи]?|проголосувала)"
    rf"(?: {D})?(?P<gap>(?: (?!not\b|against\b|but\b)[^\s;.{T[1:-1]}]+){{0,22}}?) {_THING}"
)
_APPROVED_BY = phrase(
    rf"{treaties()}(?: ,)? (?:was |were |has been |had been )?(?:ratified|approved)(?: {D})? by (?:the )?"
    rf"(?P<house>{L}|{U})"
)
_DOCUMENT = phrase(
    r"the (?:relevant|corresponding|respective|appropriate) (?:document|law|bill|decree) "
    rf"(?:was|has been|had been) signed by (?:the )?(?P<by>{S})"
)
_LAW_PASSED = phrase(
    r"(?:этот |цей )?(?:закон|законопроект|законопроєкт)(?: об этом| про це)? (?:принял[аи]?|одобрил[аи]?"
    rf"|поддержал[аи]?|ухвалил[аи]|схвалил[аи]|прийнял[аи]|підтримал[аи]) (?P<house>{L}|{U})"
)
_LEAVES = re.compile(rf"\b{_LEAVING}{_FROM}\Z", re.IGNORECASE)
_OPEN_VOTE = re.compile(
    r"\b(?:first reading|whether|to consider|to discuss|against|reject\w*|committee)\b", re.IGNORECASE
)


def steps_in(look: Look) -> None:
    """Note every step within a State that the sentence asserts."""
    for read in (
        _signed,
        _signed_joining,
        _decree,
        _proposed,
        _initiated,
        _submitted,
        _was_submitted,
        _house,
        _approved_by,
    ):
        read(look)


def documents_in(look: Look) -> None:
    """Note that *the relevant law* was signed, once it is known what the sentence, or the one before, is about."""
    for match in look.said(_DOCUMENT):
        here = [one.claim for one in look.found if one.claim.kind is ClaimKind.ACT and one.claim.convention]
        before = here[-1] if here else look.memory.told_before(look.number, ClaimKind.ACT)
        by = look.mention(match["by"])
        if before is None or not before.act.startswith(("denunciation", "domestic")):
            continue
        if not by.codes or before.state in by.codes:
            when, end = look.date(None, match.end())
            look.add(Claim(ClaimKind.ACT, before.state, before.convention, (), LAW, when), match.start(), end)

    for match in look.said(_LAW_PASSED):
        here = [one.claim for one in look.found if one.claim.kind is ClaimKind.ACT and one.claim.convention]
        before = here[-1] if here else look.memory.told_before(look.number, ClaimKind.ACT)
        house = look.mention(match["house"])
        if before is not None and before.act.startswith(("denunciation", "domestic_denunciation")):
            when = look.when(look.day_after(match.end())[0] or look.day_before(match.start()))
            if not house.codes or before.state in house.codes:
                act = _vote(look, match["house"])
                look.add(Claim(ClaimKind.ACT, before.state, before.convention, (), act, when), *match.span())


def _note(look: Look, act: str, states: tuple[str, ...], match: re.Match[str], start: int) -> None:
    """Note ``act`` under the convention in ``match``, or under the one that "the withdrawal" means."""
    after, end = look.day_after(match.end())
    when = look.when(after) or look.inside(match) or _day_before(look, match.start())
    made: Iterable[Claim]
    if match["obj"]:
        made = claims(look, ClaimKind.ACT, act, states, match["obj"], when)
    else:
        made = implied(look, ClaimKind.ACT, act, states, when)
    look.note(made, start, end)


def _day_before(look: Look, place: int) -> When | None:
    subject = look.subject(place)
    return look.when(look.day_before(place) or (subject.day if subject else None))


def _moved(look: Look, signs: str) -> tuple[str, ...]:
    """The State that words such as *withdrawing Russia from* name last."""
    named = [one.codes for one in look.sentence.of(signs) if one.kind in ("state", "whose") and one.codes]
    return named[-1] if named else ()


def _signed(look: Look) -> None:
    for match, subject in look.done(_SIGNED):
        what = (match["what"] or match["law"]).lower()
        decree = what in ("decree", "order") or what.startswith("указ")
        look.last = _moved(look, match["gap"]) or subject.codes
        act = RESOLUTION if decree and subject.office == "cabinet" else LAW
        houses = re.findall(rf"{L}|{U}", look.words[: match.start()])
        if houses and match.group().lower().startswith(("passed", "adopted", "approved")):
            act = _vote(look, houses[-1])
        _note(look, act, look.last, match, subject.start)
        then = _THEN_BY.match(look.words, match.end() + 1)
        if then and match["obj"]:
            after, end = look.day_after(then.end())
            look.note(
                claims(look, ClaimKind.ACT, _vote(look, then["house"]), look.last, match["obj"], look.when(after)),
                then.start(),
                end,
            )


def _vote(look: Look, house: str) -> str:
    return UPPER if look.mention(house).kind == "upper" else LOWER


def _was_submitted(look: Look) -> None:
    for match in look.said(_WAS_SUBMITTED):
        _note(look, BILL, look.memory.about(look.sentence), match, match.start())


def _signed_joining(look: Look) -> None:
    for match, subject in look.done(_SIGNED_JOINING):
        _note(look, RATIFIED, subject.codes, match, subject.start)


def _decree(look: Look) -> None:
    for match, subject in look.done(_DECREE):
        if subject.office == "cabinet":
            _note(look, RESOLUTION, subject.codes, match, subject.start)


def _proposed(look: Look) -> None:
    for match, subject in look.done(_PROPOSED):
        if subject.office == "cabinet":
            _note(look, RESOLUTION, subject.codes, match, subject.start)


def _initiated(look: Look) -> None:
    for match in look.said(_INITIATED):
        _note(look, RESOLUTION, look.mention(match["who"]).codes, match, match.start())


def _submitted(look: Look) -> None:
    for match, subject in look.done(_SUBMITTED):
        _note(look, BILL, subject.codes, match, subject.start)


def _house(look: Look) -> None:
    for match in look.said(_HOUSE):
        gap, verb = match["gap"], match["verb"]
        leaving = bool(_LEAVES.search(gap) or match["it"] or verb.lower().startswith(("denounc", "денонс")))
        ratifying = verb.lower() == "ratified" or "ratif" in gap.lower()
        if not (leaving or ratifying) or _OPEN_VOTE.search(gap):
            continue
        states = look.mention(match["house"]).codes or _moved(look, gap)
        look.last = states or look.memory.state(look.sentence, match.start())
        act = RATIFIED if ratifying and not leaving else _vote(look, match["house"])
        _note(look, act, look.last, match, match.start())


def _approved_by(look: Look) -> None:
    for match in look.said(_APPROVED_BY):
        states = look.mention(match["house"]).codes or look.memory.state(look.sentence, match.start())
        when = look.when(look.day_after(match.end())[0]) or look.inside(match)
        look.note(claims(look, ClaimKind.ACT, RATIFIED, states, match["obj"], when), match.start(), match.end())
