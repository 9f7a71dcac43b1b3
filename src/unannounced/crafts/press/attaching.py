"""Whether the name of a convention stands for itself, or only tells what another noun is of (*the ECHR debate*)."""

import re

from unannounced.crafts.press.mentions import BOUND_DAY, SINCE, C, D, P, S, T

_ENDS_IN_NAME = re.compile(rf"(?:{T}|{C})\Z")
_NEXT = re.compile(r"\s*(?P<next>\S+)")
_SIGN = re.compile(rf"(?:{S}|{P}|{D}|{SINCE}|{BOUND_DAY})\Z")
_LATIN = re.compile(r"[A-Za-z]")
_GOES_ON = frozenset(
    [
        *("in", "on", "at", "by", "from", "of", "to", "with", "without", "for", "during", "since", "after"),
        *("before", "until", "till", "under", "over", "amid", "despite", "following", "upon", "via"),
        *("through", "as", "than", "because", "while", "when", "whenever", "where", "whereas", "although"),
        *("though", "if", "unless", "once", "so", "that", "which", "who", "whom", "whose", "and", "or"),
        *("but", "nor", "yet", "however", "both", "back", "ahead", "along", "alongside", "against", "among"),
        *("between", "within", "into", "out", "off", "only", "alone", "too", "either", "altogether"),
        *("together", "again", "already", "then", "there", "here", "first", "last", "next", "this", "these"),
        *("those", "every", "each", "just", "even", "not", "never", "itself", "themselves", "a", "an", "the"),
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "years"),
        *("months", "days", "hours", "weeks", "minutes", "decades", "later", "earlier", "ago", "per"),
        *("about", "around", "regarding", "concerning", "owing", "due", "thanks", "long", "early", "late"),
        *("soon", "more", "less", "is", "was", "were", "are", "be", "been", "has", "had", "have", "will"),
        *("would", "can", "could", "did", "does", "do", "may", "might", "must", "should", "shall", "it"),
        *("he", "she", "they", "we", "i", "you", "its", "their", "his", "her", "our", "said", "says", "told"),
        *("en", "est", "et", "le", "la", "de", "anyway", "instead", "regardless", "outright", "forever"),
        *("today", "yesterday", "tomorrow", "remains", "remain", "remained", "became", "becomes", "ceased"),
        *("applies", "applied", "obliges", "requires", "prohibits", "bans", "allows", "gives", "means"),
        *("meant", "makes", "made", "came", "comes", "took", "takes", "went", "goes", "unlike", "like"),
        *("beyond", "near", "inside", "outside", "signals", "marks", "marked", "shows", "demonstrates"),
        *("proves", "confirms", "reflects", "raises", "leaves", "puts", "sets", "sends", "sparks", "prompts"),
        *("triggers", "draws", "strips", "deprives", "violates", "undermines", "threatens", "follows"),
        *("such", "also", "still", "now", "almost", "nearly", "exactly", "some", "any", "all", "many"),
        *("most", "several", "half", "rather"),
    ]
)
"""Words with which a sentence goes on after an object; any other noun makes the name its adjective."""
_NOUNS_IN_ING = re.compile(
    r"(?:meet|hear|rul|fil|work|monitor|train|build|proceed|sitt|brief|gather|vot|report|draft|fund|screen|sign|list"
    r"|rat|rank|stand|mak|teach|plann|engineer|learn|pric|park|hous|shipp|find|lead|runn|listen)ings?\Z"
)
_RUNS_ON = re.compile(r"\w+(?:ly|ing|ed|wards?)\Z")

_OF = re.compile(
    r"\b(?:of|to|from|on|under|by|about|with|against|for|in|into|within|over|regarding|concerning|outside|leaving"
    r"|denouncing|renouncing|ratifying|implementing|amending|quitting|exiting|signing|terminating|ending|joining"
    r"|abandoning|approving|supplementing|applying|enforcing)(?: the)?\Z",
    re.IGNORECASE,
)
_CYRILLIC_NOUN = re.compile(r"[а-яіїєґ]{3,}\Z")
_CYRILLIC_BEGINS = re.compile(r"\b(?:что|що|когда|коли|этого|сама|сам|также|така|такая|если|однако|проте|хотя|хоча)\Z")


def stands_alone(words: str, end: int) -> bool:
    """Whether a name that ends at ``end`` is the thing itself; what ends in another word always is.

    >>> from unannounced.crafts.press.mentions import T
    >>> name = T[1]
    >>> stands_alone(f"left {name} debate", 6), stands_alone(f"left {name} in 2022", 6), stands_alone("left", 4)
    (False, True, True)
    """
    if not _ENDS_IN_NAME.search(words, 0, end):
        return True
    after = _NEXT.match(words, end)
    if after is None or not _LATIN.match(after["next"]):
        return after is None or bool(_SIGN.match(after["next"])) or not "\ue000" <= after["next"][0] <= "\uf8ff"
    word = after["next"].lower()
    return word in _GOES_ON or (bool(_RUNS_ON.fullmatch(word)) and not _NOUNS_IN_ING.fullmatch(word))


def belongs(words: str, start: int) -> bool:
    """Whether a name at ``start`` hangs on a noun before it (*the law on …*), which the verb after it is then told of.

    >>> belongs("a law denouncing the ECPT", 16), belongs("so the ECPT", 3)
    (True, False)
    """
    before = words[:start].rstrip()
    if _OF.search(before):
        return True
    return bool(_CYRILLIC_NOUN.search(before)) and not _CYRILLIC_BEGINS.search(before)
