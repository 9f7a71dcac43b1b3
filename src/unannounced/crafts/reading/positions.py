"""What the words over a list, or said of it later, mean for the State's position on the items in it."""

import re
from dataclasses import dataclass

from unannounced.duties.dialogue import Position

_RULES: tuple[tuple[Position, re.Pattern[str]], ...] = (
    (
        Position.REJECTED,
        re.compile(
            r"\b(?:(?:do(?:es)?|did|do|could|can|would|will) ?not|cannot|unable to|not in a position to|neither)\b"
            r"[^.;:]{0,40}\b(?:enjoy|support|accept|agree)|\bnot (?:been )?(?:accept|support)"
            r"|\breject(?:s|ed)?\b|\brefuse[sd]?\b"
            r"|\bnot (?:considered )?(?:acceptable|relevant|applicable)\b|\bno(?:t)? longer (?:relevant|applicable)\b"
            r"|\bn(?:e |[’'] ?)(?:peut|peuvent|recueill|bénéfici|accept|appu|souscri|approuv|emport"
            r"|a\b|ont\b|est\b|sont\b)\w*[^.;:]{0,30}\bpas\b|\brejet(?:te|tent|te[rn]t|ée?s?|é)\b"
            r"|\bno (?:\w+ ){0,2}(?:goza|cuenta|contaron|acept|apoy|recib|puede aceptar|han|ha)\w*|\brechaz"
        ),
    ),
    (
        Position.IMPLEMENTED,
        re.compile(
            r"\balready[^.;:]{0,50}\b(?:implement|fulfil|in place|being)|\b(?:in|under)(?: the)? (?:process|course) of"
            r"[^.;:]{0,30}\bimplement|\b(?:have|has) (?:already )?been implemented\b|\bare implemented\b"
            r"|\bbeing implemented\b|\bunder implementation\b"
            r"|\bdéjà[^.;:]{0,40}\b(?:appliqu|mis|donné|exécut)"
            r"|\ben (?:cours|voie)[^.;:]{0,20}\b(?:d[’']application|de mise)"
            r"|\bya[^.;:]{0,40}\b(?:aplica|cumpl|puest|ejecut)"
            r"|\ben (?:curso|vías|proceso|fase) de (?:aplica|ejecu|cumpl)"
        ),
    ),
    (
        Position.PENDING,
        re.compile(
            r"\b(?:will|shall|to) (?:be )?(?:further |carefully )?(?:examine|stud|consider|respon|provide|review)"
            r"|\bresponses?\b[^.;]{0,120}\b(?:will|shall)\b|\bin due (?:time|course)\b"
            r"|\bwill be included in the outcome|\bunder (?:consideration|examination)\b"
            r"|\bseront? (?:examinée?s?|étudiée?s?)\b|\b(?:examinera|étudiera)\b"
            r"|\by (?:répondra|apportera)\b|\ben temps (?:voulu|utile)\b"
            r"|\bserán? (?:examinad|estudiad)as?\b|\b(?:examinará|estudiará|responderá|dará respuesta)\b"
            r"|\ba su debido tiempo\b"
        ),
    ),
    (
        Position.ACCEPTED,
        re.compile(
            r"\benjoy(?:s|ed)?\b[^.;:]{0,30}\b(?:support|agreement)|\b(?:accept(?:s|ed)|supports?|supported|agree[sd]?)\b"
            r"|\bits support\b"
            r"|\b(?:recueill(?:ent|i)|emport(?:ent|é)) (?:son |l[’'])|\bbénéfici(?:ent|é)\b"
            r"|\baccepté?e?s?\b|\baccueillies\b"
            r"|\b(?:appuie|appuyée?s|souscrit|approuve|approuvées)\b"
            r"|\b(?:goza|cuenta|contaro|recibiero)n (?:con )?(?:el |su )?(?:apoyo|respaldo|aprobación)"
            r"|\b(?:acepta|apoya)(?:n|d[ao]s?|r|ron)?\b"
        ),
    ),
    (
        Position.NOTED,
        re.compile(
            r"\b(?:takes? note|took note|taken note|notes (?:the|these|those)|(?:are|were|is|has|have|been|be) noted)\b"
            r"|\b(?:and|has|have|which)(?: has| have| been)? noted (?:them|these|those|the following|by)\b|^noted\W*$"
            r"|\b(?:prend|pris|prendre) (?:bonne )?note\b|\bnotées\b"
            r"|\b(?:toma|tomó|tomado|tomaron) nota\b"
        ),
    ),
)
_ONLY_NOTED = re.compile(r"\b(?:thus|therefore|hence|accordingly|only|simply|merely)(?: be| been| are| were)* noted\b")
_STATED: tuple[tuple[Position, re.Pattern[str]], ...] = (
    (
        Position.REJECTED,
        re.compile(
            r"(?:not|does not|did not) (?:accept(?:ed)?|support(?:ed)?|agreed?|enjoy\w* support)|rejected|refused"
            r"|non (?:acceptée?s?|appuyée?s?)|rejetée?s?|no (?:aceptadas?|apoyadas?)|rechazadas?"
        ),
    ),
    (
        Position.NOTED,
        re.compile(r"(?:is |are |was |duly )?noted|takes? note|notée?s?|prend note|pris note|(?:se )?toma nota"),
    ),
    (
        Position.PENDING,
        re.compile(
            r"(?:under|for) (?:further )?(?:consideration|examination|study)|pending|to be (?:considered|examined)"
            r"|à l[’']étude|à l[’']examen|en (?:estudio|examen)|pendientes?"
        ),
    ),
    (
        Position.IMPLEMENTED,
        re.compile(r"(?:already |fully |being )?implemented|(?:déjà )?appliquée?s?|(?:ya )?aplicadas?"),
    ),
    (
        Position.ACCEPTED,
        re.compile(
            r"(?:fully |partially |partly )?(?:accept(?:s|ed)|support(?:s|ed)|agree[ds])"
            r"(?: partially| in part| in principle)?"
            r"|enjoys? (?:the )?support|(?:partiellement )?(?:acceptée?s?|appuyée?s?)(?: partiellement| en partie)?"
            r"|(?:parcialmente )?(?:aceptadas?|apoyadas?)(?: parcialmente| en parte)?"
        ),
    ),
)
_IN_PART = re.compile(
    r"\b(?:partial(?:ly)?|partly|in part|partiellement|en partie|parcialmente|en parte)\b[^.;:]{0,40}"
    r"\b(?:accept|support|enjoy|agree|appu|adhés|acept|apoy)"
    r"|\b(?:accept|support|enjoy|agree|appu|acept|apoy)\w*\b[^.;:]{0,40}"
    r"\b(?:partial(?:ly)?|partly|in part|partiellement|en partie|parcialmente|en parte)\b"
)
_NOTED_IN = re.compile(r"\bnoted in (?:(?:the|this) (?:present )?report|paragraphs?)")
_OF_ITEMS = re.compile(r"[Rr]ecomm[ea]ndation|[Rr]ecomendaci|RECOMM")
_ABOVE = re.compile(
    r"\b(?:these|those|the above|above(?:-mentioned)?) recommendations?\b"
    r"|\brecommendations? (?:made|listed|mentioned)?[^.]{0,40}\babove\b"
    r"|\brecommendations? (?:made|formulated) during\b"
    r"|\b(?:ces recommandations|recommandations ci-dessus|estas recomendaciones|recomendaciones anteriores)\b"
)
_SOME = re.compile(r"\b[Ss]ome\b[^.]{0,400}\bothers?\b")  # which ones, the sentence does not say
_NUMBER = re.compile(
    r"(?<![\d/.])(\d{1,3}(?:\.\d{1,3}){0,2})(?![\d/])(?:\s*(?:to|-|–|through)\s*(\d{1,3}(?:\.\d{1,3}){0,2})(?![\d/]))?"
)
_NAMES_NUMBERS = re.compile(
    r"\b(?:recomm[ea]ndations?|recomendaci(?:ón|ones)|paragraph(?:s|es|e)?|paras?\.?|párrafos?|nos?\.?|numbers?|numbered)\s+"
    r"(?:in paragraphs? |nos?\. |under )?\(?\d"
)
_NUMBERED = re.compile(r"\b[Rr]ecommendations? (?:[Nn]os?\b|[Nn]umbers?\b|\d)")
_CLAUSE = re.compile(
    r"[,;]? (?:and|while|whilst|whereas|but|however|et|mais|tandis que|alors que|y|pero|mientras que) "
    r"|(?P<of>,? (?:out )?of (?:which|these|them) )|[;,] ",
    re.I,
)
_REST = re.compile(
    r"\b(?:the )?(?:rest|remainder|remaining|(?<=the )others|(?<=the )other recommendations)\b"
    r"|\b(?:le reste|les autres|(?:el )?resto|las demás)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|with the exceptions? of|apart from|other than|sauf|hormis|à l[’']exception d|salvo"
    r"|excepto|con excepción d)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"\b(?:do|does|did) not\W*$")
_WELCOME = (Position.ACCEPTED, Position.IMPLEMENTED)
_IN_PARAGRAPH = re.compile(r"\b(?:in|of|under) paragraph (\d{1,3})(?![\d.]*\d)")


@dataclass(frozen=True, slots=True)
class Said:
    """A position said of items by their numbers, or of those ``above``."""

    position: Position
    numbers: frozenset[str]
    above: bool


def position_in(words: str) -> Position:
    """The position that a sentence states; UNKNOWN if it states none.

    >>> position_in("The recommendations listed below enjoy the support of Bresk:").value
    'accepted'
    >>> position_in("The following were made in the course of the discussion:").value
    'unknown'
    """
    plain = _NOTED_IN.sub("", " ".join(words.casefold().split()))
    if "noted" in plain and _ONLY_NOTED.search(plain):
        return Position.NOTED
    return next((position for position, rule in _RULES if rule.search(plain)), Position.UNKNOWN)


def in_part(words: str) -> bool:
    """Whether a position is one on a part of what is asked only, so that a person must say which.

    >>> in_part("The following recommendations enjoy the partial support of Bresk:")
    True
    """
    return _IN_PART.search(words.casefold()) is not None


def stated(words: str) -> Position:
    """The position that a word or two beside an item state, as in a column of a table; UNKNOWN if they state none.

    >>> stated("Not supported").value, stated("Acceptée").value, stated("The State").value
    ('rejected', 'accepted', 'unknown')
    """
    plain = " ".join(words.casefold().split())
    return next((position for position, rule in _STATED if rule.fullmatch(plain)), Position.UNKNOWN)


def said_later(paragraph: str, newest: int) -> list[Said]:
    """What a paragraph says of items by number, or of the lists before it: each sentence and each clause by itself.

    ``newest`` is the paragraph of the last list before it, which numbers without a paragraph mean.

    >>> said = said_later("Bresk supports recommendations 6.1 to 6.2 and notes the remainder.", 6)
    >>> [(one.position.value, sorted(one.numbers), one.above) for one in said]
    [('accepted', ['6.1', '6.2'], False), ('noted', [], True)]
    """
    found = []
    for sentence in re.split(r"(?<=[^\d][.;]) (?=[A-Z])", paragraph[:6000]):
        if not _OF_ITEMS.search(sentence) or _SOME.search(sentence) or position_in(sentence) is Position.UNKNOWN:
            continue
        by_number = _NAMES_NUMBERS.search(sentence.casefold()) is not None
        clauses = _clauses(sentence) if by_number else [sentence]
        for clause in clauses:
            found += _said_in(clause, sentence, newest, by_number=by_number, several=len(clauses) > 1)
    return found


def _said_in(clause: str, sentence: str, newest: int, *, by_number: bool, several: bool) -> list[Said]:
    """What one clause says of the numbers it names, or of the rest; of those it excepts, the opposite."""
    position = _position_of(clause)
    but = _EXCEPT.search(clause) if by_number else None
    named = numbers_in(clause[: but.start()] if but else clause, newest, sentence) if by_number else frozenset()
    excepted = numbers_in(clause[but.end() :], newest, sentence) if but else frozenset()
    rest = several or bool(excepted) or (by_number and _REST.search(clause) is not None)
    above = not named and (rest or _ABOVE.search(clause.casefold()) is not None)
    opposite = Position.REJECTED if position in _WELCOME else Position.ACCEPTED
    found = [Said(position, named, above)] if named or above else []
    return [*found, Said(opposite, excepted, above=False)] if excepted else found


def _clauses(sentence: str) -> list[str]:
    """The parts of a sentence that each say a position of numbers or of the rest; the whole, if it is no several."""
    cuts = [0]
    for one in _CLAUSE.finditer(sentence):
        if _is_said(sentence[cuts[-1] : one.start()], whole=bool(one["of"])) and _is_said(sentence[one.end() :]):
            cuts.append(one.end())
    return [sentence[start:stop] for start, stop in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]


def _is_said(clause: str, *, whole: bool = False) -> bool:
    names = whole or _NUMBER.search(clause) is not None or _REST.search(clause) is not None
    return names and _position_of(clause) is not Position.UNKNOWN


def _position_of(clause: str) -> Position:
    """The position in a clause, which may leave out what the one before it said: "57.3 does not"."""
    return Position.REJECTED if _LEFT_OUT.search(clause) else position_in(clause)


def numbers_in(sentence: str, newest: int, around: str = "") -> frozenset[str]:
    """The numbers of items and of whole lists that a sentence names.

    Numbers of a plain list are those under the paragraph named, "Nos. 1 and 3 in paragraph 67", or under ``newest``.
    ``around`` is the whole of which ``sentence`` is a clause.

    >>> sorted(numbers_in("The recommendations in paragraphs 57.3 to 57.5 and 57.9", 57))
    ['57.3', '57.4', '57.5', '57.9']
    >>> sorted(numbers_in("Recommendations Nos. 1 and 3 in paragraph 67", 68))
    ['67.1', '67.3']
    >>> sorted(numbers_in("Recommendations Nos. 1 and 3", 68)), sorted(numbers_in("in paragraphs 84 and 85", 85))
    (['68.1', '68.3'], ['84', '85'])
    """
    named = _IN_PARAGRAPH.search(sentence)
    under = named[1] if named else str(newest) if _NUMBERED.search(around or sentence) else ""
    numbers: set[str] = set()
    for found in _NUMBER.finditer(sentence):
        first, last = found[1], found[2] or found[1]
        if named and found.start(1) == named.start(1):
            continue
        if "." not in first and under:
            first, last = f"{under}.{first}", f"{under}.{last}"
        numbers.update(_between(first, last))
    return frozenset(numbers)


def _between(first: str, last: str) -> list[str]:
    head, _, one = first.rpartition(".")
    other_head, _, other = last.rpartition(".")
    if head != other_head or not 0 <= int(other) - int(one) <= 400:
        return [first, last]
    return [f"{head}.{number}" if head else str(number) for number in range(int(one), int(other) + 1)]
