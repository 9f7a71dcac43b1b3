"""Which kinds of place of detention a heading or a name names, by the codes of the register of places.

A kind is told where the words leave no doubt: "Prison of Alder" is a prison, "Alder House" is nothing. A remand prison
is one, and not a prison beside it.
"""

import re

_KINDS: dict[str, str] = {
    "remand_prison": (
        r"remand (?:prison|centre|facilit)|pre-?trial (?:prison|detention|establishment|facilit)|maisons? d['’]arrêt"
        r"|détention provisoire|сизо|следственн\w+ изолятор|слідч\w+ ізолятор|untersuchungshaft"
    ),
    "police_station": (
        r"police|law[- ]enforcement|militia|gendarmerie|commissariats?|forces de l['’]ordre|garde à vue|полици|полиці"
        r"|милиц|міліц|polizei|policía|policia|polizia"
    ),
    "temporary_detention": r"temporary (?:detention|holding)|изолятор\w* временного|ізолятор\w* тимчасового|ивс|ітт",
    "psychiatric_hospital": r"psychiatr|psiquiátric|psichiatric|психиатр|психіатр|mental hospital",
    "social_care_home": (
        r"social (?:care|welfare)|care homes?|nursing homes?|foyers? sociaux|établissements? (?:médico-)?soci"
        r"|интернат|інтернат|pflegeheim"
    ),
    "immigration_detention": (
        r"immigration|migra(?:tion|nt)|foreign nationals|aliens|asylum|rétention administrative"
        r"|ressortissants étrangers|мигра|мігра|иностранн|іноземц"
    ),
    "juvenile_centre": r"juvenile|young offenders?|minors|mineurs|несовершеннолетн|неповнолітн|jugend",
    "military_detention": r"military|militaire|военнослужащ|гауптвахт|військов|barracks",
    "prisoner_of_war_camp": r"prisoners?[- ]of[- ]war|prisonniers de guerre|военнопленн|військовополонен",
    "transport": r"transport|перевозк|перевезен|конвоир|конвою",
    "prison": (
        r"prisons?(?!er)|penitentiary|jails?|penal (?:colon|establishment|institution)|pénitentiaire"
        r"|тюрьм|колони|колоні|в['’]язниц|установ\w* виконання покарань|justizvollzug|gefängnis|cárcel"
        r"|carcer|gevangenis"
    ),
    "hospital": r"hospitals?(?!\w)|hôpita(?:l|ux)(?!\w)|больниц|лікарн",
}
_PATTERNS = {kind: re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE) for kind, words in _KINDS.items()}
_NARROWER = {
    "prison": _PATTERNS["remand_prison"],
    "hospital": re.compile(
        r"(?:psychiatric|mental) hospitals?|hôpita\w+ psychiatriques?|психиатр\w+ больниц|психіатр\w+ лікарн",
        re.IGNORECASE,
    ),
}
"""Words of narrower kinds, by which the wider one is not told."""


def kinds_named(words: str) -> frozenset[str]:
    """The kinds that ``words`` name; none where they name none.

    >>> sorted(kinds_named("Police and prisons")), kinds_named("Remand Prison of Alder")
    (['police_station', 'prison'], frozenset({'remand_prison'}))
    """
    found = set()
    for kind, pattern in _PATTERNS.items():
        left = _NARROWER[kind].sub(" ", words) if kind in _NARROWER else words
        if pattern.search(left):
            found.add(kind)
    return frozenset(found)
