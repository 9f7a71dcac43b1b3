"""What should be done: by an authority, without the body's saying that it asks, or after an item that it goes on with.

"The authorities should …" is a demand where a report says it by itself; a law says the same of its own duties, and
then it is none.
"""

import re

from unannounced.crafts.reading.addressees import ENGLISH, FRENCH
from unannounced.crafts.reading.sentences import word_set

_SHOULD = r"(?:should|must|needs? to|ought to|devrai(?:t|ent)|doit|doivent)"
_NO_DEMAND = (
    r"(?!,? (?:\w+ )?(?:in (?:principle|theory)|en principe|have (?:been|had|\w+ed|taken|given|written|shown|seen"
    r"|known|done|made|met|kept|held|put|led|told|left|gone)\b|avoir|be (?:noted|said|added|recalled|stressed"
    r"|emphasi[sz]ed|mentioned|pointed out"
    r"|borne in mind)"
    r"|not be (?:forgotten|interpreted)|être (?:noté|relevé|souligné|rappelé)))"
)
_INTRO = r"(?:[^,;:.]{1,120}, )?"
_LAW = re.compile(
    r"(?:According|Under|Pursuant|By law|By virtue|In (?:law|theory|principle)|As (?:required|provided|stipulated)"
    r"|Selon"
    r"|D['’]après|En vertu|Aux termes|En (?:principe|théorie)|Según|Согласно|Відповідно|If\b|Si\b|When|Where"
    r"|Lorsque)\b(?! (?:necessary|appropriate|possible|need be|nécessaire))"
    r"|(?:In accordance with|Conformément) [^,]{0,30}\b(?:section|article|law|loi|code|règlement|regulations?|house"
    r" rules)\b",
    re.IGNORECASE,
)
_LAW_CITED = re.compile(
    r"(?:According to|Under|Pursuant to|In accordance with|By virtue of|As (?:required|provided)|The (?:law|Act"
    r"|Constitution|Code)\b|Selon"
    r"|D['’]après|En vertu de|Aux termes de|Conformément à|La loi|Le code|Le règlement)",
)
_BY_LAW = re.compile(
    r"\b(?:by law|under|pursuant to|according to|en vertu|selon) (?:l['’])?(?:section|article|the (?:law|act|code"
    r"|house))"
)
_AUTHORITY_SHOULD = re.compile(
    rf"{_INTRO}(?:[Tt]he |[Aa]ll |[Ll]es |[Ll]e |[Ll]a |[Ll]['’]|[Ll]as |[Ll]os |[Ee]l )?(?:{ENGLISH}|{FRENCH}"
    rf"|(?:[Aa]utoridades|Estado parte|Gobierno)"
    rf")(?: \w+ly| also| therefore| donc| également| aussi|,[^,;:.]{{1,80}},)? (?:{_SHOULD}|debe(?:n|ría"
    rf"|rían)?){_NO_DEMAND}\b"
)
_STEPS = re.compile(
    rf"{_INTRO}(?:(?:[A-Z][a-z]+|[a-z]+) )?(?:[Ss]teps|[Mm]easures|[Aa]ction|[Ee]fforts) {_SHOULD} (?:\w+ )?be"
    rf" (?:taken|made|stepped"
    r" up|intensified|pursued|strengthened)|(?:Des|Les) (?:mesures|efforts) (?:devraient|doivent) (?:\w+ )?être"
)
_BACK = re.compile(
    r"(?:These|This|Such|Those|In particular|(?:The|Its|Their) (?:aim|objective|purpose|goal|entry|entries)|Ces|Cet"
    r"|Cette|Ceux|Celles"
    r"|De telles|L['’](?:objectif|idée)|En particulier|Notamment|En particular|Эти|Это|Такие|В частности|Ці|Це"
    r"|Зокрема)\b"
)
_SHOULD_NOW = re.compile(rf"[^;:.]{{1,160}}?\b(?:{_SHOULD}|должн[ыоа]|следует|слід|має|мають){_NO_DEMAND}\b")
_TOLD = re.compile(
    r", (?:(?:the|an?|her|his|le|la|un|une) )?[\w’'-]{2,30}(?: [\w’'-]{2,30}){0,3} (?:said|says|conceded|explained"
    r"|argued"
    r"|added|told|stated|replied|admitted|a dit|a expliqué)\b[^,;:]{0,40}$|, according to\b[^,;:]{0,60}$"
)
_BESIDE = re.compile(r"\b(?:that|which|who|whether|because|que|qui|said|told|explained|argued|что|який|который)\b")
SHOULD_WORDS = word_set(
    "should must need needs ought devrait devraient doit doivent debe deben debería deberían должны должна должно"
    " следует слід має мають"
)
"""Words of which one stands in every sentence that is a demand here."""


def authority_should(sentence: str) -> bool:
    """Whether the sentence says what an authority should do, and no law and nobody else says so.

    >>> authority_should("The Ministry of Health must provide a dentist.")
    True
    >>> authority_should("Under section 9, the Ministry of Health must provide a dentist.")
    False
    """
    return _AUTHORITY_SHOULD.match(sentence) is not None and not of_law(sentence) and _TOLD.search(sentence) is None


def steps_should(sentence: str) -> bool:
    """Whether the sentence says that steps should be taken."""
    return _STEPS.match(sentence) is not None and not of_law(sentence)


def goes_on(sentence: str) -> bool:
    """Whether a sentence after an item goes on saying what should be done."""
    said = _SHOULD_NOW.match(sentence)
    if said is None or of_law(sentence) or _BESIDE.search(said[0]):
        return False
    return _TOLD.search(sentence) is None


def looks_back(sentence: str) -> bool:
    """Whether the sentence speaks of what the one before it demands, so that the two are one item."""
    return _BACK.match(sentence) is not None


def cites_law(sentence: str) -> bool:
    """Whether the sentence says what a law says, so that the next may do so too."""
    return _LAW_CITED.match(sentence) is not None


def of_law(sentence: str) -> bool:
    """Whether what the sentence demands is demanded by a law."""
    return _LAW.match(sentence) is not None or _BY_LAW.search(sentence) is not None
