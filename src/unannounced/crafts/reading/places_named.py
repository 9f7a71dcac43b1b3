"""Where: the place of detention that an item names, as printed."""

import re

from unannounced.crafts.reading.sentences import has_any

_NAME = r"(?:[A-ZÀ-Þ][\w’'-]*)"
_NUMBERED = r"(?:No\.? ?\d{1,3}|№ ?\d{1,3}|n° ?\d{1,3})"
_KIND = (
    r"(?:(?:Central |Remand |Women[’']s |Juvenile |Closed |Open |State |Regional |High[- ]Security"
    r" )*Prisons?(?![a-z]| (?:Service|Rules|Administration|Board|Act"
    r"|Department|Governor|Code|Officer|Reform|Inspect|Population))"
    r"|Police (?:Station|Department|Headquarters|Division|Post|Detention (?:House|Facility|Centre))|Temporary"
    r" Detention (?:Facility|Isolator|Centre)"
    r"|Pre-?[Tt]rial (?:Detention )?(?:Prison|Facility|Centre|Establishment)|(?:Correctional |Penal "
    r"|Juvenile |Women[’']s )?Colony"
    r"|(?:Immigration |Migration |Juvenile |Special |Closed )*(?:Detention|Removal|Reception|Holding|Correctional"
    r"|Juvenile|Rehabilitation)"
    r" (?:Centre|Center|Facility|House|Institution|Camp)|(?:Forensic )?Psychiatric (?:Hospital|Clinic|Institution"
    r"|Establishment|Centre)"
    r"|Psycho-?neurological (?:Dispensary|Boarding Home|Home)|Mental Hospital|Penitentiary(?: (?:Institution"
    r"|Establishment|Complex))?|Jail|SIZO|IVS"
    r"|Penal Institution|Social (?:Welfare|Care) Home|Care Home|Young Offenders?(?:[’'])? Institution|Juvenile"
    r" Centre|Secure Unit|Barracks)"
)
_ENGLISH = re.compile(
    rf"(?:{_NAME}(?: (?:of |the )?{_NAME}){{0,4}} {_KIND}(?: {_NUMBERED}| of {_NAME}(?: {_NAME}){{0,2}})?"
    rf"|{_NUMBERED} {_KIND}|{_KIND}"
    rf" {_NUMBERED}"
    rf"|(?:Central |Remand |State )?(?:Prison|Jail|Penitentiary) (?:of|in|at) {_NAME}(?: {_NAME}){{0,2}})"
)
_LOWER = re.compile(
    r"(?:remand prison|prison|police station|police cells|psychiatric hospital|detention centre|holding centre"
    r"|social welfare home|home for [a-z ]{3,40}"
    r"|juvenile centre|colony|jail)"
    rf" (?:of|in|at) (?P<name>{_NAME}(?: {_NAME}){{0,2}})"
)
_FRENCH = re.compile(
    r"(?:[Éé]tablissement(?: pénitentiaire| psychiatrique| de défense sociale)|[Mm]aison (?:d['’]arrêt|centrale)"
    r"|[Cc]entre (?:de détention|pénitentiaire"
    r"|de rétention(?: administrative)?|hospitalier(?: spécialisé)?|éducatif fermé|d['’]accueil|fermé)|[Pp]rison"
    r"|[Cc]ommissariat(?: de police)?|[Pp]oste de (?:police"
    r"|gendarmerie)|[Hh]ôpital(?: psychiatrique)?|[Bb]rigade de gendarmerie|[Zz]one d['’]attente|[Ff]oyer)"
    rf" (?:de la |de l['’]|de |d['’]|du |des |n° ?\d+ de )(?:{_NAME}|[Ll][ae]s? {_NAME})(?: (?:(?:de|du|des|la|le"
    rf"|les|sur|lès|sous) ){{0,2}}{_NAME}){{0,4}}"
)
_SPANISH = re.compile(
    r"(?:[Cc]entro (?:[Pp]enitenciario|de [Dd]etención|de [Ii]nternamiento)|[Pp]risión|[Cc]omisaría|[Cc]árcel"
    r"|[Hh]ospital [Pp]siquiátrico) (?:de (?:la |los |las )?|del )"
    rf"{_NAME}(?: (?:de |la |del )?{_NAME}){{0,3}}"
)
_CYRILLIC = re.compile(
    r"(?:СИЗО|ИК|ИВС|СІЗО|ІТТ|ВК|[Ии]справительн\w{2,3} колони\w{1,2}|[Вв]иправн\w{1,3} колоні\w{1,2}"
    r"|[Сс]ледственн\w{2,3} изолятор\w{0,2}"
    r"|[Сс]лідч\w{2,3} ізолятор\w{0,2})[ -]?(?:№ ?\d{1,3}|\d{1,3})"
)
_LEADING = re.compile(
    r"^(?:(?:The|At|In|From|To|Of|For|And|With|Both|Block|Unit|All|As|By|On|Under|Since|Furthermore|Moreover"
    r"|Similarly|Management|CPT|NPM|SPT|Committee|Subcommittee|Ward)"
    r"(?: (?:of|and|the))* )+"
)
_TRAILING = re.compile(r"(?: (?:Du|Le|La|Les|Des|From|On|In|The|At|Of|Vom|Del))+$")
_STEMS = (
    *(
        "rison",
        "olice Station",
        "olice ",
        "olony",
        "ospital",
        "etention",
        "entre",
        "enter",
        "acility",
        "Institution",
        "ail ",
        "SIZO",
        "Camp",
    ),
    *(
        "Clinic",
        "enitentiar",
        "enitenciar",
        "IVS",
        "Home",
        "home",
        "Unit",
        "Barracks",
        "Dispensary",
        "tablissement",
        "aison d",
        "ommissariat",
        "oste de",
        "ôpital",
    ),
    *(
        "endarmerie",
        "oyer",
        "one d",
        "risión",
        "omisaría",
        "árcel",
        "СИЗО",
        "СІЗО",
        "ИК",
        "ИВС",
        "олони",
        "олоні",
        "золятор",
        "ізолятор",
        "ВК",
        "ІТТ",
    ),
)
_LONGEST_READ, _LONGEST = 4_000, 200


def place_in(text: str) -> str:
    """The first place of detention that ``text`` names, as printed; "" if it names none.

    >>> place_in("The CPT recommends that the cells at Temir Street Police Station be closed.")
    'Temir Street Police Station'
    """
    return next(iter(places_in(text)), "")


def places_in(text: str) -> list[str]:
    """Each place of detention that ``text`` names, once, as printed, in running order."""
    if not has_any(text, _STEMS):
        return []
    text = text[:_LONGEST_READ]
    found: dict[int, str] = {}
    for words in (_ENGLISH, _LOWER, _FRENCH, _SPANISH, _CYRILLIC):
        for one in words.finditer(text):
            name = _TRAILING.sub("", _LEADING.sub("", one[0]))[:_LONGEST]
            if any(sign.isupper() for sign in name):
                found.setdefault(one.start(), name)
    return list(dict.fromkeys(found[start] for start in sorted(found)))
