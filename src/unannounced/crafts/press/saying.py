"""How the press says who speaks: verbs of saying and reporting, titles, and words for nobody in particular."""

import re

_PAST = (
    r"said|stated|added|noted|wrote|stressed|emphasi[sz]ed|underlined|underscored|declared|told|explained|warned|claimed"
    r"|argued|insisted|recalled|pointed out|concluded|confirmed|commented|tweeted|posted|reminded|estimated|remarked"
    r"|observed|admitted|clarified|asserted|alleged"
)
_CYRILLIC = (
    r"сказал[аи]?|заявил[аио]?|сообщил[аио]?|отметил[аио]?|подчеркнул[аио]?|написал[аи]?|добавил[аио]?"
    r"|напомнил[аио]?|пояснил[аио]?|сказав|сказала|заявив|заявил[аио]|повідомив|повідомил[аи]|повідомляє|зазначив"
    r"|зазначил[аи]|зазначає|наголосив|наголосил[аи]|підкреслив|підкреслил[аи]|написав|написала|додав|додал[аи]"
    r"|нагадав|нагадала|пояснив|пояснила"
)
SAYS = (
    rf"(?:(?i:{_PAST}|says|say|states|adds|notes|writes|warns|claims|argues|insists|points out|stresses)|{_CYRILLIC})"
)
"""Any verb of saying, where a name stands beside it."""
SAID = rf"(?:(?i:{_PAST}|says|say|warns|argues|insists|points out|stresses)|{_CYRILLIC})"
"""Those that are no nouns as well (member states), for the beginning of a sentence."""
REPORTS = (
    r"(?:reports|reported|has reported|have reported|writes|wrote|сообщает|сообщил[аио]?|сообщают|пишет|пишут"
    r"|передает|передаёт|повідомляє|повідомляють|повідомило|пише|пишуть|передає)"
)
WHO = r"(?P<who>[^,;:.“”\"«»\n()]{1,110}?)"
NAMED = r"(?P<named>[^,;:.“”\"«»\n()]{2,120})"
_CAPITAL = r"[A-ZА-ЯІЇЄҐ]"
_SINCE = r"(?: also| later| further| earlier)?"
ACCORDING = re.compile(
    r"(?:\b[Aa]ccording to|\b[Пп]о данным|\b[Пп]о словам|\b[Пп]о информации|\b[Зз]а даними|\b[Зз]а словами"
    r"|\b[Зз]а інформацією|\b[Вв]ідповідно до) "
    r"(?P<who>[^,;“”\"«»\n]{2,100}?)(?= on (?:[A-Z]|\d)| in (?:a|an|its|his|her) |,|\.?[”\"»]?\Z|[;“”\"])"
)
OPENING = re.compile(
    r"\A[“\"«]?(?:(?:[Mm]eanwhile|[Ee]arlier|[Ll]ater|[Ii]n [A-Z]\w+|[Oo]n \w+(?: \d+)?),? )?"
    rf"{WHO}(?:, [^,“”\"]{{2,140}},)?{_SINCE} (?:{SAID}\b(?! by\b)|(?:reports?|reported|writes|wrote) that\b)"
)
CLOSING = re.compile(
    rf",\s*(?:[—–-]\s*)?(?:{WHO}{_SINCE} {SAYS}|{SAYS} {NAMED})"
    r"(?: (?:reporters|journalists|lawmakers|deputies|parliament|[Tt]he [\w ]{1,30}?"
    r"|[A-Z][\w’'/-]*(?: [A-Z][\w’'/-]*){0,3}))?"
    r"(?:(?: on| in| to| at| during| via| у| в| на|,|(?= (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)) [^“”\"]{0,80})?"
    r"[.,]?\s*\Z"
)
REPORTING = re.compile(rf",\s*(?:{WHO} {REPORTS}|{REPORTS} {NAMED})[^“”\"]{{0,60}}\.?\s*\Z")
AFTER_QUOTE = re.compile(
    rf"\A[,.]?\s*(?:[—–-]\s*)?(?:{SAYS} {NAMED}|{WHO}(?:, [^,“”\"\n]{{2,80}},)?{_SINCE} {SAYS})"
    r"(?:\b[^\n“”\"«»]{0,120})?(?=[.,;:\n]|\Z)"
)
BEFORE_QUOTE = re.compile(rf"(?:\A|[.!?\n]\s*){WHO} {SAYS}\b[^\n“”\"«»]{{0,100}}[:,]\s*\Z")
SIGNED_OFF = re.compile(rf"\A\s*[—–]\s*(?P<who>{_CAPITAL}[^\n.]{{3,80}})\s*(?:\n|\Z)")
TOLD_AFTER = re.compile(
    r"\A(?:[Tt]his (?:was|is) reported by|Об этом (?:сообщает|сообщил[аио]?|пишет|сообщают)"
    r"|Про це (?:повідомляє|повідомив|повідомила|повідомили|повідомило|пише|пишуть|йдеться)"
    r"|According to [A-Z][^,]{1,40}, this was reported by) (?P<who>[^.;\n]{2,110}?)"
    r"(?:,? (?:according to|with reference to|з посиланням на|со ссылкой на) (?P<via>[^.;,\n]{2,60}))?[.,]?\s*\Z"
)
SPEAKER = re.compile(rf"\A(?P<who>{_CAPITAL}[^:.,;“”«»\"\n]{{1,60}}): (?=[“«\"]?{_CAPITAL})")
"""Lubinets: Russia left …"""
LIKE = re.compile(
    r"(?:\A|, )(?:[Aa]s|Как|Як) (?:пишет|сообщает|передает|передаёт|передає|пише|повідомляє|reported by) "
    r"(?P<via>[^,.;“”\"\n]{2,60})"
)
AS_NOTED = re.compile(
    r"\A(?:As|Как|Як) (?:\w+ ){0,3}(?:notes?|reports?|writes?|reported|сообщает|пишет|повідомляє|пише),? "
    r"(?P<who>[^.\n]{2,80}?)[,.:]?\Z"
)
_PROPER = rf"{_CAPITAL}[\w’'/-]*"
TOLD = re.compile(
    r"\b(?:told|in an interview with|in an interview to|in comments to|in a statement to|[Cc]iting|quoted by"
    rf"|as cited by|with reference to|со ссылкой на|з посиланням на) "
    rf"(?P<via>(?:the )?{_PROPER}(?: (?:{_PROPER}|of|and))*)"
)
TITLE = re.compile(
    r"(?:president|minister|commissioner|ombudsman|ombudswoman|spokes\w+|director|head|lawyer|chair\w*|secretary|general"
    r"|representative|leader|expert|professor|activist|chief|judge|prosecutor|ambassador|envoy|deputy|lawmaker|senator"
    r"|founder|coordinator|rights|affairs|human|researcher|омбудсман\w*|министр|міністр|президент|глава|правозащитник"
    r"|правозахисник|уполномоченный|уповноважений|директор|юрист|адвокат|людини|человека"
    r"|генпрокурор|генеральный|генеральний|прокурор|пресс-секретарь|речник|речниця|мид|мзс|минюст|мін[’'ʼ]юст|кремль)",
    re.IGNORECASE,
)
GENERIC = re.compile(
    r"(?:the |this )?(?:\w+ )?(?:ministry|mfa|group|ngo|organi[sz]ation|ombudsman|commissioner|president|spokes\w+"
    r"|official|minister|statement|document|lawyer|activist|he|she|they|it|expert|diplomat|committee|body|agency|outlet"
    r"|publication|newspaper|report|media|он|она|они|він|вона|вони|министерство|міністерство|відомство|ведомство"
    r"|омбудсман|организация|організація)",
    re.IGNORECASE,
)
PAIR = re.compile(rf"\b({_CAPITAL}[\w’'-]+)(?= ({_CAPITAL}[\w’'-]+)\b)")
LEADING_WORDS = re.compile(r"\A(?:(?:the|a|an|The|A|An|its|their|his|her)\s+)?(?:[a-z][\w-]*\s+)+(?=[A-Z])")
CAPITALS = re.compile(rf"(?:[Tt]he )?(?:{_PROPER}|of|and|for|[/&])(?: (?:{_PROPER}|of|and|for|[/&]))*")
CIRCUMSTANCE = re.compile(
    r" (?:in an? |in (?:his|her|its|their) |in [A-Z0-9]|on |at an? |during |via |to |after |as |who |at the |у |в |на )"
)
NOBODY = re.compile(
    r"\A(?:the )?(?:reports|media|media reports|news reports|sources|critics|some|many|observers|it)\Z", re.IGNORECASE
)
MEDIA_WORD = re.compile(
    r"\b(?:News|Times|Post|Herald|Tribune|Gazette|Journal|Radio|TV|Agency|Newspaper|Media|Press|Daily|Today|Observer"
    r"|newspaper|news agency|news outlet|broadcaster|magazine|channel)\b"
)
DOCUMENT = re.compile(r"\b(?:documents?|note|statement|law|bill|report|text)\b")


def without_quotes(words: str) -> str:
    """``words`` with the inside of quotations left out, so that their verbs are not taken for the sentence's.

    >>> without_quotes("“He left,” she said.")
    '“” she said.'
    """
    return re.sub(r"[“«][^”»]*(?=[”»])", "“", words)


def who_of(match: re.Match[str]) -> str:
    """Who is named in ``match``, without when and where it was said."""
    groups = match.groupdict()
    if re.search(r"\b(?:that|что|що)\b", groups.get("named") or ""):
        return ""
    return groups.get("who") or CIRCUMSTANCE.split(groups.get("named") or "", maxsplit=1)[0]
